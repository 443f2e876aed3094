"""What an entry of the history did, in words, and of which sources it was."""

import random
import shutil
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Polarity
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.journal import RowChange
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.study import Study

from .samples import tag
from .test_undo_any_order import ACTS


def newest(study: Study) -> tuple[RowChange, ...]:
    return study.journal.details(study.journal.history(1)[0].id).changes


def test_a_tag_its_code_and_what_was_said_of_it(study: Study) -> None:
    (made,) = tag(study, "ana", "has a cat", "Order")
    (told,) = newest(study)
    assert (told.thing, told.name, told.done, told.before) == ("tag", "has a cat", "added", {})
    assert told.after["code"] == "Order"
    assert told.after["source"] == "ana"
    study.codings.judge([made.id], polarity=Polarity.AGAINST, weight=70)
    (told,) = newest(study)
    assert told.done == "changed"
    assert told.before == {"speaks": "neutral", "weight": ""}
    assert told.after == {"speaks": "against", "weight": "70"}
    study.codings.recode([made.id], study.codebook.get("Freedom").id)
    (told,) = newest(study)
    assert (told.before, told.after) == ({"code": "Order"}, {"code": "Freedom"})
    study.codings.respan([made.id], study.codings.locate(made.source_id, "a cat"))
    (told,) = newest(study)
    assert (told.before["words"], told.after["words"]) == ("has a cat", "a cat")
    assert "place" in told.after
    study.codings.untag([made.id])
    (told,) = newest(study)
    assert (told.done, told.before["code"], told.after) == ("removed", "Freedom", {})
    study.journal.undo()
    (told,) = newest(study)
    assert (told.done, told.before, told.after["weight"]) == ("added", {}, "70")


def test_codes_notes_and_places_in_the_tree(study: Study) -> None:
    code = study.codebook.add(CodeDraft("Pets", Kind.PAIN, "Needs", definition="Animals"))
    (told,) = newest(study)
    assert told.after["under"] == "Needs"
    assert told.after["definition"] == "Animals"
    study.codebook.move(code.id, None)
    (told,) = newest(study)
    assert (told.before, told.after) == ({"under": "Needs"}, {"under": ""})
    study.memos.write(MemoTarget.CODE, code.guid, "Look again")
    (told,) = newest(study)
    assert (told.thing, told.name) == ("memo", "Look again")
    study.codebook.remove(code.id)
    removed = {one.thing: one for one in newest(study)}
    assert removed["code"].name == "Pets"
    assert removed["memo"].before["text"] == "Look again"
    study.participants.set_attribute(study.participants.list()[0].id, "mood", "good")
    names = {one.thing: one for one in newest(study)}
    assert names["value"].after["attribute"] == "mood"


def test_many_rows_are_counted(study: Study) -> None:
    first = study.journal.history()[-1]
    imported = next(entry for entry in study.journal.history() if entry.verb == "import")
    details = study.journal.details(imported.id, most=3)
    assert len(details.changes) == 3
    assert details.others["passage"] > 10
    assert details.others["speaker"] > 3
    with pytest.raises(StudyError, match="no change"):
        study.journal.details(99_999)
    assert study.journal.details(first.id)


def test_of_which_sources_it_was(study: Study) -> None:
    tag(study, "ana", "has a cat", "Order")
    tagged = study.journal.history(1)[0]
    study.codebook.add(CodeDraft("Pets"))
    added = study.journal.history(1)[0]
    study.journal.undo_to(tagged.id - 1)
    entries = study.journal.history()
    found = study.journal.sources_of(entries)
    assert found[tagged.id] == ("ana",)
    assert added.id not in found
    assert [found.get(entry.id) for entry in entries[:2]] == [("ana",), None]
    imported = next(entry for entry in entries if entry.verb == "import")
    assert {"ana", "ben", "survey"} <= set(found[imported.id])


def test_whatever_was_done_can_be_told(filled_file: Path, tmp_path: Path) -> None:
    chance = random.Random(3)
    with Study.open(shutil.copy(filled_file, tmp_path / "all.study"), coder="Maya") as study:
        for name in sorted(ACTS) * 2:
            numbers = (chance.randrange(400), chance.randrange(400), chance.randrange(400))
            try:
                ACTS[name](study, numbers)
            except StudyError:
                continue
        for entry in study.journal.history():
            details = study.journal.details(entry.id)
            assert details.changes or details.others
            for change in details.changes:
                assert change.before or change.after
