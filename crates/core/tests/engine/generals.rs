//! Byzantine generals, with oral and with signed messages, against the runs of the paper and
//! against an evaluation of the tree that knows no messages.

use super::{parse, run};
use proptest::prelude::*;
use sequitur_core::sim::plan::Forgery;
use sequitur_core::sim::run::{Outcome, Run, Value, Verdict};
use sequitur_core::trace::EventId;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What the generals obey, such as `2:attack 3:retreat`, by the numbers of the paper.
fn obeyed(run: &Run) -> String {
    let traitor = |node| run.plan.traitors.get(&node).is_some();
    let mut all: Vec<_> = run.decisions.iter().filter(|decision| !traitor(decision.node)).collect();
    all.sort_by_key(|decision| decision.node);
    let words: Vec<String> = all.iter().map(|d| format!("{}:{}", d.node.0, d.value)).collect();
    words.join(" ")
}

fn violated(run: &Run) -> Vec<&'static str> {
    let broken = run.verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Violated);
    broken.map(|verdict| run.info.properties[verdict.property].name).collect()
}

const AGREEMENT: &str = "ic1-agreement";
const OBEDIENCE: &str = "ic2-obedience";

/// The lines of a scenario, what is obeyed in it, and what is broken.
const RUNS: &[(&str, &str, &[&str])] = &[
    // OM(1), n = 3.
    (
        "protocol oral-messages\nnodes 3\ntraitors G2\nat 0ms G1 attack\nat 110ms forge Order G2->G3 retreat G1\n",
        "2:retreat",
        &[OBEDIENCE],
    ),
    (
        "protocol oral-messages\nnodes 3\ntraitors G1\nat 0ms forge Order G1->G2 attack\nat 0ms forge Order G1->G3 retreat\n",
        "1:retreat 2:retreat",
        &[],
    ),
    // OM(1), n = 4.
    ("protocol oral-messages\nnodes 4\ntraitors G4 flipping\nat 0ms G1 attack\n", "1:attack 2:attack", &[]),
    (
        "protocol oral-messages\nnodes 4\ntraitors G1\nat 0ms forge Order G1->G2 attack\nat 0ms forge Order G1->G3 retreat\nat 0ms forge Order G1->G4 attack\n",
        "1:attack 2:attack 3:attack",
        &[],
    ),
    (
        "protocol oral-messages\nnodes 4\ntraitors G1\nat 0ms forge Order G1->G2 attack\nat 0ms forge Order G1->G3 retreat\nat 0ms forge Order G1->G4 retreat\n",
        "1:retreat 2:retreat 3:retreat",
        &[],
    ),
    (
        "protocol oral-messages\nnodes 4\ntraitors G1 G2\nat 0ms forge Order G1->G3 attack\nat 0ms forge Order G1->G4 retreat\nat 110ms forge Order G2->G3 attack G1\nat 110ms forge Order G2->G4 retreat G1\n",
        "2:attack 3:retreat",
        &[AGREEMENT],
    ),
    (
        "protocol oral-messages\nnodes 4\nset m 0\ntraitors G1\nat 0ms forge Order G1->G2 attack\nat 0ms forge Order G1->G3 attack\nat 0ms forge Order G1->G4 retreat\n",
        "1:attack 2:attack 3:retreat",
        &[AGREEMENT],
    ),
    // OM with seven and six.
    (
        "protocol oral-messages\nnodes 7\ntraitors G1 G7 equivocating\nat 0ms G1 attack\n",
        "1:attack 2:retreat 3:attack 4:retreat 5:attack",
        &[AGREEMENT],
    ),
    (
        "protocol oral-messages\nnodes 7\nset m 2\ntraitors G1 G7 equivocating\nat 0ms G1 attack\n",
        "1:attack 2:attack 3:attack 4:attack 5:attack",
        &[],
    ),
    (
        "protocol oral-messages\nnodes 6\nset m 2\ntraitors G5 G6 flipping\nat 0ms G1 attack\n",
        "1:retreat 2:retreat 3:retreat",
        &[OBEDIENCE],
    ),
    (
        "protocol oral-messages\nnodes 7\nset m 2\ntraitors G6 G7 flipping\nat 0ms G1 attack\n",
        "1:attack 2:attack 3:attack 4:attack",
        &[],
    ),
    // SM.
    (
        "protocol signed-messages\nnodes 3\ntraitors G1 equivocating\nat 0ms G1 attack\n",
        "1:retreat 2:retreat",
        &[],
    ),
    (
        "protocol signed-messages\nnodes 3\nset m 0\ntraitors G1 equivocating\nat 0ms G1 attack\n",
        "1:attack 2:retreat",
        &[AGREEMENT],
    ),
    (
        "protocol signed-messages\nnodes 4\ntraitors G1 G4 colluding\nat 0ms G1 attack\n",
        "1:retreat 2:attack",
        &[AGREEMENT],
    ),
    (
        "protocol signed-messages\nnodes 4\nset m 2\ntraitors G1 G4\nat 0ms forge Signed G1->G2 attack:G1\nat 0ms forge Signed G1->G3 attack:G1\nat 0ms forge Signed G1->G4 retreat:G1\nat 110ms forge Signed G4->G2 retreat:G1:G4\n",
        "1:retreat 2:retreat",
        &[],
    ),
    (
        "protocol signed-messages\nnodes 4\nset m 2\ntraitors G1 G4\nat 0ms forge Signed G1->G2 attack:G1\nat 0ms forge Signed G1->G3 attack:G1\nat 0ms forge Signed G1->G4 retreat:G1\nat 210ms forge Signed G4->G2 retreat:G1:G4\n",
        "1:attack 2:attack",
        &[],
    ),
    (
        "protocol signed-messages\nnodes 5\nset m 2\ntraitors G1 G4 G5 colluding\nat 0ms G1 attack\n",
        "1:retreat 2:attack",
        &[AGREEMENT],
    ),
    (
        "protocol signed-messages\nnodes 5\nset m 3\ntraitors G1 G4 G5\nat 0ms forge Signed G1->G2 attack:G1\nat 0ms forge Signed G1->G3 attack:G1\nat 0ms forge Signed G1->G4 retreat:G1\nat 110ms forge Signed G4->G5 retreat:G1:G4\nat 210ms forge Signed G5->G2 retreat:G1:G4:G5\n",
        "1:retreat 2:retreat",
        &[],
    ),
    // Variants.
    (
        "protocol oral-messages fewer-rounds\nnodes 4\ntraitors G1 equivocating\nat 0ms G1 attack\n",
        "1:attack 2:retreat 3:attack",
        &[AGREEMENT],
    ),
    (
        "protocol signed-messages any-length\nnodes 3\ntraitors G1\nat 0ms forge Signed G1->G2 attack:G1\nat 0ms forge Signed G1->G3 attack:G1\nat 150ms forge Signed G1->G2 retreat:G1\n",
        "1:retreat 2:attack",
        &[AGREEMENT],
    ),
    (
        "protocol signed-messages\nnodes 3\ntraitors G1\nat 0ms forge Signed G1->G2 attack:G1\nat 0ms forge Signed G1->G3 attack:G1\nat 150ms forge Signed G1->G2 retreat:G1\n",
        "1:attack 2:attack",
        &[],
    ),
    (
        "protocol signed-messages unverified\nnodes 3\ntraitors G3\nat 0ms G1 attack\nat 110ms forge Signed G3->G2 retreat:G1?:G3\n",
        "1:retreat",
        &[OBEDIENCE],
    ),
    (
        "protocol signed-messages\nnodes 3\ntraitors G3\nat 0ms G1 attack\nat 110ms forge Signed G3->G2 retreat:G1?:G3\n",
        "1:attack",
        &[],
    ),
    ("protocol signed-messages\nnodes 3\ntraitors G3 flipping\nat 0ms G1 attack\n", "1:attack", &[]),
];

