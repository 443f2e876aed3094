import shutil
from pathlib import Path

import pytest

from interviewcoder.domain.coding import Span, Suggested
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.study import Study

from ..study.samples import fill


@pytest.fixture(scope="session")
def whole_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    with Study.create(folder / "box.study", name="Box", coder="Maya", codebook=()) as study:
        fill(study, folder)
        study.personas.synthesize(personas=2, seed=1)
        study.queries.save("Prices", "price")
        north = study.segments.add("North", "region=North")
        study.memos.write(MemoTarget.SEGMENT, north.guid, "Whom else?")
        first, code = study.sources.list()[0], study.codebook.list()[0]
        study.rejections.reject(first.id, Span(0, 9), code.id, Suggested("lexical 1", 0.2))
    return folder / "box.study"


@pytest.fixture
def path(whole_file: Path, tmp_path: Path) -> Path:
    """A copy of a small study with everything in it, closed."""
    return Path(shutil.copy(whole_file, tmp_path / "box.study"))
