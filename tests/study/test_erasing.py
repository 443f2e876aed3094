"""Erasing a participant: no byte of what they said is left in the study, its journal or its copies."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span, Suggested
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.source import Role
from interviewcoder.study import Study
from interviewcoder.study.settings import settings_file

from .samples import content, fill, tag, take_in, trouble
from .test_rewriting import replayed

NAME = "Zenobia Quarx"
RUN = 8
OWN_BACKUPS = 3
"""Made by the program while the study was: before the files came in, before a source was removed, and before one was revised."""


def _speech(seed: int, words: int) -> str:
    """Words that nobody else says, nor the program."""
    rng = random.Random(seed)
    syllables = ("zu", "qua", "wix", "yo", "jek", "vul", "xi", "puz", "gwo", "fnj")
    spoken = ("".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(words))
    return " ".join(spoken).capitalize() + "."


SAID = {n: _speech(n, 14) for n in range(12)}


def erasable(folder: Path) -> Path:
    """A study in which somebody is everywhere: alone, among others, in a survey, revised, tagged, quoted, undone."""
    path = folder / "box.study"
    (folder / "in").mkdir()
    with Study.create(path, name="Box", coder="Maya", codebook=()) as study:
        fill(study, folder / "in")
        alone, group, survey, gone = (
            folder / "in" / name for name in ("z.txt", "group.txt", "poll.csv", "old.txt")
        )
        alone.write_text(
            f"Interviewer: Hello {NAME}, what now?\n\n{NAME}: {SAID[0]}\n\nInterviewer: Why?\n\n{NAME}: {SAID[1]}\n"
        )
        spoken = (
            f"Moderator: Who begins?\n\n{NAME}: {SAID[2]}\n\nAna: I would not say so, Zenobia.\n\n"
            f"{NAME}: {SAID[3]} {SAID[4]}\n\nBen: Nor would I, to be frank with all of you.\n"
        )
        group.write_text(spoken)
        survey.write_text(
            "respondent,region,trade,What do you wish for?\n"
            f"{NAME},North,{SAID[5][:30]},{SAID[6]}\nR2,South,baker,Nothing at all.\n"
        )
        gone.write_text(f"Interviewer: Once more?\n\n{NAME}: {SAID[7]}\n")
        take_in(study, alone, group, survey, gone)
        for source in ("z", "group"):
            study.codebook.add(CodeDraft(f"Of {source}", Kind.NEED))
        tag(study, "z", SAID[0], "Of z", "Order")
        study.journal.undo()
        tag(study, "z", SAID[0][:40], "Of z")
        tag(study, "z", SAID[1], "Freedom", "Surprise")
        tag(study, "group", SAID[2], "Order")
        tag(study, "group", SAID[3], "Freedom")
        tag(study, "group", f"I would not say so, Zenobia.\n\n{SAID[3]}", "Of group")
        tag(study, "poll", SAID[6], "Freedom")
        tag(study, "old", SAID[7], "Freedom")
        study.sources.remove(study.sources.get("old").id)
        mine = next(c for c in study.codings.list() if SAID[2] in c.text)
        # A file says what suggested a tag, and may say anything.
        other = study.sources.get("ana")
        by = Suggested(f"as {NAME} would", 0.5)
        study.codings.tag(other.id, Span(0, 9), [mine.code_id], suggested=by)
        study.memos.write(MemoTarget.CODING, mine.guid, f"She means {SAID[2]}")
        study.memos.write(MemoTarget.STUDY, "", f"{NAME} and Quarx's words: {SAID[1]}, it may be")
        study.codebook.update(study.codebook.get("Order").id, definition=f"As in: {SAID[0]}")
        person = study.participants.get(NAME)
        study.participants.set_attribute(person.id, "trade", SAID[8][:40])
        study.memos.write(MemoTarget.PARTICIPANT, person.guid, f"Said {SAID[9]}")
        study.personas.synthesize(personas=2)
        persona = study.personas.list()[0]
        study.personas.write_narrative(persona.id, f"Like {NAME}: {SAID[1]}")
        study.claims.add(persona.id, f"Quarx says {SAID[0][:50]}", Kind.NEED, [mine.guid], [])
        group.write_text(spoken.replace(SAID[4], SAID[10]).replace("frank", "honest"))
        study.sources.revise(study.sources.get("group").id, group)
        tag(study, "group", SAID[10], "Freedom")
        study.journal.undo()
        study.journal.undo()
        study.journal.redo()
        study.participants.rename(person.id, "Zenobia Q. Quarx")
        northern = study.segments.add("Northern", "region=North")
        study.memos.write(MemoTarget.SEGMENT, northern.guid, f"{NAME} and others: {SAID[0]}")
        study.queries.save(
            "What Zenobia says", 'participant:"Zenobia Q. Quarx" AND NOT code:Freedom'
        )
        study.queries.save("As she says", f"{SAID[1]} OR {NAME.lower()}")
        group_id, freedom = study.sources.get("group").id, study.codebook.get("Freedom").id
        place = study.codings.locate(group_id, SAID[2])
        study.rejections.reject(group_id, place, freedom, Suggested("lexical 1", 0.4))
        shutil.rmtree(folder / "in")
    backups = folder / "box.study.backups"
    assert len(list(backups.iterdir())) > 1, "bulk actions had none"
    for copy in (
        backups / "1.study",
        folder / "box.study.schema-2",
        folder / "box.study.damaged-1",
    ):
        shutil.copy(path, copy)
    return path


def bytes_in(folder: Path) -> Iterator[bytes]:
    """Every byte of every file, and of what journals hold compressed."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            data = file.read_bytes()
            yield file.name.encode()
            yield data
            for packed in packed_in(file):
                yield zlib.decompress(packed)


