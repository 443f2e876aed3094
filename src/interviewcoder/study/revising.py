"""A corrected file as the next revision of its source: first a plan of all that it changes, then the change."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..domain.coding import Span
from ..domain.errors import StudyError
from ..domain.imported import ImportedSource, ImportOptions
from ..domain.revision import Outcome, PlannedRelocation, Relocated, RevisionReport, Tally
from ..domain.source import Source, SourceKind, SourceText, Speaker
from ..domain.survey_mapping import ColumnUse, SurveyMapping
from ..domain.text import name_key, one_line
from ..storage.change import Change
from ..storage.engine import Connection
from ..storage.moved_codings import Tagged, list_tagged, write_outcomes
from ..storage.participants import Registrar, list_participants
from ..storage.persona_quotes import quotes_follow, quotes_without_coding
from ..storage.revisions import (
    RevisedFile,
    questions_of,
    read_revision,
    rename_made_up,
    write_revision,
)
from ..storage.sources import (
    list_speakers,
    mapping_of,
    read_source,
    require_source,
    source_with_bytes,
)
from .revised_values import RevisedValues, revised_values, used_attributes
from .revised_voices import RevisedVoices, revised_voices

if TYPE_CHECKING:
    from ..analysis.alignment import Alignment

Became = list[tuple[Tagged, Relocated]]


@dataclass(frozen=True, slots=True)
class FileGiven:
    """A file that is to be the next revision of a source."""

    name: str
    """As it may be shown."""
    sha256: str
    imported: ImportedSource


@dataclass(frozen=True, slots=True)
class RevisionPlan:
    """All that a revision changes."""

    source: Source
    revised: RevisedFile
    text_before: str
    """SHA-256 of the text that the source has now."""
    became: Became
    quotes: dict[str, Span | None]
    """Of quotes on personas' pages whose codings are gone: where they go, by the coding's GUID."""
    values: RevisedValues
    voices: RevisedVoices
    share: float
    """How much of the text before is in the file, 0 to 1."""
    report: RevisionReport


LEAST_SHARE = 0.3
"""With less than this of the text before in it, a file is hardly another version of the same talk."""


def options_for(connection: Connection, source_id: int, options: ImportOptions) -> ImportOptions:
    """The options to read a source's new file with: a survey's columns are used as before, unless told otherwise."""
    mapping = mapping_of(connection, source_id)
    if mapping is None or options.mapping is not None:
        return options
    told = {
        name_key(name)
        for name in (*options.text_columns, *options.attribute_columns, options.id_column or "")
    }
    columns = tuple(one for one in mapping.columns if name_key(one.header) not in told)
    return replace(options, mapping=SurveyMapping(mapping.profile, columns)) if columns else options


def planned(connection: Connection, source_id: int, given: FileGiven) -> RevisionPlan:
    """What it would change to make a file the next revision of a source.

    Raises:
        StudyError: the file is another source's or of another sort, or respondents cannot be told apart.
    """
    source = require_source(connection, source_id)
    _refuse_others(connection, source, given)
    before = read_source(connection, source_id)
    speakers = list_speakers(connection, source_id)
    compared = _compared(connection, before, speakers, given.imported.renamed(source.name))
    imported, alignment = compared.imported, compared.alignment
    by_label = {one.label: one for one in speakers}
    heirs = {label: by_label[was].id for label, was in compared.labels.items()}
    people = {label: by_label[was].participant_id for label, was in compared.labels.items()}
    voices = revised_voices(connection, source, imported, speakers, heirs)
    values = revised_values(connection, imported, people)
    became = _became(connection, before, imported.text, alignment)
    share = alignment.share()
    orphans = quotes_without_coding(connection, source_id)
    places = _places([span for _, span in orphans], before.text, imported.text, alignment)
    return RevisionPlan(
        source,
        RevisedFile(imported, given.name, given.sha256, _sha256(imported.text), heirs),
        _sha256(before.text),
        became,
        {guid: place.span for (guid, _), place in zip(orphans, places, strict=True)},
        values,
        voices,
        share,
        _report(
            source,
            imported,
            became,
            values,
            [*compared.told, *voices.told],
            [*_doubts(source, share), *voices.warnings],
        ),
    )


def carry_out(change: Change, registrar: Registrar, plan: RevisionPlan) -> None:
    """Make the planned revision, within one change."""
    source_id = plan.source.id
    write_revision(change, registrar, source_id, plan.revised, plan.report.tally)
    for person_id, name in plan.voices.renamed.items():
        rename_made_up(change, person_id, name)
    registrar.look_again()
    if plan.values.by_label:
        owners = {
            one.label: one.participant_id for one in list_speakers(change.connection, source_id)
        }
        attributes = used_attributes(plan.revised.imported, plan.values)
        registrar.set_values(
            registrar.attributes(attributes),
            {
                person: pairs
                for label, pairs in plan.values.by_label.items()
                if (person := owners[label]) is not None
            },
        )
    write_outcomes(change, source_id, plan.became)
    places = {one.guid: fate.span for one, fate in plan.became}
    quotes_follow(change, source_id, places | plan.quotes, plan.text_before)


def _refuse_others(connection: Connection, source: Source, given: FileGiven) -> None:
    other = source_with_bytes(connection, given.sha256)
    if other is not None and other.id != source.id:
        raise StudyError(
            f"{given.name} is the very file that '{other.name}' was imported from.",
            f"Give the corrected file of '{source.name}'.",
        )
    if given.imported.kind is not source.kind:
        raise StudyError(
            f"'{source.name}' is a {source.kind.value}, and {given.name} reads as a "
            f"{given.imported.kind.value}.",
            "Give the corrected file, or say how it is to be read with --format.",
        )


@dataclass(frozen=True, slots=True)
class _Compared:
    """The text that a source gets, and how it comes from the one that it has."""

    imported: ImportedSource
    labels: dict[str, str]
    """By label: the label that the voice had; new voices are not among them."""
    alignment: "Alignment"
    told: tuple[str, ...]


def _compared(
    connection: Connection, before: SourceText, speakers: Sequence[Speaker], now: ImportedSource
) -> _Compared:
    from ..analysis.alignment import aligned

    if before.source.kind is SourceKind.SURVEY:
        return _surveys_compared(connection, before, speakers, now)
    from ..analysis.voice_heirs import voice_heirs

    alignment = aligned(before.text, now.text)
    labels = voice_heirs(
        [one.label for one in speakers],
        [one.label for one in now.speakers],
        before.passages,
        now.passages,
        alignment,
    )
    return _Compared(now, labels, alignment, ())


def _surveys_compared(
    connection: Connection, before: SourceText, speakers: Sequence[Speaker], now: ImportedSource
) -> _Compared:
    from ..analysis.alignment import aligned
    from ..analysis.respondents import is_numbered
    from ..analysis.survey_update import updated_survey

    values = {one.id: one.attributes for one in list_participants(connection)}
    mapping = mapping_of(connection, before.source.id)
    labels = [one.label for one in speakers]
    named = (
        any(column.use is ColumnUse.RESPONDENT for column in mapping.columns)
        if mapping
        else not all(map(is_numbered, labels))
    )
    update = updated_survey(
        before,
        labels,
        questions_of(connection, before.source.id),
        {one.label: values.get(one.participant_id or 0, {}) for one in speakers},
        now,
        named=named,
    )
    imported = replace(update.imported, mapping=_both_mappings(mapping, now.mapping))
    alignment = aligned(before.text, imported.text, update.same)
    return _Compared(imported, update.heirs, alignment, update.told)


def _both_mappings(before: SurveyMapping | None, now: SurveyMapping | None) -> SurveyMapping | None:
    """How the columns of the new table are used, and those that only the table before had."""
    if before is None or now is None:
        return now or before
    there = now.by_header()
    missing = tuple(one for key, one in before.by_header().items() if key not in there)
    return replace(now, columns=(*now.columns, *missing))


def _became(connection: Connection, before: SourceText, now: str, alignment: "Alignment") -> Became:
    """What becomes of the codings on a source, and of those that lost their place in it before."""
    from ..analysis.alignment import aligned

    groups: defaultdict[int, list[Tagged]] = defaultdict(list)
    for one in list_tagged(connection, before.source.id):
        groups[one.revision].append(one)
    became: Became = []
    for revision, tagged in sorted(groups.items(), reverse=True):
        text = read_revision(connection, before.source.id, revision)
        # Those that wait for a place stand in the text of an earlier revision.
        how = alignment if text == before.text else aligned(text, now)
        became += zip(tagged, _places([one.span for one in tagged], text, now, how), strict=True)
    return _without_doubles(became)


def _places(
    spans: Sequence[Span], text: str, now: str, alignment: "Alignment"
) -> Sequence[Relocated]:
    from ..analysis.relocation import relocated

    return relocated(text, now, spans, alignment) if spans else ()


def _without_doubles(became: Became) -> Became:
    """Where two codings of a code and coder would be on the same words, the surer one is; the other is to be placed."""
    taken: set[tuple[Span, int, int]] = set()
    settled: dict[str, Relocated] = {}
    for one, fate in sorted(
        became, key=lambda pair: (pair[0].waiting, pair[1].outcome is not Outcome.KEPT)
    ):
        if fate.span is not None:
            mark = (fate.span, one.code_id, one.coder_id)
            if mark in taken:
                fate = Relocated(Outcome.AMBIGUOUS, None, (fate.span,))
            taken.add(mark)
        settled[one.guid] = fate
    return [(one, settled[one.guid]) for one, _ in became]


def _report(
    source: Source,
    imported: ImportedSource,
    became: Became,
    values: RevisedValues,
    told: Sequence[str],
    warnings: Sequence[str],
) -> RevisionReport:
    counts = Counter(fate.outcome for _, fate in became)
    listed = [
        PlannedRelocation(
            one.code,
            one.coder,
            fate.outcome,
            one.quote,
            imported.text[fate.span.start : fate.span.end] if fate.span else "",
        )
        for one, fate in became
        if fate.outcome is not Outcome.KEPT
    ]
    return RevisionReport(
        source.name,
        source.revision + 1,
        imported.format,
        len(imported.passages),
        len(imported.text),
        Tally(*(counts[outcome] for outcome in Outcome)),
        tuple(listed),
        tuple(told),
        tuple(values.changed),
        values.filled,
        (*imported.warnings, *warnings),
    )


def _doubts(source: Source, share: float) -> Sequence[str]:
    if share >= LEAST_SHARE:
        return ()
    return (
        f"Only {share:.0%} of the text of '{one_line(source.name, 60)}' is in the file: is it the right one?",
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
