"""The texts of a REFI-QDA project: inside it, or nowhere. Nothing outside of the zip is ever opened."""

from dataclasses import dataclass

from interviewcoder.domain.errors import StudyError

from .archive import Archive
from .encoding import decode

_SCHEME = "internal://"


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the project holds it: line ends as they are, without its byte order mark."""

    words: str
    encoding: str = "utf-8"
    had_mark: bool = False


def is_internal(path: str) -> bool:
    """Whether a path says that what it points to is in the project's zip."""
    return "://" not in path or path.strip().lower().startswith(_SCHEME)


class Texts:
    """The members of a project's zip by the names that the project calls them by.

    Args:
        archive: None for a project without a zip around it.
    """

    def __init__(self, archive: Archive | None) -> None:
        self._archive = archive
        self._members: dict[str, str] = {}
        for name in archive.names if archive else ():
            folder, _, last = name.replace("\\", "/").rpartition("/")
            # `sources` of any case at any depth; members elsewhere only where nothing there has the name.
            in_sources = folder.rpartition("/")[2].lower() == "sources"
            if in_sources or last.lower() not in self._members:
                self._members[last.lower()] = name

    def find(self, path: str) -> bytes | None:
        """What an internal path points to; None for anything else, and for what is not there."""
        name = path.strip()
        if not is_internal(name):
            return None
        name = name[len(_SCHEME) :] if "://" in name else name
        name = name.lstrip("/").removeprefix("sources/").removeprefix("Sources/")
        if self._archive is None or not name or "/" in name or "\\" in name:
            return None
        member = self._members.get(name.lower())
        return None if member is None else self._archive.read(member)

    def read(self, path: str) -> Text | None:
        """The text that an internal path points to; None where there is none."""
        data = self.find(path) if path else None
        if data is None:
            return None
        try:
            decoded = decode(data)
        except StudyError:
            return None
        had_mark = data.startswith(b"\xef\xbb\xbf")
        return Text(decoded.text, decoded.encoding, had_mark)
