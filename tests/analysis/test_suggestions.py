"""Words as features, the fit, and what it says of texts."""

import itertools

import numpy as np
import pytest

from interviewcoder.analysis.suggestions import learner as learner_file
from interviewcoder.analysis.suggestions.code_model import CodeModel, CodeSaid, said_of
from interviewcoder.analysis.suggestions.learner import STRENGTH, Learner, probabilities
from interviewcoder.analysis.suggestions.lexicon import Lexicon
from interviewcoder.analysis.suggestions.sentence_index import SentenceIndex
from interviewcoder.analysis.suggestions.tokens import tokens

PRICE, SURPRISE, FREEDOM = 11, 12, 13
TEXTS = {
    (1, 0, 10): ("I check what it costs before I order", {PRICE}),
    (1, 20, 30): ("the price is far too high for us", {PRICE}),
    (1, 40, 50): ("I love a vegetable that I have never seen", {SURPRISE}),
    (2, 0, 10): ("something new and strange in the box", {SURPRISE}),
    (2, 20, 30): ("I must be able to leave whenever I want", {FREEDOM}),
    (2, 40, 50): ("stop it for a month, and pay no price for that", {FREEDOM, PRICE}),
}
CODES = [
    CodeSaid(PRICE, said_of("Price worry", "", "Fear of what it costs.", "")),
    CodeSaid(SURPRISE, said_of("Surprise", "", "Joy in what is new.", "")),
    CodeSaid(FREEDOM, said_of("Freedom", "", "To stop and leave at any time.", "")),
]
HAS = {place: frozenset(codes) for place, (_, codes) in TEXTS.items()}


def words_of(places):
    return [TEXTS[place][0] for place in places]


def lexicon_of(texts):
    lexicon = Lexicon()
    for text in texts:
        lexicon.read(text)
    lexicon.weigh()
    return lexicon


def model_of(codes=CODES, has=HAS, vectors=None):
    model = CodeModel(lexicon_of(words_of(TEXTS)), vectors)
    list(model.update(codes, has, words_of))
    return model


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("... !", []),
        ("Zoë's 2nd", ["zoë", "s", "2", "nd"]),
        ("価", ["価"]),
        ("価格が, x 高い", ["価格", "格が", "x", "高い"]),
        ("a価b", ["a", "価", "b"]),
        ("ราคา", ["รา", "าค", "คา"]),
        ("कीमत है", ["कीमत", "है"]),
    ],
)
def test_words_in_any_script(text, found):
    told = list(tokens(text))
    assert [token.key for token in told] == found
    assert all(0 <= token.start < token.end <= len(text) for token in told)


def test_a_text_is_of_length_one_half_words_and_half_pieces():
    lexicon = lexicon_of(["the price is high", "the box is late", "the the the"])
    vector = lexicon.vector("The price, the PRICE! of unheard things")
    words = lexicon.is_word(vector.features)
    assert np.square(vector.values[words]).sum() == pytest.approx(0.5, abs=1e-5)
    assert np.square(vector.values[~words]).sum() == pytest.approx(0.5, abs=1e-5)
    assert list(vector.features) == sorted(set(vector.features))
    assert len(lexicon.vector(" ...").values) == 0


def test_rare_words_weigh_more_and_kin_words_are_near():
    lexicon = lexicon_of(["the price is high", "the box is late", "the costs rise"])

    def cosine(one, two):
        lines = np.zeros((2, lexicon.features), np.float32)
        for line, text in zip(lines, (one, two), strict=True):
            vector = lexicon.vector(text)
            line[vector.features] = vector.values
        return float(lines[0] @ lines[1])

    for text in ("costly", "a price"):
        lexicon.vector(text)
    assert cosine("the price", "a price") > cosine("the price", "the box") > 0
    assert cosine("costly", "costs") > 0.1 > cosine("costly", "price")
    assert cosine("price", "price") == pytest.approx(1, abs=1e-5)


def kernel_solution(vectors, targets, steps=4_000):
    """The same fit the long way: one matrix, plain accelerated gradient, in double precision."""
    size = 1 + max(int(vector.features.max()) for vector in vectors)
    lines = np.zeros((len(vectors), size))
    for line, vector in zip(lines, vectors, strict=True):
        line[vector.features] = vector.values
    kernel = lines @ lines.T
    rate = 1 / (STRENGTH + np.linalg.eigvalsh(kernel)[-1] / 2)
    shares = ahead = np.zeros_like(targets)
    for step in range(steps):
        gap = targets - probabilities(kernel @ ahead) - STRENGTH * ahead
        following = ahead + rate * gap
        ahead = following + step / (step + 3) * (following - shares)
        shares = following
    return probabilities(kernel @ shares)


