//! Lines that can be added to the scenario text, each with what it means, in the names of the run.

use crate::document::State;
use crate::document::open_run::OpenRun;
use crate::document::opening::type_in;
use crate::words::add_line as words;
use yew::prelude::*;

/// The names that stand in the lines.
#[derive(Clone, PartialEq, Default)]
pub struct Names {
    /// A node.
    node: Option<String>,
    /// A message.
    message: Option<String>,
    /// A property.
    property: Option<&'static str>,
    /// Whether nothing happens at a time.
    is_by_hand: bool,
}

impl Names {
    /// The first of each in a run.
    pub fn of(made: &OpenRun) -> Names {
        let trace = made.trace();
        Names {
            node: trace.nodes.first().cloned(),
            message: trace.messages.first().map(|message| trace.key_text(message.key)),
            property: made.run.info.properties.first().map(|property| property.name),
            is_by_hand: made.is_by_hand(),
        }
    }

    /// A line with these names; None where the run has none such, or where the line has no place in it.
    fn fill(&self, line: &str) -> Option<String> {
        if self.is_by_hand && (line.starts_with("at ") || line.contains(" to ") || line.starts_with("until"))
        {
            return None;
        }
        let names = [
            ("NODE", self.node.as_deref()),
            ("MESSAGE", self.message.as_deref()),
            ("PROPERTY", self.property),
        ];
        names.iter().try_fold(line.to_owned(), |line, (place, name)| match line.contains(place) {
            true => name.map(|name| line.replace(place, name)),
            false => Some(line),
        })
    }
}

/// The text with one line more.
fn with_line(text: &str, line: &str) -> String {
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{text}{gap}{line}\n")
}

/// The list of lines.
pub fn add_line(text: &AttrValue, names: &Names, dispatch: &UseReducerDispatcher<State>) -> Html {
    let item = |(line, means): &(&str, &'static str)| {
        let line = names.fill(line)?;
        let (text, dispatch) = (text.clone(), dispatch.clone());
        let label = words::add(&line);
        let added = line.clone();
        let onclick = move |_: MouseEvent| type_in(&dispatch, with_line(&text, &added));
        Some(
            html! { <li><button class="plain" aria-label={label} {onclick}><code>{ line }</code></button><span class="soft">{ *means }</span></li> },
        )
    };
    html! {
        <details class="add-line">
            <summary>{ words::ADD_A_LINE }</summary>
            <ul>{ for words::LINES.iter().filter_map(item) }</ul>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sequitur_core::scenario::Scenario;
    use std::rc::Rc;

    fn names(text: &str) -> (Names, Rc<Scenario>) {
        let scenario = Rc::new(Scenario::parse(text).expect("a scenario"));
        let made = OpenRun::new(Rc::clone(&scenario), scenario.run());
        (Names::of(&made), scenario)
    }

    #[test]
    fn each_line_that_is_offered_is_right_as_it_stands() {
        for text in [
            "protocol raft\nseed 9\nuntil 400ms\n",
            "protocol raft\nschedule manual\nfire S1 election-timeout\n",
        ] {
            let (names, scenario) = names(text);
            let offered: Vec<String> = words::LINES.iter().filter_map(|(line, _)| names.fill(line)).collect();
            assert!(offered.len() >= 4, "{offered:?}");
            for line in offered {
                let longer = with_line(&scenario.source(), &line);
                assert!(Scenario::parse(&longer).is_ok(), "{longer}");
            }
        }
    }

    #[test]
    fn a_line_about_a_message_is_not_offered_where_there_is_none() {
        let (names, _) = names("protocol two-generals\nschedule manual\n");
        assert_eq!(names.fill("drop MESSAGE"), None);
    }
}
