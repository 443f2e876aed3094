"""Tables of codings: by position or by quote."""

from collections.abc import Mapping

from interviewcoder.domain.coding import (
    LARGEST_WEIGHT,
    CodingDraft,
    Origin,
    Polarity,
    Suggested,
    polarity_of,
)
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import name_key, one_line

from .numbered_rows import numbered_rows
from .sample import FileSample

_HEADERS = {"source": ("source", "document", "doc"), "quote": ("quote", "text")}
_LARGEST = 10**9


def read_codings(file_name: str, data: bytes) -> tuple[CodingDraft, ...]:
    """The codings in a CSV: columns `source`, `code`, `start` and `end` or `quote`, and maybe `coder`,
    `polarity` (-, 0, +) `weight` (0 to 100) and `origin` (hand, autocode, suggestion),
    `model` and `score` (what suggested it, and how likely it thought it, 0 to 1).

    Where positions and a text are both there, the positions count. Other columns are not looked at.

    Raises:
        StudyError: a column or a cell is missing or wrong; it names the line.
    """
    sample = FileSample(file_name, data)
    drafts = []
    for line, row in numbered_rows(sample, _HEADERS):
        _require(row, "source", line)
        _require(row, "code", line)
        has_span = bool(row.get("start") or row.get("end"))
        quote = row.get("quote") or ""
        if not has_span and not quote.strip():
            raise StudyError(
                f"Line {line} has neither a start and an end nor a quote.",
                "Give every line one of the two.",
            )
        drafts.append(
            CodingDraft(
                source=" ".join(row["source"].split()),
                code=" ".join(row["code"].split()),
                start=_position(row, "start", line) if has_span else None,
                end=_position(row, "end", line) if has_span else None,
                quote=None if has_span else quote,
                coder=" ".join((row.get("coder") or "").split()) or None,
                polarity=_polarity(row, line),
                weight=_weight(row, line),
                origin=_origin(row, line),
                suggested=_suggested(row, line),
                line=line,
            )
        )
    if not drafts:
        raise StudyError("The file has no codings.", "Give it a header and a line for each coding.")
    return tuple(drafts)


def _require(row: Mapping[str, str], column: str, line: int) -> None:
    if not (row.get(column) or "").strip():
        raise StudyError(
            f"Line {line} has no {column}.",
            f"Give the file a column '{name_key(column)}' that is filled in every line.",
        )


def _position(row: Mapping[str, str], column: str, line: int) -> int:
    written = (row.get(column) or "").strip()
    if not (written.isascii() and written.isdigit() and int(written[:12]) < _LARGEST):
        raise StudyError(
            f"Line {line}: '{one_line(written, 30)}' is not a position for {column}.",
            "Give whole numbers from 0 on, or leave both out and give a quote.",
        )
    return int(written)


def _polarity(row: Mapping[str, str], line: int) -> Polarity:
    try:
        return polarity_of(row.get("polarity") or "")
    except StudyError as error:
        raise StudyError(f"Line {line}: {error.message}", error.remedy) from None


def _weight(row: Mapping[str, str], line: int) -> int | None:
    written = (row.get("weight") or "").strip()
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and int(written[:4]) <= LARGEST_WEIGHT):
        raise StudyError(
            f"Line {line}: '{one_line(written, 30)}' is no weight.",
            f"Give whole numbers from 0 to {LARGEST_WEIGHT}, or leave it empty.",
        )
    return int(written)


def _origin(row: Mapping[str, str], line: int) -> Origin:
    written = (row.get("origin") or "").strip().casefold() or Origin.HAND.value
    if written not in set(Origin):
        raise StudyError(
            f"Line {line}: '{one_line(written, 30)}' is no origin.",
            f"Write {', '.join(Origin)}, or leave it empty.",
        )
    return Origin(written)


def _suggested(row: Mapping[str, str], line: int) -> Suggested | None:
    """What proposed it, in the columns `model` and `score`; both or neither."""
    model, written = ((row.get(column) or "").strip() for column in ("model", "score"))
    if not model and not written:
        return None
    try:
        score = round(float(written), 2)
    except ValueError:
        score = -1.0
    if not model or not 0 <= score <= 1:
        raise StudyError(
            f"Line {line}: '{one_line(written, 30)}' of '{one_line(model, 30)}' is no score of a model.",
            "Give the model's name and a score from 0 to 1, or leave both empty.",
        )
    return Suggested(one_line(model, 60), score)
