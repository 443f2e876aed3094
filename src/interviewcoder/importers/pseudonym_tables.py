"""Lists of names that a person went through, and keys of pseudonyms, from CSV or a spreadsheet."""

from collections.abc import Mapping

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.name_review import Candidate, NameKind
from interviewcoder.domain.pseudonym_key import KeyEntry
from interviewcoder.domain.text import one_line, sanitise

from .numbered_rows import numbered_rows
from .sample import FileSample

_YES = frozenset(("yes", "y", "true", "1", "x", "ja", "oui", "si", "sí", "wahr", "vrai"))
_NO = frozenset(("", "no", "n", "false", "0", "nein", "non", "falsch", "faux"))
_KINDS = {kind.value: kind for kind in NameKind}


def read_review(file_name: str, data: bytes) -> tuple[Candidate, ...]:
    """The names in a table with the columns `accept`, `name`, `pseudonym`, and maybe `kind` and `capital`.

    Rows may have been added and taken out. Other columns are not looked at.

    Raises:
        StudyError: it is no such table, or a cell is wrong; it names the line.
    """
    names = []
    for line, row in numbered_rows(FileSample(file_name, data), {}):
        _require(row, ("accept", "name", "pseudonym"), line)
        accepted = _truth(row, "accept", line)
        name = _words(row, "name")
        if accepted and not name:
            raise StudyError(f"Line {line} has no name.", "Fill it in, or take the line out.")
        names.append(
            Candidate(
                name,
                _kind(row, line),
                _words(row, "pseudonym"),
                accepted,
                _truth(row, "capital", line),
            )
        )
    if not names:
        raise StudyError(
            "The list has no names.", "Make one with: pseudonymise STUDY --propose FILE"
        )
    return tuple(names)


def read_key(file_name: str, data: bytes) -> tuple[KeyEntry, ...]:
    """The key in a table with the columns `pseudonym`, `kind`, `name`, and maybe `capital`.

    Raises:
        StudyError: it is no key, or a cell is wrong; it names the line.
    """
    entries = []
    for line, row in numbered_rows(FileSample(file_name, data), {}):
        if "accept" in row:
            raise StudyError(
                f"{one_line(file_name, 80)} is a list of names to go through, and no key.",
                "Give another file for the key. It need not be there yet.",
            )
        _require(row, ("pseudonym", "kind", "name"), line)
        name, pseudonym = _words(row, "name"), _words(row, "pseudonym")
        if not name or not pseudonym:
            raise StudyError(
                f"Line {line} of the key has no {'name' if not name else 'pseudonym'}.",
                "Fill it in, or take the line out.",
            )
        entries.append(KeyEntry(pseudonym, _kind(row, line), name, _truth(row, "capital", line)))
    return tuple(entries)


def _require(row: Mapping[str, str], columns: tuple[str, ...], line: int) -> None:
    for column in columns:
        if column not in row:
            raise StudyError(
                f"Line {line} has no cell in a column '{column}'.",
                f"Give a table with the columns {', '.join(columns)}.",
            )


def _words(row: Mapping[str, str], column: str) -> str:
    return " ".join(sanitise(row[column]).split())


def _truth(row: Mapping[str, str], column: str, line: int) -> bool:
    written = row.get(column, "").strip().casefold()
    if written in _YES:
        return True
    if written in _NO:
        return False
    raise StudyError(
        f"Line {line}: '{one_line(written, 40)}' in the column '{column}' is neither yes nor no.",
        "Write yes or no.",
    )


def _kind(row: Mapping[str, str], line: int) -> NameKind:
    written = row.get("kind", "").strip().casefold()
    if not written:
        return NameKind.OTHER
    if written not in _KINDS:
        raise StudyError(
            f"Line {line}: '{one_line(written, 40)}' is no kind of name.",
            f"Write one of {', '.join(_KINDS)}.",
        )
    return _KINDS[written]
