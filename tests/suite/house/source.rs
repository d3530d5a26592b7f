//! The files of the project, and what their code names.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders of the project that are looked through; what else lies about is not ours.
const FOLDERS: [&str; 8] = [".cargo", ".ci", ".github", "benches", "examples", "geodata", "src", "tests"];

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `src`, by its path there, with its text.
pub(super) fn sources() -> Vec<(PathBuf, String)> {
    let all = tracked().into_iter();
    let sources = all.filter_map(|(file, text)| Some((file.strip_prefix("src").ok()?.to_owned(), text)));
    let rust = sources.filter(|(file, _)| file.extension().is_some_and(|kind| kind == "rs"));
    let rust: Vec<_> = rust.collect();
    assert!(rust.len() > 50, "the sources were not found");
    rust
}

/// Every text file of the project, by its path in it.
pub(super) fn tracked() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        // In a worktree `.git` is a file.
        if path.is_file() && name != ".git" {
            files.push(path);
        } else if FOLDERS.contains(&name.as_str()) {
            walk(&path, &mut files);
        }
    }
    files.sort();
    let read = |path: PathBuf| {
        let text = String::from_utf8(fs::read(&path).unwrap()).ok()?;
        Some((path.strip_prefix(root()).expect("a file of the project").to_owned(), text))
    };
    files.into_iter().filter_map(read).collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // Builds of the detached crates below `tests`.
        if path.is_dir() && !path.ends_with("target") && !path.ends_with("__pycache__") {
            walk(&path, files);
        } else if path.is_file() {
            files.push(path);
        }
    }
}

/// `text` without comments and without what stands between quotation marks.
pub(super) fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
        } else if rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
        } else if let Some(after) = raw_text(rest) {
            rest = after;
        } else if next == '"' {
            rest = after_text(&rest[1..]);
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\\"'") {
            rest = rest[1..].split_once('\'').map_or("", |(_, after)| after);
        } else {
            code.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    code
}

/// What follows the raw text with which `code` begins, if it begins with one.
fn raw_text(code: &str) -> Option<&str> {
    let opening = code.strip_prefix('r')?;
    let marks = opening.len() - opening.trim_start_matches('#').len();
    let inside = opening[marks..].strip_prefix('"')?;
    Some(inside.split_once(&format!("\"{}", "#".repeat(marks))).map_or("", |(_, after)| after))
}

fn after_text(inside: &str) -> &str {
    let mut escaped = false;
    for (place, letter) in inside.char_indices() {
        match letter {
            '"' if !escaped => return &inside[place + 1..],
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    ""
}

/// The modules at the root of the crate that `code` names, in a file `depth` modules below the root: by `crate::`,
/// or by as many `super::` at the head of a `use` as lead up there.
pub(super) fn imports(code: &str, depth: usize) -> Vec<String> {
    let upwards = "super::".repeat(depth);
    let mut found = Vec::new();
    for (start, _) in code.match_indices("::") {
        let before = &code[..start + 2];
        let whole = |path: &str| {
            let free = |text: &str| !text.ends_with(|c: char| is_name(c) || c == ':');
            before.strip_suffix(path).is_some_and(free)
        };
        let climbs = before.strip_suffix(&upwards).is_some_and(|b| b == "use " || b.ends_with("\nuse "));
        if whole("crate::") || climbs {
            found.extend(heads(&code[start + 2..]));
        }
    }
    found
}

/// The first names of the path, or of each path of the group, with which `rest` begins.
fn heads(rest: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|&c| is_name(c)).collect::<String>();
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let mut names = vec![name(group.trim_start())];
    let mut depth = 0_u32;
    for (place, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(name(group[place + 1..].trim_start())),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Whether `code` names the dependency called `engine`: in a path or a `use`.
pub(super) fn names_crate(code: &str, engine: &str) -> bool {
    code.match_indices(engine).any(|(start, _)| {
        let (before, after) = (&code[..start], &code[start + engine.len()..]);
        let alone = !before.ends_with(|c: char| is_name(c) || c == ':') || before.ends_with(" ::");
        let named = before.ends_with("use ") && after.starts_with(';');
        alone && (after.starts_with("::") || named)
    })
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
