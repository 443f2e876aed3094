"""Changing personas by keys, and the pages on all of them; every change is taken back by z."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

from textual.pilot import Pilot
from textual.widgets import Input

from interviewcoder.domain.coding import Coding, Polarity
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import Claim, Member, Persona, Run
from interviewcoder.study import Study
from interviewcoder.study.claims import Claims
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.chooser import Chooser
from interviewcoder.tui.screens.claim_editor import ClaimEditor, ExcerptChoice
from interviewcoder.tui.screens.confirm import Confirm
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.screens.member_picker import MemberPicker
from interviewcoder.tui.widgets.listing import Listing


def stored(path: Path) -> list[Persona]:
    with Study.open(path) as study:
        return study.personas.list()


def home(path: Path, name: str) -> str | None:
    return next((p.guid for p in stored(path) if name in {m.participant for m in p.members}), None)


@asynccontextmanager
async def opened(path: Path, until, size=(110, 40)) -> AsyncIterator[Pilot[None]]:
    app = InterviewCoderApp(path, coder="Ana", demo=True)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.current_mode == "personas")
        await until(pilot, lambda: bool(page(pilot).rows))
        yield pilot


def page(pilot: Pilot[None]) -> Listing:
    return pilot.app.screen_stack[0].query_one("#profile", Listing)


def shown(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def told(pilot: Pilot[None]) -> str:
    return " ".join(notification.message for notification in pilot.app._notifications)


async def to(pilot: Pilot[None], sort: type) -> object:
    """Put the highlight on the first row of the page that stands for such a thing."""
    await pilot.press("right")
    listing = page(pilot)
    place = next(n for n, row in enumerate(listing.rows) if isinstance(row.value, sort))
    listing.highlighted = place
    await pilot.pause()
    return listing.rows[place].value


async def test_a_member_is_moved_and_z_takes_it_back(sample_study, until):
    before = stored(sample_study)
    async with opened(sample_study, until) as pilot:
        member = await to(pilot, Member)
        await pilot.press("v")
        await until(pilot, lambda: isinstance(pilot.app.screen, Chooser))
        assert "out of the personas" in shown(pilot)
        await pilot.press("enter")
        other = before[1].guid
        await until(pilot, lambda: home(sample_study, member.participant) == other)
        await until(pilot, lambda: "z takes it back" in told(pilot))
        await pilot.press("z")
        await until(pilot, lambda: home(sample_study, member.participant) == before[0].guid)


async def test_merge_and_split(sample_study, until):
    before = stored(sample_study)
    async with opened(sample_study, until) as pilot:
        await pilot.press("g")
        await until(pilot, lambda: isinstance(pilot.app.screen, Chooser))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: len(stored(sample_study)) == 2)
        assert {p.guid for p in stored(sample_study)} == {before[1].guid, before[2].guid}
        await until(pilot, lambda: len(_listed(pilot)) == 2)
        await pilot.press("left", "home", "S")
        await until(pilot, lambda: isinstance(pilot.app.screen, MemberPicker))
        await pilot.press("enter")
        await until(pilot, lambda: "Nobody is marked" in shown(pilot))
        await pilot.press("space", "space", "space", "enter")
        await until(pilot, lambda: len(stored(sample_study)) == 3)
        assert sorted(len(p.members) for p in stored(sample_study))[0] == 3


def _listed(pilot: Pilot[None]) -> list[Persona]:
    rows = pilot.app.screen_stack[0].query_one("#personas", Listing).rows
    return [row.value for row in rows if isinstance(row.value, Persona)]


async def test_a_claim_is_pinned_and_one_is_stated(sample_study, until):
    persona = stored(sample_study)[0]
    async with opened(sample_study, until) as pilot:
        claim = await to(pilot, Claim)
        await pilot.press("p")
        await until(
            pilot,
            lambda: [c.code for c in stored(sample_study)[0].claims if c.pinned] == [claim.code],
        )
        await until(pilot, lambda: "pinned" in shown(pilot))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, ClaimEditor))
        editor = pilot.app.screen
        await until(pilot, lambda: bool(editor.query_one(ExcerptChoice).rows))
        await pilot.press(*"Likes order", "enter", "ctrl+s")
        await until(pilot, lambda: "needs a quote" in shown(pilot))
        first = editor.query_one(ExcerptChoice).rows[0].value
        second = editor.query_one(ExcerptChoice).rows[1].value
        await pilot.press("space", "down", "minus", "ctrl+s")
        await until(pilot, lambda: pilot.app.screen is not editor)
        stated = [c for c in stored(sample_study)[0].claims if c.by_hand]
        assert [(c.code, c.evidence, c.contrary) for c in stated] == [
            ("Likes order", (first.guid,), (second.guid,))
        ]
        await until(
            pilot,
            lambda: any(isinstance(r.value, Claim) and r.value.by_hand for r in page(pilot).rows),
        )
        place = next(
            n
            for n, r in enumerate(page(pilot).rows)
            if isinstance(r.value, Claim) and r.value.by_hand
        )
        page(pilot).highlighted = place
        page(pilot).focus()
        await pilot.press("enter")
        await until(pilot, lambda: "Against it: 1 tag" in shown(pilot))
        await pilot.press("d")
        await until(pilot, lambda: not [c for c in stored(sample_study)[0].claims if c.by_hand])
    assert stored(sample_study)[0].guid == persona.guid


async def test_map_runs_and_comparison(sample_study, until):
    async with opened(sample_study, until) as pilot:
        await pilot.press("M")
        await until(pilot, lambda: "Who is who" in shown(pilot))
        assert "AAA" in shown(pilot).replace(" ", "") or "A A" in shown(pilot)
        await pilot.press("M")
        await until(pilot, lambda: "Who is who" not in shown(pilot))
        await pilot.press("equals_sign")
        await until(pilot, lambda: isinstance(pilot.app.screen, Chooser))
        await pilot.press("enter")
        await until(pilot, lambda: "Claims of both" in shown(pilot))
        await pilot.press("escape")
        with Study.open(sample_study) as study:
            persona = study.personas.list()[0]
            study.personas.rename(persona.id, "Planners")
            study.personas.move(persona.members[0].participant, study.personas.list()[1].id)
            moved = persona.members[0].participant
        await until(pilot, lambda: "Planners" in shown(pilot))
        await pilot.press("h")
        await until(pilot, lambda: f"Moved {moved}" in shown(pilot))
        listing = page(pilot)
        runs = [n for n, row in enumerate(listing.rows) if isinstance(row.value, Run)]
        listing.highlighted = runs[-1]
        await pilot.press("enter")
        await until(pilot, lambda: "1 person is elsewhere" in shown(pilot))
        assert moved in shown(pilot)


async def test_two_personas_are_compared_claim_by_claim_and_each_claim_opens(sample_study, until):
    mine, other, _ = stored(sample_study)
    with Study.open(sample_study) as study:
        voices = study.claims.voices()
    async with opened(sample_study, until) as pilot:
        await pilot.press("equals_sign")
        await until(pilot, lambda: isinstance(pilot.app.screen, Chooser))
        await pilot.press("enter")
        await until(pilot, lambda: f"Only {mine.name}" in shown(pilot))
        listing = page(pilot)
        assert listing.has_focus
        claims = [row.value for row in listing.rows if row.selectable]
        assert [one.key for one in claims] == [one.key for one in (*mine.claims, *other.claims)]
        told = {row.value.key: row.draw(90).plain for row in listing.rows if row.selectable}
        for persona, also in ((mine, other), (other, mine)):
            for claim in persona.claims:
                theirs = voices[also.guid, claim.code_guid]
                assert f"{claim.members} of {claim.members_of}" in told[claim.key]
                assert f"{theirs.members} of {theirs.members_of}" in told[claim.key]
        assert any(voices[other.guid, one.code_guid].members for one in mine.claims)
        last = other.claims[-1]
        await pilot.press("end", "enter")
        await until(pilot, lambda: "For it:" in shown(pilot))
        assert {row.value.guid for row in listing.rows if isinstance(row.value, Coding)} == {
            *last.evidence,
            *last.contrary,
        }
        await pilot.press("escape")
        await until(pilot, lambda: listing.row is not None and listing.row.value == last)
        await pilot.press("escape")
        await until(pilot, lambda: "Claims of both" not in shown(pilot))


async def test_what_was_read_for_a_page_that_was_left_is_not_shown(
    sample_study, until, monkeypatch
):
    go_on, count = Event(), Claims.voices

    def slowly(claims: Claims):
        go_on.wait(20)
        return count(claims)

    monkeypatch.setattr(Claims, "voices", slowly)
    async with opened(sample_study, until) as pilot:
        await pilot.press("equals_sign", "enter")
        for _ in range(100):
            await pilot.pause()
            if "Counting…" in shown(pilot):
                break
        assert "Counting…" in shown(pilot)
        await pilot.press("escape")
        go_on.set()
        await until(pilot, lambda: "Counting…" not in shown(pilot))
        assert "Claims of both" not in shown(pilot)
        assert "Attitudes" in shown(pilot)


async def test_claims_by_hand_are_told_apart_when_the_page_is_told_anew(sample_study, until):
    with Study.open(sample_study) as study:
        mine = study.personas.list()[0]
        cited = [one.guid for one in study.claims.evidence(mine.claims[0])]
        for words in ("Likes lists", "Likes order"):
            study.claims.add(mine.id, words, mine.claims[-1].kind, cited)
    async with opened(sample_study, until) as pilot:
        await pilot.press("right")
        listing = page(pilot)
        listing.highlighted = next(
            place
            for place, row in enumerate(listing.rows)
            if isinstance(row.value, Claim) and row.value.code == "Likes lists"
        )
        with Study.open(sample_study) as study:
            study.personas.rename(mine.id, "Planners")
        pilot.app.look_at_study()
        await until(pilot, lambda: "Planners" in shown(pilot))
        assert listing.row.value.code == "Likes lists"


async def test_the_map_fits_the_page_when_the_terminal_changes(sample_study, until):
    async with opened(sample_study, until, (100, 30)) as pilot:
        await pilot.press("M")
        await until(pilot, lambda: "Who is who" in shown(pilot))
        for size in ((200, 60), (80, 24), (110, 40)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda: page(pilot).virtual_size.height == page(pilot).size.height)
            assert page(pilot).scroll_offset.y == 0
            assert "Each letter is a person" in shown(pilot)
            for persona in stored(sample_study):
                assert persona.name[:24] in shown(pilot).split("Who is who")[1]


async def test_a_page_is_read_from_its_top_where_there_is_little_room(sample_study, until):
    async with opened(sample_study, until, (60, 20)) as pilot:
        claim = await to(pilot, Claim)
        await pilot.press("enter")
        await until(pilot, lambda: "─Evidence" in shown(pilot))
        await until(pilot, lambda: claim.code in shown(pilot).split("─Evidence")[1])
        assert page(pilot).scroll_offset.y == 0
        first = page(pilot).row.value
        await pilot.press("down")
        assert page(pilot).row.value == first
        assert first.text[:20] in shown(pilot)
        await pilot.press("escape", "left", "M")
        await until(pilot, lambda: "Each letter is a person" in shown(pilot))
        await pilot.press("end")
        await until(pilot, lambda: "Who is who" in shown(pilot))


async def test_contrary_evidence_is_shown_under_its_claim(sample_study, until):
    with Study.open(sample_study) as study:
        claim = max(study.personas.list()[0].claims, key=lambda one: one.members)
        cited = study.claims.evidence(claim)[:4]
        study.codings.judge([one.id for one in cited], polarity=Polarity.AGAINST)
        study.personas.synthesize(seed=1)
        claim = next(
            one for p in study.personas.list() for one in p.claims if cited[0].guid in one.contrary
        )
    async with opened(sample_study, until) as pilot:
        await until(pilot, lambda: claim.status.value in shown(pilot))
        place = next(
            n for n, row in enumerate(page(pilot).rows)
            if isinstance(row.value, Claim) and row.value.code == claim.code
        )  # fmt: skip
        page(pilot).highlighted = place
        page(pilot).focus()
        await pilot.press("enter")
        await until(pilot, lambda: claim.status.value.capitalize() in shown(pilot))
        guids = {getattr(row.value, "guid", "") for row in page(pilot).rows}
        assert {*claim.evidence, *claim.contrary} <= guids


async def test_a_stale_persona_is_looked_at(sample_study, until):
    with Study.open(sample_study) as study:
        persona = study.personas.list()[0]
        study.codings.untag([study.claims.evidence(persona.claims[0])[0].id])
    async with opened(sample_study, until) as pilot:
        await until(pilot, lambda: "Stale" in shown(pilot))
        await pilot.press("l")
        await until(pilot, lambda: not any(p.stale for p in stored(sample_study)))
        await until(pilot, lambda: "1 gone" in shown(pilot))


async def test_a_synthesis_is_stopped_and_leaves_nothing(sample_study, until):
    runs = len(_runs(sample_study))
    async with opened(sample_study, until) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Dialog))
        dialog = pilot.app.screen
        dialog.query_one("#kinds", Input).value = "hope"
        await pilot.press("enter")
        await until(pilot, lambda: "no kind of code" in shown(pilot))
        dialog.query_one("#kinds", Input).value = "need, attitude"
        go_on, hear = Event(), dialog._told

        def slowly(step: str) -> None:
            go_on.wait(20)
            hear(step)

        dialog._told = slowly
        await pilot.press("enter", "ctrl+x")
        go_on.set()
        await until(pilot, lambda: "was stopped" in shown(pilot))
        assert len(_runs(sample_study)) == runs
        await pilot.press("enter")
        await until(pilot, lambda: len(_runs(sample_study)) == runs + 1)
        with Study.open(sample_study) as study:
            assert study.personas.current().settings["kinds"] == ["need", "attitude"]


def _runs(path: Path) -> list[Run]:
    with Study.open(path) as study:
        return list(study.personas.runs())


async def test_ten_more_tags_and_everything_that_people_did_is_kept(sample_study, until):
    with Study.open(sample_study) as study:
        mine, other, _ = study.personas.list()
        study.personas.rename(mine.id, "Planners")
        study.personas.write_summary(mine.id, "They plan.")
        study.personas.write_narrative(mine.id, "A story.")
        study.claims.pin(mine.claims[0].id)
        cited = study.claims.evidence(mine.claims[0])
        study.claims.add(mine.id, "Likes lists", Kind.NEED, [one.guid for one in cited])
        study.personas.move(other.members[-1].participant, mine.id)
        moved = other.members[-1].participant
        source = study.sources.get("interview_02_dev")
        code = study.codebook.get("Mastery").id
        sentences = study.sources.sentences(study.sources.read(source.id))
        for sentence in sentences[4:44:4]:
            study.codings.tag(source.id, sentence, [code])
        runs = len(study.personas.runs())
    async with opened(sample_study, until) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Dialog))
        await pilot.press("enter")
        await until(pilot, lambda: len(_runs(sample_study)) == runs + 1)
        kept = next(one for one in stored(sample_study) if one.guid == mine.guid)
        assert (kept.name, kept.summary, kept.narrative) == ("Planners", "They plan.", "A story.")
        assert mine.claims[0].code in {one.code for one in kept.claims if one.pinned}
        assert "Likes lists" in {one.code for one in kept.claims if one.by_hand}
        assert moved in {one.participant for one in kept.members if one.by_hand}
        with Study.open(sample_study) as study:
            study.codings.untag([cited[0].id])
        pilot.app.look_at_study()
        await until(pilot, lambda: "1 gone" in shown(pilot))
        await pilot.press("z")
        # It was another window's change.
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: "1 gone" not in shown(pilot))
        await pilot.press("z")
        await until(pilot, lambda: len(_runs(sample_study)) == runs)
