//! An input that gives no more than so many bytes at a time, and counts its lines.

use std::io::{self, BufRead, Read};

/// A buffered input in which no piece is longer than allowed.
pub(super) struct Bounded<R> {
    inner: R,
    most: u64,
    left: u64,
    line: u32,
}

/// That a piece is longer than allowed.
#[derive(Debug)]
pub(super) struct TooLong;

impl std::fmt::Display for TooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("longer than allowed")
    }
}

impl std::error::Error for TooLong {}

impl<R> Bounded<R> {
    pub fn new(inner: R, most: u64) -> Self {
        Bounded { inner, most, left: most, line: 1 }
    }

    /// Begins another piece.
    pub fn renew(&mut self) {
        self.left = self.most;
    }

    /// The line that is being read, from 1.
    pub const fn line(&self) -> u32 {
        self.line
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other(TooLong));
        }
        let left = usize::try_from(self.left).unwrap_or(usize::MAX);
        let all = self.inner.fill_buf()?;
        Ok(all.get(..left).unwrap_or(all))
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(read) = self.inner.fill_buf() {
            let lines = read.get(..amount).unwrap_or(read).iter().filter(|byte| **byte == b'\n').count();
            self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        }
        self.left = self.left.saturating_sub(amount as u64);
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?;
        let amount = read.len().min(out.len());
        out.iter_mut().zip(read).for_each(|(to, from)| *to = *from);
        self.consume(amount);
        Ok(amount)
    }
}
