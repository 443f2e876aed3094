"""Jotform: one header row from `Submission Date` to `Submission ID`; tables are `Question >> Row`."""

from ..grid import Grid
from ..header_words import arrowed
from ..survey_table import SurveyTable
from .headers import count_of, has_all, one_header, parts
from .profile import Profile

_KNOWN = parts(
    respondent="Submission ID|Unique ID",
    private="Submission IP|IP|IP Address|First Name|Last Name|Email|E-mail|Phone Number",
    technical="Last Update Date|Submission URL|Submission Edit URL|Flow Status|Approval Status|Assignees|Form ID",
    fact="Submission Date",
)


def recognises(grid: Grid) -> bool:
    """Whether the header has the tool's date and one of its other columns."""
    return has_all(grid, "Submission Date") and (
        count_of(grid, "Submission ID|Submission IP|Last Update Date|Unique ID|Flow Status") > 0
        or any(" >> " in cell for cell in grid.rows[0])
    )


def read(grid: Grid) -> SurveyTable:
    """The responses."""
    return one_header(grid, "jotform", _KNOWN, arrowed)


PROFILE = Profile("jotform", "Jotform", recognises, read)
