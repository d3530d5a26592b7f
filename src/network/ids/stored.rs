//! The identifiers' part of a prepared network.

use super::Ids;
use crate::error::Result;
use crate::network::archive::{Archive, Writer};

const TEXT: &str = "ids/text";
const ENDS: &str = "ids/ends";
const SORTED: &str = "ids/sorted";

impl Ids {
    /// Hands the identifiers over to be written.
    pub(in crate::network) fn store<'a>(&'a self, writer: &mut Writer<'a>) {
        writer.array(TEXT, self.text());
        writer.array(ENDS, self.ends());
        writer.array(SORTED, self.sorted());
    }

    /// The identifiers of `nodes` nodes that `archive` holds.
    ///
    /// # Errors
    /// `E-JWN-005` if they do not belong together.
    pub(in crate::network) fn load(archive: &Archive, nodes: usize) -> Result<Self> {
        let ids = Self::from_parts(archive.array(TEXT)?, archive.array(ENDS)?, archive.array(SORTED)?);
        let ids = ids.filter(|ids| ids.len() == nodes);
        ids.ok_or_else(|| archive.refused(ENDS, "the identifiers are not one a node, all different"))
    }
}
