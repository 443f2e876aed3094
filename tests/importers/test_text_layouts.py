"""Every layout of speakers in text, with two voices that speak three times."""

import pytest

from .reading import read, roles, said, times

TURNS = [("Ines Vale", "Shall we begin?"), ("Tom Okoro", "Yes, let us."), ("Ines Vale", "Good.")]
STARTS = [2_000, 9_000, 3_661_000]

TIMED = {
    "otter": "Ines Vale  0:02  \nShall we begin?\n\nTom Okoro  0:09  \nYes, let us.\n\n"
    "Ines Vale  1:01:01  \nGood.\n\nTranscribed by https://otter.ai\n",
    "rev": "Ines Vale (00:02):\nShall we begin?\n\nTom Okoro (00:09):\nYes, let us.\n\n"
    "Ines Vale (01:01:01):\nGood.\n",
    "older rev": "Ines Vale: (00:02)\nShall we begin?\n\nTom Okoro: (00:09)\nYes, let us.\n\n"
    "Ines Vale: (01:01:01)\nGood.\n",
    "fireflies": "Ines Vale (00:02)\nShall we begin?\n\nTom Okoro (00:09)\nYes, let us.\n\n"
    "Ines Vale (01:01:01)\nGood.\n",
    "happy scribe": "[00:00:02.00] - Ines Vale\nShall we begin?\n\n[00:00:09.00] - Tom Okoro\n"
    "Yes, let us.\n\n[01:01:01.00] - Ines Vale\nGood.\n",
    "descript": "[00:00:02] Ines Vale: Shall we begin?\n\n[00:00:09] Tom Okoro: Yes, let us.\n\n"
    "[01:01:01] Ines Vale: Good.\n",
    "supernormal": "[0:02] Ines Vale: Shall we begin?\n[0:09] Tom Okoro: Yes, let us.\n"
    "[1:01:01] Ines Vale: Good.\n",
    "bare times": "00:00:02 Ines Vale: Shall we begin?\n00:00:09 Tom Okoro: Yes, let us.\n"
    "01:01:01 Ines Vale: Good.\n",
    "sonix": "my talk\n\nInes Vale: [00:00:02] Shall we begin?\n\nTom Okoro: [00:00:09] Yes, let us."
    "\n\nInes Vale: [01:01:01] Good.\n",
    "trint": "[00:00:02]\nInes Vale\nShall we begin?\n\n[00:00:09]\nTom Okoro\nYes, let us.\n\n"
    "[01:01:01]\nInes Vale\nGood.\n",
    "grain": "0:02\nInes Vale\nShall we begin?\n\n0:09\nTom Okoro\nYes, let us.\n\n"
    "1:01:01\nInes Vale\nGood.\n",
    "one blank": "Ines Vale 0:02\nShall we begin?\n\nTom Okoro 0:09\nYes, let us.\n\n"
    "Ines Vale 1:01:01\nGood.\n",
    "transcribe": "Audio file\n\ntalk.mp3\n\nTranscript\n\n00:00:02 Ines Vale\n\nShall we begin?\n\n"
    "00:00:09 Tom Okoro\n\nYes, let us.\n\n01:01:01 Ines Vale\n\nGood.\n",
    "trint in a document": "[00:00:02]\n\nInes Vale\n\nShall we begin?\n\n[00:00:09]\n\nTom Okoro\n\n"
    "Yes, let us.\n\n[01:01:01]\n\nInes Vale\n\nGood.\n",
    "f4, times first": "#00:00:02-0# Ines Vale: Shall we begin?\n#00:00:09-0# Tom Okoro: Yes, let us.\n"
    "#01:01:01-0# Ines Vale: Good.\n",
    "chat": "00:00:02\tInes Vale:\tShall we begin?\n00:00:09\tTom Okoro:\tYes, let us.\n"
    "01:01:01\tInes Vale:\tGood.\n",
}

