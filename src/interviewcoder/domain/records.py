"""The public JSON shapes of the study's values: what `--json` prints and the JSON export holds.

Each function returns a dict of plain JSON values. Keys are only ever added, never renamed or removed.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from numbers import Integral, Real
from typing import Any

from .codebook import Code
from .coding import Coding, Proposal
from .concordance import Line
from .health import Finding
from .journal import JournalEntry, Way
from .memo import Memo
from .participant import Participant
from .progress import FileFailed, FileImported, FileSkipped, ImportReport
from .revision_records import revision_report_record
from .search import Hit
from .source import Passage, Source, Speaker, time_label

Record = dict[str, Any]
"""One JSON object."""

_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def json_text(value: Any, *, indent: int | None = 2, ascii_only: bool = False) -> str:
    r"""Records as JSON that a terminal cannot obey and any encoding can hold, without loss.

    C1 controls, bidirectional overrides and lone surrogates (from file names) are escaped as `\uXXXX`.

    Args:
        value: records, and lists and dicts of them.
        indent: spaces a level; None puts all on one line.
        ascii_only: escape everything outside ASCII as well.
    """
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent, allow_nan=False)
    return _TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def plain(value: Any) -> Any:
    """The value as JSON knows it: tuples and sets become lists, NaN and infinity None, others strings."""
    match value:
        case None | bool():
            return value
        case str():
            return str(value)
        case Integral():
            return int(value)
        case Real():
            return float(value) if math.isfinite(value) else None
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case set() | frozenset():
            return sorted((plain(item) for item in value), key=str)
        case Sequence():
            return [plain(item) for item in value]
    return str(value)


def source_record(source: Source) -> Record:
    """A source; `participants` are names, `characters` are code points of its text."""
    return {
        "name": source.name,
        "kind": source.kind.value,
        "format": source.format,
        "participants": list(source.participants),
        "passages": source.passages,
        "characters": source.characters,
        "codings": source.codings,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "file_name": source.file_name,
        "imported_at": source.imported_at.isoformat(),
        "guid": source.guid,
        "revision": source.revision,
        "unreviewed": source.unreviewed,
    }


def passage_record(source: str, passage: Passage) -> Record:
    """A passage of the source of that name; `text == source_text[start:end]`, `time` is a label."""
    return {
        "source": source,
        "speaker": passage.speaker,
        "start": passage.start,
        "end": passage.end,
        "time": time_label(passage.start_ms),
        "text": passage.text,
        "role": passage.role.value,
        "participant": passage.participant,
        "question": passage.question,
        "start_ms": passage.start_ms,
        "end_ms": passage.end_ms,
    }


def speaker_record(speaker: Speaker) -> Record:
    """A voice of a source and what it does there."""
    return {
        "label": speaker.label,
        "role": speaker.role.value,
        "participant": speaker.participant,
    }


def participant_record(participant: Participant) -> Record:
    """A participant; attribute values are in their canonical form."""
    return {
        "name": participant.name,
        "sources": list(participant.sources),
        "attributes": dict(participant.attributes),
        "passages": participant.passages,
        "codings": participant.codings,
        "guid": participant.guid,
    }


def code_record(code: Code, parent: str | None, depth: int) -> Record:
    """A code, its parent's name (None at the top) and its depth in the tree (0 at the top)."""
    return {
        "name": code.name,
        "kind": code.kind.value,
        "parent": parent,
        "depth": depth,
        "colour": code.colour,
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "codings": code.codings,
        "participants": code.participants,
        "sources": code.sources,
        "guid": code.guid,
    }


def coding_record(coding: Coding) -> Record:
    """A coding; `start` and `end` are code points of the source's text."""
    return {
        "source": coding.source,
        "start": coding.start,
        "end": coding.end,
        "text": coding.text,
        "code": coding.code,
        "kind": coding.kind.value,
        "participant": coding.participant,
        "coder": coding.coder,
        "speaker": coding.speaker,
        "time": time_label(coding.start_ms),
        "question": coding.question,
        "created_at": coding.created_at.isoformat(),
        "guid": coding.guid,
        "polarity": int(coding.polarity),
        "weight": coding.weight,
        "origin": coding.origin.value,
        "model": coding.suggested.model if coding.suggested else None,
        "score": coding.suggested.score if coding.suggested else None,
    }


def memo_record(memo: Memo) -> Record:
    """A memo and what it is on."""
    return {
        "target": memo.target.value,
        "target_guid": memo.target_guid,
        "text": memo.text,
        "coder": memo.coder,
        "created_at": memo.created_at.isoformat(),
        "guid": memo.guid,
    }


def hit_record(hit: Hit) -> Record:
    """A passage that answers a query; `matches` are `[start, end]` in the source's text."""
    return {
        "source": hit.source,
        "speaker": hit.speaker,
        "start": hit.passage_start,
        "end": hit.passage_end,
        "time": time_label(hit.start_ms),
        "text": hit.text,
        "participant": hit.participant,
        "matches": [
            [hit.passage_start + start, hit.passage_start + end] for start, end in hit.matches
        ],
    }


def line_record(line: Line) -> Record:
    """A found place in its context; `start` and `end` are code points of the source's text."""
    return {
        "source": line.source,
        "start": line.start,
        "end": line.end,
        "left": line.left,
        "keyword": line.keyword,
        "right": line.right,
        "participant": line.participant,
        "speaker": line.speaker,
        "time": time_label(line.start_ms),
    }


def proposal_record(proposal: Proposal) -> Record:
    """An excerpt that autocoding would tag; `participant` is whoever says it."""
    return {
        "source": proposal.source,
        "start": proposal.span.start,
        "end": proposal.span.end,
        "text": proposal.text,
        "participant": proposal.participant,
    }


def journal_record(entry: JournalEntry) -> Record:
    """An entry of the journal; `refers_to` is the id that an undo or redo is about."""
    return {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "coder": entry.coder,
        "verb": entry.verb,
        "summary": entry.summary,
        "changes": entry.changes,
        "undone": entry.undone,
        "for_good": entry.for_good,
        "refers_to": entry.refers_to,
    }


def way_record(way: Way) -> Record:
    """A way to a point of the journal: what is taken back and put back, in this order, and whose it is."""
    return {
        "back": [journal_record(entry) for entry in way.back],
        "forward": [journal_record(entry) for entry in way.forward],
        "by_coder": way.by_coder,
    }


def finding_record(finding: Finding) -> Record:
    """One thing that a check looked at."""
    return {"check": finding.check, "good": finding.good, "detail": finding.detail}


def import_report_record(report: ImportReport) -> Record:
    """What an import did with each file, under `imported`, `revised`, `skipped` and `failed`."""
    return {
        "imported": [_imported_record(event) for event in report.imported],
        "revised": [
            {"path": event.path} | revision_report_record(event.report) for event in report.revised
        ],
        "skipped": [_skipped_record(event) for event in report.skipped],
        "failed": [failed_record(event) for event in report.failed],
    }


def _imported_record(event: FileImported) -> Record:
    return {
        "path": event.path,
        "format": event.format,
        "passages": event.passages,
        "warnings": list(event.warnings),
        "source": event.source,
        "characters": event.characters,
        "project": event.project,
    }


def _skipped_record(event: FileSkipped) -> Record:
    return {
        "path": event.path,
        "format": event.format,
        "passages": event.passages,
        "warnings": list(event.warnings),
    }


def failed_record(event: FileFailed) -> Record:
    """A file that cannot be imported, and why."""
    return {"path": event.path, "error": event.error, "remedy": event.remedy}
