"""Reference answers of graph theory for tests/golden/access/network.json.

    python3 -m venv venv && venv/bin/pip install networkx==3.6.1 python-igraph==1.0.0 numpy==2.4.6
    venv/bin/python tests/reference/access_network.py

Run by hand, with Python 3.11.7 and the versions above, which it insists on; nothing here calls jingwei. Times are whole
milliseconds in the file, edges as [tail, head, milliseconds], nodes counted from 0. networkx and igraph are given
the same whole numbers, so that ties are ties to them as well; what they say per millisecond is turned into per minute here.
"""

import csv
import itertools
import json
import math
import platform
from pathlib import Path

import igraph
import networkx
import numpy

VERSIONS = {"networkx": "3.6.1", "igraph": "1.0.0", "numpy": "2.4.6"}
FOUND = {"networkx": networkx.__version__, "igraph": igraph.__version__, "numpy": numpy.__version__}
assert FOUND == VERSIONS, f"wanted {VERSIONS}, found {FOUND}"

ROOT = Path(__file__).resolve().parents[2]
MINUTE = 60_000
NODES, SEED = 60, 20260801


def toy():
    """geodata/toy as an edge list: six cities on a tree, two-way."""
    with open(ROOT / "geodata/toy/nodes.csv", encoding="utf-8-sig") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    with open(ROOT / "geodata/toy/edges.csv", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    edges = [[ids.index(r["from"]), ids.index(r["to"]), int(r["seconds"]) * 1000] for r in rows]
    return len(ids), edges, None


def random_network(whole_minutes):
    """Two parts of 45 and 15 nodes in the plane; each node to its three nearest, one road in four one way.

    With `whole_minutes` times are rounded to five minutes, so that ties abound.
    """
    random = numpy.random.default_rng(SEED)
    places = random.integers(0, 200_000, size=(NODES, 2)).tolist()
    part = [0 if node < 45 else 1 for node in range(NODES)]
    ways = set()
    for i in range(NODES):
        others = [j for j in range(NODES) if j != i and part[j] == part[i]]
        for j in sorted(others, key=lambda j: (math.dist(places[i], places[j]), j))[:3]:
            ways.add((min(i, j), max(i, j)))
    edges = []
    for i, j in sorted(ways):
        for tail, head in ((i, j), (j, i)):
            # Speeds from 40 to 120 km/h, another each way.
            time = math.dist(places[i], places[j]) * 3600 / random.integers(40, 120)
            step = 5 * MINUTE if whole_minutes else 1
            edges.append([tail, head, max(step, round(time / step) * step)])
        if random.integers(0, 4) == 0:
            edges.pop(-1 if random.integers(0, 2) else -2)
    return NODES, edges, places


def connected():
    """The largest part of the random network in which every node reaches every other."""
    nodes, edges, places = random_network(False)
    graph = networkx.DiGraph(edge[:2] for edge in edges)
    kept = sorted(max(networkx.strongly_connected_components(graph), key=len))
    number = {node: place for place, node in enumerate(kept)}
    inside = [[number[i], number[j], time] for i, j, time in edges if i in number and j in number]
    return len(kept), inside, [places[node] for node in kept]


def floyd_warshall(nodes, edges):
    """All shortest times in whole milliseconds; None without a path."""
    times = [[math.inf] * nodes for _ in range(nodes)]
    for tail, head, time in edges:
        times[tail][head] = min(times[tail][head], time)
    for i in range(nodes):
        times[i][i] = 0
    for k, i, j in itertools.product(range(nodes), repeat=3):
        times[i][j] = min(times[i][j], times[i][k] + times[k][j])
    return times


def per_minute(values):
    return [value * MINUTE for value in values]


def checked(name, ours, theirs):
    """igraph must agree with networkx before either is written down."""
    for node, (a, b) in enumerate(zip(ours, theirs, strict=True)):
        assert math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12), (name, node, a, b)
    return ours


