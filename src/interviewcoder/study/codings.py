"""The researcher's verbs on codings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.codebook import CodeDraft
from ..domain.coding import (
    Coding,
    CodingDraft,
    Origin,
    Polarity,
    Span,
    Suggested,
    checked_weight,
    find_quote,
    trimmed,
)
from ..domain.conflict import Seen
from ..domain.crosstab import Side
from ..domain.errors import StudyError
from ..domain.redaction import Redaction
from ..domain.retrieval import CodingsPage, retrieved
from ..domain.text import clean_name, name_key, one_line
from ..storage import codings as stored
from ..storage.change import Change
from ..storage.codebook import add_code, list_codes, require_code
from ..storage.coded_share import coded_share
from ..storage.sources import list_sources, read_text, require_words
from .chosen_codings import chosen_codings
from .codebook import parent_of
from .exporting import Told, export, pseudonyms, unheard
from .files import read_bytes
from .naming import by_name
from .querying import Queried
from .retagging import Retagging
from .sides import Sides

if TYPE_CHECKING:
    from ..exporters.pseudonyms import Pseudonyms

ERRORS_SHOWN = 5
_COLUMNS = {"start": "start_pos", "end": "end_pos"}
Found = list[Coding]


@dataclass(frozen=True, slots=True)
class CodingsReport:
    """What a codings file did."""

    added: int
    already: int


class Codings(Retagging):
    """Excerpts and the codes on them."""

    def list(
        self,
        *,
        code: str | None = None,
        participant: str | None = None,
        source: str | None = None,
        coder: str | None = None,
        where: str | None = None,
    ) -> list[Coding]:
        """Codings in reading order, of one code, participant, source or coder where a name is given.

        Args:
            code: a code's name.
            participant: a participant's name.
            source: a source's name.
            coder: a coder's name.
            where: a query that has to be true of them (see docs/queries.md).

        Raises:
            StudyError: a name is unknown, or the query cannot be read.
        """
        with self._file.reading() as connection:
            return chosen_codings(
                connection,
                code=code,
                participant=participant,
                source=source,
                coder=coder,
                where=where,
            )

    def where(self, query: str) -> Found:
        """The codings that a query is true of, in reading order (see docs/queries.md).

        Raises:
            QueryError: the query cannot be read, or names what is not there; it tells the column.
        """
        with self._file.reading() as connection:
            study = Queried(connection)
            return study.codings(study.read(query))

    def share(self) -> float | None:
        """The share of participants' words, by characters, that at least one coding marks, 0 to 1; None without words."""
        with self._file.reading() as connection:
            return coded_share(connection).share

    def shares(self) -> dict[int, float]:
        """The same of each source, by its id; one in which participants say nothing is left out."""
        with self._file.reading() as connection:
            return coded_share(connection).by_source()

    def on_source(self, source_id: int) -> Found:
        """The codings on a source, in reading order."""
        with self._file.reading() as connection:
            return stored.list_codings(connection, stored.Wanted(source_id=source_id))

    def locate(self, source_id: int, quote: str) -> Span:
        """Where a quote stands in a source.

        Raises:
            StudyError: it is not there, or more than once.
        """
        with self._file.reading() as connection:
            return find_quote(read_text(connection, source_id), quote)

    def tag(
        self,
        source_id: int,
        span: Span,
        code_ids: Sequence[int],
        *,
        new_code: CodeDraft | None = None,
        polarity: Polarity = Polarity.NEUTRAL,
        weight: int | None = None,
        suggested: Suggested | None = None,
        seen: Seen | None = None,
    ) -> Found:
        """Put codes on an excerpt; white space at its ends is left out.

        Args:
            new_code: a code to add to the codebook and put on the excerpt as well, in the same action.
            polarity: whether the excerpt speaks for or against what the codes say.
            weight: how strongly, 0 to 100.
            suggested: what proposed it, where the coder accepts a suggestion.
            seen: `words`, those of the span as they were on show; None: whatever they are now.

        Returns:
            The codings that were made; what this coder has on these words already is not doubled.

        Raises:
            EditConflict: another has corrected the text since, and other words are there now.
            StudyError: the span is not within the text, a code or the source is gone, or the new code's
                name is taken.
        """
        if weight is not None:
            checked_weight(weight)
        with self._file.writing("tag", self._coder) as change:
            if new_code is not None:
                checked = new_code.checked()
                code_ids = [*code_ids, add_code(change, checked, parent_of(change, checked))]
            words = read_text(change.connection, source_id)
            require_words(change, source_id, words, span, seen)
            excerpt = trimmed(words, span.within(len(words)))
            names = [require_code(change.connection, code_id).name for code_id in code_ids]
            change.summary = (
                f"{', '.join(names)}: {one_line(words[excerpt.start : excerpt.end], 60)}"
            )
            coder_id = change.coder_id()
            origin = Origin.SUGGESTION if suggested else Origin.HAND
            said = (polarity, weight, origin, suggested)
            ids = stored.add_codings(
                change,
                [stored.Mark(source_id, excerpt, code_id, coder_id, *said) for code_id in code_ids],
            )
            return stored.codings_by_id(change.connection, ids)

    def judge(
        self,
        coding_ids: Sequence[int],
        *,
        polarity: Polarity | None = None,
        weight: int | None = None,
        seen: Seen | None = None,
    ) -> None:
        """Say of codings whether they speak for or against their code, and how strongly.

        Args:
            polarity: None leaves it as it is.
            weight: 0 to 100; None leaves it as it is.
            seen: `polarity` or `weight` as it was on show, and `code_id`, `start` and `end`, which say what is judged;
                None: whatever they are now.

        Raises:
            EditConflict: another has judged a coding otherwise since, replaced its code, moved its ends, or removed it;
                nothing is changed then.
            StudyError: a coding is gone, or the weight is not within 0 to 100.
        """
        if weight is not None:
            checked_weight(weight)
        with self._file.writing("judge", self._coder) as change:
            said = [
                polarity is not None and f"polarity {polarity.name.lower()}",
                weight is not None and f"weight {weight}",
            ]
            many = f"{len(coding_ids)} coding{'s' if len(coding_ids) != 1 else ''}"
            change.summary = f"{many}: {', '.join(part for part in said if part)}"
            shown = seen and {_COLUMNS.get(name, name): value for name, value in seen.items()}
            for coding_id in coding_ids:
                stored.judge_coding(change, coding_id, polarity=polarity, weight=weight, seen=shown)

    def untag(self, coding_ids: Sequence[int]) -> int:
        """Take codings away; returns how many there were."""
        with self._file.writing("untag", self._coder) as change:
            change.summary = f"{len(coding_ids)} coding{'s' if len(coding_ids) != 1 else ''}"
            return stored.remove_codings(change, list(coding_ids))

    def import_file(self, path: str | Path, *, coder: str | None = None) -> CodingsReport:
        """Make the codings of a CSV file, all or none, as one action.

        Args:
            coder: whose they are where the file does not say; by default who works.

        Raises:
            StudyError: lines that cannot be used, the first few of them named.
        """
        from ..importers.codings import read_codings

        file = Path(path)
        drafts = read_codings(file.name, read_bytes(file))
        with self._file.writing("import codings", self._coder) as change:
            change.summary = f"{len(drafts)} from {file.name}"
            marks = _resolved(change, drafts, coder or self._coder)
            added = len(stored.add_codings(change, marks))
        return CodingsReport(added, len(drafts) - added)

    def export_file(
        self,
        path: str | Path,
        *,
        where: str | None = None,
        code: str | None = None,
        by: str = Side.CODE,
        redact: Collection[Redaction] = (),
        told: Told = unheard,
    ) -> Path:
        """Write the codings in the format that the file's suffix names: CSV, an Excel workbook or Markdown.

        Args:
            path: where.
            where: a query; only the codings that it is true of. None: all.
            code: only those of the code of this name.
            by: what a page of Markdown is grouped by: a `Side`, or the name of an attribute.
            redact: what to leave out.
            told: is told what could not go into the file as it is.

        Raises:
            StudyError: the suffix is unknown, the query cannot be read, nothing can be grouped by that, or the file
                cannot be written.
        """
        from ..exporters.registry import CODINGS

        return export(path, CODINGS, lambda: self._to_export(where, code, by, redact), told)

    def _to_export(
        self, where: str | None, code: str | None, by: str, redact: Collection[Redaction]
    ) -> "tuple[CodingsPage, Pseudonyms | None]":
        with self._file.reading() as connection:
            study = Queried(connection)
            tags = study.tags(study.read(where) if where is not None else None)
            if code is not None:
                wanted = by_name(list_codes(connection, counted=False), code, "code", "codebook")
                tags = [tag for tag in tags if tag.code_id == wanted.id]
            side = Sides(connection, study, tags).side(by)
            found = retrieved(tags, side.name, side.labels, side.of)
            coded = {
                one.id: one for one in stored.codings_by_id(connection, [tag.id for tag in tags])
            }
            names = pseudonyms(connection, redact)
            title = self._file.about()[0]
        if Redaction.QUOTES in redact:
            coded = {key: replace(coding, text="") for key, coding in coded.items()}
        groups = tuple(
            (group.label.shown, tuple(coded[tag.id] for tag in group.tags))
            for group in found.groups
        )
        # A query may quote words, be about anybody, and name people in small letters and by halves.
        query = "" if redact else where or ""
        page = CodingsPage(title, query, found.by, groups)
        return (names.everywhere(page) if names is not None else page), names


