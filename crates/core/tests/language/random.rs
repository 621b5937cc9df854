//! What has to be true of every text, tried on random ones.

use super::grammar::{canonical, careless};
use super::toy::{parse, right};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use sequitur_core::scenario::{LINES_MAX, MISTAKES_MAX, TEXT_MAX};

proptest! {
    #[test]
    fn printing_is_the_inverse_of_parsing(text in canonical()) {
        let scenario = right(&text);
        prop_assert_eq!(&scenario.text(), &text);
        prop_assert_eq!(&scenario.source(), &text);
        prop_assert_eq!(right(&scenario.text()), scenario);
    }

    #[test]
    fn spaces_mean_nothing((text, careless) in careless()) {
        let scenario = right(&careless);
        prop_assert_eq!(&scenario.text(), &text);
        prop_assert_eq!(scenario.source(), careless.replace("\r\n", "\n"));
        let canonical = right(&text);
        prop_assert_eq!(scenario.plan(), canonical.plan());
        prop_assert_eq!(scenario, canonical);
    }

    #[test]
    fn statements_can_be_found_by_their_origin(text in canonical()) {
        let scenario = right(&text);
        let plan = scenario.plan();
        let origins = plan.edits.iter().map(|edit| edit.origin);
        for origin in origins.chain(plan.timed.iter().map(|timed| timed.origin)) {
            let line = text.lines().nth(origin as usize).expect("a line");
            prop_assert!(line.starts_with(&scenario.statement(origin)));
        }
    }

    #[test]
    fn random_bytes_do_no_harm(bytes in vec(any::<u8>(), 0..400)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn random_words_do_no_harm(words in vec(select(WORDS), 0..60)) {
        check(&words.join(" ").replace(" \n ", "\n"));
    }

    #[test]
    fn changed_texts_do_no_harm(text in canonical(), changes in vec((any::<Index>(), any::<char>(), 0..4u8), 1..6)) {
        let mut letters: Vec<char> = text.chars().collect();
        for (index, letter, change) in changes {
            let index = index.index(letters.len());
            match change {
                0 => letters[index] = letter,
                1 => letters.insert(index, letter),
                2 => { letters.remove(index); }
                _ => letters.truncate(index + 1),
            }
            if letters.is_empty() {
                break;
            }
        }
        check(&letters.iter().collect::<String>());
    }
}

const WORDS: &[&str] = &[
    "\n",
    "\n",
    "\n",
    "protocol",
    "raft",
    "nodes",
    "5",
    "A",
    "B",
    "A->B",
    "S1",
    "S1->S2",
    "clients",
    "2",
    "seed",
    "network",
    "delay",
    "loss",
    "1%",
    "10ms..20ms",
    "order",
    "fifo",
    "set",
    "heartbeat",
    "batch",
    "start",
    "at",
    "5ms",
    "0s",
    "crash",
    "restart",
    "partition",
    "|",
    "heal",
    "drop",
    "Heartbeat",
    "VoteGrante",
    "1+1",
    "to",
    "duplicate",
    "until",
    "schedule",
    "manual",
    "fire",
    "deliver",
    "advance",
    "clock",
    "step",
    "slew",
    "over",
    "offset",
    "drift",
    "-5ms",
    "9ppm",
    "branch",
    "from",
    "of",
    "main",
    "expect",
    "election-safety",
    "holds",
    "put",
    "x",
    "# no",
    "#",
    "protocl",
    "99999999999999999999",
    "\u{feff}",
    "..",
    "->",
    "%",
    "+",
    "S1->S2->S3",
];

/// Whatever the text is: a scenario whose text means the same, or mistakes that can be
/// shown.
fn check(text: &str) {
    let mistakes = match parse(text) {
        Ok(scenario) => {
            let canonical = scenario.text();
            let again = right(&canonical);
            assert_eq!(again.text(), canonical);
            assert_eq!(again.plan(), scenario.plan());
            assert_eq!(again, scenario);
            assert_eq!(right(&scenario.source()), scenario);
            return;
        }
        Err(mistakes) => mistakes,
    };
    assert!((1..=MISTAKES_MAX).contains(&mistakes.len()));
    assert!(mistakes.is_sorted(), "{mistakes:?}");
    let lines: Vec<usize> = text.trim_start_matches('\u{feff}').lines().map(|l| l.chars().count()).collect();
    for mistake in mistakes {
        let width = lines.get(mistake.line as usize - 1).copied().unwrap_or(0);
        assert!(mistake.column >= 1, "{mistake:?}");
        assert!((mistake.column + mistake.length) as usize <= width + 1, "{mistake:?} in {text:?}");
        assert!(!mistake.what.is_empty() && !mistake.hint.is_empty(), "{mistake:?}");
        assert!(!mistake.to_string().contains('\n'), "{mistake:?}");
    }
}

/// Texts as large as they may be, or larger, at which a careless parser would be slow:
/// they take a tenth of a second, and would take minutes.
#[test]
#[expect(clippy::disallowed_types, reason = "this test is about real time")]
fn large_texts_take_linear_time() {
    let fill = |start: &str, piece: &str| {
        let count = (TEXT_MAX - start.len()) / piece.len();
        start.to_owned() + &piece.repeat(count)
    };
    let raft = "protocol raft\n";
    let by_hand = "protocol raft\nschedule manual\n";
    let partition = "protocol raft\nat 1ms partition ";
    let texts = [
        fill("", "x"),
        fill("", " "),
        fill("", "#"),
        fill("", "\n"),
        fill("", "é→"),
        fill(raft, "x "),
        fill(raft, "0"),
        fill(raft, "drop Heartbeat S1->S2 1\n"),
        fill(raft, "drop Heartbaet S1->S9 1\n"),
        fill(raft, "protocol raft\n"),
        fill(raft, "network S1->S2 loss 1%\n"),
        fill(raft, "start S1 term 1\n"),
        fill(raft, "expect a-leader holds\n"),
        fill(raft, "at 1ms S1 put x 1\n"),
        fill(by_hand, "S1 put x 1\n"),
        fill(by_hand, "Sx put x 1\n"),
        fill(by_hand, "branch b at 9\n"),
        fill(by_hand, "crash S1\n") + "branch b at 99999\nbranch c at 99999 of b\n",
        fill("protocol raft\nnodes ", "node"),
        fill("protocol raft\nnodes ", "n "),
        fill("protocol raft\nseed ", "0"),
        fill("protocol raft\nseed ", "9"),
        fill("protocol raft\nuntil 0.", "0"),
        fill("protocol raft\nuntil 5", "x"),
        fill("protocol raft\nnetwork ", "loss 1% "),
        fill("protocol raft\nnetwork ", "loss 1x "),
        fill("protocol raft\nstart S1 term ", "1 "),
        fill("protocol raft\ndrop Heartbeat S1->S2 1+", "1+"),
        fill("protocol raft\ndrop Heartbeat ", "S1->"),
        fill(partition, "|"),
        fill(partition, "| "),
        fill(partition, "S9 "),
        fill(partition, "S1|"),
        fill("protocol raft\n", "ndoes 5\n"),
        fill("", "protocl raft\n"),
        "x\n".repeat(LINES_MAX + 1),
        "y".repeat(3 * TEXT_MAX),
    ];
    for text in texts {
        let began = std::time::Instant::now();
        check(&text);
        let beginning: String = text.chars().take(60).collect();
        assert!(began.elapsed().as_secs() < 20, "{beginning}");
    }
}
