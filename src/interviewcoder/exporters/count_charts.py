"""Counts of codings as SVG drawings that stand alone: no script, words as words, readable on light and on dark."""

from collections.abc import Sequence

from interviewcoder.domain.bars import shares_of_most
from interviewcoder.domain.crosstab import Crosstab, Frequencies, Label
from interviewcoder.domain.timeline import Counts, Timeline

from .counts import time_at
from .persona_charts import markup_text

_LINE = 22
_LETTER = 7
"""About how wide a letter is, in the units of the drawing."""
_LONGEST = 34
_BAR = 360
_CELL = 34
_TRACK = 720
_EDGE = 12
_INK = "#3b6ea5"
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#222}.soft{fill:#666}.track{fill:#8884}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}.soft{fill:#aaa}}"
)


def counts_chart(counts: Counts) -> str:
    """Frequencies as bars, a table of two sides as a heat map, a timeline as a track a code."""
    match counts:
        case Frequencies():
            return _bars(counts)
        case Crosstab():
            return _heat_map(counts)
        case Timeline():
            return _tracks(counts)


def _bars(counts: Frequencies) -> str:
    names = [row.label for row in counts.rows]
    left = _room(names)
    drawn = []
    for place, (row, share) in enumerate(
        zip(counts.rows, shares_of_most([row.codings for row in counts.rows]), strict=True)
    ):
        y = _top() + place * _LINE
        drawn += [
            _name(row.label, left, y),
            f'<rect x="{left}" y="{y + 4}" width="{share * _BAR:.1f}" height="14" rx="1" fill="{_colour(row.label)}"/>',
            _text(
                left + share * _BAR + 6,
                y + 15,
                f"{row.codings:,} ({row.participants:,} participants)",
                soft=True,
            ),
        ]
    title = f"Codings by {counts.by}"
    return _drawing(
        title, counts.where, left + _BAR + 180, _top() + len(names) * _LINE + _EDGE, drawn
    )


def _heat_map(table: Crosstab) -> str:
    left, head = _room(table.rows), _room(table.columns)
    top = _top() + head
    drawn = [
        f'<text transform="translate({left + place * _CELL + 20} {top - 6}) rotate(-60)">{_cut(label)}</text>'
        for place, label in enumerate(table.columns)
    ]
    for down, (label, line) in enumerate(zip(table.rows, table.counts, strict=True)):
        y = top + down * _LINE
        drawn.append(_name(label, left, y))
        for across, count in enumerate(line):
            if count:
                drawn += _cell(left + across * _CELL, y, count, table.most)
    wide = left + len(table.columns) * _CELL + head // 2 + _EDGE
    return _drawing(
        f"Codings: {table.title}", table.where, wide, top + len(table.rows) * _LINE + _EDGE, drawn
    )


def _cell(x: float, y: float, count: int, most: int) -> list[str]:
    share = count / most
    shade = f'fill="{_INK}" fill-opacity="{0.15 + 0.85 * share:.2f}"'
    dark = ' style="fill:#fff"' if share > 0.5 else ""
    return [
        f'<rect x="{x}" y="{y + 1}" width="{_CELL - 2}" height="{_LINE - 2}" {shade}/>',
        f'<text x="{x + _CELL / 2 - 1}" y="{y + 15}" text-anchor="middle"{dark}>{count}</text>',
    ]


def _tracks(timeline: Timeline) -> str:
    left = _room([row.label for row in timeline.rows])
    drawn, each = [], _TRACK / max(timeline.characters, 1)
    for place, row in enumerate(timeline.rows):
        y = _top() + place * _LINE
        drawn += [
            _name(row.label, left, y),
            f'<rect class="track" x="{left}" y="{y + 10}" width="{_TRACK}" height="1"/>',
        ]
        drawn += [
            f'<rect x="{left + coding.start * each:.1f}" y="{y + 4}" '
            f'width="{max((coding.end - coding.start) * each, 1.5):.1f}" height="14" '
            f'fill="{_colour(row.label)}" fill-opacity="0.8">'
            f"<title>{markup_text(time_at(timeline, coding.start) or f'{coding.start:,}')}</title></rect>"
            for coding in row.codings
        ]
    tall = _top() + len(timeline.rows) * _LINE + _EDGE
    title = f"Codes along {timeline.source}"
    return _drawing(title, timeline.where, left + _TRACK + _EDGE, tall, drawn)


def _top() -> int:
    return _EDGE + 2 * _LINE


def _room(labels: Sequence[Label]) -> int:
    longest = max((len(label.shown) for label in labels), default=0)
    return _EDGE + min(longest, _LONGEST) * _LETTER + 8


def _cut(label: Label) -> str:
    shown = label.shown
    return markup_text(shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…")


def _name(label: Label, left: float, y: float) -> str:
    return f'<text x="{left - 8}" y="{y + 15}" text-anchor="end">{_cut(label)}</text>'


def _text(x: float, y: float, words: str, *, soft: bool = False) -> str:
    look = ' class="soft"' if soft else ""
    return f'<text{look} x="{x:.1f}" y="{y}">{markup_text(words)}</text>'


def _colour(label: Label) -> str:
    return label.colour or (label.kind.colour if label.kind else _INK)


def _drawing(title: str, where: str, wide: float, tall: float, drawn: Sequence[str]) -> str:
    told = f"{title}, where {where}" if where else title
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {tall:.0f}" '
        f'width="{wide:.0f}" height="{tall:.0f}" role="img"><title>{markup_text(told)}</title>'
        f"<style>{_STYLE}</style>"
        f'<text x="{_EDGE}" y="{_EDGE + 12}" style="font-weight:600;font-size:14px">{markup_text(told)}</text>'
        f"{''.join(drawn)}</svg>\n"
    )
