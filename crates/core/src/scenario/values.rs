//! Numbers, times and shares, as texts and back.

use super::TIME_MAX;
use super::mistake::{meant, quoted};
use crate::sim::clock::{DRIFT_MAX, SLEW_MAX, Wall};
use crate::trace::{MessageNumber, Micros};

/// What is wrong with a word, and the hint.
pub(super) type Wrong = (String, String);

/// The highest rate: a message in each microsecond.
const RATE_MAX: u64 = 1_000_000;

const MICROS: [(&str, u32); 5] = [("s", 6), ("ms", 3), ("us", 0), ("µs", 0), ("μs", 0)];
const MILLISECOND: Micros = 1_000;
const SECOND: Micros = 1_000_000;
const PPM_MAX: u64 = 1_000_000;

fn wrong(what: String, hint: &str) -> Wrong {
    (what, hint.to_owned())
}

/// A whole number between two ends, both included.
pub(super) fn number(text: &str, least: u64, most: u64) -> Result<u64, Wrong> {
    let range = || match most {
        u64::MAX => format!("write a number from {least}"),
        _ => format!("write a number from {least} to {most}"),
    };
    let value = match scaled(text, 0) {
        Ok(value) if !text.contains('.') => value,
        Err(Decimal::TooLarge) => {
            let what = format!("{} is too large a number", quoted(text));
            return Err((what, format!("the largest is {most}")));
        }
        _ => return Err((format!("{} is not a whole number", quoted(text)), range())),
    };
    if value < least {
        return Err((format!("{value} is too small"), range()));
    }
    if value > most {
        return Err((format!("{value} is too large"), range()));
    }
    Ok(value)
}

/// `N`, or `N+K` for a copy: a message's number and copy number.
pub(super) fn message_number(text: &str) -> Result<MessageNumber, Wrong> {
    let part = |text: &str| -> Result<u32, Wrong> {
        let value = number(text, 1, u64::from(u32::MAX))?;
        Ok(u32::try_from(value).unwrap_or(u32::MAX))
    };
    let (forged, text) = text.strip_prefix('f').map_or((false, text), |text| (true, text));
    let (nth, copy) = match text.split_once('+') {
        Some((nth, copy)) => (part(nth)?, part(copy)?),
        None => (part(text)?, 0),
    };
    Ok(MessageNumber { forged, nth, copy })
}

/// Whether a word is meant for the number of a message.
pub(super) fn is_message_number(text: &str) -> bool {
    text.strip_prefix('f').unwrap_or(text).starts_with(|c: char| c.is_ascii_digit())
}

/// A length or a point of time.
pub(super) fn duration(text: &str) -> Result<Micros, Wrong> {
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    let (amount, unit) = text.split_at(text.find(|c| !digits(c)).unwrap_or(text.len()));
    if amount.is_empty() {
        let what = format!("{} is not a time", quoted(text));
        return Err(wrong(what, "write a time such as 2s, 182.5ms or 50us"));
    }
    let Some((_, places)) = MICROS.iter().find(|(name, _)| *name == unit) else {
        let what = match unit {
            "" => format!("{} has no unit", quoted(text)),
            _ => format!("{} is not a unit of time", quoted(unit)),
        };
        let meant = meant_time(amount, unit);
        let hint = match scaled(amount, 3) {
            _ if meant.is_some() => format!("write {}", meant.unwrap_or_default()),
            Ok(_) if amount.len() < 20 => format!("write {amount}s, {amount}ms or {amount}us"),
            _ => "units are s, ms and us".to_owned(),
        };
        return Err((what, hint));
    };
    match scaled(amount, *places) {
        Ok(micros) if micros <= TIME_MAX => Ok(micros),
        Ok(_) | Err(Decimal::TooLarge) => {
            let what = format!("{} is too long a time", quoted(text));
            Err((what, format!("the longest is {}", duration_text(TIME_MAX))))
        }
        Err(Decimal::TooFine) => {
            let what = format!("{} is finer than a microsecond", quoted(text));
            Err(wrong(what, "times are whole microseconds"))
        }
        Err(Decimal::NotANumber) => {
            let what = format!("{} is not a time", quoted(text));
            Err(wrong(what, "write a time such as 2s, 182.5ms or 50us"))
        }
    }
}

