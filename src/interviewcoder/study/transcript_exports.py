"""Taking sources with their codings out of a study, to be read, printed and discussed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..domain.codebook import in_tree_order
from ..domain.errors import StudyError
from ..domain.memo import Memo, MemoTarget
from ..domain.redaction import Redaction
from ..domain.source import Source
from ..domain.text import one_line
from ..storage.codebook import list_codes
from ..storage.codings import Wanted, list_codings
from ..storage.engine import Connection
from ..storage.memos import list_memos
from ..storage.sources import list_questions, list_sources, read_source
from ..storage.study_file import StudyFile
from .chosen_codings import chosen_codings
from .exporting import Told, pseudonyms, tell_left, unheard, without_quotations
from .files import make_folder, shown, write_bytes
from .naming import by_name

if TYPE_CHECKING:
    from ..exporters.coded_transcript import CodedTranscript, Shown
    from ..exporters.exporter import Exporter
    from ..exporters.transcript_html import Listed

TranscriptFormat = Literal["html", "docx", "md"]
"""What a coded transcript can be written as."""


def export_transcripts(
    file: StudyFile,
    to: str | Path,
    format: TranscriptFormat | None = None,
    *,
    sources: Sequence[str] = (),
    code: str | None = None,
    coder: str | None = None,
    where: str | None = None,
    memos: bool = False,
    redact: Collection[Redaction] = (),
    told: Told = unheard,
) -> Iterator[Path]:
    """Write sources with their codings, a file each; the same study gives the same bytes.

    Args:
        file: the study's file.
        to: a folder, which is made if it is not there; or for one source a file, whose suffix names the format.
        format: for a folder; HTML unless told.
        sources: names; empty for all. All of them as HTML get an index as well.
        code: only the codings of this code.
        coder: only the codings by this coder.
        where: only the codings that this query is true of.
        memos: whether the memos on codings are shown.
        redact: what to leave out. Without words, who spoke when stays, and what interviewers asked.
        told: is told at the end what may still tell who somebody is, where names are left out.

    Yields:
        The path of each file when it is written.

    Raises:
        StudyError: a name, the format or the query is not known, or there is nothing to write; later, that a
            file cannot be written.
    """
    with file.reading() as connection:
        every = list_sources(connection)
        wanted = [by_name(every, name, "source", "sources") for name in dict.fromkeys(sources)]
        if not every:
            raise StudyError("The study has no sources.", "Import some: interviewcoder import")
        chosen: set[int] | None = None
        if code is not None or coder is not None or where is not None:
            found = chosen_codings(connection, code=code, coder=coder, where=where)
            chosen = {coding.id for coding in found}
        which = _told(code, coder, where)
        beside = _beside(file.about()[0], connection, which, memos=memos, redact=redact)
    chosen_sources = list({source.id: source for source in wanted}.values()) or every
    place = _place(Path(to), format, len(chosen_sources))
    reader = _Reader(file, beside, chosen)
    if place.is_file:
        written = _one(reader, place, chosen_sources[0])
    else:
        written = _folder(reader, place, every, chosen_sources, indexed=not wanted)
    return _told_after(written, beside, told)


def _told_after(written: Iterator[Path], beside: "Shown", told: Told) -> Iterator[Path]:
    """The files as they are written, and then what may still tell who somebody is in them."""
    yield from written
    tell_left(beside.names, told)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the files go, and as what."""

    path: Path
    exporter: "Exporter[CodedTranscript]"
    is_file: bool


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one source at a time, so that nobody who works in the study has to wait."""

    file: StudyFile
    beside: "Shown"
    chosen: set[int] | None
    """Ids of the codings that are shown; None: all."""

    def read(self, source: Source) -> "CodedTranscript":
        """The source laid out.

        Raises:
            StudyError: somebody changed the study so much meanwhile that it does not fit together.
        """
        from ..exporters.coded_transcript import coded_transcript

        with self.file.reading() as connection:
            source_text = read_source(connection, source.id)
            codings = list_codings(connection, Wanted(source_id=source.id))
        if self.chosen is not None:
            codings = [coding for coding in codings if coding.id in self.chosen]
        if not {one.code_id for one in codings} <= {one.code.id for one in self.beside.codes}:
            raise StudyError("The codebook changed meanwhile.", "Export once more.")
        return coded_transcript(source_text, codings, self.beside)


def _one(reader: _Reader, place: _Place, source: Source) -> Iterator[Path]:
    """Write one source into the file that is named."""
    yield write_bytes(place.path, place.exporter.write(reader.read(source)).content)


def _folder(
    reader: _Reader,
    place: _Place,
    every: Sequence[Source],
    chosen: Sequence[Source],
    *,
    indexed: bool,
) -> Iterator[Path]:
    """Write sources into a folder, each under a name that depends on the study's sources only."""
    from ..exporters.file_names import file_names
    from ..exporters.transcript_html import INDEX, index_html, transcript_html

    folder = make_folder(place.path)
    suffix = place.exporter.suffixes[0]
    hidden = reader.beside.names
    named = [(hidden(one.name) if hidden else one.name, one.guid) for one in every]
    names = dict(zip((one.id for one in every), file_names(named, "source"), strict=True))
    has_index = indexed and suffix == ".html"
    pages: list[Listed] = []
    for source in chosen:
        transcript = reader.read(source)
        name = f"{names[source.id]}{suffix}"
        if has_index:
            content = transcript_html(transcript, INDEX).encode("utf-8")
            pages.append(_listed(name, transcript))
        else:
            content = place.exporter.write(transcript).content
        yield write_bytes(folder / name, content)
    if has_index:
        index = index_html(reader.beside.study, pages, reader.beside.chosen)
        yield write_bytes(folder / INDEX, index.encode("utf-8"))


