//! Links: there and back, how long they are, and what is said of bad ones.

use super::grammar::canonical;
use super::toy::{TOY_RAFT, right};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use sequitur_core::scenario::TEXT_MAX;
use sequitur_core::scenario::link::{LinkError, decode, encode};

/// A link that spells these bytes.
fn link(bytes: &[u8]) -> String {
    format!("#/s/1.{}", URL_SAFE_NO_PAD.encode(compress_to_vec(bytes, 10)))
}

fn broken(text: &str) -> Result<String, LinkError> {
    Err(LinkError::Broken { text: text.to_owned() })
}

/// Links that were shared once. They have to be read for ever, so no line of this test
/// may change.
#[test]
fn old_links_are_read() {
    let text = "# One lost vote\nprotocol raft\nnodes 5\nseed 7\nset election-timeout 150ms..300ms\n\
                at 500ms S1 put x 1\n\ndrop VoteGranted S5->S2 1\nuntil 2s\nexpect election-safety holds\n";
    let plain = "#/s/1.RcyxCsJAEIThfp9iwNqQRA47W0uLgP2R22DgcnvcbiS-vWtlNQM_fCc8CiOLGt5iTLWJySwZLS5GRRIrAi\
        lzwtXHwJlnW6Wcbd1YdsMQ-k277tL7UDSE38E0oHo8MBClJhVP1-8tFnNpCufbNHrai60ZoxIf1dk_rnFh--AlOS\
        l9AQ";
    assert_eq!(decode(plain).as_deref(), Ok(text));
}

#[test]
fn old_links_in_shorthand_are_read() {
    let mut text = "# Zoë\nprotocol raft\n".to_owned();
    for n in 1..=40 {
        text += &format!("drop VoteGranted S{}->S{} {}\n", n % 3, n % 2 + 3, n * 7);
        text += &format!("delay Heartbeat S{}->S{} {n} to {}.125ms\n", n % 4, n % 5 + 4, n * 419);
        text += &format!("duplicate Appended S{}->S{} {} at {}ms\n", n % 3, n % 2 + 3, n * n, n * 13);
        text += &format!("at {}.5ms crash S{}\n", n * 16_000, n % 5 + 1);
    }
    let shorthand = "#/s/1.XM_BCsIwDAbgzamHPEVfQLCtU0-CJ70PvMc1oDC2UuPBtzfwC8Jo4G_Tj0Cqc84yJkl0FS56F1bqtptTFx\
        E7RIvYIw6II3XeCtgDe2AP7IE9cLACDsABOAAH4ABsKkJFqAgVoSKUfbd0m1QuhUe1LYjVrV1f-PVwNSUZ-ONqOw\
        unk1tRKlPG-39tKL3z8OxZ5UdtxnLWbNCkqk5fAGQBm_4GZTUADQzJ7QAaAehJ9BMupQAnAtxt9BmTXQA0A9CR9B\
        _4FQBBBMS19CZczQBOBbjZ9CzBhQBbBqz99DMmPQBoB6Eh9DmK9QB1CJVF9D_vrQCCCYlp9EZUZQCPCn2N9Ey5HQ\
        CcC3Gx9FMd1QCpDGXV9FmCjQC2DVn59F_nRQDDDk4d9GZL_QDQD0JB9GywtQDdEDZl9HMVbQDqESqJ9Hl6JQD3Eh\
        6t9H_e3QEEExLR9IZDlQERFAb19IyoTQEeFPsZ9JMNBQErFe899JlxvQE4FuNh9J_WdQFFF9eF9KY7LQFSGMup9K\
        yf5QFfGb_N9LMEnQFsGrPx9LlpVQF5G6gV9L_ODQGGHJw59MYyxQGTHZBd9MyXfQGgHoSB9NL8NQGtH3il9Nlg7Q\
        G6IGzJ9N_FpQHHIWDt9OYqXQHUIlUR9OyPFQHhI0k19PLzzQHuJD1Z9PlYhQH7JTF99P-9PQIIJiWh9C3SvWtTUR\
        jH8fOcc2-Se9om57RNmrTJMTX1BQdJBsXNCCI4OAgu6uQLQkFJrQVxkfPc3Ls5FNzchA6Kg5vg4CB2ETe3bgqCm-\
        Dg5tDfE_oPfB74_p5B_9bkyzu7tT3ZmdybPOxv33mwY_Ngq0xzVChLWGN0fjgcnj336MnR3PivPLg605IulEtiKw\
        -mybRqCmWy2M1D1mWqJoXKXOzlwQ-YbFoo34m1POgzTIuVQumN2MCdEVOnijsjUdwFpkoN5lgUc5GpnsG8Lkp2hc\
        lbmPdF8deY2nMwn4mibzCl8zB3RbG3mRYWYL4Vxd1latZh7otiNplWGjB_ipJtMSWuVBkpYfxTpnlfKk_r4ujnTM\
        uLpdJ0WSBbMq0tlUiyKZJ7wWSWS-VoVyjzEsGapTL0UajsFeq0RP4llH-NPCuQtRdKv0GfNmQ9Fsq-R6AOZP1YKP\
        cBhVYh6z2hzCckWoOsD4TK9tGoC9k4ofw3ROpBNleF0t9RKUA2hVD2AJmOQTafhXI_0KkPOVGz0X4j1Drk5NJstT\
        8odRxyUsxm-4dUA8jJ19lu_9FqA3LqYmMaLBnEOgE6vRlb0-DIotZJ2Ole7E6DIY9cp4Cnf2NvGjJqo9dp6JVxrB\
        0C";
    assert_eq!(decode(shorthand), Ok(text));
}

