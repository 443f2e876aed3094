"""The dialog that writes a segment: its name and its rule, with the people whom it is true of as one types."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.conflict import Seen
from ...domain.errors import StudyError
from ...domain.participant import Attribute, Participant
from ...domain.query import QueryError
from ...domain.segment import Segment, SegmentDraft
from ...domain.text import NAME_LIMIT, clean_name, one_line
from ..widgets.segment_preview import RulePreview
from ..widgets.segment_suggester import RuleSuggester
from .dialog import Dialog

if TYPE_CHECKING:
    from ...study import Study

_PAUSE = 0.08
"""Seconds without a key after which the rule is looked at."""
_EXAMPLE = "Such as  region=North visits>3  or  code:Price  or  segment:Regulars"


class SegmentEditor(Dialog[str]):
    """Writes a new segment, or changes one. Dismissed with its name.

    Args:
        segment: the one to change; None for a new one.
        draft: what a new one begins as.
        attributes: those the study has.
        everyone: how many participants there are.
    """

    WRITTEN = "#name, #rule"
    SAVED_BY = "Enter"
    CSS = """
    SegmentEditor #known { max-height: 5; }
    SegmentEditor.-short #known { max-height: 3; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Field before", show=False),
    ]

    def __init__(
        self,
        segment: Segment | None = None,
        *,
        draft: SegmentDraft | None = None,
        attributes: Sequence[Attribute] = (),
        everyone: int = 0,
    ) -> None:
        title = f"Change {one_line(segment.name, 40)}" if segment else "Add a segment"
        super().__init__(
            title, hint="Enter: save it   Tab: next field   →: complete   Esc: leave it"
        )
        self._segment = segment
        if segment:
            self.seen = {"name": segment.name, "rule": segment.rule}
        given = draft or SegmentDraft("", "")
        self._name = segment.name if segment else given.name
        self._rule = segment.rule if segment else given.rule
        self._attributes = attributes
        self._everyone = everyone
        self._soon: Timer | None = None

    def parts(self) -> Iterable[Widget]:
        """The name, the rule, and what it finds."""
        yield Static(Content("Name"), classes="label")
        yield Input(self._name, placeholder="empty: as its rule", id="name")
        yield Static(Content("Rule: who belongs to it"), classes="label")
        yield Input(
            self._rule,
            placeholder=_EXAMPLE,
            suggester=RuleSuggester(self._attributes),
            id="rule",
        )
        preview = RulePreview()
        preview.everyone = self._everyone
        yield preview
        yield Static(_known(self._attributes), classes="hint", id="known")

    def on_mount(self) -> None:
        """Look at the rule that is given."""
        if self._rule:
            self.query_one("#rule", Input).focus()
        self._look()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Look at the rule once the keys pause."""
        message.stop()
        self.clear_trouble()
        if message.input.id == "rule":
            if self._soon is not None:
                self._soon.stop()
            self._soon = self.set_timer(_PAUSE, self._look)

    def _look(self) -> None:
        rule = self.query_one("#rule", Input).value
        if not rule.strip():
            self.workers.cancel_group(self, "preview")
            self._show(rule, _EXAMPLE)
            return
        self.ask(
            lambda study: study.segments.members(rule),
            lambda found: self._show(rule, found),
            group="preview",
            refused=lambda error: self._refused(rule, error),
        )

    def _refused(self, rule: str, error: StudyError) -> None:
        self._show(rule, error if isinstance(error, QueryError) else str(error))

    def _show(self, rule: str, found: Sequence[Participant] | QueryError | str) -> None:
        preview = self.query_one(RulePreview)
        preview.rule = rule
        preview.found = found
        preview.refresh(layout=True)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """From the name to the rule; from the rule to the study."""
        message.stop()
        if message.input.id == "name" and not self.query_one("#rule", Input).value.strip():
            self.query_one("#rule", Input).focus()
            return
        rule = self.query_one("#rule", Input).value
        name = self.query_one("#name", Input).value.strip() or one_line(rule, NAME_LIMIT)
        segment = self._segment

        def add(study: "Study") -> None:
            study.segments.add(name, rule)

        def write(study: "Study", seen: Seen) -> None:
            if segment is None:
                add(study)
            else:
                study.segments.edit(segment.id, name, rule, seen=seen)

        self.save(
            write,
            lambda _: self._saved(name),
            anew=add,
            refused=lambda error: self._not_saved(rule, error),
        )

    def fill(self, values: Seen) -> None:
        """Take their name or rule."""
        for field, value in values.items():
            self.query_one(f"#{field}", Input).value = str(value)

    def _saved(self, name: str) -> None:
        self.dismiss(clean_name(name))

    def _not_saved(self, rule: str, error: StudyError) -> None:
        if isinstance(error, QueryError):
            self._refused(rule, error)
        else:
            self.show_trouble(error)


def _known(attributes: Sequence[Attribute]) -> Content:
    """The attributes that a rule may name."""
    if not attributes:
        return Content(
            "There are no attributes yet; rules can ask for codes (code:Price) and names."
        )
    listed = ", ".join(one_line(attribute.name, 30) for attribute in attributes)
    return Content(
        f"Attributes: {listed}. Also code:, kind:, under:, source:, segment:, AND, OR, NOT."
    )
