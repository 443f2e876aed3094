"""Spans follow when names in a text give way to pseudonyms."""

from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.coding import Span
from interviewcoder.exporters.pseudonyms import Pseudonyms

NAMES = Pseudonyms(["Ana", "Ben Okri", "Zoë"])
PIECES = st.sampled_from(
    ["Ana", "ben okri", "Okri", "Zoë", "ana", " ", " said ", ", ", "bananas", "x"]
)


@given(st.lists(PIECES, min_size=1, max_size=8), st.data())
def test_a_span_covers_what_stands_for_its_words(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    whole = Span(0, len(text))
    changed, (moved, all_of_it) = NAMES.moved(text, [span, whole])
    assert changed == NAMES(text)
    assert all_of_it == Span(0, len(changed))
    assert 0 <= moved.start < moved.end <= len(changed)
    # What stands before and after the span is there still, but for names that it cuts.
    before, after = changed[: moved.start], changed[moved.end :]
    assert text.startswith(before) or before in NAMES(text)
    assert changed == before + changed[moved.start : moved.end] + after


def test_spans_that_touch_names() -> None:
    text = "Ask Ana or Ben Okri now"
    spans = [Span(0, 7), Span(4, 7), Span(5, 6), Span(8, 10), Span(12, 23), Span(20, 23)]
    changed, moved = NAMES.moved(text, spans)
    assert changed == "Ask P01 or P02 now"
    assert [changed[span.start : span.end] for span in moved] == [
        "Ask P01",
        "P01",
        "P01",
        "or",
        "P02 now",
        "now",
    ]


def test_values_are_changed_however_deep() -> None:
    changed = NAMES.everywhere({"who": ["Ana", ("Ben Okri", 3)], "badge": "Ana"})
    assert changed == {"who": ["P01", ("P02", 3)], "badge": "Ana"}
