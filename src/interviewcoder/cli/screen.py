"""The way from a command to the screen, with what must hold before the screen opens.

Knows neither Typer nor Textual, so that `interviewcoder demo` and `open` start at once.
"""

import os
import sys
from pathlib import Path
from typing import Protocol

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.passphrase import Passphrase

from .exit_codes import ExitCode
from .passphrases import given
from .printing import say, show


class Screen(Protocol):
    """Whatever can show a study; returns the exit code."""

    def __call__(
        self,
        study_path: Path,
        *,
        demo: bool,
        coder: str | None,
        passphrase: Passphrase | None = None,
        mouse: bool = True,
    ) -> int:
        """Show the study until the user leaves; it asks for a passphrase that is needed and not given."""


def open_study(path: Path, coder: str | None, screen: Screen, *, mouse: bool = True) -> int:
    """Show a study's file, with the mouse unless it is to be left to the terminal.

    Raises:
        StudyError: it is not a file, or there is no terminal.
    """
    require_file(path)
    if not _on_a_terminal():
        raise StudyError(
            "The screen needs a terminal.",
            "Run this in a terminal, or use the commands for scripts: interviewcoder --help.",
        )
    who = _named_coder(coder)
    return screen(path, demo=False, coder=who, passphrase=given(), mouse=mouse)


def require_file(path: Path) -> None:
    """See that there is a file where a study should be.

    Raises:
        StudyError: there is none.
    """
    if path.is_dir():
        raise StudyError(f"'{path}' is a folder.", "Give the path of a study's file.")
    if not path.is_file():
        raise StudyError(
            f"There is no study at '{path}'.", "Check the path, or create one: interviewcoder new."
        )


def open_demo(fresh: bool, screen: Screen, *, mouse: bool = True) -> int:
    """Show the sample study; without a terminal only build it and print where it is."""
    from interviewcoder.study.demo import demo_path

    path = demo_path()
    on_a_terminal = _on_a_terminal()
    if fresh or not on_a_terminal:
        from interviewcoder.study.demo import build_demo

        for line in build_demo(path, fresh=fresh):
            say(line)
    if not on_a_terminal:
        say("There is no terminal to open the sample study in. It is here:")
        show(str(path))
        return ExitCode.DONE
    return screen(path, demo=True, coder=_named_coder(None), mouse=mouse)


def coder_name(given: str | None) -> str | None:
    """Who tags: the name given, else `INTERVIEWCODER_CODER`, else the settings' name; None leaves it to the study."""
    if (name := _named_coder(given)) is not None:
        return name
    from .own_settings import own_settings

    return own_settings().coder


def _named_coder(given: str | None) -> str | None:
    """The name given, else the environment's; the screen reads the settings itself."""
    from interviewcoder.domain.settings import CODER_VARIABLE

    return given or os.environ.get(CODER_VARIABLE) or None


def _on_a_terminal() -> bool:
    """Whether the screen can be shown; with another driver of Textual's (a page's, see `browser/`) it needs no terminal."""
    return bool(os.environ.get("TEXTUAL_DRIVER")) or (sys.stdin.isatty() and sys.stdout.isatty())
