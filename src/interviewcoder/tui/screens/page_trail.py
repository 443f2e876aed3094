"""A list beside a page, and pages behind it that are opened one from another and closed the same way back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.content import Content

from ...domain.coding import Coding
from ...domain.errors import StudyError
from ..widgets.listing import Listing, Row
from .mode_screen import ModeScreen

if TYPE_CHECKING:
    from ...study import Study

R = TypeVar("R")
S = TypeVar("S")
T = TypeVar("T")


class PageTrail(ModeScreen[R], Generic[R, S]):
    """A mode whose page is a listing in `#behind`; it reads an `R`, and a page behind is about an `S`."""

    PAGE: ClassVar[str]
    """The id of the page's listing."""

    def __init__(self) -> None:
        super().__init__()
        self._trail: list[tuple[S, object]] = []
        """What is open, and the key of the row that opened it; the last one is on show."""

    @property
    def _page(self) -> Listing:
        return self.query_one(f"#{self.PAGE}", Listing)

    def _show_page(self, key: object = None) -> None:
        """Show what the trail leads to, with the highlight on the row of a key."""
        raise NotImplementedError

    def _put(self, title: str, rows: list[Row], key: object = None) -> None:
        self.query_one("#behind").border_title = Content(title)
        self._page.fill(rows)
        if key is not None:
            self._page.highlight_key(key)
        self.refresh_bindings()

    def _open(self, subject: S, key: object) -> None:
        self._trail.append((subject, key))
        self._page.fill(())
        self._show_page()

    def _ask_behind(
        self,
        title: str,
        question: Callable[["Study"], T],
        rows_of: Callable[[T], list[Row]],
        key: object,
        refused: Callable[[StudyError], None] | None = None,
    ) -> None:
        """Read what the page on show is about and show it, unless it has been left meanwhile."""
        opened = self._trail[-1]

        def there() -> bool:
            return bool(self._trail) and self._trail[-1] is opened

        def show(found: T) -> None:
            if there():
                self._put(title, rows_of(found), key)

        def refuse(error: StudyError) -> None:
            if there() and refused is not None:
                refused(error)

        self.ask(question, show, group="page", refused=refuse if refused else None)

    def _lost(self, _: Exception) -> None:
        """Go back where there is nothing to open: the participant has gone."""
        self.notify("This participant is not in the study any more.", severity="warning")
        self.action_close_page()

    def action_close_page(self) -> None:
        """Go back from a page to the row that opened it."""
        if self._trail:
            _, key = self._trail.pop()
            self._page.fill(())
            self._show_page(key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a page that was opened can be closed; else Escape leads back to another mode."""
        return bool(self._trail) if action == "close_page" else True


def words_of(study: "Study", name: str) -> tuple[dict[str, str], list[Coding]]:
    """A participant's attributes and the tags on their words. Reads the study: call it in a worker."""
    attributes = dict(study.participants.get(name).attributes)
    return attributes, study.codings.list(participant=name)
