use super::*;
use crate::network::{Edge, Graph};
use proptest::prelude::*;
use std::fs;

/// The bytes of a file with what `fill` hands over.
fn written<'a>(fill: impl FnOnce(&mut Writer<'a>)) -> Vec<u8> {
    let (mut writer, mut out) = (Writer::new([5; 32]), Vec::new());
    fill(&mut writer);
    let summary = writer.write(&mut out).unwrap();
    assert_eq!(summary.bytes, out.len() as u64);
    out
}

fn opened(bytes: impl Into<Vec<u8>>) -> Result<Archive> {
    Archive::of(Path::new("net.jwn"), Bytes::from(bytes.into()))
}

fn code(error: &Error) -> Code {
    match error {
        Error::Input(findings) => findings[0].code,
        other => panic!("not refused but: {other}"),
    }
}

/// `bytes` with a hash that fits them, as somebody would make who writes such files by hand.
pub(in crate::network) fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut hash = Sha256::new_with_prefix(&bytes[..HASH.start]);
    hash.update(&bytes[HEADER..]);
    bytes[HASH].copy_from_slice(&hash.finalize());
    bytes
}

/// A file with the graph of three nodes, and little more.
fn small() -> Vec<u8> {
    let edges = [(0, 1, 1000), (1, 2, 0), (2, 0, 7)].map(|(tail, head, milliseconds)| Edge {
        tail,
        head,
        milliseconds,
    });
    let graph = Graph::new(3, &edges).unwrap();
    written(|writer| {
        writer.array("letters", &b"abc"[..]);
        graph.store(writer);
    })
}

#[test]
fn what_is_stored_is_told() {
    let archive = opened(small()).unwrap();
    let told: Vec<_> = archive.sections().iter().map(|s| (s.name.as_str(), s.kind, s.len)).collect();
    assert_eq!(
        told,
        [
            ("letters", Kind::U8, 3),
            ("graph/first", Kind::U32, 4),
            ("graph/heads", Kind::U32, 3),
            ("graph/milliseconds", Kind::U32, 3),
            ("graph/listed", Kind::U32, 3),
        ]
    );
    assert!(archive.sections().iter().all(|section| section.start.is_multiple_of(64)));
    assert_eq!(archive.engine(), env!("CARGO_PKG_VERSION"));
    assert_eq!((archive.sources(), archive.format()), (&[5; 32][..], 1));
    let graph = Graph::load(&archive).unwrap();
    assert_eq!(graph.travel_times(&[0], &[2]).milliseconds(0, 0), Some(1000));
    assert_eq!(graph.shortest_path(2, 1), Some(vec![2, 0]));
}

#[test]
fn a_file_is_mapped_and_its_arrays_stand_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("net.jwn");
    fs::write(&path, small()).unwrap();
    let archive = Archive::open(&path).unwrap();
    let heads = archive.array::<u32>("graph/heads").unwrap();
    assert_eq!(heads.is_lent(), cfg!(target_endian = "little"));
    drop(archive);
    // The map outlives the archive, and the name of the file.
    fs::remove_file(&path).unwrap();
    assert_eq!(&heads[..], [1, 2, 0]);
    assert!(matches!(Archive::open(&path).unwrap_err(), Error::Read { .. }));
}

#[test]
fn a_file_cut_at_any_length_is_refused() {
    let whole = small();
    for length in 0..whole.len() {
        assert_eq!(code(&opened(&whole[..length]).unwrap_err()), Code::CutOff, "{length} bytes");
    }
    let longer = [&whole[..], &[0]].concat();
    assert_eq!(code(&opened(longer).unwrap_err()), Code::Damaged);
}

#[test]
fn every_changed_byte_is_noticed() {
    let whole = small();
    for place in 0..whole.len() {
        for changed in [whole[place] ^ 1, whole[place] ^ 0x80, !whole[place]] {
            let mut bytes = whole.clone();
            bytes[place] = changed;
            let found = code(&opened(bytes).unwrap_err());
            let told = match place {
                0..8 => found == Code::NotPrepared,
                8..12 => found == Code::OtherFormat,
                16..24 => [Code::CutOff, Code::Damaged].contains(&found),
                _ => found == Code::Damaged,
            };
            assert!(told, "byte {place}: {found}");
        }
    }
}

/// A hash can be made to fit: then what is loaded still has to be what can be.
#[test]
fn no_crafted_byte_makes_a_panic() {
    let whole = small();
    let mut loaded = 0;
    for place in (0..whole.len()).filter(|place| !HASH.contains(place)) {
        for changed in [0, 1, 3, 0x7f, 0xff, whole[place] ^ 4] {
            let mut bytes = whole.clone();
            bytes[place] = changed;
            let Ok(graph) = opened(sealed(bytes)).and_then(|archive| Graph::load(&archive)) else { continue };
            loaded += 1;
            let all: Vec<usize> = (0..graph.nodes()).collect();
            let _ = graph.travel_times(&all, &all);
            for node in all {
                assert!(graph.shortest_path(0, node).is_none_or(|path| path.len() < 3));
            }
        }
    }
    // Times, hashes of sources and padding can be anything.
    assert!(loaded > 100, "{loaded}");
}

