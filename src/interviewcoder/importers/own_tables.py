"""The program's own tables, codebooks and codings, which are no surveys although they are CSV."""

from collections.abc import Sequence

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import name_key

_CODINGS = ({"source", "quote", "code"}, {"source", "start", "end", "code"})
_CODEBOOK = {"name", "kind", "parent", "definition"}


def refuse_own_tables(header: Sequence[str]) -> None:
    """Say which command reads the table.

    Raises:
        StudyError: it is a codebook or codings.
    """
    names = {name_key(cell) for cell in header}
    if any(columns <= names for columns in _CODINGS):
        raise StudyError(
            "This is a table of codings, not a survey.",
            "Read it with c in the library, or with 'codings-import'.",
        )
    if names >= _CODEBOOK:
        raise StudyError(
            "This is a codebook, not a survey.",
            "Read it with B and I on the screen, or with 'codebook-import'.",
        )
