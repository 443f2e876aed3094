"""Prose loses what it quotes of participants, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.codebook import Code
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.redaction import LEFT_OUT
from interviewcoder.exporters.quotations import Quotations

SAID = "I never sleep on Sundays, the lorries keep me awake."
WORDS = st.lists(
    st.sampled_from(["never", "sleep", "on", "sundays", "lorries", "keep", "awake", "the", "of"])
)


def test_a_quotation_goes_and_a_question_stays() -> None:
    prose = "Asked what keeps them awake at night: “NEVER  sleep on Sundays – the lorries”. Often."
    quoted = Quotations(prose)
    quoted.said(SAID + " You ask what keeps them awake at night?")
    quoted.asked("So what keeps them awake at night?")
    assert quoted.without(prose) == f"Asked what keeps them awake at night: “{LEFT_OUT}”. Often."


def test_names_of_codes_stay() -> None:
    name = "never sleep on Sundays"
    codes = [Code(1, "g", name, Kind.NEED, None, "#000000", definition=f"says: {name}")]
    quoted = Quotations(codes)
    quoted.said(SAID)
    (code,) = quoted.everywhere(codes)
    assert (code.name, code.definition) == (name, f"says: {LEFT_OUT}")


@given(WORDS, WORDS)
def test_no_long_run_of_what_was_said_is_left(written: list[str], said: list[str]) -> None:
    prose, speech = " ".join(written), " ".join(said)
    quoted = Quotations(prose)
    quoted.said(speech)
    left = quoted.without(prose)
    for start in range(len(said) - 3):
        run = " ".join(said[start : start + 4])
        if len(run) >= 16:
            assert f" {run} " not in f" {left} "
