"""Projects of qc (qualitative-coding): a folder with `settings.yaml`, as a zip of it. See docs/exchange.md.

Codes are on whole lines, which are counted from 0. Newer versions keep them in a database, older ones in text files
beside the corpus: `codes/talk.txt.ana.codes` has a line for each line of `corpus/talk.txt`, with the codes that `ana`
put on it.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.exchange import ExchangedCoding, ExchangedStudy
from interviewcoder.domain.exchange_report import counted
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.text import one_line, sanitise

from .archive import TOTAL_LIMIT, Archive, opened_archive
from .encoding import decode
from .project_draft import ProjectDraft
from .sample import FileSample
from .sqlite_rows import MAGIC, Database, moment
from .yaml_value import parse_yaml

SETTINGS = "settings.yaml"
"""What a project's folder calls the file that tells where its parts are."""
_SETTING = re.compile(rb"^corpus_dir\s*:", re.M)
_LONGEST_YAML = 2_000_000
_MEMO = re.compile(r"(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)_(.+)\.md")
_CODES = ".codes"
_PARAGRAPHS = "paragraphs"


def recognises(sample: FileSample) -> bool:
    """Whether a file is a zip with such settings in it."""
    found = _settings_in(sample.members)
    if found is None:
        return False
    with opened_archive(sample.data) as archive:
        return bool(_SETTING.search(archive.read(found)))


def read(sample: FileSample) -> ExchangedStudy:
    """The study that a project holds.

    Raises:
        StudyError: its settings, its codebook or its database are damaged.
    """
    with opened_archive(sample.data, "The project") as archive:
        return _Project(archive, sample).study()


def _settings_in(members: tuple[str, ...]) -> str | None:
    found = [name for name in members if posixpath.basename(name) == SETTINGS]
    return min(found, key=lambda name: (name.count("/"), name), default=None)


@dataclass(frozen=True, slots=True)
class _CodedLine:
    """That a coder put a code on a line of a text of the corpus."""

    path: str
    line: int
    code: str
    coder: str


