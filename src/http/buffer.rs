//! Buffers for answers that are made, sent and forgotten.
//!
//! A page has about a hundred kilobytes. Fresh memory of that size comes from the system, which clears
//! it first, and goes back there; that took a third of the time of a page. So each thread keeps a few
//! buffers for the next.

use std::cell::RefCell;

use actix_web::web::Bytes;

/// How many buffers a thread keeps.
const KEPT: usize = 8;

/// Larger ones are not kept.
const LARGEST: usize = 1 << 20;

thread_local! {
    static FREE: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

/// An empty buffer for so many bytes.
pub fn take(size: usize) -> Vec<u8> {
    let mut buffer = FREE.with_borrow_mut(Vec::pop).unwrap_or_default();
    buffer.reserve(size);
    buffer
}

/// What is in a buffer, which is given back after the last use.
pub fn bytes(buffer: Vec<u8>) -> Bytes {
    Bytes::from_owner(Lent(buffer))
}

struct Lent(Vec<u8>);

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let mut buffer = std::mem::take(&mut self.0);
        if buffer.capacity() > LARGEST {
            return;
        }
        buffer.clear();
        // A thread that ends has no place for it any more.
        let _ = FREE.try_with(|free| {
            if let Ok(mut free) = free.try_borrow_mut()
                && free.len() < KEPT
            {
                free.push(buffer);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_comes_back_empty() {
        let mut buffer = take(1000);
        buffer.extend_from_slice(b"a page");
        let at = buffer.as_ptr();
        let sent = bytes(buffer);
        let same = sent.clone();
        assert_eq!(&*sent, b"a page");
        drop((sent, same));
        let again = take(10);
        assert!(again.is_empty() && again.as_ptr() == at);
    }
}
