//! How far each rule agrees with the reference: in all, and cluster by cluster.

use super::reference::Reference;
use crate::cluster::{Agreement, AgreementOptions, ClusterAgreement, agreement, modularity, silhouette};
use crate::error::Result;
use crate::export::{Bilingual, Column, display};
use crate::run::clusters::rule::ClusterRule;
use crate::run::clusters::ruled::{Ruled, interaction};
use crate::run::columns::{real, text};
use crate::run::part::{OutputTable, Part};
use crate::study::Study;

/// The power of travel time by which interaction falls, where one number judges all rules.
const EXPONENT: f64 = 2.0;

/// The list among the rules.
const LIST: &str = "list";

/// Adds to what is `read` the rules in all and cluster by cluster, and to what is looked up which cities those are.
pub(super) fn add(
    (read, looked_up): (&mut Part<'_>, &mut Part<'_>),
    study: &Study,
    rules: &[Ruled],
    reference: &Reference,
) -> Result<()> {
    let compare = |ruled: &Ruled| agreement(&reference.list, &ruled.membership, &AgreementOptions::default());
    let found: Vec<Agreement> = rules.iter().map(compare).collect();
    read.tables.push(in_all(study, rules, reference, &found)?);
    read.tables.push(by_cluster(rules, reference, &found));
    for ruled in rules {
        // Which cities are gained and lost, by name.
        let table = ruled.agreement_table(study, &reference.list);
        looked_up.tables.push(OutputTable { long: true, ..table });
    }
    read.sentences.push(sentence(rules, reference, &found));
    Ok(())
}

/// The rule up to its brackets.
pub(super) fn short(rule: &ClusterRule) -> Bilingual {
    let title = rule.title();
    let cut = |text: &str, at: &str| text.split(at).next().unwrap_or(text).to_owned();
    // What stands in brackets is the method, which tells two rules of one kind apart.
    let (zh, en) = match rule {
        ClusterRule::Regions { .. } | ClusterRule::Communities { .. } | ClusterRule::Dbscan { .. } => {
            (title.zh, title.en)
        }
        ClusterRule::Hdbscan { .. } => (title.zh, title.en),
        _ => (cut(&title.zh, "（"), cut(&title.en, " (")),
    };
    Bilingual::new(zh, en)
}

/// One row a rule, and one for the list.
fn in_all(study: &Study, rules: &[Ruled], reference: &Reference, found: &[Agreement]) -> Result<OutputTable> {
    let first = reference.list.first();
    let mut divisions: Vec<&[Option<usize>]> = rules.iter().map(Ruled::clusters).collect();
    let mut keys: Vec<String> = rules.iter().map(|ruled| ruled.rule.name().to_owned()).collect();
    let mut against: Vec<Option<&Agreement>> = found.iter().map(Some).collect();
    if reference.is_list {
        divisions.insert(0, &first);
        keys.insert(0, LIST.to_owned());
        against.insert(0, None);
    }
    let sizes: Vec<f64> = rules[0].sizes.iter().map(|size| size.unwrap_or(0.0)).collect();
    let graph = interaction(study, &sizes, EXPONENT)?;
    let all: f64 = study.population.iter().flatten().sum();
    let inside = |division: &&[Option<usize>]| {
        let people = division.iter().zip(&study.population).filter(|(cluster, _)| cluster.is_some());
        (all > 0.0).then(|| people.filter_map(|(_, people)| *people).sum::<f64>() / all)
    };
    let modularity = |division: &&[Option<usize>]| modularity(&graph, &alone(division), 1.0);
    let mean_jaccard = |agreement: &Agreement| {
        let known: Vec<f64> = agreement.clusters.iter().filter_map(|row| row.jaccard).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    };
    let numbers = |pick: &dyn Fn(&Agreement) -> Option<f64>| -> Vec<Option<f64>> {
        against.iter().map(|agreement| pick((*agreement)?)).collect()
    };
    let plain = ("", "");
    let clusters = |division: &&[Option<usize>]| {
        let mut known: Vec<usize> = division.iter().copied().flatten().collect();
        known.sort_unstable();
        known.dedup();
        Some(known.len() as f64)
    };
    let columns = vec![
        text("rule", Bilingual::new("规则", "Rule"), keys.into_iter().map(Some).collect()),
        real(
            "clusters",
            Bilingual::new("群数", "Clusters"),
            plain,
            0,
            divisions.iter().map(clusters).collect(),
        ),
        real(
            "cities",
            Bilingual::new("群内城市数", "Cities in a cluster"),
            plain,
            0,
            divisions.iter().map(|division| Some(division.iter().flatten().count() as f64)).collect(),
        ),
        real(
            "pop_share",
            Bilingual::new("群内人口占比", "Share of population in a cluster"),
            plain,
            3,
            divisions.iter().map(inside).collect(),
        ),
        real(
            "adjusted_rand",
            Bilingual::new("调整兰德指数", "Adjusted Rand"),
            plain,
            3,
            numbers(&|a| a.adjusted_rand),
        ),
        real(
            "nmi",
            Bilingual::new("标准化互信息", "Normalised mutual information"),
            plain,
            3,
            numbers(&|a| a.mutual_information),
        ),
        real(
            "mean_jaccard",
            Bilingual::new("平均杰卡德系数", "Mean Jaccard"),
            plain,
            3,
            numbers(&mean_jaccard),
        ),
        real(
            "silhouette",
            Bilingual::new("轮廓系数（旅行时间）", "Silhouette by travel time"),
            plain,
            3,
            divisions.iter().map(|division| silhouette(&study.times, division).mean).collect(),
        ),
        real(
            "modularity",
            Bilingual::new("模块度", "Modularity"),
            plain,
            3,
            divisions.iter().map(modularity).collect::<Result<_>>()?,
        ),
    ];
    Ok(named(columns, rules, reference))
}

