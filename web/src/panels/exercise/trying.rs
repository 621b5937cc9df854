//! What the reader of an exercise has tried, and what a worker is asked meanwhile.

use super::{Checked, Course, Happened};
use crate::document::exercise::with_lines;
use crate::document::opening::sentence;
use crate::document::page::Page;
use crate::document::{Action, Selection};
use crate::engine::checking::{Checking, WorkerMessage};
use crate::engine::grading::Graded;
use crate::panels::branches::ScenarioRef;
use crate::words::{exercise as words, search};
use gloo::timers::callback::Timeout;
use sequitur_core::scenario::goal::Goal;
use sequitur_core::scenario::{Scenario, link};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// *Show me* is offered after so many attempts, or so many milliseconds.
const ATTEMPTS: u32 = 2;
const PATIENCE_MS: u32 = 4 * 60 * 1_000;

/// What a worker is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Work {
    #[default]
    None,
    Checking,
    Solving,
    /// It finds the next step, for a hint.
    Hinting,
}

/// What the reader was told last.
#[derive(Clone, PartialEq)]
pub(super) enum Told {
    Graded(Box<Graded>),
    /// An answer that said "it cannot be done", though it can: how.
    Possible(String),
    /// A solution is shown; true where nothing is shorter.
    Shown(bool),
    /// There is none to be shown, and why.
    NotShown(String),
}

/// What the reader has tried.
#[derive(Clone, PartialEq, Default)]
pub(super) struct Trying {
    pub(super) attempts: u32,
    /// How many hints are open.
    pub(super) hints: usize,
    /// The next step of the reader's answer, once a hint has asked for it.
    pub(super) step: Option<String>,
    pub(super) work: Work,
    /// What was told, about which answer.
    pub(super) told: Option<(Told, ScenarioRef)>,
    pub(super) is_solved: bool,
    pub(super) is_shown: bool,
    /// Whether *Show me* is offered.
    pub(super) offers: bool,
    /// Whether the panels of the workbench take the place of what is told.
    pub(super) looks_closer: bool,
}

pub(super) enum Try {
    Work(Work),
    Told(Told, ScenarioRef),
    Hint,
    Step(Option<String>),
    Offer,
    LookCloser(bool),
    /// The answer is the exercise again: hints stay.
    Forget,
    /// Another exercise is open: nothing was tried yet.
    New,
}

impl Reducible for Trying {
    type Action = Try;

    fn reduce(self: Rc<Self>, action: Try) -> Rc<Self> {
        let mut trying = Trying::clone(&self);
        match action {
            Try::Work(work) => trying.work = work,
            Try::Told(told, about) => {
                trying.work = Work::None;
                match &told {
                    Told::Graded(graded) if graded.is_solved() => trying.is_solved = true,
                    Told::Graded(_) | Told::Possible(_) => trying.attempts += 1,
                    Told::Shown(_) => trying.is_shown = true,
                    Told::NotShown(_) => {}
                }
                trying.offers |= trying.attempts >= ATTEMPTS;
                trying.told = Some((told, about));
            }
            Try::Hint => trying.hints += 1,
            Try::Step(step) => {
                trying.work = Work::None;
                trying.step = step;
            }
            Try::Offer => trying.offers = true,
            Try::LookCloser(looks_closer) => trying.looks_closer = looks_closer,
            Try::New => trying = Trying::default(),
            Try::Forget => (trying.told, trying.work) = (None, Work::None),
        }
        Rc::new(trying)
    }
}

/// The exercise, and what its reader does.
#[derive(Clone)]
pub struct Exercising {
    pub(super) page: Page,
    pub(super) exercise: Rc<Scenario>,
    pub(super) course: Rc<Course>,
    pub(super) trying: UseReducerHandle<Trying>,
    worker: Rc<RefCell<Option<Checking>>>,
}

/// The exercise that is open, if one is.
#[hook]
pub fn use_exercise(page: &Page, course: &Option<Rc<Course>>) -> Option<Exercising> {
    let exercise = page.exercise.clone().filter(|_| page.is_exercise());
    let trying = use_reducer_eq(Trying::default);
    let worker = use_mut_ref(|| None::<Checking>);
    let is_first = use_mut_ref(|| true);
    use_effect_with(exercise.as_ref().map(|exercise| exercise.text()), {
        let trying = trying.dispatcher();
        let worker = Rc::clone(&worker);
        move |exercise| {
            if !is_first.replace(false) {
                worker.borrow_mut().take();
                trying.dispatch(Try::New);
            }
            let offer =
                exercise.as_ref().map(|_| Timeout::new(PATIENCE_MS, move || trying.dispatch(Try::Offer)));
            move || drop(offer)
        }
    });
    let course = course.clone().unwrap_or_default();
    Some(Exercising { page: page.clone(), exercise: exercise?, course, trying, worker })
}

