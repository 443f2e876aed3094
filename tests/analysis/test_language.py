import itertools

import pytest

from interviewcoder.analysis.language import sentences


def texts(passages, language="en"):
    whole = " " * 5000
    for start, text in passages:
        whole = whole[:start] + text + whole[start + len(text) :]
    return [whole[span.start : span.end] for span in sentences(passages, language)]


def test_sentences_of_passages_in_the_source():
    passages = [(0, "I plan ahead. Always!  Do you?"), (100, "No. \n\nNot me.")]
    assert texts(passages) == ["I plan ahead.", "Always!", "Do you?", "No.", "Not me."]


def test_speech_without_punctuation_is_one_sentence():
    assert texts([(7, "  well you know i just go there and see \n")]) == [
        "well you know i just go there and see"
    ]


@pytest.mark.parametrize("language", ["en", "de", "pt-BR", "zz", "", "xx", "EN_us", "ja", "../etc"])
def test_every_language_has_some_rules(language):
    assert texts([(0, "One. Two.")], language)[0].startswith("One")


def test_white_space_has_no_sentences():
    assert list(sentences([(0, ""), (3, " \n\t ")], "en")) == []


def test_a_passage_longer_than_the_pipeline_takes():
    text = "This is one sentence of many. " * 40_000
    found = list(sentences([(10, text)], "en"))
    # One sentence may be cut in two where the text is.
    assert 40_000 <= len(found) <= 40_001
    assert found[-1].end == 10 + len(text.rstrip())
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_one_word_longer_than_the_pipeline_takes():
    found = list(sentences([(0, "x" * 1_500_000)], "en"))
    assert sum(len(span) for span in found) == 1_500_000
