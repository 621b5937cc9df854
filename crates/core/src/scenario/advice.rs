//! What is surely meant by texts that are often written and mean nothing: a number in words,
//! a link with another arrow, a range with another dash, a unit by another name.

use super::values;

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

/// A range of times with another dash, or whose first end has no unit of its own.
pub(super) fn range(text: &str) -> Option<String> {
    const DASHES: [&str; 5] = ["...", "..", "-", "\u{2013}", "~"];
    DASHES.iter().find_map(|dash| {
        let (least, most) = text.split_once(dash)?;
        let unit = most.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let has_unit = least.ends_with(|c: char| c.is_alphabetic());
        let least = if has_unit { least.to_owned() } else { format!("{least}{unit}") };
        let ends = [values::duration(&least).ok()?, values::duration(most).ok()?];
        (ends[0] <= ends[1]).then(|| format!("{least}..{most}"))
    })
}

/// A time in a unit that has another name here, or that is counted in another unit.
pub(super) fn time(amount: &str, unit: &str) -> Option<String> {
    let unit = unit.to_lowercase();
    let (factor, name) = match unit.as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => (1, "s"),
        "ms" | "msec" | "msecs" | "millis" | "millisecond" | "milliseconds" => (1, "ms"),
        "us" | "usec" | "usecs" | "micros" | "microsecond" | "microseconds" => (1, "us"),
        "min" | "mins" | "minute" | "minutes" => (60, "s"),
        "h" | "hour" | "hours" => (3600, "s"),
        _ => return None,
    };
    let time = values::duration(&format!("{amount}{name}")).ok()?;
    let time = time.checked_mul(factor)?;
    let text = values::duration_text(time);
    values::duration(&text).is_ok().then_some(text)
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
        let ranges = [("10ms-30ms", "10ms..30ms"), ("10-30ms", "10ms..30ms"), ("10..30ms", "10ms..30ms")];
        for (text, meant) in ranges {
            assert_eq!(range(text).as_deref(), Some(meant), "{text}");
        }
        assert_eq!((range("30ms-10ms"), range("x-y")), (None, None));
        assert_eq!(time("1", "min").as_deref(), Some("60s"));
        assert_eq!(time("1.5", "Seconds").as_deref(), Some("1500ms"));
        assert_eq!((time("500", "MS").as_deref(), time("5", "m")), (Some("500ms"), None));
    }
}
