"""Hostile files through every way in: what is kept of them holds no control character, and nothing is left outside."""

import shutil
from collections.abc import Callable
from pathlib import Path

from interviewcoder.domain.errors import StudyError
from interviewcoder.study import Study

from .counted import Count
from .hostile_study import build, stored_raw
from .incoming import copy_shared, write_files
from .strings import hostile_strings


def hostile_imports(
    folder: Path, studies: int, seed: int = 0, *, shared: bool = True
) -> list[Count]:
    """Every file of so many folders by every verb that reads files, into a study of hostile names.

    Args:
        folder: of its own.
        studies: how many.
        seed: of the strings.
        shared: whether the first takes the attacks beside the project as well, which is slow.
    """
    imported, kept = Count("files imported by every verb"), Count("studies' files after imports")
    every = list(hostile_strings(400 * studies, seed))
    for number in range(studies):
        strings = every[400 * number :][:400]
        here = folder / f"{number}"
        files = write_files(here / "in", strings)
        if shared and number == 0:
            files += copy_shared(here / "attacks")
        path = here / "into.study"
        with Study.create(path, name=f"x{strings[0]}"[:150], coder=f"x{strings[1]}"[:150]) as study:
            for one in files:
                for verb, act in _verbs(study).items():
                    imported.see(f"{number} {verb} {one.name!r}", _fault(act, one))
        with build(here / "project.study", strings) as study:
            study.exchange.export_project(here / "p.qdpx")
        with Study.open(path) as study:
            imported.see("project", _fault(study.exchange.import_project, here / "p.qdpx"))
            found = [one for one in study.check() if not one.good]
        kept.see(f"{number}", f"{found[:3]}" if found else None)
        kept.faults += list(stored_raw(path))
        left = {one.name for one in here.iterdir()}
        more = left - {
            "in",
            "attacks",
            "into.study",
            "project.study",
            "p.qdpx",
            "into.study.backups",
        }
        kept.see("what lies beside", f"{sorted(more)}" if more else None)
        shutil.rmtree(here)
    return [imported, kept]


def _verbs(study: Study) -> dict[str, Callable[[Path], object]]:
    return {
        "import": lambda path: list(study.sources.import_files([path])),
        "codebook": study.codebook.import_file,
        "codings": study.codings.import_file,
        "participants": study.participants.import_file,
    }


def _fault(act: Callable[[Path], object], path: Path) -> str | None:
    try:
        act(path)
    except StudyError as error:
        # What is told is made safe where it is printed; here only that it is said in words.
        told = f"{error.message} {error.remedy}"
        return None if len(told) < 5_000 else f"told in {len(told)} characters"
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300]
    return None
