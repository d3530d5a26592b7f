//! How far groups lie from the highest, and what of the whole they hold, between two years.

use super::present::Book;
use crate::disparity::{
    GroupField, GroupYears, Panel, PopulationConvention, Reference, gap_table, share_table,
};
use crate::error::Result;

impl Book<'_> {
    /// Gaps and changes of share of the groups of `field` from the first year to the last.
    pub(super) fn gaps(
        &mut self,
        totals: &Panel,
        population: Option<&Panel>,
        field: &GroupField,
    ) -> Result<()> {
        if field.of.iter().all(Option::is_none) {
            return Ok(());
        }
        // A region without any value would leave its whole group without one.
        let has = |unit: usize| totals.years().any(|(_, values)| values[unit].is_some());
        let of = field.of.iter().enumerate().map(|(unit, of)| of.clone().filter(|_| has(unit))).collect();
        let field = GroupField { name: field.name.clone(), of };
        let sums = GroupYears::totals(totals, &field)?;
        let (values, what) = match population {
            Some(people) => {
                (GroupYears::per_capita(totals, people, &field, PopulationConvention::Mean)?, "per head")
            }
            None => (sums.clone(), "of totals"),
        };
        let years: Vec<i32> = values.years().collect();
        let (Some(&from), Some(&to)) = (years.first(), years.last()) else { return Ok(()) };
        if from == to {
            return Ok(());
        }
        let gaps = gap_table(&values, from, to, &Reference::Highest)?;
        for row in &gaps.rows {
            let highest = [&gaps.reference_from, &gaps.reference_to];
            for (index, change) in
                [("gap_absolute", &row.absolute), ("gap_relative", &row.relative), ("gap_ratio", &row.ratio)]
            {
                for ((year, value), highest) in
                    [(from, change.from), (to, change.to)].into_iter().zip(highest)
                {
                    let highest = highest.as_deref().unwrap_or("–");
                    let note = format!("{what}, the highest: {highest}");
                    let group = (Some(field.name.as_str()), Some(row.group.as_str()));
                    self.push((Some(year), None), index, group, value, &note);
                }
            }
        }
        let shares = share_table(&sums, from, to, None)?;
        for row in &shares.rows {
            let note = format!("from {from} to {to}");
            let group = (Some(field.name.as_str()), Some(row.group.as_str()));
            self.push((Some(to), None), "share_change", group, row.share.difference(), &note);
            self.push((Some(to), None), "total_growth", group, row.value.growth(), &note);
        }
        Ok(())
    }
}
