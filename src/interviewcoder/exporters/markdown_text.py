"""User text inside Markdown: it reads as it was said, whatever it looks like.

Brackets, stars, tags, links, tables and front matter in a transcript must not become any of these on
a code host. Rendered by CommonMark (with raw HTML allowed, and with GitHub's tables), the escaped text
gives back `visible(text)`.
"""

import json
import re
from collections.abc import Mapping, Sequence

from interviewcoder.domain.text import one_line, visible

_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;"}
_SPECIAL = re.compile(r"[\\`*_\[\]{}<>|~$&#]")
_LINE_START = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))|(?=[-+=:])")
_WEB_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)", re.IGNORECASE)
_EDGE_SPACE = re.compile(r"^\s+|\s+$")
_YAML_ESCAPED = re.compile(
    "[\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufffe\uffff]"
)


def inline(text: str) -> str:
    """The text on one line, for headings, list items, table cells and bold type.

    White space at the ends is dropped, and other runs of it become one space.
    """
    return _escaped(one_line(text))


def lines(text: str, prefix: str = "") -> str:
    """The text with its line breaks, as one paragraph; `prefix` (such as `> `) starts each line.

    White space around the whole text is dropped.
    """
    parts = visible(text).strip().split("\n")
    return "\\\n".join(prefix + _EDGE_SPACE.sub(_as_entities, _escaped(part)) for part in parts)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    ruler = ["---"] * len(header)
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, ruler, *rows))


def front_matter(values: Mapping[str, object]) -> str:
    """A YAML block of scalars and lists of scalars, every text quoted and on one line."""
    entries = [f"{key}: {_yaml_value(value)}" for key, value in values.items()]
    return "\n".join(["---", *entries, "---"])


def _escaped(line: str) -> str:
    marked = _SPECIAL.sub(lambda found: _ENTITIES.get(found[0], "\\" + found[0]), line)
    marked = _WEB_ADDRESS.sub(r"\\", marked)
    indent = len(marked) - len(marked.lstrip())
    start = _LINE_START.match(marked, indent)
    if start is None:
        return marked
    return marked[:indent] + (start[1] or "") + "\\" + marked[start.end() :]


def _as_entities(space: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in space[0])


def _yaml_value(value: object) -> str:
    match value:
        case str():
            quoted = json.dumps(one_line(value), ensure_ascii=False)
            return _YAML_ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
        case bool() | int() | float():
            return json.dumps(value)
        case None:
            return "null"
        case Sequence():
            return f"[{', '.join(_yaml_value(item) for item in value)}]"
    return _yaml_value(str(value))
