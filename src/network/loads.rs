//! The flow over each corridor and through each city when every trip takes its shortest path.

use super::assembly::Use;
use super::build::Network;
use super::dijkstra::Search;
use rayon::prelude::*;

/// No corridor, no city.
const NONE: u32 = u32::MAX;

/// Origins whose loads are held at once: more would cost memory, fewer would leave threads idle.
const BLOCK: usize = 64;

/// What trips between all cities put on the network, each along its one shortest path.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Loads {
    /// Flow over each corridor, by its index among the corridors that the network was built of, both
    /// directions added. A trip counts once, however many pieces of the corridor it uses; a corridor that is
    /// not in service carries 0.
    pub corridors: Vec<f64>,
    /// Flow through the seat or a station of each city, without beginning or ending in that city. A trip
    /// counts once, however often it comes by.
    pub cities: Vec<f64>,
    /// Flow of all trips that were made: what the shares of corridors and cities are shares of.
    pub total: f64,
    /// Flow of the pairs without a path, which is on no corridor and not in `total`.
    pub unreached: f64,
}

impl Loads {
    fn none(corridors: usize, cities: usize) -> Self {
        Self { corridors: vec![0.0; corridors], cities: vec![0.0; cities], total: 0.0, unreached: 0.0 }
    }

    fn add(&mut self, other: &Self) {
        self.corridors.iter_mut().zip(&other.corridors).for_each(|(sum, flow)| *sum += flow);
        self.cities.iter_mut().zip(&other.cities).for_each(|(sum, flow)| *sum += flow);
        self.total += other.total;
        self.unreached += other.unreached;
    }
}

/// What an edge and the node where it begins mean to a trip.
#[derive(Debug, Clone, Copy)]
struct Link {
    tail: u32,
    corridor: u32,
}

impl Network {
    /// The load of each corridor and city when `flow(i, j)` travels from each city `i` to each other city `j`
    /// along the path that [`Network::path`] gives.
    ///
    /// # Formula
    /// `L_e = Σ_ij flow(i, j) · [path i→j uses e]`, `i ≠ j`; for a city `k`, `j ≠ k ≠ i`
    ///
    /// # Units
    /// `flow` in any unit (1 for a count of paths, `P_i P_j`, `P_i P_j / t_ij^b`), the loads in the same.
    ///
    /// # Conventions
    /// All or nothing: of paths equally short one carries the whole flow, always the same one, node for node that
    /// of [`Network::path`]. Ties shared out among all of them are `access::tied_betweenness`. `flow` is asked
    /// once for every ordered pair of two cities; trips inside a city are none. A city is passed where the path
    /// meets its seat, a road within `snap_m` of the seat, or a station that serves it, whether or not the train
    /// stops. The same digits for any number of threads: flows are added by destination, then by origin.
    ///
    /// With `flow` 1 the cities have Freeman's betweenness over ordered pairs, the corridors Girvan and Newman's.
    ///
    /// # Complexity
    /// One Dijkstra search an origin, and one walk along every path.
    ///
    /// # Panics
    /// If a flow is negative or not finite.
    ///
    /// # References
    /// Freeman, L. C. (1977). A set of measures of centrality based on betweenness. *Sociometry* 40(1).
    ///
    /// Girvan, M. and Newman, M. E. J. (2002). Community structure in social and biological networks.
    /// *Proceedings of the National Academy of Sciences* 99(12).
    pub fn loads(&self, flow: impl Fn(usize, usize) -> f64 + Sync) -> Loads {
        let mut wanted = vec![false; self.spots.len()];
        wanted[..self.cities].fill(true);
        let (links, city_of) = (self.links(), self.city_of());
        let origins: Vec<usize> = (0..self.cities).collect();
        let mut loads = Loads::none(self.names.len(), self.cities);
        for block in origins.chunks(BLOCK) {
            let from = |(search, walk): &mut (Search, Walk), &origin: &usize| {
                search.run(self.graph(), origin, &wanted);
                walk.load_from(origin, search, (&links, &city_of), &flow)
            };
            let scratch = || (Search::new(self.spots.len()), Walk::new(self.names.len(), self.cities));
            let parts: Vec<Loads> = block.par_iter().map_init(scratch, from).collect();
            for part in &parts {
                loads.add(part);
            }
        }
        loads
    }

