"""Whatever fails and wherever, what the program prints holds nothing of a study: real processes, real code paths."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.study import Study

from ..study.samples import take_in

SAID = "Quizzaciously zephyrine"
NAME = "Wexfordia"
CANARIES = ("quizzaciously", "zephyrine", "wexfordia")


@pytest.fixture(scope="module")
def told_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told")
    file = folder / "talk.txt"
    file.write_text(
        "".join(f"{NAME}: {SAID} {n} and more of it.\n\nBen: Why?\n\n" for n in range(40))
    )
    with Study.create(folder / "box.study", coder="Maya") as study:
        take_in(study, file)
        source = study.sources.get("talk")
        for n in range(5):
            span = study.codings.locate(source.id, f"{SAID} {n} and")
            study.codings.tag(source.id, span, [study.codebook.list()[n].id])
    return folder / "box.study"


@pytest.fixture
def path(told_study: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(told_study, tmp_path / "box.study"))


def printed(path: Path, before: str, *arguments: str, **variables: str) -> tuple[int, str]:
    """The exit code and all that a process prints whose code was changed before it began."""
    code = f"import sys\n{before}\nfrom interviewcoder.__main__ import main\nsys.exit(main())"
    clean = {name: value for name, value in os.environ.items() if name != "INTERVIEWCODER_DEBUG"}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=path.parent,
        env={**clean, "PYTHONPATH": os.pathsep.join(sys.path), **variables},
    )
    return done.returncode, done.stdout + done.stderr


def shows_text(words: str) -> bool:
    return any(canary in words.lower() for canary in CANARIES)


def raising(module: str, place: str, error: str = "KeyError") -> str:
    """Code that has a function raise an error with the study's words in its message and its variables."""
    return (
        f"import {module} as m\n"
        f"def fail(*_, **__):\n"
        f"    said = {SAID!r}\n"
        f"    raise {error}({SAID!r} + ' by ' + {NAME!r})\n"
        f"m.{place} = fail\n"
    )


FAILING = {
    "a verb": (raising("interviewcoder.study.codings", "Codings.list"), "codings"),
    "a verb's record": (raising("interviewcoder.domain.records", "coding_record"), "codings"),
    "printing": (raising("interviewcoder.cli.printing", "_show_aligned"), "sources"),
    "storage": (raising("interviewcoder.storage.change", "Change.finish"), "undo-a-tag"),
    "search": (raising("interviewcoder.storage.search", "read_hits", "RuntimeError"), "find"),
    "memory": (raising("interviewcoder.study.sources", "Sources.list", "MemoryError"), "sources"),
    "deep": (raising("interviewcoder.study.codings", "Codings.list", "RecursionError"), "codings"),
}
COMMANDS = {
    "codings": ("codings", "box.study", "--json"),
    "undo-a-tag": ("untag", "box.study", "talk", "Needs", "--quote", "Why?"),
    "find": ("find", "box.study", "more"),
    "sources": ("sources", "box.study"),
}


@pytest.mark.parametrize("what", FAILING)
def test_a_defect(path: Path, what: str) -> None:
    before, command = FAILING[what]
    code, words = printed(path, before, *COMMANDS[command])
    assert code == 1
    if what != "storage":
        assert "has a fault (" in words
        assert "interviewcoder doctor" in words
        assert "--debug" in words
    assert not shows_text(words)
    assert "Traceback" not in words


def test_the_traceback_comes_when_it_is_asked_for(path: Path) -> None:
    before, command = FAILING["a verb"]
    for arguments, variables in (
        (("--debug", *COMMANDS[command]), {}),
        (COMMANDS[command], {"INTERVIEWCODER_DEBUG": "1"}),
    ):
        code, words = printed(path, before, *arguments, **variables)
        assert code == 1
        assert "Traceback" in words
        assert shows_text(words)


