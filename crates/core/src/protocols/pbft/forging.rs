//! What traitors can say: anything of their own, and what honest nodes have signed exactly as
//! they have signed it.

use super::Lane;
use super::message::{Certificate, Kind, Message, Proposal, Request, View, ViewChange, Vote};
use super::replica::Replica;
use crate::authoring::*;
use std::sync::Arc;

/// The highest number that a forgery can name: far below where numbers end.
const MOST: u32 = 1_000_000;

fn replica<'a>(forger: &'a Forger<Lane>, node: NodeId) -> Option<&'a Replica> {
    match &forger.nodes[node.index()].state {
        Lane::Replica(replica) => Some(replica),
        Lane::Client(_) => None,
    }
}

/// All that traitors have heard, and from whom: what one has heard, all know.
fn heard<'a>(forger: &'a Forger<Lane>) -> impl Iterator<Item = &'a (NodeId, Message)> {
    let traitors = forger.traitors.keys().filter_map(|node| replica(forger, *node));
    traitors.flat_map(|traitor| traitor.heard.iter())
}

fn has_heard(forger: &Forger<Lane>, from: NodeId, message: &Message) -> bool {
    heard(forger).any(|(other, known)| (*other, known) == (from, message))
}

/// Whether traitors have a request with its client's signature.
fn knows(forger: &Forger<Lane>, proposal: &Proposal) -> bool {
    let Some(request) = &proposal.0 else { return true };
    let is_in = |(_, message): &(NodeId, Message)| match message {
        Message::Request(known) => known == request,
        Message::PrePrepare(vote) => vote.proposal == *proposal,
        Message::Checkpoint(log) => log.contains(proposal),
        _ => false,
    };
    forger.is_traitor(request.client) || heard(forger).any(is_in)
}

/// A request that traitors do not have.
fn missing_request(forger: &Forger<Lane>, proposal: &Proposal) -> Option<String> {
    let request = proposal.0.as_ref().filter(|_| !knows(forger, proposal))?;
    let (client, op, timestamp) = (forger.name(request.client), &request.op, request.timestamp);
    Some(format!("No traitor has heard {client} ask for {op} with the timestamp {timestamp}."))
}

/// The view changes in all that traitors have heard, with who signed them.
fn changes<'a>(forger: &'a Forger<Lane>) -> impl Iterator<Item = (NodeId, &'a ViewChange)> {
    heard(forger).flat_map(|(from, message)| match message {
        Message::ViewChange(change) => vec![(*from, change)],
        Message::NewView(_, changes) => changes.iter().map(|(from, change)| (*from, change)).collect(),
        _ => Vec::new(),
    })
}

/// A signature of a certificate that traitors have neither alone nor in the whole of it.
fn missing_signature(forger: &Forger<Lane>, certificate: &Certificate) -> Option<String> {
    if changes(forger).any(|(_, change)| change.prepared.contains(certificate)) {
        return None;
    }
    let Certificate { vote, by } = certificate;
    let lacks =
        |node: NodeId, message: Message| !forger.is_traitor(node) && !has_heard(forger, node, &message);
    let primary = forger.config.primary(vote.view);
    if lacks(primary, Message::PrePrepare(vote.clone())) {
        return Some(format!(
            "{} has signed no pre-prepare of {vote} for any traitor.",
            forger.name(primary)
        ));
    }
    let backup = by.iter().find(|node| lacks(**node, Message::Prepare(vote.clone())))?;
    Some(format!("{} has signed no prepare of {vote} for any traitor.", forger.name(*backup)))
}

/// What traitors lack for a view change.
fn missing_in_change(forger: &Forger<Lane>, from: NodeId, change: &ViewChange) -> Option<String> {
    let ViewChange { view, stable, prepared } = change;
    let name = forger.name(from);
    match () {
        () if changes(forger).any(|known| known == (from, change)) => None,
        () if !forger.is_traitor(from) => {
            Some(format!("{name} has signed no such view change to view {view} for any traitor."))
        }
        () if *stable > 0 => Some(format!("{name} has no proof that the checkpoint at {stable} is stable.")),
        () => prepared.iter().find_map(|certificate| missing_signature(forger, certificate)),
    }
}

