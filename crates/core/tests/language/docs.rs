//! The reference for people: what it shows is tried.

use sequitur_core::scenario::link::decode;
use sequitur_core::scenario::{BRANCHES_MAX, LINES_MAX, Mistake, NAME_MAX, Scenario, TEXT_MAX};

const REFERENCE: &str = include_str!("../../../../docs/scenario-language.md");

/// The fenced blocks, with what stands behind the fence.
fn blocks() -> Vec<(&'static str, &'static str)> {
    let parts = REFERENCE.split("```").skip(1).step_by(2);
    parts.map(|block| block.split_once('\n').expect("a fence ends its line")).collect()
}

/// Some examples show only a few lines.
fn whole(text: &str) -> String {
    let has_protocol = text.lines().any(|line| line.starts_with("protocol"));
    text.to_owned() + if has_protocol { "" } else { "protocol raft\n" }
}

#[test]
fn examples_are_what_they_say() {
    let blocks = blocks();
    assert!(blocks.len() > 8);
    for (index, (sort, text)) in blocks.iter().enumerate() {
        let next = blocks.get(index + 1).map(|(sort, _)| *sort);
        let before = || whole(blocks[index - 1].1);
        match *sort {
            "scenario" if next == Some("mistakes") => {}
            "scenario" => {
                let scenario = Scenario::parse(&whole(text)).unwrap_or_else(|m| panic!("{text}\n{m:#?}"));
                assert_eq!(scenario.text(), whole(text), "it is canonical");
                let run = scenario.run();
                assert_eq!(scenario.unmet(&run), [], "{text}");
            }
            "mistakes" => {
                let found = Scenario::parse(&before()).expect_err("it has mistakes");
                let found: Vec<String> = found.iter().map(Mistake::to_string).collect();
                assert_eq!(found.join("\n"), text.trim_end());
            }
            "link" => assert_eq!(decode(text), Ok(before())),
            other => panic!("nobody knows what {other} is"),
        }
    }
}

#[test]
fn limits_are_as_told() {
    for limit in [
        format!("{TEXT_MAX} bytes"),
        format!("{LINES_MAX} lines"),
        format!("most {NAME_MAX} characters"),
        format!("most {BRANCHES_MAX} branches"),
        format!("{} nodes", sequitur_core::sim::plan::NODES_MAX),
        format!("{}\nevents or messages", sequitur_core::sim::plan::EVENTS_MAX),
    ] {
        assert!(REFERENCE.contains(&limit), "{limit}");
    }
}
