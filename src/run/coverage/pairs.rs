//! Pairs of cities near each other, within and between groups.

use crate::access::{CityPairs, PairsWithin, ScopePairs, city_pairs};
use crate::error::{Code, Finding, Result};
use crate::export::{Bilingual, Column, display};
use crate::run::clusters::read_list;
use crate::run::columns::{label, real, text};
use crate::run::part::OutputTable;
use crate::study::Study;
use crate::study::config::CityPairsSection;
use std::path::Path;

/// The pairs of a study and the names of its groups.
#[derive(Debug)]
pub(super) struct Pairs {
    found: CityPairs,
    names: Vec<String>,
    /// What the groups are.
    title: Bilingual,
}

/// Groups by name, and the groups of each city.
type Groups = (Vec<String>, Vec<Vec<usize>>);

fn groups(study: &Study, section: &CityPairsSection, folder: &Path) -> Result<Groups> {
    match (section.groups.as_deref(), &study.config.clusters, &study.regions) {
        (None, ..) => Ok((Vec::new(), vec![Vec::new(); study.cities.len()])),
        (Some("clusters"), Some(clusters), _) if clusters.list.is_some() => {
            let file = clusters.list.as_ref().map(|file| folder.join(file)).unwrap_or_default();
            let list = read_list(study, clusters, &file)?;
            Ok((list.clusters, list.of))
        }
        (Some("regions"), _, Some(regions)) => {
            let of = study.region_of_city.iter().map(|region| region.iter().copied().collect()).collect();
            Ok((regions.names.clone(), of))
        }
        (Some(field), ..) => {
            let values = study.cities.fields.texts(field, &study.cities.source)?;
            let mut names: Vec<String> = values.iter().flatten().cloned().collect();
            names.sort();
            names.dedup();
            let group = |value: &Option<String>| {
                value.iter().filter_map(|value| names.binary_search(value).ok()).collect::<Vec<_>>()
            };
            let of = values.iter().map(group).collect();
            Ok((names, of))
        }
    }
}

/// More groups than anyone reads of; a field with more values names cities rather than groups.
const MOST_GROUPS: usize = 100;

impl Pairs {
    pub(super) fn measure(study: &Study, section: &CityPairsSection, folder: &Path) -> Result<Self> {
        let (names, of) = groups(study, section, folder)?;
        if names.len() > MOST_GROUPS {
            let what = format!("there are {} groups, more than {MOST_GROUPS}", names.len());
            let finding = Finding::new(Code::BadSetting, what).field("city_pairs.groups");
            let value = section.groups.as_deref().unwrap_or_default();
            return Err(finding
                .value(value)
                .hint("group by `clusters`, `regions` or a coarser field")
                .into());
        }
        let pairs = city_pairs(&study.times, &study.population, &section.minutes, &of, names.len())?;
        let title = match section.groups.as_deref() {
            Some("clusters") => Bilingual::new("城市群", "clusters"),
            Some("regions") => Bilingual::new("地区", "regions"),
            Some(field) => label(&study.config, field),
            None => Bilingual::default(),
        };
        Ok(Self { found: pairs, names, title })
    }

    pub(super) fn tables(&self) -> Vec<OutputTable> {
        let title = Bilingual::new("时限内的城市对", "City pairs within limits");
        let (mut scopes, mut words) = (vec![("all", &self.found.all)], vec![word("all", "全部", "all")]);
        if !self.names.is_empty() {
            scopes.extend([
                ("within", &self.found.within),
                ("between", &self.found.between),
                ("outside", &self.found.outside),
            ]);
            let (zh, en) = (&self.title.zh, &self.title.en);
            words.extend([
                word("within", &format!("{zh}内部"), &format!("within {en}")),
                word("between", &format!("{zh}之间"), &format!("between {en}")),
                word("outside", &format!("涉及{zh}以外"), &format!("with a city outside {en}")),
            ]);
        }
        let scope = rows(&scopes).map(|(scope, ..)| Some((*scope).to_owned())).collect();
        let heads = vec![text("scope", Bilingual::new("范围", "Scope"), scope)];
        let mut all = OutputTable::new("city_pairs", title, columns(heads, &scopes));
        all.words = vec![("scope".to_owned(), words)];
        let apart = self.found.all.apart;
        all.note = Bilingual::new(
            format!("每对城市计一次，往返均在时限内（含等号）；{apart} 对互不可达，仍在分母中。"),
            format!(
                "Each pair once, both ways within the limit, which is included; {apart} pairs have no path and are in the \
                 denominator."
            ),
        );
        if self.names.is_empty() {
            return vec![all];
        }
        let inside: Vec<(&str, &ScopePairs)> =
            self.names.iter().map(String::as_str).zip(&self.found.groups).collect();
        let name = rows(&inside).map(|(name, ..)| Some((*name).to_owned())).collect();
        let heads = vec![text("group", self.title.clone(), name)];
        let title = Bilingual::new(
            format!("{}内部的城市对", self.title.zh),
            format!("City pairs within each of the {}", self.title.en),
        );
        let each = OutputTable::new("city_pairs_groups", title, columns(heads, &inside));
        vec![all, each, self.two_groups()]
    }

