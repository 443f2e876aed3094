"""A synthesis to export, plain or hostile, with every field filled."""

from datetime import UTC, datetime

from interviewcoder.domain.coding import Coding, Polarity
from interviewcoder.domain.journey import Journey, Stage
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import (
    Claim,
    ClaimStatus,
    Divide,
    Member,
    Persona,
    PersonaMap,
    Point,
    Quote,
    Spread,
    Synthesis,
)

HOSTILE = (
    "[/b] <script>alert(1)</script> [x](javascript:1) | `a` **b** {{ c }} $d$ \x1b[2J\u202e &amp; "
    "{% raw %} \" ' ]]> </style> </title> <!-- [^e1]: =1+1 \ufffe\x00"
)

GUIDS = [f"{number:x}1a2b3c4-0000-4000-8000-{number:012x}" for number in range(1, 8)]
"""Of the codings that the personas cite."""


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
        "evidence": (GUIDS[0], GUIDS[1]),
        "against": ("Cem",),
        "low": -0.12,
        "high": 0.8,
        "held_out": True,
        "status": ClaimStatus.THIN,
    }
    return Claim(**(values | changes))  # type: ignore[arg-type]


def persona(name: str = "The careful planner", guid: str = "persona-1", text: str = "") -> Persona:
    said = text or "I check the price twice.\n\nThen once more, said ANA."
    code = text or "Price anxiety"
    return Persona(
        id=1,
        guid=guid,
        name=name,
        summary=text or "Plans ahead and counts, like Ana.",
        narrative=text or "First paragraph.\n\nSecond paragraph.",
        members=(
            Member(1, "Ana", 0.91),
            Member(2, text or "Ben Okri", 0.8, by_hand=True),
            Member(3, "Cem", 0.4),
        ),
        share=3 / 7,
        claims=(
            claim(code),
            claim(
                "Trust",
                kind=Kind.ATTITUDE,
                code_guid="code-2",
                evidence=(GUIDS[2],),
                contrary=(GUIDS[3],),
                members=3,
                members_against=1,
                status=ClaimStatus.CONTESTED,
                pinned=True,
                gone=1,
            ),
            claim(
                text or "Wants less of everything",
                kind=Kind.VALUE,
                code_guid="",
                by_hand=True,
                evidence=(GUIDS[4],),
                status=ClaimStatus.SUPPORTED,
            ),
        ),
        quotes=(
            Quote(said, text or "interview_01_ana", 1, 10, 50, "Ana", code, GUIDS[0]),
            Quote("Never again.", "Interview 2", 2, 5, 17, "Ben Okri", "Trust", GUIDS[3], True),
        ),
        segments=(Spread(text or "Region", (("North", 2, 3), (text or "South", 1, 4)), 1),),
        journey=Journey((Stage(code, "code-1", 2, 0.2, 0.1, 0.4),), 0.7, 0.03, text or "Mostly."),
        divides=(Divide(code, "code-1", ("Ana", text or "Ben Okri"), ("Cem",)),),
        quality={
            "stability": 0.82,
            "badge": "solid",
            "warning": text,
            "reason": text or "It comes back.",
            "prevalence": "All: 1 of 3 members.",
        },
        name_edited=True,
    )


def synthesis(*personas: Persona, study: str = "") -> Synthesis:
    return Synthesis(
        id=1,
        guid="run-1",
        created_at=datetime(2026, 1, 31, 12, 30, tzinfo=UTC),
        coder=study or "Maya",
        seed=7,
        settings={"personas": None, "minimum_codings": 2, "method": study or "k-means"},
        fingerprint="ab" * 32,
        quality={
            "verdict": study or "The groups hold.",
            "silhouette": float("nan"),
            "participants": 7,
            "left_out": ["Dov"],
            "noise_jaccard": {"typical": 0.5, "high": 0.65},
            "k_table": [{"k": 2, "silhouette": 0.2}],
        },
        personas=personas,
        map=PersonaMap(
            (Point("Ana", 0, -0.5, 0.2), Point("Dov", 7, 2.0, float("nan"))),
            ((0.4, (study or "Trust",), ("Order",)),),
        ),
    )


def codings(text: str = "") -> dict[str, Coding]:
    """The codings that the example cites; the last of them is gone."""
    made = datetime(2026, 1, 30, tzinfo=UTC)
    return {
        guid: Coding(
            id=number,
            guid=guid,
            source_id=1,
            source=text or "interview_01_ana",
            start=10 * number,
            end=10 * number + 5,
            text=text or f"Words number {number} of Ana.",
            code_id=1,
            code=text or "Price anxiety",
            kind=Kind.NEED,
            colour="#e69f00",
            coder="Maya",
            created_at=made,
            participant="Ana",
            speaker="Ana",
            polarity=Polarity.AGAINST if number == 3 else Polarity.FOR,
        )
        for number, guid in enumerate(GUIDS[:4])
    }
