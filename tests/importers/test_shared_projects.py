"""Projects that real programs wrote, and hostile ones, which lie beside the repository; skipped where they do not."""

import csv
import time
from collections import Counter
from pathlib import Path

import pytest

from interviewcoder.importers.refi_codebook import read_qdc

from .refi_files import coded, read
from .test_refi_hostile import attempt

SHARED = Path(__file__).parents[3] / "shared"
CODED = SHARED / "data" / "coded"
PROJECTS = sorted((CODED / "qda-projects").glob("*.qdpx"))
pytestmark = pytest.mark.skipif(not CODED.is_dir(), reason="the shared data are not here")


@pytest.mark.parametrize("path", PROJECTS, ids=lambda path: path.name)
def test_every_coding_stands_on_its_words(path: Path) -> None:
    with (CODED / "pdpilot-gold" / "gold_codings.csv").open(encoding="utf-8") as file:
        gold = Counter(
            (row["document"], row["code"].rpartition(" > ")[2], row["text"])
            for row in csv.DictReader(file)
        )
    study = read(path.read_bytes())
    assert Counter(coded(study)) == gold
    assert study.not_carried == ()
    people = {speaker.participant for one in study.sources for speaker in one.source.speakers}
    assert people == {None, "P1", "P2", "P3", "P4"}


def test_an_atlas_project_without_its_texts() -> None:
    study = read((CODED / "qda-vendor" / "atlasti-8.4-standard-project.qdpx").read_bytes())
    assert len(study.codes) == 14
    assert len(study.codings) == 10
    assert (
        "Simon",
        "Feelings",
        "I did try the gluten free bread, but it was always so soggy,",
    ) in coded(study)
    by_guid = {code.guid: code.name for code in study.codes}
    diet = next(code for code in study.codes if code.name == "Coke::diet Coke")
    assert by_guid[diet.parent_guid or ""] == "Coke"
    assert {segment.name for segment in study.segments} >= {"gender: male", "age: 25"}
    assert any("came without a text" in line for line in study.told)
    assert any("picture" in line for line in study.not_carried)


def test_an_nvivo_codebook_with_codes_of_one_name() -> None:
    study = read((CODED / "qda-vendor" / "nvivo-mac-15.qdpx").read_bytes())
    names = [code.name for code in study.codes]
    assert len(names) == len(set(names)) == 262
    assert "programming (cs_as_programming)" in names
    assert any("had the name of another" in line for line in study.told)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("data/coded/qda-projects/Codebook-pdpilot_P1-P4_qualcoder.qdc", 81),
        ("data/coded/qda-projects/pdpilot_P1-P4_taguette.qdc", 67),
        ("refi/samples/atlasti-win-9.qdc", 5),
        ("refi/samples/spec-annex-A1.qdc", 6),
    ],
)
def test_codebooks_of_other_programs(name: str, codes: int) -> None:
    drafts, _ = read_qdc((SHARED / name).read_bytes())
    assert len(drafts) == codes


@pytest.mark.parametrize(
    "path", sorted((SHARED / "attacks").glob("*.qdpx")), ids=lambda path: path.name
)
def test_hostile_projects(path: Path) -> None:
    began = time.perf_counter()
    attempt(path.read_bytes(), path.name)
    assert time.perf_counter() - began < 30
