"""Short ways to read a file in a test and to look at what was understood."""

from interviewcoder.domain.imported import ImportedSource, ImportOptions
from interviewcoder.importers.registry import read_source


def read(name: str, content: str | bytes, **options: object) -> ImportedSource:
    data = content.encode() if isinstance(content, str) else content
    return read_source(name, data, ImportOptions(**options))  # type: ignore[arg-type]


def said(source: ImportedSource) -> list[tuple[str, str]]:
    return [
        (passage.speaker, source.text[passage.start : passage.end]) for passage in source.passages
    ]


def times(source: ImportedSource) -> list[tuple[int | None, int | None]]:
    return [(passage.start_ms, passage.end_ms) for passage in source.passages]


def roles(source: ImportedSource) -> dict[str, tuple[str, str | None]]:
    return {speaker.label: (speaker.role.value, speaker.participant) for speaker in source.speakers}
