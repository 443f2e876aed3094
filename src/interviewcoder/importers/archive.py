"""Zip files from strangers: what comes out is counted, and nothing is ever unpacked to disk."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import one_line

MEMBER_LIMIT = 50 * 1024 * 1024
"""The most that one member may unpack to, in bytes."""
TOTAL_LIMIT = 200 * 1024 * 1024
"""The most that all that is read of one archive may unpack to, in bytes."""
COUNT_LIMIT = 10_000
"""The most members."""
_PIECE = 4 * 1024 * 1024
SAVE_AGAIN = "Open it in the program that made it and save it again."

_LINK = 0o120000
_FILE_TYPE = 0o170000


class Archive:
    """An open zip. Members are looked up by their exact names; links and folders are not among them."""

    def __init__(self, archive: zipfile.ZipFile, what: str) -> None:
        self._archive = archive
        self._what = what
        self._left = TOTAL_LIMIT
        members = archive.infolist()
        if len(members) > COUNT_LIMIT:
            raise StudyError(
                f"{what} is a zip of {len(members)} members; {COUNT_LIMIT} is the most.", SAVE_AGAIN
            )
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            if (
                member.filename
                and not member.is_dir()
                and (member.external_attr >> 16) & _FILE_TYPE != _LINK
            ):
                self._members.setdefault(member.filename, member)

    @property
    def names(self) -> tuple[str, ...]:
        """The members' names, each once, in the order of the file."""
        return tuple(self._members)

    def read(self, name: str, limit: int = MEMBER_LIMIT) -> bytes:
        """What a member holds.

        Args:
            name: the member's.
            limit: the most that it may unpack to, in bytes.

        Raises:
            StudyError: there is no such member, it is damaged or encrypted, or it or all that was read
                unpacks to too much.
        """
        member = self._members.get(name)
        if member is None:
            raise self._missing(name)
        limit = min(limit, self._left)
        # The sizes that a zip states can lie, so what comes out is counted.
        with _told_as_study_errors(self._what), self._archive.open(member) as stream:
            content = stream.read(limit + 1)
        if len(content) > limit:
            raise self._too_much()
        self._left -= len(content)
        return content

    def pieces(self, name: str, limit: int) -> Iterator[bytes]:
        """What a member holds, in pieces, for one look at what another reader unpacks.

        Nothing of it counts as read; `limit` is the most that it may unpack to, in bytes.

        Raises:
            StudyError: as `read`.
        """
        member = self._members.get(name)
        if member is None:
            raise self._missing(name)
        if member.file_size > limit:
            raise self._too_much()
        left = limit
        with _told_as_study_errors(self._what), self._archive.open(member) as stream:
            while piece := stream.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise self._too_much()
                yield piece

    def _missing(self, name: str) -> StudyError:
        return StudyError(
            f"{self._what} is not whole: '{one_line(name, 80)}' is missing in it.", SAVE_AGAIN
        )

    def _too_much(self) -> StudyError:
        return StudyError(f"{self._what} unpacks to too much.", SAVE_AGAIN)


@contextmanager
def opened_archive(data: bytes, what: str = "The document") -> Iterator[Archive]:
    """A zip, ready to be read from; `what` begins the sentences of its errors.

    Raises:
        StudyError: it is damaged or has too many members.
    """
    with _told_as_study_errors(what):
        archive = zipfile.ZipFile(io.BytesIO(data))
    with archive:
        yield Archive(archive, what)


@contextmanager
def _told_as_study_errors(what: str) -> Iterator[None]:
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        OSError,
        NotImplementedError,
    ) as error:
        raise StudyError(f"{what} is damaged: its zip cannot be unpacked.", SAVE_AGAIN) from error
    except RuntimeError as error:
        raise StudyError(
            f"{what} is protected by a password.", "Save it without a password."
        ) from error
