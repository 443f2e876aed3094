"""QualCoder's projects, from its oldest databases to its newest."""

import io
import zipfile

import pytest

from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.participant import AttributeType

from .project_files import (
    NOON,
    OLDEST_QUALCODER,
    QUALCODER,
    TALK,
    codings,
    database,
    memos,
    speakers,
    taken,
)


def utf16(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a text as Qt counts it."""
    start = text.index(words)
    before = len(text[:start].encode("utf-16-le")) // 2
    return before, before + len(words.encode("utf-16-le")) // 2


def coded(words: str, cid: int, **more: object) -> dict[str, object]:
    start, end = utf16(TALK, words)
    row = {"cid": cid, "fid": 1, "seltext": words, "pos0": start, "pos1": end, "owner": "Nils"}
    return row | {"date": NOON, "memo": ""} | more


ROWS = {
    "project": [{"date": NOON, "memo": "On paying.", "about": "QualCoder 3.8"}],
    "source": [
        {"id": 1, "name": "Ana.txt", "fulltext": TALK, "memo": "Noisy.", "owner": "Nils", "date": NOON},
        {"id": 2, "name": "shop.jpg", "mediapath": "/images/shop.jpg"},
        {"id": 3, "name": "flyer.pdf", "mediapath": "/docs/flyer.pdf", "fulltext": "Pay with the app."},
    ],
    "code_cat": [
        {"catid": 1, "name": "Money"},
        {"catid": 2, "name": "Needs", "supercatid": 1, "memo": "What is wanted."},
    ],
    "code_name": [
        {"cid": 1, "name": "Cash", "catid": 2, "color": "#AABBCC", "memo": "Coins."},
        {"cid": 2, "name": "Coins", "catid": None, "supercid": 1},
        {"cid": 3, "name": "Fear", "catid": None},
    ],
    "code_text": [
        coded("In cash 🙂, always.", 1, important=1, memo="She laughs."),
        coded("I fear the app.", 3, owner="Mia"),
        coded("cash", 2),
        {"cid": 1, "fid": 2, "pos0": 0, "pos1": 4},
        {"cid": 9, "fid": 1, "pos0": 0, "pos1": 4},
    ],
    "annotation": [
        dict(zip(("pos0", "pos1"), utf16(TALK, "the app"), strict=True))
        | {"fid": 1, "memo": "Which one?", "owner": "Mia"},
    ],
    "cases": [{"caseid": 1, "name": "Ana Vale", "memo": "Met twice."}, {"caseid": 2, "name": "Ben"}],
    "case_text": [{"caseid": 1, "fid": 1, "pos0": 0, "pos1": len(TALK)}],
    "attribute_type": [
        {"name": "Age", "caseOrFile": "case", "valuetype": "numeric"},
        {"name": "City", "caseOrFile": "file", "valuetype": "character"},
    ],
    "attribute": [
        {"name": "Age", "attr_type": "case", "value": "41", "id": 1},
        {"name": "Age", "attr_type": "case", "value": "", "id": 2},
        {"name": "City", "attr_type": "file", "value": "Riga", "id": 1},
        {"name": "Mood", "attr_type": "journal", "value": "good", "id": 1},
    ],
    "journal": [{"name": "Day one", "jentry": "We began.", "owner": "Nils", "date": NOON}],
    "code_image": [{"imid": 1, "id": 2, "cid": 1}],
    "code_av": [{"avid": 1, "id": 4, "cid": 1}],
    "graph": [{"grid": 1, "name": "All"}],
    "ris": [{"risid": 1, "tag": "TI", "value": "A book"}, {"risid": 1, "tag": "AU", "value": "Who"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def data() -> bytes:
    return database(QUALCODER, ROWS)


@pytest.fixture(scope="module")
def study(data):
    return taken("box.qda", data)


def test_codings_stand_on_their_words_whatever_counts_as_two(study):
    assert codings(study) == {
        ("Ana", "In cash 🙂, always.", "Money > Needs > Cash"),
        ("Ana", "I fear the app.", "Fear"),
        ("Ana", "cash", "Money > Needs > Cash > Coins"),
    }
    names = {one.guid: one.name for one in study.coders}
    assert {names[one.coder_guid] for one in study.codings} == {"Nils", "Mia"}
    assert {one.created_at.isoformat() for one in study.codings} == {"2026-01-31T12:00:00+00:00"}


def test_categories_hold_codes_and_are_on_no_excerpt(study):
    found = {one.name: one for one in study.codes}
    assert [name for name, one in found.items() if not one.codable] == ["Money", "Needs"]
    assert found["Needs"].kind is Kind.NEED
    assert found["Needs"].definition == "What is wanted."
    assert (found["Cash"].colour, found["Cash"].definition) == ("#aabbcc", "Coins.")


def test_cases_are_people_with_their_values_and_those_of_their_files(study):
    assert {one.name: dict(one.values) for one in study.participants} == {
        "Ana Vale": {"Age": "41", "City": "Riga"},
        "Ben": {},
        "flyer": {},
    }
    assert (study.attributes[0].name, study.attributes[0].type) == ("Age", AttributeType.NUMBER)
    assert speakers(study)["Ana"] == [
        ("Dan", "interviewer", None),
        ("Ana", "participant", "Ana Vale"),
    ]


def test_what_people_wrote_is_kept_where_it_belongs(study):
    assert memos(study, MemoTarget.STUDY) == {"On paying.", "Day one\n\nWe began."}
    assert memos(study, MemoTarget.SOURCE) == {"Noisy.", "“the app”\n\nWhich one?"}
    assert memos(study, MemoTarget.PARTICIPANT) == {"Met twice."}
    assert memos(study, MemoTarget.CODING) == {"She laughs.", "Important."}


def test_what_is_not_carried_is_told_with_its_count(study):
    assert set(study.not_carried) == {
        "Left out: 1 picture without words in the project.",
        "Left out: 1 coding of files without words.",
        "Left out: 1 coding without a code or a place.",
        "Left out: 1 value of attributes of journals and of files without words.",
        "Left out: 1 coding on pictures and pages.",
        "Left out: 1 coding on recordings.",
        "Left out: 1 graph of things and how they relate.",
        "Left out: 1 reference to publications.",
    }


def test_the_text_of_a_pdf_is_a_source(study):
    assert [one.source.text for one in study.sources if one.source.name == "flyer"] == [
        "Pay with the app."
    ]


def test_a_zip_of_the_folder_is_the_project(data, study):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("__MACOSX/box.qda/data.qda", b"no")
        archive.writestr("box.qda/documents/Ana.txt", TALK)
        archive.writestr("box.qda/data.qda", data)
        archive.writestr("box.qda/backup/old.qda/data.qda", b"old")
    found = taken("box.zip", buffer.getvalue())
    assert found == study
    assert found.name == "box"


def test_the_oldest_database_is_read():
    data = database(
        OLDEST_QUALCODER,
        {
            "source": ROWS["source"][:1],
            "code_name": [{"cid": 1, "name": "Fear"}],
            "code_text": [coded("I fear the app.", 1)],
        },
    )
    assert codings(taken("data.qda", data)) == {("Ana", "I fear the app.", "Fear")}


def test_positions_by_code_points_and_by_qt_may_stand_beside_one_another():
    by_hand = coded("I fear", 1)
    start = TALK.index("the app")
    by_itself = coded("the app", 1) | {"pos0": start, "pos1": start + len("the app")}
    beside = coded("always", 1) | {"pos0": 0, "pos1": 6}
    data = database(
        QUALCODER,
        {
            "source": ROWS["source"][:1],
            "code_name": [{"cid": 1, "name": "Fear"}],
            "code_text": [by_hand, by_itself, coded("cash", 1), beside],
        },
    )
    found = taken("data.qda", data)
    assert {words for _, words, _ in codings(found)} == {"I fear", "the app", "cash", "Dan: H"}
    assert found.told == ("1 coding of 'Ana.txt': the words there are not those that were quoted.",)


def test_a_case_with_a_part_of_a_text_has_those_words():
    text = "A first answer.\n\nA second answer."
    end = text.index("\n")
    rows = {
        "source": [{"id": 1, "name": "All.txt", "fulltext": text}],
        "cases": [{"caseid": 1, "name": "Ana"}, {"caseid": 2, "name": "Ben"}],
        "case_text": [
            {"caseid": 1, "fid": 1, "pos0": 0, "pos1": end},
            {"caseid": 2, "fid": 1, "pos0": end + 2, "pos1": len(text), "memo": "Shy."},
        ],
        "code_name": [{"cid": 1, "name": "Fear"}],
    }
    study = taken("box.qda", database(QUALCODER, rows))
    source = study.sources[0].source
    assert [(one.speaker, source.text[one.start : one.end]) for one in source.passages] == [
        ("Ana", "A first answer."),
        ("Ben", "A second answer."),
    ]
    assert memos(study, MemoTarget.SOURCE) == {"“A second answer.”\n\nBen: Shy."}


def test_codings_that_only_tell_who_speaks_are_speakers():
    text = "how do you pay\nin cash\n"
    speaker = "📌 Speaker coding"
    rows = {
        "source": [{"id": 1, "name": "Talk.txt", "fulltext": text}],
        "code_cat": [{"catid": 1, "name": "📌 Speakers"}],
        "code_name": [
            {"cid": 1, "name": "Interviewer", "catid": 1},
            {"cid": 2, "name": "Ana", "catid": 1},
            {"cid": 3, "name": "Cash"},
        ],
        "code_text": [
            {"cid": 1, "fid": 1, "seltext": "how do you pay", "pos0": 0, "pos1": 14, "owner": speaker},
            {"cid": 2, "fid": 1, "seltext": "in cash", "pos0": 15, "pos1": 22, "owner": speaker},
            {"cid": 3, "fid": 1, "seltext": "cash", "pos0": 18, "pos1": 22, "owner": "Nils"},
        ],
    }  # fmt: skip
    study = taken("box.qda", database(QUALCODER, rows))
    assert speakers(study) == {
        "Talk": [("Interviewer", "interviewer", None), ("Ana", "participant", "Ana")]
    }
    assert [one.name for one in study.codes] == ["Cash"]
    assert codings(study) == {("Talk", "cash", "Cash")}


def test_marks_of_who_speaks_in_a_small_part_do_not_count():
    text = "Dan: How do you pay?\nAna: In cash, always and everywhere.\n"
    mark = {
        "cid": 1,
        "fid": 1,
        "seltext": "Dan",
        "pos0": 0,
        "pos1": 3,
        "owner": "📌 Speaker coding",
    }
    rows = {
        "source": [{"id": 1, "name": "Ana.txt", "fulltext": text}],
        "code_name": [{"cid": 1, "name": "Daniel"}],
        "code_text": [mark],
    }
    study = taken("box.qda", database(QUALCODER, rows))
    assert [label for label, _, _ in speakers(study)["Ana"]] == ["Dan", "Ana"]
    assert study.not_carried == ("Left out: 1 mark of who speaks in a part of a text.",)


def test_names_that_cannot_stay_are_told_apart():
    rows = {
        "source": [{"id": 1, "name": "Talk.txt", "fulltext": "Ana: Yes."}],
        "cases": [
            {"caseid": 1, "name": "ana"},
            {"caseid": 2, "name": "Ana"},
            {"caseid": 3, "name": "x" * 500},
        ],
        "attribute_type": [{"name": "y" * 500, "valuetype": "numeric"}],
        "attribute": [
            {"name": "y" * 500, "attr_type": "case", "value": "many", "id": 2},
            {"name": "Age", "attr_type": "case", "value": "30", "id": 1},
        ],
        "case_text": [{"caseid": 3, "fid": 1, "pos0": 0, "pos1": 9}],
    }
    study = taken("box.qda", database(QUALCODER, rows))
    assert {one.name: dict(one.values) for one in study.participants} == {
        "ana": {"Age": "30"},
        "Ana (2)": {"y" * 200: "many"},
        "x" * 200: {},
    }
    assert any("'Ana (2)'" in sentence for sentence in study.told)
