"""Simulated studies without personas: the same people and codes when nobody leans to anything.

Who has which code: each participant keeps how many codes they have and each code keeps how many participants it
has; the rest is shuffled. Under the Rasch model (talkativeness and popularity, nothing else) every such table is
equally likely, so that comparing with them is its exact conditional test (Ponocny 2001, Psychometrika 66).
They are drawn by global curveball trades (Strona et al. 2014, Nature Communications 5; Carstens et al. 2018):
the participants are paired at random, and each pair deals the codes that only one of them has anew.

How often they say it: each participant keeps their counts, and codes that are repeated much by those who have
them stay so. The intensities of a code (its count over the participant's mean count) are shuffled among those
who have it now, as in parallel analysis by permutation (Buja and Eyuboglu 1992, Multivariate Behavioral
Research 27), and each participant's counts are dealt in the order of the intensities that they were given. So
people may differ from one another as much as they do, one by one; only that some differ *in the same way* is
lost. Were the counts shuffled over all codes alike, a study of individually different people (Dirichlet-
multinomial) would look structured merely because some codes are repeated more than others.
"""

import numpy as np
from numpy.typing import NDArray

from .embedding import Array

_ROUNDS = 30


def simulate_without_personas(counts: Array, studies: int, seed: int) -> Array:
    """So many simulated tables of excerpts.

    Args:
        counts: (participants, codes), excerpts; NaN where the participant could not have had the code. Such
            cells stay as they are: nobody is dealt a code there.
        studies: how many tables to draw, each by a chain of its own.
        seed: of PCG64.

    Returns:
        (studies, participants, codes). Each row has the given row's counts in another order; each column is
        on as many participants as in the given table.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    asked = ~np.isnan(counts)
    presence = _dealt_presence(counts > 0, asked, studies, random)
    dealt = _dealt_counts(np.where(asked, counts, 0.0), presence, random)
    return dealt if asked.all() else np.where(asked, dealt, np.nan)


def _dealt_presence(
    given: NDArray[np.bool_],
    asked: NDArray[np.bool_],
    studies: int,
    random: np.random.Generator,
) -> NDArray[np.bool_]:
    """Who has which code in each study: (studies, participants, codes), with the given margins."""
    rows, codes = given.shape
    presence = np.broadcast_to(given, (studies, rows, codes)).copy()
    study = np.arange(studies)[:, None]
    for _ in range(_ROUNDS):
        order = random.random((studies, rows)).argsort(axis=1)
        one, other = order[:, : rows // 2], order[:, rows // 2 : rows // 2 * 2]
        first, second = presence[study, one], presence[study, other]
        differ = (first ^ second) & asked[one] & asked[other]
        key = np.where(differ, random.random(differ.shape, dtype=np.float32), 2)
        dealt = (first & differ).sum(axis=-1, keepdims=True)
        # By rank and not by key: equal keys would deal one code too many and change the margins.
        order_of_keys = key.argsort(axis=-1, kind="stable")
        traded = np.zeros_like(differ)
        np.put_along_axis(traded, order_of_keys, np.arange(codes) < dealt, axis=-1)
        presence[study, one] = (first & ~differ) | traded
        presence[study, other] = (second & ~differ) | (differ & ~traded)
    return presence


def _dealt_counts(counts: Array, presence: NDArray[np.bool_], random: np.random.Generator) -> Array:
    """Each participant's counts on the codes that they were dealt, the largest on the most intense."""
    has = counts > 0
    mean = counts.sum(axis=1, keepdims=True) / np.maximum(has.sum(axis=1, keepdims=True), 1)
    intensity = np.round(counts / np.maximum(mean, 1e-12), 9)
    # Equal intensities are told apart by chance; codes that one does not have come last.
    dealt = np.full(presence.shape, -1.0)
    for code in range(counts.shape[1]):
        pool = np.broadcast_to(intensity[has[:, code], code], (len(presence), has[:, code].sum()))
        shuffled = random.permuted(pool, axis=1)
        dealt[:, :, code][presence[:, :, code]] = shuffled.ravel()
    dealt += random.random(dealt.shape) * 1e-9
    by_intensity = (-dealt).argsort(axis=-1)
    own = np.broadcast_to(-np.sort(-counts, axis=1), dealt.shape)
    simulated = np.empty(dealt.shape)
    np.put_along_axis(simulated, by_intensity, own, axis=-1)
    return simulated
