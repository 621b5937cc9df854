//! What a run did with what its protocol relies on: the first event at which it left each
//! assumption. All of it is read off the finished trace, whoever picked the choices.

use super::fault::Fault;
use super::info::{Assumption, Info};
use super::plan::{Plan, Strategy};
use super::run::{Kept, Left, Outcome, Run, Verdict};
use super::settings::{duration, number};
use super::timing;
use crate::ordered::{Map, Set};
use crate::trace::{EventId, EventKind, Fate, Message, MessageId, Micros, NodeId, Trace};

/// What a run did with each assumption of its protocol.
pub(super) fn of(run: &Run) -> Vec<Kept> {
    let relied_on = run.info.assumptions(&run.plan);
    let relied_on = relied_on.chain(run.plan.model.map(Assumption::Claimed));
    relied_on.map(|assumption| Kept { assumption, left: left(assumption, run) }).collect()
}

/// Takes back what a protocol never promised: a property that was violated after its run had
/// left an assumption. What a broken variant does, it does not owe to that.
pub(super) fn excuse(verdicts: &mut [Verdict], assumptions: &[Kept], plan: &Plan) {
    for verdict in verdicts.iter_mut().filter(|verdict| verdict.outcome == Outcome::Violated) {
        let is_before = |left: &Left| left.event.is_some_and(|event| Some(event) <= verdict.event);
        let of_protocol =
            assumptions.iter().filter(|kept| !matches!(kept.assumption, Assumption::Claimed(_)));
        let left = of_protocol.filter_map(|kept| Some((kept.assumption, kept.left.as_ref()?)));
        let mut before = left.filter(|(_, left)| is_before(left));
        if let Some((assumption, left)) = before.next().filter(|_| plan.variant.is_none()) {
            verdict.is_promised = false;
            let (name, why) = (assumption.name(), &left.why);
            verdict.why += &format!(" The run had left {name} before: {why}");
        }
    }
}

fn left(assumption: Assumption, run: &Run) -> Option<Left> {
    let trace = &run.trace;
    match assumption {
        Assumption::LinksKeepOrder => overtaking(trace),
        Assumption::NoLoss => lost(trace),
        Assumption::NoCopies => copied(trace),
        Assumption::NoCrash => first(trace, EventKind::Crash, "crashed"),
        Assumption::NoRestart => first(trace, EventKind::Restart, "came back"),
        Assumption::NoTraitors => lied(run),
        Assumption::TraitorsBelowThird | Assumption::EnoughNodesFor(_) | Assumption::TraitorsAtMost(_) => {
            too_many_traitors(assumption, run)
        }
        Assumption::WithinRounds => out_of_round(run),
        Assumption::EqualRates => unequal(run).or_else(|| set_from_outside(run, |over| over > 0)),
        Assumption::ClocksNotSet => set_from_outside(run, |_| true),
        Assumption::Claimed(model) => timing::breach(run, model),
        Assumption::TimersInTime => timing::early_timer(run),
        Assumption::BoundedDelay(parameter) => timing::beyond(run, duration(run.info, &run.plan, parameter)),
        Assumption::AnswersWithin(parameter) => {
            let bound = duration(run.info, &run.plan, parameter) / 2;
            let lefts =
                [drifting(run, 0), set_from_outside(run, |over| over > 0), timing::beyond(run, bound)];
            let event = |left: &Left| left.event.map_or(u32::MAX, |event| event.0);
            lefts.into_iter().flatten().min_by_key(event)
        }
        Assumption::QuorumsMeet(one, other) => assumption.has_quorums_apart(run.info, &run.plan).then(|| {
            let [r, w] = [one, other].map(|parameter| number(run.info, &run.plan, parameter));
            let replicas = servers(&run.plan);
            let why = format!("{one} {r} and {other} {w} are together not more than {replicas} replicas.");
            at_first_event(trace, why)
        }),
        Assumption::DriftAtMost(parameter) => drifting(run, number(run.info, &run.plan, parameter)),
    }
}

fn at_first_event(trace: &Trace, why: String) -> Left {
    let event = (!trace.events.is_empty()).then_some(EventId(0));
    Left { event, why }
}

fn messages(trace: &Trace) -> impl Iterator<Item = (MessageId, &Message)> {
    (0..).map(MessageId).zip(&trace.messages)
}

/// The messages that were taken, in the order of their receipts.
fn received(trace: &Trace) -> impl Iterator<Item = (EventId, MessageId)> {
    let events = (0..).map(EventId).zip(&trace.events);
    events.filter(|(_, event)| event.kind == EventKind::Receive).map(|(id, event)| (id, event.first_message))
}

