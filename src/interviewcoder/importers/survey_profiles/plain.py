"""A table of no tool in particular: the header is found, and what columns have in common in it."""

from dataclasses import replace

from ..grid import Grid
from ..header_rows import HeaderKind, header_kind
from ..header_words import grouped
from ..survey_table import Part, SurveyColumn, SurveyTable, level_rows, survey_columns
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
    header_rows = 1 if kind is HeaderKind.SINGLE else 2
    titles = grid.rows[0]
    second = grid.rows[1] if header_rows == 2 else []
    width = max(len(titles), len(second))
    under = [*second, *[""] * (width - len(second))]
    shown = [*titles, *[""] * (width - len(titles))]
    if kind is HeaderKind.GROUPED:
        shown = [one or two for one, two in zip(shown, under, strict=True)]
    shown, rows, warnings = level_rows(shown, grid.rows[header_rows:], header_rows + 1)
    columns: list[SurveyColumn]
    if kind is HeaderKind.GROUPED:
        columns = [
            replace(column, part=Part.OPTION if column.option else None)
            for column in question_columns(titles[: len(shown)], second)
        ]
    elif kind is HeaderKind.CODED:
        texts = [under[n].strip() or code for n, code in enumerate(shown)]
        columns = grouped(survey_columns(texts, shown))
    else:
        columns = grouped(survey_columns(shown))
    columns = with_parts(columns, _KNOWN)
    return SurveyTable("table", tuple(columns), rows, header_rows, warnings=warnings)


PROFILE = Profile("table", "a plain table", recognises, read)
