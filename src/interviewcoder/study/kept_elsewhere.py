"""Files beside a study that hold somebody's name or words: exports, transcripts, keys of pseudonyms."""

import html
import io
import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from ..domain.mentions import longer_runs
from ..storage.backup_folder import list_backups
from ..storage.copies import words_in
from ..storage.study_file import StudyFile
from .settings import settings_file

_MARKED_UP = frozenset((".html", ".htm", ".xml", ".qdc", ".rtf"))
_SUFFIXES_OF_TEXT = _MARKED_UP | {
    *(".txt", ".md", ".markdown", ".csv", ".tsv", ".json", ".toml", ".yaml", ".yml"),
    *(".vtt", ".srt", ".log"),
}
_SUFFIXES_OF_ZIPS = frozenset((".docx", ".xlsx", ".odt", ".ods", ".qdpx", ".zip", ".epub"))
_WORDS_IN_A_ROW = 8
_DEPTH = 3
_MOST_FILES = 2_000
_LARGEST = 32 * 1024 * 1024
_TAG = re.compile(r"<[^<>]*>")


def files_holding(
    study: StudyFile, named: Callable[[str], Sequence[object]], said: Iterable[str] = ()
) -> list[Path]:
    """The files in the folder of a study, and in the folders there, that name somebody or quote them at length.

    Only files of text and packages of text are looked into, up to 32 MB each, and other studies, such as copies of
    this one; 2,000 of them, three folders deep. So is the user's file of settings, which names who asks. A file that
    cannot be read is passed over.

    Args:
        study: the study; it and its backups are passed over.
        named: where somebody is named in a text.
        said: their words.
    """
    runs = {run for words in said for run in longer_runs(words, _WORDS_IN_A_ROW)}
    found = []
    own = {study.path.resolve(), *(one.path for one in list_backups(study.path))}
    # A link to the study may lie where the exports do.
    folders = dict.fromkeys((study.path.parent.resolve(), study.path.resolve().parent))
    beside = [one for folder in folders for one in _files(folder, _DEPTH)]
    for file in dict.fromkeys((*beside, *_of_the_user())):
        if file in own:
            continue
        if named(file.name) or any(
            named(words) or not runs.isdisjoint(longer_runs(words, _WORDS_IN_A_ROW))
            for words in _words_in(file, study)
        ):
            found.append(file)
    return found


def _of_the_user() -> Iterator[Path]:
    settings = settings_file()
    with suppress(OSError):  # In a folder that may not be looked into.
        if settings.is_file():
            yield settings


def _files(folder: Path, depth: int) -> list[Path]:
    found: list[Path] = []
    folders = [(folder, depth)]
    while folders and len(found) < _MOST_FILES:
        here, left = folders.pop(0)
        try:
            inside = sorted(here.iterdir())
        except OSError:
            continue
        for one in inside:
            if one.is_symlink():
                continue
            if one.is_dir():
                if left:
                    folders.append((one, left - 1))
            elif _may_hold_words(one):
                found.append(one)
    return found[:_MOST_FILES]


def _may_hold_words(file: Path) -> bool:
    return file.suffix.lower() in _SUFFIXES_OF_TEXT | _SUFFIXES_OF_ZIPS or ".study" in file.name


def _words_in(file: Path, study: StudyFile) -> Iterator[str]:
    try:
        if file.suffix.lower() not in _SUFFIXES_OF_TEXT | _SUFFIXES_OF_ZIPS:
            yield from words_in(file, study)
            return
        status = file.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
            return
        content = file.read_bytes()
        if file.suffix.lower() in _SUFFIXES_OF_TEXT:
            yield from _plain(content)
            return
        left = _LARGEST
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for part in package.infolist():
                if Path(part.filename).suffix.lower() not in (".xml", *_SUFFIXES_OF_TEXT):
                    continue
                with package.open(part) as inside:
                    piece = inside.read(left)
                left -= len(piece)
                yield from _plain(piece)
    except Exception:  # Nothing depends on a file that is damaged: it is not one of ours.
        return


def _plain(content: bytes) -> Iterator[str]:
    """The words, as they are and without tags, which may stand within or between words."""
    words = content.decode("utf-8", "replace")
    yield words
    if "<" in words:
        yield html.unescape(_TAG.sub("", words))
        yield html.unescape(_TAG.sub(" ", words))