NOISE = f"""
import logging, threading, warnings
from interviewcoder.study.codings import Codings
listed = Codings.list
class Untidy:
    def __del__(self): raise ValueError({SAID!r})
def fail(): raise ValueError({SAID!r})
def noisy(*given, **named):
    warnings.warn({SAID!r})
    warnings.warn({SAID!r}, DeprecationWarning)
    for name in ("sqlalchemy.pool", "spacy", "asyncio", "somebody"):
        try: fail()
        except ValueError: logging.getLogger(name).exception("with {NAME}")
    thread = threading.Thread(target=fail); thread.start(); thread.join()
    Untidy()
    return []
Codings.list = noisy
"""


def test_libraries_threads_and_tidying_up_are_quiet(path: Path) -> None:
    code, words = printed(path, NOISE, *COMMANDS["codings"])
    assert code == 0
    assert not shows_text(words)
    assert "ValueError" in words  # Of the thread, without its words.
    code, words = printed(path, NOISE, *COMMANDS["codings"], INTERVIEWCODER_DEBUG="1")
    assert shows_text(words)


def test_an_error_of_the_database(path: Path) -> None:
    """SQLAlchemy's messages hold what was written, unless it is told not to."""
    before = (
        "import interviewcoder.storage.change as m\nfrom sqlalchemy import text\n"
        "def fail(self):\n"
        "    self.connection.execute(text('INSERT INTO coder (id, guid, name, name_key)"
        f" VALUES (1, :g, :g, :g)'), {{'g': {SAID!r}}})\n"
        "m.Change.finish = fail\n"
    )
    code, words = printed(path, before, "memo", "box.study", f"She said {SAID}")
    assert code == 1
    assert "IntegrityError" in words
    assert not shows_text(words)
    _, words = printed(path, before, "--debug", "memo", "box.study", "A note")
    assert "hide_parameters" in words
    assert not shows_text(words.replace(before, ""))


READING = (
    ("check", "box.study"),
    ("sources", "box.study"),
    ("codings", "box.study", "--json"),
    ("find", "box.study", "why"),
    ("undo", "box.study"),
    ("doctor", "box.study"),
)


def spoil_text(path: Path) -> None:
    """Letters that are no UTF-8 in the text, in tags and in the journal, right behind the words."""
    data = path.read_bytes().replace(b"phyrine 1", b"phyrine\xff1")
    path.write_bytes(data)


def spoil_bits(path: Path) -> None:
    chance = random.Random(7)
    data = bytearray(path.read_bytes())
    for _ in range(60):
        data[chance.randrange(4096, len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def spoil_json(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE source SET mapping = ?", (f'{{"{SAID}',))
        connection.execute("UPDATE journal_change SET after = ?", (f'{{"rows": {SAID}'.encode(),))


@pytest.mark.parametrize("spoil", [spoil_text, spoil_bits, spoil_json])
def test_a_damaged_file(path: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    """What goes to stderr, and what a check or the doctor finds, holds none of the words that cannot be read."""
    spoil(path)
    for arguments in READING:
        code = "import sys\nfrom interviewcoder.__main__ import main\nsys.exit(main())"
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            capture_output=True,
            text=True,
            cwd=path.parent,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "INTERVIEWCODER_DEBUG": ""},
        )
        assert done.returncode == 0 or not shows_text(done.stderr), arguments
        assert "Traceback" not in done.stderr, arguments
        if arguments[0] in ("check", "doctor"):
            assert not shows_text(done.stdout), arguments
    refused = list(refusals(path))
    assert refused or spoil is spoil_bits
    for error in refused:
        assert not shows_text("".join(traceback.format_exception(error)))


def refusals(path: Path) -> Iterator[Exception]:
    """What the Python API raises, each with what it came from."""
    try:
        with Study.open(path, coder="Maya") as study:
            for verb in (
                study.sources.list,
                lambda: study.sources.read(1),
                study.codings.list,
                study.journal.undo,
                lambda: study.find("why"),
            ):
                try:
                    verb()
                except StudyError as error:
                    yield error
    except StudyError as error:
        yield error
