"""Lines in context are as wide as they may be, with the found words in one column, whatever the script."""

import re

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from interviewcoder.domain.concordance import Line
from interviewcoder.tui.widgets.context_lines import context_line
from interviewcoder.tui.widgets.hit_lines import MATCH

words = st.text(
    st.sampled_from("ab c漢字 שלום عربي é\u0301\u0308\u202e\u200f👩\u200d🔬 \n\t-,"), max_size=130
)


@given(words, words.filter(str.strip), words, st.integers(30, 200))
@example("אני אומר שהמחיר", "גבוה", "מדי בשבילי", 60)
@example("值段が" * 30, "高い", "と思います" * 30, 61)
@example("a" * 120, "b" * 500, "c" * 120, 30)
def test_the_found_words_stand_in_one_column(
    left: str, keyword: str, right: str, width: int
) -> None:
    def drawn(before: str, found: str, after: str) -> tuple[str, int]:
        line = Line(1, "source", 0, 1, before, found, after, "Ana", "Ana", None)
        content = context_line(line, width)
        (at,) = (span.start for span in content.spans if span.style == MATCH)
        return content.plain, cell_len(content.plain[:at])

    plain, column = drawn(left, keyword, right)
    assert cell_len(plain) <= width
    assert column == drawn("", "x", "")[1]
    assert not re.search("[\n\t\u202e]", plain)


def test_a_context_that_is_cut_says_so() -> None:
    line = Line(1, "s", 0, 1, "word " * 20, "price", " word" * 20, "Ana", "Ana", None)
    plain = context_line(line, 60).plain
    assert plain.strip().startswith("…")
    assert plain.rstrip().endswith("…")
    assert "word price word" in plain
    assert "Ana" in context_line(line, 120).plain
