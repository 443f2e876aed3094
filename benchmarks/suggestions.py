"""How well codes are suggested on sets of texts that people have coded, beside the two usual ways to do it.

PYTHONPATH=src python -m benchmarks.suggestions FOLDER [--examples 3] [--draws 20] [--seed 0]

FOLDER is one of pdpilot-gold, nhs-fft-neas, banking77, casino, ibm-kpa, or what holds them all. Vectors are tried where the
extra `semantic` is installed. Excerpts that share words with a shown one are never held back.
"""

import argparse
import csv
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from interviewcoder.analysis.suggestions.code_model import CodeSaid, Vectors, said_of
from interviewcoder.analysis.suggestions.lexicon import Lexicon
from interviewcoder.analysis.suggestions.semantic_extra import is_installed
from interviewcoder.analysis.suggestions.sentence_vectors import SentenceVectors
from interviewcoder.analysis.suggestions.trial import TrialExcerpt, trial
from interviewcoder.domain.suggestion import Trial

Texts = list[tuple[str, int, int, str, str, set[str]]]
"""Source, start, end, text, person, names of codes."""
Said = dict[str, tuple[str, ...]]
"""What is said of each code, by its name."""
Coded = tuple[Texts, Said, list[str]]
"""Also all texts of the set, coded or not, from which the rarity of words is taken."""


