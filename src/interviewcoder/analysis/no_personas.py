"""Simulated studies without personas: the same people and codes when nobody leans to anything.

Each participant keeps how many codes they have and each code keeps how many participants it has; who has
which is shuffled. Under the Rasch model (talkativeness and popularity, nothing else) every such table is
equally likely, so that comparing with them is its exact conditional test (Ponocny 2001, Psychometrika 66).
They are drawn by global curveball trades (Strona et al. 2014, Nature Communications 5; Carstens et al. 2018):
the participants are paired at random, and each pair deals the codes that only one of them has anew.
"""

import numpy as np

from .embedding import Array

_ROUNDS = 30


def simulate_without_personas(counts: Array, studies: int, seed: int) -> Array:
    """So many simulated tables of excerpts.

    Args:
        counts: (participants, codes), excerpts.
        studies: how many tables to draw, each by a chain of its own.
        seed: of PCG64.

    Returns:
        (studies, participants, codes). Each row has the given row's counts in another order; each column is
        on as many participants as in the given table.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    rows, codes = counts.shape
    presence = np.broadcast_to(counts > 0, (studies, rows, codes)).copy()
    study = np.arange(studies)[:, None]
    for _ in range(_ROUNDS):
        order = random.random((studies, rows)).argsort(axis=1)
        one, other = order[:, : rows // 2], order[:, rows // 2 : rows // 2 * 2]
        first, second = presence[study, one], presence[study, other]
        differ = first ^ second
        key = np.where(differ, random.random(differ.shape, dtype=np.float32), 2)
        dealt = (first & differ).sum(axis=-1, keepdims=True)
        # By rank and not by key: equal keys would deal one code too many and change the margins.
        order_of_keys = key.argsort(axis=-1, kind="stable")
        traded = np.zeros_like(differ)
        np.put_along_axis(traded, order_of_keys, np.arange(codes) < dealt, axis=-1)
        presence[study, one] = (first & second) | traded
        presence[study, other] = (first & second) | (differ & ~traded)

    most = int((counts > 0).sum(axis=1).max(initial=1))
    own = -np.sort(-counts, axis=1)[:, :most]
    shuffle = random.random((studies, rows, most)) + (own == 0) * 2.0
    dealt_counts = np.take_along_axis(
        np.broadcast_to(own, shuffle.shape), shuffle.argsort(axis=-1), axis=-1
    )
    rank = np.maximum(presence.cumsum(axis=-1) - 1, 0)
    return np.where(presence, np.take_along_axis(dealt_counts, rank, axis=-1), 0.0)
