//! The offer of a later build. It is never forced: the reader may be in the middle of something.

use crate::browser::offline::{self, Waiting};
use crate::words::page as words;
use yew::prelude::*;

/// Nothing, until a later build waits.
#[component]
pub fn Update() -> Html {
    let waiting = use_state(|| None::<Waiting>);
    use_effect_with((), {
        let waiting = waiting.setter();
        move |()| offline::keep(Callback::from(move |found| waiting.set(Some(found))))
    });
    let Some(found) = (*waiting).clone() else { return Html::default() };
    let later = {
        let waiting = waiting.setter();
        Callback::from(move |_: MouseEvent| waiting.set(None))
    };
    html! {
        <div class="update" role="status">
            <span>{ words::UPDATE }</span>
            <button class="primary" onclick={move |_| found.take_over()}>{ words::UPDATE_NOW }</button>
            <button onclick={later}>{ words::UPDATE_LATER }</button>
        </div>
    }
}
