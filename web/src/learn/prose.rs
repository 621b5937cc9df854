//! Prose: words, terms that open below their paragraph, links.

use crate::browser::address;
use crate::words::learn as words;
use sequitur_course::lesson::{Inline, Term};
use std::rc::Rc;
use yew::prelude::*;

/// What a paragraph needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What it says.
    pub text: Vec<Inline>,
    /// The terms that can be opened.
    pub terms: Rc<[Term]>,
}

/// A paragraph. A term of the glossary opens below it.
#[component]
pub fn Prose(props: &Props) -> Html {
    let open = use_state_eq(|| None::<AttrValue>);
    let inline = |inline: &Inline| match inline {
        Inline::Text(words) => html! { { words } },
        Inline::Strong(words) => html! { <strong>{ words }</strong> },
        Inline::Emphasis(words) => html! { <em>{ words }</em> },
        Inline::Code(words) => html! { <code>{ words }</code> },
        Inline::Link(to, words) => html! { <a href={address::from_here(to.clone())}>{ words }</a> },
        Inline::Term(name, words) => {
            let is_open = open.as_deref() == Some(name.as_str());
            let onclick = {
                let (open, name) = (open.clone(), AttrValue::from(name.clone()));
                move |_: MouseEvent| open.set((!is_open).then(|| name.clone()))
            };
            html! { <button class="term" aria-expanded={is_open.to_string()} {onclick}>{ words }</button> }
        }
    };
    let meaning = props.terms.iter().find(|term| open.as_deref() == Some(term.name.as_str()));
    let close = {
        let open = open.clone();
        move |_: MouseEvent| open.set(None)
    };
    html! {
        <>
            <p>{ for props.text.iter().map(inline) }</p>
            if let Some(term) = meaning {
                <div class="gloss" role="note">
                    <p><b>{ crate::panels::verdicts::capital(&term.name) }</b>{ " " }{ &term.meaning }</p>
                    <button class="icon quiet" aria-label={words::CLOSE_TERM} onclick={close}>{ "✕" }</button>
                </div>
            }
        </>
    }
}