#[test]
fn an_address_or_its_fragment_is_a_link() {
    let fragment = encode("protocol raft\n");
    for before in
        ["", "https://example.org/x/?y#".trim_end_matches('#'), "http://localhost:8080/", "file:///x.html"]
    {
        for after in ["", " ", "\r\n"] {
            assert_eq!(decode(&format!("{before}{fragment}{after}")).as_deref(), Ok("protocol raft\n"));
        }
    }
    assert!(fragment.chars().all(|c| c.is_ascii_alphanumeric() || "#/.-_".contains(c)), "{fragment}");
}

#[test]
fn what_is_not_a_link() {
    for text in
        ["", "#", "#/", "#/learn/raft", "protocol raft", "https://example.org/", "# title #/s/1.x", "/s/1.AA"]
    {
        assert_eq!(decode(text), Err(LinkError::NotOurs), "{text}");
    }
    for text in ["#/s/", "#/s/1", "#/s/1.", "#/s/x", "#/s/0.AA", "#/s/1!", "#/s/-1.AA"] {
        assert_eq!(decode(text), broken(""), "{text}");
    }
}

#[test]
fn newer_links_say_so() {
    for (text, version) in [("#/s/2.abc", 2), ("#/s/17", 17), ("#/s/99999999999.x", u32::MAX)] {
        let error = decode(text).unwrap_err();
        assert_eq!(error, LinkError::Newer { version });
        assert!(error.to_string().contains("newer version"), "{error}");
    }
}

#[test]
fn a_cut_link_gives_what_it_has() {
    let text = "# Title\nprotocol raft\nnodes 5\nseed 7\nat 500ms S1 put x 1\nuntil 2s\n";
    let whole = encode(text);
    for cut in 0..whole.len() {
        let error = decode(&whole[..cut]).unwrap_err();
        assert!(text.starts_with(error.text()), "{cut}: {error:?}");
    }
    let error = decode(&whole[..whole.len() * 3 / 4]).unwrap_err();
    assert!(error.text().starts_with("# Title\nprotocol raft\n"), "{error:?}");
    let mut changed = whole.clone();
    changed.replace_range(whole.len() - 8..whole.len() - 7, "!");
    let error = decode(&changed).unwrap_err();
    assert!(error.text().starts_with("# Title\nprotocol raft\n"), "{error:?}");
}

#[test]
fn a_cut_link_in_shorthand_gives_what_it_has() {
    let text = edits(40, 50);
    let whole = encode(&text);
    let longest = (0..whole.len()).map(|cut| {
        let error = decode(&whole[..cut]).unwrap_err();
        // The last line can be cut in a number.
        let complete = error.text().rfind('\n').map_or("", |end| &error.text()[..=end]);
        assert!(text.starts_with(complete), "{cut}: {error:?}");
        complete.len()
    });
    assert!(longest.max() > Some(text.len() * 3 / 4));
}

#[test]
fn nothing_may_follow() {
    let whole = encode("protocol raft\n");
    for after in ["A", "AA", "AAAA", "=", ".", " x", "%20"] {
        assert_eq!(decode(&format!("{whole}{after}")), broken("protocol raft\n"), "{after}");
    }
}

#[test]
fn what_is_no_text_is_broken() {
    assert_eq!(decode(&link(b"seed 1\n\xff\nseed 2\n")), broken("seed 1\n"));
    assert_eq!(decode(&link(b"\0")), broken(""));
    assert_eq!(decode(&link(b"\0\n\n\0\0\0\x80")), broken(""));
    assert_eq!(decode(&link(b"\0\nx \x01\n\n\0\0\0seed 1\n\x80\x05")), broken("seed 1\nx "));
    assert_eq!(decode(&link(b"\0\nx \x02\n\n\0\0\0\x80\x05")).as_deref(), Ok("x 5\n"));
}

