import time

import pytest

from .reading import read, said


def test_front_matter_headings_and_marks():
    source = read(
        "talk.md",
        "---\ntitle: A talk\n---\n# A talk\n\n## Details\n\nInterviewer is Ines Vale.\n\n## Transcript\n\n"
        "Ines Vale  0:02  \nHow is [this](https://x.org)?\n\nTom Okoro  0:09  \nSo **very** _good_.\n\n"
        "## Part two\n\nInes Vale  0:20  \nWhy?\n",
    )
    assert said(source) == [
        ("Ines Vale", "How is this?"),
        ("Tom Okoro", "So very good."),
        ("Ines Vale", "Why?"),
    ]
    assert source.speakers[0].role == "interviewer"
    assert any("4 lines before the first speaker" in warning for warning in source.warnings)
    assert any("'Part two'" in warning for warning in source.warnings)


def test_a_heading_per_speaker():
    source = read("talk.md", "# Talk\n\n## Interviewer\n\nHow?\n\n## Anna Berg\n\nFine.\n\nMore.\n")
    assert said(source) == [("Interviewer", "How?"), ("Anna Berg", "Fine.\n\nMore.")]


def test_bold_speakers_with_and_without_colon_and_time():
    assert said(read("t.md", "**I:** How?\n\n**Ana**: Well.\n\n**I:** So?\n\n**Ana**: Yes.\n")) == [
        ("I", "How?"),
        ("Ana", "Well."),
        ("I", "So?"),
        ("Ana", "Yes."),
    ]
    assert said(read("t.md", "**Ana** How?\n\n**Ben** Well.\n\n**Ana** So.\n")) == [
        ("Ana", "How?"),
        ("Ben", "Well."),
        ("Ana", "So."),
    ]
    timed = read("t.md", "**Ana:** [00:00:02] How?\n\n**Ben:** [00:00:09] Well.\n")
    assert [passage.start_ms for passage in timed.passages] == [2_000, 9_000]


def test_an_essay_keeps_its_headings_as_passages():
    source = read("essay.md", "# On rain\n\nIt is **wet**, at snake_case_name and 2 * 3 * 4.\n")
    assert said(source) == [
        ("", "On rain"),
        ("", "It is wet, at snake_case_name and 2 * 3 * 4."),
    ]


def test_bold_names_make_text_markdown():
    assert read("talk.txt", "**Ana:** How?\n\n**Ben:** Well.\n").format == "markdown"


def test_comments_and_nested_marks():
    source = read("a.md", "Ana: one <!-- not\n\nthis --> ***two*** __three_four__ <!-- open\n")
    assert said(source) == [("Ana", "one  two three_four <!-- open")]


@pytest.mark.parametrize(
    "text",
    [
        "*" * 50_000,
        "**a " * 20_000,
        "<!--" * 50_000,
        "_a __" * 20_000,
        "<http://" * 50_000,
        "[a](b " * 20_000,
    ],
)
def test_hostile_marks_are_read_in_time(text):
    began = time.perf_counter()
    read("a.md", f"words {text}")
    assert time.perf_counter() - began < 2


def test_names_in_a_list_of_people_are_no_turns_where_turns_have_colons():
    source = read(
        "talk.md",
        "# Call\n\n## People\n\n- **Ines** (north) - asks\n- **Tom** - keeps the boats\n\n## Words\n\n"
        "**Ines:** Shall we?\n\n**Tom:** Yes.\n\n**Ines:** Now?\n\n**Tom:** In a while.\n",
    )
    assert said(source) == [
        ("Ines", "Shall we?"),
        ("Tom", "Yes."),
        ("Ines", "Now?"),
        ("Tom", "In a while."),
    ]


def test_headings_of_notes_are_no_speakers_though_they_repeat():
    parts = "## Quay\n\nInes: Yes.\n\nTom: No.\n\n### Conclusion/Resolution\n\n### Participants\n\n"
    found = {speaker for speaker, _ in said(read("talk.md", parts * 3))}
    assert found == {"Ines", "Tom"}


@pytest.mark.parametrize("time", ["", "[0:05] "])
def test_notes_below_headings_that_repeat_are_nobodys_words(time):
    part = f"## Quay\n\n{time}Ines: Dig it?\n\n{time}Tom: Yes.\n\n### Conclusion/Resolution\n\n- We dig.\n\n"
    source = read("talk.md", part * 3)
    assert said(source) == [("Ines", "Dig it?"), ("Tom", "Yes.")] * 3
    assert any("nobody said" in warning for warning in source.warnings)
    once = read("talk.md", f"{part}{time}Ines: Good.\n\n## Conclusion\n\nAnd that was it.\n")
    assert said(once)[-1] == ("Ines", "Good.\n\nAnd that was it.")


def test_headings_beside_two_for_roles_are_no_speakers():
    source = read(
        "talk.md",
        "## Interviewer\n\n- Ines\n\n## Interviewee\n\n- a skipper\n\n## Aims\n\nTo hear of boats.\n\n"
        "## Harbour\n\n**Question:** Where?\n**Answer:** In the north.\n\n"
        "**Question:** When?\n**Answer:** In May.\n",
    )
    assert {speaker for speaker, _ in said(source)}.isdisjoint({"Aims", "Harbour"})
