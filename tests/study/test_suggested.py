"""Tags that were suggested and accepted, and suggestions that were rejected."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Coding, Origin, Span, Suggested
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.rejection import fingerprint
from interviewcoder.study import Study

from .samples import FIRST, content

BY = Suggested("lexical 1", 0.83)


def accept(study: Study, person: str = "ana") -> Coding:
    source = study.sources.get(person)
    span = study.codings.locate(source.id, FIRST["Ana"][:20])
    code = study.codebook.get("Freedom")
    (made,) = study.codings.tag(source.id, span, [code.id], suggested=BY)
    return made


def words_in(written: Path) -> str:
    """All text of a file; of a Word document that of its parts, without their order."""
    if written.suffix != ".docx":
        return written.read_text("utf-8")
    with zipfile.ZipFile(written) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist() if "xml" in name)


def test_an_accepted_suggestion_says_so_wherever_it_goes(study: Study, tmp_path: Path) -> None:
    made = accept(study)
    assert (made.origin, made.suggested) == (Origin.SUGGESTION, BY)
    assert [one.guid for one in study.codings.where("origin:suggested")] == [made.guid]
    assert made.guid not in {one.guid for one in study.codings.where("origin:hand")}
    study.codings.export_file(tmp_path / "codings.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "codings.csv").read_text("utf-8-sig"))))
    (row,) = (row for row in rows if row["guid"] == made.guid)
    assert (row["origin"], row["model"], row["score"]) == ("suggestion", "lexical 1", "0.83")
    assert all(not row["model"] for row in rows if row["guid"] != made.guid)
    study.codings.export_file(tmp_path / "codings.md")
    page = (tmp_path / "codings.md").read_text("utf-8")
    assert page.count("suggestion: lexical 1, 0.83") == 1
    for suffix in ("html", "md", "docx"):
        (written,) = study.sources.export(tmp_path / f"ana.{suffix}", sources=[made.source])
        assert words_in(written).count("suggestion: lexical 1, 0.83") == 1, suffix
    study.codings.untag([made.id])
    study.codings.import_file(tmp_path / "codings.csv")
    (again,) = study.codings.where("origin:suggestion")
    assert again.suggested == BY
    # Projects tell it in percent.
    study.codings.untag([again.id])
    words = (tmp_path / "codings.csv").read_text("utf-8-sig")
    (tmp_path / "codings.csv").write_text(words.replace("0.83", "0.8349"))
    study.codings.import_file(tmp_path / "codings.csv")
    (again,) = study.codings.where("origin:suggestion")
    assert again.suggested == BY


def test_accepted_in_two_windows_at_once_it_is_there_once_for_each_coder(study: Study) -> None:
    made = accept(study)
    with Study.open(study.path, coder="maya") as same, Study.open(study.path, coder="Noor") as noor:
        for window in (same, noor, noor):
            code = window.codebook.get("Freedom").id
            span = Span(made.start, made.end)
            window.codings.tag(made.source_id, span, [code], suggested=BY)
    found = study.codings.where("origin:suggestion")
    assert sorted(one.coder for one in found) == ["Maya", "Noor"]
    assert {one.suggested for one in found} == {BY}


def test_what_was_rejected_stays_so_in_a_corrected_text(study: Study, tmp_path: Path) -> None:
    reject(study, "Freedom")
    before = study.rejections.list()
    source = study.sources.get("ana")
    corrected = tmp_path / "ana.txt"
    turns = [f"{one.speaker}: {one.text}" for one in study.sources.read(source.id).passages]
    corrected.write_text("Interviewer: Before all of it.\n\n" + "\n\n".join(turns))
    study.sources.revise(source.id, corrected)
    assert study.rejections.list() == before
    assert not reject(study, "Freedom")
    study.journal.undo()
    assert study.rejections.list() == before


def test_it_stays_suggested_in_a_corrected_text(study: Study, tmp_path: Path) -> None:
    made = accept(study)
    words = study.sources.read(made.source_id)
    corrected = tmp_path / "ana.txt"
    turns = [f"{one.speaker}: {one.text}" for one in words.passages]
    corrected.write_text("Interviewer: Before all of it.\n\n" + "\n\n".join(turns))
    study.sources.revise(made.source_id, corrected)
    (moved,) = study.codings.where("origin:suggestion")
    assert (moved.guid, moved.text, moved.suggested) == (made.guid, made.text, BY)
    assert moved.start > made.start


@pytest.mark.parametrize(
    ("model", "score"),
    [("m", ""), ("", "0.5"), ("m", "1.2"), ("m", "-1"), ("m", "nan"), ("m", "x")],
)
def test_a_model_without_a_score_is_refused(
    study: Study, tmp_path: Path, model: str, score: str
) -> None:
    table = tmp_path / "codings.csv"
    table.write_text(
        f"source,quote,code,model,score\nana,{FIRST['Ana'][:20]},Freedom,{model},{score}\n"
    )
    with pytest.raises(StudyError, match="is no score of a model"):
        study.codings.import_file(table)


def reject(study: Study, code: str, words: str = FIRST["Ana"][:20]) -> bool:
    source = study.sources.get("ana")
    span = study.codings.locate(source.id, words)
    return study.rejections.reject(source.id, span, study.codebook.get(code).id, BY)


def test_a_rejection_is_kept_once_without_a_word_and_undone(study: Study) -> None:
    before = content(study.path)
    assert reject(study, "Freedom")
    (one,) = study.rejections.list()
    assert one.fingerprint == fingerprint("  " + FIRST["Ana"][:20].replace(" ", "\n"))
    assert not reject(study, "Freedom")
    assert len(study.rejections.list()) == 1
    study.journal.undo()
    assert {name: rows for name, rows in content(study.path).items() if name != "coder"} == {
        name: rows for name, rows in before.items() if name != "coder"
    }


def test_a_span_out_of_the_text_is_refused(study: Study) -> None:
    source = study.sources.get("ana")
    with pytest.raises(StudyError):
        study.rejections.reject(
            source.id, Span(0, source.characters + 1), study.codebook.list()[0].id, BY
        )
    assert study.rejections.list() == []


def test_rejections_go_where_their_code_goes(study: Study) -> None:
    reject(study, "Freedom")
    reject(study, "Freedom", SECOND_WORDS)
    reject(study, "Order", SECOND_WORDS)
    order = study.codebook.get("Order")
    study.codebook.merge(study.codebook.get("Freedom").id, order.id)
    assert [one.code_id for one in study.rejections.list()] == [order.id, order.id]
    study.codebook.remove(order.id)
    assert study.rejections.list() == []
    study.journal.undo()
    study.journal.undo()
    assert len(study.rejections.list()) == 3
    study.sources.remove(study.sources.get("ana").id)
    assert study.rejections.list() == []


SECOND_WORDS = "And why is that?"


def test_what_stays_behind_in_a_project_is_told(study: Study) -> None:
    reject(study, "Freedom")
    study.queries.save("Prices", "price")
    told = study.exchange.project().not_carried
    assert "1 saved query stays behind." in told
    assert "1 rejected suggestion stays behind." in told
    study.codebook.add(CodeDraft("More"))
