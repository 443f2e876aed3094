"""Prolific: the demographic export, a row a submission, with the person's id."""

from dataclasses import replace

from ..grid import Grid
from ..survey_table import SurveyTable
from .headers import has_all, one_header, parts
from .profile import Profile

_KNOWN = parts(
    person="Participant id",
    technical="Submission id|Custom study tncs accepted at|Started at|Reviewed at|Archived at|Time taken|Completion code"
    "|Total approvals|Session id",
    fact="Status|Completed at",
)
_MISSING = frozenset({"DATA_EXPIRED", "CONSENT_REVOKED"})


def recognises(grid: Grid) -> bool:
    """Whether the header begins with the ids of submission and person."""
    return has_all(grid, "Submission id|Participant id|Status")


def read(grid: Grid) -> SurveyTable:
    """The people of a study."""
    return replace(one_header(grid, "prolific", _KNOWN), missing=_MISSING)


PROFILE = Profile("prolific", "Prolific", recognises, read)
