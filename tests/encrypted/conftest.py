"""Every study that is made or opened here is encrypted, in this process and in those that tests start."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from interviewcoder.study import Study

from ..storage import processes
from ..study.past_the_program import PASSPHRASE
from ..study.samples import fill

pytest.importorskip("sqlcipher3", reason="needs the extra 'encrypted'")

ENCRYPTED = f"""
from functools import partial
from interviewcoder import Passphrase
Study.open = partial(Study.open, passphrase=Passphrase({PASSPHRASE.encoded().decode()!r}))
"""


@pytest.fixture
def everything_encrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase wherever none is given."""
    monkeypatch.setattr(Study, "open", partial(Study.open, passphrase=PASSPHRASE))
    monkeypatch.setattr(Study, "create", partial(Study.create, passphrase=PASSPHRASE))
    monkeypatch.setattr(processes, "_IMPORTS", processes._IMPORTS + ENCRYPTED)


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    path = folder / "box.study"
    with Study.create(path, name="Box", coder="Maya", codebook=(), passphrase=PASSPHRASE) as study:
        fill(study, folder)
    return path


@pytest.fixture
def path(filled_file: Path, tmp_path: Path) -> Path:
    """A copy of a small encrypted study, closed."""
    return Path(shutil.copy(filled_file, tmp_path / "box.study"))


@pytest.fixture
def study(path: Path) -> Iterator[Study]:
    """A small encrypted study, tagged but not yet synthesized."""
    with Study.open(path, coder="Maya", passphrase=PASSPHRASE) as study:
        yield study


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Study]:
    """An encrypted study with nothing in it but codes to tag with."""
    with Study.create(tmp_path / "bare.study", coder="Maya", passphrase=PASSPHRASE) as study:
        yield study
