"""The sample study that ships with the program."""

from collections.abc import Iterator
from pathlib import Path

from ..domain.errors import StudyError
from ..domain.segment import SegmentDraft
from .files import shown

SEGMENTS = (
    SegmentDraft("Cooks at most 4 times a week", "cooks_per_week<=4"),
    SegmentDraft("Cooks 5 times a week", "cooks_per_week=5"),
    SegmentDraft("Cooks 6 times or more", "cooks_per_week>=6"),
)
"""The sample's segments: the survey's closed question that personas follow most, and still cut across. The
ten people interviewed were not asked it, so they are in none."""


def demo_path() -> Path:
    """Where the demo study is kept between runs: the user's data directory."""
    from platformdirs import user_data_path

    return user_data_path("interviewcoder") / "demo.study"


def sample_folder() -> Path:
    """Where the sample's files are: in the installed package, or beside the source tree.

    Raises:
        StudyError: neither has them.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "sample_transcripts", package.parents[1] / "sample_transcripts"):
        if folder.is_dir():
            return folder
    raise StudyError("The sample study is missing.", "Install interviewcoder again.")


def build_demo(path: Path, *, fresh: bool = False) -> Iterator[str]:
    """Build the sample study, unless it is there; tells each step as a line.

    Args:
        path: where; its folder is made.
        fresh: throw away the one that is there.

    Raises:
        StudyError: the folder cannot be written.
    """
    if path.exists() and not fresh:
        return
    from .study import Study

    samples = sample_folder()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = path.with_suffix(".building")
        unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise StudyError(
            f"{shown(path.parent)} cannot be written: {error.strerror}.",
            "Free the folder, or set XDG_DATA_HOME to one that you can write to.",
        ) from None
    with Study.create(unfinished, name="Greenlea Box", coder="Maya", codebook=()) as study:
        study.backups.automatic = False
        yield "Importing ten interviews and a survey"
        for _ in study.sources.import_files([samples / "interviews", samples / "survey.csv"]):
            pass
        study.participants.import_file(samples / "participants.csv")
        yield "Reading the codebook"
        study.codebook.import_file(samples / "codebook.yaml")
        yield "Tagging"
        study.codings.import_file(samples / "codings.csv")
        study.segments.add_all(SEGMENTS)
        yield "Synthesizing personas"
        study.personas.synthesize(seed=1)
    unfinished.replace(path)
