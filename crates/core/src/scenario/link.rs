//! Scenarios as links: `#/s/1.` and a text, deflated, in base64url.
//!
//! Version 1 deflates (RFC 1951) the UTF-8 bytes of the text, or the text in shorthand
//! where that is shorter; shorthand begins with the byte 0. The deflated bytes are
//! spelled in base64url (RFC 4648, section 5) without padding.

use super::TEXT_MAX;
use super::shorthand::{self, Fault, Read};
use miniz_oxide::DataFormat;
use miniz_oxide::deflate::core::{CompressionStrategy, CompressorOxide, TDEFLFlush, compress_to_output};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use std::fmt;

const START: &str = "/s/";
const VERSION: u32 = 1;

/// How hard to look for a shorter link, and how far back: as hard and far as possible.
const EFFORT: u8 = 10;
const WINDOW_BITS: u8 = 15;

/// Why a link could not be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkError {
    /// It does not hold a scenario.
    NotOurs,
    /// It was made by a newer version, which may write what this one cannot read.
    Newer {
        /// The version that it names.
        version: u32,
    },
    /// It was cut or changed on its way.
    Broken {
        /// The text that could be read.
        text: String,
    },
    /// Its text is longer than [`TEXT_MAX`].
    TooLarge {
        /// The text up to there.
        text: String,
    },
}

impl LinkError {
    /// The text that could be read.
    pub fn text(&self) -> &str {
        match self {
            LinkError::NotOurs | LinkError::Newer { .. } => "",
            LinkError::Broken { text } | LinkError::TooLarge { text } => text,
        }
    }
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LinkError::NotOurs => write!(f, "this link does not hold a scenario"),
            LinkError::Newer { version } => write!(
                f,
                "this link was made by a newer version: it is of version {version}, and this one reads version {VERSION}"
            ),
            LinkError::Broken { .. } => write!(f, "this link was cut or changed on its way"),
            LinkError::TooLarge { .. } => {
                write!(f, "this link holds more than the {TEXT_MAX} bytes that a scenario can have")
            }
        }
    }
}

impl std::error::Error for LinkError {}

/// Makes a link of a text: the fragment `#/s/1.…`, to be put after the page's address.
/// [`decode`] gives the same text back where it has at most [`TEXT_MAX`] bytes.
pub fn encode(text: &str) -> String {
    let is_mistakable = text.as_bytes().first() == Some(&shorthand::MARK);
    let plain = (!is_mistakable).then(|| deflate(&[text.as_bytes()]));
    let packed = deflate(&shorthand::pack(text));
    let shorter = match plain {
        Some(plain) if plain.len() <= packed.len() => plain,
        _ => packed,
    };
    format!("#{START}{VERSION}.{}", spell(&shorter))
}

/// Reads the text of a link: a whole address or its fragment alone. Space around it does
/// not matter.
///
/// # Errors
/// Says what is wrong with the link, and gives the text that could be read.
pub fn decode(link: &str) -> Result<String, LinkError> {
    let (address, fragment) = link.trim().split_once('#').ok_or(LinkError::NotOurs)?;
    if !address.is_empty() && !address.contains("://") {
        return Err(LinkError::NotOurs);
    }
    let rest = fragment.strip_prefix(START).ok_or(LinkError::NotOurs)?;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (version, payload) = rest.split_at(digits);
    let broken = LinkError::Broken { text: String::new() };
    match version.parse().unwrap_or(u32::MAX) {
        0 => return Err(broken),
        _ if version.is_empty() => return Err(broken),
        VERSION => {}
        version => return Err(LinkError::Newer { version }),
    }
    let inflated = inflate(payload.strip_prefix('.').ok_or(broken)?);
    text(match inflated.bytes.split_first() {
        Some((&shorthand::MARK, packed)) => {
            let unpacked = shorthand::unpack(packed);
            Read { fault: inflated.fault.or(unpacked.fault), ..unpacked }
        }
        _ => inflated,
    })
}

/// Compresses parts into one stream, each with codes of its own.
fn deflate<P: AsRef<[u8]>>(parts: &[P]) -> Vec<u8> {
    let strategy = CompressionStrategy::Default;
    let mut deflater = CompressorOxide::with_params(DataFormat::Raw, EFFORT, strategy, WINDOW_BITS);
    let mut deflated = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let is_last = index + 1 == parts.len();
        let flush = if is_last { TDEFLFlush::Finish } else { TDEFLFlush::NoSync };
        compress_to_output(&mut deflater, part.as_ref(), flush, |bytes| {
            deflated.extend(bytes);
            true
        });
    }
    deflated
}

/// The bytes of a payload, as far as they can be read.
fn inflate(payload: &str) -> Read {
    let (deflated, is_whole) = spelled(payload);
    let mut bytes = vec![0; TEXT_MAX + 1];
    let mut inflater = Box::<DecompressorOxide>::default();
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, taken, written) = decompress(&mut inflater, &deflated, &mut bytes, 0, flags);
    bytes.truncate(written.min(TEXT_MAX));
    let is_done = status == TINFLStatus::Done && taken == deflated.len() && is_whole;
    let fault = match is_done {
        _ if written > TEXT_MAX => Some(Fault::TooLarge),
        true => None,
        false => Some(Fault::Broken),
    };
    Read { bytes, fault }
}

/// The digits of base64url, by their value.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Spells bytes: three in four digits, the last one or two in two or three.
fn spell(bytes: &[u8]) -> String {
    let mut payload = String::new();
    for group in bytes.chunks(3) {
        let mut bits = [0; 4];
        bits[..group.len()].copy_from_slice(group);
        let bits = u32::from_be_bytes(bits);
        let digits = (0..=group.len()).map(|index| bits >> (26 - 6 * index) & 63);
        payload.extend(digits.map(|digit| char::from(DIGITS[digit as usize])));
    }
    payload
}

/// The bytes that a payload spells, and whether it is right to its end.
fn spelled(payload: &str) -> (Vec<u8>, bool) {
    let digit = |c: u8| (0..).zip(DIGITS).find(|&(_, &digit)| digit == c).map(|(value, _)| value);
    let digits: Vec<u32> = payload.bytes().map_while(digit).collect();
    let is_whole = digits.len() == payload.len();
    let mut bytes = Vec::new();
    for group in digits.chunks(4) {
        let bits = group.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - group.len()) + 8);
        let bits = bits.to_be_bytes();
        let (spelled, rest) = bits.split_at(group.len() - 1);
        // The bits after the last byte are 0, and only the last group is short.
        if spelled.is_empty() || rest.iter().any(|&byte| byte != 0) || group.len() < 4 && !is_whole {
            return (bytes, false);
        }
        bytes.extend(spelled);
    }
    (bytes, is_whole)
}

/// Bytes as a text, as far as they are one.
fn text(read: Read) -> Result<String, LinkError> {
    let whole = String::from_utf8(read.bytes);
    let is_text = whole.is_ok();
    let text = whole.unwrap_or_else(|error| {
        let right = error.as_bytes().utf8_chunks().next().map_or("", |chunk| chunk.valid());
        right.to_owned()
    });
    match read.fault {
        None if is_text => Ok(text),
        Some(Fault::TooLarge) => Err(LinkError::TooLarge { text }),
        _ => Err(LinkError::Broken { text }),
    }
}