    /// Flow through `city` by the origin of its trips: the parts, in this order, of its load in [`Network::loads`].
    ///
    /// # Panics
    /// If there is no such city, or a flow is negative or not finite.
    #[must_use]
    pub fn flows_through(&self, city: usize, flow: impl Fn(usize, usize) -> f64 + Sync) -> Vec<f64> {
        assert!(city < self.cities, "only cities are asked for");
        let mut wanted = vec![false; self.spots.len()];
        wanted[..self.cities].fill(true);
        let (links, city_of) = (self.links(), self.city_of());
        let from = |(search, walk): &mut (Search, Walk), origin: usize| {
            search.run(self.graph(), origin, &wanted);
            walk.load_from(origin, search, (&links, &city_of), &flow).cities[city]
        };
        let scratch = || (Search::new(self.spots.len()), Walk::new(self.names.len(), self.cities));
        (0..self.cities).into_par_iter().map_init(scratch, from).collect()
    }

    /// What each edge of the graph means, slot by slot.
    fn links(&self) -> Vec<Link> {
        let graph = self.graph();
        let link = |slot: usize, tail: usize| Link {
            tail: u32::try_from(tail).expect("nodes are counted in u32"),
            corridor: match self.uses[graph.listed(slot)] {
                Use::Ride { corridor } | Use::Ferry { corridor, .. } => {
                    u32::try_from(corridor).expect("a study has fewer than 2^32 corridors")
                }
                _ => NONE,
            },
        };
        (0..graph.nodes()).flat_map(|node| graph.slots(node).map(move |slot| link(slot, node))).collect()
    }

    /// The city at whose seat or station each node is.
    fn city_of(&self) -> Vec<u32> {
        let number = |city| u32::try_from(city).expect("a study has fewer than 2^32 cities");
        self.spots.iter().map(|spot| spot.city.map_or(NONE, number)).collect()
    }
}

/// The memory of one walk after another: which trip last used each corridor and last passed each city.
#[derive(Debug)]
struct Walk {
    trip: u64,
    used: Vec<u64>,
    passed: Vec<u64>,
}

impl Walk {
    fn new(corridors: usize, cities: usize) -> Self {
        Self { trip: 0, used: vec![0; corridors], passed: vec![0; cities] }
    }

    /// The loads of the trips from `origin`, whose `search` has settled every city in reach.
    fn load_from(
        &mut self,
        origin: usize,
        search: &Search,
        (links, city_of): (&[Link], &[u32]),
        flow: impl Fn(usize, usize) -> f64,
    ) -> Loads {
        let mut loads = Loads::none(self.used.len(), self.passed.len());
        for destination in (0..self.passed.len()).filter(|&city| city != origin) {
            let flow = flow(origin, destination);
            assert!(flow >= 0.0 && flow.is_finite(), "a flow is finite and not negative");
            if search.milliseconds(destination).is_none() {
                loads.unreached += flow;
                continue;
            }
            loads.total += flow;
            if flow == 0.0 {
                continue;
            }
            self.trip += 1;
            let is_first = |last: &mut u64| std::mem::replace(last, self.trip) != self.trip;
            let mut node = destination;
            is_first(&mut self.passed[origin]);
            is_first(&mut self.passed[destination]);
            while node != origin {
                let slot =
                    search.via(node).expect("every settled node but the origin was entered by an edge");
                let Link { tail, corridor } = links[slot];
                if corridor != NONE && is_first(&mut self.used[corridor as usize]) {
                    loads.corridors[corridor as usize] += flow;
                }
                node = tail as usize;
                let city = city_of[node];
                if city != NONE && is_first(&mut self.passed[city as usize]) {
                    loads.cities[city as usize] += flow;
                }
            }
        }
        loads
    }
}
