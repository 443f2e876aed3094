"""The public JSON shapes of revisions and of what became of codings in them. Keys are only ever added."""

from typing import Any

from .revision import (
    Candidate,
    ChangedValue,
    PlannedRelocation,
    Relocation,
    Revision,
    RevisionReport,
    Tally,
)

Record = dict[str, Any]
"""One JSON object."""


def tally_record(tally: Tally) -> Record:
    """How many codings had which outcome."""
    return {
        "kept": tally.kept,
        "moved": tally.moved,
        "ambiguous": tally.ambiguous,
        "lost": tally.lost,
    }


def revision_record(revision: Revision) -> Record:
    """A revision; `codings` says what became of the codings of the one before, null for the first."""
    return {
        "revision": revision.number,
        "current": revision.current,
        "file_name": revision.file_name,
        "sha256": revision.sha256,
        "characters": revision.characters,
        "imported_at": revision.imported_at.isoformat(),
        "coder": revision.coder,
        "codings": None if revision.tally is None else tally_record(revision.tally),
    }


def relocation_record(relocation: Relocation) -> Record:
    """An entry of the review list. `start` and `end` are of the source's text now, null where it has no place.

    `old_start` and `old_end` are of the revision `old_revision`.
    """
    span = relocation.span
    return {
        "id": relocation.id,
        "source": relocation.source,
        "revision": relocation.revision,
        "outcome": relocation.outcome.value,
        "decision": relocation.decision.value,
        "code": relocation.code,
        "kind": relocation.kind.value,
        "coder": relocation.coder,
        "coding": relocation.coding_guid,
        "old_revision": relocation.old_revision,
        "old_start": relocation.old_span.start,
        "old_end": relocation.old_span.end,
        "old_text": relocation.old_text,
        "start": None if span is None else span.start,
        "end": None if span is None else span.end,
        "text": relocation.text if span else None,
        "candidates": [_candidate_record(one) for one in relocation.candidates],
        "near": relocation.near,
        "polarity": int(relocation.polarity),
        "weight": relocation.weight,
        "origin": relocation.origin.value,
        "memos": relocation.memos,
    }


def _candidate_record(candidate: Candidate) -> Record:
    return {
        "start": candidate.span.start,
        "end": candidate.span.end,
        "text": candidate.text,
        "before": candidate.before,
        "after": candidate.after,
    }


def revision_report_record(report: RevisionReport) -> Record:
    """What a revision did, or would do; `relocations` are the codings to look at."""
    return {
        "source": report.source,
        "revision": report.revision,
        "unchanged": report.unchanged,
        "format": report.format,
        "passages": report.passages,
        "characters": report.characters,
        "codings": tally_record(report.tally),
        "relocations": [_planned_record(one) for one in report.relocations],
        "told": list(report.told),
        "values": [_value_record(value) for value in report.values],
        "filled": report.filled,
        "warnings": list(report.warnings),
    }


def _planned_record(planned: PlannedRelocation) -> Record:
    return {
        "outcome": planned.outcome.value,
        "code": planned.code,
        "coder": planned.coder,
        "old_text": planned.old_text,
        "text": planned.text or None,
    }


def _value_record(value: ChangedValue) -> Record:
    return {
        "participant": value.participant,
        "attribute": value.attribute,
        "old": value.old,
        "new": value.new,
        "applied": value.applied,
    }
