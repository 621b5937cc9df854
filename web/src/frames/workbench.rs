//! The workbench: what is where.

use super::keeping::{kept_log, use_keeping, use_keeping_log};
use super::keys::{Asks, Beside, Keys, use_keys};
use super::shell::{LeftAt, use_title};
use crate::browser::phone::use_phone;
use crate::diagram::{self, Diagram};
use crate::document::State;
use crate::document::open_run::{OpenRun, time_text};
use crate::document::page::{Page, use_page};
use crate::engine::runner::use_runner;
use crate::panels::bar::bar;
use crate::panels::branches::ScenarioRef;
use crate::panels::desk::{Desk, DeskAction, Drawer};
use crate::panels::drawer::{Doors, drawer};
use crate::panels::exercise::{Course, Exercising, choices, result, task, use_exercise};
use crate::panels::help::{self, Help};
use crate::panels::log_dialog::{LogDialog, use_drop};
use crate::panels::message::Message;
use crate::panels::share::{self, Share};
use crate::panels::strip::{self, Strip};
use crate::panels::told::{Hint, Told};
use crate::panels::transport::{self, Transport};
use crate::panels::verdicts::Summary;
use crate::parts::{self, BRIDGE, Later, use_card, use_later};
use crate::words::{page as words, share as share_words};
use sequitur_core::sim::run::Stopped;
use sequitur_parts::fetch;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What the workbench needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is open: it outlives the frame.
    pub state: UseReducerHandle<State>,
    /// The address at which it is shown: written here. None in a frame whose address says what is
    /// open.
    pub left_at: Option<LeftAt>,
    /// Where an exercise of a lesson is open, how the lesson words it.
    #[prop_or_default]
    pub course: Option<Rc<Course>>,
}

/// The workbench.
#[component]
pub fn Workbench(props: &Props) -> Html {
    let state = &props.state;
    use_title(words::titled(&state.title()));
    use_keeping(state, &props.left_at);
    let cancel = use_runner(state);
    let page = use_page(state);
    let exercising = use_exercise(&page, &props.course);
    let (help_sheet, share_sheet, log_dialog) = (use_node_ref(), use_node_ref(), use_node_ref());
    let offer = use_state(kept_log);
    use_drop(offer.setter(), state.dispatcher());
    use_keeping_log(state);
    let share = {
        let (sheet, dispatch, scenario) = (share_sheet.clone(), state.dispatcher(), state.scenario.clone());
        let is_log = state.log.is_some();
        Callback::from(move |()| {
            if !is_log {
                share::copy(&share::link_to(&scenario.text()), share_words::COPIED, &dispatch);
            }
            help::open(&sheet);
        })
    };
    let desk = use_reducer_eq(Desk::default);
    let (later, card) = (use_later(), use_card(&page, &desk, true));
    use_effect_with(Rc::as_ptr(&state.opened.text), {
        let (desk, has_mistakes) = (desk.dispatcher(), !state.opened.mistakes.is_empty());
        move |_| {
            if has_mistakes {
                desk.dispatch(DeskAction::Drawer(Some(Drawer::Code)));
            }
        }
    });
    use_effect_with(state.log.as_ref().map(Rc::as_ptr), {
        let (desk, asks_reader) =
            (desk.dispatcher(), state.log.as_ref().is_some_and(|file| file.asks_reader()));
        move |_| {
            if asks_reader {
                desk.dispatch(DeskAction::Drawer(Some(Drawer::Code)));
            }
        }
    });
    use_effect_with((), |()| {
        // Scripts then have an answer at once. Without it they ask again.
        spawn_local(async { fetch(&BRIDGE).await.unwrap_or_default() });
    });
    let is_opening = (*use_memo((), |()| Rc::new(Cell::new(false)))).clone();
    let beside = Beside { desk: desk.clone(), share: share.clone(), help: help_sheet.clone(), is_opening };
    use_keys(Keys {
        page: page.clone(),
        has_time: true,
        beside: Some(Rc::new(beside)),
        exercising: exercising.clone().map(|exercising| Rc::new(exercising) as Rc<dyn Asks>),
    });

    let dispatch = state.dispatcher();
    let is_phone = use_phone();
    // On a phone it is the top of the sheet.
    let is_told = exercising.as_ref().is_some_and(|exercising| page.selection == exercising.told_event());
    let card = card.filter(|_| !is_told);
    let is_up = match &exercising {
        Some(exercising) => card.is_some() || desk.has_sheet && exercising.looks_closer(),
        None => is_sheet_up(&page, &desk),
    };
    let doors = Doors {
        log_dialog: log_dialog.clone(),
        help_sheet: help_sheet.clone(),
        offer: Callback::from({
            let offer = offer.clone();
            move |new| offer.set(Some(new))
        }),
    };
    html! {
        <div class={classes!("page", exercising.as_ref().map(|_| "exercising"), is_up.then_some("sheet-up"), format!("sheet-{}", desk.height.name()))}>
            { bar(&page, &share, &desk, exercising.as_ref()) }
            { drawer(&page, &desk, &doors, &later) }
            if let Some(exercising) = &exercising {
                { task(exercising) }
            } else if let Some(made) = &state.seen {
                <div class="strip-row">
                    <Strip ..strip::Props::of(&page, made, &desk) />
                    <Summary made={made.clone()} selection={page.selection} named={page.named.clone()} is_open={desk.has_list} dispatch={dispatch.clone()} desk={desk.dispatcher()} />
                </div>
            }
            <main>
                if let Some(made) = &state.seen {
                    { limit(made) }
                    <Diagram ..diagram::Props { popover: card.clone().filter(|_| !is_phone), ..diagram::Props::of(&page, made) } />
                    <Told text={page.consequence.clone().map(AttrValue::from)} hint={hint(&page, made)} />
                } else {
                    <p class="empty">{ words::RUNNING }</p>
                }
                { progress(state, cancel) }
                <Message text={state.notice.clone().map(AttrValue::from)} dispatch={dispatch.clone()} />
            </main>
            if let Some(made) = &state.seen {
                <div class="sheet-of-phone">
                    { card.filter(|_| is_phone).unwrap_or_default() }
                    if exercising.as_ref().is_none_or(Exercising::looks_closer) { { panels(&page, made, &desk, &later) } }
                </div>
                if let Some(exercising) = &exercising {
                    if is_phone { { choices(exercising) } }
                    if !exercising.looks_closer() { { result(exercising).unwrap_or_default() } }
                }
                <Transport ..transport::Props::of(&page, made, &desk) />
                <Share dialog={share_sheet} made={made.clone()} exercise={page.exercise.clone().map(ScenarioRef)} dispatch={dispatch.clone()} />
            }
            <LogDialog dialog={log_dialog} offer={(*offer).clone()} dispatch={dispatch} />
            <Help dialog={help_sheet} />
        </div>
    }
}

