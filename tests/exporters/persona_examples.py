"""A synthesis to export, plain or hostile."""

from datetime import UTC, datetime

from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import Claim, Member, Persona, Quote, Spread, Synthesis

HOSTILE = (
    "[/b] <script>alert(1)</script> [x](javascript:1) | `a` **b** {{ c }} $d$ \x1b[2J\u202e &amp;"
)


def claim(code: str = "Price anxiety", **changes: object) -> Claim:
    values: dict[str, object] = {
        "code": code,
        "code_guid": "code-1",
        "kind": Kind.NEED,
        "members": 2,
        "members_of": 3,
        "others": 1,
        "others_of": 4,
        "distinctiveness": 2.345,
        "evidence": ("coding-1", "coding-2"),
        "against": ("Cem",),
    }
    return Claim(**(values | changes))  # type: ignore[arg-type]


def persona(name: str = "The careful planner", guid: str = "persona-1", text: str = "") -> Persona:
    said = text or "I check the price twice.\n\nThen once more."
    return Persona(
        id=1,
        guid=guid,
        name=name,
        summary=text or "Plans ahead and counts.",
        narrative=text or "First paragraph.\n\nSecond paragraph.",
        members=(Member(1, "Ana", 0.91), Member(2, text or "Ben", 0.8), Member(3, "Cem", 0.4)),
        share=3 / 7,
        claims=(
            claim(text or "Price anxiety"),
            claim("Trust", kind=Kind.ATTITUDE, code_guid="code-2", evidence=("coding-3",)),
        ),
        quotes=(
            Quote(
                said, text or "Interview 1", 1, 10, 50, "Ana", text or "Price anxiety", "coding-1"
            ),
        ),
        segments=(Spread(text or "Region", (("North", 2, 3), (text or "South", 1, 4)), 1),),
        quality={"stability": 0.82, "badge": "solid", "warning": text},
        name_edited=True,
    )


def synthesis(*personas: Persona, study: str = "") -> Synthesis:
    return Synthesis(
        id=1,
        guid="run-1",
        created_at=datetime(2026, 1, 31, 12, 30, tzinfo=UTC),
        coder=study or "Maya",
        seed=7,
        settings={"personas": None, "minimum_codings": 2},
        fingerprint="ab" * 32,
        quality={
            "verdict": study or "The groups hold.",
            "silhouette": float("nan"),
            "participants": 7,
            "left_out": ["Dov"],
            "k_table": [{"k": 2, "silhouette": 0.2}],
        },
        personas=personas,
    )
