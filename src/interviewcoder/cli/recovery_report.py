"""How the command line tells what was got back from a damaged study."""

from collections.abc import Iterator

from interviewcoder.domain.recovery import RecoveredTable, Recovery, TextOutcome
from interviewcoder.domain.text import one_line

from .printing import say, show, show_table

_NAMES = {
    "study": "the study itself",
    "source_text": "texts",
    "source_revision": "earlier revisions",
    "coding": "tags",
    "journal_entry": "journal entries",
    "journal_change": "journal steps",
    "relocation": "review list",
    "persona_member": "members of personas",
    "persona_quote": "quotes of personas",
    "synthesis": "runs",
    "evidence": "evidence",
}
_OUTCOMES = {
    TextOutcome.HEALED: "whole again, as it was imported",
    TextOutcome.CHANGED: "some letters are not what was imported",
    TextOutcome.CUT: "{missing} of {characters} letters are missing and stand as \ufffd",
    TextOutcome.LOST: "lost but for what was quoted from it ({missing} of {characters} letters)",
}
_WORDS_SHOWN = 80


def tell_recovery(recovery: Recovery) -> None:
    """A table of what became of the rows, and the tags that were lost, on stdout; the rest on stderr."""
    show_table(
        ("What", "Expected", "Found", "Rebuilt", "Stand-ins", "Set aside", "Unreadable", "Lost"),
        [
            (
                _name(one),
                _known(one.expected),
                one.found,
                one.rebuilt,
                one.stand_ins,
                one.set_aside,
                one.unreadable,
                _known(one.lost),
            )
            for one in recovery.tables
            if one.kept or one.stand_ins or one.set_aside or one.unreadable
        ],
    )
    for tag in recovery.lost_tags:
        words = (one_line(each, _WORDS_SHOWN) for each in (tag.code, tag.source, tag.quote))
        show("Lost tag: {} in {}: {}".format(*words))
    for line in _lines(recovery):
        say(line)


def _name(table: RecoveredTable) -> str:
    return _NAMES.get(table.table, table.table.replace("_", " ") + "s")


def _where(recovery: Recovery) -> str:
    return ", ".join(_name(table) for table in recovery.tables if table.doubtful)


def _known(number: int | None) -> int | str:
    return "not known" if number is None else number


def _lines(recovery: Recovery) -> Iterator[str]:
    """What matters most, a line each."""
    if recovery.rolled_back:
        yield "A change that had been broken off was taken back first."
    if recovery.complete:
        yield "There is no sign that anything was lost."
    if rebuilt := _total(recovery.tables, "rebuilt"):
        yield f"{rebuilt} rows were rebuilt from the journal."
    if doubtful := _total(recovery.tables, "doubtful"):
        yield f"{doubtful} rows stand differently in the file and in its journal; look at them: {_where(recovery)}."
    if aside := _total(recovery.tables, "set_aside"):
        yield f"{aside} rows fit nowhere any more and were left out."
    if made := _total(recovery.tables, "stand_ins"):
        yield f"{made} stand-ins ('Lost code 3') were made for what others point to; name them again."
    for text in recovery.texts:
        told = _OUTCOMES[text.outcome].format(missing=text.missing, characters=text.characters)
        yield f"The text of '{one_line(text.source)}' (revision {text.revision}): {told}."
    if any(text.outcome is not TextOutcome.HEALED for text in recovery.texts):
        yield "If you have the file that was imported: interviewcoder revise puts its words back."
    if recovery.journal_mended:
        yield (
            f"Of the journal {recovery.entries_kept:,} entries were kept and {recovery.entries_left_out:,} left out, which "
            "do not follow from them; an entry 'recover' tells the rest."
        )


def _total(tables: tuple[RecoveredTable, ...], what: str) -> int:
    return sum(int(getattr(table, what)) for table in tables)
