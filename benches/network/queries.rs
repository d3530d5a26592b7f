//! The questions, as files beside the graph or spread over it.

use flate2::read::MultiGzDecoder;
use jingwei::network::RoadNetwork;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub(crate) struct Queries {
    pub(crate) src100: Vec<usize>,
    pub(crate) src1000: Vec<usize>,
    pub(crate) dst1000: Vec<usize>,
    pub(crate) pairs: Vec<(usize, usize)>,
    /// Always spread over the nodes.
    pub(crate) places2000: Vec<usize>,
}

/// `FOLDER/PREFIX_END`, or that as `.gz`.
pub(crate) fn file(folder: &Path, prefix: &str, end: &str) -> Option<PathBuf> {
    let names = [format!("{prefix}_{end}"), format!("{prefix}_{end}.gz")];
    names.into_iter().map(|name| folder.join(name)).find(|path| path.is_file())
}

/// `count` of `nodes`, evenly; all where there are fewer.
fn spread(nodes: usize, count: usize, from: usize) -> Vec<usize> {
    let count = count.min(nodes);
    (0..count).map(|i| (i * nodes / count + from) % nodes).collect()
}

/// Pairs whose two nodes have nothing to do with each other: multiples of two fractions, wrapped round.
fn spread_pairs(nodes: usize) -> Vec<(usize, usize)> {
    let [golden, plastic] = [0x9E37_79B9_7F4A_7C15_u64, 0xC13F_A9A9_02A6_328F_u64];
    let node = |i: u64, step: u64| {
        let share = u128::from(i.wrapping_mul(step));
        usize::try_from((share * nodes as u128) >> 64).expect("below the number of nodes")
    };
    (1..=10_000).map(|i| (node(i, golden), node(i, plastic))).collect()
}

impl Queries {
    pub(crate) fn read(folder: &Path, prefix: &str, network: &RoadNetwork) -> Result<Self, String> {
        let nodes = network.len();
        let list = |end: &str, count: usize, from: usize| {
            if let Some(path) = file(folder, prefix, end) {
                return named(&path, network);
            }
            eprintln!("no {prefix}_{end}: {} nodes spread over all", count.min(nodes));
            Ok(spread(nodes, count, from))
        };
        let pairs = if let Some(path) = file(folder, prefix, "pairs10000.txt") {
            let ends = named(&path, network)?;
            if ends.len() % 2 == 1 {
                return Err(format!("{}: an odd number of identifiers", path.display()));
            }
            ends.chunks(2).map(|pair| (pair[0], pair[1])).collect()
        } else {
            eprintln!("no {prefix}_pairs10000.txt: pairs spread over the nodes");
            spread_pairs(nodes)
        };
        Ok(Self {
            src100: list("src100.txt", 100, 0)?,
            src1000: list("src1000.txt", 1000, 0)?,
            dst1000: list("dst1000.txt", 1000, nodes / 2000)?,
            pairs,
            places2000: spread(nodes, 2000, 0),
        })
    }
}

/// The nodes that a file names, between white space or commas.
fn named(path: &Path, network: &RoadNetwork) -> Result<Vec<usize>, String> {
    let text = text(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut nodes = Vec::new();
    for (line, row) in text.lines().enumerate() {
        for id in row.split([',', ' ', '\t', '\r']).filter(|id| !id.is_empty()) {
            let unknown = || format!("{}: line {}: no node is called `{id}`", path.display(), line + 1);
            nodes.push(network.index_of(id).ok_or_else(unknown)?);
        }
    }
    if nodes.is_empty() {
        return Err(format!("{}: the file names no node", path.display()));
    }
    Ok(nodes)
}

fn text(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.read_to_end(&mut bytes)?;
    let mut text = String::new();
    if bytes.starts_with(&[0x1F, 0x8B]) {
        MultiGzDecoder::new(&bytes[..]).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes).map_err(|_| io::Error::other("the file is not UTF-8"))?;
    }
    Ok(text)
}
