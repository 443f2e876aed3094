"""Coded transcripts as HTML: the text with every coding marked, notes in the margin, the codes at the end.

A coding is drawn as a line under its words, one line a coding so that those that overlap are all seen, with a
numbered corner where the excerpt begins and ends. The number leads to the note, which names the code.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewcoder.domain.coding import Polarity
from interviewcoder.domain.source import Role

from .coded_transcript import CodedTranscript, Note, Run, Turn, UsedCode
from .colours import colour_of, ink_on, seen_on
from .page_templates import Templates

MOST_LANES = 8
"""Lines that are drawn under a text. Where more codings overlap, the others have corners and notes only."""

INDEX = "index.html"
"""The name of the page that leads to the others."""

_PAPER, _DARK = "#fffefb", "#1c1f23"
"""The grounds of the light and the dark page, as in `style.css`."""
_TINT = "2e"
"""How opaque a code's colour is behind words, as two hex digits."""
_MOST_TINTS = 2
"""So many codes' tints lie over each other behind words that are to be read."""
_EASY_LANES = 2
"""So many fit between lines of text that are not spaced out."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What the index tells of a page."""

    file: str
    name: str
    participants: tuple[str, ...]
    passages: int
    codings: int
    codes: int


def transcript_html(transcript: CodedTranscript, index: str = "") -> str:
    """The page. It stands alone, and loads and runs nothing; the same transcript gives the same text.

    Args:
        transcript: what is shown.
        index: the name of the page that leads to the others, to link to; empty for none.
    """
    looks = _Looks(transcript.codes)
    sections = [
        (section.heading, [_turn(turn, looks) for turn in section.turns])
        for section in transcript.sections
    ]
    values = {
        "study": transcript.study,
        "transcript": transcript,
        "source": transcript.source,
        "index": index,
        "sections": sections,
        "codes": [(used, looks.of_code(used.code.id)) for used in transcript.codes],
        "looks": looks,
        "most_lanes": MOST_LANES,
        "overflowing": any(note.lane >= MOST_LANES for note in transcript.notes),
    }
    return Templates("html").render("transcript.html.j2", values)


def index_html(study: str, pages: Sequence[Listed], chosen: str = "") -> str:
    """The page that lists the others; `chosen` tells which codings they show, if not all."""
    values = {"study": study, "pages": pages, "chosen": chosen}
    return Templates("html").render("transcripts.html.j2", values)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A turn as the template shows it."""

    turn: Turn
    runs: tuple[tuple[Run, str], ...]
    """The runs, each with the class of its look; empty for words without codings."""
    spaced: int
    """How many lanes more than the easy ones there are between its lines."""
    is_aside: bool
    """Whether no participant speaks."""


class _Looks:
    """The classes of the page's style: one for each way in which a run is marked, and the colours of codes."""

    def __init__(self, codes: Sequence[UsedCode]) -> None:
        self._codes = {used.code.id: used for used in codes}
        self._classes: dict[tuple[tuple[int, int, bool], ...], str] = {}

    def of_code(self, code_id: int) -> str:
        """The class that gives a mark its code's colour."""
        return f"c{self._codes[code_id].number}"

    def of_run(self, notes: Sequence[Note]) -> str:
        """The class of words with these codings on them."""
        if not notes:
            return ""
        look = tuple(
            (note.lane, self._codes[note.code.id].number, note.coding.polarity is Polarity.AGAINST)
            for note in notes
            if note.lane < MOST_LANES
        )
        return self._classes.setdefault(look, f"k{len(self._classes) + 1}")

    @property
    def light(self) -> str:
        """The codes' colours as they are seen on paper, and what is written on them."""
        return " ".join(self._colours(_PAPER))

    @property
    def dark(self) -> str:
        """The codes' colours as they are seen on a dark page."""
        return " ".join(self._colours(_DARK))

    def _colours(self, ground: str) -> Iterator[str]:
        for used in self._codes.values():
            colour = colour_of(used.code)
            yield f"--c{used.number}: {seen_on(colour, ground)}; --t{used.number}: {colour}{_TINT};"

    @property
    def rules(self) -> str:
        """The rules of all classes that were asked for. They hold numbers and colours only."""
        chips = [
            f".c{used.number} {{ --code: var(--c{used.number}); "
            f"--chip: {colour_of(used.code)}; --chip-ink: {ink_on(colour_of(used.code))}; }}"
            for used in self._codes.values()
        ]
        runs = [_rule(name, look) for look, name in self._classes.items()]
        return "\n".join([*chips, *runs])


def _rule(name: str, look: Sequence[tuple[int, int, bool]]) -> str:
    """A class of runs: a line for each coding in its lane, over a tint of their colours."""
    below = 1 + max((lane for lane, _, _ in look), default=-1)
    layers: list[str] = []
    for lane, code, against in look:
        colour = f"var(--c{code})"
        dashes = f"repeating-linear-gradient(90deg, {colour} 0 5px, transparent 5px 8px)"
        line = dashes if against else f"linear-gradient({colour}, {colour})"
        layers.append(
            f"{line} left 0 bottom {_lanes(below - lane - 1)} / 100% {_lanes(0.75)} no-repeat"
        )
    layers += [
        f"linear-gradient(var(--t{code}), var(--t{code})) "
        f"left 0 top 0 / 100% calc(100% - {_lanes(below)}) no-repeat"
        for code in list(dict.fromkeys(code for _, code, _ in look))[:_MOST_TINTS]
    ]
    return f".{name} {{ padding-bottom: {_lanes(below)}; background: {', '.join(layers)}; }}"


def _lanes(number: float) -> str:
    """The height of so many lanes."""
    return f"calc({number} * var(--lane))"


def _turn(turn: Turn, looks: _Looks) -> _Shown:
    lanes = [note.lane + 1 for run in turn.runs for note in run.notes if note.lane < MOST_LANES]
    return _Shown(
        turn,
        tuple((run, looks.of_run(run.notes)) for run in turn.runs),
        max(0, max(lanes, default=0) - _EASY_LANES),
        turn.role is not Role.PARTICIPANT,
    )
