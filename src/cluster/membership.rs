//! Who is in which cluster, and the numbers that decided.

use crate::error::Finding;
use crate::units::Minutes;

/// What a city is to its cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The city after which the cluster stands.
    Core,
    /// A core that belongs to the cluster of a greater one.
    SecondaryCore,
    /// Decidedly in the cluster.
    Member,
    /// In its outer circle, where the rule knows one.
    Fringe,
    /// In no cluster.
    Outside,
}

/// Another core that might have had a city, and the number that speaks for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RunnerUp<N = Minutes> {
    /// The core city.
    pub core: usize,
    /// Its cluster.
    pub cluster: usize,
    /// The number, of the kind of [`Membership::number`].
    pub number: N,
}

/// Who is in which cluster by rule, and the numbers that decided: minutes where time does, shares where flows do.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Membership<N = Minutes> {
    /// The first core of each cluster, the greatest first; clusters are numbered in this order.
    pub cores: Vec<usize>,
    /// The cluster of each city; `None` outside all.
    pub cluster: Vec<Option<usize>>,
    /// The role of each city.
    pub role: Vec<Role>,
    /// The core that decided. For a core itself `None`; for a secondary core the core it joined; for every other city,
    /// those outside included, the core that speaks for it most.
    pub core: Vec<Option<usize>>,
    /// The number between the city and the core that decided.
    pub number: Vec<Option<N>>,
    /// The next best core of any other cluster than the deciding core's.
    pub runner_up: Vec<Option<RunnerUp<N>>>,
    /// What is worth a word: that no city is a core, or that a core stands alone.
    pub findings: Vec<Finding>,
}

impl<N> Membership<N> {
    /// The cities of `cluster` whose role is at least `role`: with [`Role::Member`] cores and members, with
    /// [`Role::Fringe`] the fringe as well.
    #[must_use]
    pub fn members(&self, cluster: usize, role: Role) -> Vec<usize> {
        let is_in = |&city: &usize| self.cluster[city] == Some(cluster) && self.role[city] <= role;
        (0..self.cluster.len()).filter(is_in).collect()
    }

    /// The same membership with every number as `number` has it, such as minutes as plain numbers.
    pub fn map<M>(self, number: impl Fn(N) -> M) -> Membership<M> {
        let runner_up = |next: Option<RunnerUp<N>>| {
            next.map(|RunnerUp { core, cluster, number: n }| RunnerUp { core, cluster, number: number(n) })
        };
        Membership {
            runner_up: self.runner_up.into_iter().map(runner_up).collect(),
            number: self.number.into_iter().map(|n| n.map(&number)).collect(),
            cores: self.cores,
            cluster: self.cluster,
            role: self.role,
            core: self.core,
            findings: self.findings,
        }
    }

    /// `places` in no cluster, of those that `cores` head.
    pub(super) fn outside(places: usize, cores: Vec<usize>) -> Self {
        Self {
            cores,
            cluster: vec![None; places],
            role: vec![Role::Outside; places],
            core: vec![None; places],
            number: (0..places).map(|_| None).collect(),
            runner_up: (0..places).map(|_| None).collect(),
            findings: Vec::new(),
        }
    }
}
