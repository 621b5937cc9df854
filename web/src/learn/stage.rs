//! The diagram beside the prose: a run, looked at as the step asks for.

use super::judging::{Judgement, run_of};
use crate::browser::address;
use crate::browser::keys::is_on;
use crate::browser::phone::{use_phone, wants_stillness};
use crate::diagram::{self, Diagram};
use crate::document::open_run::OpenRun;
use crate::document::opening::{Opened, Opening, Source, use_opening};
use crate::document::page::{Page, use_page};
use crate::document::{Action, Selection, State};
use crate::frames::keys::in_diagram;
use crate::panels::desk::Desk;
use crate::panels::message::Message;
use crate::panels::strip::{self, Strip};
use crate::panels::transport::{self, Transport};
use crate::panels::verdicts::chip;
use crate::parts::use_card;
use crate::words::learn as words;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::window;
use sequitur_core::scenario::link;
use sequitur_core::trace::Micros;
use sequitur_course::lesson::{Moment, Prediction};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// How long a run plays from where it was closed to the event that decides, in microseconds.
const PLAYED: Micros = 1_200_000;

/// The speed of a run that is played otherwise, in thousandths.
const SPEED: u32 = 200;

/// What the stage needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The scenario.
    pub text: AttrValue,
    /// The properties whose verdicts are shown.
    #[prop_or_default]
    pub show: Vec<String>,
    /// The clock beside each event, where the step names no other.
    #[prop_or_default]
    pub lens: Option<String>,
    /// The step: another one is looked at anew.
    pub step: u8,
    /// Where the step looks.
    #[prop_or_default]
    pub moment: Option<Moment>,
    /// The question that is asked about the run, and whether what comes next is kept back.
    #[prop_or_default]
    pub asked: Option<(Prediction, bool)>,
    /// Whether the run plays to the event that decides.
    pub is_playing: bool,
    /// What comes of the question.
    pub onjudged: Callback<Option<Rc<Judgement>>>,
    /// The event that decides has been shown.
    pub ondone: Callback<()>,
}

impl Props {
    /// The scenario, with `view` lines for what the step looks at.
    fn viewed(&self) -> String {
        let moment = self.moment.clone().unwrap_or_default();
        let mut text = self.text.to_string();
        let mut add = |what: &str, value: Option<&String>| {
            if let Some(value) = value {
                text.push_str(&format!("view {what} {value}\n"));
            }
        };
        add("lens", moment.lens.as_ref().or(self.lens.as_ref()));
        add("at", moment.at.as_ref());
        add("select", moment.select.as_ref());
        text
    }
}

/// The stage.
#[component]
pub fn Stage(props: &Props) -> Html {
    match use_opening(Source::Text(props.text.clone())) {
        Opened::Here(opening) => html! { <Shown {opening} stage={Props::clone(props)} /> },
        other => html! { <section class="stage">{ other.told() }</section> },
    }
}

impl Clone for Props {
    fn clone(&self) -> Props {
        Props {
            text: self.text.clone(),
            show: self.show.clone(),
            lens: self.lens.clone(),
            moment: self.moment.clone(),
            asked: self.asked.clone(),
            onjudged: self.onjudged.clone(),
            ondone: self.ondone.clone(),
            ..*self
        }
    }
}

/// The stage, once its scenario is read.
#[derive(Properties, PartialEq)]
struct ShownProps {
    opening: Opening,
    stage: Props,
}

#[component]
fn Shown(props: &ShownProps) -> Html {
    let stage = &props.stage;
    let state = use_reducer(|| State::new(props.opening.clone(), None));
    let desk = use_reducer_eq(Desk::default);
    let page = use_page(&state);
    let judgement = use_judgement(props);
    let is_closed = stage.asked.as_ref().is_some_and(|(_, is_closed)| *is_closed);
    let closed = judgement.as_ref().filter(|_| is_closed).and_then(|judgement| judgement.closed);
    use_run(&state, closed);
    use_look(&state, stage, closed);
    let told = use_playing(&state, stage, judgement.as_deref());
    use_diagram_keys(&page);
    let is_phone = use_phone();
    // What is told stands beside the diagram: nothing is to lie over it.
    let is_told = told.is_some() && page.selection == told;
    let card = use_card(&page, &desk, true).filter(|_| closed.is_none() && !is_phone && !is_told);
    let Some(made) = &state.seen else {
        return html! { <section class="stage" /> };
    };
    // Inside another page, the workbench has no room.
    let target = address::is_embedded().then_some("_blank");
    html! {
        <section class="stage" aria-label={state.title()}>
            <div class="stage-head">
                <ul class="chips">{ for shown_properties(made, &stage.show).map(|property| chip(made, page.selection, &page.named, &page.dispatch(), property)) }</ul>
                if state.is_changed() { <Strip ..strip::Props::of(&page, made, &desk) /> }
                <a class="quiet" {target} href={link::encode(&state.scenario.text())}>{ words::OPEN }</a>
            </div>
            <Diagram ..diagram::Props { popover: card, ..diagram::Props::of(&page, made) } />
            <p class="only-heard" role="status" data-testid="consequence">{ page.consequence.clone().map(AttrValue::from).unwrap_or_default() }</p>
            <Transport ..transport::Props::of(&page, made, &desk) />
            <Message text={state.notice.clone().map(AttrValue::from)} dispatch={state.dispatcher()} />
        </section>
    }
}

