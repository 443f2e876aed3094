"""A REFI-QDA project while it is read: its elements, its GUIDs, its users, and what was lost on the way."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from interviewcoder.domain.exchange import ExchangedCoder, derived_guid
from interviewcoder.domain.exchange_guids import normal_guid
from interviewcoder.domain.exchange_report import Lost
from interviewcoder.domain.text import sanitise

from .refi_texts import Texts
from .xml_tree import local_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NUMBER = re.compile(r"\s*([+-]?\d{1,12})(?:\.0+)?\s*")
_FRACTION = re.compile(r"(\.\d{6})\d+")


class Guids:
    """The GUIDs of one sort of thing. One that is used twice names the first; the second gets one of its own."""

    def __init__(self, sort: str) -> None:
        self._sort = sort
        self._taken: set[str] = set()

    def new(self, written: str) -> str:
        """The GUID of a thing that says so of itself."""
        guid = normal_guid(written) if written.strip() else ""
        if not guid or guid in self._taken:
            guid = derived_guid(self._sort, written, len(self._taken))
        self._taken.add(guid)
        return guid

    def of(self, written: str) -> str | None:
        """The GUID of the thing that is pointed to; None where it is not there."""
        guid = normal_guid(written)
        return guid if guid in self._taken else None


@dataclass(slots=True)
class Reading:
    """What all parts of the reader share."""

    root: "Element"
    """With its tags without their namespaces."""
    texts: Texts
    lost: Lost = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    coders: dict[str, ExchangedCoder] = field(default_factory=dict)
    """By the GUID as it is pointed to."""

    @property
    def origin(self) -> str:
        """The program that wrote the project."""
        return value(self.root, "origin")

    @property
    def is_ours(self) -> bool:
        """Whether this program wrote it, so that nothing needs to be guessed."""
        return self.origin.startswith("interviewcoder")

    def lose(self, noun: str, sort: str, number: int = 1) -> None:
        """Note that some things of a sort are left out."""
        if number:
            self.lost[noun, sort] += number

    def coder_of(self, element: "Element") -> str | None:
        """The GUID of who made or changed a thing."""
        for name in ("creatingUser", "modifyingUser"):
            if (coder := self.coders.get(normal_guid(value(element, name)))) is not None:
                return coder.guid
        return None


def without_namespaces(root: "Element") -> "Element":
    """The tree with plain tags, whichever namespace they came in, if any."""
    for element in root.iter():
        element.tag = local_name(element.tag)
    return root


def value(element: "Element", name: str) -> str:
    """An attribute, whatever its case; empty where it is not there."""
    found = element.get(name)
    if found is None:
        wanted = name.lower()
        found = next((v for key, v in element.items() if local_name(key).lower() == wanted), "")
    return found


def words(element: "Element", name: str = "Description") -> str:
    """The sanitised text of a child; empty where it is not there."""
    child = element.find(name)
    return sanitise(child.text or "") if child is not None else ""


def targets(element: "Element", name: str) -> list[str]:
    """What the children of a name point to."""
    return [value(child, "targetGUID") or value(child, "guid") for child in element.findall(name)]


def number(element: "Element", name: str) -> int | None:
    """A whole number; None where there is none."""
    found = _NUMBER.fullmatch(value(element, name))
    return int(found[1]) if found else None


def time_of(element: "Element") -> datetime | None:
    """When a thing was made, or else changed; None where that is not told."""
    for name in ("creationDateTime", "modifiedDateTime"):
        written = _FRACTION.sub(r"\1", value(element, name).strip())
        if written:
            try:
                at = datetime.fromisoformat(written)
                return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
            except (ValueError, OverflowError):
                continue
    return None


def read_users(reading: Reading) -> None:
    """Take the users in as coders."""
    guids = Guids("user")
    for element in reading.root.iterfind("Users/User"):
        guid = guids.new(value(element, "guid"))
        name = value(element, "name") or value(element, "id")
        reading.coders.setdefault(guid, ExchangedCoder(guid, name))
