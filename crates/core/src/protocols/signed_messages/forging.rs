//! What traitors can sign: orders under the signatures of traitors, and under those that a traitor
//! has seen.

use super::super::generals::{COMMANDER, Order};
use super::{Bug, General, Signature, Signed};
use crate::authoring::*;

/// What would have an effect: an order that the receiver does not have, on a chain that he
/// takes and that ends with the traitor's signature, or that the traitor has seen.
pub fn forgeries(forger: &Forger<General>) -> Vec<Signed> {
    let state = &forger.nodes[forger.to.index()].state;
    if forger.to == COMMANDER || state.obeys.is_some() || state.round >= forger.config.rounds {
        return Vec::new();
    }
    let mut said = Set::new();
    for order in [Order::Attack, Order::Retreat] {
        let mut open = known(forger, order);
        while let Some(message) = open.pop() {
            let is_mine = message.chain.last().is_some_and(|last| last.by == forger.from)
                || forger.nodes[forger.from.index()].state.seen.contains(&message);
            if is_mine
                && state.objection(&message, forger.config).is_none()
                && state.has_use_for(&message, forger.config)
            {
                said.insert(message.clone());
            }
            if message.chain.len() < usize::from(forger.config.rounds) {
                open.extend(extended(forger, &message));
            }
        }
    }
    said.iter().cloned().collect()
}

/// Orders under the signature of a loyal commander that no traitor has seen.
pub fn unsayable(forger: &Forger<General>) -> Vec<Signed> {
    if forger.to == COMMANDER || forger.is_traitor(COMMANDER) {
        return Vec::new();
    }
    let under = |order: Order| {
        let chain = [COMMANDER, forger.from].map(|by| Signature { by, is_genuine: true });
        Signed::new(chain.to_vec(), order, forger.names)
    };
    [Order::Attack, Order::Retreat].map(under).to_vec()
}

/// The signature that no traitor has. Any order may be said, at any time, with signatures of
/// traitors and those that a traitor has seen; what only looks like a signature anybody can write.
pub fn refusal(forger: &Forger<General>, message: &Signed) -> Option<String> {
    let lacks = (0..message.chain.len()).find(|index| {
        let Signature { by, is_genuine } = message.chain[*index];
        let begins =
            |seen: &Signed| seen.order == message.order && seen.chain.starts_with(&message.chain[..=*index]);
        is_genuine
            && !forger.is_traitor(by)
            && !traitors(forger).any(|general| general.seen.iter().any(begins))
    })?;
    let signed = Signed::new(message.chain[..lacks].to_vec(), message.order, forger.names);
    Some(format!("{} has not signed {} for any traitor.", forger.name(message.chain[lacks].by), signed.text))
}

/// Reads `attack:G1:G3`.
///
/// # Errors
/// The word is no chain of signatures.
pub fn read(asked: &ForgedWords<General>) -> Result<Signed, ArgumentError> {
    let wrong = |what: String| ArgumentError {
        word: 0,
        what,
        hint: "write the order and its signatures, such as `attack:G1:G3`; `G1?` only looks like one"
            .to_owned(),
    };
    let [word] = asked.words else {
        return Err(wrong("a chain is one word".to_owned()));
    };
    let mut parts = word.split(':');
    let order = Order::read(parts.next(), 0)?;
    let mut chain = Vec::new();
    for part in parts {
        let name = part.strip_suffix('?').unwrap_or(part);
        let by = asked.names.iter().position(|other| other == name);
        let by = by.ok_or_else(|| wrong(format!("\"{name}\" is not a general")))?;
        chain.push(Signature { by: NodeId(by as u8), is_genuine: name == part });
    }
    if chain.is_empty() || chain.len() > asked.names.len() {
        return Err(wrong(format!("a chain has 1 to {} signatures", asked.names.len())));
    }
    Ok(Signed::new(chain, order, asked.names))
}

/// The states of all traitors: what one has seen, all know.
fn traitors<'a>(forger: &'a Forger<General>) -> impl Iterator<Item = &'a General> {
    forger.traitors.keys().map(|node| &forger.nodes[node.index()].state)
}

/// The chains of an order that traitors can begin with: those that they have seen, what lies
/// before the signature of a traitor in them, and nothing.
fn known(forger: &Forger<General>, order: Order) -> Vec<Signed> {
    let mut begun = Set::new();
    begun.insert(Signed::new(Vec::new(), order, forger.names));
    for seen in traitors(forger).flat_map(|general| general.seen.iter()).filter(|seen| seen.order == order) {
        for length in 1..=seen.chain.len() {
            begun.insert(Signed::new(seen.chain[..length].to_vec(), order, forger.names));
        }
    }
    begun.iter().cloned().collect()
}

/// A chain with one more signature of a traitor. In which order traitors sign is all one to the
/// receiver, so those of a higher number sign later. Where nobody verifies, others seem to
/// sign too.
fn extended(forger: &Forger<General>, message: &Signed) -> Vec<Signed> {
    let last = message.chain.last().map(|last| last.by).filter(|last| forger.traitors.get(last).is_some());
    let from = last.map_or(0, |last| last.0 + 1);
    let is_unverified = forger.config.bug == Some(Bug::Unverified);
    let all = (0..forger.names.len() as u8).map(NodeId);
    let signers = all.filter(|by| {
        let is_traitor = forger.traitors.get(by).is_some() && by.0 >= from;
        let is_faked = is_unverified && forger.traitors.get(by).is_none() && message.chain.is_empty();
        let is_first = message.chain.is_empty() == (*by == COMMANDER);
        is_first && (is_traitor || is_faked) && *by != forger.to && !message.is_signed_by(*by)
    });
    let sign = |by: NodeId| {
        let mut chain = message.chain.clone();
        chain.push(Signature { by, is_genuine: forger.traitors.get(&by).is_some() });
        Signed::new(chain, message.order, forger.names)
    };
    signers.map(sign).collect()
}