/// A length of time, if it is within bounds.
pub(super) fn within(time: Micros, (least, most): (Micros, Micros)) -> Result<Micros, Wrong> {
    let text = duration_text(time);
    if time < least {
        return Err((format!("{text} is too short"), format!("the shortest is {}", duration_text(least))));
    }
    if time > most {
        return Err((format!("{text} is too long"), format!("the longest is {}", duration_text(most))));
    }
    Ok(time)
}

/// A length of time that may be negative, and not too long to be a clock's error.
pub(super) fn signed(text: &str) -> Result<Wall, Wrong> {
    let (sign, amount) = text.strip_prefix('-').map_or((1, text), |amount| (-1, amount));
    match duration(amount)? {
        micros if micros <= SLEW_MAX => Ok(sign * micros as Wall),
        _ => {
            let what = format!("{} is too much for a clock", quoted(text));
            Err((what, format!("the most is {}", duration_text(SLEW_MAX))))
        }
    }
}

/// The one spelling of a length of time that may be negative.
pub(super) fn signed_text(amount: Wall) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}{}", duration_text(amount.unsigned_abs()))
}

/// `Nppm`: parts in a million, slower where negative.
pub(super) fn ppm(text: &str) -> Result<i64, Wrong> {
    let Some(amount) = text.strip_suffix("ppm") else {
        let what = format!("{} is not a drift", quoted(text));
        return Err(wrong(what, "write parts per million, such as 200ppm or -50ppm"));
    };
    let (sign, amount) = amount.strip_prefix('-').map_or((1, amount), |amount| (-1, amount));
    Ok(sign * number(amount, 0, DRIFT_MAX)? as i64)
}

/// `D1..D2`, or `D` for `D..D`.
pub(super) fn range(text: &str) -> Result<(Micros, Micros), Wrong> {
    let meant = |wrong: Wrong| match meant_range(text) {
        Some(meant) => (format!("{} is not a range of times", quoted(text)), format!("write {meant}")),
        None => wrong,
    };
    let Some((least, most)) = text.split_once("..") else {
        let both = duration(text).map_err(meant)?;
        return Ok((both, both));
    };
    let (least, most) = (duration(least).map_err(meant)?, duration(most).map_err(meant)?);
    if least > most {
        let what = format!("{} goes backwards", quoted(text));
        return Err((what, format!("write {}", range_text((most, least)))));
    }
    Ok((least, most))
}

/// `P%`, in millionths.
pub(super) fn percent(text: &str) -> Result<u32, Wrong> {
    let hint = "write a share such as 5% or 0.25%";
    let Some(amount) = text.strip_suffix('%') else {
        let what = format!("{} is not a share in percent", quoted(text));
        return Err(wrong(what, hint));
    };
    match scaled(amount, 4) {
        Ok(ppm) if ppm <= PPM_MAX => Ok(u32::try_from(ppm).unwrap_or(u32::MAX)),
        Ok(_) | Err(Decimal::TooLarge) => {
            Err(wrong(format!("{} is more than all", quoted(text)), "the largest share is 100%"))
        }
        Err(Decimal::TooFine) => {
            Err(wrong(format!("{} has too many decimals", quoted(text)), "the smallest share is 0.0001%"))
        }
        Err(Decimal::NotANumber) => Err(wrong(format!("{} is not a share in percent", quoted(text)), hint)),
    }
}

/// `N/s`: so many in a second.
pub(super) fn rate(text: &str) -> Result<u32, Wrong> {
    let hint = format!("write a rate such as 10/s, from 1/s to {RATE_MAX}/s");
    let rate = text.strip_suffix("/s").and_then(|number| self::number(number, 1, RATE_MAX).ok());
    let rate = rate.and_then(|rate| u32::try_from(rate).ok());
    rate.ok_or_else(|| (format!("{} is not a rate", quoted(text)), hint))
}

