//! English: what is told of runs, texts and logs.

pub mod bridge {
    pub const NEEDS_TEXT: &str = "sequitur.run(text) needs the text of a scenario, as a string";
}

pub mod panic {
    pub const SEQUITUR_HAS_STOPPED: &str = "Sequitur has stopped";
    pub const ABOUT: &str = "This is a bug in the page, not in your scenario. Reload to go on. If it happens again, the text below shows what led to it.";
}

pub mod document_frontier {
    pub const CONSISTENT_CUT: &str = "consistent cut";
    pub const NOT_CONSISTENT: &str = "not consistent";
}

pub mod hand {
    use std::fmt::Display;
    pub fn arrives_from(label: &dyn Display, from: &dyn Display) -> String {
        format!("{label} from {from}")
    }

    pub const NOT_PAUSED: &str = "not paused";
    pub const NOTHING_IS_CUT: &str = "Nothing is cut off.";

    pub fn is_not_in_flight(key: &dyn Display) -> String {
        format!("{key} is not in flight.")
    }

    pub fn is_paused(node: &dyn Display) -> String {
        format!("{node} is paused.")
    }

    pub fn of_is_not_armed(timer: &dyn Display, node: &dyn Display) -> String {
        format!("{timer} of {node} is not armed.")
    }

    pub fn is_down(node: &dyn Display) -> String {
        format!("{node} is down.")
    }

    pub fn has_not_tossed_this(node: &dyn Display) -> String {
        format!("{node} has not tossed this coin.")
    }

    pub fn cannot_say_this_now(from: &dyn Display) -> String {
        format!("{from} cannot say this now.")
    }

    pub fn is(node: &dyn Display, what: &dyn Display) -> String {
        format!("{node} is {what}.")
    }

    pub fn waits_for_a_coin(to: &dyn Display) -> String {
        format!("{to} waits for its coin to be tossed.")
    }

    pub fn the_link_from_to(from: &dyn Display, to: &dyn Display) -> String {
        format!("The link from {from} to {to} is closed.")
    }

    pub fn an_older_message_from(from: &dyn Display) -> String {
        format!("An older message from {from} comes first.")
    }
}

pub mod history {
    pub const CLOCKS_CONTRADICT: &str = "The clocks of this log contradict each other; the list says where.";
    pub const LOG_CANNOT_CHANGE: &str = "This is what happened: a log cannot be changed.";
    pub const NOTHING_TO_CHANGE: &str = "Nothing to change: the scenario says so already.";
    pub const UNDONE: &str = "Undone.";
    pub const DONE_AGAIN: &str = "Done again.";
}

pub mod open_run {
    use std::fmt::Display;

    pub const LOST_BY_THE_NETWORK: &str = "lost by the network";
    pub const DROPPED: &str = "dropped by a change";
    pub const STOPPED_BY_A_PARTITION: &str = "stopped by a partition";
    pub const UNDER_WAY: &str = "still under way at the end";
    pub const A_COPY: &str = " (a copy)";

    pub fn at(node: &dyn Display, label: &dyn Display, at: &dyn Display, name: &dyn Display) -> String {
        format!("{node}: {label}, at {at}, {name}")
    }

    pub fn at_time(id: &dyn Display, at: &dyn Display) -> String {
        format!("{id} at {at}")
    }

    pub fn takes_role(role: &dyn Display) -> String {
        format!(", and is {role} from then on")
    }

    pub fn starts(node: &dyn Display) -> String {
        format!("{node} starts")
    }

    pub fn is_asked_to(node: &dyn Display, label: &dyn Display) -> String {
        format!("{node} is asked to {label}")
    }

    pub fn sends(node: &dyn Display, label: &dyn Display) -> String {
        format!("{node} sends {label}")
    }

    pub fn receives_from(node: &dyn Display, label: &dyn Display, from: &dyn Display) -> String {
        format!("{node} receives {label} from {from}")
    }

    pub fn fires(node: &dyn Display, label: &dyn Display) -> String {
        format!("{node}: {label} fires")
    }

    pub fn goes_down(node: &dyn Display) -> String {
        format!("{node} goes down")
    }

    pub fn comes_back_up(node: &dyn Display) -> String {
        format!("{node} comes back up")
    }

    pub fn is_paused(node: &dyn Display) -> String {
        format!("{node} is paused")
    }

    pub fn goes_on(node: &dyn Display) -> String {
        format!("{node} goes on")
    }

    pub fn tosses(node: &dyn Display, label: &dyn Display) -> String {
        format!("{node} tosses {label}")
    }

    pub fn applies(node: &dyn Display, label: &dyn Display) -> String {
        format!("{node} applies {label}")
    }

    pub fn notes(node: &dyn Display, label: &dyn Display) -> String {
        format!("{node} notes: {label}")
    }

    pub fn arrives_at(arrives: &dyn Display) -> String {
        format!("arrives at {arrives}")
    }

    pub fn refused_is_down(to: &dyn Display) -> String {
        format!("refused: {to} is down")
    }

    pub fn message(
        id: &dyn Display,
        copy: &dyn Display,
        from: &dyn Display,
        to: &dyn Display,
        sent_at: &dyn Display,
        fate: &dyn Display,
    ) -> String {
        format!("{id}{copy} from {from} to {to}, sent at {sent_at}, {fate}")
    }

    pub fn ms(count: &dyn Display) -> String {
        format!("{count} ms")
    }
}

pub mod opening {
    pub const LINK_HAS_MISTAKES: &str = "The scenario in the link has mistakes; the text shows where.";
}

pub mod document_page {
    pub const COMPARED_WHEN_ASKED: &str =
        "The run is so long that it is compared only when you ask: press G.";
}

pub mod log_file {
    use std::fmt::Display;

    pub fn expression(what: &dyn Display) -> String {
        format!("Expression: {what}")
    }

    pub fn delimiter(what: &dyn Display) -> String {
        format!("Delimiter: {what}")
    }

    pub fn line(line: &dyn Display, what: &dyn Display) -> String {
        format!("Line {line}: {what}")
    }

    pub fn cannot_be_read(name: &dyn Display) -> String {
        format!("{name} cannot be read")
    }
}
