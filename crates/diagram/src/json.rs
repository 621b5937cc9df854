//! A run as a document for outside tools: "Trace as JSON, version 1".
//!
//! The document borrows from the run and is written event by event, so that a million
//! events with vector timestamps never stand in memory at once.
//!
//! Where clocks are wrong or are set, the document has more: what each event's node believed
//! the time to be, its hybrid stamp, and how wrong every clock was.

use crate::index_u32;
use crate::shiviz::{Log, LogHost};
use sequitur_core::clocks::{VectorClocks, hybrid, lamport};
use sequitur_core::sim::clock::{Error, Wall};
use sequitur_core::sim::run::{Fields, Run, Value};
use sequitur_core::trace::{EventId, Fate, MessageId, Micros, NodeId, Trace};
use serde::ser::{SerializeMap, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// The version of the form.
pub const VERSION: u32 = 1;

/// A run, ready to be serialised with serde.
#[derive(Clone, Copy)]
pub struct Document<'a> {
    run: &'a Run,
    title: &'a str,
    scenario: &'a str,
    unused: &'a [String],
    log: Option<&'a Log>,
}

/// Puts a run together with its title, its canonical scenario text, and the statements
/// that had no effect.
pub fn document<'a>(run: &'a Run, title: &'a str, scenario: &'a str, unused: &'a [String]) -> Document<'a> {
    Document { run, title, scenario, unused, log: None }
}

/// A log in the form of a run, of no scenario. Its events also have their lines and the
/// log's own fields; `log` says what of it was read, and how its clocks contradict each other.
pub fn log_document(log: &Log) -> Document<'_> {
    Document { run: &log.run, title: log.title(), scenario: "", unused: &[], log: Some(log) }
}

impl<'a> Document<'a> {
    /// Its title.
    pub fn title(&self) -> &'a str {
        self.title
    }
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let has_clocks = !self.run.clocks.are_true();
        let more = usize::from(self.log.is_some()) + usize::from(has_clocks);
        let mut map = serializer.serialize_struct("Document", 11 + more)?;
        map.serialize_field("version", &VERSION)?;
        map.serialize_field("title", self.title)?;
        map.serialize_field("scenario", self.scenario)?;
        map.serialize_field("nodes", &self.run.trace.nodes)?;
        map.serialize_field("stopped", self.run.stopped.name())?;
        map.serialize_field("events", &Events(self.run, self.log))?;
        map.serialize_field("messages", &Messages(self.run))?;
        map.serialize_field("decisions", &Decisions(self.run))?;
        map.serialize_field("properties", &Properties(self.run))?;
        map.serialize_field("assumptions", &Assumptions(self.run))?;
        map.serialize_field("unused_edits", self.unused)?;
        if has_clocks {
            map.serialize_field("clocks", &Clocks(self.run))?;
        }
        if let Some(log) = self.log {
            map.serialize_field("log", &LogLine::of(log))?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct EventLine<'a> {
    id: u32,
    node: &'a str,
    kind: &'static str,
    at_us: Micros,
    messages: Ids<'a>,
    label: Cow<'a, str>,
    role: Option<&'a str>,
    epoch: Option<u64>,
    lamport: u32,
    vector: &'a [u32],
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<Object>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wall_us: Option<Wall>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hybrid: Option<(Wall, u32)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<LogFields<'a>>,
}

/// What else a log says of an event.
struct LogFields<'a>(&'a Log, EventId);

impl Serialize for LogFields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.fields(self.1))
    }
}

/// What of a log was read.
#[derive(Serialize)]
struct LogLine<'a> {
    executions: &'a [String],
    execution: usize,
    skipped_lines: u32,
    contradictions: Vec<RemarkLine<'a>>,
    more_contradictions: u32,
    lines_read: u32,
    hosts: Vec<HostLine<'a>>,
}

#[derive(Serialize)]
struct HostLine<'a> {
    name: &'a str,
    events: u32,
    has_lane: bool,
}

impl HostLine<'_> {
    fn of(host: &LogHost) -> HostLine<'_> {
        HostLine { name: &host.name, events: host.events, has_lane: host.has_lane }
    }
}

#[derive(Serialize)]
struct RemarkLine<'a> {
    line: u32,
    column: u32,
    what: &'a str,
}

impl LogLine<'_> {
    fn of(log: &Log) -> LogLine<'_> {
        let told = log.contradictions.remarks.iter();
        let lines =
            told.map(|remark| RemarkLine { line: remark.line, column: remark.column, what: &remark.what });
        LogLine {
            executions: &log.executions,
            execution: log.execution + 1,
            skipped_lines: log.skipped.lines,
            contradictions: lines.collect(),
            more_contradictions: log.contradictions.more,
            lines_read: log.skipped.lines_read(),
            hosts: log.hosts.iter().map(HostLine::of).collect(),
        }
    }
}

/// The ids of the messages that an event sent or took.
struct Ids<'a>(&'a Trace, EventId);

impl Serialize for Ids<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.messages_of(self.1).map(|id| id.0))
    }
}

struct Events<'a>(&'a Run, Option<&'a Log>);