/// What traitors lack to say this: a signature of another that none of them has.
pub fn refusal(forger: &Forger<Lane>, message: &Message) -> Option<String> {
    match message {
        Message::Request(request) => missing_request(forger, &Proposal(Some(request.clone()))),
        Message::PrePrepare(vote) => missing_request(forger, &vote.proposal),
        Message::Prepare(_) | Message::Commit(_) | Message::Reply { .. } | Message::Checkpoint(_) => None,
        Message::ViewChange(change) => missing_in_change(forger, forger.from, change),
        Message::NewView(_, changes) => {
            changes.iter().find_map(|(from, change)| missing_in_change(forger, *from, change))
        }
    }
}

/// What would have an effect on the receiver. Requests are those that traitors have heard of, and
/// two of a client in league with them.
pub fn forgeries(forger: &Forger<Lane>) -> Vec<Message> {
    let Some(to) = replica(forger, forger.to) else { return replies(forger) };
    if !forger.config.is_replica(forger.from) {
        return Vec::new();
    }
    let mut all = Vec::new();
    if to.is_active {
        votes(forger, to, &mut all);
    }
    let next = if to.is_active { to.view.saturating_add(1) } else { to.view };
    for view in [next, next.saturating_add(1)] {
        let is_known = to.changes.get(&(view, forger.from)).is_some();
        let change = ViewChange { view, stable: 0, prepared: Vec::new() };
        if !is_known {
            all.push(Message::ViewChange(change));
        }
        if forger.config.primary(view) == forger.from {
            new_views(forger, view, &mut all);
        }
    }
    all
}

/// A certificate for what the traitors themselves would like, and the view changes that a new
/// primary lacks.
pub fn unsayable(forger: &Forger<Lane>) -> Vec<Message> {
    let Some(to) = replica(forger, forger.to).filter(|_| forger.config.is_replica(forger.from)) else {
        return Vec::new();
    };
    let view = if to.is_active { to.view.saturating_add(1) } else { to.view };
    let own = Request { client: forger.from, timestamp: 1, op: "x".into() };
    let vote = Vote { view: view.saturating_sub(1), number: to.stable + 1, proposal: Proposal(Some(own)) };
    let primary = forger.config.primary(vote.view);
    let backups = (0..forger.config.replicas).map(NodeId).filter(|node| *node != primary);
    let by: Vec<NodeId> = backups.take(forger.config.prepares()).collect();
    let change = ViewChange { view, stable: 0, prepared: vec![Certificate { vote, by }] };
    let empty = |node: u8| (NodeId(node), ViewChange { view, stable: 0, prepared: Vec::new() });
    let quorum = (0..forger.config.quorum as u8).map(empty).collect();
    let mut all = vec![Message::ViewChange(change)];
    if forger.config.primary(view) == forger.from {
        all.push(Message::NewView(view, quorum));
    }
    all
}

/// Pre-prepares of a primary, and votes that the receiver does not have.
fn votes(forger: &Forger<Lane>, to: &Replica, all: &mut Vec<Message>) {
    let view = to.view;
    let most = to.slots.keys().map(|(_, number)| *number).max().unwrap_or(to.stable + 1);
    let is_primary = forger.config.primary(view) == forger.from;
    for number in to.stable + 1..=most {
        let slot = to.slots.get(&(view, number));
        for proposal in candidates(forger) {
            let vote = Vote { view, number, proposal };
            let voter = (forger.from, vote.proposal.clone());
            if is_primary && slot.is_none_or(|slot| slot.pre_prepare.is_none()) {
                all.push(Message::PrePrepare(vote.clone()));
            }
            if !is_primary && slot.is_none_or(|slot| !slot.prepares.contains(&voter)) {
                all.push(Message::Prepare(vote.clone()));
            }
            if slot.is_none_or(|slot| !slot.commits.contains(&voter)) {
                all.push(Message::Commit(vote));
            }
        }
    }
}

