"""Queries that are kept under names: saving one, and choosing one."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import App
from textual.binding import Binding
from textual.content import Content

from ...domain.saved_query import SavedQuery
from ...domain.text import one_line
from ..labels import SOFT, named
from ..widgets.listing import Listing
from .chooser import Chooser
from .text_prompt import TextPrompt

if TYPE_CHECKING:
    from ...study import Study

_LABEL = "A name for this query. What it finds is looked for anew each time."


def save_query(app: App[None], query: str) -> None:
    """Ask for a name, and keep the query under it."""
    if not query.strip():
        app.notify("There is no query to save. Write one first (f).")
        return

    def verb(study: "Study", name: str) -> str:
        there = {one.guid: one for one in study.queries.list()}
        kept = study.queries.save(name, query)
        before = there.get(kept.guid)
        if before is not None and before.query != kept.query:
            return f"Saved as {kept.name}, in place of: {one_line(before.query, 200)}. z brings it back."
        return f"Saved as {kept.name}. Q lists saved queries."

    def tell(told: object) -> None:
        if isinstance(told, str):
            app.notify(told)

    app.push_screen(TextPrompt("Save the query", _LABEL, verb, text=""), tell)


class QueryChooser(Chooser[SavedQuery]):
    """Lists saved queries; Ctrl+X forgets the highlighted one."""

    BINDINGS = [
        Binding("ctrl+x", "forget", "Forget", show=False, priority=True, id="queries.forget"),
    ]

    def __init__(self, queries: Sequence[SavedQuery]) -> None:
        self._queries = list(queries)
        super().__init__("Saved queries", _choices(self._queries))
        self._hint = self._said = "Enter: ask it   Ctrl+X: forget it   Esc: leave it"

    def action_forget(self) -> None:
        """Forget the highlighted query."""
        row = self.query_one(Listing).row
        if row is None or not isinstance(row.value, SavedQuery):
            return
        one = row.value
        seen = {"name": one.name, "query": one.query}

        def gone(_: None) -> None:
            self._queries.remove(one)
            self._choices = _choices(self._queries)
            self._show("")

        self.attempt(lambda study: study.queries.remove(one.id, seen=seen), gone)


def choose_query(app: App[None], queries: Sequence[SavedQuery], put: Callable[[str], None]) -> None:
    """Ask which saved query, and put it."""
    if not queries:
        app.notify("No query is saved yet. S saves the one that is asked.")
        return

    def chosen(one: SavedQuery | None) -> None:
        if one is not None:
            put(one.query)

    app.push_screen(QueryChooser(queries), chosen)


def _choices(queries: Sequence[SavedQuery]) -> list[tuple[Content, SavedQuery]]:
    return [
        (
            Content.assemble(
                named(one.name, "bold", limit=60), "  ", named(one.query, SOFT, limit=200)
            ),
            one,
        )
        for one in queries
    ]
