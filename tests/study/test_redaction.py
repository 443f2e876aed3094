"""What an export leaves out is in none of its bytes, whichever export it is."""

import ast
import html
import io
import os
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.redaction import LEFT_OUT, Redaction
from interviewcoder.domain.source import Role
from interviewcoder.exporters.exporter import Exporter, text_file
from interviewcoder.study import Study

from .every_export import EXPORTS, registries
from .samples import take_in

SOURCES = Path(__file__).parents[2] / "src" / "interviewcoder"
NAMES = re.compile(
    r"(?<![^\W\d_])(marisol|quintero|tadeusz|wolny|odalys|ferreira)(?![^\W\d_])", re.IGNORECASE
)
WORDS = ("counts the lorries", "never sleeps on Sundays", "pays with coins", "walks to the harbour")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """A study with participants' names in everything that can be named or written."""
    folder = tmp_path_factory.mktemp("redaction")
    first, second, third, fourth = WORDS
    talk = f"""Odalys Ferreira: What is it like?

Marisol Quintero: I am Marisol, and one {first} all night.

Odalys Ferreira: And Tadeusz?

Tadeusz Wolny: Marisol {second}, I think.

Marisol Quintero: My brother {third} and {fourth}, says Odalys.

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
                CodeDraft(
                    name,
                    kind=Kind.NEED,
                    definition=f"As {name} says: he {first} all night",
                    include="Marisol",
                    exclude=f"“My brother {third}”",
                )
            )
            for name in ("Like Marisol", "Wolny's way", "Work")
        ]
        talked = opened.sources.get("talk with Marisol")
        (asking,) = (
            one for one in opened.sources.speakers(talked.id) if one.label.startswith("Odalys")
        )
        opened.sources.set_speaker(asking.id, Role.INTERVIEWER, None)
        for source in opened.sources.list():
            whole = opened.sources.read(source.id)
            for place, passage in enumerate(whole.passages):
                said = [codes[place % 2].id, codes[2].id]
                made = opened.codings.tag(source.id, Span(passage.start, passage.end), said)
                opened.memos.write(MemoTarget.CODING, made[0].guid, f"Tadeusz {second}, again")
            opened.memos.write(
                MemoTarget.SOURCE, source.guid, f"met Marisol and Odalys; she {fourth} and {first}"
            )
        for number, person in enumerate(opened.participants.list()):
            opened.participants.set_attribute(
                person.id, "remarks", f"{number}: {WORDS[number % 4]} in the end"
            )
        opened.memos.write(MemoTarget.STUDY, "", "of Wolny")
        like = opened.segments.add("People like Tadeusz", 'town="Wolny"')
        opened.memos.write(MemoTarget.SEGMENT, like.guid, f"Marisol {second}, too")
        opened.segments.add("Others", "town=Rome")
        run = opened.personas.synthesize(personas=2, seed=0)
        for number, persona in enumerate(run.personas):
            opened.personas.rename(persona.id, f"The Marisol kind {number}")
            opened.personas.write_narrative(persona.id, f"As Tadeusz, Odalys {first} all night.")
        yield opened


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def everything(folder: Path) -> str:
    """Names and bytes of all files, with what packages hold; and all of it once more as its reader sees it."""
    texts: list[str] = []
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        texts += [path.name, *members(content)]
    raw = "\n".join(texts)
    # Without tags, so that a name is found which two runs of a document share, and without escapes.
    shown = html.unescape(re.sub(r"<[^>]*>", "", raw))
    escaped = re.sub(r"\\u([0-9a-f]{4})", lambda one: chr(int(one[1], 16)), raw)
    return "\n".join([raw, unicodedata.normalize("NFKC", shown), escaped.replace("\\", "")])


def members(content: bytes) -> Iterator[str]:
    """The text, or the names, comments and texts of all in a package, however deep."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield content.decode("utf-8", "replace")  # there are pictures in templates
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        yield package.comment.decode("utf-8")
        for info in package.infolist():
            yield f"{info.filename} {info.comment!r} {info.extra!r}"
            yield from members(package.read(info))


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
    if EXPORTS[export].holds_words:
        assert holds_words
    else:
        assert not holds_words or export.startswith("codebook"), "but where researchers quote"
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


