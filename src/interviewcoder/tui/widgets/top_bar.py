"""The two lines on top: which study this is, and which mode."""

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ...domain.text import one_line, tagged_share
from ..keymap import MODES, SIDE_MODES
from ..labels import SOFT, counted
from ..messages import Overview


class TopBar(Widget):
    """Study, counts, how much is tagged, coder, and whether all is saved: one line, however narrow."""

    DEFAULT_CSS = """
    TopBar {
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground;
    }
    """

    overview: reactive[Overview | None] = reactive(None)
    """What is known of the study; None until it is open."""

    coded: reactive[float | None] = reactive(None)
    """The share of participants' words that is tagged; None until it is counted."""

    pending: reactive[int] = reactive(0)
    """Changes on their way to the disk."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def render(self) -> Content:
        """Name at the left, figures at the right; the figures give way first."""
        width = self.size.width
        overview = self.overview
        name = Content.styled(one_line(overview.name if overview else self._title), "bold")
        if overview is None:
            return name.truncate(width, ellipsis=True)
        saved = Content.styled(
            "saving…" if self.pending else "saved", "$warning" if self.pending else "$success"
        )
        figures = [
            Content.styled(counted(overview.sources, "source"), SOFT),
            Content.styled(counted(overview.codings, "tag"), SOFT),
            *(
                []
                if self.coded is None
                else [Content.styled(f"{tagged_share(self.coded)} tagged", SOFT)]
            ),
            Content.styled(one_line(overview.coder, max(8, min(24, width // 5))), SOFT),
            saved,
        ]
        between = Content.styled("  ·  ", "$foreground 30%")
        right = between.join(figures)
        while (
            len(figures) > 1
            and right.cell_length > width - min(name.cell_length, 24, width // 4) - 2
        ):
            figures.pop(0)
            right = between.join(figures)
        name = name.truncate(max(1, width - right.cell_length - 2), ellipsis=True)
        return name + " " * max(1, width - name.cell_length - right.cell_length) + right


class ModeTabs(Widget):
    """The modes with their digits; the one on show stands out."""

    DEFAULT_CSS = """
    ModeTabs {
        height: 1;
        padding: 0 1;
        background: $surface;
    }
    """

    class Asked(Message):
        """A mode was clicked."""

        def __init__(self, mode: str) -> None:
            super().__init__()
            self.mode = mode

    def __init__(self, mode: str) -> None:
        super().__init__()
        self._mode = mode

    def _labels(self) -> list[tuple[str, str]]:
        """Mode and what its tab says; only digits where the width does not allow more."""
        full = [
            (mode, f" {digit} {title} ") for digit, (mode, title) in enumerate(MODES.items(), 1)
        ]
        beside = [(mode, f" {title} ") for mode, title in SIDE_MODES.items() if mode == self._mode]
        full += beside
        close = [(mode, label[1:]) for mode, label in full]
        for labels in (full, close):
            if sum(len(label) for _, label in labels) <= self.size.width:
                return labels
        digits = [
            (mode, label if mode == self._mode else f" {digit} ")
            for digit, (mode, label) in enumerate(full[: len(MODES)], 1)
        ]
        return digits + beside

    def render(self) -> Content:
        """The tabs side by side."""
        return Content.assemble(
            *(
                (label, "bold reverse $primary") if mode == self._mode else (label, SOFT)
                for mode, label in self._labels()
            )
        )

    def on_click(self, event: events.Click) -> None:
        """Ask for the mode under the pointer."""
        x = event.get_content_offset_capture(self).x
        for mode, label in self._labels():
            x -= len(label)
            if x < 0:
                self.post_message(self.Asked(mode))
                return
