//! Where every number came from: versions, inputs, parameters, what was dropped, outputs.

use crate::error::{Code, Finding};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// The file by which an output directory of ours is known.
pub const FILE_NAME: &str = "provenance.json";

/// What `tool` says in it.
const TOOL: &str = "jingwei";

/// One file, read or written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// As the user or the output directory names it.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// Findings of one kind, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// The code, such as `W-STAT-002`.
    pub code: &'static str,
    /// How many findings.
    pub count: usize,
    /// What the code means.
    pub meaning: &'static str,
}

/// What a run was made of. Holds nothing that changes from run to run: no time, no host, no thread count.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Provenance {
    /// Version of PROJ as it names itself.
    pub proj: String,
    /// The files read.
    pub inputs: Vec<Source>,
    /// Every effective parameter.
    pub parameters: serde_json::Value,
    /// What was dropped or worth a word, counted by [`count`].
    pub findings: Vec<Counted>,
}

impl Source {
    /// The file named `path` with the content `bytes`.
    #[must_use]
    pub fn of(path: impl AsRef<Path>, bytes: &[u8]) -> Self {
        Self {
            path: path.as_ref().display().to_string(),
            bytes: bytes.len() as u64,
            sha256: hexadecimal(&Sha256::digest(bytes)),
        }
    }
}

/// Findings by code, in the order of the codes.
#[must_use]
pub fn count(findings: &[Finding]) -> Vec<Counted> {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.code).or_default() += 1;
    }
    let counted =
        |(code, count): (Code, usize)| Counted { code: code.as_str(), count, meaning: code.explanation() };
    counts.into_iter().map(counted).collect()
}

/// Writes `provenance` and the hashes of `outputs` as JSON, the same bytes for the same content.
///
/// # Errors
/// What `out` says.
pub fn write(provenance: &Provenance, outputs: &[Source], mut out: impl Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct File<'a> {
        tool: &'a str,
        version: &'a str,
        proj: &'a str,
        inputs: &'a [Source],
        parameters: &'a serde_json::Value,
        findings: &'a [Counted],
        outputs: &'a [Source],
    }
    let file = File {
        tool: TOOL,
        version: env!("CARGO_PKG_VERSION"),
        proj: &provenance.proj,
        inputs: &provenance.inputs,
        parameters: &provenance.parameters,
        findings: &provenance.findings,
        outputs,
    };
    serde_json::to_writer_pretty(&mut out, &file)?;
    out.write_all(b"\n")
}

/// Whether jingwei wrote `directory`.
#[must_use]
pub fn is_ours(directory: &Path) -> bool {
    let Ok(bytes) = fs::read(directory.join(FILE_NAME)) else { return false };
    serde_json::from_slice::<serde_json::Value>(&bytes).is_ok_and(|file| file["tool"] == TOOL)
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_counted_by_code() {
        let of = |code| Finding::new(code, "x");
        let counted = count(&[of(Code::DroppedUnit), of(Code::Island), of(Code::DroppedUnit)]);
        let found: Vec<_> = counted.iter().map(|c| (c.code, c.count)).collect();
        assert_eq!(found, [("W-STAT-001", 1), ("W-STAT-002", 2)]);
    }

    #[test]
    fn the_same_content_is_the_same_bytes() {
        let provenance = Provenance {
            proj: "9.6.2".into(),
            inputs: vec![Source::of("a \"b\".csv", b"")],
            parameters: serde_json::json!({"z": 1, "a": [0.1]}),
            findings: Vec::new(),
        };
        let written = || {
            let mut bytes = Vec::new();
            write(&provenance, &[], &mut bytes).unwrap();
            bytes
        };
        assert_eq!(written(), written());
        let file: serde_json::Value = serde_json::from_slice(&written()).unwrap();
        assert_eq!(file["tool"], "jingwei");
        assert_eq!(file["inputs"][0]["path"], "a \"b\".csv");
        // The published digest of the empty message.
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(file["inputs"][0]["sha256"], empty);
    }
}
