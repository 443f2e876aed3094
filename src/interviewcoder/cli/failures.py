"""How a failure reaches the user: an error in plain words and an exit code, never a traceback."""

import os
import sys
import traceback
from collections.abc import Callable

from interviewcoder.domain.errors import StudyError

from .exit_codes import ExitCode
from .printing import say, say_error
from .quiet import tell_defect

_BEFORE, _AFTER = 50, 24
"""So many characters of a query are shown on either side of what is wrong."""


def exit_code_of(action: Callable[[], int], *, debug: bool = False) -> int:
    """Run an action to its exit code, telling on stderr what went wrong.

    Args:
        action: returns its exit code.
        debug: let unexpected errors through with their traceback, which may hold the study's text.
    """
    try:
        code = action()
        sys.stdout.flush()
    except StudyError as error:
        say_error(error.message, error.remedy)
        if (query := getattr(error, "query", "")) and "\n" not in query:
            _point_at(query, getattr(error, "column", 1))
        return ExitCode.FAILED
    except KeyboardInterrupt:
        return stopped()
    except BrokenPipeError:
        _leave_stdout()
        return ExitCode.FAILED
    except Exception as error:
        if debug or wants_traces():
            traceback.print_exc()
        elif isinstance(error, OSError) and error.strerror:
            place = f": {error.filename}" if error.filename else ""
            say_error(f"{error.strerror}{place}.", "Check the path and your rights to it.")
        else:
            tell_defect(error)
        return ExitCode.FAILED
    return code


def _point_at(query: str, column: int) -> None:
    """Show where in a query something is wrong, with a caret under it."""
    from rich.cells import cell_len

    from interviewcoder.domain.text import visible

    place = max(0, min(column - 1, len(query)))
    first, last = max(0, place - _BEFORE), place + _AFTER
    lead = f"{'…' if first else ''}{visible(query[first:place])}"
    say(f"  {lead}{visible(query[place:last])}{'…' if last < len(query) else ''}")
    say(f"  {' ' * cell_len(lead)}^")


def wants_traces() -> bool:
    """Whether the environment asks for what Python prints on a failure."""
    return bool(os.environ.get("INTERVIEWCODER_DEBUG"))


def stopped() -> int:
    """Say calmly that Ctrl+C was heard."""
    say("Stopped. What was reported as done is kept.")
    return ExitCode.INTERRUPTED


def _leave_stdout() -> None:
    """Point stdout at nothing: its reader is gone, and the flush at exit must not complain."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    os.dup2(sys.stdout.fileno(), 1)
