"""Two windows on one study: who saves later is told what the other did, and nothing of either is lost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Polarity, Span, Suggested
from interviewcoder.domain.conflict import EditConflict, OthersChange, Seen
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.revision import Relocation
from interviewcoder.domain.source import Role
from interviewcoder.study import Study

from ..storage.processes import start
from .samples import SECOND, content, interview, trouble


@pytest.fixture
def other(study: Study) -> Iterator[Study]:
    with Study.open(study.path, coder="Noor") as other:
        yield other


@dataclass(frozen=True)
class Editor:
    """What a person can change: how it is read, and written with what was seen."""

    field: str
    read: Callable[[Study], str]
    write: Callable[[Study, str, Seen | None], object]
    mine: str = "Mine of me"
    theirs: str = "Theirs of her"


def _persona(study: Study) -> int:
    if not study.personas.list():
        study.personas.synthesize(personas=2)
    return study.personas.list()[0].id


def _memo(study: Study) -> int:
    found = study.memos.list(MemoTarget.STUDY)
    return found[0].id if found else study.memos.write(MemoTarget.STUDY, "", "As it began").id


def _segment(study: Study) -> int:
    found = study.segments.list()
    return found[0].id if found else study.segments.add("Northern", "region=North").id


EDITORS = {
    "memo": Editor(
        "text",
        lambda s: (_memo(s), s.memos.list(MemoTarget.STUDY)[0].text)[1],
        lambda s, text, seen: s.memos.edit(_memo(s), text, seen=seen),
    ),
    "definition": Editor(
        "definition",
        lambda s: s.codebook.list()[0].definition,
        lambda s, text, seen: s.codebook.update(
            s.codebook.list()[0].id, definition=text, seen=seen
        ),
    ),
    "code's name": Editor(
        "name",
        lambda s: s.codebook.list()[0].name,
        lambda s, text, seen: s.codebook.update(s.codebook.list()[0].id, name=text, seen=seen),
    ),
    "source's name": Editor(
        "name",
        lambda s: s.sources.list()[0].name,
        lambda s, text, seen: s.sources.rename(s.sources.list()[0].id, text, seen=seen),
    ),
    "participant's name": Editor(
        "name",
        lambda s: next(p.name for p in s.participants.list() if p.id == 1),
        lambda s, text, seen: s.participants.rename(1, text, seen=seen),
    ),
    "attribute": Editor(
        "value",
        lambda s: next(p for p in s.participants.list() if p.id == 1).attributes.get("mood", ""),
        lambda s, text, seen: s.participants.set_attribute(1, "mood", text, seen=seen),
    ),
    "persona's name": Editor(
        "name",
        lambda s: (_persona(s), s.personas.list()[0].name)[1],
        lambda s, text, seen: s.personas.rename(_persona(s), text, seen=seen),
    ),
    "summary": Editor(
        "summary",
        lambda s: (_persona(s), s.personas.list()[0].summary)[1],
        lambda s, text, seen: s.personas.write_summary(_persona(s), text, seen=seen),
    ),
    "narrative": Editor(
        "narrative",
        lambda s: (_persona(s), s.personas.list()[0].narrative)[1],
        lambda s, text, seen: s.personas.write_narrative(_persona(s), text, seen=seen),
    ),
    "rule": Editor(
        "rule",
        lambda s: (_segment(s), s.segments.list()[0].rule)[1],
        lambda s, text, seen: s.segments.edit(
            _segment(s), s.segments.list()[0].name, text, seen=seen
        ),
        "visits>3",
        "visits>2",
    ),
    "segment's name": Editor(
        "name",
        lambda s: (_segment(s), s.segments.list()[0].name)[1],
        lambda s, text, seen: s.segments.edit(
            _segment(s), text, s.segments.list()[0].rule, seen=seen
        ),
    ),
    "voice": Editor(
        "voice 1",
        lambda s: (
            (found := s.sources.speakers(s.sources.list()[0].id)[0])
            and f"{found.role.value} {found.participant or ''}".strip()
        ),
        lambda s, text, seen: s.sources.set_speakers(
            [(s.sources.speakers(s.sources.list()[0].id)[0].id, Role.PARTICIPANT, text)], seen=seen
        ),
    ),
}


@pytest.fixture(params=EDITORS)
def editor(request: pytest.FixtureRequest, study: Study) -> Editor:
    found = EDITORS[request.param]
    if found.field.startswith("voice"):
        first = study.sources.speakers(study.sources.list()[0].id)[0].id
        return Editor(f"voice {first}", found.read, found.write)
    found.write(study, "visits>1" if found.field == "rule" else "As it began", None)
    return found


def test_what_another_changed_meanwhile_is_not_overwritten(
    study: Study, other: Study, editor: Editor
) -> None:
    began = editor.read(study)
    editor.write(other, editor.theirs, {editor.field: editor.read(other)})
    theirs, before = editor.read(study), content(study.path)
    assert theirs != began
    with pytest.raises(EditConflict, match="by Noor meanwhile") as told:
        editor.write(study, editor.mine, {editor.field: began})
    assert content(study.path) == before
    (clash,) = told.value.clashes
    assert (clash.field, clash.began, clash.now) == (editor.field, began, theirs)
    assert editor.mine in str(clash.yours)
    assert told.value.coder == "Noor"
    assert told.value.at == other.journal.history(1)[0].at
    editor.write(study, editor.mine, told.value.now)
    assert editor.mine in editor.read(other)
    study.journal.undo()
    assert editor.read(other) == theirs
    assert trouble(study) == {}


def test_what_one_left_alone_stays_as_another_made_it(
    study: Study, other: Study, editor: Editor
) -> None:
    began = editor.read(study)
    editor.write(other, editor.theirs, None)
    theirs, entries = editor.read(study), len(study.journal.history())
    if not editor.field.startswith("voice"):
        editor.write(study, began, {editor.field: began})
    assert editor.read(study) == theirs
    assert len(study.journal.history()) == entries


def test_both_to_the_same_is_no_conflict(study: Study, other: Study, editor: Editor) -> None:
    began = editor.read(study)
    editor.write(other, editor.theirs, None)
    entries = len(study.journal.history())
    editor.write(study, editor.theirs, {editor.field: began})
    assert editor.theirs in editor.read(study)
    assert len(study.journal.history()) == entries


def test_two_fields_of_one_code_are_both_kept(study: Study, other: Study) -> None:
    code = study.codebook.list()[0]
    seen = {name: getattr(code, name) for name in ("name", "kind", "colour", "definition")}
    other.codebook.update(code.id, definition="Theirs", colour=code.colour, seen=seen)
    study.codebook.update(
        code.id, definition=code.definition, colour="#123456", name=code.name, seen=seen
    )
    now = study.codebook.list()[0]
    assert (now.definition, now.colour, now.name) == ("Theirs", "#123456", code.name)


def test_a_name_that_another_gave_away_is_not_claimed_back(study: Study, other: Study) -> None:
    """The editor showed the old name and did not change it, and another code has it by now."""
    first, second = study.codebook.list()[:2]
    seen = {"name": first.name, "definition": first.definition}
    other.codebook.update(first.id, name="Renamed")
    other.codebook.update(second.id, name=first.name)
    study.codebook.update(first.id, name=first.name, definition="Mine", seen=seen)
    now = {code.id: code for code in study.codebook.list()}
    assert (now[first.id].name, now[first.id].definition) == ("Renamed", "Mine")
    assert study.journal.history(1)[0].summary == "Renamed"


@pytest.mark.parametrize("what", ["memo", "definition", "source's name", "rule"])
def test_what_another_removed_is_told_as_gone(study: Study, other: Study, what: str) -> None:
    editor = EDITORS[what]
    began = editor.read(study)
    ids = {"memo": _memo(study), "rule": _segment(study)}
    code, source = study.codebook.list()[0].id, study.sources.list()[0].id
    take_away = {
        "memo": lambda: other.memos.remove(ids["memo"]),
        "rule": lambda: other.segments.remove(ids["rule"]),
        "definition": lambda: other.codebook.remove(code),
        "source's name": lambda: other.sources.remove(source),
    }
    write = {
        "memo": lambda seen: study.memos.edit(ids["memo"], "Mine", seen=seen),
        "rule": lambda seen: study.segments.edit(ids["rule"], "Mine", "visits>3", seen=seen),
        "definition": lambda seen: study.codebook.update(code, definition="Mine", seen=seen),
        "source's name": lambda seen: study.sources.rename(source, "Mine", seen=seen),
    }
    take_away[what]()
    before = content(study.path)
    with pytest.raises(EditConflict, match="removed by Noor") as told:
        write[what]({editor.field: began})
    assert told.value.gone
    assert content(study.path) == before


def test_a_memo_that_was_changed_is_not_removed_unread(study: Study, other: Study) -> None:
    memo = _memo(study)
    other.memos.edit(memo, "Theirs")
    with pytest.raises(EditConflict):
        study.memos.remove(memo, seen={"text": "As it began"})
    study.memos.remove(memo, seen={"text": "Theirs"})
    assert study.memos.list(MemoTarget.STUDY) == []


def test_a_code_that_another_moved_is_not_moved_unseen(study: Study, other: Study) -> None:
    first, second, third = (study.codebook.add(CodeDraft(name)) for name in ("A", "B", "C"))
    other.codebook.move(third.id, first.id)
    with pytest.raises(EditConflict):
        study.codebook.move(third.id, second.id, seen={"parent_id": third.parent_id})
    study.codebook.move(third.id, second.id, seen={"parent_id": first.id})


def test_what_is_written_on_a_persona_goes_to_the_run_that_another_made(
    study: Study, other: Study
) -> None:
    persona = _persona(study)
    narrative = study.personas.list()[0].narrative
    guid = study.personas.list()[0].guid
    other.personas.synthesize(personas=2, seed=1)
    study.personas.write_narrative(persona, "Mine", seen={"narrative": narrative})
    (now,) = [one for one in other.personas.list() if one.guid == guid]
    assert (now.narrative, now.narrative_edited) == ("Mine", True)


def test_a_claim_is_stated_of_the_persona_that_goes_on(study: Study, other: Study) -> None:
    persona = study.personas.list()[0] if _persona(study) else None
    assert persona
    evidence = persona.claims[0].evidence[:1]
    other.personas.synthesize(personas=2, seed=1)
    study.claims.add(persona.id, "Mine", Kind.NEED, evidence)
    (now,) = [one for one in other.personas.list() if one.guid == persona.guid]
    assert "Mine" in [claim.code for claim in now.claims]


def test_a_run_does_not_drop_what_another_wrote_while_it_was_made(
    study: Study, other: Study
) -> None:
    _persona(study)
    first = study.personas.list()[0]

    def write(step: object) -> None:
        if other.personas.list()[0].narrative != "Theirs":
            other.personas.write_narrative(first.id, "Theirs")

    with pytest.raises(StudyError, match="changed in another window"):
        study.personas.synthesize(personas=2, told=write)
    assert len(study.personas.runs()) == 1
    study.personas.synthesize(personas=2)
    (now,) = [one for one in study.personas.list() if one.guid == first.guid]
    assert now.narrative == "Theirs"


def test_undo_takes_back_what_another_did_only_when_it_is_meant(study: Study, other: Study) -> None:
    code = study.codebook.list()[0]
    study.codebook.update(code.id, definition="Mine")
    other.codebook.update(code.id, exclude="Theirs")
    before = content(study.path)
    with pytest.raises(OthersChange, match="Noor") as told:
        study.journal.undo()
    assert content(study.path) == before
    assert study.journal.undo(told.value.entry.id).coder == "Noor"
    now = study.codebook.list()[0]
    assert (now.definition, now.exclude) == ("Mine", code.exclude)
    with pytest.raises(OthersChange, match="undo"):
        other.journal.redo()
    study.journal.redo()
    assert study.codebook.list()[0].exclude == "Theirs"
    other.journal.undo()
    assert study.journal.undo().summary == code.name
    assert study.codebook.list()[0].definition == code.definition


def test_meant_is_that_one_change_and_no_later_one(study: Study, other: Study) -> None:
    other.codebook.update(study.codebook.list()[0].id, exclude="First")
    with pytest.raises(OthersChange) as told:
        study.journal.undo()
    other.codebook.update(study.codebook.list()[0].id, exclude="Second")
    with pytest.raises(OthersChange):
        study.journal.undo(told.value.entry.id)
    assert study.codebook.list()[0].exclude == "Second"


def test_what_was_there_when_the_study_was_opened_is_undone_unasked(study: Study) -> None:
    study.codebook.update(study.codebook.list()[0].id, exclude="First")
    with Study.open(study.path, coder="Noor") as later:
        assert later.journal.undo().coder == "Maya"


def _refused(study: Study, act: Callable[[], object], told: str) -> None:
    before = content(study.path)
    with pytest.raises(EditConflict, match=told):
        act()
    assert content(study.path) == before


def test_a_judgement_is_not_made_over_another(study: Study, other: Study) -> None:
    coding = study.codings.list()[0]
    other.codings.judge([coding.id], polarity=Polarity.AGAINST, weight=20)
    seen = {"polarity": coding.polarity, "weight": coding.weight}
    for mine in ({"polarity": Polarity.FOR}, {"weight": 90}):
        _refused(
            study,
            lambda m=mine: study.codings.judge([coding.id], **m, seen=seen),
            "tag was changed by Noor",
        )
    study.codings.judge([coding.id], polarity=Polarity.AGAINST, seen=seen)
    study.codings.judge([coding.id], weight=90, seen={"weight": 20})
    other.codings.untag([coding.id])
    _refused(
        study,
        lambda: study.codings.judge([coding.id], weight=10, seen={"weight": 90}),
        "tag was removed by Noor",
    )


def test_what_is_judged_is_what_was_seen(study: Study, other: Study) -> None:
    coding = study.codings.list()[0]
    seen = {
        "polarity": coding.polarity,
        "code_id": coding.code_id,
        "start": coding.start,
        "end": coding.end,
    }
    into = other.codebook.add(CodeDraft("Into")).id
    for theirs in (
        lambda: other.codings.recode([coding.id], into),
        lambda: other.codings.respan([coding.id], Span(coding.start, coding.end - 4)),
    ):
        theirs()
        _refused(
            study,
            lambda: study.codings.judge([coding.id], polarity=Polarity.AGAINST, seen=seen),
            "tag was changed by Noor",
        )
        other.journal.undo()
    study.codings.judge([coding.id], polarity=Polarity.AGAINST, seen=seen)


def test_what_is_rejected_is_what_was_seen(study: Study, other: Study, tmp_path: Path) -> None:
    coding = study.codings.list()[0]
    words = study.sources.read(coding.source_id).text
    corrected = tmp_path / "corrected.txt"
    corrected.write_text("Interviewer: Before all of it.\n\n" + words)
    other.sources.revise(coding.source_id, corrected)
    by = Suggested("words 1", 0.5)
    span, seen = Span(coding.start, coding.end), {"words": coding.text}
    _refused(
        study,
        lambda: study.rejections.reject(coding.source_id, span, coding.code_id, by, seen=seen),
        "text was changed by Noor",
    )


def test_a_code_goes_only_as_it_was_seen(study: Study, other: Study) -> None:
    code, into = study.codings.list()[0].code_id, study.codebook.add(CodeDraft("Into")).id
    shown = next(one for one in study.codebook.list() if one.id == code)
    seen = {"definition": shown.definition}
    other.codebook.update(code, definition="Theirs")
    for act in (
        lambda: study.codebook.remove(code, seen=seen),
        lambda: study.codebook.merge(code, into, seen=seen),
    ):
        _refused(study, act, "code was changed by Noor")
    seen = {"definition": "Theirs", "codings": shown.codings}
    other.codings.tag(study.sources.list()[0].id, Span(0, 12), [code])
    _refused(study, lambda: study.codebook.remove(code, seen=seen), "code was changed by Noor")
    assert study.codebook.remove(code, seen={**seen, "codings": shown.codings + 1})
    _refused(study, lambda: other.codebook.remove(code, seen=seen), "code was removed by Maya")
    assert trouble(study) == {}


def test_a_source_and_a_segment_go_only_as_they_were_seen(study: Study, other: Study) -> None:
    source, segment = study.sources.list()[0], _segment(study)
    other.codings.tag(source.id, Span(0, 12), [study.codebook.list()[0].id])
    _refused(
        study,
        lambda: study.sources.remove(source.id, seen={"codings": source.codings}),
        "source was changed by Noor",
    )
    study.sources.remove(source.id, seen={"codings": source.codings + 1})
    other.segments.edit(segment, "Northern", "region=South")
    _refused(
        study,
        lambda: study.segments.remove(segment, seen={"name": "Northern", "rule": "region=North"}),
        "segment was changed by Noor",
    )
    study.segments.remove(segment, seen={"name": "Northern", "rule": "region=South"})


def _corrected(study: Study) -> list[Relocation]:
    path = study.path.with_name("ana.txt")
    words = path.read_text(encoding="utf-8") if path.exists() else interview("Ana")
    words = words.replace("check the price", "check every price")
    path.write_text(words.replace(SECOND["Ana"], "of " + SECOND["Ana"][2:]), encoding="utf-8")
    study.sources.revise(study.sources.get("ana").id, path)
    return study.relocations.list()


def test_what_another_decided_in_a_review_is_not_decided_again(study: Study, other: Study) -> None:
    first, second = _corrected(study)[:2]
    other.relocations.accept([first.id])
    for act in (
        lambda: study.relocations.dismiss([first.id], seen=[first.shown]),
        lambda: study.relocations.accept([second.id, first.id], seen=[second.shown, first.shown]),
        lambda: study.relocations.place(first.id, Span(0, 12), seen=first.shown),
    ):
        _refused(study, act, "tag was changed by Noor")
    other.relocations.place(second.id, Span(0, 12))
    _refused(
        study,
        lambda: study.relocations.place(second.id, Span(0, 14), seen=second.shown),
        "tag was changed by Noor",
    )
    now = study.relocations.get(second.id)
    study.relocations.place(second.id, Span(0, 14), seen=now.shown)
    assert trouble(study) == {}


def test_words_that_another_corrected_are_not_tagged_unseen(study: Study, other: Study) -> None:
    source, code = study.sources.get("ana"), study.codebook.list()[0].id
    text = study.sources.read(source.id).text
    span = Span(len(text) - 30, len(text) - 4)
    seen = {"words": text[span.start : span.end]}
    _corrected(other)
    _refused(
        study,
        lambda: study.codings.tag(source.id, span, [code], seen=seen),
        "text was changed by Noor",
    )
    unmoved = Span(0, 12)
    assert study.codings.tag(source.id, unmoved, [code], seen={"words": text[:12]})


def test_two_who_pin_a_claim_both_have_it_pinned(study: Study, other: Study) -> None:
    """A pin has two states: who changes it wants the one that it did not have, so nobody's is lost."""
    _persona(study)
    claim = study.personas.list()[0].claims[0]
    other.claims.pin(claim.id)
    entries = len(study.journal.history())
    study.claims.pin(claim.id)
    assert study.personas.list()[0].claims[0].pinned
    assert len(study.journal.history()) == entries


