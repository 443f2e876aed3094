"""A study that may only be read, or that another program holds: every verb is refused, and changes no byte."""

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.errors import StudyError
from interviewcoder.storage import engine
from interviewcoder.study import Study

from .test_undo_any_order import ACTS, Numbers

_TRIES: tuple[Numbers, ...] = ((0, 1, 2), (3, 2, 1), (5, 7, 11))


@pytest.fixture(scope="module")
def whole(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in which every verb finds something to change."""
    path = Path(shutil.copy(filled_file, tmp_path_factory.mktemp("whole") / "box.study"))
    with Study.open(path, coder="Maya") as study:
        study.personas.synthesize(personas=2, seed=1)
        study.segments.add("Segment 1", "region=North")
        study.queries.save("Query 1", "price")
        study.codebook.add(CodeDraft("Passing"))
        study.journal.undo()
    return path


def refused(study: Study) -> set[str]:
    """Try every verb; the names of those that were refused at least once."""
    verbs = {
        name: [lambda n=n, act=act: act(study, n) for n in _TRIES] for name, act in ACTS.items()
    }
    verbs["undo"] = [study.journal.undo]
    verbs["redo"] = [study.journal.redo]
    verbs["go back"] = [lambda: study.journal.undo_to(0)]
    found = set()
    for name, tries in verbs.items():
        for one in tries:
            try:
                one()
            except StudyError:
                found.add(name)
    return found


def test_a_study_that_may_only_be_read(whole: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(whole, tmp_path / "box.study"))
    before = path.read_bytes()
    with Study.open(path, coder="Maya", read_only=True) as study:
        left = set(ACTS) - refused(study)
        assert left <= {"update", "import", "import project"}, left
    assert path.read_bytes() == before


def test_a_study_that_another_program_holds(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(whole, tmp_path / "box.study"))
    pragmas = [one for one in engine._PRAGMAS if not one.startswith("busy_timeout")]
    monkeypatch.setattr(engine, "_PRAGMAS", (*pragmas, "busy_timeout=20"))
    before = path.read_bytes()
    with Study.open(path, coder="Maya") as study, closing(sqlite3.connect(path)) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        left = set(ACTS) - refused(study)
        other.execute("ROLLBACK")
        assert left <= {"update", "import", "import project"}, left
        assert path.read_bytes() == before
        with suppress(StudyError):
            ACTS["tag"](study, (0, 1, 2))
        assert path.read_bytes() != before
