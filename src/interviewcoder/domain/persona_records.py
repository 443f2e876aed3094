"""The public JSON shapes of personas and of the runs that made them. Keys are only ever added."""

from .journey import Journey, Stage
from .persona import Claim, Divide, Persona, Quote, Run, Spread, Synthesis
from .persona_difference import Difference
from .records import Record, plain


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
        "earlier": quote.earlier,
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
