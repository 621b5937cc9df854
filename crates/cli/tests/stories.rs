//! The stories in `tests/stories`: a scenario, a line `----`, and the picture that a
//! student should see. `UPDATE_STORIES=1 cargo test` rewrites the pictures; read the
//! difference before you keep it.

use sequitur_core::protocols::catalogue;
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::{Outcome, Value, Verdict};
use sequitur_core::trace::MessageId;
use std::path::{Path, PathBuf};

const RULE: &str = "----\n";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/stories")
}

/// The scenario of a story, and the picture that it expects.
fn read(path: &Path) -> (String, String) {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    match text.split_once(&format!("\n{RULE}")) {
        Some((scenario, picture)) => (format!("{scenario}\n"), picture.to_owned()),
        None => (text, String::new()),
    }
}

fn parse(name: &str, text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{name}\n{mistakes:#?}"))
}

/// The names of all stories, in order.
fn names() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("the folder of stories");
    let file = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.expect("a story").file_name().into_string().expect("a name")
    };
    let mut names: Vec<String> = entries.map(file).collect();
    names.sort_unstable();
    let story = |name: String| name.strip_suffix(".story").expect("only stories are told").to_owned();
    names.into_iter().map(story).collect()
}

/// What is wrong with a story.
fn check(name: &str) -> Result<(), String> {
    let path = folder().join(format!("{name}.story"));
    let (text, expected) = read(&path);
    let scenario = Scenario::parse(&text).map_err(|mistakes| format!("{mistakes:#?}"))?;
    let (run, title) = (scenario.run(), scenario.title());
    if scenario.text() != text {
        return Err(format!("its scenario is not canonical, which is\n{}", scenario.text()));
    }
    if title.is_empty() {
        return Err("no comment says what to see".to_owned());
    }
    let unmet = scenario.unmet(&run);
    if !unmet.is_empty() {
        return Err(format!("{unmet:#?}"));
    }
    let picture = sequitur_diagram::text(&run, &scenario.unused(&run));
    if std::env::var_os("UPDATE_STORIES").is_some() {
        std::fs::write(&path, format!("{text}{RULE}{picture}")).expect("the story can be written");
    } else if picture != expected {
        return Err(format!("it was\n{expected}\nand is\n{picture}"));
    }
    Ok(())
}

/// `STORY=NAME` tells one of them only.
#[test]
fn every_story_shows_what_it_says() {
    let only = std::env::var("STORY").ok();
    let chosen = names().into_iter().filter(|name| only.as_ref().is_none_or(|only| only == name));
    let wrong = chosen.filter_map(|name| check(&name).err().map(|why| format!("{name}: {why}")));
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Each broken variant of the catalogue has a story, or a scenario that is ready in the page, in
/// which it breaks the property that it is said to break; with the same lines, the right protocol
/// breaks none.
#[test]
fn every_broken_variant_has_a_story() {
    let mut stories: Vec<(String, String)> =
        names().into_iter().map(|name| (read(&folder().join(format!("{name}.story"))).0, name)).collect();
    let ready = std::fs::read_dir(folder().join("../../web/scenarios")).expect("the ready scenarios");
    let paths = ready.map(|entry| entry.expect("a scenario").path());
    for path in paths.filter(|path| path.is_file()) {
        let text = std::fs::read_to_string(&path).expect("a scenario can be read");
        stories.push((text, path.display().to_string()));
    }
    let mut lacking = Vec::new();
    for info in catalogue().iter().map(|protocol| protocol.info()) {
        for variant in info.variants {
            let line = format!("protocol {} {}\n", info.name, variant.name);
            let told = stories.iter().filter(|(text, _)| text.contains(&line));
            let mut shown = told.filter(|(text, name)| is_broken(name, text, variant.breaks));
            let Some((text, name)) = shown.next() else {
                lacking.push(line);
                continue;
            };
            let right = text.replace(&line, &format!("protocol {}\n", info.name));
            let lines = right.lines().filter(|line| !line.starts_with("expect "));
            let right: String = lines.map(|line| format!("{line}\n")).collect();
            let run = parse(name, &right).run();
            let is_broken = |verdict: &&Verdict| verdict.outcome == Outcome::Violated && verdict.is_promised;
            let broken = run.verdicts.iter().filter(is_broken);
            assert_eq!(broken.count(), 0, "{name}, without its mistake");
        }
    }
    assert!(lacking.is_empty(), "no story shows what is wrong with these\n{}", lacking.concat());
}

/// A line, or the one that names the right protocol in place of that which names a variant.
fn right_line(protocol: &str) -> impl Fn(&str) -> String + use<'_> {
    move |line| if line.starts_with("protocol ") { protocol.to_owned() } else { format!("{line}\n") }
}

/// Whether a run breaks a property: violates it, or leaves open what should have come true.
fn is_broken(name: &str, text: &str, property: &str) -> bool {
    let scenario = parse(name, text);
    if property.is_empty() {
        // It breaks nothing, and what it computes is not what the right protocol does.
        let protocol = format!("protocol {}\n", scenario.machine().info().name);
        let right = parse(name, &text.lines().map(right_line(&protocol)).collect::<String>());
        return !right.unmet(&right.run()).is_empty();
    }
    let expects = text.lines().any(|line| line == format!("expect {property} pending"));
    match scenario.run().verdict(property).expect("a property").outcome {
        Outcome::Violated => true,
        Outcome::Pending => expects,
        Outcome::Holds => false,
    }
}

/// What the picture of `retry-takes-effect-once` cannot show: the answer to `get x`.
#[test]
fn a_command_logged_twice_takes_effect_once() {
    let (text, _) = read(&folder().join("retry-takes-effect-once.story"));
    let run = parse("retry-takes-effect-once", &text).run();
    let mut messages = (0..run.trace.messages.len() as u32).map(MessageId);
    let last = messages.rfind(|id| run.trace.kind_name(*id) == "Reply").expect("a reply");
    let fields = run.details.fields(last);
    assert!(fields.contains(&("answer", Value::Text("2".to_owned()))), "{fields:?}");
    let logged = run.decisions.iter().filter(|decision| decision.value.ends_with("put x 1")).count();
    assert_eq!(logged, 4, "both servers apply both entries");
}
