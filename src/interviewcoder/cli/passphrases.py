"""Where a command gets a passphrase from: a file, the environment or the terminal, and never its own arguments.

Arguments can be read by everybody on the computer, and stay in the shell's history.
"""

import os
import stat
import sys
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import TypeVar

from interviewcoder.domain.errors import PassphraseError, StudyError
from interviewcoder.domain.passphrase import LONGEST, Passphrase
from interviewcoder.domain.text import one_line, visible

from .printing import say, warn

FILE_VARIABLE = "INTERVIEWCODER_PASSPHRASE_FILE"
WORDS_VARIABLE = "INTERVIEWCODER_PASSPHRASE"
NO_WAY_BACK = (
    "Keep the passphrase safe: without it nobody can open the study, and nothing recovers it."
)

_TRIES = 3
_HOW_ELSE = (
    "Put it into a file that only you can read, and name the file: "
    f"interviewcoder --passphrase-file FILE ..., or {FILE_VARIABLE}."
)
_named: ContextVar[Path | None] = ContextVar("passphrase_file", default=None)

_taken_out: ContextVar[str] = ContextVar("taken_out", default="")
"""The passphrase that the environment held, until it is used."""

T = TypeVar("T")


def take_from(file: Path | None) -> None:
    """Have the passphrase read from a file when it is needed; None for where it is by default."""
    _named.set(file)


def given() -> Passphrase | None:
    """The passphrase that was given without asking: in a file that was named, else in the environment.

    Raises:
        StudyError: the file cannot be read or holds no passphrase.
    """
    file = _named.get() or os.environ.get(FILE_VARIABLE)
    if file:
        return passphrase_in(Path(file))
    words = os.environ.pop(WORDS_VARIABLE, "") or _taken_out.get()
    _taken_out.set("")
    return Passphrase(words) if words else None


def take_out_of_environment() -> None:
    """Take the passphrase out of the environment, so that the programs that this one starts do not get it."""
    _taken_out.set(os.environ.pop(WORDS_VARIABLE, ""))


def opened_by(path: Path, open_it: Callable[[Passphrase | None], T]) -> T:
    """What opens without a passphrase, or else by one, as `unlocked` gets it.

    Raises:
        PassphraseError, StudyError: as of `unlocked`.
    """
    try:
        return open_it(None)
    except PassphraseError:
        return unlocked(path, open_it)


def unlocked(path: Path, open_it: Callable[[Passphrase], T]) -> T:
    """What a passphrase opens: the one that was given, else one that is asked for, three times at most.

    Raises:
        PassphraseError: it is not right.
        StudyError: none was given, and there is no terminal to ask on.
    """
    words = given()
    if words is not None:
        return open_it(words)
    for _ in range(_TRIES - 1):
        try:
            return open_it(_asked(f"Passphrase of {_shown(path)}: ", path))
        except PassphraseError:
            say("It does not open with that. Once more:")
    return open_it(_asked(f"Passphrase of {_shown(path)}: ", path))


def chosen(path: Path) -> Passphrase:
    """What a study is to be encrypted with: the passphrase that was given, else one that is asked for twice.

    Raises:
        StudyError: there is none, it is too short, or the two are not the same.
    """
    from interviewcoder.study.encryption import require_extra

    require_extra()
    return given() or typed_twice(path)


def typed_twice(path: Path) -> Passphrase:
    """A new passphrase from the terminal.

    Raises:
        StudyError: there is no terminal, it is too short, or the two are not the same.
    """
    words = _asked(f"New passphrase for {_shown(path)}: ", path)
    words.require_long_enough()
    if _asked("The same again: ", path) != words:
        raise StudyError("The two are not the same.", "Nothing was done. Do it again.")
    return words


def passphrase_in(file: Path) -> Passphrase:
    """The one line of a file, which may be a pipe (`<(pass show study)`).

    Raises:
        StudyError: it cannot be read, or holds anything else.
    """
    shown = _shown(file)
    try:
        with file.open("rb") as opened:
            status = os.fstat(opened.fileno())
            content = opened.read(4 * LONGEST + 3) if not stat.S_ISCHR(status.st_mode) else b""
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise StudyError(
            f"The passphrase's file {shown} cannot be read: {reason}.", "Check its name."
        ) from None
    if stat.S_ISREG(status.st_mode) and status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        warn(f"Others can read {shown}, which holds a passphrase. Close it with: chmod 600")
    try:
        words = content.decode("utf-8-sig").removesuffix("\n").removesuffix("\r")
        return Passphrase(words)
    except UnicodeDecodeError:
        raise StudyError(f"{shown} is not in UTF-8.", "Save it as UTF-8.") from None
    except StudyError as error:
        raise StudyError(f"{shown}: {error.message}", error.remedy) from None


def _asked(prompt: str, path: Path) -> Passphrase:
    """What somebody types without seeing it."""
    if not (sys.stdin is not None and sys.stdin.isatty()):
        raise StudyError(
            f"{path} needs a passphrase, and there is no terminal to ask for it.", _HOW_ELSE
        )
    import getpass
    import warnings

    try:
        with warnings.catch_warnings():
            # Rather not at all than where it would be seen.
            warnings.simplefilter("error", getpass.GetPassWarning)
            return Passphrase(getpass.getpass(visible(prompt), stream=sys.stderr))
    except EOFError:
        raise StudyError("No passphrase was given.", "Nothing was done.") from None
    except getpass.GetPassWarning:
        raise StudyError("This terminal would show the passphrase.", _HOW_ELSE) from None


def _shown(path: Path) -> str:
    return one_line(str(path))
