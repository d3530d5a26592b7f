use super::super::input::tests::packed;
use super::*;
use proptest::prelude::*;
use std::io::Cursor;

const NODES: &str = "id,lon,lat\na,116.4,39.9\nb,117.2,39.1\n003,121.5,31.2\n";

fn read_bytes(edges: &[u8], nodes: &[u8]) -> Result<RoadNetwork> {
    let input = |bytes: &[u8], name: &str| {
        Input::new(Path::new(name), Box::new(Cursor::new(bytes.to_vec()))).unwrap()
    };
    from_tables(input(edges, "edges.csv"), input(nodes, "nodes.csv"))
}

fn read(edges: &str, nodes: &str) -> Result<RoadNetwork> {
    read_bytes(edges.as_bytes(), nodes.as_bytes())
}

#[test]
fn the_fastest_of_parallel_edges_is_kept() {
    let list = read("seconds,from,to\n90,a,b\n60.0005,a,b\n5,b,b\n1,b,003\n", NODES).unwrap();
    assert_eq!((list.loops, list.slower, list.router.graph().edges()), (1, 1, 2));
    let [a, last] = ["a", "003"].map(|id| list.index_of(id).unwrap());
    let times = list.router.travel_times(&[a, last], &[a, last]);
    assert_eq!(times.milliseconds(0, 1), Some(61_001));
    assert_eq!(times.milliseconds(1, 0), None);
}

#[test]
fn no_time_at_all_is_a_time() {
    let list = read("from,to,seconds\na,b,0\nb,a,0.0004\n", NODES).unwrap();
    let times = list.router.travel_times(&[0, 1], &[0, 1]);
    assert_eq!((times.milliseconds(0, 1), times.milliseconds(1, 0)), (Some(0), Some(0)));
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let error = read("from,to,seconds\na,x,5\na,b,-1\nb,a,NaN\nb,a,1e12\n", NODES).unwrap_err();
    assert_eq!(
        error.to_string(),
        "edges.csv: line 2: field `to`: the edge names a node that is not there: `x` [E-NET-009]\n  \
         edges.csv: line 3: field `seconds`: seconds must be a number from 0 to 49 days: `-1` [E-FIELD-004]\n  \
         edges.csv: line 4: field `seconds`: seconds must be a number from 0 to 49 days: `NaN` [E-FIELD-004]\n  \
         edges.csv: line 5: field `seconds`: seconds must be a number from 0 to 49 days: `1e12` [E-FIELD-004]"
    );
    let error = read("from,to,seconds\n", "id,lon,lat\na,500000,39\na,0,0\n,0,91\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "nodes.csv: line 2 (`a`): field `lon`: the value is not in degrees: `500000` [E-CRS-002]\n  \
         nodes.csv: line 3 (`a`): the node on line 2 has the same identifier [E-ID-002]\n  \
         nodes.csv: line 4: field `lat`: the value is not in degrees: `91` [E-CRS-002]\n  \
         nodes.csv: line 4: the node has no identifier [E-ID-001]"
    );
    assert!(read("from,to\n", NODES).unwrap_err().to_string().contains("field `seconds`"));
    assert!(read("from,to,seconds\na,b\n", NODES).unwrap_err().to_string().contains("2 cells"));
    let error = read_bytes(b"from,to,seconds\n", b"id,lon,lat\n\xFF,1,1\n").unwrap_err();
    assert!(error.to_string().contains("not UTF-8 [E-TEXT-002]"), "{error}");
}

#[test]
fn a_table_without_nodes_is_no_network() {
    let error = read("from,to,seconds\n", "id,lon,lat\n").unwrap_err();
    assert_eq!(error.to_string(), "nodes.csv: the table holds no node [E-NET-020]");
    assert_eq!(read("from,to,seconds\n", NODES).unwrap().len(), 3);
}