/// `on` or `off`.
pub(super) fn switch(text: &str) -> Result<bool, Wrong> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(wrong(format!("{} is neither on nor off", quoted(text)), "write on or off")),
    }
}

/// One of several words.
pub(super) fn one_of(text: &str, all: &[&'static str]) -> Result<&'static str, Wrong> {
    let found = all.iter().find(|word| **word == text).copied();
    found
        .ok_or_else(|| (format!("{} is not one of its values", quoted(text)), meant(text, all, "values are")))
}

/// Why a text is not a decimal number of so many places.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Decimal {
    NotANumber,
    TooFine,
    TooLarge,
}

/// A decimal number times ten to the power of `places`.
fn scaled(text: &str, places: u32) -> Result<u64, Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) {
        return Err(Decimal::NotANumber);
    }
    let fraction = fraction.trim_end_matches('0');
    let padding = usize::try_from(places).unwrap_or(0).checked_sub(fraction.len()).ok_or(Decimal::TooFine)?;
    let zeros = std::iter::repeat_n(b'0', padding);
    whole
        .bytes()
        .chain(fraction.bytes())
        .chain(zeros)
        .try_fold(0u64, |value, digit| {
            value.checked_mul(10)?.checked_add(u64::from(digit.saturating_sub(b'0')))
        })
        .ok_or(Decimal::TooLarge)
}

/// The inverse of [`scaled`], without zeros at the end.
fn decimal(value: u64, places: u32) -> String {
    let unit = 10u64.pow(places);
    let (whole, fraction) = (value / unit, value % unit);
    if fraction == 0 {
        return whole.to_string();
    }
    let width = usize::try_from(places).unwrap_or(0);
    let text = format!("{whole}.{fraction:0width$}");
    text.trim_end_matches('0').to_owned()
}

/// The time that a text names, as scenarios write it.
pub fn read_duration(text: &str) -> Option<Micros> {
    duration(text).ok()
}

/// The one spelling of a time: whole seconds as such, from a millisecond on as
/// milliseconds, less as microseconds.
pub fn duration_text(micros: Micros) -> String {
    match micros {
        0 => "0ms".to_owned(),
        _ if micros.is_multiple_of(SECOND) => format!("{}s", micros / SECOND),
        _ if micros >= MILLISECOND => format!("{}ms", decimal(micros, 3)),
        _ => format!("{micros}us"),
    }
}

/// The one spelling of a range of times.
pub(super) fn range_text((least, most): (Micros, Micros)) -> String {
    if least == most {
        return duration_text(least);
    }
    format!("{}..{}", duration_text(least), duration_text(most))
}

/// The one spelling of a share.
pub(super) fn percent_text(ppm: u32) -> String {
    format!("{}%", decimal(u64::from(ppm), 4))
}

/// A range of times with another dash, or whose first end has no unit of its own.
fn meant_range(text: &str) -> Option<String> {
    const DASHES: [&str; 5] = ["...", "..", "-", "\u{2013}", "~"];
    DASHES.iter().find_map(|dash| {
        let (least, most) = text.split_once(dash)?;
        let unit = most.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let has_unit = least.ends_with(|c: char| c.is_alphabetic());
        let least = if has_unit { least.to_owned() } else { format!("{least}{unit}") };
        let ends = [duration(&least).ok()?, duration(most).ok()?];
        (ends[0] <= ends[1]).then(|| format!("{least}..{most}"))
    })
}

