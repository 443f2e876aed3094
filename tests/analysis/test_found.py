"""How much of a code is found: on planted people whose truth is known, and where nothing can be told."""

import numpy as np
import pytest

from interviewcoder.analysis.suggestions.code_model import CodeSaid, said_of
from interviewcoder.analysis.suggestions.found import (
    Sentences,
    clustered_share,
    found_code,
    rising,
)
from interviewcoder.analysis.suggestions.held_out_scores import (
    Example,
    HeldOut,
    _drawn,
    held_out_scores,
)
from interviewcoder.analysis.suggestions.lexicon import Lexicon
from interviewcoder.analysis.suggestions.sentence_index import SentenceIndex
from interviewcoder.domain.found import LEAST_EXCERPTS
from interviewcoder.domain.suggestion import Progress


def planted(seed, people=20, each=60, read=12, rate=0.05, spread=0.5):
    """People of whom some were read; likeness tells of the code, and people differ in how much they say of it."""
    random = np.random.default_rng(seed)
    persons = np.repeat(np.arange(people), each)
    likeness = random.beta(1, 4, len(persons))
    own = random.gamma(1 / spread, spread, people)
    tagged = random.random(len(persons)) < np.minimum(1, rate * 5 * likeness * own[persons])
    was_read = persons < read
    return tagged.astype(float), Sentences(
        persons,
        np.zeros(len(persons), int),
        was_read,
        np.zeros(len(persons), bool),
        np.where(was_read, tagged, 0.0),
        likeness.astype(np.float32),
        was_read & (random.random(len(persons)) < 0.6),
    )


def test_the_interval_holds_what_waits():
    covered, off, told = 0, [], 0
    for seed in range(150):
        truth, said = planted(seed)
        found = found_code(1, "Code", said)
        if found.missing:
            continue
        told += 1
        waits = truth[~said.read].sum()
        assert found.more.low <= found.more.value <= found.more.high
        assert 0 <= found.share.low <= found.share.value <= found.share.high <= 1
        covered += found.more.low <= waits <= found.more.high
        off.append(found.more.value - waits)
    assert told > 140
    assert covered / told >= 0.9
    assert abs(np.mean(off)) < 3


def test_many_people_read_make_it_narrow():
    def wide(people, read):
        found = found_code(1, "Code", planted(3, people=people, read=read)[1])
        return found.share.high - found.share.low

    assert wide(100, 80) < wide(10, 8)


def test_likeness_counts():
    """Of two halves not read, with as many sentences, more waits where they are more like the code."""
    _, said = planted(1, read=16)
    waits = []
    for likeness in (0.02, 0.6):
        shares = np.where(said.read, said.shares, np.float32(likeness))
        one = Sentences(
            said.persons, said.kinds, said.read, said.settled, said.tagged, shares, said.in_three
        )
        waits.append(found_code(1, "Code", one).more.value)
    assert waits[0] < waits[1] / 3


def test_what_is_settled_does_not_wait():
    _, said = planted(2)
    before = found_code(1, "Code", said)
    settled = ~said.read & (said.shares > 0.3)
    tagged = np.where(settled & (said.persons == 19), 1.0, said.tagged)
    after = found_code(
        1,
        "Code",
        Sentences(said.persons, said.kinds, said.read, settled, tagged, said.shares, said.in_three),
    )
    assert after.more.value < before.more.value
    assert after.unread == before.unread - settled.sum()
    assert after.excerpts == before.excerpts + (settled & (said.persons == 19)).sum()
    assert after.share.value > before.share.value
    assert after.precision == before.precision


def test_kinds_of_sources_are_told_apart():
    """Twice as much is said per sentence in the other kind; a kind that nobody has read is left out."""
    truth, said = planted(5, people=40, read=20, rate=0.06, spread=0.1)
    random = np.random.default_rng(0)
    kinds = said.persons % 2
    tagged = np.where((kinds == 1) | (random.random(len(truth)) < 0.3), truth, 0.0)

    def found(read):
        return found_code(
            1,
            "Code",
            Sentences(
                said.persons,
                kinds,
                read,
                said.settled,
                np.where(read, tagged, 0.0),
                said.shares,
                said.in_three,
            ),
        )

    both = found(said.read)
    assert both.left_out == 0
    assert both.more.low <= tagged[~said.read].sum() <= both.more.high
    only_one = found(said.read & (kinds == 1))
    assert only_one.left_out == (kinds == 0).sum()
    assert only_one.unread == (~said.read & (kinds == 1)).sum()
    waits = tagged[~said.read & (kinds == 1)].sum()
    assert only_one.more.low <= waits <= only_one.more.high


def test_all_read_is_all_found():
    _, said = planted(0, read=20)
    found = found_code(1, "Code", said)
    assert (found.unread, found.more.value, found.share.value, found.share.low) == (0, 0, 1, 1)
    likest = np.quantile(said.shares[said.tagged > 0], 0.75)
    assert found.second_look == ((said.tagged == 0) & (said.shares >= likest)).sum()