UNTIMED = {
    "names": "Ines Vale: Shall we begin?\n\nTom Okoro: Yes, let us.\n\nInes Vale: Good.\n",
    "no blank lines": "Ines Vale: Shall we begin?\nTom Okoro: Yes, let us.\nInes Vale: Good.\n",
    "words below": "Ines Vale:\nShall we begin?\n\nTom Okoro:\nYes, let us.\n\nInes Vale:\nGood.\n",
    "space before colon": "Ines Vale : Shall we begin?\nTom Okoro : Yes, let us.\nInes Vale : Good.",
    "wide colon": "Ines Vale：Shall we begin?\nTom Okoro：Yes, let us.\nInes Vale：Good.\n",
    "hard wrapped": "Ines Vale:          Shall we\nbegin?\n\nTom Okoro:          Yes, let us.\n\n"
    "Ines Vale:          Good.\n",
    "brackets": "[Ines Vale] Shall we begin?\n\n[Tom Okoro] Yes, let us.\n\n[Ines Vale] Good.\n",
    "carriage returns": "Ines Vale: Shall we begin?\r\rTom Okoro: Yes, let us.\r\rInes Vale: Good.",
    "no-break spaces": "Ines Vale:\u00a0Shall we begin?\n\nTom Okoro:\u00a0Yes, let us.\n\n"
    "Ines Vale:\u00a0Good.\n",
}


@pytest.mark.parametrize("layout", TIMED)
def test_header_lines_with_times_give_speakers_words_and_times(layout):
    source = read("talk.txt", TIMED[layout])
    assert said(source) == TURNS
    assert [start for start, _ in times(source)] == STARTS


@pytest.mark.parametrize("layout", UNTIMED)
def test_labels_give_speakers_and_words(layout):
    source = read("talk.txt", UNTIMED[layout])
    assert [(who, " ".join(words.split())) for who, words in said(source)] == TURNS


def test_saved_captions_of_one_speaker_are_joined_and_count_from_the_first():
    source = read(
        "saved.txt",
        "[Ines Vale] 23:59:58\r\nShall we\r\n\r\n[Ines Vale] 23:59:59\r\nbegin?\r\n\r\n"
        "[Tom Okoro] 00:00:05\r\nYes, let us.\r\n",
    )
    assert said(source) == TURNS[:2]
    assert [start for start, _ in times(source)] == [0, 7_000]


def test_times_on_their_own_lines_start_the_next_turn():
    source = read(
        "meet.txt",
        "Weekly - Transcript\n\nAttendees\n\nInes Vale, Tom Okoro\n\n00:00:00\n\n"
        "Ines Vale: Shall we begin?\nTom Okoro: Yes, let us.\n\n00:05:00\n\nInes Vale: Good.\n\n"
        "Transcription ended after 00:05:02\n",
    )
    assert said(source) == TURNS
    assert [start for start, _ in times(source)] == [0, None, 300_000]
    assert any("3 lines before the first speaker" in warning for warning in source.warnings)


def test_stamps_at_the_end_of_a_turn_are_its_end_and_the_start_of_the_next():
    source = read(
        "f4.txt", "I: Shall we begin? #00:00:02-5#\r\n\r\nB: Yes, let us. #00:00:09-0#\r\n"
    )
    assert said(source) == [("I", "Shall we begin?"), ("B", "Yes, let us.")]
    assert times(source) == [(None, 2_500), (2_500, 9_000)]


@pytest.mark.parametrize("mark", [":", "."])
def test_questions_and_answers(mark):
    text = f"Q{mark} Shall we begin?\n\nA{mark} Yes, let us.\n\nQ{mark} Good.\n"
    source = read("P07.txt", text)
    assert [who for who, _ in said(source)] == ["Q", "A", "Q"]
    assert roles(source) == {"Q": ("interviewer", None), "A": ("participant", "P07")}


def test_numbered_questions_are_one_speaker_and_keep_their_numbers():
    source = read("P01.txt", "Frage 1: Wie oft?\nSelten.\n\nFrage 2: Warum?\nEs dauert.\n")
    assert said(source) == [
        ("Frage", "Frage 1: Wie oft?"),
        ("", "Selten."),
        ("Frage", "Frage 2: Warum?"),
        ("", "Es dauert."),
    ]
    assert roles(source)[""] == ("participant", "P01")


def test_names_on_lines_of_their_own():
    source = read(
        "talk.txt",
        "Ines Vale  \nShall we begin?\n\nTom Okoro  \nYes, let us.\n\nInes Vale  \nGood.\n\n"
        "Tom Okoro  \nRight.\n",
    )
    assert [who for who, _ in said(source)] == ["Ines Vale", "Tom Okoro", "Ines Vale", "Tom Okoro"]


