//! What keys do outside the diagram.

use crate::browser::{keys, theme};
use crate::diagram::next::focus_choice;
use crate::document::page::Page;
use crate::document::{Action, Selection};
use crate::panels::desk::{Desk, DeskAction, Drawer, Tab};
use crate::panels::help;
use crate::panels::popover::{armed_timer, message_edits};
use crate::parts::{EXAMPLES, NEXT, SIDE};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use sequitur_core::scenario::Edit;
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::plan::Happening;
use sequitur_core::trace::{Micros, NodeId};
use sequitur_parts::{Part, fetch};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

fn focus(selector: &str) -> Option<HtmlElement> {
    let element: HtmlElement = document().query_selector(selector).ok()??.dyn_into().ok()?;
    element.focus().ok()?;
    Some(element)
}

/// Puts the focus into a field whose panel was just asked for, at once: what is typed next belongs into
/// the field, however busy the page is. The panel is shown before the page paints it so. A field that is
/// still to be made gets the focus when it is there.
fn focus_field(selector: &'static str) {
    let shown = document().query_selector(selector).ok().flatten();
    while let Some(panel) = shown.as_ref().and_then(|field| field.closest("[hidden]").ok()?) {
        let removed = panel.remove_attribute("hidden");
        debug_assert!(removed.is_ok(), "what is hidden can be shown");
    }
    if !select_field(selector) {
        let later = move || {
            select_field(selector);
        };
        Timeout::new(0, later).forget();
    }
}

/// Gives a field the focus, and selects its text where it is one line. False where it takes none.
fn select_field(selector: &str) -> bool {
    let Some(field) = focus(selector) else {
        return false;
    };
    if let Some(line) = field.dyn_ref::<HtmlInputElement>() {
        line.select();
    }
    document().active_element().is_some_and(|active| active == field.into())
}

/// What keys need beside the state.
#[derive(Clone)]
pub struct Keys {
    /// The page.
    pub page: Page,
    /// Whether the frame shows moments of the run, and clocks.
    pub has_time: bool,
    /// What the frame has beside the diagram, if it has anything.
    pub beside: Option<Rc<dyn Opens>>,
    /// The exercise, if one is open.
    pub exercising: Option<Rc<dyn Asks>>,
}

/// What an exercise takes keys for.
pub trait Asks {
    /// Checks the answer.
    fn check(&self);
    /// Shows the next hint.
    fn hint(&self);
    /// Makes one of the choices, counted from 0. False where there are not so many.
    fn choose(&self, index: usize) -> bool;
}

/// What can be opened beside a diagram by keys.
pub trait Opens {
    /// What changes nothing in the state. True where the key means something.
    fn opens(&self, page: &Page, key: &str) -> bool;
    /// Whether a field that was asked for is still on its way.
    fn is_opening(&self) -> bool;
}

/// What can be opened beside a diagram.
#[derive(Clone)]
pub struct Beside {
    /// What is open.
    pub desk: UseReducerHandle<Desk>,
    /// Shares what is open.
    pub share: Callback<()>,
    /// The sheet of keys.
    pub help: NodeRef,
    /// Whether a field that was asked for is still on its way.
    pub is_opening: Rc<Cell<bool>>,
}

impl Keys {
    fn pressed(&self, event: &KeyboardEvent) {
        let key = event.key();
        if event.ctrl_key() || event.meta_key() {
            if let (Some(exercising), "Enter") = (&self.exercising, key.as_str()) {
                return exercising.check();
            }
            let action = match (key.to_ascii_lowercase().as_str(), event.shift_key()) {
                _ if keys::is_typing(event) => return,
                ("z", false) => Action::Undo,
                ("z", true) | ("y", _) => Action::Redo,
                _ => return,
            };
            event.prevent_default();
            return self.page.state.dispatch(action);
        }
        // A letter that belongs into a field is not to do something else meanwhile.
        if key.chars().count() == 1 && self.beside.as_ref().is_some_and(|beside| beside.is_opening()) {
            return;
        }
        if keys::is_typing(event) {
            if key == "Escape" {
                focus(".scroller");
            }
            return;
        }
        if event.alt_key()
            || keys::is_switched_off(&key)
            || document().query_selector("dialog[open]").is_ok_and(|open| open.is_some())
        {
            return;
        }
        let on_button = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let on_button = on_button
            .is_some_and(|target| target.closest("button, [role=button]").is_ok_and(|found| found.is_some()));
        if matches!(key.as_str(), " " | "Enter") && on_button {
            return;
        }
        let about_time = || self.has_time.then(|| self.about_time(&key)).flatten();
        if self.about_exercise(event, &key) {
            event.prevent_default();
        } else if let Some(action) = self.about_selection(&key).or_else(about_time) {
            event.prevent_default();
            self.page.state.dispatch(action);
        } else if self.beside.as_ref().is_some_and(|beside| beside.opens(&self.page, &key)) {
            event.prevent_default();
        }
    }

    /// What an exercise takes keys for. True where the key means something.
    fn about_exercise(&self, event: &KeyboardEvent, key: &str) -> bool {
        let Some(exercising) = &self.exercising else { return false };
        match key {
            "Enter" if !event.default_prevented() => exercising.check(),
            "h" | "H" => exercising.hint(),
            digit => match digit.parse::<usize>() {
                Ok(number @ 1..=9) => return exercising.choose(number - 1),
                _ => return false,
            },
        }
        true
    }

