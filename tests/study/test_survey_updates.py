"""A survey exported again: new respondents by id, changed answers, values that people decided, and what cannot be known."""

from collections.abc import Callable
from pathlib import Path

import pytest

from interviewcoder.domain.coding import Span
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportOptions
from interviewcoder.domain.revision import ChangedValue, Outcome, RevisionReport, Tally
from interviewcoder.domain.source import Role
from interviewcoder.study import Study

from .samples import SURVEY, content, tag, take_in, trouble

MORE = "R5,West,9,yes,That somebody asks me what I would like to have in it.\n"
NUMBERED = "\n".join(line.partition(",")[2] for line in SURVEY.splitlines()) + "\n"
"""The survey without the column of respondents."""


def survey_id(study: Study) -> int:
    return study.sources.get("survey").id


def update(study: Study, words: str, *, dry_run: bool = False, **options: str) -> RevisionReport:
    """Make a table the next revision of the survey."""
    path = study.path.with_name("survey.csv")
    path.write_text(words, encoding="utf-8")
    return study.sources.revise(survey_id(study), path, ImportOptions(**options), dry_run=dry_run)


def answers(study: Study) -> list[tuple[str, str]]:
    passages = study.sources.read(survey_id(study)).passages
    return [(passage.speaker, passage.text) for passage in passages]


def values(study: Study, name: str) -> dict[str, str]:
    return dict(study.participants.get(name).attributes)


@pytest.fixture
def numbered(bare: Study, tmp_path: Path) -> Study:
    """A study with the survey, whose respondents nobody named."""
    (tmp_path / "survey.csv").write_text(NUMBERED, encoding="utf-8")
    take_in(bare, tmp_path / "survey.csv")
    return bare


def test_new_rows_come_at_the_end_and_leave_the_text_before_as_it_is(study: Study) -> None:
    (coding,) = tag(study, "survey", "a fixed price I can rely on", "Order")
    text = study.sources.read(survey_id(study)).text
    passages = [one.id for one in study.sources.read(survey_id(study)).passages]
    report = update(study, SURVEY + MORE)
    assert report.told == ("1 new respondent.",)
    assert report.tally == Tally(kept=1)
    after = study.sources.read(survey_id(study))
    assert after.text.startswith(text)
    assert [one.id for one in after.passages[:4]] == passages
    assert answers(study)[4:] == [("R5", "That somebody asks me what I would like to have in it.")]
    assert [one.id for one in study.codings.on_source(survey_id(study))] == [coding.id]
    assert study.relocations.list(every=True) == []
    assert values(study, "R5") == {"region": "West", "visits": "9", "member": "yes"}
    assert [hit.participant for hit in study.find("somebody asks")] == ["R5"]
    assert trouble(study) == {}


def test_the_order_of_rows_does_not_matter(study: Study) -> None:
    header, *rows = SURVEY.splitlines()
    before = answers(study)
    report = update(study, "\n".join([header, MORE.strip(), *reversed(rows)]) + "\n")
    assert report.told == ("1 new respondent.",)
    assert answers(study)[:4] == before


def test_a_changed_answer_moves_what_is_tagged_in_it(study: Study) -> None:
    tag(study, "survey", "Something new at the door each time", "Surprise")
    tag(study, "survey", "A plan that I can read", "Order")
    tag(study, "survey", "stop and start again whenever", "Freedom")
    report = update(
        study,
        SURVEY.replace("at the door each time", "at my door every time").replace(
            "To stop and start again whenever it suits me and mine.", "Peace."
        ),
    )
    assert report.told == ("2 answers changed.",)
    assert report.tally == Tally(kept=1, moved=1, lost=1)
    assert [(one.outcome, one.text) for one in study.relocations.list()] == [
        (Outcome.MOVED, "Something new at my door every time"),
        (Outcome.LOST, ""),
    ]
    assert trouble(study) == {}


def test_respondents_who_are_missing_stay(study: Study) -> None:
    before = answers(study)
    report = update(study, "\n".join(SURVEY.splitlines()[:3]) + "\n")
    assert report.told == ("2 respondents not in the new table; kept.",)
    assert answers(study) == before
    assert values(study, "R4") == {"region": "South", "member": "no"}