#[test]
fn the_runs_of_the_paper_end_as_it_says() {
    for (text, expected, broken) in RUNS {
        let scenario = parse(text);
        let run = scenario.run();
        assert_eq!(scenario.unused(&run), Vec::<String>::new(), "{text}");
        assert_eq!(obeyed(&run), *expected, "{text}");
        assert_eq!(violated(&run), *broken, "{text}");
        let is_right = run.plan.variant.is_none();
        let promised = run.verdicts.iter().filter(|v| v.outcome == Outcome::Violated && v.is_promised);
        assert!(!is_right || promised.count() == 0, "more traitors than are allowed for: {text}");
    }
}

#[test]
fn messages_are_as_many_as_the_formulas_say() {
    let oral =
        [(3, 1, 4), (4, 0, 3), (4, 1, 9), (5, 1, 16), (7, 1, 36), (6, 2, 85), (7, 2, 156), (10, 3, 3609)];
    for (n, m, messages) in oral {
        let run = run(&format!("protocol oral-messages\nnodes {n}\nset m {m}\nat 0ms G1 attack\n"));
        assert_eq!(run.trace.messages.len(), messages, "OM({m}) with {n}");
        let formula: usize = (0..=m).map(|k| (0..=k).map(|i| n - 1 - i).product::<usize>()).sum();
        assert_eq!(messages, formula);
        assert_eq!(run.decisions.len(), n - 1);
        assert!(run.decisions.iter().all(|decision| decision.value == "attack"));
        let last = run.trace.event(run.decisions[0].event).at;
        assert_eq!(last, 100_000 * (m as u64 + 1), "m + 1 rounds");
    }
    for (n, messages) in [(3, 4), (4, 9), (5, 16), (7, 36)] {
        for m in [1, 2] {
            let run = run(&format!("protocol signed-messages\nnodes {n}\nset m {m}\nat 0ms G1 attack\n"));
            assert_eq!(run.trace.messages.len(), messages, "SM({m}) with {n}");
            assert!(run.decisions.iter().all(|decision| decision.value == "attack"));
        }
    }
}

