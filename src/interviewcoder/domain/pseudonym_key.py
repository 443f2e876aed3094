"""The key of pseudonyms: who is behind each. It is kept outside of the study."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .errors import StudyError
from .name_review import Candidate, NameKind
from .participant_names import SOMEONE
from .text import name_key, one_line


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A name and the pseudonym that stands for it."""

    pseudonym: str
    kind: NameKind
    name: str
    capital: bool = False
    """Whether only what begins with a capital letter is the name."""


def met(
    key: Sequence[KeyEntry], accepted: Sequence[Candidate]
) -> Iterator[tuple[Candidate, KeyEntry]]:
    """Names that the key does not hold, and who has their pseudonym there: they become the same.

    Nothing of names that share their pseudonym with one that the key does hold.
    """
    names = {name_key(one.name) for one in key}
    known = {name_key(one.pseudonym) for one in accepted if name_key(one.name) in names}
    there: dict[str, KeyEntry] = {}
    for entry in key:
        there.setdefault(name_key(entry.pseudonym), entry)
    for one in accepted:
        pseudonym = name_key(one.pseudonym)
        if pseudonym in there and pseudonym not in known and one.pseudonym != SOMEONE:
            yield one, there[pseudonym]


def extended(key: Sequence[KeyEntry], accepted: Iterable[Candidate]) -> tuple[KeyEntry, ...]:
    """The key with the names that it does not hold yet.

    Raises:
        StudyError: a name has another pseudonym there.
    """
    names = {name_key(one.name): one for one in key}
    entries = list(key)
    for one in accepted:
        known = names.get(name_key(one.name))
        if known is None:
            entry = KeyEntry(one.pseudonym, one.kind, one.name, one.capital)
            names[name_key(one.name)] = entry
            entries.append(entry)
        elif name_key(known.pseudonym) != name_key(one.pseudonym):
            raise StudyError(
                f"'{one_line(one.name, 60)}' is '{one_line(known.pseudonym, 60)}' in the key, and "
                f"'{one_line(one.pseudonym, 60)}' in the list.",
                "Make them the same, or give another key.",
            )
    return tuple(entries)
