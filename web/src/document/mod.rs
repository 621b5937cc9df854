//! What the page remembers: the scenario, where the reader looks, and the texts to go
//! back to. Everything else is derived. One reducer changes it, and does nothing else.

pub mod compared;
pub mod exercise;
pub mod frontier;
pub mod hand;
mod history;
mod looking;
pub mod looks;
pub mod open_run;
pub mod opening;
pub mod page;
mod playing;
pub mod replacing;
mod view;

pub use looking::{Lens, Selection, lenses};

use crate::document::looks::Looks;
use crate::document::open_run::OpenRun;
use crate::document::opening::{Opening, Read};
use crate::document::page::COMPARED_MAX;
use crate::engine::log_file::LogFile;
use crate::words::{learn, page as words};
use history::Kept;
use sequitur_core::scenario::{Edit, Mistake, Scenario};
use sequitur_core::sim::plan::ManualChoice;
use sequitur_core::trace::{EventId, Micros};
use std::rc::Rc;
use yew::Reducible;

/// The state of the page.
#[derive(Clone)]
pub struct State {
    /// What stands in the editor, exactly as it was typed. Never lost.
    pub text: Rc<str>,
    /// What was opened: Reset leads back to it.
    pub opened: Opening,
    /// Whether what was opened has not been shown yet.
    is_new: bool,
    /// Whether anything was changed since the page was loaded.
    pub touched: bool,
    /// What is wrong with it.
    pub mistakes: Rc<[Mistake]>,
    /// What the last text that was right says.
    pub scenario: Rc<Scenario>,
    /// The exercise to which the scenario is an answer, if it is one.
    pub exercise: Option<Rc<Scenario>>,
    /// Counts the edits that the exercise did not allow.
    pub refused: u32,
    /// The log that is open instead of the scenario.
    pub log: Option<Rc<LogFile>>,
    /// The run that is shown. It may be of the scenario before, while a run is made.
    pub made: Option<Rc<OpenRun>>,
    /// The same with what is shown of it.
    pub seen: Option<Rc<OpenRun>>,
    /// The run before the change that led to what is open, also after Undo and Redo.
    pub before: Option<Rc<OpenRun>>,
    /// What the run that is being made is compared with.
    base: Option<Rc<OpenRun>>,
    /// How far the run is that is being made, in thousandths, once it takes long.
    pub progress: Option<u32>,
    /// The moment up to which the run is shown; None shows all of it.
    pub cursor: Option<Micros>,
    /// What the reader looks at.
    pub selection: Option<Selection>,
    /// The properties that a `view` line names: they are marked until the reader selects something.
    pub named: Rc<[usize]>,
    /// Whether the run is looked at as its `view` lines ask for, and nothing else was selected since.
    pub is_as_asked: bool,
    /// Which clock stands beside each event.
    pub lens: Lens,
    /// The event that the selected one is compared with.
    pub pinned: Option<EventId>,
    /// A frontier: up to when each lane counts.
    pub frontier: Option<Rc<[Micros]>>,
    /// Whether only causes and effects of the selected event stand out.
    pub cone: bool,
    /// Whether the run before the last change is drawn under this one.
    pub ghost: bool,
    /// Whether time goes on by itself.
    pub playing: bool,
    /// Whether what comes next is kept back until the reader has answered: then nothing is changed.
    pub is_closed: bool,
    /// How fast, in thousandths of real time.
    pub speed: u32,
    /// What the reader looks for, and what is shown.
    pub looks: Looks,
    /// Something to tell the reader.
    pub notice: Option<Rc<str>>,
    /// Counts the requests to bring the selection into view.
    pub reveal: u32,
    /// What was just chosen in a run by hand: it is shown once its run is made.
    chosen: Option<ManualChoice>,
    past: Vec<Kept>,
    future: Vec<Kept>,
    /// Whether the last change was typing, so that the next one joins it.
    typing: bool,
}

impl PartialEq for State {
    fn eq(&self, other: &State) -> bool {
        std::ptr::eq(self, other)
    }
}

