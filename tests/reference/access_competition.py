"""Figures of competition measures by PySAL `access`, and closed forms in plain numpy.

Run by hand, never by the tests:

    python3 -m venv VENV && VENV/bin/pip install access==1.1.10.post3 pandas==3.1.1 geopandas==1.2.0 numpy==2.4.6
    VENV/bin/python tests/reference/access_competition.py > tests/golden/access/competition.json
"""

import json
import sys

import numpy as np
import pandas as pd
from access import fca, raam, weights

SECONDS = 1000  # milliseconds in a second; a minute has 60 of them


def toy():
    """The travel-time table of geodata/toy/README.md, populations as demand, places in its order."""
    n = None
    rows = [
        [10, n, 60, 90, 120, 180],
        [n, 10, n, n, n, n],
        [60, n, 10, 30, 60, 120],
        [90, n, 30, 10, 40, 100],
        [120, n, 60, 40, 10, 60],
        [180, n, 120, 100, 60, 10],
    ]
    times = [[None if t is None else t * 60 * SECONDS for t in row] for row in rows]
    return {"times": times, "demand": [180, 150, 90, 540, 270, 360], "supply": [7, 2, 4, 30, 11, 12]}


def network(origins, destinations, seed):
    """Shortest times over a random geometric network of 60 nodes, all pairs by Floyd and Warshall."""
    rng = np.random.default_rng(seed)
    n = 60
    place = rng.uniform(0, 100, (n, 2))
    t = np.full((n, n), np.inf)
    np.fill_diagonal(t, rng.integers(60_000, 600_000, n))
    for a in range(n):
        far = np.hypot(*(place - place[a]).T)
        for b in np.argsort(far)[1:4]:
            ms = np.round(far[b] * 60_000 * rng.uniform(0.8, 1.6))
            t[a, b] = t[b, a] = min(t[a, b], ms)
    for k in range(n):
        through = t[:, [k]] + t[[k], :]
        off = ~np.eye(n, dtype=bool) & (through < t)
        t[off] = through[off]
    t = t[:origins, n - destinations :]
    times = [[None if np.isinf(x) else int(x) for x in row] for row in t]
    demand = [int(x) for x in rng.integers(100, 50_000, origins)]
    supply = [int(x) for x in rng.integers(1, 400, destinations)]
    return {"times": times, "demand": demand, "supply": supply}


def minutes(case):
    return np.array([[np.nan if x is None else x / 60_000 for x in row] for row in case["times"]])


def frames(case):
    t = minutes(case)
    pairs = [(i, j, t[i, j]) for i in range(t.shape[0]) for j in range(t.shape[1]) if not np.isnan(t[i, j])]
    cost = pd.DataFrame(pairs, columns=["origin", "dest", "cost"])
    demand = pd.DataFrame({"demand": np.array(case["demand"], float)}, index=range(t.shape[0]))
    supply = pd.DataFrame({"supply": np.array(case["supply"], float)}, index=range(t.shape[1]))
    return demand.rename_axis("geoid"), supply.rename_axis("geoid"), cost


def listed(series, n):
    series = series.reindex(range(n))
    return [None if np.isnan(x) else float(x) for x in series]


GAUSSIAN = {"decay": "gaussian:bandwidth=25", "limit": 60}
ZONES = {"zones": [[10, 1.0], [20, 0.68], [30, 0.22]]}
WIDE = {"zones": [[30, 1.0], [60, 0.68], [120, 0.22]]}
STEP = {"within": 60}


def weight_function(catchment):
    if "zones" in catchment:
        return weights.step_fn(dict(map(tuple, catchment["zones"]))), None
    if "within" in catchment:
        return None, catchment["within"]
    return weights.gaussian(25), catchment["limit"]


