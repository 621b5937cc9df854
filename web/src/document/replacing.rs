//! What a search has found, in place of what is open: with its comments, and beside what was there.

use super::opening::open;
use super::{Action, Selection, State};
use sequitur_core::scenario::{Edit, Scenario};
use sequitur_core::sim::plan::ManualChoice;
use wasm_bindgen_futures::spawn_local;
use yew::UseReducerDispatcher;

/// Opens what a search has found as a change of what is open: Undo leads back, and the two can be
/// compared. A run that follows the choices by hand becomes a branch of them.
pub fn show_found(dispatch: &UseReducerDispatcher<State>, old: &Scenario, text: String) {
    let (dispatch, old) = (dispatch.clone(), old.clone());
    spawn_local(async move {
        let Ok(found) = open(&with_comments(&old, &text)).await else {
            return;
        };
        let shown = as_branch(&old, &found).unwrap_or_else(|| (*found).clone());
        dispatch.dispatch(Action::Replace(shown.into()));
    });
}

/// Opens a smaller scenario as a change of what is open, at the property that it still breaks, and
/// tells about it.
pub fn show_smaller(
    dispatch: &UseReducerDispatcher<State>,
    old: &Scenario,
    text: &str,
    property: usize,
    told: String,
) {
    let (dispatch, text) = (dispatch.clone(), with_comments(old, text));
    spawn_local(async move {
        if let Ok(found) = open(&text).await {
            dispatch.dispatch(Action::Replace(found));
            dispatch.dispatch(Action::Select(Some(Selection::Property(property)), true));
            dispatch.dispatch(Action::Notice(Some(told.into())));
        }
    });
}

/// How many lines at the beginning of a text are comments, or empty.
fn head(text: &str) -> usize {
    text.lines().take_while(|line| line.is_empty() || line.starts_with('#')).count()
}

/// A text with what another one says of itself before its first line.
fn with_comments(old: &Scenario, text: &str) -> String {
    let source = old.source();
    let head_of_old = source.lines().take(head(&source));
    let lines: Vec<&str> = head_of_old.chain(text.lines().skip(head(text))).collect();
    lines.join("\n") + "\n"
}

fn choices(scenario: &Scenario) -> Option<Vec<&ManualChoice>> {
    Some(scenario.plan().manual.as_ref()?.iter().map(|manual| &manual.what).collect())
}

/// What was found as a branch of what is there: where its choices part from those that are
/// followed. None where it is no run by hand, or where none of its choices is new.
fn as_branch(old: &Scenario, found: &Scenario) -> Option<Scenario> {
    let (own, other) = (choices(old)?, choices(found)?);
    let same = own.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let (first, rest) = other.get(same..)?.split_first()?;
    let begun = old.apply(&Edit::ChooseAfter(same, (*first).clone()));
    let whole = rest.iter().fold(begun, |so_far, choice| so_far.apply(&Edit::Choose((*choice).clone())));
    (choices(&whole)? == other).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BY_HAND: &str = "# Title\n#\n# What it shows.\nprotocol raft # mine\nnodes 3\nschedule manual\nfire S1 election-timeout\ncrash S2\n";

    fn scenario(text: &str) -> Scenario {
        Scenario::parse(text).expect("a scenario")
    }

    #[test]
    fn what_was_found_by_hand_is_a_branch_where_its_choices_part() {
        let found = scenario(
            "# Title\nprotocol raft\nnodes 3\nschedule manual\nfire S1 election-timeout\ncrash S3\nrestart S3\n",
        );
        let shown = as_branch(&scenario(BY_HAND), &found).expect("a branch");
        assert_eq!(shown.source(), format!("{BY_HAND}branch b1 at 1\ncrash S3\nrestart S3\n"));
        assert_eq!(choices(&shown), choices(&found));
    }

    #[test]
    fn what_goes_on_from_the_end_is_no_branch_but_more_choices() {
        let found = scenario(&format!("{BY_HAND}restart S2\n"));
        let shown = as_branch(&scenario(BY_HAND), &found).expect("more choices");
        assert_eq!(shown.source(), format!("{BY_HAND}restart S2\n"));
    }

    #[test]
    fn a_timed_run_has_no_branches() {
        assert!(as_branch(&scenario("protocol raft\n"), &scenario(BY_HAND)).is_none());
    }

    #[test]
    fn a_smaller_text_keeps_what_the_old_one_said_of_itself() {
        let smaller = with_comments(
            &scenario(BY_HAND),
            "# Title\nprotocol raft # mine\nnodes 3\nschedule manual\ncrash S2\n",
        );
        assert_eq!(
            smaller,
            "# Title\n#\n# What it shows.\nprotocol raft # mine\nnodes 3\nschedule manual\ncrash S2\n"
        );
    }
}
