//! Questions to a road network: matrices, shards, points, the roads within reach.

#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod access;
mod isochrones;
mod points;
mod reach;
mod shards;
mod stopping;

use super::study_copy::StudyCopy;
use std::fmt::Write;

/// The toy with a grid of `side` × `side` nodes in `grid.csv` and `grid_nodes.csv`: two-way streets from west to
/// east, one-way streets from south to north.
fn with_grid(side: u32) -> StudyCopy {
    let (mut edges, mut nodes) = ("from,to,seconds\n".to_owned(), "id,lon,lat\n".to_owned());
    for row in 0..side {
        for column in 0..side {
            let (node, seconds) = (row * side + column, 10 + (row * 7 + column * 13) % 23);
            let (lon, lat) = (110.0 + f64::from(column) / 100.0, 30.0 + f64::from(row) / 100.0);
            writeln!(nodes, "n{node},{lon},{lat}").unwrap();
            if column + 1 < side {
                let east = node + 1;
                writeln!(edges, "n{node},n{east},{seconds}\nn{east},n{node},{}.5", seconds + 3).unwrap();
            }
            if row + 1 < side {
                writeln!(edges, "n{node},n{},{seconds}", node + side).unwrap();
            }
        }
    }
    StudyCopy::of_toy().with("grid.csv", edges).with("grid_nodes.csv", nodes)
}

/// The arguments of `command` on that grid, and `more`.
fn on_grid<'a>(command: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&[command, "toy/grid.csv", "--nodes", "toy/grid_nodes.csv"], more].concat()
}
