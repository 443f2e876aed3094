"""A study to do harm to, with the files that go into it, and the looks that an action takes before it begins."""

import gzip
import hashlib
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from interviewcoder.__main__ import show_screen
from interviewcoder.cli.app import run
from interviewcoder.cli.failures import exit_code_of
from interviewcoder.domain.coding import Coding
from interviewcoder.storage import cipher
from interviewcoder.storage.new_files import sync_folder
from interviewcoder.study import Study

from ..study.past_the_program import PASSPHRASE
from ..study.samples import fill, take_in

# Deriving a key is slow on purpose. Here each is derived once in a process.
cipher.hashlib.pbkdf2_hmac = cache(hashlib.pbkdf2_hmac)

OLD_STUDIES = Path(__file__).parents[1] / "storage" / "data"

Deed = Callable[[], int]
"""Does what a user asked for, as the command line does, and returns the exit code."""


@dataclass(frozen=True)
class Scene:
    """The folders of one study, and the chance that chooses what is done to it.

    Everything that is watched lies in `folder`; what a user brings, and what is kept for the judge, beside it.
    """

    root: Path
    chance: random.Random

    @property
    def folder(self) -> Path:
        return self.root / "study"

    @property
    def path(self) -> Path:
        return self.folder / "pilot.study"

    @property
    def old(self) -> Path:
        """A study of an earlier schema."""
        return self.folder / "old.study"

    @property
    def new(self) -> Path:
        """Where a new study may be made."""
        return self.folder / "new.study"

    @property
    def exported(self) -> Path:
        return self.folder / "out"

    @property
    def files(self) -> Path:
        """What a user brings."""
        return self.root / "files"

    @property
    def aside(self) -> Path:
        """A copy of the study as it was before an action that undo does not take back."""
        return self.root / "aside.study"

    def set_up(self, template: Path) -> None:
        """Begin with a fresh copy of a study, and with nothing else."""
        for folder in (self.folder, self.files):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        self.exported.mkdir()
        shutil.copy(template, self.path)

    def command(self, *arguments: object) -> Deed:
        """A command line."""
        return partial(run, [str(argument) for argument in arguments], show_screen)

    def verb(self, act: Callable[[Study], object]) -> Deed:
        """A change through the Python API, told as the command line tells failures."""

        def deed() -> int:
            with self.opened() as study:
                act(study)
            return 0

        return lambda: exit_code_of(deed)

    def opened(self) -> Study:
        return Study.open(self.path, coder="Maya", passphrase=PASSPHRASE)

    def coding(self) -> Coding:
        with self.opened() as study:
            return self.chance.choice([one for one in study.codings.list() if one.coder == "Maya"])

    def code(self) -> str:
        with self.opened() as study:
            return self.chance.choice([one.name for one in study.codebook.list()])

    def persona(self) -> str:
        """A persona; they are made where there are none."""
        with self.opened() as study:
            made = study.personas.list() or study.personas.synthesize(personas=2, seed=1).personas
            return self.chance.choice([one.name for one in made])

    def transcripts(self, number: int) -> list[Path]:
        """New interviews, each with a person of its own who says what nobody else says."""
        first = self.chance.randrange(10**6)
        return [self._transcript(f"Quarx{n}") for n in range(first, first + number)]

    def _transcript(self, person: str) -> Path:
        said = [
            f"Interviewer: Why {n}?\n\n{person}: Because word{person}x{n} is so."
            for n in range(self.chance.randint(5, 30))
        ]
        file = self.files / f"{person}.txt"
        file.write_text("\n\n".join(said) + "\n", encoding="utf-8")
        return file

    def survey(self, respondents: int) -> Path:
        number = self.chance.randrange(10**6)
        rows = "".join(
            f"S{number}x{n},{self.chance.choice(('North', 'South'))},{n},I wish for {number * n}.\n"
            for n in range(respondents)
        )
        file = self.files / f"survey{number}.csv"
        file.write_text(f"respondent,region,visits,What do you wish for?\n{rows}", encoding="utf-8")
        return file

    def corrected(self) -> tuple[str, Path]:
        """An interview of the study, and a file of it with some words put right."""
        with self.opened() as study:
            source = self.chance.choice([one for one in study.sources.list() if len(one.name) < 6])
            read = study.sources.read(source.id)
        said = [f"{one.speaker}: {one.text}" for one in read.passages]
        number = self.chance.randrange(len(said))
        said[number] += f" So much for {self.chance.randrange(10**6)}."
        file = self.files / f"{source.name}.txt"
        file.write_text("\n\n".join(said) + "\n", encoding="utf-8")
        return source.name, file

    def person(self) -> str:
        """Somebody of whom only one interview speaks; one is entered where there is nobody."""
        with self.opened() as study:
            people = [one.name for one in study.participants.list() if one.name[:5] == "Quarx"]
            if not people:
                (interview,) = self.transcripts(1)
                take_in(study, interview)
                people = [interview.stem]
        return self.chance.choice(people)


def build_template(folder: Path) -> Path:
    """A small study with everything in it."""
    path = folder / "template.study"
    with Study.create(path, name="Box", coder="Maya", codebook=()) as study:
        fill(study, folder)
        study.personas.synthesize(personas=2, seed=1)
    return path


def unpack_old(schema: int, to: Path) -> None:
    """A study as an earlier version left it, safe on disk; whole or not at all, since a kill may hit here as well."""
    begun = to.with_name(".interviewcoder-begun")
    with begun.open("wb") as file:
        file.write(gzip.decompress((OLD_STUDIES / f"schema-{schema}.study.gz").read_bytes()))
        file.flush()
        os.fsync(file.fileno())
    begun.replace(to)
    sync_folder(to.parent)
