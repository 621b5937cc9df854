//! From the tree of an expression to the steps of an automaton.

use super::Op;
use super::parse::Node;

/// The most steps: matching costs up to so many for each character.
const OPS_MAX: usize = 1_000;

/// The steps of a whole expression, if they are not too many.
pub(super) fn compile(node: &Node) -> Option<Vec<Op>> {
    let mut compiler = Compiler { ops: Vec::new() };
    compiler.push(Op::Save(0))?;
    compiler.node(node)?;
    compiler.push(Op::Save(1))?;
    compiler.push(Op::Match)?;
    Some(compiler.ops)
}

struct Compiler {
    ops: Vec<Op>,
}

impl Compiler {
    fn here(&self) -> u32 {
        self.ops.len() as u32
    }

    fn push(&mut self, op: Op) -> Option<usize> {
        self.ops.push(op);
        (self.ops.len() <= OPS_MAX).then_some(self.ops.len() - 1)
    }

    fn node(&mut self, node: &Node) -> Option<()> {
        match node {
            Node::Set(set) => self.push(Op::Take(*set)).map(drop),
            Node::Look(look) => self.push(Op::Look(*look)).map(drop),
            Node::Row(row) => row.iter().try_for_each(|node| self.node(node)),
            Node::Choice(rows) => self.choice(rows),
            Node::Group(group, node) => {
                self.push(Op::Save(2 * group + 2))?;
                self.node(node)?;
                self.push(Op::Save(2 * group + 3)).map(drop)
            }
            Node::Repeat { node, min, max, lazy } => self.repeat(node, *min, *max, *lazy),
        }
    }

    fn choice(&mut self, rows: &[Node]) -> Option<()> {
        let (last, others) = rows.split_last()?;
        let mut ends = Vec::new();
        for row in others {
            let split = self.push(Op::Split(0, 0))?;
            let first = self.here();
            self.node(row)?;
            ends.push(self.push(Op::Jump(0))?);
            self.ops[split] = Op::Split(first, self.here());
        }
        self.node(last)?;
        for end in ends {
            self.ops[end] = Op::Jump(self.here());
        }
        Some(())
    }

    fn repeat(&mut self, node: &Node, min: u32, max: Option<u32>, lazy: bool) -> Option<()> {
        let start = self.ops.len();
        for _ in 0..min {
            self.node(node)?;
            if self.ops.len() == start {
                // Nothing, however often.
                return Some(());
            }
        }
        let split = |inside: u32, outside: u32| match lazy {
            true => Op::Split(outside, inside),
            false => Op::Split(inside, outside),
        };
        match max {
            None => {
                let again = self.push(Op::Split(0, 0))?;
                self.node(node)?;
                self.push(Op::Jump(again as u32))?;
                self.ops[again] = split(again as u32 + 1, self.here());
            }
            Some(max) => {
                let mut splits = Vec::new();
                for _ in min..max {
                    splits.push(self.push(Op::Split(0, 0))?);
                    self.node(node)?;
                }
                for index in splits {
                    self.ops[index] = split(index as u32 + 1, self.here());
                }
            }
        }
        Some(())
    }
}
