"""The layouts of survey tools that are known, and the one door to them."""

from dataclasses import replace

from ..grid import Grid, require_rows
from ..header_rows import from_header
from ..survey_table import SurveyTable
from . import (
    alchemer,
    formbricks,
    formstack,
    google_forms,
    jotform,
    kobo,
    limesurvey,
    microsoft_forms,
    plain,
    prolific,
    qualtrics,
    redcap,
    spss,
    surveymonkey,
    tally,
    typeform,
)
from .profile import Profile
from .summaries import refuse_summary

PROFILES: tuple[Profile, ...] = (
    spss.PROFILE,
    qualtrics.PROFILE,
    surveymonkey.PROFILE,
    microsoft_forms.PROFILE,
    typeform.PROFILE,
    kobo.PROFILE,
    redcap.PROFILE,
    formbricks.PROFILE,
    tally.PROFILE,
    alchemer.PROFILE,
    prolific.PROFILE,
    limesurvey.PROFILE,
    jotform.PROFILE,
    formstack.PROFILE,
    google_forms.PROFILE,
    plain.PROFILE,
)
"""In the order in which they are asked; the last takes any table."""


def survey_table(grid: Grid) -> SurveyTable:
    """The responses of a table, as the layout of its survey tool tells them.

    Raises:
        StudyError: there is nothing in it, no responses, or only a summary of them.
    """
    require_rows(grid)
    refuse_summary(grid)
    start = from_header(grid)
    table = _recognised(start.grid).read(start.grid)
    codes = [*start.codes, *[""] * (len(table.columns) - len(start.codes))]
    return replace(
        table,
        header_rows=table.header_rows + start.above,
        columns=tuple(
            replace(column, code=column.code or code.strip())
            for column, code in zip(table.columns, codes, strict=False)
        ),
    )


def profile_of(grid: Grid) -> Profile:
    """The layout of a table with rows in it."""
    return _recognised(from_header(grid).grid)


def _recognised(grid: Grid) -> Profile:
    return next(profile for profile in PROFILES if profile.recognises(grid))


def profile_label(name: str) -> str:
    """What people call a layout."""
    return next((profile.label for profile in PROFILES if profile.name == name), name)
