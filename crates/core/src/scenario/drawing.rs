//! What a reader draws: a click on a lane is an event, a drag between lanes a message.
//!
//! It works where a scenario says event by event what happens: see
//! [`Info::can_be_drawn`](crate::sim::info::Info::can_be_drawn).
//!
//! A message is named by its number on its link, so a new one that is sent before others
//! gives them other numbers. A drawing edit therefore also renames the messages in the lines
//! about them: what was drawn before stays as it was drawn.

use super::edit::{DrawingEdit, done_to};
use super::statement::{Line, Statement};
use super::{Edit, Scenario};
use crate::ordered;
use crate::sim::plan::{Happening, MessageEdit, Origin};
use crate::sim::run::Run;
use crate::trace::{EventId, EventKind, MessageKey, Micros, NodeId};

/// How long a message takes at least that is drawn with its end before its beginning.
const FLIGHT_MIN: Micros = 1_000;

/// The messages of a run: the line that sends each, its receiver, its name. In order.
type Keys = Vec<((Origin, NodeId), MessageKey)>;

impl Scenario {
    /// Whether a reader can draw its run: a timed one that the lines tell event by event.
    pub fn can_be_drawn(&self) -> bool {
        self.plan.manual.is_none() && self.machine.info().can_be_drawn()
    }

    /// The line that asks for an event of a run of this scenario.
    pub fn line_of(&self, run: &Run, event: EventId) -> Option<Origin> {
        if !self.can_be_drawn() {
            return None;
        }
        find(&lines_of_events(run), event)
    }

    /// The scenario with a drawing edit; None where that makes no sense.
    pub(super) fn draw(&self, edit: &DrawingEdit) -> Option<Scenario> {
        if !self.can_be_drawn() {
            return None;
        }
        let keys = keys(&self.run());
        let mut sheet = Sheet::of(self);
        sheet.edit(edit)?;
        let aimed = match edit {
            DrawingEdit::Aim(origin, to, _) => Some((*origin, *to)),
            _ => None,
        };
        let drawn = sheet.rename(&keys, aimed)?;
        sheet.settle(drawn, edit)
    }
}

/// For each event that a line asks for, the line. What is asked of a node happens in the
/// order of its times, and at the same time in the order of the lines.
fn lines_of_events(run: &Run) -> Vec<(EventId, Origin)> {
    let asked = run.plan.timed.iter().filter_map(|timed| match &timed.what {
        Happening::Command(node, _) => Some((*node, timed.at, timed.origin)),
        _ => None,
    });
    let mut asked: Vec<(NodeId, Micros, Origin)> =
        asked.filter(|(_, _, origin)| run.unused.binary_search(origin).is_err()).collect();
    ordered::sort(&mut asked);
    let events = (0..).map(EventId).zip(&run.trace.events);
    let mut happened: Vec<(NodeId, EventId)> = events
        .filter(|(_, event)| matches!(event.kind, EventKind::Local | EventKind::Send))
        .map(|(id, event)| (event.node, id))
        .collect();
    ordered::sort(&mut happened);
    debug_assert_eq!(asked.len(), happened.len());
    let pairs = happened.into_iter().zip(asked).map(|((_, event), (_, _, origin))| (event, origin));
    let mut lines: Vec<(EventId, Origin)> = pairs.collect();
    ordered::sort(&mut lines);
    lines
}

/// What belongs to a key in a list that is in order.
fn find<K: Ord, V: Copy>(list: &[(K, V)], key: K) -> Option<V> {
    let index = list.binary_search_by(|(other, _)| other.cmp(&key)).ok()?;
    list.get(index).map(|(_, value)| *value)
}

fn keys(run: &Run) -> Keys {
    let lines = lines_of_events(run);
    let originals = run.trace.messages.iter().filter(|message| message.copy_of.is_none());
    let named = originals.filter_map(|message| {
        let origin = find(&lines, message.sent)?;
        Some(((origin, message.key.to), message.key))
    });
    let mut keys: Keys = named.collect();
    ordered::sort(&mut keys);
    keys
}

