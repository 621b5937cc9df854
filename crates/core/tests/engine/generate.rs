//! Random scenarios: a cluster, a network that loses, repeats and delays, people who
//! crash and cut and ask, and edits of single messages. Their texts shrink line by line.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::fmt::Write;

/// The kinds of message that edits are about.
const KINDS: [&str; 11] = [
    "RequestVote",
    "VoteGranted",
    "VoteRefused",
    "AppendEntries",
    "Heartbeat",
    "Appended",
    "AppendRefused",
    "Forward",
    "Request",
    "Reply",
    "Redirect",
];

/// How long messages take: evenly or very unevenly, always or hardly ever longer than
/// timers.
const DELAYS: [&str; 6] = ["10ms..20ms", "1ms..80ms", "5ms", "100us..300us", "20ms..150ms", "1ms..20ms"];

/// The logs of Figure 7 of the paper, from which every cluster in term 7 may start.
const FIGURE_7: [&str; 7] = [
    "1 1 1 4 4 5 5 6 6 6",
    "1 1 1 4 4 5 5 6 6",
    "1 1 1 4",
    "1 1 1 4 4 5 5 6 6 6 6",
    "1 1 1 4 4 5 5 6 6 6 7 7",
    "1 1 1 4 4 4 4",
    "1 1 1 2 2 2 3 3 3 3 3",
];

/// A scenario before it is text. Nodes and times are taken modulo what there is.
#[derive(Clone, Debug)]
struct Draft {
    servers: u8,
    clients: u8,
    seed: u32,
    until_ms: u32,
    network: Link,
    links: Vec<(u8, u8, Link)>,
    election: (u32, u32),
    heartbeat_ms: u32,
    batch: Option<u8>,
    starts: Option<u8>,
    lines: Vec<(u32, Line)>,
    edits: Vec<Edit>,
    options: Vec<&'static str>,
}

/// What goes beyond the paper's Figure 2, as lines.
const OPTIONS: [&str; 8] = [
    "set pre-vote on",
    "set no-op on",
    "set reads read-index",
    "set snapshot-every 1",
    "set snapshot-every 4",
    "set members 2",
    "set sticky-leader on",
    "set reads lease",
];

#[derive(Clone, Debug)]
struct Link {
    delay: &'static str,
    loss: u8,
    duplicate: u8,
    fifo: bool,
}

#[derive(Clone, Debug)]
enum Line {
    Put(u8, u8),
    Get(u8),
    Increment(u8),
    Transfer(u8, u8),
    Add(u8, u8),
    Remove(u8, u8),
    Members(u8, u8),
    Crash(u8),
    Restart(u8),
    /// A crash, and a restart so many milliseconds later.
    Reboot(u8, u8),
    Partition(u8),
    Heal,
}

#[derive(Clone, Debug)]
struct Edit {
    what: What,
    kind: &'static str,
    from: u8,
    to: u8,
    nth: u8,
    copy: Option<u8>,
}

#[derive(Clone, Debug)]
enum What {
    Drop,
    Delay(u32),
    Duplicate(Option<u32>),
}

fn link() -> impl Strategy<Value = Link> {
    let share = prop_oneof![3 => Just(0), 1 => 1..=10u8, 1 => 10..=30u8];
    (select(&DELAYS[..]), share.clone(), share, prop::bool::weighted(0.25))
        .prop_map(|(delay, loss, duplicate, fifo)| Link { delay, loss, duplicate, fifo })
}

