"""Going to any point of the history: the study is exactly as it was there, in one action, and comes back by one redo."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.conflict import OthersChange
from interviewcoder.domain.errors import StudyError
from interviewcoder.study import Study

from .samples import Dump, content, tag, trouble
from .test_undo_any_order import ACTS


@pytest.fixture
def other(study: Study) -> Iterator[Study]:
    with Study.open(study.path, coder="Noor") as other:
        yield other


def newest(study: Study) -> int:
    return study.journal.history(1)[0].id


def add(study: Study, *names: str) -> list[int]:
    """Add codes, one action each; returns the entries."""
    return [(study.codebook.add(CodeDraft(name)), newest(study))[1] for name in names]


def test_all_that_came_after_is_taken_back_at_once_and_redo_brings_all_of_it(study: Study) -> None:
    first, *_, last = add(study, "One", "Two", "Three", "Four")
    before = content(study.path)

    way = study.journal.way_to(first)
    assert [entry.summary for entry in way.back] == ["Four", "Three", "Two"]
    assert (way.forward, way.by_coder, way.newest) == ((), {"Maya": 3}, last)
    assert content(study.path) == before

    assert study.journal.undo_to(first, way.newest) == way
    assert {"Two", "Three", "Four"}.isdisjoint(code.name for code in study.codebook.list())
    assert study.codebook.get("One")
    entries = study.journal.history(3)
    assert [entry.verb for entry in entries] == ["go back"] * 3
    assert len({entry.at for entry in entries}) == 1
    assert all(entry.undone for entry in study.journal.history()[3:6])
    assert trouble(study) == {}

    redone = study.journal.redo()
    assert (redone.summary, redone.together) == ("Four", 3)
    assert content(study.path) == before
    with pytest.raises(StudyError, match="nothing to redo"):
        study.journal.redo()
    # What was put back is taken back step by step.
    assert study.journal.undo().summary == "Four"


def test_undo_goes_on_from_there_and_redo_knows_what_was_one_action(study: Study) -> None:
    states: list[Dump] = []
    entries = []
    for name in ("One", "Two", "Three"):
        entries += add(study, name)
        states.append(content(study.path))
    study.journal.undo_to(entries[1])
    assert study.journal.undo().summary == "Two"
    assert content(study.path) == states[0]
    assert study.journal.redo().together == 1
    assert content(study.path) == states[1]
    assert study.journal.redo().summary == "Three"
    assert content(study.path) == states[2]


def test_what_was_undone_and_given_up_is_a_point_as_well(study: Study) -> None:
    start = newest(study)
    one, two = add(study, "One", "Two")
    was = content(study.path)
    study.journal.undo()
    study.journal.undo()
    (instead,) = add(study, "Instead")
    now = content(study.path)
    way = study.journal.undo_to(two)
    assert [entry.summary for entry in way.back] == ["Instead"]
    assert [entry.summary for entry in way.forward] == ["One", "Two"]
    assert content(study.path) == was
    assert trouble(study) == {}
    study.journal.undo_to(instead)
    assert content(study.path) == now
    # An undo is a point too: what was there before the action that it took back.
    undone = next(e for e in study.journal.history() if e.verb == "undo" and e.refers_to == one)
    study.journal.undo_to(undone.id)
    assert content(study.path) == _without_codes(study, was, start)
    assert trouble(study) == {}


def _without_codes(study: Study, state: Dump, start: int) -> Dump:
    """How the study was at an entry, by undoing alone."""
    assert study.journal.way_to(start).back == ()
    return {**state, "code": [row for row in state["code"] if row[3] not in ("One", "Two")]}


def test_the_beginning_and_points_that_are_not_there(study: Study) -> None:
    study.journal.undo_to(0)
    assert study.sources.list() == study.codebook.list() == []
    assert trouble(study) == {}
    with pytest.raises(StudyError, match="as it was there already"):
        study.journal.undo_to(0)
    for missing in (99_999, -1):
        with pytest.raises(StudyError, match="no change"):
            study.journal.undo_to(missing)
    study.journal.redo()
    assert study.codings.list()


def test_what_another_window_did_meanwhile_is_asked_about(study: Study, other: Study) -> None:
    (here,) = add(study, "Mine")
    add(study, "Mine too")
    tag(other, "ana", "has a cat", "Order")
    before = content(study.path)
    with pytest.raises(OthersChange) as told:
        study.journal.undo_to(here)
    assert told.value.entry.coder == "Noor"
    way = study.journal.way_to(here)
    assert way.by_coder == {"Noor": 1, "Maya": 1}
    # One more that was not on show.
    add(other, "Hers")
    with pytest.raises(OthersChange) as more:
        study.journal.undo_to(here, way.newest)
    assert more.value.entry.summary == "Hers"
    other.journal.undo()
    assert content(study.path) == before
    way = study.journal.way_to(here)
    add(study, "Of this window, but after the look")
    with pytest.raises(StudyError, match="changed after you looked"):
        study.journal.undo_to(here, way.newest)
    way = study.journal.way_to(here)
    assert study.journal.undo_to(here, way.newest).by_coder["Noor"] == 1
    # Redo is this window's own: nothing is asked.
    assert study.journal.redo().together == 3
    # For the other one it is not.
    with pytest.raises(OthersChange):
        other.journal.undo_to(here)


def test_a_step_that_fails_leaves_all_as_it_was(filled_file: Path, tmp_path: Path) -> None:
    """The tables are not as the journal tells: the second step cannot be done, so the first is not either."""
    path = Path(shutil.copy(filled_file, tmp_path / "torn.study"))
    with Study.open(path, coder="Maya") as study:
        start = newest(study)
        add(study, "One")
        study.codebook.update(study.codebook.get("One").id, definition="Later")
        add(study, "Two")
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("DELETE FROM code WHERE name = 'One'")
        before, entries = content(path), study.journal.history()
        with pytest.raises(StudyError, match="should be changed is not there"):
            study.journal.undo_to(start)
        assert content(path) == before
        assert study.journal.history() == entries


@pytest.mark.parametrize("seed", range(4))
def test_any_point_from_any_point(filled_file: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = Path(shutil.copy(filled_file, tmp_path / "walk.study"))
    with Study.open(path, coder="Maya") as study:
        states = {newest(study): content(path)}
        for _ in range(25):
            numbers = (chance.randrange(400), chance.randrange(400), chance.randrange(400))
            try:
                match chance.randrange(6):
                    case 0:
                        study.journal.undo()
                    case 1:
                        study.journal.redo()
                    case 2:
                        study.journal.undo_to(chance.choice(list(states)))
                    case _:
                        ACTS[chance.choice(sorted(ACTS))](study, numbers)
            except StudyError:
                continue
            if newest(study) not in states:
                states[newest(study)] = content(path)
        for point in chance.sample(sorted(states), min(8, len(states))):
            way = study.journal.way_to(point)
            if way.back or way.forward:
                study.journal.undo_to(point, way.newest)
            assert content(path) == states[point]
            assert trouble(study) == {}