impl Serialize for Events<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Events(run, log) = *self;
        let trace = &run.trace;
        let hybrid = (!run.clocks.are_true()).then(|| hybrid(trace, &|event| run.wall(event)));
        let lamport = lamport(trace);
        let mut vectors = VectorClocks::new(trace);
        let mut seq = serializer.serialize_seq(Some(trace.events.len()))?;
        let mut write = |index: usize, state: Option<Object>| {
            let (id, event) = (EventId(index_u32(index)), &trace.events[index]);
            seq.serialize_element(&EventLine {
                id: id.0,
                node: trace.node_name(event.node),
                kind: event.kind.name(),
                at_us: event.at,
                messages: Ids(trace, id),
                label: trace.label(id),
                role: trace.role_name(id),
                epoch: event.epoch,
                lamport: lamport[index],
                vector: vectors.at(trace, id),
                state,
                wall_us: hybrid.as_ref().map(|_| run.wall(id)),
                hybrid: hybrid.as_ref().map(|stamps| (stamps[index].time, stamps[index].count)),
                line: log.map(|log| log.line(id)),
                fields: log.map(|log| LogFields(log, id)),
            })
        };
        let mut states = vec![Fields::new(); trace.nodes.len()];
        let (mut result, mut written) = (Ok(()), 0);
        run.details.walk(&mut |state| {
            let node = trace.events[written].node;
            let fields = state.node(node).fields;
            let mut changed = Some(changes(&states[node.index()], &fields));
            states[node.index()] = fields;
            let end = state.events() as usize;
            for index in written..end {
                if result.is_ok() {
                    result = write(index, Some(Object(changed.take().unwrap_or_default())));
                }
            }
            written = end;
        });
        result?;
        (written..trace.events.len()).try_for_each(|index| write(index, None))?;
        seq.end()
    }
}

/// The fields that are not as they were; those that are there no longer are null.
fn changes(before: &Fields, after: &Fields) -> Fields {
    let gone = before.iter().filter(|(name, _)| after.iter().all(|(other, _)| other != name));
    let gone = gone.map(|(name, _)| (*name, Value::Null));
    let changed = after.iter().filter(|field| !before.contains(field)).cloned();
    changed.chain(gone).collect()
}

/// How wrong the clocks were.
struct Clocks<'a>(&'a Run);

#[derive(Serialize)]
struct ClockLine<'a> {
    node: &'a str,
    errors: Vec<ErrorPoint>,
}

#[derive(Serialize)]
struct ErrorPoint {
    at_us: Micros,
    error_us: Wall,
    bound_us: Option<Micros>,
}

impl Serialize for Clocks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Run { trace, clocks, end, .. } = self.0;
        serializer.collect_seq(trace.nodes.iter().zip((0..).map(NodeId)).map(|(node, id)| {
            let errors = clocks.errors(id, *end).into_iter();
            let point =
                |known: Error| ErrorPoint { at_us: known.at, error_us: known.error, bound_us: known.bound };
            ClockLine { node, errors: errors.map(point).collect() }
        }))
    }
}

#[derive(Serialize)]
struct MessageLine<'a> {
    id: u32,
    key: String,
    kind: &'a str,
    from: &'a str,
    to: &'a str,
    sent: u32,
    received: Option<u32>,
    fate: &'static str,
    sent_us: Micros,
    arrives_us: Option<Micros>,
    fields: Object,
    #[serde(skip_serializing_if = "Option::is_none")]
    copy_of: Option<u32>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    forged: bool,
}

/// Fields as an object, in their order.
struct Object(Fields);

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

struct Messages<'a>(&'a Run);

impl Serialize for Messages<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let trace = &self.0.trace;
        let messages = trace.messages.iter().enumerate();
        serializer.collect_seq(messages.map(|(index, message)| {
            let id = MessageId(index_u32(index));
            let received = message.received.filter(|_| message.fate == Fate::Delivered);
            MessageLine {
                id: id.0,
                key: trace.key_text(message.key),
                kind: trace.kind_name(id),
                from: trace.node_name(message.key.from),
                to: trace.node_name(message.key.to),
                sent: message.sent.0,
                received: received.map(|event| event.0),
                fate: message.fate.name(),
                sent_us: message.sent_at,
                arrives_us: message.arrives_at,
                fields: Object(self.0.details.fields(id)),
                copy_of: message.copy_of.map(|original| original.0),
                forged: message.key.forged,
            }
        }))
    }
}

#[derive(Serialize)]
struct DecisionLine<'a> {
    node: &'a str,
    value: &'a str,
    event: u32,
}

struct Decisions<'a>(&'a Run);

impl Serialize for Decisions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let trace = &self.0.trace;
        serializer.collect_seq(self.0.decisions.iter().map(|decision| DecisionLine {
            node: trace.node_name(decision.node),
            value: &decision.value,
            event: decision.event.0,
        }))
    }
}

#[derive(Serialize)]
struct PropertyLine<'a> {
    name: &'static str,
    kind: &'static str,
    verdict: &'static str,
    event: Option<u32>,
    why: &'a str,
    tested: bool,
    promised: bool,
    #[serde(rename = "final", skip_serializing_if = "std::ops::Not::not")]
    is_final: bool,
}

struct Properties<'a>(&'a Run);

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.verdicts.iter().map(|verdict| {
            let property = &self.0.info.properties[verdict.property];
            PropertyLine {
                name: property.name,
                kind: property.kind.name(),
                verdict: verdict.outcome.name(),
                event: verdict.event.map(|event| event.0),
                why: &verdict.why,
                tested: verdict.is_tested,
                promised: verdict.is_promised,
                is_final: verdict.is_final,
            }
        }))
    }
}

#[derive(Serialize)]
struct AssumptionLine<'a> {
    name: &'static str,
    kept: bool,
    event: Option<u32>,
    why: &'a str,
}

struct Assumptions<'a>(&'a Run);

impl Serialize for Assumptions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.assumptions.iter().map(|kept| AssumptionLine {
            name: kept.assumption.name(),
            kept: kept.left.is_none(),
            event: kept.left.as_ref().and_then(|left| left.event).map(|event| event.0),
            why: kept.left.as_ref().map_or("", |left| &left.why),
        }))
    }
}
