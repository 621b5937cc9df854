//! What can be asked of a lane.

use crate::protocols::kv::Op;
use crate::sim::plan::Plan;
use crate::sim::run::WordError;
use crate::trace::NodeId;
use std::fmt;
use std::sync::Arc;

/// A server, with the name that the scenario gives it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Named {
    /// The server.
    pub id: NodeId,
    name: Arc<str>,
}

/// A command.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Command {
    /// Something that the replicated state machine is to do.
    Store(Op),
    /// The leader is to hand over to another server.
    Transfer(Named),
}

impl Command {
    /// Reads a command for a node.
    ///
    /// # Errors
    /// Says what is wrong, and which word it is about.
    pub fn parse(plan: &Plan, node: NodeId, words: &[&str]) -> Result<Command, WordError> {
        let servers = plan.nodes.len() - usize::from(plan.clients);
        if words.first() != Some(&"transfer") {
            return Op::parse(words).map(Command::Store).map_err(|error| match error.word {
                0 => WordError { hint: with_transfer(&error.hint), ..error },
                _ => error,
            });
        }
        let error = |word: usize, what: String| WordError {
            word,
            what,
            hint: "write `transfer` and the server that is to lead".to_owned(),
        };
        if node.index() >= servers {
            return Err(error(0, "a client cannot hand over".to_owned()));
        }
        match words {
            [_, name] => match plan.nodes.iter().take(servers).position(|server| server == name) {
                Some(place) if place == node.index() => {
                    Err(error(1, format!("{name} would hand over to itself")))
                }
                Some(place) => Ok(Command::Transfer(Named { id: NodeId(place as u8), name: (*name).into() })),
                None => Err(error(1, format!("\"{name}\" is not a server"))),
            },
            [_] => Err(error(1, "`transfer` needs a server".to_owned())),
            _ => Err(error(2, "`transfer` takes a server, nothing more".to_owned())),
        }
    }
}

/// The list of commands of the store, and those of Raft.
fn with_transfer(hint: &str) -> String {
    hint.replace(" and ", ", ") + " and `transfer SERVER`"
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Command::Store(op) => op.fmt(f),
            Command::Transfer(to) => write!(f, "transfer {to}"),
        }
    }
}
