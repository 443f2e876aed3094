"""The Word document opens, has real headings, and comes out the same every time."""

import io
import time
import zipfile

from docx import Document

from interviewcoder.exporters.persona_dossier import binder
from interviewcoder.exporters.personas_docx import personas_docx

from .persona_examples import HOSTILE, codings, persona, synthesis


def made(text: str = "", name: str = "The careful planner") -> bytes:
    run = synthesis(persona(name, text=text), study=text)
    return personas_docx(binder(text or "Pilot", run, codings=codings(text)))


def words_of(document: bytes) -> str:
    opened = Document(io.BytesIO(document))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def test_headings_claims_and_a_numbered_list_of_evidence() -> None:
    opened = Document(io.BytesIO(made()))
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in opened.paragraphs
        if paragraph.style.name.startswith(("Heading", "Title"))
    ]
    assert headings[0] == ("Title", "Personas of Pilot")
    for expected in (
        ("Heading 1", "The careful planner"),
        ("Heading 2", "Needs"),
        ("Heading 3", "Contrary evidence"),
        ("Heading 1", "Evidence: the excerpts that are cited"),
    ):
        assert expected in headings
    words = words_of(made())
    assert "Price anxiety (2 of 3 members, 1 of 4 others) [1, 3] · thin" in words
    assert "[1] “Words number 0 of Ana.” Ana, interview_01_ana, characters 0 to 5" in words
    assert "This coding is gone." in words
    assert "unknown\n\nnot tried\nsupported, by hand" in words


def test_the_same_bytes_whenever_it_is_made() -> None:
    first = made()
    time.sleep(2.1)  # the clock of a zip archive ticks every two seconds
    assert made() == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert Document(io.BytesIO(first)).core_properties.modified.year == 2026


def test_hostile_text_is_text() -> None:
    words = words_of(made(HOSTILE, HOSTILE))
    assert "<script>alert(1)</script>" in words
    assert "⟪RLO⟫" in words
    assert not set(words) & {"\x1b", "\x00", "\u202e", "\ufffe"}
