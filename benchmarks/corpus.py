"""A made-up corpus, the same bytes on every run: interviews and surveys of any size."""

import csv
import random
from itertools import accumulate
from pathlib import Path

_ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
]
_NUCLEI = ["a", "ai", "e", "ea", "ee", "i", "o", "oa", "oo", "ou", "u", "é", "ü"]
_CODAS = ["", "", "b", "ck", "l", "ll", "m", "n", "nd", "ng", "r", "rs", "s", "st", "t"]
_VOCABULARY = 20_000
_LINE = 9
"""Words a sentence has, on average."""


class Speech:
    """Draws words as frequent as in a language (Zipf's law) and makes sentences of them."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        syllables = [a + b + c for a in _ONSETS for b in _NUCLEI for c in _CODAS]
        draw = random.Random(0)
        self._words = [
            "".join(draw.choices(syllables, k=1 + (rank > 200) + (rank > 4_000)))
            for rank in range(_VOCABULARY)
        ]
        self._weights = list(accumulate(1 / (rank + 2) for rank in range(_VOCABULARY)))

    def words(self, count: int) -> list[str]:
        """So many words."""
        return self._random.choices(self._words, cum_weights=self._weights, k=count)

    def turn(self, count: int) -> str:
        """So many words as sentences."""
        words = self.words(count)
        sentences = [" ".join(words[at : at + _LINE]).capitalize() for at in range(0, count, _LINE)]
        return ". ".join(sentences) + "."

    def interview(self, count: int) -> str:
        """A transcript of about so many words: `Name: text` turns of two speakers."""
        turns: list[str] = []
        written = 0
        while written < count:
            asked, answered = self._random.randint(8, 25), self._random.randint(20, 110)
            turns.append(f"Interviewer: {self.turn(asked)[:-1]}?")
            turns.append(f"Participant: {self.turn(answered)}")
            written += asked + answered
        return "\n\n".join(turns) + "\n"


def write_interviews(folder: Path, count: int, words: int, seed: int = 1) -> None:
    """So many text files of so many words each."""
    folder.mkdir(parents=True, exist_ok=True)
    speech = Speech(seed)
    for number in range(count):
        text = speech.interview(words).replace("Participant:", f"P{number:04}:")
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")


def write_survey(path: Path, respondents: int, seed: int = 1) -> None:
    """A survey of two closed and one open question."""
    speech = Speech(seed)
    draw = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["respondent_id", "age", "region", "What would you change, and why?"])
        for number in range(respondents):
            region = draw.choice(["North", "South", "East", "West"])
            answer = speech.turn(draw.randint(6, 30))
            table.writerow([f"R{number:06}", draw.randint(18, 90), region, answer])
