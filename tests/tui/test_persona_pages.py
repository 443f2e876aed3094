"""The rows of the pages on personas: what they say, and that it fits the room there is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

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
    Run,
    Synthesis,
    Voices,
)
from interviewcoder.tui.screens.personas_read import Beside, same_subject
from interviewcoder.tui.widgets.listing import Row
from interviewcoder.tui.widgets.persona_evidence import claim_rows
from interviewcoder.tui.widgets.persona_further import further_rows
from interviewcoder.tui.widgets.persona_lines import claim_entry, persona_entry
from interviewcoder.tui.widgets.persona_map import map_rows
from interviewcoder.tui.widgets.persona_pair import pair_rows

WIDTHS = (30, 47, 57, 67, 68, 83, 84, 156)
NAMED = "Wants somebody else to have thought of it before Sunday evening comes"


def claim(code: str, members: int = 9, **changes: object) -> Claim:
    made = Claim(
        code=code,
        code_guid=f"guid of {code}",
        kind=Kind.NEED,
        members=members,
        members_of=29,
        others=2,
        others_of=51,
        distinctiveness=2.0,
        evidence=(),
        low=0.16,
        high=0.49,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def by_hand(words: str) -> Claim:
    return claim(words, 1, code_guid="", by_hand=True, others=0, status=ClaimStatus.THIN)


def persona(name: str, *claims: Claim, members: int = 29) -> Persona:
    return Persona(
        id=len(name),
        guid=f"guid of {name}",
        name=name,
        summary="",
        narrative="",
        members=tuple(Member(number, f"{name} {number}", 0.9) for number in range(members)),
        share=members / 80,
        claims=claims,
        quotes=(),
        segments=(),
        quality={"badge": "solid"},
    )


def run_of(*personas: Persona, shown: PersonaMap | None = None) -> Synthesis:
    return Synthesis(
        id=1,
        guid="run",
        created_at=datetime(2026, 1, 31, tzinfo=UTC),
        coder="Ana",
        seed=0,
        settings={},
        fingerprint="",
        quality={},
        personas=personas,
        map=shown or PersonaMap(),
    )


def lines(rows: list[Row], width: int) -> list[str]:
    return [line for row in rows for line in row.draw(width).plain.split("\n")]


def words(text: list[str]) -> str:
    return " ".join(" ".join(text).split())


@pytest.mark.parametrize("width", WIDTHS)
def test_a_claim_says_all_of_its_name_and_its_figures_at_any_width(width: int) -> None:
    thin = claim(NAMED, status=ClaimStatus.THIN, pinned=True, gone=4)
    told = claim_entry(thin, width).plain.split("\n")
    assert all(len(line) <= width for line in told)
    named_before = told[0].index("━") if "━" in told[0] else width
    left = words([line[7:named_before] for line in told])
    assert left.startswith(f"{NAMED} thin pinned 4 gone")
    assert words(told).startswith("N ~ Wants somebody")
    for figures in ("9 of 29 members", "2 of 51 others"):
        assert figures in words(told)


def test_figures_stand_below_one_another_whatever_the_claim() -> None:
    entries = [
        claim_entry(one, 100).plain.split("\n")[0]
        for one in (claim("Short"), claim("Other", 11), claim(NAMED), by_hand("Mine"))
    ]
    assert {len(one) for one in entries} == {99}
    assert {one.index("of 29 members") for one in entries} == {entries[0].index("of 29 members")}


def test_a_mark_tells_how_well_a_claim_is_borne() -> None:
    marks = [claim_entry(claim("Order", status=one), 60).plain[5] for one in ClaimStatus]
    assert marks == ["✓", "~", "±", "✗"]


def test_nobody_is_said_to_be_silent_about_a_claim_by_hand() -> None:
    told = words(lines(claim_rows(by_hand("Likes order"), []), 80))
    assert "1 of 29 members, others unknown" in told
    assert "Members minus others" not in told
    assert "Stated by hand: a later run keeps it, d deletes it" in told
    assert "others unknown" in claim_entry(by_hand("Likes order"), 50).plain


@pytest.mark.parametrize("width", [40, 57, 100])
def test_a_page_on_a_claim_wraps_inside_its_margin(width: int) -> None:
    counted = claim(NAMED, held_out=True, gone=1, evidence=("gone",), low=-0.02)
    told = lines(claim_rows(counted, []), width)
    assert all(line.startswith(" ") and len(line) <= width for line in told if line)
    assert "Members minus others: +27 points (95 % interval −2 to +49)" in words(told)
    assert "1 tag that it was made from is gone" in words(told)


def test_a_stale_persona_says_all_that_it_says_in_a_narrow_list() -> None:
    stale = replace(persona("Load off the mind", claim("Order")), stale=True)
    told = persona_entry(stale, 24).plain.split("\n")
    assert all(line.startswith(" ") and len(line) <= 24 for line in told)
    assert words(told).endswith("29 of 80 ● solid stale 1 supported")


# -- Two personas ------------------------------------------------------------------------------------------------


def test_two_personas_have_real_shares_on_both_sides() -> None:
    planners = persona("Planners", claim("Order"), claim("Price", 20), by_hand("Mine"))
    drifters = persona("Drifters", claim("Price", 7, members_of=28), claim("Freedom"), members=28)
    voices = {
        (drifters.guid, "guid of Order"): Voices(3, 27),
        (planners.guid, "guid of Price"): Voices(1, 1),
    }
    run = run_of(persona("First"), planners, drifters)
    for width in WIDTHS:
        rows = pair_rows(run, (planners, drifters), voices)
        told = lines(rows, width)
        assert all(len(line) <= width for line in told)
        said = "".join(one for one in words(told) if one not in "─━").split()
        text = " ".join(said)
        assert text.startswith("B Planners 29 of 80 ● solid C Drifters 28 of 80 ● solid")
        assert "Claims of both 1 claim N Price B 20 of 29 C 7 of 28" in text
        assert "Only Planners 2 claims N Order B 9 of 29 C 3 of 27" in text
        assert "N Mine B 1 of 29 C unknown" in text
        assert text.endswith("Only Drifters 1 claim N Freedom B unknown C 9 of 29")
    assert [row.value for row in rows if row.selectable] == [
        planners.claims[1],
        planners.claims[0],
        planners.claims[2],
        drifters.claims[1],
    ]


def test_two_personas_with_nothing_in_common_say_so() -> None:
    pair = persona("Planners", claim("Order")), persona("Drifters")
    told = words(lines(pair_rows(run_of(*pair), pair, {}), 80))
    assert "Claims of both none" in told
    assert told.endswith("Only Drifters none")


def test_a_page_goes_on_with_what_it_is_about_as_that_is_now() -> None:
    planners = persona("Planners", claim("Order", 10), by_hand("Mine"), by_hand("Other"))
    drifters = persona("Drifters", claim("Freedom"))
    assert same_subject(claim("Order"), planners) == claim("Order", 10)
    assert same_subject(by_hand("Other"), planners) == planners.claims[2]
    assert same_subject(claim("Freedom"), planners) is None
    assert same_subject(claim("Freedom"), planners, drifters) == claim("Freedom")
    assert same_subject(Member(3, "before", 0.1), planners) == planners.members[3]
    assert same_subject(Member(99, "gone", 0.1), planners) is None
    assert same_subject(Member(3, "nobody", 0.1), None) is None
    assert same_subject("Ana", None) == "Ana"
    beside = Beside(drifters.guid)
    assert same_subject(beside, planners, drifters) is beside
    assert same_subject(beside, planners) is None
    run = Run(1, datetime(2026, 1, 31, tzinfo=UTC), "Ana", 0, "", ())
    assert same_subject(run, None) is run


# -- The map of people -------------------------------------------------------------------------------------------

PEOPLE = PersonaMap(
    points=(
        Point("Ana", 0, -1, 1),
        Point("Ben", 0, -1, 1),
        Point("Dov", 1, 1, -1),
        Point("Eli", 1, 0.9, 0),
    ),
    axes=(
        (0.2, ("Left one", "Left two", "Left three"), ("Right one", "Right two", "Right three")),
        (0.1, ("Low one", "Low two", "Low three"), ("High one", "High two", "High three")),
    ),
)
MAPPED = run_of(persona("Planners"), persona("Drifters"), shown=PEOPLE)


@pytest.mark.parametrize(
    ("width", "height"), [(50, 18), (70, 24), (70, 30), (90, 36), (156, 54), (200, 90)]
)
def test_the_map_fills_the_page_and_no_more(width: int, height: int) -> None:
    rows = map_rows(MAPPED, height)
    told = lines(rows, width)
    assert len(told) == height
    assert all(len(line) <= width for line in told)
    assert "shows 30% of what participants differ in" in words(told)


def test_a_map_is_no_taller_than_wide_and_never_vanishes() -> None:
    assert len([one for one in lines(map_rows(MAPPED, 200), 44) if one.startswith(" │")]) == 20
    assert len([one for one in lines(map_rows(MAPPED, 5), 44) if one.startswith(" │")]) == 6


def test_people_stand_where_they_belong_and_codes_at_their_ends() -> None:
    told = lines(map_rows(MAPPED, 30), 70)
    top = next(place for place, line in enumerate(told) if "┌" in line)
    bottom = next(place for place, line in enumerate(told) if "└" in line)
    assert " ▲ High one, High two, High three " in told[top]
    assert " ▼ Low one, Low two, Low three " in told[bottom]
    assert told[top + 1][2] == "A"
    assert told[bottom - 1].rstrip()[-2] == "B"
    below = [line.split() for line in told[bottom + 1 : bottom + 4]]
    assert below == [
        ["◀", "Left", "one", "▶", "Right", "one"],
        ["Left", "two", "Right", "two"],
        ["Left", "three", "Right", "three"],
    ]


def test_where_there_is_little_room_the_codes_that_fit_are_named() -> None:
    told = lines(map_rows(MAPPED, 17), 50)
    bottom = next(place for place, line in enumerate(told) if "└" in line)
    assert told[bottom + 1].split() == ["◀", "Left", "one,", "Left", "two", "▶", "Right", "one"]


def test_codes_without_end_and_of_any_length_stay_in_the_frame() -> None:
    axes = ((0.1, ("x" * 300,) * 3, ()), (0.1, (), ("漢字" * 90,)))
    people = replace(PEOPLE, axes=axes)
    for width in (20, 44, 70, 156):
        for height in (8, 24, 40):
            drawn = [row.draw(width) for row in map_rows(replace(MAPPED, map=people), height)]
            framed = drawn[1].split("\n")
            assert all(line.cell_length <= width for line in framed)
            assert "nothing in particular"[: width - 16] in drawn[1].plain


# -- What members say and others do not ---------------------------------------------------------------------------


def test_both_sides_of_a_divide_stand_under_its_code_and_no_line_leaves_the_page() -> None:
    told_of = replace(
        persona("Planners", claim(NAMED, status=ClaimStatus.THIN, members=2)),
        divides=(Divide("Order", "order", ("Ana", "Ben"), ("Dov",), ("Ben",)),),
        journey=Journey(
            (Stage("Order", "order", 3, 0.2, 0.1, 0.4), Stage("Price", "price", 3, 0.6, 0.5, 0.9)),
            0.7,
            0.03,
            "It is the order of the telling.",
        ),
    )
    for width in (50, 57, 100):
        told = lines(further_rows(told_of), width)
        assert all(line.startswith(" ") and len(line) <= width for line in told if line)
        text = words(told)
        for shown in (
            "▎ Order ▎ ✓ 2 say so Ana, Ben ▎ ○ 1 do not Dov ▎ ✗ 1 against it Ben",
            "● where the middle member first says it",
            "It is the order of the telling.",
            f"~ {NAMED} thin: only 2 of 29 members speak for it",
        ):
            assert shown in text