#[test]
fn a_table_that_cannot_be_is_refused() {
    let refused = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = small();
        change(&mut bytes);
        let length = bytes.len() as u64;
        bytes[16..24].copy_from_slice(&length.to_le_bytes());
        assert_eq!(code(&opened(sealed(bytes)).unwrap_err()), Code::BadSection);
    };
    let number = |place: usize, number: u64| {
        move |bytes: &mut Vec<u8>| bytes[place..place + 8].copy_from_slice(&number.to_le_bytes())
    };
    let archive = opened(small()).unwrap();
    let first = archive.sections()[0].start as u64;
    let count = u32::try_from(archive.sections().len()).unwrap();
    for sections in [0, count - 1, count + 1, u32::MAX] {
        refused(&|bytes| bytes[12..16].copy_from_slice(&sections.to_le_bytes()));
    }
    // Of the first row: its name, its kind, its place, how many values.
    refused(&|bytes| bytes[TABLE] = 0);
    refused(&|bytes| bytes[TABLE + 39] = b'x');
    refused(&|bytes| bytes[TABLE + 40] = 7);
    for place in [0, first - 64, first + 1, first + 64, u64::MAX, u64::MAX - 63] {
        refused(&number(TABLE + 48, place));
    }
    for values in [65, 1 << 40, u64::MAX] {
        refused(&number(TABLE + 56, values));
    }
    // The second takes the name of the first.
    refused(&|bytes| bytes.copy_within(TABLE..TABLE + 40, TABLE + ROW));
    refused(&|bytes| bytes.extend([0; 64]));
}

#[test]
fn a_section_of_another_kind_is_refused() {
    let archive = opened(small()).unwrap();
    let said = archive.array::<u64>("graph/heads").unwrap_err().to_string();
    assert_eq!(said, "net.jwn: section `graph/heads`: the section holds u32, not u64 [E-JWN-005]");
    let said = archive.array::<u8>("graph").unwrap_err().to_string();
    assert_eq!(said, "net.jwn: section `graph`: there is no such section [E-JWN-005]");
}

#[test]
fn another_format_is_told_from_damage() {
    let format = |format: u32| {
        let mut bytes = small();
        bytes[8..12].copy_from_slice(&format.to_le_bytes());
        opened(bytes).unwrap_err().to_string()
    };
    let said = "net.jwn: the file has the newer format 2; this program reads format 1 [E-JWN-002]";
    assert_eq!(format(2), said);
    assert!(format(0).contains("the older format 0"));
    assert_eq!(code(&opened(*b"{\"type\": \"FeatureCollection\"}").unwrap_err()), Code::NotPrepared);
}

proptest! {
    #[test]
    fn what_is_loaded_is_what_was_stored(
        bytes: Vec<u8>, shorts: Vec<u16>, words: Vec<u32>, longs: Vec<u64>, reals: Vec<f64>, pairs: Vec<[u32; 2]>,
    ) {
        let write = || written(|writer| {
            writer.array("bytes", &bytes[..]);
            writer.array("shorts", &shorts[..]);
            writer.array("words", &words[..]);
            writer.array("longs", longs.clone());
            writer.array("reals", &reals[..]);
            writer.array("pairs", &pairs[..]);
        });
        let file = write();
        prop_assert_eq!(&file, &write());
        let archive = opened(file).unwrap();
        prop_assert_eq!(&archive.array::<u8>("bytes").unwrap()[..], &bytes[..]);
        prop_assert_eq!(&archive.array::<u16>("shorts").unwrap()[..], &shorts[..]);
        prop_assert_eq!(&archive.array::<u32>("words").unwrap()[..], &words[..]);
        prop_assert_eq!(&archive.array::<u64>("longs").unwrap()[..], &longs[..]);
        prop_assert_eq!(&archive.array::<[u32; 2]>("pairs").unwrap()[..], &pairs[..]);
        let bits = |reals: &[f64]| reals.iter().map(|real| real.to_bits()).collect::<Vec<_>>();
        prop_assert_eq!(bits(&archive.array::<f64>("reals").unwrap()), bits(&reals));
    }

    #[test]
    fn a_graph_comes_back_as_it_was(edges in proptest::collection::vec((0..9_u32, 0..9_u32, 0..9999_u32), 0..40)) {
        let edges: Vec<Edge> =
            edges.into_iter().map(|(tail, head, milliseconds)| Edge { tail, head, milliseconds }).collect();
        let graph = Graph::new(9, &edges).unwrap();
        let file = written(|writer| graph.store(writer));
        let loaded = Graph::load(&opened(file.clone()).unwrap()).unwrap();
        prop_assert_eq!(written(|writer| loaded.store(writer)), file);
        let all: Vec<usize> = (0..9).collect();
        prop_assert_eq!(loaded.travel_times(&all, &all), graph.travel_times(&all, &all));
    }
}