def packed_in(file: Path) -> list[bytes]:
    """What the journal of a study holds compressed; nothing where a file is no study."""
    if not file.read_bytes().startswith(b"SQLite format 3"):
        return []
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        images = connection.execute("SELECT before, after FROM journal_change").fetchall()
    return [one for pair in images for one in pair if one and not one.startswith(b"{")]


def runs_left(folder: Path) -> set[bytes]:
    """The runs of eight bytes of what they said, or of their name, that stand anywhere in a folder."""
    spoken = [*SAID.values(), NAME, "Zenobia Q. Quarx"]
    runs = {
        data[at : at + RUN]
        for data in (form.encode() for words in spoken for form in (words, words.lower()))
        for at in range(len(data) - RUN + 1)
    }
    found: set[bytes] = set()
    for data in bytes_in(folder):
        found |= {data[at : at + RUN] for at in range(len(data) - RUN + 1)} & runs
    return found


@pytest.fixture(scope="module")
def erasable_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("erasable")
    erasable(folder)
    return folder


@pytest.fixture
def folder(erasable_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(erasable_folder, tmp_path / "study"))


def test_no_byte_is_left(folder: Path, tmp_path: Path) -> None:
    assert runs_left(folder)
    with Study.open(folder / "box.study", coder="Maya") as study:
        plan = study.erasing.plan("zenobia q. quarx")
        assert plan.sources == ("z",)
        assert dict(plan.shared) == {"group": 2, "poll": 1}
        assert len(plan.copies) == 3 + OWN_BACKUPS
        assert plan.codings >= 6
        report = study.erasing.erase(plan.participant)
        assert trouble(study) == {}
        assert report.found == ()
        assert runs_left(folder) == set()
        entry = study.journal.history()[0]
        assert (entry.verb, entry.for_good) == ("erase", True)
        group = study.sources.read(study.sources.get("group").id)
        assert group.text.count("[erased]") == 3
        assert "to be honest with all of you" in group.text
        assert [(p.role, p.speaker) for p in group.passages if p.text == "[erased]"] == [
            (Role.OTHER, "[erased]")
        ] * 2
        assert [c.text for c in study.codings.list() if c.code == "Of group"] == [
            "I would not say so, [erased]."
        ]
        assert [m.text for m in study.memos.list()] == [
            "[erased] and [erased]'s words: [erased]., it may be",
            "[erased] and others: [erased].",
        ]
        assert any(persona.stale for persona in study.personas.list())
        assert replayed(folder / "box.study", tmp_path) == content(folder / "box.study")
        back = 0
        while _goes(study, "undo"):
            assert trouble(study) == {}
            back += 1
        assert back > 20
        assert runs_left(folder) == set()
        while _goes(study, "redo"):
            assert trouble(study) == {}
        assert runs_left(folder) == set()
    (fresh,) = (folder / "box.study.backups").iterdir()
    assert fresh.name.endswith("_after-erasing.study")
    assert content(fresh)["participant"] == content(folder / "box.study")["participant"]
    assert sorted(one.name for one in folder.iterdir()) == ["box.study", "box.study.backups"]


