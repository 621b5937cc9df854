//! Prints random scenarios and the hashes of their runs, as lines of JSON:
//! `{"text":…,"hash":…}`. The browser tests run the texts in the page and compare, so
//! that a run is the same natively and in wasm.
//!
//! `cargo run -p sequitur-cli --example equality -- 50` prints fifty; always the same
//! ones. The hash is the SHA-256 of the trace as JSON, in hexadecimal digits.

#[path = "../../core/tests/engine/generate.rs"]
#[expect(dead_code, reason = "only a part is needed here")]
mod generate;

#[path = "../tests/common/hash.rs"]
mod hash;

use sequitur_core::scenario::Scenario;

fn main() {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(50);
    for text in generate::fixed("raft").take(count) {
        let scenario = Scenario::parse(&text).expect("the generator writes scenarios");
        let hash = hash::of(&hash::document(&scenario));
        println!("{}", serde_json::json!({ "text": text, "hash": hash }));
    }
}
