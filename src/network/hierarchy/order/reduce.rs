//! Contraction of the nodes with few neighbours.

use super::super::adjacency::Adjacency;

/// Nodes with no more neighbours than this go first.
const FEW: usize = 3;

/// What is left after the nodes with few neighbours are gone.
pub(super) struct Reduced {
    /// The nodes that are gone, in the order in which they went.
    pub(super) order: Vec<u32>,
    /// The others.
    pub(super) core: Vec<u32>,
    /// Neighbours among the others, by place in `core`.
    pub(super) adjacency: Adjacency,
}

/// Contracts nodes while any has few neighbours.
///
/// In each round no two neighbours go, so that a long chain falls in a number of rounds that grows with the
/// logarithm of its length, and no path through the hierarchy is as long as the chain.
pub(super) fn reduce(graph: &Adjacency) -> Reduced {
    let nodes = graph.nodes();
    let mut around = Lists::new(graph);
    let mut order = Vec::new();
    let mut gone = vec![false; nodes];
    let mut round = vec![0_u32; nodes];
    let mut waiting: Vec<u32> =
        (0..).take(nodes).filter(|&node| graph.of(node as usize).len() <= FEW).collect();
    // Neighbours in the upper half: fewest first, dead ends before chains before junctions.
    let mut keys: Vec<u64> = Vec::new();
    let mut ends: Vec<u32> = Vec::new();
    for number in 1.. {
        if waiting.is_empty() {
            break;
        }
        keys.clear();
        keys.extend(waiting.iter().map(|&node| (around.of(node).len() as u64) << 32 | u64::from(node)));
        keys.sort_unstable();
        keys.dedup();
        waiting.clear();
        for &key in &keys {
            #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
            let node = key as u32;
            if gone[node as usize] || around.of(node).len() > FEW {
                continue;
            }
            if round[node as usize] == number {
                waiting.push(node);
                continue;
            }
            gone[node as usize] = true;
            order.push(node);
            ends.clear();
            ends.extend_from_slice(around.of(node));
            for &end in &ends {
                around.remove(end, node);
                for &other in &ends {
                    if other != end && !around.of(end).contains(&other) {
                        around.push(end, other);
                    }
                }
                round[end as usize] = number;
                if around.of(end).len() <= FEW {
                    waiting.push(end);
                }
            }
        }
    }
    let core: Vec<u32> = (0..).take(nodes).filter(|&node| !gone[node as usize]).collect();
    let mut place = vec![0_u32; nodes];
    for (index, &node) in (0..).zip(&core) {
        place[node as usize] = index;
    }
    let mut adjacency = Adjacency { first: vec![0], heads: Vec::new() };
    for &node in &core {
        let begin = adjacency.heads.len();
        adjacency.heads.extend(around.of(node).iter().map(|&other| place[other as usize]));
        adjacency.heads[begin..].sort_unstable();
        adjacency.first.push(u32::try_from(adjacency.heads.len()).expect("edges are counted in u32"));
    }
    Reduced { order, core, adjacency }
}

/// Neighbours of every node that come and go, all lists in one: a list that outgrows its room moves to the end.
struct Lists {
    rows: Vec<Room>,
    heads: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Room {
    begin: u32,
    held: u32,
    /// For how many there is room.
    most: u32,
}

impl Lists {
    fn new(graph: &Adjacency) -> Self {
        let room = |ends: &[u32]| Room { begin: ends[0], held: ends[1] - ends[0], most: ends[1] - ends[0] };
        Self { rows: graph.first.windows(2).map(room).collect(), heads: graph.heads.clone() }
    }

    fn of(&self, node: u32) -> &[u32] {
        let Room { begin, held, .. } = self.rows[node as usize];
        &self.heads[begin as usize..(begin + held) as usize]
    }

    fn remove(&mut self, node: u32, other: u32) {
        let at = self.of(node).iter().position(|&head| head == other).expect("neighbours know each other");
        let Room { begin, held, .. } = &mut self.rows[node as usize];
        *held -= 1;
        self.heads.swap(*begin as usize + at, (*begin + *held) as usize);
    }

    fn push(&mut self, node: u32, other: u32) {
        let row = &mut self.rows[node as usize];
        if row.held == row.most {
            let old = row.begin as usize..(row.begin + row.held) as usize;
            row.begin = u32::try_from(self.heads.len()).expect("neighbours are counted in u32");
            row.most = 2 * row.most + 1;
            self.heads.extend_from_within(old);
            self.heads.resize((row.begin + row.most) as usize, 0);
        }
        self.heads[(row.begin + row.held) as usize] = other;
        row.held += 1;
    }
}
