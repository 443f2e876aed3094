"""The reading view in an app: what its keys do, what it tells, what it draws, and what it keeps."""

import unicodedata
from dataclasses import replace

import pytest
from rich.segment import Segment
from textual.pilot import Pilot

from interviewcoder.domain.coding import Span
from interviewcoder.domain.source import SourceText
from interviewcoder.tui.themes import DARK, LIGHT
from interviewcoder.tui.widgets.reading_view import ReadingView

from .reading_examples import ReadingApp, coding_of, coding_on, source_of

TALK = source_of(
    "So tell me. How do you plan a week?",
    "I don't plan, really. Brown plans! Is that odd? It works for us.",
    "And on Sundays?",
    "We cook together. All of us.",
)
LONG = source_of(*(f"Turn {n}. " + "Some words that fill a line or two. " * 6 for n in range(80)))
MANY_SIZES = ((60, 20), (80, 24), (120, 40))


def styled(view: ReadingView) -> list[tuple[str, Segment]]:
    """Each character on the screen, row by row, with the segment that it is in."""
    return [
        (character, segment)
        for y in range(view.size.height)
        for segment in view.render_line(y)
        for character in segment.text
    ]


def paper(segment: Segment) -> object:
    return segment.style.bgcolor if segment.style else None


async def pressed(pilot: Pilot[None], *keys: str) -> str:
    await pilot.press(*keys)
    return pilot.app.query_one(ReadingView).selected_text


async def test_a_reader_walks_extends_and_grows_by_keys_alone():
    app = ReadingApp(TALK)
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        assert view.target == Span(0, len("So tell me."))
        await pilot.press("j", "j")
        assert view.passage_here == TALK.passages[1]
        assert await pressed(pilot, "J", "J") == "I don't plan, really. Brown plans!"
        assert await pressed(pilot, "K") == "I don't plan, really."
        assert await pressed(pilot, "escape") == ""
        assert app.escapes == 0
        await pilot.press("escape")
        assert app.escapes == 1
        assert (
            await pressed(pilot, "}", "}")
            == TALK.text[TALK.passages[1].start : TALK.passages[2].end]
        )
        await pilot.press("ctrl+home")
        assert await pressed(pilot, "v") == "So"
        assert await pressed(pilot, "v") == "So tell me."
        assert await pressed(pilot, "v") == TALK.passages[0].text
        await pilot.press("ctrl+end")
        assert view.cursor == len(TALK.text)
        assert await pressed(pilot, "ctrl+shift+home") == TALK.text
        await pilot.press("ctrl+home")
        assert (view.cursor, view.selection) == (0, None)


async def test_every_key_has_an_id_and_does_something():
    app = ReadingApp(LONG, [coding_of(3_000, 3_020), coding_of(9_000, 9_100)])
    async with app.run_test(size=(80, 24)) as pilot:
        ids = [binding.id for binding in ReadingView.BINDINGS]
        assert all(ids)
        assert len(set(ids)) == len(ids)
        for binding in ReadingView.BINDINGS:
            app.view.holding = False
            app.view.go_to(Span(5_004, 5_020), select=binding.key in ("escape", "h"))
            before = app.view.cursor, app.view.selection, app.view.holding
            await pilot.press(binding.key)
            assert (app.view.cursor, app.view.selection, app.view.holding) != before, binding


async def test_it_tells_where_the_cursor_went_and_what_is_selected():
    app = ReadingApp(TALK)
    async with app.run_test() as pilot:
        app.told.clear()
        await pilot.press("j", "J", "escape")
        await pilot.pause()
        assert [
            message.position if isinstance(message, ReadingView.CursorMoved) else message.span
            for message in app.told
        ] == [12, Span(12, 35), 35, None]
        assert {message.control for message in app.told} == {app.view}


