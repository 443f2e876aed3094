"""Finding words and opening the passages they are in."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span
from interviewcoder.domain.concordance import Line
from interviewcoder.domain.search import Hit, LineOrder, Scope, Voices
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.messages import PassageAsked
from interviewcoder.tui.screens.chooser import Chooser
from interviewcoder.tui.screens.search import WordsField
from interviewcoder.tui.screens.search_read import PAGE
from interviewcoder.tui.widgets.hit_lines import MATCH
from interviewcoder.tui.widgets.listing import Listing


@asynccontextmanager
async def searching(path: Path, until, size=(100, 30)) -> AsyncIterator[Pilot[None]]:
    app = InterviewCoderApp(path, coder="Ana", demo=True)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.current_mode == "personas")
        await pilot.press("slash")
        await until(pilot, lambda: app.focused is not None and app.focused.id == "words")
        yield pilot


def hits(pilot: Pilot[None]) -> list[Hit]:
    rows = pilot.app.screen.query_one("#hits", Listing).rows
    return [row.value for row in rows if isinstance(row.value, Hit)]


def lines(pilot: Pilot[None]) -> list[Line]:
    rows = pilot.app.screen.query_one("#hits", Listing).rows
    return [row.value for row in rows if isinstance(row.value, Line)]


def text(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def test_words_find_passages_while_they_are_typed_and_open_them(
    sample_study, until, monkeypatch
):
    asked: list[PassageAsked] = []
    monkeypatch.setattr(InterviewCoderApp, "on_passage_asked", lambda _, told: asked.append(told))
    async with searching(sample_study, until) as pilot:
        assert '"to the letter"' in text(pilot)
        await pilot.press(*"tomato")
        await until(pilot, lambda: bool(hits(pilot)) and "tomato" in hits(pilot)[0].text.casefold())
        with Study.open(sample_study) as study:
            expected = study.find("tomato")
        await until(pilot, lambda: hits(pilot) == expected)
        assert f"{len(expected)} passages" in text(pilot)
        await pilot.press("down", "enter")
        await until(pilot, lambda: bool(asked))
        hit = expected[1]
        start, end = hit.matches[0]
        assert asked[0].source_id == hit.source_id
        assert (asked[0].span.start, asked[0].span.end) == (
            hit.passage_start + start,
            hit.passage_start + end,
        )


async def test_matches_stand_out_in_the_words_around_them(sample_study, until):
    async with searching(sample_study, until) as pilot:
        await pilot.press(*"tomato")
        await until(pilot, lambda: bool(hits(pilot)))
        listing = pilot.app.screen.query_one("#hits", Listing)
        for row in listing.rows:
            if isinstance(row.value, Hit):
                shown = row.draw(80)
                marked = [shown.plain[s.start : s.end] for s in shown.spans if s.style == MATCH]
                assert marked
                assert all(word.casefold() == "tomato" for word in marked)


async def test_digits_are_words_and_the_beginning_of_a_word_is_enough(sample_study, until):
    async with searching(sample_study, until) as pilot:
        await pilot.press(*"1q?")
        assert pilot.app.current_mode == "search"
        assert pilot.app.screen.query_one(WordsField).value == "1q?"
        await pilot.press("ctrl+u", *"tomat")
        await until(pilot, lambda: bool(hits(pilot)))
        assert "begin so" in text(pilot)


async def test_all_hits_are_counted_and_reached(sample_study, until):
    async with searching(sample_study, until, (60, 20)) as pilot:
        with Study.open(sample_study) as study:
            found = study.search.find("the")
            every = study.search.hits(found, most=10_000)
        assert len(every) > 2 * PAGE
        await pilot.press(*"the")
        await until(pilot, lambda: len(hits(pilot)) == PAGE)
        assert f"{len(every)} passages" in text(pilot)
        await pilot.press("escape")
        for _ in range(20):
            read = len(hits(pilot))
            if read == len(every):
                break
            await pilot.press("end")
            await until(pilot, lambda read=read: len(hits(pilot)) > read)
        assert hits(pilot) == every
        await pilot.press("f", *"the zzzz")
        await until(pilot, lambda: not hits(pilot) and "Nothing found" in text(pilot))


async def test_what_was_read_stays_when_the_study_changes(sample_study, until):
    async with searching(sample_study, until) as pilot:
        await pilot.press(*"the", "escape")
        await until(pilot, lambda: len(hits(pilot)) == PAGE)
        await pilot.press("end")
        await until(pilot, lambda: len(hits(pilot)) == 2 * PAGE)
        await pilot.press("end")
        await until(pilot, lambda: len(hits(pilot)) > 2 * PAGE)
        before = hits(pilot)
        listing = pilot.app.screen.query_one("#hits", Listing)
        chosen = listing.row.key
        with Study.open(sample_study, coder="Ben") as study:
            study.codebook.add(CodeDraft("Of another window"))
        revision = pilot.app.overview.revision
        await until(pilot, lambda: pilot.app.overview.revision != revision)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert hits(pilot) == before
        assert listing.row.key == chosen


async def test_where_a_narrow_search_finds_nothing_the_keys_can_be_reached(sample_study, until):
    async with searching(sample_study, until) as pilot:
        await pilot.press(*"tomato", "escape", "w", "w")
        await until(pilot, lambda: "interviewers" in text(pilot))
        await pilot.press("f", "ctrl+u", *"polytunnel")
        await until(pilot, lambda: "Nothing found here" in text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.focused is not None and pilot.app.focused.id == "hits")
        await pilot.press("a")
        await until(pilot, lambda: bool(hits(pilot)) and "everybody" in text(pilot))


async def test_places_stand_under_one_another_and_are_sorted(sample_study, until, monkeypatch):
    asked: list[PassageAsked] = []
    monkeypatch.setattr(InterviewCoderApp, "on_passage_asked", lambda _, told: asked.append(told))
    async with searching(sample_study, until) as pilot:
        await pilot.press(*"dinner*", "escape", "v")
        await until(pilot, lambda: bool(lines(pilot)))
        with Study.open(sample_study) as study:
            found = study.search.find("dinner*")
            expected = {order: study.search.concordance(found, order) for order in LineOrder}
        assert lines(pilot) == expected[LineOrder.SOURCE].lines
        assert f"{len(lines(pilot))} places in {len(found.passages)} passages" in text(pilot)
        columns = {
            row.find("dinner") for row in text(pilot).lower().splitlines()[8:-1] if "dinner" in row
        }
        assert len({column for column in columns if column >= 0}) <= 2
        for order in (LineOrder.LEFT, LineOrder.RIGHT, LineOrder.SOURCE):
            await pilot.press("o")
            wanted = expected[order].lines
            await until(pilot, lambda wanted=wanted: lines(pilot) == wanted)
        await pilot.press("enter")
        await until(pilot, lambda: bool(asked))
        first = expected[LineOrder.SOURCE].lines[0]
        assert (asked[0].source_id, asked[0].span) == (
            first.source_id,
            Span(first.start, first.end),
        )
        assert asked[0].words == "dinner*"
        await pilot.press("v")
        await until(pilot, lambda: bool(hits(pilot)))


async def test_what_is_searched_is_narrowed_and_said(sample_study, until):
    async with searching(sample_study, until) as pilot:
        assert "everybody" in text(pilot)
        await pilot.press(*"dinner", "escape")
        with Study.open(sample_study) as study:
            source, person = study.sources.list()[0], study.participants.list()[0]

            def expected(**scope):
                found = study.search.find("dinner", Scope(**scope))
                return study.search.hits(found, most=PAGE)

            everything = expected()
            await until(pilot, lambda: hits(pilot) == everything)
            await pilot.press("w")
            wanted = expected(voices=Voices.PARTICIPANTS)
            await until(pilot, lambda: hits(pilot) == wanted and "participants only" in text(pilot))
            await pilot.press("w")
            wanted = expected(voices=Voices.OTHERS)
            await until(pilot, lambda: hits(pilot) == wanted and "interviewers" in text(pilot))
            await pilot.press("w", "u")
            wanted = expected(untagged=True)
            assert wanted != everything
            await until(pilot, lambda: hits(pilot) == wanted and "untagged only" in text(pilot))
            await pilot.press("u", "s")
            await until(pilot, lambda: isinstance(pilot.app.screen, Chooser))
            await pilot.press(*source.name, "enter")
            wanted = expected(source_id=source.id)
            await until(pilot, lambda: not isinstance(pilot.app.screen, Chooser))
            await until(pilot, lambda: hits(pilot) == wanted and source.name in text(pilot))
            await pilot.press("a", "p")
            await until(pilot, lambda: isinstance(pilot.app.screen, Chooser))
            await pilot.press(*person.name, "enter")
            wanted = expected(participant_id=person.id)
            await until(pilot, lambda: not isinstance(pilot.app.screen, Chooser))
            await until(pilot, lambda: hits(pilot) == wanted and person.name in text(pilot))


async def test_a_pattern_that_takes_for_ever_ends_and_the_screen_stays_live(
    sample_study, until, monkeypatch
):
    monkeypatch.setattr("interviewcoder.analysis.patterns.SECONDS", 2.0)
    async with searching(sample_study, until) as pilot:
        began = time.monotonic()
        await pilot.press(*"/(.*.*)*x{9}/")
        assert pilot.app.screen.query_one(WordsField).value == "/(.*.*)*x{9}/"
        assert time.monotonic() - began < 2, "keys wait for no search"
        await until(pilot, lambda: "within 2 seconds" in text(pilot))
        await pilot.press("ctrl+u", *"/tomato(es)?s?[^a-z]/i")
        await until(pilot, lambda: bool(hits(pilot)))
        assert all("tomato" in hit.text.casefold() for hit in hits(pilot))
        await pilot.press("ctrl+u", *"(tomato OR")
        await until(pilot, lambda: "column 11" in text(pilot))


async def test_escape_leads_to_the_hits_f_back_to_the_words_and_escape_home(sample_study, until):
    async with searching(sample_study, until) as pilot:
        await pilot.press(*"tomato")
        await until(pilot, lambda: bool(hits(pilot)))
        await pilot.press("escape")
        assert pilot.app.focused.id == "hits"
        await pilot.press("f")
        assert pilot.app.focused.id == "words"
        await pilot.press(*"kale")
        await until(pilot, lambda: pilot.app.screen.query_one(WordsField).value == "kale")
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.focused is None or pilot.app.focused.id != "words")
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.current_mode == "personas")


async def test_what_was_found_is_marked_in_the_source(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        await pilot.press("slash", *"dinner")
        listing = app.mode_screen.query_one(Listing)
        await until(pilot, lambda: bool(listing.rows))
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "reading")
        view = app.mode_screen.view
        await until(pilot, lambda: bool(view.hits))
        text = view.source_text.text
        assert {text[hit.start : hit.end].lower() for hit in view.hits} == {"dinner"}
