"""How every editor of the screen is opened, typed into and saved, and what the study has under it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, TextArea

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.attribute_prompt import AttributePrompt
from interviewcoder.tui.screens.code_editor import CodeEditor
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.screens.profile import ProfileDialog
from interviewcoder.tui.screens.segment_editor import SegmentEditor
from interviewcoder.tui.screens.strip import Strip
from interviewcoder.tui.widgets.listing import Listing

MINE, THEIRS = "Mine of me", "Theirs of her"


@dataclass(frozen=True)
class Editor:
    """How an editor is opened, what is typed into, what saves; how the study is read and written underneath."""

    mode: str
    keys: tuple[str, ...]
    field: str
    save: str
    read: Callable[[Study], str]
    write: Callable[[Study, str], object]
    mine: str = MINE
    theirs: str = THEIRS


def _first_name(study: Study) -> str:
    return next(one.name for one in study.participants.list() if one.id == 1)


def _first_excerpt(study: Study) -> Coding:
    """The excerpt on top of the screen of excerpts, which lists people by name."""
    return study.codings.list(participant="Aoife")[0]


EDITORS = {
    "narrative": Editor(
        "personas",
        ("w",),
        "#text",
        "ctrl+s",
        lambda s: s.personas.list()[0].narrative,
        lambda s, text: s.personas.write_narrative(s.personas.list()[0].id, text),
    ),
    "persona's name": Editor(
        "personas",
        ("e",),
        "#line",
        "enter",
        lambda s: s.personas.list()[0].name,
        lambda s, text: s.personas.rename(s.personas.list()[0].id, text),
    ),
    "memo": Editor(
        "personas",
        ("m", "e"),
        "#writing",
        "ctrl+s",
        lambda s: s.memos.list(MemoTarget.PERSONA)[0].text,
        lambda s, text: s.memos.edit(s.memos.list(MemoTarget.PERSONA)[0].id, text),
    ),
    "summary": Editor(
        "personas",
        ("W",),
        "#line",
        "enter",
        lambda s: s.personas.list()[0].summary,
        lambda s, text: s.personas.write_summary(s.personas.list()[0].id, text),
    ),
    "source's name": Editor(
        "library",
        ("e",),
        "#line",
        "enter",
        lambda s: s.sources.list()[0].name,
        lambda s, text: s.sources.rename(s.sources.list()[0].id, text),
    ),
    "participant's name": Editor(
        "",
        ("e",),
        "#line",
        "enter",
        _first_name,
        lambda s, text: s.participants.rename(1, text),
    ),
    "weight": Editor(
        "excerpts",
        ("percent_sign", "x"),
        "#line",
        "enter",
        lambda s: str(_first_excerpt(s).weight),
        lambda s, text: s.codings.judge([_first_excerpt(s).id], weight=int(text)),
        "90",
        "20",
    ),
    "code's name": Editor(
        "",
        (),
        "#name",
        "ctrl+s",
        lambda s: s.codebook.list()[0].name,
        lambda s, text: s.codebook.update(s.codebook.list()[0].id, name=text),
    ),
    "segment's name": Editor(
        "",
        (),
        "#name",
        "enter",
        lambda s: s.segments.list()[0].name,
        lambda s, text: s.segments.edit(s.segments.list()[0].id, text, s.segments.list()[0].rule),
    ),
    "definition": Editor(
        "",
        (),
        "#definition",
        "ctrl+s",
        lambda s: s.codebook.list()[0].definition,
        lambda s, text: s.codebook.update(s.codebook.list()[0].id, definition=text),
    ),
    "rule": Editor(
        "",
        (),
        "#rule",
        "enter",
        lambda s: s.segments.list()[0].rule,
        lambda s, text: s.segments.edit(s.segments.list()[0].id, s.segments.list()[0].name, text),
        "code:Pains",
        "code:Attitudes",
    ),
    "attribute": Editor(
        "",
        (),
        "#value",
        "enter",
        lambda s: next(p for p in s.participants.list() if p.id == 1).attributes.get("mood", ""),
        lambda s, text: s.participants.set_attribute(1, "mood", text),
    ),
}


def prepare(path: Path) -> Path:
    """Have a memo on the first persona of the sample study, a mood and a weight."""
    with Study.open(path, coder="Ana") as study:
        study.memos.write(MemoTarget.PERSONA, study.personas.list()[0].guid, "As it began")
        study.participants.set_attribute(1, "mood", "calm")
        study.codings.judge([_first_excerpt(study).id], weight=50)
    return path


@asynccontextmanager
async def window(path: Path, until) -> AsyncIterator[Pilot[None]]:
    app = InterviewCoderApp(path, coder="Ana", demo=True)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: app.current_mode == "personas")
        await until(pilot, lambda: bool(app.screen.query_one("#profile", Listing).rows))
        yield pilot


def _pushed(name: str, study: Study) -> Dialog[object]:
    match name:
        case "definition" | "code's name":
            return CodeEditor(study.codebook.list()[0])  # type: ignore[return-value]
        case "rule" | "segment's name":
            return SegmentEditor(study.segments.list()[0])  # type: ignore[return-value]
        case "participant's name":
            return ProfileDialog(1, _first_name(study))  # type: ignore[return-value]
    attributes = study.participants.attributes()
    person = next(p for p in study.participants.list() if p.id == 1)
    mood = next(one for one in attributes if one.name == "mood")
    return AttributePrompt(1, mood, person.attributes, attributes)  # type: ignore[return-value]


async def begin(pilot: Pilot[None], until, name: str) -> Widget:
    """Open an editor as a user does; the field to type in."""
    editor, app = EDITORS[name], pilot.app
    if editor.mode:
        app.show_mode(editor.mode)
        await until(pilot, lambda: app.current_mode == editor.mode)
        await until(pilot, lambda: bool(app.screen.query_one(Listing).rows))
    else:
        app.push_screen(_pushed(name, app.study))
        await until(pilot, lambda: isinstance(app.screen, Dialog))
    for key in editor.keys:
        if isinstance(app.screen, Dialog):
            await until(pilot, lambda: bool(app.screen.query_one(Listing).rows))
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, Dialog | Strip))
    await until(pilot, lambda: bool(app.screen.query(editor.field)))
    field = app.screen.query_one(editor.field)
    field.focus()
    await pilot.pause()
    return field


def put(field: Widget, text: str) -> None:
    if isinstance(field, TextArea):
        field.load_text(text)
    else:
        assert isinstance(field, Input)
        field.value = text


def typed(field: Widget) -> str:
    assert isinstance(field, TextArea | Input)
    return field.text if isinstance(field, TextArea) else field.value


def text(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def leave(pilot: Pilot[None], until) -> None:
    while isinstance(pilot.app.screen, Dialog):
        await pilot.press("escape")
        await until(pilot, lambda: True)
