"""How long an import takes and how much memory, beside plain sqlite3 that inserts the same rows.

    PYTHONPATH=src python benchmarks/importing.py [transcripts ...]

The floor gets what the import made of the files (texts, passages, participants, answers) ready in memory and writes it with the
driver alone: one transaction, one text and one row a passage, FTS5 filled at the end. The import reads the files,
finds encodings, formats, speakers and roles, writes the journal, and commits every quarter of a second
with a pause for others. Each import runs in a process of its own, for its peak of memory.
"""

import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from corpus import write_interviews, write_survey

from interviewcoder import Study

_WORDS = 8_000
_SIZES = (100, 300, 1_000)
_RESPONDENTS = (10_000, 100_000)

_SCHEMA = """
PRAGMA journal_mode=DELETE;
PRAGMA synchronous=FULL;
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT, text TEXT);
CREATE TABLE passage (id INTEGER PRIMARY KEY, source_id INTEGER, position INTEGER, speaker TEXT,
                      start_pos INTEGER, end_pos INTEGER, text TEXT);
CREATE TABLE participant (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE value (participant_id INTEGER, attribute TEXT, value TEXT,
                    PRIMARY KEY (participant_id, attribute)) WITHOUT ROWID;
CREATE INDEX passage_by_source ON passage (source_id, start_pos);
CREATE VIRTUAL TABLE search USING fts5(
    text, content='passage', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
"""


def floor(study_path: Path, target: Path) -> float:
    """Seconds that plain sqlite3 takes for the rows of a study."""
    with Study.open(study_path) as study:
        read = [study.sources.read(source.id) for source in study.sources.list()]
        people = study.participants.list()
    texts = [(r.source.id, r.source.name, r.text) for r in read]
    passages = [
        (p.source_id, p.position, p.speaker, p.start, p.end, p.text)
        for r in read
        for p in r.passages
    ]
    values = [(p.id, name, value) for p in people for name, value in p.attributes.items()]
    names = [(person.id, person.name) for person in people]
    del read, people
    connection = sqlite3.connect(target, isolation_level=None)
    connection.executescript(_SCHEMA)
    started = perf_counter()
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO source VALUES (?, ?, ?)", texts)
    connection.executemany(
        "INSERT INTO passage (source_id, position, speaker, start_pos, end_pos, text)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        passages,
    )
    connection.executemany("INSERT INTO participant VALUES (?, ?)", names)
    connection.executemany("INSERT INTO value VALUES (?, ?, ?)", values)
    connection.execute("INSERT INTO search(rowid, text) SELECT id, text FROM passage")
    connection.execute("COMMIT")
    seconds = perf_counter() - started
    connection.close()
    return seconds


def child(path: Path, study_path: Path) -> None:
    """Import and print the seconds, the passages and the peak of memory in MiB."""
    with Study.create(study_path, coder="benchmark") as study:
        started = perf_counter()
        passages = sum(
            event.passages
            for event in study.sources.import_files([path])
            if hasattr(event, "source")
        )
        seconds = perf_counter() - started
    # Not `ru_maxrss`, which begins as the parent's.
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    print(seconds, passages, int(peak[1]) / 1024 if peak else 0)


def measure(path: Path, study_path: Path, megabytes: float, what: str) -> None:
    """Import in a process of its own, then the floor in this one, and print both."""
    arguments = [sys.executable, __file__, "--child", str(path), str(study_path)]
    out = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout.split()
    seconds, passages, peak = float(out[0]), int(out[1]), float(out[2])
    least = floor(study_path, study_path.with_suffix(".floor"))
    print(
        f"{what:>22} {megabytes:7.1f} {passages:9,} {seconds:9.2f} {least:9.2f} {seconds / least:7.2f}"
        f" {peak:9.0f}"
    )


def main(sizes: tuple[int, ...]) -> None:
    """Print a line for each size."""
    print(
        f"{'input':>22} {'MB':>7} {'passages':>9} {'import s':>9} {'floor s':>9} {'ratio':>7} {'peak MiB':>9}"
    )
    with tempfile.TemporaryDirectory() as scratch:
        for count in sizes:
            folder = Path(scratch) / f"interviews-{count}"
            write_interviews(folder, count, _WORDS)
            size = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
            measure(folder, Path(scratch) / f"{count}.study", size, f"{count:,} transcripts")
        for respondents in _RESPONDENTS:
            survey = Path(scratch) / f"survey-{respondents}.csv"
            write_survey(survey, respondents)
            size = survey.stat().st_size / 1e6
            study = Path(scratch) / f"survey-{respondents}.study"
            measure(survey, study, size, f"{respondents:,} answers")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--child", path, study_path]:
            child(Path(path), Path(study_path))
        case sizes:
            main(tuple(int(size) for size in sizes) or _SIZES)
