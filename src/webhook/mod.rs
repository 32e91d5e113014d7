//! Telling others of changes by HTTP: the rules of a delivery, and one delivery.
//!
//! What is delivered, to whom and when is not decided here.

pub mod address;
pub mod retry;
pub mod send;
pub mod sign;
