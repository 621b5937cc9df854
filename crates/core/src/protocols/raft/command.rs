//! What can be asked of a lane.

use crate::authoring::*;
use crate::protocols::kv::Op;

/// A command.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Command {
    /// Something that the replicated state machine is to do.
    Store(Op),
    /// The leader is to hand over to another server.
    Transfer(NodeId),
    /// One server more is to take part.
    Add(NodeId),
    /// One server is to take part no longer.
    Remove(NodeId),
    /// These servers and no others are to take part.
    Members(Vec<NodeId>),
}

impl FromWords for Command {
    fn read(asked: &Asked) -> Result<Command, ArgumentError> {
        let verb = asked.verb();
        let is_for_servers = matches!(verb, "transfer" | "add" | "remove" | "members");
        let servers = asked.plan.nodes.len() - usize::from(asked.plan.clients);
        if is_for_servers && asked.node.index() >= servers {
            return Err(asked.wrong(0, format!("a client cannot be asked to `{verb}`")));
        }
        match verb {
            "members" => Ok(Command::Members(asked.nodes())),
            "add" => Ok(Command::Add(asked.node(0))),
            "remove" => Ok(Command::Remove(asked.node(0))),
            "transfer" if asked.node(0) == asked.node => {
                let name = &asked.plan.nodes[asked.node.index()];
                Err(asked.wrong(1, format!("{name} would hand over to itself")))
            }
            "transfer" => Ok(Command::Transfer(asked.node(0))),
            _ => Op::read(asked).map(Command::Store),
        }
    }
}
