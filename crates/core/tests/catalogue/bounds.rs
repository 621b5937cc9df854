//! Every protocol runs with as few and as many nodes as it allows, and with each parameter at
//! each of its bounds; outside them a text is refused.

use super::parse;
use sequitur_core::protocols::catalogue;
use sequitur_core::scenario::{Scenario, duration_text};
use sequitur_core::sim::command::filled;
use sequitur_core::sim::info::{Info, Parameter};
use sequitur_core::sim::plan::Setting;

/// Commands for every node, those that it refuses left out.
fn asked(info: &Info, head: &str) -> String {
    let nodes = parse(head).plan().nodes.clone();
    let words = |form: &str, node: usize| {
        filled(form, |name| match name {
            "NODE" | "SERVER" | "SERVER…" => nodes[(node + 1) % nodes.len()].clone(),
            "NUMBER" | "AMOUNT" => "1".to_owned(),
            _ => "a".to_owned(),
        })
    };
    let line = |(node, command): (usize, &str)| format!("at 5ms {} {}\n", nodes[node], words(command, node));
    let few = [0, 1, 2, nodes.len() - 1].into_iter().filter(|node| *node < nodes.len());
    let commands = few.flat_map(|node| info.commands.iter().map(move |command| (node, command.name)));
    commands.map(line).filter(|line| Scenario::parse(&(head.to_owned() + line)).is_ok()).collect()
}

/// Runs it, commands and a crash in the midst.
fn run(info: &Info, head: &str) {
    let first = parse(head).plan().nodes[0].clone();
    let text =
        format!("{head}{}at 20ms crash {first}\nat 40ms restart {first}\nuntil 120ms\n", asked(info, head));
    let run = parse(&text).run();
    assert!(run.trace.events.len() >= run.trace.nodes.len(), "{text}");
    assert!(run.verdicts.iter().all(|verdict| !verdict.why.is_empty()), "{text}");
}

#[test]
fn numbers_of_nodes_within_the_bounds_run_and_others_are_refused() {
    for info in catalogue().iter().map(|protocol| protocol.info()) {
        let (least, most) = info.node_bounds;
        for count in [1, 2, least, most, 64] {
            let head = format!("protocol {}\nnodes {count}\n", info.name);
            if (least..=most).contains(&count) {
                run(info, &head);
            } else {
                assert!(Scenario::parse(&head).is_err(), "{head}");
            }
        }
    }
}

/// The bounds of a parameter, as they are written; no switch has any.
fn bounds(parameter: &Parameter) -> Vec<String> {
    let (least, most) = parameter.bounds;
    let time = duration_text;
    match parameter.default {
        Setting::Duration(_) => vec![time(least), time(most)],
        Setting::Range(..) => vec![time(least), format!("{}..{}", time(least), time(most))],
        Setting::Count(_) => vec![least.to_string(), most.to_string()],
        Setting::Switch(_) => vec!["on".to_owned(), "off".to_owned()],
        Setting::OneOf(_, all) => all.iter().map(|word| (*word).to_owned()).collect(),
    }
}

#[test]
fn parameters_at_their_bounds_run() {
    for info in catalogue().iter().map(|protocol| protocol.info()) {
        for parameter in info.parameters {
            for value in bounds(parameter) {
                let head = format!("protocol {}\nset {} {value}\n", info.name, parameter.name);
                // One that another parameter bounds is refused beyond that.
                if parameter.at_most.is_none() || Scenario::parse(&head).is_ok() {
                    run(info, &head);
                }
            }
        }
    }
}
