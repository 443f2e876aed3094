"""Small interviews, a survey and a whole study to try the verbs on, and how to see all that is in a study."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Coding, Span
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.progress import ImportEvent, ImportReport
from interviewcoder.storage.images import unpack
from interviewcoder.storage.tables import JOURNALLED
from interviewcoder.study import Study

from .past_the_program import database

PLANNERS = ("Ana", "Ben", "Cleo")
DRIFTERS = ("Dov", "Eli", "Fay")
FIRST = {
    **dict.fromkeys(PLANNERS, "I check the price twice before I order anything"),
    **dict.fromkeys(DRIFTERS, "I love it when the box has something I have never seen"),
}
SECOND = {
    **dict.fromkeys(PLANNERS, "I like my week to be settled on Sunday"),
    **dict.fromkeys(DRIFTERS, "I must be able to leave whenever I want to"),
}

SURVEY = """respondent,region,visits,member,What do you wish for?
R1,North,1,yes,I wish for a fixed price I can rely on every month.
R2,South,2,no,Something new at the door each time I open it please.
R3,North,3,yes,A plan that I can read before I sign anything at all.
R4,South,,no,To stop and start again whenever it suits me and mine.
"""

Dump = dict[str, list[tuple[object, ...]]]


def interview(person: str) -> str:
    return (
        f"Interviewer: What was your last order like?\n\n{person}: Well, {FIRST[person]}.\n\n"
        f"Interviewer: And why is that?\n\n{person}: Because {SECOND[person]}. {person} has a cat.\n"
    )


def write_interviews(folder: Path, *people: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for person in people or PLANNERS + DRIFTERS:
        paths.append(folder / f"{person.lower()}.txt")
        paths[-1].write_text(interview(person), encoding="utf-8")
    return paths


def take_in(
    study: Study, *paths: Path, dry_run: bool = False, update: bool = False
) -> ImportReport:
    """Import files to the end."""
    return report(study.sources.import_files(paths, dry_run=dry_run, update=update))


def report(events: Iterator[ImportEvent]) -> ImportReport:
    told = ImportReport()
    for event in events:
        told.add(event)
    return told


def tag(study: Study, source: str, quote: str, *codes: str) -> list[Coding]:
    source_id = study.sources.get(source).id
    span = study.codings.locate(source_id, quote)
    return study.codings.tag(source_id, span, [study.codebook.get(code).id for code in codes])


def fill(study: Study, folder: Path) -> None:
    """Six interviews of two sorts of people and a survey, tagged so that two personas stand out."""
    (folder / "survey.csv").write_text(SURVEY, encoding="utf-8")
    take_in(study, *write_interviews(folder), folder / "survey.csv")
    needs = study.codebook.add(CodeDraft("Needs", Kind.NEED))
    for name in ("Price anxiety", "Order"):
        study.codebook.add(CodeDraft(name, parent=needs.name))
    for name, kind in (("Surprise", Kind.MOTIVATION), ("Freedom", Kind.VALUE)):
        study.codebook.add(CodeDraft(name, kind))
    for person in PLANNERS + DRIFTERS:
        codes = ("Price anxiety", "Order") if person in PLANNERS else ("Surprise", "Freedom")
        tag(study, person.lower(), FIRST[person], codes[0])
        tag(study, person.lower(), SECOND[person], codes[1])


def whole(study: Study) -> Span:
    """The longest excerpt of the first source."""
    return Span(0, study.sources.list()[0].characters)


def content(path: Path) -> Dump:
    """Every row of every table that the journal takes back, read past the program."""
    with closing(database(path)) as connection:
        return {
            table.name: sorted(connection.execute(f"SELECT * FROM {table.name}"), key=repr)
            for table in JOURNALLED
        }


def trouble(study: Study) -> dict[str, str]:
    """What a check finds to be wrong."""
    return {finding.check: finding.detail for finding in study.check() if not finding.good}


def ids_given_twice(path: Path) -> list[str]:
    """The rows that entries entered under an id that another row had before: table and id.

    An entry of the review list is of one coding, and may be told anew under the id that it had.
    """
    owners: dict[str, list[object]] = {}
    with closing(database(path)) as connection:
        for table, after in connection.execute(
            "SELECT table_name, after FROM journal_change WHERE before IS NULL"
        ):
            image = unpack(after)
            if "id" not in image.columns:
                continue
            for row in image.rows:
                cells = dict(zip(image.columns, row, strict=True))
                owner = cells["coding_guid"] if table == "relocation" else object()
                owners.setdefault(f"{table} {cells['id']}", []).append(owner)
    return [one for one, those in owners.items() if len(set(those)) > 1]
