"""The pages say what the personas are, in Markdown that nothing in a study can break."""

import re

import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from interviewcoder.domain.text import one_line
from interviewcoder.exporters.personas_markdown import persona_pages

from .persona_examples import HOSTILE, persona, synthesis

RENDERER = MarkdownIt("commonmark", {"html": True}).enable("table")


def body_of(page: str) -> str:
    """The rendered page without its front matter."""
    _, _, body = page.split("---\n", 2)
    return str(RENDERER.render(body))


def test_an_index_and_a_page_a_persona() -> None:
    pages = persona_pages("Pilot", synthesis(persona(), persona("Åsa & co", "persona-2")))
    assert list(pages) == ["index.md", "the-careful-planner.md", "asa-co.md"]
    assert "(the-careful-planner.md)" in pages["index.md"]
    assert "(asa-co.md)" in pages["index.md"]


def test_a_page_shows_claims_with_figures_and_links_to_their_evidence() -> None:
    page = persona_pages("Pilot", synthesis(persona()))["the-careful-planner.md"]
    assert (
        "- Price anxiety (2/3 members · 1/4 others · [\\[1\\]](#quote-1)[\\[E1\\]](#evidence-1))"
        in page
    )
    html = body_of(page)
    for target in re.findall(r'href="#([^"]+)"', html):
        assert f'<a id="{target}"></a>' in html
    for heading in ("Needs", "Attitudes", "In their own words", "Who does not say it", "Evidence"):
        assert f"<h2>{heading}</h2>" in html
    for shown in (
        "<td>coding-1, coding-2</td>",
        "<td>2 of 3 (67%)</td>",
        "<td>2.3</td>",
        "Price anxiety: Cem",
        "Source: Interview 1, characters 10 to 50, coding coding-1",
        "Not known of 1 member.",
        "Seed: 7",
        "Fingerprint of the codings, codes and participants: " + "ab" * 32,
        "Stability under resampling (0 to 1): 0.82",
    ):
        assert shown in html


def test_front_matter_tells_machines_what_it_is() -> None:
    page = persona_pages("Pilot", synthesis(persona()))["the-careful-planner.md"]
    front = yaml.safe_load(page.split("---\n")[1])
    assert front["name"] == "The careful planner"
    assert front["badge"] == "solid"
    assert front["hand_edited_fields"] == ["name"]
    assert front["n_members"] == 3


def test_same_synthesis_same_bytes() -> None:
    made = synthesis(persona())
    assert persona_pages("Pilot", made) == persona_pages("Pilot", made)


@given(st.text(min_size=1).filter(one_line) | st.just(HOSTILE))
def test_hostile_text_neither_adds_nor_removes_structure(text: str) -> None:
    pages = persona_pages(text, synthesis(persona(text, text=text), study=text))
    plain = persona_pages("Pilot", synthesis(persona(text="x"), study="x"))
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
    html = body_of(persona_pages("Pilot", synthesis(persona()))["index.md"])
    for shown in (
        "The groups hold.",
        "<li>Participants left out: Dov</li>",
        "<li>Silhouette: not known</li>",
        "<th>Silhouette</th>",
        "<td>0.2</td>",
        "<td>solid</td>",
    ):
        assert shown in html


def test_no_personas_is_said() -> None:
    pages = persona_pages("Pilot", synthesis())
    assert list(pages) == ["index.md"]
    assert "found no personas" in pages["index.md"]
