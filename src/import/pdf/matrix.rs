//! Coordinates (ISO 32000-1, 8.3.3).

use super::object::Object;

/// `[a b c d e f]`: x' = ax + cy + e, y' = bx + dy + f.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    /// Nothing changes.
    pub const SAME: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this one, then the other.
    pub fn then(&self, other: &Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let (right, up) = (other.turned(a, b), other.turned(c, d));
        let (x, y) = other.point(e, f);
        Self([right.0, right.1, up.0, up.1, x, y])
    }

    /// Where a point goes.
    pub fn point(&self, x: f64, y: f64) -> (f64, f64) {
        let (moved_x, moved_y) = self.turned(x, y);
        (moved_x + self.0[4], moved_y + self.0[5])
    }

    /// What becomes of a direction.
    pub fn turned(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }

    /// Moves before all else.
    pub fn moved(&self, x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }

    /// Of six numbers.
    pub fn of(numbers: &[Object]) -> Option<Self> {
        let mut values = numbers.iter().filter_map(Object::number);
        let mut next = || values.next();
        Some(Self([next()?, next()?, next()?, next()?, next()?, next()?]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matrices_follow_one_another() {
        let double = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        assert_eq!(double.moved(1.0, 0.0).point(1.0, 1.0), (4.0, 2.0));
        assert_eq!(double.then(&Matrix::SAME), double);
    }
}