impl Exercising {
    /// Whether what a search would give away is within reach: it is solved, or was shown.
    pub fn is_over(&self) -> bool {
        self.trying.is_solved || self.trying.is_shown
    }

    /// Whether the panels of the workbench are open beside the diagram.
    pub fn looks_closer(&self) -> bool {
        self.is_over() && self.trying.looks_closer
    }

    /// The addresses that lead here.
    pub fn crumbs(&self) -> &[(String, String)] {
        &self.course.crumbs
    }

    /// Which exercise it is, in a word or two; nothing for that of a link.
    pub fn here(&self) -> &str {
        &self.course.here
    }

    /// What was told of the answer as it is now.
    pub(super) fn told(&self) -> Option<&Told> {
        let (told, about) = self.trying.told.as_ref()?;
        (about.0.source() == self.page.scenario.source()).then_some(told)
    }

    /// The event that what was told speaks of: the diagram rings it, and nothing lies over it.
    pub fn told_event(&self) -> Option<Selection> {
        match self.told()? {
            Told::Graded(graded) => graded.event.map(Selection::Event),
            _ => None,
        }
    }

    /// Has a worker grade the answer.
    pub fn check(&self) {
        if self.trying.work != Work::Checking {
            self.grade(
                self.page.text.to_string(),
                &ScenarioRef(Rc::clone(&self.page.scenario)),
                Claim::Answer,
            );
        }
    }

    /// The reader says that no run meets the goals.
    pub(super) fn cannot(&self) {
        let Some(claimed) = with_lines(&self.exercise, &["expect impossible".to_owned()]) else { return };
        let about = ScenarioRef(Rc::clone(&self.page.scenario));
        self.grade(claimed.source(), &about, Claim::Impossible(ScenarioRef(Rc::new(claimed))));
    }

    fn grade(&self, answer: String, about: &ScenarioRef, claim: Claim) {
        let hear = {
            let (this, about) = (self.clone(), about.clone());
            move |word| {
                let told = match word {
                    WorkerMessage::Ready | WorkerMessage::Progress(_) => return,
                    WorkerMessage::Graded(graded) => return this.graded(*graded, &about, &claim),
                    word => Told::NotShown(failed(word)),
                };
                this.trying.dispatch(Try::Told(told, about.clone()));
            }
        };
        self.start(Work::Checking, "grade", &answer, hear);
    }

    fn graded(&self, graded: Graded, about: &ScenarioRef, claim: &Claim) {
        let dispatch = self.page.dispatch();
        let is_solved = graded.is_solved();
        let text = match claim {
            Claim::Impossible(claimed) => claimed.0.text(),
            Claim::Answer => about.0.text(),
        };
        self.course.checked.emit(Checked { verdict: graded.verdict.clone(), text });
        self.course.on.emit(match is_solved {
            true => Happened::Solved(graded.verdict == "best"),
            false => Happened::Tried,
        });
        let (told, about) = match claim {
            Claim::Impossible(claimed) if is_solved => {
                dispatch.dispatch(Action::Replace(Rc::clone(&claimed.0)));
                (Told::Graded(Box::new(graded)), claimed.clone())
            }
            Claim::Impossible(_) => {
                let how = graded.instead.iter().find(|how| !how.is_empty()).unwrap_or(&graded.why);
                (Told::Possible(sentence(how.trim_end_matches('.'))), about.clone())
            }
            Claim::Answer => {
                if let Some(event) = graded.event {
                    dispatch.dispatch(Action::Select(Some(Selection::Event(event)), true));
                }
                (Told::Graded(Box::new(graded)), about.clone())
            }
        };
        self.trying.dispatch(Try::Told(told, about));
    }

