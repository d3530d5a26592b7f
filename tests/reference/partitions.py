"""Figures of scikit-learn and igraph that the tests of src/cluster name.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1 python-igraph==1.0.0 numpy==2.4.6
    venv/bin/python tests/reference/partitions.py

Run by hand, with the versions above; nothing here calls jingwei.
"""

import igraph
import numpy
from sklearn import metrics

for seed in [1, 2]:
    random = numpy.random.default_rng(seed)
    a = random.integers(0, 4, 20)
    b = numpy.where(random.random(20) < 0.6, a, random.integers(0, 3, 20))
    print(a.tolist(), b.tolist())
    for measure in [
        metrics.rand_score,
        metrics.adjusted_rand_score,
        metrics.mutual_info_score,
        metrics.normalized_mutual_info_score,
        metrics.adjusted_mutual_info_score,
    ]:
        print(" ", measure.__name__, measure(a, b))

karate = igraph.Graph.Famous("Zachary")
found = karate.community_infomap(trials=100)
print("infomap", found.codelength, len(found))
