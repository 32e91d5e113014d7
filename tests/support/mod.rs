//! What tests need around them.
pub mod app;
pub mod beside;
pub mod certificates;
pub mod client;
pub mod corpus;
pub mod database;
pub mod dir;
pub mod postgres;
pub mod program;
pub mod receiver;
pub mod response;
pub mod served;
