"""A corrected transcript as the next revision of its source: what becomes of its tags, voices and pages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from interviewcoder.domain.coding import Polarity, Span
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.revision import Decision, Outcome, Relocation, RevisionReport, Tally
from interviewcoder.domain.source import Role
from interviewcoder.study import Study

from .samples import (
    FIRST,
    SECOND,
    content,
    interview,
    tag,
    take_in,
    trouble,
    write_interviews,
)


def correct(
    study: Study, change: Callable[[str], str], name: str = "ana", *, dry_run: bool = False
) -> RevisionReport:
    """Correct the file of an interview and make it the next revision."""
    path = study.path.with_name(f"{name}.txt")
    words = path.read_text(encoding="utf-8") if path.exists() else interview(name.capitalize())
    path.write_text(change(words), encoding="utf-8")
    return study.sources.revise(study.sources.get(name).id, path, dry_run=dry_run)


def without_why(words: str) -> str:
    """The interview without the words of its second tag."""
    return words.replace(f"Because {SECOND['Ana']}", "Because of my children")


def waiting(study: Study) -> Relocation:
    (one,) = [each for each in study.relocations.list() if each.span is None]
    return one


def test_tags_move_with_their_words(study: Study) -> None:
    before = {coding.guid: coding for coding in study.codings.on_source(1)}
    report = correct(study, lambda t: "Interviewer: Hello.\n\nAna: Hello to you.\n\n" + t)
    assert report.tally == Tally(kept=2)
    assert (report.source, report.revision, report.passages) == ("ana", 2, 6)
    after = {coding.guid: coding for coding in study.codings.on_source(1)}
    assert {guid: coding.text for guid, coding in after.items()} == {
        guid: coding.text for guid, coding in before.items()
    }
    assert all(after[guid].start > coding.start for guid, coding in before.items())
    assert study.relocations.list() == []
    assert [one.decision for one in study.relocations.list(every=True)] == [Decision.ACCEPTED] * 2
    assert [hit.source for hit in study.find('"hello to you"')] == ["ana"]
    assert trouble(study) == {}


def test_what_does_not_move_is_not_touched(study: Study) -> None:
    study.codings.untag([one.id for one in study.codings.on_source(1)[1:]])
    before = study.codings.on_source(1)
    correct(study, lambda t: t + "\n\nInterviewer: Thank you.\n")
    assert study.codings.on_source(1) == before
    assert study.relocations.list(every=True) == []
    assert study.sources.revisions(1)[-1].tally == Tally(kept=1)


def test_other_line_breaks_keep_a_tag_on_the_words_as_they_are(study: Study) -> None:
    report = correct(study, lambda t: t.replace("the price twice", "the\nprice twice"))
    assert report.tally == Tally(kept=2)
    assert "the\nprice" in study.codings.on_source(1)[0].text
    assert trouble(study) == {}


def test_corrected_words_are_moved_and_to_be_looked_at(study: Study) -> None:
    report = correct(study, lambda t: t.replace("check the price", "check every price"))
    assert report.tally == Tally(kept=1, moved=1)
    (moved,) = study.relocations.list()
    assert (moved.outcome, moved.code, moved.decision) == (
        Outcome.MOVED,
        "Price anxiety",
        Decision.OPEN,
    )
    assert (moved.old_text, moved.text) == (
        FIRST["Ana"],
        "I check every price twice before I order anything",
    )
    assert study.sources.get("ana").unreviewed == 1
    study.relocations.accept([moved.id])
    assert study.relocations.list() == []
    assert study.sources.get("ana").unreviewed == 0


def test_every_text_stays_readable(study: Study) -> None:
    texts = [study.sources.read(1).text]
    for words in ("every", "each", "the"):
        correct(study, lambda t, w=words: t.replace(" price", f" {w} price", 1))
        texts.append(study.sources.read(1).text)
    revisions = study.sources.revisions(1)
    assert [one.number for one in revisions] == [1, 2, 3, 4]
    assert [one.current for one in revisions] == [False, False, False, True]
    assert [study.sources.read_revision(1, one.number) for one in revisions] == texts
    assert [one.characters for one in revisions] == [len(text) for text in texts]
    assert revisions[0].tally is None
    with pytest.raises(StudyError, match="no revision 9"):
        study.sources.read_revision(1, 9)
    assert trouble(study) == {}


def test_a_lost_tag_waits_with_its_words_and_notes(study: Study) -> None:
    coding = tag(study, "ana", SECOND["Ana"], "Freedom")[0]
    study.codings.judge([coding.id], polarity=Polarity.AGAINST, weight=40)
    study.memos.write(MemoTarget.CODING, coding.guid, "Says it with a sigh.")
    study.codings.untag([one.id for one in study.codings.on_source(1) if one.code == "Order"])
    assert correct(study, without_why).tally == Tally(kept=1, lost=1)
    lost = waiting(study)
    assert (lost.outcome, lost.code, lost.old_text) == (Outcome.LOST, "Freedom", SECOND["Ana"])
    assert (lost.polarity, lost.weight, lost.memos) == (Polarity.AGAINST, 40, 1)
    assert coding.guid not in {one.guid for one in study.codings.list()}
    assert [memo.text for memo in study.memos.list()] == ["Says it with a sigh."]
    with pytest.raises(StudyError, match="no place"):
        study.relocations.accept([lost.id])

    placed = study.relocations.place(lost.id, study.codings.locate(1, " of my children. "))
    assert (placed.decision, placed.text) == (Decision.PLACED, "of my children.")
    (again,) = [one for one in study.codings.on_source(1) if one.guid == coding.guid]
    assert (again.code, again.coder, again.polarity, again.weight, again.created_at) == (
        "Freedom",
        "Maya",
        Polarity.AGAINST,
        40,
        coding.created_at,
    )
    assert study.memos.list(MemoTarget.CODING, coding.guid)
    assert study.relocations.list() == []
    assert trouble(study) == {}


def test_personas_follow_their_tags(study: Study) -> None:
    made = study.personas.synthesize(personas=2, seed=1)
    cited = {
        guid for persona in made.personas for claim in persona.claims for guid in claim.evidence
    }
    correct(
        study,
        lambda t: (
            "Ana: Hello.\n\n" + without_why(t).replace("the price twice", "the price three times")
        ),
    )
    planners = next(
        one for one in study.personas.list() if "Ana" in {m.participant for m in one.members}
    )
    assert planners.stale
    assert {
        guid for one in study.personas.list() for c in one.claims for guid in c.evidence
    } == cited
    by_words = {quote.text: quote for quote in planners.quotes if quote.source == "ana"}
    moved = by_words["I check the price three times before I order anything"]
    assert study.sources.read(1).text[moved.start : moved.end] == moved.text
    earlier = by_words[SECOND["Ana"]]
    assert earlier.earlier
    assert study.sources.read_revision(1, 1)[earlier.start : earlier.end] == earlier.text

    study.relocations.place(waiting(study).id, study.codings.locate(1, "my children"))
    again = study.personas.get(planners.name)
    assert not again.stale
    assert [(q.text, q.earlier) for q in again.quotes if q.coding_guid == earlier.coding_guid] == [
        ("my children", False)
    ]
    assert trouble(study) == {}


def test_one_of_two_equal_places_is_chosen(study: Study) -> None:
    turn = f"Ana: Well, {FIRST['Ana']}.\n\n"
    assert correct(study, lambda t: t.replace(turn, turn + turn)).tally == Tally(
        kept=1, ambiguous=1
    )
    unsure = waiting(study)
    assert unsure.outcome is Outcome.AMBIGUOUS
    assert [place.text for place in unsure.candidates] == [FIRST["Ana"]] * 2
    with pytest.raises(StudyError, match="no candidate 3"):
        study.relocations.choose(unsure.id, 3)
    chosen = study.relocations.choose(unsure.id, 2)
    assert chosen.span == unsure.candidates[1].span
    assert study.relocations.list() == []


def test_dismissing_gives_a_tag_up_and_undo_brings_it_back(study: Study) -> None:
    correct(study, without_why)
    lost = waiting(study)
    study.memos.write(MemoTarget.SOURCE, study.sources.get("ana").guid, "Corrected in June.")
    before = content(study.path)
    study.relocations.dismiss([lost.id])
    assert study.relocations.list() == []
    assert study.relocations.get(lost.id).decision is Decision.DISMISSED
    study.journal.undo()
    assert content(study.path) == before
    assert waiting(study) == lost


def test_a_moved_tag_can_be_dismissed_or_put_elsewhere(study: Study) -> None:
    correct(
        study,
        lambda t: t.replace("check the", "check every").replace("be settled", "be all settled"),
    )
    first, second = study.relocations.list()
    study.relocations.dismiss([first.id])
    span = study.codings.locate(1, "settled on Sunday")
    study.relocations.place(second.id, span)
    assert [(one.guid, one.text) for one in study.codings.on_source(1)] == [
        (second.coding_guid, "settled on Sunday")
    ]
    assert trouble(study) == {}


def test_places_that_cannot_be_are_refused(study: Study) -> None:
    correct(study, without_why)
    lost = waiting(study)
    before = content(study.path)
    span = study.codings.on_source(1)[0].span
    for bad, why in ((Span(3, 9_999), "reaches out"), (Span(9, 9), "excerpt is empty")):
        with pytest.raises(StudyError, match=why):
            study.relocations.place(lost.id, bad)
    with pytest.raises(StudyError, match="no entry 99"):
        study.relocations.place(99, span)
    assert content(study.path) == before
    tag(study, "ana", "of my children", "Order")
    with pytest.raises(StudyError, match="tagged these words with 'Order' already"):
        study.relocations.place(lost.id, study.codings.locate(1, "of my children"))


def test_a_passage_that_comes_back_brings_its_tag_back(study: Study) -> None:
    guids = {one.guid for one in study.codings.on_source(1)}
    correct(study, without_why)
    assert waiting(study).revision == 2
    correct(study, lambda t: t.replace("Hm", "Hm").replace("my children", "my three children"))
    assert waiting(study).revision == 3
    report = correct(study, lambda _: "Ana: Hello.\n\n" + interview("Ana"))
    assert report.tally == Tally(kept=2)
    assert {one.guid for one in study.codings.on_source(1)} == guids
    assert study.relocations.list() == []
    assert trouble(study) == {}


def test_a_move_that_nobody_looked_at_stays_in_the_list(study: Study) -> None:
    correct(study, lambda t: t.replace("check the price", "check every price"))
    correct(study, lambda t: "Ana: Hello.\n\n" + t)
    (moved,) = study.relocations.list()
    assert (moved.revision, moved.old_text) == (3, FIRST["Ana"])
    assert moved.text == "I check every price twice before I order anything"
    correct(
        study, lambda t: t.replace("I check every price twice before I order anything", "Oh, no")
    )
    assert (waiting(study).id, waiting(study).outcome) == (moved.id, Outcome.LOST)


def test_two_tags_never_end_on_the_same_words(study: Study) -> None:
    tag(study, "ana", FIRST["Ana"] + ".", "Price anxiety")
    report = correct(study, lambda t: t.replace(FIRST["Ana"] + ".", FIRST["Ana"] + "…"))
    assert report.tally.ambiguous <= 1
    codings = study.codings.on_source(1)
    marks = [(one.start, one.end, one.code) for one in codings]
    assert len(set(marks)) == len(marks)
    assert len(codings) + len([r for r in study.relocations.list() if r.span is None]) == 3


def test_a_dry_run_tells_the_same_and_changes_nothing(study: Study) -> None:
    before = content(study.path)
    told = correct(study, without_why, dry_run=True)
    assert content(study.path) == before
    assert correct(study, lambda t: t) == told


def test_the_same_file_changes_nothing(study: Study) -> None:
    (path,) = write_interviews(study.path.parent, "Ana")
    before = content(study.path)
    report = study.sources.revise(1, path)
    assert report.unchanged
    assert (report.revision, report.tally) == (1, Tally())
    assert content(study.path) == before


def test_what_cannot_be_a_revision_is_refused(study: Study) -> None:
    before = content(study.path)
    (ben,) = write_interviews(study.path.parent, "Ben")
    table = study.path.with_name("survey.csv")
    table.write_text(
        "id,Why is it so for you?\nA,Because of all that I have said\nB,I do not know why that is\n"
    )
    for path, why in (
        (ben, "the very file that 'ben' was imported from"),
        (table, "is a transcript, and survey.csv reads as a survey"),
        (study.path.with_name("missing.txt"), "does not exist"),
        (study.path, "a study that is open"),
    ):
        with pytest.raises(StudyError, match=why):
            study.sources.revise(1, path)
    with pytest.raises(StudyError, match="not in the study"):
        study.sources.revise(77, ben)
    assert content(study.path) == before


# -- Who speaks ----------------------------------------------------------------------------------------------


def voices(study: Study, name: str = "ana") -> list[tuple[str, Role, str | None]]:
    found = study.sources.speakers(study.sources.get(name).id)
    return [(one.label, one.role, one.participant) for one in found]


def test_what_people_said_of_voices_stays(study: Study) -> None:
    asking, ana = study.sources.speakers(1)
    study.sources.set_speakers(
        [(asking.id, Role.PARTICIPANT, "Dr. Noor"), (ana.id, Role.PARTICIPANT, "Ana Lopez")]
    )
    study.participants.set_attribute(study.participants.get("Ana Lopez").id, "region", "North")
    report = correct(study, lambda t: t + "\n\nJonas: I am home.\n\nAna: Hi.\n")
    assert voices(study) == [
        ("Interviewer", Role.PARTICIPANT, "Dr. Noor"),
        ("Ana", Role.PARTICIPANT, "Ana Lopez"),
        ("Jonas", Role.PARTICIPANT, "Jonas"),
    ]
    assert report.told == ("New voice: 'Jonas' (participant).",)
    assert study.participants.get("Ana Lopez").attributes == {"region": "North"}


def test_a_voice_that_is_gone_goes_and_is_told(study: Study) -> None:
    correct(study, lambda t: t + "\n\nJonas: I am home.\n\nAna: Hi.\n")
    study.participants.set_attribute(study.participants.get("Jonas").id, "age", "9")
    report = correct(study, lambda t: t.replace("Jonas: I am home.\n\n", ""))
    assert "No longer there: 'Jonas'." in report.told
    assert any(
        "'Jonas' speaks nowhere any more and goes, with 1 attribute value" in w
        for w in report.warnings
    )
    assert "Jonas" not in {one.name for one in study.participants.list()}
    study.journal.undo()
    assert study.participants.get("Jonas").attributes == {"age": "9"}


def test_a_renamed_label_is_known_by_its_words(bare: Study, tmp_path: Path) -> None:
    path = tmp_path / "first.txt"
    turns = [
        f"Speaker 1: And what about number {n}?\n\nSpeaker 2: In the year {n * 7} I bought {n * 13} boxes of it.\n\n"
        for n in range(1, 6)
    ]
    path.write_text("".join(turns))
    take_in(bare, path)
    one, two = bare.sources.speakers(1)
    bare.sources.set_speakers([(one.id, Role.INTERVIEWER, None)])
    bare.participants.set_attribute(two.participant_id or 0, "region", "North")
    path.write_text("".join(turns).replace("Speaker 1", "Maya Lind").replace("Speaker 2", "Hanna"))
    report = bare.sources.revise(1, path)
    assert report.told == (
        "'Speaker 1' is called 'Maya Lind' now.",
        "'Speaker 2' is called 'Hanna' now.",
    )
    assert voices(bare, "first") == [
        ("Maya Lind", Role.INTERVIEWER, None),
        ("Hanna", Role.PARTICIPANT, "Hanna"),
    ]
    assert bare.participants.get("Hanna").attributes == {"region": "North"}
    assert bare.sources.speakers(1)[1].participant_id == two.participant_id


def test_a_renamed_label_takes_nobody_elses_name(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "more.txt"
    words = interview("Ana").replace("Ana:", "Speaker 2:").replace("Interviewer:", "Speaker 1:")
    path.write_text(words)
    take_in(study, path)
    source = study.sources.get("more")
    name = study.sources.speakers(source.id)[1].participant
    path.write_text(words.replace("Speaker 2:", "Ben:"))
    report = study.sources.revise(source.id, path)
    assert ("Ben", Role.PARTICIPANT, name) in voices(study, "more")
    assert any("There is a participant 'Ben' already" in warning for warning in report.warnings)


# -- What goes with codes and sources ------------------------------------------------------------------------


def test_a_code_that_goes_takes_the_waiting_along(study: Study) -> None:
    correct(study, without_why)
    guid = waiting(study).coding_guid
    study.codebook.merge(study.codebook.get("Order").id, study.codebook.get("Freedom").id)
    assert waiting(study).code == "Freedom"
    placed = study.relocations.place(waiting(study).id, study.codings.locate(1, "my children"))
    assert (placed.code, placed.coding_guid) == ("Freedom", guid)
    study.journal.undo()
    before = len(study.codings.list(code="Freedom"))
    assert study.codebook.remove(study.codebook.get("Freedom").id) == before + 1
    assert {one.code for one in study.relocations.list(every=True)} == {"Price anxiety"}
    study.journal.undo()
    assert waiting(study).coding_guid == guid
    assert trouble(study) == {}


def test_a_source_that_goes_takes_its_revisions_along(study: Study) -> None:
    correct(study, without_why)
    before = content(study.path)
    study.sources.remove(1)
    assert study.relocations.list(every=True) == []
    assert trouble(study) == {}
    study.journal.undo()
    assert content(study.path) == before
    assert [one.number for one in study.sources.revisions(1)] == [1, 2]


def test_an_untagged_tag_leaves_the_list(study: Study) -> None:
    correct(study, lambda t: t.replace("check the price", "check every price"))
    study.codings.untag([one.id for one in study.codings.on_source(1)])
    assert study.relocations.list(every=True) == []


# -- Import --------------------------------------------------------------------------------------------------


def test_an_import_says_that_a_name_is_taken(study: Study) -> None:
    path = study.path.with_name("ana.txt")
    path.write_text(without_why(interview("Ana")))
    (event,) = take_in(study, path).imported
    assert event.source == "ana (2)"
    assert any("--update" in warning for warning in event.warnings)
    assert study.sources.get("ana").revision == 1


def test_an_import_with_update_revises(study: Study, tmp_path: Path) -> None:
    study.sources.rename(1, "Ana, in May")
    folder = tmp_path / "corrected"
    ana, _ = write_interviews(folder, "Ana", "Ben")
    ana.write_text(without_why(interview("Ana")))
    (folder / "gus.txt").write_text(interview("Ana").replace("Ana", "Gus"))
    before = content(study.path)
    dry = take_in(study, folder, update=True, dry_run=True)
    assert content(study.path) == before
    done = take_in(study, folder, update=True)
    assert [event.report for event in done.revised] == [event.report for event in dry.revised]
    assert [event.report.source for event in done.revised] == ["Ana, in May"]
    assert [event.source for event in done.imported] == ["gus"]
    assert [Path(event.path).name for event in done.skipped] == ["ben.txt"]
    assert study.sources.get("Ana, in May").revision == 2
    assert len(study.relocations.list()) == 1
    assert trouble(study) == {}
    study.journal.undo()
    assert content(study.path) == before
    # The file before the correction is known, too.
    study.journal.redo()
    old = tmp_path / "old" / "ana.txt"
    old.parent.mkdir()
    old.write_text(interview("Ana"))
    assert [event.path for event in take_in(study, old).skipped] == [str(old)]


def test_a_file_that_only_has_the_name_is_no_revision(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "ana.txt"
    words = "Noor: How do you get to work?\n\nZoe: By bus, and it takes me close to an hour and a half.\n"
    path.write_text(words)
    (event,) = take_in(study, path, update=True).imported
    assert event.source == "ana (2)"
    assert any("does not look like another version" in warning for warning in event.warnings)
    path.write_text(words + "\nNoor: And home again?\n\nZoe: The same way, at night.\n")
    told = study.sources.revise(1, path, dry_run=True).warnings
    assert any("of the text of 'ana' is in the file: is it the right one?" in line for line in told)


def test_an_update_asks_where_a_name_is_of_two(study: Study, tmp_path: Path) -> None:
    for number in (1, 2):
        path = tmp_path / str(number) / "talk.txt"
        path.parent.mkdir()
        path.write_text(
            interview("Ana").replace("Ana", "Gus") + f"\n\nGus: That was number {number}.\n"
        )
        take_in(study, path)
    path.write_text(interview("Ana").replace("Ana", "Gus") + "\n\nGus: That was the last one.\n")
    (failed,) = take_in(study, path, update=True).failed
    assert "2 sources come from files of this name" in failed.error
    assert "revise" in failed.remedy
