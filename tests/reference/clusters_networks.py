"""Communities and cores of networks by leidenalg, infomap and cpnet, for tests/suite/golden_clusters.

Run by hand, never by the tests:

    python3 -m venv VENV && VENV/bin/pip install leidenalg==0.12.0 igraph==1.0.0 infomap==2.16.0 cpnet==0.0.21 \
        networkx==3.6.1 numpy==2.4.6 scipy==1.17.1 numba==0.68.1
    VENV/bin/python tests/reference/clusters_networks.py > tests/golden/clusters/networks.json

What searches is run ten times and stored with the best of what it found. cpnet 0.0.21 asks numpy for names that
numpy 2 has no longer; they are given back below.
"""

import contextlib
import io
import json
import random
import sys
import warnings

import numpy as np

np.Infinity = np.inf

import cpnet  # noqa: E402
import igraph  # noqa: E402
import infomap  # noqa: E402
import leidenalg  # noqa: E402
import networkx as nx  # noqa: E402

warnings.filterwarnings("ignore")
RUNS = 10


def karate():
    graph = nx.karate_club_graph()
    return {"n": 34, "edges": [[i, j, 1.0] for i, j in graph.edges()]}


def lattice():
    """25 rows of 40 units; neighbours interact from 1 to 9, which falls with the distance from two centres."""
    rng = np.random.default_rng(1)
    columns, rows = 40, 25
    edges = []

    def near(i):
        x, y = i % columns, i // columns
        return max(np.exp(-np.hypot(x - 10, y - 12) / 6), np.exp(-np.hypot(x - 30, y - 12) / 6))

    for i in range(columns * rows):
        for j in ([i + 1] if i % columns < columns - 1 else []) + ([i + columns] if i // columns < rows - 1 else []):
            edges.append([i, j, round(1 + 4 * (near(i) + near(j)) + float(rng.uniform(0, 1)), 6)])
    return {"n": columns * rows, "edges": edges}


def toy():
    """The cities of geodata/toy, by the travel times of its README: `m_i m_j exp(-t / 60)`."""
    n = None
    t = [[n, n, 60, 90, 120, 180], [n] * 6, [60, n, n, 30, 60, 120], [90, n, 30, n, 40, 100],
         [120, n, 60, 40, n, 60], [180, n, 120, 100, 60, n]]  # fmt: skip
    m = [180, 150, 90, 540, 270, 360]
    pairs = [(i, j) for i in range(6) for j in range(i) if t[i][j] is not None]
    return {"n": 6, "edges": [[i, j, float(m[i] * m[j] * np.exp(-t[i][j] / 60))] for i, j in pairs]}


def communities(name, graph):
    out = []
    edges, weights = [edge[:2] for edge in graph["edges"]], [edge[2] for edge in graph["edges"]]
    network = igraph.Graph(n=graph["n"], edges=edges)
    for resolution in (0.5, 1.0, 2.0):
        best = max(
            (
                leidenalg.find_partition(
                    network, leidenalg.RBConfigurationVertexPartition, weights=weights, seed=seed,
                    resolution_parameter=resolution, n_iterations=-1,
                )
                for seed in range(1, RUNS + 1)
            ),
            key=lambda found: found.quality(),
        )  # fmt: skip
        # Quality is not divided by twice the weight there.
        out.append({
            "function": "leiden_modularity", "data": name, "resolution": resolution, "labels": best.membership,
            "objective": best.quality() / (2 * sum(weights)),
        })  # fmt: skip
    mean = sum(weights) / (graph["n"] * (graph["n"] - 1) / 2)
    for resolution in (mean, 4 * mean):
        best = max(
            (
                leidenalg.find_partition(
                    network, leidenalg.CPMVertexPartition, weights=weights, seed=seed,
                    resolution_parameter=resolution, n_iterations=-1,
                )
                for seed in range(1, RUNS + 1)
            ),
            key=lambda found: found.quality(),
        )  # fmt: skip
        out.append({
            "function": "leiden_potts", "data": name, "resolution": resolution, "labels": best.membership,
            "objective": best.quality(),
        })  # fmt: skip
    best = None
    for seed in range(1, RUNS + 1):
        found = infomap.Infomap(two_level=True, silent=True, seed=seed, num_trials=1)
        for i in range(graph["n"]):
            found.add_node(i)
        for i, j, weight in graph["edges"]:
            found.add_link(i, j, weight)
        found.run()
        modules = found.get_modules()
        if best is None or found.codelength < best[0]:
            best = (found.codelength, [modules.get(i, -1) for i in range(graph["n"])])
    out.append({"function": "infomap", "data": name, "objective": best[0], "labels": best[1]})
    return out


def cores(name, graph):
    """cpnet, with the labels in the order of the nodes; what it scores by another formula is scored again by ours."""
    network = nx.Graph()
    network.add_nodes_from(range(graph["n"]))
    network.add_weighted_edges_from(graph["edges"])
    binary = nx.Graph()
    binary.add_nodes_from(range(graph["n"]))
    binary.add_edges_from(edge[:2] for edge in graph["edges"])
    makers = {
        "borgatti_everett": (cpnet.BE, binary), "rombach": (cpnet.Rombach, network), "minres": (cpnet.MINRES, network),
        "lip": (cpnet.Lip, binary), "lapcore": (cpnet.LapCore, network), "rossa": (cpnet.Rossa, network),
        "km_er": (cpnet.KM_ER, network), "km_config": (cpnet.KM_config, network),
    }  # fmt: skip
    out = []
    for function, (maker, given) in makers.items():
        if function == "lapcore" and graph["n"] < 10:
            continue  # scipy asks for more eigenvectors than there are
        searches = function in ("borgatti_everett", "rombach", "minres", "km_er", "km_config")
        algorithm = maker(num_runs=RUNS) if searches else maker()
        with contextlib.redirect_stdout(io.StringIO()):
            algorithm.detect(given)
        coreness, groups = algorithm.get_coreness(), algorithm.get_pair_id()
        out.append({
            "function": function, "data": name, "coreness": [float(coreness[i]) for i in range(graph["n"])],
            "group": [int(groups[i]) for i in range(graph["n"])],
            "score": [float(q) for q in np.ravel(algorithm.qs_)],
        })  # fmt: skip
    out.append(profile(name, network))
    return out


def profile(name, network):
    """The profile of a random walker by the definition of Della Rossa et al. (2013), ties to less strength, then the
    lower index; cpnet's leaves out the strength by which the paper divides, and so lets others join."""
    a = nx.to_numpy_array(network, nodelist=range(network.number_of_nodes()))
    strength = a.sum(axis=1)
    inside, alpha, chosen = [], np.zeros(len(a)), np.zeros(len(a), bool)
    for _ in range(len(a)):
        best = None
        for i in sorted(np.flatnonzero(~chosen), key=lambda i: (strength[i], i)):
            of = inside + [i]
            whole = strength[of].sum()
            share = (within(a, inside) + 2 * a[i, inside].sum()) / whole if whole > 0 else 0.0
            if best is None or share < best[0] - 1e-13:
                best = (share, i)
        alpha[best[1]] = best[0]
        inside.append(best[1])
        chosen[best[1]] = True
    centralisation = 1 - 2 / (len(a) - 2) * alpha[inside[:-1]].sum()
    return {"function": "random_walker", "data": name, "coreness": alpha.tolist(), "score": [float(centralisation)]}


def within(a, inside, held={}):
    """The sum inside, kept up from one call to the next."""
    key = len(inside)
    if key == 0:
        return 0.0
    if held.get("key") != key or held.get("of") is not a:
        held.update(key=key, of=a, sum=a[np.ix_(inside, inside)].sum())
    return held["sum"]


def main():
    np.random.seed(1)
    random.seed(1)
    data = {"toy": toy(), "karate": karate(), "lattice": lattice()}
    cases = []
    for name, graph in data.items():
        cases += communities(name, graph) + cores(name, graph)
        print(name, file=sys.stderr)
    json.dump({"data": data, "cases": cases}, sys.stdout, separators=(",", ":"))
    print()


main()