fn line() -> impl Strategy<Value = Line> {
    prop_oneof![
        6 => (any::<u8>(), any::<u8>()).prop_map(|(node, value)| Line::Put(node, value)),
        2 => any::<u8>().prop_map(Line::Get),
        1 => any::<u8>().prop_map(Line::Increment),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(from, to)| Line::Transfer(from, to)),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(at, who)| Line::Add(at, who)),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(at, who)| Line::Remove(at, who)),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(at, mask)| Line::Members(at, mask)),
        2 => any::<u8>().prop_map(Line::Crash),
        3 => any::<u8>().prop_map(Line::Restart),
        2 => (any::<u8>(), 1..40u8).prop_map(|(node, after)| Line::Reboot(node, after)),
        2 => any::<u8>().prop_map(Line::Partition),
        2 => Just(Line::Heal),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    let what = prop_oneof![
        3 => Just(What::Drop),
        2 => any::<u32>().prop_map(What::Delay),
        2 => option::of(any::<u32>()).prop_map(What::Duplicate),
    ];
    let copy = prop_oneof![5 => Just(None), 1 => (1..=2u8).prop_map(Some)];
    (what, select(&KINDS[..]), any::<u8>(), any::<u8>(), 1..=4u8, copy)
        .prop_map(|(what, kind, from, to, nth, copy)| Edit { what, kind, from, to, nth, copy })
}

fn draft(options: impl Strategy<Value = Vec<&'static str>>) -> impl Strategy<Value = Draft> {
    let servers = prop_oneof![3 => Just(3u8), 3 => Just(5), 2 => 1..=7u8];
    let cluster = (servers, 0..=2u8, 0..1_000_000u32, 300..1_500u32);
    let network = (link(), vec((any::<u8>(), any::<u8>(), link()), 0..3));
    let low = prop_oneof![1 => 10..60u32, 2 => 60..200u32];
    let election = (low, prop_oneof![1 => Just(0), 1 => 1..30u32, 3 => 30..200u32]);
    let batch = option::weighted(0.3, 1..4u8);
    let settings = (election, 5..60u32, batch, option::weighted(0.2, any::<u8>()));
    let done = (vec((any::<u32>(), line()), 0..18), vec(edit(), 0..8));
    (cluster, network, settings, done, options).prop_map(|(cluster, network, settings, done, options)| {
        Draft {
            servers: cluster.0,
            clients: cluster.1,
            seed: cluster.2,
            until_ms: cluster.3,
            network: network.0,
            links: network.1,
            election: settings.0,
            heartbeat_ms: settings.1,
            batch: settings.2,
            starts: settings.3,
            lines: done.0,
            edits: done.1,
            options,
        }
    })
}

/// Random scenarios of a protocol, or of a broken variant of it.
pub fn scenario(protocol: &'static str) -> impl Strategy<Value = String> {
    texts(protocol, Just(Vec::new()))
}

/// Random scenarios of a protocol with some of its options on.
pub fn with_options(protocol: &'static str) -> impl Strategy<Value = String> {
    texts(protocol, subsequence(OPTIONS.to_vec(), 1..=OPTIONS.len()))
}

fn texts(
    protocol: &'static str,
    options: impl Strategy<Value = Vec<&'static str>>,
) -> impl Strategy<Value = String> {
    draft(options).prop_map(move |draft| {
        let mut text = String::new();
        draft.write(protocol, &mut text).expect("a string takes any text");
        text
    })
}

/// Random scenarios, but always the same ones.
pub fn fixed(protocol: &'static str) -> impl Iterator<Item = String> {
    always_the_same(scenario(protocol))
}

/// Scenarios of [`with_options`], but always the same ones.
pub fn fixed_with_options(protocol: &'static str) -> impl Iterator<Item = String> {
    always_the_same(with_options(protocol))
}

fn always_the_same(strategy: impl Strategy<Value = String>) -> impl Iterator<Item = String> {
    let mut runner = TestRunner::deterministic();
    std::iter::from_fn(move || Some(strategy.new_tree(&mut runner).ok()?.current()))
}