/// The lines while they are being changed, each with the index that it had.
struct Sheet<'s> {
    scenario: &'s Scenario,
    lines: Vec<(Option<Origin>, String)>,
}

impl<'s> Sheet<'s> {
    fn of(scenario: &'s Scenario) -> Sheet<'s> {
        let lines = (0..).zip(&scenario.source).map(|(origin, text)| (Some(origin), text.clone()));
        Sheet { scenario, lines: lines.collect() }
    }

    /// Changes the line that asks for the event. None where there is none to change.
    fn edit(&mut self, edit: &DrawingEdit) -> Option<()> {
        match edit {
            DrawingEdit::Local { node, at } => {
                self.ask(*at, *node, vec!["local".to_owned(), self.fresh('e')])
            }
            DrawingEdit::Send { from, to, at, .. } => {
                let to = self.scenario.plan.nodes.get(to.index())?.clone();
                self.ask(*at, *from, vec!["send".to_owned(), to, self.fresh('m')]);
            }
            DrawingEdit::Move(origin, at) => {
                let (_, node, words) = self.asked(*origin)?;
                self.say(*origin, *at, node, words);
            }
            DrawingEdit::Aim(origin, to, _) => {
                let (at, node, mut words) = self.asked(*origin)?;
                let name = self.scenario.plan.nodes.get(to.index())?;
                match words.as_mut_slice() {
                    [verb, receiver, ..] if verb == "send" => receiver.clone_from(name),
                    _ => return None,
                }
                self.say(*origin, at, node, words);
            }
            DrawingEdit::Erase(origin) => {
                self.asked(*origin)?;
                self.lines.retain(|(was, _)| *was != Some(*origin));
            }
        }
        Some(())
    }

    /// Where the line is now that had this index, or that had none. A drawing edit adds or
    /// removes one line.
    fn index_now(&self, was: Option<Origin>) -> Option<usize> {
        let near = was.map_or(0, |origin| origin.saturating_sub(1) as usize);
        let found = self.lines.iter().skip(near).position(|(other, _)| *other == was)?;
        Some(near + found)
    }

    fn statement(&self, origin: Origin) -> Option<&'s Statement> {
        self.scenario.lines.get(origin as usize)?.statement.as_ref()
    }

    /// What a line asks of a node.
    fn asked(&self, origin: Origin) -> Option<(Micros, NodeId, Vec<String>)> {
        match self.statement(origin)? {
            Statement::At { at, what: Happening::Command(node, words) } => Some((*at, *node, words.clone())),
            _ => None,
        }
    }

    /// Asks something of a node, on a new line.
    fn ask(&mut self, at: Micros, node: NodeId, words: Vec<String>) {
        let statement = Statement::At { at, what: Happening::Command(node, words) };
        let index = self.scenario.index_for(&statement);
        self.lines.insert(index, (None, self.scenario.printer().statement(&statement)));
    }

    /// Puts another statement on a line, beside the comment that stands there.
    fn rewrite(&mut self, origin: Origin, statement: Statement) {
        let comment = self.scenario.lines.get(origin as usize).and_then(|line| line.comment.clone());
        let text = self.scenario.printer().line(&Line { statement: Some(statement), comment });
        if let Some(index) = self.index_now(Some(origin)) {
            self.lines[index].1 = text;
        }
    }

    fn say(&mut self, origin: Origin, at: Micros, node: NodeId, words: Vec<String>) {
        self.rewrite(origin, Statement::At { at, what: Happening::Command(node, words) });
    }

