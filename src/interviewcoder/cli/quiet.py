"""Nothing but the program itself prints: libraries, threads and tidying up would quote what they were working on."""

import sys
import threading
import warnings
from types import TracebackType

from interviewcoder.domain.defects import kind_of, places_of

from .printing import say_error

_TRACE = (
    "To report it, send this line and what 'interviewcoder doctor' prints; neither holds text of a study. "
    "The whole traceback may: interviewcoder --debug ..."
)


def keep_quiet() -> None:
    """Have warnings and log lines of libraries stay away, and failures of threads tell their place only.

    Whoever asks Python for warnings (`-W`, PYTHONWARNINGS) gets them.
    """
    import logging

    logging.disable(logging.CRITICAL)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda _: None
    threading.excepthook = _of_a_thread


def tell_defect(error: BaseException) -> None:
    """Say on stderr that there is a defect, of which kind and where, without any of its words."""
    places = " > ".join(places_of(error, 6, own=True))
    at = f" at {places}" if places else ""
    say_error(f"interviewcoder has a fault ({kind_of(error)}{at}).", _TRACE)


def _uncaught(
    _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:
    tell_defect(error)


def _of_a_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None and not isinstance(arguments.exc_value, SystemExit):
        tell_defect(arguments.exc_value)
