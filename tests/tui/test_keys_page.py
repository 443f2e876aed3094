"""The page of keys says which keys there are."""

from pathlib import Path

from interviewcoder.tui.keys_page import keys_page

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"


def test_page_is_what_the_commands_say() -> None:
    """Make it again with: python -m interviewcoder.tui.keys_page > docs/keys.md"""
    assert PAGE.read_text(encoding="utf-8") == keys_page()
