//! What stands beside the diagram of a log in place of a scenario: what was read, and where
//! its clocks contradict each other.

use crate::document::{Action, Selection, State};
use crate::engine::log_file::LogFile;
use crate::panels::log_dialog::{How, Offer};
use crate::words::log as words;
use sequitur_core::trace::EventId;
use sequitur_diagram::{Log, LogHost, Reading, Remark};
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What the panel needs.
#[derive(Properties)]
pub struct Props {
    /// The log.
    pub file: Rc<LogFile>,
    /// Offers the log to the dialog, to be read another way.
    pub offer: Callback<Rc<Offer>>,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Props) -> bool {
        Rc::ptr_eq(&self.file, &other.file)
    }
}

/// The panel.
#[component]
pub fn LogPanel(props: &Props) -> Html {
    let file = &props.file;
    let log = &file.log;
    let onexecution = {
        let (file, offer) = (file.clone(), props.offer.clone());
        move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let execution = usize::try_from(select.selected_index()).unwrap_or(0);
            let reading = Reading { execution, ..file.reading.clone() };
            offer.emit(Rc::new(Offer { source: file.source.clone(), how: How::Like(reading) }));
        }
    };
    let onchange = {
        let (file, offer) = (file.clone(), props.offer.clone());
        move |_| {
            offer.emit(Rc::new(Offer {
                source: file.source.clone(),
                how: How::Ask(Reading { execution: 0, ..file.reading.clone() }),
            }));
        }
    };
    let execution = |(index, name): (usize, &String)| {
        let name = if name.is_empty() { words::execution(&(index + 1)) } else { name.clone() };
        html! { <option selected={index == log.execution}>{ name }</option> }
    };
    let trace = &log.run.trace;
    html! {
        <section class="log" aria-label={words::LOG} data-testid="log">
            <h2>{ words::LOG }</h2>
            <p><b>{ &*file.source.name }</b></p>
            if log.executions.len() > 1 {
                <label>{ words::EXECUTION }<select aria-label={words::EXECUTION_2} onchange={onexecution}>{ for log.executions.iter().enumerate().map(execution) }</select></label>
            }
            <p class="soft">
                { words::hosts_events_messages(&trace.nodes.len(), &trace.events.len(), &trace.messages.len()) }
                if log.skipped.lines > 0 { { format!("; {}", log.skipped) } }
                { words::HEIGHT_IS_LAMPORT_TIME }
            </p>
            <p><code>{ &file.reading.expression }</code></p>
            if log.hosts.len() > trace.nodes.len() { { hosts(props) } }
            <div class="actions"><button onclick={onchange}>{ words::READ_ANOTHER_WAY }</button></div>
            { contradictions(props, log) }
        </section>
    }
}

/// The hosts that the log has beside those with lanes, and a way to choose.
fn hosts(props: &Props) -> Html {
    let (file, offer) = (props.file.clone(), props.offer.clone());
    let select = NodeRef::default();
    let onclick = {
        let select = select.clone();
        move |_| {
            let Some(select) = select.cast::<HtmlSelectElement>() else { return };
            let chosen = select.selected_options();
            let indices = (0..chosen.length()).filter_map(|index| chosen.item(index)?.get_attribute("value"));
            let names = indices.filter_map(|index| file.log.hosts.get(index.parse::<usize>().ok()?));
            let hosts = names.map(|host| host.name.clone()).collect();
            let reading = Reading { hosts, ..file.reading.clone() };
            offer.emit(Rc::new(Offer { source: file.source.clone(), how: How::Like(reading) }));
        }
    };
    let log = &props.file.log;
    let option = |(index, host): (usize, &LogHost)| {
        let about = words::events(&host.name, &host.events);
        html! { <option key={index} value={index.to_string()} selected={host.has_lane}>{ about }</option> }
    };
    let lanes = log.run.trace.nodes.len();
    html! {
        <>
            <label>{ words::lanes(lanes, log.hosts.len()) }
                <select ref={select} multiple={true} size="8" aria-label={words::HOSTS}>
                    { for log.hosts.iter().enumerate().map(option) }
                </select>
            </label>
            <div class="actions"><button {onclick}>{ words::SHOW_HOSTS }</button></div>
        </>
    }
}

fn contradictions(props: &Props, log: &Log) -> Html {
    if log.contradictions.is_empty() {
        return Html::default();
    }
    let row = |remark: &Remark| {
        let (dispatch, selection) =
            (props.dispatch.clone(), event_on(log, remark.line).map(Selection::Event));
        let onclick = move |_| dispatch.dispatch(Action::Select(selection, true));
        html! { <li><button class="plain" {onclick}><b>{ words::line(&remark.line) }</b>{ ": " }{ &remark.what }</button></li> }
    };
    html! {
        <div class="mistakes" role="region" aria-label={words::LIST_OF_CONTRADICTIONS} tabindex="0">
            <p>{ words::CONTRADICTIONS }</p>
            <ul>{ for log.contradictions.remarks.iter().map(row) }</ul>
            if let Some(rest) = log.contradictions.rest() { <p>{ rest }</p> }
        </div>
    }
}

/// The event whose text stands around a line: the last that begins at or before it.
fn event_on(log: &Log, line: u32) -> Option<EventId> {
    let ids = (0..log.run.trace.events.len() as u32).map(EventId);
    ids.filter(|id| log.line(*id) <= line).max_by_key(|id| log.line(*id))
}
