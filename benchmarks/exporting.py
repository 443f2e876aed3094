"""Processor time to write what is in a study of 100 interviews with 50,000 codings, beside reading it.

PYTHONPATH=src python benchmarks/exporting.py
"""

import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

from corpus import write_interviews

from interviewcoder import Study

_INTERVIEWS = 100
_WORDS = 8_000
_CODINGS = 500
"""Of an interview."""


def make(folder: Path) -> Path:
    """A study whose codings overlap, at the same places on every run."""
    write_interviews(folder / "interviews", _INTERVIEWS, _WORDS)
    draw = random.Random(1)
    path = folder / "large.study"
    with Study.create(path, coder="Ana") as study:
        for _ in study.sources.import_files([folder / "interviews"]):
            pass
        codes = [code.name for code in study.codebook.list()]
        lines = ["source,start,end,code"]
        for source in study.sources.list():
            for _ in range(_CODINGS):
                start = draw.randrange(source.characters - 400)
                lines.append(
                    f"{source.name},{start},{start + draw.randrange(30, 300)},{draw.choice(codes)}"
                )
        (folder / "codings.csv").write_text("\n".join(lines), encoding="utf-8")
        study.codings.import_file(folder / "codings.csv")
    return path


def exports(study: Study, folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is measured, each under what it is called."""
    some = [source.name for source in study.sources.list()[:10]]
    yield "read the codings", study.codings.list
    yield "codings as CSV", lambda: study.codings.export_file(folder / "codings.csv")
    yield "codings as a workbook", lambda: study.codings.export_file(folder / "codings.xlsx")
    yield "codebook as Markdown", lambda: study.codebook.export_file(folder / "codebook.md")
    yield "100 transcripts as HTML", lambda: list(study.sources.export(folder / "html"))
    yield "100 as Markdown", lambda: list(study.sources.export(folder / "md", "md"))
    yield "10 as Word", lambda: list(study.sources.export(folder / "docx", "docx", sources=some))


def main() -> None:
    """Print a line for each export."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "interviews").mkdir()
        with Study.open(make(folder)) as study:
            for name, export in exports(study, folder):
                started = process_time()
                export()
                print(f"{name:>24} {process_time() - started:7.2f} s")


if __name__ == "__main__":
    main()