@pytest.fixture
def speech():
    """Texts of six codes from overlapping vocabularies, two codes on every fifth."""
    random = np.random.Generator(np.random.PCG64(3))
    texts, targets = [], np.zeros((120, 6))
    for number in range(120):
        codes = [number % 6] + ([(number + 1) % 6] if number % 5 == 0 else [])
        words = [f"w{code}x{random.integers(12)}" for code in codes for _ in range(4)]
        texts.append(" ".join([*words, *(f"all{random.integers(9)}" for _ in range(6))]))
        targets[number, codes] = 1 / len(codes)
    return texts, targets


@pytest.mark.parametrize(("block", "most", "mean"), [(512, 0.01, 0.001), (32, 0.15, 0.02)])
def test_the_fit_is_that_of_one_big_matrix(speech, block, most, mean, monkeypatch):
    monkeypatch.setattr(learner_file, "BLOCK", block)
    texts, targets = speech
    lexicon = lexicon_of(texts)
    vectors = [lexicon.vector(text) for text in texts]
    learner = Learner(6)
    for number, vector in enumerate(vectors):
        learner.put(number, vector, np.flatnonzero(targets[number]))
    list(learner.settle())
    found = probabilities(np.array([learner.scores(vector) for vector in vectors]))
    off = np.abs(found - kernel_solution(vectors, targets))
    assert off.max() < most
    assert off.mean() < mean
    assert np.abs(np.array([learner.scores(v).sum() for v in vectors])).max() < 1e-3


@pytest.mark.parametrize(("block", "off"), [(512, 0.005), (32, 0.03)])
def test_one_more_and_one_less_come_near_to_solving_anew(speech, block, off, monkeypatch):
    monkeypatch.setattr(learner_file, "BLOCK", block)
    texts, targets = speech
    lexicon = lexicon_of(texts)
    vectors = [lexicon.vector(text) for text in texts]

    def learned(numbers):
        learner = Learner(6)
        for number in numbers:
            learner.put(number, vectors[number], np.flatnonzero(targets[number]))
        list(learner.settle())
        return learner

    grown = learned(range(110))
    for number in range(110, 120):
        grown.put(number, vectors[number], np.flatnonzero(targets[number]))
        grown.refresh()
    for number in range(10):
        grown.drop(number)
        grown.refresh()
    anew = learned(range(10, 120))
    one, two = (
        probabilities(np.array([each.scores(vector) for vector in vectors]))
        for each in (grown, anew)
    )
    assert np.abs(one - two).mean() < off
    assert (one.argmax(axis=1) == two.argmax(axis=1)).mean() > 0.9
    list(grown.settle())
    settled = probabilities(np.array([grown.scores(vector) for vector in vectors]))
    assert np.abs(settled - two).mean() < off / 2


def test_codes_are_suggested_with_the_words_that_speak_for_them():
    model = model_of()
    found = model.codes_for("what does it cost, is the price high", 3)
    assert found[0].code_id == PRICE
    assert found[0].score > 0.5
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    words = model.words_for("what does it cost, is the price high", PRICE)
    assert "price" in words[:2]
    near = model.nearest("what does it cost, is the price high", PRICE, 2)
    assert near[0][0] == (1, 20, 30)
    assert 0 < near[1][1] <= near[0][1] <= 1.001
    assert model.nearest("the price is far too high for us", PRICE, 1)[0][1] == pytest.approx(
        1, abs=1e-4
    )
    assert model.nearest("the price", PRICE, 5, frozenset(HAS)) == []


def test_names_and_definitions_are_enough_to_begin_with():
    model = model_of(has={})
    assert model.codes_for("I fear the costs", 1)[0].code_id == PRICE
    assert model.codes_for("to leave it at any time", 1)[0].code_id == FREEDOM


def test_nothing_is_suggested_where_nothing_speaks_for_it():
    model = model_of()
    assert model.codes_for("", 3) == []
    assert model.codes_for("zzqq xxkk", 3) == []
    assert CodeModel(lexicon_of([])).codes_for("anything", 3) == []
    assert PRICE not in [one.code_id for one in model.codes_for("the price", 3, {PRICE})]


