//! On a phone: what may happen next in a run by hand, as buttons under the diagram.

use super::Exercising;
use crate::document::Action;
use crate::document::hand::{Next, next};
use crate::document::page::Page;
use crate::frames::keys::Asks;
use crate::panels::verdicts::capital;
use crate::words::exercise as words;
use sequitur_core::scenario::Edit;
use yew::prelude::*;

/// The choices.
pub fn choices(exercising: &Exercising) -> Html {
    let page = &exercising.page;
    let button = |next: Next| {
        let (dispatch, choice) = (page.dispatch(), next.choice.clone());
        let onclick = move |_: MouseEvent| dispatch.dispatch(Action::Edit(Edit::Choose(choice.clone())));
        html! { <button {onclick}>{ capital(&page.scenario.choice_text(&next.choice)) }</button> }
    };
    let open = open(page);
    if open.is_empty() {
        return Html::default();
    }
    html! { <div class="choices" role="group" aria-label={words::CHOICES}>{ for open.into_iter().map(button) }</div> }
}

/// Makes the choice with this index. False where there is none.
fn choose(page: &Page, index: usize) -> bool {
    let choice = open(page).into_iter().nth(index).map(|next| next.choice);
    let is_there = choice.is_some();
    if let Some(choice) = choice {
        page.dispatch().dispatch(Action::Edit(Edit::Choose(choice)));
    }
    is_there
}

/// What may happen next, lane by lane, as the lanes show it.
fn open(page: &Page) -> Vec<Next> {
    let made = page.seen.as_ref().filter(|made| made.is_by_hand());
    let Some((made, now)) = made.and_then(|made| Some((made, made.open_choices(page.cursor)?))) else {
        return Vec::new();
    };
    next(made, &now).into_iter().flatten().filter(|next| next.why_not.is_none()).collect()
}

impl Asks for Exercising {
    fn check(&self) {
        Exercising::check(self);
    }

    fn hint(&self) {
        Exercising::hint(self);
    }

    fn choose(&self, index: usize) -> bool {
        choose(&self.page, index)
    }
}
