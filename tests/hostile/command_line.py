"""Every command with hostile studies and hostile arguments: what it prints, on a terminal and into a pipe."""

import io
import json
import os
import random
import re
import shutil
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from interviewcoder.cli.app import app, run
from interviewcoder.domain.coding import Span
from interviewcoder.domain.query import quoted
from interviewcoder.study import Study

from .counted import Count
from .hostile_study import Size, build
from .incoming import file_name, write_files
from .strings import RAW, hostile_strings

COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
"""All commands of the program, so that a new one is tried as well."""

_OPENS_THE_SCREEN = {"open", "demo", "serve"}
_SLOWEST = 20.0
"""Seconds that no command may take."""


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def no_screen(study_path: Path, **_: object) -> int:
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


@dataclass(frozen=True)
class _Known:
    """What there is in a study that arguments can name."""

    study: Path
    sources: list[str]
    speakers: list[str]
    codes: list[str]
    people: list[str]
    personas: list[str]
    members: list[str]
    """Of the first persona."""
    segments: list[str]
    rule: str

    def value(self, command: str, name: str, hostile: str) -> list[str]:
        """What a command can be given for one of its parameters, by the parameter's name."""
        first, *others = self.personas
        one = {
            "study": str(self.study) if command != "new" else f"x{hostile[:40].replace('/', '')}",
            "source": self.sources[-1] if command == "survey-mapping" else self.sources[0],
            "code": self.codes[1],
            "label": self.speakers[0],
            "participant": self.members[0],
            "persona": others[0] if command == "persona-move" else first,
            "into": others[0],
            "query": "said",
            "rule": self.rule,
            "where": self.rule,
            "text": hostile,
            "role": "participant",
            "entry": "1",
            "to": "out",
            "directory": "templates",
            "export_format": "html",
            "quote": _QUOTE,
            "file": _FILES.get(command, "incoming/codebook.csv"),
        }
        if name == "codes":
            return self.codes[1:3]
        if name == "into" and command.startswith("code-"):
            return [self.codes[0]]
        if name == "name" and command == "code-add":
            return [f"code {hostile}"[:150]]
        if name == "paths":
            return ["incoming"]
        if name == "participants":
            return self.members[:1]
        if name == "name" and command.startswith("segment-"):
            return [self.segments[0] if command != "segment-add" else f"seg {hostile}"[:150]]
        if name == "name" and command.startswith("query-"):
            return ["kept"]
        if name == "name" and command == "participant-erase":
            return [self.people[-1]]
        if name == "name" and command == "persona-rename":
            return [f"name {hostile}"[:150]]
        return [one[name]]


_FILES = {
    "participants-import": "incoming/people.csv",
    "participants-export": "people.xlsx",
    "codebook-export": "book.md",
    "codings-import": "incoming/codings.csv",
    "codings-export": "codings.csv",
    "project-import": "../../project.qdpx",
    "project-export": "out.qdpx",
    "revise": "../../revised.txt",
}
_QUOTE = "changed 3"
_MORE = {
    "code-edit": ["--kind", "pain"],
    "code-move": ["--top"],
    "code-split": ["--where=code:*"],
    "participant-erase": ["--yes"],
    "tag": ["--quote"],
    "untag": ["--quote", "--coder", "x"],
    "tag-edit": ["--quote", "--to-span", "0", "1", "--coder", "x"],
    "segment-edit": ["--rule"],
    "relocation-place": ["--dismiss"],
    "pseudonymise": ["--propose", "names.csv"],
    "retag": ["--where", "--weight", "40"],
}
_NEVER_DONE = {"encrypt", "decrypt", "passphrase", "redo", "personas-check", "query-remove"}
"""Commands that need a passphrase, or something undone or saved before them, or that find what is wrong here."""


@contextmanager
def _hostile_folder(folder: Path, seed: int) -> Iterator[tuple[_Known, bytes]]:
    """A study of hostile names in a folder with files to import; the working folder is the study's."""
    strings = list(hostile_strings(240, seed))
    # Deep enough for the arguments that climb.
    deep = folder.joinpath(*"abcdefghijkl", file_name("".join(strings[::40])))
    deep.mkdir(parents=True)
    study = deep / f"{file_name(''.join(strings[7::50]))}.study"
    write_files(deep / "incoming", strings)
    with build(study, strings, Size()) as built:
        list(built.sources.import_files(sorted((deep / "incoming").glob("x*.csv"))))
        built.exchange.export_project(deep.parent.parent / "project.qdpx")
        built.codings.export_file(deep / "incoming" / "codings.csv")
        source = built.sources.list()[0]
        revised = "".join(
            f"{passage.speaker}: {passage.text} changed {number}\n\n"
            for number, passage in enumerate(built.sources.read(source.id).passages)
        )
        (deep.parent.parent / "revised.txt").write_text(revised, encoding="utf-8")
        built.sources.revise(source.id, deep.parent.parent / "revised.txt")
        built.personas.synthesize(personas=2, seed=0)
        known = _known(study, built)
    with Study.open(study, coder="x") as other:
        start = other.sources.read(source.id).text.index(_QUOTE)
        span = Span(start, start + len(_QUOTE))
        other.codings.tag(source.id, span, [other.codebook.list()[1].id])
    before = Path.cwd()
    os.chdir(deep)
    try:
        yield known, study.read_bytes()
    finally:
        os.chdir(before)


def _known(path: Path, study: Study) -> _Known:
    sources = study.sources.list()
    attribute = study.participants.attributes()[0]
    personas = sorted(study.personas.list(), key=lambda one: -len(one.members))
    return _Known(
        path,
        [one.name for one in sources],
        [one.label for one in study.sources.speakers(sources[0].id)],
        [one.name for one in study.codebook.list()],
        [one.name for one in study.participants.list()],
        [one.name for one in personas],
        [one.participant for one in personas[0].members],
        [one.name for one in study.segments.list()],
        f"{quoted(attribute.name)}!=nothing",
    )


