//! What followed from a change, in one sentence: "S3 still becomes leader, 6 ms later; 9
//! messages moved; nothing broke."
//!
//! It is made from both runs and nothing else. Each clause says one thing: who leads, what is
//! decided, what became of the messages, which lines lost their effect, what broke.

use crate::compare::{Counterpart, Difference};
use crate::facts::readable;
use crate::plain::{duration_text, one_line};
use sequitur_core::sim::run::{Outcome, Run};
use sequitur_core::trace::{EventKind, Fate, Micros};

/// The weight of a role that is in charge.
const IN_CHARGE: u8 = 2;

/// Names that are listed one by one; more are counted.
const LISTED_MAX: usize = 2;

/// Letters of a decided value at most.
const VALUE_MAX: usize = 32;

/// What followed from the change that led from an old run to a new one. `powerless` are the
/// lines that have no effect in the new run and had one, or were not there, in the old one.
/// None where the two are runs of different protocols.
pub fn consequence(old: &Run, new: &Run, difference: &Difference, powerless: &[String]) -> Option<String> {
    if old.info.name != new.info.name {
        return None;
    }
    let lines = powerless_text(powerless);
    if difference.is_empty() && same_verdicts(old, new) {
        let nothing = "nothing in the run changed".to_owned();
        return Some(sentence(&[Some(nothing), lines]));
    }
    let charge = charge_text(&reigns(old), &reigns(new));
    let decided = decided_text(&decided(old), &decided(new), charge.is_some());
    let parting = match (&charge, &decided) {
        (None, None) => difference.first(&old.trace, &new.trace).map(parting_text),
        _ => None,
    };
    let messages = messages_text(old, new, difference);
    Some(sentence(&[charge, decided, parting, messages, lines, Some(verdicts_text(old, new))]))
}

fn sentence(clauses: &[Option<String>]) -> String {
    let clauses: Vec<&str> = clauses.iter().flatten().map(String::as_str).collect();
    let mut text = clauses.join("; ") + ".";
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

fn parting_text(at: Micros) -> String {
    format!("from {} on the run is another", duration_text(at))
}

/// A node that comes into charge.
#[derive(Clone, PartialEq, Eq)]
struct Reign<'a> {
    node: &'a str,
    role: &'a str,
    epoch: Option<(&'a str, String)>,
    at: Micros,
}

impl Reign<'_> {
    fn is_of(&self, other: &Reign<'_>) -> bool {
        (self.node, self.role) == (other.node, other.role)
    }

    /// `becomes leader`, in the words that fit the role.
    fn verb(&self) -> String {
        match self.role {
            "inside" => "gets inside".to_owned(),
            role if role.ends_with("ing") => format!("starts {role}"),
            // Some roles say what their node does: "leads", "coordinates".
            role if role.ends_with('s') => role.to_owned(),
            role => format!("becomes {role}"),
        }
    }
}

/// Who comes into charge, in order. A node that begins in charge did not come into it.
fn reigns(run: &Run) -> Vec<Reign<'_>> {
    let trace = &run.trace;
    let mut before: Vec<Option<(Option<u8>, Option<u64>)>> = vec![None; trace.nodes.len()];
    let mut reigns = Vec::new();
    for event in &trace.events {
        let now = (event.role.filter(|_| event.kind != EventKind::Crash), event.epoch);
        let old = before[event.node.index()].replace(now);
        let Some(role) = now.0.filter(|role| run.info.roles[usize::from(*role)].weight >= IN_CHARGE) else {
            continue;
        };
        if old.is_some_and(|old| old != now && old.0 != Some(role)) {
            let name = trace.epoch_name.as_deref();
            reigns.push(Reign {
                node: trace.node_name(event.node),
                role: &trace.roles[usize::from(role)],
                epoch: name.zip(event.epoch.map(|epoch| trace.epoch_text(epoch))),
                at: event.at,
            });
        }
    }
    reigns
}

