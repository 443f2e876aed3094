"""The parts of a Word document beside its text: where the text is, styles, notes, comments, headers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from .archive import Archive
from .xml_tree import local_name, parse_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of Word's elements and attributes."""
MAIN_PART = re.compile(r"word/document\d*\.xml")
"""What the part with the text is called; Word for the web numbers it."""
_WHAT = "The document"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""The namespaces of ISO's strict variant, and what everybody else writes."""
_OFF = frozenset({"0", "false", "off", "none"})
_HEADING = re.compile(r"heading (\d)")


@dataclass(frozen=True, slots=True)
class Style:
    """What matters of a paragraph's or a word's look. None: not said here."""

    bold: bool | None = None
    hidden: bool | None = None
    level: int | None = None
    """Of a heading, from 1."""
    contents: bool = False
    """Whether it is for the lines of a table of contents."""
    list_id: str | None = None
    list_level: int = 0


@dataclass
class WordParts:
    """The parts of an open document, each read when first asked for.

    Raises:
        StudyError: a part that is there is hostile or damaged.
    """

    archive: Archive
    _targets: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def main_name(self) -> str:
        """The name of the part with the text."""
        for kind, target in self._relations(""):
            if kind == "officeDocument" and target in self.archive.names:
                return target
        named = (name for name in self.archive.names if MAIN_PART.fullmatch(name))
        return next(named, "word/document.xml")

    @cached_property
    def text(self) -> "Element":
        """The root of the part with the text."""
        return self.tree(self.main_name)

    @cached_property
    def styles(self) -> dict[str, Style]:
        """The styles by their ids, with what they inherit."""
        return _styles(self._of_kind("styles"))

    @cached_property
    def numbering(self) -> "Element | None":
        """The part that tells how lists are numbered."""
        return next(iter(self._of_kind("numbering")), None)

    @cached_property
    def notes(self) -> dict[tuple[str, str], "Element"]:
        """Footnotes and endnotes by `footnote` or `endnote` and their id."""
        return {
            (local_name(note.tag), note.get(f"{W}id", "")): note
            for kind in ("footnotes", "endnotes")
            for root in self._of_kind(kind)
            for note in root
            if note.get(f"{W}type", "normal") == "normal"
        }

    @cached_property
    def comments(self) -> list["Element"]:
        """The comments, answers among them."""
        return [
            comment for root in self._of_kind("comments") for comment in root.iter(f"{W}comment")
        ]

    @cached_property
    def margins(self) -> list["Element"]:
        """The headers and footers."""
        return [*self._of_kind("header"), *self._of_kind("footer")]

    def tree(self, name: str) -> "Element":
        """The root of a part."""
        content = self.archive.read(name)
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        return parse_xml(content, _WHAT)

    def _of_kind(self, kind: str) -> list["Element"]:
        """The parts of a kind that the text refers to."""
        if not self._targets:
            for found, target in self._relations(self.main_name):
                self._targets.setdefault(found, []).append(target)
        there = dict.fromkeys(self._targets.get(kind, []))
        return [self.tree(name) for name in there if name in self.archive.names]

    def _relations(self, name: str) -> Iterator[tuple[str, str]]:
        """Kind and part of what a part (or, without a name, the file) refers to."""
        folder, _, leaf = name.rpartition("/")
        relations = f"{folder}/_rels/{leaf}.rels".lstrip("/")
        if relations not in self.archive.names:
            return
        for relation in self.tree(relations):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rsplit("/", 1)[-1]
                yield kind, _resolved(folder, target)


def _resolved(folder: str, target: str) -> str:
    """A relation's target as the name of a part."""
    if target.startswith("/"):
        return target[1:]
    steps = [step for step in folder.split("/") if step]
    for step in target.split("/"):
        if step == "..":
            del steps[-1:]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def is_on(properties: "Element | None", mark: str) -> bool | None:
    """Whether a mark such as `b` is set in properties; None when it is not mentioned."""
    found = properties.find(f"{W}{mark}") if properties is not None else None
    return None if found is None else found.get(f"{W}val", "true") not in _OFF


def value_of(properties: "Element | None", path: str) -> str:
    """The value of an element within properties, as `numPr/ilvl`; empty where there is none."""
    steps = "/".join(f"{W}{step}" for step in path.split("/"))
    found = properties.find(steps) if properties is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def outline_level(properties: "Element | None") -> int | None:
    """The level of a heading, from 1, that a paragraph's properties tell; None when they do not."""
    level = value_of(properties, "outlineLvl")
    return int(level) + 1 if level.isdecimal() and int(level) < 9 else None


def _styles(roots: Sequence["Element"]) -> dict[str, Style]:
    elements = {
        style.get(f"{W}styleId", ""): style for root in roots for style in root.iter(f"{W}style")
    }
    known: dict[str, Style] = {}

    def inherited(name: str, seen: frozenset[str]) -> Style:
        if name in known:
            return known[name]
        element = elements.get(name)
        if element is None or name in seen or len(seen) > 50:
            return Style()
        parent = inherited(value_of(element, "basedOn"), seen | {name})
        known[name] = _style(element, parent)
        return known[name]

    for name in elements:
        inherited(name, frozenset())
    return known


def _style(element: "Element", parent: Style) -> Style:
    words = element.find(f"{W}rPr")
    paragraph = element.find(f"{W}pPr")
    name = value_of(element, "name").casefold()
    heading = _HEADING.fullmatch(name)
    level = int(heading[1]) if heading else 1 if name == "title" else outline_level(paragraph)
    bold, hidden = is_on(words, "b"), is_on(words, "vanish")
    list_id = value_of(paragraph, "numPr/numId")
    list_level = value_of(paragraph, "numPr/ilvl")
    return Style(
        parent.bold if bold is None else bold,
        parent.hidden if hidden is None else hidden,
        parent.level if level is None else level,
        name.startswith("toc ") or parent.contents,
        list_id or parent.list_id,
        int(list_level) if list_level.isdecimal() else parent.list_level,
    )
