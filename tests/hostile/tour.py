"""Walks by keys through all screens and dialogs of the program in a terminal, and looks at every byte it wrote."""

import inspect
import pkgutil
import re
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from textual.screen import Screen

import interviewcoder.tui.screens
from interviewcoder.tui.keymap import CODEBOOK, DIALOGS, GROUPS, MODES, WITH_CODEBOOK

from .counted import Count
from .hostile_study import SMALL, Size, build, numbered
from .incoming import write_files
from .strings import hostile_strings
from .terminal import Terminal, live

VOLUME = Size(people=500, sources=8, codes=300, rounds=150, personas=False)
"""A study with room for some 13,000 strings."""

_KEYS = {
    "enter": "\r",
    "escape": "\x1b[27u",  # as kitty sends it: nothing has to wait for what may follow
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "slash": "/",
    "minus": "-",
    "plus": "+",
    "percent_sign": "%",
    "equals_sign": "=",
    "question_mark": "?",
    "apostrophe": "'",
}
"""What a terminal sends for Textual's names of keys."""


def sent(key: str) -> str:
    """What a terminal sends for a key."""
    if key.startswith("ctrl+") and len(key) == 6:
        return chr(ord(key[5]) - 96)
    return _KEYS.get(key, key)


class Tour:
    """One run of the program with one study.

    Args:
        folder: of its own; what the program writes by relative paths stays within.
        strings: what the study and the files to import are made of, and what is pasted.
    """

    def __init__(
        self,
        folder: Path,
        strings: Sequence[str],
        size: Size = SMALL,
        window: tuple[int, int] = (100, 30),
    ) -> None:
        self.folder = folder / "a" / "b" / "c"
        self.folder.mkdir(parents=True)
        self._pasted = iter(strings * 9)
        study = self.folder / "hostile.study"
        write_files(self.folder / "incoming", strings)
        with build(study, numbered(strings), size) as built:
            passages = built.sources.read(built.sources.list()[0].id).passages
            corrected = "".join(f"{one.speaker}: {one.text}\n\n" for one in passages[::2])
            (self.folder / "incoming" / "revised.txt").write_text(corrected, encoding="utf-8")
        self._notes = self.folder / "screens.txt"
        watched = Path(__file__).with_name("watched.py")
        self.terminal = Terminal(
            [str(watched), str(study), str(self._notes)],
            self.folder,
            size=window,
            more={"INTERVIEWCODER_CODER": ""},
        )
        if not self.terminal.wait_for(b"Participants"):
            raise AssertionError(f"It did not start: {bytes(self.terminal.written[-2000:])!r}")
        self.terminal.settle()

    def press(self, *keys: str) -> None:
        """Press keys, waiting after each until the program rests."""
        for key in keys:
            self.terminal.type(sent(key))
            self.terminal.settle()

    def type(self, words: str) -> None:
        """Type words at once."""
        self.terminal.type(words)
        self.terminal.settle()

    def opens(self, key: str) -> bool:
        """Press a key; whether it opened a dialog."""
        before = self._notes.stat().st_size
        self.press(key)
        return self._notes.stat().st_size > before

    def paste(self) -> None:
        """Paste the next string; as a path it stays within the folder."""
        # Terminals take ESC out of what is pasted, since it could end the paste.
        words = next(self._pasted).translate({27: "␛", ord("/"): "∕", ord("~"): "∼"})
        self.terminal.type(f"\x1b[200~{words.replace('..', '‥')}\x1b[201~")
        self.terminal.settle()

    def leave(self) -> None:
        """Close what is open over the mode."""
        self.type(sent("escape") * 4)

    def hover(self, columns: int = 100, lines: int = 30) -> None:
        """Move the mouse over the screen, and wait where a tooltip may come."""
        for line in range(1, lines, 3):
            self.terminal.type(f"\x1b[<35;{columns // 3};{line}M")
            self.terminal.settle()
        for column, line in ((5, 1), (columns // 2, 1), (8, lines), (columns - 5, 1)):
            self.terminal.type(f"\x1b[<35;{column};{line}M")
            time.sleep(0.3)
            self.terminal.settle()

    def end(self) -> tuple[set[str], list[str], set[int]]:
        """Quit; the names of the screens that were shown, what went wrong, the numbers of the strings seen."""
        early = self.terminal.typed[-30:] if not self.terminal.is_alive else None
        self.leave()
        self.press("ctrl+q")
        code = self.terminal.end()
        written = bytes(self.terminal.written)
        _, faults = live(written)
        shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written.decode("utf-8", "replace"))
        if early is not None and code == 0:
            faults.append(f"left early, after {early}")
        if code != 0:
            faults.append(f"exit code {code} after {self.terminal.typed[-30:]}: {shown[-1500:]}")
        if (errors := self._notes.with_name("errors.txt")).is_file():
            faults.append(errors.read_text(encoding="utf-8")[-3000:])
        if "Traceback" in shown:
            faults.append("a traceback was printed")
        return set(self._notes.read_text(encoding="utf-8").split()), faults, numbers_in(shown)


def numbers_in(words: str) -> set[int]:
    """The numbers of the numbered strings that are there."""
    return {int(number) for number in re.findall(r"§(\d+)§", words)}


def all_screens() -> set[str]:
    """Names of the classes of all modes and dialogs."""
    found: dict[str, type] = {}
    for module in pkgutil.iter_modules(interviewcoder.tui.screens.__path__):
        loaded = import_module(f"interviewcoder.tui.screens.{module.name}")
        for name, value in vars(loaded).items():
            if inspect.isclass(value) and issubclass(value, Screen):
                found[name] = value
    # What others are made from is never shown itself.
    bases = {base.__name__ for screen in found.values() for base in screen.__mro__[1:]}
    return set(found) - bases


def whole_tour(folder: Path, strings: int = 400, seed: int = 0, thorough: int = 3) -> list[Count]:
    """Every mode, every command of every mode, and every dialog behind it.

    Args:
        folder: of its own.
        strings: how many the study is made of.
        seed: of the strings.
        thorough: how many things are tried with whatever a command opens, 1 to 3.
    """
    screens, bytes_seen = Count("screens and dialogs"), Count("bytes on a terminal, a whole tour")
    tour = Tour(folder, list(hostile_strings(strings, seed)), Size(people=12, codes=24))
    _further(tour)
    _import(tour)
    for digit, mode in ((str(number), mode) for number, mode in enumerate(MODES, 1)):
        _walk(tour, digit)
        _commands(tour, mode, (digit,), thorough)
    _commands(tour, "review", ("1", "v"), thorough)
    _commands(tour, "codes", ("1", "B"), thorough)
    _palette(tour)
    shown, faults, seen = tour.end()
    _count(bytes_seen, len(tour.terminal.written), faults)
    for name in sorted(all_screens() - _ELSEWHERE):
        screens.see(name, None if name in shown else "was never shown")
    screens.at_most("strings seen", len(seen))
    return [screens, bytes_seen]


def short_tour(folder: Path, seed: int = 0) -> list[Count]:
    """All modes, and some of the dialogs: what fits into a short run."""
    modes, bytes_seen = Count("modes"), Count("bytes on a terminal, a short tour")
    tour = Tour(folder, list(hostile_strings(400, seed)))
    for digit in range(1, len(MODES) + 1):
        tour.press(str(digit), "down", "pagedown", "tab", "down", "?", "escape")
    dialogs = (
        *(("1", "i"), ("1", "e"), ("1", "m"), ("4", "w"), ("5", "a"), ("7",)),
        *(("2", "~"), ("2", "space"), ("2", "l"), ("2", "f"), ("2", "apostrophe"), ("2", "c")),
        *(("B", "down"), ("B", "g"), ("B", "d"), ("3", "f"), ("3", "S"), ("3", "Q"), ("6", "v")),
        *(("9", "down", "tab"), ("7", "enter"), ("ctrl+g",)),
    )
    for keys in dialogs:
        tour.press(*keys)
        tour.paste()
        tour.press("enter")
        tour.leave()
    shown, faults, seen = tour.end()
    _count(bytes_seen, len(tour.terminal.written), faults)
    for mode in MODES:
        modes.see(mode, None if f"{mode.capitalize()}Screen" in shown else "was never shown")
    modes.at_most("strings seen", len(seen))
    return [modes, bytes_seen]


_ELSEWHERE = {"OpeningScreen", "PassphrasePrompt"}
"""What comes before there is a study: the first is always shown, the other shows nothing but the file's name."""


def volume_tour(folder: Path, strings: Sequence[str]) -> tuple[set[int], Count]:
    """Page through all lists and texts of a study of many strings: the numbers of those that came."""
    tour = Tour(folder, strings, VOLUME, (200, 80))
    tour.press("2")
    for _ in range(VOLUME.sources):
        tour.press("home")
        _page(tour, 150)
        tour.press("n")
    tour.press("6")
    tour.type("said")
    _page(tour)
    tour.leave()
    for digit in "1234567":
        tour.press(digit)
        for _ in range(2):
            _page(tour)
            tour.press("tab")
    _, faults, seen = tour.end()
    count = Count("bytes on a terminal, lists and texts")
    _count(count, len(tour.terminal.written), faults)
    return seen, count


def _count(count: Count, written: int, faults: Sequence[str]) -> None:
    count.tried += written
    count.faults += [fault[:4000] for fault in faults]


def _page(tour: Tour, most: int = 40) -> None:
    """Page down to the end: until a page brings nothing new."""
    for _ in range(most):
        before = len(tour.terminal.written)
        tour.press("pagedown")
        if len(tour.terminal.written) - before < 200:
            return


def _walk(tour: Tour, digit: str) -> None:
    tour.press(digit, "down", "down", "pagedown", "right", "down", "enter")
    tour.leave()
    tour.press(digit, "tab", "down", "pagedown", "end", "home")
    tour.hover()


def _commands(tour: Tour, mode: str, way: Sequence[str], thorough: int) -> None:
    for command in GROUPS[mode]:
        key = command.key.split(",")[0].strip()
        for steps in _STEPS[:thorough]:
            tour.press(*way, "home", "down", key)
            _do(tour, steps)
            tour.leave()
    if mode in WITH_CODEBOOK:
        for command in CODEBOOK:
            tour.press(*way, "tab", "down", command.key.split(",")[0].strip())
            _do(tour, _STEPS[-1])
            tour.leave()


_STEPS: Sequence[Sequence[str]] = (
    ("paste", "enter"),
    ("enter", "down", "enter"),
    ("tab", "paste", "tab", "paste", "enter", "ctrl+s"),
)
"""What is done to whatever a command opens."""


def _do(tour: Tour, steps: Sequence[str]) -> None:
    for step in steps:
        if step == "paste":
            tour.paste()
        else:
            tour.press(step)


def _import(tour: Tour) -> None:
    """Look at hostile files closely, with the commands there, before they are imported."""
    for name in ("transcript.txt", "survey.csv"):
        tour.press("1", "i")
        tour.type(f"incoming/{name}")
        tour.press("enter")
        tour.press("e")
        dialog = "columns" if name == "survey.csv" else "voices"
        for command in DIALOGS[dialog][1]:
            tour.press("down")
            key = command.key.split(",")[0].strip()
            if not command.name.startswith("look.") and tour.opens(key):
                _do(tour, ("paste", "enter", "escape"))
        for key in ("W", "?"):
            if tour.opens(key):
                tour.press("pagedown", "escape")
        tour.press("ctrl+s", "enter", "enter")
        tour.leave()
    tour.press("1", "i")
    tour.type("incoming")
    tour.press("enter")
    tour.press(*["down"] * 4)
    tour.leave()


def _further(tour: Tour) -> None:
    """What needs more than a key: tables of facts, a corrected text and what became of its tags, autocoding."""
    for key, name in (("p", "people.csv"), ("c", "codings.csv")):
        tour.press("1", key)
        tour.type(f"incoming/{name}")
        tour.press("enter")
        tour.press("pagedown")
        tour.leave()
    tour.press("1", "u")
    tour.type("incoming/revised.txt")
    tour.press("enter")
    tour.press("pagedown", "enter")
    tour.leave()
    tour.press("1", "v", "p", "down", "escape", "m", "escape", "escape")
    tour.press("1", "tab", "enter", "a")
    tour.paste()
    tour.press("tab")
    tour.paste()
    tour.press("enter", "escape", "e", "escape", "m", "escape", "escape")
    tour.press("1", "tab", "e")
    tour.leave()
    tour.press("6")
    tour.type("said")
    tour.press("escape", "t")
    tour.press("enter")
    tour.press("enter")
    tour.leave()


def _palette(tour: Tour) -> None:
    tour.press("1", "ctrl+p")
    tour.paste()
    tour.press("down")
    tour.leave()
    tour.press("?", "pagedown")
    tour.leave()
