//! What a node knows of what others know: the matrix clock, read off a cone.

use super::VectorClocks;
use crate::trace::{Cone, Trace};

/// For each node, how many of its first ticking events every node knows of, as far as the
/// event of a cone can know. What is only of use to who does not know them can be thrown away.
///
/// The row of a node in the matrix clock is the vector time of its latest event in the past of
/// this one; the least entry of a column is what all rows have. (Wuu, Bernstein: Efficient
/// Solutions to the Replicated Log and Dictionary Problems, 1984.)
pub fn known_to_all(trace: &Trace, vectors: &mut VectorClocks, cone: &Cone) -> Vec<u32> {
    let mut least = vec![u32::MAX; trace.nodes.len()];
    for last in &cone.past {
        match last {
            Some(last) => {
                for (least, entry) in least.iter_mut().zip(vectors.at(trace, *last)) {
                    *least = (*least).min(*entry);
                }
            }
            None => least.fill(0),
        }
    }
    least
}
