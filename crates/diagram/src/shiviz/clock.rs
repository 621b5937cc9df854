//! Reads one vector clock: a JSON object from hosts to whole numbers.

use super::hosts::Hosts;
use std::borrow::Cow;

/// An entry: the number of the host whose events it counts, and how many.
pub(super) type Entry = (u32, u32);

/// Reads a clock into `entries`; those of 0 say nothing and are left out.
///
/// # Errors
/// Says what is wrong.
pub(super) fn read(text: &str, hosts: &mut Hosts, entries: &mut Vec<Entry>) -> Result<(), String> {
    let plain = unescaped(text);
    let mut reader = Reader { rest: plain.as_deref().unwrap_or(text).trim() };
    reader.sign('{').ok_or("a clock is an object such as {\"A\":1, \"B\":2}")?;
    if reader.sign('}').is_none() {
        loop {
            reader.entry(hosts, entries)?;
            if reader.sign(',').is_some() {
                continue;
            }
            reader.sign('}').ok_or("the clock has no `}` where it should end")?;
            break;
        }
    }
    match reader.rest.is_empty() {
        true => Ok(()),
        false => Err("something follows the `}` of the clock".to_owned()),
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn sign(&mut self, sign: char) -> Option<()> {
        if !self.rest.starts_with(sign) {
            self.rest = self.rest.trim_start();
        }
        self.rest = self.rest.strip_prefix(sign)?;
        Some(())
    }

    fn entry(&mut self, hosts: &mut Hosts, entries: &mut Vec<Entry>) -> Result<(), String> {
        let name = self.string()?;
        self.sign(':').ok_or_else(|| format!("`:` and a number are missing after {}", abbreviated(&name)))?;
        let count = self.number(&name)?;
        // Zeros could name any number of hosts of which nothing is known.
        if count == 0 {
            return Ok(());
        }
        let host = hosts.number(&name);
        if hosts.names_again(host) {
            return Err(format!("{} stands in the clock twice", abbreviated(&name)));
        }
        entries.push((host, count));
        Ok(())
    }

    fn string(&mut self) -> Result<Cow<'t, str>, String> {
        self.sign('"').ok_or("a host in quotation marks is missing in the clock")?;
        let plain = self
            .rest
            .bytes()
            .position(|byte| byte == b'"' || byte == b'\\' || !(b' '..=b'~').contains(&byte));
        if let Some(end) = plain.filter(|end| self.rest.as_bytes()[*end] == b'"') {
            let (name, rest) = self.rest.split_at(end);
            self.rest = &rest[1..];
            return Ok(Cow::Borrowed(name));
        }
        let mut name = String::new();
        let mut chars = self.rest.chars();
        loop {
            match chars.next() {
                Some('"') => break,
                Some('\\') => {
                    let c = escaped(&mut chars).ok_or("the clock has a `\\` that JSON does not know")?;
                    name.push(c);
                }
                Some(c) if !c.is_control() => name.push(c),
                _ => return Err("a name in the clock has no end".to_owned()),
            }
        }
        self.rest = chars.as_str();
        Ok(Cow::Owned(name))
    }

    fn number(&mut self, name: &str) -> Result<u32, String> {
        self.rest = self.rest.trim_start();
        let end = self.rest.find([',', '}']).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        let number = number.trim_end();
        let digits = number.strip_prefix('-').unwrap_or(number);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(format!(
                "{} has {} in the clock; a whole number belongs there",
                abbreviated(name),
                abbreviated(number)
            ));
        }
        if digits.len() < number.len() {
            return Err(format!(
                "{} has {} in the clock; a clock counts from 0",
                abbreviated(name),
                abbreviated(number)
            ));
        }
        number.parse().map_err(|_| {
            format!("{} has {} in the clock, which is too large", abbreviated(name), abbreviated(number))
        })
    }
}

fn escaped(chars: &mut std::str::Chars) -> Option<char> {
    Some(match chars.next()? {
        c @ ('"' | '\\' | '/') => c,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => match unit(chars)? {
            high @ 0xd800..0xdc00 => {
                (chars.next()? == '\\' && chars.next()? == 'u').then_some(())?;
                let low = unit(chars)?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + low)?
            }
            unit => char::from_u32(unit)?,
        },
        _ => return None,
    })
}

/// Four hexadecimal digits.
fn unit(chars: &mut std::str::Chars) -> Option<u32> {
    (0..4).try_fold(0, |unit, _| Some(unit * 16 + chars.next()?.to_digit(16)?))
}

/// A piece of a log as a sentence quotes it.
pub(super) fn abbreviated(piece: &str) -> String {
    match crate::plain::one_line(piece, 40) {
        piece if piece.trim().is_empty() => "nothing".to_owned(),
        piece => piece,
    }
}

/// A clock that stood in a string of another language, with its quotation marks escaped, as
/// TLA+ prints it: the same without these escapes. None where nothing is escaped so.
fn unescaped(text: &str) -> Option<String> {
    let inside = text.trim();
    let inside = inside.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(inside);
    let first = inside.trim_start().strip_prefix('{')?.trim_start();
    first.starts_with("\\\"").then(|| {
        let mut chars = inside.chars();
        let mut plain = String::with_capacity(inside.len());
        while let Some(c) = chars.next() {
            plain.push(match c {
                '\\' => chars.next().unwrap_or(c),
                c => c,
            });
        }
        plain
    })
}
