"""Every command with hostile studies and hostile arguments: what it prints, on a terminal and into a pipe."""

import io
import json
import os
import random
import traceback
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import typer

from interviewcoder.cli.app import app, run

from .counted import Count
from .hostile_study import build
from .strings import RAW, hostile_strings

COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
_OPENS_THE_SCREEN = {"open", "demo"}
_FILES = ("x.csv", "x.xlsx", "x.md", "x.yaml", "x.qdpx", "x.html", "out", "x.txt")


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def no_screen(study_path: Path, *, demo: bool, coder: str | None) -> int:
    """Take the place of the screen, which has tests of its own."""
    return 0


def called(arguments: Sequence[str], *, terminal: bool) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of one command line in this process."""
    kind = _Terminal if terminal else io.TextIOWrapper
    out, err = (kind(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = run(arguments, no_screen)
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8"))  # type: ignore[attr-defined]
    return int(code), texts[0], texts[1]


def command_lines(folder: Path, lines: int, seed: int = 0) -> list[Count]:
    """Run so many command lines in a folder of their own.

    A third of the arguments are what the command wants, and the others are hostile.
    """
    strings = list(hostile_strings(240, seed))
    study = folder / "n" / "e" / "s" / "t" / f"{_as_file_name(strings)}.study"
    study.parent.mkdir(parents=True)
    with build(study, strings) as built:
        known = [one.name for one in built.sources.list()]
        known += [one.name for one in built.codebook.list()]
        known += [one.name for one in built.participants.list()]
        known += [one.name for one in built.personas.list()]
        known += [one.name for one in built.segments.list()]
    content = study.read_bytes()
    before = Path.cwd()
    os.chdir(study.parent)
    printed, records = Count("command lines"), Count("JSON outputs")
    chance = random.Random(seed)
    hostile = list(hostile_strings(max(lines, 300), seed + 1))
    try:
        for number in range(lines):
            names = sorted(set(COMMANDS) - _OPENS_THE_SCREEN)
            name = names[number % len(names)]
            arguments = _arguments(name, study, hostile, known, chance)
            if not study.is_file() or study.read_bytes() != content:
                study.write_bytes(content)
            _see(printed, records, arguments, terminal=number // len(names) % 2 == 0)
    finally:
        os.chdir(before)
    return [printed, records]


def reads_of_a_hostile_study(folder: Path, seed: int = 0) -> list[Count]:
    """Run every command that needs no more than a study, as a table and as JSON."""
    study = folder / "reads" / f"{_as_file_name(list(hostile_strings(240, seed)))}.study"
    study.parent.mkdir(parents=True)
    build(study, list(hostile_strings(240, seed))).close()
    printed, records = Count("commands that read"), Count("JSON of them")
    before = Path.cwd()
    os.chdir(study.parent)
    try:
        for name in sorted(set(COMMANDS) - _OPENS_THE_SCREEN):
            wanted = [one for one in COMMANDS[name].params if one.required]
            if [one.name for one in wanted] != ["study"]:
                continue
            options = {option for one in COMMANDS[name].params for option in one.opts}
            for extra in [[], ["--json"]] if "--json" in options else [[]]:
                for terminal in (True, False):
                    _see(printed, records, [name, str(study), *extra], terminal=terminal)
    finally:
        os.chdir(before)
    return [printed, records]


def _see(printed: Count, records: Count, arguments: list[str], *, terminal: bool) -> None:
    shown = " ".join(map(ascii, arguments))[:200]
    try:
        code, out, err = called(arguments, terminal=terminal)
    except BaseException as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        printed.see(shown, f"{type(error).__name__} at {place.filename}:{place.lineno}")
        return
    fault = None
    if found := RAW.search(_without_styles(out) if terminal else out) or RAW.search(err):
        fault = f"raw {found[0]!r} before {found.string[found.start():][:40]!r}"
    elif "Traceback" in err or "defect" in err:
        fault = err[:200]
    elif code not in (0, 1, 2, 3):
        fault = f"exit code {code}"
    printed.see(shown, fault)
    if "--json" in arguments and code == 0 and out:
        try:
            json.loads(out)
        except ValueError as error:
            records.see(shown, str(error))
        else:
            records.see(shown, None)


def _without_styles(out: str) -> str:
    """What a table on a terminal holds beside the styles of its header."""
    import re

    return re.sub(r"\x1b\[(?:0|1|2|1;2)?m", "", out)


def _arguments(
    name: str, study: Path, hostile: list[str], known: list[str], chance: random.Random
) -> list[str]:
    def value(kind: str) -> str:
        if kind == "study":
            return str(study) if chance.random() < 0.9 else chance.choice(hostile)
        return chance.choice(
            (chance.choice(hostile), chance.choice(hostile), chance.choice(known), _file(chance))
        )

    arguments: list[str] = []
    for one in COMMANDS[name].params:
        values = max(1, one.nargs)
        if one.param_type_name == "argument":
            if one.required or chance.random() < 0.5:
                arguments += [value(one.name) for _ in range(values)]
        elif one.name not in ("help", "debug") and chance.random() < 0.25:
            arguments.append(one.opts[0])
            if not getattr(one, "is_flag", False):
                arguments += [value("") for _ in range(values)]
    arguments = [one.replace("\x00", "\x01") if "\x00" in one else one for one in arguments]
    # A program is never given lone surrogates but as bytes of names that are no UTF-8.
    arguments = [one.encode("utf-8", "replace").decode("utf-8") for one in arguments]
    return [name, *arguments]


def _file(chance: random.Random) -> str:
    return chance.choice(_FILES)


def _as_file_name(strings: Sequence[str]) -> str:
    """A name with as many of the strings as a file's name can hold."""
    parts = "".join(one for one in strings[:40] if "\x00" not in one and "/" not in one)
    named = parts.encode("utf-8", "replace")[:180].decode("utf-8", "ignore")
    return named.replace("\x00", "")
