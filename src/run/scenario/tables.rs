//! The tables of a comparison: a summary, every city by its gain, groups, inequality, thresholds, pairs, checks.

use super::change::{Change, State, percent};
use super::inequality::{INDICES, Verdict};
use super::thresholds::Counted;
use super::weighing::{medians, weigh};
use super::{Comparison, Plan, spillover};
use crate::export::{Bilingual, Column};
use crate::run::columns::{integer, of_cities, real, text};
use crate::run::part::{OutputTable, Words};

/// No unit, and per cent.
const PLAIN: (&str, &str) = ("", "");
const PERCENT: (&str, &str) = ("%", "%");
const MINUTES: (&str, &str) = ("分钟", "min");

/// Rows of a table, of which each column takes its cell.
struct Rows<T>(Vec<T>);

impl<T> Rows<T> {
    fn text(&self, name: &str, alias: (&str, &str), pick: impl Fn(&T) -> Option<String>) -> Column {
        text(name, Bilingual::new(alias.0, alias.1), self.0.iter().map(pick).collect())
    }

    fn count(&self, name: &str, alias: (&str, &str), pick: impl Fn(&T) -> Option<usize>) -> Column {
        let whole =
            |row: &T| pick(row).map(|count| i64::try_from(count).expect("a count of things in memory"));
        integer(name, Bilingual::new(alias.0, alias.1), self.0.iter().map(whole).collect())
    }

    fn real(
        &self,
        name: &str,
        alias: (&str, &str),
        (unit, decimals): ((&str, &str), usize),
        pick: impl Fn(&T) -> Option<f64>,
    ) -> Column {
        real(name, Bilingual::new(alias.0, alias.1), unit, decimals, self.0.iter().map(pick).collect())
    }
}

