import pytest

from .reading import read, said, times


def test_vtt_joins_neighbours_and_unescapes():
    source = read(
        "call.vtt",
        "\ufeffWEBVTT\r\n\r\nNOTE made by hand\r\n\r\nSTYLE\r\n::cue {}\r\n\r\n"
        "1\r\n00:01.000 --> 00:02.000\r\nAna | Ops (UK): Salt &amp; pepper,\r\n\r\n"
        "2\r\n00:02.000 --> 00:03.000\r\nAna | Ops (UK): please.\r\n\r\n"
        "3\r\n0:0:3.5 --> 0:0:4.0\r\npk910: Here.\r\n",
    )
    assert said(source) == [("Ana | Ops (UK)", "Salt & pepper, please."), ("pk910", "Here.")]
    assert times(source) == [(1_000, 3_000), (3_500, 4_000)]


def test_vtt_voice_tags_may_change_within_a_cue():
    source = read(
        "call.vtt",
        "WEBVTT\n\nab12cd34-ef/1-0\n00:00:01.000 --> 00:00:02.000\n"
        "<v.loud Ana>Well <i>now</i></v> <v Ben>Yes</v>\n\n"
        "00:00:02.000 --> 00:00:03.000\n<v Ben>indeed.\n",
    )
    assert said(source) == [("Ana", "Well now"), ("Ben", "Yes indeed.")]


def test_rolling_captions_are_said_once():
    cues = ["one two three", "four five six", "seven eight", "nine ten"]
    blocks, before = [], " "
    for number, line in enumerate(cues):
        tagged = line.replace(" ", "<00:00:00.500><c> ") + "</c>"
        blocks.append(f"00:00:0{number}.000 --> 00:00:0{number}.990\n{before}\n{tagged}\n")
        blocks.append(f"00:00:0{number}.990 --> 00:00:0{number + 1}.000\n{line}\n \n")
        before = line
    source = read("y.vtt", "WEBVTT\nKind: captions\n\n" + "\n".join(blocks))
    assert said(source) == [("", " ".join(cues))]


def test_marks_of_a_new_speaker_divide_unnamed_speech():
    source = read(
        "y.srt",
        "1\n00:00:01,000 --> 00:00:02,000\n>> One.\n\n2\n00:00:02,000 --> 00:00:03,000\n>> Two.\n",
    )
    assert said(source) == [("", "One."), ("", "Two.")]


def test_unnamed_speech_is_divided_at_sentences_and_pauses():
    cues = "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{f'word{n} ' * 40}end.\n\n"
        for n in range(1, 9)
    )
    later = "9\n00:01:00,000 --> 00:01:01,000\nAfter a pause.\n"
    source = read("y.srt", cues + later)
    assert len(source.passages) == 5
    assert said(source)[-1] == ("", "After a pause.")


def test_srt_is_read_leniently():
    source = read(
        "call.srt",
        "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Ana:</i> One\r\nline.\r\n\r\n"
        "00:00:02.000 --> 00:00:01.000\r\nBen: Two\r\n\r\nmore.\r\n\r\n"
        "x\r\n00:00:0a,000 --> 00:00:09,000\r\nAna: {\\an8}Three.\r\n",
    )
    assert said(source) == [("Ana", "One line."), ("Ben", "Two more. x Ana: Three.")]
    assert times(source) == [(1_000, 2_000), (2_000, None)]
    assert "1 line that" in source.warnings[0]


