//! What traitors say: how they behave, what they may say now, and what one could have said instead of
//! a message. What they may not say is grey, with the reason.

use crate::document::exercise::is_open;
use crate::document::open_run::{AGAIN_MAX, OpenRun};
use crate::document::{Action, State};
use crate::panels::branches::ScenarioRef;
use crate::panels::desk::{Desk, DeskAction, Height};
use crate::words::popover_lies as words;
use sequitur_core::scenario::{Edit, Scenario};
use sequitur_core::sim::plan::{Forgery, Happening, ManualChoice, Origin, Strategy};
use sequitur_core::sim::run::OpenChoices;
use sequitur_core::trace::{Fate, MessageId, MessageKey, Micros, NodeId};
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The most lies that are listed; others can be written.
const LISTED_MAX: usize = 24;

/// How a traitor behaves, in words.
fn told(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Silent => words::SILENT,
        Strategy::Honest => words::HONEST,
        Strategy::Flipping => words::FLIPPING,
        Strategy::Equivocating => words::EQUIVOCATING,
        Strategy::Colluding => words::COLLUDING,
        Strategy::Delaying => words::DELAYING,
    }
}

/// What the choice of a behaviour needs.
#[derive(Properties, PartialEq)]
pub(super) struct BehaviourProps {
    pub(super) made: Rc<OpenRun>,
    pub(super) node: u8,
    pub(super) exercise: Option<ScenarioRef>,
    pub(super) dispatch: UseReducerDispatcher<State>,
}

/// Whether a node lies, and how.
#[component]
pub(super) fn Behaviour(props: &BehaviourProps) -> Html {
    let node = NodeId(props.node);
    let (info, plan, scenario) = (props.made.run.info, &props.made.run.plan, &props.made.scenario);
    let is_server = node.index() < plan.nodes.len() - usize::from(plan.clients);
    let now = plan.traitors.get(&node).copied();
    let exercise = props.exercise.as_ref().map(|exercise| &*exercise.0);
    let is_offered = |strategy: &Option<Strategy>| {
        let is_known = strategy.is_none_or(|strategy| {
            matches!(strategy, Strategy::Silent | Strategy::Honest) || info.strategies.contains(&strategy)
        });
        is_known && (*strategy == now || is_open(exercise, scenario, &Edit::Behave(node, *strategy)))
    };
    let all = [None].into_iter().chain(Strategy::ALL.map(Some));
    let offered: Vec<Option<Strategy>> = all.filter(is_offered).collect();
    if !info.forges || !is_server || props.made.log.is_some() || offered.len() < 2 {
        return Html::default();
    }
    let option = |strategy: &Option<Strategy>| {
        let (value, told) = strategy.map_or(("", words::IS_LOYAL), |own| (own.name(), told(own)));
        html! { <option {value} selected={*strategy == now}>{ told }</option> }
    };
    let options: Html = offered.iter().map(option).collect();
    let onchange = {
        let dispatch = props.dispatch.clone();
        move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let named = Strategy::ALL.into_iter().find(|strategy| strategy.name() == select.value());
            dispatch.dispatch(Action::Edit(Edit::Behave(node, named)));
        }
    };
    html! {
        <label class="inline behaviour">{ words::THIS_NODE }<select id="behaviour" {onchange}>{ options }</select></label>
    }
}

/// What the list of lies needs.
#[derive(Properties, PartialEq)]
pub(super) struct LiesProps {
    pub(super) made: Rc<OpenRun>,
    pub(super) node: u8,
    pub(super) moment: Micros,
    /// The time that is typed, if it is one.
    pub(super) at: Option<Micros>,
    pub(super) exercise: Option<ScenarioRef>,
    pub(super) dispatch: UseReducerDispatcher<State>,
    pub(super) desk: UseReducerDispatcher<Desk>,
}

