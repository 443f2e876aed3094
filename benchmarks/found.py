"""How far off it is how much of a code is found: some of what people have coded is hidden, foretold, and counted.

PYTHONPATH=src python -m benchmarks.found FOLDER_OR_STUDY [--draws 6] [--read 0.3 0.6 0.8] [--top-level]

A folder is one of pdpilot-gold, casino, nhs-fft-neas, banking77; a study is one whose texts were all coded. What is hidden is whole
interviews, dialogues or respondents, drawn at random. A code is looked at where enough of it is left to see.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from interviewcoder.analysis.suggestions.code_model import CodeSaid
from interviewcoder.analysis.suggestions.found import Sentences, found_code
from interviewcoder.analysis.suggestions.held_out_scores import Example, HeldOut, held_out_scores
from interviewcoder.analysis.suggestions.lexicon import Lexicon
from interviewcoder.analysis.suggestions.sentence_index import SentenceIndex
from interviewcoder.domain.coding import Span, joined
from interviewcoder.domain.found import FoundCode
from interviewcoder.study import Study
from interviewcoder.study.found_codes import FoundCodes

from .suggestions import Said, Texts, banking, nhs, pdpilot

_SURVEY = "survey "
Whole = tuple[Texts, Texts, Said]
"""All sentences (with no codes), all excerpts, and what is said of each code."""


def interviews(folder: Path) -> Whole:
    """All lines of the four interviews, those of the interviewer as well."""
    excerpts, said, _ = pdpilot(folder)
    lines: Texts = []
    for path in sorted(folder.glob("P*.txt")):
        for line in re.finditer(r"[^\n]+", path.read_text(encoding="utf-8")):
            lines += _parted(path.stem, line.start(), line[0], path.stem)
    return lines, excerpts, said


def dialogues(folder: Path) -> Whole:
    """All lines of the dialogues that were coded, those without a strategy as well."""
    lines: Texts = []
    excerpts: Texts = []
    for number, one in enumerate(
        json.loads((folder / "casino_test.json").read_text(encoding="utf-8"))
    ):
        start, name = 0, f"{number:03}"
        for text, labels in one["annotations"]:
            codes = {each.replace("-", " ") for each in labels.split(",")} - {"non strategic"}
            lines.append((name, start, start + len(text), text, name, set()))
            if codes:
                excerpts.append((name, start, start + len(text), text, name, codes))
            start += len(text) + 1
    names = sorted({code for one in excerpts for code in one[5]})
    return lines, excerpts, {name: (name, name) for name in names}


def answers(excerpts: Texts, said: Said) -> Whole:
    """Answers that all are coded, as their sentences."""
    return (
        [one for each in excerpts for one in _parted(each[0], 0, each[3], each[4])],
        excerpts,
        said,
    )


def study(path: Path) -> Whole:
    """All that participants say in a study."""
    with Study.open(path) as opened:
        opened.suggestions.words_only = True
        list(opened.suggestions.index())
        index = opened.suggestions._ready()
        said = {index.codes[one.id].name: one.texts for one in index.said()}
        known = FoundCodes(opened._file, index)
        lines: Texts = [
            (f"{_SURVEY if kind else ''}{place[0]}", *place[1:], text, str(person), set())
            for place, text, person, kind in zip(
                index.places,
                index.words_at(index.places),
                known._persons.tolist(),
                known._kinds.tolist(),
                strict=True,
            )
        ]
        names = {int(one[0].removeprefix(_SURVEY)): one[0] for one in lines}
        places = [place for place in index.coded if place[0] in names]
        excerpts: Texts = [
            (
                names[place[0]],
                *place[1:],
                text,
                str(known._person(*place)),
                {index.codes[code].name for code in index.coded[place]},
            )
            for place, text in zip(places, index.words_at(places), strict=True)
        ]
    return lines, excerpts, said


def _parted(source: str, start: int, text: str, person: str) -> Iterator[tuple]:  # type: ignore[type-arg]
    for part in re.split(r"(?<=[.?!]) ", text):
        if part.strip():
            yield source, start, start + len(part), part, person, set()
        start += len(part) + 1


SETS: dict[str, Callable[[Path], Whole]] = {
    "pdpilot-gold": interviews,
    "casino": dialogues,
    "nhs-fft-neas": lambda folder: answers(*nhs(folder)[:2]),
    "banking77": lambda folder: answers(*banking(folder)[:2]),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What was foretold of a code, and what is so."""

    read: float
    found: FoundCode
    waiting: float


