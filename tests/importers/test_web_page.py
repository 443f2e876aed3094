import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.domain.errors import StudyError

from .reading import read, said, times
from .test_any_bytes import attempt


def test_word_saves_pages_in_windows_1252():
    page = (
        '<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252">'
        "<title>Talk</title><style>p.MsoNormal {margin:0}</style></head><body lang=DE><div class=WordSection1>"
        "<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>I:</b> Wäre das\n  möglich?"
        '<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1" title=""><span>[1]</span></a><o:p></o:p></p>'
        "<p class=MsoListParagraph><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span></span><![endif]>B: Ja – klar.</p>"
        "<p>I: Gut.<p>B: <del>Nein</del><ins>Eben</ins>.<span style='display:none;mso-hide:all'>x</span></div>"
        "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>"
        '<a style=\'mso-footnote-id:ftn1\' href="#_ftnref1" name="_ftn1" title=""><span>[1]</span></a> Eine Frage.</p>'
        "</div></div></body></html>"
    )
    source = read("t.htm", page.encode("cp1252"))
    assert (source.format, source.encoding) == ("html", "cp1252")
    assert said(source) == [
        ("I", "Wäre das möglich? [Eine Frage.]"),
        ("B", "Ja – klar."),
        ("I", "Gut."),
        ("B", "Eben."),
    ]
    assert "1 deletion was left out." in source.warnings
    assert "1 hidden part was left out." in source.warnings
    assert not any("guessed" in warning for warning in source.warnings)


def test_utf8_is_believed_before_what_the_page_declares():
    page = '<html><meta charset="iso-8859-1"><p>Ana: café</p><p>Ben: Oui.</p></html>'
    assert said(read("t.html", page))[0] == ("Ana", "café")
    assert said(read("t.html", page.encode("latin-1")))[0] == ("Ana", "café")
    unknown = page.replace("iso-8859-1", "x-none").encode("latin-1")
    assert said(read("t.html", unknown))[0] == ("Ana", "café")


def test_google_docs_marks_bold_by_classes_and_has_notes_and_comments():
    page = (
        "<html><head><style>.c1{font-weight:700}.c3{color:#000;font-weight:400}</style></head><body class='c9'>"
        "<p><span class='c1'>Ana</span><span class='c3'> I love maps<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup>"
        " and<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup> more.</span></p>"
        "<p><span class='c1'>Ben</span> Why?</p><p><span class='c1'>Ana</span> Because.</p><hr>"
        "<div><p><a href='#ftnt_ref1' id='ftnt1'>[1]</a><span>&nbsp;Those of paper.</span></p></div>"
        "<div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a><span>private</span></p></div></body></html>"
    )
    source = read("t.html", page)
    assert said(source) == [
        ("Ana", "I love maps and more. [Those of paper.]"),
        ("Ben", "Why?"),
        ("Ana", "Because."),
    ]
    assert "1 comment was left out." in source.warnings


@pytest.mark.parametrize(
    "page",
    [
        "<h2>Interviewer</h2><p>How?<h2>Ana</h2><p>Well.",
        "<b>Interviewer</b><br>How?<br><b>Ana</b><br>Well.<br><b>Interviewer</b> So?<br><b>Ana</b> Yes.",
        "<div>Interviewer: How?</div>\n<div>Ana: Well.</div>",
        "Interviewer: How?<br>Ana: Well.",
        "<table><tr><td>Interviewer<td>How?<tr><td>Ana<td>Well.</table>",
        "<dl><dt>Interviewer:<dd>How?<dt>Ana:<dd>Well.</dl>",
        "<pre>Interviewer: How?\n\nAna: Well.</pre>",
        "<p><span class='speaker'>Interviewer</span> How?<p><span class='speaker'>Ana</span> Well.",
        "<p>&#73;nterviewer: How&#63;</p><script>Ana: No.</script><p>Ana: Well.<style>p{}</style>",
        "<nav><a href=/>Home: here</a></nav><p>Interviewer: How?</p><p>Ana: Well.</p><footer>Imprint</footer>",
    ],
)
def test_plain_pages(page):
    source = read("t.html", f"<!DOCTYPE html><html><body>{page}</body></html>")
    assert source.format == "html"
    assert said(source)[:2] == [("Interviewer", "How?"), ("Ana", "Well.")]


