//! The questions of [`super::reach`], answered while times pass by.

#![expect(clippy::inline_always, reason = "compiled into the sweep, for the widest registers")]

mod decay_table;
mod gravity;

pub(super) use gravity::Gravities;

use super::hierarchy::BLOCKS;
use super::hierarchy::sweep::{Lanes, Visitor, WIDE};
use super::reach::Measure;
use crate::units::Minutes;

/// Values of all places asked about at once.
type Values<T> = [[T; WIDE]; BLOCKS];

/// A question made ready.
enum Question<'a> {
    Count { cutoff: u32 },
    Sum { values: Fixed, cutoff: u32 },
    Total { limit: u32 },
    Mean { values: Option<&'a [f64]>, limit: u32 },
}

/// Real values as whole multiples of a power of two, so that sums are exact and the order of adding is free.
struct Fixed {
    values: Vec<i64>,
    /// What one unit is worth.
    unit: f64,
}

impl Fixed {
    fn new(values: &[f64]) -> Self {
        let total: f64 = values.iter().map(|value| value.abs()).sum();
        assert!(total.is_finite(), "opportunities are finite");
        let mut unit = 1.0_f64;
        // All together stay below 2^61; whole numbers below 2^53 stay whole.
        while total / unit < 2.0_f64.powi(60) && unit > f64::MIN_POSITIVE * 2.0 {
            unit /= 2.0;
        }
        while total / unit >= 2.0_f64.powi(61) {
            unit *= 2.0;
        }
        #[expect(clippy::cast_possible_truncation, reason = "below 2^61 by the choice of the unit")]
        let values = values.iter().map(|value| (value / unit).round() as i64).collect();
        Self { values, unit }
    }
}

/// A limit in milliseconds; no trip takes longer than `longest`.
fn at_most(limit: Option<Minutes>, longest: u32) -> u32 {
    limit.and_then(Minutes::to_milliseconds).map_or(longest, |limit| limit.min(longest))
}

/// Questions that a pass over the times answers, but for gravity, made ready for all passes.
pub(super) struct Questions<'a> {
    questions: Vec<Question<'a>>,
}

