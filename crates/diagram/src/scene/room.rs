//! The room that is taken in a window, in rows, so that no text touches another.

use super::window::Window;

/// Height of the rows in which taken room is kept, in px.
const ROW: i64 = 4;
/// Half the height of a text along an arrow, in px.
const TEXT_HALF: i64 = 7;
/// How far apart the pieces are that a slanted text is made of, in px.
const PIECE: i64 = 5;

/// The room that is taken.
pub(super) struct Room {
    top: i64,
    /// For each row of the window, what is taken of it from left to right.
    taken: Vec<Vec<(i64, i64)>>,
}

/// What a text covers: pieces of rows.
pub(super) type Footprint = Vec<Piece>;

/// A piece of a row.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    row: i64,
    x0: i64,
    x1: i64,
}

/// A text along a line: the middle of its letters, the line's direction from left to right
/// and its length, and half the text's width.
#[derive(Clone, Copy)]
pub(super) struct Slanted {
    pub x: i64,
    pub y: i64,
    pub dx: i64,
    pub dy: i64,
    pub length: i64,
    pub half: i64,
}

impl Room {
    pub fn new(window: Window) -> Room {
        let rows = (window.bottom - window.top) / ROW + 1;
        Room { top: window.top, taken: vec![Vec::new(); usize::try_from(rows).unwrap_or(1)] }
    }

    /// What a rectangle covers.
    pub fn rectangle(&self, (x0, x1): (i64, i64), (y0, y1): (i64, i64)) -> Footprint {
        let rows = y0.div_euclid(ROW)..=(y1 - 1).div_euclid(ROW);
        rows.map(|row| Piece { row, x0, x1 }).collect()
    }

    /// What a text along a line covers.
    pub fn slanted(&self, text: Slanted) -> Footprint {
        let mut footprint = Footprint::new();
        let mut step = -text.half;
        while step <= text.half {
            let (x, y) = (text.x + text.dx * step / text.length, text.y + text.dy * step / text.length);
            let rows = (y - TEXT_HALF).div_euclid(ROW)..=(y + TEXT_HALF).div_euclid(ROW);
            for row in rows {
                let (x0, x1) = (x - PIECE, x + PIECE);
                match footprint.iter_mut().find(|piece| piece.row == row) {
                    Some(piece) => (piece.x0, piece.x1) = (piece.x0.min(x0), piece.x1.max(x1)),
                    None => footprint.push(Piece { row, x0, x1 }),
                }
            }
            step += PIECE;
        }
        footprint
    }

    /// What a line covers that falls from one point to another, in the window.
    pub fn line(&self, (x1, y1): (i64, i64), (x2, y2): (i64, i64)) -> Footprint {
        let first = y1.max(self.top).div_euclid(ROW);
        let last = y2.div_euclid(ROW).min(first + self.taken.len() as i64);
        let x_at = |y: i64| x1 + (x2 - x1) * (y.clamp(y1, y2) - y1) / (y2 - y1).max(1);
        let piece = |row: i64| {
            let (a, b) = (x_at(row * ROW), x_at((row + 1) * ROW));
            Piece { row, x0: a.min(b), x1: a.max(b) + 1 }
        };
        (first..=last).map(piece).collect()
    }

    /// Whether nothing is there, and it lies in the window.
    pub fn is_free(&self, footprint: &Footprint) -> bool {
        footprint.iter().all(|piece| {
            let row = self.place(piece.row).and_then(|place| self.taken.get(place));
            row.is_some_and(|row| !row.iter().any(|&(x0, x1)| x0 < piece.x1 && x1 > piece.x0))
        })
    }

    /// Takes it.
    pub fn take(&mut self, footprint: &Footprint) {
        for piece in footprint {
            if let Some(row) = self.place(piece.row).and_then(|place| self.taken.get_mut(place)) {
                row.push((piece.x0, piece.x1));
            }
        }
    }

    /// Takes it if nothing is there.
    pub fn claim(&mut self, footprint: &Footprint) -> bool {
        let free = self.is_free(footprint);
        if free {
            self.take(footprint);
        }
        free
    }

    fn place(&self, row: i64) -> Option<usize> {
        usize::try_from(row - self.top.div_euclid(ROW)).ok()
    }
}
