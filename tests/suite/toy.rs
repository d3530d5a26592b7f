//! The answers worked by hand in `geodata/toy/README.md`, held against the library and against the files.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::float_cmp, reason = "the toy numbers are chosen to come out without rounding")]

mod files;
pub(crate) mod page;

use jingwei::access::{
    DAILY_LIMIT, DailyOptions, PotentialOptions, SelfPotential, cumulative, daily, potential,
    weighted_mean_travel_time,
};
use jingwei::cluster::{
    AgreementOptions, ListMembership, ListRow, Membership, Role, TimeRule, agreement, by_list, by_time,
};
use jingwei::network::TravelTimes;
use jingwei::rings::{DEFAULT_BREAKS, Rings, bands, cumulative_profile, profile};
use jingwei::units::Minutes;
use page::{number, numbers, optional, table, texts};

/// The travel times of the page.
fn times() -> TravelTimes {
    let rows: Vec<_> = table("Travel times", 0)
        .iter()
        .map(|row| row[1..].iter().map(|cell| optional(cell)).collect())
        .collect();
    TravelTimes::from_minutes(&rows)
}

/// The populations of the page.
fn populations() -> Vec<f64> {
    numbers(&table("Access", 0), 1)
}

/// The index of the city of that name.
fn city(name: &str) -> usize {
    texts(&table("Access", 0), 0).iter().position(|known| known == name).expect("a city of the page")
}

#[test]
fn travel_times_are_the_sums_of_their_links() {
    let minutes = |link: usize| number(&table("Links", 0)[link][5]);
    let (wait, stop) = (15.0, 5.0);
    let door_to_door = |from: &str, to: &str| times().minutes(city(from), city(to)).unwrap().get();
    assert_eq!(door_to_door("甲市", "己市"), minutes(0) + wait + minutes(4) + stop + minutes(5));
    assert_eq!(door_to_door("丁市", "戊市"), wait + minutes(4));
    assert_eq!(door_to_door("甲市", "壬市"), door_to_door("甲市", "己市") + minutes(3));
}

#[test]
fn access() {
    let (times, masses, page) = (times(), populations(), table("Access", 0));
    let mean = weighted_mean_travel_time(&times, &masses).unwrap();
    let of_others = PotentialOptions { self_potential: SelfPotential::None };
    let with_itself = potential(&times, &masses, 1.0, &PotentialOptions::default()).unwrap();
    let without = potential(&times, &masses, 1.0, &of_others).unwrap();
    let met = daily(&times, &masses, DAILY_LIMIT, &DailyOptions::default()).unwrap();
    let near = cumulative(&times, &masses, Minutes::new(60.0)).unwrap();
    for (i, row) in page.iter().enumerate() {
        let name = &row[0];
        assert_eq!(mean.minutes[i].map(Minutes::get), optional(&row[2]), "weighted mean of {name}");
        assert_eq!(mean.unreachable[i] as f64, number(&row[3]), "unreachable from {name}");
        page::assert_close(with_itself[i], optional(&row[4]), name);
        page::assert_close(without[i], optional(&row[5]), name);
        assert_eq!(met[i], number(&row[6]), "daily accessibility of {name}");
        assert_eq!(near[i], number(&row[7]), "within an hour of {name}");
    }
}

fn rings() -> Rings {
    bands(&times(), city("戊市"), &DEFAULT_BREAKS).unwrap()
}

#[test]
fn rings_around_the_core() {
    let page = table("Rings", 0);
    let people: Vec<_> = populations().into_iter().map(Some).collect();
    let by_ring = profile(&rings(), &people, None).unwrap();
    let output = profile(&rings(), &files::output(), None).unwrap();
    assert_eq!(by_ring.rings.len(), page.len());
    for ((row, output), page) in by_ring.rings.iter().zip(&output.rings).zip(&page) {
        assert_eq!((row.from.get(), row.to.map(Minutes::get)), (number(&page[1]), optional(&page[2])));
        assert_eq!(row.cities as f64, number(&page[3]));
        assert_eq!(row.total, number(&page[4]));
        assert_eq!((row.share, row.cumulative_share), (optional(&page[5]), optional(&page[6])));
        assert_eq!((output.total, output.share), (number(&page[7]), optional(&page[8])));
    }
    assert_eq!((by_ring.unreachable, by_ring.unreachable_total), (1, 150.0));
    assert_eq!(rings().ring[city("丙市")], None);
}

#[test]
fn the_curve_behind_the_rings() {
    let people: Vec<_> = populations().into_iter().map(Some).collect();
    let curve = cumulative_profile(&rings(), &people).unwrap();
    let page = table("Rings", 1);
    let found: Vec<_> = curve.iter().map(|point| (point.apart.get(), point.total)).collect();
    assert_eq!(found, page.iter().map(|row| (number(&row[0]), number(&row[1]))).collect::<Vec<_>>());
}

fn by_rule() -> Membership {
    let people: Vec<_> = populations().into_iter().map(Some).collect();
    by_time(&times(), &people, &TimeRule::new(300.0)).unwrap()
}

fn listed() -> ListMembership {
    let row = |(line, (cluster, city))| ListRow { cluster, city, line: Some(line) };
    by_list(&files::ids(), &(2..).zip(files::listed()).map(row).collect::<Vec<_>>()).unwrap()
}

#[test]
fn clusters_by_rule() {
    let (found, page) = (by_rule(), table("Clusters", 0));
    for (i, row) in page.iter().enumerate() {
        let role = match row[1].as_str() {
            "core" => Role::Core,
            "member" => Role::Member,
            "fringe" => Role::Fringe,
            "outside" => Role::Outside,
            other => panic!("no role: {other}"),
        };
        let core = (row[3] != "–").then(|| city(&row[3]));
        assert_eq!(found.role[i], role, "{}", row[0]);
        assert_eq!(found.cluster[i].map(|cluster| cluster as f64), optional(&row[2]), "{}", row[0]);
        assert_eq!(
            (found.core[i], found.number[i].map(Minutes::get)),
            (core, optional(&row[4])),
            "{}",
            row[0]
        );
        let next = found.runner_up[i].map(|next| (next.core, next.number.get()));
        assert_eq!(next, optional(&row[6]).map(|minutes| (city(&row[5]), minutes)), "{}", row[0]);
    }
}

#[test]
fn clusters_by_list_beside_the_rule() {
    let (list, page) = (listed(), table("Clusters", 1));
    assert!(list.findings.is_empty());
    assert_eq!(list.clusters, texts(&page, 0));
    assert_eq!(list.overlapping(), [city("己市")]);
    let found = agreement(&list, &by_rule(), &AgreementOptions::default());
    for (row, page) in found.clusters.iter().zip(&page) {
        let counts = [row.listed, row.both, row.only_list, row.only_rule].map(|count| count as f64);
        assert_eq!(counts.to_vec(), page[1..5].iter().map(|cell| number(cell)).collect::<Vec<_>>());
        assert_eq!(row.jaccard, optional(&page[5]));
    }
    assert_eq!((found.cities, found.rand), (5, Some(0.7)));
    page::assert_close(found.adjusted_rand, Some(4.0 / 9.0), "adjusted Rand index");
}
