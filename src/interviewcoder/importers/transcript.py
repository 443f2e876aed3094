"""From turns to an imported transcript: clean labels, one text, roles and names."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions, Turn, lay_out
from interviewcoder.domain.source import SourceKind
from interviewcoder.domain.text import clean_name, name_key, one_line

from .roles import cast
from .sample import FileSample

LABEL_LIMIT = 120
"""The longest speaker label that is kept whole, in code points."""


_BEFORE_NAMES = "/.,;•–—- "
"""Slips before a name, and the mark of overlapping speech that noScribe puts there."""
_BRACKETS = frozenset({"[]", "()", "<>"})


def build_transcript(
    sample: FileSample,
    options: ImportOptions,
    turns: Iterable[Turn],
    *,
    preamble: str = "",
    asides: frozenset[str] = frozenset(),
    asking: frozenset[str] = frozenset(),
    warnings: Sequence[str] = (),
    encoding: str | None = None,
) -> ImportedSource:
    """An imported transcript of the turns that a format's reader found.

    Args:
        sample: the file.
        options: what the user wants; its interviewers and voices are looked for among the labels.
        turns: what was said; labels need not be clean.
        preamble: what stood before the first turn.
        asides: clean labels that are neither interviewer nor participant.
        asking: labels that the file itself says are interviewers.
        warnings: what the reader has to tell.
        encoding: the encoding when the file is not text itself.

    Raises:
        StudyError: there are no words in the turns.
    """
    labelled = with_clean_labels(turns)
    laid_out = lay_out(labelled)
    if not laid_out.passages:
        raise StudyError(
            f"'{one_line(sample.file_name, 80)}' holds no words to read.",
            "Check that it is a transcript and that it was saved whole.",
        )
    spoken = [turn for turn in labelled if turn.text.strip()]
    stated = frozenset(map(clean_label, asking))
    found = cast(
        spoken,
        sample.name,
        options.interviewers,
        preamble,
        asides,
        stated,
        options.voices,
        options.usual_interviewers,
    )
    decoded_warnings = () if encoding else sample.decoded.warnings
    heard = {passage.speaker for passage in laid_out.passages}
    return ImportedSource(
        name=sample.name,
        kind=SourceKind.TRANSCRIPT,
        format="",
        encoding=encoding or sample.decoded.encoding,
        text=laid_out.text,
        passages=laid_out.passages,
        speakers=tuple(speaker for speaker in found.speakers if speaker.label in heard),
        warnings=(*decoded_warnings, *warnings, *found.warnings),
    )


def clean_label(raw: str) -> str:
    """A speaker's label on one line, without invisible characters and brackets around it; long ones are cut."""
    label = raw[: 4 * LABEL_LIMIT].strip(" :*_").lstrip(_BEFORE_NAMES)
    if label[:1] + label[-1:] in _BRACKETS:
        label = label[1:-1]
    if label[:1] == "(" and ")" not in label:
        label = label[1:]
    try:
        return clean_name(label)[:LABEL_LIMIT].strip()
    except StudyError:
        return ""


def left_out(lines: Sequence[str], where: str) -> tuple[str, ...]:
    """One warning about lines that were not imported, with their count and the first words."""
    if not lines:
        return ()
    count = "1 line" if len(lines) == 1 else f"{len(lines)} lines"
    was = "was" if len(lines) == 1 else "were"
    return (f"{count} {where} {was} left out, beginning '{one_line(lines[0], 60)}'.",)


def omitted(count: int, noun: str, which: str, which_many: str | None = None) -> tuple[str, ...]:
    """One warning about so many things that were left out; none for none.

    >>> omitted(2, "event", "on other tiers")
    ('2 events on other tiers were left out.',)
    """
    if not count:
        return ()
    which = which if count == 1 else which_many or which
    what = f"{count} {noun if count == 1 else noun + 's'} {which}".rstrip()
    return (f"{what} {'was' if count == 1 else 'were'} left out.",)


def with_clean_labels(turns: Iterable[Turn]) -> list[Turn]:
    """The turns with clean labels; labels that differ in case only become the one met first."""
    clean: dict[str, str] = {}
    first_spelling: dict[str, str] = {}
    labelled = []
    for turn in turns:
        label = clean.get(turn.speaker)
        if label is None:
            label = clean_label(turn.speaker)
            label = first_spelling.setdefault(name_key(label), label)
            clean[turn.speaker] = label
        labelled.append(turn if label == turn.speaker else replace(turn, speaker=label))
    return labelled
