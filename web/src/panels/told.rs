//! What followed from the last change, below the picture. It is heard when it changes.

use yew::prelude::*;

/// What to do, said for a mouse and for a finger: a screen that is touched can have either, so the style sheet
/// chooses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hint {
    pub by_mouse: &'static str,
    pub by_touch: &'static str,
}

impl Hint {
    /// What is the same for both.
    pub fn of_both(hint: &'static str) -> Hint {
        Hint { by_mouse: hint, by_touch: hint }
    }

    /// The one of them that fits.
    pub fn shown(self) -> Html {
        let Hint { by_mouse, by_touch } = self;
        if by_mouse == by_touch {
            return by_mouse.into();
        }
        html! { <><span class="by-mouse">{ by_mouse }</span><span class="by-touch">{ by_touch }</span></> }
    }
}

/// What it needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The sentence, after a change.
    pub text: Option<AttrValue>,
    /// What to do first, before anything was changed.
    pub hint: Option<Hint>,
}

/// The sentence. Its room is always there, so that nothing jumps.
#[component]
pub fn Told(props: &Props) -> Html {
    html! {
        <div class="told">
            <p data-testid="consequence" role="status">{ props.text.clone().unwrap_or_default() }</p>
            if props.text.is_none() { <p class="soft">{ for props.hint.map(Hint::shown) }</p> }
        </div>
    }
}
