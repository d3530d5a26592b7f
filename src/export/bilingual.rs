//! Texts in Chinese and in English.

pub use crate::study::config::Language;

/// A text in Chinese and in English.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bilingual {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// The text `zh` in Chinese, `en` in English.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// One text for both languages: a name, a symbol, a formula.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: text.clone(), en: text }
    }

    /// The text in `language`; the other one where it is empty.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::Zh => (&self.zh, &self.en),
            Language::En => (&self.en, &self.zh),
        };
        if first.is_empty() { second } else { first }
    }

    /// Whether there is no text in either language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }

    /// The text with its unit in brackets, in `language`: `旅行时间（分钟）`, `Travel time (min)`.
    #[must_use]
    pub fn with_unit(&self, unit: &Self, language: Language) -> String {
        let text = self.text(language);
        match (unit.text(language), language) {
            ("", _) => text.to_owned(),
            (unit, Language::Zh) => format!("{text}（{unit}）"),
            (unit, Language::En) => format!("{text} ({unit})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_to_the_other() {
        assert_eq!(Bilingual::new("", "rank").text(Language::Zh), "rank");
        assert_eq!(Bilingual::new("时间", "time").text(Language::En), "time");
    }

    #[test]
    fn units_stand_in_the_brackets_of_the_language() {
        let (text, unit) = (Bilingual::new("时间", "Time"), Bilingual::new("分钟", "min"));
        assert_eq!(text.with_unit(&unit, Language::Zh), "时间（分钟）");
        assert_eq!(text.with_unit(&unit, Language::En), "Time (min)");
        assert_eq!(text.with_unit(&Bilingual::default(), Language::En), "Time");
    }
}
