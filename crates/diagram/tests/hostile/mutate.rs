//! Damages a text.

/// Draws that a number decides (SplitMix64).
pub struct Draws(u64);

impl Draws {
    pub fn new(number: u64) -> Draws {
        Draws(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5e9_u64)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut draw = self.0;
        draw = (draw ^ (draw >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        draw = (draw ^ (draw >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        draw ^ (draw >> 31)
    }

    /// A number below another.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// One of several.
    pub fn one_of<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        &several[self.below(several.len())]
    }
}

/// The longest text that comes out, in bytes.
const TEXT_MAX: usize = 200_000;

/// Numbers that stand in place of others.
const NUMBERS: [&str; 18] = [
    "0",
    "1",
    "2",
    "3",
    "5",
    "7",
    "10",
    "33",
    "63",
    "64",
    "65",
    "100",
    "999",
    "1000",
    "65535",
    "1000000",
    "4294967295",
    "18446744073709551615",
];

/// A text with a few changes that often leave it right: other numbers, other lines.
fn varied(text: &str, other: &str, draws: &mut Draws) -> String {
    let mut text = text.to_owned();
    for _ in 0..1 + draws.below(3) {
        let at = draws.below(text.len() + 1);
        match draws.below(6) {
            0..3 => {
                let at = boundary(&text, at);
                let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()) else { continue };
                let rest = &text[at + start..];
                let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                let number = *draws.one_of(&NUMBERS);
                text.replace_range(at + start..at + start + length, number);
            }
            3 => {
                let (start, end) = line(&text, at);
                text.replace_range(start..end, "");
            }
            4 => {
                let (from, to) = line(&text, draws.below(text.len() + 1));
                let (start, _) = line(&text, at);
                let piece = text[from..to].to_owned();
                text.insert_str(start, &piece);
            }
            _ => {
                let (from, to) = line(other, draws.below(other.len() + 1));
                let (start, _) = line(&text, at);
                text.insert_str(start, &other[from..to]);
            }
        }
    }
    text
}

/// A text with a few changes; `words` are put in, and pieces of `other`.
pub fn mutated(text: &str, other: &str, words: &[&str], draws: &mut Draws) -> String {
    if draws.below(2) == 0 {
        return varied(text, other, draws);
    }
    let mut text = text.to_owned();
    for _ in 0..1 + draws.below(6) {
        let (start, end) = range(&text, draws);
        match draws.below(10) {
            0 => text.replace_range(start..end, ""),
            1 => text.insert_str(start, draws.one_of::<&str>(words)),
            2 | 3 => {
                let (start, end) = word(&text, start);
                text.replace_range(start..end, draws.one_of::<&str>(words));
            }
            4 => {
                let piece = text[start..end].to_owned();
                let most = TEXT_MAX.saturating_sub(text.len()) / piece.len().max(1);
                text.insert_str(start, &piece.repeat((1 + draws.below(3)).min(most)));
            }
            5 => {
                let (from, to) = range(other, draws);
                text.replace_range(start..end, &other[from..to]);
            }
            6 => {
                let (start, end) = line(&text, start);
                let piece = text[start..end].to_owned();
                let most = TEXT_MAX.saturating_sub(text.len()) / piece.len().max(1);
                let times = if draws.below(8) == 0 { 1_000 } else { 2 };
                text.insert_str(start, &piece.repeat(times.min(most)));
            }
            7 => {
                let (start, end) = line(&text, start);
                text.replace_range(start..end, "");
            }
            8 => {
                let (from, to) = line(other, draws.below(other.len() + 1));
                let (start, _) = line(&text, start);
                text.insert_str(start, &other[from..to]);
            }
            _ => {
                let most = *draws.one_of(&[128, 0x11_0000]);
                let code = draws.below(most);
                text.insert(start, char::from_u32(code as u32).unwrap_or('\u{fffd}'));
            }
        }
    }
    text
}

fn boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A short piece of a text.
fn range(text: &str, draws: &mut Draws) -> (usize, usize) {
    let start = draws.below(text.len() + 1);
    let length = if draws.below(8) == 0 { 400 } else { 12 };
    let end = start + draws.below(length);
    (boundary(text, start), boundary(text, end))
}

/// The word around a place.
fn word(text: &str, at: usize) -> (usize, usize) {
    let start = text[..at]
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + text[space..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |space| at + space);
    (start, end)
}

/// The line around a place, with its end.
fn line(text: &str, at: usize) -> (usize, usize) {
    let at = boundary(text, at);
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    (start, end)
}