def _goes(study: Study, verb: str) -> bool:
    try:
        getattr(study.journal, verb)()
    except StudyError:
        return False
    return True


def test_others_keep_what_they_said(folder: Path) -> None:
    with Study.open(folder / "box.study", coder="Maya") as study:
        before = {
            c.guid: c.text for c in study.codings.list() if c.source not in ("z", "group", "poll")
        }
        people = {p.name for p in study.participants.list()}
        study.erasing.erase("Zenobia Q. Quarx")
        assert {
            c.guid: c.text for c in study.codings.list() if c.source not in ("group", "poll")
        } == before
        assert {p.name for p in study.participants.list()} == people - {"Zenobia Q. Quarx"}
        assert study.find("frank OR honest") or study.find("honest")


def test_mentions_can_stay(folder: Path) -> None:
    with Study.open(folder / "box.study", coder="Maya") as study:
        plan = study.erasing.plan("Zenobia Q. Quarx")
        assert {one.where.split(" ")[0] for one in plan.mentions} >= {
            "source",
            "memo",
            "definition",
            "claim",
        }
        study.erasing.erase("Zenobia Q. Quarx", mentions=False)
        group = study.sources.read(study.sources.get("group").id).text
        assert "I would not say so, Zenobia." in group
        assert SAID[2] not in group
        assert trouble(study) == {}


def test_files_that_hold_their_words_are_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "of the user"))
    settings = settings_file()
    settings.parent.mkdir(parents=True)
    settings.write_text(f'interviewers = ["{NAME}"]')
    (folder / "out").mkdir()
    (folder / "out" / "quotes.html").write_text(f"<p>He <b>said</b> {SAID[2]}</p>")
    (folder / "out" / "zenobia_quarx.csv").write_text("nothing")
    (folder / "out" / "other.md").write_text("Others say other things about it all.")
    with Study.open(folder / "box.study", coder="Maya") as study:
        found = study.erasing.erase("Zenobia Q. Quarx").found
    assert [Path(one).name for one in found] == [
        *("quotes.html", "zenobia_quarx.csv", settings.name)
    ]


def test_nobody_of_that_name(folder: Path) -> None:
    with Study.open(folder / "box.study", coder="Maya") as study:
        before = content(folder / "box.study")
        with pytest.raises(StudyError, match="no participant"):
            study.erasing.erase("Nobody")
        assert content(folder / "box.study") == before
        assert len(study.erasing.plan(NAME.replace(" ", " Q. ")).copies) == 3 + OWN_BACKUPS


_ERASE = """
import sys
from interviewcoder.study import Study
with Study.open(sys.argv[1], coder="Maya") as study:
    print("ready", flush=True)
    study.erasing.erase("Zenobia Q. Quarx")
    print("done", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_killed_at_any_moment_it_is_nothing_or_all(erasable_folder: Path, tmp_path: Path) -> None:
    took = _killed_after(None, erasable_folder, tmp_path / "whole")
    outcomes = set()
    for n in range(8):
        folder = tmp_path / f"run{n}"
        _killed_after(took * (n + 0.5) / 8, erasable_folder, folder)
        path = folder / "box.study"
        with Study.open(path, coder="Maya") as study:
            assert trouble(study) == {}
            there = any(one.name == "Zenobia Q. Quarx" for one in study.participants.list())
            outcomes.add(there)
            if there:
                assert len(study.erasing.plan("Zenobia Q. Quarx").copies) == 3 + OWN_BACKUPS
                study.erasing.erase("Zenobia Q. Quarx")
        assert runs_left(folder) == set()
    assert True in outcomes


def _killed_after(seconds: float | None, template: Path, folder: Path) -> float:
    shutil.copytree(template, folder)
    with subprocess.Popen(
        [sys.executable, "-c", _ERASE, str(folder / "box.study")], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        begun = time.monotonic()
        if seconds is not None:
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
        process.wait()
        return time.monotonic() - begun
