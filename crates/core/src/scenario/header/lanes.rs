//! The lines that say which lanes there are: nodes, groups of nodes, and clients.

use super::super::NAME_MAX;
use super::super::advice::number_in_words;
use super::super::mistake::{list, quoted};
use super::super::statement::{FORMS, NAMES_TOO, Statement};
use super::super::tokens::{Reader, Token};
use super::super::values::number;
use super::Header;
use crate::sim::info::{Group, Info};
use crate::sim::plan::NODES_MAX;

/// Words that no node can be named: those of the language, and those that it may have
/// one day.
const RESERVED: [&str; 7] = ["goal", "toss", "forge", "command", "cut", "to", "from"];

const NODES_LIMIT: u64 = NODES_MAX as u64;

impl<'h, 'a> Header<'h, 'a> {
    /// The lanes without the clients: so many of each role, or servers that are alike.
    pub(super) fn nodes(&mut self) -> Option<Vec<String>> {
        if self.context.machine.is_none() {
            self.pass_over_groups();
        }
        let words: Vec<&str> = self.groups().iter().map(|group| group.word).collect();
        let lines: Vec<_> = self.groups().iter().map(|group| self.find(group.word)).collect();
        let counted = lines.iter().position(Option::is_some);
        let servers = self.find("nodes");
        let Some(counted) = counted else {
            return self.servers(servers);
        };
        if let Some((_, reader)) = servers {
            self.mistakes.add(reader.first(), || {
                let what = format!("\"nodes\" and {} do not go together", quoted(words[counted]));
                let roles = list(&words, " and ");
                (
                    what,
                    format!(
                        "write how many {roles} there are, or only `nodes` for servers that are all of it"
                    ),
                )
            });
        }
        let mut names = Vec::new();
        for (index, line) in lines.into_iter().enumerate() {
            let before = names.len();
            self.group(index, line, &mut names)?;
            self.context.groups.push(u8::try_from(names.len() - before).ok()?);
        }
        Some(names)
    }

    /// Servers that are alike.
    fn servers(&mut self, line: Option<(usize, Reader<'h, 'a>)>) -> Option<Vec<String>> {
        let info = self.context.info();
        let numbered = |count: u8| Some(info?.node_names(count));
        let Some((index, mut reader)) = line else {
            return numbered(info?.default_nodes);
        };
        let first = reader.need("a number or names", &mut self.mistakes)?;
        if !first.text.starts_with(|c: char| c.is_ascii_digit()) {
            let mut names = Vec::new();
            let rest = reader.take_all();
            self.check_number(first, rest);
            self.names(first, rest, &mut names)?;
            self.check_count(names.len(), first);
            let statement = Statement::NodeNames(names.clone());
            self.statements.insert(index, Some(statement));
            return Some(names);
        }
        let count = self.node_count(first, 1);
        reader.finish(&mut self.mistakes);
        self.check_count(usize::from(count?), first);
        self.statements.insert(index, count.map(Statement::NodeCount));
        numbered(count?)
    }