def test_an_answer_left_empty_is_taken_out_and_a_filled_one_put_in(study: Study) -> None:
    two = "respondent,region,What do you wish for?,And what else do you wish for?\n"
    rows = [
        "R1,North,I wish for a fixed price I can rely on every month.,And for a good night's sleep at last.",
        "R2,South,,A dog that does not bark at the postman every day.",
        "R3,North,A plan that I can read before I sign anything at all.,",
        "R4,South,To stop and start again whenever it suits me and mine.,Nothing else that I would know of.",
    ]
    report = update(study, two + "\n".join(rows) + "\n")
    assert report.told == (
        "3 new answers of respondents who were there.",
        "1 answer left empty in the new table; taken out.",
    )
    assert [who for who, _ in answers(study)] == ["R1", "R1", "R2", "R3", "R4", "R4"]
    assert answers(study)[1][1] == "And for a good night's sleep at last."
    assert values(study, "R1")["visits"] == "1"


def test_a_column_that_is_missing_keeps_its_answers(study: Study) -> None:
    before = answers(study)
    table = "respondent,region,And what else do you wish for?\n" + "".join(
        f"R{n},North,Nothing else that comes to my mind number {n}.\n" for n in range(1, 6)
    )
    report = update(study, table)
    assert report.told == (
        "1 new respondent.",
        "4 new answers of respondents who were there.",
        "Questions that are not in the new table, whose answers are kept: 'What do you wish for?'.",
    )
    assert set(before) < set(answers(study))
    report = update(study, SURVEY + MORE)
    assert report.told[0] == "1 new answer of respondents who were there."


def test_closed_answers_fill_change_and_give_way_to_a_person(study: Study) -> None:
    person = study.participants.get
    study.participants.set_attribute(person("R1").id, "region", "East")
    study.participants.set_attribute(person("R3").id, "member", None)
    people = study.path.with_name("people.csv")
    people.write_text("name,visits\nR2,20\n")
    study.participants.import_file(people)
    report = update(
        study,
        SURVEY.replace("R4,South,,", "R4,West,4,").replace("R2,South,2", "R2,South,3"),
    )
    assert report.filled == 1
    assert report.values == (
        ChangedValue("R1", "region", "East", "North", applied=False),
        ChangedValue("R2", "visits", "20", "3", applied=False),
        ChangedValue("R3", "member", "", "yes", applied=False),
        ChangedValue("R4", "region", "South", "West", applied=True),
    )
    assert values(study, "R1")["region"] == "East"
    assert values(study, "R2")["visits"] == "20"
    assert "member" not in values(study, "R3")
    assert values(study, "R4") == {"region": "West", "visits": "4", "member": "no"}
    assert trouble(study) == {}


def test_what_a_person_took_back_is_no_decision(study: Study) -> None:
    study.participants.set_attribute(study.participants.get("R1").id, "region", "East")
    study.journal.undo()
    assert update(study, SURVEY.replace("R1,North", "R1,West")).values == (
        ChangedValue("R1", "region", "North", "West", applied=True),
    )


def test_respondents_keep_names_and_roles_that_people_gave(study: Study) -> None:
    study.participants.rename(study.participants.get("R1").id, "Uma")
    speakers = {one.label: one for one in study.sources.speakers(survey_id(study))}
    study.sources.set_speaker(speakers["R2"].id, Role.OTHER)
    update(study, SURVEY.replace("R1,North,1", "R1,North,8").replace("R2,South", "R2,West") + MORE)
    after = {one.label: one for one in study.sources.speakers(survey_id(study))}
    assert (after["R1"].participant, after["R2"].role) == ("Uma", Role.OTHER)
    assert values(study, "Uma")["visits"] == "8"
    assert "R2" not in {one.name for one in study.participants.list()}


# -- Without a column that names respondents -----------------------------------------------------------------


def test_equal_answers_tell_who_is_who(numbered: Study) -> None:
    header, *rows = NUMBERED.splitlines()
    before = answers(numbered)
    report = update(
        numbered, "\n".join([header, MORE.partition(",")[2].strip(), *rows[1:], rows[0]]) + "\n"
    )
    assert report.told == ("1 new respondent.",)
    assert answers(numbered)[:4] == before
    assert answers(numbered)[4][0] == "respondent 5"
    assert "survey · respondent 5" in {one.name for one in numbered.participants.list()}