/// A time in a unit that has another name here, or that is counted in another unit.
pub(super) fn meant_time(amount: &str, unit: &str) -> Option<String> {
    let unit = unit.to_lowercase();
    let (factor, name) = match unit.as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => (1, "s"),
        "ms" | "msec" | "msecs" | "millis" | "millisecond" | "milliseconds" => (1, "ms"),
        "us" | "usec" | "usecs" | "micros" | "microsecond" | "microseconds" => (1, "us"),
        "min" | "mins" | "minute" | "minutes" => (60, "s"),
        "h" | "hour" | "hours" => (3600, "s"),
        _ => return None,
    };
    let time = duration(&format!("{amount}{name}")).ok()?;
    let time = time.checked_mul(factor)?;
    let text = duration_text(time);
    duration(&text).is_ok().then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_their_one_spelling() {
        let table = [
            ("0s", 0, "0ms"),
            ("0ms", 0, "0ms"),
            ("1us", 1, "1us"),
            ("50us", 50, "50us"),
            ("50µs", 50, "50us"),
            ("0.05ms", 50, "50us"),
            ("1000us", 1_000, "1ms"),
            ("1500us", 1_500, "1.5ms"),
            ("182.5ms", 182_500, "182.5ms"),
            ("182.500ms", 182_500, "182.5ms"),
            ("182.5000000ms", 182_500, "182.5ms"),
            ("1.000001s", 1_000_001, "1000.001ms"),
            ("2s", 2_000_000, "2s"),
            ("2000ms", 2_000_000, "2s"),
            ("61.5s", 61_500_000, "61500ms"),
            ("1000000s", TIME_MAX, "1000000s"),
        ];
        for (text, micros, canonical) in table {
            assert_eq!(duration(text), Ok(micros), "{text}");
            assert_eq!(duration_text(micros), canonical, "{text}");
            assert_eq!(duration(canonical), Ok(micros), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_time() {
        let table = [
            ("", "\"\" is not a time"),
            ("ms", "\"ms\" is not a time"),
            ("500", "\"500\" has no unit"),
            ("5m", "\"m\" is not a unit of time"),
            ("5 ms", "\" ms\" is not a unit of time"),
            ("-5ms", "\"-5ms\" is not a time"),
            ("+5ms", "\"+5ms\" is not a time"),
            (".5ms", "\".5ms\" is not a time"),
            ("5.ms", "\"5.ms\" is not a time"),
            ("1.2.3ms", "\"1.2.3ms\" is not a time"),
            ("0.5us", "\"0.5us\" is finer than a microsecond"),
            ("0.0001ms", "\"0.0001ms\" is finer than a microsecond"),
            ("1000000.1s", "\"1000000.1s\" is too long a time"),
            ("99999999999999999999s", "\"99999999999999999999s\" is too long a time"),
        ];
        for (text, what) in table {
            assert_eq!(duration(text).unwrap_err().0, what);
        }
    }

    #[test]
    fn ranges_and_shares() {
        assert_eq!(range("10ms..30ms"), Ok((10_000, 30_000)));
        assert_eq!(range("10ms"), Ok((10_000, 10_000)));
        assert_eq!(range_text((10_000, 10_000)), "10ms");
        assert_eq!(range("30ms..10ms").unwrap_err().1, "write 10ms..30ms");
        assert_eq!(percent("0.25%"), Ok(2_500));
        assert_eq!(percent("100%"), Ok(1_000_000));
        assert_eq!(percent_text(2_500), "0.25%");
        assert_eq!(percent_text(0), "0%");
        assert_eq!(percent_text(1), "0.0001%");
        assert!(percent("100.0001%").is_err());
        assert!(percent("5").is_err());
    }

    #[test]
    fn numbers_of_messages() {
        let number = |forged, nth, copy| Ok(MessageNumber { forged, nth, copy });
        assert_eq!(message_number("3"), number(false, 3, 0));
        assert_eq!(message_number("3+1"), number(false, 3, 1));
        assert_eq!(message_number("f2"), number(true, 2, 0));
        for text in ["0", "3+0", "+1", "3+", "1+1+1", "4294967296", "x"] {
            assert!(message_number(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_meant_by_a_wrong_time() {
        let ranges = [("10ms-30ms", "10ms..30ms"), ("10-30ms", "10ms..30ms"), ("10..30ms", "10ms..30ms")];
        for (text, meant) in ranges {
            assert_eq!(meant_range(text).as_deref(), Some(meant), "{text}");
        }
        assert_eq!((meant_range("30ms-10ms"), meant_range("x-y")), (None, None));
        assert_eq!(meant_time("1", "min").as_deref(), Some("60s"));
        assert_eq!(meant_time("1.5", "Seconds").as_deref(), Some("1500ms"));
        assert_eq!((meant_time("500", "MS").as_deref(), meant_time("5", "m")), (Some("500ms"), None));
    }
}
