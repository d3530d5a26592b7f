"""What other programs take for the tasks of the bench `statistics`, on the same kind of data.

    python peers_statistics.py > peers.csv            every task at every size it is asked for below
    python peers_statistics.py TASK SIZE              one line, in this process

Prints `task,size,threads,cpu_s,wall_s,checksum,peak_mb` as the bench does: CPU seconds of the process without making the
data, the median of three runs where one takes less than half a second; the peak of resident memory during the first run;
a number from the answer. Random numbers are numpy's, so that the numbers are other ones than the bench's, from the same
rules (see statistics/made.rs). Every line has a process of its own. What is compiled at its first call (numba) is called
once on little data before.

Written for Python 3.11 and
    esda==2.8.2 geopandas==1.2.0 giddy==2.3.8 inequality==1.1.2 libpysal==4.14.1 mapclassify==2.10.0 numba==0.68.1
    numpy==2.4.6 pandas==3.1.1 scipy==1.17.1 shapely==2.2.0
"""

import os
import subprocess
import sys
import time
import warnings

K = 1000
SIDE = 1000.0
SIZES = (10 * K, 50 * K, 250 * K, K * K)

# Which sizes are asked for; others take hours, or more memory than there is.
TASKS = {
    "queen": SIZES,
    "rook": (50 * K, 250 * K),
    "knn_8": SIZES,
    "moran_999": (10 * K, 50 * K, 250 * K),
    "local_moran_999": (10 * K, 50 * K),
    "local_moran_999_2_threads": (50 * K,),
    "getis_ord_g": (10 * K,),
    "gini": SIZES,
    "theil_50_groups": SIZES,
    "fisher_jenks_7": (10 * K, 50 * K),
    "points_1e6_in_lattice": SIZES,
    "points_1e6_in_voronoi": (50 * K,),
    "dissolve_blocks": SIZES,
    "spatial_markov_20": (10 * K, 50 * K),
}


def shape(size):
    """Columns and rows, by the rule of the bench."""
    most = int(size**0.5)
    fits = [rows for rows in range(most, 0, -1) if size % rows == 0]
    rows = next((rows for rows in fits if rows % 10 == 0), fits[0])
    return size // rows, rows


def lattice(size):
    import geopandas
    import numpy as np
    import shapely

    columns, rows = shape(size)
    rng = np.random.default_rng(1)
    x, y = np.meshgrid(np.arange(columns + 1.0), np.arange(rows + 1.0))
    corner = np.stack([x, y], axis=-1) + rng.uniform(-0.25, 0.25, (rows + 1, columns + 1, 2))
    across = (corner[:, :-1] + corner[:, 1:]) / 2 + rng.uniform(-0.1, 0.1, (rows + 1, columns, 2))
    along = (corner[:-1] + corner[1:]) / 2 + rng.uniform(-0.1, 0.1, (rows, columns + 1, 2))
    ring = [
        corner[:-1, :-1], across[:-1], corner[:-1, 1:], along[:, 1:],
        corner[1:, 1:], across[1:], corner[1:, :-1], along[:, :-1], corner[:-1, :-1],
    ]  # fmt: skip
    polygons = shapely.polygons(np.stack(ring, axis=2).reshape(size, 9, 2) * SIDE)
    return geopandas.GeoDataFrame(geometry=polygons, crs=3857)


def voronoi(size):
    import geopandas
    import numpy as np
    import shapely

    columns, rows = shape(size)
    frame = shapely.box(0, 0, columns * SIDE, rows * SIDE)
    sites = np.random.default_rng(11).uniform(0, [columns * SIDE, rows * SIDE], (size, 2))
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(sites), extend_to=frame))
    return geopandas.GeoDataFrame(geometry=shapely.intersection(cells, frame), crs=3857)


