//! What may happen next in a run by hand: a tray for each node, with the messages that
//! could arrive and the timers that could fire. In a timed run, the way to take it over.

use crate::document::hand;
use crate::document::open_run::{OpenRun, time_text};
use crate::document::page::Page;
use crate::document::{Action, State};
use crate::panels::chips::capital;
use gloo::utils::document;
use sequitur_core::scenario::Edit;
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::plan::{Forgery, Happening, ManualChoice, Toss};
use sequitur_core::sim::run::{Arriving, NodeChoices, OpenChoices};
use sequitur_core::trace::{Micros, NodeId};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Messages shown at most, shared out among the trays.
const SHOWN_MAX: usize = 240;

/// What the panel needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// The moment up to which it is shown.
    pub cursor: Option<Micros>,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

impl Props {
    /// What it takes from the page.
    pub fn of(page: &Page, made: &Rc<OpenRun>) -> Props {
        Props { made: Rc::clone(made), cursor: page.cursor, dispatch: page.dispatch() }
    }
}

/// The panel.
#[component]
pub fn Moves(props: &Props) -> Html {
    let made = &props.made;
    let next_focus = use_mut_ref(|| None::<String>);
    use_focus(props, next_focus.clone());
    let Some(now) = made.open_choices(props.cursor) else {
        return take_over(props, next_focus);
    };
    let panel = Panel { props, now: &now, next_focus };
    let heal = || ManualChoice::Happen(Happening::Fault(Fault::Heal(Vec::new())));
    let heal = now.is_cut.then(|| panel.button(heal(), html! { "Heal" }, None));
    html! {
        <section class="moves" aria-labelledby="moves">
            <header>
                <h2 id="moves" tabindex="-1">{ "What happens next?" }</h2>
                <p class="soft">{ panel.position() }</p>
                { heal.unwrap_or_default() }
            </header>
            <ul class="trays">
                { for (0..).map(NodeId).zip(&now.nodes).map(|(node, tray)| panel.tray(node, tray)) }
            </ul>
            <Ask made={made.clone()} dispatch={props.dispatch.clone()} />
        </section>
    }
}

/// What can be chosen.
const OPEN: &str = "[data-choice]:not([aria-disabled=true])";

/// Gives the focus to the panel.
pub fn focus() {
    focus_one(&["#moves".to_owned()]);
}

/// Gives the focus to the first thing that can be chosen. False where there is none.
pub fn focus_choice() -> bool {
    focus_one(&[OPEN.to_owned()])
}

/// Gives the focus to the first of these elements that the page has.
fn focus_one(selectors: &[String]) -> bool {
    let find = |selector: &String| document().query_selector(selector).ok()?;
    let found = selectors.iter().find_map(find).and_then(|found| found.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|found| found.focus().is_ok())
}

/// The way from a timed run to one by hand.
fn take_over(props: &Props, next_focus: Rc<RefCell<Option<String>>>) -> Html {
    if props.made.is_by_hand() {
        return Html::default();
    }
    let at = props.cursor.unwrap_or(props.made.run.end);
    let dispatch = props.dispatch.clone();
    let onclick = move |_| {
        *next_focus.borrow_mut() = Some(String::new());
        dispatch.dispatch(Action::Edit(Edit::TakeOver(at)));
    };
    html! {
        <section class="moves" aria-label="By hand">
            <header>
                <button aria-label="Take over here" title="From here on, you choose what happens" {onclick}>{ "Take over here" }<kbd aria-hidden="true">{ "M" }</kbd></button>
                <p class="soft">{ format!("at {}", time_text(at)) }</p>
            </header>
        </section>
    }
}

/// After a choice, the focus goes to what can be chosen next at the same node: the button
/// that had it is gone with its message.
#[hook]
fn use_focus(props: &Props, next: Rc<RefCell<Option<String>>>) {
    use_effect_with((props.made.clone(), props.cursor), move |_| {
        let Some(tray) = next.borrow_mut().take() else {
            return;
        };
        let here = format!("[data-tray=\"{tray}\"] {OPEN}");
        focus_one(&[here, OPEN.to_owned(), "#moves".to_owned()]);
    });
}

struct Panel<'a> {
    props: &'a Props,
    now: &'a OpenChoices,
    /// The tray in which something was chosen last, until the focus has gone there.
    next_focus: Rc<RefCell<Option<String>>>,
}

