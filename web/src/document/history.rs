//! The text and its history: what is typed, edited and opened, and the way back.

use super::State;
use super::open_run::OpenRun;
use super::opening::{Opening, Read};
use crate::engine::log_file::LogFile;
use crate::parts::EXERCISES;
use crate::words::history as words;
use sequitur_core::scenario::{Edit, Mistake, Scenario};
use std::rc::Rc;

/// What Undo and Redo go to: a text and what it says, and the log that was open instead, if one was.
#[derive(Clone)]
pub(super) struct Kept {
    pub(super) text: Rc<str>,
    pub(super) mistakes: Rc<[Mistake]>,
    pub(super) scenario: Rc<Scenario>,
    pub(super) exercise: Option<Rc<Scenario>>,
    pub(super) log: Option<Rc<LogFile>>,
    /// What its run is compared with.
    pub(super) base: Option<Rc<OpenRun>>,
}

/// So many steps of the history keep the run that they are compared with, if it has at most so
/// many events.
const BASES_MAX: usize = 20;
const BASE_EVENTS_MAX: usize = 5_000;

impl State {
    /// Whether there is a text to go back to.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a text to go forward to.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Whether the text is another than the one that was opened.
    pub fn is_changed(&self) -> bool {
        self.log.is_none() && self.text != self.opened.text
    }

    pub(super) fn kept(&self) -> Kept {
        Kept {
            text: Rc::clone(&self.text),
            mistakes: Rc::clone(&self.mistakes),
            scenario: Rc::clone(&self.scenario),
            exercise: self.exercise.clone(),
            log: self.log.clone(),
            base: self.base.clone().filter(|base| base.trace().events.len() <= BASE_EVENTS_MAX),
        }
    }

    pub(super) fn remember(&mut self, typing: bool) {
        if !(typing && self.typing) {
            self.past.push(self.kept());
            if let Some(old) = self.past.len().checked_sub(BASES_MAX) {
                self.past[old].base = None;
            }
            self.base = self.made.clone();
        }
        self.future.clear();
        (self.typing, self.touched) = (typing, true);
    }

    /// What the text in the editor says: that is run, if it is right. A text that was typed
    /// over in the meantime says nothing any more.
    pub(super) fn read(&mut self, text: &Rc<str>, read: Read) {
        if !Rc::ptr_eq(text, &self.text) {
            return;
        }
        match read {
            Ok(scenario) => {
                (self.scenario, self.mistakes) =
                    (Rc::new(Rc::unwrap_or_clone(scenario).following(&self.scenario)), Rc::new([]));
                self.settle_exercise();
            }
            Err(mistakes) => self.mistakes = mistakes,
        }
    }

    pub(super) fn set_scenario(&mut self, scenario: Rc<Scenario>) {
        (self.text, self.mistakes) = (scenario.source().into(), Rc::new([]));
        self.scenario = scenario;
    }

    pub(super) fn open(&mut self, opening: Opening) {
        self.remember(false);
        (self.selection, self.cursor, self.playing, self.ghost) = (None, None, false, false);
        (self.pinned, self.frontier) = (None, None);
        (self.made, self.before, self.base, self.log) = (None, None, None, None);
        self.take(opening);
    }

    /// Another scenario as a change of what is open: the place and what is selected stay.
    pub(super) fn replace(&mut self, scenario: Rc<Scenario>) {
        self.remember(false);
        self.notice = None;
        self.set_scenario(scenario);
    }

    /// Back to what was opened, or to the exercise; Undo leads here again.
    pub(super) fn reset(&mut self) {
        self.remember(false);
        let exercise = self.exercise.clone();
        (self.selection, self.cursor, self.playing, self.ghost) = (None, None, false, false);
        (self.pinned, self.frontier, self.log) = (None, None, None);
        match exercise {
            Some(exercise) => self.set_scenario(exercise),
            None => self.take(self.opened.clone()),
        }
        self.notice = None;
    }

    pub(super) fn open_log(&mut self, file: Rc<LogFile>) {
        self.remember(false);
        let contradicts = !file.log.contradictions.is_empty();
        self.notice = contradicts.then(|| words::CLOCKS_CONTRADICT.into());
        self.show_log(file);
    }

    /// Shows a log in place of the scenario, whose text stays as it is.
    pub(super) fn show_log(&mut self, file: Rc<LogFile>) {
        (self.selection, self.cursor, self.playing, self.ghost) = (None, None, false, false);
        (self.before, self.base, self.progress) = (None, None, None);
        self.lens = self.lens.filter(|clock| !clock.needs_time());
        let made = OpenRun::of_log(Rc::clone(&self.scenario), Rc::clone(&file.log));
        self.keep_hidden(&made);
        self.made = Some(Rc::new(made));
        (self.pinned, self.frontier) = (None, None);
        self.log = Some(file);
    }

    pub(super) fn take(&mut self, opening: Opening) {
        self.is_new = true;
        self.opened = opening.clone();
        self.exercise = opening.exercise();
        (self.text, self.mistakes, self.scenario) = (opening.text, opening.mistakes, opening.scenario);
        self.notice = opening.notice;
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        if self.log.is_some() {
            self.notice = Some(words::LOG_CANNOT_CHANGE.into());
            return;
        }
        let edited = match self.exercise.as_ref().zip(EXERCISES.here()) {
            Some((exercise, rules)) => (rules.edited)(exercise, &self.scenario, edit),
            None => self.scenario.apply(edit),
        };
        if edited.source() == self.scenario.source() {
            self.notice = Some(words::NOTHING_TO_CHANGE.into());
            return;
        }
        if !self.may_become(&edited) {
            return;
        }
        self.remember(false);
        self.notice = None;
        if let Edit::TakeOver(_) | Edit::LetRun = edit {
            (self.cursor, self.playing) = (None, false);
        }
        self.set_scenario(Rc::new(edited));
    }

    pub(super) fn travel(&mut self, back: bool) {
        let now = self.kept();
        let (from, to) = match back {
            true => (&mut self.past, &mut self.future),
            false => (&mut self.future, &mut self.past),
        };
        if let Some(kept) = from.pop() {
            to.push(now);
            self.typing = false;
            (self.text, self.mistakes, self.base) = (kept.text, kept.mistakes, kept.base);
            self.exercise = kept.exercise;
            self.scenario = Rc::new(Rc::unwrap_or_clone(kept.scenario).following(&self.scenario));
            match kept.log {
                Some(log) => self.show_log(log),
                None if self.log.take().is_some() => {
                    (self.made, self.selection, self.cursor) = (None, None, None);
                }
                None => {}
            }
            self.notice = Some(if back { words::UNDONE } else { words::DONE_AGAIN }.into());
        }
    }
}