def test_paragraphs_without_a_label_go_on_with_the_turn_before():
    source = read("talk.txt", "Ines: One.\n\nTwo.\n\nTom: Three.\n\nInes: Four.\n\nTom: Five.\n")
    assert said(source)[0] == ("Ines", "One.\n\nTwo.")


def test_words_before_a_colon_are_not_always_a_speaker():
    text = "I saw it. Note: it was late.\n\nNote: this too.\n\n10:30 Meeting: cake.\n\nhttps://x.org: no"
    source = read("essay.txt", text)
    assert [who for who, _ in said(source)] == ["", "", "", ""]


def test_lines_about_the_transcript_are_left_out_and_told():
    source = read(
        "talk.txt",
        "Participant: P07     Date: 2 March\n\nInterviewer: Shall we?\n\nParticipant: Yes.\n",
    )
    assert said(source) == [("Interviewer", "Shall we?"), ("Participant", "Yes.")]
    assert "1 line before the first speaker was left out" in source.warnings[0]


def test_a_long_beginning_is_kept_as_nobodys_words():
    source = read("talk.txt", "long words " * 400 + "\n\nI: Well?\n\nP: Yes.\n\nI: So?\n\nP: No.\n")
    assert roles(source)[""] == ("other", None)
    assert source.passages[0].speaker == ""


def test_labels_that_differ_in_case_are_one_speaker():
    source = read("talk.txt", "Anna: One.\nBen: Two.\nANNA: Three.\nBEN: Four.\n")
    assert [speaker.label for speaker in source.speakers] == ["Anna", "Ben"]


def test_without_labels_paragraphs_are_passages_else_lines_are():
    assert said(read("a.txt", "One\nline.\n\nTwo.\n")) == [("", "One\nline."), ("", "Two.")]
    source = read("a.txt", "One\nTwo\n")
    assert said(source) == [("", "One"), ("", "Two")]
    assert roles(source) == {"": ("participant", "a")}
    assert any("No speakers" in warning for warning in source.warnings)


def test_recognisers_lines():
    console = read(
        "w.txt", "[00:00.000 --> 00:02.000]  Hello all.\n[00:02.000 --> 00:04.500]  Bye.\n"
    )
    table = read("w.tsv", "start\tend\ttext\n0\t2000\tHello all.\n2000\t4500\tBye.\n")
    lyrics = read("w.lrc", "[00:00.000]Hello all.\n[00:02.000]\n\n[00:02.000]Bye.\n[00:04.500]\n")
    for source in (console, table, lyrics):
        assert said(source) == [("", "Hello all. Bye.")]
        assert times(source) == [(0, 4_500)]


def test_turns_without_a_time_among_turns_with_one():
    text = "[0:02] Ines: Begin?\nTom: Yes.\nlet us\n[0:09] Ines: Good.\nTom: Note: it is.\n"
    source = read("t.txt", text)
    assert said(source) == [
        ("Ines", "Begin?"),
        ("Tom", "Yes.\nlet us"),
        ("Ines", "Good."),
        ("Tom", "Note: it is."),
    ]
    assert times(source) == [(2_000, None), (None, None), (9_000, None), (None, None)]


def test_times_of_nobody():
    above = "0:05\nhello everyone\n0:09\nwelcome to it\n"
    beside = "[0:05] hello everyone\n\n[0:09] welcome to it\n\n[0:12] and so on\n"
    for text in (above, beside):
        source = read("t.txt", text)
        assert said(source)[0][0] == ""
        assert said(source)[0][1].startswith("hello everyone welcome to it")
        assert times(source)[0][0] == 5_000
    spoken = "We met at 10:30\nHe left at 11:45\nAnd that was it, at 12:00\n"
    assert {who for who, _ in said(read("t.txt", spoken))} == {""}
    assert "10:30" in read("t.txt", spoken).text


def test_what_is_told_on_one_line_about_the_transcript():
    text = "Participant: P07 Date: 2 March Interviewer: JR\n\nInes: Begin?\n\nTom: Yes.\n\nInes: Good.\n"
    source = read("t.txt", text)
    assert [who for who, _ in said(source)] == ["Ines", "Tom", "Ines"]


MARKED = {
    "tabs": "{}\t{}",
    "angle brackets": "<{}> {}",
    "dashes": "{} - {}",
    "en dashes": "{} – {}",
    "chevrons": ">> {}: {}",
    "bullets": "• {}: {}",
    "brackets and colon": "[{}]: {}",
}


