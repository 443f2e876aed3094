"""The figures of a persona and of its synthesis in words: the same on the screen and on exported pages."""

from math import isfinite

from .persona import FEWEST_VOICES, THIN_BELOW, Claim, ClaimStatus, Persona

STALE = "A coding that this persona cites is gone or changed since it was made."
"""What a stale persona has to say for itself."""

FEWEST_PARTICIPANTS = 4
"""So many participants with enough excerpts are needed for a synthesis."""

FEWEST_CODES = 2
"""So many codes that two or more participants share are needed for a synthesis."""

FEWEST_EXCERPTS = 2
"""A participant with fewer coded excerpts is left out of a synthesis, unless it is told otherwise."""

_LABELS = {
    "k_chosen_by": "Number of personas chosen by",
    "supported": "Number of personas that the data support",
    "structure_p": "Chance of as much structure in shuffled data (p)",
    "axis_p": "The same for each contrast, the strongest first",
    "silhouette": "Separation (silhouette)",
    "participants": "Participants synthesized",
    "left_out": "Participants left out",
    "codes_left_out": "Codes left out",
    "loose": "Members who hardly belong where they are",
    "smallest": "Members of the smallest persona",
    "codings": "Tags behind the personas",
    "contrary": "Tags that speak against their code",
    "confirmed": "Claims that stand when their code is held out",
    "not_asked": "Cells that are not known rather than zero",
    "hanging_on_a_code": "Personas that hang on one code",
    "hanging_on_a_participant": "Personas that hang on one participant",
    "saturation_told": "How complete the codes are",
    "coders_told": "Whose eye it is",
    "stability": "Stability under resampling (0 to 1)",
    "without_claims": "Members who make none of its claims",
    "core": "Members who land here in at least 80% of the resamples",
    "gains": "Whether the persona still gains codes",
    "hangs_on_code": "Without one code",
    "hangs_on_participant": "Without one participant",
    "badge": "How sure",
    "warnings": "Beware",
}


def badge(persona: Persona) -> str:
    """The word that tells how far to trust a persona; empty when the run gave none."""
    return str(persona.quality.get("badge", ""))


def warning(persona: Persona) -> str:
    """What to beware of; empty when there is nothing."""
    return str(persona.quality.get("warning", ""))


def members_told(claim: Claim) -> str:
    """How many members a claim is true of: `9 of 12 members`."""
    return f"{claim.members} of {claim.members_of} members"


def others_told(claim: Claim) -> str:
    """How many participants outside the persona a claim is true of: `3 of 20 others`."""
    if claim.by_hand:
        return "others unknown"
    return f"{claim.others} of {claim.others_of} others"


def signed_points(share: float) -> str:
    """A difference of shares in percentage points.

    >>> [signed_points(share) for share in (0.38, -0.04, 0.001)]
    ['+38', '−4', '0']
    """
    points = round(share * 100)
    return f"−{-points}" if points < 0 else f"+{points}" if points else "0"


def caveat(claim: Claim) -> str:
    """Why a claim is not simply supported; empty when it is."""
    match claim.status:
        case ClaimStatus.UNSUPPORTED:
            return "no member speaks for it"
        case ClaimStatus.CONTESTED:
            both = f", {claim.members_both} of them both" if claim.members_both else ""
            return f"{claim.members} speak for it, {claim.members_against} against{both}"
        case ClaimStatus.THIN if claim.members < FEWEST_VOICES or claim.share < THIN_BELOW:
            return (
                f"only {members_told(claim)} {'speaks' if claim.members == 1 else 'speak'} for it"
            )
        case ClaimStatus.THIN:
            return "most members do not share it, and it is not shown to set them apart"
    return ""


def in_percent(share: float) -> str:
    """A share of 0 to 1 as whole per cent."""
    return f"{share:.0%}"


def count_of(part: int, whole: int) -> str:
    """A count beside what it is of: `4 of 9 (44%)`."""
    return f"{part} of {whole} ({in_percent(part / whole)})" if whole else "0"


def figure_label(key: str) -> str:
    """What a figure of a synthesis or persona is called."""
    return _LABELS.get(key) or key.replace("_", " ").capitalize()


def figure_text(value: object) -> str:
    """A figure as it is told.

    >>> [figure_text(value) for value in (None, True, 0.123456, float("nan"), 3)]
    ['not set', 'yes', '0.123', 'not known', '3']
    """
    match value:
        case None:
            return "not set"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.3g}" if isfinite(value) else "not known"
    return str(value)