/// The panels beside the picture. The picture is there before them.
fn panels(page: &Page, made: &Rc<OpenRun>, desk: &UseReducerHandle<Desk>, later: &Later) -> Html {
    match parts::SIDE.here() {
        Some(side) => side(page, made, desk),
        None => html! { <aside class="side">{ later.show(&parts::SIDE, |_| Html::default()) }</aside> },
    }
}

/// On a phone: whether the sheet is up.
fn is_sheet_up(page: &Page, desk: &Desk) -> bool {
    desk.has_sheet || page.selection.is_some()
}

/// What to do first, while nothing was changed.
fn hint(page: &Page, made: &OpenRun) -> Option<Hint> {
    if page.is_exercise() && !made.is_by_hand() {
        None
    } else if made.log.is_some() {
        Some(Hint { by_mouse: words::CLICK_AN_EVENT_TO, by_touch: words::TAP_AN_EVENT_TO })
    } else if made.is_by_hand() {
        let is_over = made.open_choices(page.cursor).is_some_and(|now| {
            now.nodes.iter().all(|node| {
                node.arriving.is_empty()
                    && node.timers.is_empty()
                    && node.commands.is_empty()
                    && node.coin.is_none()
            })
        });
        Some(Hint::of_both(if is_over { words::NOTHING_IS_LEFT } else { words::CHOOSE_BELOW_WHAT_HAPPENS }))
    } else {
        Some(Hint { by_mouse: words::HOW_TO_BEGIN, by_touch: words::HOW_TO_BEGIN_BY_TOUCH })
    }
}

/// A run that stopped at its limit says so.
fn limit(made: &OpenRun) -> Html {
    if made.run.stopped != Stopped::Events {
        return Html::default();
    }
    let events = made.trace().events.len();
    html! {
        <p class="limit" role="status">
            { words::this_run_has_no(&events, &time_text(made.run.end)) }
        </p>
    }
}

fn progress(state: &State, cancel: impl Fn() + 'static) -> Html {
    let Some(part) = state.progress else {
        return Html::default();
    };
    html! {
        <div class="progress" role="status">
            <label>{ words::RUNNING_2 }<progress max="1000" value={part.to_string()} /></label>
            <button onclick={move |_| cancel()}>{ words::CANCEL }</button>
        </div>
    }
}
