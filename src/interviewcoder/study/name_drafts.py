"""Names on their way to become candidates, and pseudonyms for them: one for all names of one person or thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..domain.name_review import MARKS, Context, NameKind
from ..domain.participant_names import SOMEONE
from ..domain.text import name_key
from ..domain.whole_words import words_of

_OF_PEOPLE = (NameKind.PARTICIPANT, NameKind.PERSON)


@dataclass(slots=True)
class Draft:
    """A name on its way to become a candidate."""

    name: str
    kind: NameKind
    why: str
    sure: bool
    pseudonym: str = ""
    """Empty until one is chosen."""
    capital: bool = False
    surely: bool = False
    """Whether it is a name even if it is a word as well."""
    count: int = 0
    contexts: list[Context] = field(default_factory=list)


def with_pseudonyms(drafts: Sequence[Draft], staying: Iterable[str], known: Iterable[str]) -> None:
    """Give each draft without a pseudonym one.

    Args:
        drafts: the names, in the order in which they were found.
        staying: names that nothing is put for, so that no pseudonym may be like them.
        known: pseudonyms that stand for something already.
    """
    _group_people(drafts)
    taken = {name_key(one) for one in (*staying, *known)}
    taken |= {name_key(one.pseudonym) for one in drafts}
    marks: dict[tuple[NameKind, str], str] = {}
    numbers = dict.fromkeys(NameKind, 0)
    for draft in sorted(drafts, key=lambda one: not one.sure):
        if draft.pseudonym and not isinstance(draft.pseudonym, _Group):
            continue
        group = (draft.kind, str(draft.pseudonym) or _same(draft))
        while group not in marks:
            numbers[draft.kind] += 1
            mark = f"[{MARKS[draft.kind]} {numbers[draft.kind]}]"
            if name_key(mark) not in taken:
                marks[group] = mark
        draft.pseudonym = marks[group]


class _Group(str):
    """What a pseudonym will be chosen for: several names of one person."""


def _group_people(drafts: Sequence[Draft]) -> None:
    """Note which names are one person's: the longest first, then those that are a part of one."""
    _take_for_people(drafts)
    owners: dict[str, set[str]] = {}
    wholes: dict[str, str] = {}
    people = [one for one in drafts if one.kind in _OF_PEOPLE]
    for draft in sorted(people, key=lambda one: (not one.pseudonym, -_length(one))):
        words = _words(draft)
        if not draft.pseudonym:
            whose = set.intersection(*(owners.get(word, set()) for word in words))
            if not whose and len(words) == 1:
                whose = owners.get(words[0].removesuffix("s"), set())
            if not whose and len(words) > 1:
                whose = {wholes[word] for word in words[:1] if word in wholes}
            if len(whose) == 1:
                draft.pseudonym = whose.pop()
            elif whose:
                draft.pseudonym = SOMEONE
            else:
                draft.pseudonym = _Group(f"\n{draft.name}")
        if draft.pseudonym != SOMEONE:
            if len(words) == 1:
                wholes.setdefault(words[0], draft.pseudonym)
            for word in words:
                if len(word) > 2:
                    owners.setdefault(word, set()).add(draft.pseudonym)


def _take_for_people(drafts: Sequence[Draft]) -> None:
    """Take guessed names for people's that have a word in common with those of people."""
    known = {word for one in drafts if one.kind in _OF_PEOPLE for word in _words(one)}
    guessed = [one for one in drafts if one.kind is NameKind.OTHER]
    for draft in sorted(guessed, key=_length, reverse=True):
        words = _words(draft)
        # Many languages put an s behind a name without an apostrophe.
        if not known.isdisjoint((*words, words[-1].removesuffix("s"))):
            draft.kind = NameKind.PERSON
            known.update(words)


def _words(draft: Draft) -> list[str]:
    return [name_key(word) for word in words_of(draft.name)]


def _length(draft: Draft) -> int:
    return len(words_of(draft.name))


def _same(draft: Draft) -> str:
    """What two spellings of the same thing have in common."""
    if draft.kind in (NameKind.PHONE, NameKind.NUMBER):
        return "".join(mark for mark in draft.name.upper() if mark.isalnum())
    return name_key(draft.name)
