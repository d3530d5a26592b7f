#!/usr/bin/env python3
"""Make corridors.geojson and stations.csv from sources/, corrections.csv and cities.geojson.

    python3 geodata/china/make_corridors.py [OUTPUT_DIRECTORY]

Standard library only; the same input gives the same bytes. The rules are told in ../README.md.
"""

import csv
import json
import math
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# A year given as "before X" becomes the last year that it allows.
BEFORE = re.compile(r"^before (\d{4})$")
# Straight distance to distance travelled, from a seat to its station: access_detour of study.toml.
ACCESS_DETOUR = 1.3
# Two lines that trains run through from one to the other at a county station, so that both would
# otherwise end there: name, station, rows as (line, from, to) in the order of travel.
JOINS = [
    (
        "临哈铁路",
        "额济纳",
        [("临策铁路", "150800", "152900"), ("额哈铁路", "152900", "650500")],
        "one railway 临河-哈密, as the note of its second part says",
    ),
    (
        "京九线-武麻线",
        "麻城",
        [("京九线", "341200", "411500"), ("京九线", "411500", "421100"), ("武麻线", "421100", "420100")],
        "the link 麻城-武汉 leaves the 京九 line at 麻城",
    ),
]


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seats():
    with open(HERE / "cities.geojson", encoding="utf-8") as file:
        features = json.load(file)["features"]
    return {
        f["properties"]["adcode"]: (f["properties"]["seat_lon"], f["properties"]["seat_lat"])
        for f in features
    }


def correct(name, rows):
    """Apply corrections.csv; a correction that finds no row, or not the value it expects, is an error."""
    for fix in rows_of(HERE / "corrections.csv"):
        if fix["file"] != name:
            continue
        key = (fix["line"], fix["from_adcode"], fix["to_adcode"])
        found = [r for r in rows if (r.get("line", r.get("name")), r["from_adcode"], r["to_adcode"]) == key]
        if len(found) > 1:  # a road and a ferry may share their ends: the correction is the ferry's
            found = [r for r in found if r["mode"] == "ferry"]
        if len(found) != 1:
            sys.exit(f"corrections.csv: {len(found)} rows of {name} match {key}")
        row, field = found[0], fix["field"]
        old = row.get(field, "true" if field == "routed" else "")
        if old != fix["from"]:
            sys.exit(f"corrections.csv: {key} {field} is {old!r}, not {fix['from']!r}")
        if field == "stop" and fix["to"].startswith("county:"):
            row["stop"] = "county"
            row["county_stations"] = fix["to"].removeprefix("county:")
        else:
            row[field] = fix["to"]


def year(text):
    before = BEFORE.match(text)
    if before:
        return int(before.group(1)) - 1
    return int(text) if text else None


def operating_line(section):
    """京广高铁(郑武段) is a section of the line 京广高铁, on which trains run through."""
    return re.sub(r"\(.*?\)", "", section)


def county_ends(row):
    """Names of the row's county stations, and the station at each end or None where it is a main one."""
    parts = row["note"].split(";")
    named = row.get("county_stations") or next(
        (part.split("县站:")[1] for part in parts if "县站:" in part), ""
    )
    counties = named.split("、")
    pairs = [part for part in parts if "-" in part and "县站:" not in part]
    stations = (pairs[0].split("-") + [""])[:2] if pairs else ["", ""]
    ends = []
    for station, unit in zip(stations, (row["from_name"], row["to_name"])):
        if station in counties:
            ends.append(station)
        elif unit in counties:  # lines not yet open: the station is named by its unit
            ends.append(unit)
        else:
            ends.append(None)
    return ends


def stops_of(row):
    """The two ends as (unit, county station or None)."""
    ends = county_ends(row)
    return ((row["from_adcode"], ends[0]), (row["to_adcode"], ends[1]))


def chains_of(rows):
    """Runs of county rows of one line from main stop to main stop, and the rows off every such run."""
    chains, covered = [], set()
    for start in rows:
        if county_ends(start)[0] is not None or county_ends(start)[1] is None:
            continue
        chain = [start]
        while county_ends(chain[-1])[1] is not None:
            here = (chain[-1]["to_adcode"], county_ends(chain[-1])[1])
            onward = [r for r in rows if (r["from_adcode"], county_ends(r)[0]) == here]
            if not onward:
                break
            chain.append(max(onward, key=lambda r: county_ends(r)[1] is not None))
        if county_ends(chain[-1])[1] is None:
            chains.append(chain)
            stops = [stop for row in chain for stop in stops_of(row)]
            covered.update((a, b) for i, a in enumerate(stops) for b in stops[i:])
    return chains, [r for r in rows if stops_of(r) not in covered]


def merged(rows, line, note):
    """One row from the first end to the last, over the rows in order."""
    first, last = rows[0], rows[-1]
    lengths = [r["length_km"] for r in rows]
    years = [r["opened"] for r in rows]
    stations = []
    for row in rows:
        end = county_ends(row)[1]
        if end is not None and end not in stations:
            stations.append(end)
    return {
        **first,
        "line": line,
        "to_adcode": last["to_adcode"],
        "to_name": last["to_name"],
        "design_kmh": str(min(int(r["design_kmh"]) for r in rows)),
        "opened": max(years, key=lambda text: year(text) or 0),
        "length_km": "" if "" in lengths else str(sum(float(length) for length in lengths)),
        "stop": "main",
        "via": "、".join(stations),
        "note": note,
    }


