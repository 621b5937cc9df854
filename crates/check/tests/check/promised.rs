//! What a protocol does not promise ends no search: what its settings leave out, and what
//! follows once the budget has left what it relies on.

use crate::scenarios::scenario;
use sequitur_check::{Ended, Finding, Limits, Search, Worlds};

fn searched(text: &str, sought: &[&str]) -> (Option<Ended>, Vec<Finding>) {
    let mut search = Search::new(Worlds::new(&scenario(text), sought).expect("worlds"), Limits::default());
    search.advance(u32::MAX);
    (search.progress().ended, search.findings())
}

fn finding<'f>(findings: &'f [Finding], name: &str) -> (&'static str, bool) {
    let finding: &'f Finding = findings.iter().find(|finding| finding.name == name).expect("a property");
    (finding.verdict(), finding.is_promised)
}

#[test]
fn an_order_that_is_not_chosen() {
    let text = "protocol broadcast\nnodes 2\nset order fifo\nat 0ms P1 broadcast a\nat 0ms P2 broadcast b\n";
    let (ended, findings) = searched(text, &[]);
    assert_eq!(ended, Some(Ended::Complete));
    assert_eq!(finding(&findings, "total-order"), ("violated", false));
    assert_eq!(finding(&findings, "fifo-order"), ("holds", true));
}

#[test]
fn a_copy_that_a_snapshot_does_not_expect() {
    let text = "protocol snapshot\nnodes 2\nat 0ms P1 pay P2 10\nat 0ms P2 snapshot\nallow duplicate 1\n";
    let (ended, findings) = searched(text, &[]);
    assert_eq!(ended, Some(Ended::Complete), "the protocol is right");
    assert_eq!(finding(&findings, "total-preserved"), ("violated", false));
    let (ended, _) = searched(text, &["total-preserved"]);
    assert!(matches!(ended, Some(Ended::Found(_))), "who asks for it gets it: {ended:?}");
    let (ended, _) = searched(&format!("{text}expect total-preserved violated\n"), &[]);
    assert!(matches!(ended, Some(Ended::Found(_))), "and so does a line that expects it: {ended:?}");
    let (ended, _) = searched(&text.replace("allow duplicate 1\n", ""), &[]);
    assert_eq!(ended, Some(Ended::Complete));
    let (ended, _) = searched(&text.replace("snapshot\nnodes", "snapshot no-channels\nnodes"), &[]);
    assert!(matches!(ended, Some(Ended::Found(_))), "a broken variant is broken: {ended:?}");
}
