import csv
import io

import pytest

from interviewcoder.domain.errors import StudyError

from .reading import read, said

LONG = [
    "I need far more time for it",
    "Better search over all of my files",
    "It should not cost me so much",
    "Somebody who shows me how it works",
]


def table(header, rows, delimiter=",") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def attributes(source, label):
    return dict(next(s.attributes for s in source.speakers if s.label == label))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_are_told_apart(delimiter):
    rows = [
        ["R1", "North", "3", "yes", LONG[0]],
        ["R2", "South", "12", "no", LONG[1]],
        ["R3", "North", "", "yes", ""],
        ["R4", "South", "4,5", "no", LONG[2] + ",\nreally; so | there"],
    ]
    source = read(
        "s.csv", table(["id", "region", "visits", "member", "What now?"], rows, delimiter)
    )
    assert source.kind == "survey"
    assert source.questions == ("What now?",)
    assert [who for who, _ in said(source)] == ["R1", "R2", "R4"]
    assert [speaker.label for speaker in source.speakers] == ["R1", "R2", "R3", "R4"]
    assert attributes(source, "R4") == {"region": "South", "visits": "4.5", "member": "no"}
    assert attributes(source, "R3") == {"region": "North", "member": "yes"}
    assert {a.name: a.type.value for a in source.attributes} == {
        "region": "choice",
        "visits": "number",
        "member": "yes/no",
    }
    assert all(speaker.participant == speaker.label for speaker in source.speakers)


def test_passages_know_their_question_and_stand_by_respondent():
    rows = [["a1", LONG[0], LONG[1]], ["a2", "", LONG[2]], ["a3", LONG[3], ""]]
    source = read("s.csv", table(["respondent", "Why so?", "What else?"], rows))
    assert [(p.speaker, p.question) for p in source.passages] == [
        ("a1", 0),
        ("a1", 1),
        ("a2", 1),
        ("a3", 0),
    ]


def test_respondents_without_an_id_are_numbered():
    source = read("s.csv", table(["region", "comment"], [["N", LONG[0]], ["S", LONG[1]]]))
    assert [speaker.label for speaker in source.speakers] == ["respondent 1", "respondent 2"]
    # Another survey's first respondent is somebody else.
    assert [s.participant for s in source.speakers] == ["s · respondent 1", "s · respondent 2"]


@pytest.mark.parametrize(
    ("header", "command"),
    [
        (["source", "quote", "code", "coder"], "codings-import"),
        (["Source", "Start", "End", "Text", "Code"], "codings-import"),
        (["name", "kind", "parent", "colour", "definition"], "codebook-import"),
    ],
)
def test_own_tables_are_no_surveys(header: list[str], command: str):
    with pytest.raises(StudyError, match="not a survey") as refused:
        read("s.csv", table(header, [LONG[: len(header)]] * 4))
    assert command in refused.value.remedy


def test_private_columns_are_left_out_and_named():
    rows = [[f"a{n}@x.org", f"10.0.0.{n}", "N", LONG[n]] for n in range(4)]
    source = read("s.csv", table(["Contact", "IP Address", "region", "comment"], rows))
    assert [a.name for a in source.attributes] == ["region"]
    assert "'Contact', 'IP Address'" in source.warnings[0]
    assert "x.org" not in repr(source)
    kept = read(
        "s.csv", table(["Contact", "ip", "region", "comment"], rows), attribute_columns=("contact",)
    )
    assert [a.name for a in kept.attributes] == ["Contact", "region"]


def test_the_user_overrides_the_guess():
    rows = [["k1", "N", "ok", LONG[0]], ["k2", "S", "bad", LONG[1]]]
    text = table(["key", "region", "mood", "why"], rows)
    source = read("s.csv", text, text_columns=("Mood",), id_column="region")
    assert source.questions == ("mood",)
    assert [speaker.label for speaker in source.speakers] == ["N", "S"]
    assert {a.name for a in source.attributes} == {"key", "why"}
    with pytest.raises(StudyError, match="no column 'mud'"):
        read("s.csv", text, text_columns=("mud",))


def test_repeated_headers_stay_apart():
    source = read(
        "s.csv", table(["id", "Why?", "Why?", ""], [["1", *LONG[:2], "x"], ["2", *LONG[2:], "x"]])
    )
    assert source.questions == ("Why?", "Why? (2)")
    assert [a.name for a in source.attributes] == ["column 4"]


def test_rows_of_one_respondent_are_put_together():
    rows = [["p1", "N", LONG[0]], ["P1", "", LONG[1]], ["p2", "S", LONG[2]]]
    source = read("s.csv", table(["participant", "region", "comment"], rows))
    assert [speaker.label for speaker in source.speakers] == ["p1", "p2"]
    assert attributes(source, "p1") == {"region": "N"}
    assert any("1 rows belong" in warning for warning in source.warnings)


