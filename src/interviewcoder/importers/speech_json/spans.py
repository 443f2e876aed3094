"""Words with times in one list and spans of speakers in another: Digital Paper Edit, Kaldi, older Speechmatics."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from ..cues import Cue
from ..moment import later, moment
from .fields import Item, inside, objects, voice, words_in
from .words import Word, cues_of_words


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the words and the spans are, and under which keys. A length stands where an end does not."""

    programs: str
    words: tuple[str, ...]
    word: tuple[str, ...]
    """Keys of a word's text; the first that is there counts."""
    start: str
    end: str
    length: str
    spans: tuple[str, ...]
    speaker: tuple[str, ...]


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "Digital Paper Edit",
        ("words",),
        ("text",),
        *("start", "end", "", ("paragraphs",), ("speaker",)),
    ),
    Layout(
        "BBC's Kaldi",
        ("retval", "words"),
        ("punct", "word"),
        *("start", "end", "", ("retval", "segmentation", "segments"), ("speaker", "@id")),
    ),
    Layout(
        "BBC's Kaldi",
        ("words",),
        ("punct", "word"),
        *("start", "end", "", ("segmentation", "segments"), ("speaker", "@id")),
    ),
    Layout(
        "Speechmatics, version 1",
        ("words",),
        ("name",),
        *("time", "", "duration", ("speakers",), ("name",)),
    ),
)


def cues(value: Any) -> list[Cue] | None:
    """The words, said by whose span they begin in; None where no layout fits."""
    for layout in LAYOUTS:
        words = objects(inside(value, *layout.words))
        spans = objects(inside(value, *layout.spans))
        if (
            words
            and spans
            and {layout.start, layout.word[-1]} <= words[0].keys()
            and voice(inside(spans[0], *layout.speaker)) is not None
        ):
            return list(cues_of_words(_spoken(words, spans, layout)))
    return None


def _spoken(words: list[Item], spans: list[Item], layout: Layout) -> list[Word]:
    at = "time" if layout.length and not layout.end else "start"
    voices = sorted(
        (start, voice(inside(span, *layout.speaker)) or "")
        for span in spans
        if (start := moment(span.get(at))) is not None
    )
    starts = [start for start, _ in voices]
    spoken = []
    for word in words:
        start = moment(word.get(layout.start))
        end = moment(word.get(layout.end)) if layout.end else None
        if layout.length:
            end = later(start, moment(word.get(layout.length)))
        index = bisect_right(starts, start) - 1 if start is not None else -1
        text = words_in(word, *layout.word).strip()
        speaker = voices[max(index, 0)][1] if start is not None and voices else None
        spoken.append(Word(text, start, end, speaker, attached=text in {".", ",", "?", "!"}))
    return spoken