def pdpilot(folder: Path) -> Coded:
    """Four interviews of practitioners of machine learning, 67 codes in a tree, with memos on some."""
    import pypdfium2

    found: dict[tuple[str, int, int], tuple[str, set[str]]] = {}
    paths = set()
    with open(folder / "gold_codings.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = row["document"], int(row["start"]), int(row["end"])
            found.setdefault(place, (row["text"], set()))[1].add(row["code"])
            paths.add(row["code"])
    document = pypdfium2.PdfDocument(folder / "code-system.pdf")
    lines = [
        re.sub(r" \d+$", "", line)
        for page in document
        for line in page.get_textpage().get_text_range().splitlines()
        if re.search(r" \d+$", line)
    ]
    names = sorted({name for path in paths for name in path.split(" > ")}, key=len, reverse=True)
    memos: dict[str, str] = {}
    for line in lines:
        name = next((name for name in names if line.startswith(name)), None)
        if name is not None:
            memos.setdefault(name, line[len(name) :].strip())
    said = {}
    for path in sorted(paths):
        *above, name = path.split(" > ")
        said[path] = said_of(name, above[-1] if above else "", memos.get(name, ""), "")
    everything = [
        sentence
        for file_name in sorted(folder.glob("P*.txt"))
        for line in file_name.read_text(encoding="utf-8").splitlines()
        for sentence in re.split(r"(?<=[.?!]) ", line)
        if sentence.strip()
    ]
    texts = [
        (document, start, end, text, document, codes)
        for (document, start, end), (text, codes) in sorted(found.items())
    ]
    return texts, said, everything


def nhs(folder: Path) -> Coded:
    """Answers of patients to two open questions, coded by a hospital's staff; names of codes only."""
    found: dict[str, tuple[str, str, set[str]]] = {}
    with open(folder / "gold_long.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            answer = found.setdefault(row["comment_id"], (row["answer"], row["respondent"], set()))
            answer[2].add(row["code"])
    return _named((key, *value) for key, value in found.items())


def banking(folder: Path) -> Coded:
    """Questions of customers of a bank, each with what it is about, of 77."""
    with open(folder / "test.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return _named(
        (str(number), row["text"], str(number), {row["category"].replace("_", " ")})
        for number, row in enumerate(rows)
    )


def casino(folder: Path) -> Coded:
    """Lines of two who negotiate, with their strategies, of 10."""
    dialogues = json.loads((folder / "casino_test.json").read_text(encoding="utf-8"))
    return _named(
        (f"{number} {place}", text, str(number), {one.replace("-", " ") for one in codes})
        for number, dialogue in enumerate(dialogues)
        for place, (text, labels) in enumerate(dialogue["annotations"])
        if (codes := set(labels.split(",")) - {"non-strategic"})
    )


def key_points(folder: Path) -> Coded:
    """Arguments, with the key points that they make."""

    def rows(name: str) -> list[dict[str, str]]:
        with open(folder / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    points = {row["key_point_id"]: row["key_point"] for row in rows("key_points_dev.csv")}
    arguments = {row["arg_id"]: row["argument"] for row in rows("arguments_dev.csv")}
    made: dict[str, set[str]] = {}
    for row in rows("labels_dev.csv"):
        if row["label"] == "1":
            made.setdefault(row["arg_id"], set()).add(points[row["key_point_id"]])
    texts, said, _ = _named((key, arguments[key], key, codes) for key, codes in made.items())
    return texts, said, list(arguments.values())


def _named(found: Iterable[tuple[str, str, str, set[str]]]) -> Coded:
    texts: Texts = [
        (key, 0, len(text), text, person, codes) for key, text, person, codes in sorted(found)
    ]
    names = sorted({code for *_, codes in texts for code in codes})
    return texts, {name: said_of(name, "", "", "") for name in names}, [one[3] for one in texts]


SETS: dict[str, Callable[[Path], Coded]] = {
    "pdpilot-gold": pdpilot,
    "nhs-fft-neas": nhs,
    "casino": casino,
    "ibm-kpa": key_points,
    "banking77": banking,
}
_TUNED_ON = ("nhs-fft-neas", "casino", "ibm-kpa")


def main() -> None:
    """Print a table for each set and each way to choose what is shown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--examples", type=int, default=3)
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    if chosen.folder.name in SETS:
        folders = [chosen.folder]
    else:
        folders = [one for name in SETS if (one := chosen.folder / name).is_dir()]
    if not folders:
        parser.error(f"{chosen.folder} holds none of {', '.join(SETS)}.")
    vectors = SentenceVectors() if is_installed() else None
    for folder in folders:
        tuned = "settings were chosen on it" if folder.name in _TUNED_ON else "kept aside"
        print(f"\n## {folder.name} ({tuned})")
        for shown, tried_only in ((0, False), (chosen.examples, True), (chosen.examples, False)):
            options = {"draws": chosen.draws, "seed": chosen.seed}
            _show(tried(folder, vectors, shown=shown, tried_only=tried_only, **options))


def tried(
    folder: Path, vectors: Vectors | None, *, shown: int, tried_only: bool, draws: int, seed: int
) -> Trial:
    """A trial on the set of a folder."""
    texts, said, everything = SETS[folder.name](folder)
    codes = {name: number for number, name in enumerate(said)}
    sources = {name: number for number, name in enumerate(dict.fromkeys(one[0] for one in texts))}
    lexicon = Lexicon()
    for text in everything:
        lexicon.read(text)
    lexicon.weigh()
    *_, found = trial(
        [
            TrialExcerpt(
                sources[source], start, end, text, person, frozenset(codes[name] for name in names)
            )
            for source, start, end, text, person, names in texts
        ],
        [CodeSaid(codes[name], each) for name, each in said.items()],
        lexicon,
        vectors,
        shown=shown,
        tried_only=tried_only,
        draws=draws,
        seed=seed,
    )
    assert isinstance(found, Trial)
    return found


def _show(found: Trial) -> None:
    print(
        f"\n{found.protocol}; {found.codes} codes to choose from, {found.tried} tried; "
        f"{found.shown:.0f} excerpts shown, {found.held_back:.0f} held back\n"
    )
    print("| method | recall@1 | recall@3 | mAP |\n|---|---|---|---|")
    for row in found.rows:
        figures = (row.recall_at_1, row.recall_at_3, row.mean_average_precision)
        print(f"| {row.method} | {' | '.join(one.percent for one in figures)} |", flush=True)


if __name__ == "__main__":
    main()
