//! What one destination gives to one origin.

/// What one destination gives to one origin: an amount, and what one unit of it counts there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Which destination.
    pub destination: usize,
    /// What is there: supply per unit of demand in a floating catchment, supply in spatial availability.
    pub amount: f64,
    /// What one unit of it counts at the origin, from 0 to 1.
    pub counts: f64,
}

impl Part {
    /// What is added up.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.amount * self.counts
    }
}

/// The sum of parts; none where there is none, which is not the same as a sum of zeros.
pub(in crate::access) fn sum(parts: impl Iterator<Item = Part>) -> Option<f64> {
    parts.fold(None, |sum, part| Some(sum.unwrap_or(0.0) + part.value()))
}
