"""Taguette's projects, whose positions are bytes of the text of HTML."""

import json

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.importers.html_words import HtmlWords

from .project_files import TAGUETTE, codings, database, memos, path_of, speakers, taken

HTML = (
    "<p>Dan: How do you <b>pay</b>?</p>\n<p>Ana: In\n  cash 🙂 &amp; coins, <em>é</em>.</p>\n"
    "<p>Dan: Why?</p><p>Ana: I fear the app.</p>"
)
COUNTED = "Dan: How do you pay?\nAna: In\n  cash 🙂 & coins, é.\nDan: Why?Ana: I fear the app."
"""The text of the HTML as Taguette counts it."""


def at(words: str, id: int, document: int = 1) -> dict[str, object]:
    before = COUNTED[: COUNTED.index(words)].encode()
    start, end = len(before), len(before) + len(words.encode())
    return {"id": id, "document_id": document, "start_offset": start, "end_offset": end}


def command(id: int, login: str, date: str, type: str = "highlight_add") -> dict[str, object]:
    payload = json.dumps({"type": type, "highlight_id": id})
    return {"project_id": 1, "user_login": login, "date": date, "payload": payload}


ROWS = {
    "projects": [{"id": 1, "name": "Paying", "description": "On paying."}],
    "project_members": [{"project_id": 1, "user_login": "ann"}, {"project_id": 1, "user_login": "bob"}],
    "documents": [
        {"id": 1, "project_id": 1, "name": "Ana.docx", "filename": "a.docx", "description": "Noisy.", "contents": HTML},
        {"id": 2, "project_id": 1, "name": "Empty", "contents": "<p> </p>"},
    ],
    "tags": [
        {"id": 1, "project_id": 1, "path": "Money.Cash", "description": "Coins."},
        {"id": 2, "project_id": 1, "path": "Money", "description": ""},
        {"id": 3, "project_id": 1, "path": "Trust.App vs. cash", "description": ""},
        {"id": 4, "project_id": 1, "path": "v1.2", "description": ""},
    ],
    "highlights": [
        at("cash 🙂 & coins", 1),
        at("fear the app", 2),
        at("é.\nDan: Why?Ana: I", 3),
        at("Dan", 4),
        {"id": 5, "document_id": 1, "start_offset": 9, "end_offset": 3},
    ],
    "highlight_tags": [
        {"highlight_id": 1, "tag_id": 1},
        {"highlight_id": 1, "tag_id": 2},
        {"highlight_id": 2, "tag_id": 3},
        {"highlight_id": 3, "tag_id": 4},
        {"highlight_id": 5, "tag_id": 4},
    ],
    "commands": [
        command(1, "ann", "2026-01-30 10:00:00.5"),
        command(2, "ann", "2026-01-31 10:00:00"),
        command(2, "bob", "2026-01-31 12:00:00"),
        command(2, "ann", "2026-01-31 13:00:00", "highlight_delete"),
        {"project_id": 1, "user_login": "ann", "payload": '{"type": "highlight_add"'},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def study():
    return taken("t.sqlite3", database(TAGUETTE, ROWS))


def test_bytes_become_the_words_that_they_are(study):
    assert codings(study) == {
        ("Ana", "cash 🙂 & coins", "Money > Cash"),
        ("Ana", "cash 🙂 & coins", "Money"),
        ("Ana", "fear the app", "Trust > App vs. cash"),
        ("Ana", "é.\nDan: Why?\nAna: I", "v1.2"),
    }


def test_a_dot_between_words_is_a_level_and_missing_levels_are_made(study):
    assert {path_of(study, one.guid): one.codable for one in study.codes} == {
        "Money": True,
        "Money > Cash": True,
        "Trust": False,
        "Trust > App vs. cash": True,
        "v1.2": True,
    }


def test_who_set_a_highlight_last_is_its_coder(study):
    names = {one.guid: one.name for one in study.coders}
    made = {
        study.sources[0].source.text[one.start : one.end]: (
            names.get(one.coder_guid or ""),
            one.created_at and one.created_at.day,
        )
        for one in study.codings
    }
    assert made["fear the app"] == ("bob", 31)
    assert made["cash 🙂 & coins"] == ("ann", 30)
    assert made["é.\nDan: Why?\nAna: I"] == (None, None)


def test_the_text_reads_as_lines_and_names_who_speaks(study):
    assert study.sources[0].source.text == (
        "Dan: How do you pay?\nAna: In cash 🙂 & coins, é.\nDan: Why?\nAna: I fear the app."
    )
    assert speakers(study) == {"Ana": [("Dan", "interviewer", None), ("Ana", "participant", "Ana")]}
    assert memos(study, MemoTarget.STUDY) == {"On paying."}
    assert memos(study, MemoTarget.SOURCE) == {"Noisy."}


def test_what_is_not_carried_is_told(study):
    assert set(study.not_carried) == {
        "Left out: 1 document without words.",
        "Left out: 1 highlight without a tag.",
        "Left out: 1 coding without a place.",
    }


def test_one_of_several_projects_is_chosen_by_name():
    rows = dict(ROWS)
    rows["projects"] = [*ROWS["projects"], {"id": 2, "name": "Other"}, {"id": 3, "name": "Paying"}]
    rows["documents"] = [
        *ROWS["documents"],
        {"id": 3, "project_id": 2, "name": "B", "contents": "<p>Ana: Hi.</p>"},
    ]
    data = database(TAGUETTE, rows)
    assert [one.source.name for one in taken("t.sqlite3", data, "other").sources] == ["B"]
    with pytest.raises(
        StudyError, match=r"3 projects.*'Paying', 'Other'.*project-import --project"
    ):
        taken("t.sqlite3", data)
    with pytest.raises(StudyError, match=r"no project 'Mine'.*'Other'"):
        taken("t.sqlite3", data, "Mine")
    with pytest.raises(StudyError, match="2 projects of the file are called 'Paying'"):
        taken("t.sqlite3", data, "Paying")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b<br><br>c<p>d</p><p>e</p>", "a\nb\n\nc\n\nd\n\ne"),
        ("<pre>\n x  y\n</pre><p>z", " x  y\n\nz"),
        ("<table><tr><td>a</td> <td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
        ("<style>p {}</style><!-- no --><p title='a>b'>1 < 2 &lt; 3</p>", "1 < 2 < 3"),
        ("<p>a\x1bb</p>", "a␛b"),
        ("<p", "<p"),
    ],
)
def test_html_is_read_as_people_read_it(html, text):
    assert HtmlWords(html).text == text


def test_a_control_character_counts_as_the_one_byte_that_it_was():
    words = HtmlWords("<p>a\x1b b c</p>")
    start, end = words.span(3, 4)
    assert words.text[start:end] == "b"
