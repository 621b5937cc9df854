//! The states of one depth that wait to be looked at.

/// States of one depth, in the order in which they were found. A level is a row of pieces,
/// so that its memory is free again as it is used up, and threads can share it.
pub struct Piece<S> {
    /// The states that led to these, each with how many of them it led to.
    pub parents: Vec<(S, u32)>,
    /// By which of all the actions of its parent each is reached: their indices. [`ITSELF`]
    /// where it is no other than its parent.
    pub actions: Vec<u32>,
    /// The number of the first of the states.
    pub first: u32,
}

/// In place of an action: a state in which everything begins.
pub const ITSELF: u32 = u32::MAX;

impl<S: Clone> Piece<S> {
    /// How many states there are.
    pub fn len(&self) -> u32 {
        self.actions.len() as u32
    }

    /// Splits off all states but so many.
    pub fn split_off(&mut self, count: u32) -> Piece<S> {
        let mut left = count;
        let cut = self.parents.iter().position(|(_, children)| match left.checked_sub(*children) {
            Some(less) => {
                left = less;
                false
            }
            None => true,
        });
        let mut parents = self.parents.split_off(cut.unwrap_or(self.parents.len()));
        if let Some((parent, children)) = parents.first_mut().filter(|_| left > 0) {
            // This one has states on both sides.
            self.parents.push((parent.clone(), left));
            *children -= left;
        }
        Piece { parents, actions: self.actions.split_off(count as usize), first: self.first + count }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_can_be_split_anywhere() {
        let whole =
            || Piece { parents: vec![('a', 2), ('b', 1), ('c', 3)], actions: (0..6).collect(), first: 10 };
        let all = |piece: &Piece<char>| {
            let parents = piece.parents.iter().flat_map(|(state, count)| vec![*state; *count as usize]);
            let numbers = piece.first..;
            parents.zip(piece.actions.clone()).zip(numbers).collect::<Vec<_>>()
        };
        for count in 0..=6 {
            let mut front = whole();
            let back = front.split_off(count);
            assert_eq!(front.len(), count);
            assert_eq!([all(&front), all(&back)].concat(), all(&whole()));
        }
    }
}
