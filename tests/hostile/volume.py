"""Many strings at once: studies of thousands of them, on the screen, in what commands print and in all exports."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from interviewcoder.study import Study

from ..study.every_export import EXPORTS
from .command_line import called, printed_fault
from .counted import Count
from .exports import file_fault, read_words
from .hostile_study import build, numbered, stored_raw
from .strings import hostile_strings
from .tour import VOLUME, numbers_in, volume_tour

A_STUDY = 12_500
"""About as many strings as a study of that size has room for."""


def many_strings(folder: Path, strings: int, seed: int = 0) -> list[Count]:
    """So many strings, in studies of some thousands each: every list and text, every print, every export."""
    counts = {
        name: Count(name)
        for name in (
            "strings",
            "strings seen on a terminal's screen",
            "strings printed by commands",
            "strings in exports",
            "bytes on a terminal",
            "prints",
            "exports of many strings",
            "values in studies' files",
        )
    }
    every = list(hostile_strings(strings, seed))
    for start in range(0, strings, A_STUDY):
        batch = every[start : start + A_STUDY]
        here = folder / f"{start}"
        here.mkdir(parents=True)
        seen, on_screen = volume_tour(here / "screen", batch)
        counts["strings"].tried += len(batch)
        counts["strings seen on a terminal's screen"].tried += len(seen)
        _add(counts["bytes on a terminal"], on_screen)
        with build(here / "many.study", numbered(batch), VOLUME) as study:
            printed = _print_all(counts["prints"], here / "many.study", study)
            exported = _export_all(counts["exports of many strings"], here / "out", study)
        counts["strings printed by commands"].tried += len(printed)
        counts["strings in exports"].tried += len(exported)
        for fault in stored_raw(here / "many.study"):
            counts["values in studies' files"].faults.append(fault)
        counts["values in studies' files"].tried += 1
        shutil.rmtree(here)
        faults = sum(len(one.faults) for one in counts.values())
        told = (start + len(batch), len(seen), len(printed), len(exported), faults)
        print(
            "strings {}; on screen {}, printed {}, exported {}; faults {}".format(*told), flush=True
        )
    return list(counts.values())


def _add(whole: Count, part: Count) -> None:
    whole.tried += part.tried
    whole.faults += part.faults


def _print_all(count: Count, path: Path, study: Study) -> set[int]:
    seen: set[int] = set()
    lines: list[Sequence[str]] = [
        (name, str(path))
        for name in [
            "sources",
            "participants",
            "codebook",
            "codings",
            "memos",
            "segments",
            "personas",
            "runs",
            "history",
        ]
    ]
    lines += [("passages", str(path), source.name) for source in study.sources.list()]
    lines += [("speakers", str(path), source.name) for source in study.sources.list()]
    for line in lines:
        for more in ([], ["--json"]):
            code, out, err = called([*line, *more], terminal=not more)
            count.see(f"{line[0]} {more}", printed_fault(code, out, err, terminal=not more))
            seen |= numbers_in(out)
    return seen


def _export_all(count: Count, folder: Path, study: Study) -> set[int]:
    seen: set[int] = set()
    for name, write in EXPORTS.items():
        if name.startswith(("personas", "cut")):  # there are none in so large a study
            continue
        there = folder / name.replace(" ", "-")
        there.mkdir(parents=True)
        write(study, there, [])
        for path in sorted(there.rglob("*")):
            count.see(f"{name} {os.fspath(path.name)}", file_fault(path))
            seen |= numbers_in(read_words(path))
    return seen
