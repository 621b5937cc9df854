//! What a voter can say that lies. Raft relies on it that none does.

use super::Raft;
use super::info::Role;
use super::message::{Kind, Message};
use super::server::Server;
use crate::authoring::*;
use crate::protocols::lane::Lane;

fn server<'a>(forger: &'a Forger<Raft>, node: NodeId) -> Option<&'a Server> {
    match &forger.nodes[node.index()].state {
        Lane::Server(server) => Some(server),
        Lane::Client(_) => None,
    }
}

fn vote(term: u64) -> Message {
    Message::Vote { term, vote_granted: true }
}

fn appended(term: u64, match_index: u64) -> Message {
    let prev_log_index = match_index.saturating_sub(1);
    Message::AppendReply { term, success: true, match_index, prev_log_index, round: 0 }
}

/// What would have an effect: a vote for a candidate, and that the whole log of a leader has
/// arrived.
pub fn forgeries(forger: &Forger<Raft>) -> Vec<Message> {
    let Some(to) = server(forger, forger.to).filter(|_| server(forger, forger.from).is_some()) else {
        return Vec::new();
    };
    match to.role {
        Role::Candidate => vec![vote(to.current_term)],
        Role::Leader if to.last_log_index() > to.commit_index => {
            vec![appended(to.current_term, to.last_log_index())]
        }
        _ => Vec::new(),
    }
}

/// That more has arrived than a leader has.
pub fn unsayable(forger: &Forger<Raft>) -> Vec<Message> {
    let leader = server(forger, forger.to).filter(|to| to.role == Role::Leader);
    leader.map(|to| appended(to.current_term, to.last_log_index() + 1)).into_iter().collect()
}

/// A server can say anything about itself. What a leader does not have nobody can have got from it.
pub fn refusal(forger: &Forger<Raft>, message: &Message) -> Option<String> {
    let Message::AppendReply { match_index, .. } = message else { return None };
    let last = server(forger, forger.to).map_or(0, Server::last_log_index);
    let name = forger.name(forger.to);
    (*match_index > last)
        .then(|| format!("{name} has no entry {match_index}, so nobody can have it from there."))
}

/// Reads `TERM` of a vote, and `TERM INDEX` of an answer to entries.
///
/// # Errors
/// The words are not those of the kind.
pub fn read(asked: &ForgedWords<Raft>) -> Result<Message, ArgumentError> {
    let wrong = |what: &str, hint: &str| ArgumentError {
        word: asked.words.len(),
        what: what.to_owned(),
        hint: hint.to_owned(),
    };
    let clients = [asked.from, asked.to].into_iter().find(|node| node.0 >= asked.config.servers);
    if let Some(client) = clients {
        let what =
            format!("{} is a client, and only servers tell each other this", asked.names[client.index()]);
        return Err(ArgumentError { word: 0, what, hint: "write two servers, such as `S1->S2`".to_owned() });
    }
    let number = |word: &str| word.parse().ok().filter(|number: &u64| *number <= 1_000_000);
    match (asked.kind, asked.words) {
        (Kind::VoteGranted, [term]) => number(term).map(vote),
        (Kind::Appended, [term, index]) => {
            number(term).and_then(|term| number(index).map(|index| appended(term, index)))
        }
        (Kind::VoteGranted | Kind::Appended, _) => None,
        _ => {
            let what = "a lying voter forges votes and answers to entries";
            return Err(wrong(what, "write `VoteGranted` or `Appended`"));
        }
    }
    .ok_or_else(|| match asked.kind {
        Kind::VoteGranted => wrong("this is not a vote", "write the term, such as `1`"),
        _ => wrong("this is no answer to entries", "write the term and the index, such as `1 2`"),
    })
}

/// The words of a forgery, as [`read`] reads them.
pub fn words(message: &Message) -> Vec<String> {
    match message {
        Message::Vote { term, .. } => vec![term.to_string()],
        Message::AppendReply { term, match_index, .. } => vec![term.to_string(), match_index.to_string()],
        _ => Vec::new(),
    }
}
