"""Lists of names for a person to go through in a spreadsheet, and the key of pseudonyms, as CSV."""

from collections.abc import Iterable, Sequence

from interviewcoder.domain.name_review import Candidate
from interviewcoder.domain.pseudonym_key import KeyEntry
from interviewcoder.domain.text import one_line

from .csv_cells import csv_text
from .exporter import Exported, text_file

_CONTEXTS = 3


def review_table(names: Sequence[Candidate]) -> Exported:
    """A row a name: whether it is accepted, what it is, its pseudonym, how often it is there, and some places."""
    header = ("accept", "name", "kind", "pseudonym", "capital", "count", "found by")
    places = tuple(f"place {number}" for number in range(1, _CONTEXTS + 1))
    return text_file(csv_text((*header, *places), map(_row, names)))


def _row(one: Candidate) -> list[object]:
    shown = [one_line(f"{context.where}: {context.told()}") for context in one.contexts[:_CONTEXTS]]
    return [
        "yes" if one.accepted else "no",
        one.name,
        one.kind.value,
        one.pseudonym,
        "yes" if one.capital else "",
        one.count,
        one.why,
        *shown,
        *[""] * (_CONTEXTS - len(shown)),
    ]


def key_table(entries: Iterable[KeyEntry]) -> Exported:
    """A row a name: the pseudonym that stands for it, and what it is of."""
    return text_file(
        csv_text(
            ("pseudonym", "kind", "name", "capital"),
            (
                (one.pseudonym, one.kind.value, one.name, "yes" if one.capital else "")
                for one in entries
            ),
        )
    )
