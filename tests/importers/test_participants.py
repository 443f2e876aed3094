import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.importers.participants import read_participants


def test_attributes_by_name():
    found = read_participants(
        "p.csv",
        b"plan;Participant;visits;since\nfree;Ana Ruiz;12;2026-01-31\npaid;Ben;;\nfree;;1;\n",
    )
    assert {a.name: a.type.value for a in found.attributes} == {
        "plan": "choice",
        "visits": "number",
        "since": "date",
    }
    assert found.rows == (
        ("Ana Ruiz", (("plan", "free"), ("visits", "12"), ("since", "2026-01-31"))),
        ("Ben", (("plan", "paid"),)),
    )
    assert "Row 4 names nobody" in found.warnings[0]


def test_the_first_column_is_the_name_where_none_is_headed_so():
    assert read_participants("p.csv", b"who,age\nAna,30\n").rows == (("Ana", (("age", "30"),)),)


def test_name_comes_before_id():
    assert read_participants("p.csv", b"id,name,age\n1,Ana,30\n").rows[0][0] == "Ana"


@pytest.mark.parametrize(
    "data", [b"", b"name\nAna\n", b"name,age\n", b"name,age\nAna,\n", b"%PDF-1.7", b"{}"]
)
def test_what_is_no_table_of_participants(data):
    with pytest.raises(StudyError) as caught:
        read_participants("p.csv", data)
    assert caught.value.remedy


def test_legacy_encodings():
    found = read_participants("p.csv", "name,city\nZoë,Köln\n".encode("cp1252"))
    assert found.rows == (("Zoë", (("city", "Köln"),)),)
    assert "cp1252" in found.warnings[0]
