"""What an import would make of a survey's table."""

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions
from interviewcoder.domain.table_preview import ColumnPreview, TablePreview
from interviewcoder.domain.text import one_line

from .columns import Column
from .sample import FileSample
from .survey import source_of, survey_warnings
from .survey_answers import survey_answers
from .survey_profiles.registry import profile_label

_EXAMPLES = 5
_EXAMPLE_LENGTH = 80
_MOST_VALUES = 40
_LONGEST_VALUE = 120


def survey_preview(file_name: str, data: bytes, options: ImportOptions) -> TablePreview:
    """How the table would be imported with these options, `options.mapping` among them.

    A table that the import would refuse because of how its columns are used is shown as well, with the
    refusal as a warning.

    Raises:
        StudyError: it is no table, or has no responses.
    """
    return table_and_source(FileSample(file_name, data, options.encoding), options)[0]


def table_and_source(
    sample: FileSample, options: ImportOptions
) -> tuple[TablePreview, ImportedSource | StudyError]:
    """What `survey_preview` tells, and what the import would make of the file or why it would refuse it.

    Raises:
        StudyError: it is no table, or has no responses.
    """
    answers = survey_answers(sample, options)
    warnings = tuple(survey_warnings(answers))
    source: ImportedSource | StudyError
    try:
        source = source_of(sample, answers)
    except StudyError as refusal:
        source, warnings = refusal, (str(refusal), *warnings)
    table = TablePreview(
        profile=answers.survey.profile,
        profile_label=profile_label(answers.survey.profile),
        encoding=answers.grid.encoding,
        delimiter=answers.grid.delimiter,
        sheet=answers.grid.sheet,
        sheets=answers.grid.sheets,
        header_rows=answers.survey.header_rows,
        rows=len(answers.survey.rows) + sum(count for _, count in answers.survey.left_out),
        respondents=len(set(answers.respondents.by_row)),
        left_out_rows=answers.left_out,
        columns=tuple(map(_column_preview, answers.columns.all)),
        warnings=warnings,
    )
    return table, source


def _column_preview(column: Column) -> ColumnPreview:
    counts = column.cells.counts
    examples = (one_line(cell, _EXAMPLE_LENGTH) for cell in list(counts)[:_EXAMPLES])
    few = len(counts) <= _MOST_VALUES and all(len(cell) <= _LONGEST_VALUE for cell in counts)
    values = tuple(dict.fromkeys(map(one_line, counts))) if few else ()
    return ColumnPreview(column.mapping, column.cells.filled, len(counts), tuple(examples), values)
