"""Importing: whole files or nothing, told one by one, one journal entry."""

import os
from pathlib import Path

import pytest

from interviewcoder.domain.conflict import OthersChange
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.progress import FileImported, ImportStarted
from interviewcoder.domain.source import Role
from interviewcoder.study import Study, importing

from .samples import SURVEY, content, report, take_in, trouble, write_interviews


def test_each_file_is_told(bare: Study, tmp_path: Path) -> None:
    paths = write_interviews(tmp_path / "in", "Ana", "Ben")
    events = list(bare.sources.import_files(paths))
    assert events[0] == ImportStarted(2)
    assert [type(event) for event in events[1:]] == [FileImported, FileImported]
    assert [source.name for source in bare.sources.list()] == ["ana", "ben"]
    for event, path, source in zip(events[1:], paths, bare.sources.list(), strict=True):
        assert isinstance(event, FileImported)
        assert (event.path, event.source, event.format) == (str(path), source.name, source.format)
        read = bare.sources.read(source.id)
        assert (event.passages, event.characters) == (len(read.passages), len(read.text))
        assert all(p.text == read.text[p.start : p.end] for p in read.passages)
        assert read.passages[0].start == 0
        assert source.participants == (source.name.capitalize(),)


def test_folders_and_files_together(bare: Study, tmp_path: Path) -> None:
    write_interviews(tmp_path / "in" / "deep", "Ana")
    write_interviews(tmp_path / "in", "Ben")
    (tmp_path / "in" / ".hidden.txt").write_text("Ana: Hidden.\n")
    (tmp_path / "in" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "secret.txt").write_text("Root: A secret that nobody asked for.\n")
    lone = write_interviews(tmp_path / "other", "Cleo")[0]
    told = report(bare.sources.import_files([tmp_path / "in", lone, lone, str(lone)]))
    assert sorted(event.source for event in told.imported) == ["ana", "ben", "cleo"]
    assert (told.skipped, told.failed) == ([], [])


