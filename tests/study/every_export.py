"""Every export there is, by name: writes a study into a folder without what is to be left out.

The formats come from the registries themselves: a new one is in here as soon as it is registered.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from interviewcoder.domain.redaction import Redaction
from interviewcoder.exporters import registry
from interviewcoder.exporters.exporter import Exporter
from interviewcoder.study import Study, persona_exports, segments

Write = Callable[[Study, Path, list[Redaction], Callable[[str], None]], object]


@dataclass(frozen=True)
class Export:
    """One format of one export."""

    write: Write
    holds_words: bool

    def __call__(
        self,
        study: Study,
        folder: Path,
        redact: list[Redaction],
        told: Callable[[str], None] = lambda warning: None,
    ) -> None:
        """Write the files."""
        self.write(study, folder, redact, told)


def _codebook(suffix: str) -> Write:
    return lambda study, folder, redact, told: study.codebook.export_file(
        folder / f"b{suffix}", redact=redact, told=told
    )


def _codings(suffix: str) -> Write:
    return lambda study, folder, redact, told: study.codings.export_file(
        folder / f"c{suffix}", redact=redact, told=told
    )


def _concordance(suffix: str) -> Write:
    # A part of a name and words that stand around names.
    return lambda study, folder, redact, told: study.search.export_file(
        folder / f"lines{suffix}",
        study.search.find(r"/\b[A-Z][a-z]{3}|night|all/"),
        redact=redact,
        told=told,
    )


def _participants(suffix: str) -> Write:
    return lambda study, folder, redact, told: study.participants.export_file(
        folder / f"p{suffix}", redact=redact, told=told
    )


def _transcripts(suffix: str) -> Write:
    return lambda study, folder, redact, told: list(
        study.sources.export(
            folder,
            suffix[1:],  # type: ignore[arg-type]
            memos=True,
            redact=redact,
            told=told,
        )
    )


def _project(suffix: str, speakers: bool = False) -> Write:
    return lambda study, folder, redact, told: study.exchange.export_project(
        folder / f"p{suffix}", speakers=speakers, redact=redact, told=told
    )


def _personas(form: str) -> Write:
    return lambda study, folder, redact, told: study.personas.export(
        folder,
        form,  # type: ignore[arg-type]
        redact=redact,
        told=told,
    )


def _cut(suffix: str) -> Write:
    return lambda study, folder, redact, told: study.segments.export_cut(
        folder / f"cut{suffix}", redact=redact, told=told
    )


def _counts(suffix: str) -> Write:
    def write(
        study: Study, folder: Path, redact: list[Redaction], told: Callable[[str], None]
    ) -> None:
        counts = study.counts
        for name, value in (
            ("often", counts.frequencies("participant")),
            ("matrix", counts.matrix("code", "participant")),
            ("together", counts.cooccurrence()),
            *((f"along{one.id}", counts.timeline(one.id)) for one in study.sources.list()),
        ):
            counts.export_file(folder / f"{name}{suffix}", value, redact=redact, told=told)

    return write


_WRITERS: dict[str, tuple[str, Callable[[str], Write]]] = {
    "CODEBOOK": ("codebook", _codebook),
    "CODINGS": ("codings", _codings),
    "CONCORDANCE": ("lines", _concordance),
    "COUNTS": ("counts", _counts),
    "PARTICIPANTS": ("people", _participants),
    "PROJECT": ("project", _project),
    "TRANSCRIPTS": ("texts", _transcripts),
}
"""How what a registry holds is asked for."""


def registries() -> dict[str, Sequence[Exporter[object]]]:
    """All that `exporters/registry.py` has, by name."""
    return {
        name: value
        for name, value in vars(registry).items()
        if isinstance(value, tuple) and value and all(isinstance(one, Exporter) for one in value)
    }


def _every() -> Iterator[tuple[str, Export]]:
    for name, exporters in registries().items():
        for one in exporters:
            suffix = one.suffixes[0]
            called, write = _WRITERS[name]
            yield f"{called} {suffix[1:]}", Export(write(suffix), one.holds_words)
    for form in persona_exports._FORMATS:
        yield f"personas {form}", Export(_personas(form), holds_words=True)
    for suffix in segments._FORMS:
        yield f"cut {suffix[1:]}", Export(_cut(suffix), holds_words=False)
    yield "project with speakers", Export(_project(".qdpx", speakers=True), holds_words=True)


EXPORTS = dict(_every())
"""Every file format of every export."""