def test_tables_with_cells_that_reach_down():
    page = "<table><tr><th>Time<th>Speaker<th>Text<tr><td rowspan=2>0:02<td>Ana<td>How?<tr><td>Ben<td>Well.</table>"
    source = read("t.html", page)
    assert said(source) == [("Ana", "How?"), ("Ben", "Well.")]


def test_times_that_programs_mark():
    trint = (
        "<html><body><p><span class='speaker' data-m='1500' data-d='0'>Ana Ruiz </span>"
        "<span data-m='1600'>Hello </span><span data-m='2000'>there.</span></p>"
        "<p><span class='speaker' data-m='4000'>Ben </span><span data-m='4100'>Hi.</span></p>"
        "<p><span class='speaker' data-m='8000'>Ana Ruiz </span><span data-m='8100'>Bye.</span></p></body></html>"
    )
    source = read("t.html", trint)
    assert said(source) == [("Ana Ruiz", "Hello there."), ("Ben", "Hi."), ("Ana Ruiz", "Bye.")]
    assert [start for start, _ in times(source)] == [1_500, 4_000, 8_000]


def test_otranscribe():
    stamp = '<span class="timestamp" contenteditable="false" data-timestamp="{}">{}</span>'
    page = (
        f"<p>{stamp.format(1.5, '00:01')}&nbsp;Ana: How?</p><p>Ben: Well {stamp.format(9, '00:09')}enough.</p>"
        f"<p>Ana: {'so ' * 40}{stamp.format(20, '00:20')} yes?</p><p><br></p>"
    )
    held = {"text": page, "media": "x.mp3", "media-time": 20.1}
    for name in ("t.otr", "t.json"):
        source = read(name, json.dumps(held))
        assert source.format == "otr"
        assert [who for who, _ in said(source)] == ["Ana", "Ben", "Ana"]
        assert said(source)[1] == ("Ben", "Well enough.")
        assert [start for start, _ in times(source)] == [1_500, 9_000, None]
        assert "1 time within a turn was left out." in source.warnings
    with pytest.raises(StudyError, match="no text"):
        read("t.otr", '{"media": "x"}')
    with pytest.raises(StudyError, match="not whole"):
        read("t.otr", '{"text": "<p>')


def test_what_is_no_page_is_not_taken_for_one():
    assert read("t.txt", "<3 is what she wrote.\n\nThat is all.\n").format == "text"
    assert read("t.html", "Ana: One.\nBen: Two.\n").format == "text"
    assert read("t.txt", "<!-- x --><div>Ana: One.</div>").format == "html"
    with pytest.raises(StudyError, match="no words"):
        read("t.html", "<html><script>x</script></html>")


N = 50_000


@pytest.mark.parametrize(
    "page",
    [
        "<" * N, "<!--" * N, "<!" * N, '<a x="' * N, "<a " + "x " * N, "<b>" * 300 + "x" + "</i>" * N, "<p>" * N,
        "<div>" * N, "<style>" + ".a{" * N + "</style>x", "<table><tr><td rowspan=99 colspan=99>x" * 300,
        "<table>" + "<td rowspan=99 colspan=99>x" * 5000, "<![if !supportLists]>" * N, "<br>x" * N, "<li>x" * N,
        '<a href="#a" name="b">x</a>' * 5000, "<script>" + "</scrip" * N, "&" * N + "&#27;[2J&#0;&#xD800;",
    ],
    ids=range(17),
)  # fmt: skip
def test_hostile_repetition_is_read_in_time(page):
    began = time.perf_counter()
    attempt("a.html", f"<html>{page}".encode())
    assert time.perf_counter() - began < 3


PIECES = [
    "<p>", "</p>", "<br>", "<b>", "</b>", "Ana: ", "words ", "<table>", "<tr>", "<td colspan=2>", "<td rowspan=3>",
    "</table>", "<a href='#a' id='b'>", "<a href='#b' id='a'>", "</a>", "<div>", "</div>", "<h2>Ana</h2>", "<li>",
    "<span class=timestamp data-timestamp=9>", "<span data-m=10>", "</span>", "<!-- x -->", "<![if !supportLists]>",
    "<![endif]>", "<del>", "<style>.a{font-weight:bold}</style>", "<i class=a>", "&nbsp;", "&#27;", "0:09 ", "\n", "<pre>",
    "<div style='display:none'>", "<div style='mso-element:comment'>",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_pieces(page):
    attempt("a.html", f"<html>{page}".encode())
