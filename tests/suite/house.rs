//! The house stands as it was drawn: rooms import leftwards, files stay small and of one purpose.

mod source;

use source::{code, root, sources, tracked};
use std::collections::BTreeSet;
use std::path::Path;

/// The rooms from left to right; those of one place do not import each other.
const ROOMS: [&[&str]; 15] = [
    &["error", "units", "inference"],
    &["layer"],
    &["reproject"],
    &["index"],
    &["network"],
    &["study"],
    &["weights"],
    &["access", "cluster", "rings", "disparity"],
    &["classify"],
    &["export"],
    &["report"],
    &["run"],
    &["cli"],
    &["lib"],
    &["main"],
];

/// No file is longer.
const LONGEST: usize = 500;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 5] = ["util", "common", "helpers", "misc", "types"];

fn place(room: &str) -> Option<usize> {
    ROOMS.iter().position(|rooms| rooms.contains(&room))
}

/// How many modules below the root of the crate a file below `src` is.
fn depth(file: &Path) -> usize {
    file.iter().count() - usize::from(file.ends_with("mod.rs"))
}

/// The room of a file below `src`.
fn room(file: &Path) -> &str {
    let first = file.iter().next().and_then(|part| part.to_str()).expect("a file has a name");
    first.strip_suffix(".rs").unwrap_or(first)
}

#[test]
fn every_file_is_in_a_room() {
    for (file, _) in sources() {
        assert!(place(room(&file)).is_some(), "{}: no room of this name", file.display());
    }
}

/// Tests are held to the same order; comments, and with them the examples in the docs, are not.
#[test]
fn rooms_import_leftwards_only() {
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let here = room(&file);
        for there in source::imports(&code(&text), depth(&file)) {
            let Some(to) = place(&there) else { continue };
            let from = place(here).expect("every file is in a room");
            seen.insert((here.to_owned(), there.clone()));
            if here != there && to >= from {
                faults.push(format!("{} imports `{there}`", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for known in [("run", "study"), ("network", "layer"), ("rings", "network"), ("cli", "run")] {
        let known = (known.0.to_owned(), known.1.to_owned());
        assert!(seen.contains(&known), "{known:?} was not seen: imports are read wrongly");
    }
}

#[test]
fn imports_are_seen_however_they_are_written() {
    let text = "use super::super::study::Study;\n\
                use crate::run::plan; use crate::{\n    layer::{Cities, run},\n    index,\n};\n\
                // use crate::cli;\n\
                fn f() { crate::export::write(\"crate::cli\"); self::g::<crate::units::Metres>() }\n\
                use super::super::cli;\nuse super::run::Part;\n";
    let found = source::imports(&code(text), 2);
    assert_eq!(found, ["study", "run", "layer", "index", "export", "units", "cli"]);
}

#[test]
fn only_one_room_names_each_engine() {
    for (engine, home) in [("proj", "reproject"), ("rstar", "index"), ("petgraph", "network")] {
        let named: Vec<_> = sources()
            .into_iter()
            .filter(|(_, text)| source::names_crate(&code(text), engine))
            .map(|(file, _)| file)
            .collect();
        assert!(!named.is_empty(), "nothing names `{engine}`");
        for file in named {
            assert_eq!(room(&file), home, "{}: only `{home}` names `{engine}`", file.display());
        }
    }
}

/// The one module that maps a file; its proof stands there.
#[test]
fn only_one_module_is_not_proved_by_the_compiler() {
    let mut named = Vec::new();
    for (file, text) in sources() {
        let unproved = code(&text).matches("unsafe").count();
        if unproved > 0 {
            // Once where the lint is lifted, once where the map is made.
            assert_eq!((unproved, text.matches("// SAFETY: ").count()), (2, 1), "{}", file.display());
            named.push(file);
        }
    }
    assert_eq!(named, [Path::new("network/archive/bytes.rs")]);
}

#[test]
fn no_file_is_too_long() {
    let code = ["rs", "py", "js", "css", "html", "toml", "md"];
    for (file, text) in tracked() {
        let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        let lines = text.lines().count();
        assert!(!code.contains(&kind) || lines <= LONGEST, "{}: {lines} lines", file.display());
    }
}

#[test]
fn every_name_says_what_is_inside() {
    for (file, _) in tracked() {
        for part in file.iter().filter_map(|part| part.to_str()) {
            let stem = part.split('.').next().unwrap_or(part);
            let empty = EMPTY_NAMES.iter().any(|name| stem == *name || stem.strip_suffix('s') == Some(name));
            assert!(!empty, "{}: `{part}` says nothing", file.display());
        }
    }
}

/// Written in two halves, so that this file is not one of those that it looks for.
const OF_ONE_MACHINE: [(&str, &str); 7] = [
    ("/wo", "rk/"),
    ("/tm", "p/"),
    ("/ho", "me/"),
    ("/ro", "ot/"),
    ("/Us", "ers/"),
    ("../sh", "ared"),
    ("C:\\Us", "ers"),
];

#[test]
fn nothing_knows_the_machine_on_which_it_was_written() {
    let mut faults = Vec::new();
    for (file, text) in tracked() {
        for (number, line) in text.lines().enumerate() {
            for (a, b) in OF_ONE_MACHINE {
                if line.contains(&format!("{a}{b}")) {
                    faults.push(format!("{}:{}: {a}{b}", file.display(), number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(root().join("Cargo.lock").is_file());
}
