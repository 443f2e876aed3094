"""The lines of the history: an entry, or a whole run of entries that one action made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from ...domain.journal import EntryDetails, JournalEntry, RowChange, Way
from ...domain.text import name_key, one_line
from ..labels import SOFT, counted, moment, named
from .listing import Row
from .table_columns import Column, table_line

ROOMY = 76
"""From so many cells on, the change has a column of its own."""

COLUMNS = (
    Column("When", 16),
    Column("Who", 14, least=84),
    Column("Change", 20, least=ROOMY),
    Column("What"),
    Column("Source", 20, least=110),
    Column("Rows", 6, right=True, least=64),
    Column("", 6, least=40),
)
_LONGEST_VALUE = 600


@dataclass(frozen=True, slots=True)
class Done:
    """One action of the history."""

    entry: JournalEntry
    """Its newest entry: the point where the study is right after it."""
    together: int = 1
    """How many entries it made: one but for going to a point."""
    rows: int = 0
    sources: tuple[str, ...] = ()

    def fits(self, words: Sequence[str]) -> bool:
        """Whether all the words are in what is told of it."""
        entry = self.entry
        told = f"{moment(entry.at)} {entry.coder} {entry.verb} {entry.summary} {' '.join(self.sources)}"
        key = name_key(told)
        return all(word in key for word in words)


def actions(entries: Iterable[JournalEntry], sources: Mapping[int, tuple[str, ...]]) -> list[Done]:
    """The entries, the newest first, with those that one action made as one."""
    done: list[Done] = []
    for entry in entries:
        last = done[-1] if done else None
        if last is not None and _is_together(last.entry, entry):
            done[-1] = Done(
                last.entry,
                last.together + 1,
                last.rows + entry.changes,
                tuple(dict.fromkeys((*last.sources, *sources.get(entry.id, ())))),
            )
        else:
            done.append(Done(entry, 1, entry.changes, sources.get(entry.id, ())))
    return done


def _is_together(newer: JournalEntry, entry: JournalEntry) -> bool:
    """Whether one action made both: going to a point makes several, at one moment."""
    return (
        entry.refers_to is not None
        and newer.refers_to is not None
        and (newer.at, newer.coder) == (entry.at, entry.coder)
    )


def action_row(done: Done) -> Row:
    """An action as a line of the table."""
    entry = done.entry
    style = f"strike {SOFT}" if entry.undone else ""
    soft = style or SOFT
    many = f"{done.together:,} changes: " if done.together > 1 else ""
    told = one_line(many + entry.summary, 400)
    source = one_line(done.sources[0], 40) if done.sources else ""
    if len(done.sources) > 1:
        source = f"{len(done.sources):,} sources"

    def draw(width: int) -> Content:
        verb = named(entry.verb, style or "bold", 40)
        summary = Content.styled(told, style)
        cells = [
            Content.styled(moment(entry.at), SOFT),
            named(entry.coder, soft, 40),
            verb,
            summary if width - 2 >= ROOMY else Content.assemble(verb, "  ", summary),
            Content.styled(source, SOFT),
            Content.styled(f"{done.rows:,}" if done.rows else "", SOFT),
            Content.styled(
                "undone" if entry.undone else "final" if entry.for_good else "", "$warning"
            ),
        ]
        return table_line(COLUMNS, cells, width)

    return Row(draw, done, entry.id)


def fact_row(label: str, text: str) -> Row:
    """A fact of an entry, wrapped beside its label."""

    def draw(width: int) -> Content:
        lines = Content(text).wrap(max(8, width - 9))
        first = Content.styled(label.ljust(9), SOFT) + lines[0]
        return Content("\n").join([first, *[line.rstrip().pad_left(9) for line in lines[1:]]])

    return Row(draw, key=label, height=None)


def detail_rows(details: EntryDetails) -> list[Row]:
    """What an entry did, thing by thing."""
    rows = [_change_row(change, place) for place, change in enumerate(details.changes)]
    if details.others:
        more = ", ".join(f"{number:,} × {thing}" for thing, number in details.others.items())
        rows.append(fact_row("besides", more))
    return rows


def _change_row(change: RowChange, place: int) -> Row:
    marks = {"added": ("+ ", "bold $success"), "removed": ("- ", "bold $error")}
    mark = marks.get(change.done, ("~ ", "bold $warning"))
    name = one_line(change.name, 80)

    def draw(width: int) -> Content:
        head = Content.assemble(
            mark,
            (f"{change.thing} ", "bold"),
            (f"“{name}”" if name else ""),
            (f" {change.done}", SOFT),
        )
        lines = [head.truncate(width, ellipsis=True)]
        room = max(12, width - 4)
        for field in change.after or change.before:
            before, after = change.before.get(field, ""), change.after.get(field, "")
            told_already = (before or after) in (change.name, "neutral")
            if not field or (change.done != "changed" and told_already):
                continue
            label = Content.styled(f"{field}: ", SOFT)
            value = Content(one_line(after if change.after else before, _LONGEST_VALUE))
            if change.done == "changed":
                was = Content.styled(
                    one_line(before, _LONGEST_VALUE) or "nothing", f"strike {SOFT}"
                )
                value = Content.assemble(was, " → ", value if after else Content("nothing"))
            lines += [line.pad_left(4) for line in (label + value).wrap(room)]
        return Content("\n").join(lines)

    return Row(draw, key=f"change {place}", height=None)


def way_told(way: Way) -> str:
    """What going a way means, for a person to agree to."""
    parts = []
    if way.back:
        parts.append(f"{counted(len(way.back), 'change')} will be taken back")
    if way.forward:
        parts.append(f"{counted(len(way.forward), 'change')} will be put back in")
    whose = ", ".join(
        f"{number:,} of {one_line(coder, 40)}" for coder, number in way.by_coder.items()
    )
    kinds: dict[str, int] = {}
    for entry in (*way.back, *way.forward):
        kinds[entry.verb] = kinds.get(entry.verb, 0) + 1
    listed = sorted(kinds.items(), key=lambda pair: -pair[1])
    what = ", ".join(f"{number:,} × {one_line(verb, 40)}" for verb, number in listed[:6])
    more = f", and {len(listed) - 6} other kinds" if len(listed) > 6 else ""
    return (
        f"{', and '.join(parts).capitalize()}.\n\nWhose: {whose}\nWhat: {what}{more}\n\n"
        "It is one action. Redo (Z) goes back again to how it is now."
    )
