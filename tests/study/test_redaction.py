"""What an export leaves out is in none of its bytes, whichever export it is."""

import io
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.redaction import LEFT_OUT, Redaction
from interviewcoder.study import Study

from .every_export import EXPORTS
from .samples import take_in

NAMES = re.compile(r"(?<![^\W\d_])(marisol|quintero|tadeusz|wolny)(?![^\W\d_])", re.IGNORECASE)
WORDS = ("counts the lorries", "never sleeps on Sundays", "pays with coins", "walks to the harbour")

@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """A study with participants' names in everything that can be named or written."""
    folder = tmp_path_factory.mktemp("redaction")
    first, second, third, fourth = WORDS
    talk = f"""Interviewer: What is it like?

Marisol Quintero: I am Marisol, and one {first} all night.

Interviewer: And Tadeusz?

Tadeusz Wolny: Marisol {second}, I think.

Marisol Quintero: My brother {third} and {fourth}.

Tadeusz Wolny: She {fourth} and {first}.
"""
    files = [folder / "talk with Marisol.txt", folder / "survey.csv"]
    files[0].write_text(talk, encoding="utf-8")
    rows = ["name,town,What does Marisol mean to you and why is that so?,What else do you do?"]
    rows += [f"Marisol Quintero,Wolny,He {first} with Tadeusz whenever he can,He {fourth} now"]
    rows += [f"Tadeusz Wolny,Rome,She {second} and {third} in the town of Wolny,She {first} too"]
    rows += [
        f"{name},Oslo,{name} {WORDS[n % 4]} and so does everybody,It {WORDS[n % 3]} as well as {name} {n} does"
        for n, name in enumerate(("Bo", "Cleo", "Dag", "Edda", "Finn", "Gro"))
    ]
    files[1].write_text("\n".join(rows) + "\n", encoding="utf-8")
    with Study.create(folder / "a.study", name="For Marisol Quintero", coder="Ida") as opened:
        take_in(opened, *files)
        codes = [
            opened.codebook.add(
                CodeDraft(name, kind=Kind.NEED, definition=f"As {name} says", include="Marisol")
            )
            for name in ("Like Marisol", "Wolny's way", "Work")
        ]
        for source in opened.sources.list():
            whole = opened.sources.read(source.id)
            for place, passage in enumerate(whole.passages):
                said = [codes[place % 2].id, codes[2].id]
                made = opened.codings.tag(source.id, Span(passage.start, passage.end), said)
                opened.memos.write(MemoTarget.CODING, made[0].guid, "Tadeusz again")
            opened.memos.write(MemoTarget.SOURCE, source.guid, "met Marisol")
        for number, person in enumerate(opened.participants.list()):
            opened.participants.set_attribute(
                person.id, "remarks", f"{number}: {WORDS[number % 4]} in the end"
            )
        opened.memos.write(MemoTarget.STUDY, "", "of Wolny")
        opened.segments.add("People like Tadeusz", 'town="Wolny"')
        opened.segments.add("Others", "town=Rome")
        run = opened.personas.synthesize(personas=2, seed=0)
        for number, persona in enumerate(run.personas):
            opened.personas.rename(persona.id, f"The Marisol kind {number}")
            opened.personas.write_narrative(persona.id, "They are as Tadeusz is.")
        yield opened


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def everything(folder: Path) -> str:
    """Names and bytes of all files, with what packages hold."""
    texts: list[str] = []
    for path in sorted(folder.iterdir()):
        texts.append(path.name)
        content = path.read_bytes()
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(path) as package:
                for name in package.namelist():
                    texts += [name, package.read(name).decode("utf-8", "replace")]
        else:
            texts.append(content.decode("utf-8"))
    return "\n".join(texts)


@pytest.mark.parametrize("export", EXPORTS)
def test_no_name_is_left(study: Study, tmp_path: Path, export: str) -> None:
    EXPORTS[export](study, tmp_path, [])
    assert NAMES.search(everything(tmp_path)), "there is a name to be left out"
    EXPORTS[export](study, made(tmp_path / "hidden"), [Redaction.NAMES])
    found = NAMES.search(text := everything(tmp_path / "hidden"))
    assert not found, text[max(0, found.start() - 80) : found.end() + 80]
    assert "P01" in text or "P02" in text


@pytest.mark.parametrize("export", EXPORTS)
def test_no_word_is_left(study: Study, tmp_path: Path, export: str) -> None:
    EXPORTS[export](study, made(tmp_path / "whole"), [])
    holds_words = any(words in everything(tmp_path / "whole") for words in WORDS)
    assert holds_words == export.startswith(
        ("codings", "people", "texts", "personas", "project")
    ) or (export == "codebook md")
    EXPORTS[export](study, made(tmp_path / "hidden"), [Redaction.QUOTES])
    text = everything(tmp_path / "hidden")
    assert not any(words in text for words in WORDS)
    assert NAMES.search(text), "names stay where nobody asked"


@pytest.mark.parametrize("export", [name for name in EXPORTS if "texts" in name])
def test_what_was_asked_stays_without_the_answers(
    study: Study, tmp_path: Path, export: str
) -> None:
    EXPORTS[export](study, tmp_path, list(Redaction))
    text = re.sub(r"<[^>]*>", " ", everything(tmp_path)).replace("\\", "")
    assert "What is it like?" in text
    assert "words left out" in text
    assert not NAMES.search(text)


def test_a_redacted_project_is_one_that_comes_back(study: Study, tmp_path: Path) -> None:
    path = study.exchange.export_project(tmp_path / "p.qdpx", redact=[Redaction.NAMES])
    with Study.create(tmp_path / "back.study", codebook=()) as back:
        back.exchange.import_project(path)
        assert {one.name for one in back.participants.list()} == {f"P0{n}" for n in range(1, 9)}
        assert len(back.codings.list()) == len(study.codings.list())
        for coding in back.codings.list():
            # Each coding is of a whole passage, and lies on one still.
            read = back.sources.read(coding.source_id)
            assert coding.span in [Span(one.start, one.end) for one in read.passages]
        assert [len(one.members) for one in back.segments.list()] == [1, 1]
    quoteless = study.exchange.export_project(tmp_path / "q.qdpx", redact=[Redaction.QUOTES])
    with Study.create(tmp_path / "none.study", codebook=()) as none:
        none.exchange.import_project(quoteless)
        said = {one.text for one in none.codings.list() if one.participant}
        assert said == {LEFT_OUT}
        assert len(none.codings.list()) == len(study.codings.list())


@pytest.mark.parametrize("export", EXPORTS)
def test_files_are_for_their_owner_and_lead_nowhere(
    study: Study, tmp_path: Path, export: str
) -> None:
    EXPORTS[export](study, first := made(tmp_path / "first"), [])
    second = made(tmp_path / "second")
    outside = tmp_path / "outside.txt"
    outside.write_text("untouched", encoding="utf-8")
    for path in first.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
        path.chmod(0o640)
        os.symlink(outside, second / path.name)
    EXPORTS[export](study, first, [])
    EXPORTS[export](study, second, [])
    assert outside.read_text(encoding="utf-8") == "untouched"
    for path in first.iterdir():
        assert path.stat().st_mode & 0o777 == 0o640
        assert not (second / path.name).is_symlink()
