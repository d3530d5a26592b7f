"""What other programs take for the tasks of the bench `clusters`, on the same data number by number.

    python peers_clusters.py TASK SIZE       one line, in this process
    python peers_clusters.py                 every task below, each in a process of its own, for at most 240 s

Prints `task,size,cpu_s,wall_s,checksum,peak_mb`: CPU seconds of the process without making the data, of one run; a number
from the answer, to be held against the bench's; the peak of resident memory in all. What is compiled at its first call
(numba) is called once on little data before.

Written for Python 3.11 and
    cpnet==0.0.21 hdbscan==0.8.44 igraph==1.0.0 leidenalg==0.12.0 libpysal==4.14.1 networkx==3.6.1 numba==0.68.1 numpy==2.4.6
    scikit-learn==1.9.1 scipy==1.17.1 spopt==0.7.0
"""

import os
import resource
import subprocess
import sys
import time
import warnings

os.environ.setdefault("OMP_NUM_THREADS", "1")
warnings.filterwarnings("ignore")

import numpy as np  # noqa: E402

TASKS = [
    ("ward", 50_000), ("borgatti_everett", 1000), ("leiden", 100_000), ("dbscan", 1_000_000), ("optics", 50_000),
    ("hdbscan_sklearn", 50_000), ("hdbscan", 50_000), ("hdbscan", 1_000_000), ("skater", 2500), ("azp", 2500), ("max_p", 2500),
]  # fmt: skip


def draw(seed, i):
    """See clusters/made.rs."""
    z = np.asarray((np.uint64(seed) << np.uint64(32)) + np.asarray(i, np.uint64))
    with np.errstate(over="ignore"):
        z = z + np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(float) / 2.0**53


