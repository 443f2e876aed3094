import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.domain.errors import StudyError

from .reading import read, said, times
from .test_any_bytes import attempt

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset2 Wingdings;}{\f3\fcharset128 MS Mincho;}}"


def rtf(text: str, head: str = HEAD) -> bytes:
    return f"{head}{text}}}".encode("latin-1")


def test_f4_labels_and_times():
    source = read(
        "f4.rtf",
        rtf(
            r"\f0\fs22{\b I:} Wie war das f\'fcr Sie? #00:00:12-3#\par"
            "\r\n"
            r"{\b B:} Gut \u8211?\~ ja\u8230\'85 #00:00:20-0#\par\pard\plain\par"
        ),
    )
    assert source.format == "rtf"
    assert said(source) == [("I", "Wie war das für Sie?"), ("B", "Gut –\u00a0 ja…")]
    assert times(source) == [(None, 12_300), (12_300, 20_000)]


def test_textedit_ends_its_paragraphs_with_a_backslash():
    source = read(
        "t.rtf",
        b"{\\rtf1\\ansi\\cocoartf2639\n\\f0\\b Ana:\\b0  How?\\\n\\\n\\b Ben:\\b0  Well.\\\n}",
    )
    assert said(source) == [("Ana", "How?"), ("Ben", "Well.")]


def test_bold_speakers_without_a_colon_and_soft_breaks():
    source = read(
        "t.rtf",
        rtf(
            r"\b Ana\b0  How\line are you?\par{\b Ben} Well.\par\b Ana\plain  So?\par{\b Ben} Yes.\par"
        ),
    )
    assert said(source) == [
        ("Ana", "How\nare you?"),
        ("Ben", "Well."),
        ("Ana", "So?"),
        ("Ben", "Yes."),
    ]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"\'e9\'80", "é€"),
        (r"\f1\'ef\'f0\f0 x", "прx"),
        (r"\f3\'93\'fa\'96\'7b\f0 ", "日本"),
        (r"\f3\'83A", "ア"),
        (r"\uc2\u26085\'93\'fax", "日x"),
        (r"\uc0\u228 x", "äx"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"\u55357?\u56832?", "😀"),
        (r"\u-10179?x", "x"),
        (r"{\f2 J}", "☺"),
        (r"{\f2\'a7}x", "x"),
        (r"\lquote a\rquote\emdash\bullet", "‘a’—•"),
        (r"{\upr{ascii}{\*\ud{\u26085?}}}", "日"),
        (r"\{a\}\\b", "{a}\\b"),
        (r"hyphen\-ated a\_b", "hyphenated a-b"),
        ("x\0y", "xy"),
    ],
)
def test_characters(written, read_as):
    assert said(read("t.rtf", rtf(rf"Ana: One {written}\par Ben: Two.\par"))) == [
        ("Ana", f"One {read_as}".strip()),
        ("Ben", "Two."),
    ]


@pytest.mark.parametrize(
    ("head", "written", "read_as"),
    [
        (r"{\rtf1\ansi\ansicpg1250", r"\'b3\'f3d\'9f", "łódź"),
        (r"{\rtf1\mac", r"\'8a", "ä"),
        (r"{\rtf1\pc", r"\'84", "ä"),
        (r"{\rtf1\ansi\ansicpg65001", r"\'c3\'a4", "ä"),
        (r"{\rtf1\ansi\ansicpg99999", r"\'e4", "ä"),
        (r"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset0 Arial;}}\f0", r"\'ef", "п"),
    ],
)
def test_code_pages(head, written, read_as):
    assert read("t.rtf", rtf(rf" {written}", head)).text == read_as


def test_pictures_objects_and_fields():
    binary = "}}{{" + "\\" + "}}}}"
    picture = r"{\*\shppict{\pict\pngblip " + "0fA1" * 5000 + "}}"
    picture += r"{\nonshppict{\pict\bin9 " + binary + "}}"
    source = read(
        "t.rtf",
        rtf(
            r"{\info{\author Nobody}}{\stylesheet{\s1 heading 1;}}{\*\generator X;}"
            rf"Ana: See {picture}"
            r"{\field{\*\fldinst HYPERLINK \"http://example.org\"}{\fldrslt the page}}"
            r"{\object{\*\objdata 0102}{\result , drawn}}.\par Ben: Yes.\par"
        ),
    )
    assert said(source) == [("Ana", "See the page, drawn."), ("Ben", "Yes.")]