/// A message arrived before one that was sent earlier on its link, and that is not lost.
fn overtaking(trace: &Trace) -> Option<Left> {
    // For each link, the earliest message that arrives after the receipt at hand, from the
    // last receipt on.
    let mut later: Map<(NodeId, NodeId), MessageId> = Map::new();
    let link = |id: MessageId| (trace.message(id).key.from, trace.message(id).key.to);
    for (id, _) in messages(trace).filter(|(_, m)| m.copy_of.is_none() && m.fate == Fate::Flying) {
        later.or_insert_with(link(id), || id);
    }
    let all: Vec<(EventId, MessageId)> = received(trace).collect();
    let mut first = None;
    for (event, id) in all.into_iter().rev().filter(|(_, id)| trace.message(*id).copy_of.is_none()) {
        let least = later.or_insert_with(link(id), || id);
        if *least < id {
            first = Some((event, id, *least));
        }
        *least = id.min(*least);
    }
    let (event, early, late) = first?;
    let [early, late] = [early, late].map(|id| trace.key_text(trace.message(id).key));
    Some(Left { event: Some(event), why: format!("{early} overtook {late}.") })
}

/// A message never arrives.
fn lost(trace: &Trace) -> Option<Left> {
    let is_lost = |fate| !matches!(fate, Fate::Delivered | Fate::Flying);
    // Of a message and its copies, one that arrives is enough.
    let mut arrives: Set<MessageId> = Set::new();
    for (id, message) in messages(trace).filter(|(_, m)| m.copy_of.is_some() && !is_lost(m.fate)) {
        arrives.insert(message.copy_of.unwrap_or(id));
    }
    let is_gone = |(id, message): &(MessageId, &Message)| {
        message.copy_of.is_none() && is_lost(message.fate) && !arrives.contains(id)
    };
    let (_, message) = messages(trace).find(is_gone)?;
    let fate = match message.fate {
        Fate::Cut => "was stopped by a closed link",
        Fate::Refused => "found its receiver down",
        Fate::Dropped => "was dropped",
        _ => "was lost",
    };
    let why = format!("{} {fate}.", trace.key_text(message.key));
    Some(Left { event: Some(message.sent), why })
}

/// A message arrives that has arrived already.
fn copied(trace: &Trace) -> Option<Left> {
    let mut arrived: Set<MessageId> = Set::new();
    let (event, id) = received(trace).find(|(_, id)| {
        let original = trace.message(*id).copy_of.unwrap_or(*id);
        !arrived.insert(original)
    })?;
    let original = trace.message(id).copy_of.unwrap_or(id);
    let why = format!("{} arrived twice.", trace.key_text(trace.message(original).key));
    Some(Left { event: Some(event), why })
}

/// Something happened to a node.
fn first(trace: &Trace, kind: EventKind, what: &str) -> Option<Left> {
    let mut events = (0..).map(EventId).zip(&trace.events);
    let (id, event) = events.find(|(_, event)| event.kind == kind)?;
    Some(Left { event: Some(id), why: format!("{} {what}.", trace.node_name(event.node)) })
}

/// Somebody has heard a traitor that is neither silent nor honest, or what it was made to say.
fn lied(run: &Run) -> Option<Left> {
    let lies = |from: &NodeId| {
        let strategy = run.plan.traitors.get(from);
        strategy.is_some_and(|strategy| !matches!(strategy, Strategy::Silent | Strategy::Honest))
    };
    let mut heard = received(&run.trace).map(|(event, id)| (event, run.trace.message(id).key));
    let (event, key) = heard.find(|(_, key)| key.forged || lies(&key.from))?;
    let why = format!("{} came from a traitor.", run.trace.key_text(key));
    Some(Left { event: Some(event), why })
}

/// How many nodes are traitors, and how many there are, clients apart.
fn lying_servers(plan: &Plan) -> (usize, usize) {
    let servers = plan.nodes.len() - usize::from(plan.clients);
    (plan.traitors.keys().filter(|node| node.index() < servers).count(), servers)
}

/// The scenario has more traitors than the protocol can stand.
fn too_many_traitors(assumption: Assumption, run: &Run) -> Option<Left> {
    assumption.has_too_many_traitors(run.info, &run.plan).then(|| {
        let (traitors, nodes) = lying_servers(&run.plan);
        let of = format!("{traitors} of {nodes} nodes may lie");
        let why = match assumption {
            Assumption::TraitorsAtMost(parameter) => {
                let most = number(run.info, &run.plan, parameter);
                format!("{of}, and {parameter} is {most}.")
            }
            Assumption::EnoughNodesFor(parameter) => {
                let most = number(run.info, &run.plan, parameter);
                format!(
                    "{of}, and with {parameter} {most} that takes {} nodes.",
                    2 * traitors as u64 + most + 1
                )
            }
            _ => format!("{of}, and that is not fewer than a third."),
        };
        at_first_event(&run.trace, why)
    })
}

