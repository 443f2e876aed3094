"""Getting about by untagged turns, words, times and marks, the way back, and which tags stand out."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.coding import Span
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.source import Role
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.habits import habits_file
from interviewcoder.tui.jumps import Jumps, Place
from interviewcoder.tui.screens.chooser import Chooser
from interviewcoder.tui.screens.find_prompt import FindPrompt
from interviewcoder.tui.screens.goto_prompt import GotoPrompt, position_of
from interviewcoder.tui.screens.marks_dialog import MarksDialog
from interviewcoder.tui.screens.tags_here import TagsHereDialog
from interviewcoder.tui.widgets.listing import Listing
from interviewcoder.tui.widgets.reading_hits import hits_of
from interviewcoder.tui.widgets.uncoded import uncoded

from .reading_examples import ReadingApp, any_words, coding_of, coding_on, source_of, turns

TALK = source_of(
    "So tell me. How do you plan a week?",
    "I don't plan, really. Brown plans! Is that odd? It works for us.",
    "And on Sundays?",
    "We cook together. All of us. Plan B.",
)
A, B, C = Place(1, 0), Place(1, 50), Place(2, 7)


# -- Hits ----------------------------------------------------------------------------------------------------


def found(words: str, text: str, **how: bool) -> list[str]:
    return [text[hit.start : hit.end] for hit in hits_of(words, text, **how)]


def test_words_are_found_whatever_their_case_spaces_and_composition():
    assert found("plan", TALK.text) == ["plan", "plan", "plan", "Plan"]
    assert found("plan", TALK.text, whole=True) == ["plan", "plan", "Plan"]
    assert found("b. c", "a B.\n\n c b.c") == ["B.\n\n c"]
    assert found("cafe\u0301", "Café CAFE\u0301 cafe") == ["Café", "CAFE\u0301"]
    assert found("don't", "I don’t, I don't") == ["don’t", "don't"]
    assert found("[/b] (x", "a [/b]  (x") == ["[/b]  (x"]
    assert found("  ", "a  b") == []


@given(any_words, any_words)
def test_hits_are_apart_and_lie_in_the_text(words, text):
    last = 0
    for hit in hits_of(words, f"{text} {words} {text}"):
        assert last <= hit.start < hit.end <= len(text) * 2 + len(words) + 2
        last = hit.end


async def test_hits_are_marked_and_escape_takes_the_marks_away_before_it_leaves():
    app = ReadingApp(TALK, [coding_on(TALK, "plan a week")])
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("]")
        plain = app.view.render_line(3)
        app.view.set_hits(hits_of("plan", TALK.text))
        bold = [
            segment.text
            for y in range(8)
            for segment in app.view.render_line(y)
            if segment.style and segment.style.bold and "lan" in segment.text
        ]
        assert bold == ["plan", "plan", "plan", "Plan"]
        app.view.action_move("hit", 1)
        assert TALK.text[app.view.cursor :].startswith("plan, really")
        await pilot.press("escape")
        assert (app.view.hits, app.escapes) == ((), 0)
        app.view.cursor = TALK.passages[1].start
        assert app.view.render_line(3) == plain
        await pilot.press("escape")
        assert app.escapes == 1


# -- Turns without a tag -------------------------------------------------------------------------------------


def test_turns_of_participants_without_a_tag_are_told():
    answers = [passage.start for passage in TALK.passages if passage.role is Role.PARTICIPANT]
    assert uncoded(TALK.passages, []) == answers
    assert uncoded(TALK.passages, [coding_on(TALK, "really")]) == answers[1:]
    across = coding_of(TALK.passages[1].end - 1, TALK.passages[3].start)
    assert uncoded(TALK.passages, [across]) == answers[1:]
    nobody = [replace(passage, role=Role.OTHER) for passage in TALK.passages]
    assert len(uncoded(nobody, [coding_on(TALK, "Sundays")])) == 3


@given(turns, st.lists(st.tuples(st.integers(0, 200), st.integers(1, 80)), max_size=8))
def test_a_turn_is_told_unless_a_tag_lies_on_it(spoken, spans):
    shown = source_of(*spoken)
    codings = [coding_of(start, start + length) for start, length in spans]
    told = set(uncoded(shown.passages, codings))
    spoken_by = [one for one in shown.passages if one.role is Role.PARTICIPANT] or shown.passages
    for one in spoken_by:
        free = not any(coding.span.overlaps(Span(one.start, one.end)) for coding in codings)
        assert (one.start in told) == (free and bool(one.text.strip()))


# -- Places --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "turn"),
    [("1", 0), ("#4", 3), (" 3 ", 2), ("0:00", 0), ("1:01", 1), ("2:30", 2), ("99:00", 3), ("0:01:05", 1)],
)  # fmt: skip
def test_a_turn_or_a_time_is_understood(written, turn):
    assert position_of(written, TALK) == TALK.passages[turn].start


def test_a_share_is_understood():
    assert position_of("0%", TALK) == 0
    assert position_of("50 %", TALK) == len(TALK.text) // 2
    assert position_of("250%", TALK) == len(TALK.text)


@pytest.mark.parametrize("written", ["", "0", "5", "12:3x", "-1", "½", "1:2:3:4"])
def test_what_is_no_place_is_refused_with_what_can_be_written(written):
    with pytest.raises(StudyError) as refused:
        position_of(written, TALK)
    assert "1 to 4" in refused.value.remedy


def test_without_times_a_time_is_refused():
    with pytest.raises(StudyError, match="no times"):
        position_of("1:00", source_of("a", "b", step_ms=None))


# -- The way back --------------------------------------------------------------------------------------------


def test_leaps_are_gone_back_from_and_forward_to():
    jumps = Jumps()
    jumps.leave(A)
    jumps.leave(B)
    assert jumps.back(C) == B
    assert jumps.back(B) == A
    assert jumps.back(A) is None
    assert jumps.forward(A) == B
    assert jumps.forward(B) == C
    assert jumps.forward(C) is None
    assert jumps.back(C) == B
    jumps.leave(B)
    assert jumps.forward(A) is None


def test_a_walk_from_hit_to_hit_is_one_leap():
    jumps = Jumps()
    jumps.leave(A, "hit")
    jumps.land(B)
    jumps.leave(B, "hit")
    jumps.land(C)
    assert jumps.back(C) == A
    jumps.leave(A, "hit")
    jumps.land(B)
    jumps.leave(C, "hit")
    assert jumps.back(A) == C


def test_places_in_sources_that_are_gone_are_forgotten():
    jumps = Jumps()
    jumps.leave(C)
    jumps.leave(B)
    jumps.keep({2})
    assert jumps.back(A) == C


@given(st.lists(st.tuples(st.sampled_from("lbf"), st.integers(0, 5))))
def test_going_forward_takes_back_what_going_back_did(steps):
    jumps, here = Jumps(), Place(1, 0)
    for step, position in steps:
        if step == "l":
            jumps.leave(here)
            here = Place(1, position)
        elif step == "b" and (before := jumps.back(here)):
            assert jumps.forward(before) == here
            here = jumps.back(here) or here
        elif step == "f" and (after := jumps.forward(here)):
            here = after


# -- The selection -------------------------------------------------------------------------------------------


async def test_a_selection_shrinks_as_it_grew():
    app = ReadingApp(TALK)
    async with app.run_test(size=(100, 20)) as pilot:
        app.view.cursor = TALK.text.index("odd") + 1
        grown = []
        for _ in range(4):
            await pilot.press("v")
            grown.append(app.view.selected_text)
        assert grown == ["odd", "Is that odd?", TALK.passages[1].text, TALK.text]
        for words in (*reversed(grown[:-1]), ""):
            await pilot.press("h")
            assert app.view.selected_text == words
        assert app.view.cursor == TALK.text.index("odd") + 1


async def test_while_it_is_held_every_motion_extends_the_selection():
    app = ReadingApp(TALK, [coding_on(TALK, "Sundays")])
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("s", "ctrl+right", "ctrl+right")
        assert app.view.selected_text == "So tell "
        await pilot.press(">")
        assert app.view.selected_text == TALK.text[: TALK.text.index("Sundays")]
        app.view.reach(4)
        assert app.view.selected_text == "So t"
        await pilot.press("s", "right")
        assert app.view.selection is None
        await pilot.press("s", "right", "escape", "right")
        assert app.view.selection is None
        assert app.escapes == 0


# -- In the program ------------------------------------------------------------------------------------------


async def reading(app, pilot, until):
    # The next session begins in the mode that was left.
    begins = ("library", "reading")
    await until(pilot, lambda: app.current_mode in begins and app.overview is not None)
    await pilot.press("2")
    await until(pilot, lambda: app.screen.view.source_text is not None)
    return app.mode_screen


def title(screen) -> str:
    return screen.query_one("#reader").border_title


async def test_finding_leaping_and_the_way_back(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await reading(app, pilot, until)
        view, first = screen.view, screen.source
        await pilot.press("f")
        assert isinstance(app.screen, FindPrompt)
        await pilot.press(*"the box", "enter")
        hits = hits_of("the box", view.source_text.text)
        assert view.hits == hits
        assert view.cursor == hits[0].start
        assert f"1/{len(hits)}" in title(screen)
        await pilot.press(")", ")")
        assert view.cursor == hits[2].start
        await pilot.press("(")
        assert view.cursor == hits[1].start
        await pilot.press("n")
        await until(pilot, lambda: view.source_text and screen.source.id != first.id)
        second = screen.source
        assert view.hits == hits_of("the box", view.source_text.text)
        await pilot.press("e")
        untagged = view.cursor
        assert not view.codings_here()
        assert view.passage_here.role is Role.PARTICIPANT
        await pilot.press("H", "H")
        await until(pilot, lambda: view.source_text and screen.source.id == first.id)
        assert view.cursor == hits[1].start
        await pilot.press("H")
        assert view.cursor == view.source_text.passages[0].start
        await pilot.press("L", "L")
        await until(pilot, lambda: view.source_text and screen.source.id == second.id)
        await pilot.press("alt+right")
        assert view.cursor == untagged
        await pilot.press("escape")
        assert view.hits == ()
        assert app.current_mode == "reading"
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "library")


async def test_an_excerpt_that_another_screen_opened_can_be_left_again(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await reading(app, pilot, until)
        await pilot.press("pagedown", "pagedown")
        place, source = screen.view.cursor, screen.source
        await pilot.press("3")
        await until(
            pilot, lambda: app.current_mode == "excerpts" and bool(app.screen.query("#excerpts"))
        )
        await until(pilot, lambda: bool(app.screen.query_one("#excerpts").rows))
        app.screen.query_one("#excerpts").focus()
        await pilot.press("end", "enter")
        await until(
            pilot, lambda: app.current_mode == "reading" and screen.view.selection is not None
        )
        await pilot.press("H")
        await until(pilot, lambda: screen.view.source_text and screen.source.id == source.id)
        assert screen.view.cursor == place


async def test_marks_and_places_are_there_in_the_next_session(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await reading(app, pilot, until)
        await pilot.press("n")
        await until(pilot, lambda: screen.view.source_text and screen.source != screen._sources[0])
        guid = screen.source.guid
        await pilot.press("g")
        assert isinstance(app.screen, GotoPrompt)
        assert "turn 1, 0%" in str(app.screen.query_one("#hint").content)
        await pilot.press(*"9:99:99:9", "enter")
        assert isinstance(app.screen, GotoPrompt)
        await pilot.press(*["backspace"] * 9, *"10", "enter")
        assert screen.view.cursor == screen.view.source_text.passages[9].start
        await pilot.press('"')
        assert isinstance(app.screen, MarksDialog)
        await pilot.press("j")
        marked = screen.view.cursor
        await pilot.press("]", "]")
        left = screen.view.cursor
        study_guid = app.study.guid
        await pilot.pause()
    written = json.loads(habits_file(study_guid).read_text())
    assert written["marks"] == {guid: {"j": marked}}
    assert written["places"][guid] == left
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await reading(app, pilot, until)
        assert screen.source.guid == guid
        assert screen.view.cursor == left
        await pilot.press("'", "x")
        assert isinstance(app.screen, MarksDialog)
        await pilot.press("j")
        assert screen.view.cursor == marked
        await pilot.press("H")
        assert screen.view.cursor == left
        await pilot.press("'", "delete", "escape")
        await pilot.pause()
    assert json.loads(habits_file(study_guid).read_text())["marks"] == {guid: {}}


async def test_tags_of_one_code_stand_out_and_are_gone_to(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await reading(app, pilot, until)
        view = screen.view
        await pilot.press(">")
        code = view.codings_here()[0].code
        wanted = sorted({coding.start for coding in view.codings if coding.code == code})
        await pilot.press("#")
        assert isinstance(app.screen, Chooser)
        await pilot.press(*code.split()[0], "enter")
        assert code.split()[0] in title(screen)
        await pilot.press("ctrl+home")
        gone_to = []
        for _ in wanted:
            await pilot.press(">")
            gone_to.append(view.cursor)
        assert gone_to == wanted
        await pilot.press("#", "enter")
        assert code.split()[0] not in title(screen)


async def test_the_list_of_tags_here_tells_notes_and_selects(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await reading(app, pilot, until)
        await pilot.press("l")
        assert app.screen is screen
        await pilot.press(">")
        coding = screen.view.codings_here()[0]
        app.study.memos.write(MemoTarget.CODING, coding.guid, "Ask again [/b]")
        app.look_at_study()
        await until(pilot, lambda: coding.guid in screen.query_one("CodesHere").noted)
        await pilot.press("l")
        assert isinstance(app.screen, TagsHereDialog)
        listing = app.screen.query_one(Listing)
        await until(pilot, lambda: "Ask again [/b]" in listing.rows[0].draw(60).plain)
        assert coding.coder in listing.rows[0].draw(60).plain
        await pilot.press("enter")
        assert screen.view.selection == coding.span


async def test_where_no_mark_is_set_it_is_said_how_to_set_one(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        await reading(app, pilot, until)
        await pilot.press("'")
        await until(pilot, lambda: isinstance(app.screen, MarksDialog))
        listing = app.screen.query_one("#marks", Listing)
        await until(pilot, lambda: listing.size.height > 1)
        shown = "".join(listing.render_line(y).text for y in range(listing.size.height))
        assert "There is no mark in this source yet." in shown
