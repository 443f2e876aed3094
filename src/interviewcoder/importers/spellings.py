"""One person under several labels: `Dr. Ana Ruiz`, then `Ana Ruiz`, then `ANA` or `AR`."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from interviewcoder.domain.text import name_key

from .names import like_a_name
from .role_words import is_generic

_WORD = re.compile(r"[^\W_]+")
_AFTER_NAME = re.compile(r"\s*[(\[].*")
_OTHERS = frozenset(
    [
        *("and", "und", "y", "e", "et", "o", "or", "oder", "ou", "og", "och", "en", "with"),
        *("the", "as", "of", "for", "acting", "young", "old", "als", "como", "comme"),
    ]
)
"""Words in labels of several people, of offices and of parts that somebody plays."""
_BETWEEN_NAMES = frozenset("/&+,")
_FEWEST_INITIALS = 2
_MOST_LABELS = 200
"""Among more labels than that there are no people to be told apart, and comparing them takes long."""
_MORE = 2
"""So many words more than a shorter spelling a fuller one may have."""


def fullest_spellings(labels: Sequence[str]) -> Mapping[str, str]:
    """The fullest spelling of each label's person; a label that could be two people's is its own.

    A spelling is shorter where all its words are among the fuller one's, or where it is the initials.

    >>> dict(fullest_spellings(["Dr. Ana Ruiz", "ANA", "Tom"]))
    {'Dr. Ana Ruiz': 'Dr. Ana Ruiz', 'ANA': 'Dr. Ana Ruiz', 'Tom': 'Tom'}
    """
    if len(labels) > _MOST_LABELS:
        return {label: label for label in labels}
    names = {label: _words(label) for label in labels if label and not is_generic(label)}
    return {label: _fullest(label, names) if label in names else label for label in labels}


def _fullest(label: str, names: Mapping[str, list[str]]) -> str:
    fuller = sorted(
        (other for other in names if other != label and _is_shorter(label, other, names)),
        key=lambda other: len(names[other]),
    )
    chain = all(set(names[short]) <= set(names[longer]) for short, longer in pairwise(fuller))
    return fuller[-1] if fuller and chain else label


def _is_shorter(label: str, other: str, names: Mapping[str, list[str]]) -> bool:
    short, full = names[label], names[other]
    bare = _AFTER_NAME.sub("", other)
    if set(full) & _OTHERS or _BETWEEN_NAMES & set(bare) or not like_a_name(bare):
        return False
    if label.isupper() and label.casefold() == "".join(word[0] for word in full):
        return len(label) >= _FEWEST_INITIALS
    if short == full:
        # What stands in brackets may be a stage direction: `Ana (laughing)`.
        return label != _AFTER_NAME.sub("", label) and bare == other
    return bool(short) and set(short) < set(full) and len(full) - len(short) <= _MORE


def _words(label: str) -> list[str]:
    """The words of a name without what stands in brackets behind it, such as pronouns or a role."""
    return _WORD.findall(name_key(_AFTER_NAME.sub("", label) or label))
