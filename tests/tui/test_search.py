"""Finding words and opening the passages they are in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from interviewcoder.domain.search import Hit
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.messages import PassageAsked
from interviewcoder.tui.screens.search import MOST_HITS, WordsField
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


async def test_many_hits_are_counted_as_the_best_of_more(sample_study, until):
    async with searching(sample_study, until, (60, 20)) as pilot:
        await pilot.press(*"the")
        await until(pilot, lambda: len(hits(pilot)) == MOST_HITS)
        assert f"best {MOST_HITS} passages" in text(pilot)
        await pilot.press("space", *"zzzz")
        await until(pilot, lambda: not hits(pilot) and "Nothing found" in text(pilot))


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