def pysal(name, case):
    demand, supply, cost = frames(case)
    n = len(case["demand"])
    out = []

    def add(function, catchment, series):
        out.append({"data": name, "function": function, "catchment": catchment, "expected": listed(series, n)})

    for catchment in (STEP, ZONES, WIDE, GAUSSIAN):
        fn, limit = weight_function(catchment)
        summed = fca.weighted_catchment(
            supply, cost, limit, cost_source="dest", cost_dest="origin", loc_index=True, loc_value="supply", weight_fn=fn
        )
        add("weighted_catchment", catchment, summed)
        two = fca.two_stage_fca(
            demand.reset_index(), supply, cost, limit, weight_fn=fn, demand_index="geoid"
        )
        add("2sfca" if "within" in catchment else "e2sfca", catchment, two)
    for catchment in (ZONES, WIDE):
        fn, _ = weight_function(catchment)
        # Larger than any time: the zones alone bound the catchment, in the sum of the weights as well.
        three = fca.three_stage_fca(demand.reset_index(), supply, cost.copy(), 1e9, weight_fn=fn, demand_index="geoid")
        add("3sfca", catchment, three)
    return out


def catchment_weights(catchment, t):
    if "zones" in catchment:
        w = np.zeros_like(t)
        for to, weight in reversed(catchment["zones"]):
            w = np.where(t <= to, weight, w)
        return w
    if "within" in catchment:
        return np.where(t <= catchment["within"], 1.0, 0.0)
    return np.where(t <= catchment["limit"], np.exp(-0.5 * (t / 25) ** 2), 0.0)


def closed(name, case):
    t, p, s = minutes(case), np.array(case["demand"], float), np.array(case["supply"], float)
    out = []

    def add(function, catchment, values, reached):
        values = [float(v) if r else None for v, r in zip(values, reached)]
        out.append({"data": name, "function": function, "catchment": catchment, "expected": values})

    for catchment in (STEP, ZONES, WIDE, GAUSSIAN):
        w = catchment_weights(catchment, np.where(np.isnan(t), np.inf, t))
        reached = w.sum(axis=1) > 0
        with np.errstate(all="ignore"):
            # Delamater (2013), as one quotient.
            a = np.nansum(s * w**2 / (p[:, None] * w).sum(axis=0), axis=1)
            add("m2sfca", catchment, a, reached)
            # Páez, Higgins and Vivona (2019): weights standardised by row, then by column.
            rows = np.nan_to_num(w / w.sum(axis=1, keepdims=True))
            columns = np.nan_to_num(w / w.sum(axis=0, keepdims=True))
            level = s / (rows.T @ p)
            add("bfca", catchment, columns @ np.where(np.isfinite(level), level, 0.0), reached)
            # Soukhov et al. (2023): both balancing factors, nothing cancelled.
            by_demand = p / p.sum()
            by_travel = w / w.sum(axis=0)
            both = by_demand[:, None] * by_travel
            add("spatial_availability", catchment, np.nansum(s * both / both.sum(axis=0), axis=1), reached)
            # Huff (1963), with attractiveness to the power 1.2.
            pull = s**1.2 * w
            share = np.nan_to_num(pull / pull.sum(axis=1, keepdims=True))
        visits = {"expected": [float(v) for v in p @ share], "catchment": catchment}
        out.append({"data": name, "function": "huff_visits", **visits})
        add("huff_greatest_share", catchment, share.max(axis=1), reached)
    return out


def rational(name, case, tau):
    """PySAL moves whole people: a million for each gives it digits; rho and so the costs stay the same."""
    demand, supply, cost = frames(case)
    demand["demand"] = (demand["demand"] * 1_000_000).astype(np.int64)
    result = raam.raam(
        demand, supply, cost, tau=tau, max_cycles=20_000, initial_step=0.2, min_step=1e-9, half_life=500
    )
    return {"data": name, "function": "raam", "tau": tau, "expected": listed(result, len(case["demand"]))}


def main():
    data = {"toy": toy(), "square": network(60, 60, 20240601), "rectangular": network(40, 25, 7)}
    cases = []
    for name, case in data.items():
        cases += pysal(name, case) + closed(name, case)
        cases.append(rational(name, case, 60))
    json.dump({"data": data, "cases": cases}, sys.stdout, indent=None, separators=(",", ":"))
    print()


main()