def cases(nodes, edges, places):
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(nodes))
    graph.add_weighted_edges_from(edges, weight="time")
    assert graph.number_of_edges() == len(edges), "networkx knows one edge a pair"
    there = igraph.Graph(n=nodes, edges=[edge[:2] for edge in edges], directed=True)
    weights = [edge[2] for edge in edges]
    back = graph.reverse()
    times = floyd_warshall(nodes, edges)
    finite = [[time if time < math.inf else None for time in row] for row in times]
    for i, lengths in networkx.all_pairs_dijkstra_path_length(graph, weight="time"):
        assert [lengths.get(j) for j in range(nodes)] == finite[i]
    ordered = list(itertools.permutations(range(nodes), 2))
    random = numpy.random.default_rng(SEED + nodes)
    masses = random.integers(1, 1000, size=nodes).tolist()

    def closed(value):
        return [value(i, [j for j in range(nodes) if j != i]) for i in range(nodes)]

    def reached(i, others):
        return [j for j in others if times[i][j] < math.inf]

    found = []

    def case(function, anchor, result, **parameters):
        found.append({"function": function, "anchor": anchor, "params": parameters, "result": result})

    # networkx measures inward on a directed graph, igraph both ways.
    for direction, directed, mode in (("to", graph, "in"), ("from", back, "out")):
        plain = networkx.closeness_centrality(directed, distance="time", wf_improved=False)
        plain = [plain[node] for node in range(nodes)]
        within = there.closeness(mode=mode, weights=weights, normalized=True)
        checked("closeness", plain, [0.0 if math.isnan(value) else value for value in within])
        # networkx has 0 where nobody is reached; a mean over nobody is none.
        none_at_0 = [value * MINUTE if value > 0 else None for value in plain]
        case("closeness", "networkx wf_improved=False, igraph", none_at_0, definition="within_reach", direction=direction)
        improved = networkx.closeness_centrality(directed, distance="time", wf_improved=True)
        improved = per_minute(improved[node] for node in range(nodes))
        case("closeness", "networkx wf_improved=True", improved, definition="wasserman_faust", direction=direction)
        harmonic = networkx.harmonic_centrality(directed, distance="time")
        harmonic = [harmonic[node] / (nodes - 1) for node in range(nodes)]
        checked("harmonic", harmonic, there.harmonic_centrality(mode=mode, weights=weights, normalized=True))
        case("closeness", "networkx / (n - 1), igraph", per_minute(harmonic), definition="harmonic", direction=direction)

    def freeman(i, others):
        all_reached = len(reached(i, others)) == len(others)
        return len(others) * MINUTE / sum(times[i][j] for j in others) if all_reached else None

    case("closeness", "closed form", closed(freeman), definition="freeman", direction="from")

    def weighted(i, others):
        there = reached(i, others)
        time = sum(masses[j] * times[i][j] for j in there)
        share = sum(masses[j] for j in there) / sum(masses[j] for j in others)
        return share * sum(masses[j] for j in there) * MINUTE / time if there else 0.0

    case("closeness", "closed form", closed(weighted), definition="wasserman_faust", direction="from", masses=True)

    # Betweenness over ordered pairs.
    raw = networkx.betweenness_centrality(graph, weight="time", normalized=False)
    raw = checked("betweenness", [raw[node] for node in range(nodes)], there.betweenness(weights=weights))
    case("betweenness", "networkx, igraph", raw, of="nodes")
    shares = networkx.betweenness_centrality(graph, weight="time", normalized=True)
    case("betweenness", "networkx", [shares[node] for node in range(nodes)], of="node_shares")
    raw = networkx.edge_betweenness_centrality(graph, weight="time", normalized=False)
    raw = [raw[tail, head] for tail, head, _ in edges]
    case("betweenness", "networkx, igraph", checked("edges", raw, there.edge_betweenness(weights=weights)), of="edges")
    shares = networkx.edge_betweenness_centrality(graph, weight="time", normalized=True)
    case("betweenness", "networkx", [shares[tail, head] for tail, head, _ in edges], of="edge_shares")

    def shared(of_path):
        """Flow M_i M_j, shared over all shortest paths as networkx lists them."""
        flows = {}
        for i, j in ordered:
            if times[i][j] == math.inf:
                continue
            paths = list(networkx.all_shortest_paths(graph, i, j, weight="time"))
            for path in paths:
                for part in of_path(path):
                    flows[part] = flows.get(part, 0) + masses[i] * masses[j] / len(paths)
        return flows

    by_node = shared(lambda path: path[1:-1])
    case("betweenness", "networkx all_shortest_paths", [by_node.get(i, 0) for i in range(nodes)], of="nodes", masses=True)
    by_edge = shared(lambda path: zip(path, path[1:]))
    by_edge = [by_edge.get((tail, head), 0) for tail, head, _ in edges]
    case("betweenness", "networkx all_shortest_paths", by_edge, of="edges", masses=True)

    # Efficiency on times; networkx knows only that of unweighted undirected graphs.
    def global_efficiency(weight):
        whole = sum(weight(i, j) for i, j in ordered)
        return sum(weight(i, j) * MINUTE / times[i][j] for i, j in ordered) / whole

    case("efficiency", "closed form", global_efficiency(lambda i, j: 1), of="global")
    case("efficiency", "closed form", global_efficiency(lambda i, j: masses[i] * masses[j]), of="global", masses=True)

    def nodal(i, others):
        return sum(masses[j] * MINUTE / times[i][j] for j in others) / sum(masses[j] for j in others)

    case("efficiency", "closed form", closed(nodal), of="nodal", masses=True)
    hops = networkx.Graph()
    hops.add_nodes_from(range(nodes))
    hops.add_edges_from(edge[:2] for edge in edges)
    case("efficiency", "networkx global_efficiency", networkx.global_efficiency(hops), of="global", hops=True)

    if places is not None:
        straight = [[math.dist(a, b) for b in places] for a in places]
        #: 100 km/h in metres a millisecond.
        speed = 100 / 3600

        def relative(weight):
            ideal = sum(weight(i, j) * speed / straight[i][j] for i, j in ordered)
            return sum(weight(i, j) / times[i][j] for i, j in ordered) / ideal

        case("efficiency", "closed form", relative(lambda i, j: masses[i] * masses[j]), of="relative", masses=True)

        def straightness(i, others):
            return sum(straight[i][j] / (times[i][j] * speed) for j in others) / len(others)

        case("straightness", "closed form", closed(straightness), of="straightness")

        def route_factor(i, others):
            factors = [times[i][j] * speed / straight[i][j] for j in reached(i, others)]
            return sum(factors) / len(factors) if factors else None

        case("straightness", "closed form", closed(route_factor), of="route_factor")

        def circuity(i, others):
            there = reached(i, others)
            along = sum(masses[j] * times[i][j] * speed for j in there)
            return along / sum(masses[j] * straight[i][j] for j in there) if there else None

        case("straightness", "closed form", closed(circuity), of="circuity", masses=True)

    tied = sum(len(list(networkx.all_shortest_paths(graph, i, j, weight="time"))) > 1
               for i, j in ordered if times[i][j] < math.inf)
    missing = sum(time == math.inf for row in times for time in row)
    return {"nodes": nodes, "edges": edges, "places_m": places, "times_ms": finite, "masses": masses,
            "unreachable_pairs": missing, "tied_pairs": tied, "cases": found}