/// A commander who signs three orders: without early silence all three are passed on.
#[test]
fn whoever_is_silent_early_passes_on_two_orders() {
    let text = |silence: &str| {
        let mut text =
            format!("protocol signed-messages\nnodes 6\nset early-silence {silence}\ntraitors G1\n");
        for to in 2..=6 {
            for (order, at) in [("attack", 0), ("retreat", 1), ("hold", 2)] {
                let _ = writeln!(text, "at {at}ms forge Signed G1->G{to} {order}:G1");
            }
        }
        text + "network delay 10ms\n"
    };
    let relayed = |silence| {
        let run = run(&text(silence));
        assert_eq!(obeyed(&run), "1:retreat 2:retreat 3:retreat 4:retreat 5:retreat");
        run.trace.messages.iter().filter(|message| !message.key.forged).count()
    };
    assert_eq!((relayed("off"), relayed("on")), (3 * 5 * 4, 2 * 5 * 4));
}

/// What a signature allows: to repeat it with the text that it was made for, nothing else.
#[test]
fn signatures_of_others_are_not_forged() {
    let head = "protocol signed-messages\nnodes 4\nset m 2\ntraitors G4\nat 0ms G1 attack\n";
    let can = |line: &str| {
        let scenario = parse(&format!("{head}{line}\n"));
        scenario.unused(&scenario.run()).is_empty()
    };
    // G1 has signed attack, and G2 under that; G4 has seen both by 150 ms.
    assert!(can("at 150ms forge Signed G4->G3 attack:G1:G4"));
    assert!(can("at 150ms forge Signed G4->G3 attack:G1:G2:G4"));
    assert!(can("at 150ms forge Signed G4->G3 attack:G1"), "it repeats what it has seen");
    assert!(can("at 150ms forge Signed G4->G3 retreat:G1?:G4"), "that is no signature");
    assert!(!can("at 150ms forge Signed G4->G3 retreat:G1:G4"), "G1 has not signed that");
    assert!(!can("at 5ms forge Signed G4->G3 attack:G1:G4"), "nothing has been seen yet");
    assert!(can("at 150ms forge Signed G4->G2 attack:G1:G3:G4"));
    assert!(!can("at 105ms forge Signed G4->G2 attack:G1:G3:G4"), "G3's is on its way");
    assert!(!can("at 150ms forge Signed G4->G2 attack:G2"), "G2 signs nothing alone");
    assert!(!can("at 150ms forge Signed G4->G3 attack:G1?:G2:G4"), "G2 has signed with G1's signature");
}

#[test]
fn a_chain_that_is_broken_is_refused_and_it_is_said_why() {
    let table = [
        ("at 110ms forge Signed G3->G2 retreat:G1?:G3", "refuses retreat:G1?:G3: G1 has not signed it"),
        (
            "at 110ms forge Signed G3->G2 attack:G3:G1",
            "refuses attack:G3:G1: the first signature is not that of G1",
        ),
        ("at 110ms forge Signed G3->G2 attack:G1:G3:G3", "refuses attack:G1:G3:G3: G3 has signed it twice"),
        (
            "at 110ms forge Signed G3->G2 retreat:G1",
            "refuses retreat:G1: it has 1 of the 2 signatures that round 2 asks for",
        ),
    ];
    for (line, why) in table {
        let text = format!("protocol signed-messages\nnodes 3\ntraitors G1 G3\n{line}\n");
        let run = run(&text);
        assert!(labels(&run).contains(&why.to_owned()), "{line}: {:?}", labels(&run));
        assert_eq!(obeyed(&run), "1:retreat");
    }
}

/// What the events are called.
fn labels(run: &Run) -> Vec<String> {
    let events = (0..run.trace.events.len() as u32).map(EventId);
    events.map(|event| run.trace.label(event).into_owned()).collect()
}

