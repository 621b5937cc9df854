//! Values of fields, as the page shows them.

use crate::words::values as words;
use sequitur_core::sim::run::Value;
use yew::prelude::*;

/// Values of a list shown at most.
const LIST_MAX: usize = 24;

/// A value.
pub fn value(value: &Value) -> Html {
    match value {
        Value::Null => html! { <span class="soft">{ words::NONE }</span> },
        Value::Bool(yes) => html! { { if *yes { words::TRUE } else { words::FALSE } } },
        Value::Number(number) => html! { { *number } },
        Value::Text(text) => html! { { text } },
        Value::List(values) if values.is_empty() => html! { <span class="soft">{ words::EMPTY }</span> },
        Value::List(values) => list(values),
    }
}

fn list(values: &[Value]) -> Html {
    let hidden = values.len().saturating_sub(LIST_MAX);
    html! {
        <span class="list">
            if hidden > 0 { <span class="soft">{ words::more_then(&hidden) }</span> }
            { for values[hidden..].iter().map(|one| html! { <span>{ value(one) }</span> }) }
        </span>
    }
}