/// What can happen to the state.
pub enum Action {
    /// Something else is opened.
    Open(Opening),
    /// A log is opened that has been read.
    OpenLog(Rc<LogFile>),
    /// Another scenario takes the place of what is open, as a change of it.
    Replace(Rc<Scenario>),
    /// What is open is an exercise of its own from now on, if it asks for anything.
    NewExercise,
    /// Back to what was opened.
    Reset,
    /// The reader types: this is the text now.
    Type(Rc<str>),
    /// What that text says.
    Read(Rc<str>, Read),
    /// The reader changes the run. In a run by hand, it is a choice where the reader looks.
    Edit(Edit),
    /// Another branch of a run by hand is shown.
    Follow(usize),
    /// Another branch is shown, and the one that was shown behind it.
    Compare(usize),
    /// Back to the text before.
    Undo,
    /// Forward again.
    Redo,
    /// A run is done.
    Finished(Rc<OpenRun>),
    /// A run goes on, or was given up (None).
    Progress(Option<u32>),
    /// The reader looks at something; true to bring it into view.
    Select(Option<Selection>, bool),
    /// The run is shown up to here.
    Cursor(Option<Micros>),
    /// To the next event (true) or the one before.
    Step(bool),
    /// Time goes on by itself, or stops.
    Play(bool),
    /// So much real time went by while playing, in microseconds.
    Tick(Micros),
    /// How fast time goes, in thousandths.
    Speed(u32),
    /// Which clock stands beside each event.
    Lens(Lens),
    /// Keeps an event to compare others with, or none any longer.
    Pin(Option<EventId>),
    /// Selects an event to compare it with the one that is selected.
    CompareWith(EventId),
    /// Draws a frontier, moves it, or takes it away.
    Frontier(Option<Rc<[Micros]>>),
    /// Causes and effects on or off.
    Cone,
    /// The run before on or off.
    Ghost,
    /// The reader looks for something else, or something else is shown.
    Looks(Looks),
    /// Something to tell the reader.
    Notice(Option<Rc<str>>),
    /// The run is looked at as the `view` lines of this scenario ask for, and as none of before.
    Look(Rc<Scenario>),
    /// What comes next is kept back, or not any longer.
    Close(bool),
}

impl State {
    /// The page as it opens. What was open before stays within reach of Undo.
    pub fn new(opening: Opening, before: Option<Opening>) -> State {
        let kept = |before: Opening| {
            let Opening { scenario, text, mistakes, .. } = before;
            let exercise = exercise::exercise_of(&scenario);
            Kept { text, mistakes, scenario, exercise, log: None, base: None }
        };
        State {
            exercise: opening.exercise(),
            refused: 0,
            opened: opening.clone(),
            text: opening.text,
            mistakes: opening.mistakes,
            scenario: opening.scenario,
            log: None,
            made: None,
            seen: None,
            before: None,
            base: None,
            progress: None,
            cursor: None,
            selection: None,
            named: Rc::new([]),
            is_as_asked: false,
            lens: None,
            pinned: None,
            frontier: None,
            cone: false,
            ghost: false,
            playing: false,
            is_closed: false,
            speed: 200,
            looks: Looks::default(),
            notice: opening.notice,
            reveal: 0,
            chosen: None,
            is_new: true,
            touched: false,
            past: before.map(kept).into_iter().collect(),
            future: Vec::new(),
            typing: false,
        }
    }

    /// What is open, by its name.
    pub fn title(&self) -> String {
        match (&self.log, self.scenario.title()) {
            (Some(file), _) => file.title(),
            (None, "") => words::UNTITLED.to_owned(),
            (None, title) => title.to_owned(),
        }
    }

    /// The name of the branch of the run before, if that is another one.
    pub fn other_branch(&self) -> Option<String> {
        let (before, now) = (&self.before.as_ref()?.scenario, &self.made.as_ref()?.scenario);
        let name = |scenario: &Scenario| scenario.branches()[scenario.followed()].name.clone();
        Some(name(before)).filter(|before| *before != name(now))
    }

    /// Makes a choice of a run by hand after those that are shown. Where it is what comes
    /// next, the run only goes on; where something else does, a branch begins.
    fn choose(&mut self, choice: ManualChoice) {
        let Some(made) = self.made.clone().filter(|made| Rc::ptr_eq(&made.scenario, &self.scenario)) else {
            // A run is being made: nobody can know yet what may happen after it.
            return self.edit(&Edit::Choose(choice));
        };
        let Some(now) = made.open_choices(self.cursor) else {
            return;
        };
        if let Some(why) = hand::refusal(&made, &now, &choice) {
            self.notice = Some(why.into());
            return;
        }
        let after = now.choices as usize;
        if let Some(next) =
            made.scenario.choice_after(after).filter(|next| hand::is_same(&now, next, &choice))
        {
            self.notice = Some(words::next(&made.scenario.choice_text(next)).into());
            let is_last = after + 1 == made.run.chosen_at.len();
            self.cursor = made.run.chosen_at.get(after).copied().filter(|_| !is_last);
            self.select_chosen(&made, &choice);
            return;
        }
        if self.exercise.is_some() {
            return self.choose_instead(after, &choice);
        }
        self.edit(&Edit::ChooseAfter(after, choice.clone()));
        (self.cursor, self.chosen) = (None, Some(choice));
    }