impl Draft {
    fn write(&self, protocol: &str, out: &mut String) -> std::fmt::Result {
        writeln!(out, "protocol {protocol}\nnodes {}", self.servers)?;
        if self.clients > 0 {
            writeln!(out, "clients {}", self.clients)?;
        }
        writeln!(out, "seed {}", self.seed)?;
        writeln!(out, "network {}", self.network.text())?;
        for (from, to, link) in &self.links {
            if let Some(name) = self.link_name(*from, *to) {
                writeln!(out, "network {name} {}", link.text())?;
            }
        }
        let (low, more) = self.election;
        writeln!(out, "set election-timeout {low}ms..{}ms", low + more)?;
        writeln!(out, "set heartbeat {}ms", self.heartbeat_ms)?;
        if let Some(batch) = self.batch {
            writeln!(out, "set batch {batch}")?;
        }
        for option in &self.options {
            writeln!(out, "{option}")?;
        }
        for server in self.starts.iter().flat_map(|_| 0..self.servers) {
            let log = usize::from(self.starts.unwrap_or(0).wrapping_add(server * 3)) % FIGURE_7.len();
            writeln!(out, "start S{} term 7 log {}", server + 1, FIGURE_7[log])?;
        }
        for (at, line) in &self.lines {
            let at = at % self.until_ms;
            writeln!(out, "at {at}ms {}", self.line(line))?;
            if let Line::Reboot(node, after) = line {
                writeln!(out, "at {}ms {}", at + u32::from(*after), self.line(&Line::Restart(*node)))?;
            }
        }
        for edit in &self.edits {
            self.write_edit(edit, out)?;
        }
        writeln!(out, "until {}ms", self.until_ms)
    }

    fn line(&self, line: &Line) -> String {
        let server = |node: &u8| format!("S{}", node % self.servers + 1);
        match line {
            Line::Put(node, value) => format!("{} put x {value}", self.node(*node)),
            Line::Get(node) => format!("{} get x", self.node(*node)),
            Line::Increment(node) => format!("{} increment x", self.node(*node)),
            Line::Transfer(from, to) if from % self.servers != to % self.servers => {
                format!("{} transfer {}", server(from), server(to))
            }
            Line::Transfer(from, _) => format!("{} get x", server(from)),
            Line::Add(at, who) => format!("{} add {}", server(at), server(who)),
            Line::Remove(at, who) => format!("{} remove {}", server(at), server(who)),
            Line::Members(at, mask) => format!("{} members {}", server(at), self.some_servers(*mask)),
            Line::Crash(node) | Line::Reboot(node, _) => format!("crash {}", server(node)),
            Line::Restart(node) => format!("restart {}", server(node)),
            Line::Partition(mask) => format!("partition {}", self.some_servers(*mask)),
            Line::Heal => "heal".to_owned(),
        }
    }

    /// The names of at least one server.
    fn some_servers(&self, mask: u8) -> String {
        let some = (0..self.servers).filter(|s| mask >> s & 1 == 1 || *s == mask % self.servers);
        some.map(|s| format!("S{}", s + 1)).collect::<Vec<_>>().join(" ")
    }

    /// The name of a lane: servers first, then clients.
    fn node(&self, node: u8) -> String {
        match node % (self.servers + self.clients) {
            server if server < self.servers => format!("S{}", server + 1),
            client => format!("C{}", client - self.servers + 1),
        }
    }

    fn link_name(&self, from: u8, to: u8) -> Option<String> {
        let (from, to) = (self.node(from), self.node(to));
        (from != to).then(|| format!("{from}->{to}"))
    }

    fn write_edit(&self, edit: &Edit, out: &mut String) -> std::fmt::Result {
        let Some(link) = self.link_name(edit.from, edit.to) else { return Ok(()) };
        let at = |time: &u32| time % self.until_ms;
        let copy = edit.copy.map_or(String::new(), |copy| format!("+{copy}"));
        let key = format!("{} {link} {}", edit.kind, edit.nth);
        match &edit.what {
            What::Drop => writeln!(out, "drop {key}{copy}"),
            What::Delay(time) => writeln!(out, "delay {key}{copy} to {}ms", at(time)),
            What::Duplicate(None) => writeln!(out, "duplicate {key}"),
            What::Duplicate(Some(time)) => writeln!(out, "duplicate {key} at {}ms", at(time)),
        }
    }
}

impl Link {
    fn text(&self) -> String {
        let Link { delay, loss, duplicate, fifo } = self;
        let order = if *fifo { "fifo" } else { "any" };
        format!("delay {delay} loss {loss}% duplicate {duplicate}% order {order}")
    }
}
