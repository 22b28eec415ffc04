"""Principal components, k-means, and how well and how firmly points fall into groups."""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Labels = NDArray[np.intp]

STARTS = 8
LARGEST_SILHOUETTE = 2000  # points; all pairs of more would fill the memory
ROUNDS = 100


def principal_components(values: Points, count: int) -> tuple[Points, Points]:
    """Give the scores of points on their first principal components, and the components.

    Parameters
    ----------
    values : points x features, without NaN
    count : components wanted; fewer come back if there are fewer

    Returns
    -------
    (scores (points x c), components (features x c)), most variance first; each component's largest weight is positive.
    """
    centred = values - values.mean(axis=0)
    if centred.shape[1] <= centred.shape[0]:
        _, vectors = np.linalg.eigh(centred.T @ centred)
        components = vectors[:, ::-1][:, :count]
    else:  # the smaller matrix has the same eigenvalues
        powers, vectors = np.linalg.eigh(centred @ centred.T)
        keep = powers[::-1][:count] > 1e-12 * max(powers[-1], 1e-300)
        components = centred.T @ vectors[:, ::-1][:, :count][:, keep]
        components /= np.linalg.norm(components, axis=0)
    components = components * _signs(components)
    return centred @ components, components


def k_means(points: Points, k: int, rng: np.random.Generator, *, starts: int = STARTS) -> Labels:
    """Put points into k groups by the least squared distance to the groups' means.

    Parameters
    ----------
    points : n x d
    k : groups, at most as many as there are different points
    rng : source of the k-means++ starting points
    starts : times to start anew; the best is kept

    Returns
    -------
    Labels (n): 0 for the largest group; of equal ones, the one further left first.
    """
    best, least = np.zeros(len(points), dtype=np.intp), np.inf
    for _ in range(starts):
        centres = _starting_points(points, k, rng)
        labels = np.full(len(points), -1, dtype=np.intp)
        for _ in range(ROUNDS):
            distances = _squared_distances(points, centres)
            moved = distances.argmin(axis=1)
            if (moved == labels).all():
                break
            labels = moved
            held = np.bincount(labels, minlength=k)
            sums = np.stack([np.bincount(labels, weights=column, minlength=k) for column in points.T], axis=1)
            centres = np.where(held[:, None] > 0, sums / np.maximum(held, 1)[:, None], centres)
        spread = float(distances.min(axis=1).sum())
        if spread < least * (1 - 1e-12):
            best, least = labels, spread
    return _largest_first(points, best, k)


def silhouette(points: Points, labels: Labels, rng: np.random.Generator) -> float:
    """Give the mean silhouette of grouped points, in [-1, 1]; of a sample if there are very many.

    Source: Rousseeuw (1987), Journal of Computational and Applied Mathematics 20, 53-65 (0 for a group of one).
    """
    if len(points) > LARGEST_SILHOUETTE:
        chosen = np.sort(rng.choice(len(points), LARGEST_SILHOUETTE, replace=False))
        points, labels = points[chosen], labels[chosen]
    _, labels, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    if len(sizes) < 2:
        return 0.0
    distances = np.sqrt(_squared_distances(points, points))
    to_group = distances @ (labels[:, None] == np.arange(len(sizes)))
    own = sizes[labels]
    within = to_group[np.arange(len(points)), labels] / np.maximum(own - 1, 1)
    to_group = to_group / sizes
    to_group[np.arange(len(points)), labels] = np.inf
    nearest = to_group.min(axis=1)
    widest = np.maximum(within, nearest)
    values = np.divide(nearest - within, widest, out=np.zeros(len(points)), where=widest > 0)
    return float(np.where(own > 1, values, 0.0).mean())


def adjusted_rand_index(first: Labels, second: Labels) -> float:
    """Give the agreement of two groupings of the same points: 1 if the same, 0 on average by chance.

    Source: Hubert and Arabie (1985), Journal of Classification 2, 193-218, equation 5.
    """
    _, a = np.unique(first, return_inverse=True)
    _, b = np.unique(second, return_inverse=True)
    table = np.zeros((a.max(initial=-1) + 1, b.max(initial=-1) + 1))
    np.add.at(table, (a, b), 1)
    both, rows, columns = (float((n * (n - 1) / 2).sum()) for n in (table, table.sum(axis=1), table.sum(axis=0)))
    pairs = len(a) * (len(a) - 1) / 2
    expected = rows * columns / pairs if pairs else 0.0
    highest = (rows + columns) / 2
    return 1.0 if highest == expected else (both - expected) / (highest - expected)


def _signs(components: Points) -> Points:
    largest = np.abs(components).argmax(axis=0)
    signs = np.sign(components[largest, np.arange(components.shape[1])])
    return np.where(signs == 0, 1.0, signs)


def _starting_points(points: Points, k: int, rng: np.random.Generator) -> Points:
    centres = points[[rng.integers(len(points))]]
    for _ in range(k - 1):
        nearest = _squared_distances(points, centres).min(axis=1)
        total = nearest.sum()
        share = nearest / total if total > 0 else np.full(len(points), 1 / len(points))
        centres = np.vstack([centres, points[rng.choice(len(points), p=share)]])
    return centres


def _squared_distances(points: Points, centres: Points) -> Points:
    squares = (points**2).sum(axis=1)[:, None] + (centres**2).sum(axis=1) - 2 * points @ centres.T
    return np.maximum(squares, 0.0)


def _largest_first(points: Points, labels: Labels, k: int) -> Labels:
    sizes = np.bincount(labels, minlength=k)
    left = [points[labels == g, 0].mean() if sizes[g] else np.inf for g in range(k)]
    order = sorted(range(k), key=lambda g: (-sizes[g], left[g]))
    rank = np.empty(k, dtype=np.intp)
    rank[order] = np.arange(k)
    return rank[labels]
