import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewcoder.study import Study

from .samples import fill, trouble


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    with Study.create(folder / "box.study", name="Box", coder="Maya", codebook=()) as study:
        fill(study, folder)
    return folder / "box.study"


@pytest.fixture
def study(filled_file: Path, tmp_path: Path) -> Iterator[Study]:
    """A copy of a small study, tagged but not yet synthesized; whatever a test does, it is whole afterwards."""
    with Study.open(shutil.copy(filled_file, tmp_path / "box.study"), coder="Maya") as study:
        yield study
        assert trouble(study) == {}


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Study]:
    """A study with nothing in it but codes to tag with; whatever a test does, it is whole afterwards."""
    with Study.create(tmp_path / "bare.study", coder="Maya") as study:
        yield study
        assert trouble(study) == {}
