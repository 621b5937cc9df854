//! Random schedules over the whole catalogue: a protocol that is not broken on purpose is
//! never told to have violated what it promises, while the run keeps what it relies on.
//!
//! As many runs as SEQUITUR_RUNS says; each is named by its number, and is the same every time.

use sequitur_core::protocols::catalogue;
use sequitur_core::scenario::{Scenario, duration_text};
use sequitur_core::sim::command::filled;
use sequitur_core::sim::info::{Info, Parameter};
use sequitur_core::sim::plan::Setting;
use sequitur_core::sim::run::{Outcome, Run};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Numbers drawn one after the other.
struct Draws(u64);

impl Draws {
    /// A number below another, from SplitMix64.
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % count
    }

    fn happens(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }

    fn node(&mut self, nodes: &[String]) -> String {
        nodes[self.below(nodes.len() as u64) as usize].clone()
    }
}

/// The scenario of a number.
fn text(number: u64) -> String {
    let protocols = catalogue();
    let (round, protocol) = (number / protocols.len() as u64, number % protocols.len() as u64);
    let info = protocols[protocol as usize].info();
    // The runs of a protocol stay the same when others are added.
    let name = info.name.bytes().fold(0_u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
    let draws = &mut Draws(name.wrapping_mul(1_000_003).wrapping_add(round));
    let (least, most) = info.node_bounds;
    let count = draws.below(5) + 1;
    let count = count.clamp(least.into(), most.into());
    let mut nodes = info.node_names(count as u8);
    let mut text = format!("protocol {}\nnodes {count}\nseed {}\n", info.name, draws.below(1_000_000));
    if info.has_clients && draws.happens(30) {
        text += "clients 1\n";
        nodes.push("C1".to_owned());
    }
    for parameter in info.parameters {
        // The rules of consensus are wrong on purpose, all but the one by default.
        if parameter.name != "rule" && draws.happens(30) {
            let _ = writeln!(text, "set {} {}", parameter.name, value(parameter, draws));
        }
    }
    if !info.strategies.is_empty() && draws.happens(50) {
        let strategy = draws.pick(info.strategies).name();
        let _ = writeln!(text, "traitors {} {strategy}", draws.node(&nodes));
    }
    network(&nodes, draws, &mut text);
    for _ in 0..draws.below(9) {
        let at = draws.below(1_500);
        let _ = writeln!(text, "at {at}ms {} {}", draws.node(&nodes), command(info, &nodes, draws));
    }
    if draws.happens(50) {
        faults(&nodes, draws, &mut text);
    }
    text + "until 2s\n"
}

/// A value that is not too far from the default, and within its bounds.
fn value(parameter: &Parameter, draws: &mut Draws) -> String {
    let (least, most) = parameter.bounds;
    let mut near = |number: u64| {
        let number = match draws.below(6) {
            0 => least,
            1 => number / 3,
            2 => number * 3,
            3 => draws.below(8),
            _ => number / 2 + draws.below(number + 1),
        };
        number.clamp(least, most)
    };
    match parameter.default {
        // A lease has to end before anybody else is elected.
        Setting::Duration(time) if parameter.at_most.is_some() => duration_text(near(time).min(time)),
        Setting::Duration(time) => duration_text(near(time)),
        Setting::Range(a, b) => {
            let (a, b) = (near(a).max(50_000), near(b).max(50_000));
            format!("{}..{}", duration_text(a.min(b)), duration_text(a.max(b)))
        }
        Setting::Count(count) => near(count).to_string(),
        Setting::Switch(_) => draws.pick(&["on", "off"]).to_owned(),
        Setting::OneOf(_, all) => draws.pick(all).to_owned(),
    }
}

fn network(nodes: &[String], draws: &mut Draws, text: &mut String) {
    let delays = ["10ms", "1ms..60ms", "5ms..20ms", "100us..300us", "20ms..150ms"];
    let _ = writeln!(text, "network delay {}", draws.pick(&delays));
    for attribute in ["loss", "duplicate"] {
        if draws.happens(40) {
            let _ = writeln!(text, "network {attribute} {}%", draws.pick(&[1, 5, 20, 50]));
        }
    }
    if draws.happens(25) {
        let _ = writeln!(text, "network order {}", draws.pick(&["any", "fifo"]));
    }
    if nodes.len() > 1 && draws.happens(20) {
        let _ = writeln!(text, "network {}->{} delay {}", nodes[0], nodes[1], draws.pick(&delays));
    }
    for node in nodes {
        if draws.happens(15) {
            let offset = draws.below(200);
            let drift = draws.pick(&[0, 0, 10, 15, 200, 100_000]);
            let _ = writeln!(text, "clock {node} offset {offset}ms drift {drift}ppm");
        }
    }
}

/// One of the commands that the protocol tells about.
fn command(info: &Info, nodes: &[String], draws: &mut Draws) -> String {
    let form = info.commands[draws.below(info.commands.len() as u64) as usize].name;
    filled(form, |name| match name {
        "NODE" | "SERVER" => draws.node(nodes),
        "SERVER…" => nodes[..=draws.below(nodes.len() as u64) as usize].join(" "),
        "KEY" => draws.pick(&["x", "y"]).to_owned(),
        "VALUE" | "TEXT" => draws.pick(&["a", "b", "9", "10"]).to_owned(),
        "AMOUNT" => draws.below(60).to_string(),
        "NUMBER" => draws.below(2).to_string(),
        name => name.to_owned(),
    })
}

fn faults(nodes: &[String], draws: &mut Draws, text: &mut String) {
    for _ in 0..draws.below(4) {
        let (at, node, other) = (draws.below(1_500), draws.node(nodes), draws.node(nodes));
        let _ = match draws.below(9) {
            0 => {
                let _ = writeln!(text, "at {at}ms crash {node}");
                writeln!(text, "at {}ms restart {node}", at + draws.below(400))
            }
            1 => {
                let _ = writeln!(text, "at {at}ms partition {node}");
                writeln!(text, "at {}ms heal", at + draws.below(400))
            }
            2 => {
                let _ = writeln!(text, "at {at}ms pause {node}");
                writeln!(text, "at {}ms resume {node}", at + draws.below(400))
            }
            3 if node != other => writeln!(text, "at {at}ms cut {node}->{other}"),
            4 if node != other => {
                let _ = writeln!(text, "at {at}ms cut {node}->{other}");
                writeln!(text, "at {}ms heal {node}->{other}", at + draws.below(400))
            }
            5 => writeln!(text, "at {at}ms network loss {}%", draws.pick(&[0, 10, 50])),
            6 => writeln!(text, "at {at}ms network delay {}", draws.pick(&["1ms..5ms", "40ms..200ms"])),
            7 if node != other => writeln!(text, "at {at}ms network {node}->{other} rate 20/s"),
            _ => writeln!(text, "at {at}ms clock {node} step {}ms", draws.pick(&["-50", "50"])),
        };
    }
}

/// The scenario of a number without the commands that its protocol refuses.
fn scenario(number: u64) -> Scenario {
    without_mistakes(text(number))
}

/// A scenario without its lines that are refused.
fn without_mistakes(mut text: String) -> Scenario {
    loop {
        match Scenario::parse(&text) {
            Ok(scenario) => return scenario,
            Err(mistakes) => {
                let wrong: Vec<usize> = mistakes.iter().map(|mistake| mistake.line as usize).collect();
                let lines = text.lines().enumerate().filter(|(line, _)| !wrong.contains(&(line + 1)));
                let left: String = lines.map(|(_, line)| format!("{line}\n")).collect();
                assert!(left.len() < text.len() && left.starts_with("protocol"), "{text}\n{mistakes:#?}");
                text = left;
            }
        }
    }
}

/// The same, gone on with by hand for some choices, from some time on.
fn by_hand(number: u64) -> Scenario {
    let draws = &mut Draws(number.wrapping_mul(0x5851_f42d_4c95_7f2d));
    let from = draws.below(1_500);
    let mut text = format!("{}schedule manual from {from}ms\n", scenario(number).text());
    for choices in 0..draws.below(16) as u32 {
        let scenario = without_mistakes(text.clone());
        let open = choices_by_hand(&scenario, choices);
        if open.is_empty() {
            break;
        }
        // Most of the time something arrives.
        let arrivals: Vec<&String> = open.iter().filter(|line| line.starts_with("deliver")).collect();
        let line = match arrivals.is_empty() || draws.happens(35) {
            true => &open[draws.below(open.len() as u64) as usize],
            false => arrivals[draws.below(arrivals.len() as u64) as usize],
        };
        text = format!("{}{line}\n", scenario.text());
    }
    without_mistakes(text)
}

/// What may happen next in a run by hand, as lines.
fn choices_by_hand(scenario: &Scenario, choices: u32) -> Vec<String> {
    let (run, nodes) = (scenario.run(), &scenario.plan().nodes);
    let Some(open) = run.details.open_choices(choices) else { return Vec::new() };
    let mut lines = Vec::new();
    for (node, before) in nodes.iter().zip(&open.nodes) {
        for arriving in &before.arriving {
            let key = run.trace.key_text(arriving.key);
            let verbs = ["deliver", "drop", "duplicate"].into_iter().skip(arriving.blocked.is_some().into());
            lines.extend(verbs.map(|verb| format!("{verb} {key}")));
        }
        for timer in &before.timers {
            let verb = if run.info.is_act(*timer) { "act" } else { "fire" };
            lines.push(format!("{verb} {node} {}", run.info.timer_name(*timer)));
        }
        lines.push(format!("{} {node}", if before.up { "crash" } else { "restart" }));
        lines.push(format!("{} {node}", if before.paused { "resume" } else { "pause" }));
        lines.extend(before.commands.iter().take(1).map(|words| format!("{node} {}", words.join(" "))));
    }
    if let [one, other, ..] = &nodes[..] {
        lines.push(format!("cut {one}->{other}"));
    }
    if open.is_cut {
        lines.push("heal".to_owned());
    }
    lines
}

/// Tells which run it was that panicked.
struct Panics(u64);

impl Drop for Panics {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("run {}\n{}", self.0, text(self.0));
        }
    }
}

