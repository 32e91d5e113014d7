//! Telling others of changes by HTTP (Standard Webhooks): the rules of a webhook and of a delivery, and one
//! delivery. What is delivered when is not decided here.

pub mod address;
pub mod replay;
pub mod retry;
pub mod send;
pub mod sent;
pub mod sign;