fn candidates(forger: &Forger<Lane>) -> Vec<Proposal> {
    let own = |op: &str| Request { client: forger.from, timestamp: 1, op: op.into() };
    let mut all: Set<Proposal> = Set::new();
    for request in [own("x"), own("y")] {
        all.insert(Proposal(Some(request)));
    }
    for (_, message) in heard(forger) {
        match message {
            Message::Request(request) => all.insert(Proposal(Some(request.clone()))),
            Message::PrePrepare(vote) => all.insert(vote.proposal.clone()),
            _ => false,
        };
    }
    all.iter().cloned().collect()
}

/// New views from a quorum of the view changes that traitors have, their own empty ones among
/// them.
fn new_views(forger: &Forger<Lane>, view: View, all: &mut Vec<Message>) {
    let mut known: Map<NodeId, ViewChange> = Map::new();
    for node in forger.traitors.keys().filter(|node| forger.config.is_replica(**node)) {
        known.insert(*node, ViewChange { view, stable: 0, prepared: Vec::new() });
    }
    for (from, change) in changes(forger).filter(|(_, change)| change.view == view) {
        known.insert(from, change.clone());
    }
    let known: Vec<_> = known.iter().map(|(from, change)| (*from, change.clone())).collect();
    for subset in 0_u32..1 << known.len().min(16) {
        if subset.count_ones() as usize == forger.config.quorum {
            let taken = known.iter().zip(0..).filter(|(_, index)| subset & (1 << index) != 0);
            all.push(Message::NewView(view, taken.map(|(change, _)| change.clone()).collect()));
        }
    }
}

/// What a client may be answered.
fn replies(forger: &Forger<Lane>) -> Vec<Message> {
    let Lane::Client(client) = &forger.nodes[forger.to.index()].state else { return Vec::new() };
    let reply = |timestamp: u32| [1, 2].map(|result| Message::Reply { view: 0, timestamp, result });
    client.waits_for().map(reply).into_iter().flatten().collect()
}

/// Reads a forgery.
///
/// # Errors
/// The words are not those of the kind.
pub fn read(asked: &ForgedWords<Lane>) -> Result<Message, ArgumentError> {
    check_lanes(asked)?;
    let mut words = Words { asked, at: 0 };
    let message = match asked.kind {
        Kind::Request => {
            let op = words.next("what is to be done")?.into();
            Message::Request(Request { client: asked.from, timestamp: words.number("a timestamp", 1)?, op })
        }
        Kind::PrePrepare => Message::PrePrepare(words.vote()?),
        Kind::Prepare => Message::Prepare(words.vote()?),
        Kind::Commit => Message::Commit(words.vote()?),
        Kind::Reply => {
            let timestamp = words.number("a timestamp", 1)?;
            Message::Reply { view: 0, timestamp, result: words.number("a result", 0)? }
        }
        Kind::Checkpoint => {
            let mut log = Vec::new();
            while words.has_more() {
                log.push(words.proposal()?);
            }
            Message::Checkpoint(Arc::new(log))
        }
        Kind::ViewChange => {
            let view = words.number("a view", 0)?;
            let mut prepared = Vec::new();
            while words.has_more() {
                let word = words.next("a certificate")?;
                prepared.push(words.certificate(word)?);
            }
            Message::ViewChange(ViewChange { view, stable: 0, prepared })
        }
        Kind::NewView => {
            let view = words.number("a view", 0)?;
            let mut changes = Vec::new();
            while words.has_more() {
                let word = words.next("a view change")?;
                changes.push(words.change(view, word)?);
            }
            Message::NewView(view, changes)
        }
    };
    if words.has_more() {
        return Err(words.wrong("this is too much".to_owned()));
    }
    Ok(message)
}

