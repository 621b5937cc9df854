//! Random scenarios: canonical texts, made of the grammar.

use super::toy::{TOY_RAFT, right};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use sequitur_core::scenario::{Scenario, TIME_MAX};

/// A line, given the names of the nodes.
type Make = fn(&mut Source<'_>) -> String;

/// Random numbers, taken one after the other.
struct Source<'a> {
    names: &'a [String],
    numbers: &'a [u64],
}

impl Source<'_> {
    fn below(&mut self, count: u64) -> u64 {
        let (first, rest) = self.numbers.split_first().expect("a line takes few numbers");
        self.numbers = rest;
        first % count
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }

    fn node(&mut self) -> String {
        let index = self.below(self.names.len() as u64) as usize;
        self.names[index].clone()
    }

    fn link(&mut self) -> String {
        format!("{}->{}", self.node(), self.node())
    }

    /// A link that a message can take.
    fn way(&mut self) -> String {
        let count = self.names.len() as u64;
        let from = self.below(count);
        let to = (from + 1 + self.below(count - 1)) % count;
        format!("{}->{}", self.names[from as usize], self.names[to as usize])
    }

    fn message(&mut self) -> String {
        let number = match self.below(4) {
            0 => String::new(),
            1 => format!(" {}+{}", 1 + self.below(300), 1 + self.below(3)),
            _ => format!(" {}", 1 + self.below(300)),
        };
        let kinds: Vec<&str> = TOY_RAFT.kinds.iter().map(|kind| kind.name).collect();
        format!("{} {}{number}", self.pick(&kinds), self.way())
    }

    fn micros(&mut self) -> u64 {
        let most = self.pick(&[1_000, 1_000_000, 10_000_000, TIME_MAX + 1]);
        let unit = self.pick(&[1, 1_000, 1_000_000]);
        (self.below(most) / unit * unit).min(TIME_MAX)
    }

    fn time(&mut self) -> String {
        spelled(self.micros())
    }

    fn range(&mut self) -> String {
        let (a, b) = (self.micros(), self.micros());
        match a.cmp(&b) {
            std::cmp::Ordering::Equal => spelled(a),
            _ => format!("{}..{}", spelled(a.min(b)), spelled(a.max(b))),
        }
    }

    fn share(&mut self) -> String {
        let ppm = self.below(1_000_001);
        let text = format!("{}.{:04}", ppm / 10_000, ppm % 10_000);
        format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
    }

    fn amount(&mut self, most: u64) -> String {
        let amount = self.below(most);
        let sign = if amount > 0 { self.pick(&["", "-"]) } else { "" };
        format!("{sign}{}", spelled(amount))
    }

    fn happening(&mut self) -> String {
        match self.below(7) {
            5 => format!("clock {} step {}", self.node(), self.amount(1_000_000_000)),
            6 => {
                let (amount, over) =
                    (self.amount(200_000_000), spelled(900_000_000 + self.below(100_000_000)));
                format!("clock {} slew {amount} over {over}", self.node())
            }
            0 => format!("crash {}", self.node()),
            1 => format!("restart {}", self.node()),
            2 => {
                let cut = 1 + self.below(self.names.len() as u64) as usize;
                let (left, right) = self.names.split_at(cut.min(self.names.len()));
                match right {
                    [] => format!("partition {}", left.join(" ")),
                    _ => format!("partition {} | {}", left.join(" "), right.join(" ")),
                }
            }
            3 => "heal".to_owned(),
            _ => format!("{} put k{} {}", self.node(), self.below(5), self.below(5)),
        }
    }
}

/// The one spelling of a time, written down a second time.
fn spelled(micros: u64) -> String {
    let trimmed = |text: String| text.trim_end_matches('0').trim_end_matches('.').to_owned();
    match micros {
        0 => "0ms".to_owned(),
        1..1_000 => format!("{micros}us"),
        _ if micros.is_multiple_of(1_000_000) => format!("{}s", micros / 1_000_000),
        _ => trimmed(format!("{}.{:03}", micros / 1_000, micros % 1_000)) + "ms",
    }
}

const ANY: &[Make] = &[
    |_| String::new(),
    |s| format!("seed {}", s.below(u64::MAX)),
    |s| format!("network delay {} loss {}", s.range(), s.share()),
    |s| format!("network {} duplicate {} order fifo", s.link(), s.share()),
    |s| format!("set election-timeout {}", s.range()),
    |s| format!("set heartbeat {}", s.time()),
    |s| format!("set batch {}", s.below(u64::MAX)),
    |s| format!("set pre-vote {}", s.pick(&["on", "off"])),
    |s| format!("clock {} offset {} drift {}ppm", s.node(), s.amount(1_000_000_000), s.below(500_001)),
    |s| format!("clock {} drift -{}ppm", s.node(), 1 + s.below(500_000)),
    |s| format!("start {} term {} log 1 1", s.node(), s.below(9)),
    |s| format!("expect election-safety {}", s.pick(&["holds", "violated"])),
    |s| format!("expect a-leader {}", s.pick(&["holds", "pending"])),
    |s| format!("allow {} {}", s.pick(&["drop", "crash", "fire", "term", "command"]), s.below(99)),
    |s| format!("drop {}", s.message()),
    |s| format!("duplicate {}", s.message()),
];

