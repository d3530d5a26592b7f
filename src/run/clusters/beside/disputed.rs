//! The cities of which the rules disagree most, and why each rule puts them where it does.

use super::agreement::short;
use super::reference::Reference;
use crate::cluster::disagreement;
use crate::export::Bilingual;
use crate::run::clusters::explained::{Explained, explain};
use crate::run::clusters::explained_table::told_table;
use crate::run::clusters::ruled::Ruled;
use crate::run::columns::{identity, listed, real, text};
use crate::run::part::{OutputTable, Part};
use crate::study::Study;
use crate::study::config::ClustersSection;

/// So many are explained.
const SHOWN: usize = 5;

/// Adds to what is `read` why each rule puts the most disputed cities where it does, and to what is looked up where each
/// rule puts each city.
pub(super) fn add(
    (read, looked_up): (&mut Part<'_>, &mut Part<'_>),
    study: &Study,
    section: &ClustersSection,
    rules: &[Ruled],
    reference: &Reference,
) {
    let mut divisions: Vec<Vec<Option<usize>>> =
        rules.iter().map(|ruled| ruled.clusters().to_vec()).collect();
    if reference.is_list {
        divisions.insert(0, reference.list.first());
    }
    let apart = disagreement(&divisions);
    looked_up.tables.push(everywhere(study, rules, reference, &apart));
    if divisions.len() < 2 {
        return;
    }
    let people = |city: usize| study.population[city].unwrap_or(0.0);
    let mut order: Vec<usize> = (0..apart.len()).filter(|&city| apart[city] > 0.0).collect();
    // Stable: of equal ones in study order.
    order.sort_by(|&a, &b| apart[b].total_cmp(&apart[a]).then(people(b).total_cmp(&people(a))));
    order.truncate(SHOWN);
    if order.is_empty() {
        return;
    }
    let told: Vec<(&Ruled, Explained)> = order
        .iter()
        .flat_map(|&city| rules.iter().map(move |ruled| (ruled, explain(study, ruled, city))))
        .collect();
    let title = Bilingual::new(
        format!("分歧最大的 {} 个城市：各规则的依据", order.len()),
        format!("The {} cities of which the rules disagree most, explained", order.len()),
    );
    let mut table = told_table("cluster_explained", title, study, &told);
    let at = &study.cities.ids[order[0]];
    table.note = Bilingual::new(
        format!("`jingwei trace STUDY --measure cluster --at {at}` 以同样的话解释任一城市。"),
        format!("`jingwei trace STUDY --measure cluster --at {at}` explains any city in the same words."),
    );
    read.tables.push(table);
    let names = listed(&study.cities.names, &order);
    let count = section.rules.len();
    read.sentences.push(Bilingual::new(
        format!("{count} 种规则分歧最大的城市：{}。", names.zh),
        format!("The {count} rules disagree most about {}.", names.en),
    ));
}

/// Where the list and every rule put each city, and how far they disagree.
fn everywhere(study: &Study, rules: &[Ruled], reference: &Reference, apart: &[f64]) -> OutputTable {
    let mut columns = identity("city", &study.cities.ids, &study.cities.names);
    if reference.is_list {
        let list = &reference.list;
        let first = list.first().iter().map(|of| of.map(|of| list.clusters[of].clone())).collect();
        columns.push(text("list", Bilingual::new("名单", "List"), first));
    }
    for ruled in rules {
        let like = reference.like(&ruled.members());
        let named = |of: &Option<usize>| {
            let of = (*of)?;
            let name = ruled.cluster_name(study, of);
            Some(match like[of].filter(|_| reference.is_list) {
                Some(like) => format!("{name}（{}）", reference.list.clusters[like]),
                None => name,
            })
        };
        columns.push(text(
            ruled.rule.file_name(),
            short(&ruled.rule),
            ruled.clusters().iter().map(named).collect(),
        ));
    }
    let alias = Bilingual::new("分歧", "Disagreement");
    columns.push(real("disagreement", alias, ("", ""), 3, apart.iter().copied().map(Some).collect()));
    let title = Bilingual::new("各规则把每个城市归入何群", "Where each rule puts each city");
    let mut table = OutputTable::new("clusters_by_rule", title, columns);
    table.note = Bilingual::new(
        "群以其核心城市为名，括号内为共同城市最多的名单群。分歧 = 1 − 两两规则（含名单）中该市所在群的杰卡德系数之均值；不属任何群者自成一群。",
        "Clusters are called after their core, with the listed cluster that has most cities in common in brackets. Disagreement: 1 − the mean Jaccard index of the clusters that hold the city, over all pairs of the rules and the list; a city in no cluster is by itself.",
    );
    table.long = true;
    table
}
