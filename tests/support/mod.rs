//! What tests need around them.
pub mod certificates;
pub mod postgres;
