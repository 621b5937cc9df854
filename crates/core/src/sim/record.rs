//! Writes down what happens as a trace.

use super::keys::{Sending, Witness};
use super::plan::Plan;
use super::process::Process;
use super::run::Decision;
use super::world::{Step, Trigger, World};
use crate::ordered::Texts;
use crate::trace::{Event, EventId, EventKind, Fate, Message, MessageId, Micros, Trace};

/// The trace so far, and the contents of its messages.
pub struct Recorder<P: Process> {
    trace: Trace,
    /// What becomes [`Trace::texts`].
    texts: Texts,
    decisions: Vec<Decision>,
    contents: Vec<P::Message>,
    /// For each property, the event that decided it last.
    decided: Vec<Option<EventId>>,
    /// The send event of the last step.
    last_send: EventId,
}

impl<P: Process> Recorder<P> {
    /// Before the first event.
    pub fn new(plan: &Plan) -> Recorder<P> {
        Recorder {
            trace: Trace {
                nodes: plan.nodes.clone(),
                kinds: P::INFO.kinds.iter().map(|kind| kind.name.to_owned()).collect(),
                roles: P::INFO.roles.iter().map(|role| role.name.to_owned()).collect(),
                epoch_name: P::INFO.epoch.map(str::to_owned),
                epoch_base: P::INFO.epoch_base,
                ..Trace::default()
            },
            texts: Texts::default(),
            decisions: Vec::new(),
            contents: Vec::new(),
            decided: vec![None; P::INFO.properties.len()],
            last_send: EventId(0),
        }
    }

    /// The event that decided a property.
    pub fn decided_by(&self, property: usize) -> Option<EventId> {
        self.decided[property]
    }

    /// The trace, the decisions, and the contents of the messages.
    pub fn into_parts(mut self) -> (Trace, Vec<Decision>, Vec<P::Message>) {
        self.trace.texts = self.texts.into_vec();
        (self.trace, self.decisions, self.contents)
    }

    fn next_event(&self) -> EventId {
        EventId(self.trace.events.len() as u32)
    }

    /// The first event of a step: what set it off.
    fn trigger(&mut self, template: &Event, trigger: &Trigger<P>) {
        let mut event = template.clone();
        (event.kind, event.text) = match trigger {
            Trigger::Start => (EventKind::Start, None),
            Trigger::Crash => (EventKind::Crash, None),
            Trigger::Restart => (EventKind::Restart, None),
            Trigger::Command(command) => {
                let kind = if P::COMMANDS_ARE_EVENTS { EventKind::Local } else { EventKind::Command };
                (kind, self.command_text(command))
            }
            Trigger::Timer(timer) => {
                (EventKind::Timer, Some(self.texts.number(P::INFO.timer_name(P::timer_index(*timer)))))
            }
            Trigger::Act(act) => {
                (EventKind::Local, Some(self.texts.number(P::INFO.timer_name(P::timer_index(*act)))))
            }
            Trigger::Receive { id, .. } => {
                let received = self.next_event();
                let message = &mut self.trace.messages[id.index()];
                message.received = Some(received);
                message.fate = Fate::Delivered;
                message.arrives_at = Some(template.at);
                (event.first_message, event.message_count) = (*id, 1);
                (EventKind::Receive, None)
            }
            Trigger::Network => return,
        };
        self.trace.events.push(event);
    }

    fn command_text(&mut self, command: &P::Command) -> Option<u32> {
        let text = if P::COMMANDS_ARE_EVENTS { P::event_text(command) } else { P::command_text(command) };
        Some(self.texts.number(&text))
    }

    fn send(&mut self, template: &Event, step: &Step<P>) {
        self.last_send = self.next_event();
        let text = match &step.trigger {
            Trigger::Command(command) if !step.has_trigger_event() => self.command_text(command),
            _ => None,
        };
        let message_count = step.emitted.sends.len() as u32;
        self.trace.events.push(Event { message_count, text, ..template.clone() });
    }

    fn remark(&mut self, template: &Event, kind: EventKind, text: &str) {
        let text = Some(self.texts.number(text));
        let event = Event { kind, text, ..template.clone() };
        self.trace.events.push(event);
    }
}

impl<P: Process> Witness<P> for Recorder<P> {
    fn step(&mut self, at: Micros, step: &Step<P>, world: &World<P>) {
        let state = &world.nodes()[step.node.index()].state;
        let template = Event {
            node: step.node,
            kind: EventKind::Send,
            at,
            first_message: step.first_message,
            message_count: 0,
            text: None,
            role: state.role(),
            epoch: state.epoch(),
        };
        for property in &step.decided {
            self.decided[*property] = Some(self.next_event());
        }
        if step.has_trigger_event() {
            self.trigger(&template, &step.trigger);
        }
        if !step.emitted.sends.is_empty() {
            self.send(&template, step);
        }
        for value in &step.emitted.decisions {
            self.decisions.push(Decision { node: step.node, value: value.clone(), event: self.next_event() });
            self.remark(&template, EventKind::Decide, value);
        }
        for why in &step.emitted.notes {
            self.remark(&template, EventKind::Note, why);
        }
    }

    fn message(&mut self, id: MessageId, sending: Sending, content: &P::Message) {
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
        if let Some(text) = P::message_text(content) {
            let text = self.texts.number(text);
            self.trace.message_texts.push(text);
        }
        self.contents.push(content.clone());
    }

    fn fate(&mut self, id: MessageId, fate: Fate, at: Option<Micros>) {
        let message = &mut self.trace.messages[id.index()];
        message.fate = fate;
        message.arrives_at = at;
    }
}