/// What the inspector shows at the end: the lines of a list, or the one of a word.
fn field(run: &Run, node: usize, name: &str) -> Vec<String> {
    let last = EventId(run.trace.events.len() as u32 - 1);
    let views = run.details.nodes_after(last);
    let value = views[node].fields.iter().find(|(other, _)| *other == name);
    let line = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        other => panic!("{other:?} is no line"),
    };
    match &value.expect("a field").1 {
        Value::List(lines) => lines.iter().map(line).collect(),
        value => vec![line(value)],
    }
}

/// Two orders with one signature are a proof, which the liar's signature makes. Words alone are
/// none: a liar and whoever he slanders look the same.
#[test]
fn signatures_tell_who_lied_and_words_do_not() {
    let signed = run("protocol signed-messages\nnodes 3\ntraitors G1 equivocating\nat 0ms G1 attack\n");
    let proof = "attack:G1 and retreat:G1:G3: G1 has signed both, so G1 is a traitor";
    assert_eq!(field(&signed, 1, "proof"), [proof]);
    let commander_lies = run(
        "protocol oral-messages\nnodes 3\ntraitors G1\nat 0ms forge Order G1->G2 attack\nat 0ms forge Order G1->G3 retreat\n",
    );
    let lieutenant_lies = run(
        "protocol oral-messages\nnodes 3\ntraitors G3\nat 0ms G1 attack\nat 110ms forge Order G3->G2 retreat G1\n",
    );
    let told = ["G1: attack and G3: G1: retreat: G1 or G3 lies"];
    for run in [&commander_lies, &lieutenant_lies] {
        assert_eq!(field(run, 1, "contradictions"), told);
    }
    assert_eq!(field(&commander_lies, 1, "heard"), field(&lieutenant_lies, 1, "heard"), "G2 sees the same");
}

#[test]
fn the_arithmetic_stands_beside_the_lane() {
    let run = run("protocol oral-messages\nnodes 4\ntraitors G4 flipping\nat 0ms G1 attack\n");
    let sum = "majority(attack by G1, attack by G3, retreat by G4) = attack";
    assert_eq!(field(&run, 1, "majorities"), [sum]);
    assert!(labels(&run).contains(&sum.to_owned()));
    let deeper = super::run("protocol oral-messages\nnodes 7\nset m 2\nat 0ms G1 attack\n");
    let all = field(&deeper, 1, "majorities");
    assert_eq!(all.len(), 1 + 5);
    assert_eq!(
        all[1],
        "G3: majority(attack by G3, attack by G4, attack by G5, attack by G6, attack by G7) = attack"
    );
}

/// What traitors say: to whom, on which path, and what.
type Lies = BTreeMap<(Vec<usize>, usize), &'static str>;

/// The tree, evaluated as the paper defines it, without rounds and messages.
struct Oracle {
    n: usize,
    m: usize,
    order: &'static str,
    traitors: Vec<usize>,
    lies: Lies,
}

impl Oracle {
    fn told(&self, path: &[usize], to: usize) -> &'static str {
        let (last, before) = path.split_last().expect("a path begins with the commander");
        match before {
            _ if self.traitors.contains(last) => {
                self.lies.get(&(path.to_vec(), to)).copied().unwrap_or("retreat")
            }
            [] => self.order,
            before => self.told(before, *last),
        }
    }

    fn value(&self, path: &[usize], general: usize) -> &'static str {
        let mut votes = vec![self.told(path, general)];
        if path.len() <= self.m {
            for other in (1..self.n).filter(|other| *other != general && !path.contains(other)) {
                votes.push(self.value(&[path, &[other]].concat(), general));
            }
        }
        let attacks = votes.iter().filter(|vote| **vote == "attack").count();
        if 2 * attacks > votes.len() { "attack" } else { "retreat" }
    }

    fn obeyed(&self) -> String {
        let loyal = (1..self.n).filter(|general| !self.traitors.contains(general));
        let all: Vec<String> =
            loyal.map(|general| format!("{general}:{}", self.value(&[0], general))).collect();
        all.join(" ")
    }

    /// Every path that a traitor can be the last of, with its receivers.
    fn occasions(&self) -> Vec<(Vec<usize>, usize)> {
        let mut open = vec![vec![0]];
        let mut all = Vec::new();
        for _ in 0..=self.m {
            for path in &open {
                let lies = self.traitors.contains(&path[path.len() - 1]);
                let to = (1..self.n).filter(|to| lies && !path.contains(to));
                all.extend(to.map(|to| (path.clone(), to)));
            }
            let longer = |path: &Vec<usize>| {
                let next = (1..self.n).filter(|node| !path.contains(node)).collect::<Vec<_>>();
                next.into_iter().map(|node| [&path[..], &[node]].concat()).collect::<Vec<_>>()
            };
            open = open.iter().flat_map(longer).collect();
        }
        all
    }

    fn scenario(&self) -> String {
        let name = |node: &usize| format!("G{}", node + 1);
        let names: Vec<String> = self.traitors.iter().map(name).collect();
        let mut text = format!("protocol oral-messages\nnodes {}\nset m {}\n", self.n, self.m);
        if !names.is_empty() {
            let _ = writeln!(text, "traitors {}", names.join(" "));
        }
        if !self.traitors.contains(&0) {
            let _ = writeln!(text, "at 0ms G1 {}", self.order);
        }
        for ((path, to), order) in &self.lies {
            let (last, before) = path.split_last().expect("a path");
            let through: String = before.iter().map(|node| format!(" {}", name(node))).collect();
            let (from, to, at) = (name(last), name(to), 100 * (path.len() - 1) + 5);
            let _ = writeln!(text, "at {at}ms forge Order {from}->{to} {order}{through}");
        }
        text
    }
}