def test_names_at_speaker_changes_only():
    cues = []
    for n in range(1, 21):
        name = {1: "Ana Ruiz: ", 8: "Ben Ott: ", 15: "Ana Ruiz: ", 18: "Ben Ott: "}.get(n, "")
        cues.append(f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{name}word{n}.\n")
    source = read("call.srt", "\n".join(cues))
    assert [who for who, _ in said(source)] == ["Ana Ruiz", "Ben Ott", "Ana Ruiz", "Ben Ott"]


def test_a_colon_in_a_caption_is_not_a_name():
    cues = [f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\nword{n}\n" for n in range(1, 30)]
    cues[12] = "13\n00:00:13,000 --> 00:00:13,900\nthe point is: we go\n"
    assert {who for who, _ in said(read("call.srt", "\n".join(cues)))} == {""}


def test_vtt_without_its_header_and_content_before_suffix():
    assert read("call.vtt", "00:01.000 --> 00:02.000\nhi\n").format == "vtt"
    assert read("call.txt", "WEBVTT\n\n00:01.000 --> 00:02.000\nhi\n").format == "vtt"
    assert read("call.txt", "1\n00:00:01,000 --> 00:00:02,000\nhi\n").format == "srt"


def captions(*texts):
    return "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{text}\n\n" for n, text in enumerate(texts, 1)
    )


@pytest.mark.parametrize(
    "texts",
    [
        ("Ana: How so?\nBen: Well.", "It is.", "Ana: Good."),
        (">> ANA: How so?", ">> BEN: Well.", "It is.", ">> ANA: Good."),
        ("&gt;&gt; Ana: How so?", "&gt;&gt; Ben: Well. It is.", "&gt;&gt; Ana: Good."),
        ("[Ana] How so?", "[Ben] Well.", "It is.", "[Ana] Good."),
        ("[Ana]: How so?", "[Ben]: Well.", "It is.", "[Ana]: Good."),
        ("(Ana)\nHow so?\n-\n(Ben)\nWell.", "(Ben)\nIt is.", "(Ana)\nGood."),
        ("- Ana: How so?\n- Ben: Well.", "It is.", "- Ana: Good."),
        ('<font color="#ff0">Ana: How so?</font>', "<i>Ben: Well.</i>", "It is.", "Ana: Good."),
        ("ANA: How so?", "BEN: Well.", "It is.", "ANA: Good."),
    ],
    ids=range(9),
)
def test_speakers_are_marked_in_many_ways(texts):
    source = read("call.srt", captions(*texts))
    assert [(who.title(), words) for who, words in said(source)] == [
        ("Ana", "How so?"),
        ("Ben", "Well. It is."),
        ("Ana", "Good."),
    ]


def test_two_dashes_in_a_caption_and_marks_within_a_line_are_changes():
    source = read("call.srt", captions("- How so?\n- Well.", "It is.", "Yes. >> Good. >> Bye."))
    assert [words for _, words in said(source)] == ["How so?", "Well. It is. Yes.", "Good.", "Bye."]


def test_a_mark_without_a_name_among_names_is_nobody_that_is_known():
    source = read(
        "call.srt", captions(">> Ana: One.", ">> Ben: Two.", ">> Ana: Three.", ">> Four.")
    )
    assert said(source)[-1] == ("", "Four.")


def test_a_name_that_occurs_once_holds_beside_others_and_headings_do_not():
    texts = ["Ana Ruiz: one.", "two.", "Ben Ott: three.", "four.", "Ana Ruiz: five.", "six.", "Note: x", "Note: y"]  # fmt: skip
    source = read("call.srt", captions(*texts))
    assert [who for who, _ in said(source)] == ["Ana Ruiz", "Ben Ott", "Ana Ruiz"]
    assert said(source)[-1][1].endswith("Note: x Note: y")


def test_sounds_in_brackets_are_no_names():
    texts = ["[Music]", "[Applause] thanks", "[Music] well", "[door slams] so", "(Laughter) yes"]
    assert {who for who, _ in said(read("call.srt", captions(*texts)))} == {""}


def test_captions_that_grow_are_said_once_and_repeats_by_others_stay():
    grown = read("live.srt", captions("so", "so today", "so today we talk.", "And", "And then"))
    assert said(grown) == [("", "so today we talk. And then")]
    assert times(grown) == [(1_000, 5_900)]
    echo = read("call.srt", captions(*["Ana: Yes.", "Ben: Yes."] * 4))
    assert len(echo.passages) == 8


def test_rolling_captions_made_into_srt():
    lines = ["one two three", "four five six", "seven eight", "nine ten"]
    texts = []
    for before, line in zip([" ", *lines], lines, strict=False):
        texts += [f"{before}\n{line}", line]
    assert said(read("y.srt", captions(*texts))) == [("", " ".join(lines))]


def test_metadata_of_teams_in_cues():
    spoken = ['{"speakerName":"Ana R","spokenText":"How \\"so\\"?"}', '{"speakerName":"Ben","spokenText":"Well.","spokenLanguage":"en-us"}']  # fmt: skip
    cues = "".join(
        f"00:00:0{n}.000 --> 00:00:0{n}.900\n{text}\n\n" for n, text in enumerate(spoken)
    )
    source = read("call.vtt", f"WEBVTT\n\n{cues}")
    assert said(source) == [("Ana R", 'How "so"?'), ("Ben", "Well.")]


def test_captions_without_their_times_are_text():
    talk = "WEBVTT\n\nInes: Shall we begin?\n\nTom: Yes.\n\nInes: Good.\n\nTom: Go on.\n"
    assert said(read("talk.md", talk))[:2] == [("Ines", "Shall we begin?"), ("Tom", "Yes.")]


def test_names_on_lines_of_their_own_above_the_captions():
    turns = [("Ines Vale", "Shall we\nbegin?"), ("Tom Olin", "Yes."), ("Ines Vale", "Good.")]
    talk = "\n\n".join(
        f"0:0:{n}.0 --> 0:0:{n}.500\n{name}\n{words}" for n, (name, words) in enumerate(turns, 1)
    )
    source = read("talk.txt", talk)
    assert said(source) == [(name, " ".join(words.split())) for name, words in turns]
    assert times(source)[0] == (1_000, 1_500)


def test_captions_in_two_languages_name_nobody():
    lines = [("Where were you?", "Wo warst du?"), ("Home", "Zuhause"), ("Since May", "Seit Mai")]
    talk = "\n\n".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},500\n{one}\n{other}"
        for n, (one, other) in enumerate(lines, 1)
    )
    assert {speaker for speaker, _ in said(read("talk.srt", talk))} == {""}
