"""Codes as REFI-QDA has them in projects and codebooks: nested, with their kinds as sets."""

from collections.abc import Callable, Iterator, Sequence

from interviewcoder.domain.exchange import ExchangedCode, derived_guid
from interviewcoder.domain.exchange_words import KIND_SET, code_description, titled
from interviewcoder.domain.kinds import Kind

from .refi_xml import RefiXml


def write_codes(
    xml: RefiXml,
    codes: Sequence[ExchangedCode],
    notes: Callable[[str], None] = lambda guid: None,
) -> None:
    """The codes under one another, which are given parents first.

    Args:
        xml: where; the codebook is open.
        codes: at least one.
        notes: writes the references to the notes on a code, which it is given by GUID.
    """
    children: dict[str | None, list[ExchangedCode]] = {}
    for code in codes:
        children.setdefault(code.parent_guid, []).append(code)
    with xml.start("Codes"):
        pending: list[ExchangedCode | None] = list(reversed(children[None]))
        while pending:
            code_ = pending.pop()
            if code_ is None:
                xml.end()
                continue
            xml.start(
                "Code",
                guid=code_.guid,
                name=code_.name,
                isCodable="true" if code_.codable else "false",
                color=code_.colour,
            )
            xml.description(code_description(code_.definition, code_.include, code_.exclude))
            notes(code_.guid)
            pending.append(None)
            pending.extend(reversed(children.get(code_.guid, [])))


def kind_sets(codes: Sequence[ExchangedCode]) -> Iterator[tuple[str, str, list[str]]]:
    """A set for each kind that has codes: its GUID, its name and the GUIDs of the codes."""
    for kind in Kind:
        members = [code.guid for code in codes if code.kind is kind]
        if members:
            yield derived_guid("set", KIND_SET, kind.value), titled(KIND_SET, kind.value), members