def values(size):
    import numpy as np

    columns, _ = shape(size)
    i = np.arange(size)
    x, y = (i % columns + 0.5) * SIDE, (i // columns + 0.5) * SIDE
    return np.sin(x / 4e4) + np.cos(y / 6e4) + np.random.default_rng(3).normal(0, 0.5, size) + 5


def incomes(size):
    import numpy as np

    return np.random.default_rng(5).lognormal(10, 0.8, size)


def queen_rows(size):
    from libpysal import graph

    return graph.Graph.build_contiguity(lattice(size), rook=False).transform("r")


def contiguity(size, rook):
    from libpysal import graph

    regions = lattice(size)
    return (lambda: graph.Graph.build_contiguity(regions, rook=rook)), lambda found: found.n_edges


def k_nearest(size):
    from libpysal import graph

    centroids = lattice(size).centroid.get_coordinates().to_numpy()
    return (lambda: graph.Graph.build_knn(centroids, k=8)), lambda found: found.n_edges


def moran(size):
    import esda

    w, y = queen_rows(size), values(size)
    return (lambda: esda.Moran(y, w, permutations=999)), lambda found: found.I + found.p_sim


def local_moran(size, threads):
    import esda

    w, y = queen_rows(size), values(size)
    options = {"permutations": 999, "n_jobs": threads, "keep_simulations": False, "seed": 1}
    esda.Moran_Local(values(400), queen_rows(400), **options)
    return (lambda: esda.Moran_Local(y, w, **options)), lambda found: found.p_sim.sum()


def getis_ord(size):
    import esda
    from libpysal import graph

    w, y = graph.Graph.build_contiguity(lattice(size), rook=False), values(size)
    return (lambda: esda.G(y, w, permutations=0)), lambda found: found.G


def gini(size):
    from inequality.gini import Gini

    x = incomes(size)
    return (lambda: Gini(x)), lambda found: found.g


def theil(size):
    import numpy as np
    from inequality.theil import TheilD

    x, groups = incomes(size), np.random.default_rng(7).integers(0, 50, size)
    return (lambda: TheilD(x, groups)), lambda found: np.ravel(found.bg)[0]


def fisher_jenks(size):
    import mapclassify

    x = incomes(size)
    mapclassify.FisherJenks(x[:300], k=5)
    return (lambda: mapclassify.FisherJenks(x, k=7)), lambda found: found.bins.sum()


def points_in(regions, size):
    import geopandas
    import numpy as np

    columns, rows = shape(size)
    at = np.random.default_rng(9).uniform(0, [columns * SIDE, rows * SIDE], (K * K, 2))
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(*at.T), crs=3857)
    return (lambda: geopandas.sjoin(points, regions, predicate="within")), len


def dissolve(size):
    import numpy as np

    regions = lattice(size)
    columns, _ = shape(size)
    i = np.arange(size)
    regions["block"] = i // columns // 10 * -(-columns // 10) + i % columns // 10
    return (lambda: regions.dissolve("block", method="coverage")), len


def spatial_markov(size):
    import giddy
    import numpy as np
    from libpysal import weights

    columns, rows = shape(size)
    w = weights.lat2W(rows, columns)
    w.transform = "r"
    y = np.exp(np.random.default_rng(13).normal(size=(size, 20)))
    return (lambda: giddy.markov.Spatial_Markov(y, w, k=5, m=5)), lambda found: found.p[0, 0]


MADE = {
    "queen": lambda n: contiguity(n, False),
    "rook": lambda n: contiguity(n, True),
    "knn_8": k_nearest,
    "moran_999": moran,
    "local_moran_999": lambda n: local_moran(n, 1),
    "local_moran_999_2_threads": lambda n: local_moran(n, 2),
    "getis_ord_g": getis_ord,
    "gini": gini,
    "theil_50_groups": theil,
    "fisher_jenks_7": fisher_jenks,
    "points_1e6_in_lattice": lambda n: points_in(lattice(n), n),
    "points_1e6_in_voronoi": lambda n: points_in(voronoi(n), n),
    "dissolve_blocks": dissolve,
    "spatial_markov_20": spatial_markov,
}


def peak():
    """The most resident memory since it was last forgotten, in units of 2**20 bytes; empty outside Linux."""
    try:
        with open("/proc/self/status") as status:
            line = next(line for line in status if line.startswith("VmHWM:"))
        return -(-int(line.split()[1]) // 1024)
    except (OSError, StopIteration):
        return ""


def measure(name, size):
    warnings.filterwarnings("ignore")
    task, check = MADE[name](size)
    try:
        with open("/proc/self/clear_refs", "w") as forget:
            forget.write("5")
    except OSError:
        pass
    costs = []
    while not costs or (len(costs) < 3 and costs[0][0] < 0.5):
        cpu, wall = time.process_time(), time.perf_counter()
        found = task()
        costs.append((time.process_time() - cpu, time.perf_counter() - wall))
        if len(costs) == 1:
            peaked, checked = peak(), check(found)
    cpu, wall = sorted(costs)[len(costs) // 2]
    threads = 2 if name.endswith("_2_threads") else 1
    name = name.removesuffix("_2_threads")
    print(f"{name},{size},{threads},{cpu:.4f},{wall:.4f},{float(checked)},{peaked}", flush=True)


def main(arguments):
    if arguments:
        name, size = arguments
        measure(name, int(size))
        return
    print("task,size,threads,cpu_s,wall_s,checksum,peak_mb", flush=True)
    # Else libraries below numpy take all processors.
    one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    for name, sizes in TASKS.items():
        for size in sizes:
            subprocess.run([sys.executable, __file__, name, str(size)], env=os.environ | one, check=False)


if __name__ == "__main__":
    main(sys.argv[1:])