def test_notes_are_kept_and_what_is_beside_the_text_is_told():
    source = read(
        "t.rtf",
        rtf(
            r"{\header She told me not to write this down.\par}{\footer Page 3\par}"
            r"Ana: I {\deleted hate }{\revised love} maps{\super\chftn{\footnote\pard\plain {\chftn} Those of paper.}}"
            r"{\v secret}{\*\atnid JR}{\*\atnauthor Jo}\chatn{\*\annotation\pard\plain private}, yes.\par "
            r"Ben: Why?{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard Ana: From a box.\par}}}\par"
        ),
    )
    assert said(source) == [
        ("Ana", "I love maps, yes. [Those of paper.]"),
        ("Ben", "Why?"),
        ("Ana", "From a box."),
    ]
    told = " ".join(source.warnings)
    for what in ("1 tracked deletion", "1 comment by 1 person", "1 run of hidden", "She told"):
        assert what in told
    assert "Page 3" not in told


def test_tables_and_list_labels():
    def row(*cells: str) -> str:
        ended = "".join(cell + r"\cell " for cell in cells)
        return rf"\trowd\cellx1\cellx2\cellx3\pard\intbl {ended}\row" + "\n"

    table = row("Timespan", "Content", "Speaker") + row("0:02 - 0:09", r"How\par are you?", "Ana")
    source = read("t.rtf", rtf(rf"{table}{row('0:09 - 0:12', 'Well.', 'Ben')}\pard After.\par"))
    assert said(source) == [("Ana", "How\nare you?"), ("Ben", "Well.")]
    assert times(source) == [(2_000, 9_000), (9_000, 12_000)]
    lists = r"{\listtext 1.\tab}Ana: One.\par{\pntext\'b7\tab}Ben: Two.\par{\listtext Q3:\tab}Why?\par A: So.\par"
    assert said(read("t.rtf", rtf(lists))) == [
        ("Ana", "One."),
        ("Ben", "Two."),
        ("Q", "Q3: Why?"),
        ("A", "So."),
    ]


def test_a_file_that_breaks_off_is_read_and_told():
    source = read("t.rtf", HEAD.encode() + rb"Ana: One.\par {\b Ben: Two.")
    assert said(source) == [("Ana", "One."), ("Ben", "Two.")]
    assert "breaks off" in source.warnings[0]


def test_rich_text_is_known_by_its_beginning():
    assert read("t.doc", rtf(r"Ana: One.\par Ben: Two.")).format == "rtf"
    with pytest.raises(StudyError, match="not rich text"):
        read("t.rtf", "words", format="rtf")
    with pytest.raises(StudyError, match="no words"):
        read("t.rtf", b"{\\rtf1}")


@pytest.mark.parametrize(
    "text",
    [
        "{" * 30_000,
        "{" * 1500 + "x",
        r"{\footnote " * 1500 + "x" + "}" * 1500,
        r"{\*\x " * 100_000,
        r"\u8217 ?" * 100_000,
        "\\" * 100_000,
        r"a\cell\row " * 50_000,
        r"\bin9999999999 x",
        r"{\pict" + "00" * 1_000_000,
        r"\'",
        r"\u99999999999999999999 x",
    ],
    ids=range(11),
)
def test_hostile_repetition_is_read_in_time(text):
    began = time.perf_counter()
    attempt("a.rtf", rtf(text))
    assert time.perf_counter() - began < 3


PIECES = [
    "{", "}", "\\", r"\par ", r"\b ", r"\b0 ", "Ana: ", "words ", r"\'e4", r"\u8217 ?", r"\u-10179 ?", r"\cell ",
    r"\row ", r"\intbl ", r"{\footnote ", r"{\*\annotation ", r"{\*\ud ", r"{\upr ", r"{\fonttbl{\f1\fcharset128 x;}}",
    r"\f1 ", r"\uc3 ", r"\bin5 ", r"\v ", r"\deleted ", r"{\listtext Q1}", r"{\shptxt ", r"{\header ", "0:09", "\n",
    r"\~", r"\line ", r"\plain ", "\x93", "\0",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_pieces(text):
    attempt("a.rtf", b"{\\rtf1 " + text.encode("latin-1"))
