//! Fields asked for by name, with an answer when they are missing or of another type.

use super::nearest::nearest;
use super::{Field, Fields, Values};
use crate::error::{Code, Finding, Result};
use std::path::Path;

impl Fields {
    /// The field called `name`; `file` is where the fields come from, for the message.
    ///
    /// # Errors
    /// [`Code::MissingField`], with the nearest names that exist.
    pub fn require(&self, name: &str, file: &Path) -> Result<&Field> {
        self.named(name).ok_or_else(|| self.missing(name, file).into())
    }

    /// The numbers of the field called `name`, one a feature, `None` where absent.
    ///
    /// # Errors
    /// [`Code::MissingField`] when there is no such field, [`Code::BadValue`] with the first value when it
    /// holds text or true/false.
    ///
    /// # Example
    /// ```
    /// use jingwei::layer::{Field, Fields, Values};
    /// use std::path::Path;
    ///
    /// let gdp = Field { name: "gdp".to_owned(), values: Values::Integer(vec![Some(3), None]) };
    /// let fields = Fields(vec![gdp]);
    /// let file = Path::new("regions.geojson");
    /// assert_eq!(fields.numbers("gdp", file)?, [Some(3.0), None]);
    /// assert!(fields.numbers("gpd", file).unwrap_err().to_string().contains("nearest is `gdp`"));
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn numbers(&self, name: &str, file: &Path) -> Result<Vec<Option<f64>>> {
        let values = &self.require(name, file)?.values;
        let all = || (0..values.len()).map(|index| values.number(index)).collect();
        if matches!(values, Values::Integer(_) | Values::Real(_)) {
            return Ok(all());
        }
        // A field without any value has no type of its own.
        match (0..values.len()).find_map(|index| Some((index, values.text(index)?))) {
            None => Ok(all()),
            Some((index, value)) => {
                let what = format!("numbers are wanted, but the field is {}", values.kind());
                let finding = Finding::new(Code::BadValue, what).file(file).feature(index + 1).field(name);
                Err(finding.value(value).into())
            }
        }
    }

    /// The values of the field called `name` as text, one a feature, `None` where absent.
    ///
    /// # Errors
    /// [`Code::MissingField`] when there is no such field.
    pub fn texts(&self, name: &str, file: &Path) -> Result<Vec<Option<String>>> {
        let values = &self.require(name, file)?.values;
        Ok((0..values.len()).map(|index| values.text(index)).collect())
    }

    pub(super) fn missing(&self, name: &str, file: &Path) -> Finding {
        let quoted = |names: Vec<&str>| names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
        let near = nearest(name, self.names(), 3);
        let others = match near.len() {
            0 if self.0.is_empty() => "the file has no fields at all".to_owned(),
            0 if self.0.len() > 8 => {
                format!("there are {} and {} more", quoted(self.names().take(8).collect()), self.0.len() - 8)
            }
            0 => format!("there are {}", quoted(self.names().collect())),
            1 => format!("the nearest is {}", quoted(near)),
            _ => format!("the nearest are {}", quoted(near)),
        };
        Finding::new(Code::MissingField, format!("there is no such field, {others}")).file(file).field(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> Fields {
        let field = |name: &str, values| Field { name: name.to_owned(), values };
        Fields(vec![
            field("name", Values::Text(vec![None, Some("北京".to_owned())])),
            field("gdp_2020", Values::Real(vec![None, Some(1.5)])),
            field("nothing", Values::Text(vec![None, None])),
        ])
    }

    #[test]
    fn a_missing_field_names_the_nearest_or_all() {
        let error = fields().numbers("gdp2020", Path::new("a.geojson")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.geojson: field `gdp2020`: there is no such field, the nearest is `gdp_2020` [E-FIELD-002]"
        );
        let error = fields().texts("speed", Path::new("a.geojson")).unwrap_err();
        assert!(error.to_string().contains("there are `name`, `gdp_2020`, `nothing`"), "{error}");
    }

    #[test]
    fn text_where_numbers_are_wanted_shows_the_first_value() {
        let error = fields().numbers("name", Path::new("a.geojson")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.geojson: feature 2: field `name`: numbers are wanted, but the field is text: `北京` [E-FIELD-004]"
        );
        assert_eq!(fields().numbers("nothing", Path::new("a")).unwrap(), [None, None]);
    }
}
