"""The map of people as an SVG drawing: who is near whom, by persona."""

from collections.abc import Sequence

from interviewcoder.domain.persona import PersonaMap

from .persona_charts import markup_text

_SIDE, _TALL, _EDGE = 640, 420, 34
_SHAPES = (
    '<circle class="{c}" cx="{x:.1f}" cy="{y:.1f}" r="4.6">{t}</circle>',
    '<rect class="{c}" x="{l:.1f}" y="{o:.1f}" width="8.4" height="8.4">{t}</rect>',
    '<path class="{c}" d="M{x:.1f} {a:.1f}l5 8.8h-10z">{t}</path>',
    '<path class="{c}" d="M{x:.1f} {a:.1f}l5.4 5.4-5.4 5.4-5.4-5.4z">{t}</path>',
    '<path class="{c}" d="M{x:.1f} {b:.1f}l5-8.8h-10z">{t}</path>',
    '<path class="{c}" d="M{l:.1f} {o:.1f}h3v-2.4h3v2.4h2.6v3h-2.6v2.6h-3v-2.6h-3z">{t}</path>',
)

HUES = 6
"""How many colours of personas there are before they come again."""


def hue(number: int) -> int:
    """The colour of the persona at a place from 1: 1 to `HUES`."""
    return (number - 1) % HUES + 1


def map_chart(people: PersonaMap, names: Sequence[str]) -> str:
    """The map; empty when the run made none.

    Args:
        people: points and axes.
        names: of the personas, in the order of the synthesis.
    """
    if not people.points or not names:
        return ""
    points = [point for point in people.points if point.x == point.x and point.y == point.y]
    drawn = [
        f'<line class="axis" x1="{_SIDE / 2}" y1="{_EDGE}" x2="{_SIDE / 2}" y2="{_TALL - _EDGE}"/>',
        f'<line class="axis" x1="{_EDGE}" y1="{_TALL / 2}" x2="{_SIDE - _EDGE}" y2="{_TALL / 2}"/>',
        *_axis_labels(people),
    ]
    for point in points:
        named = 0 <= point.persona < len(names)
        title = f"{point.participant}: {names[point.persona]}" if named else point.participant
        drawn.append(
            _mark(point.persona if named else -1, *_place(point.x, point.y), markup_text(title))
        )
    told = f"{len(points)} participants and {len(names)} personas on the two axes along which they differ most"
    return (
        f'<svg class="persona-map" viewBox="0 0 {_SIDE} {_TALL}" role="img" '
        'aria-labelledby="map-title map-text" focusable="false">'
        '<title id="map-title">Map of people</title>'
        f'<desc id="map-text">{markup_text(told)}</desc>{"".join(drawn)}</svg>'
    )


def legend_mark(number: int) -> str:
    """The mark of a persona on the map, for a legend."""
    return (
        '<svg class="legend-mark" viewBox="0 0 14 14" aria-hidden="true" focusable="false">'
        f"{_mark(number - 1, 7, 7, '')}</svg>"
    )


def _place(x: float, y: float) -> tuple[float, float]:
    across = (_SIDE - 2 * _EDGE) * (min(max(x, -1.0), 1.0) + 1) / 2 + _EDGE
    down = (_TALL - 2 * _EDGE) * (1 - min(max(y, -1.0), 1.0)) / 2 + _EDGE
    return across, down


def _mark(position: int, x: float, y: float, title: str) -> str:
    shape = _SHAPES[position % len(_SHAPES)]
    name = f"point hue-{hue(position + 1)}" if position >= 0 else "point"
    shown = f"<title>{title}</title>" if title else ""
    return shape.format(c=name, x=x, y=y, l=x - 4.2, o=y - 4.2, a=y - 5.2, b=y + 5.2, t=shown)


def _axis_labels(people: PersonaMap) -> list[str]:
    """What lies toward the ends of the axes."""
    places = (
        ((_EDGE, _TALL / 2 - 6, "start"), (_SIDE - _EDGE, _TALL / 2 - 6, "end")),
        ((_SIDE / 2, _TALL - 14, "middle"), (_SIDE / 2, 22, "middle")),
    )
    return [
        f'<text class="axis-label" x="{x}" y="{y}" text-anchor="{anchor}">'
        f"{markup_text(_short(codes))}</text>"
        for (_, low, high), ends in zip(people.axes[:2], places, strict=False)
        for codes, (x, y, anchor) in zip((low, high), ends, strict=True)
        if codes
    ]


def _short(codes: Sequence[str]) -> str:
    shown = ", ".join(codes[:2])
    return shown if len(shown) <= 48 else shown[:47] + "…"