@pytest.mark.parametrize("layout", MARKED)
def test_other_marks_of_speakers(layout):
    turns = [*TURNS, ("Tom Okoro", "Right, so."), *TURNS]
    text = "\n\n".join(MARKED[layout].format(who, words) for who, words in turns)
    assert said(read("talk.txt", text)) == turns


def test_names_in_capitals_above_the_words_need_no_blank_line():
    text = (
        "INES VALE\nShall we begin?\nTOM OKORO\nYes, let us.\nINES VALE\nGood.\nTOM OKORO\nRight.\n"
    )
    assert [who for who, _ in said(read("talk.txt", text))] == ["INES VALE", "TOM OKORO"] * 2


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("Interviewerin", "Befragter"), ("Entrevistadora", "Informante"), ("Modératrice", "Répondante"),
        ("Intervjuare", "Deltagare"), ("Badaczka", "Rozmówczyni"), ("Tazatel", "Respondent"),
        ("Интервьюер", "Респондент"), ("Ερευνήτρια", "Συμμετέχων"), ("Araştırmacı", "Katılımcı"),
        ("الباحث", "المشارك"), ("מראיינת", "משתתפת"), ("मॉडरेटर", "प्रतिभागी"),
        ("主持人", "受访者"), ("インタビュアー", "回答者"), ("진행자", "응답자"),
        ("Pewawancara", "Narasumber"), ("Người phỏng vấn", "Người được phỏng vấn"),
    ],
)  # fmt: skip
def test_labels_in_many_languages(asks, answers):
    text = f"{asks}: One two.\n\n{answers}: Three four.\n\n{asks}: Five.\n\n{answers}: Six.\n"
    found = roles(read("P07.txt", text))
    assert found[asks] == ("interviewer", None)
    assert found[answers] == ("participant", "P07")


def test_voices_that_are_only_counted_are_not_who_asks_and_who_answers():
    source = read("talk.txt", "A: One.\n\nB: Two.\n\nA: Three.\n\nB: Four.\n")
    assert {role for role, _ in roles(source).values()} == {"participant"}
    source = read("talk.txt", "S01: One.\n\nS02: Two.\n\nS01: Three.\n\nS02: Four.\n")
    assert roles(source)["S01"] == ("participant", "talk · S01")


NOTES = "Notes\n\nCall with Tom\n\nSummary\n\nBoats: Tom has one.\nSails: They are white.\n\n"
TALK = "Ines: Shall we?\nTom: Yes.\nInes: Good.\nTom: Go on.\n"


@pytest.mark.parametrize("title", ["Transcript", "📖 Transcript", "Full transcript:", "Transkript"])
def test_what_stands_above_the_title_of_the_transcript_is_said_by_nobody(title):
    source = read("call.txt", f"{NOTES}{title}\n\n{TALK}")
    assert said(source) == said(read("call.txt", TALK))
    assert any("before the first speaker" in warning for warning in source.warnings)


def test_labels_without_a_space_behind_the_colon():
    talk = "Ines:Shall we?\nTom:Yes, at 10:30.\nInes:Good.\nTom:Go on.\n"
    assert said(read("talk.txt", talk))[:2] == [("Ines", "Shall we?"), ("Tom", "Yes, at 10:30.")]


def test_examinations_among_the_speakers_of_a_court():
    found = said(
        read(
            "court.txt",
            "THE COURT: Be seated.\n\nMR. OLIN: Thank you.\n\nTHE COURT: Go on.\n\nMR. OLIN: I shall.\n\n"
            "Q. Was it green?\n\nA. It was.\n\nQ. Was it large?\n\nA. Quite.\n\nTHE COURT: Thank you.\n",
        )
    )
    assert [speaker for speaker, _ in found] == [
        "THE COURT", "MR. OLIN", "THE COURT", "MR. OLIN", "Q", "A", "Q", "A", "THE COURT",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "END OF SIDE A",
        "[End of tape 1]",
        "TAPE 2, SIDE B",
        "ACTION ITEM: Send it - WATCH: https://example.org/x",
    ],
)
def test_lines_of_tapes_and_recorders_are_nobodys(line):
    source = read("talk.txt", TALK.replace("Ines: Good.", f"{line}\nInes: Good."))
    assert said(source) == said(read("talk.txt", TALK))
    assert any("nobody said" in warning for warning in source.warnings)
