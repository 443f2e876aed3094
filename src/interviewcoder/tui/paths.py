"""A line of paths as a shell would read it: its words, how the last one may go on, and the files it names."""

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..domain.errors import StudyError
from ..domain.text import one_line, visible

MOST_ENTRIES = 5_000
"""How many entries of a folder are looked at for completions."""

_TO_ESCAPE = frozenset(" \t'\"\\")
_PATTERN = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the line, and where it begins in it."""

    text: str
    start: int
    quote: str = ""
    """The quotation mark that is still open at its end."""


@dataclass(frozen=True, slots=True)
class Completion:
    """How the last word may go on."""

    name: str
    is_folder: bool

    @property
    def shown(self) -> str:
        """The name as it is shown; a folder ends with a slash."""
        return one_line(self.name) + ("/" if self.is_folder else "")


@dataclass(frozen=True, slots=True)
class Completions:
    """Everything that the last word of a line may become."""

    line: str
    matches: tuple[Completion, ...] = ()

    @property
    def common(self) -> str:
        """The line with what all the matches share."""
        if not self.matches:
            return self.line
        if len(self.matches) == 1:
            return self.with_match(self.matches[0])
        return self._with(_shared([match.name for match in self.matches]), "")

    def with_match(self, match: Completion) -> str:
        """The line with one of the matches; a folder is left open to go on in it."""
        return self._with(match.name, "/" if match.is_folder else "")

    def _with(self, name: str, ending: str) -> str:
        word = _last_word(self.line)
        begun = word.text.rpartition("/")[2]
        if len(name) < len(begun) or not name.casefold().startswith(begun.casefold()):
            return self.line
        path = word.text[: len(word.text) - len(begun)] + name + ending
        written = word.quote + path if word.quote else escaped(path)
        return self.line[: word.start] + written


def _shared(names: list[str]) -> str:
    """How all the names begin."""
    first, last = min(names), max(names)
    ends = next((at for at, char in enumerate(first) if last[at : at + 1] != char), len(first))
    return first[:ends]


def escaped(path: str) -> str:
    """A path with a backslash before what would end or open a word.

    >>> escaped("my interviews/a.txt")
    'my\\\\ interviews/a.txt'
    """
    return "".join(f"\\{char}" if char in _TO_ESCAPE else char for char in path)


def words_of(line: str) -> list[Word]:
    r"""The words of a line; quotes and backslashes keep spaces, and quotes may be left open.

    >>> [word.text for word in words_of("a.txt 'my notes.md' my\\ box/")]
    ['a.txt', 'my notes.md', 'my box/']
    """
    words: list[Word] = []
    text: list[str] = []
    start: int | None = None
    quote = ""
    is_escaped = False
    for index, char in enumerate(line):
        if is_escaped:
            text.append(char)
            is_escaped = False
        elif char == "\\" and quote != "'":
            start = index if start is None else start
            is_escaped = True
        elif quote:
            if char == quote:
                quote = ""
            else:
                text.append(char)
        elif char in "'\"":
            start = index if start is None else start
            quote = char
        elif char.isspace():
            if start is not None:
                words.append(Word("".join(text), start))
            text, start = [], None
        else:
            start = index if start is None else start
            text.append(char)
    if start is not None:
        words.append(Word("".join(text), start, quote))
    return words


def _last_word(line: str) -> Word:
    """The word that is being typed: empty where the line ends with a space."""
    words = words_of(line)
    open_word = words[-1] if words else None
    if open_word is None or (line[-1:].isspace() and not open_word.quote and line[-2:-1] != "\\"):
        return Word("", len(line))
    return open_word


def completions_of(line: str) -> Completions:
    """How the line may go on, from the file system. Folders first; hidden ones only when asked for."""
    word = _last_word(line)
    folder, slash, begun = word.text.rpartition("/")
    if word.text == "~":
        return Completions(line, (Completion("~", True),))
    if _PATTERN & set(folder):
        return Completions(line)
    try:
        place = Path((folder or "/") if slash else ".").expanduser()
        entries = _entries(place)
    except (OSError, ValueError, RuntimeError):
        return Completions(line)
    wanted = begun.casefold()
    fitting = [
        entry
        for entry in entries
        if entry.name.casefold().startswith(wanted)
        and (begun.startswith(".") or not entry.name.startswith("."))
        and (entry.is_folder or entry.name != begun)
    ]
    fitting.sort(key=lambda entry: (not entry.is_folder, entry.name.casefold()))
    return Completions(line, tuple(fitting))


def _entries(place: Path) -> list[Completion]:
    with os.scandir(place) as found:
        return [
            Completion(entry.name, _is_folder(entry))
            for entry in islice(found, MOST_ENTRIES)
            if visible(entry.name) == entry.name
        ]


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def paths_in(line: str) -> list[Path]:
    """The files and folders that a line names, in order, each once.

    Raises:
        StudyError: it names nothing, or something that is not there.
    """
    whole = line.strip()
    if not whole:
        raise StudyError("No file is named.", "Type the path of a file or a folder.")
    if (entire := _existing(whole)) is not None:
        return [entire]
    return list(dict.fromkeys(_named(word.text for word in words_of(whole) if word.text)))


def _named(words: Iterable[str]) -> Iterator[Path]:
    for word in words:
        if (path := _existing(word)) is not None:
            yield path
            continue
        if not _PATTERN & set(word):
            raise StudyError(
                f"There is no file or folder '{one_line(word, 200)}'.",
                "Tab completes a path; put quotes around one with spaces.",
            )
        found = sorted(glob.glob(os.path.expanduser(word), recursive=True))
        if not found:
            raise StudyError(
                f"Nothing fits '{one_line(word, 200)}'.", "* stands for any part of a name."
            )
        yield from (Path(name) for name in found)


def _existing(word: str) -> Path | None:
    try:
        path = Path(word).expanduser()
        return path if path.exists() else None
    except (OSError, ValueError, RuntimeError):
        return None


def pasted(text: str) -> str:
    """Pasted text as words of one line; each of several lines is a path of its own."""
    lines = [visible(line).strip() for line in text.splitlines()]
    kept = [line for line in lines if line]
    if len(kept) > 1:
        kept = [escaped(line) if _existing(line) is not None else line for line in kept]
    return " ".join(kept)
