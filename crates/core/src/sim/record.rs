//! Writes down what happens as a trace.

use super::any_world::{AnyWorld, Cause, Report};
use super::info::Info;
use super::keys::{Sending, StepListener};
use super::plan::Plan;
use super::run::{Decision, FaultAt};
use crate::ordered::Texts;
use crate::trace::{Event, EventId, EventKind, Fate, Message, MessageId, Micros, Trace};

/// What was written down of a run.
pub struct Recorded {
    /// See [`Run::trace`](super::run::Run::trace).
    pub trace: Trace,
    /// See [`Run::decisions`](super::run::Run::decisions).
    pub decisions: Vec<Decision>,
    /// See [`Run::corrected`](super::run::Run::corrected).
    pub corrected: Vec<EventId>,
    /// See [`Run::faults`](super::run::Run::faults).
    pub faults: Vec<FaultAt>,
}

/// The trace so far.
pub struct Recorder {
    info: &'static Info,
    trace: Trace,
    /// What becomes [`Trace::texts`].
    texts: Texts,
    decisions: Vec<Decision>,
    faults: Vec<FaultAt>,
    corrected: Vec<EventId>,
    /// For each property, the event that decided it last.
    decided: Vec<Option<EventId>>,
    /// The send event of the last step.
    last_send: EventId,
}

impl Recorder {
    /// Before the first event.
    pub fn new(plan: &Plan, info: &'static Info) -> Recorder {
        Recorder {
            info,
            trace: Trace {
                nodes: plan.nodes.clone(),
                kinds: info.kinds.iter().map(|kind| kind.name.to_owned()).collect(),
                roles: info.roles.iter().map(|role| role.name.to_owned()).collect(),
                epoch_name: info.epoch.map(str::to_owned),
                epoch_base: info.epoch_base,
                ..Trace::default()
            },
            texts: Texts::default(),
            decisions: Vec::new(),
            faults: Vec::new(),
            corrected: Vec::new(),
            decided: vec![None; info.properties.len()],
            last_send: EventId(0),
        }
    }

    /// The event that decided a property.
    pub fn decided_by(&self, property: usize) -> Option<EventId> {
        self.decided[property]
    }

    /// What was written down.
    pub fn finish(mut self) -> Recorded {
        self.trace.texts = self.texts.into_vec();
        Recorded {
            trace: self.trace,
            decisions: self.decisions,
            corrected: self.corrected,
            faults: self.faults,
        }
    }

    fn next_event(&self) -> EventId {
        EventId(self.trace.events.len() as u32)
    }

    /// The first event of a step: what set it off.
    fn cause(&mut self, template: &Event, cause: Cause, world: &dyn AnyWorld) {
        let mut event = template.clone();
        (event.kind, event.text) = match cause {
            Cause::Start => (EventKind::Start, None),
            Cause::Fault(Some(kind)) => (kind, None),
            Cause::Coin { coin, heads } => {
                let side = if heads { "heads" } else { "tails" };
                let text = format!("{} {side}", self.info.coins[usize::from(coin)].name);
                (EventKind::Coin, Some(self.texts.number(&text)))
            }
            Cause::Command { is_event } => {
                let kind = if is_event { EventKind::Local } else { EventKind::Command };
                (kind, Some(self.texts.number(&world.command_text())))
            }
            Cause::Timer(timer) => (EventKind::Timer, Some(self.texts.number(self.info.timer_name(timer)))),
            Cause::Act(act) => (EventKind::Local, Some(self.texts.number(self.info.timer_name(act)))),
            Cause::Receive(id) => {
                let received = self.next_event();
                let message = &mut self.trace.messages[id.index()];
                message.received = Some(received);
                message.fate = Fate::Delivered;
                message.arrives_at = Some(template.at);
                (event.first_message, event.message_count) = (id, 1);
                (EventKind::Receive, None)
            }
            Cause::Fault(None) | Cause::Forge | Cause::Network => return,
        };
        self.trace.events.push(event);
    }

    fn send(&mut self, template: &Event, report: &Report, world: &dyn AnyWorld) {
        self.last_send = self.next_event();
        // A send that was asked for as such says so.
        let text = match report.sends.first().filter(|_| report.is_forged()) {
            Some(sent) => Some(format!("forged {}", self.info.kinds[usize::from(sent.kind)].name)),
            None => (!report.has_cause_event()).then(|| world.command_text()),
        };
        let text = text.map(|text| self.texts.number(&text));
        let message_count = report.sends.len() as u32;
        self.trace.events.push(Event { message_count, text, ..template.clone() });
    }

    fn remark(&mut self, template: &Event, kind: EventKind, text: &str) {
        let text = Some(self.texts.number(text));
        let event = Event { kind, text, ..template.clone() };
        self.trace.events.push(event);
    }
}

impl StepListener for Recorder {
    fn step(&mut self, at: Micros, report: &Report, world: &dyn AnyWorld) {
        let template = Event {
            node: report.node,
            kind: EventKind::Send,
            at,
            first_message: report.first_message,
            message_count: 0,
            text: None,
            role: world.role(report.node),
            epoch: world.epoch(report.node),
        };
        let decided_by = match report.event_count() {
            0 => self.trace.events.len().checked_sub(1).map(|last| EventId(last as u32)),
            _ => Some(self.next_event()),
        };
        for property in &report.decided {
            self.decided[*property] = decided_by;
        }
        if let Some(fault) = &report.fault {
            self.faults.push(FaultAt { at, before: self.next_event(), fault: fault.clone() });
        }
        if report.event_count() == 0 {
            return;
        }
        if report.corrected_clock {
            self.corrected.push(self.next_event());
        }
        if report.has_cause_event() {
            self.cause(&template, report.cause, world);
        }
        if !report.sends.is_empty() {
            self.send(&template, report, world);
        }
        for value in &report.decisions {
            self.decisions.push(Decision {
                node: report.node,
                value: value.clone(),
                event: self.next_event(),
            });
            self.remark(&template, EventKind::Decide, value);
        }
        for why in &report.notes {
            self.remark(&template, EventKind::Note, why);
        }
    }

    fn message(&mut self, id: MessageId, sending: Sending, world: &dyn AnyWorld) {
        debug_assert_eq!(id.index(), self.trace.messages.len());
        let original = sending.copy_of.map(|original| self.trace.message(original));
        let sent = original.map_or(self.last_send, |original| original.sent);
        self.trace.messages.push(Message {
            key: sending.key,
            sent,
            received: None,
            fate: Fate::Flying,
            sent_at: self.trace.event(sent).at,
            arrives_at: sending.arrives_at,
            copy_of: sending.copy_of,
        });
        if let Some(text) = world.message_text(id) {
            let text = self.texts.number(text);
            self.trace.message_texts.push(text);
        }
    }

    fn fate(&mut self, id: MessageId, fate: Fate, at: Option<Micros>) {
        let message = &mut self.trace.messages[id.index()];
        message.fate = fate;
        message.arrives_at = at;
    }
}