    /// Every two groups with pairs between them, in a file.
    fn two_groups(&self) -> OutputTable {
        let between: Vec<((usize, usize), &ScopePairs)> =
            self.found.two_groups.iter().map(|(g, h, scope)| ((*g, *h), scope)).collect();
        let name = |pick: &dyn Fn((usize, usize)) -> usize| {
            rows(&between).map(|(both, ..)| Some(self.names[pick(*both)].clone())).collect::<Vec<_>>()
        };
        let heads = vec![
            text("group_a", Bilingual::new("甲", "One"), name(&|both| both.0)),
            text("group_b", Bilingual::new("乙", "The other"), name(&|both| both.1)),
        ];
        let title = Bilingual::new(
            format!("两两{}之间的城市对", self.title.zh),
            format!("City pairs between every two {}", self.title.en),
        );
        let mut table = OutputTable::new("city_pairs_between", title, columns(heads, &between));
        table.in_report = false;
        table
    }

    pub(super) fn sentence(&self) -> Bilingual {
        let joined = |scope: &ScopePairs, pick: &dyn Fn(&PairsWithin) -> String| {
            scope.within.iter().map(pick).collect::<Vec<_>>().join(" / ")
        };
        let percent =
            |share: Option<f64>| share.map_or_else(|| "—".to_owned(), |share| display(share * 100.0, 1));
        let all = &self.found.all;
        let limits = joined(all, &|row| row.limit.get().to_string());
        let counts = joined(all, &|row| display(row.pairs as f64, 0));
        let shares = joined(all, &|row| percent(row.share));
        let mut sentence = (
            format!("城市对：{limits} 分钟内互达的有 {counts} 对，占全部的 {shares}%"),
            format!("City pairs: within {limits} min of each other, {counts} pairs, {shares} % of all"),
        );
        if !self.names.is_empty() {
            let [within, between] = [&self.found.within, &self.found.between]
                .map(|scope| joined(scope, &|row| percent(row.share)));
            let (zh, en) = (&self.title.zh, &self.title.en);
            sentence.0 = format!("{}；{zh}内部为 {within}%，{zh}之间为 {between}%", sentence.0);
            sentence.1 = format!("{}; within {en} {within} %, between {en} {between} %", sentence.1);
        }
        Bilingual::new(sentence.0 + "。", sentence.1 + ".")
    }
}

fn word(key: &str, zh: &str, en: &str) -> (String, Bilingual) {
    (key.to_owned(), Bilingual::new(zh, en))
}

/// Scope after scope, limit after limit.
fn rows<'a, T>(
    scopes: &'a [(T, &ScopePairs)],
) -> impl Iterator<Item = (&'a T, &'a ScopePairs, &'a PairsWithin)> {
    scopes.iter().flat_map(|(name, scope)| scope.within.iter().map(move |row| (name, *scope, row)))
}

fn columns<T>(heads: Vec<Column>, scopes: &[(T, &ScopePairs)]) -> Vec<Column> {
    let plain = ("", "");
    let numbers = |pick: &dyn Fn(&ScopePairs, &PairsWithin) -> Option<f64>| {
        rows(scopes).map(|(_, scope, row)| pick(scope, row)).collect::<Vec<_>>()
    };
    let mut columns = heads;
    columns.extend([
        real(
            "limit_min",
            Bilingual::new("时限", "Limit"),
            ("分钟", "min"),
            0,
            numbers(&|_, row| Some(row.limit.get())),
        ),
        real(
            "pairs",
            Bilingual::new("城市对数", "Pairs"),
            plain,
            0,
            numbers(&|_, row| Some(row.pairs as f64)),
        ),
        real(
            "of_pairs",
            Bilingual::new("全部城市对数", "Of pairs"),
            plain,
            0,
            numbers(&|scope, _| Some(scope.pairs as f64)),
        ),
        real("share", Bilingual::new("占比", "Share"), plain, 3, numbers(&|_, row| row.share)),
        real(
            "pop_share",
            Bilingual::new("人口乘积加权占比", "Share weighted by the product of populations"),
            plain,
            3,
            numbers(&|_, row| row.weighted_share),
        ),
        real(
            "cities",
            Bilingual::new("涉及城市数", "Cities in them"),
            plain,
            0,
            numbers(&|_, row| Some(row.cities as f64)),
        ),
        real(
            "pop",
            Bilingual::new("涉及人口", "People in them"),
            plain,
            0,
            numbers(&|_, row| Some(row.population)),
        ),
    ]);
    columns
}
