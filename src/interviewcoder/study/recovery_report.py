"""A recovery in words, for its report and the command line."""

from collections.abc import Iterator

from ..domain.recovery import RecoveredTable, Recovery, TextOutcome
from ..domain.text import one_line

_NAMES = {
    "study": "the study itself",
    "source_text": "texts",
    "source": "sources",
    "source_revision": "earlier revisions",
    "coding": "tags",
    "code": "codes",
    "passage": "passages",
    "journal_entry": "journal entries",
    "journal_change": "journal steps",
    "relocation": "review list",
    "attribute_value": "attribute values",
    "persona_member": "members of personas",
    "synthesis": "runs",
    "persona_quote": "quotes of personas",
}
_OUTCOMES = {
    TextOutcome.HEALED: "whole again, as it was imported",
    TextOutcome.CHANGED: "some letters are not what was imported",
    TextOutcome.CUT: "{missing} of {characters} letters are missing and stand as \ufffd",
    TextOutcome.LOST: "lost but for what was quoted from it ({missing} of {characters} letters)",
}


def table_name(table: str) -> str:
    """What a table's rows are called.

    >>> table_name("coding"), table_name("persona")
    ('tags', 'personas')
    """
    return _NAMES.get(table, table.replace("_", " ") + ("" if table == "evidence" else "s"))


def summary_lines(recovery: Recovery) -> Iterator[str]:
    """What matters most of a recovery, a line each."""
    if recovery.complete:
        yield "Nothing was lost."
    else:
        rebuilt = sum(table.rebuilt for table in recovery.tables)
        if rebuilt:
            yield f"{rebuilt} rows were rebuilt from the journal."
        unsure = [table_name(one.table) for one in recovery.tables if not one.complete]
        if unsure:
            yield f"More may have been lost of: {', '.join(unsure)}."
        aside = sum(table.set_aside for table in recovery.tables)
        if aside:
            yield f"{aside} rows fit nowhere any more; they are in {recovery.aside}."
        made = sum(table.stand_ins for table in recovery.tables)
        if made:
            yield f"{made} stand-ins ('Lost code 3') were made for what others point to; name them again."
    for text in recovery.texts:
        told = _OUTCOMES[text.outcome].format(missing=text.missing, characters=text.characters)
        yield f"The text of '{one_line(text.source)}' (revision {text.revision}): {told}."
    if any(text.outcome is not TextOutcome.HEALED for text in recovery.texts):
        yield "If you have the file that was imported: interviewcoder revise puts its words back."
    if recovery.rolled_back:
        yield "A change that had been broken off was taken back first."
    if recovery.journal_mended:
        yield (
            f"The journal keeps {recovery.entries_kept} entries; {recovery.entries_left_out} that do not follow "
            "from them were left out, and an entry 'recover' tells the rest."
        )
    if recovery.backup is not None:
        behind = recovery.backup.entries_behind
        yield (
            f"The newest healthy backup is {recovery.backup.path}; it lacks {behind} entries of the journal. "
            "Compare before you go on: interviewcoder restore."
        )
    if not recovery.healthy:
        yield "The new study does not pass all checks: run interviewcoder check on it."


def table_rows(recovery: Recovery) -> list[tuple[object, ...]]:
    """A row for each table that held or should hold something."""
    return [
        (
            table_name(one.table),
            one.found,
            one.rebuilt,
            one.stand_ins,
            one.set_aside,
            one.unreadable,
            "yes" if one.complete else "not known",
        )
        for one in recovery.tables
        if _is_told(one)
    ]


TABLE_HEADER = ("What", "Found", "Rebuilt", "Stand-ins", "Set aside", "Unreadable", "Complete")


def _is_told(table: RecoveredTable) -> bool:
    return bool(
        table.found or table.rebuilt or table.stand_ins or table.set_aside or table.unreadable
    )


def report_text(recovery: Recovery) -> str:
    """The whole report, as it is written beside the new study."""
    lines = [
        f"Recovered '{one_line(recovery.name)}'",
        f"from {one_line(str(recovery.damaged))}",
        f"to   {one_line(str(recovery.new))}",
        "",
        *summary_lines(recovery),
        "",
    ]
    rows = [TABLE_HEADER, *table_rows(recovery)]
    widths = [max(len(str(row[column])) for row in rows) for column in range(len(TABLE_HEADER))]
    for row in rows:
        cells = [str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)]
        lines.append("  ".join(cells).rstrip())
    if recovery.lost_tags:
        lines += ["", "Tags that have no place any more:"]
        for tag in recovery.lost_tags:
            lines.append(
                f"- {one_line(tag.code)}, in {one_line(tag.source)}: {one_line(tag.quote)}"
            )
    return "\n".join(lines) + "\n"
