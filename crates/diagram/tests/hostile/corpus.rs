//! What is damaged: all stories and ready scenarios of the project, and logs of each shape.

use std::path::Path;

pub struct Corpus {
    pub scenarios: Vec<String>,
    pub links: Vec<String>,
    pub logs: Vec<String>,
}

impl Corpus {
    /// Reads what stands in the project.
    pub fn read() -> Corpus {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut scenarios = Vec::new();
        for folder in ["tests/stories", "web/scenarios"] {
            let files = std::fs::read_dir(root.join(folder)).expect("the folder is there");
            let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
            paths.sort();
            let texts = paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
            scenarios.extend(texts.map(|path| scenario(&std::fs::read_to_string(path).expect("a text"))));
        }
        scenarios.extend(OF_EVERYTHING.map(str::to_owned));
        let links = scenarios.iter().map(|text| sequitur_core::scenario::link::encode(text)).collect();
        let logs = LOGS.map(str::to_owned).into_iter().chain([long_log()]).collect();
        Corpus { scenarios, links, logs }
    }
}

/// A story without the diagram below its line.
fn scenario(story: &str) -> String {
    story.split("\n----\n").next().unwrap_or_default().to_owned() + "\n"
}

/// Scenarios that want much.
const OF_EVERYTHING: [&str; 4] = [
    "protocol raft\nnodes 64\nuntil 1h\nnetwork loss 10% duplicate 10% delay 1us..1s\n",
    "protocol raft\nnodes 5 clients 3\nset heartbeat 1ms\nuntil 1h\nat 1s crash S1\nat 2s restart S1\nat 1s S1 put x\n",
    "protocol paxos\nproposers 8\nacceptors 32\nlearners 8\nuntil 1h\nnetwork duplicate 50%\n",
    "protocol exchange\nnodes 64\nschedule manual\nA send m1 B\ndeliver m1 A->B\n",
];

/// The words of scenarios that a mutation puts in.
pub const SCENARIO_WORDS: [&str; 72] = [
    "0",
    "1",
    "2",
    "64",
    "65",
    "256",
    "-1",
    "18446744073709551615",
    "18446744073709551616",
    "0ms",
    "1us",
    "1ms",
    "10s",
    "1000h",
    "99999999999999999999s",
    "0.000001%",
    "100%",
    "1..0",
    "1ms..2h",
    "raft",
    "paxos",
    "multi-paxos",
    "exchange",
    "lease",
    "snapshot",
    "broadcast",
    "clock-sync",
    "store",
    "kv",
    "consensus",
    "lamport-mutex",
    "ricart-agrawala",
    "nodes",
    "clients",
    "set",
    "until",
    "seed",
    "network",
    "loss",
    "duplicate",
    "delay",
    "order",
    "fifo",
    "schedule manual",
    "branch",
    "at",
    "crash",
    "restart",
    "partition",
    "heal",
    "cut",
    "S1->S2",
    "A->A",
    "S64",
    "*",
    "allow",
    "expect",
    "start S1 term 7 log 1 1 1",
    "clock S1 offset -1h drift 100000ppm",
    "\"",
    "\u{0}",
    "\u{202e}",
    "\u{1f600}",
    "\n",
    "\r",
    "\n\n\n",
    "# ",
    "{",
    "}",
    "put x 1",
    "deliver",
    "drop Heartbeat S1->S2 1+1",
];

/// Expressions that are damaged, and with which damaged logs are read.
pub const EXPRESSIONS: [&str; 7] = [
    r"(?<host>\S*) (?<clock>{.*})\n(?<event>.*)",
    r"(?<event>.*)\n(?<host>\S*) (?<clock>{.*})",
    r"\[(?<date>\d{4}-\d{2}-\d{2} (\d{2}:){2}\d{2},\d{3}) (?<path>\S*)\] (?<priority>(INFO|WARN)) (?<event>.*)\n(?<host>\S*) (?<clock>{.*})",
    r#"^State [0-9]+: <(?<event>\w*) .*>\n\/\\ Host = (?<host>.*)\n\/\\ Clock = "(?<clock>.*)""#,
    r"(?<clock>({[^}]*}|x)*)(?<host>(a*)*)(?<event>(.|\n)*?)",
    r"^(?<host>(\w+|-)+) (?<clock>{[^}]*}) (?<event>[^\n]{0,200})$",
    r"(?<trace>x)(?<host>\b\S+\B|a{1,50}){1,10} (?<clock>{.*})\n(?<event>(a|b|[^\d\W_])*)",
];