@pytest.mark.parametrize(
    ("read", "rate", "missing"),
    [
        (12, 0.0, f"0 of the {LEAST_EXCERPTS}"),
        (2, 0.9, "2 of the 3 participants"),
        (0, 0.9, "0 of"),
    ],
)
def test_too_little_tells_nothing(read, rate, missing):
    found = found_code(1, "Code", planted(0, read=read, rate=rate)[1])
    assert missing in found.missing
    assert found.share is found.more is found.precision is found.recall is None


def test_everything_tagged_and_nobody_alike():
    _, said = planted(0)
    everything = Sentences(
        said.persons,
        said.kinds,
        said.read,
        said.settled,
        said.read.astype(float),
        np.zeros(len(said.read), np.float32),
        said.read,
    )
    found = found_code(1, "Code", everything)
    assert found.precision.value == found.recall.value == 1
    assert found.more.value == pytest.approx((~said.read).sum())
    assert found.second_look == 0


def test_rates_rise():
    random = np.random.default_rng(0)
    for _ in range(50):
        values, weights = random.random(12), random.integers(1, 9, 12).astype(float)
        found = rising(values, weights)
        assert (np.diff(found) >= 0).all()
        assert (found * weights).sum() == pytest.approx((values * weights).sum())
    assert rising(np.arange(4.0), np.ones(4)).tolist() == [0, 1, 2, 3]


def test_people_who_are_alike_within_tell_less():
    persons = np.repeat(np.arange(10), 10)
    everything = np.ones(100, bool)
    mixed = clustered_share(np.tile([0.0, 1.0], 50), np.ones(100), persons, everything)
    sorted_out = clustered_share((persons < 5).astype(float), np.ones(100), persons, everything)
    assert mixed.value == sorted_out.value == 0.5
    assert sorted_out.high - sorted_out.low > 2 * (mixed.high - mixed.low)
    nothing = clustered_share(np.zeros(100), np.ones(100), persons, everything)
    assert nothing.low == nothing.value == 0
    assert 0.2 < nothing.high < 0.4


def test_the_interval_of_a_share_holds_the_share_of_others():
    covered = 0
    for seed in range(200):
        random = np.random.default_rng(seed)
        sizes = random.integers(1, 6, 15)
        persons = np.repeat(np.arange(15), sizes)
        own = random.beta(1.5, 1.0, 15)  # 60 % on average; people differ much
        right = (random.random(len(persons)) < own[persons]).astype(float)
        found = clustered_share(right, np.ones(len(right)), persons, np.ones(len(right), bool))
        covered += found.low <= 0.6 <= found.high
    assert covered >= 180


WORDS = {1: "price cost money fee", 2: "new strange odd fresh", 3: "leave stop pause quit"}


def scored(codes=WORDS, people=6):
    said = [CodeSaid(code, said_of(f"Code {code}", "", "", "")) for code in codes]
    lexicon = Lexicon()
    sentences = SentenceIndex(lexicon)
    texts, persons, has = [], [], []
    for person in range(people):
        for code, words in WORDS.items():
            one, two, three, four = words.split()
            for text in (f"we {one} and {two} it", f"so {three} or {four} there"):
                texts.append(text)
                persons.append(person)
                has.append(code)
            texts.append("my dog sleeps a lot in the garden")
            persons.append(person)
            has.append(0)
    for text in texts:
        sentences.add(text)
    for step in range(sentences.close()):
        sentences.step(step)
    read = np.array(persons) < people - 1
    examples = [
        Example(text, person, frozenset([code]))
        for text, person, code in zip(texts, persons, has, strict=True)
        if code in codes and person < people - 1
    ]
    *progress, last = held_out_scores(
        sentences,
        lexicon,
        np.array(persons),
        np.flatnonzero(read & (np.array(has) == 0)),
        lambda numbers: [texts[number] for number in numbers],
        examples,
        said,
        read=read,
    )
    shares = [one.share for one in progress if isinstance(one, Progress)]
    assert shares == sorted(shares)
    assert shares[-1] <= 1
    assert isinstance(last, HeldOut)
    return last, np.array(has), read


def test_codes_with_words_of_their_own_are_told_apart():
    found, has, read = scored()
    for column, code in enumerate(WORDS):
        assert found.shares[has == code, column].min() > found.shares[has != code, column].max()
        assert found.in_three[read & (has == code), column].all()
    assert not found.in_three[~read].any()
    again = scored()[0]
    assert (again.shares == found.shares).all()


def test_without_codes_or_people_there_is_nothing_to_score():
    assert scored(codes={})[0].shares.shape[1] == 0
    found, _, _ = scored(people=1)
    assert not found.shares.any()


def test_rare_codes_are_among_what_is_learned():
    examples = [Example("x", 0, frozenset([1]))] * 5000 + [Example("y", 0, frozenset([2]))] * 3
    chosen = _drawn(examples, {1: 0, 2: 1}, np.random.default_rng(0))
    assert len(chosen) == 1000
    assert {5000, 5001, 5002} <= set(chosen)
