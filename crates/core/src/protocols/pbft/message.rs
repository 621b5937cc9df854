//! What replicas and clients send each other. Every message is signed by its sender.

use crate::authoring::*;
use std::fmt;
use std::sync::Arc;

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Request = request("Request", "A client asks for something to be done, or a backup passes that on to the primary."),
        PrePrepare = request("PrePrepare", "The primary of the view gives a request a number."),
        Prepare = yes("Prepare", "A backup has accepted the request at this number in this view."),
        Commit = yes("Commit", "The sender holds a prepared certificate: it is prepared."),
        Reply = data("Reply", "A replica has executed the request; this is the result."),
        Checkpoint = data("Checkpoint", "The state of the sender after this number."),
        ViewChange = request("ViewChange", "The sender has left its view, and shows its prepared certificates."),
        NewView = request("NewView", "The new primary shows the view changes that make its view begin."),
    }
}

/// A view, which fixes the primary.
pub type View = u32;

/// A number in the order of all requests, counted from 1.
pub type Number = u32;

/// What a client asks for. Nobody else can sign it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Request {
    /// The client. A client that is not drawn has the number of the replica that it asks.
    pub client: NodeId,
    /// Counts the requests of the client from 1.
    pub timestamp: u32,
    /// What is to be done.
    pub op: Arc<str>,
}

/// What gets a number: a request, or the null request, which does nothing. It stands for its
/// digest too.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Proposal(pub Option<Request>);

impl fmt::Display for Proposal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_ref().map_or("null", |request| &request.op))
    }
}

/// A proposal at a number of a view: what pre-prepares, prepares and commits are about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Vote {
    /// The view.
    pub view: View,
    /// The number.
    pub number: Number,
    /// The request, or its digest.
    pub proposal: Proposal,
}

impl fmt::Display for Vote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {} in view {}", self.proposal, self.number, self.view)
    }
}

/// A prepared certificate: the pre-prepare of the primary, and the prepares of these backups.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Certificate {
    /// What was prepared.
    pub vote: Vote,
    /// The backups, in order.
    pub by: Vec<NodeId>,
}

/// What a replica shows that leaves its view. The set C of the paper, which proves that the
/// checkpoint is stable, is not written out.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ViewChange {
    /// The view that is to begin.
    pub view: View,
    /// The last stable checkpoint.
    pub stable: Number,
    /// The set P: the certificates for higher numbers, for each that of the highest view.
    pub prepared: Vec<Certificate>,
}

/// A message.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// See [`Kind::Request`].
    Request(Request),
    /// See [`Kind::PrePrepare`].
    PrePrepare(Vote),
    /// See [`Kind::Prepare`].
    Prepare(Vote),
    /// See [`Kind::Commit`].
    Commit(Vote),
    /// See [`Kind::Reply`].
    Reply {
        /// The view of the replica.
        view: View,
        /// The timestamp of the request.
        timestamp: u32,
        /// The place of the request among all that were executed.
        result: u32,
    },
    /// See [`Kind::Checkpoint`]. The paper sends a digest, and fetches the state where it is
    /// needed; here the message has the state.
    Checkpoint(Arc<Vec<Proposal>>),
    /// See [`Kind::ViewChange`].
    ViewChange(ViewChange),
    /// See [`Kind::NewView`]. The set V of the paper; its set O follows from it.
    NewView(View, Vec<(NodeId, ViewChange)>),
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        match self {
            Message::Request(_) => Kind::Request,
            Message::PrePrepare(_) => Kind::PrePrepare,
            Message::Prepare(_) => Kind::Prepare,
            Message::Commit(_) => Kind::Commit,
            Message::Reply { .. } => Kind::Reply,
            Message::Checkpoint(_) => Kind::Checkpoint,
            Message::ViewChange(_) => Kind::ViewChange,
            Message::NewView(..) => Kind::NewView,
        }
    }

    fn weight(&self) -> u32 {
        let certificates = |change: &ViewChange| 1 + change.prepared.len() as u32;
        match self {
            Message::ViewChange(change) => certificates(change),
            Message::NewView(_, changes) => changes.iter().map(|(_, change)| certificates(change)).sum(),
            _ => 1,
        }
    }

    fn fields(&self, names: &[String]) -> Fields {
        match self {
            Message::Request(request) => fields![
                "op": &request.op,
                "client": Value::node(request.client, names),
                "timestamp": request.timestamp,
            ],
            Message::PrePrepare(vote) | Message::Prepare(vote) | Message::Commit(vote) => fields![
                "view": vote.view,
                "number": vote.number,
                "request": vote.proposal.to_string(),
            ],
            Message::Reply { view, timestamp, result } => {
                fields!["view": *view, "timestamp": *timestamp, "result": *result]
            }
            Message::Checkpoint(log) => fields![
                "number": log.len() as u32,
                "executed": log.iter().map(Proposal::to_string).collect::<Value>(),
            ],
            Message::ViewChange(change) => change.fields(names),
            Message::NewView(view, changes) => fields![
                "view": *view,
                "view changes": changes.iter().map(|(from, change)| change.text(*from, names)).collect::<Value>(),
            ],
        }
    }
}

impl Certificate {
    /// `x at 1 in view 0 by R2 R3`
    pub fn text(&self, names: &[String]) -> String {
        let by: String = self.by.iter().map(|node| format!(" {}", names[node.index()])).collect();
        format!("{} by{by}", self.vote)
    }
}

impl ViewChange {
    fn fields(&self, names: &[String]) -> Fields {
        let prepared = self.prepared.iter().map(|certificate| certificate.text(names));
        fields!["view": self.view, "stable": self.stable, "prepared": prepared.collect::<Value>()]
    }

    /// `R1: x at 1 in view 0 by R2 R3`
    pub fn text(&self, from: NodeId, names: &[String]) -> String {
        let prepared: Vec<String> = self.prepared.iter().map(|certificate| certificate.text(names)).collect();
        let prepared = if prepared.is_empty() { "nothing prepared".to_owned() } else { prepared.join(", ") };
        format!("{}: {prepared}", names[from.index()])
    }
}
