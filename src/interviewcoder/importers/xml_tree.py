"""XML from strangers: no entities, no document type, no bottomless nesting."""

import re
from typing import TYPE_CHECKING, Any

from interviewcoder.domain.errors import StudyError

from .archive import SAVE_AGAIN

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_TAGS = 3_000_000
DEEPEST = 300
"""How deep elements may lie in one another."""


def parse_xml(data: bytes, what: str = "The file", deepest: int = DEEPEST) -> "Element":
    """The root element of an XML document in any encoding that it declares.

    Args:
        data: the document.
        what: begins the sentences of the errors.
        deepest: how deep elements may lie in one another.

    Raises:
        StudyError: it is not well-formed, declares a document type or entities, or is nested too deep or too big.
    """
    if data.count(b"<") > _MOST_TAGS:
        raise StudyError(
            f"{what} has more than {_MOST_TAGS} tags, which no such file has.", SAVE_AGAIN
        )
    # XML is read by few formats, so that its parser waits for the first of them.
    from xml.etree.ElementTree import ParseError, TreeBuilder

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    class Builder(TreeBuilder):
        """A tree that stops growing at a depth."""

        depth = 0

        def start(self, tag: Any, attrs: Any, /) -> Any:
            self.depth += 1
            if self.depth > deepest:
                raise StudyError(
                    f"{what} is nested deeper than {deepest} elements, which no such file is.",
                    SAVE_AGAIN,
                )
            return super().start(tag, attrs)

        def end(self, tag: Any, /) -> Any:
            self.depth -= 1
            return super().end(tag)

    parser = DefusedXMLParser(target=Builder(), forbid_dtd=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise StudyError(
            f"{what} declares entities or a document type, which no such file needs.", SAVE_AGAIN
        ) from error
    except (ParseError, LookupError, ValueError) as error:
        raise StudyError(f"{what} is damaged: its XML cannot be read.", SAVE_AGAIN) from error
    return root


def local_name(tag: object) -> str:
    """A tag or attribute name without its namespace; empty for comments and the like.

    >>> local_name("{urn:QDA-XML:project:1.0}Code")
    'Code'
    """
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def xml_begins(head: str, *roots: str) -> bool:
    """Whether a text begins like an XML document whose root has one of the names; for recognising.

    >>> xml_begins('<?xml version="1.0"?><!DOCTYPE Trans SYSTEM "t.dtd"><Trans>', "Trans")
    True
    """
    rest = head.lstrip("\ufeff \t\n")
    while rest.startswith(("<?", "<!")):
        closing = "-->" if rest.startswith("<!--") else ">"
        _, found, rest = rest.partition(closing)
        if not found:
            return False
        rest = rest.lstrip()
    name = re.match(r"<(?:[\w.-]+:)?([\w.-]+)", rest)
    return name is not None and name[1] in roots
