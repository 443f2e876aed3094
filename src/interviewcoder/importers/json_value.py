"""JSON from strangers: no bottomless nesting, no endless numbers."""

import json
from typing import Any

from interviewcoder.domain.errors import StudyError

from .archive import SAVE_AGAIN

_LONGEST_NUMBER = 400
"""Digits; a longer number is none that a recogniser or a survey writes."""


def parse_json(text: str, what: str = "The file") -> Any:
    """The value that a JSON text holds. NaN and infinities are None; texts are not sanitised yet.

    Raises:
        StudyError: it is not JSON, nested too deep, or has a number of more than 400 digits.
    """
    try:
        return json.loads(text, parse_int=_integer, parse_constant=lambda _: None)
    except RecursionError as error:
        raise StudyError(f"{what} is nested too deep to be read.", SAVE_AGAIN) from error
    except ValueError as error:
        raise StudyError(f"{what} is not whole: its JSON cannot be read.", SAVE_AGAIN) from error


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise ValueError("too many digits")
    return int(digits)
