"""A command line to call and a small study to call it on."""

import io
import json
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from interviewcoder.cli.app import run as run_command_line


@dataclass(frozen=True)
class Outcome:
    """What one command did: its exit code, its data and its talk."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Outcome]


def no_screen(study_path: Path, **_: object) -> int:
    raise AssertionError("no test opens the screen")


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever runs the tests may have settings of their own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Call the command line in a folder of its own, as coder Maya."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INTERVIEWCODER_CODER", "Maya")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("INTERVIEWCODER_DEBUG", raising=False)
    return call


def call(*arguments: object, encoding: str = "utf-8") -> Outcome:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding, newline="") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = run_command_line([str(argument) for argument in arguments], no_screen)
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode(encoding))  # type: ignore[attr-defined]
    return Outcome(int(code), *texts)


PLANNERS = ("Ana", "Ben", "Cleo", "Gia")
DRIFTERS = ("Dov", "Eli", "Fay", "Hal")

CODEBOOK = """name,kind,parent,colour,definition,include,exclude
Needs,need,,,What people must have.,,
Price anxiety,need,Needs,#e69f00,Worry about what it costs.,When money is feared.,When it is only named.
Order,need,Needs,,To have things settled early.,,
Joys,motivation,,,What draws people.,,
Surprise,motivation,Joys,,To be taken somewhere new.,,
Freedom,value,,,To be able to leave at any time.,,
"""

SURVEY = """respondent,region,visits,What do you wish for?
R1,North,1,I wish for a fixed price I can rely on every month.
R2,South,2,Something new at the door each time I open it please.
R3,North,3,A plan that I can read before I sign anything at all.
R4,East,4,To stop and start again whenever it suits me and mine.
"""

PEOPLE = "name,region,plan\nAna,North,basic\nBen,South,basic\nDov,North,plus\nNobody,East,plus\n"


def words_of(person: str) -> tuple[str, str, str]:
    """Two excerpts that a person's interview is tagged on, and one that it is not."""
    if person in PLANNERS:
        return (
            f"I, {person}, check the price twice before I order anything",
            f"as {person} I like my week to be settled on Sunday",
            "we have a cat",
        )
    return (
        f"I, {person}, love it when the box has something I have never seen",
        f"as {person} I must be able to leave whenever I want to",
        "we have a dog",
    )


def write_files(folder: Path) -> None:
    """A folder of interviews, a survey, a codebook, codings by quote and a participants file."""
    interviews = folder / "interviews"
    interviews.mkdir()
    codings = ["source,quote,code"]
    for person in PLANNERS + DRIFTERS:
        first, second, third = words_of(person)
        (interviews / f"{person.lower()}.txt").write_text(
            f"Interviewer: What was your last order like?\n\n{person}: Well, {first}.\n\n"
            f"Interviewer: And why is that?\n\n{person}: Because {second}. And {third}.\n",
            encoding="utf-8",
        )
        codes = ("Price anxiety", "Order") if person in PLANNERS else ("Surprise", "Freedom")
        codings += [
            f'{person.lower()},"{quote}",{code}'
            for quote, code in zip((first, second), codes, strict=True)
        ]
    (folder / "survey.csv").write_text(SURVEY, encoding="utf-8")
    (folder / "codebook.csv").write_text(CODEBOOK, encoding="utf-8")
    (folder / "codings.csv").write_text("\n".join(codings) + "\n", encoding="utf-8")
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")


@pytest.fixture(scope="session")
def study_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files, and `pilot.study` made of them: imported, tagged and synthesized."""
    folder = tmp_path_factory.mktemp("pilot")
    write_files(folder)
    study = folder / "pilot.study"
    for arguments in (
        ("new", study, "--name", "Pilot", "--coder", "Maya"),
        ("import", study, folder / "interviews", folder / "survey.csv", "--coder", "Maya"),
        ("participants-import", study, folder / "people.csv"),
        ("codebook-import", study, folder / "codebook.csv"),
        ("codings-import", study, folder / "codings.csv", "--coder", "Maya"),
        ("synthesize", study, "--personas", 2),
    ):
        outcome = call(*arguments)
        assert outcome.code == 0, (arguments, outcome.err)
    return folder


@pytest.fixture
def files(study_folder: Path, tmp_path: Path) -> Path:
    """A copy of the files, without the study."""
    shutil.copytree(
        study_folder, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.study")
    )
    return tmp_path


@pytest.fixture
def study(study_folder: Path, tmp_path: Path) -> Path:
    """A copy of the study, to read and to change."""
    return Path(shutil.copy(study_folder / "pilot.study", tmp_path / "pilot.study"))