def test_nothing_to_import(bare: Study, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for paths in ([], [tmp_path / "empty"]):
        with pytest.raises(StudyError) as told:
            bare.sources.import_files(paths)
        assert told.value.remedy


def test_the_same_bytes_are_taken_in_once(bare: Study, tmp_path: Path) -> None:
    (path,) = write_interviews(tmp_path / "in", "Ana")
    copy = tmp_path / "copy.txt"
    copy.write_bytes(path.read_bytes())
    told = take_in(bare, path, copy)
    assert [event.path for event in told.imported] == [str(path)]
    assert [event.path for event in told.skipped] == [str(copy)]
    assert told.skipped[0].warnings == ("Already imported as 'ana'.",)
    before = content(bare.path)
    assert [event.path for event in take_in(bare, path, copy).skipped] == [str(path), str(copy)]
    assert content(bare.path) == before


def test_files_of_one_name_get_names_of_their_own(bare: Study, tmp_path: Path) -> None:
    for folder in ("one", "two", "three"):
        (path,) = write_interviews(tmp_path / folder, "Ana")
        path.write_text(path.read_text() + f"\nAna: And {folder}.\n")
    take_in(bare, *[tmp_path / folder for folder in ("one", "two", "three")])
    assert [source.name for source in bare.sources.list()] == ["ana", "ana (2)", "ana (3)"]
    assert [person.name for person in bare.participants.list()] == ["Ana"]


def test_a_dry_run_writes_nothing_and_foretells(bare: Study, tmp_path: Path) -> None:
    paths = write_interviews(tmp_path / "in", "Ana", "Ben", "Cleo")
    take_in(bare, paths[0])
    paths[2].write_bytes(paths[1].read_bytes())
    paths.append(tmp_path / "missing.txt")
    before = bare.path.read_bytes()
    modified = bare.path.stat().st_mtime_ns
    foretold = take_in(bare, *paths, dry_run=True)
    assert bare.path.read_bytes() == before
    assert bare.path.stat().st_mtime_ns == modified
    assert foretold == take_in(bare, *paths)
    assert [len(events) for events in (foretold.imported, foretold.skipped, foretold.failed)] == [
        1,
        2,
        1,
    ]


def test_files_that_fail_do_not_hold_up_the_rest(bare: Study, tmp_path: Path) -> None:
    good = write_interviews(tmp_path / "in", "Ana", "Ben")
    bad = {
        "empty.txt": b"",
        "blank.txt": b" \n\n",
        "noise.txt": bytes(range(256)) * 40,
        "broken.docx": b"PK\x03\x04 not a zip",
        "movie.mp4": b"\x00\x00\x00 ftypisom" + b"\x00" * 400,
    }
    paths = [good[0]]
    for name, data in bad.items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(data)
    paths += [tmp_path / "missing.txt", bare.path, good[1]]
    told = take_in(bare, *paths)
    assert [event.source for event in told.imported] == ["ana", "ben"]
    assert [Path(event.path).name for event in told.failed] == [*bad, "missing.txt", "bare.study"]
    assert all(event.error and event.remedy for event in told.failed)
    assert trouble(bare) == {}
    entry = bare.journal.history()[0]
    assert (entry.verb, entry.summary) == ("import", "2 files")


@pytest.mark.parametrize("seconds", [0, 10])
def test_history_tells_of_the_files_that_came_in(
    bare: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    monkeypatch.setattr(importing, "GROUP_SECONDS", seconds)
    ana, *_ = write_interviews(tmp_path)
    take_in(bare, tmp_path / "missing.txt", ana, ana, tmp_path / "also missing.txt")
    assert bare.journal.history()[0].summary == ana.name


def test_a_whole_import_is_one_entry(
    bare: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "GROUP_SECONDS", 0)
    before = content(bare.path)
    entries = len(bare.journal.history())
    (tmp_path / "survey.csv").write_text(SURVEY)
    told = take_in(bare, *write_interviews(tmp_path / "in"), tmp_path / "survey.csv")
    assert len(told.imported) == 7
    after = content(bare.path)
    (entry,) = bare.journal.history()[:-entries]
    assert (entry.verb, entry.summary) == ("import", "7 files")
    bare.journal.undo()
    assert content(bare.path) == before
    bare.journal.redo()
    assert content(bare.path) == after
    assert bare.find("rely")[0].participant == "R1"


@pytest.mark.parametrize("meanwhile", ["set speaker", "undo", "tag"])
def test_somebody_acts_during_an_import(
    study: Study, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    """What is undone first is what was done last, so an import goes on in an entry of its own then."""
    monkeypatch.setattr(importing, "GROUP_SECONDS", 0)
    first, second = study.path.with_name("gus.txt"), study.path.with_name("zoe.txt")
    first.write_text("Interviewer: Hm?\n\nGus: I brought a rhubarb tart.\n")
    second.write_text("Interviewer: Hm?\n\nZoe: I brought a lemon tart.\n")
    start, entries = content(study.path), len(study.journal.history())
    events = study.sources.import_files([first, second])
    next(events), next(events)
    with Study.open(study.path, coder="Noor") as other:
        gus = other.sources.get("gus")
        match meanwhile:
            case "set speaker":
                other.sources.set_speaker(
                    other.sources.speakers(gus.id)[0].id, Role.PARTICIPANT, "Zoe"
                )
            case "undo":
                other.journal.undo()
            case "tag":
                span = other.codings.locate(gus.id, "rhubarb tart")
                other.codings.tag(gus.id, span, [other.codebook.get("Order").id])
    assert len(report(events).imported) == 1
    assert trouble(study) == {}
    states = [content(study.path)]
    while states[-1] != start:
        try:
            study.journal.undo()
        except OthersChange as told:
            study.journal.undo(told.entry.id)
        states.append(content(study.path))
        assert len(states) <= len(study.journal.history()) - entries
    for state in reversed(states[:-1]):
        study.journal.redo()
        assert content(study.path) == state
    assert trouble(study) == {}


def test_an_import_that_is_given_up_keeps_what_was_told(
    bare: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "GROUP_SECONDS", 0)
    events = bare.sources.import_files(write_interviews(tmp_path / "in"))
    told = [next(events) for _ in range(3)]
    events.close()  # type: ignore[attr-defined]
    names = [event.source for event in told if isinstance(event, FileImported)]
    assert [source.name for source in bare.sources.list()] == names
    assert trouble(bare) == {}


def test_a_survey_gives_attributes_with_types(bare: Study, tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text(SURVEY)
    take_in(bare, tmp_path / "survey.csv")
    assert {a.name: (a.type.value, a.choices) for a in bare.participants.attributes()} == {
        "region": ("choice", ("North", "South")),
        "visits": ("number", ()),
        "member": ("yes/no", ()),
    }
    assert bare.participants.get("r4").attributes == {"region": "South", "member": "no"}
    assert bare.participants.get("R3").attributes["visits"] == "3"
    passages = bare.sources.read(bare.sources.get("survey").id).passages
    assert {passage.question for passage in passages} == {"What do you wish for?"}


def test_a_second_survey_widens_types(bare: Study, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(SURVEY)
    (tmp_path / "b.csv").write_text(
        "respondent,Region,visits,Why is it so for you?\nR1,East,often,Because I say so to you\n"
        "R9,West,3,Because I do not think much of it\n"
    )
    told = take_in(bare, tmp_path / "a.csv", tmp_path / "b.csv")
    assert any("R1" in warning for warning in told.imported[1].warnings)
    types = {a.name: a for a in bare.participants.attributes()}
    assert types["region"].choices == ("North", "South", "East", "West")
    assert types["visits"].type.value == "text"
    assert bare.participants.get("R1").attributes["region"] == "East"
    assert bare.participants.get("R2").attributes["visits"] == "2"
    assert len(bare.participants.list()) == 5


def test_respondents_without_names_stay_apart(bare: Study, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.csv").write_text(
            f"region,What do you wish for most?\nNorth,{name} a fixed price I can rely on always\n"
            f"South,{name} something new at the door each time\n"
        )
    take_in(bare, tmp_path / "a.csv", tmp_path / "b.csv")
    people = bare.participants.list()
    assert len(people) == len({person.name for person in people}) == 4
    assert all(len(person.sources) == 1 for person in people)


def test_control_characters_in_text_and_names(bare: Study, tmp_path: Path) -> None:
    name = os.fsdecode(b"a\x1b[2J\xe2\x80\xae \xff.txt")
    try:
        (tmp_path / name).write_bytes(
            b"Interviewer: Hm?\n\nA\x07na: I \x1b[31mneed\x00 it.\r\nYes.\n"
        )
    except OSError:
        pytest.skip("this file system takes no such name")
    told = take_in(bare, tmp_path / name)
    (source,) = bare.sources.list()
    text = bare.sources.read(source.id).text
    everything = [text, source.name, source.file_name, *source.participants]
    everything += [bare.journal.history(1)[0].summary]
    for shown in everything:
        assert not set(shown) & {"\x1b", "\x07", "\x00", "\r", "\udcff"}
    assert "I ␛[31mneed␀ it.\nYes." in text
    assert told.imported[0].source == source.name
    assert [hit.source for hit in bare.find("Yes")] == [source.name]


def test_names_of_files_in_no_encoding(study: Study) -> None:
    """The journal tells the file's name, which need not be text."""
    folder = os.fsencode(study.path.parent)
    for stem, words, read in (
        (b"codes", "name\nTrust\n", study.codebook.import_file),
        (b"tags", "source,quote,code\nana,has a cat,Order\n", study.codings.import_file),
        (b"people", "name,plan\nAna,basic\n", study.participants.import_file),
    ):
        path = Path(os.fsdecode(folder + b"/\x1b\xff" + stem + b".csv"))
        path.write_text(words)
        read(path)
        assert study.journal.history(1)[0].summary.endswith(f" from ␛\ufffd{stem.decode()}.csv")
