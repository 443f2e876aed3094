"""What has to be true of a study before anything in it goes for good."""

from ..domain.errors import StudyError
from ..storage.check import check
from ..storage.study_file import StudyFile


def require_whole(file: StudyFile) -> None:
    """See that the study is whole, since its copies will be deleted.

    Raises:
        StudyError: it is damaged, and a copy may be the only way out.
    """
    with file.locked() as connection:
        trouble = [one for one in check(connection) if not one.good]
    if trouble:
        raise StudyError(
            f"The study is damaged ({', '.join(one.check for one in trouble)}), and its copies would be deleted.",
            "Nothing was changed. Run: interviewcoder check",
        )
