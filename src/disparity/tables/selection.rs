//! Which units make a group, and which groups are set against each other.

use crate::error::{Code, Error, Finding, Result};
use std::collections::BTreeSet;

/// A field that puts every unit into a group, such as `bloc` or `side`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupField {
    /// The name of the field.
    pub name: String,
    /// The group of each unit; `None` where it belongs to none.
    pub of: Vec<Option<String>>,
}

/// Two sets of units whose values per head are set against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ratio {
    /// As it was written: `south/north-northeast`.
    pub label: String,
    /// The field that the first group is of.
    pub field: String,
    /// Whether each unit belongs to the first set.
    pub numerator: Vec<bool>,
    /// Whether each unit belongs to the second.
    pub denominator: Vec<bool>,
}

impl Ratio {
    /// Reads `A/B`, where a side is a group, less other groups or single units: `south/north-northeast`.
    ///
    /// `fields` name the groups, `ids` the units; both are in the order of the units.
    ///
    /// # Errors
    /// A name that is neither a group nor, after the first, a unit; a text without a slash.
    ///
    /// # Example
    /// ```
    /// use jingwei::disparity::{GroupField, Ratio};
    /// let field = |name: &str, of: [&str; 3]| GroupField {
    ///     name: name.into(),
    ///     of: of.map(|group| Some(group.to_owned())).into(),
    /// };
    /// let fields = [field("bloc", ["east", "northeast", "east"]), field("side", ["south", "north", "north"])];
    /// let ids = ["44", "23", "11"].map(String::from);
    /// let ratio = Ratio::parse("south/north-northeast", &fields, &ids)?;
    /// assert_eq!((ratio.field.as_str(), ratio.denominator), ("side", vec![false, false, true]));
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn parse(text: &str, fields: &[GroupField], ids: &[String]) -> Result<Self> {
        let Some((first, second)) = text.split_once('/') else {
            let what = "a ratio sets two groups against each other, as in `south/north`";
            return Err(Error::usage(Finding::new(Code::BadSetting, what).value(text)));
        };
        let (field, numerator) = side(first.trim(), fields, ids)?;
        let (_, denominator) = side(second.trim(), fields, ids)?;
        Ok(Self { label: text.to_owned(), field, numerator, denominator })
    }
}

/// The field of the group that `text` starts with, and whether each unit is in it and not taken off.
fn side(text: &str, fields: &[GroupField], ids: &[String]) -> Result<(String, Vec<bool>)> {
    // A whole name comes first, so that a group may have a hyphen in its name.
    if let Some(found) = group(text, fields) {
        return Ok(found);
    }
    let Some((rest, without)) = text.rsplit_once('-') else { return Err(unknown(text, fields)) };
    let (field, mut members) = side(rest.trim(), fields, ids)?;
    let without = without.trim();
    let off = match group(without, fields) {
        Some((_, off)) => off,
        None if ids.iter().any(|id| id == without) => ids.iter().map(|id| id == without).collect(),
        None => return Err(unknown(without, fields)),
    };
    members.iter_mut().zip(off).for_each(|(member, off)| *member &= !off);
    Ok((field, members))
}

fn group(name: &str, fields: &[GroupField]) -> Option<(String, Vec<bool>)> {
    fields.iter().find_map(|field| {
        let members: Vec<bool> = field.of.iter().map(|of| of.as_deref() == Some(name)).collect();
        members.contains(&true).then(|| (field.name.clone(), members))
    })
}

fn unknown(name: &str, fields: &[GroupField]) -> Error {
    let groups: BTreeSet<&str> =
        fields.iter().flat_map(|field| field.of.iter().flatten()).map(String::as_str).collect();
    let hint = format!("the groups are {}", groups.into_iter().collect::<Vec<_>>().join(", "));
    Error::usage(
        Finding::new(Code::BadSetting, "a ratio names a group that no unit is in").value(name).hint(hint),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides() -> (Vec<GroupField>, Vec<String>) {
        let of = ["mid-south", "mid-south", "north"].map(|group| Some(group.to_owned())).into();
        (vec![GroupField { name: "side".into(), of }], ["46", "44", "11"].map(String::from).into())
    }

    #[test]
    fn a_single_unit_can_be_left_out_and_a_name_may_have_a_hyphen() {
        let (fields, ids) = sides();
        let ratio = Ratio::parse("mid-south-46 / north", &fields, &ids).unwrap();
        assert_eq!(ratio.numerator, [false, true, false]);
        assert_eq!(ratio.denominator, [false, false, true]);
    }

    #[test]
    fn an_unknown_group_is_told_with_the_known_ones() {
        let (fields, ids) = sides();
        let error = Ratio::parse("mid-south/nroth", &fields, &ids).unwrap_err();
        assert_eq!(error.to_string(), "a ratio names a group that no unit is in: `nroth`");
        assert_eq!(error.hints(), ["the groups are mid-south, north"]);
        assert!(Ratio::parse("north", &fields, &ids).is_err());
    }
}
