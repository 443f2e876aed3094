"""A dialog on one participant: attributes to set, clear and add, and the sources they speak in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.errors import StudyError
from ...domain.memo import MemoTarget
from ...domain.participant import Attribute, Participant
from ..labels import SOFT, counted, named
from ..widgets.listing import Listing, Row, text_row
from .dialog import Dialog

if TYPE_CHECKING:
    from ...study import Study

_HINT = "Enter: set or open   x: clear   a: add   e: rename   m: memos   Esc: close"


@dataclass(frozen=True, slots=True)
class Profile:
    """A participant and the attributes that anybody has."""

    person: Participant
    attributes: Sequence[Attribute]


@dataclass(frozen=True, slots=True)
class TheirSource:
    """A source the participant speaks in."""

    name: str


class ProfileDialog(Dialog[str]):
    """Shows a participant; dismissed with the name of a source to open.

    Args:
        participant_id: who.
        name: what they are called.
    """

    CSS = """
    ProfileDialog #dialog { width: 80; }
    ProfileDialog #about { height: auto; color: $foreground 60%; }
    ProfileDialog #dialog #profile { max-height: 55vh; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,delete", "clear", "Clear", id="profile.clear"),
        Binding("a", "add", "Add", id="profile.add"),
        Binding("e", "rename", "Rename", id="profile.rename"),
        Binding("m", "memos", "Memos", id="profile.memos"),
    ]

    def __init__(self, participant_id: int, name: str) -> None:
        super().__init__(name, hint=_HINT)
        self._participant_id = participant_id
        self._profile: Profile | None = None

    def parts(self) -> Iterable[Widget]:
        """Figures, attributes, sources."""
        yield Static(id="about")
        yield Listing(id="profile", empty="Looking…")

    def on_mount(self) -> None:
        """Load the participant."""
        self._load()

    def study_changed(self) -> None:
        """Show what others made of the participant."""
        self._load()

    def _load(self) -> None:
        self.ask(self._fetch, self._present, group="profile", refused=self.show_trouble)

    def _fetch(self, study: "Study") -> Profile:
        for person in study.participants.list():
            if person.id == self._participant_id:
                return Profile(person, study.participants.attributes())
        raise StudyError("This participant is not in the study any more.", "Press Esc.")

    def _present(self, profile: Profile) -> None:
        self._profile = profile
        person = profile.person
        self.query_one("#dialog").border_title = named(person.name, limit=60)
        self.query_one("#about", Static).update(
            f"{counted(person.passages, 'passage')}  ·  {counted(person.codings, 'tag')}"
        )
        rows = [_heading("Attributes")]
        rows += [
            _attribute_row(attribute, person.attributes.get(attribute.name))
            for attribute in profile.attributes
        ]
        if not profile.attributes:
            rows.append(_note("None in this study yet. Press a to add one."))
        rows += [_heading(f"\nSpeaks in {counted(len(person.sources), 'source')}")]
        rows += [_source_row(name) for name in person.sources]
        self.query_one(Listing).fill(rows)
        self.query_one(Listing).focus()

    @property
    def _here(self) -> object:
        row = self.query_one(Listing).row
        return row.value if row else None

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Set an attribute or open a source."""
        message.stop()
        match message.row.value:
            case TheirSource(name=name):
                self.dismiss(name)
            case Attribute() as attribute:
                self._edit(attribute)
            case _:
                pass

    def _edit(self, attribute: Attribute | None) -> None:
        from .attribute_prompt import AttributePrompt

        if self._profile is not None:
            person = self._profile.person
            prompt = AttributePrompt(
                person.id, attribute, person.attributes, self._profile.attributes
            )
            self.app.push_screen(prompt, lambda _: self._load())

    def action_add(self) -> None:
        """Add an attribute to the study and set it for this participant."""
        self._edit(None)

    def action_clear(self) -> None:
        """Take the value of the highlighted attribute away."""
        attribute = self._here
        if isinstance(attribute, Attribute):
            name, person = attribute.name, self._participant_id
            shown = self._profile.person.attributes.get(name, "") if self._profile else ""
            self.attempt(
                lambda study: study.participants.set_attribute(
                    person, name, None, seen={"value": shown}
                ),
                lambda _: self._load(),
            )

    def action_rename(self) -> None:
        """Give the participant another name."""
        from .edit_prompt import EditPrompt

        if self._profile is not None:
            person = self._profile.person
            self.app.push_screen(
                EditPrompt(
                    "Rename the participant",
                    "New name of the participant",
                    lambda study, name, seen: study.participants.rename(person.id, name, seen=seen),
                    "name",
                    person.name,
                ),
                lambda _: self._load(),
            )

    def action_memos(self) -> None:
        """Notes on the participant."""
        from .memos import MemosDialog

        if self._profile is not None:
            person = self._profile.person
            self.app.push_screen(MemosDialog(MemoTarget.PARTICIPANT, person.guid, person.name))


def _heading(title: str) -> Row:
    return text_row(Content.styled(title, "bold $primary"), selectable=False)


def _note(words: str) -> Row:
    return text_row(Content.styled(f"  {words}", SOFT), selectable=False)


def _attribute_row(attribute: Attribute, value: str | None) -> Row:
    def draw(width: int) -> Content:
        title = max(12, min(28, width // 3))
        name = named(attribute.name, SOFT).truncate(title, ellipsis=True)
        what = Content.styled(attribute.type.value, "$foreground 40%")
        room = max(4, width - title - 4 - what.cell_length - 2)
        shown = named(value, "bold") if value else Content.styled("–", "$foreground 40%")
        shown = shown.truncate(room, ellipsis=True)
        return Content.assemble(
            "  ",
            name.pad_right(title - name.cell_length),
            "  ",
            shown.pad_right(room - shown.cell_length),
            what,
        )

    return Row(draw, attribute, key=("attribute", attribute.id))


def _source_row(name: str) -> Row:
    return Row(
        lambda width: Content.assemble("  ", named(name)).truncate(width, ellipsis=True),
        TheirSource(name),
        key=("source", name),
    )
