"""Suggestions that a coder did not want: remembered, so that they are not made again and can be learned from."""

from dataclasses import dataclass
from hashlib import sha256


def fingerprint(words: str) -> str:
    """By what rejected words are known again: the SHA-256 of them with single spaces.

    It keeps no word of anybody, and stays the same when the text around the words is corrected.
    """
    return sha256(" ".join(words.split()).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Rejection:
    """That a coder does not want a code on some words of a source."""

    code_id: int
    source_id: int
    fingerprint: str
    coder_id: int
