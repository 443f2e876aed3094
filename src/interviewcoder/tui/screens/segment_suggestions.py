"""The dialog that offers sets of segments: those that the attributes suggest, and those that foretell personas."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.errors import StudyError
from ...domain.figures import in_percent
from ...domain.segment import SegmentDraft
from ...domain.text import name_key, one_line, visible
from ..labels import SOFT, bar, counted, named
from ..widgets.listing import Listing, Row
from ..widgets.quote_block import spaced, stacked
from .dialog import Dialog

if TYPE_CHECKING:
    from ...study import Study


@dataclass(frozen=True, slots=True)
class OfferedSet:
    """Segments that belong together."""

    title: str
    drafts: tuple[tuple[SegmentDraft, int], ...]
    """Each with how many people are in it."""
    there: frozenset[str]
    """Keys of the names that the study has already."""

    @property
    def new(self) -> list[SegmentDraft]:
        """Those that the study does not have."""
        return [draft for draft, _ in self.drafts if name_key(draft.name) not in self.there]


@dataclass(frozen=True, slots=True)
class Offered:
    """What the dialog shows."""

    told: str
    sets: tuple[OfferedSet, ...]
    everyone: int


class SegmentSuggestions(Dialog[int]):
    """Lists sets of segments; dismissed with how many segments were added.

    Args:
        title: the dialog's title.
        look: reads what is offered, in a thread.
    """

    TALL = True
    CSS = """
    SegmentSuggestions #dialog { width: 92; }
    SegmentSuggestions #told { margin-top: 1; height: auto; }
    SegmentSuggestions #dialog Listing { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "take", "Take or leave", id="suggestions.take"),
    ]

    def __init__(self, title: str, look: Callable[["Study"], Offered]) -> None:
        super().__init__(title, hint="Looking…")
        self._look = look
        self._offered: Offered | None = None
        self._taken: set[int] = set()
        self._adding = False

    def parts(self) -> Iterable[Widget]:
        """What is offered."""
        yield Static(id="told")
        yield Listing(id="sets")

    def on_mount(self) -> None:
        """Look, in a worker."""
        self.ask(self._look, self._show, group="offered")

    def _show(self, offered: Offered) -> None:
        self._offered = offered
        self.query_one("#told", Static).update(Content(visible(offered.told)))
        self.query_one("#told", Static).display = bool(offered.told)
        if len(offered.sets) == 1 and offered.sets[0].new:
            self._taken = {0}
        self._fill()
        self.query_one(Listing).focus()

    def _fill(self) -> None:
        offered = self._offered
        if offered is None:
            return
        rows = [
            Row(
                lambda width, one=one, number=number: _drawn(  # type: ignore[misc]
                    one, number in self._taken, offered.everyone, width
                ),
                number,
                number,
                1 + len(one.drafts),
            )
            for number, one in enumerate(offered.sets)
        ]
        self.query_one(Listing).fill(spaced(rows)[1:])
        count = sum(len(offered.sets[number].new) for number in self._taken)
        if not offered.sets:
            self.say("Esc: close")
        elif count:
            self.say(
                f"Enter: add {counted(count, 'segment')}   Space: take or leave   Esc: leave it"
            )
        else:
            self.say("Space: take a set   Enter: add the highlighted one   Esc: leave it")

    def action_take(self) -> None:
        """Take the highlighted set, or leave it."""
        row = self.query_one(Listing).row
        if self._offered is None or row is None or not isinstance(row.value, int):
            return
        if not self._offered.sets[row.value].new:
            self.say("All of them are in the study already.")
            return
        self._taken ^= {row.value}
        self._fill()

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Add the sets that were taken, or else the highlighted one, as one action."""
        message.stop()
        if self._offered is None or not isinstance(message.row.value, int) or self._adding:
            return
        taken: Sequence[int] = sorted(self._taken) or [message.row.value]
        drafts = [draft for number in taken for draft in self._offered.sets[number].new]
        if not drafts:
            self.say("All of them are in the study already.")
            return
        self._adding = True
        self.clear_trouble()
        self.change(lambda study: study.segments.add_all(drafts), self._added, self._refused)

    def _added(self, count: int) -> None:
        self.dismiss(count)

    def _refused(self, error: StudyError) -> None:
        self._adding = False
        self.show_trouble(error)


def _drawn(one: OfferedSet, taken: bool, everyone: int, width: int) -> Content:
    mark = ("[×]", "bold $success") if taken else ("[ ]", SOFT)
    told = "" if one.new else "  in the study already"
    head = Content.assemble(" ", mark, " ", named(one.title, "bold"), (told, SOFT))
    lines = [head.truncate(width, ellipsis=True)]
    digits = len(f"{everyone:,}")
    for draft, size in one.drafts:
        share = size / everyone if everyone else 0.0
        figures = Content.assemble(
            bar(share, 8), f" {size:>{digits},}", (f" {in_percent(share):>4}", SOFT)
        )
        room = max(8, width - 7 - figures.cell_length)
        there = name_key(draft.name) in one.there
        name = named(draft.name, SOFT if there else "").truncate(room, ellipsis=True)
        lines.append(
            Content.assemble("     ", name.pad_right(room - name.cell_length), "  ", figures)
        )
    return stacked(lines)


def suggested(study: "Study") -> Offered:
    """The sets that the attributes suggest. Reads the study: call it in a worker."""
    sets = study.segments.suggested()
    offered = _counted(study, [(title, drafts) for title, drafts in sets])
    told = (
        ""
        if sets
        else "Nothing is suggested: no attribute sorts the participants into groups. Attributes come with a survey's "
        "columns, a CSV of participants, or by hand in a profile (1)."
    )
    return Offered(told, offered, len(study.participants.list()))


def foretelling(study: "Study") -> Offered:
    """The rules that foretell personas best, and how well. Reads the study: call it in a worker."""
    everyone = len(study.participants.list())
    if not study.personas.list():
        told = "There are no personas to foretell yet: 4 goes to them, s makes them."
        return Offered(told, (), everyone)
    tree = study.segments.foretelling()
    if tree is None:
        told = (
            "Nothing does: no rule over the attributes tells a person's persona better than naming the largest persona "
            "for everyone. What people need cuts across who they are on paper, so you cannot reach a persona "
            "through its members' attributes. (It takes 20 people with a persona and an attribute to find out.)"
        )
        return Offered(told, (), everyone)
    told = (
        f"From these answers alone the persona is right for {_in_hundred(tree.accuracy)} people, foretold by rules "
        f"that were made without them. Naming the largest persona for everyone is right for "
        f"{_in_hundred(tree.majority)}. The rules were made of {counted(tree.people, 'person', 'people')}."
    )
    return Offered(
        told, _counted(study, [("What foretells the personas", tree.segments)]), everyone
    )


def _in_hundred(share: float) -> str:
    return f"{share * 100:.0f} in 100"


def _counted(
    study: "Study", sets: Sequence[tuple[str, Sequence[SegmentDraft]]]
) -> tuple[OfferedSet, ...]:
    there = frozenset(name_key(segment.name) for segment in study.segments.list())
    sizes = iter(study.segments.sizes([draft.rule for _, drafts in sets for draft in drafts]))
    return tuple(
        OfferedSet(one_line(title), tuple((draft, next(sizes)) for draft in drafts), there)
        for title, drafts in sets
    )