impl Comparison<'_> {
    pub(super) fn tables(&self) -> Vec<OutputTable> {
        vec![
            self.summary(),
            self.thresholds(),
            self.gains(),
            self.groups(),
            self.inequality(),
            self.pairs(),
            self.checks_table(),
        ]
    }

    /// Every scenario with every measure by number.
    fn all(&self) -> impl Iterator<Item = (&Plan, usize)> {
        self.plans.iter().flat_map(|plan| (0..self.measures.len()).map(move |measure| (plan, measure)))
    }

    fn table(&self, name: &str, title: (&str, &str), columns: Vec<Column>) -> OutputTable {
        let mut table = OutputTable::new(name, Bilingual::new(title.0, title.1), columns);
        let scenarios = self.plans.iter().map(|plan| (plan.key.clone(), plan.label.clone())).collect();
        let measures =
            self.measures.iter().map(|one| (one.column.name.clone(), one.column.alias.clone())).collect();
        table.words = vec![("scenario".to_owned(), scenarios), ("measure".to_owned(), measures)];
        table
    }

    fn measure_name(&self, measure: usize) -> String {
        self.column(measure).name.clone()
    }

    fn summary(&self) -> OutputTable {
        let population = &self.study.population;
        let rows = Rows(self.all().collect());
        let change = change_of;
        let weighed = |row: &(&Plan, usize)| weigh(change(row), population, 0..change(row).len());
        let state = |state: State| move |row: &(&Plan, usize)| Some(change(row).units(state).len());
        let spilt = |row: &(&Plan, usize)| {
            let on_the_way = row.0.on_the_way.as_ref()?;
            spillover::spillover(self.study, change(row), on_the_way).share().map(|share| share * 100.0)
        };
        let columns = vec![
            rows.text("scenario", ("情景", "Scenario"), |row| Some(row.0.key.clone())),
            rows.text("measure", ("指标", "Measure"), |row| Some(self.measure_name(row.1))),
            rows.real("base_median", ("现状中位数", "Median, base"), (PLAIN, 1), |row| {
                medians(change(row)).map(|pair| pair.0)
            }),
            rows.real("plan_median", ("情景中位数", "Median, scenario"), (PLAIN, 1), |row| {
                medians(change(row)).map(|pair| pair.1)
            }),
            rows.real("base_mean", ("现状人均", "Mean over people, base"), (PLAIN, 1), |row| {
                weighed(row).before
            }),
            rows.real("plan_mean", ("情景人均", "Mean over people, scenario"), (PLAIN, 1), |row| {
                weighed(row).after
            }),
            rows.real("d_pct", ("人均变化率", "Change of the mean"), (PERCENT, 2), |row| {
                let weighed = weighed(row);
                percent(weighed.before?, weighed.after?)
            }),
            rows.real(
                "gain_total",
                ("总改善（人口×改善）", "Total gain, people × gain"),
                (PLAIN, 0),
                |row| Some(weighed(row).total),
            ),
            rows.count("gain_n", ("改善城市", "Cities that gain"), state(State::Gain)),
            rows.count("loss_n", ("变差城市", "Cities that lose"), state(State::Loss)),
            rows.count("same_n", ("不变城市", "Cities unchanged"), state(State::Same)),
            rows.count("new_n", ("新接入城市", "Cities newly connected"), state(State::New)),
            rows.count("lost_n", ("不再可达城市", "Cities no longer reachable"), state(State::Lost)),
            rows.count("never_n", ("前后均不可达", "Cities not reachable in both"), state(State::Never)),
            rows.real(
                "spill_pct",
                ("线路途经地区以外的份额", "Share outside the regions on the way"),
                (PERCENT, 1),
                spilt,
            ),
            rows.text("verdict", ("均衡与否", "Levels or polarises"), |row| {
                row.0.inequality[row.1].verdict.map(|verdict| verdict.key().to_owned())
            }),
        ];
        let mut table =
            self.table("scenario_summary", ("各指标的前后对比", "Measures before and after"), columns);
        table.words.push(("verdict".to_owned(), verdict_words()));
        table.note = self.on_the_way_note();
        table
    }

    fn gains(&self) -> OutputTable {
        let first = |plan: &Plan| plan.changes.first().map_or_else(Vec::new, Change::ranked);
        let order = self.plans.first().map_or_else(Vec::new, first);
        let mut columns: Vec<Column> = Vec::new();
        for plan in &self.plans {
            let mut rank = vec![None; order.len()];
            let gaining = first(plan).into_iter().filter(|&city| plan.changes[0].gain(city).is_some());
            for (place, city) in (1..).zip(gaining) {
                rank[city] = Some(place);
            }
            let name = format!("rank{}", super::names::infix(self.several(plan)));
            let alias = format!("名次（{}）", plan.label.zh);
            columns.push(integer(name, Bilingual::new(alias, format!("Rank, {}", plan.label.en)), rank));
        }
        columns.extend(of_cities(self.study));
        for plan in &self.plans {
            let states = plan.connected.iter().map(|state| Some(state.key().to_owned())).collect();
            let name = format!("link{}", super::names::infix(self.several(plan)));
            let alias = format!("接入网络（{}）", plan.label.zh);
            columns.push(text(name, Bilingual::new(alias, format!("Connection, {}", plan.label.en)), states));
        }
        let states: Vec<String> =
            columns.iter().filter(|one| one.name.starts_with("link")).map(|one| one.name.clone()).collect();
        let mut not_in_report = Vec::new();
        for measure in 0..self.measures.len() {
            let own = self.columns(measure);
            not_in_report
                .extend(own.iter().filter(|one| one.name.ends_with("_state")).map(|one| one.name.clone()));
            columns.extend(own);
        }
        for column in &mut columns {
            column.values = column.values.reordered(&order);
        }
        let title = ("各城市的改善（按首项指标排名）", "Gain of every city, ranked by the first measure");
        let mut table = self.table("scenario_gains", title, columns);
        table.not_in_report = not_in_report;
        table.words.extend(states.into_iter().map(|name| (name, link_words())));
        table.long = true;
        table
    }

    fn groups(&self) -> OutputTable {
        let mut rows = Vec::new();
        for (plan, measure) in self.all() {
            for split in &self.splits {
                let shares = split.shares(&plan.changes[measure], &self.study.population);
                rows.extend(shares.into_iter().map(|share| (plan, measure, split, share)));
            }
        }
        let rows = Rows(rows);
        let columns = vec![
            rows.text("scenario", ("情景", "Scenario"), |row| Some(row.0.key.clone())),
            rows.text("measure", ("指标", "Measure"), |row| Some(self.measure_name(row.1))),
            rows.text("split", ("划分", "Split"), |row| Some(row.2.key.clone())),
            rows.text("group", ("分组", "Group"), |row| {
                row.3.group.map(|group| row.2.groups[group].0.clone())
            }),
            rows.count("cities_n", ("城市", "Cities"), |row| Some(row.3.weighed.units)),
            rows.real("pop", ("人口", "Population"), (PLAIN, 0), |row| Some(row.3.weighed.people)),
            rows.real("base_mean", ("现状人均", "Mean over people, base"), (PLAIN, 1), |row| {
                row.3.weighed.before
            }),
            rows.real("plan_mean", ("情景人均", "Mean over people, scenario"), (PLAIN, 1), |row| {
                row.3.weighed.after
            }),
            rows.real("gain", ("人均改善", "Mean gain"), (PLAIN, 2), |row| {
                let weighed = row.3.weighed;
                weighed.before.map(|_| weighed.total / weighed.people)
            }),
            rows.real("d_pct", ("变化率", "Change"), (PERCENT, 2), |row| {
                percent(row.3.weighed.before?, row.3.weighed.after?)
            }),
            rows.real("gain_total", ("总改善", "Total gain"), (PLAIN, 0), |row| Some(row.3.weighed.total)),
            rows.real("share_pct", ("占总改善", "Share of the total gain"), (PERCENT, 2), |row| {
                row.3.of_total.map(|share| share * 100.0)
            }),
        ];
        let mut table = self.table("scenario_groups", ("改善的分解", "Gains split"), columns);
        let splits = self.splits.iter().map(|split| (split.key.clone(), split.title.clone())).collect();
        let groups = self.splits.iter().flat_map(|split| split.groups.iter().cloned()).collect();
        table.words.extend([("split".to_owned(), splits), ("group".to_owned(), groups)]);
        table.note = Bilingual::new(
            "分组为空者为不属于任何组的城市；属于多个城市群的城市计入名单中先出现者，故各部分之和等于总量。",
            "No group: cities in none. A city in several clusters counts in the first of the list, so that the parts add up.",
        );
        table
    }

    fn inequality(&self) -> OutputTable {
        let mut rows = Vec::new();
        for (plan, measure) in self.all() {
            let inequality = &plan.inequality[measure];
            rows.extend(inequality.indices.iter().map(|index| (plan, measure, inequality, index)));
        }
        let rows = Rows(rows);
        let columns = vec![
            rows.text("scenario", ("情景", "Scenario"), |row| Some(row.0.key.clone())),
            rows.text("measure", ("指标", "Measure"), |row| Some(self.measure_name(row.1))),
            rows.text("index", ("指数", "Index"), |row| Some(row.3.key.to_owned())),
            rows.count("cities_n", ("城市", "Cities"), |row| Some(row.2.units)),
            rows.real("base", ("现状", "Base"), (PLAIN, 4), |row| row.3.before),
            rows.real("plan", ("情景", "Scenario value"), (PLAIN, 4), |row| row.3.after),
            rows.real("d", ("变化", "Change"), (PLAIN, 5), |row| Some(row.3.after? - row.3.before?)),
            rows.real("d_pct", ("变化率", "Change in per cent"), (PERCENT, 2), |row| {
                percent(row.3.before?, row.3.after?)
            }),
            rows.text("verdict", ("均衡与否", "Levels or polarises"), |row| {
                row.2.verdict.map(|verdict| verdict.key().to_owned())
            }),
        ];
        let title = ("可达性的不均衡程度", "Inequality of accessibility");
        let mut table = self.table("scenario_inequality", title, columns);
        let indices = INDICES.iter().map(|&(key, zh, en)| (key.to_owned(), Bilingual::new(zh, en))).collect();
        table.words.extend([("index".to_owned(), indices), ("verdict".to_owned(), verdict_words())]);
        table.note = Bilingual::new(
            "前后均按两侧都有数值且有人口的城市计算；三项人口加权指数同降为趋于均衡，同升为趋于分化。",
            "Over the cities with people and a value on both sides. It levels where the three indices by people all fall, \
             polarises where all rise.",
        );
        table
    }

    fn thresholds(&self) -> OutputTable {
        let rows = self.plans.iter().flat_map(|plan| plan.thresholds.iter().map(move |one| (plan, one)));
        let rows = Rows(rows.collect());
        let is_share = |row: &(&Plan, &super::Threshold)| row.1.counted == Counted::PairsOfPeople;
        let percent_of =
            |of: Option<f64>, value: f64| Some(value / of? * 100.0).filter(|share| share.is_finite());
        let count = |row: &(&Plan, &super::Threshold), value: f64| (!is_share(row)).then_some(value);
        let columns = vec![
            rows.text("scenario", ("情景", "Scenario"), |row| Some(row.0.key.clone())),
            rows.text("counted", ("统计量", "Counted"), |row| Some(counted(row.1.counted).0.to_owned())),
            rows.real("limit_min", ("时限", "Limit"), (MINUTES, 0), |row| Some(f64::from(row.1.limit_min))),
            rows.real("base", ("现状", "Base"), (PLAIN, 0), |row| count(row, row.1.before)),
            rows.real("plan", ("情景", "Scenario value"), (PLAIN, 0), |row| count(row, row.1.after)),
            rows.real("d", ("变化", "Change"), (PLAIN, 0), |row| count(row, row.1.after - row.1.before)),
            rows.real("base_pct", ("现状占比", "Share, base"), (PERCENT, 2), |row| {
                percent_of(row.1.of, row.1.before)
            }),
            rows.real("plan_pct", ("情景占比", "Share, scenario"), (PERCENT, 2), |row| {
                percent_of(row.1.of, row.1.after)
            }),
        ];
        let title = ("一小时、两小时门槛", "Within an hour, within two");
        let mut table = self.table("scenario_thresholds", title, columns);
        let kinds = [Counted::Pairs, Counted::PairsOfPeople, Counted::Met, Counted::NearCore].map(|kind| {
            let (key, zh, en) = counted(kind);
            (key.to_owned(), Bilingual::new(zh, en))
        });
        table.words.push(("counted".to_owned(), kinds.to_vec()));
        table.note = Bilingual::new(
            "时限含等号，单程。核心城市按城市群规则，没有规则或没有核心时为所属地区人口最多的城市；核心城市自身计入。",
            "Limits are inclusive, one way. Cores are those of the rule for clusters, or else the most populous city of the \
             region; a core counts as near.",
        );
        table
    }

    fn pairs(&self) -> OutputTable {
        let rows = self.plans.iter().flat_map(|plan| {
            let listed = plan.trips.most.iter().zip(&plan.paths).enumerate();
            listed.map(move |(place, (pair, paths))| (plan, place + 1, pair, paths))
        });
        let rows = Rows(rows.collect());
        let name = |city: usize| Some(self.study.cities.names[city].clone());
        let minutes = |milliseconds: u32| Some(f64::from(milliseconds) / 60_000.0);
        let language = self.study.config.study.language;
        let words = |path: &Option<Bilingual>| path.as_ref().map(|path| path.text(language).to_owned());
        let columns = vec![
            rows.text("scenario", ("情景", "Scenario"), |row| Some(row.0.key.clone())),
            rows.count("rank", ("名次", "Rank"), |row| Some(row.1)),
            rows.text("from", ("起点", "From"), |row| name(row.2.from)),
            rows.text("to", ("终点", "To"), |row| name(row.2.to)),
            rows.real("base_min", ("现状", "Base"), (MINUTES, 0), |row| minutes(row.2.before)),
            rows.real("plan_min", ("情景", "Scenario value"), (MINUTES, 0), |row| minutes(row.2.after)),
            rows.real("saved_min", ("节省", "Saved"), (MINUTES, 0), |row| {
                minutes(row.2.before - row.2.after)
            }),
            rows.text("base_path", ("现状路径", "Path, base"), |row| words(&row.3[0])),
            rows.text("plan_path", ("情景路径", "Path, scenario"), |row| words(&row.3[1])),
        ];
        let title = ("缩短最多的城市对", "Pairs of cities that gain most");
        let mut table = self.table("scenario_pairs", title, columns);
        table.note = Bilingual::new(
            "往返相同者只列一次；各段分钟数分别四舍五入，合计见前列。",
            "A pair alike in both directions stands once. Minutes of legs are rounded one by one; the columns before hold the sum.",
        );
        table
    }

    fn checks_table(&self) -> OutputTable {
        let rows =
            self.plans.iter().flat_map(|plan| self.checks(plan).into_iter().map(move |check| (plan, check)));
        let rows = Rows(rows.collect());
        let columns = vec![
            rows.text("scenario", ("情景", "Scenario"), |row| Some(row.0.key.clone())),
            rows.text("check", ("核对", "Check"), |row| Some(row.1.key.clone())),
            rows.count("failed_n", ("不符", "Not so"), |row| Some(row.1.failed)),
            rows.count("of_n", ("总数", "Of"), |row| Some(row.1.of)),
            rows.text("holds", ("成立", "Holds"), |row| {
                row.1.holds.map(|holds| if holds { "yes" } else { "no" }.to_owned())
            }),
        ];
        let keys: Words = vec![(
            "check".to_owned(),
            rows.0.iter().map(|row| (row.1.key.clone(), row.1.title.clone())).collect(),
        )];
        let mut table = self.table("scenario_checks", ("核对", "Checks"), columns);
        table.words.extend(keys);
        let answers = [("yes", "是"), ("no", "否")].map(|(en, zh)| (en.to_owned(), Bilingual::new(zh, en)));
        table.words.push(("holds".to_owned(), answers.to_vec()));
        table
    }

    /// Which regions the lines run through.
    fn on_the_way_note(&self) -> Bilingual {
        let Some(regions) = &self.study.regions else { return Bilingual::default() };
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        for plan in &self.plans {
            let Some(on_the_way) = &plan.on_the_way else { continue };
            let names: Vec<&str> =
                (0..regions.len()).filter(|&i| on_the_way[i]).map(|i| regions.names[i].as_str()).collect();
            zh.push(format!("{}：{}", plan.label.zh, names.join("、")));
            en.push(format!("{}: {}", plan.label.en, names.join(", ")));
        }
        Bilingual::new(
            format!("有改动的线路途经的地区——{}。", zh.join("；")),
            format!(
                "Regions through which the lines run that were added, changed or taken out: {}.",
                en.join("; ")
            ),
        )
    }
}