const TIMED: &[Make] = &[
    |s| format!("at {} {}", s.time(), s.happening()),
    |s| format!("delay {} to {}", s.message(), s.time()),
    |s| format!("duplicate {} at {}", s.message(), s.time()),
    |s| format!("until {}", s.time()),
];

const BY_HAND: &[Make] = &[
    |s| s.happening(),
    |s| format!("deliver {}", s.message()),
    |s| format!("fire {} heartbeat", s.node()),
    |s| format!("advance {}", s.time()),
];

/// Who picks what happens.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Schedule {
    Timed,
    Manual,
    /// First the clock, from this time on the lines in the second half of the text.
    TakenOver(u64),
}

fn schedule() -> impl Strategy<Value = Schedule> {
    prop_oneof![
        Just(Schedule::Timed),
        Just(Schedule::Manual),
        (0..5_000_000u64).prop_map(Schedule::TakenOver),
    ]
}

/// Another branch, of one that is there already.
fn branch(source: &mut Source<'_>, branches: &mut Vec<String>) -> String {
    let name = format!("b{}", branches.len());
    let at = source.below(8);
    let of = match source.below(branches.len() as u64 + 1) as usize {
        0 => String::new(),
        index => format!(" of {}", branches[index - 1]),
    };
    branches.push(name.clone());
    format!("branch {name} at {at}{of}")
}

fn names() -> impl Strategy<Value = (String, Vec<String>)> {
    let counted = (2..=7u8).prop_map(|count| {
        let names = (1..=count).map(|n| format!("S{n}")).collect();
        (format!("nodes {count}"), names)
    });
    let named = proptest::collection::btree_set("n[a-zA-Z0-9_.-]{0,5}", 2..7)
        .prop_filter("no words of the language", |names| !names.contains("nodes"))
        .prop_map(|names| {
            let names: Vec<String> = names.into_iter().collect();
            (format!("nodes {}", names.join(" ")), names)
        });
    prop_oneof![counted, named]
}

fn comment() -> impl Strategy<Value = Option<String>> {
    proptest::option::weighted(0.2, "[ a-zé→#]{0,12}").prop_map(|c| c.map(|c| c.trim_end().to_owned()))
}

/// A canonical text.
pub fn canonical() -> impl Strategy<Value = String> {
    let line = (any::<Index>(), vec(any::<u64>(), 24), comment());
    let header = (names(), 0..3u8, schedule(), select(vec!["", " commits-old-terms"]));
    (header, vec(line, 0..30), vec(any::<Index>(), 4)).prop_map(
        |(((nodes, mut names), clients, schedule, variant), lines, indices)| {
            names.extend((1..=clients).map(|n| format!("C{n}")));
            let mut text: Vec<String> = Vec::new();
            let mut branches: Vec<String> = Vec::new();
            let taken_over = match schedule {
                Schedule::TakenOver(_) => lines.len() / 2,
                _ => lines.len(),
            };
            for (index, (make, numbers, comment)) in lines.iter().enumerate() {
                if let Schedule::TakenOver(from) = schedule
                    && index == taken_over
                {
                    text.push(format!("schedule manual from {}", spelled(from)));
                }
                let by_hand = schedule == Schedule::Manual || index >= taken_over;
                let makes = [ANY, if by_hand { BY_HAND } else { TIMED }].concat();
                let mut source = Source { names: &names, numbers };
                let statement = match by_hand && source.below(6) == 0 {
                    true => branch(&mut source, &mut branches),
                    false => make.get(&makes)(&mut source),
                };
                text.push(match comment {
                    None => statement,
                    Some(comment) if statement.is_empty() => format!("#{comment}"),
                    Some(comment) => format!("{statement}  #{comment}"),
                });
            }
            let header = [
                Some(format!("protocol raft{variant}")),
                Some(nodes),
                (clients > 0).then(|| format!("clients {clients}")),
                (schedule == Schedule::Manual).then(|| "schedule manual".to_owned()),
            ];
            for (line, index) in header.into_iter().flatten().zip(indices) {
                text.insert(index.index(text.len() + 1), line);
            }
            text.join("\n") + "\n"
        },
    )
}

/// A random scenario.
pub fn scenario() -> impl Strategy<Value = Scenario> {
    canonical().prop_map(|text| right(&text))
}

/// Two spellings of random scenarios: the canonical one and a careless one.
pub fn careless() -> impl Strategy<Value = (String, String)> {
    let spaces = vec(select(vec![" ", "  ", "\t", " \t "]), 64);
    (canonical(), spaces, any::<bool>()).prop_map(|(text, spaces, windows)| {
        let end = if windows { " \r\n" } else { "\n" };
        let mut spaces = spaces.iter().cycle();
        let mut careless = String::new();
        for line in text.lines() {
            let (statement, comment) = match line.find('#') {
                Some(index) => line.split_at(index),
                None => (line, ""),
            };
            for word in statement.split_whitespace() {
                careless.push_str(spaces.next().expect("they never end"));
                careless.push_str(word);
            }
            careless = careless + "  " + comment + end;
        }
        (text, careless)
    })
}
