"""The columns of a survey's table as lines, what is known of one of them, and what they make in sum."""

from collections.abc import Sequence

from textual.content import Content

from ...domain.preview import FilePreview
from ...domain.survey_mapping import ColumnMapping, ColumnUse
from ...domain.table_preview import ColumnPreview, TablePreview
from ..labels import SOFT, counted, cut_inside, named
from .listing import Row
from .table_columns import Column, table_heading, table_line, widths

_COLUMNS = (
    Column("", 1),
    Column("Column", share=3),
    Column("Use", 10),
    Column("Name", share=2, least=88),
    Column("Type", 8, least=72),
    Column("Filled", 7, right=True),
    Column("Such as", share=2, least=60),
)
_STYLES = {
    ColumnUse.RESPONDENT: "bold $accent",
    ColumnUse.QUESTION: "bold $primary",
    ColumnUse.ATTRIBUTE: "",
    ColumnUse.LEFT_OUT: SOFT,
}
_LABELS = 12


def heading(width: int) -> Content:
    """The titles over the lines."""
    return table_heading(_COLUMNS, width)


def column_row(
    place: int, column: ColumnPreview, mapping: ColumnMapping, *, marked: bool, changed: bool
) -> Row:
    """The line of one column.

    Args:
        place: its index in the table.
        column: what stands in it.
        mapping: what it is used as now.
        marked: whether keys work on it along with others.
        changed: whether it is used otherwise than it was found out.
    """

    def draw(width: int) -> Content:
        mark, style = ("✓", "bold $success") if marked else ("•" if changed else " ", "$accent")
        left_out = mapping.use is ColumnUse.LEFT_OUT
        _, header_width, _, name_width, *_ = widths(_COLUMNS, width - 2)
        cells = (
            Content.styled(mark, style),
            named(cut_inside(mapping.header, header_width), SOFT if left_out else ""),
            Content.styled(mapping.use.value, _STYLES[mapping.use]),
            named(cut_inside(_called(mapping), name_width)),
            named(kind_of(mapping), SOFT),
            Content.styled(f"{column.filled:,}", SOFT),
            named(" / ".join(column.examples), SOFT),
        )
        return table_line(_COLUMNS, cells, width)

    return Row(draw, place, key=place)


def _called(mapping: ColumnMapping) -> str:
    """The name, where it is not the header; what a mark means, where it is one of several values."""
    if mapping.option:
        return f"{mapping.name}: {mapping.option}"
    return "" if mapping.name == mapping.header else mapping.name


def kind_of(mapping: ColumnMapping) -> str:
    """What sort of attribute a column is, as far as it is said."""
    if mapping.use is not ColumnUse.ATTRIBUTE:
        return ""
    if mapping.option or mapping.separator:
        return "several"
    if mapping.labels:
        return "scale"
    return mapping.type.value if mapping.type else ""


def about_table(preview: FilePreview, table: TablePreview) -> Content:
    """What kind of table it is."""
    facts = [table.profile_label, table.encoding]
    if table.delimiter:
        facts.append(f"divided by {table.divided_by}")
    if table.sheets:
        facts.append(f"sheet '{table.sheet}' of {len(table.sheets)}")
    if table.header_rows != 1:
        facts.append(counted(table.header_rows, "header row"))
    facts += [counted(table.rows, "row"), counted(len(table.columns), "column")]
    if preview.imported_as:
        facts.append(f"imported already as '{preview.imported_as}'")
    return Content(" · ").join(named(fact) for fact in facts if fact)


def about_column(column: ColumnPreview, mapping: ColumnMapping, parts: int) -> Content:
    """All that is known of one column; `parts` columns make its question or attribute."""
    lines = [named(mapping.header, "bold")]
    said: list[Content] = [Content.styled(mapping.use.value, _STYLES[mapping.use])]
    if mapping.name and mapping.name != mapping.header:
        said.append(Content.assemble(("called ", SOFT), named(mapping.name)))
    if mapping.option:
        said.append(Content.assemble(("a mark means ", SOFT), named(mapping.option)))
    if mapping.separator:
        said.append(
            Content.assemble(("values divided by ", SOFT), named(repr(mapping.separator)[1:-1]))
        )
    if kind := kind_of(mapping):
        said.append(named(kind, SOFT))
    if parts > 1:
        said.append(Content.styled(f"one of {parts} columns put together", SOFT))
    if mapping.reason:
        said.append(named(f"because: {mapping.reason}", SOFT))
    lines.append(Content.styled(" · ", "$foreground 30%").join(said))
    if mapping.labels:
        told = ", ".join(f"{written} = {number}" for written, number in mapping.labels[:_LABELS])
        lines.append(named(told))
    distinct = f"{counted(column.filled, 'cell')} filled, {column.distinct:,} different: "
    lines.append(Content.assemble((distinct, SOFT), named(" / ".join(column.examples))))
    return Content("\n").join(lines)


def in_sum(
    preview: FilePreview, columns: Sequence[ColumnMapping], width: int, *, counting: bool
) -> Content:
    """What the columns make: questions, answers, attributes, respondents; who is called how; what is wrong."""
    survey = preview.survey
    assert survey is not None
    used: dict[ColumnUse, set[str]] = {use: set() for use in ColumnUse}
    for column in columns:
        used[column.use].add(column.name)
    parts = [
        counted(len(used[ColumnUse.QUESTION]), "question"),
        "counting…" if counting else counted(preview.passages, "answer"),
        counted(len(used[ColumnUse.ATTRIBUTE]), "attribute"),
        "" if counting else counted(survey.table.respondents, "respondent"),
    ]
    first = Content(" · ").join(Content.styled(part, "bold") for part in parts if part)
    if counting:
        return first
    by = f"named by '{survey.named_by}'" if survey.named_by else "numbered"
    called = f"Respondents are {by}"
    if preview.known:
        called += f", {len(preview.known):,} are in the study already"
    if survey.names:
        called += f": {', '.join(survey.names)}" + ", …" * (preview.people > len(survey.names))
    lines = [first, named(called, SOFT)]
    told = []
    if preview.warnings:
        told.append(Content.styled(f"{counted(len(preview.warnings), 'warning')} (W)", "$warning"))
    if rows := survey.table.left_out_rows:
        listed = ", ".join(f"{count:,} ({reason})" for reason, count in rows)
        told.append(named(f"rows left out: {listed}", SOFT))
    if told:
        lines.append(Content(" · ").join(told))
    lines[1:] = [line.truncate(max(10, width), ellipsis=True) for line in lines[1:]]
    if preview.error:
        lines.insert(1, named(f"{preview.error} {preview.remedy}", "bold $error"))
    return Content("\n").join(lines)