    /// A name for an event or a message that none has: a letter and a number.
    fn fresh(&self, letter: char) -> String {
        let timed = self.scenario.plan.timed.iter();
        let used: Vec<&str> = timed
            .filter_map(|timed| match &timed.what {
                Happening::Command(_, words) => words.last().map(|word| word.trim_matches('"')),
                _ => None,
            })
            .collect();
        let mut names = (1..).map(|number: u32| format!("{letter}{number}"));
        names.find(|name| !used.contains(&name.as_str())).unwrap_or_default()
    }

    fn read(&self) -> Option<Scenario> {
        let text: String = self.lines.iter().flat_map(|(_, line)| [line.as_str(), "\n"]).collect();
        Scenario::parse_with(&[self.scenario.machine], &text).ok()
    }

    /// Gives the lines about messages the names that these have now. Lines about messages
    /// that are gone go too.
    fn rename(&mut self, before: &Keys, aimed: Option<(Origin, NodeId)>) -> Option<Scenario> {
        let after = keys(&self.read()?.run());
        let now = |((origin, to), key): &((Origin, NodeId), MessageKey)| {
            let to = aimed.filter(|(aimed, _)| aimed == origin).map_or(*to, |(_, to)| to);
            let now = self.index_now(Some(*origin)).and_then(|index| find(&after, (index as Origin, to)));
            (*key, now)
        };
        let all = before.iter().map(now);
        let mut renamed: Vec<(MessageKey, Option<MessageKey>)> =
            all.filter(|(key, now)| *now != Some(*key)).collect();
        ordered::sort(&mut renamed);
        let mut gone = Vec::new();
        for origin in (0..self.scenario.lines.len() as Origin).filter(|_| !renamed.is_empty()) {
            let Some((statement, key)) = self.statement(origin).and_then(|s| Some((s, done_to(s)?))) else {
                continue;
            };
            match find(&renamed, MessageKey { copy: 0, ..key }) {
                Some(Some(now)) => {
                    self.rewrite(origin, about(statement, MessageKey { copy: key.copy, ..now }))
                }
                Some(None) => gone.push(Some(origin)),
                None => {}
            }
        }
        self.lines.retain(|(was, _)| gone.binary_search(was).is_err());
        self.read()
    }

    /// Sees to it that what was drawn arrives when it is to arrive, and after it is sent.
    fn settle(&self, drawn: Scenario, edit: &DrawingEdit) -> Option<Scenario> {
        let (index, wanted) = match edit {
            DrawingEdit::Local { .. } | DrawingEdit::Erase(_) => return Some(drawn),
            DrawingEdit::Send { at, arrives, .. } => {
                (self.index_now(None)?, Some((*arrives).max(at + FLIGHT_MIN)))
            }
            DrawingEdit::Aim(origin, _, arrives) => (self.index_now(Some(*origin))?, Some(*arrives)),
            DrawingEdit::Move(origin, _) => (self.index_now(Some(*origin))?, None),
        };
        let run = drawn.run();
        let sent = keys(&run);
        let own = sent.iter().filter(|((origin, _), _)| *origin as usize == index).map(|(_, key)| *key);
        let at = drawn.plan.timed.iter().find(|timed| timed.origin as usize == index)?.at;
        let settled = own.fold(drawn.clone(), |drawn, key| {
            let delayed = drawn.plan.edits.iter().rev().find_map(|edit| match edit.change {
                MessageEdit::DelayTo(to) if edit.key == key => Some(to),
                _ => None,
            });
            let to = wanted.or(delayed.filter(|to| *to <= at)).map(|to| to.max(at + FLIGHT_MIN));
            to.map_or(drawn.clone(), |to| drawn.apply(&Edit::DelayTo(key, to)))
        });
        Some(settled)
    }
}

/// The same about another message.
fn about(statement: &Statement, key: MessageKey) -> Statement {
    let message = key.into();
    match statement {
        Statement::Delay(_, to) => Statement::Delay(message, *to),
        Statement::Duplicate(_, at) => Statement::Duplicate(message, *at),
        _ => Statement::Drop(message),
    }
}
