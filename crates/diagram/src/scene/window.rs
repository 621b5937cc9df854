//! The part of a layout that is drawn, and how much of it.

use crate::index_u32;
use sequitur_core::ordered;

/// The part of a layout that is drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub top: i64,
    pub bottom: i64,
    pub width: i64,
}

/// Keeps at most `cap` items, those of the least weight, in their old order, and counts
/// the others.
pub(super) fn at_most<T: Copy, W: Ord>(
    cap: usize,
    mut items: Vec<T>,
    weight: impl Fn(&T) -> W,
) -> (Vec<T>, u32) {
    let left_out = items.len().saturating_sub(cap);
    if left_out > 0 {
        let weights: Vec<W> = items.iter().map(weight).collect();
        let mut kept = ordered::sorted_indices(items.len(), &|a, b| weights[a].cmp(&weights[b]));
        kept.truncate(cap);
        ordered::sort(&mut kept);
        items = kept.into_iter().map(|place| items[place]).collect();
    }
    (items, index_u32(left_out))
}
