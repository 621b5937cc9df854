//! The fields that a protocol lists are those that its nodes have, with values of their types.

use super::{parse, stories};
use sequitur_core::protocols::catalogue;
use sequitur_core::sim::info::FieldType;
use sequitur_core::sim::run::Value;
use sequitur_core::trace::EventId;
use std::collections::BTreeSet;

/// Looks at the nodes after this many events of a run.
const LOOKS: usize = 40;

fn is_of(value: &Value, of: FieldType, nodes: &[String]) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    match (of, value) {
        (_, Value::Null) => true,
        (FieldType::Number, Value::Number(_))
        | (FieldType::Flag, Value::Bool(_))
        | (FieldType::Word, Value::Text(_))
        | (FieldType::List, Value::List(_)) => true,
        (FieldType::Node, Value::Text(text)) => nodes.contains(text),
        (FieldType::Time, Value::Text(text)) => {
            let time = text.strip_prefix('-').unwrap_or(text).strip_suffix("ms");
            time.is_some_and(|time| time.split('.').all(is_number))
        }
        (FieldType::Ballot, Value::Text(text)) => {
            text.split_once('.').is_some_and(|(round, node)| is_number(round) && is_number(node))
        }
        _ => false,
    }
}

#[test]
fn nodes_have_the_fields_that_their_protocol_lists_and_no_others() {
    let mut seen = BTreeSet::new();
    let client = "protocol multi-paxos\nnodes 3\nclients 1\nat 300ms C1 put x 1\nuntil 1s\n";
    for (story, scenario) in stories().into_iter().chain([("a client".to_owned(), parse(client))]) {
        let run = scenario.run();
        let (info, nodes) = (run.info, &scenario.plan().nodes);
        let step = run.trace.events.len().div_ceil(LOOKS).max(1);
        for event in (0..run.trace.events.len()).step_by(step) {
            for view in run.details.nodes_after(EventId(event as u32)) {
                for (name, value) in &view.fields {
                    let field = info.fields.iter().find(|field| field.name == *name);
                    let field = field.unwrap_or_else(|| panic!("{}: {name} is not listed", info.name));
                    assert!(is_of(value, field.of, nodes), "{story}: {name} is {value:?}");
                    seen.insert((info.name, *name));
                }
            }
        }
    }
    let info = catalogue().iter().map(|protocol| protocol.info());
    let listed = info.flat_map(|info| info.fields.iter().map(|field| (info.name, field.name)));
    let never: Vec<_> = listed.filter(|field| !seen.contains(field)).collect();
    assert_eq!(never, [], "listed, but no story shows it");
}

#[test]
fn no_name_is_listed_twice() {
    for info in catalogue().iter().map(|protocol| protocol.info()) {
        let lists = [
            info.fields.iter().map(|field| field.name).collect::<Vec<_>>(),
            info.kinds.iter().map(|kind| kind.name).collect(),
            info.roles.iter().map(|role| role.name).collect(),
            info.timers.iter().chain(info.acts).map(|timer| timer.name).collect(),
            info.properties.iter().map(|property| property.name).collect(),
            info.variants.iter().map(|variant| variant.name).collect(),
        ];
        for names in lists {
            let distinct: BTreeSet<_> = names.iter().collect();
            assert_eq!(distinct.len(), names.len(), "{}: {names:?}", info.name);
        }
    }
}
