//! Broken variants: their numbers never change, and a scenario that names one by its number
//! gives nothing away.

use super::parse;
use expect_test::expect;
use sequitur_core::protocols::catalogue;
use sequitur_core::scenario::Scenario;
use std::fmt::Write;

/// Exercises and links name variants by these numbers.
#[test]
fn numbers_of_variants_are_fixed() {
    let mut numbers = String::new();
    for info in catalogue().iter().map(|protocol| protocol.info()) {
        for (number, variant) in (1..).zip(info.variants) {
            writeln!(numbers, "{} {number} {}", info.name, variant.name).expect("a string");
        }
    }
    expect![[r#"
        raft 1 commits-old-terms
        raft 2 forgets-vote
        raft 3 votes-twice
        raft 4 ignores-logs
        raft 5 half-quorum
        raft 6 floor-quorum
        raft 7 compares-lengths
        raft 8 truncates-logs
        raft 9 ignores-prev-term
        raft 10 forgets-log
        raft 11 commits-by-length
        raft 12 keeps-leading
        raft 13 stale-reads
        raft 14 repeats-commands
        raft 15 changes-too-early
        exchange 1 lamport-forgets-maximum
        exchange 2 lamport-forgets-increment
        exchange 3 vector-forgets-merge
        exchange 4 vector-forgets-increment
        exchange 5 lamport-counts-receives-twice
        lamport-mutex 1 any-order
        lamport-mutex 2 no-ack
        ricart-agrawala 1 ties-reply
        broadcast 1 naive
        snapshot 1 any-order
        snapshot 2 late-marker
        snapshot 3 no-channels
        paxos 1 refuses-equal
        paxos 2 keeps-own-value
        paxos 3 accepts-anything
        paxos 4 forgets-promise
        paxos 5 forgets-accepted
        paxos 6 half-quorum
        paxos 7 floor-quorum
        paxos 8 adopts-lowest
        paxos 9 adopts-most-frequent
        paxos 10 does-not-raise
        paxos 11 counts-over-ballots
        paxos 12 same-ballots
        paxos 13 forgets-round
        multi-paxos 1 ignores-promises
        multi-paxos 2 leaves-gaps
        multi-paxos 3 stale-reads
        multi-paxos 4 repeats-commands
        clock-sync 1 ignores-delay
        lease 1 no-fence
        two-generals 1 bold
        counter 1 read-then-write
        commit 1 aborts-prepared
        commit 2 commits-prepared
        commit 3 forgets-decision
        commit 4 forgets-prepared
        commit 5 majority-commits
        oral-messages 1 fewer-rounds
        signed-messages 1 fewer-rounds
        signed-messages 2 any-length
        signed-messages 3 unverified
        pbft 1 small-certificates
        pbft 2 third-may-lie
        pbft 3 small-commits
        pbft 4 no-certificates
        pbft 5 one-reply
        detector 1 never-forgives
        rpc 1 no-table
        rpc 2 volatile-table
        rpc 3 new-id
        rpc 4 effect-first
        rpc 5 table-first
        bully 1 short-timeout
        bully 2 misses-ok
        ring 1 passes-all
        ring 2 stays-out
        quorum 1 older-overwrites
        quorum 2 counts-alone
        votes 1 half-votes
        votes 2 forgets-vote
        ben-or 1 decides-on-one
        chandra-toueg 1 ignores-timestamps
        reduction 1 as-they-come
        reduction 2 own-first
        longest-chain 1 first-seen
        longest-chain 2 unconfirmed
        longest-chain 3 counts-nodes
    "#]]
    .assert_eq(&numbers);
}

#[test]
fn a_numbered_variant_is_the_named_one_without_its_name() {
    for info in catalogue().iter().map(|protocol| protocol.info()) {
        for (number, variant) in (1..).zip(info.variants) {
            let numbered = parse(&format!("protocol {} bug {number}\n", info.name));
            let named = parse(&format!("protocol {} {}\n", info.name, variant.name));
            assert_eq!(numbered.plan(), named.plan());
            assert_eq!(numbered.text(), format!("protocol {} bug {number}\n", info.name));
            assert_eq!(parse(&numbered.text()), numbered);
            assert_ne!(numbered, named, "they are printed differently");
        }
    }
}

#[test]
fn a_number_that_no_variant_has_is_refused() {
    let wrong = |text: &str| match Scenario::parse(text) {
        Ok(_) => "right".to_owned(),
        Err(mistakes) => mistakes[0].to_string(),
    };
    assert_eq!(wrong("protocol lamport-mutex bug 3\n"), "1:28: lamport-mutex has no bug 3; they are 1 to 2");
    assert_eq!(wrong("protocol consensus bug 1\n"), "1:24: consensus has no bug 1; it has none");
    assert_eq!(
        wrong("protocol raft bug\n"),
        "1:18: \"protocol\" needs a number; write `protocol NAME bug N`"
    );
    assert_eq!(wrong("protocol lamport-mutex bug 0\n"), "1:28: lamport-mutex has no bug 0; they are 1 to 2");
}
