//! A server's state in words: the one that a scenario gives it, the one that the
//! inspector shows.

use super::super::Role;
use super::super::log::{LogEntry, Snapshot};
use super::super::message::{entries_value, number, store_value};
use super::Server;
use crate::ordered::Set;
use crate::protocols::kv::Op;
use crate::sim::clock::{self, Wall};
use crate::sim::run::{ArgumentError, Fields, Value};
use crate::sim::vocabulary::Words;
use crate::trace::NodeId;

impl Server {
    /// Reads `term 7 log 1 1 1 4 4 5 5 6 6`: the current term and the terms of the
    /// entries. Without a term, it is that of the last entry.
    pub fn begin_in(&mut self, words: &[&str]) -> Result<(), ArgumentError> {
        let mut index = 0;
        let mut term = None;
        if words.first() == Some(&"term") {
            term = Some(parse_term(words, 1)?);
            index = 2;
        }
        if let Some(word) = words.get(index) {
            if *word != "log" {
                return Err(start_error(index, format!("\"{word}\" cannot stand here")));
            }
            index += 1;
        } else if index == 0 {
            return Err(start_error(0, "a starting state is missing".to_owned()));
        }
        for index in index..words.len() {
            let term = parse_term(words, index)?;
            if term < self.last_log_term() {
                return Err(start_error(index, "terms in a log never decrease".to_owned()));
            }
            self.log.push(LogEntry { term, ticket: None, op: Op::NoOp, members: None });
        }
        self.current_term = term.unwrap_or(self.last_log_term());
        if self.current_term < self.last_log_term() {
            return Err(start_error(1, "the log has entries of later terms".to_owned()));
        }
        Ok(())
    }

    /// The state, as Figure 2 names it.
    pub fn fields(&self, names: &[String]) -> Fields {
        let name = |node: &NodeId| Value::Text(names[node.index()].clone());
        let indices = |indices: &[u64]| Value::List(indices.iter().map(|index| number(*index)).collect());
        let mut fields = vec![
            ("role", Value::from(self.role.entry().name)),
            ("currentTerm", number(self.current_term)),
            ("votedFor", self.voted_for.as_ref().map_or(Value::Null, name)),
            ("log", entries_value(&self.log, names)),
            ("commitIndex", number(self.commit_index)),
            ("lastApplied", number(self.last_applied)),
            ("leader", self.leader.as_ref().map_or(Value::Null, name)),
            ("store", store_value(&self.store)),
        ];
        match self.role {
            Role::Follower | Role::Client => {}
            Role::Candidate => fields.push(("votes", Value::List(self.votes.iter().map(name).collect()))),
            Role::Leader => {
                fields.push(("nextIndex", indices(&self.next_index)));
                fields.push(("matchIndex", indices(&self.match_index)));
                if self.reads.lease.until > 0 {
                    let until = clock::text(self.reads.lease.until as Wall);
                    fields.push(("leaseUntil", Value::Text(until)));
                }
            }
        }
        if self.members_index > 0 || self.members.now.len() < self.next_index.len() {
            let of_set = |set: &Set<NodeId>| Value::List(set.iter().map(name).collect());
            fields.push(("members", of_set(&self.members.now)));
            fields.extend(self.members.before.as_ref().map(|before| ("membersBefore", of_set(before))));
        }
        if let Some(snapshot) = &self.snapshot {
            let Snapshot { last_included_index, last_included_term, .. } = &**snapshot;
            let upto = format!("up to index {last_included_index}, term {last_included_term}");
            fields.push(("snapshot", Value::Text(upto)));
        }
        if let Some(votes) = &self.pre_votes {
            fields.push(("preVotes", Value::List(votes.iter().map(name).collect())));
        }
        if let Some(successor) = &self.successor {
            fields.push(("handsOverTo", name(&successor.to)));
        }
        let reads: Vec<Value> = self.waiting_reads().map(|key| Value::Text(format!("get {key}"))).collect();
        if !reads.is_empty() {
            fields.push(("reads", Value::List(reads)));
        }
        fields
    }
}

fn start_error(word: usize, what: String) -> ArgumentError {
    ArgumentError {
        word,
        what,
        hint: "write `term 3 log 1 1 2`: the current term, and the terms of the entries".to_owned(),
    }
}

fn parse_term(words: &[&str], index: usize) -> Result<u64, ArgumentError> {
    let Some(word) = words.get(index) else {
        return Err(start_error(index, "a term is missing".to_owned()));
    };
    match word.parse() {
        Ok(term @ 0..=1_000_000_000) => Ok(term),
        _ => Err(start_error(index, format!("\"{word}\" is not a term"))),
    }
}
