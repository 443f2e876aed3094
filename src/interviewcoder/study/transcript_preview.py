"""What a transcript would be: who speaks how much, and how it begins."""

from collections.abc import Sequence

from ..domain.imported import ImportedPassage, ImportedSource
from ..domain.preview import TranscriptPreview, TurnPreview, VoicePreview
from ..domain.text import name_key, one_line

_TURNS = 12
_TELLING_TURNS = 3
_CUT = 300
"""The longest part of a turn that is shown, in code points."""


def transcript_preview(imported: ImportedSource, known: frozenset[str]) -> TranscriptPreview:
    """The voices and first turns of a transcript.

    Args:
        imported: what the importers understood.
        known: keys of the names of participants whom the study has.
    """
    turns: dict[str, list[ImportedPassage]] = {}
    for passage in imported.passages:
        turns.setdefault(passage.speaker, []).append(passage)
    words = {
        label: sum(len(imported.text[one.start : one.end].split()) for one in said)
        for label, said in turns.items()
    }
    everything = sum(words.values()) or 1
    starts = [one.start_ms for one in imported.passages if one.start_ms is not None]
    ends = [
        time for one in imported.passages for time in (one.end_ms, one.start_ms) if time is not None
    ]
    return TranscriptPreview(
        voices=tuple(
            VoicePreview(
                label=speaker.label,
                role=speaker.role,
                participant=speaker.participant,
                is_known=bool(speaker.participant) and name_key(speaker.participant or "") in known,
                turns=len(turns.get(speaker.label, ())),
                words=words.get(speaker.label, 0),
                share=words.get(speaker.label, 0) / everything,
                first_words=_telling(imported.text, turns.get(speaker.label, ())),
            )
            for speaker in imported.speakers
        ),
        turns=tuple(
            TurnPreview(one.speaker, _shown(imported.text, one), one.start_ms)
            for one in imported.passages[:_TURNS]
        ),
        start_ms=min(starts, default=None),
        end_ms=max(ends, default=None),
    )


def _telling(text: str, turns: Sequence[ImportedPassage]) -> str:
    """The longest of the first turns: a greeting tells little of who somebody is."""
    first = sorted(turns[:_TELLING_TURNS], key=lambda one: one.start - one.end)
    return _shown(text, first[0]) if first else ""


def _shown(text: str, passage: ImportedPassage) -> str:
    return one_line(text[passage.start : min(passage.end, passage.start + 2 * _CUT)], _CUT)
