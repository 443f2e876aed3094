"""How well and how fast tags find their places in a corrected text.

    PYTHONPATH=src python benchmarks/revisions.py

First two interviews of the sample, with slips (a character replaced, left out or doubled) put at random inside or outside excerpts.
Then a made-up transcript of 100,000 words with 5,000 tags, corrected in several ways, as a whole revision of a study.
"""

import random
import re
import string
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from corpus import Speech

from interviewcoder import Study
from interviewcoder.analysis.alignment import aligned
from interviewcoder.analysis.relocation import relocated
from interviewcoder.domain.coding import Span
from interviewcoder.domain.revision import Outcome

_INTERVIEWS = Path(__file__).parents[1] / "sample_transcripts" / "interviews"
_RUNS = 100
_WORDS = 100_000
_TAGS = 5_000

Rewrite = Callable[[str], str]


def with_slips(text: str, share: float, chance: random.Random) -> str:
    """The text with a slip in so many of its characters."""

    def slip(letter: str) -> str:
        if chance.random() >= share:
            return letter
        return chance.choice((chance.choice(string.ascii_lowercase), "", letter * 2))

    return "".join(map(slip, text))


def with_other_words(text: str, share: float, chance: random.Random) -> str:
    """The text with so many of its words spelt backwards."""
    return re.sub(r"\w+", lambda word: word[0][:: -1 if chance.random() < share else 1], text)


def excerpts(text: str, chance: random.Random) -> list[Span]:
    """Excerpts of 4 to 50 words with some words between them."""
    words = [found.span() for found in re.finditer(r"[\w'’]+", text)]
    spans, at = [], chance.randint(3, 60)
    while at + 60 < len(words):
        length = chance.randint(4, 50)
        spans.append(Span(words[at][0], words[at + length - 1][1]))
        at += length + chance.randint(6, 120)
    return spans


def rewritten(
    text: str, spans: Sequence[Span], inside: Rewrite, between: Rewrite
) -> tuple[str, list[Span]]:
    """The text rewritten inside and between spans, and where they are then; what touches them stays."""
    new, places, at = "", [], 0
    for span in (*spans, Span(len(text), len(text))):
        before = text[at : span.start]
        new += before[:1] + between(before[1:-1]) + before[-1:]
        start = len(new)
        new += inside(text[span.start : span.end])
        places.append(Span(start, len(new)))
        at = span.end
    return new, places[:-1]


def found_again() -> None:
    """What becomes of excerpts of real speech."""
    files = sorted(_INTERVIEWS.glob("*.txt"))
    text = "\n\n".join(re.sub(r"(?m)^[A-Z][\w ]*: ", "", f.read_text()).strip() for f in files)
    other = re.sub(r"\*\*.*?\*\*", "", (_INTERVIEWS / "interview_04_callum.md").read_text())
    print("| change | share | kept | moved | ambiguous | lost | at the right place |")
    print("|---|---|---|---|---|---|---|")
    for where in ("outside", "inside", "deleted", "said anew"):
        for share in (0.01, 0.05, 0.2) if where in ("outside", "inside") else (1.0,):
            counts: Counter[Outcome] = Counter()
            right = 0
            for seed in range(_RUNS):
                chance = random.Random(seed)
                spans = excerpts(text, chance)
                at = other.index(" ", chance.randrange(len(other) - 600))
                slips: Rewrite = lambda words: with_slips(words, share, chance)  # noqa: B023, E731
                same: Rewrite = lambda words: words  # noqa: E731
                inside = {
                    "outside": same,
                    "inside": slips,
                    "deleted": lambda _: "",
                    "said anew": lambda words: other[at : at + len(words)],  # noqa: B023
                }[where]
                between = slips if where == "outside" else same
                new, places = rewritten(text, spans, inside, between)
                for one, place in zip(
                    relocated(text, new, spans, aligned(text, new)), places, strict=True
                ):
                    counts[one.outcome] += 1
                    if one.span:
                        shared = min(one.span.end, place.end) - max(one.span.start, place.start)
                        right += shared >= 0.75 * max(len(one.span), len(place))
            figures = " | ".join(f"{counts[outcome]:,}" for outcome in Outcome)
            print(f"| {where} | {share:.0%} | {figures} | {right:,} |")


def in_a_study() -> None:
    """How long a revision of a long transcript takes, as a whole."""
    chance = random.Random(1)
    text = Speech(1).interview(_WORDS)
    turns = text.split("\n\n")
    half = len(turns) // 4 * 2
    corrected = {
        "every 100th word": with_other_words(text, 0.01, chance),
        "every 20th word": with_other_words(text, 0.05, chance),
        "every 50th character": with_slips(text, 0.02, chance),
        "every second turn left out": "\n\n".join(turns[::4] + turns[1::4]),
        "halves in another order": "\n\n".join(turns[half:] + turns[:half]),
        "another text": Speech(2).interview(_WORDS),
    }
    print("\n| change | seconds | kept | moved | ambiguous | lost |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.txt"
        for name, words in corrected.items():
            path.write_text(text, encoding="utf-8")
            with Study.create(Path(folder) / f"{name}.study", coder="Maya") as study:
                list(study.sources.import_files([path]))
                passages = study.sources.read(1).passages
                lines = ["source,start,end,code"]
                for n in range(_TAGS):
                    passage = passages[n * 7 % len(passages)]
                    start = passage.start + n % 40
                    end = min(passage.end, start + 20 + n % 200)
                    lines.append(f"long,{start},{max(start + 1, end)},{('Needs', 'Pains')[n % 2]}")
                table = Path(folder) / "codings.csv"
                table.write_text("\n".join(lines), encoding="utf-8")
                study.codings.import_file(table)
                path.write_text(words, encoding="utf-8")
                began = perf_counter()
                tally = study.sources.revise(1, path).tally
                seconds = perf_counter() - began
            print(
                f"| {name} | {seconds:.1f} | {tally.kept:,} | {tally.moved:,} | "
                f"{tally.ambiguous:,} | {tally.lost:,} |"
            )


if __name__ == "__main__":
    found_again()
    in_a_study()
