//! What an answer has added to its exercise, against what it may.

use crate::words;
use sequitur_core::scenario::Scenario;
use sequitur_core::scenario::answer::{Added, AddedLine, Allowed};
use sequitur_core::scenario::goal::AllowedEdit;
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::info::Info;
use sequitur_core::sim::plan::Setting;
use sequitur_core::sim::plan::{Happening, MessageRef};
use sequitur_core::trace::NodeId;

/// How much of something was used, of how much.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spent {
    /// As `allow` has it: `drop`, `crash of P3`, `set retries`, `clock A`, …
    pub what: String,
    /// How many.
    pub used: u32,
    /// Of how many; None where there is no limit.
    pub allowed: Option<u32>,
}

/// A line that goes beyond the budget.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Over {
    /// The line, as it is printed.
    pub line: String,
    /// What is said of it: "2 crashes, 1 allowed".
    pub why: String,
    /// How many are allowed.
    pub allowed: u32,
}

/// What an answer has used of the budget of its exercise.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Account {
    /// What was used.
    pub spent: Vec<Spent>,
    /// The first line too many, if there is one.
    pub over: Option<Over>,
    /// A line that no budget opens, if there is one, and what is open instead.
    pub forbidden: Option<String>,
}

/// Adds up what an answer has added.
pub fn account(exercise: &Scenario, added: &[Added]) -> Account {
    let allowed = exercise.allowed();
    let mut left: Vec<u32> = allowed.iter().map(count_of).collect();
    let mut account = Account::default();
    let mut planned = planned_commands(exercise);
    for line in added {
        if is_free(exercise, line, &allowed) || takes_planned(&mut planned, line) {
            continue;
        }
        let Some((what, units)) = kind_of(line) else {
            account.forbidden.get_or_insert(line.text.clone());
            continue;
        };
        let info = exercise.info();
        let opens = |index: &usize| opens(&allowed[*index], info, exercise, line, what);
        let opened: Vec<usize> = (0..allowed.len()).filter(opens).collect();
        match opened.iter().find(|index| left[**index] >= units) {
            Some(index) => left[*index] -= units,
            None if opened.is_empty() && !is_countable(what) => {
                let only = only(exercise, what).map(|only| format!("; {only}")).unwrap_or_default();
                account.forbidden.get_or_insert_with(|| format!("{}{only}", line.text));
            }
            None => {
                let total: u32 = opened.iter().map(|index| count_of(&allowed[*index])).sum();
                let why = match only(exercise, what).filter(|_| opened.is_empty()) {
                    Some(only) => only,
                    None => words::too_many(&words::counted(total + units, what), total),
                };
                account.over.get_or_insert(Over { line: line.text.clone(), why, allowed: total });
            }
        }
    }
    account.spent =
        allowed.iter().zip(&left).map(|(allowed, left)| spent(exercise, allowed, *left)).collect();
    account
}

/// What an exercise opens of a kind of line; None where it opens nothing of it.
fn only(exercise: &Scenario, what: &str) -> Option<String> {
    let text = exercise.text();
    let opened = text.lines().filter_map(|line| line.strip_prefix("allow "));
    let lines: Vec<&str> = opened.filter(|line| line.split(' ').next() == Some(what)).collect();
    (!lines.is_empty()).then(|| words::allowed_is_only(&lines.join(", ")))
}

/// Lines that cost nothing: what the network does anyhow, timers without a limit, and what the
/// reader says.
fn is_free(exercise: &Scenario, line: &Added, allowed: &[Allowed]) -> bool {
    let limits = |word: &str| {
        allowed.iter().any(|allowed| matches!(allowed, Allowed::Count { what, .. } if *what == word))
    };
    match &line.what {
        AddedLine::Expect(_) | AddedLine::Deliver(_) | AddedLine::Advance(_) => true,
        // By hand, a coin has to fall one way or the other.
        AddedLine::Toss => exercise.plan().manual.is_some(),
        AddedLine::Fire(_, timer) => {
            let by_hand = exercise.plan().manual.is_some();
            by_hand && (exercise.info().is_act(*timer) || !limits("fire"))
        }
        _ => false,
    }
}

/// The commands that an exercise has for whoever takes over.
fn planned_commands(exercise: &Scenario) -> Vec<(NodeId, Vec<String>)> {
    let plan = exercise.plan();
    let later = plan.timed.iter().filter(|timed| plan.manual_from.is_some_and(|from| timed.at > from));
    later
        .filter_map(|timed| match &timed.what {
            Happening::Command(node, words) => Some((*node, words.clone())),
            _ => None,
        })
        .collect()
}

/// A command by hand that the exercise has planned is given once.
fn takes_planned(planned: &mut Vec<(NodeId, Vec<String>)>, line: &Added) -> bool {
    let AddedLine::Command(node, words, None) = &line.what else { return false };
    // In order for each node: the next one is the only one that can be given.
    let next = planned.iter().position(|(other, _)| other == node);
    let is_it = next.is_some_and(|next| planned[next].1 == *words);
    if let Some(next) = next.filter(|_| is_it) {
        planned.remove(next);
    }
    is_it
}

