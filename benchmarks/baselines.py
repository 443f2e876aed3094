"""The usual ways to group participants by their codes, to compare the synthesis with.

Each takes a table of excerpts (participants x codes), a number of groups and a seed, and gives labels from 0.
All are written out here, in numpy, so that they run on the same tables with the same k-means.
"""

from collections.abc import Callable

import numpy as np

from interviewcoder.analysis.clusters import Labels, k_means, silhouette
from interviewcoder.analysis.embedding import Array

Method = Callable[[Array, int, int], Labels]

_ROUNDS = 100
_STARTS = 8
_MOST_GROUPS = 8


def tf_idf(counts: Array) -> Array:
    """Rows of unit length, in which codes of few participants weigh more."""
    weight = np.log((1 + len(counts)) / (1 + (counts > 0).sum(axis=0))) + 1
    rows = counts * weight
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12))


def tf_idf_k_means(counts: Array, groups: int, seed: int) -> Labels:
    """k-means on tf-idf."""
    return k_means(tf_idf(counts), groups, seed)


def lsa_k_means(counts: Array, groups: int, seed: int) -> Labels:
    """k-means on latent semantic analysis (Miaskiewicz, Sumner and Kozar 2008): cosine on as many axes as groups."""
    left, values, _ = np.linalg.svd(tf_idf(counts), full_matrices=False)
    points = left[:, :groups] * values[:groups]
    return k_means(
        points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-12), groups, seed
    )


def nmf(counts: Array, groups: int, seed: int) -> Labels:
    """Non-negative factors under Kullback-Leibler divergence (Lee and Seung 2001), each participant to the largest."""
    best, least = np.zeros(len(counts), dtype=np.int64), np.inf
    random = np.random.Generator(np.random.PCG64(seed))
    for _ in range(_STARTS):
        people = random.random((len(counts), groups)) + 0.1
        codes = random.random((groups, counts.shape[1])) + 0.1
        for _ in range(_ROUNDS):
            ratio = counts / np.maximum(people @ codes, 1e-9)
            people *= (ratio @ codes.T) / np.maximum(codes.sum(axis=1), 1e-9)
            ratio = counts / np.maximum(people @ codes, 1e-9)
            codes *= (people.T @ ratio) / np.maximum(people.sum(axis=0)[:, None], 1e-9)
        fitted = np.maximum(people @ codes, 1e-9)
        loss = float((fitted - counts * np.log(fitted)).sum())
        if loss < least:
            least, best = loss, (people * codes.sum(axis=1)).argmax(axis=1)
    return best


def latent_classes(counts: Array, groups: int, seed: int) -> Labels:
    """Plain latent class analysis: a mixture of independent yes-or-no codes, by EM."""
    presence = (counts > 0).astype(np.float64)

    def classes(belongs: Array) -> Array:
        share = (belongs.T @ presence + 0.5) / (belongs.sum(axis=0)[:, None] + 1)
        return np.asarray(presence @ np.log(share).T + (1 - presence) @ np.log(1 - share).T)

    return _mixture(presence, classes, groups, seed)


def multinomial_mixture(counts: Array, groups: int, seed: int) -> Labels:
    """A mixture of profiles of excerpts, by EM (latent classes of how often things are said)."""
    often = np.sqrt(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))

    def classes(belongs: Array) -> Array:
        profile = belongs.T @ counts + 0.1
        return np.asarray(counts @ np.log(profile / profile.sum(axis=1, keepdims=True)).T)

    return _mixture(often, classes, groups, seed)


def complete_linkage_pearson(counts: Array, groups: int, seed: int) -> Labels:
    """NVivo's cluster analysis by coding similarity: complete linkage on Pearson correlation."""
    centred = counts - counts.mean(axis=1, keepdims=True)
    unit = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-12)
    return _complete_linkage(1 - unit @ unit.T, groups)


def complete_linkage_jaccard(counts: Array, groups: int, seed: int) -> Labels:
    """The same on Jaccard's coefficient of which codes are there at all."""
    presence = (counts > 0).astype(np.float64)
    shared = presence @ presence.T
    each = presence.sum(axis=1)
    return _complete_linkage(
        1 - shared / np.maximum(each[:, None] + each[None, :] - shared, 1), groups
    )


METHODS: dict[str, Method] = {
    "tf-idf k-means": tf_idf_k_means,
    "LSA k-means": lsa_k_means,
    "NMF": nmf,
    "latent classes": latent_classes,
    "linkage, Pearson": complete_linkage_pearson,
    "linkage, Jaccard": complete_linkage_jaccard,
}


def by_silhouette(method: Method, counts: Array, seed: int) -> Labels:
    """A method with the number of groups, 2 to 8, whose silhouette on tf-idf is widest."""
    points = tf_idf(counts)
    most = min(_MOST_GROUPS, max(2, len(counts) // 4))
    tried = [method(counts, groups, seed) for groups in range(2, most + 1)]
    return max(tried, key=lambda labels: silhouette(points, labels))


def _mixture(points: Array, classes: Callable[[Array], Array], groups: int, seed: int) -> Labels:
    """EM from several k-means starts; `classes` gives log-likelihoods under the classes of a membership."""
    best, most = np.zeros(len(points), dtype=np.int64), -np.inf
    for start in range(_STARTS):
        belongs = np.eye(groups)[k_means(points, groups, seed + start, restarts=1)]
        likelihood = -np.inf
        for _ in range(_ROUNDS):
            joint = classes(belongs) + np.log(belongs.mean(axis=0) + 1e-9)
            highest = joint.max(axis=1, keepdims=True)
            weight = np.exp(joint - highest)
            belongs = weight / weight.sum(axis=1, keepdims=True)
            previous = likelihood
            likelihood = float((highest[:, 0] + np.log(weight.sum(axis=1))).sum())
            if likelihood - previous < 1e-6 * abs(likelihood):
                break
        if likelihood > most:
            most, best = likelihood, belongs.argmax(axis=1)
    return best


def _complete_linkage(distance: Array, groups: int) -> Labels:
    """Join the two groups whose farthest members are nearest, until so many groups are left."""
    distance = distance.copy()
    np.fill_diagonal(distance, np.inf)
    labels = np.arange(len(distance))
    for _ in range(len(distance) - groups):
        one, other = sorted(divmod(int(distance.argmin()), len(distance)))
        joined = np.maximum(distance[one], distance[other])
        joined[one] = np.inf
        distance[one, :], distance[:, one] = joined, joined
        distance[other, :], distance[:, other] = np.inf, np.inf
        labels[labels == other] = one
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)
