"""Colours of codes can be seen and read on."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.exporters.colours import colour_of, contrast, ink_on, seen_on, tint

from .transcript_examples import CODES

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS, st.sampled_from(["#fffefb", "#1c1f23"]))
def test_a_mark_is_seen_on_its_ground(colour: str, ground: str) -> None:
    shade = seen_on(colour, ground)
    assert contrast(shade, ground) >= 3
    assert shade == colour or contrast(colour, ground) < 3


@given(COLOURS)
def test_what_is_written_on_a_colour_can_be_read(colour: str) -> None:
    assert contrast(ink_on(colour), colour) >= 4.3


@given(st.lists(COLOURS, min_size=1, max_size=12))
def test_words_on_a_tint_can_be_read(colours: list[str]) -> None:
    assert contrast("#000000", tint(colours)) >= 4.5


def test_a_colour_that_is_none_is_the_kinds() -> None:
    code = CODES[0].code
    for broken in ("", "red", "#12345", "#e69f00;}", "#e69f00\n"):
        assert colour_of(replace(code, colour=broken)) == code.kind.colour
