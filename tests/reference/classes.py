"""Reference classes by mapclassify, for tests/golden/classes.json.

    python3 -m venv venv && venv/bin/pip install mapclassify==2.10.0 numpy==2.4.6 scipy==1.17.1
    venv/bin/python tests/reference/classes.py

Run by hand, with the versions above, which it insists on; nothing here calls jingwei.

Values that the sample data do not have: ties, skew, both signs, numbers that fall on round bounds, and numbers so
few that classes collapse. Of Fisher-Jenks only values are asked that its single precision can tell apart.
"""

import json
import random
import warnings
from pathlib import Path

import mapclassify
import numpy
import scipy

VERSIONS = {"mapclassify": "2.10.0", "numpy": "2.4.6", "scipy": "1.17.1"}
FOUND = {module.__name__: module.__version__ for module in (mapclassify, numpy, scipy)}
assert FOUND == VERSIONS, f"wanted {VERSIONS}, found {FOUND}"

warnings.simplefilter("ignore")


def draws(seed, n, make):
    random_numbers = random.Random(seed)
    return [make(random_numbers) for _ in range(n)]


SERIES = {
    "skewed": draws(1, 90, lambda r: round(r.lognormvariate(0, 1), 4)),
    "heavy tail": draws(2, 120, lambda r: round(r.paretovariate(1.2), 3)),
    "both signs": draws(3, 75, lambda r: round(r.gauss(-1, 5), 3)),
    "tenths": draws(4, 80, lambda r: r.randrange(0, 101) / 10),
    "counts with ties": draws(5, 100, lambda r: min(r.randrange(0, 12), r.randrange(0, 12))),
    "many zeros": draws(6, 60, lambda r: max(0, r.randrange(-20, 30))),
    "thousands": draws(7, 50, lambda r: r.randrange(800, 54000)),
    "small": draws(8, 40, lambda r: round(r.random() * 1e-4, 9)),
    "two": [3.5, 8.25],
    "five": [4.0, 1.0, 2.5, 9.0, 5.5],
}

cases = []


def case(function, anchor, y, params, classifier):
    made = classifier(numpy.array(SERIES[y], dtype=float))
    assert numpy.isfinite(made.bins).all()
    result = {
        "bins": [float(b) for b in made.bins],
        "counts": [int(c) for c in made.counts],
        "yb": [int(b) for b in made.yb],
        "k": int(made.k),
        "adcm": float(made.adcm),
        "tss": float(made.tss),
    }
    # With more classes than it was asked for, mapclassify leaves those above out of its sums.
    if len(made.bins) <= made.k:
        # One class fits nothing, but for rounding.
        result["gadf"] = float(made.gadf) if abs(made.gadf) > 1e-12 else 0.0
    else:
        del result["tss"]
    cases.append({
        "function": f"classify.{function}", "anchor": f"mapclassify.{anchor}", "inputs": {"y": SERIES[y]},
        "params": params, "result": result, "rel_tol": 1e-10, "note": y,
    })


for y, values in SERIES.items():
    distinct = len(set(values))
    for k in (2, 5, 8):
        if k <= distinct:
            case("quantiles", "Quantiles", y, {"k": k}, lambda v: mapclassify.Quantiles(v, k))
            case("equal_interval", "EqualInterval", y, {"k": k}, lambda v: mapclassify.EqualInterval(v, k))
            case("pretty", "PrettyBreaks", y, {"k": k}, lambda v: mapclassify.PrettyBreaks(v, k))
            case("fisher_jenks", "FisherJenks", y, {"k": k}, lambda v: mapclassify.FisherJenks(v, k))
        # Among gaps of one width it takes what an unstable sort leaves last.
        gaps = sorted(numpy.diff(sorted(values)))
        if k <= distinct and (k == len(values) or gaps[-k] < gaps[1 - k] - 1e-12):
            case("maximum_breaks", "MaximumBreaks", y, {"k": k}, lambda v: mapclassify.MaximumBreaks(v, k))
        # With an empty class its median is of nothing, and it never comes to an end.
        quantiles = mapclassify.Quantiles(numpy.array(values, dtype=float), k)
        if len(quantiles.bins) == k and quantiles.counts.min() > 0:
            case("jenks_caspall", "JenksCaspall", y, {"k": k}, lambda v: mapclassify.JenksCaspall(v, k))
    case("head_tail", "HeadTailBreaks", y, {}, mapclassify.HeadTailBreaks)
    for hinge in (1.5, 3.0):
        case("box_plot", "BoxPlot", y, {"hinge": hinge}, lambda v: mapclassify.BoxPlot(v, hinge))
    for percents in ([1, 10, 50, 90, 99, 100], [20, 40, 60, 80, 100], [5, 95, 100]):
        case("percentiles", "Percentiles", y, {"pct": percents}, lambda v: mapclassify.Percentiles(v, percents))
    for multiples in ([-2, -1, 1, 2], [-1.5, -0.5, 0.5, 1.5], [0]):
        params = {"multiples": multiples, "ddof": 1}
        case("std_mean", "StdMean", y, params, lambda v: mapclassify.StdMean(v, multiples))
    case("std_mean_anchor", "StdMean", y, {"anchor": True}, lambda v: mapclassify.StdMean(v, anchor=True))
    bins = [sorted(set(values))[distinct // 2 - 1], max(values)]
    case("user_defined", "UserDefined", y, {"bins": bins}, lambda v: mapclassify.UserDefined(v, bins))

with open(Path(__file__).resolve().parents[1] / "golden/classes.json", "w", encoding="utf-8") as file:
    golden = {"schema": "golden/1", "dataset": "made series", "versions": VERSIONS, "inputs": {}, "cases": cases}
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