/// Clients ask replicas, and are answered; everything else is said among replicas.
fn check_lanes(asked: &ForgedWords<Lane>) -> Result<(), ArgumentError> {
    let ForgedWords { from, to, config, names, .. } = *asked;
    let is_client = |node: NodeId| !config.is_replica(node);
    let (node, what, hint) = match asked.kind {
        Kind::Request if is_client(to) => (to, "takes no requests", "write a replica after `->`"),
        Kind::Request => return Ok(()),
        _ if is_client(from) => {
            (from, "is a client and only asks", "write `Request`, or a replica before `->`")
        }
        Kind::Reply if !is_client(to) => (to, "takes no replies", "write a client after `->`"),
        Kind::Reply => return Ok(()),
        _ if is_client(to) => {
            (to, "is a client and takes only replies", "write `Reply`, or a replica after `->`")
        }
        _ => return Ok(()),
    };
    Err(ArgumentError { word: 0, what: format!("{} {what}", names[node.index()]), hint: hint.to_owned() })
}

/// The words of a forgery, read one after the other.
struct Words<'a, 'b> {
    asked: &'a ForgedWords<'b, Lane>,
    at: usize,
}

impl<'a> Words<'a, '_> {
    fn wrong(&self, what: String) -> ArgumentError {
        let hint = match self.asked.kind {
            Kind::Request => "write what is to be done and a timestamp, such as `x 1`",
            Kind::PrePrepare | Kind::Prepare | Kind::Commit => {
                "write view, number and request, such as `0 1 x`; for a request of another its client and timestamp too, such as `0 1 x R1 1`"
            }
            Kind::Reply => "write the timestamp of the request and the result, such as `1 7`",
            Kind::Checkpoint => "write the requests that were executed, such as `x y`",
            Kind::ViewChange => {
                "write the view, and certificates NUMBER/VIEW/REQUEST/CLIENT/TIMESTAMP/BACKUPS, such as `1 1/0/x/R1/1/R2,R3`"
            }
            Kind::NewView => {
                "write the view, and who has sent view changes, with their certificates, such as `1 R1 R2 R4+1/0/x/R1/1/R2,R3`"
            }
        };
        ArgumentError { word: self.at.min(self.asked.words.len()), what, hint: hint.to_owned() }
    }

    fn has_more(&self) -> bool {
        self.at < self.asked.words.len()
    }

    fn next(&mut self, what: &str) -> Result<&'a str, ArgumentError> {
        let word = self.asked.words.get(self.at).copied();
        let word = word.ok_or_else(|| self.wrong(format!("{what} is missing")))?;
        self.at += 1;
        Ok(word)
    }

    fn number(&mut self, what: &str, least: u32) -> Result<u32, ArgumentError> {
        let word = self.next(what)?;
        self.parse(word, what, least)
    }

    fn parse(&self, word: &str, what: &str, least: u32) -> Result<u32, ArgumentError> {
        let number = word.parse().ok().filter(|number| (least..=MOST).contains(number));
        number.ok_or_else(|| self.wrong(format!("\"{word}\" is not {what} from {least} to {MOST}")))
    }

    fn node(&self, word: &str) -> Result<NodeId, ArgumentError> {
        let index = self.asked.names.iter().position(|name| name == word);
        let index = index.ok_or_else(|| self.wrong(format!("\"{word}\" is not a node")))?;
        Ok(NodeId(index as u8))
    }

    /// `x` of a client in league with the traitor, `x R1 1` of another, `null`.
    fn proposal(&mut self) -> Result<Proposal, ArgumentError> {
        let op = self.next("a request")?;
        if op == "null" {
            return Ok(Proposal(None));
        }
        let (client, timestamp) = match self.asked.words.get(self.at) {
            Some(word) if self.asked.names.iter().any(|name| name == word) => {
                let client = self.next("a client")?;
                (self.node(client)?, self.number("a timestamp", 1)?)
            }
            _ => (self.asked.from, 1),
        };
        Ok(Proposal(Some(Request { client, timestamp, op: op.into() })))
    }

    fn vote(&mut self) -> Result<Vote, ArgumentError> {
        let (view, number) = (self.number("a view", 0)?, self.number("a number", 1)?);
        Ok(Vote { view, number, proposal: self.proposal()? })
    }

    fn certificate(&self, word: &str) -> Result<Certificate, ArgumentError> {
        let parts: Vec<&str> = word.split('/').collect();
        let [number, view, op, client, timestamp, by] = parts[..] else {
            return Err(self.wrong(format!("\"{word}\" is not a certificate")));
        };
        let proposal = match op {
            "null" => Proposal(None),
            op => Proposal(Some(Request {
                client: self.node(client)?,
                timestamp: self.parse(timestamp, "a timestamp", 1)?,
                op: op.into(),
            })),
        };
        let by = by.split(',').filter(|name| !name.is_empty()).map(|name| self.node(name));
        let by = by.collect::<Result<Vec<_>, _>>()?;
        let (view, number) = (self.parse(view, "a view", 0)?, self.parse(number, "a number", 1)?);
        Ok(Certificate { vote: Vote { view, number, proposal }, by })
    }

    fn change(&self, view: View, word: &str) -> Result<(NodeId, ViewChange), ArgumentError> {
        let mut parts = word.split('+');
        let head = parts.next().unwrap_or_default();
        let (name, stable) = head.split_once('@').unwrap_or((head, "0"));
        let prepared = parts.map(|part| self.certificate(part)).collect::<Result<Vec<_>, _>>()?;
        let stable = self.parse(stable, "a number", 0)?;
        Ok((self.node(name)?, ViewChange { view, stable, prepared }))
    }
}

