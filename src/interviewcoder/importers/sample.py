"""A file as the formats see it: its name, its bytes and, when asked for, its text."""

import io
import re
import zipfile
from functools import cached_property
from pathlib import PurePosixPath

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import NAME_LIMIT, clean_name, one_line, sanitise

from .archive import COUNT_LIMIT, SAVE_AGAIN
from .encoding import Decoded, decode

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = bytes(code for code in [*range(0x20), 0x7F] if code not in b"\t\n\x0b\x0c\r\x1b")
_C1_BYTES = re.compile(rb"\xc2[\x80-\x9f]")
_VISIBLE = re.compile("[^\\s\u200b\ufeff]")
_SHORT = 64


class FileSample:
    """A file's name and bytes. What is costly is computed once, when first asked for.

    Args:
        file_name: with or without folders; only the last part counts.
        data: the bytes of the file.
        encoding: what the user says that it is in; None: detected.
    """

    def __init__(self, file_name: str, data: bytes, encoding: str | None = None) -> None:
        self.file_name = file_name.replace("\\", "/").rsplit("/", 1)[-1]
        self.data = data
        self.encoding = encoding

    @cached_property
    def suffix(self) -> str:
        """The lower-case suffix with its dot: `.vtt`; empty where there is none."""
        return PurePosixPath(self.file_name).suffix.lower()

    @cached_property
    def name(self) -> str:
        """The file's name without its suffix, fit to name a source."""
        stem = PurePosixPath(self.file_name).stem
        try:
            return clean_name(stem)
        except StudyError:
            return one_line(stem, NAME_LIMIT).strip() or "source"

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The names of the members when the file is a zip; empty when it is none.

        Raises:
            StudyError: it begins as a zip and cannot be opened.
        """
        if not self.data.startswith(b"PK\x03\x04"):
            return ()
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                return tuple(archive.namelist()[:COUNT_LIMIT])
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise StudyError(
                f"'{one_line(self.file_name, 80)}' is damaged: it is a zip file that cannot be opened.",
                SAVE_AGAIN,
            ) from error

    @cached_property
    def decoded(self) -> Decoded:
        """The text as it was decoded, sanitised: only `\\n` ends lines and no control character is left.

        Raises:
            StudyError: the file holds no text, or the encoding that was asked for does not fit.
        """
        raw = decode(self.data, self.encoding)
        if self._is_clean(raw):
            text = raw.text
            if "\r" in text:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            self._refuse_binary(raw.text)
            text = sanitise(raw.text)
        if _VISIBLE.search(text) is None:
            raise StudyError(
                f"'{one_line(self.file_name, 80)}' is empty.", "Check that it was saved with text."
            )
        return Decoded(text, raw.encoding, raw.warnings)

    def _refuse_binary(self, text: str) -> None:
        controls = len(_CONTROLS.findall(text))
        if controls > len(text) * (0.05 if len(text) > _SHORT else 0.3):
            raise StudyError(
                f"'{one_line(self.file_name, 80)}' is not a text file.",
                "Import a transcript as text, Markdown, WebVTT, SRT or .docx, or a survey as CSV.",
            )

    def _is_clean(self, raw: Decoded) -> bool:
        """Whether there is nothing to sanitise but line ends, told from the bytes.

        Deleting and finding bytes is much faster than searching text, and most files are clean.
        """
        return (
            raw.encoding == "utf-8"
            and not raw.warnings
            and len(self.data.translate(None, _CONTROL_BYTES)) == len(self.data)
            and _C1_BYTES.search(self.data) is None
        )

    @property
    def text(self) -> str:
        """The sanitised text of the file. Raises what `decoded` raises."""
        return self.decoded.text

    @cached_property
    def head(self) -> str:
        """The first characters of the text, without leading white space; for recognising. Empty of a zip."""
        if self.members:
            return ""
        return self.text[:4000].lstrip(" \t\n\ufeff")
