"""Codes of a REFI-QDA project or codebook, however deep, with their kinds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewcoder.domain.exchange import ExchangedCode
from interviewcoder.domain.exchange_words import KIND_SET, code_texts, kind_named, untitled
from interviewcoder.domain.kinds import Kind

from .refi_reading import Guids, targets, value, words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_FALSE = frozenset({"false", "0"})
_SEPARATORS = {"atlas": "::", "taguette": "."}
"""By a part of the program's name: what it puts between the names of a group and a code in it."""


def read_codes(root: "Element", guids: Guids, origin: str) -> list[ExchangedCode]:
    """The codes of a project or a codebook, parents first.

    Where no set tells any kinds, a code whose name is that of a kind, such as `Needs`, is of this kind.

    Args:
        root: without namespaces; its `Sets`, if any, tell kinds.
        guids: takes the GUIDs of the codes.
        origin: the program that wrote it.
    """
    codes: list[ExchangedCode] = []
    pending: list[tuple[Element, str | None]] = [
        (element, None) for holder in _holders(root) for element in reversed(holder.findall("Code"))
    ]
    while pending:
        element, parent = pending.pop()
        definition, include, exclude = code_texts(words(element))
        guid = guids.new(value(element, "guid"))
        codes.append(
            ExchangedCode(
                guid,
                value(element, "name"),
                None,
                parent,
                value(element, "color") or value(element, "colour") or None,
                definition,
                include,
                exclude,
                value(element, "isCodable").strip().lower() not in _FALSE,
            )
        )
        pending.extend((child, guid) for child in reversed(element.findall("Code")))
    return _of_kinds(_unflattened(codes, origin), _kinds_told(root, guids))


def _holders(root: "Element") -> Iterator["Element"]:
    if root.tag == "CodeBook":
        yield from root.findall("Codes")
    yield from root.findall("CodeBook/Codes")


def _kinds_told(root: "Element", guids: Guids) -> dict[str, Kind]:
    """By the GUID of a code: the kind that a set called like `Kind: need` puts it in."""
    told: dict[str, Kind] = {}
    for element in root.iterfind("Sets/Set"):
        kind = kind_of_set(element)
        for pointed in targets(element, "MemberCode") if kind else ():
            if kind and (guid := guids.of(pointed)):
                told.setdefault(guid, kind)
    return told


def kind_of_set(element: "Element") -> Kind | None:
    """The kind that a set is of, if it is one of ours."""
    name = value(element, "name")
    return kind_named(name) if untitled(KIND_SET, name) else None


def _of_kinds(codes: Sequence[ExchangedCode], told: dict[str, Kind]) -> list[ExchangedCode]:
    return [
        replace(code, kind=told.get(code.guid) if told else kind_named(code.name)) for code in codes
    ]


def _unflattened(codes: list[ExchangedCode], origin: str) -> list[ExchangedCode]:
    """The codes with those of programs that flatten their tree into names put back under one another.

    Names stay as they are. A code goes below another only where what stands before the separator is that code's whole
    name, and all codes stand at the top; else the program may just have liked the sign.
    """
    separator = next((s for name, s in _SEPARATORS.items() if name in origin.lower()), None)
    if separator is None or any(code.parent_guid for code in codes):
        return codes
    by_name = {code.name: code for code in codes}
    placed = []
    for code in codes:
        before = code.name.rpartition(separator)[0]
        parent = by_name.get(before) if before else None
        placed.append(replace(code, parent_guid=parent.guid) if parent else code)
    return placed