@pytest.mark.parametrize(
    "query",
    [
        'participant:"Marisol Quintero" OR Tadeusz',
        "participant:marisol* OR Wol* OR source:*",
        "Marisol Quintero OR NOT near:quintero",
    ],
)
def test_no_name_is_left_of_a_query(study: Study, tmp_path: Path, query: str) -> None:
    page = study.codings.export_file(
        tmp_path / "page.md", where=query, by="participant", redact=[Redaction.NAMES]
    )
    words = page.read_text(encoding="utf-8")
    assert "# Excerpts: " in words
    assert not NAMES.search(words)
    assert "Wol" not in words


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


@pytest.mark.parametrize("export", EXPORTS)
def test_one_person_is_one_number_everywhere(study: Study, tmp_path: Path, export: str) -> None:
    EXPORTS[export](study, tmp_path, [Redaction.NAMES])
    text = everything(tmp_path)
    people = sorted(study.participants.list(), key=lambda one: one.id)
    number = {one.name: f"P{place:02}" for place, one in enumerate(people, start=1)}
    # A code, a segment or a persona is called after each of them.
    assert {number["Marisol Quintero"], number["Tadeusz Wolny"]} & set(re.findall(r"P\d\d", text))
    if export.startswith(("texts", "project", "personas", "codings")):
        assert "S01" in text, "who asks is no participant, and has a name too"


@pytest.mark.parametrize("export", EXPORTS)
def test_it_is_told_what_may_still_identify(study: Study, tmp_path: Path, export: str) -> None:
    told: list[str] = []
    EXPORTS[export](study, tmp_path, [Redaction.NAMES], told.append)
    assert not [one for one in told if "who somebody is" in one]
    study.codebook.add(
        CodeDraft("Reach me", definition="marisol or Tadeuszem: m.q@example.org, +48 22 555 01 23")
    )
    study.segments.add("Mail m.q@example.org, marisol", "town=Oslo")
    try:
        EXPORTS[export](study, tmp_path, [Redaction.NAMES], told.append)
        EXPORTS[export](study, tmp_path, [], told.append)
    finally:
        study.journal.undo()
        study.journal.undo()
    found = [one for one in told if "who somebody is" in one]
    if export.startswith(("codebook", "project")):
        assert len(found) == 1
        assert "words like participants' names" in found[0]
        assert "marisol" in found[0]
        assert "1 phone number" in found[0]
    if export.startswith("cut"):
        assert "1 e-mail address" in found[0]


def test_every_file_that_the_program_writes_for_others_is_known() -> None:
    """A new place that writes files says here what it does about names and words."""
    written = {
        f"{path.stem}.{function.name}"
        for path in (SOURCES / "study").glob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("write_bytes", "write_text", "export")
    }
    takes_redactions = {
        "codebook.export_file",
        "codings.export_file",
        "counts.export_file",
        "exchange.export_project",
        "exporting.export",
        "participants.export_file",
        "persona_exports.export_personas",
        "search.export_file",
        "segments.export_cut",
        "transcript_exports._folder",
        "transcript_exports._one",
    }
    nobody_in_it = {
        "chosen_theme.remember_theme",  # the name of a theme, for the user's own folder
        "files.write_text",
        "mapping_files.write_mapping",  # the headings of a survey's table, which must stay to be found again
        "pseudonym_files.write_key",  # says who is who: that is what it is for
        "persona_exports.write_templates",  # the program's own
    }
    assert written == takes_redactions | nobody_in_it


def test_every_registered_format_is_among_the_exports() -> None:
    suffixes = sum(len(one) for one in registries().values())
    assert len(EXPORTS) == suffixes + 4 + 2 + 1
    with pytest.raises(TypeError, match="holds_words"):
        Exporter((".new",), lambda value: text_file(str(value)))  # type: ignore[call-arg]