async def test_the_codings_here_are_those_under_the_cursor_or_the_selection():
    plan, week = coding_on(TALK, "plan a week", "Plan"), coding_on(TALK, "week", "Week")
    app = ReadingApp(TALK, [plan, week])
    async with app.run_test() as pilot:
        assert app.view.codings_here() == []
        await pilot.press(">")
        assert app.view.codings_here() == [plan]
        await pilot.press(">")
        assert app.view.codings_here() == [plan, week]
        await pilot.press("<", "home")
        assert app.view.codings_here() == []
        await pilot.press("}")
        assert app.view.codings_here() == [plan, week]


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
async def test_exactly_the_coded_characters_are_highlighted(theme):
    text = "Die 你好 straße e\u0301te\u0301 👩\u200d👧 ist schön, nicht wahr, ja."
    shown = source_of(text)
    codings = [
        coding_on(shown, "你好"),
        coding_on(shown, "e\u0301te\u0301 👩\u200d👧 ist"),
        coding_on(shown, "wahr"),
    ]
    app = ReadingApp(shown, codings, theme)
    async with app.run_test(size=(110, 10)) as pilot:
        await pilot.press("ctrl+end")
        view = app.view
        view.set_sentences([Span(len(text) - 3, len(text))])
        plain = paper(styled(view)[0][1])
        coded = "".join(c for c, segment in styled(view)[:100] if paper(segment) != plain)
        assert (
            coded.removesuffix("ja. ").removesuffix("ja.")
            == "你好e\u0301te\u0301 👩\u200d👧 istwahr"
        )


@pytest.mark.parametrize("how", ["dark", "light", "ansi", "no colour"])
async def test_coded_and_selected_words_are_told_apart_whatever_colours_there_are(how, monkeypatch):
    if how == "no colour":
        monkeypatch.setenv("NO_COLOR", "1")
    theme = {"light": LIGHT.name, "ansi": "ansi-dark"}.get(how, DARK.name)
    app = ReadingApp(TALK, [coding_on(TALK, "plan a week"), coding_on(TALK, "week", "Week")], theme)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("]", "J")
        by_word = {
            segment.text: segment.style
            for y in range(8)
            for segment in app.view.render_line(y)
            if segment.text.strip()
        }
        coded, plain, chosen = (
            by_word["plan a "],
            by_word["So tell me. How do you "],
            by_word["I don't plan, really."],
        )
        assert len({coded, plain, chosen}) == 3
        if how in ("ansi", "no colour"):
            assert coded.underline
            assert not plain.underline
            assert chosen.reverse


async def test_other_codings_leave_cursor_selection_and_scroll_alone():
    app = ReadingApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["pagedown"] * 3, "J", "J")
        view = app.view
        before = view.cursor, view.selection, view.scroll_y
        view.set_codings([coding_of(view.selection.start, view.selection.end, "Fresh tag")])
        await pilot.pause()
        assert (view.cursor, view.selection, view.scroll_y) == before
        assert "Fresh tag"[:5] in "".join(app.rows)
        view.set_codings([])
        assert "Fresh" not in "".join(app.rows)


async def test_codings_that_reach_out_of_the_text_are_left_out():
    app = ReadingApp(TALK, [coding_of(5, 9_999), coding_of(7, 7), coding_of(-4, 3)])
    async with app.run_test():
        assert app.view.codings_here() == []


