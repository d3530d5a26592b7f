#!/usr/bin/env python3
"""Checks the output directory of a study as a reader would meet it. Standard library only.

Every GeoJSON is valid, complete and of one type a field; every style is XML and names a field that is
there; every table opens; every rule of clusters has its layers; the published figures are met; the report asks nothing of the network; and
provenance.json holds the true hashes.
"""

import csv
import hashlib
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

out = pathlib.Path(sys.argv[1])
wrong = []


def refuse(token):
    raise ValueError("token %s in JSON" % token)


def kinds(values):
    names = {bool: "boolean", int: "number", float: "number", str: "text"}
    return {names[type(v)] for v in values if v is not None}


layers = sorted(out.glob("geojson/*.geojson"))
if len(layers) < 8:
    wrong.append("only %d layers" % len(layers))
for path in layers:
    layer = json.loads(path.read_text("utf-8"), parse_constant=refuse)
    features = layer["features"]
    fields = list(features[0]["properties"])
    for feature in features:
        if list(feature["properties"]) != fields:
            wrong.append("%s: features differ in their fields" % path.name)
            break
    for field in fields:
        if len(kinds(f["properties"][field] for f in features)) > 1:
            wrong.append("%s: field %s mixes types" % (path.name, field))
    style = path.with_suffix(".qml")
    if not style.exists():
        wrong.append("%s: no style beside it" % path.name)
        continue
    root = xml.parse(style).getroot()
    if not root.findall(".//alias"):
        wrong.append("%s: no aliases" % style.name)

tables = sorted(out.glob("tables/*.csv"))
for path in tables:
    if not path.read_bytes().startswith(b"\xef\xbb\xbf"):
        wrong.append("%s: no byte order mark" % path.name)
    rows = list(csv.reader(path.open(encoding="utf-8-sig", newline="")))
    if len(rows) < 2 or len({len(row) for row in rows}) != 1:
        wrong.append("%s: ragged or empty" % path.name)

published = out / "tables" / "published.csv"
rows = list(csv.DictReader(published.open(encoding="utf-8-sig", newline="")))
met = [row for row in rows if row["verdict"] in ("equal", "within")]
if len(met) < 24:
    wrong.append("published figures: only %d of %d met" % (len(met), len(rows)))
for row in rows:
    if row["verdict"] == "different":
        wrong.append("published figure differs: %s" % row)

report = (out / "report.html").read_text("utf-8")
if re.search(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//|@import|url\(\s*[\"']?https?:", report):
    wrong.append("report.html: asks for something outside itself")
if "<svg" not in report:
    wrong.append("report.html: no map")

provenance = json.loads((out / "provenance.json").read_text("utf-8"), parse_constant=refuse)
for rule in (provenance["parameters"].get("clusters") or {}).get("rules", []):
    name = rule.split(":")[0].replace("-", "_")
    for file in ("geojson/clusters_%s.geojson", "geojson/cluster_outlines_%s.geojson", "tables/agreement_%s.csv"):
        if not (out / (file % name)).exists():
            wrong.append("rule %s: no %s" % (rule, file % name))
    layer = json.loads((out / ("geojson/clusters_%s.geojson" % name)).read_text("utf-8"))
    for city in (feature["properties"] for feature in layer["features"]):
        if (city["cluster"] is None) != (city["like"] is None):
            wrong.append("rule %s: %s is in a cluster without a colour, or the other way round" % (rule, city["name"]))
for entry in provenance["outputs"]:
    held = hashlib.sha256((out / entry["path"]).read_bytes()).hexdigest()
    if held != entry["sha256"]:
        wrong.append("provenance.json: hash of %s is not that of the file" % entry["path"])

for line in wrong:
    print("wrong: " + line)
print("%d layers, %d tables, %d of %d published figures met" % (len(layers), len(tables), len(met), len(rows)))
sys.exit(1 if wrong else 0)
