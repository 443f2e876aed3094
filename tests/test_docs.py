"""The docs say what is so: the schema's page, its query, and the links between pages."""

import re
import sqlite3
from pathlib import Path

import pytest

from interviewcoder import Study
from interviewcoder.importers.formats_table import with_table
from interviewcoder.storage.tables import METADATA

DOCS = Path(__file__).parents[1] / "docs"
SCHEMA_PAGE = (DOCS / "study-file.md").read_text(encoding="utf-8")
IMPLIED = {"id", "guid", "version", "name_key"}


def test_every_table_is_described() -> None:
    described = {
        name: set(re.findall(r"`([^`]+)`", columns))
        for name, columns in re.findall(r"(?m)^\| `(\w+)` \|[^|]*\|([^|]*)\|$", SCHEMA_PAGE)
    }
    columns_of = {
        name: {word.strip() for group in groups for word in group.split(",")}
        for name, groups in described.items()
    }
    actual = {
        table.name: {column.name for column in table.columns} - IMPLIED
        for table in METADATA.sorted_tables
    }
    assert columns_of == actual


def test_the_query_runs(tmp_path: Path) -> None:
    (query,) = re.findall(r"```sql\n(.*?)```", SCHEMA_PAGE, re.DOTALL)
    (tmp_path / "ana.txt").write_text("Interviewer: Why?\n\nAna: I need rest.\n", encoding="utf-8")
    with Study.create(tmp_path / "a.study") as study:
        list(study.sources.import_files([tmp_path / "ana.txt"]))
        source = study.sources.get("ana")
        span = study.codings.locate(source.id, "I need rest")
        study.codings.tag(source.id, span, [study.codebook.get("Needs").id])
    connection = sqlite3.connect(tmp_path / "a.study")
    rows = connection.execute(query).fetchall()
    connection.close()
    assert rows == [("Ana", "Needs", 1)]


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (DOCS / link).exists()]
    assert not missing


def test_the_table_of_formats_is_what_the_registry_says() -> None:
    """Make it again with: python -m interviewcoder.importers.formats_table docs/formats.md"""
    page = (DOCS / "formats.md").read_text(encoding="utf-8")
    assert "made by interviewcoder.importers.formats_table" in page
    assert with_table(page) == page


def test_each_promise_has_its_test() -> None:
    page = re.sub(r"(?s)<!--.*?-->", "", (DOCS / "reliability.md").read_text(encoding="utf-8"))
    promises = re.findall(r"(?m)^\| ([^|]+\.) \| (`tests/[^|]+`) \|$", page)
    assert len(promises) > 10
    for promise, tests in promises:
        for test in re.findall(r"`([^`]+)`", tests):
            assert (DOCS.parent / test).is_file(), (promise, test)
