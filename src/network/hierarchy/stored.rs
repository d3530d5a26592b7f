//! The hierarchy's part of a prepared network.

use super::tree::{HeldTree, Tree};
use super::ways::{HeldWays, NEVER};
use super::{HEIGHT, Hierarchy};
use crate::error::Result;
use crate::network::archive::{Archive, Writer};
use crate::network::array::Array;
use crate::network::graph::Graph;

const PLACE: &str = "hierarchy/place";
const NODE: &str = "hierarchy/node";
const DEPTH: &str = "hierarchy/depth";
const PARENT: &str = "hierarchy/parent";
const END: &str = "hierarchy/end";
const FIRST: &str = "hierarchy/first";
const NEIGHBOURS: &str = "hierarchy/neighbours";
/// Sections of the ways up and down: where they begin, the ways, by which place they lead.
const UP: [&str; 3] = ["hierarchy/up/first", "hierarchy/up/ways", "hierarchy/up/middle"];
const DOWN: [&str; 3] = ["hierarchy/down/first", "hierarchy/down/ways", "hierarchy/down/middle"];

impl Hierarchy {
    /// Hands the hierarchy over to be written.
    pub(in crate::network) fn store<'a>(&'a self, writer: &mut Writer<'a>) {
        writer.array(PLACE, &self.tree.place[..]);
        writer.array(NODE, &self.tree.node[..]);
        writer.array(DEPTH, &self.tree.depth[..]);
        writer.array(PARENT, &self.tree.parent[..]);
        writer.array(END, &self.tree.end[..]);
        writer.array(FIRST, &self.tree.first[..]);
        writer.array(NEIGHBOURS, &self.tree.neighbours[..]);
        self.up.store(writer, UP);
        if let Some(down) = &self.down {
            down.store(writer, DOWN);
        }
    }

    /// The hierarchy that `archive` holds for `graph`, if it holds one.
    ///
    /// # Errors
    /// `E-JWN-005` if it is not one for this graph.
    pub(in crate::network) fn load(archive: &Archive, graph: &Graph) -> Result<Option<Self>> {
        if !archive.has(PLACE) {
            return Ok(None);
        }
        let depth: Array<u32> = archive.array(DEPTH)?;
        let height = depth.iter().max().map_or(0, |&deepest| deepest as usize + 1);
        archive.ensure(height <= HEIGHT, DEPTH, "the tree is too high")?;
        let tree = HeldTree {
            place: archive.array(PLACE)?,
            node: archive.array(NODE)?,
            depth,
            parent: archive.array(PARENT)?,
            end: archive.array(END)?,
            first: archive.array(FIRST)?,
            neighbours: archive.array(NEIGHBOURS)?,
            height,
        };
        let nodes = graph.nodes();
        let paired = tree.place.len() == nodes
            && tree.node.len() == nodes
            && (0..).zip(&tree.node[..]).all(|(place, &node)| tree.place.get(node as usize) == Some(&place));
        archive.ensure(paired, NODE, "nodes and places are not told by each other")?;
        archive.ensure(is_tree(&tree, nodes), PARENT, "the places are no tree")?;
        let sound = rise(tree.view(), &tree.first, &tree.neighbours);
        archive.ensure(sound, NEIGHBOURS, "the neighbours do not stand above")?;
        let up = HeldWays::load(archive, UP, tree.view())?;
        let down =
            if archive.has(DOWN[0]) { Some(HeldWays::load(archive, DOWN, tree.view())?) } else { None };
        Ok(Some(Self { tree, up, down, pairs: None }))
    }
}

impl HeldWays {
    fn store<'a>(&'a self, writer: &mut Writer<'a>, [first, ways, middle]: [&'static str; 3]) {
        writer.array(first, &self.first[..]);
        writer.array(ways, &self.ways[..]);
        writer.array(middle, &self.middle[..]);
    }

    fn load(archive: &Archive, [first, ways, middle]: [&'static str; 3], tree: Tree<'_>) -> Result<Self> {
        let held =
            Self { first: archive.array(first)?, ways: archive.array(ways)?, middle: archive.array(middle)? };
        let depths: Vec<u32> = held.ways.iter().map(|way| way[0]).collect();
        archive.ensure(rise(tree, &held.first, &depths), ways, "the ways do not lead up")?;
        let short = held.ways.iter().all(|way| way[1] < NEVER);
        archive.ensure(short, ways, "a way takes longer than 24 days")?;
        archive.ensure(held.middle.len() == held.ways.len(), middle, "there is not one middle a way")?;
        let view = held.view();
        // A middle below the place: unpacking comes to an end.
        let below = |place: usize, middle: u32| {
            middle == 0 || (middle as usize > place + 1 && middle <= tree.end[place])
        };
        let sound =
            (0..tree.nodes()).all(|place| view.middle[view.row(place)].iter().all(|&m| below(place, m)));
        archive.ensure(sound, middle, "a way leads by a place that is not below")?;
        Ok(held)
    }
}

/// Whether places, parents, depths and ends are those of a tree in preorder.
fn is_tree(tree: &HeldTree, nodes: usize) -> bool {
    let (depth, parent, end) = (&tree.depth[..], &tree.parent[..], &tree.end[..]);
    if depth.len() != nodes || parent.len() != nodes || end.len() != nodes {
        return false;
    }
    // The places above the one at hand.
    let mut open: Vec<usize> = Vec::new();
    for place in 0..nodes {
        while open.last().is_some_and(|&above| end[above] as usize <= place) {
            open.pop();
        }
        let above = open.last().copied();
        let ends = end[place] as usize;
        let inside = ends > place && ends <= above.map_or(nodes, |above| end[above] as usize);
        let told = depth[place] as usize == open.len() && parent[place] as usize == above.unwrap_or(place);
        if !inside || !told {
            return false;
        }
        open.push(place);
    }
    true
}

/// Whether the rows that begin at `first` hold depths that ascend and stand above their place.
fn rise(tree: Tree<'_>, first: &[u32], depths: &[u32]) -> bool {
    let rows = first.len() == tree.nodes() + 1
        && first[0] == 0
        && first.is_sorted()
        && first[tree.nodes()] as usize == depths.len();
    rows && (0..tree.nodes()).all(|place| {
        let row = &depths[first[place] as usize..first[place + 1] as usize];
        row.is_sorted_by(|a, b| a < b) && row.last().is_none_or(|&last| last < tree.depth[place])
    })
}
