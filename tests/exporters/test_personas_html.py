"""The posters stand alone, run nothing, and say what charts show in words."""

import re
from html.parser import HTMLParser

import pytest

from interviewcoder.exporters.persona_dossier import binder
from interviewcoder.exporters.personas_html import persona_posters

from .persona_examples import HOSTILE, codings, persona, synthesis

VOID = {"meta", "link", "br", "img", "line", "rect", "circle", "path"}


class Outline(HTMLParser):
    """The tags and attributes of a page, and whether every tag is closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def posters(text: str = "", name: str = "The careful planner") -> dict[str, str]:
    made = synthesis(persona(name, text=text), study=text)
    return persona_posters(binder(text or "Pilot", made, codings=codings(text)))


def test_an_index_and_a_poster_a_persona() -> None:
    pages = posters()
    assert list(pages) == ["index.html", "the-careful-planner.html"]
    assert 'href="the-careful-planner.html"' in pages["index.html"]
    assert "Map of people" in pages["index.html"]


def test_a_poster_shows_claims_charts_and_all_evidence() -> None:
    page = posters()["the-careful-planner.html"]
    for shown in (
        '<html lang="en">',
        "<title>2 of 3 members, 1 of 4 others</title>",
        "<title>2 of 3 members</title>",
        "<title>Stability 0.82 of 1; without personas seldom above 0.65</title>",
        "<title>3 of 7 participants</title>",
        "Words number 3 of Ana.",
        "This coding is gone",
        "−12 to +80",
    ):
        assert shown in page
    assert page.index('<details class="evidence">') < page.index("Words number 1 of Ana.")
    outline = Outline(page)
    assert outline.tags.count("h1") == 1


@pytest.mark.parametrize("text", ["", HOSTILE])
def test_nothing_is_loaded_or_run(text: str) -> None:
    for page in posters(text, name=text or "x").values():
        outline = Outline(page)
        assert not {"script", "iframe", "img", "link", "object", "form", "base"} & set(outline.tags)
        assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
        for name, value in outline.attributes:
            assert not name.startswith("on")
            if name in ("href", "src"):
                assert re.fullmatch(r"(#claim-\d+|[a-z0-9-]+\.html)", value or "")
        assert "@import" not in page
        assert "url(" not in page


def test_hostile_text_neither_adds_nor_removes_tags() -> None:
    hostile, plain = posters(HOSTILE, HOSTILE), posters("x", "x")
    for page, plain_page in zip(hostile.values(), plain.values(), strict=True):
        assert Outline(page).tags == Outline(plain_page).tags
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)


def test_text_meets_the_contrast_that_readers_need() -> None:
    page = posters()["index.html"]
    light, dark = re.findall(r":root \{(.*?)\n *\}", page, re.S)[:2]
    for block in (light, dark):
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for name in ("ink", "soft", "caution", *(f"hue-{number}" for number in range(1, 7))):
            assert contrast(colours[name], colours["sheet"]) >= 4.5, name
            assert contrast(colours[name], colours["page"]) >= 4.5, name


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by WCAG 2."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)
