//! The graph's part of a prepared network.

use super::Graph;
use crate::error::Result;
use crate::network::archive::{Archive, Writer};

const FIRST: &str = "graph/first";
const HEADS: &str = "graph/heads";
const MILLISECONDS: &str = "graph/milliseconds";
const LISTED: &str = "graph/listed";

impl Graph {
    /// Hands the graph over to be written.
    pub(in crate::network) fn store<'a>(&'a self, writer: &mut Writer<'a>) {
        writer.array(FIRST, &self.first[..]);
        writer.array(HEADS, &self.heads[..]);
        writer.array(MILLISECONDS, &self.milliseconds[..]);
        writer.array(LISTED, &self.listed[..]);
    }

    /// The graph that `archive` holds.
    ///
    /// That every trip takes less than 49 days was found when the graph was made. It is not found again, which
    /// would take longer than all the rest; on a forged file longer trips count as none.
    ///
    /// # Errors
    /// `E-JWN-005` if an index would lead out of range.
    pub(in crate::network) fn load(archive: &Archive) -> Result<Self> {
        let graph = Self {
            first: archive.array(FIRST)?,
            heads: archive.array(HEADS)?,
            milliseconds: archive.array(MILLISECONDS)?,
            listed: archive.array(LISTED)?,
            longest: u64::from(u32::MAX) - 1,
        };
        let (first, heads, listed) = (&graph.first[..], &graph.heads[..], &graph.listed[..]);
        let edges = heads.len();
        let rows = first.first() == Some(&0)
            && first.is_sorted()
            && first.last().is_some_and(|&last| last as usize == edges && last < u32::MAX)
            && u32::try_from(first.len()).is_ok();
        archive.ensure(rows, FIRST, "the rows do not follow each other")?;
        let inside = heads.iter().all(|&head| (head as usize) < first.len() - 1);
        archive.ensure(inside, HEADS, "an edge ends at a node that is not there")?;
        archive.ensure(graph.milliseconds.len() == edges, MILLISECONDS, "there is not one time an edge")?;
        let mut known = vec![false; edges];
        let once =
            |&place: &u32| known.get_mut(place as usize).is_some_and(|known| !std::mem::replace(known, true));
        archive.ensure(
            listed.len() == edges && listed.iter().all(once),
            LISTED,
            "the places are no permutation",
        )?;
        Ok(graph)
    }
}
