"""Tagging by two keys, and changing tags that are there: pins, kinds, rows by digit, another code, other ends, in vivo."""

from collections.abc import Callable, Sequence

import pytest
from textual.pilot import Pilot

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.kinds import Kind
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.habits import Habits, habits_file
from interviewcoder.tui.screens.chooser import Chooser
from interviewcoder.tui.screens.code_finder import CodeFinder
from interviewcoder.tui.screens.code_replacer import CodeReplacer
from interviewcoder.tui.screens.ends_strip import EndsStrip
from interviewcoder.tui.screens.pinning import PinStrip
from interviewcoder.tui.screens.quick_strip import KIND_KEYS, QuickStrip
from interviewcoder.tui.widgets.key_strip import KeyStrip

from .test_tagging import by_ana, finder_lines, in_finder, reading, view


def codes(app: InterviewCoderApp) -> set[str]:
    return {coding.code for coding in by_ana(app)}


async def shows(pilot: Pilot[None], until: Callable, screen: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))


async def tagged(pilot: Pilot[None], until: Callable, code: str) -> Coding:
    """Tag the marked sentence; returns the coding."""
    await in_finder(pilot, until)
    await pilot.press(*code, "enter")
    await until(pilot, lambda: len(by_ana(pilot.app)) == 1)
    await until(pilot, lambda: bool(view(pilot.app).codings_here()))
    return by_ana(pilot.app)[0]


def test_each_kind_has_a_letter_of_its_own() -> None:
    assert set(KIND_KEYS.values()) == set(Kind)
    assert "P" not in KIND_KEYS


