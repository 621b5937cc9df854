//! The names of nodes, links and messages.

use super::super::advice;
use super::super::mistake::{did_you_mean, list, quoted};
use super::super::tokens::{Reader, Token};
use super::super::values;
use super::Parser;
use crate::sim::plan::MessageRef;
use crate::trace::NodeId;

impl Parser<'_, '_> {
    /// `KIND A->B [N]`
    pub(super) fn message(&mut self, reader: &mut Reader<'_, '_>) -> Option<MessageRef> {
        let kind = self.kind(reader);
        let word = reader.need("a link such as `A->B`", &mut self.mistakes)?;
        let link = self.link(word);
        if link.is_some_and(|(from, to)| from == to) {
            self.mistakes.add(word.span, || {
                let what = format!("{} is a link from a node to itself", quoted(word.text));
                (what, "no message takes it: write two nodes".to_owned())
            });
        }
        let mut number = Some(None);
        if let Some(word) = reader.peek().filter(|word| values::is_message_number(word.text)) {
            reader.take();
            let checked = values::message_number(word.text);
            number = self.checked(word.span, checked).map(Some);
        }
        let (from, to) = link?;
        Some(MessageRef { kind: kind?, from, to, number: number? })
    }

    pub(super) fn kind(&mut self, reader: &mut Reader<'_, '_>) -> Option<u16> {
        const WHAT: &str = "a kind of message";
        if let Some(link) = reader.peek().filter(|word| word.text.contains("->")) {
            reader.miss(WHAT, link.span, &mut self.mistakes);
            return None;
        }
        let word = reader.need(WHAT, &mut self.mistakes)?;
        let info = self.context.info()?;
        let names = info.kinds.iter().map(|k| k.name);
        let index = self.index_of(word, names, format_args!("{WHAT} of {}", info.name), "kinds are")?;
        u16::try_from(index).ok()
    }

    pub(super) fn link(&mut self, word: Token<'_>) -> Option<(NodeId, NodeId)> {
        let meant = self.meant_link(word);
        let Some((from, to)) = word.split_once("->").filter(|_| meant.is_none()) else {
            self.mistakes.add(word.span, || {
                let what = format!("{} is not a link", quoted(word.text));
                let hint = meant.map_or_else(
                    || "write sender and receiver in one word, such as `A->B`".to_owned(),
                    |(from, to)| format!("write {from}->{to}, and {to}->{from} for the other direction"),
                );
                (what, hint)
            });
            return None;
        };
        let from = self.known_node(from);
        let to = self.known_node(to);
        Some((from?, to?))
    }

    /// The two nodes of a link that is written with another arrow.
    pub(super) fn meant_link<'w>(&self, word: Token<'w>) -> Option<(&'w str, &'w str)> {
        let nodes = self.context.nodes.as_ref()?;
        let is_node = |name: &str| nodes.iter().any(|node| node == name);
        let is_right = word.text.split_once("->").is_some_and(|(from, to)| is_node(from) && is_node(to));
        advice::link(word.text, is_node).filter(|_| !is_right)
    }

    pub(super) fn node(&mut self, reader: &mut Reader<'_, '_>) -> Option<NodeId> {
        let word = reader.need("a node", &mut self.mistakes)?;
        self.known_node(word)
    }

    pub(super) fn known_node(&mut self, word: Token<'_>) -> Option<NodeId> {
        let node = self.find_node(word);
        if node.is_none() {
            self.unknown_node(word, &[]);
        }
        node
    }

    pub(super) fn find_node(&self, word: Token<'_>) -> Option<NodeId> {
        let nodes = self.context.nodes.as_ref()?;
        let index = nodes.iter().position(|name| name == word.text)?;
        u8::try_from(index).ok().map(NodeId)
    }

    /// Tells that a word is not a node, where the nodes are known; `others` are words
    /// that could stand there too.
    pub(super) fn unknown_node(&mut self, word: Token<'_>, others: &[&str]) {
        let Some(nodes) = self.context.nodes.as_ref() else {
            return;
        };
        self.mistakes.add(word.span, || {
            let names = nodes.iter().map(String::as_str);
            let valid: Vec<&str> = names.chain(others.iter().copied()).collect();
            let hint = did_you_mean(word.text, &valid);
            (
                format!("{} is not a node", quoted(word.text)),
                hint.unwrap_or_else(|| format!("nodes are {}", list(nodes, ", "))),
            )
        });
    }
}