def test_short_rows_are_filled_and_wide_ones_are_errors():
    source = read("s.csv", f"id,comment,region\n1,{LONG[0]}\n2,{LONG[1]},S,,\n3,{LONG[2]},N\n")
    assert len(source.speakers) == 3
    assert "1 row has fewer cells" in source.warnings[0]
    with pytest.raises(StudyError, match="Row 3 has 3 cells"):
        read("s.csv", f"id,comment\n1,{LONG[0]}\n2,so,well\n")


def test_a_table_without_open_answers_says_what_to_do():
    with pytest.raises(StudyError) as caught:
        read("s.csv", "id,region\n1,N\n2,S\n3,N\n4,S\n")
    assert "participants-import" in caught.value.remedy
    assert "--text-column" in caught.value.remedy
    for text in ("id,comment\n", "id,comment\n1,\n2,\n"):
        with pytest.raises(StudyError):
            read("s.csv", text)


def test_apostrophes_before_formulas_are_taken_off():
    source = read("s.csv", f"id,comment\n1,'=1+1 is all I have to say\n2,{LONG[0]}\n")
    assert said(source)[0][1].startswith("=1+1")


def test_byte_order_marks_within_cells():
    source = read("s.csv", f"\ufeffid,\ufeffcomment\n1,\ufeff{LONG[0]}\n2,{LONG[1]}\n")
    assert source.questions == ("comment",)
    assert said(source)[0] == ("1", LONG[0])


def test_qualtrics_with_three_header_rows():
    text = table(
        ["Status", "ResponseId", "IPAddress", "Q1", "Q2"],
        [
            ["Antworttyp", "Antwort-ID", "IP-Adresse", "How often?", "What hinders you?"],
            ['{"ImportId":"status"}', '{"ImportId":"_recordId"}', '{"ImportId":"ip"}', "", ""],
            ["0", "R_1", "10.0.0.1", "Daily", LONG[0]],
            ["1", "R_2", "10.0.0.2", "Daily", LONG[1]],
            ["0", "R_3", "10.0.0.3", "Weekly", LONG[2]],
        ],
    )
    source = read("q.csv", text)
    assert source.questions == ("What hinders you?",)
    assert [speaker.label for speaker in source.speakers] == ["R_1", "R_3"]
    assert any("1 row was left out: previews" in warning for warning in source.warnings)
    assert read("q.csv", text, text_columns=("Q1",)).questions == ("How often?",)


def test_surveymonkey_with_two_header_rows():
    text = table(
        ["Respondent ID", "Which ones?", "", "Any more to say?"],
        [
            ["", "Red", "Other (please specify)", "Open-Ended Response"],
            ["901", "Red", "", LONG[0]],
            ["902", "", "mauve", LONG[1]],
            ["903", "Red", "", LONG[2]],
        ],
    )
    source = read("m.csv", text)
    assert source.questions == ("Which ones? – Other (please specify)", "Any more to say?")
    assert {a.name for a in source.attributes} == {"Which ones?"}
    assert attributes(source, "901") == {"Which ones?": "Red"}
    assert [speaker.label for speaker in source.speakers] == ["901", "902", "903"]


def test_a_summary_is_refused():
    with pytest.raises(StudyError, match="summary"):
        read(
            "m.csv",
            "A survey\n\nQ1. Which?\nAnswer Choices,Response Percent,Responses\nRed,50%,2\n",
        )


def test_a_row_an_answer():
    rows = [["a", "Why?", LONG[0]], ["a", "How?", LONG[1]], ["b", "Why?", LONG[2]]]
    source = read("l.csv", table(["respondent", "question", "answer"], rows))
    assert source.questions == ("Why?", "How?")
    assert [(p.speaker, p.question) for p in source.passages] == [("a", 0), ("a", 1), ("b", 0)]


def test_a_transcript_in_a_table_is_no_survey():
    text = (
        'timestamp,speaker,words,tags\n[00:00:02],IV,Shall we?,\n[00:00:09],TO,"Yes, let us.",x\n'
    )
    source = read("o.csv", text)
    assert source.kind == "transcript"
    assert said(source) == [("IV", "Shall we?"), ("TO", "Yes, let us.")]
    assert [p.start_ms for p in source.passages] == [2_000, 9_000]


def test_a_table_in_a_text_file():
    rows = [["1", "N", LONG[0]], ["2", "S", LONG[1]], ["3", "N", LONG[2]], ["4", "S", LONG[3]]]
    assert read("s.txt", table(["id", "region", "comment"], rows, "\t")).kind == "survey"