async def test_a_new_width_keeps_the_place():
    app = ReadingApp(LONG)
    async with app.run_test(size=(120, 40)) as pilot:
        place = LONG.passages[40].start
        app.view.go_to(Span(place, place + 5))
        for size in ((60, 20), (80, 24), (200, 50), (30, 8)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.view.selection == Span(place, place + 5)
            assert any("Turn 40." in row for row in app.rows), size


async def test_a_new_width_keeps_the_row_of_the_cursor():
    app = ReadingApp(LONG)
    async with app.run_test(size=(120, 40)) as pilot:
        app.view.cursor = LONG.passages[40].start
        await pilot.press("down", "down")
        row = next(y for y, text in enumerate(app.rows) if "Turn 40." in text)
        app.view.scroll_to(y=app.view.scroll_y + row - 20, animate=False)
        await pilot.resize_terminal(74, 40)
        await pilot.pause()
        layout = app.view._page.layout
        assert layout.row_at(app.view.cursor) - round(app.view.scroll_y) in (21, 22)


async def test_going_to_a_span_shows_it_a_third_from_the_top():
    app = ReadingApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        passage = LONG.passages[50]
        app.view.go_to(Span(passage.start, passage.end))
        await pilot.pause()
        assert app.view.selected_text == passage.text
        assert "Turn 50." in app.rows[8]
        app.view.go_to(Span(LONG.passages[2].start, LONG.passages[2].end), select=False)
        assert app.view.selection is None


@pytest.mark.parametrize("size", MANY_SIZES)
async def test_the_cursor_and_its_whole_sentence_stay_on_screen(size):
    app = ReadingApp(LONG)
    async with app.run_test(size=size) as pilot:
        for key in (
            ["j"] * 9
            + ["k"] * 4
            + ["pagedown"] * 3
            + ["]"] * 4
            + ["["] * 6
            + ["down"] * 9
            + ["pageup"] * 2
        ):
            await pilot.press(key)
            target = app.view.target
            shown = "".join(row[14:] if size[0] > 70 else row for row in app.rows)
            words = LONG.text[target.start : target.end].split()
            assert words[0] in shown
            row = app.view._page.layout.row_at(app.view.cursor) - round(app.view.scroll_y)
            last = app.view._page.layout.rows_of(target)[1] - round(app.view.scroll_y)
            assert 0 <= row <= last < app.view.size.height


async def test_a_page_turns_the_view_by_a_page():
    app = ReadingApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown")
        assert app.view.scroll_y in range(18, 24)
        await pilot.press("pageup")
        assert app.view.scroll_y == 0


HOSTILE = source_of(
    "[bold]not bold[/bold] [/b] [@click=app.quit]run[/]",
    "esc \x1b[2J c1 \x9b31m bell \x07 over \u202eride \u2066iso",
    speakers=("[red]Ann[/red]\x1b", "\u202eBo"),
    question="Why [/b] \x1b?",
)


@pytest.mark.parametrize("size", MANY_SIZES)
async def test_hostile_text_is_shown_as_it_is_and_sends_nothing(size):
    codings = [
        coding_of(0, 20, "[/b]\x1b[2J\u202ecode", coder="\x1b]0;x\x07", number=n) for n in range(6)
    ]
    app = ReadingApp(HOSTILE, [replace(codings[0], coder="b"), *codings])
    async with app.run_test(size=size) as pilot:
        await pilot.press("J", "J")
        screen = "".join(app.rows)
        joined = "".join(screen.split())
        for words in (
            "[bold]not",
            "[/b]",
            "[@click=app.quit]run[/]",
            "␛[2J",
            "␇",
            "⟪RLO⟫ride",
            "⟪LRI⟫iso",
        ):
            assert words in joined
        assert not {c for c in screen if unicodedata.category(c) in ("Cc", "Cs")}
        assert not {c for c in screen if 0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069}


async def test_a_bar_goes_by_questions_and_speakers_without_a_gap():
    answers = source_of("Cheap. " * 9, "Fast. " * 9, question="What is good?")
    answers = replace(
        answers,
        passages=(
            answers.passages[0],
            replace(answers.passages[1], question="What is " + "bad " * 40),
        ),
    )
    for width in (60, 120):
        app = ReadingApp(answers, [coding_of(3, len(answers.text) - 3)])
        async with app.run_test(size=(width, 20)):
            last = max(y for y, row in enumerate(app.rows) if "┛" in row)
            first = min(y for y, row in enumerate(app.rows) if "Cheap" in row)
            assert all("┃" in row for row in app.rows[first + 1 : last])


async def test_a_message_stands_in_the_middle_until_there_is_a_source():
    app = ReadingApp(TALK)
    async with app.run_test(size=(60, 20)) as pilot:
        app.view.show_message("Opening [/b] …")
        await pilot.pause()
        assert app.rows[10].strip() == "Opening [/b] …"
        assert (app.view.source_text, app.view.target, app.view.passage_here) == (None, None, None)
        await pilot.press("j", "J", "v", "pagedown", "ctrl+end")
        assert app.view.selection is None
        app.view.show(TALK, [])
        await pilot.pause()
        assert "So tell me." in app.rows[1]


async def test_a_source_without_passages_says_so():
    app = ReadingApp(SourceText(TALK.source, "", ()))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("j", "J", "v", "down", "escape")
        await pilot.click(ReadingView, offset=(5, 5))
        assert "no text" in "".join(app.rows)
        assert app.view.target is None


async def test_cursor_and_selection_can_be_set_and_are_kept_in_the_text():
    app = ReadingApp(TALK)
    async with app.run_test():
        view = app.view
        view.cursor = 999
        assert view.cursor == len(TALK.text)
        view.selection = Span(3, 7)
        assert (view.cursor, view.selected_text) == (7, "tell")
        view.selection = Span(100, 999)
        assert view.selection == Span(100, len(TALK.text))
        view.cursor = 4
        assert view.selection is None


async def test_real_sentences_replace_the_rule():
    app = ReadingApp(TALK)
    async with app.run_test() as pilot:
        app.view.set_sentences(
            [Span(0, 7), Span(8, 35), *(Span(p.start, p.end) for p in TALK.passages[1:])]
        )
        assert app.view.target == Span(0, 7)
        await pilot.press("j")
        assert app.view.target == Span(8, 35)