def every_command(folder: Path, seed: int = 0) -> list[Count]:
    """Every command with arguments that it can follow, of a hostile study, as table and JSON, pipe and terminal."""
    printed, records, done = Count("commands"), Count("JSON of them"), Count("commands carried out")
    hostile = list(hostile_strings(400, seed + 5))
    chance = random.Random(seed)
    with _hostile_folder(folder, seed) as (known, content):
        for name in sorted(set(COMMANDS) - _OPENS_THE_SCREEN):
            command, codes = COMMANDS[name], set[int]()
            options = {option for one in command.params for option in one.opts}
            words = _allowed(chance.choice(hostile))
            arguments = [name]
            try:
                for one in command.params:
                    if one.param_type_name == "argument" and (
                        one.required or one.name == "persona"
                    ):
                        arguments += known.value(name, one.name, words)
                    elif one.required:
                        arguments += [one.opts[0], *known.value(name, one.name, words)]
            except KeyError as missing:
                done.see(name, f"say in command_line.py what its {missing} can be")
                continue
            for option in _MORE.get(name, ()):
                arguments.append(option)
                if option in ("--quote", "--rule", "--where"):
                    arguments += known.value(name, option.removeprefix("--"), words)
            for extra in [[], ["--json"]] if "--json" in options else [[]]:
                for terminal in (True, False):
                    _put_back(known.study, content)
                    codes.add(_see(printed, records, [*arguments, *extra], terminal=terminal))
            if name not in _NEVER_DONE:
                done.see(name, None if codes & {0, 3} else f"exit codes {sorted(codes)}")
    return [printed, records, done]


def hostile_command_lines(folder: Path, lines: int, seed: int = 0) -> list[Count]:
    """So many command lines of arguments that are hostile, and now and then what the command wants."""
    printed, records = Count("hostile command lines"), Count("JSON of hostile command lines")
    chance = random.Random(seed)
    hostile = [_allowed(one) for one in hostile_strings(max(3 * lines, 300), seed + 1)]
    names = sorted(set(COMMANDS) - _OPENS_THE_SCREEN)
    with _hostile_folder(folder, seed) as (known, content):
        fitting = [*known.sources, *known.codes, *known.people, *known.personas, *known.segments]
        fitting += ["x.csv", "x.xlsx", "x.md", "x.yaml", "x.qdpx", "x.html", "out", "x.txt"]
        for number in range(lines):
            name = names[number % len(names)]
            _put_back(known.study, content)
            arguments = _arguments(name, known.study, hostile, fitting, chance)
            _see(printed, records, arguments, terminal=number // len(names) % 2 == 0)
    return [printed, records]


def _put_back(study: Path, content: bytes) -> None:
    if not study.is_file() or study.read_bytes() != content:
        study.unlink(missing_ok=True)
        study.write_bytes(content)
    for left in ("out", "templates"):
        shutil.rmtree(left, ignore_errors=True)
        with suppress(OSError):
            Path(left).unlink()


def _see(printed: Count, records: Count, arguments: list[str], *, terminal: bool) -> int:
    shown = " ".join(map(ascii, arguments))[:300]
    began = time.monotonic()
    try:
        code, out, err = called(arguments, terminal=terminal)
    except BaseException as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        printed.see(shown, f"{type(error).__name__} at {place.filename}:{place.lineno}")
        return -1
    seconds = time.monotonic() - began
    printed.at_most("seconds", seconds)
    fault = printed_fault(code, out, err, terminal=terminal)
    if fault is None and seconds > _SLOWEST:
        fault = f"took {seconds:.0f} seconds"
    printed.see(shown, fault)
    if "--json" in arguments and code == 0 and out:
        try:
            json.loads(out)
        except ValueError as error:
            records.see(shown, str(error))
        else:
            records.see(shown, None)
    return code


def printed_fault(code: int, out: str, err: str, *, terminal: bool) -> str | None:
    """What is wrong with what a command printed."""
    if found := RAW.search(_words(out, terminal)) or RAW.search(_words(err, terminal)):
        return f"raw {found[0]!r} before {found.string[found.start() :][:40]!r}"
    if "Traceback" in err or "has a fault" in err:
        return err[:300]
    return None if code in (0, 1, 2, 3) else f"exit code {code}"


_DRAWN = re.compile(
    r"\x1b\[(?:0|1|2|1;2)?m|\x1b\[[\d;]{1,12}m(?=[━╸╺]| *\d{1,3}%)|\r*(?:\x1b\[(?:2K|\?25[lh]|1A)\r*)+"
)


def _words(told: str, terminal: bool) -> str:
    """What was printed beside the styles of a table's header and what draws a line of progress anew."""
    return _DRAWN.sub("", told) if terminal else told


def _arguments(
    name: str, study: Path, hostile: list[str], fitting: list[str], chance: random.Random
) -> list[str]:
    def value(kind: str) -> str:
        if kind == "study":
            return str(study) if chance.random() < 0.9 else chance.choice(hostile)
        return chance.choice((*chance.choices(hostile, k=2), chance.choice(fitting)))

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
    return [name, *arguments]


def _allowed(text: str) -> str:
    """The text as a system can hand it over, and so that as a path it leads no farther than the tests' folder."""
    text = text.replace("\x00", "\x01").encode("utf-8", "replace").decode("utf-8")
    text = re.sub(r"^[/~]+", "./", text)
    return text if text.count("..") < 8 else text.replace("..", "‥")
