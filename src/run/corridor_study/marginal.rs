//! What corridors that do not run yet would add: each alone, and in the best order.

use super::choice::{Group, Together, groups};
use super::{Total, total_potential};
use crate::error::{Code, Finding, Result};
use crate::export::{Bilingual, Column, display};
use crate::layer::Status;
use crate::network::{Additions, corridors_in_service};
use crate::run::access::self_potential;
use crate::run::columns::{integer, real, text};
use crate::study::Study;

/// What a candidate adds.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The corridors that are built together.
    pub group: Group,
    /// Potential of all cities gained when it is built alone.
    pub alone: f64,
    /// Its place in the best order, from 1; absent beyond the places asked for.
    pub place: Option<usize>,
    /// Potential gained when it is built at that place.
    pub at_place: Option<f64>,
}

/// Candidates alone, and one after the other.
#[derive(Debug, Clone)]
pub struct Marginal {
    /// Those with a place first, by place, then by what they add alone.
    pub candidates: Vec<Candidate>,
    /// Total potential of the study as it is.
    pub total: f64,
    /// Potential gained when all candidates run.
    pub all: f64,
    /// Total potential on the network with the candidates' stations and junctions, none of them running: it differs
    /// from [`Marginal::total`] only where a candidate gives a seat a nearer road.
    pub start: f64,
}