/// Who is in charge now and was not, or the other way round; else how the times differ.
fn charge_text(old: &[Reign<'_>], new: &[Reign<'_>]) -> Option<String> {
    let parting = old.iter().zip(new).position(|(old, new)| !old.is_of(new));
    let index = parting.unwrap_or(old.len().min(new.len()));
    match (old.get(index), new.get(index)) {
        (Some(old), Some(new)) => Some(format!(
            "{} {} at {}, where {} did at {}",
            new.node,
            new.verb(),
            duration_text(new.at),
            old.node,
            duration_text(old.at)
        )),
        (None, Some(new)) if index == 0 => {
            Some(format!("now {} {}, at {}", new.node, new.verb(), duration_text(new.at)))
        }
        (None, Some(new)) => {
            Some(format!("later {} {} too, at {}", new.node, new.verb(), duration_text(new.at)))
        }
        (Some(old), None) if index == 0 => {
            Some(format!("nobody {}, where {} did at {}", old.verb(), old.node, duration_text(old.at)))
        }
        (Some(old), None) => {
            Some(format!("{} no longer {} at {}", old.node, old.verb(), duration_text(old.at)))
        }
        (None, None) => {
            let moved = old.iter().zip(new).find(|(old, new)| old != new);
            let (old, new) = moved.or_else(|| old.first().zip(new.first()))?;
            Some(still_text(old, new))
        }
    }
}

fn still_text(old: &Reign<'_>, new: &Reign<'_>) -> String {
    let when = shift_text(old.at, new.at).map(|shift| format!(", {shift}"));
    let when = when.unwrap_or_else(|| format!(" at {}", duration_text(new.at)));
    let epoch = new.epoch.as_ref().filter(|_| old.epoch != new.epoch);
    let epoch = epoch.map(|(name, epoch)| format!(", now in {name} {epoch}")).unwrap_or_default();
    format!("{} still {}{when}{epoch}", new.node, new.verb())
}

/// `6 ms later`; None for no difference.
fn shift_text(old: Micros, new: Micros) -> Option<String> {
    let by = duration_text(old.abs_diff(new));
    match new.cmp(&old) {
        std::cmp::Ordering::Less => Some(format!("{by} earlier")),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(format!("{by} later")),
    }
}

/// A value that is decided, when first, and by how many nodes in the end.
struct Decided<'a> {
    value: &'a str,
    at: Micros,
    nodes: usize,
}

fn decided(run: &Run) -> Vec<Decided<'_>> {
    let mut all: Vec<Decided<'_>> = Vec::new();
    let mut by: Vec<(usize, usize)> = Vec::new();
    for decision in &run.decisions {
        let at = run.trace.event(decision.event).at;
        let index = all.iter().position(|one| one.value == decision.value).unwrap_or_else(|| {
            all.push(Decided { value: &decision.value, at, nodes: 0 });
            all.len() - 1
        });
        let who = (index, decision.node.index());
        if !by.contains(&who) {
            by.push(who);
            all[index].nodes += 1;
        }
    }
    all
}

fn decided_text(old: &[Decided<'_>], new: &[Decided<'_>], has_said_more: bool) -> Option<String> {
    let find = |all: &'_ [Decided<'_>], value: &str| all.iter().position(|one| one.value == value);
    let gone: Vec<&str> =
        old.iter().filter(|one| find(new, one.value).is_none()).map(|one| one.value).collect();
    let added: Vec<&str> =
        new.iter().filter(|one| find(old, one.value).is_none()).map(|one| one.value).collect();
    let said = |values: &[&str], one: &str, many: &str| {
        let verb = if values.len() == 1 { one } else { many };
        (!values.is_empty()).then(|| format!("{} {verb}", values_text(values)))
    };
    let gone = said(&gone, "is no longer decided", "are no longer decided");
    let added = said(&added, "is decided now", "are decided now");
    let changed: Vec<String> = [added, gone].into_iter().flatten().collect();
    if !changed.is_empty() {
        return Some(changed.join("; "));
    }
    let pairs = || old.iter().filter_map(|one| Some((one, &new[find(new, one.value)?])));
    if let Some((old, new)) = pairs().find(|(old, new)| old.at != new.at) {
        let shift = shift_text(old.at, new.at).unwrap_or_default();
        return Some(format!("{} is decided {shift}", value_text(new.value)));
    }
    if let Some((old, new)) = pairs().find(|(old, new)| old.nodes != new.nodes) {
        let nodes = if new.nodes == 1 { "node" } else { "nodes" };
        return Some(format!(
            "{} is decided by {} {nodes}, not by {}",
            value_text(new.value),
            new.nodes,
            old.nodes
        ));
    }
    let (_, same) = pairs().next().filter(|_| !has_said_more)?;
    Some(format!("{} is still decided at {}", value_text(same.value), duration_text(same.at)))
}

