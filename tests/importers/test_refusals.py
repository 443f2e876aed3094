import io
import zipfile

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.importers.codebook import read_codebook
from interviewcoder.importers.codings import read_codings
from interviewcoder.importers.participants import read_participants
from interviewcoder.importers.registry import FORMATS, SUFFIXES

from .reading import read


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.sav", b"$FL2@(#) SPSS", "SPSS file is damaged"),
        ("a.lss", b"<?xml version='1.0'?><document/>", "LimeSurvey structures"),
        ("a.db", b"SQLite format 3\0....", "databases"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or protected Office"),
        ("a.json", b"[1, 2]", "JSON"),
        ("a.txt", b'{"text": "hi"}', "JSON"),
        ("a.eaf", b"<?xml version='1.0'?><ANNOTATION_DOCUMENT/>", "ELAN"),
        ("a.xml", b"<?xml version='1.0'?><note>hi</note>", "XML"),
        ("a.cha", b"@UTF8\n@Begin\n", "CHAT"),
        ("a.gz", b"\x1f\x8b\x08", "compressed"),
        ("a.csv.gz", b"\x1f\x8b\x08", "compressed table is damaged"),
        ("a.zip", b"PK\x03\x04 broken", "zip"),
        ("a.zip", zipped("notes.txt"), "zip file without a document"),
        ("a.pages", zipped("Index/Document.iwa"), "Pages"),
        ("a.odp", zipped("content.xml", "mimetype"), "OpenDocument files other than texts"),
    ],
)
def test_other_formats_are_named_with_what_to_do(name, data, told):
    with pytest.raises(StudyError, match=told) as caught:
        read(name, data)
    assert caught.value.remedy


@pytest.mark.parametrize("reader", [read_codings, read_participants, read_codebook])
@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'[{"a": 1}]', "JSON"),
        (b"@UTF8\n@Begin\n", "CHAT"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nhi", "captions"),
        (b"<ANNOTATION_DOCUMENT/>", "XML"),
    ],
)
def test_a_transcript_is_no_table_of_codings_codes_or_participants(reader, data, told):
    with pytest.raises(StudyError, match=told) as caught:
        reader("a.csv", data)
    assert caught.value.remedy


def test_a_format_can_be_forced_by_name_or_suffix():
    text = "# Talk\n\nAna: One.\n\nBen: Two.\n"
    assert read("a.txt", text, format="markdown").format == "markdown"
    assert read("a.md", text, format=".TXT").format == "text"
    with pytest.raises(StudyError) as caught:
        read("a.txt", text, format="bogus")
    assert all(format.name in caught.value.remedy for format in FORMATS)


def test_suffixes_that_a_folder_import_picks_up():
    assert {".txt", ".md", ".vtt", ".srt", ".docx", ".csv", ".tsv"} <= SUFFIXES
    assert {".json", ".eaf", ".exb", ".trs", ".cha", ".textgrid", ".sbv", ".ttml"} <= SUFFIXES
    assert {".xlsx", ".ods", ".sav"} <= SUFFIXES
    assert {".pdf", ".rtf", ".odt", ".html", ".htm", ".otr"} <= SUFFIXES
    assert ".doc" not in SUFFIXES


def test_the_source_is_named_after_the_file():
    assert read("dir\\sub/Talk 7.txt", "Ana: One.").name == "Talk 7"
    assert read(".txt", "Ana: One.").name
    assert len(read("x" * 400 + ".txt", "Ana: One.").name) <= 200
    assert "\x1b" not in read("a\x1b[2J.txt", "Ana: One.").name
