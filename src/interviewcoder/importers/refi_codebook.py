"""Codebooks from REFI-QDA files (.qdc) of any version."""

from collections import Counter

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.exchange_codes import sound_codes
from interviewcoder.domain.exchange_report import left_out
from interviewcoder.domain.text import one_line

from .archive import SAVE_AGAIN
from .refi_codes import kind_of_set, read_codes
from .refi_reading import Guids, value, without_namespaces
from .xml_tree import parse_xml

_DEEPEST = 20_000
"""Elements may lie so deep in one another: codes are nested without end."""


def read_qdc(data: bytes) -> tuple[tuple[CodeDraft, ...], tuple[str, ...]]:
    """The codes of a codebook, parents first, with names that tell them apart, and what is to be told of them.

    A code that has the name of another one gets that of its parent behind it. Sets called like `Kind: need` tell
    kinds; other sets have no place in a study's codebook.

    Raises:
        StudyError: it is damaged, hostile, or no codebook.
    """
    root = without_namespaces(parse_xml(data, "The codebook", _DEEPEST))
    if root.tag not in ("CodeBook", "Project"):
        raise StudyError(
            f"The codebook's XML begins with '{one_line(str(root.tag), 40)}' and not with CodeBook.",
            SAVE_AGAIN,
        )
    codes = read_codes(root, Guids("code"), value(root, "origin"))
    told: list[str] = []
    book = sound_codes(codes, told)
    if not book:
        raise StudyError("The file has no codes.", "Give it at least one code with a name.")
    sets = sum(kind_of_set(element) is None for element in root.iterfind("Sets/Set"))
    names = {code.guid: code.name for code in book}
    drafts = tuple(
        CodeDraft(
            code.name,
            code.kind,
            names.get(code.parent_guid or ""),
            code.colour,
            code.definition,
            code.include,
            code.exclude,
        ).checked()
        for code in book
    )
    return drafts, (*told, *left_out(Counter({("sets", "of codes"): sets})))
