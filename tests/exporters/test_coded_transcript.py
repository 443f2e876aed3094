"""However codings overlap, every character and every coding is there once, where it belongs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.codebook import Code, CodeBranch
from interviewcoder.domain.coding import Coding, Span
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.source import Role, SourceText
from interviewcoder.exporters.coded_transcript import CodedTranscript, Note, Shown, without_names
from interviewcoder.exporters.pseudonyms import Pseudonyms

from .transcript_examples import CODES, coding, laid_out, on, overlapping, source_text

WORDS = st.text(st.sampled_from("ab \n"), min_size=1, max_size=12)


@st.composite
def sources(draw: st.DrawFn) -> tuple[SourceText, list[Coding]]:
    """A source, perhaps a survey, and codings anywhere in it: between passages and over several, too."""
    turns = draw(st.lists(WORDS, min_size=1, max_size=6))
    questions = draw(st.lists(st.sampled_from(["Why?", "How?"]), max_size=2, unique=True))
    text = source_text([("Ana", Role.PARTICIPANT, words) for words in turns], questions=questions)
    end = len(text.text)
    spans = draw(st.lists(st.tuples(st.integers(0, end - 1), st.integers(1, end)), max_size=12))
    return text, [
        coding(number, Span(start, max(start + 1, stop)), 1 + number % 3)
        for number, (start, stop) in enumerate(spans, start=1)
    ]


def runs_of(transcript: CodedTranscript, note: Note) -> str:
    return "".join(
        run.text
        for section in transcript.sections
        for turn in section.turns
        for run in turn.runs
        if note in run.notes
    )


@given(sources())
def test_nothing_is_lost_and_nothing_doubled(made: tuple[SourceText, list[Coding]]) -> None:
    text, codings = made
    transcript = laid_out(text, *codings)
    turns = [turn for section in transcript.sections for turn in section.turns]
    said = sorted("".join(run.text for run in turn.runs) for turn in turns)
    assert said == sorted(passage.text for passage in text.passages)
    for marked in (
        [note for turn in turns for run in turn.runs for note in run.opening],
        [note for turn in turns for run in turn.runs for note in run.closing],
        [note for turn in turns for note in turn.begun],
    ):
        assert sorted(note.number for note in marked) == list(range(1, len(codings) + 1))
    assert {note.coding.guid for note in transcript.notes} == {one.guid for one in codings}
    assert sum(used.codings for used in transcript.codes) == len(codings)
    assert sum(count for _, count in transcript.coders) == len(codings)


@given(sources())
def test_a_coding_is_on_its_own_words(made: tuple[SourceText, list[Coding]]) -> None:
    text, codings = made
    transcript = laid_out(text, *codings)
    inside = {place for one in text.passages for place in range(one.start, one.end)}
    for note in transcript.notes:
        span = range(note.coding.start, note.coding.end)
        words = sorted(text.text[place] for place in span if place in inside)
        # What lies between passages is shown on the last character before it.
        assert not words or sorted(runs_of(transcript, note)) == words
        assert runs_of(transcript, note)


@given(sources())
def test_codings_that_overlap_have_lanes_of_their_own(
    made: tuple[SourceText, list[Coding]],
) -> None:
    notes = laid_out(made[0], *made[1]).notes
    for one in notes:
        for other in notes:
            if one is not other and one.coding.span.overlaps(other.coding.span):
                assert one.lane != other.lane
    assert max((note.lane for note in notes), default=-1) < len(notes)


def test_runs_corners_and_notes_of_an_example() -> None:
    transcript = overlapping()
    asked, said, went_on = transcript.sections[0].turns
    assert [(note.number, note.code.name) for note in asked.begun] == [(1, "Price anxiety")]
    assert [(run.text, [note.number for note in run.notes]) for run in said.runs] == [
        ("I ", []),
        ("check ", [2]),
        ("the price twice", [2, 3]),
        (".\nThen", [3]),
        (" ", []),
        ("once more.", [4]),
    ]
    assert [note.number for note in went_on.going_on] == [4]
    assert [note.number for note in went_on.runs[0].closing] == [4]
    assert (said.speaker, said.time) == ("Ana", "0:01")
    second = said.begun[0]
    assert (second.told, second.memos[0].coder) == ("against · weight 80", "Tom")
    assert transcript.coders == (("Maya", 3), ("Tom", 1))
    assert [(one.number, one.path, one.codings) for one in transcript.codes] == [
        (1, (), 1),
        (2, ("Needs",), 2),
        (3, (), 1),
    ]


def test_answers_stand_under_their_questions_in_the_order_in_which_they_were_asked() -> None:
    answers = [("R1", Role.PARTICIPANT, "a"), ("R2", Role.PARTICIPANT, "b")]
    text = source_text([*answers, *answers], questions=["Second?", "First?"])
    shown = Shown("Pilot", CODES, questions=["First?", "Second?", "Never asked?"])
    transcript = laid_out(text, coding(1, Span(0, 1)), coding(2, Span(3, 4)), shown=shown)
    assert [section.heading for section in transcript.sections] == ["First?", "Second?"]
    # Numbers go by what is read first.
    assert [note.coding.guid for note in transcript.notes] == ["coding-2", "coding-1"]


@pytest.mark.parametrize(
    ("words", "marked"),
    [("Ruiz, and so", "P01, and so"), ("Ana Ru", "P01"), ("said", "said"), ("z, and", "P01, and")],
)
def test_a_name_is_hidden_even_where_an_excerpt_cuts_it(words: str, marked: str) -> None:
    text = source_text([("Ana Ruiz", Role.PARTICIPANT, "I, Ana Ruiz, and so I said.")], name="ana")
    shown = without_names(Shown("Ana's", CODES), Pseudonyms(["Ana Ruiz"]))
    transcript = laid_out(text, coding(1, on(text, words)), shown=shown)
    (turn,) = transcript.sections[0].turns
    assert "".join(run.text for run in turn.runs) == "I, P01, and so I said."
    assert runs_of(transcript, transcript.notes[0]) == marked
    assert (turn.speaker, transcript.source.name) == ("P01", "P01")
    assert transcript.source.participants == ("P01",)
    assert transcript.study == "P01's"
    assert transcript.redaction


def test_the_path_of_a_code_far_down_is_short() -> None:
    codes = [
        CodeBranch(
            Code(depth + 1, str(depth), f"C{depth}", Kind.NEED, depth or None, "#e69f00"), depth
        )
        for depth in range(6)
    ]
    text = source_text()
    deepest = coding(1, Span(0, 4))
    made = Shown("Pilot", codes)
    (used,) = laid_out(text, deepest, shown=made).codes
    assert used.path_told == ""
    (used,) = laid_out(text, replace(deepest, code_id=6), shown=made).codes
    assert used.path_told == "… › C2 › C3 › C4"
