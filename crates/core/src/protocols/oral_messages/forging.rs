//! What traitors can say that others told them.

use super::super::generals::{COMMANDER, Order};
use super::{General, Oral, Path, paths_to};
use crate::authoring::*;

/// What would have an effect: on each path of this round that ends with the traitor, and on
/// which the receiver has heard nothing, either order.
pub fn forgeries(forger: &Forger<General>) -> Vec<Oral> {
    let state = &forger.nodes[forger.to.index()].state;
    let length = state.round + 1;
    if forger.to == COMMANDER || state.obeys.is_some() || length > forger.config.rounds {
        return Vec::new();
    }
    let mut paths = Vec::new();
    paths_to(forger.from, length, forger.config.generals(), &mut paths);
    paths.retain(|path| !path.contains(&forger.to) && state.heard.get(path).is_none());
    let orders = [Order::Attack, Order::Retreat];
    let both = paths.into_iter().flat_map(|path| orders.map(|order| (path.clone(), order)));
    both.map(|(path, order)| Oral::new(path, order, forger.names)).collect()
}

/// Anything about what others told him, at any time: only the last of the path is known to
/// the receiver, and that is the traitor himself (A2).
pub fn refusal(forger: &Forger<General>, message: &Oral) -> Option<String> {
    let named = message.path.last().filter(|last| **last != forger.from)?;
    let [from, to, named] = [forger.from, forger.to, *named].map(|node| forger.name(node));
    Some(format!("{to} knows that it is {from} who speaks, and not {named}."))
}

/// An order of the commander's own, from somebody else.
pub fn unsayable(forger: &Forger<General>) -> Vec<Oral> {
    let state = &forger.nodes[forger.to.index()].state;
    if forger.from == COMMANDER || forger.to == COMMANDER || state.round > 0 {
        return Vec::new();
    }
    let order = |order| Oral::new(Path::from_iter([COMMANDER]), order, forger.names);
    [Order::Attack, Order::Retreat].map(order).to_vec()
}

/// Reads the order, and through whom it came.
///
/// # Errors
/// The words say nothing that the receiver could be told.
pub fn read(asked: &ForgedWords<General>) -> Result<Oral, ArgumentError> {
    const HINT: &str = "write the order, and then through whom it came, such as `attack G1`";
    let order = Order::read(asked.words.first().copied(), 0)?;
    let mut path = Path::new();
    for (word, index) in asked.words.iter().zip(0..).skip(1) {
        let wrong = |what: String| ArgumentError { word: index, what, hint: HINT.to_owned() };
        let node = asked.names.iter().position(|name| name == word);
        let node = node.ok_or_else(|| wrong(format!("\"{word}\" is not a general")))?;
        let node = NodeId(node as u8);
        if path.contains(&node) || node == asked.from {
            return Err(wrong(format!("{word} tells it twice")));
        }
        path.push(node);
    }
    path.push(asked.from);
    let wrong =
        |what: &str| ArgumentError { word: asked.words.len(), what: what.to_owned(), hint: HINT.to_owned() };
    if path[0] != COMMANDER {
        return Err(wrong("an order comes from the commander"));
    }
    if path.contains(&asked.to) {
        return Err(wrong("nobody is told what he said himself"));
    }
    if path.len() > usize::from(asked.config.rounds) {
        return Err(wrong("there are not so many rounds"));
    }
    Ok(Oral::new(path, order, asked.names))
}

/// The words of a forgery, as [`read`] reads them.
pub fn words(message: &Oral, names: &[String]) -> Vec<String> {
    let before = message.path.iter().take(message.path.len() - 1);
    let before = before.map(|node| names[node.index()].clone());
    [message.order.to_string()].into_iter().chain(before).collect()
}
