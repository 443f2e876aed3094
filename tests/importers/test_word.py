import io
import zipfile

import docx
import pytest

from interviewcoder.domain.errors import StudyError

from .reading import read, said, times

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The document with one part replaced or added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return buffer.getvalue()


def paragraphs(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return saved(document)


def body(xml: str) -> bytes:
    document = f"<w:document {W}><w:body>{xml}</w:body></w:document>".encode()
    return with_part(paragraphs("x"), "word/document.xml", document)


def test_labels_soft_breaks_and_times():
    source = read(
        "call.docx",
        paragraphs("Call-2026", "Ana Ruiz   0:03\nHow?", "Ben Ott   0:09\nWell.", "And so."),
    )
    assert said(source) == [("Ana Ruiz", "How?"), ("Ben Ott", "Well.\n\nAnd so.")]
    assert times(source) == [(3_000, None), (9_000, None)]


def test_bold_speakers_without_a_colon():
    document = docx.Document()
    for name, words in [("Ana", " How?"), ("Ben", " Well."), ("Ana", " So?"), ("Ben", " Yes.")]:
        paragraph = document.add_paragraph()
        paragraph.add_run(name).bold = True
        paragraph.add_run(words)
    assert said(read("t.docx", saved(document))) == [
        ("Ana", "How?"),
        ("Ben", "Well."),
        ("Ana", "So?"),
        ("Ben", "Yes."),
    ]


def test_a_heading_per_speaker():
    document = docx.Document()
    document.add_heading("Interviewer", 2)
    document.add_paragraph("How?")
    document.add_heading("Ana", 2)
    document.add_paragraph("Well.")
    assert said(read("t.docx", saved(document))) == [("Interviewer", "How?"), ("Ana", "Well.")]


def test_a_transcript_in_a_table():
    document = docx.Document()
    rows = [
        ("Timespan", "Content", "Speaker"),
        ("0:02.0 - 0:09.0", "How?", "Ana"),
        ("0:09.0 - 0:12.5", "Well.", "Ben"),
    ]
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    source = read("t.docx", saved(document))
    assert said(source) == [("Ana", "How?"), ("Ben", "Well.")]
    assert times(source) == [(2_000, 9_000), (9_000, 12_500)]


def test_names_in_the_first_of_two_columns():
    document = docx.Document()
    table = document.add_table(rows=4, cols=2)
    for row, (who, words) in zip(
        table.rows,
        [("Ana", "How?"), ("Ben", "Well."), ("Ana", "So?"), ("Ben", "Yes.")],
        strict=True,
    ):
        row.cells[0].text, row.cells[1].text = who, words
    assert [who for who, _ in said(read("t.docx", saved(document)))] == ["Ana", "Ben", "Ana", "Ben"]


def test_tracked_changes_count_as_accepted():
    xml = (
        "<w:p><w:r><w:t>Ana: I </w:t></w:r><w:del><w:r><w:delText>hate</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>love</w:t></w:r></w:ins><w:r><w:tab/><w:t>maps</w:t><w:noBreakHyphen/></w:r></w:p>"
    )
    assert said(read("t.docx", body(xml))) == [("Ana", "I love\tmaps-")]


def test_paragraphs_without_speakers():
    assert said(read("p01.docx", paragraphs("One.", "", "Two."))) == [("", "One."), ("", "Two.")]


@pytest.mark.parametrize(
    "content",
    [
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x/>",
        "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x><x/>".encode("utf-16"),
        b"<?xml version='1.0' encoding='utf-7'?><x/>",
        b"<w:document",
        b"",
        b"0" * (51 * 1024 * 1024),
    ],
)
def test_hostile_xml_is_refused(content):
    with pytest.raises(StudyError) as caught:
        read("t.docx", with_part(paragraphs("x"), "word/document.xml", content))
    assert caught.value.remedy


def test_too_many_members_and_damaged_zips_are_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
        for number in range(10_000):
            archive.writestr(f"{number}", "")
    with pytest.raises(StudyError, match="members"):
        read("t.docx", buffer.getvalue())
    whole = paragraphs("x")
    with pytest.raises(StudyError):
        read("t.docx", whole[: len(whole) // 2])
    with pytest.raises(StudyError, match="not a Word document"):
        read("t.docx", "text", format="docx")


def test_other_zips_and_text_that_is_called_docx():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("ppt/presentation.xml", "<x/>")
    with pytest.raises(StudyError, match="presentations"):
        read("t.docx", buffer.getvalue())
    assert read("t.docx", "Ana: One.\nBen: Two.\n").format == "text"
