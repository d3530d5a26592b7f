//! Who is among the largest, year by year: who has come in, who has gone out.

use super::change::quotient;
use super::{Cell, Panel, Rows};
use crate::disparity::inputs;
use crate::error::{Code, Error, Finding, Result};

/// One of the largest units of a year.
#[derive(Debug, Clone, PartialEq)]
pub struct TopMember {
    /// The unit, by index.
    pub unit: usize,
    /// Its rank of this year, 1 for the largest.
    pub rank: usize,
    /// Its value.
    pub value: f64,
    /// Its rank of the year before in the series, whether it was among the largest or not; `None` where it had no
    /// value then, and in the first year.
    pub rank_before: Option<usize>,
}

/// A unit that was among the largest in the year before and is no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopExit {
    /// The unit, by index.
    pub unit: usize,
    /// Its rank of this year; `None` where it has no value, so that nobody has overtaken it.
    pub rank: Option<usize>,
    /// Its rank of the year before in the series.
    pub rank_before: usize,
}

/// The largest units of one year.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct TopYear {
    /// The year; `None` where the values have none.
    pub year: Option<i32>,
    /// The year that entries and exits are against; `None` for the first.
    pub before: Option<i32>,
    /// The largest units, the largest first.
    pub members: Vec<TopMember>,
    /// Members that were none in the year before, by index, the largest first; none in the first year.
    pub entries: Vec<usize>,
    /// Members of the year before that are none now, by their ranks then.
    pub exits: Vec<TopExit>,
    /// Units whose value is that of the last member, left out because their index is higher.
    pub tied_out: Vec<usize>,
    /// How many units have no value in this year.
    pub without_value: usize,
    /// The members' share of the sum of all values; `None` where a value is negative or the sum is 0.
    pub share: Option<f64>,
}

/// The `k` largest units of every year, with entries and exits.
///
/// # Conventions
/// Ties go to the lower index, and whoever is left out by that is listed. Years without any value are passed over;
/// entries and exits are against the last year that has some.
///
/// # Errors
/// Non-finite values; `k` of 0, or above the number of units that have a value in a year.
///
/// # Example
/// ```
/// use jingwei::disparity::{Panel, top_members};
/// let gdp = Panel::of_years(
///     [(2010, vec![Some(9.0), Some(5.0), Some(4.0)]), (2020, vec![Some(9.0), Some(6.0), Some(12.0)])].into(),
/// );
/// let top = top_members(&gdp, 2)?;
/// let units: Vec<usize> = top[1].members.iter().map(|member| member.unit).collect();
/// assert_eq!((units, &top[1].entries[..], top[1].exits[0].unit), (vec![2, 0], &[2][..], 1));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn top_members(values: &Panel, k: usize) -> Result<Vec<TopYear>> {
    values.require("a value is not finite", |value| value.abs() <= inputs::LARGEST)?;
    let mut years: Vec<TopYear> = Vec::new();
    let mut ranks_before: Option<Vec<Option<usize>>> = None;
    for (year, values) in values.years().filter(|(_, values)| values.iter().any(Option::is_some)) {
        let mut order: Vec<(usize, f64)> =
            values.iter().enumerate().filter_map(|(unit, value)| Some((unit, (*value)?))).collect();
        if k == 0 || k > order.len() {
            return Err(too_many(k, order.len(), year));
        }
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut ranks = vec![None; values.len()];
        (1..).zip(&order).for_each(|(rank, &(unit, _))| ranks[unit] = Some(rank));
        let before = |unit: usize| ranks_before.as_ref().and_then(|ranks| ranks[unit]);
        let member = |(rank, &(unit, value)): (usize, &(usize, f64))| TopMember {
            unit,
            rank,
            value,
            rank_before: before(unit),
        };
        let members: Vec<TopMember> = (1..).zip(&order[..k]).map(member).collect();
        let is_new = |member: &&TopMember| member.rank_before.is_none_or(|rank| rank > k);
        let last = years.last();
        let exit = |member: &TopMember| TopExit {
            unit: member.unit,
            rank: ranks[member.unit],
            rank_before: member.rank,
        };
        let gone = |exit: &TopExit| exit.rank.is_none_or(|rank| rank > k);
        let whole: f64 = order.iter().map(|&(_, value)| value).sum();
        let parts = order.iter().all(|&(_, value)| value >= 0.0);
        let lowest = order[k - 1].1;
        years.push(TopYear {
            year,
            before: last.and_then(|last| last.year),
            entries: members
                .iter()
                .filter(|member| last.is_some() && is_new(member))
                .map(|member| member.unit)
                .collect(),
            exits: last.into_iter().flat_map(|last| &last.members).map(exit).filter(gone).collect(),
            tied_out: order[k..]
                .iter()
                .take_while(|&&(_, value)| value.total_cmp(&lowest).is_eq())
                .map(|&(unit, _)| unit)
                .collect(),
            without_value: values.len() - order.len(),
            share: quotient(members.iter().map(|member| member.value).sum(), whole).filter(|_| parts),
            members,
        });
        ranks_before = Some(ranks);
    }
    Ok(years)
}

