"""How long suggestions take in a big study: from a tag to what is suggested next, and the best sentences of a code.

PYTHONPATH=src python benchmarks/suggesting.py [transcripts [excerpts [codes]]]

The floor of a tag is the tag itself, written and journalled, and reading where all codings lie; the floor of the sentences is
one product of a matrix of as many rows as there are sentences.
"""

import resource
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from corpus import write_interviews

from interviewcoder import Study
from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span
from interviewcoder.storage.coded_places import coded_places

_TIMES = 15
_WORDS = 8_000
"""Of a transcript."""


def made(folder: Path, transcripts: int, excerpts: int, codes: int) -> Path:
    """A study of that size, with sentences all over it tagged; codes are named by words of the texts."""
    write_interviews(folder / "files", transcripts, _WORDS)
    path = folder / "big.study"
    with Study.create(path, coder="Maya", codebook=()) as study:
        for _ in study.sources.import_files([folder / "files"]):
            pass
        sources = study.sources.list()
        some = study.sources.read(sources[0].id).text.split()
        names = list(dict.fromkeys(word.strip(".,?!:").lower() for word in some if len(word) > 5))
        for name in names[:codes]:
            study.codebook.add(CodeDraft(name, definition=f"What is said of {name}."))
        lines = ["source,start,end,code"]
        each = -(-excerpts // len(sources))
        for source in sources:
            spans = study.sources.sentences(study.sources.read(source.id))
            for place, span in enumerate(spans[:: max(1, len(spans) // each)][:each]):
                if len(lines) <= excerpts:
                    code = names[(len(lines) * 7 + place) % codes]
                    lines.append(f"{source.name},{span.start},{span.end},{code}")
        (folder / "codings.csv").write_text("\n".join(lines), encoding="utf-8")
        study.codings.import_file(folder / "codings.csv")
    return path


def main(transcripts: int = 140, excerpts: int = 10_000, count: int = 80) -> None:
    """Print a table."""
    with tempfile.TemporaryDirectory() as name:
        path = made(Path(name), transcripts, excerpts, count)
        with Study.open(path, coder="Maya") as study:
            started = perf_counter()
            list(study.suggestions.index())
            indexing = perf_counter() - started
            index = study.suggestions._ready()
            print(
                f"{len(index.sentences):,} sentences, {len(index.coded):,} excerpts, {len(index.codes)} codes; "
                f"indexing {indexing:.1f} s; {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB at most"
            )
            codes = list(index.codes)
            source = study.sources.list()[0]
            text = study.sources.read(source.id)
            spans = study.sources.sentences(text)
            tags, suggested, floors, pages = [], [], [], []
            for number in range(_TIMES):
                span = spans[3 * number]
                started = perf_counter()
                study.codings.tag(
                    source.id, Span(span.start, span.end), [codes[number % len(codes)]]
                )
                tagged = perf_counter()
                study.suggestions.for_span(source.id, spans[3 * number + 1])
                done = perf_counter()
                with study._file.reading() as connection:
                    coded_places(connection)
                read = perf_counter()
                tags.append(tagged - started)
                suggested.append(done - tagged)
                floors.append(tagged - started + read - done)
            for number in range(_TIMES):
                started = perf_counter()
                study.suggestions.for_code(codes[number % len(codes)], top=20)
                pages.append(perf_counter() - started)
            started = perf_counter()
            list(study.suggestions.found())
            first = perf_counter() - started
            started = perf_counter()
            list(study.suggestions.found(codes[0]))
            print(
                f"how much is found: {first:.1f} s for all codes, then "
                f"{1000 * (perf_counter() - started):.0f} ms for one"
            )
            dense = np.ones((len(index.sentences), 384), np.float32)
            line = np.ones(384, np.float32)
            started = perf_counter()
            dense @ line
            product = perf_counter() - started
            print("| what | median, ms | longest, ms | floor, ms |\n|---|---|---|---|")
            for what, times, floor in (
                ("tag", tags, None),
                ("from the tag to new suggestions", suggested, median(floors)),
                ("20 best sentences of a code", pages, product),
            ):
                shown = "" if floor is None else f"{1000 * floor:.1f}"
                print(
                    f"| {what} | {1000 * median(times):.1f} | {1000 * max(times):.1f} | {shown} |"
                )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
