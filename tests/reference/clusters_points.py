"""Clusters of points by scikit-learn and hdbscan, for tests/suite/golden_clusters.

Run by hand, never by the tests:

    python3 -m venv VENV && VENV/bin/pip install scikit-learn==1.9.1 hdbscan==0.8.44 numpy==2.4.6 scipy==1.17.1
    VENV/bin/python tests/reference/clusters_points.py > tests/golden/clusters/points.json
"""

import json
import sys

import hdbscan
import numpy as np
from sklearn.cluster import DBSCAN, OPTICS
from sklearn.metrics import silhouette_samples


def blobs(n, seed):
    """Two fifths in tight clouds, two fifths in loose ones, the rest anywhere; no two distances alike."""
    rng = np.random.default_rng(seed)
    centres = rng.uniform(0, 100, (8, 2))
    spread = np.where(np.arange(8) % 2 == 0, 1.5, 4.0)
    of = rng.integers(0, 8, n)
    at = centres[of] + rng.normal(0, 1, (n, 2)) * spread[of, None]
    anywhere = rng.random(n) < 0.2
    at[anywhere] = rng.uniform(0, 100, (anywhere.sum(), 2))
    return np.round(at, 9)


def coarse(n, seed):
    """Points of a coarse grid: many distances alike, and points on each other."""
    return np.random.default_rng(seed).integers(0, 14, (n, 2)).astype(float)


def lattice():
    """The middles of 25 rows of 40 squares."""
    return np.array([[x + 0.5, y + 0.5] for y in range(25) for x in range(40)])


def toy():
    """The cities of geodata/toy, in degrees as if these were a plane's units."""
    features = json.load(open("geodata/toy/cities.geojson"))["features"]
    return np.array([feature["geometry"]["coordinates"] for feature in features], float)


def listed(values):
    return [None if not np.isfinite(value) else float(value) for value in values]


def dbscan(name, at, eps, min_samples):
    found = DBSCAN(eps=eps, min_samples=min_samples).fit(at)
    return {
        "function": "dbscan", "data": name, "eps": eps, "min_samples": min_samples,
        "labels": found.labels_.tolist(), "core": found.core_sample_indices_.tolist(),
    }  # fmt: skip


def optics(name, at, reach, min_samples):
    found = OPTICS(max_eps=reach, min_samples=min_samples, cluster_method="dbscan", eps=reach).fit(at)
    return {
        "function": "optics", "data": name, "reach": reach, "min_samples": min_samples,
        "order": found.ordering_.tolist(), "reachability": listed(found.reachability_),
        "core_distance": listed(found.core_distances_),
    }  # fmt: skip


def hdbscan_case(name, at, size, min_samples, method):
    found = hdbscan.HDBSCAN(
        min_cluster_size=size, min_samples=min_samples, cluster_selection_method=method,
        gen_min_span_tree=True, algorithm="generic", approx_min_span_tree=False,
    ).fit(at)  # fmt: skip
    stability = hdbscan._hdbscan_tree.compute_stability(found.condensed_tree_._raw_tree)
    selected = found.condensed_tree_._select_clusters()
    return {
        "function": "hdbscan", "data": name, "min_cluster_size": size, "min_samples": min_samples, "method": method,
        "labels": found.labels_.tolist(), "probabilities": listed(found.probabilities_),
        "tree_length": float(found.minimum_spanning_tree_.to_numpy()[:, 2].sum()),
        # The stability of the clusters chosen, in all; nothing where points lie on each other.
        "objective": listed([sum(stability[cluster] for cluster in selected)])[0],
    }  # fmt: skip


def silhouette(name, at, clusters):
    """Over whole numbers of milliseconds, as travel times are."""
    apart = np.round(1000 * np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))).astype(int)
    of = np.random.default_rng(5).integers(0, clusters, len(at))
    samples = silhouette_samples(apart.astype(float), of, metric="precomputed")
    return {
        "function": "silhouette", "data": name, "milliseconds": apart.tolist(), "of": of.tolist(),
        "samples": samples.tolist(), "mean": float(samples.mean()),
    }  # fmt: skip


def main():
    data = {"toy": toy(), "lattice": lattice(), "blobs": blobs(1000, 1), "few": blobs(60, 2)}
    data |= {f"coarse{seed}": coarse(120, seed) for seed in range(22)}
    cases = []
    for name, at in data.items():
        if name == "toy":
            cases += [dbscan(name, at, 1.2, 2), optics(name, at, 5.0, 2)]
            cases += [hdbscan_case(name, at, 2, 1, "eom")]
        elif name.startswith("coarse"):
            cases.append(dbscan(name, at, 1.0, 4))
            cases += [hdbscan_case(name, at, 5, samples, "eom") for samples in (1, 4)]
        else:
            cases += [dbscan(name, at, eps, 5) for eps in (1.0, 2.5)]
            if name != "lattice":
                cases += [optics(name, at, reach, 5) for reach in (2.5, 200.0)]
                for method in ("eom", "leaf"):
                    cases += [hdbscan_case(name, at, 8, samples, method) for samples in (1, 5)]
    cases.append(silhouette("few", data["few"], 4))
    text = {"data": {name: at.tolist() for name, at in data.items()}, "cases": cases}
    json.dump(text, sys.stdout, separators=(",", ":"))
    print()


main()
