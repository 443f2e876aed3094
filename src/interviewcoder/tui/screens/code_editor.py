"""The dialog in which a code is written: name, kind, colour, definition, when to use it and when not."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from ...domain.codebook import Code, CodeDraft
from ...domain.conflict import Seen
from ...domain.errors import StudyError
from ...domain.kinds import Kind
from ...domain.near_names import nearly
from ...domain.text import name_key, one_line, sanitise
from ..widgets.cycle_field import CycleField
from .dialog import Dialog

if TYPE_CHECKING:
    from ...study import Study

_HINT = "Enter or Ctrl+S: save   Tab: next field   Esc: leave it"
_TEXTS = {
    "definition": "Definition: what it says about a person",
    "include": "When to use it",
    "exclude": "When not",
}


class _NearlyThere(StudyError):
    """Another code has nearly this name."""


class CodeEditor(Dialog[bool]):
    """Writes a code; stays open with what was typed when the study refuses it.

    Args:
        code: the code to change; None for a new one.
        parent: the code above a new one; None: the top of the tree.
    """

    WRITTEN = "Input, CycleField, TextArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True, id="code.save"),
    ]
    CSS = """
    CodeEditor {
        #fields { height: auto; max-height: 100%; }
        .row { height: auto; }
        .row > Vertical { width: 1fr; height: auto; }
        #hue { margin-left: 2; }
        &.-short .label { margin-top: 0; }
        &.-short TextArea { height: 2; }
    }
    """

    def __init__(self, code: Code | None = None, parent: Code | None = None) -> None:
        super().__init__("Code" if code else "New code", hint=_HINT)
        self._code = code
        self._above = parent
        self._warned_of = code.name if code else ""
        if code:
            fields = ("name", "kind", "colour", *_TEXTS)
            self.seen = {name: getattr(code, name) for name in fields}

    def parts(self) -> Iterable[Widget]:
        """The fields."""
        code = self._code
        above = f"Name, under {one_line(self._above.name, 40)}" if self._above else "Name"
        kind = code.kind if code else self._above.kind if self._above else Kind.OTHER
        kinds = [kind, *(other for other in Kind if other is not kind)]
        own_colour = code.colour if code and code.colour != code.kind.colour else ""
        with VerticalScroll(id="fields", can_focus=False):
            yield Static(Content(above), classes="label")
            yield Input(code.name if code else "", id="name")
            with Horizontal(classes="row"):
                with Vertical():
                    yield Static(Content("Kind"), classes="label")
                    yield CycleField(
                        [(one.value.capitalize(), one.value) for one in kinds], id="kind"
                    )
                with Vertical(id="hue"):
                    yield Static(Content("Colour"), classes="label")
                    yield Input(own_colour, placeholder="its kind's, or #rrggbb", id="colour")
            for name, label in _TEXTS.items():
                yield Static(Content(label), classes="label")
                text = sanitise(getattr(code, name)) if code else ""
                yield TextArea(text, id=name, tab_behavior="focus", highlight_cursor_line=False)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Save."""
        message.stop()
        self.action_save()

    def action_save(self) -> None:
        """Save; on trouble the dialog stays."""
        name = self.query_one("#name", Input).value
        kind = Kind(self.query_one("#kind", CycleField).value or Kind.OTHER)
        colour = self.query_one("#colour", Input).value.strip() or kind.colour
        texts = {key: self.query_one(f"#{key}", TextArea).text for key in _TEXTS}
        code = self._code

        def add(study: "Study") -> Code:
            parent = self._above.name if self._above else None
            return study.codebook.add(CodeDraft(name, kind, parent, colour, **texts))

        warned = name_key(name) == name_key(self._warned_of)

        def write(study: "Study", seen: Seen) -> Code:
            if not warned and (near := study.codebook.near(name, but=code.id if code else None)):
                raise _NearlyThere(nearly(near), "Save again: have it all the same.")
            if code is None:
                return add(study)
            return study.codebook.update(
                code.id,
                name=name,
                kind=kind,
                colour=colour,
                definition=texts["definition"],
                include=texts["include"],
                exclude=texts["exclude"],
                seen=seen,
            )

        def refused(error: StudyError) -> None:
            if isinstance(error, _NearlyThere):
                self._warned_of = name
            self.show_trouble(error)

        self.save(write, self._saved, anew=add, refused=refused)

    def fill(self, values: Seen) -> None:
        """Take what they made of some fields."""
        for field, value in values.items():
            match self.query_one(f"#{field}"):
                case CycleField() as choice:
                    choice.choose(str(value))
                case Input() as line:
                    line.value = str(value)
                case TextArea() as area:
                    area.load_text(sanitise(str(value)))

    def _saved(self, _: Code) -> None:
        self.dismiss(True)