    fn follow(&mut self, branch: usize) {
        if branch != self.scenario.followed() {
            self.base = self.made.clone();
            self.scenario = Rc::new(self.scenario.follow(branch));
            (self.cursor, self.selection) = (None, None);
        }
    }

    fn show(&mut self, made: Rc<OpenRun>) {
        self.keep_hidden(&made);
        let same_lanes = |old: &OpenRun| old.trace().nodes == made.trace().nodes;
        self.before = self.base.clone().filter(|old| same_lanes(old));
        let shown = self.made.take();
        let is_same = |event: EventId| {
            shown.as_ref().is_some_and(|shown| {
                let (old, new) = (shown.trace(), made.trace());
                event.index() < new.events.len() && old.event(event) == new.event(event)
            })
        };
        self.pinned = self.pinned.filter(|event| is_same(*event));
        self.frontier = self.frontier.take().filter(|frontier| frontier.len() == made.trace().nodes.len());
        self.selection = self.selection.filter(|selection| match selection {
            Selection::Message(key) => made.find(*key).is_some(),
            Selection::Event(event) => is_same(*event),
            Selection::Node(node) => node.index() < made.trace().nodes.len(),
            Selection::Property(property) => *property < made.run.verdicts.len(),
        });
        self.cursor = self.cursor.map(|cursor| cursor.min(made.run.end));
        self.progress = None;
        // What an edit did is seen at once; a longer run is compared when that is asked for.
        self.ghost = self.before.is_some() && made.trace().messages.len() <= COMPARED_MAX;
        self.made = Some(Rc::clone(&made));
        if let Some(choice) = self.chosen.take() {
            self.select_chosen(&made, &choice);
        }
        if std::mem::take(&mut self.is_new) {
            self.named = Rc::new([]);
            self.look_as_asked(&made, &made.scenario);
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = State::clone(&self);
        match action {
            Action::Open(opening) => state.open(opening),
            Action::OpenLog(file) => state.open_log(file),
            Action::Type(text) => {
                state.remember(true);
                state.text = text;
            }
            Action::Read(text, read) => state.read(&text, read),
            Action::Replace(scenario) => state.replace(scenario),
            Action::NewExercise => state.exercise = exercise::exercise_of(&state.scenario),
            Action::Reset => state.reset(),
            Action::Edit(_) if state.is_closed => state.notice = Some(learn::ANSWER_FIRST.into()),
            Action::Play(true) | Action::Step(true) if state.is_closed => {}
            Action::Edit(edit) => match hand::choice_of(&state.scenario, &edit) {
                Some(choice) if state.log.is_none() => state.choose(choice),
                _ => state.edit(&edit),
            },
            Action::Follow(branch) => state.follow(branch),
            Action::Compare(branch) => {
                state.follow(branch);
                state.ghost = true;
            }
            Action::Undo => state.travel(true),
            Action::Redo => state.travel(false),
            Action::Finished(made) if state.log.is_none() => state.show(made),
            Action::Finished(_) => {}
            Action::Progress(progress) => state.progress = progress,
            Action::Select(selection, reveal) => {
                state.pinned = state.pinned.filter(|_| selection.is_some());
                (state.named, state.is_as_asked) = (Rc::new([]), false);
                state.selection = selection;
                state.reveal += u32::from(reveal);
            }
            Action::Cursor(cursor) => state.cursor = cursor,
            Action::Step(forward) => state.step(forward),
            Action::Play(playing) => state.play(playing),
            Action::Tick(real) => state.tick(real),
            Action::Speed(speed) => state.speed = speed,
            Action::Lens(lens) => state.lens = lens,
            Action::Pin(event) => state.pinned = event,
            Action::CompareWith(event) => {
                state.pinned = state.pinned.or_else(|| state.event()).filter(|pinned| *pinned != event);
                state.selection = Some(Selection::Event(event));
            }
            Action::Frontier(frontier) => state.frontier = frontier,
            Action::Cone => state.cone = !state.cone,
            Action::Ghost => state.ghost = !state.ghost,
            Action::Looks(looks) => state.looks = looks,
            Action::Notice(notice) => state.notice = notice,
            Action::Look(scenario) => state.look_anew(&scenario),
            Action::Close(is_closed) => state.is_closed = is_closed,
        }
        let is_same = |one: &Option<Rc<OpenRun>>, other: &Option<Rc<OpenRun>>| {
            one.as_ref().map(Rc::as_ptr) == other.as_ref().map(Rc::as_ptr)
        };
        let has_clocks = state.lens.is_some();
        if !is_same(&state.made, &self.made) || state.looks != self.looks || has_clocks != self.lens.is_some()
        {
            state.seen = state.made.as_ref().map(|made| state.looks.of(made, has_clocks));
        }
        Rc::new(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Read {
        Scenario::parse(text).map(Rc::new).map_err(Rc::from)
    }

    fn open(text: &str) -> Rc<State> {
        let scenario = read(text).expect("a right scenario");
        let text = scenario.source().into();
        let opening = Opening { scenario, text, mistakes: Rc::new([]), notice: None, address: None };
        Rc::new(State::new(opening, None))
    }

    fn typed(state: Rc<State>, text: &str) -> Rc<State> {
        let typed = Rc::<str>::from(text);
        state.reduce(Action::Type(Rc::clone(&typed))).reduce(Action::Read(typed, read(text)))
    }

    #[test]
    fn typing_a_mistake_keeps_the_last_good_scenario_and_the_text() {
        let state = typed(open("protocol raft\n"), "protocol raft\nseed seven\n");
        assert_eq!(state.scenario.plan().seed, 1);
        assert_eq!(&*state.text, "protocol raft\nseed seven\n");
        assert_eq!((state.mistakes.len(), state.mistakes[0].line), (1, 2));
    }

    #[test]
    fn undo_takes_back_a_stretch_of_typing_at_once_and_redo_brings_it_again() {
        let state =
            typed(typed(open("protocol raft\n"), "protocol raft\nseed 1\n"), "protocol raft\nseed 12\n");
        let back = state.reduce(Action::Undo);
        assert_eq!(&*back.text, "protocol raft\n");
        assert!(!back.can_undo() && back.can_redo());
        assert_eq!(&*back.reduce(Action::Redo).text, "protocol raft\nseed 12\n");
    }

    #[test]
    fn undo_from_a_mistake_goes_to_the_text_before_it_and_loses_nothing() {
        let state = typed(open("protocol raft\n"), "protocol rift\n");
        let back = state.reduce(Action::Undo);
        assert!(back.mistakes.is_empty());
        assert_eq!(&*back.reduce(Action::Redo).text, "protocol rift\n");
    }

    #[test]
    fn what_is_typed_stands_as_it_was_typed() {
        let state = typed(open("protocol raft\n"), "protocol   raft # mine\nseed 1");
        assert_eq!(&*state.text, "protocol   raft # mine\nseed 1");
        assert_eq!(&*typed(state, "protocol   raft # mine\nseed 12").text, "protocol   raft # mine\nseed 12");
    }

    #[test]
    fn an_edit_that_changes_nothing_leaves_no_step_to_undo() {
        let state = open("protocol raft\n").reduce(Action::Edit(Edit::RemoveLine(99)));
        assert!(!state.can_undo());
    }

    #[test]
    fn what_was_read_of_a_text_that_was_typed_over_changes_nothing() {
        let (early, late) = (Rc::<str>::from("protocol raft\nseed 2\n"), Rc::<str>::from("protocol rift\n"));
        let state = open("protocol raft\n").reduce(Action::Type(Rc::clone(&early)));
        let state =
            state.reduce(Action::Type(late)).reduce(Action::Read(early, read("protocol raft\nseed 2\n")));
        assert_eq!((&*state.text, state.scenario.plan().seed), ("protocol rift\n", 1));
    }

    #[test]
    fn reset_leads_to_what_was_opened_and_undo_back_again() {
        let state = typed(open("protocol raft\n"), "protocol raft\nseed 7\n").reduce(Action::Reset);
        assert_eq!((&*state.text, state.scenario.plan().seed), ("protocol raft\n", 1));
        let state = state.reduce(Action::Undo);
        assert_eq!((&*state.text, state.scenario.plan().seed), ("protocol raft\nseed 7\n", 7));
    }

    #[test]
    fn a_scenario_is_opened_as_its_view_lines_ask_for_and_only_then() {
        let text = "protocol raft\nnodes 3\nseed 9\nuntil 200ms\nview lens vector\nview at 180ms\n";
        let state = open(text);
        let made = |state: &State| Rc::new(OpenRun::new(Rc::clone(&state.scenario), state.scenario.run()));
        let run = made(&state);
        let state = state.reduce(Action::Finished(Rc::clone(&run)));
        assert_eq!((state.cursor, state.lens.is_some()), (Some(180_000), true));
        let state = state.reduce(Action::Cursor(None)).reduce(Action::Finished(run));
        assert_eq!(state.cursor, None);
    }
}
