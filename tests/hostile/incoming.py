"""Hostile files of every kind that can be brought into a study, under hostile names."""

import csv
import json
import shutil
from collections.abc import Iterable, Sequence
from itertools import cycle, islice
from pathlib import Path

from .strings import SHARED

_NO_NAME = str.maketrans({"/": "∕", "\x00": "␀"})


def file_name(text: str, suffix: str = "") -> str:
    """A name for a file with as much of a text as it can hold, controls and all."""
    words = text.translate(_NO_NAME).encode("utf-8", "replace")[:150].decode("utf-8", "ignore")
    return f"x{words}{suffix}"


def write_files(folder: Path, strings: Sequence[str]) -> list[Path]:
    """A transcript, captions, a survey, and tables of codes, codings and people, made of the strings."""
    folder.mkdir(parents=True)
    words = cycle(strings)
    transcript = "".join(
        f"Interviewer: {_line(next(words))}?\n\n{_line(next(words))[:40]}: {next(words)}\n\n"
        for _ in range(30)
    )
    captions = "".join(
        f"00:00:{second:02}.000 --> 00:00:{second + 1:02}.000\n<v {next(words)[:40]}>{next(words)}\n\n"
        for second in range(10, 40)
    )
    scale = [next(words) for _ in range(3)]
    survey = _table(
        ["id", next(words), next(words), f"What {next(words)} and why all of it?"],
        (
            [f"{n}", scale[n % 3], f"o{n % 2}{next(words)}", f"{next(words)} I like it a lot"]
            for n in range(20)
        ),
    )
    texts = {
        file_name(next(words), ".txt"): transcript,
        "transcript.txt": transcript,
        "captions.vtt": f"WEBVTT\n\n{captions}",
        file_name(next(words), ".csv"): survey,
        "survey.csv": survey,
        "codebook.csv": _table(
            ["name", "kind", "parent", "colour", "definition", "include", "exclude"],
            (
                [f"{n} {next(words)}"[:180], "need", "", "", *islice(words, 3)]
                for n in range(20)
            ),
        ),
        "codings.csv": _table(
            ["source", "start", "end", "code", "quote"],
            ([f"s{next(words)}", n, n + 9, f"c{next(words)}", next(words)] for n in range(20)),
        ),
        "people.csv": _table(
            ["name", f"a {next(words)}"[:180], f"b {next(words)}"[:180]],
            ([f"{n} {next(words)}"[:180], *islice(words, 2)] for n in range(20)),
        ),
        "speech.json": json.dumps(
            {"segments": [
                {"start": n, "end": n + 1, "speaker": next(words), "text": next(words)}
                for n in range(20)
            ]}
        ),
        "codebook.yaml": json.dumps({"codes": [{"name": one} for one in islice(words, 20)]}),
    }  # fmt: skip
    paths = []
    for name, text in texts.items():
        paths.append(folder / name)
        paths[-1].write_bytes(text.encode("utf-8", "surrogatepass"))
    return paths


def copy_shared(folder: Path) -> list[Path]:
    """The attacks that lie beside the project, as files to import; none where they are absent."""
    if not SHARED.is_dir():
        return []
    folder.mkdir(parents=True)
    return [
        Path(shutil.copy(path, folder / path.name))
        for path in sorted(SHARED.iterdir())
        if path.is_file()
    ]


def _line(text: str) -> str:
    return " ".join(text.split())


def _table(header: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out, escapechar="\\")
    writer.writerows([header, *([*row] for row in rows)])
    return out.getvalue()