/// A message of an honest node has not arrived when a round of its receiver ends. Rounds are
/// counted by the timers that have fired at a node.
fn out_of_round(run: &Run) -> Option<Left> {
    let trace = &run.trace;
    let mut ends: Vec<Vec<EventId>> = vec![Vec::new(); trace.nodes.len()];
    let events = || (0..).map(EventId).zip(&trace.events);
    for (id, event) in events().filter(|(_, event)| event.kind == EventKind::Timer) {
        ends[event.node.index()].push(id);
    }
    let late = messages(trace).filter_map(|(id, message)| {
        let key = message.key;
        if key.forged || message.copy_of.is_some() || run.plan.traitors.get(&key.from).is_some() {
            return None;
        }
        let round = ends[key.from.index()].partition_point(|end| *end < message.sent);
        let end = *ends[key.to.index()].get(round)?;
        message.received.is_none_or(|received| received > end).then_some((end, id))
    });
    let (end, id) = late.min()?;
    let why = format!(
        "{} had not arrived when {} ended its round.",
        trace.key_text(trace.message(id).key),
        trace.node_name(trace.event(end).node)
    );
    Some(Left { event: Some(end), why })
}

/// Two clocks drift differently.
fn unequal(run: &Run) -> Option<Left> {
    let drift = |node: NodeId| run.plan.clocks.get(&node).map_or(0, |clock| clock.drift_ppm);
    let nodes = (0..run.plan.nodes.len() as u8).map(NodeId);
    let differs = nodes.clone().find(|node| drift(*node) != drift(NodeId(0)))?;
    let [one, other] = [NodeId(0), differs].map(|node| (run.trace.node_name(node), drift(node)));
    let why =
        format!("The clock of {} drifts by {}ppm, that of {} by {}ppm.", one.0, one.1, other.0, other.1);
    Some(at_first_event(&run.trace, why))
}

/// A clock drifts by more millionths than is claimed.
fn drifting(run: &Run, most: u64) -> Option<Left> {
    let mut clocks = run.plan.clocks.iter();
    let (node, clock) = clocks.find(|(_, clock)| clock.drift_ppm.unsigned_abs() > most)?;
    let (name, drift) = (run.trace.node_name(*node), clock.drift_ppm);
    Some(at_first_event(&run.trace, format!("The clock of {name} drifts by {drift}ppm, claimed are {most}.")))
}

/// Somebody set a clock, other than its node.
fn set_from_outside(run: &Run, counts: impl Fn(Micros) -> bool) -> Option<Left> {
    let (before, node) = run.faults.iter().find_map(|happened| match &happened.fault {
        Fault::Clock(node, correction) if counts(correction.over) => Some((happened.before, *node)),
        _ => None,
    })?;
    let event = (before.index() < run.trace.events.len()).then_some(before);
    Some(Left { event, why: format!("The clock of {} was set from outside.", run.trace.node_name(node)) })
}

/// How many lanes are no clients.
fn servers(plan: &Plan) -> u64 {
    plan.nodes.len() as u64 - u64::from(plan.clients)
}

impl Assumption {
    /// Whether a scenario has quorums that need not meet.
    pub fn has_quorums_apart(self, info: &Info, plan: &Plan) -> bool {
        let size = |parameter| number(info, plan, parameter).min(servers(plan));
        matches!(self, Assumption::QuorumsMeet(one, other) if size(one) + size(other) <= servers(plan))
    }

    /// Whether a scenario has more traitors than this allows.
    pub fn has_too_many_traitors(self, info: &Info, plan: &Plan) -> bool {
        let (traitors, nodes) = lying_servers(plan);
        match self {
            Assumption::TraitorsBelowThird => 3 * traitors >= nodes && traitors > 0,
            Assumption::EnoughNodesFor(parameter) => {
                traitors > 0 && nodes as u64 <= 2 * traitors as u64 + number(info, plan, parameter)
            }
            Assumption::TraitorsAtMost(parameter) => traitors as u64 > number(info, plan, parameter),
            _ => false,
        }
    }
}

impl Info {
    /// What the protocol relies on with the settings of a plan.
    pub fn assumptions<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = Assumption> + 'a {
        let is_met = |with: super::info::OnlyWith| with.is_met(self, plan);
        self.assumes
            .iter()
            .filter(move |assumed| assumed.only_with.is_none_or(is_met))
            .map(|assumed| assumed.what)
    }

    /// Whether the protocol promises a property with the settings of a plan.
    pub fn promises(&self, property: usize, plan: &Plan) -> bool {
        self.properties[property].only_with.is_none_or(|with| with.is_met(self, plan))
    }
}