def shape(size):
    return {2500: (50, 50), 50_000: (250, 200)}.get(size, (size // 10, 10))


def units(size):
    columns, rows = shape(size)
    i = np.arange(size)
    x, y = i % columns, i // columns

    def wave(t, period):
        return np.abs(t % period - period / 2) / (period / 2)

    a = wave(x, 50) + wave(y, 40) + draw(1, i)
    b = wave(x + y, 70) + draw(2, i)
    people = 1 + np.floor(9 * draw(3, i))
    z = np.column_stack([(v - v.mean()) / v.std() for v in (a, b)])
    return z, people


def frame(size):
    import libpysal
    import pandas as pd

    columns, rows = shape(size)
    z, people = units(size)
    return pd.DataFrame({"a": z[:, 0], "b": z[:, 1], "people": people}), libpysal.weights.lat2W(rows, columns)


def points(size):
    i = np.arange(size, dtype=np.uint64)
    e = draw(4, i)
    cloud = np.floor(100 * e).astype(np.uint64)

    def off(seed):
        k = np.uint64(4) * i
        return 10 * (draw(seed, k) + draw(seed, k + np.uint64(1)) + draw(seed, k + np.uint64(2)) + draw(seed, k + np.uint64(3)) - 2)

    anywhere = e < 0.2
    k = np.uint64(4) * i
    x = np.where(anywhere, 1000 * draw(7, k), 1000 * draw(5, cloud) + off(7))
    y = np.where(anywhere, 1000 * draw(8, k), 1000 * draw(6, cloud) + off(8))
    return np.column_stack([x, y])


def links(size):
    out = [(j, i) for i in range(5) for j in range(i)]
    ends = [end for link in out for end in link]
    draws, at = draw(9, np.arange(5 * size)), 0
    for i in range(5, size):
        taken = []
        while len(taken) < 4:
            end = ends[int(draws[at] * len(ends))]
            at += 1
            if end not in taken:
                taken.append(end)
        for j in taken:
            out.append((j, i))
            ends += [j, i]
    return out


def within(z, labels):
    labels = np.unique(labels, return_inverse=True)[1]
    count = np.bincount(labels)
    means = np.column_stack([np.bincount(labels, z[:, c]) / count for c in range(z.shape[1])])
    return float(((z - means[labels]) ** 2).sum())


def regions(maker):
    def task(size):
        import spopt.region

        data, weights = frame(size)
        z = data[["a", "b"]].to_numpy()

        def run():
            np.random.seed(1)
            model = maker(spopt.region, data, weights)
            model.solve()
            return model.labels_

        return run, lambda labels: f"{within(z, labels)} ({len(set(labels))})"

    return task


def max_p(size):
    import spopt.region

    data, weights = frame(size)

    def run():
        np.random.seed(1)
        model = spopt.region.MaxPHeuristic(data, weights, ["a", "b"], threshold_name="people", threshold=250, top_n=2)
        model.solve()
        return model

    return run, lambda model: model.p


def ward(size):
    from scipy.sparse import coo_matrix
    from sklearn.cluster import AgglomerativeClustering

    columns, rows = shape(size)
    z, _ = units(size)
    i = np.arange(size)
    right, down = i[i % columns < columns - 1], i[: size - columns]
    a, b = np.concatenate([right, down]), np.concatenate([right + 1, down + columns])
    graph = coo_matrix((np.ones(2 * a.size), (np.concatenate([a, b]), np.concatenate([b, a]))), (size, size)).tocsr()
    return (
        lambda: AgglomerativeClustering(n_clusters=20, linkage="ward", connectivity=graph).fit(z).labels_,
        lambda labels: within(z, labels),
    )


def borgatti_everett(size):
    np.Infinity = np.inf
    import cpnet
    import networkx as nx

    graph = nx.Graph(links(size))
    cpnet.BE(num_runs=1).detect(nx.karate_club_graph())

    def run():
        np.random.seed(1)
        found = cpnet.BE(num_runs=10)
        found.detect(graph)
        return found

    return run, lambda found: found.qs_[0]


def leiden(size):
    import igraph
    import leidenalg

    graph = igraph.Graph(n=size, edges=links(size))
    return (
        lambda: leidenalg.find_partition(graph, leidenalg.ModularityVertexPartition, seed=1),
        lambda found: found.modularity,
    )


def count(labels):
    return int(labels.max() + 1)


def dbscan(size):
    from sklearn.cluster import DBSCAN

    at = points(size)
    return lambda: DBSCAN(eps=0.5, min_samples=10).fit(at).labels_, count


def optics(size):
    from sklearn.cluster import OPTICS

    at = points(size)
    run = lambda: OPTICS(max_eps=5.0, min_samples=10, cluster_method="dbscan", eps=5.0).fit(at)  # noqa: E731
    return run, lambda found: found.reachability_[np.isfinite(found.reachability_)].sum()


def hdbscan_sklearn(size):
    from sklearn.cluster import HDBSCAN

    at = points(size)
    # It counts the point itself among the samples.
    return lambda: HDBSCAN(min_cluster_size=10, min_samples=11, copy=True).fit(at).labels_, count


def hdbscan(size):
    import hdbscan as package

    at = points(size)
    run = lambda: package.HDBSCAN(  # noqa: E731
        min_cluster_size=10, min_samples=10, approx_min_span_tree=False, gen_min_span_tree=True, core_dist_n_jobs=1
    ).fit(at)
    return run, lambda found: found.minimum_spanning_tree_.to_numpy()[:, 2].sum()


MAKERS = {
    "skater": regions(lambda spopt, data, w: spopt.Skater(data, w, ["a", "b"], n_clusters=20)),
    "azp": regions(lambda spopt, data, w: spopt.AZP(data, w, ["a", "b"], n_clusters=20, random_state=1)),
    "max_p": max_p, "ward": ward, "borgatti_everett": borgatti_everett, "leiden": leiden, "dbscan": dbscan,
    "optics": optics, "hdbscan_sklearn": hdbscan_sklearn, "hdbscan": hdbscan,
}  # fmt: skip


def main():
    if len(sys.argv) == 3:
        name, size = sys.argv[1], int(sys.argv[2])
        run, check = MAKERS[name](size)
        cpu, wall = time.process_time(), time.perf_counter()
        found = run()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{name},{size},{cpu:.4f},{wall:.4f},{check(found)},{peak}")
        return
    print("task,size,cpu_s,wall_s,checksum,peak_mb", flush=True)
    for name, size in TASKS:
        try:
            subprocess.run([sys.executable, __file__, name, str(size)], check=False, timeout=240)
        except subprocess.TimeoutExpired:
            print(f"{name},{size},not done in 240 s of wall time,,,", flush=True)


main()
