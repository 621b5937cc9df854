//! What is surely meant by texts that are often written and mean nothing: a number in words,
//! a link with another arrow. What is meant by a wrong time stands with times, in `values.rs`.

/// The number that a word says.
pub(super) fn number_in_words(word: &str) -> Option<u8> {
    const WORDS: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    (1..).zip(WORDS).find(|(_, name)| word.eq_ignore_ascii_case(name)).map(|(number, _)| number)
}

/// Two nodes between which something else stands than `->`.
pub(super) fn link(word: &str, is_node: impl Fn(&str) -> bool) -> Option<(&str, &str)> {
    const ARROWS: [&str; 11] =
        ["<-->", "<->", "-->", "=>", "--", "\u{2192}", "\u{2194}", "\u{2013}", ">", "-", ","];
    const BYTES_MAX: usize = 300;
    let arrows = if word.len() <= BYTES_MAX { &ARROWS[..] } else { &[] };
    arrows.iter().find_map(|arrow| {
        let mut splits = word.match_indices(arrow).map(|(at, arrow)| {
            let (from, rest) = word.split_at(at);
            (from, rest.strip_prefix(arrow).unwrap_or(rest))
        });
        splits.find(|(from, to)| is_node(from) && is_node(to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant() {
        assert_eq!((number_in_words("Three"), number_in_words("S3")), (Some(3), None));
        let is_node = |name: &str| ["S1", "S2", "a-b"].contains(&name);
        for word in ["S1-S2", "S1=>S2", "S1<->S2", "S1\u{2192}S2", "S1>S2", "S1,S2"] {
            assert_eq!(link(word, is_node), Some(("S1", "S2")), "{word}");
        }
        assert_eq!(link("a-b-S1", is_node), Some(("a-b", "S1")));
        assert_eq!(link("S1-S9", is_node), None);
    }
}