def parallel():
    """A graph with parallel edges and loops, which networkx's DiGraph cannot hold: igraph alone."""
    random = numpy.random.default_rng(SEED + 1)
    edges = [[*map(int, random.integers(0, 12, size=2)), int(random.integers(1, 4)) * MINUTE] for _ in range(70)]
    edges += edges[:10]
    there = igraph.Graph(n=12, edges=[edge[:2] for edge in edges], directed=True)
    weights = [edge[2] for edge in edges]
    times = floyd_warshall(12, edges)
    found = [{"function": "betweenness", "anchor": "igraph", "params": {"of": of}, "result": result} for of, result in
             (("nodes", there.betweenness(weights=weights)), ("edges", there.edge_betweenness(weights=weights)))]
    return {"nodes": 12, "edges": edges, "places_m": None, "masses": [1] * 12,
            "times_ms": [[time if time < math.inf else None for time in row] for row in times],
            "unreachable_pairs": sum(time == math.inf for row in times for time in row), "tied_pairs": None, "cases": found}


def main():
    networks = {"toy": toy(), "random": random_network(False), "ties": random_network(True), "connected": connected()}
    answers = {"schema": "network/1", "versions": {**VERSIONS, "python": platform.python_version()}, "rel_tol": 1e-9,
               "networks": {name: cases(*network) for name, network in networks.items()} | {"parallel": parallel()}}
    for name, network in answers["networks"].items():
        print(name, len(network["edges"]), "edges", network["unreachable_pairs"], "pairs apart",
              network["tied_pairs"], "tied", len(network["cases"]), "cases")
    file = ROOT / "tests/golden/access/network.json"
    file.write_text(json.dumps(answers, separators=(",", ":")).replace('{"nodes"', '\n{"nodes"').replace('{"function"', '\n{"function"') + "\n")


main()
