//! Colours that mean the same cluster on every map.

use crate::classify::palette::{Colour, Ramp};
use crate::cluster::{ListMembership, compare_partitions};

/// For each cluster the cluster of the list whose colour it has: of all pairs that share cities the most alike first, by
/// Jaccard index, each listed cluster once. `None` for clusters that are left over.
pub(super) fn listed_alike(
    clusters: usize,
    of_city: &[Option<usize>],
    list: &ListMembership,
) -> Vec<Option<usize>> {
    let first = list.first();
    let sizes = compare_partitions(of_city, &first).clusters;
    let mut pairs = Vec::new();
    for own in &sizes {
        for listed in 0..list.clusters.len() {
            let members = list.members(listed);
            let both = members.iter().filter(|&&city| of_city[city] == Some(own.cluster)).count();
            if both > 0 {
                pairs.push((both as f64 / (own.cities + members.len() - both) as f64, own.cluster, listed));
            }
        }
    }
    // Stable: of equal ones the lower numbers come first.
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut alike, mut taken) = (vec![None; clusters], vec![false; list.clusters.len()]);
    for (_, own, listed) in pairs {
        if alike[own].is_none() && !taken[listed] {
            (alike[own], taken[listed]) = (Some(listed), true);
        }
    }
    alike
}

/// A colour for each cluster: that of the listed cluster which it is like, and those that are left for the others.
pub(super) fn colours(alike: &[Option<usize>], listed: usize) -> Vec<Colour> {
    let left = alike.iter().filter(|alike| alike.is_none()).count();
    let palette = Ramp::Categories.colours(listed + left);
    let mut rest = listed..;
    alike.iter().map(|alike| palette[alike.unwrap_or_else(|| rest.next().unwrap_or(listed))]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_alike_takes_the_colour_and_each_once() {
        let list = ListMembership {
            clusters: vec!["x".into(), "y".into()],
            of: vec![vec![0], vec![0], vec![0, 1], vec![1], vec![]],
            findings: Vec::new(),
        };
        // 0 shares two of x's three cities, 1 the third and one of y; 2 none.
        let alike = listed_alike(3, &[Some(0), Some(0), Some(1), Some(1), Some(2)], &list);
        assert_eq!(alike, [Some(0), Some(1), None]);
        let colours = colours(&alike, 2);
        let palette = Ramp::Categories.colours(3);
        assert_eq!(colours, [palette[0], palette[1], palette[2]]);
    }
}
