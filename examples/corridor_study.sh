#!/usr/bin/env bash
# A corridor accessibility study, from the files to the maps: what does the high-speed line from Xiong'an to Shangqiu
# change, for whom, and why? Run it from the root of the repository, after `cargo build --release`:
#
#   bash examples/corridor_study.sh [FOLDER]
#
# `geodata/china/study.toml` holds the study; its `[[scenario]]` tables hold the plans. JINGWEI names another program.
set -euo pipefail
jingwei=${JINGWEI:-target/release/jingwei}
out=${1:-corridor-study}
study=geodata/china/study.toml
mkdir -p "$out"

echo '# Are the files sound, and does the network hang together with the plan?'
"$jingwei" check geodata/china/provinces.geojson geodata/china/cities.geojson geodata/china/corridors.geojson
"$jingwei" network check "$study" --scenario xiongshang --quiet

echo '# What will be read, computed and written?'
"$jingwei" run "$study" --output "$out/study" --dry-run

echo '# The study with its scenarios, and how far the ranks rest on the exponent and on the daily limit.'
"$jingwei" run "$study" --output "$out/study" \
    --sweep access.potential_exponent=0.5,1,2 --sweep access.daily_min=96,120,144

echo '# One line a city, the greatest gain first; the layer is drawn around zero.'
"$jingwei" diff "$study" --scenario xiongshang --field watt --overwrite -o "$out/watt_change.geojson"
"$jingwei" diff "$study" --scenario xiongshang --field watt --quiet | head -n 6

echo '# Where does the number of Hengshui come from, now and with the line?'
"$jingwei" trace "$study" --measure watt --at 衡水市 --rows 3 --to 商丘市 --quiet
"$jingwei" trace "$study" --measure watt --at 衡水市 --rows 3 --to 商丘市 --scenario xiongshang --quiet

echo '# The line by itself: its zone of influence, and the share of trips that would use it.'
"$jingwei" corridor "$study" 雄商高铁 --overwrite -o "$out/influence.geojson"

echo '# Which segments of today would be missed most, which line is worth most, and what did the years bring?'
"$jingwei" corridor "$study" --criticality segments --overwrite -o "$out/critical.geojson" --quiet
"$jingwei" corridor "$study" --marginal lines --places 5 --quiet | head -n 6
"$jingwei" corridor "$study" --years 2008-2024 --measure watt --overwrite -o "$out/years.geojson" --quiet
"$jingwei" corridor "$study" --years 2008-2024 --core 北京市 --measure watt --quiet | tail -n 2

echo '# The one-hour and the two-hour circle of Beijing and Baoding.'
"$jingwei" isochrone "$study" --centres 110000,130600 --minutes 60,120 --overwrite -o "$out/circles.geojson"

echo "Open $out/study/report.html, then drag the layers of $out into QGIS."