impl<'a> Questions<'a> {
    /// The questions among `measures`; gravity has its own, the nearest places are found in another way. No trip takes longer than
    /// `longest`; a time above it stands for none.
    pub(super) fn new(measures: &[Measure<'a>], longest: u32) -> Self {
        let milliseconds = |limit: Option<Minutes>| at_most(limit, longest);
        let ready = |measure: &Measure<'a>| match *measure {
            Measure::Within { opportunities: None, cutoff } => {
                Some(Question::Count { cutoff: milliseconds(Some(cutoff)) })
            }
            Measure::Within { opportunities: Some(values), cutoff } => {
                Some(Question::Sum { values: Fixed::new(values), cutoff: milliseconds(Some(cutoff)) })
            }
            Measure::TotalTime { limit } => Some(Question::Total { limit: milliseconds(limit) }),
            Measure::MeanTime { opportunities, limit } => {
                Some(Question::Mean { values: opportunities, limit: milliseconds(limit) })
            }
            Measure::Gravity { .. } | Measure::Nearest { .. } => None,
        };
        Self { questions: measures.iter().filter_map(ready).collect() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.questions.is_empty()
    }

    /// No question looks farther than so many milliseconds.
    pub(super) fn limit(&self) -> u32 {
        let limit = |question: &Question| match *question {
            Question::Count { cutoff } | Question::Sum { cutoff, .. } => cutoff,
            Question::Total { limit } | Question::Mean { limit, .. } => limit,
        };
        self.questions.iter().map(limit).max().unwrap_or(0)
    }

    /// Answers in the making for a group of places.
    pub(super) fn answers(&self) -> Answers<'_, 'a> {
        let start = |question: &Question| match question {
            Question::Count { .. } => Sums::Count([[0; WIDE]; BLOCKS]),
            Question::Sum { .. } => Sums::Fixed([[0; WIDE]; BLOCKS]),
            Question::Total { .. } => Sums::Total([[0; WIDE]; BLOCKS]),
            Question::Mean { values: None, .. } => {
                Sums::Times { times: [[0; WIDE]; BLOCKS], count: [[0; WIDE]; BLOCKS] }
            }
            Question::Mean { .. } => {
                Sums::Weighted { times: [[0.0; WIDE]; BLOCKS], weights: [[0.0; WIDE]; BLOCKS] }
            }
        };
        Answers { questions: self, sums: self.questions.iter().map(start).collect() }
    }
}

/// What has been added up so far for one question.
#[expect(clippy::large_enum_variant, reason = "a few of them, and written at every place")]
enum Sums {
    Count(Values<u32>),
    Fixed(Values<i64>),
    Total(Values<u64>),
    Times { times: Values<u64>, count: Values<u32> },
    Weighted { times: Values<f64>, weights: Values<f64> },
}

/// Answers in the making for a group of places, one a lane.
pub(super) struct Answers<'q, 'a> {
    questions: &'q Questions<'a>,
    sums: Vec<Sums>,
}

/// Adds a term a time, register by register: written so that the compiler sees whole registers.
#[inline(always)]
fn add<T: Copy>(sums: &mut Values<T>, times: &Lanes<BLOCKS>, plus: impl Fn(T, u32) -> T) {
    for block in 0..BLOCKS {
        let mut held = sums[block];
        for lane in 0..WIDE {
            held[lane] = plus(held[lane], times[block][lane]);
        }
        sums[block] = held;
    }
}

impl Visitor<BLOCKS> for Answers<'_, '_> {
    #[inline(always)]
    fn visit(&mut self, node: usize, times: &Lanes<BLOCKS>) {
        // By far the most frequent question, and the one that costs least.
        if let ([Question::Count { cutoff }], [Sums::Count(sums)]) =
            (&self.questions.questions[..], &mut self.sums[..])
        {
            let cutoff = *cutoff;
            add(sums, times, |sum, time| sum.wrapping_add(u32::from(time <= cutoff)));
            return;
        }
        self.visit_all(node, times);
    }
}

impl Answers<'_, '_> {
    #[inline(always)]
    fn visit_all(&mut self, node: usize, times: &Lanes<BLOCKS>) {
        for (question, sums) in self.questions.questions.iter().zip(&mut self.sums) {
            match (question, sums) {
                (&Question::Count { cutoff }, Sums::Count(sums)) => {
                    add(sums, times, |sum, time| sum.wrapping_add(u32::from(time <= cutoff)));
                }
                (Question::Sum { values, cutoff }, Sums::Fixed(sums)) => {
                    let value = values.values[node];
                    if value != 0 {
                        add(sums, times, |sum, time| sum + if time <= *cutoff { value } else { 0 });
                    }
                }
                (&Question::Total { limit }, Sums::Total(sums)) => {
                    add(sums, times, |sum, time| sum + if time <= limit { u64::from(time) } else { 0 });
                }
                (&Question::Mean { limit, .. }, Sums::Times { times: sums, count }) => {
                    let reached = |time: u32| time <= limit;
                    add(sums, times, |sum, time| sum + if reached(time) { u64::from(time) } else { 0 });
                    add(count, times, |sum, time| sum + u32::from(reached(time)));
                }
                (
                    &Question::Mean { values: Some(values), limit },
                    Sums::Weighted { times: sums, weights },
                ) => {
                    let value = values[node];
                    let reached = |time: u32| time <= limit;
                    add(sums, times, |sum, time| {
                        sum + if reached(time) { value * f64::from(time) } else { 0.0 }
                    });
                    add(weights, times, |sum, time| sum + if reached(time) { value } else { 0.0 });
                }
                _ => {}
            }
        }
    }
}

/// Milliseconds as minutes.
fn minutes(milliseconds: f64) -> f64 {
    milliseconds / 60_000.0
}

impl Answers<'_, '_> {
    /// The answer to each question for the place in `lane`.
    pub(super) fn of(&self, lane: usize) -> impl Iterator<Item = Option<f64>> + '_ {
        let (block, lane) = (lane / WIDE, lane % WIDE);
        self.questions.questions.iter().zip(&self.sums).map(move |(question, sums)| match (question, sums) {
            (_, Sums::Count(sums)) => Some(f64::from(sums[block][lane])),
            (Question::Sum { values, .. }, Sums::Fixed(sums)) => Some(sums[block][lane] as f64 * values.unit),
            (_, Sums::Total(sums)) => Some(minutes(sums[block][lane] as f64)),
            (_, Sums::Times { times, count }) => {
                let count = count[block][lane];
                (count > 0).then(|| minutes(times[block][lane] as f64 / f64::from(count)))
            }
            (_, Sums::Weighted { times, weights }) => {
                let weight = weights[block][lane];
                (weight > 0.0).then(|| minutes(times[block][lane] / weight))
            }
            (_, Sums::Fixed(_)) => unreachable!("only sums are kept in fixed steps"),
        })
    }
}
