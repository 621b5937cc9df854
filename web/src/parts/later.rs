//! What is shown in the place of a part that is on its way, or does not come.

use crate::browser::build;
use crate::words::parts as words;
use sequitur_parts::{Fetch, Part, fetch};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Shows what parts give, as soon as they are there.
pub struct Later {
    again: Callback<()>,
}

/// For a component that shows parts: it is drawn again when one has come.
#[hook]
pub fn use_later() -> Later {
    let update = use_force_update();
    Later { again: Callback::from(move |()| update.force_update()) }
}

impl Later {
    /// What a part shows, or that it is on its way.
    pub fn show<T>(&self, part: &'static Part<T>, view: impl FnOnce(&'static T) -> Html) -> Html {
        match part.here() {
            Some(given) => view(given),
            None => html! { <Coming key={part.name()} part={Asked(part)} onhere={self.again.clone()} /> },
        }
    }
}

/// What a part gives, if it is there; once it is wanted, it is fetched. Each new wish is another try.
#[hook]
pub fn use_wanted<T: 'static>(part: &'static Part<T>, is_wanted: bool) -> Option<&'static T> {
    let update = use_force_update();
    use_effect_with(is_wanted, move |is_wanted| {
        if *is_wanted && part.here().is_none() {
            spawn_local(async move {
                if fetch(part).await.is_ok() {
                    update.force_update();
                }
            });
        }
    });
    part.here()
}

/// A part that was asked for.
#[derive(Clone, Copy)]
struct Asked(&'static dyn Fetch);

impl PartialEq for Asked {
    fn eq(&self, other: &Asked) -> bool {
        self.0.name() == other.0.name()
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    part: Asked,
    onhere: Callback<()>,
}

/// Fetches a part. Nothing is shown while it comes quickly.
#[component]
fn Coming(props: &Props) -> Html {
    let attempt = use_state(|| 0);
    let is_missing = use_state(|| false);
    use_effect_with(*attempt, {
        let (part, onhere, is_missing) = (props.part, props.onhere.clone(), is_missing.setter());
        move |_| {
            spawn_local(async move {
                match fetch(part.0).await {
                    Ok(()) => onhere.emit(()),
                    Err(_) => is_missing.set(true),
                }
            });
        }
    });
    if !*is_missing {
        return html! { <p class="empty part" role="status">{ words::COMING }</p> };
    }
    let again = Callback::from(move |()| {
        is_missing.set(false);
        attempt.set(*attempt + 1);
    });
    html! { <Missing {again} /> }
}

/// What could be wrong, and what to do.
#[derive(Properties, PartialEq)]
pub struct MissingProps {
    /// Tries again.
    pub again: Callback<()>,
}

/// Says that a part did not come. Where the page has been updated meanwhile, it is to be loaded anew.
#[component]
pub fn Missing(props: &MissingProps) -> Html {
    let is_old = use_state(|| false);
    use_effect_with((), {
        let is_old = is_old.setter();
        move |()| spawn_local(async move { is_old.set(build::is_old().await) })
    });
    let again = props.again.reform(|_: MouseEvent| ());
    html! {
        <div class="empty part" data-testid="missing-part">
            <p role="alert">{ if *is_old { words::OLD } else { words::MISSING } }</p>
            if *is_old { <button class="primary" onclick={|_| build::renew()}>{ words::RELOAD }</button> }
            <button onclick={again}>{ words::AGAIN }</button>
        </div>
    }
}
