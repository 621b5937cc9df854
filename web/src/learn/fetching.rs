//! The files of the course: each is fetched when it is first asked for.

use crate::browser::fetch;
use crate::words::learn as words;
use serde::de::DeserializeOwned;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// A file that was asked for.
#[derive(Clone, PartialEq)]
pub enum File<T> {
    /// It is on its way.
    Coming,
    /// It could not be had. The callback tries again.
    Missing(Callback<MouseEvent>),
    /// It is there.
    Here(Rc<T>),
}

impl<T> File<T> {
    /// What it holds, once it is there.
    pub fn here(&self) -> Option<&Rc<T>> {
        match self {
            File::Here(file) => Some(file),
            _ => None,
        }
    }

    /// What is told while it is not there.
    pub fn told(&self) -> Html {
        match self {
            File::Coming => html! { <p class="empty" role="status">{ words::COMING }</p> },
            File::Missing(again) => html! {
                <div class="empty">
                    <p role="alert">{ words::MISSING }</p>
                    <button onclick={again}>{ words::AGAIN }</button>
                </div>
            },
            File::Here(_) => Html::default(),
        }
    }
}

/// A file of the course by its name, such as `18` or `index`.
#[hook]
pub fn use_file<T: DeserializeOwned + 'static>(name: String) -> File<T> {
    let attempt = use_state(|| 0);
    let found = use_state(|| None::<(String, Option<Rc<T>>)>);
    use_effect_with((name.clone(), *attempt), {
        let found = found.setter();
        move |(name, _)| {
            let name = name.clone();
            let path = format!("{}{}/{name}.json", fetch::folder("lessons"), words::LANGUAGE);
            spawn_local(async move {
                let file = fetch::json(&path).await.map(Rc::new);
                found.set(Some((name, file)));
            });
        }
    });
    match &*found {
        Some((of, Some(file))) if *of == name => File::Here(Rc::clone(file)),
        Some((of, None)) if *of == name => {
            let (found, attempt) = (found.clone(), attempt.clone());
            File::Missing(Callback::from(move |_| {
                found.set(None);
                attempt.set(*attempt + 1);
            }))
        }
        _ => File::Coming,
    }
}
