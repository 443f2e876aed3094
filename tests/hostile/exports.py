"""Exports of hostile studies, held against those of a harmless study of the same build."""

import csv
import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import fromstring

from interviewcoder.domain.redaction import Redaction
from interviewcoder.study import Study

from ..study.every_export import EXPORTS
from .counted import Count
from .hostile_study import build, harmless
from .strings import RAW, hostile_strings

_STRINGS = 240
"""As many as a study has room for."""
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Stay in files that are read back, because texts have to come back as they were; pages show them as marks."""
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_BLOCKS = re.compile(
    r"heading_open|list|fence|code|hr|table_open|blockquote_open|html|image|tr_open|th_"
)
_FOREIGN = re.compile(r"(?i)script:|^\s*(data|vbscript|file|https?):|^\s*//")


def export_all(study: Study, folder: Path, redact: list[Redaction]) -> dict[str, Path]:
    """Every export into a folder of its own."""
    folders: dict[str, Path] = {}
    for name, write in EXPORTS.items():
        folders[name] = folder / name.replace(" ", "-")
        folders[name].mkdir(parents=True)
        write(study, folders[name], redact)
    return folders


def hostile_exports(folder: Path, studies: int, seed: int = 0) -> list[Count]:
    """Export so many studies, with names and without, and look at every file."""
    with build(folder / "plain.study", harmless(_STRINGS)) as study:
        plain = export_all(study, folder / "plain", [])
        allowed = {name: _shape(one) for name, one in plain.items()}
    count = Count("exported files")
    every = list(hostile_strings(_STRINGS * studies, seed))
    for number in range(studies):
        strings = every[number * _STRINGS :][:_STRINGS]
        with build(folder / f"{number}.study", strings) as study:
            for redact in ([], list(Redaction)):
                folders = export_all(study, folder / f"{number}-{len(redact)}", redact)
                for name, written in folders.items():
                    _look(count, f"{number} {name} {redact}", written, allowed[name], bool(redact))
    return [count]


def _look(
    count: Count, where: str, folder: Path, allowed: dict[str, Counter[str]], redacted: bool
) -> None:
    files = sorted(folder.rglob("*"))
    if not files:
        count.see(where, "nothing was written")
    if len(files) != allowed["files"].total():
        count.see(where, f"{len(files)} files, not {allowed['files'].total()}")
    for path in files:
        fault = None
        name = path.name
        if not re.fullmatch(r"[a-zA-Z0-9._-]{1,200}", name) or not path.is_file():
            fault = f"the name {name!r}"
        count.see(where, fault or file_fault(path))
    found = _shape(folder)
    for kind, there in found.items():
        if kind.startswith("set of"):
            more = set(there) - set(allowed[kind])
            count.see(where, f"{kind}: {sorted(more)[:5]}" if more else None)
        elif kind == "blocks" and not redacted:
            # Fewer where two strings are one name. How many claims a persona has depends on how names sort.
            more_blocks = Counter(
                {
                    one: number
                    for one, number in (there - allowed[kind]).items()
                    if not (one.startswith("list_item") and allowed[kind][one])
                }
            )
            count.see(where, f"more blocks: {more_blocks}" if more_blocks else None)


def file_fault(path: Path) -> str | None:
    """What is wrong with one file by itself."""
    content = path.read_bytes()
    match path.suffix:
        case ".docx" | ".xlsx" | ".qdpx":
            return _package_fault(path)
        case ".qdc":
            fromstring(content)
    text = content.decode("utf-8")
    if path.suffix in (".csv", ".yaml", ".qdc"):
        text = _BIDI.sub("", text)
    if found := RAW.search(text):
        return f"raw {found[0]!r} in {path.name}"
    if path.suffix == ".csv":
        # As it is: a cell that begins with a mark of direction is no formula.
        for row in csv.reader(io.StringIO(content.decode("utf-8"), newline="")):
            for cell in row:
                if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
                    return f"the formula {cell[:40]!r}"
    return None


def read_words(path: Path) -> str:
    """All words of a file; those of a package's parts."""
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as package:
        return "\n".join(
            package.read(name).decode("utf-8", "replace") for name in package.namelist()
        )


def _package_fault(path: Path) -> str | None:
    with zipfile.ZipFile(path) as package:
        if len(set(package.namelist())) < len(package.namelist()):
            return "two members of one name"
        for name in package.namelist():
            if not re.fullmatch(r"[\w\[\]./-]{1,200}", name) or ".." in name or name[0] == "/":
                return f"the member {name!r}"
            content = package.read(name)
            if name.endswith((".xml", ".rels", ".qde")):
                fromstring(content)
                if b'TargetMode="External"' in content and b"evil" in content:
                    return f"a link to elsewhere in {name}"
            if name.endswith((".xml", ".rels", ".qde", ".txt")):
                text = content.decode("utf-8-sig").replace("\r\n", "\n")
                if found := RAW.search(_BIDI.sub("", text) if path.suffix != ".docx" else text):
                    return f"raw {found[0]!r} in {name}"
            if name.startswith("xl/worksheets/") and (
                b"<f>" in content or b"<hyperlink" in content
            ):
                return "a formula or a link"
    return None


def _shape(folder: Path) -> dict[str, Counter[str]]:
    """Which tags, attributes and targets pages have, and of which blocks Markdown is made."""
    shape: dict[str, Counter[str]] = {
        kind: Counter()
        for kind in ("set of tags", "set of attributes", "set of bad targets", "blocks", "files")
    }
    for path in sorted(folder.rglob("*")):
        shape["files"][path.suffix] += 1
        if path.suffix == ".html":
            _add_page(shape, path)
        elif path.suffix == ".md":
            _add_markdown(shape, path)
    return shape


def _add_page(shape: dict[str, Counter[str]], path: Path) -> None:
    import html5lib

    tree = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            shape["set of tags"]["a comment"] += 1
            continue
        tag = element.tag.rsplit("}", 1)[-1]
        shape["set of tags"][tag] += 1
        if tag == "style":
            continue
        for name, value in element.attrib.items():
            name = name.rsplit("}", 1)[-1]
            shape["set of attributes"][f"{tag} {name}"] += 1
            if name in ("href", "src", "action", "style") and (
                _FOREIGN.search(value) or "url(" in value
            ):
                shape["set of bad targets"][value[:60]] += 1


def _add_markdown(shape: dict[str, Counter[str]], path: Path) -> None:
    from markdown_it import MarkdownIt

    text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.S)
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    for token in (one for top in tokens for one in (top, *(top.children or ()))):
        if _BLOCKS.search(token.type):
            shape["blocks"][token.type + (token.tag if token.type == "heading_open" else "")] += 1
        if token.type in ("html_block", "html_inline", "image", "s_open"):
            shape["set of tags"][f"{token.type} {token.content[:40]}"] += 1
        if token.type == "link_open":
            target = str(token.attrs["href"])
            inside = (
                target.startswith("#") or (path.parent / unquote(target).split("#")[0]).is_file()
            )
            if not inside:
                shape["set of bad targets"][target[:60]] += 1