def rail():
    rows = rows_of(HERE / "sources" / "rail_lines.csv")
    for number, row in enumerate(rows, 1):
        row["number"] = number
        row["id"] = f"rail-{number:04}"
    correct("rail_lines.csv", rows)

    through = {}
    for row in rows:
        if row["stop"] != "county":
            ends = frozenset((row["from_adcode"], row["to_adcode"]))
            through.setdefault((operating_line(row["line"]), ends), []).append(row)
    county = {}
    for row in rows:
        if row["stop"] == "county":
            county.setdefault(operating_line(row["line"]), []).append(row)

    kept = [row for row in rows if row["stop"] != "county"]
    joined = {key for _, _, keys, _ in JOINS for key in keys}
    for line, of_line in county.items():
        chains, stubs = chains_of(of_line)
        for chain in chains:
            ends = frozenset((chain[0]["from_adcode"], chain[-1]["to_adcode"]))
            whole = through.get((line, ends))
            if whole:
                names = [n for row in chain for n in county_ends(row) if n is not None]
                for row in whole:
                    known = row["via"].split("、") if row.get("via") else []
                    row["via"] = "、".join(dict.fromkeys(known + names))
            else:
                note = "contracted over county stops: " + chain[0]["note"]
                row = merged(chain, chain[0]["line"], note)
                through[(line, ends)] = [row]
                kept.append(row)
        for row in stubs:
            if (row["line"], row["from_adcode"], row["to_adcode"]) in joined:
                continue
            row["routed"] = "false"
            row["via"] = "、".join(n for n in dict.fromkeys(county_ends(row)) if n is not None)
            kept.append(row)
    for name, station, keys, why in JOINS:
        parts = [
            next(r for r in rows if (r["line"], r["from_adcode"], r["to_adcode"]) == key) for key in keys
        ]
        row = merged(parts, name, f"joined at {station}: {why}")
        row["id"] = parts[-1]["id"]
        row["number"] = parts[-1]["number"]
        kept.append(row)
    kept.sort(key=lambda row: row["number"])
    return kept


def roads():
    rows = rows_of(HERE / "sources" / "expressways.csv")
    correct("expressways.csv", rows)
    for number, row in enumerate(rows, 1):
        row["id"] = f"road-{number:04}"
        row["line"] = " ".join(part for part in (row["number"], row["name"]) if part)
        row["opened"] = ""
    return rows


def feature(row, seat):
    opened = year(row["opened"])
    notes = [row["note"]] if row["note"] else []
    if BEFORE.match(row["opened"]):
        notes.append("opened " + row["opened"])
    is_rail = row["mode"] in ("hsr", "rail")
    number = lambda text, kind: kind(text) if text else None  # noqa: E731
    return {
        "type": "Feature",
        "properties": {
            "id": row["id"],
            "line": (operating_line(row["line"]) if is_rail else row["line"]) or None,
            "section": row["line"] if is_rail else None,
            "corridor": row.get("corridor") or None,
            "mode": row["mode"],
            "from_adcode": row["from_adcode"],
            "from_name": row["from_name"],
            "to_adcode": row["to_adcode"],
            "to_name": row["to_name"],
            "design_kmh": number(row["design_kmh"], int),
            "opened": opened,
            "status": row["status"],
            "length_km": number(row["length_km"], float),
            "minutes": number(row.get("minutes"), float),
            "routed": row.get("routed", "true") == "true",
            "schematic": True,
            "via": row.get("via") or None,
            "confidence": row["confidence"],
            "note": ";".join(notes) or None,
        },
        "geometry": {
            "type": "LineString",
            "coordinates": [list(seat[row["from_adcode"]]), list(seat[row["to_adcode"]])],
        },
    }


def great_circle_km(a, b):
    """On the mean sphere: within 0.5 % of the ellipsoid, far below what station positions are good for."""
    lon_a, lat_a, lon_b, lat_b = map(math.radians, (*a, *b))
    h = math.sin((lat_b - lat_a) / 2) ** 2
    h += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


def stations(seat):
    lines = ["adcode,name,mode,access_km,station,station_lon,station_lat,basis,confidence"]
    for row in rows_of(HERE / "sources" / "station_positions.csv"):
        at = (float(row["station_lon"]), float(row["station_lat"]))
        access = great_circle_km(seat[row["adcode"]], at) * ACCESS_DETOUR
        lines.append(
            f"{row['adcode']},{row['name']},{row['mode']},{access:.1f},{row['station']},"
            f"{row['station_lon']},{row['station_lat']},"
            f"\"station position from public knowledge, about ±1 km\",{row['confidence']}"
        )
    return "\n".join(lines) + "\n"


def main():
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    seat = seats()
    features = [feature(row, seat) for row in rail() + roads()]
    ids = [f["properties"]["id"] for f in features]
    if len(set(ids)) != len(ids):
        sys.exit("ids repeat")
    body = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    text = '{"type":"FeatureCollection","name":"corridors","features":[\n' + body + "\n]}\n"
    (out / "corridors.geojson").write_bytes(text.encode())
    (out / "stations.csv").write_bytes(stations(seat).encode())


if __name__ == "__main__":
    main()
