"""The piece of a text that is like some words."""

from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.alike import piece_alike
from interviewcoder.domain.text import one_line


@given(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=300),
    st.lists(st.text(min_size=1, max_size=12), max_size=5),
    st.integers(3, 80),
)
def test_it_is_a_piece_of_the_text_and_no_longer_than_asked(
    text: str, words: list[str], limit: int
) -> None:
    piece = piece_alike(text, words, limit)
    assert len(piece) <= limit
    assert piece.strip("…").strip() in one_line(text)


def test_it_has_what_begins_alike() -> None:
    text = "We talked for a long time, about this and that, until the costs went up again."
    assert "costs" in piece_alike(text, ["costly"], 30)
    assert piece_alike(text, [], 30) == one_line(text, 30)
    assert piece_alike("Short.", ["costly"], 30) == "Short."


def test_words_of_scripts_without_spaces() -> None:
    text = "昨日は家族と一緒に長い散歩をして、そのあとで野菜の値段が高いと話しました。" * 2
    assert "値段" in piece_alike(text, ["値段"], 16)
