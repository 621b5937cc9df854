//! Times in milliseconds, as they stand in fields.

use crate::document::open_run::time_text;
use sequitur_core::trace::Micros;

/// A time in milliseconds, for a field.
pub fn milliseconds(at: Micros) -> String {
    let text = time_text(at.min(9_999_999));
    if at >= 10_000_000 { format!("{}", at / 1_000) } else { text.trim_end_matches(" ms").to_owned() }
}

/// Reads milliseconds with up to three decimals.
pub fn parse_milliseconds(text: &str) -> Option<Micros> {
    let (whole, fraction) = text.trim().split_once(['.', ',']).unwrap_or((text.trim(), ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole: Micros = whole.parse().ok().filter(|ms| *ms < 1_000_000_000)?;
    let fraction: Micros = format!("{fraction:0<3}").parse().ok()?;
    Some(whole * 1_000 + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_times_are_exact() {
        assert_eq!(parse_milliseconds("182.5"), Some(182_500));
        assert_eq!(parse_milliseconds(" 0,001 "), Some(1));
        assert_eq!(parse_milliseconds("12.3456"), None);
        assert_eq!(parse_milliseconds("soon"), None);
        assert_eq!(parse_milliseconds(&milliseconds(61_000_000)), Some(61_000_000));
    }
}
