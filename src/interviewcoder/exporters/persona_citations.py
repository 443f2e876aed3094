"""The codings that a persona cites, each under a short mark that stays the same from export to export."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.persona import Persona, Quote, Synthesis

_LENGTHS = (8, 12, 16, 24, 32)
_NOT_HEX = re.compile("[^0-9a-f]")


@dataclass(frozen=True, slots=True)
class Citation:
    """A coding that a claim stands on, as far as it is known."""

    mark: str
    """The first 8 hex digits of its GUID; more where 8 do not tell it from another."""
    guid: str
    text: str = ""
    """The words; empty when they are not known."""
    participant: str = ""
    source: str = ""
    start: int = 0
    end: int = 0
    code: str = ""
    made: str = ""
    """How its tag came about, with model and score where it was suggested and accepted; empty where it was by hand."""
    against: bool = False
    """Whether it speaks against its claim."""
    gone: bool = False
    """Whether it was looked for and is not there any more."""

    @property
    def tagged(self) -> str:
        """The code it is tagged with, and how that came about."""
        return f"{self.code} ({self.made})" if self.made else self.code

    @property
    def known(self) -> bool:
        """Whether its words and place are known."""
        return bool(self.source)


def citation_marks(guids: Iterable[str]) -> dict[str, str]:
    """A mark for each GUID, which depends on nothing but the set of them.

    >>> citation_marks(["e1a2b3c4-0000-4000-8000-000000000000", "e1a2b3c4-1111-4000-8000-000000000000"])
    {'e1a2b3c4-0000-4000-8000-000000000000': 'e1a2b3c40000', 'e1a2b3c4-1111-4000-8000-000000000000': 'e1a2b3c41111'}
    """
    digits = {guid: _hex(guid) for guid in dict.fromkeys(guids)}
    shared: dict[str, set[str]] = {}
    for full in digits.values():
        for length in _LENGTHS:
            shared.setdefault(full[:length], set()).add(full)
    return {
        guid: next((full[:length] for length in _LENGTHS if len(shared[full[:length]]) == 1), full)
        for guid, full in digits.items()
    }


def cited_guids(synthesis: Synthesis) -> list[str]:
    """GUIDs of all codings that the personas of a run cite, each once, in order of appearance."""
    found: dict[str, None] = {}
    for persona in synthesis.personas:
        for claim in persona.claims:
            found.update(dict.fromkeys((*claim.evidence, *claim.contrary)))
        found.update(dict.fromkeys(quote.coding_guid for quote in persona.quotes))
    return list(found)


def citations_of(
    persona: Persona, marks: Mapping[str, str], codings: Mapping[str, Coding] | None
) -> dict[str, Citation]:
    """Everything that a persona cites, by GUID.

    Args:
        persona: whose.
        marks: a mark for each GUID.
        codings: the codings that exist, by GUID; None when nobody has looked.
    """
    quotes = {quote.coding_guid: quote for quote in persona.quotes}
    contrary = {guid for claim in persona.claims for guid in claim.contrary}
    contrary |= {quote.coding_guid for quote in persona.quotes if quote.against}
    guids = dict.fromkeys(
        guid for claim in persona.claims for guid in (*claim.evidence, *claim.contrary)
    )
    guids.update(dict.fromkeys(quotes))
    return {
        guid: _citation(guid, marks[guid], guid in contrary, quotes.get(guid), codings)
        for guid in guids
    }


def _citation(
    guid: str, mark: str, against: bool, quote: Quote | None, codings: Mapping[str, Coding] | None
) -> Citation:
    known = codings.get(guid) if codings is not None else None
    gone = codings is not None and known is None
    said = known or quote
    if said is None:
        return Citation(mark, guid, against=against, gone=gone)
    return Citation(
        mark=mark,
        guid=guid,
        text=said.text,
        participant=said.participant or "",
        source=said.source,
        start=said.start,
        end=said.end,
        code=said.code,
        made=known.how_made if known is not None else "",
        against=against,
        gone=gone,
    )


def _hex(guid: str) -> str:
    """The hex digits of a GUID; of another key, those of its hash."""
    digits = _NOT_HEX.sub("", guid.casefold())
    plain = guid.casefold().replace("-", "")
    return (
        digits
        if digits == plain and len(digits) == 32
        else sha256(guid.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    )
