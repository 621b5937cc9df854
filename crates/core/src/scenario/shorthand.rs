//! Lines that follow a pattern, in fewer bytes than their letters: what a link
//! compresses when that makes it shorter.
//!
//! Deflating finds repeated letters, but spends ten bytes or more on each of many lines
//! like `delay Appended S2->S1 3 to 182.537ms`, in which nothing repeats but the
//! pattern. In shorthand such a line is seven bytes before deflating. All of it:
//!
//! 1. The byte 0, with which no other text in a link begins.
//! 2. Words, each with an end of line, then an empty line.
//! 3. Patterns, likewise. In a pattern the bytes 1 to 6 are holes: 1 for a word (filled
//!    by its index, in one byte), 2 and 3 for a number (one byte, two), 4 for a time in
//!    milliseconds (two), 5 and 6 for a time in microseconds (three, four).
//! 4. What fills the times: how many bytes that is (in three), and those bytes, one time
//!    after the other.
//! 5. Lines. A byte from 0x80 to 0xBF, with which no character begins in UTF-8, is the
//!    index of a pattern, from 0x80 on; what fills its words and numbers follows. Any
//!    other line is spelled, with its end of line.
//!
//! Indices count from 0, high bytes come first, times are written in their one spelling.
//! Links live for ever, so this must be read for ever as it is.

use super::TEXT_MAX;
use super::values::{duration, duration_text};
use crate::ordered;
use crate::trace::Micros;
use std::cmp::Reverse;

/// What shorthand begins with.
pub(super) const MARK: u8 = 0;

const WORD: Hole = Hole { mark: 1, width: 1 };
const NUMBERS: [Hole; 2] = [Hole { mark: 2, width: 1 }, Hole { mark: 3, width: 2 }];
const MILLIS: Hole = Hole { mark: 4, width: 2 };
const MICROS: [Hole; 2] = [Hole { mark: 5, width: 3 }, Hole { mark: 6, width: 4 }];

const PATTERN_FIRST: u8 = 0x80;
const PATTERN_LAST: u8 = 0xBF;
const PATTERNS_MAX: usize = 64;
const WORDS_MAX: usize = 256;
const LENGTH_WIDTH: usize = 3;
const MILLISECOND: Micros = 1_000;

/// A hole in a pattern: the byte that marks it, and how many bytes fill it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Hole {
    mark: u8,
    width: usize,
}

impl Hole {
    fn holds(self, value: u64) -> bool {
        value < 1 << (8 * self.width)
    }
}

/// What could be read, and why not more.
pub(super) struct Read {
    pub(super) bytes: Vec<u8>,
    pub(super) fault: Option<Fault>,
}

/// Why something could not be read to its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    Broken,
    TooLarge,
}

/// Writes a text in shorthand: words and patterns, times, and lines. Their bytes are so
/// different that each part is best compressed by itself.
pub(super) fn pack(text: &str) -> [Vec<u8>; 3] {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let all = lines.iter().flat_map(|line| line.split([' ', '\n']));
    let words = repeated(all.filter(|word| is_name(word)).map(str::as_bytes).collect(), WORDS_MAX);
    let filled: Vec<Option<Filled>> = lines.iter().map(|line| Filled::new(line, &words)).collect();
    let all = filled.iter().flatten().map(|filled| filled.pattern.as_slice());
    let patterns = repeated(all.collect(), PATTERNS_MAX);

    let (mut times, mut body) = (Vec::new(), Vec::new());
    for (line, filled) in lines.iter().zip(&filled) {
        let index = |filled: &Filled| patterns.binary_search(&filled.pattern.as_slice()).ok();
        match filled.as_ref().and_then(|filled| Some((filled, index(filled)?))) {
            Some((filled, index)) => {
                put(index as u64 + u64::from(PATTERN_FIRST), 1, &mut body);
                body.extend(&filled.values);
                times.extend(&filled.times);
            }
            None => body.extend(line.bytes()),
        }
    }
    let mut head = vec![MARK];
    for word in words {
        head.extend(word.iter().chain(b"\n"));
    }
    head.push(b'\n');
    for pattern in patterns {
        head.extend(pattern.iter().chain(b"\n"));
    }
    head.push(b'\n');
    put(times.len() as u64, LENGTH_WIDTH, &mut head);
    [head, times, body]
}

/// A line as a pattern and what fills its holes.
#[derive(Default)]
struct Filled {
    pattern: Vec<u8>,
    values: Vec<u8>,
    times: Vec<u8>,
}

impl Filled {
    /// None for a line without holes.
    fn new(line: &str, words: &[&[u8]]) -> Option<Filled> {
        let line = line.strip_suffix('\n')?;
        if line.contains(|c: char| c.is_ascii_control()) {
            return None;
        }
        let mut filled = Filled::default();
        for (index, word) in line.split(' ').enumerate() {
            if index > 0 {
                filled.pattern.push(b' ');
            }
            if filled.fill(word, words).is_none() {
                filled.pattern.extend(word.bytes());
            }
        }
        let has_holes = !filled.values.is_empty() || !filled.times.is_empty();
        has_holes.then_some(filled)
    }

