"""Bars in the margin stand side by side without touching, and what has no room is counted."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.color import Color

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.source import SourceText
from interviewcoder.tui.widgets.lanes import Lanes
from interviewcoder.tui.widgets.reading_colours import Palette, contrast
from interviewcoder.tui.widgets.reading_columns import columns
from interviewcoder.tui.widgets.reading_layout import Layout
from interviewcoder.tui.widgets.reading_margin import margin
from interviewcoder.tui.widgets.runs import Runs

from .reading_examples import coding_of, coding_on, source_of, widths

PALETTE = Palette(Color(20, 24, 30), Color(220, 220, 220), Color(120, 170, 220))
extents = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 12)).map(
        lambda pair: (pair[0], pair[0] + pair[1])
    ),
    max_size=60,
)
spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=25)


@given(extents, st.integers(0, 4))
def test_bars_share_lanes_without_touching_and_the_rest_is_counted(bars, most):
    lanes = Lanes(bars, most)
    for row in range(60):
        here = {index for index, (first, last) in enumerate(bars) if first <= row <= last}
        drawn = lanes.on_row(row)
        assert len({lane for lane, _ in drawn}) == len(drawn) <= most
        assert {index for _, index in drawn} <= here
        assert len(drawn) + lanes.hidden_on_row(row) == len(here)
        assert all(lane < lanes.width_on_row(row) <= most for lane, _ in drawn)
        assert lanes.lane_of.tolist() == [lanes.lane_of[index] for index in range(len(bars))]


@given(extents, st.integers(1, 4))
def test_every_drawn_bar_has_its_name_once_beside_it(bars, most):
    lanes = Lanes(bars, most)
    named = [(row, index) for row, members in lanes.labels.items() for index in members]
    assert sorted(index for _, index in named) == [
        index for index in range(len(bars)) if lanes.lane_of[index] < most
    ]
    assert all(bars[index][0] <= row <= bars[index][1] for row, index in named)


@given(spans)
def test_runs_tell_the_shortest_excerpt_and_the_depth_at_each_position(pairs):
    codings = [coding_of(start, start + length) for start, length in pairs]
    runs = Runs(codings).between(0, 120)
    for position in range(100):
        _, top, depth = [run for run in runs if run[0] <= position][-1]
        here = [c for c in codings if c.start <= position < c.end]
        assert depth == len(here)
        assert (top == -1) == (not here)
        if here:
            assert codings[top] in here
            assert len(codings[top].span) == min(len(coding.span) for coding in here)


def margins(shown: SourceText, codings: list[Coding], width: int) -> list[str]:
    layout = Layout(shown.text, shown.passages, columns(width, shown.passages))
    lanes = Lanes([layout.rows_of(coding.span) for coding in codings], layout.columns.lanes)
    coders = len({coding.coder for coding in codings}) > 1
    rows = []
    for row in range(layout.row_count):
        segments = margin(
            layout.columns, codings, lanes, PALETTE, row, topmost=not row, several_coders=coders
        )
        rows.append("".join(segment.text for segment in segments))
        assert cell_len(rows[-1]) <= layout.columns.margin
    return rows


LONG = source_of("word " * 100, "again " * 60)


@given(spans, widths, st.sampled_from(["Trust", "你好" * 20, "[/b]\x1b[2J\u202e", "a b " * 40]))
def test_the_margin_never_runs_over_its_width(pairs, width, name):
    codings = [
        coding_of(start * 8, start * 8 + length * 4, name, coder=f"c{length % 3}")
        for start, length in pairs
    ]
    for row in margins(LONG, codings, width):
        assert "\x1b" not in row
        assert "\u202e" not in row


def test_one_coding_is_a_bar_with_mark_and_name():
    [first, *_] = margins(LONG, [coding_on(LONG, "word word")], 120)
    assert first.split() == ["╸", "A", "Trust"]


def test_a_long_excerpt_has_a_bracket_from_its_first_row_to_its_last():
    layout = Layout(LONG.text, LONG.passages, columns(80, LONG.passages))
    coding = coding_of(0, 300)
    first, last = layout.rows_of(coding.span)
    rows = margins(LONG, [coding], 80)
    assert [row.split()[0] for row in rows[first : last + 1]] == [
        "┓",
        *["┃"] * (last - first - 1),
        "┛",
    ]
    assert not any(rows[last + 1 :])


def test_names_stand_close_to_bars_that_are_alone():
    crowded = [coding_of(300, 480, f"Code {n}", number=n) for n in range(3)]
    rows = margins(LONG, [coding_of(0, 9), *crowded], 100)
    assert rows[0].startswith(" ╸ A Trust")


def test_what_has_no_lane_is_counted():
    codings = [coding_of(0, 200 + number, f"Code {number}", number=number) for number in range(7)]
    rows = margins(LONG, codings, 120)
    assert rows[0].count("┓") == 6
    assert "+" in rows[0]
    narrow = margins(LONG, codings, 60)
    assert narrow[1].split() == ["A", "A", "A", "+4"]


def test_the_coder_is_named_when_there_are_several():
    one = coding_of(0, 9)
    other = coding_of(400, 409, coder="Zoë")
    assert "Zoë" not in "".join(margins(LONG, [one], 140))
    assert "Zoë" in "".join(margins(LONG, [one, other], 140))


def test_code_colours_are_legible_in_the_margin_and_behind_words_on_dark_and_light():
    for paper, ink in (
        (Color(21, 24, 30), Color(217, 220, 227)),
        (Color(251, 250, 247), Color(35, 39, 46)),
    ):
        palette = Palette(paper, ink, Color(122, 168, 216))
        for colour in (*(kind.colour for kind in Kind), "#000000", "#ffffff", "#102030", "#ffff00"):
            style = palette.mark(colour)
            assert style.color is not None
            assert style.color.triplet is not None
            assert contrast(Color(*style.color.triplet), paper) >= 4.5