class _Project:
    """A project while it is read."""

    def __init__(self, archive: Archive, sample: FileSample) -> None:
        self._archive = archive
        settings = _settings_in(archive.names) or SETTINGS
        self._root = posixpath.dirname(settings)
        self._name = posixpath.basename(self._root) or sample.name
        found = parse_yaml(
            _text(archive.read(settings)), "settings", longest=_LONGEST_YAML, plain=True
        )
        self._settings: Mapping[str, Any] = found if isinstance(found, Mapping) else {}
        self._draft = ProjectDraft("qc")
        self._lines: dict[str, list[tuple[int, int]]] = {}
        """By path in the corpus: where each line with words begins and ends, without the space around them."""

    def study(self) -> ExchangedStudy:
        """All that it holds."""
        coded, hashes = self._coded_lines()
        self._read_codes([one.code for one in coded])
        self._read_corpus(hashes)
        for one in coded:
            self._add_coding(one)
        self._read_memos({one.coder for one in coded})
        version = self._settings.get("qc_version")
        return self._draft.study(self._name, f"qc {version}" if version else "qc")

    def _path(self, setting: str, otherwise: str) -> str:
        """Where the settings say that a part is, as the members are named; nothing outside the folder is looked for."""
        written = self._settings.get(setting)
        path = written if isinstance(written, str) and written else otherwise
        found = posixpath.normpath(posixpath.join(self._root, path.replace("\\", "/")))
        if found.startswith(("/", "..")) or not f"{found}/".startswith(
            self._root and f"{self._root}/"
        ):
            self._draft.told.append(
                f"'{one_line(setting, 40)}' of the settings is outside of the project's folder and was not looked for."
            )
            return "\0"
        return found

    def _within(self, setting: str, otherwise: str) -> dict[str, str]:
        """The members in a folder, by their paths in it."""
        folder = self._path(setting, otherwise) + "/"
        return {
            name[len(folder) :]: name for name in self._archive.names if name.startswith(folder)
        }

    def _coded_lines(self) -> tuple[list[_CodedLine], dict[str, str] | None]:
        """What is coded; and from the database the hashes of the corpus's files, which a project without has not."""
        member = self._path("database", "qualitative_coding.sqlite3")
        if member in self._archive.names:
            data = self._archive.read(member, TOTAL_LIMIT)
            if data.startswith(MAGIC):
                with Database(data) as database:
                    return _from_database(database)
        return list(self._from_files()), None

    def _from_files(self) -> Iterator[_CodedLine]:
        for path, member in self._within("codes_dir", "codes").items():
            text, _, coder = path.removesuffix(_CODES).rpartition(".")
            if not path.endswith(_CODES) or not text:
                continue
            for number, line in enumerate(_text(self._archive.read(member)).split("\n")):
                for code in filter(None, map(str.strip, line.split(","))):
                    yield _CodedLine(text, number, code, coder)

    def _read_codes(self, used: list[str]) -> None:
        """The codebook's tree. A code that is in it more than once is where it comes first; others go to the top."""
        member = self._path("codebook", "codebook.yaml")
        tree: Any = None
        if member in self._archive.names:
            text = _text(self._archive.read(member))
            tree = parse_yaml(text, "codebook", longest=_LONGEST_YAML, plain=True)
        known: set[str] = set()
        twice = 0
        for name, above in _nodes(tree):
            if name in known:
                twice += 1
                continue
            known.add(name)
            self._draft.code(self._code_guid(name), name, self._code_guid(above) if above else None)
        self._draft.lose("places", "of codes that the codebook has elsewhere too", twice)
        for name in dict.fromkeys(used):
            if name not in known:
                self._draft.code(self._code_guid(name), name)

    def _code_guid(self, name: str) -> str:
        return self._draft.guid("code", name)

    def _source_guid(self, path: str) -> str:
        return self._draft.guid("source", path)

    def _read_corpus(self, hashes: dict[str, str] | None) -> None:
        """The texts; where a database tells which files are the corpus, those."""
        members = self._within("corpus_dir", "corpus")
        changed = 0
        for path, member in sorted(members.items()):
            data = self._archive.read(member)
            if hashes is not None and path not in hashes:
                self._draft.lose("files", "beside the texts of the project")
                continue
            try:
                decoded = decode(data)
            except StudyError:
                self._draft.lose("files", "of the corpus in no known encoding")
                continue
            changed += hashes is not None and hashes[path] != _sha1(data)
            text = sanitise(decoded.text)
            self._lines[path] = list(_line_spans(text))
            if text.strip():
                name = posixpath.splitext(path)[0]
                self._draft.source(
                    self._source_guid(path), name, text, encoding=decoded.encoding, file_name=path
                )
            else:
                self._draft.lose("files", "of the corpus without words")
        missing = set(hashes or ()) - set(members)
        self._draft.lose("files", "missing in the corpus", len(missing))
        if changed:
            self._draft.told.append(
                f"{counted(changed, 'texts')} changed after qc took the file in; its lines may be others by now."
            )

    def _add_coding(self, one: _CodedLine) -> None:
        lines = self._lines.get(one.path)
        if lines is None:
            self._draft.lose("codings", "of texts that are not there")
            return
        start, end = lines[one.line] if 0 <= one.line < len(lines) else (0, 0)
        if start >= end:
            self._draft.lose("codings", "on lines without words")
            return
        self._draft.codings.append(
            ExchangedCoding(
                self._draft.guid("coding", one.path, one.line, one.code, one.coder),
                self._source_guid(one.path),
                start,
                end,
                self._code_guid(one.code),
                self._draft.coder(one.coder),
            )
        )

    def _read_memos(self, coders: set[str]) -> None:
        """Memos, whose files are called by when, who and about what."""
        for path, member in sorted(self._within("memos_dir", "memos").items()):
            if not path.endswith(".md"):
                continue
            named = _MEMO.fullmatch(posixpath.basename(path))
            coder, at = None, None
            if named:
                at = moment(f"{named[1]} {named[2]}:{named[3]}")
                rest = named[4]
                known = [one for one in coders if rest == one or rest.startswith(f"{one}_")]
                coder = self._draft.coder(max(known, key=len, default=rest.partition("_")[0]))
            text = _text(self._archive.read(member))
            self._draft.memo(MemoTarget.STUDY, self._draft.study_guid, text, coder, at)


def _from_database(database: Database) -> tuple[list[_CodedLine], dict[str, str]]:
    hashes = {
        row.text("file_path"): row.text("file_hash")
        for row in database.rows("document", "file_path", "file_hash")
    }
    indices = {
        row.number("id"): row.text("document_id")
        for row in database.rows("document_index", "id", "name", "document_id")
        if row.text("name") == _PARAGRAPHS
    }
    texts = {
        row.number("id"): indices[index]
        for row in database.rows("location", "id", "document_index_id")
        if (index := row.number("document_index_id")) in indices
    }
    placed = {
        row.number("coded_line_id"): texts[location]
        for row in database.rows("coded_line_location_association", "coded_line_id", "location_id")
        if (location := row.number("location_id")) in texts
    }
    coded = []
    for row in database.rows("coded_line", "id", "line", "coder_id", "code_id"):
        line, path = row.number("line"), placed.get(row.number("id"), "")
        code = row.words("code_id")
        if line is not None and code:
            coded.append(_CodedLine(path, line, code, row.words("coder_id")))
    return coded, hashes


def _nodes(tree: Any) -> Iterator[tuple[str, str | None]]:
    """The names in a codebook's tree and those above them, from the top: texts, and mappings of a name to a list."""
    pending: list[tuple[Any, str | None]] = [(tree, None)]
    while pending:
        node, above = pending.pop()
        if isinstance(node, Mapping):
            for name, below in node.items():
                yield str(name), above
                pending.append((below, str(name)))
        elif isinstance(node, list):
            pending += [(one, above) for one in reversed(node)]
        elif node:
            yield str(node), above


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for line in text.split("\n"):
        lead = len(line) - len(line.lstrip())
        yield position + lead, position + len(line.rstrip())
        position += len(line) + 1


def _text(data: bytes) -> str:
    return sanitise(decode(data).text) if data.strip() else ""


def _sha1(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()
