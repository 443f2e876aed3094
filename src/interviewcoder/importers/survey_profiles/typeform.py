"""Typeform: one header row from `#` to `Network ID`; in some exports a column for each choice, headed by it."""

from ..grid import Grid
from ..survey_table import SurveyTable
from .headers import count_of, header_keys, one_header, parts
from .profile import Profile

_TAIL = "Start Date (UTC)|Stage Date (UTC)|Submit Date (UTC)|Network ID|Response Type|Ending|Tags"
_KNOWN = parts(
    respondent="#|Token|Response ID",
    private="Network ID",
    technical="Start Date (UTC)|Stage Date (UTC)|Start Date|Stage Date|Tags|Ending|Score",
    fact="Submit Date (UTC)|Submit Date|Response Type",
)


def recognises(grid: Grid) -> bool:
    """Whether the header begins with `#` and ends with the tool's dates, or has most of these."""
    told = count_of(grid, _TAIL)
    return told >= 3 or (told >= 1 and header_keys(grid.rows[0][:1]) == ["#"])


def read(grid: Grid) -> SurveyTable:
    """The responses."""
    return one_header(grid, "typeform", _KNOWN)


PROFILE = Profile("typeform", "Typeform", recognises, read)
