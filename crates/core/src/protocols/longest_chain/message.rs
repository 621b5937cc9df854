//! Blocks, chains of them, and what miners send each other.

use super::Kind;
use crate::authoring::*;
use std::sync::Arc;

/// Where the coin goes in a block.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Coin {
    /// The block says nothing of it.
    Stays,
    /// To the merchants.
    IsPaid,
    /// Back to the attacker. No chain has that and the payment.
    GoesBack,
}

/// A block: the so-manieth that its miner has found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Block {
    /// Its miner.
    pub by: NodeId,
    /// Its number among the blocks of its miner, from 1.
    pub number: u32,
    /// Where the coin goes in it.
    pub coin: Coin,
}

impl Block {
    /// `M1.3`, with `+` where the coin is paid in it, and `-` where it goes back.
    pub fn name(self, names: &[String]) -> String {
        let sign = match self.coin {
            Coin::Stays => "",
            Coin::IsPaid => "+",
            Coin::GoesBack => "-",
        };
        format!("{}.{}{sign}", names[self.by.index()], self.number)
    }
}

/// A chain from its first block on. What went before is the same for all.
pub type Chain = Arc<Vec<Block>>;

/// Whether a chain has a block in which the coin goes there.
pub fn has(chain: &[Block], coin: Coin) -> bool {
    chain.iter().any(|block| block.coin == coin)
}

/// How many blocks confirm the payment: its own, and those after it.
pub fn confirmations(chain: &[Block]) -> usize {
    chain.iter().position(|block| block.coin == Coin::IsPaid).map_or(0, |index| chain.len() - index)
}

/// What miners send each other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// See [`Kind::Payment`].
    Payment,
    /// See [`Kind::Block`].
    Block(Chain, Arc<str>),
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        match self {
            Message::Payment => Kind::Payment,
            Message::Block(..) => Kind::Block,
        }
    }

    fn weight(&self) -> u32 {
        match self {
            Message::Payment => 1,
            Message::Block(chain, _) => 1 + chain.len() as u32 / 64,
        }
    }

    fn fields(&self, names: &[String]) -> Fields {
        match self {
            Message::Payment => Fields::new(),
            Message::Block(chain, _) => fields![
                "height": chain.len() as u64,
                "chain": chain.iter().map(|block| block.name(names)).collect::<Value>(),
            ],
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Message::Payment => Some("Payment"),
            Message::Block(_, text) => Some(text),
        }
    }
}
