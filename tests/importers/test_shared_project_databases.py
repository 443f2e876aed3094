"""Projects that real programs wrote, beside the repository: all of them hold the same codings."""

import csv
from pathlib import Path

import pytest

from interviewcoder.domain.exchange import ExchangedStudy

from .project_files import path_of, speakers, taken

CODED = Path(__file__).parents[3] / "shared" / "data" / "coded"
PROJECTS = CODED / "qda-projects"
pytestmark = pytest.mark.skipif(not PROJECTS.is_dir(), reason="the shared data are not here")
OWN_FILES = ["pdpilot_P1-P4_qualcoder_data.qda", "pdpilot_P1-P4_taguette.sqlite3"]
Found = set[tuple[str, str, int, int, str]]


def found_in(name: str) -> ExchangedStudy:
    return taken(name, (PROJECTS / name).read_bytes())


def marks(study: ExchangedStudy) -> Found:
    texts = {one.guid: one.source for one in study.sources}
    return {
        (
            texts[one.source_guid].name,
            path_of(study, one.code_guid),
            one.start,
            one.end,
            texts[one.source_guid].text[one.start : one.end],
        )
        for one in study.codings
    }


def gold() -> Found:
    with (CODED / "pdpilot-gold" / "gold_codings.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["document"], row["code"], int(row["start"]), int(row["end"]), row["text"])
            for row in csv.DictReader(file)
        }


@pytest.mark.parametrize("name", OWN_FILES)
def test_a_programs_own_file_holds_the_codings_that_people_made(name):
    study = found_in(name)
    assert len(study.codings) == 150
    assert marks(study) == gold()
    assert study.told == study.not_carried == ()


@pytest.mark.parametrize("name", OWN_FILES)
def test_a_programs_own_file_tells_what_its_exchange_file_tells(name):
    exchanged, own = found_in("pdpilot_P1-P4_qualcoder.qdpx"), found_in(name)
    assert marks(own) == marks(exchanged)
    assert speakers(own) == speakers(exchanged)
    assert {one.name for one in own.participants} == {one.name for one in exchanged.participants}
    assert {path_of(own, one.guid) for one in own.codes} == {
        path_of(exchanged, one.guid) for one in exchanged.codes
    }
