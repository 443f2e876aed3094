"""Which codes a synthesis goes by."""

from collections.abc import Sequence

from interviewcoder.domain.codebook import Code
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.persona import SynthesisOptions
from interviewcoder.domain.text import name_key


def chosen_codes(codes: Sequence[Code], options: SynthesisOptions) -> list[Code]:
    """The codes of the wanted kinds that are, or are below, the codes named in the options.

    Raises:
        StudyError: there is no code of a name.
    """
    named = {name_key(code.name): code for code in codes}
    tops = set()
    for name in options.codes:
        code = named.get(name_key(name))
        if code is None:
            raise StudyError(f"There is no code '{name}'.", "See: interviewcoder codebook STUDY")
        tops.add(code.id)
    parent = {code.id: code.parent_id for code in codes}
    return [
        code
        for code in codes
        if (not options.kinds or code.kind in options.kinds)
        and (not tops or not tops.isdisjoint(_line(code.id, parent)))
    ]


def _line(code_id: int, parent: dict[int, int | None]) -> set[int]:
    """The code and everything that it is below."""
    found: set[int] = set()
    here: int | None = code_id
    while here is not None and here not in found:
        found.add(here)
        here = parent.get(here)
    return found
