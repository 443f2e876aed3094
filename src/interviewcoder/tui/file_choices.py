"""How single files of an import are to be read, as the user decided when looking at them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.imported import ImportOptions, VoiceMapping
from ..domain.preview import FilePreview
from ..domain.source import SourceKind
from ..domain.text import name_key

if TYPE_CHECKING:
    from ..study import Study


@dataclass(slots=True)
class FileChoices:
    """What was decided for each file; whatever else the form says holds for them too."""

    _chosen: dict[Path, ImportOptions] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._chosen)

    def __contains__(self, path: Path) -> bool:
        return path in self._chosen

    def decide(self, path: Path, options: ImportOptions) -> None:
        """Read a file as these options say."""
        self._chosen[path] = options

    def decide_all(self, chosen: Mapping[Path, ImportOptions]) -> None:
        """Read several files as their options say."""
        self._chosen.update(chosen)

    def options_of(self, path: Path, form: ImportOptions) -> ImportOptions:
        """How a file is read, with the options of the form."""
        own = self._chosen.get(path)
        if own is None:
            return form
        return replace(form, mapping=own.mapping, voices=own.voices, sheet=own.sheet)

    def each(self, form: ImportOptions) -> Mapping[Path, ImportOptions]:
        """The options of the files that have their own."""
        return {path: self.options_of(path, form) for path in self._chosen}


def alike(
    study: "Study",
    chosen: FilePreview,
    options: ImportOptions,
    paths: Iterable[Path],
    form: ImportOptions,
    go_on: Callable[[], bool],
) -> Mapping[Path, ImportOptions]:
    """The options of the files that have the columns or the speakers of one, to be read as that one is.

    Reads the files: call it in a worker.

    Args:
        study: the open study.
        chosen: the file that was looked at.
        options: how it is to be read.
        paths: the other files.
        form: how they are read else.
        go_on: whether to look at another file.
    """
    found = {}
    wanted, told = _signs(chosen), _for_others(chosen, options)
    for event in study.sources.preview_files(paths, replace(form, sheet=options.sheet)):
        if not go_on():
            break
        if isinstance(event, FilePreview) and _signs(event) == wanted:
            found[Path(event.path)] = told
    return found


def _signs(preview: FilePreview) -> tuple[SourceKind, frozenset[str]]:
    """The keys of a survey's headers or of a transcript's labels, and which of the two it is."""
    if preview.survey is not None:
        columns = preview.survey.table.columns
        return preview.kind, frozenset(name_key(column.mapping.header) for column in columns)
    voices = preview.transcript.voices if preview.transcript else ()
    return preview.kind, frozenset(name_key(voice.label) for voice in voices)


def _for_others(chosen: FilePreview, options: ImportOptions) -> ImportOptions:
    """The options without names that belong to one file: `Speaker 1` is another person in each."""
    voices = chosen.transcript.voices if chosen.transcript else ()
    own_names = {name_key(one.label) for one in voices if one.participant != one.label}
    return replace(
        options,
        voices=tuple(
            VoiceMapping(one.label, one.role) if name_key(one.label) in own_names else one
            for one in options.voices
        ),
    )
