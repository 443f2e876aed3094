"""Times before, after, above and below names, in every order that programs and people write them."""

import pytest

from .reading import read, said, times

TURNS = [
    ("Ines Vale", "0:02", "Shall we begin?"),
    ("Tom Okoro", "0:09", "We met at 10:30. He said: come in."),
    ("Ines Vale", "1:01:01", "Good."),
    ("Tom Okoro", "1:02:00", "Yes (0:30) it is."),
]


def padded(time):
    parts = ["0", "0", *time.split(":")][-3:]
    return ":".join(part.zfill(2) for part in parts)


def written(layout, between="\n\n"):
    return between.join(
        layout.format(name=name, t=t, T=padded(t), words=words) for name, t, words in TURNS
    )


BELOW = [
    "{name}  {t}  \n{words}",
    "{name}\t{t}\n{words}",
    "{name} {t}\n{words}",
    "{name} {T}\n{words}",
    "{name} | {t}\n{words}",
    "{name}, {T}\n{words}",
    "{name} - {T}\n{words}",
    "{name} – {t}\n{words}",
    "{name} @ {t}\n{words}",
    "{name} ({T})\n{words}",
    "{name} [{T}]\n{words}",
    "{name} ({t}):\n{words}",
    "{name}: ({t})\n{words}",
    "{name} ({T} - {T})\n{words}",
    "{name} {T} - {T}\n{words}",
    "{t} - {name}\n  {words}",
    "{t} | {name}\n{words}",
    "{T} {name}\n{words}",
    "{T} - {T} {name}\n{words}",
    "{T} --> {T} {name}\n{words}",
    "[{T}] {name}\n{words}",
    "({t}) {name}\n{words}",
    "[{T}.00] - {name}\n{words}",
    "{name}\n{t}\n{words}",
    "{name}\n[{T}]\n{words}",
    "{name}\n{T} - {T}\n{words}",
    "{t}\n{name}\n{words}",
    "{T}\n\n{name}\n\n{words}",
]
BESIDE = [
    "[{T}] {name}: {words}",
    "({t}) {name}: {words}",
    "[{T} - {T}] {name}: {words}",
    "[{T}.123] {name}: {words}",
    "[{T},123] {name}: {words}",
    "[{T}:12] {name}: {words}",
    "{{{T}}} {name}: {words}",
    "#{T}-0# {name}: {words}",
    "{T} {name}: {words}",
    "{T} - {name}: {words}",
    "[{T}] - {name}: {words}",
    "{name}: [{T}] {words}",
    "{name} [{T}]: {words}",
    "{name} ({t}): {words}",
    "{name}:\t{t}\t{words}",
    "{name}:     {T}    {words}",
    "{name} {T}: {words}",
    "{name} [{T}] {words}",
    "[{name} {T}] {words}",
    "[{name}, {T}]: {words}",
    "[{T} {name}] {words}",
    "[{T}] {name} - {words}",
    "{T}\t{name}\t{words}",
    "{name}\t{T}\t{words}",
    "- [{T}] {name}: {words}",
    "{T}\n{name}: {words}",
]


