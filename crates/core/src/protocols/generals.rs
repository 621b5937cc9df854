//! What the two algorithms of the Byzantine generals have in common: orders, rounds, how
//! traitors behave, and when loyal generals agree.
//!
//! Lamport, Shostak, Pease, "The Byzantine Generals Problem", 1982. The paper numbers the
//! generals from 0, the commander; here G1 is the commander.

use crate::authoring::*;
use std::fmt;

words! {
    /// What a commander can order, and what is asked of him.
    pub enum Order: Keyword {
        Attack = keyword("attack", "The commander orders to attack."),
        Retreat = keyword("retreat", "The commander orders to retreat."),
        Hold = keyword("hold", "The commander orders to hold the position."),
    }

    /// What a general waits for.
    pub enum Timer: Keyword {
        RoundOver = keyword("round-over", "The round is over: what has not arrived by now is missing."),
    }

    /// What a general can be.
    pub enum Role: Role {
        Commander = role("commander", 2),
        Lieutenant = role("lieutenant", 0),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        Agreement = safety("ic1-agreement", "IC1: all loyal lieutenants obey the same order."),
        Obedience = safety(
            "ic2-obedience",
            "IC2: if the commander is loyal, every loyal lieutenant obeys the order that he sent.",
        ),
        AllDecide = liveness("all-decide", "In the end, every loyal lieutenant obeys an order."),
    }
}

/// The commander.
pub const COMMANDER: NodeId = NodeId(0);

/// How long a round is, as `set` changes it.
pub const ROUND: Parameter = Parameter::duration(
    "round",
    100_000,
    (MS, LONGEST),
    "How long a round is. Messages have to arrive within the round in which they were sent.",
);

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Words::<Keyword>::entry(*self).name)
    }
}

impl From<Order> for Value {
    fn from(order: Order) -> Value {
        order.to_string().into()
    }
}

impl Order {
    /// The order that a word names.
    ///
    /// # Errors
    /// The word, counted from 0, names none.
    pub fn read(word: Option<&str>, index: usize) -> Result<Order, ArgumentError> {
        word.and_then(<Order as Words<Keyword>>::named).ok_or_else(|| ArgumentError {
            word: index,
            what: word.map_or("an order is missing".to_owned(), |word| format!("\"{word}\" is not an order")),
            hint: "orders are attack, retreat, hold".to_owned(),
        })
    }

    /// What a traitor says who tells the opposite.
    pub fn opposite(self) -> Order {
        if self == Order::Retreat { Order::Attack } else { Order::Retreat }
    }

    /// What an equivocating traitor tells a general: the paper's odd numbers attack.
    pub fn for_number(general: NodeId) -> Order {
        if general.0 % 2 == 1 { Order::Attack } else { Order::Retreat }
    }
}

/// A general, as the observers see him.
pub trait General {
    /// The order that the commander gave.
    fn ordered(&self) -> Option<Order>;

    /// The order that a lieutenant obeys, once he has decided.
    fn obeys(&self) -> Option<Order>;
}

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// What a loyal commander ordered.
    ordered: Option<Order>,
    /// What loyal lieutenants obey.
    obeyed: Map<NodeId, Order>,
    /// How many loyal lieutenants there are.
    loyal: usize,
}

impl<P: Process + General> Observe<P> for Observers {
    type Property = Property;

    fn new(view: &Observed<P>) -> Observers {
        let lieutenants = (1..view.nodes.len() as u8).map(NodeId);
        let loyal = lieutenants.filter(|node| view.is_honest(*node)).count();
        Observers { ordered: None, obeyed: Map::new(), loyal }
    }

    fn observe(&mut self, step: &Step<P>, view: &Observed<P>, verdicts: &mut Verdicts<Property>) {
        let node = step.node;
        if !view.is_honest(node) {
            return;
        }
        let state = &view.nodes[node.index()].state;
        if node == COMMANDER {
            self.ordered = state.ordered();
            return;
        }
        let Some(order) = state.obeys().filter(|_| self.obeyed.get(&node).is_none()) else { return };
        let name = view.name(node);
        if let Some((other, theirs)) = self.obeyed.iter().find(|(_, theirs)| **theirs != order) {
            let other = view.name(*other);
            let why = format_args!("{other} obeys {theirs}, and {name} obeys {order}. Both are loyal.");
            verdicts.violate(Property::Agreement, why);
        }
        if let Some(ordered) = self.ordered.filter(|ordered| *ordered != order) {
            let commander = view.name(COMMANDER);
            let why = format_args!("{commander} is loyal and ordered {ordered}, and {name} obeys {order}.");
            verdicts.violate(Property::Obedience, why);
        }
        self.obeyed.insert(node, order);
        if self.obeyed.len() == self.loyal {
            verdicts.turn(Property::AllDecide);
        }
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        let obey = counted(self.obeyed.len() as u32, "loyal lieutenant obeys", "loyal lieutenants obey");
        match (property, self.ordered) {
            (Property::AllDecide, _) if self.obeyed.len() < self.loyal => {
                pending(format!("Of {} loyal lieutenants {} have decided.", self.loyal, self.obeyed.len()))
            }
            (Property::AllDecide, _) => holds("Every loyal lieutenant has decided."),
            (Property::Agreement, _) => holds(format!("{obey} an order, none another than the others.")),
            (Property::Obedience, Some(order)) => {
                holds(format!("The commander is loyal and ordered {order}; {obey} it."))
            }
            (Property::Obedience, None) => holds("No loyal commander has given an order."),
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        match property {
            Property::Agreement => !self.obeyed.is_empty(),
            Property::Obedience => self.ordered.is_some() && !self.obeyed.is_empty(),
            Property::AllDecide => true,
        }
    }
}
