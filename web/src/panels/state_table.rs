//! State: all nodes side by side at the cursor.

use crate::document::open_run::OpenRun;
use crate::document::page::Page;
use crate::panels::values::value;
use crate::words::state_table as words;
use sequitur_core::sim::info::FieldType;
use sequitur_core::sim::run::{NodeView, Value};
use sequitur_core::trace::Micros;
use std::rc::Rc;
use yew::prelude::*;

/// Entries of a log that are shown at most, from its end.
const ENTRIES_MAX: usize = 12;

/// What the table needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// The moment; the end where there is none.
    pub cursor: Option<Micros>,
}

impl Props {
    /// What it takes from the page.
    pub fn of(page: &Page, made: &Rc<OpenRun>) -> Props {
        Props { made: Rc::clone(made), cursor: page.cursor }
    }
}

/// The table.
#[component]
pub fn StateTable(props: &Props) -> Html {
    let made = &props.made;
    let at = props.cursor.unwrap_or(made.run.end);
    let heading = words::all_nodes_at(&made.time_text(at));
    let Some(event) = made.last_event(at, None).filter(|_| made.log.is_none()) else {
        let why = match &made.log {
            Some(_) => words::A_LOG_SAYS_NOTHING,
            None => words::NOTHING_HAS_HAPPENED_YET,
        };
        return html! { <section><h2>{ heading }</h2><p class="soft">{ why }</p></section> };
    };
    let nodes = made.nodes_after(event);
    let name = |(lane, name): (usize, &String)| {
        let class = if nodes[lane].up { None } else { Some("down") };
        html! { <th key={lane} scope="col" {class}>{ name }</th> }
    };
    let shown = |lane: &usize| made.shows_lane(*lane);
    let names = made.trace().nodes.iter().enumerate().filter(|(lane, _)| shown(lane));
    let lanes: Vec<usize> = (0..nodes.len()).filter(shown).collect();
    html! {
        <section>
            <h2>{ heading }</h2>
            <div class="wide-table" tabindex="0" role="region" aria-label={words::ALL_NODES_SCROLLS_SIDEWAYS}>
                <table class="states" data-testid="states">
                    <thead><tr><td /> { for names.map(name) }</tr></thead>
                    <tbody>
                        { row("up", &lanes, |lane| html! { { if nodes[lane].up { words::YES } else { words::DOWN } } }) }
                        { for field_names(made, &nodes).into_iter().map(|field| field_row(made, &nodes, &lanes, field)) }
                    </tbody>
                </table>
            </div>
            if has_log(made) { <p class="soft">{ words::A_LOG_IS_READ }</p> }
        </section>
    }
}

fn row(name: &str, lanes: &[usize], cell: impl Fn(usize) -> Html) -> Html {
    html! {
        <tr key={name.to_owned()}><th scope="row">{ name.to_owned() }</th>{ for lanes.iter().map(|lane| html! { <td>{ cell(*lane) }</td> }) }</tr>
    }
}

/// The fields that some node has, in the order of the protocol.
fn field_names(made: &OpenRun, nodes: &[NodeView]) -> Vec<&'static str> {
    let has = |name: &str| nodes.iter().any(|node| node.fields.iter().any(|(other, _)| *other == name));
    let mut names: Vec<&'static str> =
        made.run.info.fields.iter().map(|field| field.name).filter(|name| has(name)).collect();
    for (name, _) in nodes.iter().flat_map(|node| &node.fields) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    names
}

fn field<'a>(node: &'a NodeView, name: &str) -> Option<&'a Value> {
    node.fields.iter().find(|(other, _)| *other == name).map(|(_, value)| value)
}

fn field_row(made: &OpenRun, nodes: &[NodeView], lanes: &[usize], name: &'static str) -> Html {
    row(name, lanes, |lane| match field(&nodes[lane], name) {
        None => html! { <span class="soft">{ "–" }</span> },
        Some(Value::List(entries)) if is_log(made, name) => log(made, entries, committed(&nodes[lane])),
        Some(found) => value(found),
    })
}

/// A list of entries that are numbered and committed in order is drawn as blocks.
fn is_log(made: &OpenRun, name: &str) -> bool {
    let is_list = |field: &sequitur_core::sim::info::Field| field.name == name && field.of == FieldType::List;
    name == "log" && made.run.info.fields.iter().any(is_list)
}

fn has_log(made: &OpenRun) -> bool {
    is_log(made, "log")
}

/// How many entries from the first on a node knows to be committed, where it counts them.
fn committed(node: &NodeView) -> Option<usize> {
    match field(node, "commitIndex") {
        Some(Value::Number(number)) => usize::try_from(*number).ok(),
        _ => None,
    }
}

/// An entry of a log: what it says, what it is stamped with, whether its node knows that it is
/// committed. A server that counts what is committed writes `TERM: COMMAND`, one that learns of
/// each entry by itself `NUMBER: chosen, COMMAND` or `NUMBER: BALLOT, COMMAND`.
fn entry_parts(entry: &Value, index: usize, committed: Option<usize>) -> (String, String, bool) {
    let Value::Text(text) = entry else {
        return (String::new(), String::new(), false);
    };
    let (stamp, says) = text.split_once(": ").unwrap_or(("", text));
    match (committed, says.split_once(", ")) {
        (Some(committed), _) => (says.to_owned(), stamp.to_owned(), index < committed),
        (None, Some((ballot, says))) => (says.to_owned(), ballot.to_owned(), ballot == "chosen"),
        (None, None) => (says.to_owned(), String::new(), false),
    }
}

fn log(made: &OpenRun, entries: &[Value], committed: Option<usize>) -> Html {
    let hidden = entries.len().saturating_sub(ENTRIES_MAX);
    let entry = |(index, entry): (usize, &Value)| {
        let (says, stamp, is_committed) = entry_parts(entry, index, committed);
        let epoch = made.trace().epoch_name.as_deref().filter(|_| committed.is_some()).unwrap_or_default();
        html! {
            <li key={index} class={is_committed.then_some("committed")}>
                { says }if !stamp.is_empty() { <small>{ format!("{epoch} {stamp}") }</small> }
                if is_committed { <span class="only-heard">{ words::COMMITTED }</span> }
            </li>
        }
    };
    html! {
        <>
            if hidden > 0 { <span class="soft">{ words::more(&hidden) }</span> }
            <ol class="entries">{ for entries.iter().enumerate().skip(hidden).map(entry) }</ol>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, committed: Option<usize>) -> (String, String, bool) {
        entry_parts(&Value::Text(text.to_owned()), 0, committed)
    }

    #[test]
    fn entries_of_both_kinds_of_log_are_read() {
        let owned = |says: &str, stamp: &str, is_committed| (says.to_owned(), stamp.to_owned(), is_committed);
        assert_eq!(parts("2: put x 1", Some(1)), owned("put x 1", "2", true));
        assert_eq!(parts("2: put x 1", Some(0)), owned("put x 1", "2", false));
        assert_eq!(parts("1: chosen, put x 1", None), owned("put x 1", "chosen", true));
        assert_eq!(parts("1: 2.1, put x 1", None), owned("put x 1", "2.1", false));
        assert_eq!(parts("1: nothing", None), owned("nothing", "", false));
    }
}