@pytest.mark.parametrize("layout", [*BELOW, *BESIDE])
def test_every_order_gives_speakers_words_and_times(layout):
    source = read("talk.txt", written(layout) + "\n")
    assert said(source) == [(name, words) for name, _, words in TURNS]
    starts = [start // 1000 if start is not None else None for start, _ in times(source)]
    assert starts == [2, 9, 3_661, 3_720]


@pytest.mark.parametrize("layout", BESIDE[:-1])
def test_words_beside_need_no_blank_lines(layout):
    source = read("talk.txt", written(layout, "\n"))
    assert said(source) == [(name, words) for name, _, words in TURNS]


def test_a_title_above_is_told_and_left_out():
    text = "Customer call\n2 March 2026, 10:00 AM\n\n" + written("{name} {T}\n{words}")
    source = read("talk.txt", text)
    assert [who for who, _ in said(source)] == [name for name, _, _ in TURNS]
    assert any("2 lines before the first speaker" in warning for warning in source.warnings)


def test_fathoms_copy():
    text = "Call - January 1\nVIEW RECORDING - 31 mins: https://x.org\n\n---\n\n"
    source = read("talk.txt", text + written("{t} - {name} (Acme)\n  {words}"))
    assert said(source)[1] == ("Tom Okoro (Acme)", TURNS[1][2])


@pytest.mark.parametrize(
    "text",
    [
        "10:59:58 AM Ines: One.\n11:00:05 AM Tom: Two.\n12:00:00 PM Ines: Three.\n",
        "[10:59:58 AM] Ines: One.\n[11:00:05 AM] Tom: Two.\n[12:00:00 PM] Ines: Three.\n",
        "Ines 10:59:58 a.m.\nOne.\n\nTom 11:00:05 a.m.\nTwo.\n\nInes 12:00:00 p.m.\nThree.\n",
        "Ines\n  10:59:58 AM\nOne.\nTom\n  11:00:05 AM\nTwo.\nInes\n  12:00:00 PM\nThree.\n",
    ],
    ids=range(4),
)
def test_times_of_day_count_from_the_first(text):
    source = read("chat.txt", text)
    assert said(source) == [("Ines", "One."), ("Tom", "Two."), ("Ines", "Three.")]
    assert [start for start, _ in times(source)] == [0, 7_000, 3_602_000]


def test_chats():
    zoom = "10:00:02 From Ines to Everyone:\n\tOne.\n10:00:09 From Tom to Ines(Direct Message):\n\tTwo.\n"
    assert said(read("chat.txt", zoom)) == [("Ines", "One."), ("Tom", "Two.")]
    android = "12/03/2024, 10:00 - Ines: One.\nand more.\n12/03/2024, 10:01 - Tom: Two.\n"
    assert said(read("chat.txt", android)) == [("Ines", "One.\nand more."), ("Tom", "Two.")]
    ios = "[12/03/24, 10:00:02] Ines: One.\n[12/03/24, 10:00:09] Tom: Two.\n"
    assert said(read("chat.txt", ios)) == [("Ines", "One."), ("Tom", "Two.")]


@pytest.mark.parametrize("stamp", ["[{}]", "({})", "#{}#", "#{}-0#"])
def test_times_at_the_end_of_turns_are_ends(stamp):
    text = f"I: Well? {stamp.format('00:00:02')}\n\nB: Yes. {stamp.format('00:00:09')}\n"
    source = read("talk.txt", text)
    assert said(source) == [("I", "Well?"), ("B", "Yes.")]
    assert times(source) == [(None, 2_000), (2_000, 9_000)]


def test_times_among_the_words_of_a_turn_are_no_words():
    text = "Ines  0:02\nOne.\n\n0:05\n\nTwo.\n\nTom  0:09\nThree.\n\nInes  0:12\nFour.\n"
    assert said(read("talk.txt", text))[0] == ("Ines", "One.\n\nTwo.")


@pytest.mark.parametrize(
    "text",
    [
        "0:02\nOne is said.\n0:04\nTwo is said.\n0:06\nThree.\n",
        "[00:00:02] One is said.\n[00:00:04] Two is said.\n[00:00:06] Three.\n",
        "0:02 One is said.\n0:04 Two is said.\n0:06 Three.\n",
        "#00:00:02-0# One is said.\n\n#00:00:04-0# Two is said.\n\n#00:00:06-0# Three.\n",
        "00:00:02.000 --> 00:00:03.000 One is said.\n00:00:04.000 --> 00:00:05.000 Two is said.\n"
        "00:00:06.000 --> 00:00:07.000 Three.\n",
    ],
    ids=range(5),
)
def test_times_without_names_are_taken_off_the_words(text):
    source = read("talk.txt", text)
    assert said(source) == [("", "One is said. Two is said. Three.")]
    assert times(source)[0][0] == 2_000


def test_labels_without_a_time_among_those_with_one_are_turns_too():
    text = "AR: [00:00:01] Hello.\nand more\nPO: Hi there.\nAR: So, yes.\nPO: [00:01:00] Right.\nAR: ok\n"
    source = read("talk.txt", text)
    assert [who for who, _ in said(source)] == ["AR", "PO", "AR", "PO", "AR"]
    assert [start for start, _ in times(source)] == [1_000, None, None, 60_000, None]
    only_questions = "[00:01] I: How?\nAna: So.\n\n[00:09] I: Why?\nAna: Well.\nHe said: no.\n"
    assert said(read("talk.txt", only_questions)) == [
        ("I", "How?"),
        ("Ana", "So."),
        ("I", "Why?"),
        ("Ana", "Well.\nHe said: no."),
    ]


def test_times_between_labels_do_not_hide_names_that_occur_once():
    text = "INTERVIEWER: Hello\n(00:00:05)\nMARY: Hi there\n(00:00:10)\nINTERVIEWER: ok\n"
    source = read("talk.txt", text)
    assert said(source) == [("INTERVIEWER", "Hello"), ("MARY", "Hi there"), ("INTERVIEWER", "ok")]
    assert [start for start, _ in times(source)] == [None, 5_000, 10_000]


def test_drop_frame_times():
    text = "00;00;02;10 - 00;00;05;00\nInes\nOne.\n\n00;00;05;00 - 00;00;09;00\nTom\nTwo.\n"
    source = read("talk.txt", text)
    assert said(source) == [("Ines", "One."), ("Tom", "Two.")]
    assert times(source) == [(2_000, 5_000), (5_000, 9_000)]


def test_times_that_divide_a_long_turn_are_no_words():
    source = read(
        "talk.md",
        "Ines (00:00:02):\nFirst we looked at the map.\n\n(00:00:52):\nThen it rained.\n\n"
        "Tom (00:01:10):\nIt did.\n",
    )
    assert said(source) == [
        ("Ines", "First we looked at the map.\n\nThen it rained."),
        ("Tom", "It did."),
    ]
    assert times(source) == [(2_000, None), (70_000, None)]


def test_lines_of_captions_under_a_header_lose_their_times():
    source = read(
        "talk.txt",
        "(0:02) Ines: Shall we\n(0:05) begin with the map?\n(0:09) Tom: Yes, the\n  (0:11) old one.\n"
        "(0:13) Ines: See (0:20) there.\n(0:15) Tom: Ah.\n",
    )
    assert said(source) == [
        ("Ines", "Shall we\nbegin with the map?"),
        ("Tom", "Yes, the\nold one."),
        ("Ines", "See (0:20) there."),
        ("Tom", "Ah."),
    ]


def test_names_that_a_page_shows_twice_head_a_turn_once():
    turns = [
        ("Ines | Quay Ltd", "0:05", "Here we are."),
        ("Tom Olin (he/him)", "0:09", "Good."),
    ] * 2
    talk = "\n\n".join(f"{name}\n\n{name}\n\n{at}\n{words}" for name, at, words in turns)
    found = read("talk.txt", talk)
    assert said(found) == [(name, words) for name, _, words in turns]
    assert times(found)[:2] == [(5_000, None), (9_000, None)]


def test_turns_before_the_first_time_are_said_too():
    timed = {4: "[04:25] ", 9: "[12:07] ", 14: "[19:00] "}
    turns = [("Ines Vale" if n % 2 else "Tom Olin", f"Words number {n}.") for n in range(20)]
    talk = "Date: 4 May\n\n" + "\n\n".join(
        f"{name}: {timed.get(n, '')}{words}" for n, (name, words) in enumerate(turns)
    )
    source = read("talk.txt", talk)
    assert said(source) == turns
    starts = {n: start for n, (start, _) in enumerate(times(source)) if start is not None}
    assert starts == {4: 265_000, 9: 727_000, 14: 1_140_000}


def test_a_single_time_behind_a_label_is_no_word():
    talk = "Ines: Where?\n\nTom: [00:41] There.\n\nInes: And now?\n\nTom: Home.\n"
    source = read("talk.txt", talk)
    assert said(source)[1] == ("Tom", "There.")
    assert times(source)[1] == (41_000, None)
