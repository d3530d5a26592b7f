//! Rings beside a list of clusters.

use super::core_rings::CoreRings;
use crate::cluster::ListMembership;
use crate::export::Bilingual;
use crate::rings::Separation;
use crate::run::columns::{integer, real, text};
use crate::run::part::OutputTable;
use crate::study::Study;

/// For each ring, how many of its cities the list puts into a cluster of one of the cores, and which it does not.
pub(super) fn table<D: Separation>(
    study: &Study,
    drawn: &CoreRings<D>,
    list: &ListMembership,
) -> OutputTable {
    let of_cores = |cluster: &usize| drawn.rings.cores.iter().any(|&core| list.of[core].contains(cluster));
    let listed = |city: usize| list.of[city].iter().any(of_cores);
    let mut rows = vec![[0_i64; 2]; drawn.rings.count()];
    let mut missed = vec![0_i64; drawn.rings.count()];
    let all = (0..study.cities.len()).filter(|&city| listed(city)).count();
    let mut out_of_reach = 0;
    for (city, ring) in drawn.rings.ring.iter().enumerate() {
        match *ring {
            Some(ring) => {
                rows[ring][0] += 1;
                rows[ring][1] += i64::from(listed(city));
                missed[ring] += i64::from(!listed(city));
            }
            None => out_of_reach += usize::from(listed(city)),
        }
    }
    let mut so_far = 0;
    let reached = rows.iter().map(|row| {
        so_far += row[1];
        (all > 0).then(|| so_far as f64 / all as f64)
    });
    let reached: Vec<Option<f64>> = reached.collect();
    let columns = vec![
        text(
            "ring",
            Bilingual::new("圈层", "Ring"),
            (0..rows.len()).map(|ring| Some(drawn.key(ring))).collect(),
        ),
        integer("cities", Bilingual::new("城市数", "Cities"), rows.iter().map(|row| Some(row[0])).collect()),
        integer(
            "listed",
            Bilingual::new("名单内", "In the list"),
            rows.iter().map(|row| Some(row[1])).collect(),
        ),
        integer("unlisted", Bilingual::new("名单外", "Not in it"), missed.into_iter().map(Some).collect()),
        real("cum_listed", Bilingual::new("名单累计占比", "Share of the list so far"), ("", ""), 3, reached),
    ];
    let names: Vec<&str> =
        (0..list.clusters.len()).filter(of_cores).map(|cluster| list.clusters[cluster].as_str()).collect();
    let title = drawn.title(study);
    let title = Bilingual::new(format!("{}与名单", title.zh), format!("{} beside the list", title.en));
    let mut table = OutputTable::new(format!("ring_list_{}", drawn.key_of_cores(study)), title, columns);
    table.note = if names.is_empty() {
        Bilingual::new("核心不在任何名单城市群中。", "The core is in no cluster of the list.")
    } else {
        Bilingual::new(
            format!("名单：{}，共 {all} 个城市，其中 {out_of_reach} 个无法到达。", names.join("、")),
            format!("List: {}, {all} cities, {out_of_reach} of them out of reach.", names.join(", ")),
        )
    };
    table
}
