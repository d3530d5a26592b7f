//! How values before and after are drawn: one set of classes for all of them, changes around zero.

use super::change::{Change, State};
use crate::classify::palette::{Colour, Ramp};
use crate::classify::{Diverging, Scheme, classify_pooled, diverging};
use crate::error::{Finding, Result};
use crate::export::legend::NO_DATA;
use crate::export::{Bilingual, Category, Style};
use crate::run::measures::Better;

/// Losses below, gains above.
const CHANGES: Ramp = Ramp::RdBu;

/// What is in no class of changes: its state, what the legend says, its colour.
const APART: [(State, &str, &str, Colour); 4] = [
    (State::Same, "无变化", "Unchanged", Colour(0xf7, 0xf7, 0xf7)),
    (State::New, "新接入（此前不可达）", "Newly connected", Colour(0x1b, 0x78, 0x37)),
    (State::Lost, "不再可达", "No longer reachable", Colour(0x76, 0x2a, 0x83)),
    (State::Never, "前后均不可达", "Reachable in neither", NO_DATA),
];

/// How to read the colours of changes.
pub(super) fn reading(better: Better) -> Bilingual {
    match better {
        Better::Less => Bilingual::new(
            "数值下降为改善：蓝色表示改善，红色表示变差。",
            "A fall is a gain: blue is better, red is worse.",
        ),
        Better::More => Bilingual::new(
            "数值上升为改善：蓝色表示改善，红色表示变差。",
            "A rise is a gain: blue is better, red is worse.",
        ),
    }
}

/// The styles of several maps of one measure, whose `maps` hold a value a unit in the column named beside them.
///
/// The classes are those of all maps together; dark is good, whichever way the measure is.
pub(super) fn pooled(
    maps: &[(&str, &[Option<f64>])],
    better: Better,
    scheme: &Scheme,
    k: usize,
) -> Result<(Vec<Style>, Vec<Finding>)> {
    let values: Vec<&[Option<f64>]> = maps.iter().map(|(_, values)| *values).collect();
    let pooled = classify_pooled(&values, scheme, k)?;
    let classes = pooled.maps.first().map_or(0, crate::classify::Classes::len);
    let mut colours = Ramp::YlGnBu.colours(classes);
    if better == Better::Less {
        colours.reverse();
    }
    let style = |((column, _), classes): (&(&str, _), _)| Style::Graduated {
        column: (*column).to_owned(),
        classes,
        colours: colours.clone(),
    };
    Ok((maps.iter().zip(pooled.maps).map(style).collect(), pooled.findings))
}

/// The styles of several maps of changes of one measure; each holds the columns of the difference and of the state.
///
/// Up to one class fewer than `k` on each side: most plans bring gains alone. Classes are shared, equally wide on both sides of zero, and zero is a bound; gains are dark blue, whether the
/// measure falls or rises with them.
pub(in crate::run) fn of_changes(
    maps: &[(String, String, &Change)],
    scheme: &Scheme,
    k: usize,
) -> Result<(Vec<Style>, Vec<Finding>)> {
    let moved =
        |change: &Change, unit: usize| change.difference(unit).filter(|difference| *difference != 0.0);
    let all: Vec<Option<f64>> =
        maps.iter().flat_map(|(_, _, change)| (0..change.len()).map(|unit| moved(change, unit))).collect();
    let Diverging { classes, below, above, findings } = diverging(&all, scheme, k.saturating_sub(1).max(1))?;
    let better = maps.first().map_or(Better::More, |(_, _, change)| change.better);
    let above = above.min(classes.len() - below);
    let colours = match better {
        Better::More => CHANGES.around_zero(below, above),
        Better::Less => CHANGES.around_zero(above, below).into_iter().rev().collect(),
    };
    let mut first = 0;
    let style = |(column, apart, change): &(String, String, &Change)| {
        let of = classes.of[first..first + change.len()].to_vec();
        first += change.len();
        Style::Changes {
            column: column.clone(),
            classes: crate::classify::Classes { bounds: classes.bounds.clone(), of },
            colours: colours.clone(),
            apart: apart.clone(),
            categories: apart_of(change),
        }
    };
    Ok((maps.iter().map(style).collect(), findings))
}

/// The categories that `change` needs.
fn apart_of(change: &Change) -> Vec<Category> {
    let needed = APART.iter().filter(|(state, ..)| !change.units(*state).is_empty());
    let category = |&(state, zh, en, colour): &(State, &str, &str, Colour)| Category {
        value: state.key().to_owned(),
        label: Bilingual::new(zh, en),
        colour,
        width_mm: None,
    };
    needed.map(category).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(after: &[f64], better: Better) -> Change {
        Change {
            before: vec![Some(10.0); after.len()],
            after: after.iter().copied().map(Some).collect(),
            better,
        }
    }

    fn colours(style: &Style) -> Vec<Colour> {
        let Style::Changes { colours, classes, .. } = style else { panic!("a style of changes") };
        assert!(classes.bounds.contains(&0.0), "{:?}", classes.bounds);
        colours.clone()
    }

    #[test]
    fn gains_are_of_one_hue_whichever_way_the_measure_is() {
        let of = |after: &[f64], better| {
            let change = change(after, better);
            let (styles, _) =
                of_changes(&[("d".into(), "s".into(), &change)], &Scheme::Quantiles, 3).unwrap();
            colours(&styles[0])
        };
        let [dark_red, .., dark_blue] = Ramp::RdBu.colours(4)[..] else { panic!("four colours") };
        let more = of(&[1.0, 5.0, 10.0, 15.0, 19.0], Better::More);
        assert_eq!((more[0], more[3]), (dark_red, dark_blue));
        let less = of(&[1.0, 5.0, 10.0, 15.0, 19.0], Better::Less);
        assert_eq!((less[0], less[3]), (dark_blue, dark_red));
        let only_gains = of(&[1.0, 5.0, 10.0], Better::Less);
        assert_eq!(only_gains, [dark_blue, Ramp::RdBu.colours(4)[2]]);
    }

    #[test]
    fn changes_that_are_compared_share_their_classes() {
        let (small, large) = (change(&[9.0, 10.0], Better::Less), change(&[2.0, 5.0], Better::Less));
        let maps = [("a".into(), "s".into(), &small), ("b".into(), "t".into(), &large)];
        let (styles, _) = of_changes(&maps, &Scheme::EqualInterval, 3).unwrap();
        let bounds = |style: &Style| match style {
            Style::Changes { classes, .. } => classes.bounds.clone(),
            _ => panic!("a style of changes"),
        };
        assert_eq!(bounds(&styles[0]), bounds(&styles[1]));
        assert_eq!(bounds(&styles[0]), [-8.0, -4.0, 0.0]);
    }

    #[test]
    fn no_change_at_all_has_no_class() {
        let same = change(&[10.0, 10.0], Better::More);
        let (styles, findings) =
            of_changes(&[("d".into(), "s".into(), &same)], &Scheme::Quantiles, 3).unwrap();
        let Style::Changes { classes, categories, .. } = &styles[0] else { panic!("a style of changes") };
        assert!(classes.is_empty());
        assert_eq!(categories.len(), 1);
        assert_eq!(findings.len(), 1);
    }
}
