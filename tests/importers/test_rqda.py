"""RQDA's projects."""

from interviewcoder.domain.memo import MemoTarget

from .project_files import RQDA, TALK, codings, database, memos, speakers, taken

DATE = "Fri Dec  6 09:26:07 2019"


def span(words: str) -> dict[str, object]:
    start = TALK.index(words)
    return {"seltext": words, "selfirst": float(start), "selend": float(start + len(words))}


ROWS = {
    "project": [{"date": DATE, "memo": "On paying."}],
    "source": [
        {"id": 1, "name": "Ana.txt", "file": TALK, "owner": "rita", "date": DATE, "status": 1},
        {"id": 2, "name": "Gone.txt", "file": "Gone.", "status": 0},
    ],
    "freecode": [
        {"id": 1, "name": "Cash", "memo": "Coins.", "status": 1, "color": "red"},
        {"id": 2, "name": "Gone", "status": 0},
    ],
    "codecat": [
        {"catid": 1, "name": "Money", "status": 1},
        {"catid": 2, "name": "Things", "status": 1},
    ],
    "treecode": [{"cid": 1, "catid": 1, "status": 1}, {"cid": 1, "catid": 2, "status": 1}],
    "coding": [
        {"cid": 1, "fid": 1, "status": 1, "owner": "rita", "date": DATE, "memo": "So.", **span("cash 🙂, always")},
        {"cid": 1, "fid": 1, "status": 0, "owner": "rita", **span("Dan")},
        {"cid": 2, "fid": 1, "status": 1, "owner": "rita", **span("Dan")},
    ],
    "cases": [{"id": 1, "name": "Ana Vale", "status": 1}],
    "caselinkage": [{"caseid": 1, "fid": 1, "selfirst": 0.0, "selend": float(len(TALK)), "status": 1}],
    "attributes": [{"name": "Age", "class": "numeric", "status": 1}],
    "caseAttr": [
        {"variable": "Age", "value": "41", "caseID": 1, "status": 1},
        {"variable": "City", "value": "NA", "caseID": 1, "status": 1},
    ],
    "journal": [{"name": "Day one", "journal": "We began.", "status": 1}],
    "annotation": [{"fid": 1, "position": TALK.index("I fear"), "annotation": "Really?", "status": 1}],
}  # fmt: skip


def test_a_project_is_read_without_what_was_deleted():
    study = taken("box.rqda", database(RQDA, ROWS))
    assert codings(study) == {("Ana", "cash 🙂, always", "Money > Cash")}
    assert study.codings[0].created_at.isoformat() == "2019-12-06T09:26:07+00:00"
    assert {one.name: dict(one.values) for one in study.participants} == {"Ana Vale": {"Age": "41"}}
    assert speakers(study)["Ana"][1] == ("Ana", "participant", "Ana Vale")
    assert memos(study, MemoTarget.STUDY) == {"On paying.", "Day one\n\nWe began."}
    assert memos(study, MemoTarget.SOURCE) == {"“I fear the app.”\n\nReally?"}
    assert memos(study, MemoTarget.CODING) == {"So."}
    assert set(study.not_carried) == {
        "Left out: 1 place of codes in other categories.",
        "Left out: 1 coding without a code, a text or a place.",
    }