def trials(whole: Whole, shares: list[float], draws: int) -> Iterator[Told]:
    """Hide people over and over, and tell of each code what waits there."""
    lines, excerpts, said = whole
    lines = sorted(lines, key=lambda one: one[:3])
    names = list(said)
    number = {name: place for place, name in enumerate(names)}
    people = {name: place for place, name in enumerate(sorted({one[4] for one in lines}))}
    excerpts = [one for one in excerpts if one[4] in people]
    persons = np.array([people[one[4]] for one in lines], np.intp)
    kinds = np.array([one[0].startswith(_SURVEY) for one in lines], np.intp)
    lexicon = Lexicon()
    sentences = SentenceIndex(lexicon)
    for one in lines:
        sentences.add(one[3])
    for step in range(sentences.close()):
        sentences.step(step)
    tagged = _tagged(lines, excerpts, names)
    codes = [CodeSaid(number[name], said[name]) for name in names]
    for share in shares:
        for draw in range(draws):
            random = np.random.Generator(np.random.PCG64(1000 * draw + int(100 * share)))
            most = min(len(people) - 1, max(1, round(share * len(people))))
            shown = random.permutation(len(people))[:most]
            read = np.isin(persons, shown)
            examples = [
                Example(text, people[who], frozenset(number[each] for each in has))
                for *_, text, who, has in excerpts
                if people[who] in shown
            ]
            *_, held_out = held_out_scores(
                sentences,
                lexicon,
                persons,
                np.flatnonzero(read & ~(tagged > 0).any(axis=1)),
                lambda chosen: [lines[one][3] for one in chosen],
                examples,
                codes,
                read=read,
                seed=draw,
            )
            assert isinstance(held_out, HeldOut)
            for code in range(len(names)):
                seen = Sentences(
                    persons,
                    kinds,
                    read,
                    np.zeros(len(read), np.bool_),
                    np.where(read, tagged[:, code], 0.0),
                    held_out.shares[:, code],
                    held_out.in_three[:, code],
                )
                found = found_code(code, names[code], seen)
                if not found.missing:
                    yield Told(share, found, float(tagged[~read, code].sum()))


def _tagged(lines: Texts, excerpts: Texts, names: list[str]) -> np.ndarray:  # type: ignore[type-arg]
    """(sentences, codes): what part of an excerpt each sentence is."""
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for source, start, end, _, _, codes in excerpts:
        for code in codes:
            spans[source, code].append(Span(start, end))
    of_source: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(lines):
        of_source[one[0]].append(place)
    found = np.zeros((len(lines), len(names)))
    for (source, code), each in spans.items():
        for span in joined(each):
            there = [n for n in of_source[source] if Span(*lines[n][1:3]).overlaps(span)]
            found[there, names.index(code)] += 1 / max(1, len(there))
    return found


def show(told: list[Told]) -> None:
    """Print a row for each share that was read."""
    print(
        "| read | codes told | share found, off by (mean, bias) | interval wide | covers | more, off by | precision | recall |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for read in sorted({one.read for one in told}):
        some = [one for one in told if one.read == read]
        off, wide, covered, counts = [], [], [], []
        precision = [one.found.precision.value for one in some if one.found.precision]
        recall = [one.found.recall.value for one in some if one.found.recall]
        for one in some:
            share, more = one.found.share, one.found.more
            assert share is not None
            assert more is not None
            tagged = one.found.excerpts
            off.append(share.value - tagged / (tagged + one.waiting))
            wide.append(share.high - share.low)
            covered.append(more.low <= round(one.waiting, 6) <= more.high)
            counts.append(abs(more.value - one.waiting))
        print(
            f"| {100 * read:.0f} % | {len(some)} | {100 * np.mean(np.abs(off)):.0f} ({100 * np.mean(off):+.0f}) points "
            f"| {100 * np.mean(wide):.0f} points | {100 * np.mean(covered):.0f} % | {np.mean(counts):.1f} "
            f"| {100 * np.mean(precision):.0f} % | {100 * np.mean(recall):.0f} % |"
        )


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--draws", type=int, default=6)
    parser.add_argument("--read", type=float, nargs="+", default=[0.3, 0.6, 0.8])
    parser.add_argument("--top-level", action="store_true", help="codes by the first of their path")
    chosen = parser.parse_args()
    whole = SETS.get(chosen.path.name, study)(chosen.path)
    if chosen.top_level:
        lines, excerpts, _ = whole
        excerpts = [(*one[:5], {code.split(" > ")[0] for code in one[5]}) for one in excerpts]
        names = sorted({code for one in excerpts for code in one[5]})
        whole = lines, excerpts, {name: (name, name) for name in names}
    show(list(trials(whole, chosen.read, chosen.draws)))


if __name__ == "__main__":
    main()
