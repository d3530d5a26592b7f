//! The known words nearest to an unknown one, for messages.

/// The words of `known` that `word` may have meant, nearest first, at most `most`.
///
/// Case is ignored; a word that contains the other counts as near.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    const NEAR: f64 = 0.65;
    let folded = word.to_lowercase();
    let mut near: Vec<(f64, &str)> = known
        .into_iter()
        .filter(|candidate| !candidate.is_empty())
        .map(|candidate| {
            let other = candidate.to_lowercase();
            let contained = folded.chars().count() > 1
                && other.chars().count() > 1
                && (other.contains(&folded) || folded.contains(&other));
            let likeness = strsim::normalized_damerau_levenshtein(&folded, &other);
            let likeness = if contained { likeness.max(NEAR) + 0.1 } else { likeness };
            (likeness.max(strsim::jaro_winkler(&folded, &other) - 0.15), candidate)
        })
        .filter(|&(likeness, _)| likeness >= NEAR)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.dedup_by(|a, b| a.1 == b.1);
    near.into_iter().take(most).map(|(_, candidate)| candidate).collect()
}

/// The words that `word` may have meant, at most three, as a next step; `otherwise` if there is none.
pub(crate) fn nearest_hint<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> String {
    let near: Vec<String> = nearest(word, known, 3).iter().map(|near| format!("`{near}`")).collect();
    match near.len() {
        0 => otherwise.to_owned(),
        1 => format!("the nearest is {}", near[0]),
        _ => format!("the nearest are {}", near.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_recognised_and_a_stranger_is_not() {
        let known = ["adcode", "name", "gdp_2020", "gdp_2021", "population"];
        assert_eq!(nearest("adcod", known, 3), ["adcode"]);
        assert_eq!(nearest("GDP", known, 3), ["gdp_2020", "gdp_2021"]);
        assert_eq!(nearest("gdp_2202", known, 2), ["gdp_2020", "gdp_2021"]);
        assert!(nearest("speed_kmh", known, 3).is_empty());
    }
}
