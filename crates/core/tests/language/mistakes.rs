//! Texts that are wrong: where, why, and what was meant.

use super::toy::{mistakes, parse};
use sequitur_core::scenario::{BRANCHES_MAX, LINES_MAX, MISTAKES_MAX, Scenario, TEXT_MAX};

type Table<'t> = &'t [(&'t str, &'t [&'t str])];

/// Checks the mistakes of lines, each of which follows `protocol raft` and `nodes 5`.
fn check_lines(table: Table<'_>, after: &str) {
    for (line, expected) in table {
        let found = mistakes(&format!("protocol raft\nnodes 5\n{line}\n{after}"));
        let expected: Vec<String> = expected.iter().map(|mistake| format!("3:{mistake}")).collect();
        assert_eq!(found, expected, "{line}");
    }
}

#[test]
fn lines_of_timed_runs() {
    check_lines(
        &[
            ("at 500ms S9 put x 1", &["10: \"S9\" is not a node; nodes are S1, S2, S3, S4, S5"]),
            ("at 500 S1 put x 1", &["4: \"500\" has no unit; write 500s, 500ms or 500us"]),
            ("at 500ms crsh S1", &["10: \"crsh\" is not a node; did you mean crash?"]),
            ("at 500ms S1", &["12: a command is missing; commands are put KEY VALUE, get KEY"]),
            ("at 500ms S1 pt x", &["13: no such command; commands are put and get"]),
            ("at 500ms S1 put x", &["18: a word is missing; write put KEY VALUE"]),
            (
                "at",
                &[
                    "3: \"at\" needs a time; write `at TIME NODE COMMAND`, or `at TIME` and crash, restart, pause, resume, partition, cut, heal, network, clock, fire or forge",
                ],
            ),
            (
                "at 5ms",
                &[
                    "7: \"at\" needs what happens; write `at TIME NODE COMMAND`, or `at TIME` and crash, restart, pause, resume, partition, cut, heal, network, clock, fire or forge",
                ],
            ),
            ("at 5ms crash", &["13: \"crash\" needs a node; write `crash NODE`"]),
            ("at S1 put x 1", &["4: \"S1\" is not a time; write a time such as 2s, 182.5ms or 50us"]),
            (
                "drop S1->S9 1",
                &[
                    "6: \"drop\" needs a kind of message; write `drop KIND A->B [N]`",
                    "10: \"S9\" is not a node; nodes are S1, S2, S3, S4, S5",
                ],
            ),
            ("at 5ms heal now", &["13: \"now\" does not belong here; write `heal` or `heal A->B`"]),
            ("at 5ms heal S1", &["13: \"S1\" does not belong here; write `heal` or `heal A->B`"]),
            ("at 5ms heal S1->S9", &["17: \"S9\" is not a node; nodes are S1, S2, S3, S4, S5"]),
            ("at 5ms cut", &["11: \"cut\" needs a link such as `A->B`; write `cut A->B`"]),
            (
                "at 5ms cut S1",
                &["12: \"S1\" is not a link; write sender and receiver in one word, such as `A->B`"],
            ),
            ("at 5ms cut S1->S1", &["12: \"S1->S1\" is not a link: a node reaches itself; leave it out"]),
            ("at 5ms cut S1->S2 S1->S2", &["19: \"S1->S2\" is said twice in this line; leave it out"]),
            ("at 5ms pause", &["13: \"pause\" needs a node; write `pause NODE`"]),
            (
                "at 5ms network loss 1% order fifo",
                &[
                    "24: the order of a link cannot change while the run goes on; write a line `network … order` without a time",
                ],
            ),
            (
                "at 5ms network",
                &[
                    "15: \"network\" needs an attribute; write `at TIME network [A->B] [delay D1..D2] [loss P%] [duplicate P%] [rate N/s]`",
                ],
            ),
            (
                "network rate 0/s",
                &["14: \"0/s\" is not a rate; write a rate such as 10/s, from 1/s to 1000000/s"],
            ),
            (
                "at 5ms fire S1 election-timeuot",
                &["16: \"election-timeuot\" is not a timer of raft; did you mean election-timeout?"],
            ),
            (
                "at 5ms partition",
                &["17: \"partition\" needs the nodes of a group; write `partition A B | C D`"],
            ),
            (
                "at 5ms partition S1 | | S2",
                &["23: a group has no nodes; write nodes on both sides of each `|`"],
            ),
            ("at 5ms partition S1 S1", &["21: \"S1\" is named twice; a node is in one group at most"]),
            (
                "at 5ms partition |S1|S9",
                &[
                    "18: a group has no nodes; write nodes on both sides of each `|`",
                    "22: \"S9\" is not a node; nodes are S1, S2, S3, S4, S5",
                ],
            ),
            ("drop", &["5: \"drop\" needs a kind of message; write `drop KIND A->B [N]`"]),
            (
                "drop VoteGrantd S9->S2 x",
                &[
                    "6: \"VoteGrantd\" is not a kind of message of raft; did you mean VoteGranted?",
                    "17: \"S9\" is not a node; nodes are S1, S2, S3, S4, S5",
                    "24: \"x\" does not belong here; write `drop KIND A->B [N]`",
                ],
            ),
            ("drop VoteGranted", &["17: \"drop\" needs a link such as `A->B`; write `drop KIND A->B [N]`"]),
            (
                "drop VoteGranted S1 S2",
                &[
                    "18: \"S1\" is not a link; write sender and receiver in one word, such as `A->B`",
                    "21: \"S2\" does not belong here; write `drop KIND A->B [N]`",
                ],
            ),
            ("drop VoteGranted S1->S2 0", &["25: 0 is too small; write a number from 1 to 4294967295"]),
            ("drop VoteGranted S1->S2 1+0", &["25: 0 is too small; write a number from 1 to 4294967295"]),
            (
                "delay VoteGranted S1->S2 3 260ms",
                &["28: \"260ms\" does not belong here; write `delay KIND A->B [N] to TIME`"],
            ),
            (
                "delay VoteGranted S1->S2",
                &["25: \"delay\" needs `to` and a time; write `delay KIND A->B [N] to TIME`"],
            ),
            (
                "delay VoteGranted S1->S2 to",
                &["28: \"delay\" needs a time; write `delay KIND A->B [N] to TIME`"],
            ),
            (
                "duplicate VoteGranted S1->S2 at",
                &["32: \"duplicate\" needs a time; write `duplicate KIND A->B [N] [at TIME]`"],
            ),
            (
                "deliver VoteGranted S1->S2",
                &["1: \"deliver\" is a choice of a run by hand; add the line `schedule manual`"],
            ),
            ("crash S1", &["1: \"crash\" is a choice of a run by hand; write `at TIME` before it"]),
            ("S1 put x 1", &["1: \"S1\" does not begin a line of a timed run; write `at TIME S1 COMMAND`"]),
            (
                "drp VoteGrantd S9->S2",
                &[
                    "1: \"drp\" does not begin a line; did you mean drop?",
                    "5: \"VoteGrantd\" is not a kind of message of raft; did you mean VoteGranted?",
                    "16: \"S9\" is not a node; nodes are S1, S2, S3, S4, S5",
                ],
            ),
            (
                "foo",
                &[
                    "1: \"foo\" does not begin a line; lines begin with protocol, nodes, clients, seed, network, set, start, allow, clock, schedule, expect, traitors, model, toss, drop, delay, duplicate, at, until, goal and 1 more",
                ],
            ),
            ("seed", &["5: \"seed\" needs a number; write `seed NUMBER`"]),
            ("seed -1", &["6: \"-1\" is not a whole number; write a number from 0"]),
            (
                "seed 18446744073709551616",
                &["6: \"18446744073709551616\" is too large a number; the largest is 18446744073709551615"],
            ),
            ("seed 1 2", &["8: \"2\" does not belong here; write `seed NUMBER`"]),
            (
                "network",
                &[
                    "8: \"network\" needs an attribute; write `network [A->B] [delay D1..D2] [loss P%] [duplicate P%] [order any|fifo] [rate N/s]`",
                ],
            ),
            ("network lss 1%", &["9: \"lss\" is not an attribute of the network; did you mean loss?"]),
            ("network loss 1", &["14: \"1\" is not a share in percent; write a share such as 5% or 0.25%"]),
            ("network loss 101%", &["14: \"101%\" is more than all; the largest share is 100%"]),
            ("network loss 1% loss 2%", &["17: \"loss\" is said twice in this line; leave one of them out"]),
            ("network order lifo", &["15: \"lifo\" is not an order; did you mean fifo?"]),
            (
                "network S1->S9 delay 5",
                &[
                    "13: \"S9\" is not a node; nodes are S1, S2, S3, S4, S5",
                    "22: \"5\" has no unit; write 5s, 5ms or 5us",
                ],
            ),
            (
                "network delay",
                &[
                    "14: \"network\" needs a value for delay; write `network [A->B] [delay D1..D2] [loss P%] [duplicate P%] [order any|fifo] [rate N/s]`",
                ],
            ),
            ("set", &["4: \"set\" needs a parameter; write `set PARAMETER VALUE`"]),
            ("set batch", &["10: \"set\" needs a value; write `set PARAMETER VALUE`"]),
            ("set btch 3", &["5: \"btch\" is not a parameter of raft; did you mean batch?"]),
            ("set batch x", &["11: \"x\" is not a whole number; write a number from 0"]),
            ("set pre-vote yes", &["14: \"yes\" is neither on nor off; write on or off"]),
            ("set election-timeout 5ms..1ms", &["22: \"5ms..1ms\" goes backwards; write 1ms..5ms"]),
            ("start S1", &["9: \"start\" needs a state; write `start NODE STATE`"]),
            ("start S1 foo", &["10: no such state; write term N"]),
            (
                "expect election-safty hold",
                &[
                    "8: \"election-safty\" is not a property of raft; did you mean election-safety?",
                    "23: \"hold\" is not an outcome; did you mean holds?",
                ],
            ),
            ("until 2", &["7: \"2\" has no unit; write 2s, 2ms or 2us"]),
            ("until 1000001s", &["7: \"1000001s\" is too long a time; the longest is 1000000s"]),
            ("protocol raft", &["1: \"protocol\" is said twice; line 1 has it already"]),
            ("schedule timed", &["10: \"timed\" is not a schedule; write `schedule manual [from TIME]`"]),
            ("clients 60", &["9: 5 nodes and 60 clients are too many; the most is 64 together"]),
        ],
        "",
    );
}

#[test]
fn lines_of_runs_by_hand() {
    check_lines(
        &[
            (
                "at 5ms S1 put x 1",
                &[
                    "1: \"at\" has no place in a run by hand; write what happens without its time, where its turn is",
                ],
            ),
            ("until 2s", &["1: \"until\" has no place in a run by hand; it ends after its last choice"]),
            (
                "delay VoteGranted S1->S2 to 5ms",
                &[
                    "1: \"delay\" has no place in a run by hand; write `deliver` lines in the order that you want",
                ],
            ),
            ("fire S1 election", &["9: \"election\" is not a timer of raft; did you mean election-timeout?"]),
            ("fire S1 hertbeat", &["9: \"hertbeat\" is not a timer of raft; did you mean heartbeat?"]),
            (
                "S9 put x 1",
                &[
                    "1: \"S9\" does not begin a line; lines begin with a node (S1, S2, S3, S4, S5) or protocol, nodes, clients, seed, network, set, start, allow, clock, schedule, expect, traitors, model, toss, drop, deliver, duplicate, fire, act, crash and 11 more",
                ],
            ),
            ("S1", &["3: a command is missing; commands are put KEY VALUE, get KEY"]),
            ("advance", &["8: \"advance\" needs a time; write `advance DURATION`"]),
            (
                "duplicate VoteGranted S1->S2 at 5ms",
                &["30: \"at\" does not belong here; write `duplicate KIND A->B [N]`"],
            ),
        ],
        "schedule manual",
    );
}

#[test]
fn headers() {
    let table: Table<'_> = &[
        ("", &["1:1: the protocol is missing; write `protocol NAME`; protocols are raft, lamport, paxos"]),
        (
            "protocl raft\nndoes 5",
            &[
                "1:1: \"protocl\" does not begin a line; did you mean protocol?",
                "2:1: \"ndoes\" does not begin a line; did you mean nodes?",
            ],
        ),
        (
            "protocol rft\nnodes 5\ndrop VoteGrantd S9->S2",
            &[
                "1:10: \"rft\" is not a protocol; did you mean raft?",
                "3:6: \"VoteGrantd\" is not a kind of message of raft; did you mean VoteGranted?",
                "3:17: \"S9\" is not a node; nodes are S1, S2, S3, S4, S5",
            ],
        ),
        (
            "protocol xyz\nnodes 5\ndrop VoteGrantd S9->S2\nseed x",
            &[
                "1:10: \"xyz\" is not a protocol; protocols are raft, lamport, paxos",
                "4:6: \"x\" is not a whole number; write a number from 0",
            ],
        ),
        (
            "nodes 5",
            &["1:1: the protocol is missing; write `protocol NAME`; protocols are raft, lamport, paxos"],
        ),
        (
            "schedule\nprotocol lamport",
            &["1:9: \"schedule\" needs the word `manual`; write `schedule manual [from TIME]`"],
        ),
        ("protocol raft\nnodes 0", &["2:7: 0 is too small; write a number from 1 to 64"]),
        (
            "protocol raft\nnodes 65\ncrash S70",
            &[
                "2:7: 65 is too large; write a number from 1 to 64",
                "3:1: \"crash\" is a choice of a run by hand; write `at TIME` before it",
            ],
        ),
        (
            "protocol raft\nnodes 3 4",
            &["2:9: \"4\" does not belong here; write `nodes NUMBER` or `nodes NAME NAME`"],
        ),
        (
            "protocol raft\nnodes\nseed",
            &[
                "2:6: \"nodes\" needs a number or names; write `nodes NUMBER` or `nodes NAME NAME`",
                "3:5: \"seed\" needs a number; write `seed NUMBER`",
            ],
        ),
        (
            "protocol raft\nnodes C1 b\nclients 1",
            &["3:9: \"C1\" names both a node and a client; give the node another name"],
        ),
        ("protocol", &["1:9: \"protocol\" needs a name; write `protocol NAME [VARIANT]`"]),
        (
            "protocol raft commits-old\nprotocol raft",
            &[
                "1:15: \"commits-old\" is not a variant of raft; did you mean commits-old-terms?",
                "2:1: \"protocol\" is said twice; line 1 has it already",
            ],
        ),
        (
            "protocol raft\nnodes A 1b a/b aaaaaaaaaaaaaaaaaaaaaaaaa",
            &[
                "2:9: \"1b\" cannot be the name of a node; names begin with a letter",
                "2:12: \"a/b\" cannot be the name of a node; names are made of letters, digits, `_`, `-` and `.`",
                "2:16: \"aaaaaaaaaaaaaaaaaaaaaaaaa\" cannot be the name of a node; names have at most 24 characters",
            ],
        ),
        (
            "protocol lamport x y\nclients 3\nnodes A A 5 seed",
            &[
                "1:18: \"x\" is not a variant of lamport; there are none",
                "1:20: \"y\" does not belong here; write `protocol NAME [VARIANT]`",
                "2:9: lamport has no clients; leave the line out",
                "3:9: \"A\" names two nodes; give each node a name of its own",
                "3:11: \"5\" cannot be the name of a node; names begin with a letter",
                "3:13: \"seed\" cannot be the name of a node; it is a word of the language",
            ],
        ),
    ];
    for (text, expected) in table {
        assert_eq!(mistakes(text), *expected, "{text}");
    }
}

#[test]
fn three_mistakes_give_three_errors() {
    let rest = "nodes S1 S2 S3\nat 500 S1 put x 1\ndrop VoteGranted S1->S9\nuntil 2s\n";
    let expected = [
        "3:4: \"500\" has no unit; write 500s, 500ms or 500us",
        "4:22: \"S9\" is not a node; nodes are S1, S2, S3",
    ];
    for (protocol, mistake) in [
        ("protocol rafd", "1:10: \"rafd\" is not a protocol; did you mean raft?"),
        ("protocol zab", "1:10: \"zab\" is not a protocol; protocols are raft, lamport, paxos"),
        ("protocol", "1:9: \"protocol\" needs a name; write `protocol NAME [VARIANT]`"),
        ("# none", "1:1: the protocol is missing; write `protocol NAME`; protocols are raft, lamport, paxos"),
    ] {
        let found = mistakes(&format!("{protocol}\n{rest}"));
        assert_eq!(found[0], mistake);
        assert_eq!(found[1..], expected, "{protocol}");
    }
}

#[test]
fn places_count_characters() {
    let found = parse("protocol raft\nnodes Zoë B\n  drop VoteGranted Zoë->C # é\n").unwrap_err();
    let location = (found[0].line, found[0].column, found[0].length);
    assert_eq!((found.len(), location), (1, (3, 25, 1)));
    assert_eq!(found[0].hint, "nodes are Zoë, B");
}

#[test]
fn limits() {
    let too_long = format!("protocol raft\n#{}", "x".repeat(TEXT_MAX));
    let bytes = too_long.len();
    let table = [
        (too_long, format!("2:1: the text is too long: it has {bytes} bytes; the most is {TEXT_MAX}")),
        (
            "\n".repeat(LINES_MAX + 1),
            format!(
                "{}:1: the text has too many lines: {}; the most is {LINES_MAX}",
                LINES_MAX + 1,
                LINES_MAX + 1
            ),
        ),
        (
            format!("protocol raft\nnodes {}", (1..=65).map(|n| format!("N{n} ")).collect::<String>()),
            "2:254: there are too many nodes; the most is 64".to_owned(),
        ),
    ];
    for (text, expected) in table {
        assert_eq!(mistakes(&text), [expected]);
    }
}

#[test]
fn the_first_hundred_are_told() {
    let text = "seed x\n".repeat(500) + "protocol raft\nprotocol raft";
    let found = parse(&text).unwrap_err();
    assert_eq!(found.len(), MISTAKES_MAX);
    assert_eq!((found[0].line, found[MISTAKES_MAX - 1].line), (1, 100));
    let found = mistakes(&("protocol rft\nnodes x x\nclients y\n".to_owned() + &"schedule\n".repeat(500)));
    assert_eq!(found.len(), MISTAKES_MAX);
    assert!(found[0].starts_with("1:10:") && found[2].starts_with("3:9:"), "{found:?}");
}

#[test]
fn what_is_shown_is_short_and_plain() {
    let found = mistakes(&format!("protocol raft\n{}", "x".repeat(1000)));
    assert!(found[0].starts_with(&format!("2:1: \"{}…\" does not", "x".repeat(40))), "{found:?}");
    let real =
        Scenario::parse(&format!("protocol raft\nat 1s S1 \u{1b}[2J{}", "x".repeat(1000))).unwrap_err();
    assert!(real[0].what.chars().count() < 400 && !real[0].what.contains('\u{1b}'), "{real:?}");
}

#[test]
fn branches_and_what_is_taken_over() {
    let table: Table<'_> = &[
        ("schedule manual\nbranch", &["2:7: \"branch\" needs a name; write `branch NAME at N [of BRANCH]`"]),
        (
            "schedule manual\nbranch a",
            &["2:9: \"branch\" needs `at` and a number; write `branch NAME at N [of BRANCH]`"],
        ),
        (
            "schedule manual\nbranch a 3",
            &["2:10: \"3\" does not belong here; write `branch NAME at N [of BRANCH]`"],
        ),
        (
            "schedule manual\nbranch a at x",
            &["2:13: \"x\" is not a whole number; write a number from 0 to 100000"],
        ),
        (
            "schedule manual\nbranch a at 1 of",
            &["2:17: \"branch\" needs a branch; write `branch NAME at N [of BRANCH]`"],
        ),
        (
            "schedule manual\nbranch a at 1 of a",
            &["2:18: \"a\" is not a branch above; branches above are main"],
        ),
        (
            "schedule manual\nbranch main at 1",
            &["2:8: \"main\" names two branches; give each branch a name of its own"],
        ),
        (
            "schedule manual\nbranch a at 1\nbranch a at 2",
            &["3:8: \"a\" names two branches; give each branch a name of its own"],
        ),
        (
            "schedule manual\nbranch 1st at 1",
            &["2:8: \"1st\" cannot be the name of a branch; names begin with a letter"],
        ),
        ("branch a at 1", &["1:1: \"branch\" is a choice of a run by hand; add the line `schedule manual`"]),
        ("schedule manual from", &["1:21: \"schedule\" needs a time; write `schedule manual [from TIME]`"]),
        ("schedule manual from 5", &["1:22: \"5\" has no unit; write 5s, 5ms or 5us"]),
        (
            "schedule manual at 5ms",
            &["1:17: \"at\" does not belong here; write `schedule manual [from TIME]`"],
        ),
        (
            "heal\nat 1ms heal\nschedule manual from 5ms\nheal\nat 1ms heal\nuntil 1s",
            &[
                "1:1: \"heal\" is a choice of a run by hand; write `at TIME` before it",
                "5:1: \"at\" has no place in a run by hand; write what happens without its time, where its turn is",
                "6:1: \"until\" has no place in a run by hand; it ends after its last choice",
            ],
        ),
        (
            "fire S1 heartbeat\nschedule manual from 5ms",
            &["1:1: \"fire\" is a choice of a run by hand; write it below the line `schedule manual from`"],
        ),
    ];
    for (text, expected) in table {
        assert_eq!(mistakes(&format!("{text}\nprotocol raft\nnodes 5\n")), *expected, "{text}");
    }
    let many: String = (1..=BRANCHES_MAX).map(|n| format!("branch b{n} at 0\n")).collect();
    let found = mistakes(&format!("protocol raft\nschedule manual\n{many}"));
    assert_eq!(
        found,
        [format!("{}:8: there are too many branches; the most is {BRANCHES_MAX}", BRANCHES_MAX + 2)]
    );
}

#[test]
fn lines_about_clocks() {
    check_lines(
        &[
            ("clock S9 offset 1ms", &["7: \"S9\" is not a node; nodes are S1, S2, S3, S4, S5"]),
            (
                "clock S1",
                &["9: \"clock\" needs an offset or a drift; write `clock NODE [offset D] [drift PPM]`"],
            ),
            ("clock S1 ofset 1ms", &["10: \"ofset\" is not an attribute of a clock; did you mean offset?"]),
            (
                "clock S1 drift 200",
                &["16: \"200\" is not a drift; write parts per million, such as 200ppm or -50ppm"],
            ),
            ("clock S1 drift 600000ppm", &["16: 600000 is too large; write a number from 0 to 500000"]),
            ("clock S1 offset 1001s", &["17: \"1001s\" is too much for a clock; the most is 1000s"]),
            ("clock S1 step 1s", &["6: a clock is corrected at a time; write `at TIME` before it"]),
            (
                "at 1s clock S1 slew 1s over 2s",
                &["29: 1s cannot be slewed over 2s; write a time from 4s to 1000s"],
            ),
            (
                "at 1s clock S1 slew 1s",
                &[
                    "23: \"clock\" needs `over` and a length of time; write `clock NODE step D` or `clock NODE slew D over D`",
                ],
            ),
            ("at 1s clock S1 jump 1s", &["16: \"jump\" is not a correction; corrections are step, slew"]),
        ],
        "",
    );
}

/// What students write, and the answer that helps.
#[test]
fn what_is_often_written() {
    check_lines(
        &[
            ("at 1s S1 crash", &["10: \"crash\" stands before its node; write `at 1s crash S1`"]),
            (
                "at 100ms put x 1",
                &["10: \"put\" is asked of a node; write `at 100ms S1 put x 1`, or another node"],
            ),
            ("put x 1", &["1: \"put\" is asked of a node; write `at TIME S1 put x 1`, or another node"]),
            (
                "at 100ms S1 put \"x 1",
                &[
                    "17: the quote is not closed; write several words between quotes: `\"two words\"`, at most 400 bytes",
                ],
            ),
            (
                "drop RequestVote S1->S1",
                &["18: \"S1->S1\" is a link from a node to itself; no message takes it: write two nodes"],
            ),
            (
                "expect a-leader violated",
                &[
                    "17: a-leader is never violated; no finite run violates it: it can still come true later, so write holds or pending",
                ],
            ),
            (
                "expect election-safety pending",
                &[
                    "24: election-safety is never pending; it holds until an event violates it, so write holds or violated",
                ],
            ),
            (
                "network S1-S2 delay 5ms",
                &["9: \"S1-S2\" is not a link; write S1->S2, and S2->S1 for the other direction"],
            ),
            (
                "drop RequestVote S1→S2",
                &["18: \"S1→S2\" is not a link; write S1->S2, and S2->S1 for the other direction"],
            ),
            ("network delay 10ms-30ms", &["15: \"10ms-30ms\" is not a range of times; write 10ms..30ms"]),
            ("network delay 10..30ms", &["15: \"10..30ms\" is not a range of times; write 10ms..30ms"]),
            ("at 1min crash S1", &["4: \"min\" is not a unit of time; write 60s"]),
            ("until 2sec", &["7: \"sec\" is not a unit of time; write 2s"]),
            ("at 500 ms crash S1", &["4: \"500\" is a time in two words; write 500ms"]),
        ],
        "",
    );
    check_lines(
        &[
            ("S1 crash", &["4: \"crash\" stands before its node; write `crash S1`"]),
            ("put x 1", &["1: \"put\" is asked of a node; write `S1 put x 1`, or another node"]),
        ],
        "schedule manual\n",
    );
    let three = mistakes("protocol raft\nnodes three\n");
    assert_eq!(three, ["2:7: \"three\" is a number in words, and would name one node; write 3"]);
    assert!(mistakes("protocol raft\nnodes three four\n").is_empty(), "two names");
}

/// What the catalogue's protocols say of settings and numbers of nodes that they cannot have.
#[test]
fn bounds_are_told() {
    let table = [
        ("raft", "set heartbeat 0ms", "15: 0ms is too short; the shortest is 1ms"),
        ("raft", "set batch 0", "11: 0 is too small; write a number from 1 to 1000000"),
        ("raft", "set election-timeout 0ms..5ms", "22: 0ms is too short; the shortest is 1us"),
        ("raft", "set lease 5s", "11: 5s is too long; the longest is 150ms, the shortest election-timeout"),
        ("clock-sync", "set max-drift 500001", "15: 500001 is too large; write a number from 0 to 500000"),
        (
            "snapshot",
            "set balance 18446744073709551615",
            "13: 18446744073709551615 is too large; write a number from 0 to 1000000000",
        ),
        (
            "lease",
            "nodes 2",
            "7: 2 nodes are too few for lease; write a number from 3 to 64, or as many names",
        ),
        ("lease", "nodes A", "7: 1 node is too few for lease; write a number from 3 to 64, or as many names"),
    ];
    for (protocol, line, expected) in table {
        let found = Scenario::parse(&format!("protocol {protocol}\n{line}\n")).expect_err(line);
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, [format!("2:{expected}")], "{line}");
    }
    let longer = "protocol raft\nset lease 400ms\nset election-timeout 500ms..600ms\n";
    assert!(Scenario::parse(longer).is_ok(), "the order of the lines does not count");
}
