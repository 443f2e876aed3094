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
from .coding import Coding
from .health import Finding
from .journal import JournalEntry
from .journey import Journey, Stage
from .memo import Memo
from .participant import Participant
from .persona import Claim, Divide, Persona, Quote, Run, Spread, Synthesis
from .persona_difference import Difference
from .progress import FileFailed, FileImported, FileSkipped, ImportReport
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
        "refers_to": entry.refers_to,
    }


def finding_record(finding: Finding) -> Record:
    """One thing that a check looked at."""
    return {"check": finding.check, "good": finding.good, "detail": finding.detail}


def import_report_record(report: ImportReport) -> Record:
    """What an import did with each file, under `imported`, `skipped` and `failed`."""
    return {
        "imported": [_imported_record(event) for event in report.imported],
        "skipped": [_skipped_record(event) for event in report.skipped],
        "failed": [_failed_record(event) for event in report.failed],
    }


def run_record(run: Run) -> Record:
    """A run in the list of runs; `by_hand` is empty where it was synthesized."""
    return {
        "id": run.id,
        "created_at": run.created_at.isoformat(),
        "coder": run.coder,
        "seed": run.seed,
        "by_hand": run.by_hand,
        "personas": list(run.personas),
    }


def difference_record(difference: Difference) -> Record:
    """What is different between two runs."""
    return {
        "moves": [
            {"participant": move.participant, "before": move.before, "after": move.after}
            for move in difference.moves
        ],
        "personas": [
            {
                "name": persona.name,
                "name_before": persona.name_before,
                "fate": persona.fate.value,
                "joined": list(persona.joined),
                "left": list(persona.left),
                "claims": [
                    {
                        "code": change.code,
                        "fate": change.fate.value,
                        "before": change.before and _claim_record(change.before),
                        "after": change.after and _claim_record(change.after),
                    }
                    for change in persona.claims
                ],
            }
            for persona in difference.personas
        ],
    }


def synthesis_record(synthesis: Synthesis) -> Record:
    """A run without its personas and its map: what it was made from, how, and how good it is."""
    return {
        "guid": synthesis.guid,
        "created_at": synthesis.created_at.isoformat(),
        "coder": synthesis.coder,
        "seed": synthesis.seed,
        "settings": plain(synthesis.settings),
        "fingerprint": synthesis.fingerprint,
        "quality": plain(synthesis.quality),
        "by_hand": synthesis.by_hand,
    }


def persona_record(persona: Persona) -> Record:
    """A persona; `share` is 0 to 1, `codes` are its claims with the GUIDs of the codings under each."""
    return {
        "name": persona.name,
        "summary": persona.summary,
        "narrative": persona.narrative,
        "members": [
            {
                "participant": member.participant,
                "fit": plain(member.fit),
                "by_hand": member.by_hand,
            }
            for member in persona.members
        ],
        "share": plain(persona.share),
        "codes": [_claim_record(claim) for claim in persona.claims],
        "quotes": [_quote_record(quote) for quote in persona.quotes],
        "segments": [_spread_record(spread) for spread in persona.segments],
        "quality": plain(persona.quality),
        "name_edited": persona.name_edited,
        "narrative_edited": persona.narrative_edited,
        "stale": persona.stale,
        "guid": persona.guid,
        "summary_edited": persona.summary_edited,
        "journey": _journey_record(persona.journey),
        "divides": [_divide_record(divide) for divide in persona.divides],
    }


def _claim_record(claim: Claim) -> Record:
    return {
        "code": claim.code,
        "kind": claim.kind.value,
        "members": claim.members,
        "members_of": claim.members_of,
        "others": claim.others,
        "others_of": claim.others_of,
        "distinctiveness": plain(claim.distinctiveness),
        "evidence": list(claim.evidence),
        "against": list(claim.against),
        "code_guid": claim.code_guid,
        "status": claim.status.value,
        "contrary": list(claim.contrary),
        "members_against": claim.members_against,
        "members_both": claim.members_both,
        "low": plain(claim.low),
        "high": plain(claim.high),
        "held_out": claim.held_out,
        "pinned": claim.pinned,
        "by_hand": claim.by_hand,
        "gone": claim.gone,
    }


def _quote_record(quote: Quote) -> Record:
    return {
        "text": quote.text,
        "source": quote.source,
        "start": quote.start,
        "end": quote.end,
        "participant": quote.participant,
        "code": quote.code,
        "coding": quote.coding_guid,
        "against": quote.against,
    }


def _journey_record(journey: Journey) -> Record:
    return {
        "stages": [_stage_record(stage) for stage in journey.stages],
        "agreement": plain(journey.agreement),
        "p": plain(journey.p),
        "told": journey.told,
    }


def _stage_record(stage: Stage) -> Record:
    return {
        "code": stage.code,
        "code_guid": stage.code_guid,
        "members": stage.members,
        "median": plain(stage.median),
        "lower": plain(stage.lower),
        "upper": plain(stage.upper),
    }


def _divide_record(divide: Divide) -> Record:
    return {
        "code": divide.code,
        "code_guid": divide.code_guid,
        "having": list(divide.having),
        "lacking": list(divide.lacking),
        "against": list(divide.against),
    }


def _spread_record(spread: Spread) -> Record:
    return {
        "attribute": spread.attribute,
        "unknown": spread.unknown,
        "values": [
            {"value": value, "members": members, "everyone": everyone}
            for value, members, everyone in spread.values
        ],
    }


def _imported_record(event: FileImported) -> Record:
    return {
        "path": event.path,
        "format": event.format,
        "passages": event.passages,
        "warnings": list(event.warnings),
        "source": event.source,
        "characters": event.characters,
    }


def _skipped_record(event: FileSkipped) -> Record:
    return {
        "path": event.path,
        "format": event.format,
        "passages": event.passages,
        "warnings": list(event.warnings),
    }


def _failed_record(event: FileFailed) -> Record:
    return {"path": event.path, "error": event.error, "remedy": event.remedy}