fn runs(usual: u64) -> u64 {
    std::env::var("SEQUITUR_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(usual)
}

fn broken(run: &Run) -> Vec<&str> {
    let is_broken = |v: &&sequitur_core::sim::run::Verdict| v.outcome == Outcome::Violated && v.is_promised;
    run.verdicts.iter().filter(is_broken).map(|v| v.why.as_str()).collect()
}

#[test]
fn what_is_promised_is_kept_while_what_is_assumed_is() {
    let runs = runs(300 * catalogue().len() as u64);
    let mut tested: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for number in 0..runs {
        let scenario = scenario(number);
        let panics = Panics(number);
        let run = scenario.run();
        drop(panics);
        assert_eq!(broken(&run), Vec::<&str>::new(), "run {number}\n{}", scenario.text());
        let keeps_all = run.assumptions.iter().all(|kept| kept.left.is_none());
        for verdict in run.verdicts.iter().filter(|verdict| verdict.is_tested && keeps_all) {
            *tested.entry((run.info.name, run.info.properties[verdict.property].name)).or_default() += 1;
        }
    }
    for machine in catalogue() {
        for property in machine.info().properties {
            let count = tested.get(&(machine.info().name, property.name));
            assert!(count.is_some(), "{} {} was tested by no run", machine.info().name, property.name);
        }
    }
}

/// Each choice by hand is made by running what was chosen so far, so there are fewer of these.
#[test]
fn what_is_promised_is_kept_by_hand_too() {
    for number in 0..runs(300 * catalogue().len() as u64) / 20 {
        let panics = Panics(number);
        let scenario = by_hand(number);
        let run = scenario.run();
        drop(panics);
        assert_eq!(broken(&run), Vec::<&str>::new(), "run {number} by hand\n{}", scenario.text());
    }
}