/// The same columns with title, words and note.
fn named(columns: Vec<Column>, rules: &[Ruled], reference: &Reference) -> OutputTable {
    let title = if reference.is_list {
        Bilingual::new("名单与各规则", "The list and the rules")
    } else {
        Bilingual::new("各规则", "The rules")
    };
    let mut table = OutputTable::new("cluster_rules", title, columns);
    let mut words: Vec<_> =
        rules.iter().map(|ruled| (ruled.rule.name().to_owned(), ruled.rule.title())).collect();
    words.push((LIST.to_owned(), Bilingual::new("名单", "the list")));
    table.words = vec![("rule".to_owned(), words)];
    let whom = reference.named();
    table.note = Bilingual::new(
        format!(
            "调整兰德指数、标准化互信息与平均杰卡德系数均相对{}而言，后者逐群取与之最相近的规则群；同属两群的城市按先出现者计。模块度一律按同一引力网络 M_i M_j / t_ij² 计算（群外城市各自成群），仅供各规则之间比较。",
            whom.zh
        ),
        format!(
            "The three measures of agreement are with {}: each of its clusters beside the one most like it; cities in two clusters count to the first. Modularity is that of one network of interaction, M_i M_j / t_ij², with cities outside standing alone: it is there to set rules side by side.",
            whom.en
        ),
    );
    table
}

/// Clusters from 0, then each city outside by itself.
fn alone(division: &[Option<usize>]) -> Vec<usize> {
    let clusters = division.iter().flatten().max().map_or(0, |last| last + 1);
    division.iter().enumerate().map(|(city, of)| of.unwrap_or(clusters + city)).collect()
}

/// One row a cluster of the reference, three columns a rule.
fn by_cluster(rules: &[Ruled], reference: &Reference, found: &[Agreement]) -> OutputTable {
    let list = &reference.list;
    let mut columns: Vec<Column> = vec![
        text(
            "cluster",
            Bilingual::new("城市群", "Cluster"),
            list.clusters.iter().cloned().map(Some).collect(),
        ),
        real(
            "listed",
            Bilingual::new("城市数", "Cities"),
            ("", ""),
            0,
            found[0].clusters.iter().map(|row| Some(row.listed as f64)).collect(),
        ),
    ];
    let mut shown = columns.clone();
    for (ruled, agreement) in rules.iter().zip(found) {
        let in_one = |row: &ClusterAgreement| {
            let jaccard = row.jaccard.filter(|jaccard| *jaccard > 0.0)?;
            Some(format!("{} (+{} −{})", display(jaccard, 2), row.gained.len(), row.lost.len()))
        };
        let cells = agreement.clusters.iter().map(in_one).collect();
        shown.push(text(ruled.rule.file_name(), short(&ruled.rule), cells));
        let (key, name) = (ruled.rule.file_name(), short(&ruled.rule));
        let alias =
            |zh: &str, en: &str| Bilingual::new(format!("{}：{zh}", name.zh), format!("{}: {en}", name.en));
        let rows = &agreement.clusters;
        columns.push(real(
            format!("{key}_jaccard"),
            alias("杰卡德", "Jaccard"),
            ("", ""),
            2,
            rows.iter().map(|row| row.jaccard).collect(),
        ));
        for (end, zh, en, cities) in [
            ("gained", "增", "gained", rows.iter().map(|row| row.gained.len()).collect::<Vec<_>>()),
            ("lost", "减", "lost", rows.iter().map(|row| row.lost.len()).collect()),
        ] {
            let counts = cities.into_iter().map(|cities| Some(cities as f64)).collect();
            columns.push(real(format!("{key}_{end}"), alias(zh, en), ("", ""), 0, counts));
        }
    }
    let whom = reference.named();
    let title = Bilingual::new(
        format!("各规则与{}逐群的一致程度", whom.zh),
        format!("Agreement of the rules with {}, cluster by cluster", whom.en),
    );
    let mut table = OutputTable::new("cluster_rules_agreement", title, columns);
    table.shown = Some(shown);
    table.note = Bilingual::new(
        "杰卡德系数：共同城市 ÷ 任一方的城市，取该规则中最相近的群；括号内为该群相对于名单增加（+）和缺少（−）的城市数，城市名见下方各规则的表；无共同城市者为空。",
        "Jaccard index: cities in both ÷ cities in either, with the cluster of the rule that is most alike; in brackets how many cities that has and the list has not (+), and the other way round (−), by name in the table of each rule below; empty where no city is shared.",
    );
    table
}

fn sentence(rules: &[Ruled], reference: &Reference, found: &[Agreement]) -> Bilingual {
    let shown = |agreement: &Agreement| {
        agreement.adjusted_rand.map_or_else(|| "—".to_owned(), |value| display(value, 2))
    };
    let each = |pick: fn(&Bilingual) -> &str, between: &str| {
        let words = rules.iter().zip(found);
        let words: Vec<String> =
            words.map(|(ruled, found)| format!("{} {}", pick(&short(&ruled.rule)), shown(found))).collect();
        words.join(between)
    };
    let whom = reference.named();
    Bilingual::new(
        format!("与{}的一致程度（调整兰德指数）：{}。", whom.zh, each(|name| &name.zh, "，")),
        format!("Agreement with {} (adjusted Rand): {}.", whom.en, each(|name| &name.en, ", ")),
    )
}

impl Reference {
    /// What it is called.
    fn named(&self) -> Bilingual {
        if self.is_list {
            Bilingual::new("名单", "the list")
        } else {
            Bilingual::new("首个规则", "the first rule")
        }
    }
}