#[test]
fn a_truncated_table_says_so() {
    let edges = packed("from,to,seconds\na,b,1\nb,a,2\n".as_bytes());
    let error = read_bytes(&edges[..edges.len() - 9], NODES.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "edges.csv: the packed file ends too early, it is truncated [E-FILE-002]");
}

#[test]
fn one_edge_that_no_trip_can_hold_is_said_with_its_file() {
    let error = read("from,to,seconds\na,b,4294967\nb,003,4294967\n", NODES).unwrap_err();
    assert!(error.to_string().starts_with("edges.csv: a trip through the network"), "{error}");
}

/// A few edges among five nodes, in milliseconds.
fn edges() -> impl Strategy<Value = Vec<(usize, usize, u32)>> {
    proptest::collection::vec((0..5_usize, 0..5_usize, 0..5000_u32), 0..30)
}

fn table(edges: &[(usize, usize, u32)]) -> String {
    let row =
        |&(from, to, time): &(usize, usize, u32)| format!("{from},{to},{}.{:03}\n", time / 1000, time % 1000);
    "from,to,seconds\n".chars().chain(edges.iter().map(row).collect::<String>().chars()).collect()
}

const FIVE: &str = "id,lon,lat\n4,1,1\n3,1,2\n2,1,3\n1,1,4\n0,1,5\n";

fn pairs(network: &RoadNetwork) -> Vec<Option<u32>> {
    let nodes: Vec<usize> = (0..5).map(|id| network.index_of(&id.to_string()).unwrap()).collect();
    let times = network.router.travel_times(&nodes, &nodes);
    (0..5).flat_map(|i| (0..5).map(move |j| (i, j))).map(|(i, j)| times.milliseconds(i, j)).collect()
}

proptest! {
    #[test]
    fn the_order_of_rows_and_the_packing_change_nothing(
        (edges, shuffled) in edges().prop_flat_map(|edges| (Just(edges.clone()), Just(edges).prop_shuffle())),
    ) {
        let list = read(&table(&edges), FIVE).unwrap();
        let graph = |network: &RoadNetwork| -> Vec<Vec<(usize, u32)>> {
            (0..5).map(|node| network.router.graph().leaving(node).collect()).collect()
        };
        for other in [
            read(&table(&shuffled), FIVE).unwrap(),
            read_bytes(&packed(table(&edges).as_bytes()), &packed(FIVE.as_bytes())).unwrap(),
        ] {
            prop_assert_eq!(graph(&other), graph(&list));
            prop_assert_eq!((other.loops, other.slower), (list.loops, list.slower));
        }
        // Floyd and Warshall on what was written.
        let mut times = vec![None; 25];
        for &(from, to, time) in &edges {
            let known = &mut times[from * 5 + to];
            *known = Some(known.map_or(time, |known: u32| known.min(time)));
        }
        (0..5).for_each(|node| times[node * 5 + node] = Some(0));
        for (k, i, j) in (0..125).map(|n| (n / 25, n / 5 % 5, n % 5)) {
            if let (Some(a), Some(b)) = (times[i * 5 + k], times[k * 5 + j]) {
                times[i * 5 + j] = Some(times[i * 5 + j].map_or(a + b, |known: u32| known.min(a + b)));
            }
        }
        prop_assert_eq!(pairs(&list), times);
        let loops = edges.iter().filter(|(from, to, _)| from == to).count();
        prop_assert_eq!(list.loops, loops);
        prop_assert_eq!(list.router.graph().edges() + list.loops + list.slower, edges.len());
    }

    #[test]
    fn seconds_are_rounded_as_ever(text in "-?[0-9]{0,8}(\\.[0-9]{0,5})?(e[0-9])?") {
        let slow = number(text.as_bytes())
            .and_then(|seconds| Minutes::checked(seconds / 60.0))
            .and_then(Minutes::to_milliseconds);
        prop_assert_eq!(milliseconds(text.as_bytes()), slow);
    }
}