/// Signs that expressions are made of.
pub const EXPRESSION_WORDS: [&str; 30] = [
    "(",
    ")",
    "(?:",
    "(?<x>",
    "(?=",
    "[",
    "]",
    "[^",
    "{",
    "}",
    "{1000}",
    "{1,1000}",
    "{4294967296}",
    "*",
    "+",
    "?",
    "*?",
    "|",
    "^",
    "$",
    ".",
    r"\",
    r"\b",
    r"\d",
    r"\S",
    r"\u{10ffff}",
    r"\x",
    "(a*)*",
    "(?<clock>",
    "\u{10ffff}",
];

/// Words of logs that a mutation puts in.
pub const LOG_WORDS: [&str; 28] = [
    "{",
    "}",
    "\"",
    "\\",
    "\\\"",
    ":",
    ",",
    "0",
    "1",
    "2",
    "-1",
    "4294967295",
    "4294967296",
    "{}",
    "\"A\":1",
    "A",
    "B {\"B\":1, \"A\":1}",
    "\n",
    "\n\n",
    "\r\n",
    "=== x ===",
    "\\u0000",
    "\\ud800",
    "\u{202e}",
    "\u{0}",
    "\u{feff}",
    "(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)\n\n",
    "\t",
];

const LOGS: [&str; 6] = [
    "Ann {\"Ann\":1}\nwakes\nAnn {\"Ann\":2}\ngreets Bob\nAnn {\"Ann\":3, \"Bob\":2}\nis greeted\nBob {\"Bob\":1, \
     \"Ann\":2}\nhears Ann\nBob {\"Bob\":2, \"Ann\":2}\ngreets back\nEve {\"Eve\":1}\nsleeps\n",
    "(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})\n^=== (?<trace>.*) ===$\n=== calm ===\norders tea\ncafe \
     {\"cafe\":1}\n=== busy ===\nhears\nkitchen {\"kitchen\":1,\"cafe\":1}\n",
    "[2013-05-24 23:28:00,637 a.b.C] INFO one\nA {\"A\":1}\n[2013-05-24 23:28:00,638 a.b.C] WARN two\nB {\"B\":1, \
     \"A\":1}\n",
    "State 2: <Send line 1>\n/\\ Host = n1\n/\\ Clock = \"{\\\"n1\\\":1,\\\"n2\\\":0}\"\nState 3: <Receive line 2>\n\
     /\\ Host = n2\n/\\ Clock = \"{\\\"n1\\\":1,\\\"n2\\\":1}\"\n",
    "[INFO] [10/13/2014 04:23:20.113] [x] [akka://B/user/n0] {\"n0\" : 1} starts\n[INFO] [10/13/2014 04:23:20.114] \
     [x] [akka://B/user/n1] {\"n1\" : 1, \"n0\" : 1} goes on\n",
    "A {\"A\":1, \"B\":1}\na\nB {\"B\":1, \"A\":1}\nb\nC {\"C\":1, \"A\":1, \"B\":1}\nc\n",
];

/// Two hosts that answer each other many times.
fn long_log() -> String {
    let event = |own: u32| {
        let (host, other) = if own.is_multiple_of(2) { ("A", "B") } else { ("B", "A") };
        let heard = if own > 1 { format!(", \"{other}\":{}", own / 2) } else { String::new() };
        format!("{host} {{\"{host}\":{}{heard}}}\ne {own}\n", own.div_ceil(2))
    };
    (1..=300).map(event).collect()
}
