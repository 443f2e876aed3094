"""The pages say what the personas are, in Markdown that nothing in a study can break."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.persona import Synthesis
from interviewcoder.domain.text import one_line
from interviewcoder.exporters.page_templates import TEMPLATES, shipped_templates
from interviewcoder.exporters.persona_dossier import binder
from interviewcoder.exporters.personas_html import persona_posters
from interviewcoder.exporters.personas_markdown import persona_pages

from .persona_examples import GUIDS, HOSTILE, codings, persona, synthesis

RENDERER = MarkdownIt("commonmark", {"html": True}).enable("table")


def pages_of(
    study: str, made: Synthesis, text: str = "", folder: Path | None = None
) -> dict[str, str]:
    return persona_pages(binder(study, made, codings=codings(text)), folder)


def body_of(page: str) -> str:
    """The rendered page without its front matter."""
    _, _, body = page.split("---\n", 2)
    return str(RENDERER.render(body))


def test_an_index_and_a_page_a_persona() -> None:
    pages = pages_of("Pilot", synthesis(persona(), persona("Åsa & co", "persona-2")))
    assert list(pages) == ["index.md", "the-careful-planner.md", "asa-co.md"]
    assert "(the-careful-planner.md)" in pages["index.md"]
    assert "(asa-co.md)" in pages["index.md"]


def test_first_what_a_reader_wants_then_what_an_auditor_wants() -> None:
    page = pages_of("Pilot", synthesis(persona()))["the-careful-planner.md"]
    marks = [f"[^{guid[:8]}]" for guid in GUIDS]
    assert (
        f"- Price anxiety (2 of 3 members, 1 of 4 others) {marks[0]}{marks[1]} · *thin*\n" in page
    )
    headings = re.findall(r"^##+ (.*)", page, re.M)
    assert headings == [
        "Attitudes",
        "Needs",
        "Values",
        "Journey",
        "Found in segments",
        "Region",
        "Open questions",
        "In their own words",
        "Evidence",
        "How sure this is",
        "Prevalence",
        "Claims",
        "Codings under each claim",
        "Contrary evidence",
        "What some members say and others do not",
        "Who does not say it",
        "Members",
        "How it was made",
    ]
    for shown in (
        "1. Price anxiety (2 members; at 20% of the interview, half of them between 10% and 40%)",
        "- Trust: 3 speak for it, 1 against",
        "| 1 | Price anxiety | need | 2 of 3 (67%) | 1 of 4 (25%) | \\+42 | −12 to +80 | holds | thin |",
        "contested, pinned, 1 gone |",
        "- Wants less of everything (2 of 3 members, others unknown) ",
        "| 3 | Wants less of everything | value | 2 of 3 (67%) | unknown |  |  | not tried | ",
        f"- Trust (1 member against): {marks[3]}\n  - “Words number 3 of Ana.” — Ana",
        "- Price anxiety: tagged with Ana, Ben Okri; not with Cem",
        "| Ben Okri | 0.80 | put here by hand |",
    ):
        assert shown in page
    assert (
        f"{marks[3]}: “Words number 3 of Ana.” — Ana, interview\\_01\\_ana, characters 30 to 35, "
        "tagged Price anxiety, speaking against it."
    ) in page
    assert f"{marks[4]}: This coding is gone." in page


def test_every_footnote_is_defined_once() -> None:
    page = pages_of("Pilot", synthesis(persona()))["the-careful-planner.md"]
    defined = re.findall(r"^\[\^(\w+)\]:", page, re.M)
    assert set(re.findall(r"\[\^(\w+)\](?!:)", page)) == set(defined)
    assert len(defined) == len(set(defined))


def test_front_matter_tells_machines_what_it_is() -> None:
    page = pages_of("Pilot", synthesis(persona()))["the-careful-planner.md"]
    front = yaml.safe_load(page.split("---\n")[1])
    assert front["name"] == "The careful planner"
    assert front["badge"] == "solid"
    assert front["status"] == "draft"
    assert front["hand_edited_fields"] == ["name"]
    assert front["n_members"] == 3
    assert front["codings_hash"] == "ab" * 32
    assert front["method"] == "k-means"
    assert front["redacted"] == []


@given(st.text(min_size=1).filter(one_line) | st.just(HOSTILE))
def test_hostile_text_neither_adds_nor_removes_structure(text: str) -> None:
    pages = pages_of(text, synthesis(persona(text, text=text), study=text), text)
    plain = pages_of("Pilot", synthesis(persona(text="x"), study="x"), "x")
    for page, plain_page in zip(pages.values(), plain.values(), strict=True):
        tags = [tag for tag in re.findall(r"<[^>]*>", body_of(page)) if "href" not in tag]
        plain_tags = [
            tag for tag in re.findall(r"<[^>]*>", body_of(plain_page)) if "href" not in tag
        ]
        assert [tag for tag in tags if tag not in ("<br />", "<p>", "</p>")] == [
            tag for tag in plain_tags if tag not in ("<br />", "<p>", "</p>")
        ]
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)


def test_the_index_tells_how_sure_the_run_is() -> None:
    html = body_of(pages_of("Pilot", synthesis(persona()))["index.md"])
    for shown in (
        "The groups hold.",
        "<li>Participants left out: Dov</li>",
        "<li>Separation (silhouette): not known</li>",
        "<th>Separation (silhouette)</th>",
        "<td>0.2</td>",
        "<td>solid</td>",
    ):
        assert shown in html


def test_no_personas_is_said() -> None:
    pages = pages_of("Pilot", synthesis())
    assert list(pages) == ["index.md"]
    assert "found no personas" in pages["index.md"]


def test_a_template_of_the_team_replaces_one_and_its_text_is_neutralised(tmp_path: Path) -> None:
    (tmp_path / "persona.md.j2").write_text("# {{ persona.name|upper }}\n{{ study }}\n")
    pages = pages_of("<b>", synthesis(persona("*a* [b](c)")), folder=tmp_path)
    assert pages["a-b-c.md"] == "# \\*A\\* \\[B\\](C)\n&lt;b&gt;\n"
    assert "# Personas of" in pages["index.md"]


def test_the_shipped_templates_written_out_give_the_same_pages(tmp_path: Path) -> None:
    shipped = shipped_templates()
    assert set(shipped) == set(TEMPLATES)
    for name, words in shipped.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    made = synthesis(persona())
    assert pages_of("Pilot", made, folder=tmp_path) == pages_of("Pilot", made)
    bound = binder("Pilot", made)
    assert persona_posters(bound, tmp_path) == persona_posters(bound)


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("one\n\n{% if %}", 3),
        ("one\n{{ persona.nonsense }}", 2),
        ("one\n{{ 1 / 0 }}", 2),
        ("\n\n\n{{ persona.__class__.__mro__ }}", 4),
        ("{% include '../../etc/passwd' %}", 1),
        ("\n{{ members.append(1) }}", 2),
    ],
)
def test_a_broken_template_is_named_with_its_line(tmp_path: Path, template: str, line: int) -> None:
    (tmp_path / "persona.md.j2").write_text(template)
    with pytest.raises(StudyError, match=rf"persona\.md\.j2, line {line}:"):
        pages_of("Pilot", synthesis(persona()), folder=tmp_path)


def test_a_folder_without_templates_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(StudyError):
            pages_of("Pilot", synthesis(persona()), folder=folder)
