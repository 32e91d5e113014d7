//! Trying what may panic, without a word on standard error.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    /// Whether this thread tries something now.
    static TRYING: Cell<bool> = const { Cell::new(false) };
}

/// The result of some work, or nothing where it panics. Such a panic is not reported; all others are, by
/// whatever reported them before.
pub fn attempt<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !TRYING.get() {
                report(panic);
            }
        }));
    });
    let before = TRYING.replace(true);
    let made = catch_unwind(AssertUnwindSafe(work));
    TRYING.set(before);
    made.ok()
}
