"""A small writer of PDFs: words at places, in Helvetica, for tests."""

import zlib
from dataclasses import dataclass

_WIDTHS = {
    " ": 278, "!": 278, "'": 191, "(": 333, ")": 333, ",": 278, "-": 333, ".": 278, "/": 278, ":": 278,
    ";": 278, "?": 556, "[": 278, "]": 278, "f": 278, "i": 222, "j": 222, "l": 222, "m": 833, "r": 333,
    "s": 500, "t": 278, "w": 722, "c": 500, "k": 500, "v": 500, "x": 500, "y": 500, "z": 500, "I": 278,
    "J": 500, "M": 833, "W": 944, "A": 667, "B": 667, "E": 667, "K": 667, "P": 667, "S": 667, "V": 667,
    "X": 667, "Y": 667, "C": 722, "D": 722, "H": 722, "N": 722, "R": 722, "U": 722, "G": 778, "O": 778,
    "Q": 778, "F": 611, "T": 611, "Z": 611,
}  # fmt: skip


@dataclass(frozen=True)
class Text:
    """Words at a place, in points from the left and the bottom."""

    x: float
    y: float
    words: str
    size: float = 10
    bold: bool = False


def width(words: str, size: float = 10) -> float:
    """How wide words are in Helvetica; digits and most small letters are 556 thousandths."""
    return sum(_WIDTHS.get(letter, 556) for letter in words) * size / 1000


def wrapped(words: str, room: float, size: float = 10) -> list[str]:
    """Words in lines that are no wider than the room."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def pdf(*pages: list[Text], image: bool = False, rotate: int = 0, encrypt: str = "") -> bytes:
    """A PDF of pages of A4 with words, or with nothing but an image."""
    objects: list[bytes] = [b"", b""]

    def add(content: bytes) -> int:
        objects.append(content)
        return len(objects)

    def stream(content: bytes, entries: str = "") -> bytes:
        packed = zlib.compress(content)
        head = f"<< /Length {len(packed)} /Filter /FlateDecode {entries} >>\nstream\n"
        return head.encode() + packed + b"\nendstream"

    fonts = [
        add(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
        )
        for name in ("Helvetica", "Helvetica-Bold")
    ]
    resources = f"<< /Font << /F0 {fonts[0]} 0 R /F1 {fonts[1]} 0 R >>"
    if image:
        entries = "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8"
        resources += f" /XObject << /I {add(stream(bytes(64), entries))} 0 R >>"
    kids = []
    for page in pages:
        drawn = ["q 500 0 0 700 40 70 cm /I Do Q"] if image else []
        for text in page:
            words = text.words.encode("cp1252").replace(b"\\", b"\\\\")
            words = words.replace(b"(", b"\\(").replace(b")", b"\\)")
            drawn.append(
                f"BT /F{int(text.bold)} {text.size} Tf {text.x} {text.y} Td ({words.decode('cp1252')}) Tj ET"
            )
        content = add(stream("\n".join(drawn).encode("cp1252")))
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} "
                f"/Contents {content} 0 R /Resources {resources} >> >>".encode()
            )
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
    written = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    written += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {encrypt} >>\nstartxref\n{table}\n%%EOF\n"
    return bytes(written) + trailer.encode()