    /// Tells of a number in words: it would be the name of one node.
    fn check_number(&mut self, first: Token<'a>, rest: &[Token<'a>]) {
        if let (Some(number), []) = (number_in_words(first.text), rest) {
            self.mistakes.add(first.span, || {
                let what = format!("{} is a number in words, and would name one node", quoted(first.text));
                (what, format!("write {number}"))
            });
        }
    }

    /// Tells of fewer or more nodes than the protocol makes sense with.
    fn check_count(&mut self, count: usize, word: Token<'a>) {
        let Some(Info { name, node_bounds: (least, most), .. }) = self.context.info() else {
            return;
        };
        if !(usize::from(*least)..=usize::from(*most)).contains(&count) {
            self.mistakes.add(word.span, || {
                let nodes = if count == 1 { "node is" } else { "nodes are" };
                let amount = if count < usize::from(*least) { "few" } else { "many" };
                let hint = match least == most {
                    true => format!("write {least}"),
                    false => format!("write a number from {least} to {most}, or as many names"),
                };
                (format!("{count} {nodes} too {amount} for {name}"), hint)
            });
        }
    }

    /// The lanes of one role, after those of the roles before it.
    fn group(
        &mut self,
        group: usize,
        line: Option<(usize, Reader<'h, 'a>)>,
        names: &mut Vec<String>,
    ) -> Option<()> {
        let Group { prefix, default, least, .. } = self.groups().get(group)?;
        let Some((index, mut reader)) = line else {
            names.extend(names_of(prefix, *default));
            return Some(());
        };
        let first = reader.need("a number or names", &mut self.mistakes)?;
        let before = names.len();
        if !first.text.starts_with(|c: char| c.is_ascii_digit()) {
            let rest = reader.take_all();
            self.check_number(first, rest);
            self.names(first, rest, names)?;
            let own = names.split_at(before).1.to_vec();
            self.statements.insert(index, Some(Statement::GroupNames(group, own)));
            return Some(());
        }
        let count = self.node_count(first, (*least).into());
        reader.finish(&mut self.mistakes);
        let numbered = names_of(prefix, count?);
        for name in &numbered {
            self.name(Token { text: name, span: first.span }, names)?;
        }
        self.statements.insert(index, count.map(|count| Statement::GroupCount(group, count)));
        Some(())
    }

    /// Names of nodes.
    fn names(&mut self, first: Token<'a>, rest: &[Token<'a>], names: &mut Vec<String>) -> Option<()> {
        for word in std::iter::once(&first).chain(rest) {
            self.name(*word, names)?;
        }
        Some(())
    }

    /// The name of one more node. A wrong one is kept too, so that other lines can name it.
    fn name(&mut self, word: Token<'_>, names: &mut Vec<String>) -> Option<()> {
        if names.len() == NODES_MAX {
            self.mistakes.add(word.span, || {
                let what = "there are too many nodes".to_owned();
                (what, format!("the most is {NODES_MAX}"))
            });
            return None;
        }
        let is_group = self.groups().iter().any(|group| group.word == word.text);
        if names.iter().any(|name| name == word.text) {
            self.mistakes.add(word.span, || {
                let what = format!("{} names two nodes", quoted(word.text));
                (what, "give each node a name of its own".to_owned())
            });
        } else if let Some(hint) = why_no_name(word.text, is_group) {
            self.mistakes
                .add(word.span, || (format!("{} cannot be the name of a node", quoted(word.text)), hint));
        }
        names.push(word.text.to_owned());
        Some(())
    }

    /// The names of the client lanes.
    pub(super) fn clients(&mut self, nodes: Option<&[String]>) -> Option<Vec<String>> {
        // Where clients are a group of the protocol, its lanes are counted already.
        if self.groups().iter().any(|group| group.word == "clients") {
            return Some(Vec::new());
        }
        let Some((index, mut reader)) = self.find("clients") else {
            return Some(Vec::new());
        };
        let word = reader.need("a number", &mut self.mistakes)?;
        let count = self.node_count(word, 0);
        reader.finish(&mut self.mistakes);
        let count = count?;
        let names = names_of("C", count);
        let lanes = nodes.unwrap_or_default();
        if lanes.len() + names.len() > NODES_MAX {
            self.mistakes.add(word.span, || {
                let what = format!("{} nodes and {count} clients are too many", lanes.len());
                (what, format!("the most is {NODES_MAX} together"))
            });
            return None;
        }
        if let Some(info) = self.context.info()
            && !info.has_clients
        {
            self.mistakes.add(word.span, || {
                let what = format!("{} has no clients", info.name);
                (what, "leave the line out".to_owned())
            });
            return Some(names);
        }
        if let Some(taken) = names.iter().find(|name| lanes.contains(name)) {
            self.mistakes.add(word.span, || {
                let what = format!("{} names both a node and a client", quoted(taken));
                (what, "give the node another name".to_owned())
            });
            return Some(names);
        }
        self.context.clients = count;
        self.statements.insert(index, Some(Statement::Clients(count)));
        Some(names)
    }

    fn node_count(&mut self, word: Token<'a>, least: u64) -> Option<u8> {
        match number(word.text, least, NODES_LIMIT) {
            Ok(count) => u8::try_from(count).ok(),
            Err(wrong) => {
                self.mistakes.add(word.span, || wrong);
                None
            }
        }
    }
}

fn names_of(prefix: &str, count: u8) -> Vec<String> {
    (1..=count).map(|n| format!("{prefix}{n}")).collect()
}

/// Why a word cannot name a node, as a hint.
fn why_no_name(word: &str, is_group: bool) -> Option<String> {
    let begins_a_line = FORMS.iter().any(|form| form.keyword == word) && !NAMES_TOO.contains(&word);
    let is_keyword = is_group || begins_a_line || RESERVED.contains(&word);
    if is_keyword {
        return Some("it is a word of the language".to_owned());
    }
    why_no_spelling(word)
}

/// Why a word is not spelled as names are, as a hint.
pub(in super::super) fn why_no_spelling(word: &str) -> Option<String> {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if !word.starts_with(char::is_alphabetic) {
        Some("names begin with a letter".to_owned())
    } else if !word.chars().all(allowed) {
        Some("names are made of letters, digits, `_`, `-` and `.`".to_owned())
    } else if word.chars().nth(NAME_MAX).is_some() {
        Some(format!("names have at most {NAME_MAX} characters"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_tells_of_words_that_are_no_names() {
        let reference = include_str!("../../../../../docs/scenario-language.md");
        for word in RESERVED {
            assert!(reference.contains(&format!("`{word}`")), "{word}");
        }
    }
}
