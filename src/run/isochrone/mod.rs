//! What is reached from some centres in bands of time, as a layer: the roads, the areas beside them, or the cities
//! of a study.

pub mod areas;
pub mod lines;
pub mod people;
pub mod units;

pub use areas::ReachedArea;
pub use lines::Reach;
pub use people::People;
pub use units::ReachedUnits;

use super::columns::{real, text};
use crate::classify::palette::Ramp;
use crate::error::{Code, Error, Finding, Result};
use crate::export::{Bilingual, Category, Column, Style};
use crate::network::milliseconds_within;
use crate::units::Minutes;

/// Bands of time: each holds what is beyond the limit before it and within its own, that time included.
#[derive(Debug, Clone)]
pub struct Bands {
    ends: Vec<Minutes>,
    limits: Vec<u32>,
}

impl Bands {
    /// The bands that end at `ends`, rising minutes.
    ///
    /// # Errors
    /// `E-ARG-001` if they do not rise, or begin at zero or below.
    pub fn new(ends: &[Minutes]) -> Result<Self> {
        let limits: Option<Vec<u32>> = ends.iter().map(|&end| milliseconds_within(end)).collect();
        let rising = |limits: &Vec<u32>| {
            limits.first().is_some_and(|&first| first > 0) && limits.windows(2).all(|pair| pair[0] < pair[1])
        };
        let Some(limits) = limits.filter(rising) else {
            let said: Vec<String> = ends.iter().map(|end| end.get().to_string()).collect();
            let what = "bands of time are minutes above zero that rise, such as 30,60,120";
            return Err(Error::usage(Finding::new(Code::BadArgument, what).value(said.join(","))));
        };
        Ok(Self { ends: ends.to_vec(), limits })
    }

    /// Where they end, in milliseconds.
    #[must_use]
    pub fn limits(&self) -> &[u32] {
        &self.limits
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn start(&self, k: usize) -> Minutes {
        if k == 0 { Minutes::ZERO } else { self.ends[k - 1] }
    }

    fn name(&self, k: usize) -> String {
        format!("{}–{}", self.start(k).get(), self.ends[k].get())
    }

    /// The order in which the bands of so many centres are drawn: which centre, which band.
    ///
    /// # Conventions
    /// Of several centres the farthest bands come first, each of all centres: what is drawn later lies above, and the near
    /// band of one centre must not hide under the far one of another. Bands of one centre never overlap, and rise.
    fn order(&self, centres: usize) -> impl Iterator<Item = (usize, usize)> {
        let (bands, several) = (self.len(), centres > 1);
        (0..bands).flat_map(move |k| {
            let k = if several { bands - 1 - k } else { k };
            (0..centres).map(move |centre| (centre, k))
        })
    }

    /// Puts what is known of each band, centre after centre and in each of them band after band, into [`Self::order`].
    fn ordered<T>(&self, values: Vec<T>) -> Vec<T> {
        let bands = self.len();
        let mut values: Vec<Option<T>> = values.into_iter().map(Some).collect();
        let order = self.order(values.len() / bands);
        order.filter_map(|(centre, k)| values[centre * bands + k].take()).collect()
    }

    /// What every band of every centre is called, in [`Self::order`].
    fn columns(&self, centres: &[String]) -> Vec<Column> {
        let each = || self.order(centres.len()).map(|(centre, k)| (&centres[centre], k));
        let minutes = (("分钟", "min"), 0);
        let bounds = |name: &str, label: (&str, &str), of: &dyn Fn(usize) -> Minutes| -> Column {
            let values = each().map(|(_, k)| Some(of(k).get())).collect();
            real(name, Bilingual::new(label.0, label.1), minutes.0, minutes.1, values)
        };
        vec![
            text(
                "centre",
                Bilingual::new("中心", "Centre"),
                each().map(|(id, _)| Some(id.clone())).collect(),
            ),
            text(
                "band_min",
                Bilingual::new("时间带（分钟）", "Band (min)"),
                each().map(|(_, k)| Some(self.name(k))).collect(),
            ),
            bounds("from_min", ("起", "From"), &|k| self.start(k)),
            bounds("to_min", ("止（含）", "To, included"), &|k| self.ends[k]),
        ]
    }

    /// Each band in a colour of its own.
    fn style(&self) -> Style {
        let mut colours = Ramp::OrRd.colours(self.len());
        // Dark is near the centre.
        colours.reverse();
        let category = |(k, colour)| Category {
            value: self.name(k),
            label: Bilingual::new(format!("{} 分钟", self.name(k)), format!("{} min", self.name(k))),
            colour,
            width_mm: None,
        };
        Style::Categorized {
            column: "band_min".to_owned(),
            categories: (0..self.len()).zip(colours).map(category).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(centres: &[&str]) -> Vec<String> {
        let bands = Bands::new(&[30.0, 60.0, 90.0].map(Minutes::new)).unwrap();
        let of_centre = |centre: &&str| (0..3).map(|k| format!("{centre} {k}")).collect::<Vec<_>>();
        bands.ordered(centres.iter().flat_map(of_centre).collect())
    }

    #[test]
    fn the_near_band_of_a_centre_lies_above_the_far_ones_of_others() {
        assert_eq!(drawn(&["a", "b"]), ["a 2", "b 2", "a 1", "b 1", "a 0", "b 0"]);
        assert_eq!(drawn(&["a"]), ["a 0", "a 1", "a 2"]);
        assert_eq!(drawn(&[]), [""; 0]);
    }
}
