"""Sentences found in a process of its own are those of the language tools, which are not loaded here for them."""

import subprocess
import sys
from pathlib import Path

import pytest

from interviewcoder.analysis import sentence_process
from interviewcoder.analysis.language import sentences
from interviewcoder.analysis.sentence_process import sentences_apart

PASSAGES = [
    (0, "Dr. Brown came. “Well?” he said!"),
    (40, "   "),
    (50, "Ça va?\nOui 👩\u200d👧 oui. \u202eEnd"),
]
FOUND_ELSEWHERE = f"""
import sys
from interviewcoder.analysis.sentence_process import sentences_apart
print([(span.start, span.end) for span in sentences_apart({PASSAGES!r}, "en")], "spacy" in sys.modules)
"""


def test_they_are_the_same_and_the_tools_stay_out():
    done = subprocess.run(
        [sys.executable, "-c", FOUND_ELSEWHERE], capture_output=True, text=True, check=True
    )
    here = [(span.start, span.end) for span in sentences(PASSAGES, "en")]
    assert done.stdout.strip() == f"{here} False"
    assert len(here) == 6


def test_where_the_tools_are_loaded_they_are_used_and_no_process_is_started(monkeypatch):
    expected = tuple(sentences(PASSAGES, "de"))
    monkeypatch.setattr(sys, "executable", "/nowhere")
    assert sentences_apart(PASSAGES, "de") == expected


@pytest.mark.parametrize("program", ["nowhere.py", "language.py"])
def test_without_an_answer_they_are_found_here(monkeypatch, program):
    monkeypatch.setattr(
        sentence_process, "_PROGRAM", Path(sentence_process.__file__).with_name(program)
    )
    expected = tuple(sentences(PASSAGES, "en"))
    loaded = sys.modules["spacy"]
    monkeypatch.delitem(sys.modules, "spacy")
    assert sentence_process._asked(PASSAGES, "en") is None
    monkeypatch.setitem(sys.modules, "spacy", loaded)
    assert sentences_apart(PASSAGES, "en") == expected
