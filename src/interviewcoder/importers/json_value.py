"""JSON from strangers: no bottomless nesting, no endless numbers."""

import json
from typing import Any

from interviewcoder.domain.errors import StudyError

from .archive import SAVE_AGAIN

_LINES_ASKED = 20
_LONGEST_NUMBER = 400
"""Digits; a longer number is none that a recogniser or a survey writes."""


class _TooLong(ValueError):
    """A number has too many digits."""


def parse_json(text: str, what: str = "The file") -> Any:
    """The value that a JSON text holds. NaN and infinities are None; texts are not sanitised yet.

    Raises:
        StudyError: it is not JSON, nested too deep, or has a number of more than 400 digits.
    """
    try:
        return json.loads(text, parse_int=_integer, parse_constant=lambda _: None, strict=False)
    except _TooLong as error:
        raise StudyError(
            f"{what} holds a number of more than {_LONGEST_NUMBER} digits.", SAVE_AGAIN
        ) from error
    except RecursionError as error:
        raise StudyError(f"{what} is nested too deep to be read.", SAVE_AGAIN) from error
    except ValueError as error:
        raise StudyError(f"{what} is not whole: its JSON cannot be read.", SAVE_AGAIN) from error


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise _TooLong
    return int(digits)


def parse_json_lines(text: str, what: str = "The file") -> list[Any] | None:
    """The values of JSON Lines, one to a line; None where there are fewer than two or a line begins otherwise.

    Raises:
        StudyError: a line cannot be read.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines[:_LINES_ASKED]):
        return None
    if not all(line.rstrip().endswith("}") for line in lines[:_LINES_ASKED]):
        return None
    return [parse_json(line, what) for line in lines]
