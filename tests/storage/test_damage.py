"""A check finds what was done to a file behind the program's back; nothing but a `StudyError` comes of it."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.study import Study

from ..study.samples import SECOND, interview, trouble

CHECKS = {
    "file",
    "references",
    "search index",
    "texts",
    "spans",
    "quotes",
    "revisions",
    "personas",
    "journal",
    "replay",
}

DAMAGE = {
    "a letter of a text": (
        "UPDATE source_text SET text = replace(text, 'price', 'prize') WHERE text LIKE '%Ana:%'"
        " OR text LIKE '%Ana has a cat%'",
        {"texts", "search index", "quotes"},
    ),
    "the end of a text": (
        "UPDATE source_text SET text = substr(text, 1, 40)",
        {"texts", "search index", "quotes"},
    ),
    "a text that is no text": (
        "UPDATE source_text SET text = x'00ff' WHERE rowid = 1",
        {"texts", "search index", "quotes"},
    ),
    "a coding beyond the text": (
        "UPDATE coding SET start_pos = 100000, end_pos = 100010 WHERE id = 1",
        {"spans", "quotes", "replay"},
    ),
    "a passage beyond the text": (
        "UPDATE passage SET end_pos = 100010 WHERE id = (SELECT max(id) FROM passage)",
        {"spans", "replay"},
    ),
    "a figure that cannot be read": (
        "UPDATE persona SET journey = substr(journey, 3)",
        {"personas", "replay"},
    ),
    "a coding on other words": (
        "UPDATE coding SET start_pos = start_pos + 1, end_pos = end_pos + 1 WHERE id = 3",
        {"quotes", "replay"},
    ),
    "a coding of a source that is gone": (
        "UPDATE coding SET source_id = 99 WHERE id = 1",
        {"references", "quotes", "replay"},
    ),
    "a coding of a code that is gone": (
        "DELETE FROM code WHERE name = 'Order'",
        {"references", "replay"},
    ),
    "a speaker who is nobody": (
        "DELETE FROM participant WHERE name = 'Ana'",
        {"references", "replay"},
    ),
    "a source without its text": (
        "UPDATE source SET text_sha256 = 'gone' WHERE id = 1",
        {"references", "search index", "quotes", "replay"},
    ),
    "a passage that search does not know": (
        "INSERT INTO passage_search(passage_search, rowid, text)"
        " SELECT 'delete', id, text FROM passage_text WHERE id = 2",
        {"search index"},
    ),
    "a passage that only search knows": (
        "INSERT INTO passage_search(rowid, text) VALUES (999, 'phantom')",
        {"search index"},
    ),
    "an empty search index": (
        "INSERT INTO passage_search(passage_search) VALUES ('delete-all')",
        {"search index"},
    ),
    "a journal entry that cannot be read": (
        "UPDATE journal_change SET after = x'789cffff' WHERE after IS NOT NULL",
        {"replay"},
    ),
    "a journal entry of another shape": (
        "UPDATE journal_change SET after = '{\"rows\": []}' WHERE seq = 0",
        {"replay"},
    ),
    "a journal entry that lost a step": (
        "DELETE FROM journal_change WHERE entry_id = 1 AND seq = 2",
        {"journal", "replay"},
    ),
    "a journal entry that lost all steps": (
        "DELETE FROM journal_change WHERE entry_id = 2",
        {"journal", "replay"},
    ),
    "a journal entry that is gone": ("DELETE FROM journal_entry WHERE id = 2", {"references"}),
    "a constraint that does not hold": (
        "UPDATE code SET kind = 'whim' WHERE id = 1",
        {"file", "replay"},
    ),
}


def damage(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        assert connection.execute(statement).rowcount != 0
    connection.close()


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_found(path: Path, what: str) -> None:
    with Study.open(path, coder="Maya") as study:
        assert trouble(study) == {}
        assert {finding.check for finding in study.check()} == CHECKS
    statement, checks = DAMAGE[what]
    damage(path, statement)
    with Study.open(path, coder="Maya") as study:
        found = trouble(study)
        assert set(found) == checks
        assert all(found.values())


DAMAGE_OF_REVISIONS = {
    "a letter of an earlier text": (
        "UPDATE source_text SET text = replace(text, 'settled', 'sottled') WHERE text LIKE '%Because I%Ana has%'",
        {"texts", "revisions"},
    ),
    "an earlier revision that is gone": ("DELETE FROM source_revision", {"revisions", "replay"}),
    "an entry of the review list on other words": (
        "UPDATE relocation SET start_pos = start_pos + 1",
        {"revisions", "replay"},
    ),
    "an entry of no revision": ("UPDATE relocation SET revision = 7", {"revisions", "replay"}),
    "candidates that cannot be read": (
        "UPDATE relocation SET candidates = '[[1'",
        {"personas", "replay"},
    ),
    "an entry without its tag": (
        "UPDATE relocation SET decision = 'accepted' WHERE outcome = 'lost'",
        {"revisions", "replay"},
    ),
    "a decision that there is not": (
        "UPDATE relocation SET decision = 'maybe'",
        {"file", "replay"},
    ),
}


@pytest.fixture
def revised(path: Path) -> Path:
    """The study with a corrected interview, a moved tag and a lost one."""
    words = interview("Ana").replace("check the", "check every").replace(SECOND["Ana"], "of it all")
    corrected = path.with_name("ana.txt")
    corrected.write_text(words, encoding="utf-8")
    with Study.open(path, coder="Maya") as study:
        study.sources.revise(study.sources.get("ana").id, corrected)
        assert [one.outcome.value for one in study.relocations.list()] == ["moved", "lost"]
        assert trouble(study) == {}
    return path


@pytest.mark.parametrize("what", DAMAGE_OF_REVISIONS)
def test_damage_of_revisions_is_found(revised: Path, what: str) -> None:
    statement, checks = DAMAGE_OF_REVISIONS[what]
    damage(revised, statement)
    with Study.open(revised, coder="Maya") as study:
        found = trouble(study)
        assert set(found) == checks
        assert all(found.values())


def every_verb(study: Study) -> list[Callable[[], object]]:
    source_ids = range(1, 4)
    return [
        study.check,
        study.sources.list,
        *[lambda n=n: study.sources.read(n) for n in source_ids],
        *[lambda n=n: study.sources.speakers(n) for n in source_ids],
        study.participants.list,
        study.participants.attributes,
        study.codebook.list,
        study.codings.list,
        study.memos.list,
        study.personas.list,
        *[lambda n=n: study.sources.revisions(n) for n in source_ids],
        study.relocations.list,
        study.journal.history,
        lambda: study.find("price"),
        study.journal.undo,
        study.journal.redo,
        study.revision,
    ]


@pytest.mark.parametrize("seed", range(100))
def test_a_flipped_byte_is_told_or_found(path: Path, seed: int) -> None:
    """Opening and checking raise study errors only; what else trips a verb, the check has found."""
    random_bytes = random.Random(seed)
    data = bytearray(path.read_bytes())
    # The first pages hold the schema, where a flipped byte does the oddest things.
    reach = len(data) if seed % 2 else 16_384
    for _ in range(random_bytes.choice((1, 1, 8))):
        data[random_bytes.randrange(reach)] ^= 1 << random_bytes.randrange(8)
    path.write_bytes(data)
    with suppress(StudyError), Study.open(path, coder="Maya") as study:
        found = trouble(study)
        for verb in every_verb(study):
            with suppress(StudyError, *((Exception,) if found else ())):
                verb()
