//! Figures of whether like lies beside like.

use super::indices::Spatial;
use super::present::{Book, Present};
use crate::disparity::{
    Islands, Joins, PermutationOptions, ReferenceDistribution, geary_permutation, global_g_permutation,
    join_counts_permutation, moran_permutation, spatial_gini_permutation,
};
use crate::error::Result;
use crate::weights::Weights;

/// Weights among the regions of one year, by the rule that made them.
pub(super) struct Near<'a> {
    pub(super) rule: &'a str,
    /// Among the regions that have values, a region's weight for itself left out.
    pub(super) weights: Weights,
    pub(super) permutation: PermutationOptions,
}

impl<'a> Near<'a> {
    /// `weights` of all regions cut to those of `of`.
    pub(super) fn new(
        (rule, weights): (&'a str, &Weights),
        of: &Present,
        permutation: PermutationOptions,
    ) -> Self {
        let among = weights.among(&of.units);
        let others = |unit: usize| among.row(unit).filter(|&(other, _)| other != unit).collect();
        let weights = Weights::from_rows((0..among.len()).map(others).collect());
        Self { rule, weights, permutation }
    }

    /// What a reader must know of a figure under these weights.
    fn note(&self, standardised: &str) -> String {
        let asymmetric = if self.weights.is_symmetric() { "" } else { ", not symmetric" };
        let islands = self.weights.islands().len();
        format!("weights: {}{asymmetric}, {standardised}, islands: {islands}", self.rule)
    }
}

impl Book<'_> {
    /// The figures of `index` in one year.
    pub(super) fn spatial(&mut self, of: &Present, index: Spatial, near: &Near<'_>) -> Result<()> {
        let (rows, options) = (near.weights.row_standardised(), &near.permutation);
        let standardised = near.note("row-standardised");
        match index {
            Spatial::Moran => {
                let test = moran_permutation(&rows, &of.values, Islands::default(), options)?;
                self.put(of, "moran", test.as_ref().map(|test| test.moran.i), &standardised);
                self.put(of, "moran_expected", test.as_ref().map(|test| test.moran.expectation), "");
                let z = test.as_ref().and_then(|test| test.moran.randomisation);
                self.put(of, "moran_z", z.map(|moments| moments.z), "under randomisation");
                self.put_p(of, "moran_p", test.map(|test| test.p.two_sided), near);
            }
            Spatial::Geary => {
                let test = geary_permutation(&rows, &of.values, Islands::default(), options)?;
                self.put(of, "geary", test.as_ref().map(|test| test.observed.c), &standardised);
                self.put_p(of, "geary_p", test.map(|test| test.reference.p.two_sided), near);
            }
            Spatial::GetisOrd => {
                // Ord and Getis count neighbours, so that G is a share of all pairs.
                let test = global_g_permutation(&near.weights.binary(), &of.values, options)?;
                self.put(of, "getis_g", test.as_ref().map(|test| test.observed.g), &near.note("binary"));
                let expected = test.as_ref().map(|test| test.observed.expectation);
                self.put(of, "getis_g_expected", expected, "");
                self.put_p(of, "getis_g_p", test.map(|test| test.reference.p.two_sided), near);
            }
            Spatial::JoinCounts => self.joins(of, near),
            Spatial::SpatialGini => {
                let binary = near.note("binary");
                let test = spatial_gini_permutation(&near.weights.binary(), &of.values, options)?;
                let part = |pick: fn(&crate::disparity::SpatialGini) -> f64| {
                    test.as_ref().map(|test| pick(&test.observed))
                };
                self.put(of, "spatial_gini_neighbours", part(|gini| gini.neighbours), &binary);
                self.put(of, "spatial_gini_others", part(|gini| gini.others), &binary);
                let share = test.as_ref().and_then(|test| test.observed.others_share);
                self.put(of, "spatial_gini_others_share", share, &binary);
                self.put_p(of, "spatial_gini_p", test.map(|test| test.reference.p.two_sided), near);
            }
        }
        Ok(())
    }

    /// How often regions above the mean, and those that are not, lie side by side.
    fn joins(&mut self, of: &Present, near: &Near<'_>) {
        let mean = of.values.iter().sum::<f64>() / of.values.len() as f64;
        let above: Vec<bool> = of.values.iter().map(|&value| value > mean).collect();
        let test = join_counts_permutation(&near.weights.binary(), &above, &near.permutation);
        let kinds: [(&str, &str); 3] =
            [("hh", "both above the mean"), ("ll", "neither above the mean"), ("hl", "one above the mean")];
        for (kind, (name, words)) in kinds.into_iter().enumerate() {
            let pick = |test: &crate::disparity::JoinCountsTest| -> (Joins, ReferenceDistribution) {
                let (seen, by_chance) = (&test.observed, [&test.bb, &test.ww, &test.bw][kind]);
                (*[&seen.bb, &seen.ww, &seen.bw][kind], *by_chance)
            };
            let found = test.as_ref().map(pick);
            let note = format!("{words}; {}", near.note("binary"));
            let (index, index_p) = (format!("join_counts_{name}"), format!("join_counts_{name}_p"));
            self.put(of, &index, found.as_ref().map(|(joins, _)| joins.count), &note);
            self.put_p(of, &index_p, found.map(|(_, by_chance)| by_chance.p.two_sided), near);
        }
    }

    pub(super) fn put_p(&mut self, of: &Present, index: &str, p: Option<f64>, near: &Near<'_>) {
        let PermutationOptions { permutations, seed } = near.permutation;
        let note = format!("two-sided, weights: {}, permutations: {permutations}, seed: {seed}", near.rule);
        self.put(of, index, p, &note);
    }
}
