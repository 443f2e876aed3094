"""A study to do harm to, built once, and a worker that does it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import shim
from .orders import Worker
from .scene import build_template

needs_shim = pytest.mark.skipif(bool(shim.missing()), reason=shim.missing())


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    if not hasattr(os, "fork"):
        pytest.skip("needs fork and signals of POSIX")
    with Worker() as worker:
        yield worker
