"""Formstack: one header row with the time, the browser and the address of each submission."""

from ..grid import Grid
from ..survey_table import SurveyTable
from .headers import count_of, one_header, parts
from .profile import Profile

_ABOUT = "Time|Browser|IP Address|Unique ID|Location|Referrer|Remote IP|Read|User Agent"
_KNOWN = parts(
    respondent="Unique ID|Submission ID|ID",
    private="IP Address|Location|Remote IP|Latitude|Longitude",
    technical="Browser|Referrer|Read|User Agent|Approval Status|Payment Status",
    fact="Time",
)


def recognises(grid: Grid) -> bool:
    """Whether the header has most of the columns that the tool adds."""
    return count_of(grid, _ABOUT) >= 4 and count_of(grid, "Time|Unique ID") == 2


def read(grid: Grid) -> SurveyTable:
    """The responses."""
    return one_header(grid, "formstack", _KNOWN)


PROFILE = Profile("formstack", "Formstack", recognises, read)
