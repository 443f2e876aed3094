"""Sources, codings and a tiny app for the tests of the reading view."""

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import strategies as st
from textual.app import App, ComposeResult

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.source import Passage, Role, Source, SourceKind, SourceText
from interviewcoder.tui.themes import DARK, LIGHT
from interviewcoder.tui.widgets.reading_view import ReadingView

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)

ODD_CHARACTERS = (
    "a", "b", "W", " ", " ", "\n", "\t", ".", "!", "-", "'", "é", "e\u0301", "\u0301", "你", "好", "。", "、", "ー",
    "한", "ש", "ל", "\u05b8", "م", "ر", "\u064b", "👩\u200d👩\u200d👧", "👍🏽", "🇸🇪", "❤\ufe0f", "\u200d", "\u200b",
    "\u202e", "\u2066", "\x1b", "\x9b", "\x07", "\u00a0", "\u00ad", "क्ष", "ﷺ", "[/b]", "𝕏", "\ufeff", "\u2028",
)  # fmt: skip
"""What breaks widths, wrapping and terminals."""

odd_words = st.lists(st.sampled_from(ODD_CHARACTERS), max_size=60).map("".join)
plain_words = st.text("abc .\n", max_size=300)
any_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
turns = st.lists(odd_words | plain_words | any_words, min_size=1, max_size=5)
widths = st.integers(20, 160)


def source_of(
    *turns: str,
    speakers: Sequence[str] = ("Ann Interviewer", "Bo"),
    question: str | None = None,
    step_ms: int | None = 61_000,
) -> SourceText:
    """A source of these turns, spoken in turn."""
    passages, position = [], 0
    for number, text in enumerate(turns):
        passages.append(
            Passage(
                id=number + 1,
                source_id=1,
                position=number,
                start=position,
                end=position + len(text),
                text=text,
                speaker=speakers[number % len(speakers)],
                role=Role.PARTICIPANT if number % 2 else Role.INTERVIEWER,
                start_ms=None if step_ms is None else number * step_ms,
                question=question,
            )
        )
        position += len(text) + 2
    text = "\n\n".join(turns)
    source = Source(
        1, "s", "talk", SourceKind.TRANSCRIPT, "txt", "utf-8", len(text), len(turns), (), "", "", LONG_AGO
    )  # fmt: skip
    return SourceText(source, text, tuple(passages))


def coding_of(
    start: int,
    end: int,
    code: str = "Trust",
    *,
    number: int = 1,
    coder: str = "ann",
    kind: Kind = Kind.ATTITUDE,
    colour: str = "",
) -> Coding:
    """A coding of a span."""
    return Coding(
        number, f"g{number}", 1, "talk", start, end, "", number, code, kind, colour or kind.colour, coder, LONG_AGO
    )  # fmt: skip


def coding_on(shown: SourceText, words: str, code: str = "Trust", **traits: object) -> Coding:
    """A coding of the first place of some words."""
    start = shown.text.index(words)
    return coding_of(start, start + len(words), code, **traits)  # type: ignore[arg-type]


class ReadingApp(App[None]):
    """A reading view and all that it tells."""

    BINDINGS = [("escape", "count_escape")]

    def __init__(
        self, shown: SourceText, codings: Sequence[Coding] = (), theme: str = DARK.name
    ) -> None:
        super().__init__()
        self.shown, self.codings = shown, codings
        self.told: list[ReadingView.CursorMoved | ReadingView.SelectionChanged] = []
        self.escapes = 0
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = theme

    def compose(self) -> ComposeResult:
        """The view alone."""
        yield ReadingView()

    def on_mount(self) -> None:
        """Show the source."""
        self.view.show(self.shown, self.codings)
        self.view.focus()

    @property
    def view(self) -> ReadingView:
        """The view."""
        return self.query_one(ReadingView)

    @property
    def rows(self) -> list[str]:
        """What stands on each row of the view."""
        return [self.view.render_line(y).text for y in range(self.view.size.height)]

    def action_count_escape(self) -> None:
        """Count an Escape that the view left to others."""
        self.escapes += 1

    def on_reading_view_cursor_moved(self, message: ReadingView.CursorMoved) -> None:
        """Keep it."""
        self.told.append(message)

    def on_reading_view_selection_changed(self, message: ReadingView.SelectionChanged) -> None:
        """Keep it."""
        self.told.append(message)