#[test]
fn bombs_do_not_go_off() {
    let huge = vec![b'a'; 100 * TEXT_MAX];
    let text = "a".repeat(TEXT_MAX);
    assert_eq!(decode(&link(&huge)), Err(LinkError::TooLarge { text }));
    let most = "a".repeat(TEXT_MAX);
    assert_eq!(decode(&encode(&most)), Ok(most));

    let word = "w".repeat(200_000);
    let pattern = "\u{1}".repeat(200_000);
    let mut bytes = format!("\0{word}\n\n{pattern}\n\n\0\0\0").into_bytes();
    bytes.push(0x80);
    bytes.resize(bytes.len() + 200_000, 0);
    let error = decode(&link(&bytes)).unwrap_err();
    assert!(
        matches!(&error, LinkError::TooLarge { text } if text.len() == TEXT_MAX),
        "{}",
        error.text().len()
    );
}

/// Random numbers that are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % count
    }
}

/// A scenario with so many edits of random messages, some of them drops, the others
/// delays to the microsecond.
fn edits(count: usize, drops_percent: u64) -> String {
    let mut dice = Dice(7);
    let mut text = "# Many edits\nprotocol raft\nseed 7\nset election-timeout 150ms..300ms\n\
                    at 500ms S1 put x 1\n"
        .to_owned();
    for _ in 0..count {
        let from = dice.below(5);
        let to = (from + 1 + dice.below(4)) % 5;
        let kind = TOY_RAFT.kinds[dice.below(17) as usize].name;
        let key = format!("{kind} S{}->S{} {}", from + 1, to + 1, 1 + dice.below(60));
        let (at, is_drop) = (dice.below(5_000_000), dice.below(100) < drops_percent);
        text += &match is_drop {
            true => format!("drop {key}\n"),
            false => format!("delay {key} to {at}us\n"),
        };
    }
    right(&text).text()
}

#[test]
fn two_hundred_edits_fit_in_two_thousand_characters() {
    for drops_percent in [100, 50, 0] {
        let text = edits(200, drops_percent);
        let link = encode(&text);
        println!("{drops_percent}% drops: {} bytes, {} characters", text.len(), link.len());
        assert!(link.len() < 2_000, "{}", link.len());
        assert_eq!(decode(&link), Ok(text));
    }
}

proptest! {
    #[test]
    fn scenarios_come_back(text in canonical()) {
        prop_assert_eq!(decode(&encode(&text)), Ok(text));
    }

    #[test]
    fn any_text_comes_back(text in any::<String>()) {
        prop_assert_eq!(decode(&encode(&text)), Ok(text));
    }

    #[test]
    fn texts_like_shorthand_come_back(text in "([\0-\u{9}]|S1|a|5|300|1ms|1us|20s|->|[ \n\u{80}é])*") {
        prop_assert_eq!(decode(&encode(&text)), Ok(text));
    }

    #[test]
    fn plainly_deflated_texts_are_read(text in canonical()) {
        prop_assert_eq!(decode(&link(text.as_bytes())), Ok(text));
    }

    #[test]
    fn changed_links_do_no_harm(
        text in canonical(),
        changes in vec((any::<Index>(), "[A-Za-z0-9_.!é-]", any::<bool>()), 1..4),
    ) {
        let mut link: Vec<String> = encode(&text).chars().map(String::from).collect();
        for (index, letter, is_cut) in changes {
            let index = index.index(link.len());
            if let Some(old) = link.get_mut(index) {
                *old = letter;
            }
            if is_cut {
                link.truncate(index + 1);
            }
        }
        if let Err(error) = decode(&link.concat()) {
            prop_assert!(error.text().len() <= TEXT_MAX);
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn random_bytes_in_links_do_no_harm(bytes in vec(any::<u8>(), 0..200), is_shorthand in any::<bool>()) {
        let _ = decode(&format!("#/s/1.{}", URL_SAFE_NO_PAD.encode(&bytes)));
        let head: &[u8] = if is_shorthand { b"\0S1\nS2\n\na \x01\nb \x05 \x02\n\n\0\0\x09" } else { b"\0" };
        let text = decode(&link(&[head, &bytes].concat()));
        let length = text.map_or_else(|error| error.text().len(), |text| text.len());
        prop_assert!(length <= TEXT_MAX);
    }
}
