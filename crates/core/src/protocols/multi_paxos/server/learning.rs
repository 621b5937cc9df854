//! A server as a learner: which commands are chosen, and what follows from them.

use super::{BATCH, Fx, Server, is_client};
use crate::authoring::*;
use crate::protocols::multi_paxos::message::{Command, Message, Slot, Slots};
use crate::protocols::multi_paxos::{Bug, Role};
use crate::protocols::paxos::Ballot;

impl Server {
    pub(super) fn mark_chosen(&mut self, slot: u64) {
        if let Some(slot) = self.slot_mut(slot) {
            slot.chosen = true;
        }
        while self.slot(self.first_unchosen).is_some_and(|slot| slot.chosen) {
            self.first_unchosen += 1;
        }
    }

    /// The leader says that all slots below one are chosen. What was accepted in the
    /// leader's own ballot is what it speaks of: a ballot has one command for a slot.
    /// What was accepted in a lower ballot may be something else, and is asked for.
    pub(super) fn learn_below(&mut self, from: NodeId, ballot: Ballot, first_unchosen: u64, fx: Fx) {
        debug_assert_eq!(self.leader, Some(from));
        for slot in self.first_unchosen..first_unchosen {
            if self.slot(slot).is_some_and(|slot| slot.ballot == ballot) {
                self.mark_chosen(slot);
            }
        }
        self.apply(fx);
    }

    pub(super) fn ask_for_missing(&self, leader: NodeId, first_unchosen: u64, fx: Fx) {
        if self.first_unchosen < first_unchosen {
            fx.send(leader, Message::Missing { first_unchosen: self.first_unchosen });
        }
    }

    pub(super) fn on_missing(&self, from: NodeId, first_unchosen: u64, fx: Fx) {
        let known = (first_unchosen..self.first_unchosen).take(BATCH);
        let chosen: Slots = known.filter_map(|slot| Some((slot, self.slot(slot)?.clone()))).collect();
        if !chosen.is_empty() {
            fx.send(from, Message::Learn { chosen });
        }
    }

    pub(super) fn on_learn(&mut self, from: NodeId, chosen: &Slots, fx: Fx) {
        for (number, slot) in chosen.iter() {
            let known = self.slot_mut(*number);
            if known.as_ref().is_none_or(|slot| !slot.chosen) {
                *known = Some(slot.clone());
            }
            self.mark_chosen(*number);
        }
        self.apply(fx);
        if chosen.len() == BATCH {
            // As much as one message carries: there may be more.
            fx.send(from, Message::Missing { first_unchosen: self.first_unchosen });
        }
    }

    /// Applies commands in the order of their slots, up to the first that is not known.
    /// The leader answers clients once their command is applied.
    pub(super) fn apply(&mut self, fx: Fx) {
        while self.applied + 1 < self.first_unchosen
            && let Some(Slot { command: Command { ticket, op }, .. }) = self.slot(self.applied + 1).cloned()
        {
            self.applied += 1;
            let remembered = ticket.filter(|_| !fx.config().has(Bug::RepeatsCommands));
            let answer = self.store.apply(remembered, &op);
            fx.decide(format_args!("{}: {op}", self.applied));
            if let Some(ticket) = ticket
                && self.role == Role::Leader
                && is_client(ticket.client, fx)
            {
                let serial = ticket.serial;
                fx.send(ticket.client, Message::Reply { serial, answer });
            }
        }
    }
}