/// The words of a forgery, as [`read`] reads them.
pub fn words(message: &Message, names: &[String]) -> Vec<String> {
    match message {
        Message::Request(request) => vec![request.op.to_string(), request.timestamp.to_string()],
        Message::PrePrepare(vote) | Message::Prepare(vote) | Message::Commit(vote) => {
            let head = [vote.view.to_string(), vote.number.to_string()];
            head.into_iter().chain(proposal_words(&vote.proposal, names)).collect()
        }
        Message::Reply { timestamp, result, .. } => vec![timestamp.to_string(), result.to_string()],
        Message::Checkpoint(log) => log.iter().flat_map(|proposal| proposal_words(proposal, names)).collect(),
        Message::ViewChange(change) => {
            let certificates = change.prepared.iter().map(|certificate| certificate_word(certificate, names));
            [change.view.to_string()].into_iter().chain(certificates).collect()
        }
        Message::NewView(view, changes) => {
            let change = |(from, change): &(NodeId, ViewChange)| {
                let stable = if change.stable > 0 { format!("@{}", change.stable) } else { String::new() };
                let certificates =
                    change.prepared.iter().map(|certificate| certificate_word(certificate, names));
                let certificates: String = certificates.map(|word| format!("+{word}")).collect();
                format!("{}{stable}{certificates}", names[from.index()])
            };
            [view.to_string()].into_iter().chain(changes.iter().map(change)).collect()
        }
    }
}

fn proposal_words(proposal: &Proposal, names: &[String]) -> Vec<String> {
    match &proposal.0 {
        None => vec!["null".to_owned()],
        Some(Request { client, timestamp, op }) => {
            vec![op.to_string(), names[client.index()].clone(), timestamp.to_string()]
        }
    }
}

fn certificate_word(Certificate { vote, by }: &Certificate, names: &[String]) -> String {
    let by: Vec<&str> = by.iter().map(|node| names[node.index()].as_str()).collect();
    let request = match &vote.proposal.0 {
        None => "null/-/0".to_owned(),
        Some(Request { client, timestamp, op }) => format!("{op}/{}/{timestamp}", names[client.index()]),
    };
    format!("{}/{}/{request}/{}", vote.number, vote.view, by.join(","))
}