/// The properties that are shown, by their index.
fn shown_properties<'a>(made: &'a OpenRun, names: &'a [String]) -> impl Iterator<Item = usize> + 'a {
    names
        .iter()
        .filter_map(|name| made.run.info.properties.iter().position(|property| property.name == *name))
}

/// What comes of the question: judged over the lesson's own run, whatever the reader changes.
#[hook]
fn use_judgement(props: &ShownProps) -> Option<Rc<Judgement>> {
    let asked = props.stage.asked.as_ref().map(|(prediction, _)| prediction.clone());
    let scenario = Rc::clone(&props.opening.scenario);
    let judgement = use_memo(asked, |asked| {
        let made = OpenRun::new(Rc::clone(&scenario), run_of(&scenario, None));
        Judgement::of(&made, asked.as_ref()?).map(Rc::new)
    });
    use_effect_with(judgement.clone(), {
        let onjudged = props.stage.onjudged.clone();
        move |judgement| onjudged.emit((**judgement).clone())
    });
    (*judgement).clone()
}

/// Makes the run whenever the scenario changes, or less or more of it is to be seen.
#[hook]
fn use_run(state: &UseReducerHandle<State>, closed: Option<(u32, Micros)>) {
    use_effect_with((Rc::as_ptr(&state.scenario), closed), {
        let (scenario, dispatch) = (Rc::clone(&state.scenario), state.dispatcher());
        move |_| {
            let run = run_of(&scenario, closed.map(|(events, _)| events));
            dispatch.dispatch(Action::Finished(Rc::new(OpenRun::new(scenario, run))));
            dispatch.dispatch(Action::Close(closed.is_some()));
        }
    });
}

/// Looks at the run as the step asks for.
#[hook]
fn use_look(state: &UseReducerHandle<State>, stage: &Props, closed: Option<(u32, Micros)>) {
    let viewed = use_opening(Source::Text(stage.viewed().into()));
    let viewed = match viewed {
        Opened::Here(viewed) => Some(viewed.scenario),
        Opened::Coming | Opened::Missing(_) => None,
    };
    let seen = (stage.step, viewed, closed);
    let is_playing = stage.is_playing;
    use_effect_with(seen, {
        let dispatch = state.dispatcher();
        move |(_, viewed, closed)| {
            if let Some(viewed) = viewed.clone().filter(|_| !is_playing) {
                dispatch.dispatch(Action::Look(viewed));
            }
            if let Some((_, until)) = closed {
                dispatch.dispatch(Action::Cursor(Some(*until)));
            }
        }
    });
}

/// After an answer: plays from where the run was closed to the event that decides, and stops there.
/// Returns that event.
#[hook]
fn use_playing(
    state: &UseReducerHandle<State>,
    stage: &Props,
    judgement: Option<&Judgement>,
) -> Option<Selection> {
    let decided = judgement.and_then(|judgement| judgement.decided);
    let from = judgement.and_then(|judgement| judgement.closed);
    // The question is gone once it is answered: what came of it stays until its event is shown.
    let way = use_mut_ref(|| None);
    if stage.asked.is_some() {
        *way.borrow_mut() = decided.map(|decided| (from, decided));
    }
    let way = *way.borrow();
    let has_begun = use_mut_ref(|| false);
    use_effect_with(stage.is_playing, {
        let (dispatch, ondone, has_begun) = (state.dispatcher(), stage.ondone.clone(), has_begun.clone());
        move |is_playing| match way.filter(|_| *is_playing) {
            Some((Some((_, from)), (_, to))) if !wants_stillness() && from < to => {
                *has_begun.borrow_mut() = true;
                let speed = ((to - from) * 1_000 / PLAYED).clamp(1, 10_000);
                dispatch.dispatch(Action::Cursor(Some(from)));
                dispatch.dispatch(Action::Speed(speed as u32));
                dispatch.dispatch(Action::Play(true));
            }
            Some((_, (event, at))) => show(&dispatch, event, at, &ondone),
            None if *is_playing => {
                dispatch.dispatch(Action::Cursor(None));
                ondone.emit(());
            }
            None => *has_begun.borrow_mut() = false,
        }
    });
    // Where the run ends there, playing is over by then, and the cursor gone.
    let has_begun = stage.is_playing && *has_begun.borrow();
    let arrived = way.filter(|(_, (_, to))| has_begun && state.cursor.is_none_or(|cursor| cursor >= *to));
    use_effect_with(arrived, {
        let (dispatch, ondone) = (state.dispatcher(), stage.ondone.clone());
        move |arrived| {
            if let Some((_, (event, at))) = *arrived {
                show(&dispatch, event, at, &ondone);
            }
        }
    });
    way.map(|(_, (event, _))| Selection::Event(event))
}

/// Stops at the event that decides.
fn show(
    dispatch: &UseReducerDispatcher<State>,
    event: sequitur_core::trace::EventId,
    at: Micros,
    ondone: &Callback<()>,
) {
    dispatch.dispatch(Action::Play(false));
    dispatch.dispatch(Action::Speed(SPEED));
    dispatch.dispatch(Action::Cursor(Some(at)));
    dispatch.dispatch(Action::Select(Some(Selection::Event(event)), true));
    ondone.emit(());
}

/// While the diagram has the focus, its keys are those of the workbench.
#[hook]
fn use_diagram_keys(page: &Page) {
    let page = page.clone();
    use_effect(move || {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&window(), "keydown", options, move |event| {
            if let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>()
                && is_on(event, ".diagram")
            {
                in_diagram(event, &page);
            }
        });
        move || drop(listener)
    });
}
