"""The formats that can be imported, and the one door to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions
from interviewcoder.domain.table_preview import TablePreview
from interviewcoder.domain.text import one_line

from . import (
    chat,
    elan,
    exmaralda,
    json_transcript,
    markdown,
    open_document,
    otranscribe,
    pdf,
    plain_text,
    recogniser_lines,
    rich_text,
    sbv,
    speech_table,
    sub_station,
    subrip,
    survey,
    textgrid,
    timed_xml,
    transcriber,
    web_page,
    webvtt,
    word,
)
from .collector import collector_paused
from .foreign import refuse_foreign_bytes, refuse_foreign_text, refuse_foreign_zip
from .format import Format
from .grid import is_grid
from .sample import FileSample
from .survey_preview import table_and_source

_AS_IN_TEXT = "as in text"
_IN_DOCUMENTS = "as in text and Markdown; bold beginnings; headings; tables (see below)"
_AS_IN_WORD = "as in Word"

_MARKED: tuple[Format, ...] = (
    Format(
        "docx",
        "Word document",
        (".docx", ".docm", ".dotx", ".dotm"),
        word.recognises,
        word.read,
        signs="a zip with `word/document.xml`",
        speakers=_IN_DOCUMENTS,
        times=_AS_IN_TEXT,
    ),
    Format(
        "pdf",
        "PDF with text",
        (".pdf",),
        pdf.recognises,
        pdf.read,
        signs="`%PDF-` at the beginning",
        speakers="as in text; bold beginnings; a column of names",
        times=_AS_IN_TEXT,
    ),
    Format(
        "rtf",
        "rich text",
        (".rtf",),
        rich_text.recognises,
        rich_text.read,
        signs="begins with `{\\rtf`",
        speakers=_AS_IN_WORD,
        times=_AS_IN_TEXT,
    ),
    Format(
        "odt",
        "OpenDocument text",
        (".odt", ".ott", ".fodt"),
        open_document.recognises,
        open_document.read,
        signs="a zip whose `mimetype` says so, or XML that begins with `<office:document`",
        speakers=_AS_IN_WORD,
        times=_AS_IN_TEXT,
    ),
    Format(
        "html",
        "web page",
        (".html", ".htm", ".xhtml"),
        web_page.recognises,
        web_page.read,
        signs="begins with a tag of a page, or `.html` with tags",
        speakers=_AS_IN_WORD,
        times="as in text; oTranscribe's and Trint's marks",
    ),
    Format(
        "otr",
        "oTranscribe",
        (".otr",),
        otranscribe.recognises,
        otranscribe.read,
        signs="`.otr`, or JSON with the key `media-time`",
        speakers=_AS_IN_WORD,
        times="oTranscribe's marks, and as in text",
    ),
    Format(
        "vtt",
        "WebVTT captions",
        (".vtt", ".webvtt"),
        webvtt.recognises,
        webvtt.read,
        signs="begins with `WEBVTT`, or `.vtt` with `-->`",
        speakers="`<v Name>`, or `Name: `",
        times="start and end",
    ),
    Format(
        "srt",
        "SRT captions",
        (".srt",),
        subrip.recognises,
        subrip.read,
        signs="begins with a cue, or `.srt` with `-->`",
        speakers="`Name: `",
        times="start and end",
    ),
    Format(
        "whisper",
        "speech recogniser's lines",
        (".lrc",),
        recogniser_lines.recognises,
        recogniser_lines.read,
        signs="`[0:00 --> 0:02]`, the header `start end text`, or `.lrc`",
        speakers="`Name: `",
        times="start and end",
    ),
    Format(
        "sbv",
        "SBV captions",
        (".sbv",),
        sbv.recognises,
        sbv.read,
        signs="begins with `0:00:00.599,0:00:04.160`",
        speakers="`Name: `",
        times="start and end",
    ),
    Format(
        "ass",
        "SubStation Alpha captions",
        (".ass", ".ssa"),
        sub_station.recognises,
        sub_station.read,
        signs="begins with `[Script Info]`",
        speakers="the name field, or `Name: `",
        times="start and end",
    ),
    Format(
        "ttml",
        "captions in XML (TTML, DFXP, YouTube's)",
        (".ttml", ".dfxp"),
        timed_xml.recognises,
        timed_xml.read,
        signs="the root `tt`, `transcript` or `timedtext`",
        speakers="`ttm:agent`, or `Name: `",
        times="start and end",
    ),
    Format(
        "elan",
        "ELAN",
        (".eaf",),
        elan.recognises,
        elan.read,
        signs="the root `ANNOTATION_DOCUMENT`",
        speakers="the tier's participant, else its name",
        times="start and end",
    ),
    Format(
        "exmaralda",
        "EXMARaLDA and FOLKER",
        (".exb", ".flk", ".fln"),
        exmaralda.recognises,
        exmaralda.read,
        signs="the root `basic-transcription` or `folker-transcription`",
        speakers="the speakers' table",
        times="start and end",
    ),
    Format(
        "transcriber",
        "Transcriber",
        (".trs",),
        transcriber.recognises,
        transcriber.read,
        signs="the root `Trans`",
        speakers="the speakers' table",
        times="start and end",
    ),
    Format(
        "chat",
        "CHAT",
        (".cha",),
        chat.recognises,
        chat.read,
        signs="begins with `@UTF8` or `@Begin`",
        speakers="`@Participants`, with their roles",
        times="start and end",
    ),
    Format(
        "textgrid",
        "Praat TextGrid",
        (".textgrid",),
        textgrid.recognises,
        textgrid.read,
        signs='begins with `"ooTextFile"` and `"TextGrid"`',
        speakers="the tier's name",
        times="start and end",
    ),
    Format(
        "json",
        "transcript in JSON",
        json_transcript.SUFFIXES,
        json_transcript.recognises,
        json_transcript.read,
        signs="begins with an object or a list of objects; by keys",
        speakers="see below",
        times="start and end",
    ),
)
"""Formats that have marks of their own."""

_LOOSE: tuple[Format, ...] = (
    Format(
        "speech-csv",
        "transcript in a table",
        (),
        speech_table.recognises,
        speech_table.read,
        signs="a header with a speaker and a text column",
        speakers="the column",
        times="start, end",
    ),
    Format(
        "survey",
        "survey table",
        survey.SUFFIXES,
        survey.recognises,
        survey.read,
        signs="a spreadsheet or SPSS data by its bytes, `.csv`, `.tsv` (also `.csv.gz`), or text in three or more even columns",
        speakers="one a respondent",
        times="none",
    ),
    Format(
        "markdown",
        "Markdown",
        (".md", ".markdown"),
        markdown.recognises,
        markdown.read,
        signs="`.md`, or paragraphs with bold names",
        speakers="bold names, headings, and as in text",
        times=_AS_IN_TEXT,
    ),
    Format(
        "text",
        "plain text",
        (".txt", ".text"),
        plain_text.recognises,
        plain_text.read,
        signs="anything else that is text",
        speakers="see below",
        times="see below",
    ),
)
"""Formats that are known by how their text is laid out, so that other markup is refused before them."""

FORMATS: tuple[Format, ...] = (*_MARKED, *_LOOSE)
"""In the order in which they are asked whether they recognise a file."""

_OF_TABLES = frozenset({"speech-csv", "survey"})

SUFFIXES: frozenset[str] = frozenset(suffix for format in FORMATS for suffix in format.suffixes)
"""The lower-case suffixes that the import of a folder picks up."""


def read_source(file_name: str, data: bytes, options: ImportOptions) -> ImportedSource:
    """Understand a file, by its content before its name.

    Raises:
        StudyError: the file cannot be read. No other exception leaves this function.
    """
    with _told_as_study_errors(file_name), collector_paused():
        sample = FileSample(file_name, data, options.encoding)
        chosen = _format(sample, options)
        return _told(chosen, chosen.read(sample, options), options)


def preview_source(
    file_name: str, data: bytes, options: ImportOptions
) -> tuple[ImportedSource | StudyError, TablePreview | None]:
    """What `read_source` makes of a file, and the table of a survey.

    A survey that is refused because of how its columns are used has a table as well, and the refusal is
    returned.

    Raises:
        StudyError: the file cannot be read. No other exception leaves this function.
    """
    with _told_as_study_errors(file_name), collector_paused():
        sample = FileSample(file_name, data, options.encoding)
        chosen = _format(sample, options)
        if chosen.name != "survey":
            return _told(chosen, chosen.read(sample, options), options), None
        table, source = table_and_source(sample, options)
        if isinstance(source, StudyError):
            return source, table
        return _told(chosen, source, options), table


def _told(format: Format, source: ImportedSource, options: ImportOptions) -> ImportedSource:
    """A source with what is known of it outside of its format's reader."""
    return replace(source, format=format.name).recast(options.voices)


