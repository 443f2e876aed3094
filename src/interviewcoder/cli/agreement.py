"""Asking before something goes for good: a word typed on a terminal, or `--yes` where nobody can be asked."""

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from .printing import say

Yes = Annotated[bool, typer.Option("--yes", help="Do not ask; needed where nobody can be asked.")]


def require_agreement(nothing: str, ask: str, agrees: Callable[[str], bool], not_so: str) -> None:
    """Ask, and go on only if what is typed agrees.

    Args:
        nothing: what did not happen otherwise: `Nothing was erased`.
        ask: what is to be typed.
        agrees: whether a line does.
        not_so: what is said of one that does not, after `nothing`.

    Raises:
        StudyError: it does not agree, or nobody can be asked here.
    """
    from interviewcoder.domain.errors import StudyError

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise StudyError(
            f"{nothing}: nobody can be asked here.", "Look with --dry-run, then give --yes."
        )
    say(f"Nothing takes this back. {ask}:")
    if not agrees(sys.stdin.readline()):
        raise StudyError(f"{nothing}{not_so}.", "Do it again if you meant to.")
