"""The figures of a cut in words and signs: the same on the screen, in files and on the command line."""

from .segment import Cut, CutCell

SHADES = " ░▒▓█"
"""None, and the four quarters of a share."""

SHADES_TOLD = "░ up to a quarter  ▒ up to half  ▓ up to three quarters  █ more"
SIGNS_TOLD = "▲ more and ▼ fewer people than chance would put there"

_TIES = ((0.1, "next to no tie"), (0.2, "a weak tie"), (0.4, "a moderate tie"))
_STRONG = "a strong tie"


def shade(share: float) -> str:
    """A share of 0 to 1 as a block that is denser the greater it is.

    >>> [shade(share) for share in (0, 0.25, 0.26, 0.6, 1)]
    [' ', '░', '▒', '▓', '█']
    """
    return SHADES[sum(share > least for least in (0, 0.25, 0.5, 0.75))]


def sign(cell: CutCell) -> str:
    """`▲` or `▼` where a cell stands out, else nothing."""
    if not cell.stands_out:
        return ""
    return "▲" if cell.residual > 0 else "▼"


def counted_once(cut: Cut) -> int:
    """People in a persona and in exactly one segment."""
    return cut.people - cut.uncovered - cut.in_several


def tie_told(cut: Cut) -> str:
    """How strongly personas and segments hang together, with what is known of the chance in it."""
    people = counted_once(cut)
    among = f"{people} {'person' if people == 1 else 'people'} in exactly one segment"
    if not (cut.v_low or cut.v_high) and cut.p == 1:
        return f"How strongly personas and segments hang together cannot be told of {among}."
    told = next((words for below, words in _TIES if cut.cramers_v < below), _STRONG)
    if cut.p <= 0.05:
        chance = "Chance alone would seldom give as much"
    else:
        chance = "Chance alone would often give as much"
    p = "p < 0.001" if cut.p < 0.001 else f"p = {cut.p:.2g}"
    return (
        f"Cramér's V is {cut.cramers_v:.2f}, {told} (0: none, 1: the segment tells the persona); "
        f"at 95 % confidence it lies between {cut.v_low:.2f} and {cut.v_high:.2f}. {chance} ({p}). "
        f"Counted among {among}."
    )


def numbers_told(cut: Cut) -> str:
    """What the unequal sizes amount to in equal groups."""
    segments = sum(size > 0 for size in cut.segment_sizes)
    return (
        f"{segments} segments with people amount to {cut.effective_segments:.1f} of equal size, "
        f"{len(cut.personas)} personas to {cut.effective_personas:.1f}."
    )


def covered_told(cut: Cut) -> str:
    """How many of the people are in no segment, and in several."""
    if not cut.uncovered and not cut.in_several:
        return f"Each of the {cut.people} people in personas is in exactly one segment."
    return (
        f"Of {cut.people} people in personas {cut.uncovered} are in no segment "
        f"and {cut.in_several} in several."
    )
