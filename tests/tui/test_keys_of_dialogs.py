"""No two commands that work together share a key, and `?` or F1 tells the keys of any dialog."""

import inspect
import pkgutil
from importlib import import_module

import pytest
from textual.binding import Binding

import interviewcoder.tui.screens
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.keymap import DIALOGS, GROUPS
from interviewcoder.tui.own_keys import screens
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.screens.help import HelpDialog
from interviewcoder.tui.widgets.listing import Listing

LEAVING = {"escape", "backspace"}
"""What always goes a step back, wherever one is."""


def test_no_two_commands_that_work_together_share_a_key() -> None:
    for commands in screens():
        actions: dict[str, set[str]] = {}
        for command in commands:
            for key in command.key.split(","):
                actions.setdefault(key.strip(), set()).add(command.action)
        doubled = {key: does for key, does in actions.items() if len(does) > 1}
        inside = {key for key in doubled if key in LEAVING | {"enter", "tab"}}
        # In the text what is copied is the selection, elsewhere the row.
        inside |= {key for key, does in doubled.items() if does == {"copy", "app.copy_row"}}
        assert not doubled.keys() - inside, [commands[0].name, doubled]


def test_names_are_given_once_and_begin_with_their_group() -> None:
    names = [command.name for commands in GROUPS.values() for command in commands]
    names += [one.name for one in {c for _, commands in DIALOGS.values() for c in commands}]
    assert len(names) == len(set(names))
    for group, commands in GROUPS.items():
        assert all(command.group == group for command in commands)


def dialogs() -> list[type[Dialog]]:
    found = set()
    for module in pkgutil.iter_modules(interviewcoder.tui.screens.__path__):
        loaded = import_module(f"interviewcoder.tui.screens.{module.name}")
        found |= {
            value
            for value in vars(loaded).values()
            if inspect.isclass(value) and issubclass(value, Dialog) and value is not Dialog
        }
    return sorted(found, key=lambda one: one.__name__)


def keys_of(one: type) -> dict[str, str]:
    """Key to action of the bindings that a class itself has."""
    keys: dict[str, str] = {}
    for binding in vars(one).get("BINDINGS", ()):
        assert isinstance(binding, Binding)
        for key in map(str.strip, binding.key.split(",")):
            assert key not in keys, (one.__name__, key)
            keys[key] = binding.action
    return keys


@pytest.mark.parametrize("dialog", dialogs(), ids=lambda one: one.__name__)
def test_a_dialog_has_each_key_once(dialog: type[Dialog]) -> None:
    own = keys_of(dialog)
    every = keys_of(Dialog)
    taken = {key for key in own.keys() & every.keys() if own[key] != every[key]}
    assert not taken - LEAVING
    if "Listing(" in inspect.getsource(dialog):
        # A list has a key before its dialog does; the letters among them would do nothing.
        letters = {key for key in keys_of(Listing) if len(key) == 1}
        assert not own.keys() & letters


async def test_question_mark_tells_the_keys_of_a_dialog(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        await pilot.press("ctrl+b")
        await until(pilot, lambda: app.screen is not app.mode_screen)
        dialog = app.screen
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        told = "\n".join(row.draw(120).plain for row in app.screen.query_one(Listing).rows)
        for words in ("In this dialog", "Close", "In the list", "Page down"):
            assert words in told
        await pilot.press("f1", "escape")
        await until(pilot, lambda: app.screen is dialog)
        await pilot.press("escape", "i")
        await until(pilot, lambda: app.screen is not app.mode_screen)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        told = "\n".join(row.draw(120).plain for row in app.screen.query_one(Listing).rows)
        assert "In the line to type in" in told