@contextmanager
def _told_as_study_errors(file_name: str) -> Iterator[None]:
    try:
        yield
    except StudyError:
        raise
    except Exception as error:
        raise StudyError(
            f"'{one_line(file_name, 80)}' is damaged or not what its name says: it cannot be read.",
            "Open it in the program that made it and save it again.",
        ) from error


def _format(sample: FileSample, options: ImportOptions) -> Format:
    if options.format:
        return _named(options.format)
    refuse_foreign_bytes(sample)
    is_table = is_grid(sample)
    for candidate in _MARKED:
        if _may_be(candidate, is_table) and candidate.recognises(sample):
            return candidate
    if not is_table:
        refuse_foreign_zip(sample)
        refuse_foreign_text(sample)
    for candidate in _LOOSE:
        if _may_be(candidate, is_table) and candidate.recognises(sample):
            return candidate
    raise StudyError(
        f"'{one_line(sample.file_name, 80)}' is not in a format that interviewcoder knows.",
        f"Save it as one of: {', '.join(sorted(SUFFIXES))}.",
    )


def _may_be(candidate: Format, is_table: bool) -> bool:
    """A table's bytes are no text, which other formats would look for."""
    return not is_table or candidate.name in _OF_TABLES


def _named(name: str) -> Format:
    wanted = name.strip().casefold().removeprefix(".")
    for candidate in FORMATS:
        if wanted == candidate.name or f".{wanted}" in candidate.suffixes:
            return candidate
    known = ", ".join(candidate.name for candidate in FORMATS)
    raise StudyError(f"'{one_line(name, 40)}' is not a format.", f"The formats are: {known}.")
