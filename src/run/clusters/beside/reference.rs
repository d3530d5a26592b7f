//! The clusters whose colours all maps have: those of the list or, without one, those of the first rule.

use crate::classify::palette::{Colour, Ramp};
use crate::cluster::ListMembership;
use crate::export::{Bilingual, Category, Style};
use crate::run::clusters::ruled::Ruled;
use crate::run::clusters::shown::OUTSIDE;
use crate::study::Study;

/// Clusters that share no city with any of the reference.
const OTHER: (&str, Colour) = ("other", Colour(0x8c, 0x8c, 0x8c));

/// What the clusters of every rule are held against.
pub(super) struct Reference {
    /// Who is in which.
    pub(super) list: ListMembership,
    /// Whether it is a list, and not the first rule.
    pub(super) is_list: bool,
}

impl Reference {
    pub(super) fn of(study: &Study, list: Option<&ListMembership>, first: &Ruled) -> Self {
        let made = || ListMembership {
            clusters: (0..first.membership.cores.len()).map(|of| first.cluster_name(study, of)).collect(),
            of: first.clusters().iter().map(|cluster| cluster.iter().copied().collect()).collect(),
            findings: Vec::new(),
        };
        Self { list: list.cloned().unwrap_or_else(made), is_list: list.is_some() }
    }

    /// For each of `clusters`, lists of cities, the cluster of the reference with which it has most cities in common; of
    /// equal ones that with fewer cities, then the first. `None` where none shares a city.
    pub(super) fn like(&self, clusters: &[Vec<usize>]) -> Vec<Option<usize>> {
        let mut sizes = vec![0_usize; self.list.clusters.len()];
        self.list.of.iter().flatten().for_each(|&of| sizes[of] += 1);
        let like = |cities: &Vec<usize>| {
            let mut shared = vec![0_usize; sizes.len()];
            cities.iter().flat_map(|&city| &self.list.of[city]).for_each(|&of| shared[of] += 1);
            let best = |&of: &usize| (shared[of], std::cmp::Reverse(sizes[of]), std::cmp::Reverse(of));
            (0..sizes.len()).filter(|&of| shared[of] > 0).max_by_key(best)
        };
        clusters.iter().map(like).collect()
    }

    /// The same as values of a column.
    pub(super) fn key(&self, like: Option<usize>) -> String {
        like.map_or_else(|| OTHER.0.to_owned(), |of| self.list.clusters[of].clone())
    }

    /// The colours of the reference for the texts of `column`, the same on every map.
    pub(super) fn style(&self, column: &str) -> Style {
        let plain = |value: &str, label: Bilingual, colour: Colour| Category {
            value: value.to_owned(),
            label,
            colour,
            width_mm: None,
        };
        let colours = Ramp::Categories.colours(self.list.clusters.len());
        let own = self.list.clusters.iter().zip(colours);
        let other = if self.is_list {
            Bilingual::new("与名单各群无共同城市的群", "Cluster without a listed city")
        } else {
            Bilingual::new("与首个规则各群无共同城市的群", "Cluster without a city of any by the first rule")
        };
        let categories = own.map(|(name, colour)| plain(name, Bilingual::same(name), colour));
        let rest = [
            plain(OTHER.0, other, OTHER.1),
            plain("", Bilingual::new("不属任何群", "In no cluster"), OUTSIDE),
        ];
        Style::Categorized { column: column.to_owned(), categories: categories.chain(rest).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_cities_in_common_give_the_colour() {
        let list = ListMembership {
            clusters: ["x", "y", "z"].map(String::from).to_vec(),
            of: vec![vec![0], vec![0], vec![0, 1], vec![1], vec![], vec![2]],
            findings: Vec::new(),
        };
        let reference = Reference { list, is_list: true };
        // Two of x against one of y; one each of x and of y, which is smaller; none; one of z.
        let like = reference.like(&[vec![0, 1, 3], vec![2], vec![4], vec![4, 5]]);
        assert_eq!(like, [Some(0), Some(1), None, Some(2)]);
        assert_eq!((reference.key(like[1]), reference.key(like[2])), ("y".to_owned(), "other".to_owned()));
    }
}
