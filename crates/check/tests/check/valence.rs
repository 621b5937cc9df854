//! What can still be decided, and the adversary who keeps it open.

use crate::scenarios::scenario;
use sequitur_check::valence::{Valence, adversary, along, next};

const START: &str = "protocol ben-or\nnodes 3\nset doubt least\nschedule manual\n\
                     P1 propose 0\nP2 propose 1\nP3 propose 1\n";

/// C-11: a decision of 1 is settled by the second of three deliveries.
#[test]
fn a_run_settles_it_at_one_message() {
    let text =
        format!("{START}deliver Report P3->P2 1\ndeliver Report P2->P3 1\ndeliver Proposal P2->P3 1\n");
    let cells = along(&scenario(&text).run());
    let values: Vec<usize> = cells.iter().map(|cell| cell.values.len()).collect();
    assert_eq!(values, [2, 2, 1, 1], "from when all have proposed");
    assert_eq!(cells[3].values, ["1"]);
}

/// Before that message the adversary knows that it must wait.
#[test]
fn one_message_must_not_arrive_now() {
    let text = format!("{START}deliver Report P3->P2 1\n");
    let all = next(&scenario(&text));
    let settling: Vec<&str> =
        all.iter().filter(|next| next.values.len() == 1).map(|next| next.line.as_str()).collect();
    assert_eq!(settling, ["deliver Report P2->P3 1"]);
    let chosen = adversary(&all).expect("some message leaves it open");
    assert_ne!(chosen.line, settling[0]);
}

/// Delivering what leaves it open, the oldest first, nobody decides for as long as one likes, and
/// rounds go by.
#[test]
fn the_adversary_never_runs_out_of_messages() {
    let mut text = START.to_owned();
    for _ in 0..60 {
        let all = next(&scenario(&text));
        let chosen = adversary(&all).unwrap_or_else(|| panic!("nothing leaves it open\n{text}"));
        text += &format!("{}\n", chosen.line);
    }
    let run = scenario(&text).run();
    assert_eq!(run.decisions.len(), 0, "{text}");
    let last = along(&run).pop().expect("a cell");
    assert_eq!(last.values.len(), 2);
    let rounds =
        run.trace.messages.iter().filter(|message| message.key.from.0 == 0 && message.key.to.0 == 1).count();
    assert!(rounds / 2 > 3, "{text}");
}

/// A cell for each choice; and what was worked out once is known, also of a choice that was only looked at.
#[test]
fn a_run_that_goes_on_costs_what_is_new_of_it() {
    let both = Some(vec!["0".to_owned(), "1".to_owned()]);
    let (mut kept, text) = (Valence::default(), format!("{START}deliver Report P3->P2 1\n"));
    let begun = scenario(&text);
    assert_eq!(
        kept.along(&begun),
        [None, None, None, both.clone(), both.clone()],
        "from when all have proposed"
    );
    assert_eq!(kept.worked_out(), 5);
    let all = kept.next(&begun);
    assert_eq!(kept.worked_out(), 5 + all.len() as u64);
    let settled = scenario(&format!("{text}deliver Report P2->P3 1\n"));
    let (before, cells) = (kept.worked_out(), kept.along(&settled));
    assert_eq!(kept.worked_out(), before, "it is one of those that came next");
    assert_eq!(cells[3..], [both.clone(), both, Some(vec!["1".to_owned()])]);
}
