"""Pseudonyms put in the place of names: no accepted name is left in any byte, and everything else goes on."""

import re
import shutil
import stat
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.name_review import Candidate, NameKind
from interviewcoder.domain.passphrase import Passphrase
from interviewcoder.study import Study
from interviewcoder.study.pseudonym_files import read_key, write_review

from .past_the_program import PASSPHRASE, database
from .samples import content, tag, take_in, trouble
from .test_erasing import bytes_in, erasable, packed_in
from .test_rewriting import replayed


def name(spelled: str, pseudonym: str, *, capital: bool = False) -> Candidate:
    return Candidate(spelled, NameKind.PERSON, pseudonym, True, capital)


def left(folder: Path, names: Sequence[Candidate]) -> set[str]:
    """The accepted names that stand as whole words in any byte, name of a file or image of a journal."""
    patterns = {
        one.name: re.compile(
            rf"(?<![^\W\d_]){re.escape(one.name)}(?![^\W\d_])",
            0 if one.capital else re.IGNORECASE,
        )
        for one in names
    }
    packed = b"".join(
        one for file in folder.rglob("*") if file.is_file() for one in packed_in(file)
    )
    found: set[str] = set()
    for data in bytes_in(folder):
        words = data.decode("utf-8", "surrogateescape")
        for spelled, pattern in patterns.items():
            around = (
                words[max(0, hit.start() - 4) : hit.end() + 4] for hit in pattern.finditer(words)
            )
            # Three letters stand in compressed bytes by chance; what those hold is looked through unpacked.
            if any(one.encode("utf-8", "surrogateescape") not in packed for one in around):
                found.add(spelled)
    return found


@pytest.fixture(scope="module")
def crowded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crowded")
    erasable(folder)
    return folder


@pytest.fixture
def crowded(crowded_folder: Path, tmp_path: Path) -> Iterator[Study]:
    """A study in which somebody is everywhere, with backups, and its history."""
    shutil.copytree(crowded_folder, tmp_path / "at")
    with Study.open(tmp_path / "at" / "box.study", coder="Maya") as study:
        yield study


def accepted(study: Study) -> list[Candidate]:
    return [
        one
        for one in study.pseudonymising.propose().names
        if one.kind in (NameKind.PARTICIPANT, NameKind.PERSON) and one.accepted
    ]


def test_no_name_is_left_in_any_byte(crowded: Study, tmp_path: Path) -> None:
    names = accepted(crowded)
    assert {"Zenobia Quarx", "Zenobia Q. Quarx", "Quarx", "Ana"} <= {one.name for one in names}
    assert left(crowded.path.parent, names) == {one.name for one in names}
    tagged = len(crowded.codings.list())
    report = crowded.pseudonymising.apply(names, tmp_path / "key.csv")
    assert left(crowded.path.parent, names) == set()
    assert trouble(crowded) == {}
    assert len(crowded.codings.list()) == tagged - report.merged
    assert report.merged == 0
    assert report.plan.copies
    assert not any(Path(copy).exists() for copy in report.plan.copies)
    assert replayed(crowded.path, tmp_path) == content(crowded.path)


def test_undo_goes_on_and_passes_it_over(crowded: Study, tmp_path: Path) -> None:
    names = accepted(crowded)
    crowded.pseudonymising.apply(names, tmp_path / "key.csv")
    entry = crowded.journal.history()[0]
    assert (entry.verb, entry.for_good) == ("pseudonymise", True)
    for _ in range(12):
        crowded.journal.undo()
        assert trouble(crowded) == {}
    for _ in range(12):
        crowded.journal.redo()
    assert trouble(crowded) == {}
    assert left(crowded.path.parent, names) == set()