fn too_many(k: usize, known: usize, year: Option<i32>) -> Error {
    let what = if k == 0 {
        "the largest are at least one".to_owned()
    } else {
        let when = year.map_or_else(String::new, |year| format!(" in {year}"));
        format!("the units with a value{when} are {known}, fewer than asked for")
    };
    let finding = Finding::new(Code::BadSetting, what).field("k").value(k);
    Error::usage(finding.hint("give a number from 1 to that of the units with a value"))
}

impl TopYear {
    /// One row a member, then one an exit: `year`, `rank`, `id`, `value`, `rank_before`, `moved`, which is `entry`,
    /// `exit` or `stays`, and absent in the first year.
    ///
    /// # Panics
    /// If `ids` does not have one identifier a unit.
    pub fn rows(&self, ids: &[String]) -> Rows {
        let mut rows = Rows::under(["year", "rank", "id", "value", "rank_before", "moved"]);
        let first = self.before.is_none();
        for member in &self.members {
            let moved = if self.entries.contains(&member.unit) { "entry" } else { "stays" };
            rows.push(vec![
                self.year.into(),
                member.rank.into(),
                ids[member.unit].as_str().into(),
                member.value.into(),
                member.rank_before.into(),
                if first { Cell::Absent } else { moved.into() },
            ]);
        }
        for exit in &self.exits {
            rows.push(vec![
                self.year.into(),
                exit.rank.into(),
                ids[exit.unit].as_str().into(),
                Cell::Absent,
                exit.rank_before.into(),
                "exit".into(),
            ]);
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_unit_without_a_value_goes_out_without_a_rank() {
        let values = Panel::of_years(
            [
                (1, vec![Some(5.0), Some(4.0), None]),
                (2, vec![None; 3]),
                (3, vec![None, Some(4.0), Some(6.0)]),
            ]
            .into(),
        );
        let top = top_members(&values, 1).unwrap();
        assert_eq!((top.len(), top[1].before), (2, Some(1)), "a year without values is passed over");
        assert_eq!(top[1].exits, [TopExit { unit: 0, rank: None, rank_before: 1 }]);
        assert_eq!((top[1].members[0].rank_before, &top[1].entries[..]), (None, &[2][..]));
        let ids = ["x", "y", "z"].map(String::from);
        let rows = top[1].rows(&ids);
        assert_eq!(rows.rows[1][1..3], [Cell::Absent, Cell::from("x")]);
        assert_eq!(top[0].rows(&ids).rows[0][5], Cell::Absent, "nobody enters in the first year");
    }

    #[test]
    fn ties_go_to_the_lower_index_and_are_said() {
        let top = top_members(&Panel::undated(vec![Some(1.0), Some(3.0), Some(1.0), Some(1.0)]), 2).unwrap();
        let units: Vec<_> = top[0].members.iter().map(|member| member.unit).collect();
        assert_eq!((units, &top[0].tied_out[..], top[0].share), (vec![1, 0], &[2, 3][..], Some(4.0 / 6.0)));
    }

    #[test]
    fn more_than_there_are_is_refused() {
        let values = Panel::of_years([(2020, vec![Some(1.0), None])].into());
        let error = top_members(&values, 2).unwrap_err();
        assert_eq!(
            error.to_string(),
            "setting `k`: the units with a value in 2020 are 1, fewer than asked for: `2`"
        );
        assert_eq!(top_members(&values, 0).unwrap_err().exit_code(), 2);
        assert!(top_members(&Panel::undated(vec![Some(f64::INFINITY)]), 1).is_err());
        assert_eq!(top_members(&Panel::undated(vec![None]), 1).unwrap(), []);
    }

    #[test]
    fn debts_have_ranks_and_no_share() {
        let top = top_members(&Panel::undated(vec![Some(-1.0), Some(2.0)]), 1).unwrap();
        assert_eq!((top[0].members[0].unit, top[0].share), (1, None));
    }

    proptest! {
        #[test]
        fn members_less_exits_plus_entries_are_the_next_members(
            years in proptest::collection::vec(proptest::collection::vec(0.0..5.0_f64, 6), 1..5), k in 1..6_usize,
        ) {
            // Whole numbers, so that there are ties.
            let values = (0..).zip(&years).map(|(year, values)| {
                (year, values.iter().map(|value| Some(value.floor())).collect())
            });
            let top = top_members(&Panel::of_years(values.collect()), k).unwrap();
            for pair in top.windows(2) {
                let of = |year: &TopYear| year.members.iter().map(|m| m.unit).collect::<Vec<_>>();
                let mut next: Vec<usize> = of(&pair[0]);
                next.retain(|unit| !pair[1].exits.iter().any(|exit| exit.unit == *unit));
                next.extend(&pair[1].entries);
                next.sort_unstable();
                let mut members = of(&pair[1]);
                members.sort_unstable();
                prop_assert_eq!(next, members);
                prop_assert_eq!(pair[1].entries.len(), pair[1].exits.len());
            }
        }
    }
}