async def test_a_code_is_pinned_and_two_keys_tag_with_it_also_the_next_time(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("j", "space")
        await shows(pilot, until, QuickStrip)
        assert "pin a code on a digit" in app.screen.query_one(KeyStrip).render().plain
        await pilot.press("P")
        await shows(pilot, until, Chooser)
        await pilot.press(*"price", "enter")
        await shows(pilot, until, PinStrip)
        await pilot.press("3")
        await until(pilot, lambda: app.screen is app.mode_screen)
        assert "[3]" in "".join(row.draw(40).plain for row in app.screen.panel.rows)
        await pilot.press("space", "3")
        await until(pilot, lambda: codes(app) == {"Watches the price"})
        guid = app.study.guid
    assert len(Habits.read(habits_file(guid)).pins) == 1
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("j", "j", "space", "3")
        await until(pilot, lambda: len(by_ana(app)) == 2)
        # What was used last is remembered as well: r, and the first row of the finder.
        await pilot.press("j", "r")
        await until(pilot, lambda: len(by_ana(app)) == 3)
        assert codes(app) == {"Watches the price"}
        await pilot.press("space")
        await shows(pilot, until, QuickStrip)
        await pilot.press("4")
        await pilot.pause()
        assert isinstance(app.screen, QuickStrip)
        await pilot.press("space")
        await until(pilot, lambda: app.screen is app.mode_screen)


async def test_pinning_in_the_codebook_and_in_the_finder(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("tab", "P")
        await shows(pilot, until, PinStrip)
        await pilot.press("1")
        await until(pilot, lambda: app.screen is app.mode_screen)
        first = app.screen.panel.code
        assert app.habits.pins == {"1": first.guid}
        # The same digit for another code takes the place; the same code elsewhere leaves its place.
        await pilot.press("tab")
        await in_finder(pilot, until)
        await pilot.press(*"variety", "f2")
        await shows(pilot, until, PinStrip)
        assert first.name in app.screen.query_one(KeyStrip).render().plain
        await pilot.press("1")
        await shows(pilot, until, CodeFinder)
        variety = app.study.codebook.get("Variety").guid
        assert app.habits.pins == {"1": variety}
        await pilot.press("f2")
        await shows(pilot, until, PinStrip)
        await pilot.press("7")
        await shows(pilot, until, CodeFinder)
        assert app.habits.pins == {"7": variety}
        await pilot.press("f2", "0")
        await shows(pilot, until, CodeFinder)
        assert app.habits.pins == {}


@pytest.mark.parametrize(("key", "mark"), [("n", " N "), ("p", " ! "), ("o", " · ")])
async def test_a_letter_shows_one_kind_and_makes_codes_of_it(sample_study, until, key, mark):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("space", key)
        await shows(pilot, until, CodeFinder)
        await until(pilot, lambda: app.screen.query("#codes"))
        assert all(mark in line for line in finder_lines(app))
        await pilot.press(*"Zebra crossing", "enter")
        await until(pilot, lambda: len(by_ana(app)) == 1)
        assert app.study.codebook.get("Zebra crossing").kind is KIND_KEYS[key]
        await pilot.press("j", "space", key)
        await shows(pilot, until, CodeFinder)
        # The code that was made is the first row now.
        await pilot.press("1")
        await until(pilot, lambda: len(by_ana(app)) == 2)
        assert codes(app) == {"Zebra crossing"}


async def test_rows_by_digit_until_something_is_typed(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await in_finder(pilot, until)
        second = finder_lines(app)[1]
        assert second.startswith("2 ")
        await pilot.press("2")
        await until(pilot, lambda: len(by_ana(app)) == 1)
        assert by_ana(app)[0].code in second
        await in_finder(pilot, until)
        assert finder_lines(app)[0].startswith("1 ")
        assert by_ana(app)[0].code in finder_lines(app)[0]
        await pilot.press("tab", "3")
        await until(pilot, lambda: len(by_ana(app)) == 2)
        await pilot.press("j")
        await in_finder(pilot, until)
        await pilot.press("space", *"2 euros")
        assert "Make the code 2 euros" in finder_lines(app)[-1]
        await pilot.press("escape", "escape")


async def test_a_name_that_is_nearly_there_is_told_before_it_is_made(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("space", "a")
        await shows(pilot, until, CodeFinder)
        await pilot.press(*"watching for prices")
        lines = finder_lines(app)
        assert "nearly “Watches the price”" in lines[0]
        assert "Watches the price" in lines[1]
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.query_one("#trouble").has_class("-shown"))
        assert by_ana(app) == []
        await pilot.press("enter")
        await until(pilot, lambda: codes(app) == {"watching for prices"})


async def test_another_code_for_a_tag(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        made = await tagged(pilot, until, "variety")
        app.study.codings.judge([made.id], weight=60)
        await pilot.press("c")
        await shows(pilot, until, CodeReplacer)
        await pilot.press(*"price", "enter")
        await until(pilot, lambda: codes(app) == {"Watches the price"})
        (now,) = by_ana(app)
        assert (now.guid, now.weight) == (made.guid, 60)
        await until(pilot, lambda: view(app).codings_here()[0].code == "Watches the price")
        await pilot.press("c")
        await shows(pilot, until, CodeReplacer)
        await pilot.press(*"Cheaper food", "enter", *"pains", "enter")
        await until(pilot, lambda: codes(app) == {"Cheaper food"})
        await pilot.press("z")
        await until(pilot, lambda: codes(app) == {"Watches the price"})
        assert "Cheaper food" not in {code.name for code in app.study.codebook.list()}


async def test_a_tag_that_another_window_changed_is_not_replaced(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        made = await tagged(pilot, until, "variety")
        await pilot.press("c")
        await shows(pilot, until, CodeReplacer)
        with Study.open(sample_study, coder="Tom") as other:
            other.codings.recode([made.id], other.codebook.get("Needs").id)
        await pilot.press(*"price", "enter")
        await until(pilot, lambda: app.screen.query_one("#trouble").has_class("-shown"))
        assert "changed by Tom" in app.screen.query_one("#trouble").render().plain
        assert codes(app) == {"Needs"}


async def test_ends_are_moved_by_motions_and_kept(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("]", "j", "j")
        made = await tagged(pilot, until, "variety")
        await pilot.press("a")
        await shows(pilot, until, EndsStrip)
        assert view(app).selection == made.span
        await pilot.press("j", "tab", "ctrl+right")
        moved = view(app).selection
        assert moved.end > made.end
        assert moved.start > made.start
        await pilot.press("2", "t", "i")
        assert isinstance(app.screen, EndsStrip)
        await pilot.press("enter")
        await until(pilot, lambda: by_ana(app)[0].span != made.span)
        (now,) = by_ana(app)
        assert (now.guid, now.start) == (made.guid, moved.start)
        assert now.text == view(app).source_text.text[moved.start : moved.end].strip()
        assert view(app).selection is None
        await pilot.press("a")
        await shows(pilot, until, EndsStrip)
        await pilot.press("right", "right", "escape")
        await until(pilot, lambda: app.screen is app.mode_screen)
        assert by_ana(app)[0].span == now.span
        await pilot.press("z")
        await until(pilot, lambda: by_ana(app)[0].span == made.span)


async def test_all_tags_on_the_same_words_move_together(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("]", "j", "j")
        await in_finder(pilot, until)
        await pilot.press(*"price", "tab", *"variety", "tab", "enter")
        await until(pilot, lambda: len(by_ana(app)) == 2)
        await until(pilot, lambda: len(view(app).codings_here()) >= 2)
        before = by_ana(app)[0].span
        await pilot.press("a")
        await shows(pilot, until, Chooser)
        await pilot.press(*"All 2", "enter")
        await shows(pilot, until, EndsStrip)
        await pilot.press("j", "enter")
        await until(pilot, lambda: by_ana(app)[0].span != before)
        assert len({coding.span for coding in by_ana(app)}) == 1
        assert app.study.journal.history()[0].verb == "change ends"


async def test_words_that_were_said_become_a_code(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("]", "j", "j", "V")
        await shows(pilot, until, Chooser)
        entries = len(app.study.journal.history())
        await pilot.press(*"pains", "enter")
        await until(pilot, lambda: len(by_ana(app)) == 1)
        (made,) = by_ana(app)
        assert made.kind is Kind.PAIN
        assert made.text.startswith(made.code.rstrip("…"))
        assert len(app.study.journal.history()) == entries + 1
        # It is the code used last: r tags with it.
        await until(pilot, lambda: made.code_id in {b.code.id for b in app.screen.branches})
        await pilot.press("]", "r")
        await until(pilot, lambda: len(by_ana(app)) == 2)
        await pilot.press("[", "j", "j")


def _keys_a_tag(presses: Sequence[str], tags: int) -> float:
    return len(presses) / tags


async def test_a_coder_who_works_with_pins_takes_two_keys_a_tag(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        codebook = [branch.code for branch in app.screen.branches if branch.depth]
        app.habits.pins = {str(n): code.guid for n, code in enumerate(codebook[:9], 1)}
        presses: list[str] = []
        for n in range(1, 7):
            keys = ["j", "space", str(n)] if n % 3 else ["j", "r"]
            presses += [key for key in keys if key != "j"]
            await pilot.press(*keys)
            await until(pilot, lambda n=n: len(by_ana(app)) == n)
        assert _keys_a_tag(presses, 6) < 2


async def test_hostile_names_on_the_strips(nasty_study, until):
    async with reading(nasty_study, until, size=(60, 20)) as pilot:
        app = pilot.app
        app.habits.pins = {"1": app.screen.branches[-1].code.guid}
        await pilot.press("space")
        await shows(pilot, until, QuickStrip)
        plain = app.screen.query_one(KeyStrip).render().plain
        assert "\x1b" not in plain
        assert app.screen.query_one(KeyStrip).region.height <= 9
        await pilot.press("escape")
        await pilot.press(">", "V")
        await pilot.pause()
        await pilot.press("escape", "escape")