/// What a traitor may say next. In a timed run that is asked for, since the run is made again for it.
#[component]
pub(super) fn Lies(props: &LiesProps) -> Html {
    let is_asked = use_state_eq(|| false);
    use_effect_with((props.node, props.moment), {
        let is_asked = is_asked.clone();
        move |_| is_asked.set(false)
    });
    let node = NodeId(props.node);
    let (made, info) = (&props.made, props.made.run.info);
    if !info.forges || made.run.plan.traitors.get(&node).is_none() || made.log.is_some() {
        return Html::default();
    }
    if !made.is_by_hand() && !*is_asked {
        let desk = props.desk.clone();
        let onclick = move |_: MouseEvent| {
            is_asked.set(true);
            // On a phone the list needs more room than the three actions.
            desk.dispatch(DeskAction::Height(Height::Middle));
        };
        return html! { <button class="plain ask-lies" aria-expanded="false" {onclick}>{ words::MAKE_IT_SAY }</button> };
    }
    let at = props.at.unwrap_or(props.moment);
    let now = if made.is_by_hand() { made.open_choices(Some(props.moment)) } else { made.taken_over(at) };
    let Some(now) = now else { return html! { <p class="soft">{ words::BY_HAND_IT_SAYS }</p> } };
    let edit = |forgery: &Forgery| match made.is_by_hand() {
        true => Edit::Choose(ManualChoice::Happen(Happening::Forge(forgery.clone()))),
        false => Edit::At(at, Happening::Forge(forgery.clone())),
    };
    let said = Said { made, exercise: props.exercise.as_ref(), dispatch: &props.dispatch };
    let is_own = |forgery: &Forgery| forgery.from == node;
    said.list(&now, is_own, edit, |any| if any { words::MAY_SAY } else { words::SAYS_NOTHING })
}

/// What the lies in place of a message need.
#[derive(Properties, PartialEq)]
pub(super) struct InsteadProps {
    pub(super) made: Rc<OpenRun>,
    pub(super) id: u32,
    pub(super) cursor: Option<Micros>,
    pub(super) exercise: Option<ScenarioRef>,
    pub(super) dispatch: UseReducerDispatcher<State>,
    pub(super) desk: UseReducerDispatcher<Desk>,
}

/// What a traitor could have said instead of a message: a button that opens the list.
#[component]
pub(super) fn Instead(props: &InsteadProps) -> Html {
    let is_asked = use_state_eq(|| false);
    use_effect_with((props.made.clone(), props.id), {
        let is_asked = is_asked.clone();
        move |_| is_asked.set(false)
    });
    let Some(replaced) = Replaced::of(&props.made, MessageId(props.id), props.cursor) else {
        return Html::default();
    };
    let onclick = {
        let (is_asked, desk) = (is_asked.clone(), props.desk.clone());
        move |_: MouseEvent| {
            is_asked.set(!*is_asked);
            desk.dispatch(DeskAction::Height(Height::Middle));
        }
    };
    let list = || {
        let now = replaced.now()?;
        let own = now.nodes[replaced.key.to.index()].arriving.iter();
        let own =
            own.filter(|arriving| arriving.key == replaced.key).find_map(|arriving| arriving.says.clone());
        let is_other = |forgery: &Forgery| {
            let is_on_link = (forgery.from, forgery.to) == (replaced.key.from, replaced.key.to);
            is_on_link && forgery.kind == replaced.key.kind && own.as_ref() != Some(forgery)
        };
        let said = Said { made: &props.made, exercise: props.exercise.as_ref(), dispatch: &props.dispatch };
        let heading = |any| if any { words::WHAT_IT_COULD_SAY } else { words::HAS_NO_OTHER };
        Some(said.list(&now, is_other, |forgery| replaced.edit(&now, forgery), heading))
    };
    html! {
        <>
            <button id="instead" class="plain ask-lies" aria-expanded={is_asked.to_string()} {onclick}>
                { words::INSTEAD }<kbd aria-hidden="true">{ "I" }</kbd>
            </button>
            if *is_asked { { list() } }
        </>
    }
}

/// A traitor's message that can be taken back for a lie: in a timed run always, by hand while it is
/// in flight.
struct Replaced<'a> {
    made: &'a OpenRun,
    key: MessageKey,
    cursor: Option<Micros>,
    /// When it is sent.
    sent_at: Micros,
    /// Whether it never arrives anyway, because the reader has dropped it.
    is_dropped: bool,
}

