import shutil
from pathlib import Path

import pytest

from interviewcoder.study import Study

from ..study.samples import fill


@pytest.fixture(scope="session")
def whole_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    with Study.create(folder / "box.study", name="Box", coder="Maya", codebook=()) as study:
        fill(study, folder)
        study.personas.synthesize(personas=2, seed=1)
    return folder / "box.study"


@pytest.fixture
def path(whole_file: Path, tmp_path: Path) -> Path:
    """A copy of a small study with everything in it, closed."""
    return Path(shutil.copy(whole_file, tmp_path / "box.study"))