fn value_text(value: &str) -> String {
    format!("“{}”", one_line(value, VALUE_MAX))
}

fn values_text(values: &[&str]) -> String {
    match values.len() {
        0..=LISTED_MAX => values.iter().map(|value| value_text(value)).collect::<Vec<String>>().join(" and "),
        count => format!("{count} values"),
    }
}

/// How many messages moved, arrive or not, came and went.
fn messages_text(old: &Run, new: &Run, difference: &Difference) -> Option<String> {
    let (mut moved, mut fail, mut arrive, mut added) = (0, 0, 0, 0);
    for (message, counterpart) in new.trace.messages.iter().zip(&difference.messages) {
        let was = match counterpart {
            Counterpart::Same(_) => continue,
            Counterpart::Added => {
                added += 1;
                continue;
            }
            Counterpart::Changed(was) => old.trace.message(*was),
        };
        match (was.fate == Fate::Delivered, message.fate == Fate::Delivered) {
            (true, false) => fail += 1,
            (false, true) => arrive += 1,
            _ => moved += 1,
        }
    }
    let counts = [
        (moved, "moved", "moved"),
        (fail, "no longer arrives", "no longer arrive"),
        (arrive, "now arrives", "now arrive"),
        (added, "is new", "are new"),
        (difference.gone_messages.len(), "is gone", "are gone"),
    ];
    let counts = counts.iter().filter(|(count, ..)| *count > 0);
    let part = |(index, (count, one, many)): (usize, &(usize, &str, &str))| {
        let noun = match (index, count) {
            (0, 1) => " message",
            (0, _) => " messages",
            _ => "",
        };
        format!("{count}{noun} {}", if *count == 1 { one } else { many })
    };
    let parts: Vec<String> = counts.enumerate().map(part).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn powerless_text(lines: &[String]) -> Option<String> {
    match lines {
        [] => None,
        [line] => Some(format!("the line “{line}” has no effect")),
        lines => Some(format!("{} lines have no effect", lines.len())),
    }
}

fn same_verdicts(old: &Run, new: &Run) -> bool {
    let outcomes = |run: &Run| run.verdicts.iter().map(|verdict| verdict.outcome).collect::<Vec<Outcome>>();
    outcomes(old) == outcomes(new)
}

/// What broke, what is whole again, what came true.
fn verdicts_text(old: &Run, new: &Run) -> String {
    use Outcome::{Holds, Pending, Violated};
    let turned_if = |from: &[Outcome], to: Outcome, is_promised: bool, (one, many): (&str, &str)| {
        let pairs = old.verdicts.iter().zip(&new.verdicts);
        let turned = pairs.filter(|(old, new)| {
            let counts = to != Violated || new.is_promised == is_promised;
            from.contains(&old.outcome) && new.outcome == to && counts
        });
        let names: Vec<String> =
            turned.map(|(_, turned)| property_text(new.info.properties[turned.property].name)).collect();
        match names.len() {
            0 => None,
            1 => Some(format!("{} {one}", names[0])),
            2..=LISTED_MAX => Some(format!("{} {many}", names.join(" and "))),
            count => Some(format!("{count} properties {many}")),
        }
    };
    let turned = |from: &[Outcome], to, words| turned_if(from, to, true, words);
    let has_broken = |run: &Run| run.verdicts.iter().any(|verdict| verdict.outcome == Violated);
    let whole = (!has_broken(old) && !has_broken(new)).then(|| "nothing broke".to_owned());
    let clauses = [
        turned(&[Holds, Pending], Violated, ("broke", "broke")),
        turned_if(&[Holds, Pending], Violated, false, ("broke, as it may here", "broke, as they may here")),
        turned(&[Violated], Violated, ("is still broken", "are still broken")),
        turned(&[Violated], Holds, ("is no longer broken", "are no longer broken")),
        turned(&[Violated], Pending, ("is no longer broken, but open", "are no longer broken, but open")),
        turned(&[Pending], Holds, ("came true", "came true")),
        turned(&[Holds], Pending, ("is open now", "are open now")),
        whole,
    ];
    let clauses: Vec<String> = clauses.into_iter().flatten().collect();
    clauses.join("; ")
}

/// `election-safety` as people read it.
fn property_text(name: &str) -> String {
    format!("“{}”", readable(name))
}
