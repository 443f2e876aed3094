"""The Word document holds all words and all codings: as comments on their words, or as numbered notes."""

import io
import time
import zipfile
from xml.etree.ElementTree import fromstring

import pytest
from docx import Document

from interviewcoder.domain.coding import Span
from interviewcoder.domain.source import Role
from interviewcoder.exporters.coded_transcript import CodedTranscript, Shown
from interviewcoder.exporters.transcript_docx import MOST_COMMENTS, transcript_docx

from .persona_examples import HOSTILE
from .transcript_examples import CODES, coding, laid_out, on, overlapping, source_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def commented_words(document: bytes) -> dict[str, str]:
    """By comment's id: the words between the start and the end of its range."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        body = fromstring(package.read("word/document.xml"))
    words: dict[str, str] = {}
    now: set[str] = set()
    for element in body.iter():
        match element.tag.removeprefix(W):
            case "commentRangeStart":
                now.add(element.attrib[f"{W}id"])
            case "commentRangeEnd":
                now.remove(element.attrib[f"{W}id"])
            case "t" | "br" | "tab":
                for one in now:
                    words[one] = words.get(one, "") + (element.text or "\n")
    assert not now
    return words


def many() -> CodedTranscript:
    text = source_text()
    span = on(text, "I check the price twice.")
    codings = [coding(n, span, coder=f"C{n}") for n in range(1, MOST_COMMENTS + 2)]
    return laid_out(text, *codings, memo="Why so many?")


def test_each_coding_is_a_comment_by_its_coder_on_its_words() -> None:
    document = transcript_docx(overlapping())
    comments = list(Document(io.BytesIO(document)).comments)
    words = commented_words(document)
    told = [
        (one.author, one.initials, one.paragraphs[0].text, words[str(one.comment_id)])
        for one in comments
    ]
    assert told == [
        ("Maya", "M", " !  Price anxiety (pain)", "the price?"),
        ("Maya", "M", " !  Price anxiety (pain) · against · weight 80", "check the price twice"),
        ("Tom", "T", " N  Needs (need)", "the price twice.\nThen"),
        ("Maya", "M", " B  Habit (behaviour)", "once more.Ana  0:02\nIt is"),
    ]
    assert "Is this worry?" in comments[1].text
    assert all(one.timestamp is not None and one.timestamp.year == 2026 for one in comments)


def test_coded_words_are_shaded_and_nothing_else() -> None:
    paragraphs = Document(io.BytesIO(transcript_docx(overlapping()))).paragraphs
    (said,) = [one for one in paragraphs if one.text.startswith("Ana  0:01")]
    shaded = {
        run.text: run._r.rPr is not None and run._r.rPr.find(f"{W}shd") is not None
        for run in said.runs
        if run.text
    }
    assert shaded["the price twice"]
    assert shaded["check "]
    assert not shaded["I "]
    assert not shaded["Ana"]


def test_many_codings_are_numbered_notes_beside_the_turn() -> None:
    document = Document(io.BytesIO(transcript_docx(many())))
    assert len(list(document.comments)) == 0
    table = document.tables[0]
    words, notes = table.rows[1].cells
    assert "[1[2[3" in words.text
    assert "301]300]299]" in words.text
    lines = [paragraph.text for paragraph in notes.paragraphs]
    assert lines[0] == "1   N  Needs (need) · C1"
    assert lines[1] == "Why so many? (Tom, memo)"
    assert len(lines) == MOST_COMMENTS + 2
    assert table.rows[2].cells[1].text == ""


def test_questions_are_headings_and_codes_are_listed() -> None:
    text = source_text([("R1", Role.PARTICIPANT, "fine")], questions=["How are you?"])
    document = Document(io.BytesIO(transcript_docx(laid_out(text, coding(1, Span(0, 4), 2)))))
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert headings == ["How are you?", "Codes"]
    (row,) = list(document.tables[-1].rows)[1:]
    assert [cell.text for cell in row.cells] == [" ! ", "Needs › Price anxiety", "pain", "1", ""]


@pytest.mark.parametrize("make", [overlapping, many], ids=["comments", "notes"])
def test_the_same_bytes_whenever_it_is_made(make: type[CodedTranscript]) -> None:
    first = transcript_docx(make())
    time.sleep(2.1)  # the clock of a zip archive ticks every two seconds
    assert transcript_docx(make()) == first


@pytest.mark.parametrize("times", [1, MOST_COMMENTS + 1], ids=["comments", "notes"])
def test_hostile_text_is_text(times: int) -> None:
    text = source_text([(HOSTILE, Role.PARTICIPANT, HOSTILE)], name=HOSTILE, questions=[HOSTILE])
    codings = [coding(n, Span(0, 9), coder=HOSTILE) for n in range(1, times + 1)]
    shown = Shown(HOSTILE, CODES, chosen=HOSTILE)
    document = transcript_docx(laid_out(text, *codings, shown=shown, memo=HOSTILE))
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                content = package.read(name).decode()
                fromstring(content)
                assert not set(content) & {"\x1b", "\x00", "\u202e", "\ufffe"}
        relations = package.read("word/_rels/document.xml.rels").decode()
    assert 'TargetMode="External"' not in relations
    opened = Document(io.BytesIO(document))
    body = [*opened.paragraphs, *(p for t in opened.tables for c in t._cells for p in c.paragraphs)]
    assert any("<script>alert(1)</script>" in paragraph.text for paragraph in body)
