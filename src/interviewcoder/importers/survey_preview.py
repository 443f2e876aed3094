"""What an import would make of a survey's table."""

from collections import Counter

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportOptions
from interviewcoder.domain.table_preview import ColumnPreview, TablePreview
from interviewcoder.domain.text import one_line

from .columns import Column, columns_of
from .long_answers import one_row_each
from .own_tables import refuse_own_tables
from .sample import FileSample
from .survey import read
from .survey_headers import survey_table
from .tables import best_delimiter, records

_EXAMPLES = 5
_EXAMPLE_LENGTH = 80


def survey_preview(file_name: str, data: bytes, options: ImportOptions) -> TablePreview:
    """How the table would be imported with these options, `options.mapping` among them.

    A table that the import would refuse because of how its columns are used is shown as well, with the
    refusal as a warning.

    Raises:
        StudyError: it is no table, or has no responses.
    """
    sample = FileSample(file_name, data, options.encoding)
    found = records(sample.text)
    refuse_own_tables(found[0] if found else ())
    survey = survey_table(one_row_each(found, options))
    columns = columns_of(survey, options)
    respondents = len(survey.table.rows)
    try:
        imported = read(sample, options)
        warnings, respondents = imported.warnings, len(imported.speakers)
    except StudyError as refusal:
        warnings = (str(refusal),)
    return TablePreview(
        profile=survey.profile,
        profile_label=survey.profile,
        encoding=sample.decoded.encoding,
        delimiter=best_delimiter(sample.text) or ",",
        sheet="",
        sheets=(),
        header_rows=survey.table.first_line - 1,
        rows=len(survey.table.rows),
        respondents=respondents,
        left_out_rows=(),
        columns=tuple(map(_column_preview, columns)),
        warnings=warnings,
    )


def _column_preview(column: Column) -> ColumnPreview:
    counts = Counter(column.cells)
    present = {cell: count for cell, count in counts.items() if cell and not cell.isspace()}
    examples = [one_line(cell, _EXAMPLE_LENGTH) for cell in list(present)[:_EXAMPLES]]
    return ColumnPreview(column.mapping, sum(present.values()), len(present), tuple(examples))
