"""Which code page the bytes of a rich text are in: by its head, and by the font that they are set in."""

import codecs

_BY_CHARSET = {
    0: "cp1252", 77: "mac_roman", 78: "shift_jis", 79: "big5", 80: "euc_kr", 81: "mac_arabic",
    83: "mac_greek", 84: "mac_cyrillic", 86: "mac_romanian", 89: "mac_latin2", 128: "cp932", 129: "cp949",
    130: "johab", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255",
    178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Python's codecs by the numbers that fonts have in `\\fcharset`."""
_BY_HEAD = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
SYMBOLS = "symbols"
"""In the place of a codec, for fonts whose characters are pictures."""
_SYMBOL_CHARSET = 2


class Fonts:
    """The code pages of a document, learned as its head and table of fonts are read."""

    def __init__(self) -> None:
        self.default = "cp1252"
        """The codec of text in no known font."""
        self.default_font = -1
        self._codecs: dict[int, str] = {}

    def of_head(self, word: str) -> None:
        """Learn from `ansi`, `mac`, `pc` or `pca`."""
        self.default = _BY_HEAD[word]

    def of_page(self, number: int) -> None:
        """Learn from `ansicpg`; a page that Python does not know changes nothing."""
        self.default = _codec(number) or self.default

    def of_charset(self, font: int, charset: int) -> None:
        """Learn a font's `fcharset`."""
        if charset == _SYMBOL_CHARSET:
            self._codecs[font] = SYMBOLS
        elif charset in _BY_CHARSET:
            self._codecs[font] = _BY_CHARSET[charset]

    def of_font_page(self, font: int, number: int) -> None:
        """Learn a font's `cpg`."""
        if codec := _codec(number):
            self._codecs[font] = codec

    def codec(self, font: int) -> str:
        """The codec of a font's bytes."""
        found = self._codecs.get(font, self.default)
        # Many programs write charset 0 beside any code page that the head tells.
        return self.default if found == _BY_CHARSET[0] else found


def _codec(number: int) -> str | None:
    if number == 65001:
        return "utf-8"
    if number == 10000:
        return "mac_roman"
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return None
