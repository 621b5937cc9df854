//! Who may import whom. The core knows no screen, the command line no page; within the
//! core, a module imports only those above it. What is absent is what is checked.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names under `[dependencies]` and `[dev-dependencies]`, also those of one target.
fn dependencies(manifest: &str, with_dev: bool) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut is_inside = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            let (table, dependency) = match section.rsplit_once("dependencies.") {
                Some((before, name)) => (format!("{before}dependencies"), Some(name)),
                None => (section.to_owned(), None),
            };
            is_inside = table.ends_with("dependencies") && (with_dev || !table.ends_with("dev-dependencies"));
            names.extend(dependency.filter(|_| is_inside).map(str::to_owned));
            // What follows `[dependencies.NAME]` is about NAME.
            is_inside &= dependency.is_none();
        } else if is_inside && !line.is_empty() && !line.starts_with('#') {
            let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
            names.insert(name.trim_matches('"').to_owned());
        }
    }
    names
}

/// The crates of the workspace: the name of each, and its folder.
fn crates() -> Vec<(String, PathBuf)> {
    let manifest = read(&root().join("Cargo.toml"));
    let members = manifest.lines().find(|line| line.starts_with("members")).expect("members on one line");
    let folders = members.split('"').skip(1).step_by(2);
    folders
        .map(|folder| {
            let folder = root().join(folder);
            let manifest = read(&folder.join("Cargo.toml"));
            let name = manifest.lines().find_map(|line| line.strip_prefix("name = ")).expect("a name");
            (name.trim_matches('"').to_owned(), folder)
        })
        .collect()
}

#[test]
fn crates_import_only_what_they_may() {
    let may: [(&str, &[&str]); 9] = [
        ("sequitur-core", &[]),
        ("sequitur-expression", &[]),
        ("sequitur-diagram", &["sequitur-core", "sequitur-expression"]),
        ("sequitur-check", &["sequitur-core"]),
        ("sequitur-course", &["sequitur-core", "sequitur-check"]),
        ("sequitur-cli", &["sequitur-core", "sequitur-diagram", "sequitur-check", "sequitur-course"]),
        ("sequitur-parts", &["sequitur-core"]),
        ("sequitur-worker", &["sequitur-core", "sequitur-check", "sequitur-course", "sequitur-parts"]),
        // The page searches nothing itself: that is the worker's.
        ("sequitur-web", &["sequitur-core", "sequitur-diagram", "sequitur-course", "sequitur-parts"]),
    ];
    let crates = crates();
    for (name, folder) in &crates {
        let (_, may) =
            may.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{name} is new here"));
        let manifest = read(&folder.join("Cargo.toml"));
        for dependency in dependencies(&manifest, true) {
            // Its tests may ask a crate for more than others get of it.
            let is_ours = dependency.starts_with("sequitur") && dependency != *name;
            assert!(!is_ours || may.contains(&dependency.as_str()), "{name} must not import {dependency}");
        }
    }
    assert!(crates.len() >= 4);
}

#[test]
fn only_the_page_knows_the_browser() {
    const BROWSER: [&str; 10] = [
        "yew",
        "gloo",
        "wasm-bindgen",
        "wasm-bindgen-futures",
        "wasm-bindgen-test",
        "js-sys",
        "web-sys",
        "serde-wasm-bindgen",
        "getrandom",
        "console_error_panic_hook",
    ];
    let of_page = ["sequitur-web", "sequitur-worker", "sequitur-parts"];
    for (name, folder) in crates().iter().filter(|(name, _)| !of_page.contains(&name.as_str())) {
        for dependency in dependencies(&read(&folder.join("Cargo.toml")), true) {
            let is_browser =
                BROWSER.iter().any(|b| dependency == *b || dependency.starts_with(&format!("{b}-")));
            assert!(!is_browser, "{name} must not import {dependency}");
        }
    }
}

/// A run is a function of its text: the core has no clock, no randomness, no files.
#[test]
fn the_core_imports_little() {
    let may = ["miniz_oxide", "serde", "xxhash-rust"].map(str::to_owned);
    let imports = dependencies(&read(&root().join("crates/core/Cargo.toml")), false);
    assert_eq!(imports, BTreeSet::from(may));
    each_line(&root().join("crates/core/src"), &mut |path, number, line| {
        for forbidden in
            ["std::fs", "std::net", "std::time", "std::env", "std::thread", "std::process", "f32", "f64"]
        {
            let is_word = line
                .split(|c: char| !c.is_alphanumeric() && c != ':' && c != '_')
                .any(|word| word == forbidden || word.starts_with(&format!("{forbidden}::")));
            assert!(!is_word, "{}:{number}: the core has no {forbidden}", path.display());
        }
    });
}

/// The modules of the core, in order: each may import itself and those before it.
const MODULES: [&str; 8] =
    ["renaming", "ordered", "trace", "clocks", "sim", "authoring", "protocols", "scenario"];

#[test]
fn modules_of_the_core_import_only_those_above_them() {
    let source = root().join("crates/core/src");
    let mut seen = 0;
    for (index, module) in MODULES.iter().enumerate() {
        each_line_of(&source, module, &mut |path, number, line| {
            for used in imports(line) {
                let below = MODULES.iter().position(|known| *known == used);
                let below =
                    below.unwrap_or_else(|| panic!("{}:{number}: {used} is new here", path.display()));
                assert!(below <= index, "{}:{number}: {module} must not import {used}", path.display());
                seen += 1;
            }
        });
    }
    assert!(seen > 20, "only {seen} imports were found");
    let entries = std::fs::read_dir(&source).expect("the core");
    for entry in entries.map(|entry| entry.expect("a file").file_name().into_string().expect("a name")) {
        let module = entry.strip_suffix(".rs").unwrap_or(&entry);
        assert!(module == "lib" || MODULES.contains(&module), "{entry} is new here");
    }
}

/// Looks at each line of a module: a file, or a folder of files.
fn each_line_of(source: &Path, module: &str, look: &mut impl FnMut(&Path, usize, &str)) {
    let file = source.join(format!("{module}.rs"));
    if file.is_file() {
        each_line_in(&file, look);
    } else {
        each_line(&source.join(module), look);
    }
}

/// The modules after `crate::` in a line of code.
fn imports(line: &str) -> Vec<String> {
    let code = line.split("//").next().unwrap_or_default();
    let after = code.split("crate::").skip(1);
    after
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(group) => group.split(',').map(first_word).collect(),
            None => vec![first_word(rest)],
        })
        .collect()
}

fn first_word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn each_line(folder: &Path, look: &mut impl FnMut(&Path, usize, &str)) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            each_line(&path, look);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            each_line_in(&path, look);
        }
    }
}

fn each_line_in(file: &Path, look: &mut impl FnMut(&Path, usize, &str)) {
    for (line, number) in read(file).lines().zip(1..) {
        look(file, number, line);
    }
}

#[test]
fn the_reader_of_manifests_reads_them() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\na.workspace = true\n\"b\" = { path = \"b\" }\n\
        # c = 1\n[dependencies.d]\nversion = \"1\"\n[target.'cfg(unix)'.dependencies]\ne = \"1\"\n\
        [dev-dependencies]\nf = \"1\"\n[[bench]]\nname = \"g\"\n";
    let names = |with_dev| dependencies(manifest, with_dev).into_iter().collect::<Vec<_>>().concat();
    assert_eq!(names(false), "abde");
    assert_eq!(names(true), "abdef");
    assert_eq!(imports("use crate::sim::run; // crate::web"), ["sim"]);
    assert_eq!(imports("use crate::{trace, clocks::lamport};"), ["trace", "clocks"]);
}