def _place(to: Path, format: str | None, sources: int) -> _Place:
    """What a path and a format ask for."""
    from ..exporters.exporter import exporter_for
    from ..exporters.registry import TRANSCRIPTS

    known = {suffix: exporter for exporter in TRANSCRIPTS for suffix in exporter.suffixes}
    if format is not None and f".{format}" not in known:
        raise StudyError(
            f"'{one_line(format, 40)}' is no format for transcripts.",
            f"Use {', '.join(exporter.suffixes[0][1:] for exporter in TRANSCRIPTS)}.",
        )
    if to.suffix and not to.is_dir() and (to.suffix.lower() in known or format is None):
        exporter = exporter_for(TRANSCRIPTS, to.name)
        if format is not None and known[f".{format}"] is not exporter:
            raise StudyError(
                f"{shown(to)} is not the name of a file for {format}.",
                "Leave the format out, or give a folder.",
            )
        if sources != 1:
            raise StudyError(
                f"{shown(to)} is one file, and there are {sources} sources.",
                "Name one source, or give a folder.",
            )
        return _Place(to, exporter, is_file=True)
    return _Place(to, known[f".{format or 'html'}"], is_file=False)


def _beside(
    study: str,
    connection: Connection,
    chosen: str,
    *,
    memos: bool,
    redact: Collection[Redaction],
) -> "Shown":
    """What is told beside the sources' own words."""
    from ..exporters.coded_transcript import Shown, without_names

    noted: dict[str, list[Memo]] = {}
    for memo in list_memos(connection, MemoTarget.CODING) if memos else ():
        noted.setdefault(memo.target_guid, []).append(memo)
    told = Shown(
        study=study,
        codes=in_tree_order(list_codes(connection, counted=False)),
        questions=list_questions(connection),
        memos=noted,
        chosen=chosen,
        words=Redaction.QUOTES not in redact,
    )
    told = without_quotations(connection, redact, told)
    names = pseudonyms(connection, redact)
    return without_names(told, names) if names is not None else told


def _told(code: str | None, coder: str | None, where: str | None) -> str:
    """Which codings are shown, in words; empty for all."""
    parts = (
        code is not None and f"of the code {code}",
        coder is not None and f"by {coder}",
        where is not None and f"where {where}",
    )
    told = ", ".join(part for part in parts if part)
    return f"Only those {told}." if told else ""


def _listed(file: str, transcript: "CodedTranscript") -> "Listed":
    from ..exporters.transcript_html import Listed

    source = transcript.source
    return Listed(
        file,
        source.name,
        source.participants,
        source.passages,
        len(transcript.notes),
        len(transcript.codes),
    )
