//! The stable codes of findings, and what `jingwei explain` says of each.

use std::fmt;

/// Whether a finding stops the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The input is refused.
    Error,
    /// The work goes on; the finding is said, counted and kept in the report.
    Warning,
}

macro_rules! codes {
    ($($name:ident $text:literal $hint:literal $more:literal;)*) => {
        /// The stable kind of a finding; `E-…` stops the work, `W-…` is said and counted.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $more] $name,)*
        }

        /// Every code, in the order in which `jingwei explain` lists them.
        pub const CODES: &[Code] = &[$(Code::$name,)*];

        impl Code {
            /// The code as printed, such as `E-GEO-001`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What to do next, in one line.
            #[must_use]
            pub fn hint(self) -> &'static str {
                match self { $(Self::$name => $hint,)* }
            }

            /// What the code means, at length.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => $more,)* }
            }
        }
    };
}

codes! {
    Unreadable "E-FILE-001" "check the path; paths in study.toml are relative to the folder that holds it"
        "A file does not exist, is a folder, or may not be read.";
    BrokenPacking "E-FILE-002" "fetch or pack the file again; `gzip -t FILE` tells whether it is whole"
        "A packed file (.gz) ends too early or does not match its own check sum. Nothing of it was used.";
    JsonBroken "E-JSON-001" "repair the file there, or export it again"
        "The file is not valid JSON or not a GeoJSON FeatureCollection: it is truncated, or holds tokens such as NaN or Infinity that JSON does not know. Nothing of it was used.";
    MixedTypes "E-FIELD-001" "write null where there is no number, and one type throughout the field"
        "One field holds numbers in some features and text in others. QGIS would show such a field as all NULL, and a statistic over it would silently lose units, so it is refused.";
    MissingField "E-FIELD-002" "name an existing field; `jingwei info FILE` lists them"
        "The study or a flag names a field that the file does not have.";
    MissingValue "E-FIELD-003" "fill the value, or name another field"
        "A value that the analysis cannot do without is absent.";
    BadValue "E-FIELD-004" "correct the value"
        "A value lies outside what the field can mean: a negative population, a speed of zero, a year that is no number.";
    NestedValue "W-FIELD-005" "flatten the field to use it in a map or a statistic"
        "A field holds lists or objects. They are kept as JSON text, which no statistic and no class of a map can use.";
    MissingId "E-ID-001" "name the identifier with `id = \"FIELD\"` in study.toml or `--id FIELD`"
        "A feature or row has no identifier.";
    DuplicateId "E-ID-002" "give every feature its own identifier; dissolve parts of one unit into one multipolygon"
        "Two features or rows carry the same identifier.";
    EmptyGeometry "E-GEO-001" "give the feature a geometry or remove it"
        "A feature has a null or empty geometry where one is needed.";
    WrongGeometry "E-GEO-002" "regions want polygons, cities points or polygons, corridors lines"
        "A feature has a geometry of a kind that this layer cannot use.";
    BadRing "E-GEO-003" "repair the geometry, in QGIS with Processing, Fix geometries"
        "A ring is not closed, has fewer than four positions, or crosses itself. Areas and containment in it would be wrong.";
    DroppedZ "W-GEO-004" "nothing to do; heights are not used"
        "The coordinates carry a height, which was left out.";
    EmptyLayer "E-GEO-005" "name the file that holds the features"
        "The file is a valid collection without a single feature.";
    TouchingRing "W-GEO-006" "nothing to do here; QGIS with Processing, Fix geometries makes it valid elsewhere"
        "A ring touches itself at a point without crossing. Areas and containment in it are right, but the OGC rules call it invalid and other programs may refuse it.";
    UnknownCrs "E-CRS-001" "reproject to WGS 84 or CGCS2000 longitude and latitude, in QGIS with Export, Save features as, EPSG:4490"
        "The file names a coordinate reference system that GeoJSON readers would misread or that is not longitude and latitude.";
    NotDegrees "E-CRS-002" "reproject to longitude and latitude, in QGIS with Export, Save features as, EPSG:4490"
        "The coordinates do not lie within -180..180 and -90..90: they are projected metres without a label, or latitude and longitude are swapped.";
    NotUtf8 "W-TEXT-001" "save the file as UTF-8 to be rid of this word"
        "The bytes are not UTF-8; they were read as GB18030 (which contains GBK and GB2312).";
    BadText "E-TEXT-002" "save the file as UTF-8"
        "The bytes are neither UTF-8 nor GB18030.";
    BadCsv "E-CSV-001" "repair the line: every row needs as many cells as the header"
        "A row of a table does not fit its header.";
    MessyId "W-JOIN-001" "write the identifier as plain text"
        "An identifier in a table was not written as in the layer (a trailing `.0`, full-width digits, spaces) and was read as what it plainly means.";
    UnmatchedRow "W-JOIN-002" "correct the identifier in the table, or ignore the row if its unit is not in the layer"
        "A row of a table has no unit in the layer; it was left out.";
    UnmatchedUnit "W-JOIN-003" "add a row for the unit, or leave it as no data"
        "A unit of the layer has no row in the table; its values are null.";
    NothingMatched "E-JOIN-004" "name the field that holds the same identifiers as the layer"
        "No row of a table matches any unit of the layer.";
    RepeatedRow "W-JOIN-005" "remove the repeated row"
        "A row of a list repeats an earlier one; it counts once.";
    KeptField "W-JOIN-006" "rename the column to have it joined too"
        "A column of a table has the name of a field of the layer but other values. The layer's field was kept and the column left out.";
    UnknownKey "E-STUDY-001" "`jingwei init` prints a commented study.toml with every key"
        "study.toml holds a key that jingwei does not know, or its text is not TOML.";
    BadSetting "E-STUDY-002" "`jingwei init` prints a commented study.toml with every key"
        "A setting has a value that it cannot have.";
    BadFilter "E-STUDY-003" "a filter reads: mode = 'hsr' and opened < 2015; text stands in single quotes"
        "A filter cannot be understood, names a field that is not there, or compares a field with a value of another type.";
    BadEdit "E-STUDY-004" "`jingwei init` prints a commented study.toml with a scenario"
        "An edit of a scenario cannot be done: it names a line that is not there, touches nothing, leaves no line in service, or says things that exclude each other.";
    SameStudy "W-STUDY-005" "nothing to do where it is meant; otherwise see its year and statuses"
        "A scenario runs the same lines in the same times as the study as it is, so that its differences are all zero.";
    Unconnected "E-NET-024" "draw an end of the line to a seat or a station of its kind, or raise `snap_m` under [network]"
        "No end of a line that a scenario adds meets the network or a seat within `snap_m`, so no trip could use it: it was drawn elsewhere, or in shifted coordinates (GCJ-02, BD-09).";
    HalfConnected "W-NET-025" "nothing to do where the line is meant to end there; otherwise draw it to the seat or station"
        "One end of a line that a scenario adds meets neither another line nor a seat.";
    ZeroLength "E-NET-001" "remove the line, or draw it between two places"
        "A corridor begins where it ends, so it joins nothing.";
    FarEnd "W-NET-002" "draw the line to the seat, or raise `max_access_km` under [network]"
        "The end of a corridor lies farther from every city than `max_access_km`: no city reaches it there.";
    Disconnected "W-NET-003" "`jingwei network check STUDY` lists the parts; join them, or raise `snap_m` under [network]"
        "The network falls into parts that no trip joins.";
    Dangle "W-NET-004" "raise `snap_m` under [network], or join the lines in the file"
        "The end of a corridor meets no other corridor and no city, but one passes near by.";
    Unreachable "W-NET-005" "nothing to do where it is true; otherwise add the missing link"
        "A city cannot reach any other. Its measures are null and it is counted.";
    NoMode "E-NET-006" "add a table [network.mode.NAME] with its speeds to study.toml"
        "A corridor has a mode for which study.toml states no rule.";
    NoTime "E-NET-007" "give the corridor `minutes`, `speed_kmh` or `design_kmh`, or the mode a `default_kmh`"
        "A corridor has neither minutes nor a speed from which they follow.";
    TooLong "E-NET-008" "check the speeds and lengths; times are minutes, lengths kilometres"
        "A corridor, or a trip through the network, would take 49 days or longer, which the engine cannot hold.";
    UnmatchedEdge "E-NET-009" "name only nodes that the node table has"
        "An edge of an edge list begins or ends at a node that the node table does not have.";
    UnmatchedPlace "E-NET-010" "name only places that the network has; `--id FIELD` says where their identifiers stand"
        "A list of origins or destinations names a place that the network does not have.";
    EmptyNetwork "E-NET-020" "name the file that holds the nodes"
        "A source of a road network holds no node, so there is nothing to travel on.";
    TooMany "E-NET-021" "cut the network into parts, or leave out what the question does not need"
        "A road network has more nodes, or longer identifiers in all, than fit into 32-bit numbers.";
    UnknownSource "E-NET-022" "give an edge list (.csv with --nodes), lines (.geojson) or OpenStreetMap roads (.osm.pbf)"
        "A source of a road network is of no form that is read, neither by its name nor by its content.";
    LeftOut "W-NET-023" "nothing to do where it is meant; otherwise change the mode or the status of the lines"
        "Lines of a file were left out of a road network: railways, which are boarded at stations only, or lines that are not in service.";
    BadPbf "E-OSM-001" "fetch the extract again; `osmium fileinfo -e FILE` tells whether it is whole"
        "An OpenStreetMap extract (.osm.pbf) is truncated, damaged, or holds what is no map of one moment, such as a history of changes. Nothing of it was used.";
    BadProfile "E-OSM-002" "copy the profile that comes with jingwei, src/network/source/osm/car.toml, and change it"
        "A profile of speeds for OpenStreetMap roads is not TOML, lacks a table, or has a key or value that it cannot have.";
    MissingNodes "W-OSM-003" "nothing to do where the extract was cut out of a larger one; otherwise cut it out with complete ways"
        "Ways name nodes that the extract does not hold. Such ways end where the extract does.";
    OddTag "W-OSM-004" "nothing to do; correct the tag in OpenStreetMap if it matters"
        "The maxspeed or duration of a way cannot be read. The speed of its class was taken instead.";
    CheapExit "W-NET-010" "raise `wait_min` or `station_access_km` of the mode, or lower its `stop_min` or `transfer_min`"
        "Leaving a train and boarding again at the same station takes less than the transfer or the stop that it avoids, so trips do that.";
    FarFacility "W-NET-011" "correct the coordinates, or raise `max_access_km` under [network]"
        "A facility of `coverage` lies farther from every city than `max_access_km`: no trip leads there, and it serves nobody.";
    StationOff "W-STN-001" "move the station or the line, or raise `snap_m` under [network]"
        "A station lies farther than `snap_m` from every line whose trains could stop there, so no train does.";
    StationIdle "W-STN-002" "raise `max_access_km` under [network], or leave the station out"
        "A station belongs to no city and is the nearest of none, or lies farther than `max_access_km` from it: nobody boards there.";
    StationByLine "W-STN-003" "draw the missing road, or leave it: the way is the straight line times `access_detour`"
        "Under `station_access = \"roads\"` no road leads from a seat to its station or back. The straight line stands in for it.";
    NoStation "W-STN-004" "add the station to the file of stations, or move the end of the line to it"
        "Stations are given as points, and a line ends at none of them where no other goes on: trains do not stop at that end.";
    BrokenFeed "E-GTFS-001" "fetch the feed again; it is a folder or a .zip with stops.txt, routes.txt, trips.txt, stop_times.txt and calendar.txt or calendar_dates.txt"
        "A timetable (GTFS) lacks a table that it must have, or its .zip is damaged.";
    BadFeed "E-GTFS-002" "correct the row, or ask the publisher of the feed to"
        "A row of a timetable (GTFS) holds what cannot be: a time that is none, times that fall along a trip, a stop without coordinates, an identifier that no other table has.";
    NoService "E-GTFS-003" "choose a `date` and a `window` in [gtfs] for which the feed holds"
        "No trip of a timetable (GTFS) runs on the date and in the window asked for, or none of a mode of the study.";
    FeedNote "W-GTFS-004" "nothing to do where it is meant"
        "Something about a timetable (GTFS) that a reader must know: another time zone, kinds of routes without a mode in the study.";
    NotPrepared "E-JWN-001" "name a file that `jingwei network prepare` wrote"
        "The file has the name of a prepared network but is something else.";
    OtherFormat "E-JWN-002" "prepare it again with `jingwei network prepare SOURCE -o NET.jwn --overwrite`"
        "The prepared network was written by a version of jingwei whose format is another one. A newer file can also be read by the newer program.";
    CutOff "E-JWN-003" "copy the file again, or prepare it again with `jingwei network prepare SOURCE -o NET.jwn --overwrite`"
        "The prepared network ends too early: a copy or a download of it was broken off.";
    Damaged "E-JWN-004" "copy the file again, or prepare it again with `jingwei network prepare SOURCE -o NET.jwn --overwrite`"
        "The SHA-256 of the prepared network is not the one that stands in it: the file was changed, or spoilt on its way.";
    BadSection "E-JWN-005" "prepare it again with `jingwei network prepare SOURCE -o NET.jwn --overwrite`"
        "A part of the prepared network is absent, of another kind, or holds values that cannot be. Its hash is right, so that it was written like this, and not by this version of jingwei.";
    SourceChanged "E-JWN-006" "prepare it again with `jingwei network prepare SOURCE -o NET.jwn --overwrite`"
        "A file from which the network was prepared stands beside it and is another one now: its size or its SHA-256 differs. Answers from the prepared network would be about the former file.";
    Island "W-STAT-001" "nothing to do; Moran's I counts without it, as in spdep"
        "A unit has no neighbour under the weights in use. It is left out of local results and listed.";
    DroppedUnit "W-STAT-002" "fill the value to have the unit counted"
        "A unit has no value for a statistic and was left out of it.";
    NoFit "W-RINGS-001" "try another form, fewer rings or another core"
        "A gradient was fitted to values that have no such shape around the core; it is left out, and the others stand.";
    FewClasses "W-CLASS-001" "ask for fewer classes"
        "There are fewer distinct values than classes asked for; fewer classes were made.";
    AddedClass "W-CLASS-002" "give a greater last bound"
        "The class bounds that were given do not reach the greatest value; a class up to it was added so that no unit is without one.";
    OutputExists "E-OUT-001" "choose another folder with --output, or replace it with --overwrite"
        "The output directory exists and was not written by jingwei, or the output file exists.";
    TooLarge "E-OUT-002" "ask for fewer destinations, a cut-off with --within, or one part with --shard; Parquet takes a third of the room"
        "The answer would take more memory than is free, or more room than the disk has; nothing was begun.";
    BadShard "E-SHARD-001" "give all shards of one answer, each once; compute again those that are missing or damaged"
        "The files given to `jingwei merge` are not all parts of one answer, each once and undamaged.";
    NoParquet "E-BUILD-001" "build it with `cargo install --path . --features parquet`, or write .csv"
        "Parquet is a feature of the program that is chosen when it is built, so that the plain build stays small.";
    OffRoad "W-SNAP-001" "raise --snap-m, or correct the coordinates; the point has no times"
        "A point lies farther from every road than the limit of --snap-m. It is kept, with null in place of its times.";
    BadArgument "E-ARG-001" "`jingwei COMMAND --help` shows an example"
        "The command line asks for something that cannot be.";
    TooManyArrangements "E-STAT-005" "use random permutations, or fewer units"
        "An exact p-value counts every arrangement of the values; here there are more than four million of them.";
    ZeroTime "E-STAT-004" "give the two cities different seats, or leave one of them out"
        "Two different cities lie no time apart. A weight that falls with time would be infinite, and which of them is nearest would be left to chance.";
    SamePlace "E-WGT-001" "move one of the two, or leave it out"
        "Two units lie on one place. A weight that falls with distance would be infinite there, and no triangulation joins such units.";
    UnknownUnit "E-WGT-002" "name only units of the layer, by the field that `id` names"
        "A file or table of weights names a unit that the layer does not have. Left out, its neighbours would be wrong without a word, so that the file is refused.";
    BadWeights "E-WGT-003" "write the file again, or name another one"
        "A file of weights (GAL, GWT) is cut off, or holds what cannot be: a count that is none, a line of another form, another number of units than it says.";
    NoRange "W-STAT-003" "nothing to do"
        "A statistic is not defined for these values (all equal, too few, or a mean of zero) and is null.";
    LongerTrips "W-DIFF-001" "`jingwei network check STUDY` tells how the added lines meet the network; move their ends, or change `snap_m`"
        "A scenario only adds lines, and some trips take longer all the same: an added line may draw a seat or a station away from the line that it used before.";
    OneSided "W-DIFF-002" "nothing to do where a unit was founded or abolished; otherwise give both layers the same units"
        "A unit stands in only one of two layers that are compared. It has no change.";
    NothingToCompare "E-REGION-001" "name attributes that differ between units"
        "Every attribute by which regions are to be made is the same in all units, so that any regions would be as good as any other.";
    TooFewRegions "E-REGION-002" "ask for more regions, or join the parts: `link_islands` joins each unit without a neighbour to its nearest"
        "The graph of neighbours falls into more parts than there are to be regions. A region is contiguous, so that each part makes at least one.";
    FloorTooHigh "E-REGION-003" "lower the floor, ask for fewer regions, or join units without a neighbour to their nearest"
        "Regions cannot all reach the floor: a part of the graph, such as an island, holds less than the floor in all, or the sum of all units is too small for that many regions.";
    GraphInParts "W-REGION-004" "nothing to do where it is meant; otherwise join the parts"
        "The graph of neighbours falls into parts. No region reaches from one to another, and each part makes at least one.";
    FewerRegions "W-REGION-005" "lower the floor, or take another rule: AZP and max-p look for the regions that a floor allows"
        "A rule that goes step by step made fewer regions than were asked for, because every further step would have left a region below the floor.";
    JoinedIsland "W-REGION-006" "nothing to do where the sea joins them; otherwise take a rule that goes by time"
        "A city borders no other, so that no region could hold it with others; it was joined to its nearest.";
    NoCore "W-CLUSTER-001" "lower the population that makes a core, or check its unit"
        "No city has the population that makes it the core of a cluster, so the rule gives no cluster.";
    LonelyCore "W-CLUSTER-002" "nothing to do where it is true; otherwise join the city to the network, see `jingwei network check`"
        "A core of a cluster has no path from or to any other city, so it heads a cluster of one.";
}

impl Code {
    /// Whether findings of this kind stop the work.
    #[must_use]
    pub fn level(self) -> Level {
        if self.as_str().starts_with("E-") { Level::Error } else { Level::Warning }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