impl Replaced<'_> {
    fn of(made: &OpenRun, id: MessageId, cursor: Option<Micros>) -> Option<Replaced<'_>> {
        let message = made.trace().message(id);
        let key = message.key;
        let can_lie = made.run.info.forges && made.run.plan.traitors.get(&key.from).is_some();
        let is_there = match made.is_by_hand() {
            true => {
                made.open_choices(cursor)?.nodes[key.to.index()].arriving.iter().any(|other| other.key == key)
            }
            false => message.copy_of.is_none() && made.trace().events.len() <= AGAIN_MAX,
        };
        let is_dropped = message.fate == Fate::Dropped;
        (made.log.is_none() && can_lie && is_there).then_some(Replaced {
            made,
            key,
            cursor,
            sent_at: message.sent_at,
            is_dropped,
        })
    }

    /// What can be said where it was sent. It is in flight there.
    fn now(&self) -> Option<Rc<OpenChoices>> {
        match self.made.is_by_hand() {
            true => self.made.open_choices(self.cursor),
            false => self.made.taken_over(self.sent_at + 1),
        }
    }

    /// When the lie is told: right after the message, or when a forgery is sent.
    fn told_at(&self) -> Micros {
        self.sent_at + Micros::from(!self.key.forged)
    }

    /// The line that makes the traitor tell it, or what it already says instead.
    fn line(&self) -> Option<Origin> {
        let is_it = |what: &Happening| match what {
            Happening::Forge(forgery) => {
                (forgery.kind, forgery.from, forgery.to) == (self.key.kind, self.key.from, self.key.to)
            }
            _ => false,
        };
        let is_replaced = self.key.forged || self.is_dropped;
        let mut timed = self.made.run.plan.timed.iter().filter(|_| is_replaced);
        timed.find(|timed| timed.at == self.told_at() && is_it(&timed.what)).map(|timed| timed.origin)
    }

    /// The message is dropped, and the lie is told right after it. A forgery is said in other words.
    fn edit(&self, now: &OpenChoices, forgery: &Forgery) -> Edit {
        let lie = Happening::Forge(forgery.clone());
        if self.made.is_by_hand() {
            let drop = ManualChoice::Drop(self.key.into());
            let drop = Edit::ChooseAfter(now.choices as usize, drop);
            return Edit::Together(vec![drop, Edit::Choose(ManualChoice::Happen(lie))]);
        }
        let first = match self.line() {
            Some(line) => Some(Edit::RemoveLine(line)),
            None => (!self.is_dropped).then_some(Edit::Drop(self.key)),
        };
        Edit::Together(first.into_iter().chain([Edit::At(self.told_at(), lie)]).collect())
    }
}

/// Where lists of lies stand.
struct Said<'a> {
    made: &'a OpenRun,
    exercise: Option<&'a ScenarioRef>,
    dispatch: &'a UseReducerDispatcher<State>,
}

impl Said<'_> {
    /// The lies of some sort as buttons, and those that cannot be, grey and with the reason.
    fn list(
        &self,
        now: &OpenChoices,
        is_meant: impl Fn(&Forgery) -> bool,
        edit: impl Fn(&Forgery) -> Edit,
        heading: impl Fn(bool) -> &'static str,
    ) -> Html {
        let (scenario, exercise) = (&self.made.scenario, self.exercise.map(|exercise| &*exercise.0));
        let open = now.forgeries.iter().filter(|forgery| is_meant(forgery));
        let open: Vec<(&Forgery, Edit)> = open
            .map(|forgery| (forgery, edit(forgery)))
            .filter(|(_, edit)| is_open(exercise, scenario, edit))
            .collect();
        let more = open.len().saturating_sub(LISTED_MAX);
        let heading = heading(!open.is_empty());
        let open = open.into_iter().take(LISTED_MAX).map(|(forgery, edit)| {
            let line = line_of(scenario, forgery);
            let dispatch = self.dispatch.clone();
            let onclick = move |_: MouseEvent| dispatch.dispatch(Action::Edit(edit.clone()));
            html! { <button class="plain" aria-label={words::say(&line)} {onclick}>{ line }</button> }
        });
        let closed = now.unsayable.iter().filter(|(forgery, _)| is_meant(forgery)).take(LISTED_MAX);
        let closed = closed.map(|(forgery, why)| {
            let line = line_of(scenario, forgery);
            html! {
                <button class="plain" aria-disabled="true" aria-label={words::cannot_say(&line, why)}>
                    { line }<small class="soft">{ why }</small>
                </button>
            }
        });
        html! {
            <div class="acts lies" role="group" aria-label={heading}>
                <p class="soft">{ heading }</p>
                { for open }
                if more > 0 { <p class="soft">{ words::more(&more) }</p> }
                { for closed }
            </div>
        }
    }
}

/// A forgery as it is written, without its first word.
fn line_of(scenario: &Scenario, forgery: &Forgery) -> String {
    let line = scenario.choice_text(&ManualChoice::Happen(Happening::Forge(forgery.clone())));
    line.strip_prefix("forge ").map_or(line.clone(), str::to_owned)
}
