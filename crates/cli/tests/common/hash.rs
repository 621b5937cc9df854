//! A run in one number.

use sequitur_core::scenario::Scenario;
use sha2::{Digest, Sha256};

/// The trace of a scenario's run as JSON, in the bytes that tools see.
pub fn document(scenario: &Scenario) -> String {
    let run = scenario.run();
    let (text, unused) = (scenario.text(), scenario.unused(&run));
    let document = sequitur_diagram::document(&run, scenario.title(), &text, &unused);
    serde_json::to_string(&document).expect("a run is a document")
}

/// The SHA-256 of a text, in hexadecimal digits.
pub fn of(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