impl Panel<'_> {
    fn name(&self, node: NodeId) -> &str {
        self.props.made.trace().node_name(node)
    }

    /// Where in the run the panel is.
    fn position(&self) -> String {
        let (made, all) = (&self.props.made, self.props.made.run.chosen_at.len());
        let at = time_text(self.now.at);
        match made.scenario.choice_after(self.now.choices as usize) {
            None => format!("After {}, at {at}.", choices(all)),
            Some(next) => format!(
                "After {} of {all}, at {at}. Next comes: {}. Anything else begins a branch.",
                choices(self.now.choices as usize),
                made.scenario.choice_text(next)
            ),
        }
    }

    /// A button that makes a choice, or is grey where there is a reason against it.
    fn button(&self, choice: ManualChoice, content: Html, why_not: Option<&String>) -> Html {
        let line = self.props.made.scenario.choice_text(&choice);
        let is_next = self.props.made.scenario.choice_after(self.now.choices as usize);
        let is_next = is_next.is_some_and(|next| hand::is_same(self.now, next, &choice));
        let (dispatch, next_focus) = (self.props.dispatch.clone(), self.next_focus.clone());
        let is_open = why_not.is_none();
        let onclick = move |event: MouseEvent| {
            dispatch.dispatch(Action::Edit(Edit::Choose(choice.clone())));
            if !is_open {
                return;
            }
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let tray = target.and_then(|target| target.closest("[data-tray]").ok().flatten());
            *next_focus.borrow_mut() =
                Some(tray.and_then(|tray| tray.get_attribute("data-tray")).unwrap_or_default());
        };
        let name = match why_not {
            Some(why) => format!("{}: {why}", capital(&line)),
            None => capital(&line),
        };
        html! {
            <button data-choice={line} class={classes!(is_next.then_some("next"))} aria-label={name.clone()} title={name}
                aria-disabled={why_not.map(|_| "true")} {onclick}>{ content }</button>
        }
    }

    fn tray(&self, node: NodeId, tray: &NodeChoices) -> Html {
        let info = self.props.made.run.info;
        let name = self.name(node).to_owned();
        let role = match tray.role.filter(|_| tray.up) {
            _ if tray.paused => "paused",
            Some(role) => info.roles[usize::from(role)].name,
            None if tray.up => "",
            None => "down",
        };
        let most = (SHOWN_MAX / self.now.nodes.len().max(1)).max(4);
        let left_out = tray.arriving.len().saturating_sub(most);
        let happen = |what| ManualChoice::Happen(what);
        let up_or_down = match tray.up {
            true => self.button(happen(Happening::Fault(Fault::Crash(node))), html! { "Crash" }, None),
            false => self.button(happen(Happening::Fault(Fault::Restart(node))), html! { "Restart" }, None),
        };
        let timer = |timer: &u8| {
            let content = html! { <>{ info.timer_name(*timer) }<span class="soft">{ "timer" }</span></> };
            html! { <li key={format!("timer {timer}")}>{ self.button(happen(Happening::Fire(node, *timer)), content, None) }</li> }
        };
        let coin = |(coin, number): (u8, u32)| {
            let side = |heads: bool| {
                let side = if heads { "heads" } else { "tails" };
                let content =
                    html! { <>{ side }<span class="soft">{ info.coins[usize::from(coin)].name }</span></> };
                let toss = Toss { node, coin, number, heads };
                html! { <li key={side}>{ self.button(happen(Happening::Toss(toss)), content, None) }</li> }
            };
            [true, false].map(side).into_iter().collect::<Html>()
        };
        let forgery = |forgery: &Forgery| {
            let kind = info.kinds[usize::from(forgery.kind)].name;
            let says = [&[kind.to_owned()], forgery.words.as_slice()].concat().join(" ");
            let from = format!("forged by {}", self.name(forgery.from));
            let content = html! { <>{ says.clone() }<span class="soft">{ from.clone() }</span></> };
            let choice = happen(Happening::Forge(forgery.clone()));
            html! { <li key={format!("{from} {says}")}>{ self.button(choice, content, None) }</li> }
        };
        let command = |(index, words): (usize, &Vec<String>)| {
            let content = html! { <>{ words.join(" ") }<span class="soft">{ "planned" }</span></> };
            let why = (!tray.up).then(|| format!("{name} is down."));
            let choice = happen(Happening::Command(node, words.clone()));
            html! { <li key={format!("command {index}")}>{ self.button(choice, content, why.as_ref()) }</li> }
        };
        html! {
            <li key={name.clone()} class="tray" data-tray={name.clone()}>
                <header>
                    <h3>{ name.clone() }<span class="soft">{ format!(" {role}") }</span></h3>
                    { up_or_down }
                    if tray.paused {
                        { self.button(happen(Happening::Fault(Fault::Resume(node))), html! { "Resume" }, None) }
                    }
                    { self.button(happen(Happening::Fault(Fault::Partition(vec![vec![node]]))), html! { "Cut off" }, None) }
                </header>
                <ul>
                    { for tray.arriving.iter().take(most).map(|arriving| self.message(arriving)) }
                    { for tray.timers.iter().map(timer) }
                    { for tray.coin.into_iter().map(coin) }
                    { for self.now.forgeries.iter().filter(|forgery| forgery.to == node).map(forgery) }
                    { for tray.commands.iter().enumerate().map(command) }
                </ul>
                if left_out > 0 { <p class="soft">{ format!("{left_out} more messages are in flight.") }</p> }
                if tray.arriving.is_empty() && tray.timers.is_empty() { <p class="soft">{ "Nothing to wait for." }</p> }
            </li>
        }
    }

    fn message(&self, arriving: &Arriving) -> Html {
        let made = &self.props.made;
        let key = arriving.key;
        let text = made.trace().key_text(key);
        let number =
            text.rsplit(' ').next().filter(|number| *number != "1").map(|number| format!(" {number}"));
        let why = arriving.blocked.map(|blocked| hand::blocked_text(made, key, blocked));
        let content = html! {
            <>
                <span class={classes!("kind", made.facts.tone(key.kind).class())}>{ made.trace().kind_name(arriving.message) }{ number }</span>
                <span class="soft">{ format!("from {}", self.name(key.from)) }</span>
            </>
        };
        html! {
            <li key={text} class="message">
                { self.button(ManualChoice::Deliver(key.into()), content, why.as_ref()) }
                { self.button(ManualChoice::Drop(key.into()), html! { "✕" }, None) }
                { self.button(ManualChoice::Duplicate(key.into()), html! { "×2" }, None) }
                if let Some(why) = why { <p class="soft">{ why }</p> }
            </li>
        }
    }
}

