"""SPSS data files (.sav, .zsav): variables as columns, with the labels of variables and values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from interviewcoder.domain.text import sanitise

from .archive import SAVE_AGAIN
from .child_process import told_by
from .sample import FileSample

SUFFIXES = (".sav", ".zsav")
_MAGIC = (b"$FL2", b"$FL3")
_REFUSALS = {
    "missing": (
        "SPSS files cannot be read: the library for them is not installed.",
        "Run: pip install 'interviewcoder[spss]', or export the data as CSV.",
    ),
    "values": ("The SPSS file has too many values.", "Export the variables you need."),
    "damaged": ("The SPSS file is damaged and cannot be read.", SAVE_AGAIN),
    "stopped": (
        "The SPSS file is damaged, or takes too much time or memory to be read.",
        f"{SAVE_AGAIN} Data that are very many can be exported as CSV.",
    ),
}


@dataclass(frozen=True, slots=True)
class SpssVariable:
    """A column: its short name, what was asked, and what its values are called."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...] = ()
    """Number (or code) and label, in the order of the numbers."""
    is_ordinal: bool = False
    group: str = ""
    """The label of the set of marks that it belongs to."""


@dataclass(frozen=True, slots=True)
class SpssData:
    """A data file. Labelled values are written as their labels, missing ones are empty."""

    variables: tuple[SpssVariable, ...]
    rows: list[list[str]]
    missing: int
    """So many cells held a value that the file declares as missing."""
    encoding: str


def is_spss(sample: FileSample) -> bool:
    """Whether the bytes are an SPSS data file, whatever the file is called."""
    return sample.data.startswith(_MAGIC)


def read_spss(sample: FileSample) -> SpssData:
    """The variables and cases of a data file.

    Raises:
        StudyError: it is damaged, or the library that reads it is not installed.
    """
    first, *parts = told_by("spss_process.py", sample.data, _REFUSALS)
    rows = [[sanitise(cell).strip() for cell in row] for part in parts for row in part["rows"]]
    variables = tuple(map(_variable, first["variables"]))
    return SpssData(variables, rows, first["missing"], first["encoding"])


def _variable(told: Sequence[Any]) -> SpssVariable:
    name, label, values, is_ordinal, group = told
    return SpssVariable(
        sanitise(name),
        " ".join(sanitise(label).split()),
        tuple((sanitise(value).strip(), sanitise(text).strip()) for value, text in values),
        is_ordinal,
        sanitise(group),
    )
