//! What can be asked of a lane.

use crate::protocols::kv::Op;
use crate::sim::plan::Plan;
use crate::sim::run::ArgumentError;
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
    /// One server more is to take part.
    Add(Named),
    /// One server is to take part no longer.
    Remove(Named),
    /// These servers and no others are to take part.
    Members(Vec<Named>),
}

impl Command {
    /// Reads a command for a node.
    ///
    /// # Errors
    /// Says what is wrong, and which word it is about.
    pub fn parse(plan: &Plan, node: NodeId, words: &[&str]) -> Result<Command, ArgumentError> {
        let servers = plan.nodes.len() - usize::from(plan.clients);
        let verb = match words.first() {
            Some(verb @ (&"transfer" | &"add" | &"remove" | &"members")) => *verb,
            _ => {
                return Op::parse(words).map(Command::Store).map_err(|error| match error.word {
                    0 => ArgumentError { hint: with_own_commands(&error.hint), ..error },
                    _ => error,
                });
            }
        };
        let error = |word: usize, what: String| ArgumentError {
            word,
            what,
            hint: match verb {
                "members" => "write `members` and the servers that are to take part".to_owned(),
                _ => format!("write `{verb}` and a server"),
            },
        };
        if node.index() >= servers {
            return Err(error(0, format!("a client cannot be asked to `{verb}`")));
        }
        if words.len() < 2 {
            return Err(error(1, format!("`{verb}` needs a server")));
        }
        if words.len() > 2 && verb != "members" {
            return Err(error(2, format!("`{verb}` takes one server, nothing more")));
        }
        let mut named = Vec::new();
        for (index, name) in words.iter().enumerate().skip(1) {
            match plan.nodes.iter().take(servers).position(|server| server == name) {
                Some(id) => named.push(Named { id: NodeId(id as u8), name: (*name).into() }),
                None => return Err(error(index, format!("\"{name}\" is not a server"))),
            }
        }
        let first = named[0].clone();
        match verb {
            "members" => Ok(Command::Members(named)),
            "add" => Ok(Command::Add(first)),
            "remove" => Ok(Command::Remove(first)),
            _ if first.id == node => Err(error(1, format!("{first} would hand over to itself"))),
            _ => Ok(Command::Transfer(first)),
        }
    }
}

/// The list of commands of the store, and those of Raft.
fn with_own_commands(hint: &str) -> String {
    let own = ", `transfer SERVER`, `add SERVER`, `remove SERVER` and `members SERVER…`";
    hint.replace(" and ", ", ") + own
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
            Command::Add(server) => write!(f, "add {server}"),
            Command::Remove(server) => write!(f, "remove {server}"),
            Command::Members(servers) => {
                f.write_str("members")?;
                servers.iter().try_for_each(|server| write!(f, " {server}"))
            }
        }
    }
}
