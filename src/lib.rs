//! Byline.
