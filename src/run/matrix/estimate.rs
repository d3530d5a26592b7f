//! What an answer will take, said before it is begun.

use super::{Asked, MatrixOptions};
use crate::error::{Code, Finding, Result};
use crate::export::matrix::{Encoded, Format};
use crate::network::{Place, RoadNetwork};
use crate::run::machine::{free_disk, free_memory, in_words};
use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::time::{Duration, Instant};

/// Pairs that are held at a time.
const CELLS: usize = 1 << 20;
/// The most origins that are held at a time.
const MOST: usize = 1024;

/// Bytes that a pair takes while a block is computed and until its rows are written.
const CELL: u64 = 56;
/// Bytes that a destination takes all the time: its place, its nodes, how it is found.
const DESTINATION: u64 = 3 * std::mem::size_of::<Option<Place>>() as u64;
/// Bytes that a row of Parquet takes on the disk, about.
const PACKED: f64 = 9.0;

/// How many origins are held at a time.
#[must_use]
pub fn block(destinations: usize) -> usize {
    // No thread is to idle, even where the destinations are many.
    (CELLS / destinations.max(1)).clamp(rayon::current_num_threads(), MOST)
}

/// Bytes of memory that the times to `destinations` need beyond the network, `rows` origins at a time.
#[must_use]
pub fn memory(nodes: usize, destinations: usize, rows: usize) -> u64 {
    let threads = rayon::current_num_threads() as u64;
    let (nodes, destinations) = (nodes as u64, destinations as u64);
    nodes * threads * 24 + destinations * (DESTINATION + rows as u64 * CELL)
}

pub(super) fn refuse_if_too_large(network: &RoadNetwork, destinations: usize, rows: usize) -> Result<()> {
    let needed = memory(network.at.len(), destinations, rows);
    match free_memory() {
        Some(free) if needed > free => Err(too_large(destinations, needed, free)),
        _ => Ok(()),
    }
}

fn too_large(destinations: usize, needed: u64, free: u64) -> crate::error::Error {
    let (needed, free) = (in_words(needed), in_words(free));
    let what = format!("times to {destinations} destinations need {needed} of memory, but {free} are free");
    Finding::new(Code::TooLarge, what)
        .hint("ask for fewer destinations, or for near ones with --within")
        .into()
}

/// What an answer will take, from a trial of some of its origins where there are many.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// Rows; with a cut-off about so many.
    pub rows: f64,
    /// Bytes of the file, about.
    pub bytes: f64,
    /// Whether rows are known exactly.
    pub exact: bool,
    /// How long it will take, about; absent where a trial would take as long as the answer.
    pub time: Option<Duration>,
    /// What the file is.
    pub format: Format,
}

impl Estimate {
    /// Tries one in twenty of the origins of `range`, or fewer.
    pub(super) fn of(asked: &Asked<'_>, range: &Range<usize>, block: usize, options: &MatrixOptions) -> Self {
        let (format, exact, count) = (options.format, options.within.is_none(), range.len());
        let tries = (count / 20).min(8 * rayon::current_num_threads()).min(block);
        let begun = Instant::now();
        let timed = |tried: Range<usize>| {
            let begun = Instant::now();
            let rows = asked.rows(tried);
            (begun.elapsed().as_secs_f64(), rows)
        };
        let (rows, bytes, seconds) = if exact {
            let rows = count as f64 * asked.ready.len() as f64;
            let seconds = (tries > 1).then(|| {
                // One alone first: what a block costs whatever is in it.
                let (alone, _) = timed(range.start..range.start + 1);
                let (several, _) = timed(range.start..range.start + tries);
                let each = (several - alone).max(0.0) / (tries - 1) as f64;
                (alone - each).max(0.0) * count.div_ceil(block) as f64 + each * count as f64
            });
            (rows, rows * asked.row_bytes(range), seconds)
        } else {
            let (mut rows, mut bytes) = (0, 0);
            for part in 0..tries {
                let origin = range.start + count * part / tries;
                for encoded in asked.rows(origin..origin + 1) {
                    match encoded {
                        Encoded::Text(text) => {
                            rows += text.split(|&byte| byte == b'\n').count() - 1;
                            bytes += text.len();
                        }
                        Encoded::Rows(_, cells) => rows += cells.len(),
                    }
                }
            }
            let share = count as f64 / tries.max(1) as f64;
            let threads = rayon::current_num_threads() as f64;
            let seconds = (tries > 0).then(|| begun.elapsed().as_secs_f64() * share / threads);
            (rows as f64 * share, bytes as f64 * share, seconds)
        };
        let bytes = if format == Format::Parquet { rows * PACKED } else { bytes };
        let time = seconds.map(|seconds| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
        Self { rows, bytes, exact, time, format }
    }

    /// Whether it is worth a word beforehand: from a million rows or two seconds on.
    #[must_use]
    pub fn is_large(&self) -> bool {
        self.rows >= 1e6 || self.time.is_some_and(|time| time >= Duration::from_secs(2))
    }

    /// # Errors
    /// `E-OUT-002` if there is visibly too little room beside `file`. Of Parquet nobody knows before how well it packs.
    pub(super) fn refuse_if_no_room(&self, file: &Path) -> Result<()> {
        if self.format == Format::Parquet
            || !file.parent().is_none_or(|p| p.as_os_str().is_empty() || p.is_dir())
        {
            return Ok(());
        }
        // What is no file takes no room.
        if file.metadata().is_ok_and(|there| !there.is_file()) {
            return Ok(());
        }
        match free_disk(file) {
            Some(free) if self.bytes > free as f64 => {
                let needed = in_words(whole(self.bytes));
                let what =
                    format!("the file would take about {needed}, but {} are free there", in_words(free));
                Err(Finding::new(Code::TooLarge, what).file(file).into())
            }
            _ => Ok(()),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes are positive and far below 2^64"
)]
fn whole(bytes: f64) -> u64 {
    bytes as u64
}

impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = if self.exact { "" } else { "about " };
        let rows = crate::export::display(self.rows, 0);
        let time = match self.time.map(|time| time.as_secs_f64()) {
            None => String::new(),
            Some(s) if s < 90.0 => format!(", about {s:.0} s"),
            Some(s) if s < 5400.0 => format!(", about {:.0} min", s / 60.0),
            Some(s) => format!(", about {:.1} h", s / 3600.0),
        };
        write!(f, "{about}{rows} rows, about {}{time}", in_words(whole(self.bytes)))
    }
}
