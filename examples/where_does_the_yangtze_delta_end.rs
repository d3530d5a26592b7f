//! Where does the Yangtze Delta end? Four rules beside the list of the plan, and the cities about which they disagree.
//!
//! `cargo run --release --example where_does_the_yangtze_delta_end`

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use jingwei::cluster::ListMembership;
use jingwei::error::Result;
use jingwei::run::clusters::{ClusterRule, Ruled, read_list};
use jingwei::study::{Study, Watch, read::read_config};
use std::path::Path;

/// The Delta as the list calls it.
const DELTA: &str = "长三角";

fn main() -> Result<()> {
    let folder = Path::new("geodata/china");
    let study = Study::assemble(read_config(&folder.join("study.toml"), &[])?, folder, Watch::none())?;
    let section = study.config.clusters.clone().expect("the study of China has clusters");
    let list = read_list(&study, &section, &folder.join(section.list.as_ref().expect("and a list of them")))?;
    let delta = list.clusters.iter().position(|name| name == DELTA).expect("with the Delta in it");

    let mut answers =
        vec![("名单".to_owned(), (0..study.cities.len()).map(|i| list.of[i].contains(&delta)).collect())];
    for rule in ["time:member=60,fringe=120", "fua", "leiden:resolution=3", "skater:k=19,floor=5"] {
        let ruled = Ruled::find(&study, &section, &ClusterRule::parse(rule)?)?;
        answers.push((ruled.rule.title().zh, in_the_delta(&ruled, &list, delta)));
    }
    for (rule, inside) in &answers {
        let names: Vec<&str> =
            (0..inside.len()).filter(|&i| inside[i]).map(|i| study.cities.names[i].as_str()).collect();
        println!("{rule}：{} 市\n  {}", names.len(), names.join("、"));
    }

    let count = |i: usize| answers.iter().filter(|(_, inside)| inside[i]).count();
    let all: Vec<&str> = (0..study.cities.len())
        .filter(|&i| count(i) == answers.len())
        .map(|i| study.cities.names[i].as_str())
        .collect();
    println!("\n各方皆认：{} 市\n  {}", all.len(), all.join("、"));
    println!(
        "\n各方不一（●在内 ○在外；依次为{}）",
        answers.iter().map(|(rule, _)| rule.as_str()).collect::<Vec<_>>().join("、")
    );
    for i in (0..study.cities.len()).filter(|&i| (1..answers.len()).contains(&count(i))) {
        let marks: String = answers.iter().map(|(_, inside)| if inside[i] { '●' } else { '○' }).collect();
        println!("  {marks} {}", study.cities.names[i]);
    }
    Ok(())
}

/// Who is in the Delta by a rule: the cities of its clusters that share more cities with the listed Delta than with any
/// other listed cluster. A rule may cut the Delta in pieces, or hold it together with more.
fn in_the_delta(ruled: &Ruled, list: &ListMembership, delta: usize) -> Vec<bool> {
    let mut inside = vec![false; list.of.len()];
    for cities in ruled.members() {
        let mut shared = vec![0; list.clusters.len()];
        cities.iter().flat_map(|&city| &list.of[city]).for_each(|&of| shared[of] += 1);
        if shared[delta] > 0 && shared.iter().all(|&other| other <= shared[delta]) {
            for city in cities {
                inside[city] = true;
            }
        }
    }
    inside
}