def test_what_changed_is_learned():
    model = model_of()
    text = "a strange lantern"
    before = {one.code_id: one.score for one in model.codes_for(text, 3)}
    assert before.get(PRICE, 0) < before[SURPRISE]
    texts = {**{place: words for place, (words, _) in TEXTS.items()}, (3, 0, 9): "my lantern"}
    more = {**HAS, (3, 0, 9): frozenset([PRICE])}
    list(model.update(CODES, more, lambda places: [texts[place] for place in places]))
    after = {one.code_id: one.score for one in model.codes_for(text, 3)}
    assert after[PRICE] > before.get(PRICE, 0)
    new = [*CODES, CodeSaid(14, said_of("Lanterns", "", "All of lanterns and lamps.", ""))]
    list(model.update(new, HAS, words_of))
    assert model.codes_for("lamps and lanterns", 1)[0].code_id == 14
    list(model.update(CODES[:2], {}, words_of))
    assert model.code_ids == (PRICE, SURPRISE)
    assert model.codes_for("lamps", 3) == []


def test_the_same_comes_out_each_time():
    one, two = model_of(), model_of()
    texts = words_of(TEXTS)
    assert np.array_equal(one.shares(texts), two.shares(texts))


@pytest.mark.parametrize(
    ("texts", "asked", "code"),
    [
        (("价格太贵了我付不起", "我喜欢新的蔬菜"), "这个价格贵", 1),
        (("値段が高すぎます", "新しい野菜が好きです"), "野菜が新しい", 2),
        (("ราคาแพงเกินไป", "ฉันชอบผักใหม่"), "ราคาแพง", 1),
        (("가격이 너무 비싸요", "새로운 채소가 좋아요"), "채소가 새로워요", 2),
        (("कीमत बहुत ज़्यादा है", "मुझे नई सब्ज़ी पसंद है"), "नई सब्ज़ी", 2),
        (("السعر مرتفع جدا", "أحب الخضار الجديدة"), "السعر", 1),
    ],
)
def test_any_language(texts, asked, code):
    lexicon = lexicon_of(texts)
    model = CodeModel(lexicon)
    codes = [CodeSaid(number, (f"code{number}",)) for number in (1, 2)]
    has = {(1, 0, 9): frozenset([1]), (2, 0, 9): frozenset([2])}
    list(model.update(codes, has, lambda places: [texts[place[0] - 1] for place in places]))
    assert model.codes_for(asked, 1)[0].code_id == code
    words = model.words_for(asked, code)
    assert words
    assert all(word in asked for word in words)


def test_the_best_sentences_are_those_that_the_model_would_choose():
    random = np.random.Generator(np.random.PCG64(5))
    vocabulary = [word for text in words_of(TEXTS) for word in text.split()]
    sentences = [" ".join(random.choice(vocabulary, random.integers(4, 12))) for _ in range(300)]
    sentences[7] = "price"
    lexicon = Lexicon()
    index = SentenceIndex(lexicon)
    for sentence in sentences:
        index.add(sentence)
    for step in range(index.close()):
        index.step(step)
    model = CodeModel(lexicon)
    list(model.update(CODES, HAS, words_of))
    without = np.zeros(300, np.bool_)
    without[:5] = True
    for code in (PRICE, SURPRISE):
        best = list(index.best(model.word_weights(code), without, 300))
        assert not {0, 1, 2, 3, 4, 7} & set(best)
        # Repeated words are damped in the model only, so the order is nearly the same.
        column = model.code_ids.index(code)
        scores = np.log(model.shares(sentences))
        scores = (scores - scores.mean(axis=1, keepdims=True))[:, column]
        wanted = [n for n in np.argsort(-scores) if n in set(best)][:20]
        assert len(set(best[:30]) & set(wanted)) >= 17


def test_common_words_are_no_reasons():
    lexicon = Lexicon(frozenset(["what", "the", "is"]))
    for text in words_of(TEXTS):
        lexicon.read(text)
    lexicon.weigh()
    model = CodeModel(lexicon)
    list(model.update(CODES, HAS, words_of))
    words = model.words_for("the price is what I fear", PRICE)
    assert not {"the", "is", "what", "I"} & set(words)
    assert "price" in words


def test_a_sentence_index_without_sentences():
    index = SentenceIndex(Lexicon())
    assert index.close() == 0
    assert list(index.best(np.zeros(0, np.float32), np.zeros(0, np.bool_), 10)) == []


def test_learning_can_be_left_off_and_gone_on_with():
    many = {(1, n, n + 1): frozenset([PRICE if n % 2 else SURPRISE]) for n in range(400)}

    def texts(places):
        return [f"{'price' if place[1] % 2 else 'new'} {place[1]}" for place in places]

    model = CodeModel(lexicon_of(texts(many)))
    assert list(itertools.islice(model.update(CODES, many, texts), 2))
    shares = list(model.update(CODES, many, texts))
    assert shares[-1] == 1.0
    assert model.codes_for("the price", 1)[0].code_id == PRICE