def _resolved(change: Change, drafts: Sequence[CodingDraft], coder: str) -> list[stored.Mark]:
    """The drafts with sources, codes, coders and spans found.

    Raises:
        StudyError: for the lines that cannot be used.
    """
    connection = change.connection
    sources = {name_key(source.name): source for source in list_sources(connection)}
    codes = {name_key(code.name): code for code in list_codes(connection, counted=False)}
    texts: dict[int, str] = {}
    coders: dict[str, int] = {}
    marks: list[stored.Mark] = []
    troubles: list[str] = []
    for draft in drafts:
        try:
            source = sources.get(name_key(draft.source)) or by_name(
                list(sources.values()), draft.source, "source", "sources"
            )
            code = codes.get(name_key(draft.code)) or by_name(
                list(codes.values()), draft.code, "code", "codebook"
            )
            if source.id not in texts:
                texts[source.id] = read_text(connection, source.id)
            span = _span(draft, texts[source.id])
            who = clean_name(draft.coder or coder, "coder's name")
            if who not in coders:
                coders[who] = change.coder_id_of(who)
            marks.append(
                stored.Mark(
                    source.id,
                    span,
                    code.id,
                    coders[who],
                    draft.polarity,
                    draft.weight,
                    draft.origin,
                    draft.suggested,
                )
            )
        except StudyError as error:
            where = f"line {draft.line}: " if draft.line else ""
            troubles.append(f"{where}{error}")
    if troubles:
        more = len(troubles) - ERRORS_SHOWN
        listed = " ".join(troubles[:ERRORS_SHOWN]) + (f" And {more} more." if more > 0 else "")
        raise StudyError(
            f"{len(troubles)} of {len(drafts)} codings cannot be used. {listed}",
            "Mend the file and import it again; nothing was changed.",
        )
    return marks


def _span(draft: CodingDraft, words: str) -> Span:
    if draft.quote is not None:
        return find_quote(words, draft.quote)
    if draft.start is None or draft.end is None:
        raise StudyError("There is neither a quote nor a span.", "Give one of them.")
    return trimmed(words, Span(draft.start, draft.end).within(len(words)))