proptest! {
    #![proptest_config(super::runs(300))]

    #[test]
    fn oral_messages_end_as_the_tree_says(
        n in 2_usize..=7,
        m in 0_usize..=3,
        mask in 0_u32..128,
        attack in any::<bool>(),
        draws in proptest::collection::vec(0_u8..3, 400),
    ) {
        let traitors: Vec<usize> = (0..n).filter(|node| mask & (1 << node) != 0).take(3).collect();
        let order = if attack { "attack" } else { "retreat" };
        let mut oracle = Oracle { n, m, order, traitors, lies: Lies::new() };
        for (occasion, draw) in oracle.occasions().into_iter().zip(draws.iter().cycle()) {
            if let Some(order) = ["attack", "retreat"].get(usize::from(*draw)) {
                oracle.lies.insert(occasion, order);
            }
        }
        let text = oracle.scenario();
        let scenario = parse(&text);
        let run = scenario.run();
        prop_assert_eq!(scenario.unused(&run), Vec::<String>::new());
        prop_assert_eq!(obeyed(&run), oracle.obeyed(), "{}", text);
        let liars = oracle.traitors.len();
        if liars <= m && n > 2 * liars + m {
            prop_assert_eq!(violated(&run), Vec::<&str>::new(), "{}", text);
        }
        let promised = |verdict: &Verdict| verdict.outcome == Outcome::Violated && verdict.is_promised;
        prop_assert!(!run.verdicts.iter().any(promised), "{}", text);
    }
}

/// The paths of the tree, counted one by one, are the messages: whoever lies or not.
#[test]
fn every_path_of_the_tree_is_a_message() {
    for n in 2..=7 {
        for m in 0..=2_usize.min(n - 2) {
            let everybody = (0..n).collect();
            let oracle = Oracle { n, m, order: "attack", traitors: everybody, lies: Lies::new() };
            for liar in 1..=n {
                let text = format!(
                    "protocol oral-messages\nnodes {n}\nset m {m}\ntraitors G{liar} flipping\nat 0ms G1 attack\n"
                );
                assert_eq!(run(&text).trace.messages.len(), oracle.occasions().len(), "{text}");
            }
        }
    }
}

/// By hand the reader sees what a traitor may say, and what it may not, with the reason.
#[test]
fn what_lacks_a_signature_is_shown_with_the_reason() {
    let text =
        "protocol signed-messages\nnodes 3\ntraitors G3\nschedule manual\nG1 attack\ndeliver Signed G1->G3\n";
    let run = run(text);
    let open = run.details.open_choices(2).expect("it is by hand");
    let words = |forgery: &Forgery| (forgery.to.0, forgery.words.join(" "));
    assert_eq!(
        open.forgeries.iter().map(words).collect::<Vec<_>>(),
        [(1, "attack:G1".to_owned()), (1, "attack:G1:G3".to_owned()),]
    );
    let told: Vec<_> = open.unsayable.iter().map(|(forgery, why)| (words(forgery), why.as_str())).collect();
    let retreat = (1, "retreat:G1:G3".to_owned());
    assert_eq!(told, [(retreat, "G1 has not signed retreat for any traitor.")]);
    for (forgery, _) in &open.unsayable {
        let line = format!("{text}forge Signed G3->G2 {}\n", forgery.words.join(" "));
        let scenario = parse(&line);
        assert_eq!(scenario.unused(&scenario.run()).len(), 1, "{line}");
    }
}
