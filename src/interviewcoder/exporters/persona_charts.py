"""The figures of a persona as small SVG drawings: no script, a title in words, colours from the page's style."""

from html import escape

from interviewcoder.domain.figures import members_told, others_told
from interviewcoder.domain.journey import Stage
from interviewcoder.domain.persona import Claim
from interviewcoder.domain.representation import Presence
from interviewcoder.domain.text import one_line

_WIDE = 200
_MOST_DOTS = 240
_SHOWN_IN_A_ROW = 20


def claim_bars(claim: Claim) -> str:
    """The share of members with a claim over the share of the others."""
    others = _bar("others", claim.others_share, 8.5, 2.5) if claim.compared else ""
    told = members_told(claim)
    if claim.compared:
        told += f", {others_told(claim)}"
    return _svg(
        f"0 0 {_WIDE} 12",
        told,
        _track(1, 6) + _bar("members", claim.share, 1, 6) + others,
        "claim-bars",
        stretched=True,
    )


def presence_bar(presence: Presence) -> str:
    """The share of members with a value, and a tick where everyone's share is."""
    at = _WIDE * presence.everyone_share
    tick = f'<rect class="tick" x="{min(max(at - 0.75, 0), _WIDE - 1.5):.1f}" y="0" width="1.5" height="10"/>'
    told = (
        f"{presence.members} of {presence.members_of} members ({presence.share:.0%}), "
        f"{presence.everyone_share:.0%} of everyone"
    )
    drawn = _track(2, 6) + _bar("members", presence.share, 2, 6) + tick
    return _svg(f"0 0 {_WIDE} 10", told, drawn, "presence-bar", stretched=True)


def stage_bar(stage: Stage) -> str:
    """Where in the interviews a code is first heard: the middle half, and the median as a dot."""
    low, high = sorted((_within(stage.lower), _within(stage.upper)))
    at = _within(stage.median)
    drawn = (
        f'<rect class="track" x="0" y="4.5" width="{_WIDE}" height="1"/>'
        f'<rect class="members" x="{low * _WIDE:.1f}" y="3" '
        f'width="{max((high - low) * _WIDE, 1):.1f}" height="4" opacity="0.45"/>'
        f'<rect class="members" x="{min(max(at * _WIDE - 1.5, 0), _WIDE - 3):.1f}" y="0.5" '
        'width="3" height="9"/>'
    )
    told = f"First heard at {at:.0%} of the interview, for half of them between {low:.0%} and {high:.0%}"
    return _svg(f"0 0 {_WIDE} 10", told, drawn, "stage-bar", stretched=True)


def stability_bar(stability: float, noise: float | None) -> str:
    """How much of the persona comes back under resampling, and how much of none would."""
    drawn = _track(2, 6) + _bar("members", _within(stability), 2, 6)
    told = f"Stability {stability:.2f} of 1"
    if noise is not None:
        drawn += (
            f'<rect class="tick" x="{_within(noise) * _WIDE:.1f}" y="0" width="1.5" height="10"/>'
        )
        told += f"; without personas seldom above {noise:.2f}"
    return _svg(f"0 0 {_WIDE} 10", told, drawn, "stability-bar", stretched=True)


def people_dots(members: int, people: int) -> str:
    """A dot a participant, members filled; for a large study a dot stands for several."""
    if people <= 0 or members > people:
        return ""
    each = -(-people // _MOST_DOTS)
    dots, filled = -(-people // each), round(members / each)
    rows = -(-dots // _SHOWN_IN_A_ROW)
    columns = min(dots, _SHOWN_IN_A_ROW)
    drawn = "".join(
        f'<circle class="{"members" if dot < filled else "track"}" '
        f'cx="{dot % columns * 10 + 5}" cy="{dot // columns * 10 + 5}" r="3.6"/>'
        for dot in range(dots)
    )
    told = f"{members} of {people} participants" + (f"; a dot is {each} people" if each > 1 else "")
    return _svg(f"0 0 {columns * 10} {rows * 10}", told, drawn, "people-dots")


def _bar(name: str, share: float, top: float, height: float) -> str:
    width = _within(share) * _WIDE
    return f'<rect class="{name}" x="0" y="{top}" width="{width:.1f}" height="{height}" rx="0.8"/>'


def _track(top: float, height: float) -> str:
    return f'<rect class="track" x="0" y="{top}" width="{_WIDE}" height="{height}" rx="0.8"/>'


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0) if share == share else 0.0


def _svg(box: str, title: str, drawn: str, name: str, *, stretched: bool = False) -> str:
    """A drawing that is told in words to who cannot see it."""
    shape = ' preserveAspectRatio="none"' if stretched else ""
    return (
        f'<svg class="{name}" viewBox="{box}"{shape} role="img" focusable="false">'
        f"<title>{markup_text(title)}</title>{drawn}</svg>"
    )


def markup_text(text: str) -> str:
    """Text inside HTML or SVG, on one line."""
    return escape(one_line(text))
