//! What a node cannot see makes no difference to it: as the page lays runs side by side, its events are
//! the same up to its time-out, whatever happened elsewhere.

use sequitur_core::protocols::catalogue;
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::command::filled;
use sequitur_core::sim::info::Info;
use sequitur_core::sim::run::Run;
use sequitur_core::trace::EventKind;
use sequitur_diagram::Alongside;

fn run(text: &str) -> Run {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}")).run()
}

/// How many events a node has up to its first timer of a kind, that included.
fn until_timer(alongside: &Alongside, timer: &str) -> usize {
    let is_it =
        |seen: &sequitur_core::sim::history::Seen| seen.kind == EventKind::Timer && seen.label == timer;
    let found = alongside.histories[0].iter().position(is_it);
    1 + found.unwrap_or_else(|| panic!("{timer} never fires: {:#?}", alongside.histories[0]))
}

/// A protocol with somebody who asks, what it asks, the timer that ends its wait, whom it asks, and the
/// kinds of the question and of the answer.
struct Asking {
    head: &'static str,
    node: &'static str,
    /// When it asks, in ms: leaders are elected before.
    at: u32,
    asks: &'static str,
    timer: &'static str,
    of: &'static str,
    kinds: (&'static str, &'static str),
}

const ASKING: &[Asking] = &[
    Asking {
        head: "protocol rpc\n",
        node: "C1",
        at: 0,
        asks: "pay 20",
        timer: "timeout",
        of: "S1",
        kinds: ("Request", "Reply"),
    },
    Asking {
        head: "protocol raft\nnodes 1\nclients 1\n",
        node: "C1",
        at: 400,
        asks: "put x 1",
        timer: "client-retry",
        of: "S1",
        kinds: ("Request", "Reply"),
    },
    Asking {
        head: "protocol multi-paxos\nnodes 1\nclients 1\n",
        node: "C1",
        at: 400,
        asks: "put x 1",
        timer: "client-retry",
        of: "S1",
        kinds: ("Request", "Reply"),
    },
    Asking {
        head: "protocol commit\nnodes 2\n",
        node: "C",
        at: 0,
        asks: "begin",
        timer: "votes",
        of: "P1",
        kinds: ("Prepare", "VoteYes"),
    },
    Asking {
        head: "protocol quorum\nnodes 2\nset reads 2\nset writes 2\n",
        node: "S1",
        at: 0,
        asks: "read",
        timer: "retry",
        of: "S2",
        kinds: ("Query", "Value"),
    },
];

impl Asking {
    fn text(&self, lines: &str) -> String {
        let Asking { head, node, at, asks, .. } = self;
        format!("{head}network delay 10ms\nat {at}ms {node} {asks}\n{lines}")
    }

    /// The question is lost, the other is down, it is only slow, the answer is lost, or only slow.
    fn silences(&self) -> Vec<(&'static str, Run)> {
        let Asking { node, of, kinds: (question, answer), at, .. } = self;
        let soon = at + 5;
        let table = [
            ("the question is lost", format!("drop {question} {node}->{of} 1\n")),
            ("the other is down", format!("at {soon}ms crash {of}\n")),
            ("the other is slow", format!("at {soon}ms pause {of}\n")),
            ("the answer is lost", format!("drop {answer} {of}->{node} 1\n")),
            ("the answer is slow", format!("delay {answer} {of}->{node} 1 to 20s\n")),
        ];
        table.map(|(name, lines)| (name, run(&self.text(&lines)))).into()
    }
}

#[test]
fn five_silences_are_one_to_whoever_asks() {
    for asking in ASKING {
        let silences = asking.silences();
        for (name, run) in &silences {
            assert_eq!(run.unused, [], "{} {name}", asking.head);
        }
        let runs: Vec<(&str, &Run)> = silences.iter().map(|(name, run)| (*name, run)).collect();
        let alongside = Alongside::new(asking.node, &runs).expect("it is in all of them");
        let waited = until_timer(&alongside, asking.timer);
        assert!(alongside.same >= waited, "{}{}", asking.head, alongside.sentence());
        let answered = run(&asking.text(""));
        let seen = Alongside::new(asking.node, &[runs[0], ("answered", &answered)]).expect("it is in both");
        assert!(seen.same < waited, "{} an answer is seen", asking.head);
    }
}

/// Commands that nodes take, some of each.
fn asked(info: &Info, head: &str, nodes: &[String]) -> String {
    let words = |form: &str, node: usize| {
        filled(form, |name| match name {
            "NODE" | "SERVER" | "SERVER…" => nodes[(node + 1) % nodes.len()].clone(),
            "NUMBER" | "AMOUNT" => "1".to_owned(),
            _ => "a".to_owned(),
        })
    };
    let commands = (0..nodes.len()).flat_map(|node| info.commands.iter().map(move |form| (node, form.name)));
    let line = |(node, form): (usize, &str)| {
        format!("at {}ms {} {}\n", 3 * node + 1, nodes[node], words(form, node))
    };
    commands.map(line).filter(|line| Scenario::parse(&(head.to_owned() + line)).is_ok()).collect()
}

/// Nothing reaches the node; elsewhere one is down for a while, another pauses, and links are slow.
#[test]
fn who_hears_nothing_sees_the_same_whatever_happens_elsewhere() {
    let mut compared = 0;
    for info in catalogue().iter().map(|protocol| protocol.info()) {
        let (least, most) = info.node_bounds;
        let head = format!("protocol {}\nnodes {}\n", info.name, 4.clamp(least.max(2), most.max(2)));
        let Ok(scenario) = Scenario::parse(&head) else { continue };
        let nodes = &scenario.plan().nodes;
        let commands = asked(info, &head, nodes);
        for node in nodes {
            let others: Vec<&String> = nodes.iter().filter(|other| *other != node).collect();
            let deaf: String = others.iter().map(|other| format!("at 0ms cut {other}->{node}\n")).collect();
            let (first, last) = (others[0], others[others.len() - 1]);
            let text = |lines: &str| run(&format!("{head}{lines}{commands}{deaf}until 2s\n"));
            let quiet = text("");
            let elsewhere = [
                format!("at 4ms crash {first}\nat 300ms restart {first}\n"),
                format!("at 2ms pause {last}\nat 200ms resume {last}\n"),
                format!("network {first}->{last} delay 70ms loss 30%\nat 100ms partition {first}\n"),
            ];
            for lines in elsewhere {
                let other = text(&lines);
                let both = [("quiet", &quiet), ("not quiet", &other)];
                let alongside = Alongside::new(node, &both).expect("it is in both");
                assert!(alongside.is_same(), "{head}{lines}{}", alongside.sentence());
                compared += 1;
            }
        }
    }
    assert!(compared > 200, "{compared}");
}
