"""Vectors of what texts mean, by a small model that runs on this machine: all-MiniLM-L6-v2 with weights of 8 bits.

It comes with the extra `semantic` as a file of data, whose SHA-256 is checked before it is loaded. Nothing is downloaded and
nothing kept on disk: a text can be guessed from its vector, so vectors live in memory and go with it.
"""

import hashlib
from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any

import numpy as np

from interviewcoder.domain.errors import StudyError

from .lexicon import Values
from .semantic_extra import PACKAGE, SHA256, model_path
from .wordpieces import piece_numbers

LENGTH = 384
"""Of a vector."""
_BATCH, _PIECES_AT_ONCE = 8, 512
"""Of texts, and of pieces: eight long texts at once would take half a gigabyte, and no less time than one by one."""
_MOST_PIECES = 256
_CHARACTERS_A_PIECE = 4
_MOST_KEPT = 50_000
"""Vectors that are remembered at most: 75 MB."""


class SentenceVectors:
    """Texts to vectors of length one, for any thread; loaded when first asked, which takes half a second."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._session: Any = None
        self._inputs: frozenset[str] = frozenset()
        self._known: dict[str, Values] = {}

    def __call__(self, texts: Sequence[str]) -> Values:
        """The vectors of texts, a row each.

        Raises:
            StudyError: the extra is missing, or its model is not the one that it should be.
        """
        with self._lock:
            unknown = sorted(
                {text for text in texts if text not in self._known}, key=lambda one: (len(one), one)
            )
            if len(self._known) + len(unknown) > _MOST_KEPT:
                self._known = {text: self._known[text] for text in set(texts) - set(unknown)}
            for batch in _batches(unknown):
                for text, vector in zip(batch, self._vectors(batch), strict=True):
                    self._known[text] = vector
            return np.array([self._known[text] for text in texts], np.float32).reshape(-1, LENGTH)

    def _vectors(self, texts: Sequence[str]) -> Values:
        session = self._loaded()
        pieces = [piece_numbers(text, _MOST_PIECES) for text in texts]
        longest = max(map(len, pieces))
        numbers = np.array([each + [0] * (longest - len(each)) for each in pieces], np.int64)
        there = np.array(
            [[1] * len(each) + [0] * (longest - len(each)) for each in pieces], np.int64
        )
        fed = {
            "input_ids": numbers,
            "attention_mask": there,
            "token_type_ids": np.zeros_like(numbers),
        }
        hidden = session.run(None, {name: fed[name] for name in self._inputs})[0]
        # The mean over the pieces that are there, as the model was trained.
        found = (hidden * there[:, :, None]).sum(axis=1)
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)
        return np.asarray(found, np.float32)

    def _loaded(self) -> Any:
        if self._session is not None:
            return self._session
        path = model_path()
        try:
            import onnxruntime
        except ImportError:
            path = None
        if path is None:
            raise StudyError(
                "Sentence vectors need the extra 'semantic'.",
                "Install it (pip install 'interviewcoder[semantic]'), or go by words only.",
            )
        if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
            raise StudyError(
                "The model of sentence vectors is not the one that it should be.",
                f"Install it again (pip install --force-reinstall {PACKAGE}==1.0.0), or go by words only.",
            )
        options = onnxruntime.SessionOptions()
        # Without its arena, memory goes back after a batch; with one thread, the last digit is the same everywhere.
        options.enable_cpu_mem_arena = False
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = frozenset(one.name for one in self._session.get_inputs())
        return self._session


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """Texts, the short ones first, in batches that need little memory."""
    batch: list[str] = []
    for text in texts:
        pieces = min(_MOST_PIECES, len(text) // _CHARACTERS_A_PIECE + 2)
        if batch and (len(batch) == _BATCH or (len(batch) + 1) * pieces > _PIECES_AT_ONCE):
            yield batch
            batch = []
        batch.append(text)
    if batch:
        yield batch