fn choices(count: usize) -> String {
    match count {
        0 => "no choice yet".to_owned(),
        1 => "1 choice".to_owned(),
        count => format!("{count} choices"),
    }
}

/// What the form for commands needs.
#[derive(Properties, PartialEq)]
struct AskProps {
    made: Rc<OpenRun>,
    dispatch: UseReducerDispatcher<State>,
}

/// Asks something of a node, in the protocol's words.
#[component]
fn Ask(props: &AskProps) -> Html {
    let node = use_state_eq(|| 0u8);
    let typed = use_state_eq(String::new);
    let made = &props.made;
    let forms: Vec<&str> = made.run.info.commands.iter().map(|command| command.name).collect();
    if forms.is_empty() {
        return Html::default();
    }
    let onsubmit = {
        let (made, dispatch, node, typed) = (made.clone(), props.dispatch.clone(), *node, typed.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let words: Vec<&str> = typed.split_whitespace().collect();
            let node = NodeId(node.min(made.trace().nodes.len() as u8 - 1));
            let checked = made.scenario.machine().check_command(&made.run.plan, node, &words);
            dispatch.dispatch(match checked {
                Err(wrong) => {
                    Action::Notice(Some(format!("{}; {}.", capital(&wrong.what), wrong.hint).into()))
                }
                Ok(()) => {
                    let words = words.into_iter().map(str::to_owned).collect();
                    Action::Edit(Edit::Choose(ManualChoice::Happen(Happening::Command(node, words))))
                }
            });
        }
    };
    let oninput = {
        let typed = typed.clone();
        move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            typed.set(input.value());
        }
    };
    let onchange = {
        let node = node.clone();
        move |event: Event| {
            let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
            node.set(select.selected_index().try_into().unwrap_or(0));
        }
    };
    let option = |(index, name): (usize, &String)| {
        html! { <option selected={index == usize::from(*node)}>{ name }</option> }
    };
    html! {
        <form class="inline ask" {onsubmit}>
            <label>{ "Ask " }<select aria-label="Node to ask" {onchange}>{ for made.trace().nodes.iter().enumerate().map(option) }</select></label>
            <input aria-label="Command" placeholder={forms.join(", ")} autocomplete="off" autocapitalize="off" value={(*typed).clone()} {oninput} />
            <button>{ "Ask" }</button>
        </form>
    }
}
