"""A table of no tool in particular: the header is found, and what columns have in common in it."""

from dataclasses import replace

from ..grid import Grid
from ..header_rows import HeaderKind, header_kind
from ..header_words import grouped
from ..survey_table import Part, SurveyTable, level_rows, level_two_headers, survey_columns
from .headers import parts, with_parts
from .profile import Profile
from .surveymonkey import question_columns

_KNOWN = parts(
    private="IP Address|IP|Remote Address|Client IP|User Agent|Device ID|Browser Fingerprint",
    technical="Collector ID|Browser|Referrer|Referer|Session ID|Start Date|Start time|Started at|Started|Time started|Date started"
    "|Time taken|Duration|Duration (seconds)|Duration (in seconds)|Completion time (seconds)|Time spent|Screen resolution"
    "|Operating System|User Agent|Submission URL|Form ID|Form name|Survey ID|Survey name|Respondent URL|Progress|Seed"
    "|Created by|Last modified|Last modified by|Last updated|Modified time|Updated at|Edit link",
    fact="Submitted|Submitted at|Submit Date|Submission Date|Submission time|Date submitted|End Date|Ended at|Completed at"
    "|Completion date|Timestamp|Response date|Date created|Created|Created at|Created time|Added time|Finished|Language|User language",
)


def recognises(_: Grid) -> bool:
    """Any table is one."""
    return True


def read(grid: Grid) -> SurveyTable:
    """The responses, below one or two header rows."""
    kind = header_kind(grid)
    if kind is HeaderKind.SINGLE:
        titles, rows, warnings = level_rows(grid.rows[0], grid.rows[1:], 2)
        columns = grouped(survey_columns(titles))
    else:
        above, below, rows, warnings = level_two_headers(
            grid.rows[0], grid.rows[1], grid.rows[2:], 3
        )
        if kind is HeaderKind.GROUPED:
            columns = [
                replace(column, part=Part.OPTION if column.option else None)
                for column in question_columns(above, below)
            ]
        else:
            texts = [text.strip() or code for code, text in zip(above, below, strict=True)]
            columns = grouped(survey_columns(texts, above))
    header_rows = 1 if kind is HeaderKind.SINGLE else 2
    columns = with_parts(columns, _KNOWN)
    return SurveyTable("table", tuple(columns), rows, header_rows, warnings=warnings)


PROFILE = Profile("table", "a plain table", recognises, read)
