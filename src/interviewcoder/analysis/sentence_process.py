"""Sentences found in a process of its own, which takes the language tools with it when it ends."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from interviewcoder.domain.coding import Span

_PROGRAM = Path(__file__).with_name("sentence_program.py")
_LONGEST_SECONDS = 120


def sentences_apart(passages: Sequence[tuple[int, str]], language: str) -> tuple[Span, ...]:
    """What `language.sentences` yields, without loading the language tools here; where they are loaded, they are used.

    Args:
        passages: where each begins in its source's text, and its own text.
        language: a code such as `en`.
    """
    found = None if "spacy" in sys.modules else _asked(passages, language)
    if found is None:
        from .language import sentences

        return tuple(sentences(passages, language))
    return tuple(Span(start, end) for start, end in zip(found[::2], found[1::2], strict=True))


def _asked(passages: Sequence[tuple[int, str]], language: str) -> list[int] | None:
    """The program's answer; None where it gave none."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_PROGRAM)],
            input=json.dumps({"language": language, "passages": passages}).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST_SECONDS,
            check=True,
        )
        found: list[int] = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return found
