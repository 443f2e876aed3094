"""Names of documents without the suffixes of their files."""

_SUFFIXES = frozenset(
    {"txt", "text", "md", "doc", "docx", "rtf", "odt", "pdf", "htm", "html", "vtt", "srt"}
    | {"mp3", "m4a", "wav", "ogg", "mp4", "mov", "avi", "mkv", "webm", "jpg", "jpeg", "png"}
)


def without_suffix(name: str) -> str:
    """A document's name as its file would be called when it is imported by itself.

    >>> without_suffix("Interview 1.docx"), without_suffix("Dr. Vale")
    ('Interview 1', 'Dr. Vale')
    """
    stem, _, suffix = name.rpartition(".")
    return stem if stem.strip() and suffix.lower() in _SUFFIXES else name
