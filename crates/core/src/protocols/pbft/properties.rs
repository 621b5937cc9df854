//! What must always or in the end be true of honest replicas and clients.

use super::Lane;
use super::info::Property;
use super::message::{Message, Number, Proposal, View};
use super::replica::Replica;
use crate::authoring::*;

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// What honest replicas have prepared, in each view at each number.
    prepared: Map<(View, Number), Map<NodeId, Proposal>>,
    /// What was executed first at each number, and by whom.
    order: Vec<(Proposal, NodeId)>,
    /// How many numbers each replica has executed.
    executed: Vec<usize>,
    /// How many answers each client has taken.
    answers: Vec<usize>,
    /// Requests of honest clients that too few honest replicas have executed.
    open: Vec<(NodeId, u32)>,
    /// How many requests honest clients have made.
    asked: u32,
}

impl Observe<Lane> for Observers {
    type Property = Property;

    fn new(view: &Observed<Lane>) -> Observers {
        let none = vec![0; view.nodes.len()];
        Observers {
            prepared: Map::new(),
            order: Vec::new(),
            executed: none.clone(),
            answers: none,
            open: Vec::new(),
            asked: 0,
        }
    }

    fn observe(&mut self, step: &Step<Lane>, view: &Observed<Lane>, verdicts: &mut Verdicts<Property>) {
        let id = step.node;
        if !view.is_honest(id) {
            return;
        }
        let node = &view.nodes[id.index()];
        if let Trigger::Command(_) = step.trigger {
            self.open.push((id, node.commands_done));
            self.asked += 1;
        }
        match &node.state {
            Lane::Replica(replica) => {
                for (_, message) in step.sent() {
                    if let Message::Commit(vote) = message {
                        self.learn((vote.view, vote.number), id, &vote.proposal, view, verdicts);
                    }
                }
                self.check_certificates(id, replica, view, verdicts);
                self.check_order(id, replica, view, verdicts);
            }
            Lane::Client(client) => {
                for (timestamp, result) in &client.answers[self.answers[id.index()]..] {
                    check_answer((id, *timestamp), *result, view, verdicts);
                }
                self.answers[id.index()] = client.answers.len();
            }
        }
        let was_open = !self.open.is_empty();
        self.open.retain(|(client, timestamp)| {
            let done = honest(view).filter(|(_, replica)| place(replica, *client, *timestamp).is_some());
            done.count() <= view.config.faulty
        });
        if was_open && self.open.is_empty() {
            verdicts.turn(Property::RequestsExecuted);
        }
    }

    fn verdict(&self, property: Property, names: &[String]) -> (Outcome, String) {
        let prepared = self.prepared.len() as u32;
        match property {
            Property::OnePrepared => holds(format!(
                "At {}, no honest replicas have prepared different requests.",
                counted(prepared, "number of a view", "numbers of views")
            )),
            Property::OneOrder => holds(format!(
                "At {}, no honest replicas have executed different requests.",
                counted(self.order.len() as u32, "number", "numbers")
            )),
            Property::CommitsAreKnown => {
                holds("All that is committed at an honest replica is prepared at f + 1 of them.")
            }
            Property::AnswersAreTrue => holds("Every answer is that of an honest replica."),
            Property::RequestsExecuted => match self.open.first() {
                Some((client, timestamp)) => pending(format!(
                    "Request {timestamp} of {} is not executed at f + 1 honest replicas.",
                    names[client.index()]
                )),
                None => holds("Every request is executed at f + 1 honest replicas."),
            },
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        match property {
            Property::OnePrepared | Property::CommitsAreKnown => !self.prepared.is_empty(),
            Property::OneOrder => !self.order.is_empty(),
            Property::AnswersAreTrue => self.answers.iter().any(|answers| *answers > 0),
            Property::RequestsExecuted => self.asked > 0,
        }
    }
}

impl Observers {
    /// A replica is prepared. It sends a commit then, and one step can take it from there to a stable
    /// checkpoint, which discards the certificate.
    fn learn(
        &mut self,
        at: (View, Number),
        id: NodeId,
        proposal: &Proposal,
        view: &Observed<Lane>,
        verdicts: &mut Verdicts<Property>,
    ) {
        let known = self.prepared.or_default(at);
        if let Some((other, theirs)) = known.iter().find(|(_, theirs)| *theirs != proposal) {
            let (name, other) = (view.name(id), view.name(*other));
            let why = format_args!(
                "In view {} at {}, {other} has prepared {theirs}, and {name} has prepared {proposal}.",
                at.0, at.1
            );
            verdicts.violate(Property::OnePrepared, why);
        }
        if known.get(&id).is_none() {
            known.insert(id, proposal.clone());
        }
    }

    /// What is committed is known to enough honest replicas.
    fn check_certificates(
        &mut self,
        id: NodeId,
        replica: &Replica,
        view: &Observed<Lane>,
        verdicts: &mut Verdicts<Property>,
    ) {
        for (at, slot) in replica.slots.iter() {
            let Some(proposal) = slot.prepared(view.config) else { continue };
            self.learn(*at, id, proposal, view, verdicts);
            let known = self.prepared.or_default(*at);
            let same = known.iter().filter(|(_, theirs)| *theirs == proposal).count();
            if slot.committed(view.config).is_some() && same <= view.config.faulty {
                let why = format_args!(
                    "{proposal} is committed at {} in view {} at {}, and prepared at {same} honest replicas.",
                    view.name(id),
                    at.0,
                    at.1
                );
                verdicts.violate(Property::CommitsAreKnown, why);
            }
        }
    }

    fn check_order(
        &mut self,
        id: NodeId,
        replica: &Replica,
        view: &Observed<Lane>,
        verdicts: &mut Verdicts<Property>,
    ) {
        for (index, proposal) in replica.executed.iter().enumerate().skip(self.executed[id.index()]) {
            let Some((first, other)) = self.order.get(index) else {
                self.order.push((proposal.clone(), id));
                continue;
            };
            if first != proposal {
                let (name, other, number) = (view.name(id), view.name(*other), index + 1);
                let why = format_args!(
                    "At {number}, {other} has executed {first}, and {name} has executed {proposal}."
                );
                verdicts.violate(Property::OneOrder, why);
            }
        }
        self.executed[id.index()] = replica.executed.len();
    }
}

/// The honest replicas.
fn honest<'a>(view: &'a Observed<Lane>) -> impl Iterator<Item = (NodeId, &'a Replica)> {
    let nodes = (0..).map(NodeId).zip(view.nodes).filter(|(id, _)| view.is_honest(*id));
    nodes.filter_map(|(id, node)| match &node.state {
        Lane::Replica(replica) => Some((id, replica)),
        Lane::Client(_) => None,
    })
}

/// The place of a request among all that a replica has executed.
fn place(replica: &Replica, client: NodeId, timestamp: u32) -> Option<u32> {
    let requests = replica.executed.iter().filter_map(|proposal| proposal.0.as_ref());
    let request = requests.into_iter().find(|r| (r.client, r.timestamp) == (client, timestamp))?;
    replica.result_of(request)
}

fn check_answer(
    (client, timestamp): (NodeId, u32),
    result: u32,
    view: &Observed<Lane>,
    verdicts: &mut Verdicts<Property>,
) {
    if honest(view).all(|(_, replica)| place(replica, client, timestamp) != Some(result)) {
        let why = format_args!(
            "{} takes {result} for the answer to request {timestamp}, which no honest replica has given.",
            view.name(client)
        );
        verdicts.violate(Property::AnswersAreTrue, why);
    }
}
