"""Who of a survey's new export answered before: by id, else by equal answers."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import name_key, one_line

Answers = Mapping[tuple[str, int], str]
"""By key of the question, and number among the respondent's answers to it: the answer."""

_NUMBERED = re.compile(r"respondent (\d{1,12})")


@dataclass(frozen=True, slots=True)
class Respondent:
    """Someone who answered."""

    label: str
    answers: Answers
    values: Mapping[str, str]
    """Closed answers by the attribute's name."""
    named: bool
    """Whether a column of the table names them; else the importer numbered them."""


def numbered(label: str) -> int | None:
    """The number in a label that the importer gives where no column names a respondent; None for other labels.

    >>> numbered("respondent 12"), numbered("R12")
    (12, None)
    """
    found = _NUMBERED.fullmatch(label)
    return int(found[1]) if found else None


def is_numbered(label: str) -> bool:
    """Whether the importer gave the label, since no column names the respondent."""
    return numbered(label) is not None


def same_respondents(
    source: str, before: Sequence[Respondent], now: Sequence[Respondent]
) -> dict[str, str]:
    """By label in the new export: the label of the respondent in the source, for those who are there.

    Raises:
        StudyError: some are left on both sides whom no id tells apart, so that it cannot be known who is who.
    """
    by_id = {name_key(one.label): one for one in before}
    found: dict[str, str] = {}
    for one in now:
        same = by_id.get(name_key(one.label)) if one.named else None
        if same is not None:
            found[one.label] = same.label
    for signature in (_everything, _answers):
        taken = set(found.values())
        waiting: defaultdict[Hashable, list[str]] = defaultdict(list)
        for one in before:
            if one.label not in taken and not one.named and (key := signature(one)):
                waiting[key].append(one.label)
        for one in now:
            if one.label not in found and (waits := waiting.get(signature(one))):
                found[one.label] = waits.pop(0)
    _refuse_guessing(source, before, now, found)
    return found


def _answers(one: Respondent) -> Hashable:
    return frozenset(one.answers.items())


def _everything(one: Respondent) -> Hashable:
    return (_answers(one), frozenset(one.values.items())) if one.answers or one.values else ()


def _refuse_guessing(
    source: str, before: Iterable[Respondent], now: Iterable[Respondent], found: Mapping[str, str]
) -> None:
    taken = set(found.values())
    unknown = [one for one in before if one.label not in taken and not one.named]
    left = [one for one in now if one.label not in found]
    if any(one.named for one in before):
        left = [one for one in left if not one.named]
    if not unknown or not left:
        return
    many = "1 respondent" if len(unknown) == 1 else f"{len(unknown)} respondents"
    verb = "is" if len(unknown) == 1 else "are"
    remedy = (
        "Update from the table without corrections and with --id-column first: then their ids are known."
        if all(one.named for one in left)
        else "Name the column that tells respondents apart with --id-column, or remove corrections from the table."
    )
    raise StudyError(
        f"{many} of '{one_line(source, 60)}' {verb} not in the table with the same answers, and no column "
        "names the respondents, so that nobody can tell who they are.",
        remedy,
    )