fn change_of<'p>(row: &(&'p Plan, usize)) -> &'p Change {
    &row.0.changes[row.1]
}

/// The key of what is counted, with its words.
fn counted(counted: Counted) -> (&'static str, &'static str, &'static str) {
    match counted {
        Counted::Pairs => ("pairs", "城市对（有序）", "Pairs of cities, ordered"),
        Counted::PairsOfPeople => ("pairs_of_people", "城市对（按两城人口之积）", "Pairs, by people of both"),
        Counted::Met => (
            "people_met",
            "平均每位居民可达的他市人口",
            "People of other cities that the average resident reaches",
        ),
        Counted::NearCore => {
            ("people_near_core", "距最近核心城市在时限内的人口", "People whose nearest core is within")
        }
    }
}

fn verdict_words() -> Vec<(String, Bilingual)> {
    let words = [
        (Verdict::Levels, "趋于均衡", "levels"),
        (Verdict::Polarises, "趋于分化", "polarises"),
        (Verdict::Unmoved, "不变", "unmoved"),
        (Verdict::Mixed, "不一致", "mixed"),
    ];
    words.map(|(verdict, zh, en)| (verdict.key().to_owned(), Bilingual::new(zh, en))).to_vec()
}

fn link_words() -> Vec<(String, Bilingual)> {
    let words = [
        (State::Same, "前后均接入", "in both"),
        (State::New, "新接入", "newly connected"),
        (State::Lost, "不再接入", "no longer"),
        (State::Never, "均未接入", "in neither"),
    ];
    words.map(|(state, zh, en)| (state.key().to_owned(), Bilingual::new(zh, en))).to_vec()
}
