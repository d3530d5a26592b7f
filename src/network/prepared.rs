//! A road network as one prepared file, `.jwn`.

use super::archive::{Archive, Summary, Writer};
use super::ids::Ids;
use super::road_network::RoadNetwork;
use super::router::Router;
use crate::error::Result;
use geo_types::Coord;
use std::io::{self, Write};
use std::path::Path;

pub mod provenance;

const LONGITUDES: &str = "nodes/longitudes";
const LATITUDES: &str = "nodes/latitudes";
const LEFT_OUT: &str = "edges/left-out";

impl RoadNetwork {
    /// Opens a network that was written by [`RoadNetwork::write`]. Its arrays stay in the file, which is mapped into
    /// memory, and are read from there.
    ///
    /// # Conventions
    /// The file must not be changed in place while it is open; to replace it, write another and rename, as jingwei
    /// itself does. Where a source of the network stands beside the file, it must be the one that was read then.
    /// Warnings met while reading it are not kept.
    ///
    /// # Complexity
    /// The file is read once for its hash, about 0.7 ms a megabyte where the processor has instructions for SHA-256,
    /// and so is each source that stands beside it and has the size that it had. [`archive`](super::archive) tells
    /// what mapping saves.
    ///
    /// # Errors
    /// What [`Archive::open`] and [`RoadNetwork::load`] say; `E-JWN-006` where a source is another one now.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let network = Self::load(&Archive::open(&path)?)?;
        provenance::refuse_changed(path.as_ref(), &network.sources)?;
        Ok(network)
    }

    /// The network that `archive` holds.
    ///
    /// # Errors
    /// `E-JWN-005` if a section is absent or cannot be.
    pub fn load(archive: &Archive) -> Result<Self> {
        let router = Router::load(archive)?;
        let nodes = router.graph().nodes();
        let ids = Ids::load(archive, nodes)?;
        let (x, y) = (archive.array::<f64>(LONGITUDES)?, archive.array::<f64>(LATITUDES)?);
        for (name, degrees, most) in [(LONGITUDES, &x, 180.0), (LATITUDES, &y, 90.0)] {
            archive.ensure(degrees.len() == nodes, name, "there is not one value a node")?;
            archive.ensure(
                degrees.iter().all(|value| value.abs() <= most),
                name,
                "a value is not in degrees",
            )?;
        }
        let left_out = archive.array::<u64>(LEFT_OUT)?;
        let counts = <&[u64; 2]>::try_from(&left_out[..]).ok();
        let counts = counts.map(|counts| counts.map(|count| usize::try_from(count).unwrap_or(usize::MAX)));
        let [loops, slower] = counts.ok_or_else(|| archive.refused(LEFT_OUT, "there are not two counts"))?;
        let at = x.iter().zip(&y[..]).map(|(&x, &y)| Coord { x, y }).collect();
        let sources = provenance::load(archive)?;
        Ok(Self { ids, at, router, sources, loops, slower, findings: Vec::new() })
    }

    /// Writes the network as a prepared file: the same bytes for the same network. Of the sources it tells the names
    /// without their folders.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<Summary> {
        let sources = provenance::nameable(&self.sources);
        let mut writer = Writer::new(provenance::hash(&sources));
        provenance::store(&sources, &mut writer);
        writer.array(LEFT_OUT, [self.loops, self.slower].map(|count| count as u64).to_vec());
        self.ids.store(&mut writer);
        writer.array(LONGITUDES, self.at.iter().map(|at| at.x).collect::<Vec<f64>>());
        writer.array(LATITUDES, self.at.iter().map(|at| at.y).collect::<Vec<f64>>());
        self.router.store(&mut writer);
        writer.write(out)
    }
}

#[cfg(test)]
mod tests;
