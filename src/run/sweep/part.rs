//! A sweep in tables and in words.

use super::Sweep;
use crate::export::{Bilingual, Column, display};
use crate::run::columns::{real, text};
use crate::run::measures::Measured;
use crate::run::part::{OutputTable, Part};
use crate::study::Study;

/// So many cities are listed for each measure.
const MOVERS: usize = 10;

/// The study as it is, in tables.
const AS_IT_IS: (&str, &str) = ("本研究", "as it is");

impl Sweep {
    /// The part of all `sweeps` of `study` in the report.
    #[must_use]
    pub fn part<'a>(sweeps: &[Self], study: &Study) -> Part<'a> {
        let mut part = Part {
            title: Bilingual::new("敏感性", "Sensitivity"),
            text: Bilingual::new(
                "改变一个参数后，各指标的名次与本研究相差多少；相关系数越接近 1，结论越不依赖该参数。",
                "How far the ranks of every measure move with a parameter: the nearer the correlation is to 1, the less a \
                 conclusion rests on it.",
            ),
            ..Part::default()
        };
        part.tables.push(agreements(sweeps));
        part.tables.push(movers(sweeps, study));
        part.sentences.extend(sweeps.iter().filter_map(|sweep| sweep.sentence(study)));
        part
    }

    fn run_name(&self, run: usize) -> String {
        if run == 0 { AS_IT_IS.0.to_owned() } else { self.called(run).to_owned() }
    }

    fn sentence(&self, study: &Study) -> Option<Bilingual> {
        let pairs = |runs: usize| (0..runs).flat_map(move |a| (a + 1..runs).map(move |b| (a, b)));
        let runs = self.values.len() + 1;
        let all = self.measures.iter().flat_map(|swept| pairs(runs).map(move |(a, b)| (swept, a, b)));
        let agreed = all.filter_map(|(swept, a, b)| Some((swept.agreement(a, b).spearman?, swept, a, b)));
        let (least, swept, a, b) = agreed.min_by(|x, y| x.0.total_cmp(&y.0))?;
        let mover = swept.movers().into_iter().next()?;
        let (name, least) = (&swept.base.column.alias, display(least, 3));
        let city = &study.cities.names[mover.city];
        let [best, worst] = [mover.best.0, mover.worst.0].map(|rank| display(rank, 0));
        let values = self.values.join(", ");
        let run = |run: usize| match run {
            0 => Bilingual::new(AS_IT_IS.0, AS_IT_IS.1),
            run => Bilingual::same(self.called(run)),
        };
        let (a, b) = (run(a), run(b));
        Some(Bilingual::new(
            format!(
                "敏感性：{} 取 {values} 时，名次变动最大的指标是{}（{}与{}之间斯皮尔曼相关 {least}），{city}的名次在第 {best} 与第 {worst} 之间。",
                self.key, name.zh, a.zh, b.zh
            ),
            format!(
                "Sensitivity: with {} at {values} the ranks of {} move most (Spearman {least} between {} and {}); {city} \
                 lies between rank {best} and {worst}.",
                self.key, name.en, a.en, b.en
            ),
        ))
    }
}

fn measure_columns(of: &[(&Sweep, &Measured)]) -> Vec<Column> {
    vec![
        text(
            "key",
            Bilingual::new("参数", "Parameter"),
            of.iter().map(|(sweep, _)| Some(sweep.key.clone())).collect(),
        ),
        text(
            "measure",
            Bilingual::new("指标", "Measure"),
            of.iter().map(|(_, measured)| Some(measured.column.name.clone())).collect(),
        ),
    ]
}

/// The agreement of every pair of runs, measure by measure.
fn agreements(sweeps: &[Sweep]) -> OutputTable {
    let (mut of, mut names, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for sweep in sweeps {
        let runs = sweep.values.len() + 1;
        for swept in &sweep.measures {
            for (a, b) in (0..runs).flat_map(|a| (a + 1..runs).map(move |b| (a, b))) {
                of.push((sweep, &swept.base));
                names.push([a, b].map(|run| sweep.run_name(run)));
                found.push(swept.agreement(a, b));
            }
        }
    }
    let mut columns = measure_columns(&of);
    for (side, name, alias) in
        [(0, "run_a", Bilingual::new("甲", "Run")), (1, "run_b", Bilingual::new("乙", "Other run"))]
    {
        columns.push(text(name, alias, names.iter().map(|pair| Some(pair[side].clone())).collect()));
    }
    columns.push(real(
        "spearman",
        Bilingual::new("斯皮尔曼秩相关", "Spearman's ρ"),
        ("", ""),
        4,
        found.iter().map(|one| one.spearman).collect(),
    ));
    columns.push(real(
        "kendall",
        Bilingual::new("肯德尔 τ-b", "Kendall's τ-b"),
        ("", ""),
        4,
        found.iter().map(|one| one.kendall).collect(),
    ));
    columns.push(real(
        "units",
        Bilingual::new("城市数", "Cities"),
        ("", ""),
        0,
        found.iter().map(|one| Some(one.units as f64)).collect(),
    ));
    OutputTable::new("sweep", Bilingual::new("名次的一致程度", "Agreement of ranks"), columns)
}

/// The cities whose rank moves most, measure by measure.
fn movers(sweeps: &[Sweep], study: &Study) -> OutputTable {
    let (mut of, mut found) = (Vec::new(), Vec::new());
    for sweep in sweeps {
        for swept in &sweep.measures {
            let moved = swept.movers().into_iter().filter(|mover| mover.worst.0 > mover.best.0);
            for mover in moved.take(MOVERS) {
                of.push((sweep, &swept.base));
                found.push(mover);
            }
        }
    }
    let mut columns = measure_columns(&of);
    let cities = &study.cities;
    let named = |of: &[String]| found.iter().map(|mover| Some(of[mover.city].clone())).collect();
    columns.push(text("city_code", Bilingual::new("代码", "Code"), named(&cities.ids)));
    columns.push(text("name", Bilingual::new("名称", "Name"), named(&cities.names)));
    for (best, name, zh, en) in
        [(true, "best", "最高名次", "Best rank"), (false, "worst", "最低名次", "Worst rank")]
    {
        let at = |mover: &super::Mover| if best { mover.best } else { mover.worst };
        columns.push(real(
            name,
            Bilingual::new(zh, en),
            ("", ""),
            1,
            found.iter().map(|mover| Some(at(mover).0)).collect(),
        ));
        columns.push(text(
            format!("{name}_at"),
            Bilingual::new(format!("{zh}的取值"), format!("{en} at")),
            of.iter().zip(&found).map(|((sweep, _), mover)| Some(sweep.run_name(at(mover).1))).collect(),
        ));
    }
    OutputTable::new("sweep_movers", Bilingual::new("名次变动最大的城市", "Cities that move most"), columns)
}
