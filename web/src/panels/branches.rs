//! The branches of a run by hand, as a small tree.

use crate::document::{Action, State};
use crate::words::branches as words;
use sequitur_core::scenario::{Branch, Edit, Scenario};
use std::rc::Rc;
use yew::prelude::*;

/// What the tree needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The scenario whose run is shown.
    pub scenario: ScenarioRef,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

/// A scenario, the same only as itself: it may follow another branch.
#[derive(Clone)]
pub struct ScenarioRef(pub Rc<Scenario>);

impl PartialEq for ScenarioRef {
    fn eq(&self, other: &ScenarioRef) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The tree; nothing while there is only one branch.
#[component]
pub fn Branches(props: &Props) -> Html {
    let scenario = &props.scenario.0;
    let branches = scenario.branches();
    if branches.len() < 2 {
        return Html::default();
    }
    html! {
        <section class="branches">
            <h2>{ words::BRANCHES }</h2>
            <ul>{ below(props, None) }</ul>
            if let Some(branch) = branches.get(scenario.followed()).filter(|branch| branch.parent.is_some()) {
                <Rename key={branch.name.clone()} index={scenario.followed()} name={branch.name.clone()} dispatch={props.dispatch.clone()} />
            }
        </section>
    }
}

/// The branches that spring from one, each with those that spring from it.
fn below(props: &Props, parent: Option<usize>) -> Html {
    let branches = props.scenario.0.branches().iter().enumerate();
    let children = branches.filter(|(_, branch)| branch.parent == parent);
    children.map(|(index, branch)| item(props, index, branch)).collect()
}

fn item(props: &Props, index: usize, branch: &Branch) -> Html {
    let is_shown = props.scenario.0.followed() == index;
    let on = |action: fn(usize) -> Action| {
        let dispatch = props.dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(action(index))
    };
    let choices = match (branch.parent, branch.own_choices()) {
        (Some(_), own) => words::after_more(&branch.at, &own),
        (None, 1) => words::ONE_CHOICE.to_owned(),
        (None, own) => words::choices(&own),
    };
    let name = branch.name.clone();
    html! {
        <li key={name.clone()} data-branch={name.clone()}>
            <div class="inline">
                <button class="plain" aria-current={is_shown.then_some("true")} onclick={on(Action::Follow)}>
                    <b>{ name.clone() }</b><span class="soft">{ choices }</span>
                </button>
                if !is_shown {
                    <button aria-label={words::compare_with(&name)} onclick={on(Action::Compare)}>{ words::COMPARE }</button>
                }
            </div>
            <ul>{ below(props, Some(index)) }</ul>
        </li>
    }
}

/// What the form for a name needs.
#[derive(Properties, PartialEq)]
struct RenameProps {
    index: usize,
    name: String,
    dispatch: UseReducerDispatcher<State>,
}

/// Another name for the branch that is shown, or its end.
#[component]
fn Rename(props: &RenameProps) -> Html {
    let typed = use_state_eq(|| props.name.clone());
    let index = props.index;
    let onsubmit = {
        let (dispatch, name) = (props.dispatch.clone(), (*typed).trim().to_owned());
        move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(Action::Edit(Edit::Rename(index, name.clone())));
        }
    };
    let oninput = {
        let typed = typed.clone();
        move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            typed.set(input.value());
        }
    };
    let remove = {
        let dispatch = props.dispatch.clone();
        move |_| dispatch.dispatch(Action::Edit(Edit::RemoveBranch(index)))
    };
    html! {
        <form class="inline" {onsubmit}>
            <input aria-label={words::NAME_OF_THIS_BRANCH} autocomplete="off" autocapitalize="off" value={(*typed).clone()} {oninput} />
            <button>{ words::RENAME }</button>
            <button type="button" aria-label={words::REMOVE_THIS_BRANCH} onclick={remove}>{ words::REMOVE }</button>
        </form>
    }
}
