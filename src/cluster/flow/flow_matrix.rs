//! Flows between places, as counted or as a model has them.

use crate::error::{Code, Error, Finding, Result};

/// Larger than any flow, and small enough that no sum over pairs overflows.
const LARGEST_FLOW: f64 = 1e290;

/// Flow from each place to each place; from a place to itself those who stay.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowMatrix {
    places: usize,
    flows: Vec<f64>,
}

impl FlowMatrix {
    /// The flow `flow(i, j)` from each place `i` to each place `j`, in any unit (people, trips, tonnes).
    ///
    /// # Errors
    /// A flow that is negative or not finite, all of them in one error.
    ///
    /// # Example
    /// ```
    /// use jingwei::cluster::FlowMatrix;
    ///
    /// let rows = [[0.0, 30.0], [10.0, 0.0]];
    /// let flows = FlowMatrix::new(2, |i, j| rows[i][j])?;
    /// assert_eq!((flows.outflow(0), flows.inflow(0)), (30.0, 10.0));
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn new(places: usize, flow: impl Fn(usize, usize) -> f64) -> Result<Self> {
        let pairs = (0..places).flat_map(|i| (0..places).map(move |j| (i, j)));
        let flows: Vec<f64> = pairs.map(|(i, j)| flow(i, j)).collect();
        let bad = flows.iter().enumerate().filter(|(_, flow)| !(0.0..=LARGEST_FLOW).contains(*flow));
        let findings: Vec<Finding> = bad
            .map(|(pair, flow)| {
                let (i, j) = (pair / places + 1, pair % places + 1);
                let what = format!("the flow from place {i} to {j} is negative or no number to count with");
                Finding::new(Code::BadValue, what).field("flow").value(flow)
            })
            .collect();
        Error::if_any(&findings)?;
        Ok(Self { places, flows })
    }

    /// How many places.
    #[must_use]
    pub fn places(&self) -> usize {
        self.places
    }

    /// From place `i` to every place, in order.
    ///
    /// # Panics
    /// If there is no such place.
    #[must_use]
    pub fn row(&self, i: usize) -> &[f64] {
        &self.flows[i * self.places..(i + 1) * self.places]
    }

    /// All that leaves place `i`, and all that stays there.
    ///
    /// # Panics
    /// If there is no such place.
    #[must_use]
    pub fn outflow(&self, i: usize) -> f64 {
        self.row(i).iter().sum()
    }

    /// All that comes to place `j`, and all that stays there.
    ///
    /// # Panics
    /// If there is no such place.
    #[must_use]
    pub fn inflow(&self, j: usize) -> f64 {
        (0..self.places).map(|i| self.row(i)[j]).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_flow_is_refused_all_at_once() {
        let flow = |i, j| if i == j { 1.0 } else { [f64::NAN, -1.0][i] };
        let error = FlowMatrix::new(2, flow).unwrap_err().to_string();
        assert!(error.contains("from place 1 to 2") && error.contains("from place 2 to 1"), "{error}");
        assert_eq!(FlowMatrix::new(0, |_, _| 1.0).unwrap().places(), 0);
    }
}
