"""The alignment of two texts: what it says is the same is the same, and nothing makes it slow."""

import random
import string
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.alignment import Run, aligned

WORDS = ["price", "week", "box", "a", "the", "I", "never", "know", "it", "is", "und", "Größe", "箱"]
texts = st.lists(st.sampled_from([*WORDS, "\n\n", ".", "  "]), max_size=40).map(" ".join)


def check(old: str, new: str, known: tuple[Run, ...] = ()) -> float:
    """That the runs are true, in order and apart; returns how much of the old text they are."""
    runs = aligned(old, new, known).runs
    for run in runs:
        assert run.length
        assert old[run.old : run.old_end] == new[run.new : run.new_end]
    for before, after in pairwise(runs):
        assert before.old_end <= after.old
        assert before.new_end <= after.new
        assert (before.old_end, before.new_end) != (after.old, after.new)
    return sum(run.length for run in runs) / max(1, len(old))


@given(texts, texts)
def test_runs_are_the_same_words_in_order(old: str, new: str) -> None:
    check(old, new)


@given(texts, texts, texts)
def test_what_is_known_to_be_the_same_stays_so(before: str, same: str, after: str) -> None:
    old, new = before + same, same + after
    known = (Run(len(before), 0, len(same)),) if same else ()
    assert check(old, new, known) >= len(same) / max(1, len(old))


def test_the_same_text_is_one_run() -> None:
    assert aligned("one two", "one two").runs == [Run(0, 0, 7)]
    assert aligned("", "one").runs == []
    assert aligned("one", "").runs == []


def test_a_word_put_in_or_taken_out_leaves_the_rest() -> None:
    old = "I check the price before I order."
    new = "Well, I check the price twice before I order."
    runs = aligned(old, new).runs
    assert [old[run.old : run.old_end] for run in runs] == ["I check the price ", "before I order."]
    assert check(new, old) == pytest.approx(len(old) / len(new))


def test_what_is_the_same_by_chance_is_not_taken_for_the_same() -> None:
    old = "I get off the tram at twenty past five and Jonas picks up the little one."
    new = "We never had a car, so the depot on the hill is where all of it began to be hard."
    assert check(old, new) < 0.05


def test_whole_passages_between_long_insertions_are_the_same() -> None:
    passages = [f"Number {n} says that she has {n * 7} boxes on the shelf." for n in range(30)]
    longer = [part for one in passages for part in (one, "Something else was put in here. " * 4)]
    assert check("\n\n".join(passages), "\n\n".join(longer)) > 0.99


def corpus(words: int, seed: int) -> str:
    """Passages of invented words, of which few are frequent, as in speech."""
    chance = random.Random(seed)
    lexicon = ["".join(chance.choices(string.ascii_lowercase, k=n % 8 + 2)) for n in range(4000)]
    weights = [1 / (n + 1) for n in range(4000)]
    passages, count = [], 0
    while count < words:
        length = chance.randint(5, 90)
        passages.append(" ".join(chance.choices(lexicon, weights, k=length)))
        count += length
    return "\n\n".join(passages)


def with_slips(text: str, share: float, seed: int) -> str:
    """A text in which so many characters are changed, left out or doubled."""
    chance = random.Random(seed)
    letters = []
    for letter in text:
        slip = chance.random() / share if share else 1.0
        if slip >= 1:
            letters.append(letter)
        elif slip < 1 / 3:
            letters.append(chance.choice(string.ascii_lowercase))
        elif slip < 2 / 3:
            letters.append(letter * 2)
    return "".join(letters)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("slips", 0.95),
        ("other order", 0.01),
        ("other text", 0.0),
        ("one line", 0.9),
        ("no words", 0.0),
    ],
)
def test_no_pair_of_long_texts_is_slow(name: str, least: float) -> None:
    """What is quadratic takes minutes here; the bound leaves room for a busy computer."""
    old = corpus(60_000, 1)
    passages = old.split("\n\n")
    random.Random(2).shuffle(passages)
    pairs = {
        "slips": (old, with_slips(old, 0.02, 3)),
        "other order": (old, "\n\n".join(passages)),
        "other text": (old, corpus(60_000, 9)),
        "one line": (old.replace("\n\n", " "), with_slips(old, 0.01, 4).replace("\n\n", " ")),
        "no words": ("ab " * 100_000, "ba " * 100_000 + "q"),
    }
    began = time.monotonic()
    share = check(*pairs[name])
    assert time.monotonic() - began < 10
    assert share >= least
