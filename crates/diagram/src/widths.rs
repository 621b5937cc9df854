//! How wide a text is, at most, in the fonts that pages fall back on. Labels are placed
//! before anything is painted, and must not touch whatever font is there.

/// The width of a text in px at 12 px, rounded up.
pub(crate) fn width_of(text: &str) -> i64 {
    text.chars().map(tenths).sum::<i64>() / 10 + 1
}

/// The same at 11 px.
pub(crate) fn small_width_of(text: &str) -> i64 {
    width_of(text) * 11 / 12 + 1
}

/// The width of a text in px in the font of clocks, in which all characters are alike.
pub(crate) fn clock_width_of(text: &str) -> i64 {
    text.chars().count() as i64 * 66 / 10 + 1
}

/// The width of a character at 12 px, in tenths of px.
fn tenths(letter: char) -> i64 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 36,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '-' | ' ' | '/' | '"' => 48,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 118,
        'a'..='z' | '0'..='9' => 74,
        'A'..='Z' => 88,
        letter if letter.is_ascii() => 84,
        // Letters of other scripts can be as wide as they are high.
        _ => 125,
    }
}
