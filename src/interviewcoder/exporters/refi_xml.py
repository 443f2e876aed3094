"""XML as REFI-QDA has it, written element by element, however deep."""

import re
from collections import Counter
from types import TracebackType

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile("[^ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What cannot stand in a quoted value as it is: control characters, `"`, `&`, `<`, `>` and what XML cannot hold."""
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


class RefiXml:
    """A document that grows. Attributes and texts that are None are left out.

    Every element begins a line of its own and nothing is indented, since codes may lie thousands deep.
    """

    def __init__(self) -> None:
        self._parts = [_DECLARATION]
        self._open: list[str] = []
        self.replaced: Counter[str] = Counter()
        """The characters that XML cannot hold, each of which became U+FFFD."""

    def start(self, tag: str, **attributes: object) -> "RefiXml":
        """Open an element, until `end` or the end of a `with`."""
        self._parts.append(f"<{tag}{self._attributes(attributes)}>\n")
        self._open.append(tag)
        return self

    def end(self) -> None:
        """Close the innermost element."""
        self._parts.append(f"</{self._open.pop()}>\n")

    def __enter__(self) -> "RefiXml":
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def element(self, tag: str, text: str | None = None, **attributes: object) -> None:
        """A whole element that holds nothing but a text."""
        inside = f">{self._escaped(text)}</{tag}>\n" if text else "/>\n"
        self._parts.append(f"<{tag}{self._attributes(attributes)}{inside}")

    def description(self, text: str) -> None:
        """A description, unless it is empty."""
        if text:
            self.element("Description", text)

    def content(self) -> bytes:
        """The document in UTF-8."""
        return "".join(self._parts).encode()

    def _attributes(self, attributes: dict[str, object]) -> str:
        return "".join(
            f' {name}="{self._escaped(str(value), quoted=True)}"'
            for name, value in attributes.items()
            if value is not None
        )

    def _escaped(self, text: str, *, quoted: bool = False) -> str:
        # Nearly all values are GUIDs, numbers and times, which need nothing.
        if not _SPECIAL.search(text):
            return text
        if _NOT_XML.search(text):
            self.replaced.update(_NOT_XML.findall(text))
            text = _NOT_XML.sub("\ufffd", text)
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if quoted:
            text = text.replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")
        return text.replace("\r", "&#13;")