    fn about_selection(&self, key: &str) -> Option<Action> {
        let made = self.page.made.as_ref()?;
        let (key, selection) = (key.to_ascii_lowercase(), self.page.selection?);
        if key == "escape" {
            return Some(Action::Select(None, false));
        }
        match selection {
            Selection::Message(message) => {
                let [drop, duplicate, now, restore] =
                    message_edits(made, made.find(message)?, self.page.cursor);
                let edit = match key.as_str() {
                    "d" => drop,
                    "u" => duplicate,
                    "n" => now,
                    "r" => restore,
                    _ => None,
                };
                edit.map(Action::Edit)
            }
            Selection::Node(node) => self.about_node(&key, node, self.page.moment()),
            Selection::Event(event) => {
                let event = made.trace().event(event);
                self.about_node(&key, event.node, event.at + 1)
            }
            Selection::Property(_) => None,
        }
    }

    fn about_node(&self, key: &str, node: NodeId, at: Micros) -> Option<Action> {
        let what = match key {
            "x" => Happening::Fault(Fault::Crash(node)),
            "r" => Happening::Fault(Fault::Restart(node)),
            "p" => Happening::Fault(Fault::Partition(vec![vec![node]])),
            "h" => Happening::Fault(Fault::Heal(Vec::new())),
            "i" => Happening::Fire(node, armed_timer(self.page.made.as_ref()?, node, at)?),
            _ => return None,
        };
        Some(Action::Edit(Edit::At(at, what)))
    }

    fn about_time(&self, key: &str) -> Option<Action> {
        let action = match key {
            " " => Action::Play(!self.page.playing),
            "." => Action::Step(true),
            "," => Action::Step(false),
            "Home" => Action::Cursor(Some(0)),
            "End" => Action::Cursor(None),
            "k" | "K" => Action::Lens(self.page.next_lens()),
            "w" | "W" => Action::Pin(self.page.event().filter(|_| self.page.pinned.is_none())),
            "v" | "V" => Action::Frontier(self.new_frontier()),
            "c" | "C" => Action::Cone,
            "g" | "G" => Action::Ghost,
            "z" => Action::Undo,
            "y" => Action::Redo,
            _ => return None,
        };
        Some(action)
    }

    /// A frontier at the selected event, else at the moment; None where there is one already.
    fn new_frontier(&self) -> Option<Rc<[Micros]>> {
        let made = self.page.made.as_ref().filter(|_| self.page.frontier.is_none())?;
        let event = self.page.event().map(|event| made.trace().event(event).at);
        Some(vec![event.unwrap_or_else(|| self.page.moment()); made.trace().nodes.len()].into())
    }
}

impl Beside {
    /// Opens a drawer, or closes it where it is open.
    fn drawer(&self, drawer: Drawer) {
        let is_open = self.desk.drawer == Some(drawer);
        self.desk.dispatch(DeskAction::Drawer((!is_open).then_some(drawer)));
        match (is_open, drawer) {
            (true, _) => drop(focus(".scroller")),
            (false, Drawer::Code) => focus_field("[data-testid=scenario]"),
            (false, Drawer::Scenarios) => self.focus_in(&EXAMPLES, ".scenarios input"),
        }
    }

    /// Puts the focus into a field of a part, as soon as that is there.
    fn focus_in<T>(&self, part: &'static Part<T>, selector: &'static str) {
        if part.here().is_some() {
            return focus_field(selector);
        }
        let is_opening = Rc::clone(&self.is_opening);
        is_opening.set(true);
        spawn_local(async move {
            // Where it does not come, its place says so.
            if fetch(part).await.is_ok() {
                focus_field(selector);
            }
            is_opening.set(false);
        });
    }
}

impl Opens for Beside {
    fn opens(&self, page: &Page, key: &str) -> bool {
        match key {
            "s" | "S" => self.share.emit(()),
            "m" | "M" => take_over(page),
            "?" => help::open(&self.help),
            "t" | "T" => theme::set(theme::next()),
            "o" | "O" => self.drawer(Drawer::Scenarios),
            "e" | "E" => self.drawer(Drawer::Code),
            "f" | "F" | "/" => {
                self.desk.dispatch(DeskAction::Tab(Tab::Search));
                self.focus_in(&SIDE, "#find");
            }
            "a" | "A" => drop(focus("#ask")),
            "l" | "L" => focus_field("#delay-to"),
            "i" | "I" => press("#instead"),
            _ => return false,
        }
        true
    }

    fn is_opening(&self) -> bool {
        self.is_opening.get()
    }
}

/// Presses a button as a pointer does.
fn press(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(button) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        button.click();
        focus(selector);
    }
}

/// The run goes on by hand; where it does already, to what can happen next.
fn take_over(page: &Page) {
    match &page.made {
        _ if page.log.is_some() => {}
        Some(made) if !made.is_by_hand() => {
            let at = page.cursor.unwrap_or(made.run.end);
            page.state.dispatch(Action::Edit(Edit::TakeOver(at)));
        }
        _ if NEXT.here().is_some() => {
            focus_choice();
        }
        // What can happen next is shown as soon as it is there.
        _ => spawn_local(async {
            if fetch(&NEXT).await.is_ok() {
                let later = || {
                    focus_choice();
                };
                Timeout::new(0, later).forget();
            }
        }),
    }
}

/// What a key does that is pressed in the diagram of a lesson.
pub fn in_diagram(event: &KeyboardEvent, page: &Page) {
    Keys { page: page.clone(), has_time: true, beside: None, exercising: None }.pressed(event);
}

/// Listens to keys.
#[hook]
pub fn use_keys(keys: Keys) {
    use_effect(move || {
        let listener = EventListener::new_with_options(
            &window(),
            "keydown",
            gloo::events::EventListenerOptions::enable_prevent_default(),
            move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    keys.pressed(event);
                }
            },
        );
        move || drop(listener)
    });
}