def test_where_an_answer_changed_nobody_can_tell_who_it_is(numbered: Study) -> None:
    before = content(numbered.path)
    with pytest.raises(StudyError) as refused:
        update(numbered, NUMBERED.replace("each time", "every time") + MORE.partition(",")[2])
    assert "1 respondent of 'survey' is not in the table with the same answers" in str(
        refused.value
    )
    assert "--id-column" in str(refused.value)
    assert content(numbered.path) == before


def test_equal_answers_are_told_apart_by_closed_ones(bare: Study, tmp_path: Path) -> None:
    rows = [f"{place},{n},Nothing that comes to my mind now." for n, place in enumerate("NS", 1)]
    rows += [f"E,{n},Something else that I would like and that is number {n}." for n in range(3, 9)]
    table = "region,visits,What do you wish for?\n"
    (tmp_path / "survey.csv").write_text(table + "\n".join(rows) + "\n")
    take_in(bare, tmp_path / "survey.csv")
    report = update(
        bare, table + "\n".join([*reversed(rows), "W,7,A new one that is different."]) + "\n"
    )
    assert report.values == ()
    assert report.told == ("1 new respondent.",)


def test_a_column_that_names_respondents_later_names_those_who_were_there(numbered: Study) -> None:
    tag(numbered, "survey", "a fixed price", "Needs")
    report = update(numbered, SURVEY + MORE, id_column="respondent")
    assert report.tally == Tally(kept=1)
    assert [who for who, _ in answers(numbered)] == ["R1", "R2", "R3", "R4", "R5"]
    assert [one.name for one in numbered.participants.list()] == ["R1", "R2", "R3", "R4", "R5"]
    changed = update(numbered, SURVEY.replace("a fixed price", "a price") + MORE)
    assert changed.told == ("1 answer changed.",)
    assert trouble(numbered) == {}


# -- Import --------------------------------------------------------------------------------------------------


def test_an_import_with_update_needs_a_table_like_it(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "new" / "survey.csv"
    path.parent.mkdir()
    path.write_text(SURVEY + MORE)
    (revised,) = take_in(study, path, update=True).revised
    assert (revised.report.source, revised.report.told) == ("survey", ("1 new respondent.",))
    path.write_text(
        'id,"How was your day, and why?"\nA,Good since the sun was out\nB,Bad since it rained a lot\n'
    )
    (event,) = take_in(study, path, update=True).imported
    assert event.source == "survey (2)"
    assert any("does not look like another version" in warning for warning in event.warnings)
    assert trouble(study) == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t + MORE,
        lambda t: t.replace("each time", "every time"),
        lambda t: t.replace("R4,South,,", "R4,West,4,"),
        lambda t: "\n".join(t.splitlines()[:3]) + "\n",
        lambda t: t.replace(",member", ",member,Why is it so?").replace(",yes,", ",yes,It is so,"),
    ],
)
def test_a_dry_run_tells_the_same_and_undo_takes_all_of_it_back(
    study: Study, change: Callable[[str], str]
) -> None:
    tag(study, "survey", "Something new at the door each time", "Surprise")
    before = content(study.path)
    told = update(study, change(SURVEY), dry_run=True)
    assert content(study.path) == before
    assert update(study, change(SURVEY)) == told
    after = content(study.path)
    study.journal.undo()
    assert content(study.path) == before
    study.journal.redo()
    assert content(study.path) == after
    assert trouble(study) == {}


def test_many_rows_cost_what_they_are(bare: Study, tmp_path: Path) -> None:
    """Appending to a long survey writes what is new, and not all of it again."""
    header = "respondent,region,What do you wish for?\n"
    rows = [
        f"P{n},North,I wish for number {n} and for nothing else at all.\n" for n in range(3_000)
    ]
    path = tmp_path / "survey.csv"
    path.write_text(header + "".join(rows))
    take_in(bare, path)
    span = Span(0, 9)
    bare.codings.tag(survey_id(bare), span, [bare.codebook.get("Needs").id])
    before = bare.journal.history(1)[0].changes
    update(bare, header + "".join(rows) + "P9999,South,I wish for something new.\n")
    assert bare.journal.history(1)[0].changes < 10
    assert before
    assert trouble(bare) == {}
