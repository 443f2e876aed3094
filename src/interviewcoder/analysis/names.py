"""Words for a persona, made from its claims only: a name to start from, a summary and a draft narrative."""

from collections.abc import Sequence

from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import Claim
from interviewcoder.domain.text import name_key, one_line

from .claims import LEANING, by_telling

LONGEST_NAME = 60

_LEADS = {
    Kind.ATTITUDE: "How they feel about it",
    Kind.NEED: "What they need",
    Kind.MOTIVATION: "What moves them",
    Kind.EXPERIENCE: "What they have been through",
    Kind.PREFERENCE: "What they would rather have",
    Kind.BEHAVIOUR: "What they do",
    Kind.VALUE: "What they hold important",
    Kind.BELIEF: "What they take to be true",
    Kind.PAIN: "What gets in their way",
    Kind.OTHER: "What else they say",
}


def suggested_names(personas: Sequence[Sequence[Claim]]) -> list[str]:
    """A name for each persona from the two codes that tell it best: no two alike, none over 60 characters.

    A code names one persona only, that which it tells best; a persona with no code of its own is numbered.
    """
    best_z: dict[str, float] = {}
    for found in personas:
        for claim in found:
            z = best_z.get(claim.code_guid, 0.0)
            best_z[claim.code_guid] = max(z, claim.distinctiveness)
    names: list[str] = []
    taken: set[str] = set()
    for number, found in enumerate(personas, start=1):
        own = [
            claim
            for claim in by_telling(found)
            if claim.distinctiveness >= LEANING and claim.distinctiveness == best_z[claim.code_guid]
        ]
        name = _handle(own) or f"Persona {number}"
        if name_key(name) in taken:
            name = f"{name} ({number})"
        taken.add(name_key(name))
        names.append(name)
    return names


def summary(found: Sequence[Claim], members: int, everyone: int) -> str:
    """One sentence: how many they are and what sets them apart, with counts."""
    size = f"{members} of {everyone} participants"
    telling = [claim for claim in by_telling(found) if claim.distinctiveness >= LEANING][:3]
    if not telling:
        common = by_share(found)[:3]
        shared = _listed([f"“{one.code}” ({one.members} of {one.members_of})" for one in common])
        return f"{size}; what most of them share is {shared}." if shared else f"{size}."
    parts = [
        f"“{one.code}” ({one.members} of {one.members_of}, {one.others} of {one.others_of} others)"
        for one in telling
    ]
    return f"{size}, set apart by {_listed(parts)}."


def narrative(found: Sequence[Claim], showing_all: int) -> str:
    """A draft, one sentence for each kind, in which every statement is a count.

    Args:
        found: the persona's claims, in order of kind.
        showing_all: how many members have every one of these codes.
    """
    sentences = []
    for kind, lead in _LEADS.items():
        of_kind = [claim for claim in found if claim.kind is kind]
        if of_kind:
            told = "; ".join(_told(claim) for claim in of_kind)
            sentences.append(f"{lead}: {told}.")
    if len(found) > 1:
        who = f"{showing_all} of {found[0].members_of}" if showing_all else "no single member"
        sentences.append(f"All of this together is true of {who}.")
    return "\n\n".join(sentences)


def share_word(share: float) -> str:
    """A share, 0 to 1, in plain words.

    >>> [share_word(share) for share in (1, 0.9, 0.7, 0.5, 0.3, 0.1)]
    ['all', 'almost all', 'most', 'about half', 'some', 'a few']
    """
    steps = ((1.0, "all"), (0.85, "almost all"), (0.6, "most"), (0.4, "about half"), (0.2, "some"))
    return next((word for least, word in steps if share >= least), "a few")


def by_share(found: Sequence[Claim]) -> list[Claim]:
    """The claims that most members share first."""
    return sorted(found, key=lambda one: (-one.share, -one.distinctiveness, one.code))


def _told(claim: Claim) -> str:
    words = (
        f"{share_word(claim.share)} ({claim.members} of {claim.members_of}) speak of “{claim.code}”"
    )
    if not claim.others_of:
        return words
    if not claim.others:
        return f"{words}, none of the others"
    return f"{words}, against {claim.others} of {claim.others_of} others"


def _handle(own: Sequence[Claim]) -> str:
    if not own:
        return ""
    first = one_line(own[0].code, LONGEST_NAME)
    # The second part says something else than the first: another kind, if one is nearly as telling.
    rest = [claim for claim in own[1:] if claim.distinctiveness >= own[1].distinctiveness / 2]
    rest.sort(key=lambda claim: claim.kind is own[0].kind)
    for second in rest:
        name = f"{first} & {_lower_initial(one_line(second.code))}"
        if len(name) <= LONGEST_NAME:
            return name
    return first


def _lower_initial(words: str) -> str:
    """`Wants variety` as `wants variety`; `I want`, `DIY` and `AI fear` stay as they are."""
    first = words.split()[0] if words.split() else ""
    return (
        words if first[1:] != first[1:].lower() or len(first) < 2 else words[0].lower() + words[1:]
    )


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
