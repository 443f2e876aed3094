"""What may be told of a defect: its kind and the places in the code that it passed, never its words or any value."""

import traceback
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def kind_of(error: BaseException) -> str:
    """The name of the error's class, and of those that it came from.

    >>> kind_of(KeyError("what somebody said"))
    'KeyError'
    """
    names: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(names) < 4:
        names.append(type(cause).__name__)
        cause = cause.__cause__
    return " from ".join(names)


def places_of(error: BaseException, most: int = 12, *, own: bool = False) -> list[str]:
    """The lines of code that the error passed, the innermost last.

    Args:
        most: how many of the innermost.
        own: leave out those of other packages.
    """
    places = []
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(_PACKAGE):
            places.append(f"{path.relative_to(_PACKAGE).as_posix()}:{frame.lineno}")
        elif not own:
            places.append(f"{'/'.join(path.parts[-3:])}:{frame.lineno}")
    return places[-most:]