impl Marginal {
    /// The candidates of `study`: corridors that are not in service under its year and of a status other than
    /// open, or that open later, taken `together`; the first `places` of the best order are found.
    ///
    /// # Conventions
    /// The best order is greedy: at each place the candidate that adds most to what stands, ties to the earlier in the
    /// file. Lines that make a network together can be worth more than the sum of each, so greedy is not always
    /// the best choice; no set of candidates is worth more than all of them together, which bounds it from above:
    /// adding a line lengthens no trip. Under the rules of self-potential that take a share of the time to the nearest city,
    /// that bound also holds what a nearer neighbour does to a city's own part, which candidates by themselves leave out.
    ///
    /// # Errors
    /// No candidates; as [`Study::on_corridors`] and [`Total::of`].
    ///
    /// # Panics
    /// Never: a place is given while a candidate is left.
    pub fn of(study: &Study, together: Together, places: usize) -> Result<Self> {
        let statuses = [Status::Open, Status::Building, Status::Planned];
        let possible = corridors_in_service(&study.corridors, None, &statuses);
        let groups = groups(study, together, |i| possible[i] && !study.in_service[i]);
        if groups.is_empty() {
            let what = "every corridor that may carry trips is in service: there is none to add";
            let finding = Finding::new(Code::BadSetting, what).file(&study.corridors.source);
            return Err(finding
                .hint("give lines a `status` of building or planned, or set `corridors.as_of`")
                .into());
        }
        let with_all: Vec<bool> = {
            let mut runs = study.in_service.clone();
            groups.iter().flat_map(|group| &group.corridors).for_each(|&corridor| runs[corridor] = true);
            runs
        };
        let whole = study.on_corridors(study.corridors.clone(), with_all)?;
        let total = Total::of(study)?;
        Total::of(&whole)?;
        let corridors: Vec<Vec<usize>> = groups.iter().map(|group| group.corridors.clone()).collect();
        let mut additions = Additions::new(&whole.network, &corridors);
        let start = total.all(&additions.times(), self_potential(study));
        let gain = |additions: &mut Additions<'_>, candidate: usize| -> f64 {
            let rises = additions.tried(candidate, |_, changes| total.rise(changes));
            rises.into_iter().flatten().sum()
        };
        let mut candidates: Vec<Candidate> = groups
            .into_iter()
            .enumerate()
            .map(|(which, group)| Candidate {
                group,
                alone: gain(&mut additions, which),
                place: None,
                at_place: None,
            })
            .collect();
        let mut found: Vec<f64> = candidates.iter().map(|candidate| candidate.alone).collect();
        for place in 1..=places.min(candidates.len()) {
            if place > 1 {
                let waiting = (0..candidates.len()).filter(|&which| candidates[which].place.is_none());
                for which in waiting.collect::<Vec<_>>() {
                    found[which] = gain(&mut additions, which);
                }
            }
            let waiting = (0..candidates.len()).filter(|&which| candidates[which].place.is_none());
            let best = waiting.max_by(|&a, &b| found[a].total_cmp(&found[b]).then(b.cmp(&a)));
            let best = best.expect("a place is left for every candidate at most");
            additions.add(best);
            candidates[best].place = Some(place);
            candidates[best].at_place = Some(found[best]);
        }
        candidates.sort_by(|a, b| {
            let order = |candidate: &Candidate| candidate.place.unwrap_or(usize::MAX);
            order(a).cmp(&order(b)).then(b.alone.total_cmp(&a.alone))
        });
        let all = total.all(&whole.times, self_potential(study)) - start;
        Ok(Self { candidates, total: total_potential(study)?, all, start })
    }

    /// Potential gained by the candidates with a place, together.
    #[must_use]
    pub fn placed(&self) -> f64 {
        self.candidates.iter().filter_map(|candidate| candidate.at_place).sum()
    }

    /// Of what all candidates together would gain, the per cent that those with a place leave: the gap to the bound.
    #[must_use]
    pub fn gap(&self) -> Option<f64> {
        (self.all > 0.0).then(|| ((self.all - self.placed()) / self.all * 100.0).max(0.0))
    }

    /// What the best order comes to, in words.
    #[must_use]
    pub fn told(&self) -> Bilingual {
        let places = self.candidates.iter().filter(|candidate| candidate.place.is_some()).count();
        let percent = |gain: f64| {
            if self.start > 0.0 { display(gain / self.start * 100.0, 3) } else { "—".to_owned() }
        };
        let (count, all, placed) = (self.candidates.len(), percent(self.all), percent(self.placed()));
        let moved = if (self.start - self.total).abs() > 1e-9 * self.total {
            let by = percent(self.start - self.total);
            (
                format!("候选线路的车站与道路节点已使总潜力变化 {by}%，以上增加量不含在内。"),
                format!(
                    "; stations and junctions of the candidates alone move the potential by {by} %, not counted here"
                ),
            )
        } else {
            Default::default()
        };
        let gap = self.gap().map_or_else(|| "—".to_owned(), |gap| display(gap, 1));
        Bilingual::new(
            format!(
                "候选 {count} 项全部建成使总潜力增加 {all}%；最优次序的前 {places} 项增加 {placed}%，与上界相差 {gap}%。"
            ),
            format!(
                "all {count} candidates together add {all} % of potential; the first {places} of the best order add {placed} %, \
                 a gap of {gap} % to that bound{}",
                moved.1
            ),
        )
    }

    /// The table, in the best order.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        let of = &self.candidates;
        let percent = |gain: f64| (self.start > 0.0).then(|| gain / self.start * 100.0);
        let mut sum = 0.0;
        let together: Vec<Option<f64>> = of
            .iter()
            .map(|candidate| {
                sum += candidate.at_place?;
                percent(sum)
            })
            .collect();
        let texts = |pick: fn(&Candidate) -> Option<String>| of.iter().map(pick).collect();
        let place = |candidate: &Candidate| candidate.place.and_then(|place| i64::try_from(place).ok());
        vec![
            integer(
                "place",
                Bilingual::new("最优次序", "Place in the best order"),
                of.iter().map(place).collect(),
            ),
            text(
                "name",
                Bilingual::new("线段或线路", "Segment or line"),
                texts(|one| Some(one.group.name.clone())),
            ),
            text("line", Bilingual::new("线路", "Line"), texts(|one| one.group.line.clone())),
            text("mode", Bilingual::new("方式", "Mode"), texts(|one| Some(one.group.modes.join(", ")))),
            real(
                "alone_pct",
                Bilingual::new("单独建成：总潜力增加", "Potential gained, alone"),
                ("%", "%"),
                4,
                of.iter().map(|one| percent(one.alone)).collect(),
            ),
            real(
                "placed_pct",
                Bilingual::new("按次序建成时的增加", "Gained at its place"),
                ("%", "%"),
                4,
                of.iter().map(|one| one.at_place.and_then(percent)).collect(),
            ),
            real("sum_pct", Bilingual::new("累计增加", "Gained so far"), ("%", "%"), 4, together),
            real(
                "alone",
                Bilingual::new("单独建成的增加量", "Gained alone, amount"),
                ("", ""),
                0,
                of.iter().map(|one| Some(one.alone)).collect(),
            ),
        ]
    }
}
