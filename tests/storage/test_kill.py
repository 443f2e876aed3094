"""kill -9 in the midst of bulk imports, with a reader beside: what was told as done is there, the rest whole or not at all.

Other actions: `tests/faults/test_kills.py`.
"""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from interviewcoder.domain.journal import JournalEntry
from interviewcoder.study import Study

from ..study.samples import content, trouble
from .processes import ended, start

KILLS = 16

WORKER = """
import os, random
def transcript(number):
    turns = [f"Interviewer: Why {n}?\\n\\nP{number}: Because word{number}x{n} is so.\\n" for n in range(40)]
    file = path.with_name("files") / f"t{number}.txt"
    file.write_text("\\n".join(turns))
    return file

def work(seed):
    chance = random.Random(seed)
    number = seed * 1000
    with Study.open(path, coder=f"Coder {seed % 3}") as study:
        codes = [code.id for code in study.codebook.list()]
        while True:
            files = [transcript(number + n) for n in range(chance.randint(1, 12))]
            number += len(files)
            names = []
            for event in study.sources.import_files(files):
                if hasattr(event, "source"):
                    names.append(event.source)
                    print("source", event.source, ".", flush=True)
            for name in names[:3]:
                source = study.sources.get(name)
                for _ in range(5):
                    start = chance.randrange(source.characters - 60)
                    span = Span(start, start + 50)
                    for coding in study.codings.tag(source.id, span, chance.sample(codes, 2)):
                        print("coding", coding.guid, ".", flush=True)
            if chance.random() < 0.3:
                study.codebook.add(CodeDraft(f"Passing {number}"))
                study.journal.undo()
                study.journal.redo()
                study.journal.undo()

path.with_name("files").mkdir(exist_ok=True)
for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        work(int(line))
    print("pid", pid, flush=True)
    os.waitpid(pid, 0)
    # Whoever was killed may have been in the midst of a line.
    print("\\nended", flush=True)
"""

READER = """
import threading
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
stop = threading.Event()
looks = seen = 0
with Study.open(path, coder="Reader") as study:
    while not stop.is_set():
        revision = study.revision()
        for source in study.sources.list():
            assert source.passages == 80
        seen += len(study.codings.list()) > 0
        study.find("because")
        study.journal.history(3)
        looks += 1
print(looks, seen)
"""


def acknowledged(worker: "subprocess.Popen[str]", seed: int, chance: random.Random) -> list[str]:
    """Let the worker begin, kill it at some moment, and hear what it had told by then."""
    assert worker.stdin
    assert worker.stdout
    worker.stdin.write(f"{seed}\n")
    worker.stdin.flush()
    told: list[str] = []
    pid = 0
    wait_for = chance.choice((0, 1, 5, 20))
    while not pid or len(told) < wait_for:
        line = worker.stdout.readline()
        assert line not in ("", "ended\n"), "it ended by itself"
        if line.startswith("pid "):
            pid = int(line[4:])
        else:
            told.append(line)
    time.sleep(chance.random() * 0.06)
    os.kill(pid, signal.SIGKILL)
    while (line := worker.stdout.readline()) != "ended\n":
        assert line, "the worker is gone"
        told.append(line)
    return [line.removesuffix(" .\n") for line in told if line.endswith(" .\n")]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_nothing_that_was_told_is_lost(tmp_path: Path) -> None:
    chance = random.Random(1)
    path = tmp_path / "killed.study"
    Study.create(path, coder="Maya").close()
    worker, reader = start(WORKER, path), start(READER, path)
    told: set[str] = set()
    try:
        for kill in range(1, KILLS + 1):
            told.update(acknowledged(worker, kill, chance))
            with Study.open(path, coder="Maya") as study:
                assert trouble(study) == {}
                sources = study.sources.list()
                codings = {f"coding {coding.guid}" for coding in study.codings.list()}
                assert told <= codings | {f"source {source.name}" for source in sources}
                assert {source.passages for source in sources} <= {80}
                for source in chance.sample(sources, min(5, len(sources))):
                    assert len(study.find(f"word{source.name[1:]}x39")) == 1
    finally:
        _, err = ended(worker)
        looks, errors = ended(reader)
    assert (worker.returncode, err) == (0, "")
    assert (reader.returncode, errors) == (0, "")
    assert int(looks.split()[0]) > KILLS
    assert len(told) > 4 * KILLS
    with Study.open(path, coder="Maya") as study:
        assert_all_comes_back(study)


def assert_all_comes_back(study: Study) -> None:
    """The journal is as whole as the rest: all of it undoes and redoes."""
    after = content(study.path)
    undone: list[JournalEntry] = []
    while study.sources.list():
        undone.append(study.journal.undo())
    assert study.find("because") == []
    assert trouble(study) == {}
    for entry in reversed(undone):
        assert study.journal.redo().id == entry.id
    assert content(study.path) == after
    assert trouble(study) == {}
