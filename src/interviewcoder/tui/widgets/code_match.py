"""How well codes answer what was typed: names first, then parents and definitions, then letters in order and slips."""

import difflib
from collections.abc import Mapping, Sequence

from ...domain.codebook import Code
from ...domain.text import name_key

_FEWEST_LETTERS = 3
"""Fewer letters stand in order in nearly every name."""
_CLOSE = 0.7


def best_first(words: str, codes: Sequence[Code], parents: Mapping[int, str]) -> list[Code]:
    """The codes that answer the words, the best first; all of them, in their order, for no words.

    Args:
        words: what was typed.
        codes: the codes to choose from.
        parents: for a code's id the names of the codes above it, as `name_key` has them.
    """
    wanted = name_key(words).split()
    ranks = [(_rank(wanted, code, parents[code.id]), code) for code in codes]
    found = [(rank, code) for rank, code in ranks if rank is not None]
    if not found and wanted:
        return _nearly_so_called(" ".join(wanted), codes)
    return [code for _, code in sorted(found, key=lambda pair: pair[0])]


def _rank(wanted: Sequence[str], code: Code, above: str) -> int | None:
    """0 for the best answer; None for none."""
    name = name_key(code.name)
    if name.startswith(" ".join(wanted)):
        return 0
    if all(word in name for word in wanted):
        return 1
    around = f"{name} {above} {code.kind.value}"
    if all(word in around for word in wanted):
        return 2
    told = f"{around} {name_key(code.definition)} {name_key(code.include)}"
    if all(word in told for word in wanted):
        return 3
    return 4 if _stand_in_order("".join(wanted), name) else None


def _stand_in_order(letters: str, name: str) -> bool:
    """Whether a name has the letters in this order, such as `wtpr` in `watches the price`."""
    rest = iter(name)
    return len(letters) >= _FEWEST_LETTERS and all(letter in rest for letter in letters)


def _nearly_so_called(words: str, codes: Sequence[Code]) -> list[Code]:
    """Codes whose name, or a word of it, is what was typed but for a slip."""
    likeness: list[tuple[float, Code]] = []
    for code in codes:
        name = name_key(code.name)
        ratios = (
            difflib.SequenceMatcher(None, words, part).ratio() for part in (name, *name.split())
        )
        likeness.append((max(ratios), code))
    likeness.sort(key=lambda pair: -pair[0])
    return [code for ratio, code in likeness if ratio >= _CLOSE]
