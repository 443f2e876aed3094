"""Whether a project that was written keeps to the standard, as far as other programs stumble over it."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from interviewcoder.domain.errors import StudyError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CHILDREN = {
    "Project": "Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description NoteRef",
    "Users": "User",
    "CodeBook": "Codes",
    "Codes": "Code",
    "Code": "Description NoteRef Code",
    "Variables": "Variable",
    "Variable": "Description",
    "Cases": "Case",
    "Case": "Description CodeRef VariableValue SourceRef SelectionRef",
    "VariableValue": "VariableRef TextValue BooleanValue IntegerValue FloatValue DateValue",
    "Sources": "TextSource",
    "TextSource": "Description PlainTextContent PlainTextSelection Coding NoteRef",
    "PlainTextSelection": "Description Coding NoteRef",
    "Coding": "CodeRef NoteRef",
    "Notes": "Note",
    "Note": "Description PlainTextContent PlainTextSelection Coding NoteRef",
    "Links": "Link",
    "Link": "NoteRef",
    "Sets": "Set",
    "Set": "Description MemberCode MemberSource MemberNote",
}
"""The children that an element may have, in their order."""
_ORDER = {tag: children.split() for tag, children in _CHILDREN.items()}
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_POINTERS = ("targetGUID", "originGUID", "creatingUser", "creatingUserGUID")
_NEEDED = {
    "Project": ("name",),
    "Code": ("guid", "name", "isCodable"),
    "Variable": ("guid", "name", "typeOfVariable"),
    "PlainTextSelection": ("guid", "startPosition", "endPosition"),
    "Set": ("guid", "name"),
    **dict.fromkeys(("User", "Case", "TextSource", "Coding", "Note", "Link"), ("guid",)),
    **dict.fromkeys(("NoteRef", "CodeRef", "SourceRef", "SelectionRef"), ("targetGUID",)),
}


def require_valid(project: bytes, texts: Mapping[str, bytes]) -> None:
    """See that elements stand in their order with what they need, that each GUID is there once and that whatever points
    somewhere points to something.

    Args:
        project: the XML.
        texts: the text files by name.

    Raises:
        StudyError: it is not so.
    """
    from xml.etree.ElementTree import fromstring

    faults = list(_faults(fromstring(project), texts))
    if faults:
        raise StudyError(
            f"The project would break the standard: {'; '.join(faults[:3])}.",
            "This is a fault of interviewcoder; please report it.",
        )


def _faults(root: "Element", texts: Mapping[str, bytes]) -> Iterator[str]:
    guids: set[str] = set()
    pointers: set[str] = set()
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        order = _ORDER.get(tag, [])
        children = [child.tag.rpartition("}")[2] for child in element]
        if any(child not in order for child in children):
            yield f"{tag} holds what it may not"
        elif [order.index(child) for child in children] != sorted(map(order.index, children)):
            yield f"the children of {tag} are out of order"
        for name in _NEEDED.get(tag, ()):
            if element.get(name) is None:
                yield f"{tag} has no {name}"
        if (guid := element.get("guid")) is not None:
            if guid in guids or not _GUID.fullmatch(guid):
                yield f"the GUID {guid} is there twice or is none"
            guids.add(guid)
        pointers.update(value for name in _POINTERS if (value := element.get(name)) is not None)
        if (path := element.get("plainTextPath")) is not None:
            yield from _text_faults(element, texts.get(path.removeprefix("internal://")))
    for lost in sorted(pointers - guids)[:3]:
        yield f"nothing has the GUID {lost}"


def _text_faults(source: "Element", content: bytes | None) -> Iterator[str]:
    if content is None:
        yield "a text is missing"
        return
    length = len(content.decode("utf-8").removeprefix("\ufeff"))
    for child in source:
        start, end = child.get("startPosition"), child.get("endPosition")
        if start is not None and end is not None and not 0 <= int(start) < int(end) <= length:
            yield "a selection reaches out of its text"