WORK = """
from interviewcoder.domain.coding import Polarity, Span
from interviewcoder.domain.conflict import EditConflict
from interviewcoder.domain.memo import MemoTarget
me, edits = sys.argv[2], int(sys.argv[3])
conflicts = 0
with Study.open(path, coder=me) as study:
    (memo,) = study.memos.list(MemoTarget.STUDY)
    code = study.codebook.list()[0]
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(edits):
        line = f"{me} {n}"
        text = study.memos.list(MemoTarget.STUDY)[0].text
        definition = study.codebook.list()[0].definition
        while True:
            try:
                study.memos.edit(memo.id, f"{text}\\n{line}", seen={"text": text})
                break
            except EditConflict as told:
                conflicts += 1
                text = told.now["text"]
            except StudyError as error:
                assert "holding the study" in error.message  # It was the other's turn for 5 s; nothing was written.
        while True:
            try:
                study.codebook.update(code.id, definition=f"{definition}\\n{line}", seen={"definition": definition})
                break
            except EditConflict as told:
                conflicts += 1
                definition = told.now["definition"]
            except StudyError as error:
                assert "holding the study" in error.message  # It was the other's turn for 5 s; nothing was written.
print(conflicts)
"""


def test_hundreds_of_edits_by_two_processes_lose_nothing(study: Study) -> None:
    """Each adds its lines to one memo and to one definition, over what it read; every line is there at the end."""
    edits = 100
    _memo(study)
    workers = [start(WORK, study.path, name, edits) for name in ("Ana", "Noor")]
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("\n")
        worker.stdin.flush()
    conflicts = 0
    for worker in workers:
        out, err = worker.communicate(timeout=120)
        assert (worker.returncode, err) == (0, "")
        conflicts += int(out)
    assert conflicts > 0
    wanted = [f"{name} {n}" for name in ("Ana", "Noor") for n in range(edits)]
    for text in (study.memos.list(MemoTarget.STUDY)[0].text, study.codebook.list()[0].definition):
        assert sorted(text.split("\n")[-2 * edits :]) == sorted(wanted)
    verbs = [entry.verb for entry in study.journal.history()]
    assert verbs.count("edit memo") == verbs.count("edit code") == 2 * edits
    assert trouble(study) == {}