    /// Makes a hole of a word. None where it has to be spelled.
    fn fill(&mut self, word: &str, words: &[&[u8]]) -> Option<()> {
        if let Ok(index) = words.binary_search(&word.as_bytes()) {
            self.pattern.push(WORD.mark);
            put(index as u64, WORD.width, &mut self.values);
            return Some(());
        }
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        if let Some(number) = word.parse().ok().filter(|number: &u64| number.to_string() == word) {
            let hole = NUMBERS.into_iter().find(|hole| hole.holds(number))?;
            self.pattern.push(hole.mark);
            put(number, hole.width, &mut self.values);
            return Some(());
        }
        let micros = duration(word).ok().filter(|&micros| duration_text(micros) == word)?;
        let millis = micros / MILLISECOND;
        let (hole, time) = if millis * MILLISECOND == micros && MILLIS.holds(millis) {
            (MILLIS, millis)
        } else {
            (MICROS.into_iter().find(|hole| hole.holds(micros))?, micros)
        };
        self.pattern.push(hole.mark);
        put(time, hole.width, &mut self.times);
        Some(())
    }
}

/// Whether a word looks like a kind of message, a node or a link.
fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase()) || word.contains("->")
}

/// What occurs more than once, in order. The most frequent where that is too many.
fn repeated(mut all: Vec<&[u8]>, most: usize) -> Vec<&[u8]> {
    ordered::sort(&mut all);
    let mut often: Vec<&[&[u8]]> = all.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).collect();
    ordered::sort_by_key(&mut often, |same| Reverse(same.len()));
    let mut kept: Vec<&[u8]> = often.into_iter().take(most).map(|same| same[0]).collect();
    ordered::sort(&mut kept);
    kept
}

fn put(value: u64, width: usize, out: &mut Vec<u8>) {
    let bytes = value.to_be_bytes();
    out.extend(bytes.iter().skip(bytes.len().saturating_sub(width)));
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |value, &byte| value << 8 | u64::from(byte))
}

/// Reads shorthand that follows its mark, up to the limit of texts.
pub(super) fn unpack(bytes: &[u8]) -> Read {
    let mut out = Vec::new();
    let fault = Reader::new(bytes).and_then(|mut reader| reader.lines(&mut out)).err();
    Read { bytes: out, fault }
}

struct Reader<'b> {
    words: Vec<&'b [u8]>,
    patterns: Vec<&'b [u8]>,
    times: &'b [u8],
    lines: &'b [u8],
}

impl<'b> Reader<'b> {
    fn new(mut bytes: &'b [u8]) -> Result<Reader<'b>, Fault> {
        let words = entries(&mut bytes)?;
        let patterns = entries(&mut bytes)?;
        let length = number(take(&mut bytes, LENGTH_WIDTH)?);
        let times = take(&mut bytes, usize::try_from(length).map_err(|_| Fault::Broken)?)?;
        Ok(Reader { words, patterns, times, lines: bytes })
    }

    fn lines(&mut self, out: &mut Vec<u8>) -> Result<(), Fault> {
        while let Some(&first) = self.lines.first() {
            if !(PATTERN_FIRST..=PATTERN_LAST).contains(&first) {
                say(line(&mut self.lines), out)?;
                continue;
            }
            take(&mut self.lines, 1)?;
            let index = usize::from(first - PATTERN_FIRST);
            let pattern = *self.patterns.get(index).ok_or(Fault::Broken)?;
            for &byte in pattern {
                self.fill(byte, out)?;
            }
            say(b"\n", out)?;
        }
        Ok(())
    }

    /// Writes a byte of a pattern, or what fills it where it is a hole.
    fn fill(&mut self, byte: u8, out: &mut Vec<u8>) -> Result<(), Fault> {
        let is = |hole: &Hole| hole.mark == byte;
        if is(&WORD) {
            let index = take(&mut self.lines, WORD.width)?.first().copied();
            let word = self.words.get(index.map_or(0, usize::from));
            say(word.ok_or(Fault::Broken)?, out)
        } else if let Some(hole) = NUMBERS.into_iter().find(is) {
            let value = number(take(&mut self.lines, hole.width)?);
            say(value.to_string().as_bytes(), out)
        } else if is(&MILLIS) {
            let millis = number(take(&mut self.times, MILLIS.width)?);
            say(duration_text(millis * MILLISECOND).as_bytes(), out)
        } else if let Some(hole) = MICROS.into_iter().find(is) {
            let micros = number(take(&mut self.times, hole.width)?);
            say(duration_text(micros).as_bytes(), out)
        } else {
            say(&[byte], out)
        }
    }
}

/// Takes so many bytes off the front.
fn take<'b>(bytes: &mut &'b [u8], count: usize) -> Result<&'b [u8], Fault> {
    let (taken, rest) = bytes.split_at_checked(count).ok_or(Fault::Broken)?;
    *bytes = rest;
    Ok(taken)
}

/// Takes a line and its end off the front.
fn line<'b>(bytes: &mut &'b [u8]) -> &'b [u8] {
    let end = bytes.iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |end| end + 1);
    let (taken, rest) = bytes.split_at(end);
    *bytes = rest;
    taken
}

/// Takes lines off the front, up to an empty one.
fn entries<'b>(bytes: &mut &'b [u8]) -> Result<Vec<&'b [u8]>, Fault> {
    let mut entries = Vec::new();
    loop {
        match line(bytes).strip_suffix(b"\n") {
            None => return Err(Fault::Broken),
            Some([]) => return Ok(entries),
            Some(entry) => entries.push(entry),
        }
    }
}

fn say(bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Fault> {
    if out.len() + bytes.len() > TEXT_MAX {
        return Err(Fault::TooLarge);
    }
    out.extend(bytes);
    Ok(())
}
