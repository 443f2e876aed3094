"""Plans of the codebook as plain records for JSON."""

from dataclasses import asdict

from .codebook_change import CodebookPlan, plan_told
from .records import Record


def plan_record(plan: CodebookPlan, *, done: bool) -> Record:
    """What a change does. Tags are counted by coder; `done` tells whether it was done or only looked at."""
    return {
        "done": done,
        "verb": plan.verb,
        "codes": list(plan.codes),
        "into": plan.into,
        "new": plan.new,
        "tags_over": dict(plan.over),
        "tags_doubled": dict(plan.doubled),
        "tags_gone": dict(plan.gone),
        "tags_without_place": plan.waiting,
        "memos_over": plan.memos_over,
        "memos_gone": plan.memos_gone,
        "codes_moved": [asdict(one) for one in plan.moved],
        "reordered": plan.reordered,
        "codes_gone": [asdict(one) for one in plan.lost],
        "codes_changed": [asdict(one) for one in plan.changed],
        "stale_personas": list(plan.stale),
        "segments": list(plan.rules),
        "told": plan_told(plan),
    }
