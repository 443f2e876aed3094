"""Trials of suggestions: what is shown and held back, and how well it does on interviews that people have coded."""

import importlib.util
import sys
from pathlib import Path

import pytest

from interviewcoder.analysis.suggestions.code_model import CodeSaid, said_of
from interviewcoder.analysis.suggestions.lexicon import Lexicon
from interviewcoder.analysis.suggestions.semantic_extra import is_installed
from interviewcoder.analysis.suggestions.sentence_vectors import SentenceVectors
from interviewcoder.analysis.suggestions.trial import TrialExcerpt, _splits, trial
from interviewcoder.domain.suggestion import Progress, Trial

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "data" / "coded" / "pdpilot-gold"
WORDS = {1: "price cost money fee", 2: "new strange odd fresh", 3: "leave stop pause quit"}
CODES = [CodeSaid(code, said_of(f"Code {code}", "", "", "")) for code in WORDS]


def excerpts(each=8):
    found = []
    for code, words in WORDS.items():
        four = words.split()
        for number in range(each):
            text = f"we {four[number % 4]} and {four[(number + 1) % 4]} it {number} times"
            found.append(
                TrialExcerpt(
                    code, 100 * number, 100 * number + 50, text, f"P{number}", frozenset([code])
                )
            )
    return found


def run(found, **options):
    lexicon = Lexicon()
    for one in found:
        lexicon.read(one.text)
    lexicon.weigh()
    *progress, last = trial(found, CODES, lexicon, **options)
    assert all(isinstance(one, Progress) and 0 < one.share <= 1 for one in progress)
    assert isinstance(last, Trial)
    return last


@pytest.mark.parametrize("shown", [3, None])
def test_codes_with_words_of_their_own_are_found(shown):
    found = run(excerpts(), shown=shown)
    assert [row.method for row in found.rows] == ["TF-IDF centroid", "TF-IDF logistic", "words"]
    for row in found.rows:
        for figure in (row.recall_at_1, row.recall_at_3, row.mean_average_precision):
            assert 0 <= figure.low <= figure.value <= figure.high <= 1
    ours = found.rows[-1]
    assert ours.recall_at_1.value > 0.9
    assert ours.recall_at_3.value == 1
    assert found.codes == found.tried == 3
    assert found == run(excerpts(), shown=shown)


def test_with_nothing_shown_there_is_nothing_for_the_usual_ways():
    found = run(excerpts(), shown=0)
    assert [row.method for row in found.rows] == ["words"]
    assert (found.shown, found.held_back, found.draws) == (0, 24, 1)


def test_too_few_excerpts_give_no_rows():
    assert run(excerpts(2), shown=3).rows == ()
    assert run([], shown=None).rows == ()
    assert run([], shown=0).rows == ()


def test_each_code_gets_so_many_and_what_overlaps_is_left_out():
    found = excerpts()
    twin = TrialExcerpt(1, 10, 60, "we price and cost it", "P0", frozenset([1]))
    found.append(twin)
    seen = 0
    for split in _splits(found, CODES, 3, False, 40, 0):
        shown = [found[number] for number in split.shown]
        for code in WORDS:
            assert sum(code in one.codes for one in shown) == 3
        for number in split.held_back:
            one = found[number]
            assert number not in split.shown
            assert not any(
                one.source == other.source and one.start < other.end and other.start < one.end
                for other in shown
            )
        seen += found[0] in shown and len(found) - 1 not in split.held_back
    assert seen


def test_people_are_left_out_whole():
    found = excerpts()
    people = set()
    for split in _splits(found, CODES, None, False, 0, 0):
        held = {found[number].person for number in split.held_back}
        assert not held & {found[number].person for number in split.shown}
        assert not held & people
        people |= held
    assert people == {one.person for one in found}


@pytest.mark.skipif(not GOLD.is_dir(), reason="the coded interviews are not there")
def test_the_coded_interviews():
    spec = importlib.util.spec_from_file_location("coded_sets", ROOT / "benchmarks/suggestions.py")
    assert spec is not None
    assert spec.loader is not None
    sets = importlib.util.module_from_spec(spec)
    sys.modules["coded_sets"] = sets
    spec.loader.exec_module(sets)
    vectors = SentenceVectors() if is_installed() else None

    def recall(shown):
        found = sets.tried(GOLD, vectors, shown=shown, tried_only=bool(shown), draws=20, seed=0)
        return {row.method: row.recall_at_3.value for row in found.rows}

    from_names, from_three = recall(0), recall(3)
    assert from_names["words"] >= 0.5
    assert from_three["words"] >= 0.75
    assert from_three["words"] > from_three["TF-IDF logistic"]
    assert from_three["words"] > from_three["TF-IDF centroid"]
    if vectors is not None:
        assert from_names["words and vectors"] >= 0.55
        assert from_three["words and vectors"] >= 0.8