    /// Opens the next hint.
    pub fn hint(&self) {
        let next = self.trying.hints;
        if next >= self.hint_count() {
            return;
        }
        self.trying.dispatch(Try::Hint);
        // Without words of a lesson, the last two hints are the next step of a shortest solution.
        if self.written_hints().is_empty() && next >= 1 {
            let hear = {
                let trying = self.trying.clone();
                move |word| match word {
                    WorkerMessage::Ready | WorkerMessage::Progress(_) => {}
                    WorkerMessage::Way(Some(way)) => trying.dispatch(Try::Step(way.into_iter().next())),
                    _ => trying.dispatch(Try::Step(None)),
                }
            };
            self.start(Work::Hinting, "way", &self.page.scenario.source(), hear);
        }
    }

    /// How many hints there are.
    pub(super) fn hint_count(&self) -> usize {
        match self.written_hints().len() {
            0 => 3,
            count => count,
        }
    }

    /// The hints that lesson or exercise have words for.
    pub(super) fn written_hints(&self) -> Vec<String> {
        if !self.course.hints.is_empty() {
            return self.course.hints.clone();
        }
        let worded = self.exercise.goals().filter_map(|goal| match goal {
            Goal::Hint(name) if name.is_words => Some(name.text.clone()),
            _ => None,
        });
        worded.collect()
    }

    /// Finds a solution and plays it, or plays the one that the lesson has.
    pub(super) fn show(&self) {
        if let Some(worked) = &self.course.worked {
            let text = link::decode(worked).ok();
            let solution = text.and_then(|text| Scenario::parse(&text).ok());
            return self.play(solution.map(|solution| solution.following(&self.exercise)), false);
        }
        let hear = {
            let this = self.clone();
            move |word| match word {
                WorkerMessage::Ready | WorkerMessage::Progress(_) => {}
                WorkerMessage::Way(Some(way)) => this.play(with_lines(&this.exercise, &way), true),
                WorkerMessage::Way(None) => {
                    this.play(with_lines(&this.exercise, &["expect impossible".to_owned()]), true)
                }
                word => this.tell(Told::NotShown(failed(word))),
            }
        };
        self.start(Work::Solving, "way", "", hear);
    }

    fn play(&self, solution: Option<Scenario>, is_shortest: bool) {
        let Some(solution) = solution else {
            return self.tell(Told::NotShown(words::NO_SOLUTION.to_owned()));
        };
        let (dispatch, solution) = (self.page.dispatch(), Rc::new(solution));
        dispatch.dispatch(Action::Replace(Rc::clone(&solution)));
        dispatch.dispatch(Action::Cursor(Some(0)));
        dispatch.dispatch(Action::Play(true));
        self.course.on.emit(Happened::Shown);
        self.trying.dispatch(Try::Told(Told::Shown(is_shortest), ScenarioRef(solution)));
    }

    fn tell(&self, told: Told) {
        self.trying.dispatch(Try::Told(told, ScenarioRef(Rc::clone(&self.page.scenario))));
    }

    fn start(&self, work: Work, order: &str, answer: &str, hear: impl Fn(WorkerMessage) + Clone + 'static) {
        self.trying.dispatch(Try::Work(work));
        let started = Checking::start_exercise(order, &self.exercise, answer, hear);
        if started.is_none() {
            self.tell(Told::NotShown(search::MISSING.to_owned()));
        }
        // What was asked before ends here.
        *self.worker.borrow_mut() = started;
    }

    /// Ends what a worker is asked.
    pub(super) fn cancel(&self) {
        self.worker.borrow_mut().take();
        self.trying.dispatch(Try::Work(Work::None));
    }

    /// What is told takes the place of the panels again.
    pub(super) fn back(&self) {
        self.trying.dispatch(Try::LookCloser(false));
    }

    /// Back to the exercise as it was. Hints stay.
    pub(super) fn reset(&self) {
        self.worker.borrow_mut().take();
        self.page.dispatch().dispatch(Action::Reset);
        self.trying.dispatch(Try::Forget);
    }
}

/// What an answer says.
#[derive(Clone)]
enum Claim {
    Answer,
    /// It cannot be done; the answer that says so.
    Impossible(ScenarioRef),
}

/// Why a worker has no answer.
fn failed(word: WorkerMessage) -> String {
    match word {
        WorkerMessage::Missing => search::MISSING.to_owned(),
        WorkerMessage::Refused(why) => words::no_search(&why.join(" ")),
        _ => search::DIED.to_owned(),
    }
}