/// The word after `allow` that opens a line, and how many of it the line uses.
pub(crate) fn kind_of(line: &Added) -> Option<(&'static str, u32)> {
    Some(match &line.what {
        AddedLine::Drop(_) => ("drop", 1),
        AddedLine::Duplicate(_) => ("duplicate", 1),
        AddedLine::Delay(..) => ("delay", 1),
        AddedLine::Fire(..) => ("fire", 1),
        AddedLine::Command(_, _, Some(_)) => ("add", 1),
        AddedLine::Command(..) => ("command", 1),
        AddedLine::Set(..) => ("set", 1),
        AddedLine::ClockOffset(..) => ("clock", 1),
        AddedLine::Seed(_) => ("seed", 1),
        AddedLine::Forge(_) => ("forge", 1),
        AddedLine::Fault(fault) => match fault {
            Fault::Crash(_) => ("crash", 1),
            Fault::Restart(_) => ("restart", 1),
            Fault::Cut(wires) => ("cut", wires.len() as u32),
            Fault::Heal(_) => ("heal", 1),
            _ => return None,
        },
        _ => return None,
    })
}

/// Whether "0 allowed" says what is wrong with such a line; else it is locked.
fn is_countable(what: &str) -> bool {
    !matches!(what, "set" | "clock" | "seed")
}

fn count_of(allowed: &Allowed) -> u32 {
    match allowed {
        Allowed::Count { count, .. } => *count,
        Allowed::Edit(AllowedEdit::Add { count, .. } | AllowedEdit::Delay { count, .. }) => *count,
        Allowed::Edit(_) => 1,
    }
}

fn spent(exercise: &Scenario, allowed: &Allowed, left: u32) -> Spent {
    let total = count_of(allowed);
    let what = match allowed {
        Allowed::Count { what, of, .. } if of.is_empty() => (*what).to_owned(),
        Allowed::Count { what, of, .. } => words::narrowed(what, &of.join(" ")),
        Allowed::Edit(AllowedEdit::Add { .. }) => "add".to_owned(),
        Allowed::Edit(AllowedEdit::Delay { .. }) => "delay".to_owned(),
        Allowed::Edit(AllowedEdit::SetAmong(parameter, _) | AllowedEdit::SetBetween(parameter, ..)) => {
            format!("set {}", exercise.info().parameters[*parameter].name)
        }
        Allowed::Edit(AllowedEdit::ClockOffset(node, ..)) => {
            format!("clock {}", exercise.plan().nodes[node.index()])
        }
        Allowed::Edit(AllowedEdit::Seed) => "seed".to_owned(),
    };
    Spent { what, used: total - left, allowed: Some(total) }
}

/// Whether a line `allow` opens a line of the reader's.
fn opens(allowed: &Allowed, info: &Info, exercise: &Scenario, line: &Added, word: &str) -> bool {
    match allowed {
        Allowed::Count { what, of, .. } => {
            *what == word && (of.is_empty() || is_of(info, exercise, line, of))
        }
        Allowed::Edit(edit) => match (edit, &line.what) {
            (AllowedEdit::Add { of, .. }, AddedLine::Command(_, words, _)) => {
                word == "add" && (of.is_empty() || words.first().is_some_and(|first| of.contains(first)))
                    || is_of(info, exercise, line, of)
            }
            (AllowedEdit::Delay { within, .. }, AddedLine::Delay(_, to)) => {
                within.is_none_or(|(least, most)| (least..=most).contains(to))
            }
            (AllowedEdit::SetAmong(parameter, values), AddedLine::Set(own, value)) => {
                parameter == own && values.contains(value)
            }
            (AllowedEdit::SetBetween(parameter, least, most), AddedLine::Set(own, value)) => {
                parameter == own && is_between(*least, *most, *value)
            }
            (AllowedEdit::ClockOffset(node, least, most), AddedLine::ClockOffset(own, offset)) => {
                node == own && (least..=most).contains(&offset)
            }
            (AllowedEdit::Seed, AddedLine::Seed(_)) => true,
            _ => false,
        },
    }
}

fn is_between(least: Setting, most: Setting, value: Setting) -> bool {
    match (least, most, value) {
        (Setting::Duration(least), Setting::Duration(most), Setting::Duration(value))
        | (Setting::Count(least), Setting::Count(most), Setting::Count(value)) => {
            (least..=most).contains(&value)
        }
        (Setting::Range(least, _), Setting::Range(_, most), Setting::Range(from, to)) => {
            least <= from && to <= most
        }
        _ => false,
    }
}

/// Whether a line is about one of these nodes, kinds, timers or commands. A name of a node wins.
fn is_of(info: &Info, exercise: &Scenario, line: &Added, of: &[String]) -> bool {
    let nodes = &exercise.plan().nodes;
    let is_named = |node: NodeId| of.contains(&nodes[node.index()]);
    let of_message = |message: &MessageRef| {
        let kind = info.kinds[usize::from(message.kind)].name;
        of.iter().any(|name| name == kind && !nodes.contains(name))
            || is_named(message.from)
            || is_named(message.to)
    };
    match &line.what {
        AddedLine::Drop(message) | AddedLine::Duplicate(message) | AddedLine::Delay(message, _) => {
            of_message(message)
        }
        AddedLine::Forge(forgery) => {
            of_message(&MessageRef { kind: forgery.kind, from: forgery.from, to: forgery.to, number: None })
        }
        AddedLine::Fire(node, timer) => {
            is_named(*node) || of.iter().any(|name| name == info.timer_name(*timer))
        }
        AddedLine::Command(node, words, _) => {
            is_named(*node) || words.first().is_some_and(|word| of.contains(word))
        }
        AddedLine::Fault(Fault::Cut(wires) | Fault::Heal(wires)) => {
            wires.iter().all(|(from, to)| is_named(*from) || is_named(*to))
        }
        AddedLine::Fault(fault) => fault.node().is_some_and(is_named),
        _ => false,
    }
}
