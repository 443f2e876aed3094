"""The page shows every coding by more than colour, stands alone, and holds no markup but its own."""

import re
from dataclasses import replace

import pytest

from interviewcoder.domain.codebook import CodeBranch
from interviewcoder.domain.coding import Span
from interviewcoder.domain.source import Role
from interviewcoder.exporters.coded_transcript import Shown
from interviewcoder.exporters.transcript_html import (
    MOST_LANES,
    Listed,
    index_html,
    transcript_html,
)

from .html_page import Page
from .persona_examples import HOSTILE
from .transcript_examples import CODES, coding, laid_out, on, overlapping, source_text


def test_every_coding_has_corners_a_note_and_its_code_in_the_list() -> None:
    transcript = overlapping()
    html = transcript_html(transcript)
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    for note in transcript.notes:
        assert html.count(f'id="e{note.number}" href="#n{note.number}"') == 1
        assert len(re.findall(rf'class="close [^"]*" href="#n{note.number}"', html)) == 1
        assert f'id="n{note.number}"' in html
    notes = page.text(".margin")
    for told in ("2!Price anxiety against · weight 80 Maya", "Is this worry?\nOr thrift? (Tom)"):
        assert told in notes
    assert "4Habit goes on" in notes
    assert "Price anxietyNeeds" in page.text("tbody")
    assert page.text(".words").count("once more.") == 1


def test_overlapping_codings_are_lines_of_their_own_and_against_is_dashed() -> None:
    html = transcript_html(overlapping())
    look = re.search(r'<mark class="run (k\d+)">the price twice</mark>', html)
    assert look
    (rule,) = re.findall(rf"\.{look[1]} {{(.*)}}", html)
    against, neutral = rule.partition("background: ")[2].split("no-repeat, ")[:2]
    assert against.startswith("repeating-linear-gradient(90deg, var(--c2)")
    assert "left 0 bottom calc(1 * var(--lane))" in against
    assert neutral.startswith("linear-gradient(var(--c1), var(--c1))")
    assert "left 0 bottom calc(0 * var(--lane))" in neutral


def test_colours_are_seen_on_light_and_on_dark() -> None:
    html = transcript_html(overlapping())
    light, dark = re.findall(r":root { (--c1: [^}]*) }", html)
    assert "--c3: #f0e442;" not in light
    assert "--c3: #f0e442;" in dark
    assert "--c2: #000000;" in light
    assert "--c2: #000000;" not in dark


def test_more_codings_than_lines_are_told_and_keep_their_notes() -> None:
    text = source_text()
    span = on(text, "I check the price twice.")
    few = transcript_html(laid_out(text, *(coding(n, span) for n in range(1, MOST_LANES + 1))))
    many = transcript_html(laid_out(text, *(coding(n, span) for n in range(1, MOST_LANES + 5))))
    assert "left out" not in few
    assert f"more than {MOST_LANES} codings overlap" in many
    for number in range(1, MOST_LANES + 5):
        assert f'id="n{number}"' in many


def test_a_survey_has_its_questions_as_headings() -> None:
    answers = [("R1", Role.PARTICIPANT, "fine"), ("R1", Role.PARTICIPANT, "no")]
    text = source_text(answers, questions=["How are you?", "Why <b>?"])
    page = Page(transcript_html(laid_out(text, coding(1, Span(0, 4)))))
    assert page.texts[".question"] == ["How are you?", "Why <b>?"]
    assert page.text(".speaker") == "R10:00R10:01"


def test_what_is_not_shown_is_said() -> None:
    transcript = laid_out(source_text(), shown=Shown("Pilot", CODES, chosen="Only those by Ana."))
    page = Page(transcript_html(replace(transcript, redaction="Participants' names are replaced.")))
    assert "Not all codings. Only those by Ana." in page.text(".caution")
    assert "Redacted. Participants' names are replaced." in page.text(".caution")
    assert "Codes" not in page.text("h2")


def test_it_loads_and_runs_nothing() -> None:
    html = transcript_html(overlapping())
    assert not re.search(r"(?i)<(script|link|img|iframe|object|svg)|url\(|@import|https?:", html)
    assert "default-src 'none'" in html


@pytest.mark.parametrize(
    "words", [HOSTILE, '"><script>alert(1)</script>', "' onclick='x", "{{ 7*7 }}"]
)
def test_hostile_text_is_text(words: str) -> None:
    """The parser refuses any tag or attribute that is not the template's."""
    branches = [
        CodeBranch(
            replace(branch.code, name=words, definition=words, colour=words, include=words), 0
        )
        for branch in CODES
    ]
    text = source_text(
        [(words, Role.PARTICIPANT, words), (words, Role.INTERVIEWER, words)],
        name=words,
        questions=[words],
    )
    transcript = laid_out(
        text,
        coding(1, Span(0, 20), name=words, coder=words),
        shown=Shown(words, branches, chosen=words),
        memo=words,
    )
    page = Page(transcript_html(transcript))
    for place in ("h1", ".words", "table", ".caution", ".speaker", ".question"):
        assert "alert(1)" in page.text(place) or "alert" not in words, place
    assert not set(page.text("html")) & {"\x1b", "\x00", "\u202e"}
    style = page.text("style")
    assert words not in style
    Page(index_html(words, [Listed("a.html", words, (words,), 1, 1, 1)], words))


def test_the_same_transcript_gives_the_same_page() -> None:
    assert transcript_html(overlapping()) == transcript_html(overlapping())