def test_the_key_tells_who_it_was(crowded: Study, tmp_path: Path) -> None:
    names, path = accepted(crowded), tmp_path / "key.csv"
    crowded.pseudonymising.apply(names, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {(one.name, one.pseudonym) for one in read_key(path)} == {
        (one.name, one.pseudonym) for one in names
    }
    people = {one.name for one in crowded.participants.list()}
    assert {one.pseudonym for one in read_key(path) if one.kind is NameKind.PARTICIPANT} <= people


def test_the_key_gives_the_same_people_the_same_pseudonyms(crowded: Study, tmp_path: Path) -> None:
    path = tmp_path / "key.csv"
    names = [
        replace(one, pseudonym="Queen Bee") if one.name == "Ben" else one
        for one in accepted(crowded)
    ]
    crowded.pseudonymising.apply(names, path)
    known = {one.name: one.pseudonym for one in read_key(path)}
    more = tmp_path / "later.txt"
    more.write_text(
        "Interviewer: Once more?\n\nCleo: Yes.\n\nOtto Rust: Cleo and Quarx told me so.\n"
    )
    take_in(crowded, more)
    again = {one.name: one for one in crowded.pseudonymising.propose(path).names if one.accepted}
    assert {one: again[one].pseudonym for one in ("Cleo", "Quarx")} == {
        one: known[one] for one in ("Cleo", "Quarx")
    }
    assert set(again) == {"Cleo", "Quarx", "Otto Rust"}
    assert again["Otto Rust"].pseudonym not in known.values()
    wrong = replace(again["Cleo"], pseudonym="Somebody")
    with pytest.raises(StudyError, match="in the key"):
        crowded.pseudonymising.apply([wrong], path)
    cleo = crowded.participants.get("Cleo")
    crowded.participants.set_attribute(cleo.id, "shoe", "41")
    crowded.memos.write(MemoTarget.PARTICIPANT, cleo.guid, "Once more")
    before = crowded.participants.get(known["Cleo"])
    report = crowded.pseudonymising.apply(again.values(), path)
    assert report.plan.joined == (known["Cleo"],)
    assert {one.name for one in read_key(path)} == {*known, *again}
    after = crowded.participants.get(known["Cleo"])
    assert set(after.sources) == {*before.sources, "later"}
    assert dict(after.attributes)["shoe"] == "41"
    assert "Once more" in {
        one.text for one in crowded.memos.list(MemoTarget.PARTICIPANT, after.guid)
    }
    assert trouble(crowded) == {}
    assert left(crowded.path.parent, list(again.values())) == set()
    assert replayed(crowded.path, tmp_path) == content(crowded.path)
    crowded.memos.write(MemoTarget.STUDY, "", "Otto said so")
    latest = {one.name: one.pseudonym for one in crowded.pseudonymising.propose(path).names}
    assert latest["Otto"] == again["Otto Rust"].pseudonym
    crowded.journal.undo()
    crowded.journal.undo()
    crowded.journal.redo()
    crowded.journal.redo()
    assert trouble(crowded) == {}
    assert left(crowded.path.parent, list(again.values())) == set()


def test_what_the_plan_tells_comes_true(crowded: Study, tmp_path: Path) -> None:
    names = [one for one in accepted(crowded) if "Quarx" in one.name or one.name == "Zenobia"]
    before = content(crowded.path)
    plan = crowded.pseudonymising.plan(names, tmp_path / "key.csv")
    assert content(crowded.path) == before
    assert not (tmp_path / "key.csv").exists()
    report = crowded.pseudonymising.apply(names, tmp_path / "key.csv")
    assert report.plan == plan
    assert report.texts == plan.texts
    assert plan.in_texts > 0
    assert all(change.before != change.after for change in plan.changes)


def test_a_refusal_leaves_everything_as_it_was(crowded: Study, tmp_path: Path) -> None:
    names, before = accepted(crowded), crowded.path.read_bytes()
    one = name("Ana", "Ben")
    study, folder = crowded.pseudonymising, crowded.path.parent
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    (tmp_path / "link.csv").symlink_to(tmp_path / "key.csv")
    for wrong, key, why in (
        ([one], tmp_path / "key.csv", "Two participants"),
        ([], tmp_path / "key.csv", "No name is accepted"),
        ([name("!?", "x")], tmp_path / "key.csv", "no letter"),
        ([name("Ana", " ")], tmp_path / "key.csv", "empty"),
        ([name("Ana", "A"), name("ANA", "B")], tmp_path / "key.csv", "two pseudonyms"),
        (names, tmp_path / "key.txt", "End it in .csv"),
        (names, tmp_path / "other.csv", "column"),
        (names, tmp_path / "link.csv", "is a link"),
        (names, tmp_path / "none" / "key.csv", "not a folder"),
        (names, folder / "box.study.backups" / "key.csv", "backups"),
    ):
        with pytest.raises(StudyError, match=why):
            study.apply(wrong, key)
    assert crowded.path.read_bytes() == before
    assert not (tmp_path / "key.csv").exists()
    assert (folder / "box.study.backups" / "1.study").exists()


def test_the_key_of_another_study_is_minded(crowded: Study, tmp_path: Path) -> None:
    names, key = accepted(crowded), tmp_path / "key.csv"
    plain = crowded.pseudonymising.plan(names, key).warnings
    key.write_text("pseudonym,kind,name\nP01,participant,Someone Else\n")
    key.chmod(0o644)
    (more,) = set(crowded.pseudonymising.plan(names, key).warnings) - set(plain)
    assert more.startswith("'P01' is 'Someone Else' in the key: 'Ana' becomes the same there.")
    fresh = crowded.pseudonymising.propose(key).names
    assert not any("in the key" in one for one in crowded.pseudonymising.plan(fresh, key).warnings)
    crowded.pseudonymising.apply([one for one in fresh if one.accepted], key)
    assert [one.name for one in read_key(key) if one.pseudonym == "P01"] == ["Someone Else"]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_the_list_is_not_taken_for_the_key(crowded: Study, tmp_path: Path) -> None:
    names, path = accepted(crowded), tmp_path / "names.csv"
    before = write_review(path, names).read_bytes()
    with pytest.raises(StudyError, match=r"names\.csv is a list of names"):
        crowded.pseudonymising.apply(names, path)
    assert path.read_bytes() == before
    assert {one.name for one in names} <= left(crowded.path.parent, names)


@pytest.mark.parametrize("held", ["", "Call Ben.", "pseudonym,kind,name\n", "a,b\n1,2\n"])
def test_no_other_file_is_written_over_by_the_key(
    crowded: Study, tmp_path: Path, held: str
) -> None:
    names, path = accepted(crowded), tmp_path / "notes.csv"
    path.write_text(held)
    with pytest.raises(StudyError):
        crowded.pseudonymising.apply(names, path)
    assert path.read_text() == held
    assert {one.name for one in names} <= left(crowded.path.parent, names)


def test_the_key_is_safe_before_the_study_changes(
    crowded: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names, before = accepted(crowded), content(crowded.path)

    def broken(*_: object, **__: object) -> None:
        raise OSError("the power went")

    monkeypatch.setattr("interviewcoder.study.pseudonymising.rewrite", broken)
    with pytest.raises(OSError, match="the power went"):
        crowded.pseudonymising.apply(names, tmp_path / "key.csv")
    monkeypatch.undo()
    assert len(read_key(tmp_path / "key.csv")) == len(names)
    assert content(crowded.path) == before
    crowded.pseudonymising.apply(names, tmp_path / "key.csv")
    assert left(crowded.path.parent, names) == set()


def small(folder: Path, words: str, passphrase: Passphrase | None = None) -> Study:
    study = Study.create(folder / "box.study", coder="Kim", codebook=(), passphrase=passphrase)
    (folder / "talk.txt").write_text(words, encoding="utf-8")
    take_in(study, folder / "talk.txt")
    (folder / "talk.txt").unlink()
    study.codebook.add(CodeDraft("Trust"))
    return study


def test_tags_move_along_and_hold_whole_pseudonyms(tmp_path: Path) -> None:
    study = small(tmp_path, "Interviewer: And?\n\nZora: I saw Tom Hale today, and Tom's dog.\n")
    text = study.sources.read(study.sources.get("talk").id)
    at = text.text.index("Hale today")
    study.codings.tag(text.source.id, Span(at, at + 10), [study.codebook.get("Trust").id])
    tag(study, "talk", "dog", "Trust")
    names = [name("Tom Hale", "[Person 1]"), name("Tom", "[Person 1]")]
    report = study.pseudonymising.apply(names, tmp_path / "key.csv")
    assert report.plan.widened == 1
    assert sorted(one.text for one in study.codings.list()) == ["[Person 1] today", "dog"]
    assert "[Person 1]'s dog" in study.sources.read(text.source.id).text
    assert study.find("Hale") == []
    assert len(study.find("person")) == 1


def test_words_are_not_names(tmp_path: Path) -> None:
    study = small(
        tmp_path, "Interviewer: And?\n\nWill: I will tell Hannah, not anna, Willa or will_2.\n"
    )
    names = [name("Will", "P01", capital=True), name("Anna", "[Person 1]")]
    study.pseudonymising.apply(names, tmp_path / "key.csv")
    text = study.sources.read(1).text
    assert "I will tell Hannah, not [Person 1], Willa or will_2." in text
    assert [one.name for one in study.participants.list()] == ["P01"]


NASTY = (
    "[@click=app.quit]Bob[/]",
    "O'Brien (.*)+",
    "עדי כהן",
    "李明",
    "x^y$ Zoë",
    "=1+1 Ann",
    "Jean\u2013Luc \\1",
    "Ana\u0301s",
    "100% \u202eevil",
)


@pytest.mark.parametrize("spelled", NASTY)
def test_nasty_names(tmp_path: Path, spelled: str) -> None:
    study = small(tmp_path, f"Interviewer: And?\n\nZora: So {spelled} came. No, “{spelled}”!\n")
    pseudonym = "[b]\\g<0>[/b] {x}"
    names = [name(spelled, pseudonym)]
    plan = study.pseudonymising.plan(names, tmp_path / "key.csv")
    assert plan.in_texts == 2
    study.pseudonymising.apply(names, tmp_path / "key.csv")
    assert f"So {pseudonym} came. No, “{pseudonym}”!" in study.sources.read(1).text
    (entry,) = read_key(tmp_path / "key.csv")
    assert unicodedata.normalize("NFC", entry.name) == unicodedata.normalize("NFC", spelled)
    assert trouble(study) == {}


def test_rules_of_segments_go_on(tmp_path: Path) -> None:
    study = small(tmp_path, "Interviewer: And?\n\nZora: I live in Bath.\n")
    person = study.participants.list()[0]
    study.participants.set_attribute(person.id, "town", "Bath")
    study.segments.add("From Bath", "town=Bath")
    study.memos.write(MemoTarget.STUDY, "", "BATH is small")
    study.pseudonymising.apply([name("Bath", "[Place 1]")], tmp_path / "key.csv")
    (segment,) = study.segments.list()
    assert (segment.name, segment.rule) == ("From [Place 1]", 'town="[Place 1]"')
    assert [one.name for one in study.participants.list()] == ["Zora"]
    assert study.memos.list()[0].text == "[Place 1] is small"


def test_the_name_of_the_study(tmp_path: Path) -> None:
    with Study.create(tmp_path / "bath.study", name="People of Bath", coder="Kim") as study:
        names = [name("Bath", "[Place 1]")]
        (warning,) = study.pseudonymising.plan(names).warnings
        assert "'bath.study'" in warning
        study.pseudonymising.apply(names, tmp_path / "key.csv")
        assert study.name == "People of [Place 1]"
        assert study._file.about()[0] == "People of [Place 1]"


def test_what_to_mind_is_told(tmp_path: Path) -> None:
    study = small(tmp_path, "Interviewer: And?\n\nZora: Kim and Ben saw P07 and Anna.\n")
    names = [name("Kim", "P07"), name("Ben", "Anna"), name("Anna", "P08"), name("Xenia", "P09")]
    plan = study.pseudonymising.plan(names)
    assert plan.nowhere == ("Xenia",)
    told = "\n".join(plan.warnings)
    assert "'P07' stands in the study already" in told
    assert "The pseudonym 'Anna'" in told
    assert "'Kim' is the name of a coder" in told


def test_an_encrypted_study(tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3", reason="needs the extra 'encrypted'")
    study = small(tmp_path, "Interviewer: And?\n\nZora Quist: Call Quist.\n", PASSPHRASE)
    names = [one for one in study.pseudonymising.propose().names if one.accepted]
    study.pseudonymising.apply(names, tmp_path / "key.csv")
    study.close()
    with database(tmp_path / "box.study") as connection:
        dump = "\n".join(
            str(row)
            for table in ("source_text", "participant", "speaker", "journal_entry")
            for row in connection.execute(f"SELECT * FROM {table}")
        )
    assert "P01" in dump
    assert "quist" not in dump.casefold()
    with Study.open(tmp_path / "box.study", passphrase=PASSPHRASE) as again:
        assert trouble(again) == {}


_PIECES = ("Anna Berg", "Anna", "Berg", "anna", "Annab", " ", ", ", "berg's", "李明", "!", "x")


@given(
    st.lists(st.sampled_from(_PIECES), min_size=4, max_size=16),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), min_size=1, max_size=6),
    st.lists(
        st.sampled_from(["P01", "[Person 1]", "x", "A much longer name"]), min_size=4, max_size=4
    ),
)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_quote_differs_from_its_text_and_no_tag_is_lost(
    pieces: list[str], spans: list[tuple[int, int]], pseudonyms: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        study = small(Path(folder), f"Interviewer: And?\n\nZora: So {''.join(pieces)}.\n")
        for one in ("Need", "Want", "Wish", "Hope", "Fear"):
            study.codebook.add(CodeDraft(one))
        codes = [one.id for one in study.codebook.list()]
        length = len(study.sources.read(1).text)
        for (at, many), code in zip(spans, codes, strict=False):
            span = Span(at % length, min(length, at % length + many))
            if study.sources.read(1).text[span.start : span.end].strip():
                study.codings.tag(1, span, [code])
        before = len(study.codings.list())
        names = list(map(name, ("Anna Berg", "Anna", "Berg", "李明"), pseudonyms))
        report = study.pseudonymising.apply(names, Path(folder) / "key.csv")
        text = study.sources.read(1).text
        codings = study.codings.list()
        assert len(codings) == before - report.merged == before
        assert all(one.text == text[one.start : one.end] for one in codings)
        assert trouble(study) == {}
        assert re.search(r"(?i)(?<![^\W\d_])(anna|berg)(?![^\W\d_])", text) is None
        study.close()
