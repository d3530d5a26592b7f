"""Writes tests/golden/weights_columbus.json and weights_mexico.json: kinds of weights that the other files do not have.

    python tests/reference/weights.py tests/golden

with libpysal 4.14.1, geopandas 1.2.0, shapely 2.2.0, numpy 2.4.6, scipy 1.17.1. Run from the root of the repository.
"""

import json
import os
import sys
import tempfile
import warnings

import geopandas
import libpysal
import numpy
import scipy
import shapely
from libpysal import graph
from libpysal.weights import KNN, DistanceBand, Kernel, Queen, attach_islands, higher_order_sp, min_threshold_distance

warnings.filterwarnings("ignore")


def rows(w):
    """Neighbours by index with their weights."""
    pairs = [sorted(zip(w.neighbors[i], w.weights[i])) for i in range(w.n)]
    return {
        "neighbors": [[int(j) for j, _ in row] for row in pairs],
        "weights": [[float(weight) for _, weight in row] for row in pairs],
    }


def text_of(w, ending):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "w." + ending)
        file = libpysal.io.open(path, "w")
        file.write(w)
        file.close()
        with open(path) as written:
            return written.read()


def cases(layer, xy):
    def queen():
        return Queen.from_dataframe(layer, use_index=False, silence_warnings=True)

    def case(function, anchor, result, params=None, note=None):
        one = {"function": function, "anchor": anchor, "params": params or {}, "result": result, "rel_tol": 1e-12}
        return one | ({"note": note} if note else {})

    points = geopandas.GeoSeries(shapely.points(xy))
    for method in ("delaunay", "gabriel", "relative_neighborhood"):
        w = graph.Graph.build_triangulation(points, method=method).to_W()
        yield case(f"weights.{method}", "libpysal.graph.Graph.build_triangulation", {"neighbors": rows(w)["neighbors"]})

    w = higher_order_sp(queen(), k=3, lower_order=True)
    params = {"k": 3, "base": "queen", "lower_order": True}
    yield case("weights.higher_order", "libpysal.weights.higher_order_sp", {"neighbors": rows(w)["neighbors"]}, params)

    for function in ("triangular", "uniform", "quadratic", "quartic", "gaussian"):
        w = Kernel(xy, k=4, fixed=True, function=function, diagonal=True)
        params = {"k": 4, "fixed": True, "function": function, "diagonal": True}
        result = rows(w) | {"bandwidth": [float(w.bandwidth[0][0])]}
        yield case("weights.kernel_fixed", "libpysal.weights.Kernel", result, params)

    threshold = float(min_threshold_distance(xy))
    w = Kernel(xy, bandwidth=threshold, fixed=True, function="quartic")
    params = {"bandwidth": threshold, "fixed": True, "function": "quartic"}
    yield case("weights.kernel_fixed", "libpysal.weights.Kernel", rows(w), params)

    w = DistanceBand(xy, threshold=1.5 * threshold, binary=False, alpha=-2.0)
    params = {"threshold": 1.5 * threshold, "binary": False, "alpha": -2.0}
    yield case("weights.distance_band_idw", "libpysal.weights.DistanceBand", rows(w), params)

    w = KNN.from_array(xy, k=3).symmetrize()
    yield case("weights.knn_symmetric", "libpysal.weights.KNN.symmetrize", rows(w), {"k": 3})

    # One island: of two that are the nearest of each other, libpysal lists the link twice on one side.
    least = threshold * (1 - 1e-6)
    band = DistanceBand(xy, threshold=least, silence_warnings=True)
    assert len(band.islands) == 1
    w = attach_islands(band, KNN.from_array(xy, k=1), silence_warnings=True)
    result = rows(w) | {"attached": [int(i) for i in band.islands]}
    yield case("weights.attach_islands", "libpysal.weights.attach_islands", result, {"threshold": least})

    for transform in "RBDV":
        w = queen()
        w.transform = transform
        result = rows(w) | {"s0": float(w.s0), "s1": float(w.s1), "s2": float(w.s2)}
        params = {"base": "queen", "transform": transform}
        note = "from a W that nothing was asked of before"
        yield case("weights.transform_of_fresh", "libpysal.weights.W.transform", result, params, note)

    w = queen()
    yield case("weights.read", "libpysal.io GAL", rows(w), {"format": "gal", "text": text_of(w, "gal")})
    w = DistanceBand(xy, threshold=threshold, binary=False)
    text = text_of(w, "gwt")
    six = rows(w) | {"weights": [[float(f"{v:.6G}") for v in row] for row in rows(w)["weights"]]}
    yield case("weights.read", "libpysal.io GWT", six, {"format": "gwt", "text": text}, "six digits, as libpysal writes them")


def main(folder):
    for dataset in ("columbus", "mexico"):
        geojson = f"geojson/{dataset}.geojson"
        layer = geopandas.read_file(os.path.join(folder, geojson))
        xy = numpy.column_stack([shapely.get_x(layer.centroid), shapely.get_y(layer.centroid)])
        golden = {
            "schema": "golden/1",
            "dataset": f"weights_{dataset}",
            "geojson": geojson,
            "note": "kinds of weights that the file of the data set itself does not have",
            "versions": {m.__name__: m.__version__ for m in (libpysal, geopandas, shapely, numpy, scipy)},
            "inputs": {"xy": xy.tolist()},
            "cases": list(cases(layer, xy)),
        }
        with open(os.path.join(folder, f"weights_{dataset}.json"), "w") as file:
            json.dump(golden, file, separators=(",", ":"))
            file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
