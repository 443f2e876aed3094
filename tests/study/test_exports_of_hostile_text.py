"""A study of hostile names and texts leaves as valid files in which nothing runs and nothing is hidden."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from docx import Document
from openpyxl import load_workbook

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.redaction import Redaction
from interviewcoder.study import Study

from ..exporters.html_page import Page
from .samples import take_in

ATTACKS = Path(__file__).parents[3] / "shared" / "attacks"
SHARED_TEXTS = (
    "markup_injection.txt",
    "bidi_zero_width.txt",
    "escape_sequences.txt",
    "surrogates.txt",
    "nul_bytes.txt",
    "formula_injection.csv",
    "dup_headers.csv",
)
NASTY = (
    "<script>alert(1)</script>",
    "\" onmouseover='alert(1)' x=\"",
    "</style></title><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","click")',
    "@SUM(1+1)",
    "+49 170",
    "-5 degrees",
    "../../etc/passwd",
    "CON",
    "[@click=app.quit]x[/]",
    "\u202egnp.exe\u202c",
    "\x1b[2J\x1b]0;title\x07",
    "]]> &amp; \ufffe _x0041_",
    "{{ 7*7 }} {% raw %} ${x}",
    "[md](javascript:alert(1)) ![x](https://evil.example/x.png)",
    "👩‍👩‍👧 שלום",
)
NOT_SHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def fill(study: Study, folder: Path, names: tuple[str, ...], files: list[Path]) -> None:
    """Import the files, make a code of every name that can be one, and put the codes on every text."""
    take_in(study, *files)
    codes = []
    for name in names:
        try:
            codes.append(study.codebook.add(CodeDraft(name, definition=name, include=name)))
        except StudyError:
            continue
    for source in study.sources.list():
        made = []
        for number, code in enumerate(codes):
            start = number % max(1, source.characters - 40)
            span = Span(start, min(source.characters, start + 37 + 11 * number))
            try:
                made += study.codings.tag(source.id, span, [code.id])
            except StudyError:  # nothing but white space there
                continue
        for coding in made[:3]:
            study.memos.write(MemoTarget.CODING, coding.guid, " ".join(names))
    for person in study.participants.list()[:3]:
        study.participants.set_attribute(person.id, f"about {names[0]}"[:150], names[3])


@pytest.fixture(scope="module", params=["ours", "shared"])
def hostile(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Study]:
    folder = tmp_path_factory.mktemp("hostile")
    if request.param == "shared":
        if not ATTACKS.is_dir():
            pytest.skip("the shared attacks are not here")
        listed = json.loads((ATTACKS / "nasty_names.json").read_text(encoding="utf-8"))["codes"]
        names = tuple(str(name) for name in listed)
        files = [ATTACKS / name for name in SHARED_TEXTS if (ATTACKS / name).is_file()]
    else:
        names = NASTY
        turns = "".join(f"Q: {name}?\n\nAna <b>: {name}\n\n" for name in NASTY)
        (folder / "<b>nasty & 'odd'.txt").write_text(turns, encoding="utf-8")
        with (folder / "survey.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "=region", "<i>What do you think of all of it, and why?</i>"])
            rows.writerows(
                [f"={n}", name, f"{name} and I like it {n}"] for n, name in enumerate(NASTY)
            )
        files = [folder / "<b>nasty & 'odd'.txt", folder / "survey.csv"]
    with Study.create(folder / "hostile.study", name=names[0], coder="=cmd <b>") as study:
        fill(study, folder, names, files)
        assert len(study.codings.list()) > 20
        yield study


@pytest.mark.parametrize("redact", [[], [Redaction.NAMES]], ids=["named", "redacted"])
def test_pages_hold_their_own_markup_only(
    hostile: Study, tmp_path: Path, redact: list[Redaction]
) -> None:
    """The parser of a page refuses tags and attributes that the templates do not write."""
    paths = list(hostile.sources.export(tmp_path / "out", memos=True, redact=redact))
    assert len(paths) == len(hostile.sources.list()) + 1
    for path in paths:
        assert path.parent == tmp_path / "out"
        assert re.fullmatch(r"[a-z0-9-]+\.html", path.name)
        text = path.read_text(encoding="utf-8")
        page = Page(text)
        assert not NOT_SHOWN.search(text)
        assert {link.removeprefix("#") for link in page.links if link.startswith("#")} <= set(
            page.ids
        )
        assert all(link.startswith("#") or (path.parent / link).is_file() for link in page.links)


def test_word_documents_open_and_lead_nowhere(hostile: Study, tmp_path: Path) -> None:
    for path in hostile.sources.export(tmp_path / "out", "docx", memos=True):
        document = Document(str(path))
        assert document.paragraphs
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if not name.endswith((".xml", ".rels")):
                    continue
                part = package.read(name).decode("utf-8")
                assert fromstring(part) is not None
                assert not NOT_SHOWN.search(part), name
                assert 'TargetMode="External"' not in part
                assert "w:fldChar" not in part


@pytest.mark.parametrize("of", ["codings", "participants"])
def test_tables_hold_texts_and_no_formulas(hostile: Study, tmp_path: Path, of: str) -> None:
    part = getattr(hostile, of)
    path = part.export_file(tmp_path / "t.xlsx")
    sheet = load_workbook(path).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    text = part.export_file(tmp_path / "t.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == sheet.max_row
    numbers = re.compile(r"-?\d+(\.\d+)?")
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(tuple("=+-@＝＋－＠\t\r\n")) or numbers.fullmatch(cell)


def test_what_goes_out_comes_back(hostile: Study, tmp_path: Path) -> None:
    known = hostile.codings.list()
    report = hostile.codings.import_file(hostile.codings.export_file(tmp_path / "c.csv"))
    assert (report.added, report.already) == (0, len(known))
    for name in ("c.csv", "c.yaml"):
        path = hostile.codebook.export_file(tmp_path / f"book-{name}")
        codebook = hostile.codebook.import_file(path)
        assert (codebook.added, codebook.updated) == ((), ())


def test_markdown_is_text(hostile: Study, tmp_path: Path) -> None:
    from markdown_it import MarkdownIt

    paths = [hostile.codebook.export_file(tmp_path / "book.md")]
    paths += hostile.sources.export(tmp_path / "out", "md", memos=True)
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert not NOT_SHOWN.search(text)
        tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
        kinds = {one.type for token in tokens for one in (token, *(token.children or ()))}
        assert not kinds & {"html_block", "html_inline", "link_open", "image", "code_inline"}
