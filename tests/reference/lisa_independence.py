"""Writes tests/golden/repaired.json: answers of giddy where its own are mended.

Run in the repository with libpysal 4.14.1, giddy 2.3.8, geopandas 1.2.0, numpy 2.4.6, scipy 1.17.1.

giddy's LISA_Markov hands (years, units) to chains that read (units, years). Here the chains of own and lagged states
get (units, years), and high is what is above the mean of its year, as in the quadrants. The rest is giddy's.
"""

import json

import geopandas
import numpy as np
from giddy.markov import LISA_Markov, Markov, chi2
from libpysal import weights

features = geopandas.read_file("tests/golden/geojson/us48_income.geojson")
income = features[[str(year) for year in range(1929, 2010)]].to_numpy(float)
queen = weights.Queen.from_dataframe(features, use_index=False)
queen.transform = "r"
lag = np.array([weights.lag_spatial(queen, year) for year in income.T]).T
mean = income.mean(axis=0)
own, lagged = Markov(income <= mean, summary=False), Markov(lag <= mean, summary=False)
observed = LISA_Markov(income, queen).transitions
order = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 1, 0, 0]])
expected = np.diag(observed.sum(axis=1)) @ order @ np.kron(own.p, lagged.p) @ order.T
statistic, _, degrees = chi2(observed, expected)
case = {
    "function": "markov.lisa_independence",
    "anchor": "giddy.markov.LISA_Markov, its chains given (units, years)",
    "params": {"high": "above the mean of the year"},
    "result": {"expected_t": expected.tolist(), "statistic": float(statistic), "dof": int(degrees)},
    "rel_tol": 1e-9,
}
golden = {
    "schema": "golden/1",
    "dataset": "repaired",
    "geojson": "geojson/us48_income.geojson",
    "note": "answers of peers where theirs are mended, see tests/reference",
    "inputs": {},
    "cases": [case],
}
with open("tests/golden/repaired.json", "w") as file:
    json.dump(golden, file, indent=1)
    file.write("\n")
