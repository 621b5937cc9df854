//! What holds of every protocol of the catalogue, whoever wrote it: what it tells about
//! itself is what it does.

mod bounds;
mod fields;
mod forgeries;
mod page;
mod promises;
mod variants;
mod words;

use sequitur_core::scenario::Scenario;
use std::path::Path;

/// The scenarios of the stories, by their names.
fn stories() -> Vec<(String, Scenario)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/stories");
    let entries = std::fs::read_dir(folder).expect("the folder of stories");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a story").path()).collect();
    paths.sort();
    let story = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).expect("a story can be read");
        let scenario = text.split("\n----\n").next().unwrap_or_default().to_owned() + "\n";
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        (name, parse(&scenario))
    };
    paths.iter().map(story).collect()
}

fn parse(text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}"))
}
