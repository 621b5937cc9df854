//! What followed from the last change, below the picture. It is heard when it changes.

use yew::prelude::*;

/// What it needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The sentence, after a change.
    pub text: Option<AttrValue>,
    /// What to do first, before anything was changed.
    pub hint: AttrValue,
}

/// The sentence. Its room is always there, so that nothing jumps.
#[component]
pub fn Told(props: &Props) -> Html {
    html! {
        <div class="told">
            <p data-testid="consequence" role="status">{ props.text.clone().unwrap_or_default() }</p>
            if props.text.is_none() { <p class="soft">{ props.hint.clone() }</p> }
        </div>
    }
}
