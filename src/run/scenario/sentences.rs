//! What a comparison found, in sentences: who gains, how much, whether it levels, what stays out of reach.

use super::inequality::{Inequality, Verdict};
use super::thresholds::Counted;
use super::weighing::medians;
use super::{Comparison, Plan, State, spillover};
use crate::export::number::{large, large_in_words};
use crate::export::{Bilingual, display};
use crate::run::columns::{label, listed};

/// How many of those that gain most are named.
const NAMED: usize = 3;

impl Comparison<'_> {
    /// The sentences of `plan`, those that have something to say.
    pub(super) fn sentences(&self, plan: &Plan) -> Vec<Bilingual> {
        let all =
            [self.who(plan), self.levels(plan), self.people(plan), Some(self.reach(plan)), self.sums(plan)];
        all.into_iter().flatten().collect()
    }

    /// Who gains most and how much the middle city, by the first measure.
    fn who(&self, plan: &Plan) -> Option<Bilingual> {
        let (column, change) = (&self.measures.first()?.column, plan.changes.first()?);
        let (zh_unit, en_unit) = (&column.unit.zh, &column.unit.en);
        let names = &self.study.cities.names;
        let [added, removed, changed] = plan.edits;
        let (mut zh, mut en) = (
            format!("情景“{}”：新增 {added} 段、停用 {removed} 段、改变 {changed} 段线路", plan.label.zh),
            format!(
                "Scenario “{}”: segments added {added}, taken out {removed}, changed {changed}",
                plan.label.en
            ),
        );
        if let Some((before, after)) = medians(change) {
            let (texts, scale) = large(&[before, after], column.decimals);
            let (from, to) = (&texts[0], &texts[1]);
            zh = format!("{zh}；{}的中位数 {} → {} {}{zh_unit}", column.alias.zh, from.zh, to.zh, scale.zh);
            en = format!(
                "{en}; median of {}: {} → {} {}{en_unit}",
                lower(&column.alias.en),
                from.en,
                to.en,
                scale.en
            );
        }
        let best: Vec<usize> = change
            .ranked()
            .into_iter()
            .filter(|&city| change.state(city) == State::Gain)
            .take(NAMED)
            .collect();
        let count = |state: State| change.units(state).len();
        let (gaining, losing) = (count(State::Gain), count(State::Loss));
        if best.is_empty() {
            zh += "；没有城市改善";
            en += "; no city gains";
        } else {
            let told = |city: usize| {
                let (before, after) = change.both(city).expect("who gains has both");
                let (texts, scale) = large(&[before, after], column.decimals);
                let of = |from: &str, to: &str, scale: &str| format!("{} {from} → {to} {scale}", names[city]);
                Bilingual::new(
                    of(&texts[0].zh, &texts[1].zh, &scale.zh).trim_end().to_owned(),
                    of(&texts[0].en, &texts[1].en, &scale.en).trim_end().to_owned(),
                )
            };
            let told: Vec<Bilingual> = best.into_iter().map(told).collect();
            let join = |pick: fn(&Bilingual) -> &String, by: &str| {
                told.iter().map(pick).cloned().collect::<Vec<_>>().join(by)
            };
            zh = format!("{zh}；{gaining} 个城市改善，最多的是 {}", join(|one| &one.zh, "、"));
            en = format!("{en}; cities that gain: {gaining}, most of all {}", join(|one| &one.en, ", "));
        }
        if losing > 0 {
            zh = format!("{zh}；{losing} 个城市变差");
            en = format!("{en}; cities that lose: {losing}");
        }
        Some(Bilingual::new(zh + "。", en.trim_end().to_owned() + "."))
    }

    /// Whether it levels, by the first measure at length and by all of them in numbers.
    fn levels(&self, plan: &Plan) -> Option<Bilingual> {
        let first = plan.inequality.first()?;
        let verdict = first.verdict?;
        let (zh, en) = verdict.words();
        let alias = &self.column(0).alias;
        let index = |place: usize| {
            let index = &first.indices[place];
            let (before, after) = (index.before.unwrap_or(f64::NAN), index.after.unwrap_or(f64::NAN));
            let decimals = crate::export::number::telling_decimals(&[before, after], 4);
            format!("{} → {}", display(before, decimals), display(after, decimals))
        };
        let [gini, theil, cv] = [index(0), index(1), index(2)];
        let of = |wanted: Verdict| {
            let is = |inequality: &&Inequality| inequality.verdict == Some(wanted);
            plan.inequality.iter().filter(is).count()
        };
        let (levelled, polarised, all) = (of(Verdict::Levels), of(Verdict::Polarises), plan.inequality.len());
        Some(Bilingual::new(
            format!(
                "情景“{}”使{}在居民之间{zh}：基尼系数 {gini}，泰尔 T {theil}，变异系数 {cv}（人口加权）；全部 {all} 项指标中 {levelled} 项\
                 趋于均衡，{polarised} 项趋于分化。",
                plan.label.zh, alias.zh
            ),
            format!(
                "“{}” {en} {} between people: Gini {gini}, Theil T {theil}, CV {cv} (weighted by population); of all {all} \
                 measures {levelled} level and {polarised} polarise.",
                plan.label.en,
                lower(&alias.en)
            ),
        ))
    }

    /// Whom people can meet within two hours, and how many come near a core.
    fn people(&self, plan: &Plan) -> Option<Bilingual> {
        let find = |counted: Counted, limit: u32| {
            plan.thresholds.iter().find(|one| one.counted == counted && one.limit_min == limit)
        };
        let (pairs, met) = (find(Counted::Pairs, 120)?, find(Counted::Met, 120)?);
        // In one unit, so that the reader can subtract.
        let (texts, unit) = large(&[met.before, met.after, met.after - met.before], 0);
        let told = |pick: fn(&Bilingual) -> &String| {
            let [was, is, more] = [0, 1, 2].map(|place| pick(&texts[place]).clone());
            (
                format!("{was} → {is} {}", pick(&unit)).trim_end().to_owned(),
                format!("{more} {}", pick(&unit)).trim_end().to_owned(),
            )
        };
        let ((zh_met, zh_more), (en_met, en_more)) = (told(|text| &text.zh), told(|text| &text.en));
        let (was, is) = (display(pairs.before, 0), display(pairs.after, 0));
        let people = label(&self.study.config, &self.study.config.cities.population);
        let (mut zh, mut en) = (
            format!(
                "情景“{}”：平均每位居民 120 分钟内可达的他市人口 {zh_met}（变化 {zh_more}；{}），120 分钟内的城市对 {was} → {is}",
                plan.label.zh, people.zh
            ),
            format!(
                "“{}”: within 120 min the average resident reaches other cities' people: {en_met} (change {en_more}; {}); pairs \
                 of cities within 120 min {was} → {is}",
                plan.label.en, people.en
            ),
        );
        let both = |value: f64| large_in_words(value, 0);
        for limit in super::thresholds::CORE_MIN {
            let Some(near) = find(Counted::NearCore, limit) else { continue };
            let (was, is) = (both(near.before), both(near.after));
            zh = format!("{zh}；{limit} 分钟内到达核心城市的人口 {} → {}", was.zh, is.zh);
            en = format!("{en}; people within {limit} min of a core {} → {}", was.en, is.en);
        }
        Some(Bilingual::new(zh + "。", en + "."))
    }

    /// What is out of reach in both, on one side, and how much of the gain goes elsewhere.
    fn reach(&self, plan: &Plan) -> Bilingual {
        let names = &self.study.cities.names;
        let told = |state: State| {
            let cities = plan.cities(state);
            let list = listed(names, &cities);
            let none = cities.is_empty();
            let (count, of) =
                (cities.len(), |list: &str| if none { String::new() } else { format!(" ({list})") });
            let zh = if none { "0 个".to_owned() } else { format!("{count} 个（{}）", list.zh) };
            (zh, format!("{count}{}", of(&list.en)))
        };
        let (never, new, lost) = (told(State::Never), told(State::New), told(State::Lost));
        let (mut zh, mut en) = (
            format!(
                "情景“{}”：前后均未接入网络的城市 {}，新接入 {}，不再接入 {}",
                plan.label.zh, never.0, new.0, lost.0
            ),
            format!(
                "“{}”: cities off the network in both {}, newly connected {}, no longer connected {}",
                plan.label.en, never.1, new.1, lost.1
            ),
        );
        let share = plan.on_the_way.as_ref().and_then(|on_the_way| {
            spillover::spillover(self.study, plan.changes.first()?, on_the_way).share()
        });
        if let Some(share) = share {
            let alias = &self.column(0).alias;
            let share = display(share * 100.0, 1);
            zh = format!("{zh}；{}总改善的 {share}% 落在线路途经地区之外", alias.zh);
            en = format!(
                "{en}; {share}% of the total gain in {} falls outside the regions on the way",
                lower(&alias.en)
            );
        }
        let (new, cut) = (plan.trips.new, plan.trips.cut);
        if new + cut > 0 {
            zh = format!(
                "{zh}；{new} 对城市新连通、{cut} 对中断，只计可达城市的指标在两侧所含的城市对因此不同"
            );
            en = format!(
                "{en}; pairs joined {new}, cut {cut}: a measure over what can be reached is over other pairs on either side"
            );
        }
        Bilingual::new(zh + "。", en + ".")
    }

    /// The checks in words.
    fn sums(&self, plan: &Plan) -> Option<Bilingual> {
        let checks = self.checks(plan);
        let (trips, splits) = checks.split_first()?;
        let (shorter, new) = (display(plan.trips.shorter as f64, 0), display(plan.trips.new as f64, 0));
        let (longer, of) = (display(trips.failed as f64, 0), display(trips.of as f64, 0));
        let (zh, en) = match trips.holds {
            Some(true) => (
                format!("加线不延长任何出行（{of} 对中 {longer} 对变长）"),
                format!("adding lines lengthened no trip: {longer} of {of} pairs"),
            ),
            _ => (
                format!("{of} 对中 {longer} 对出行变长（其中 {} 对中断）", plan.trips.cut),
                format!(
                    "trips that became longer: {longer} of {of} pairs, {} of them cut off",
                    plan.trips.cut
                ),
            ),
        };
        let wrong = splits.iter().filter(|check| check.holds == Some(false)).count();
        let (sums_zh, sums_en) = match (splits.len(), wrong) {
            (0, _) => (String::new(), String::new()),
            (all, 0) => (
                format!("；{all} 种划分的改善之和均等于总量"),
                format!("; gains add up to their total in all {all} splits"),
            ),
            (all, wrong) => (
                format!("；{all} 种划分中 {wrong} 种的改善之和不等于总量"),
                format!("; in {wrong} of {all} splits gains do not add up"),
            ),
        };
        Some(Bilingual::new(
            format!("核对“{}”：{zh}，{shorter} 对变短，{new} 对新连通{sums_zh}。", plan.label.zh),
            format!("Checks of “{}”: {en}; shorter {shorter}, newly joined {new}{sums_en}.", plan.label.en),
        ))
    }
}

/// `text` in the middle of an English sentence.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map_or_else(String::new, |letter| letter.to_lowercase().to_string());
    first + letters.as_str()
}
