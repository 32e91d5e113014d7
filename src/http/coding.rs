//! Content codings: of whole answers, and of answers that are made while they are sent.

use std::io::{Result, Write};

use actix_web::web::Bytes;

use super::accept::Coding;

/// Levels at which a page takes well under a millisecond.
const GZIP: u32 = 6;
const BROTLI: u32 = 5;
const ZSTD: i32 = 3;

/// Codes bytes that come piece by piece.
pub enum Encoder {
    /// As they are.
    Identity(Vec<u8>),
    /// By gzip.
    Gzip(flate2::write::GzEncoder<Vec<u8>>),
    /// By Brotli.
    Brotli(Box<brotli::CompressorWriter<Vec<u8>>>),
    /// By Zstandard.
    Zstd(zstd::stream::write::Encoder<'static, Vec<u8>>),
}

impl Encoder {
    /// Begins.
    pub fn new(coding: Coding) -> Result<Encoder> {
        let out = Vec::new();
        Ok(match coding {
            Coding::Identity => Encoder::Identity(out),
            Coding::Gzip => Encoder::Gzip(flate2::write::GzEncoder::new(out, flate2::Compression::new(GZIP))),
            Coding::Brotli => Encoder::Brotli(Box::new(brotli::CompressorWriter::new(out, 4096, BROTLI, 20))),
            Coding::Zstd => Encoder::Zstd(zstd::stream::write::Encoder::new(out, ZSTD)?),
        })
    }

    /// Takes a piece in, and gives what is ready to be sent: nothing, where more is needed first.
    pub fn push(&mut self, piece: Vec<u8>) -> Result<Bytes> {
        let out = match self {
            Encoder::Identity(_) => return Ok(piece.into()),
            Encoder::Gzip(encoder) => {
                encoder.write_all(&piece)?;
                encoder.get_mut()
            }
            Encoder::Brotli(encoder) => {
                encoder.write_all(&piece)?;
                encoder.get_mut()
            }
            Encoder::Zstd(encoder) => {
                encoder.write_all(&piece)?;
                encoder.get_mut()
            }
        };
        Ok(std::mem::take(out).into())
    }

    /// Ends, and gives the rest.
    pub fn finish(self) -> Result<Bytes> {
        Ok(match self {
            Encoder::Identity(out) => out,
            Encoder::Gzip(encoder) => encoder.finish()?,
            Encoder::Brotli(encoder) => encoder.into_inner(),
            Encoder::Zstd(encoder) => encoder.finish()?,
        }
        .into())
    }
}

/// Codes a whole answer.
pub fn compress(coding: Coding, plain: &[u8]) -> Result<Bytes> {
    // With the size known, the frame says it and the window fits.
    if coding == Coding::Zstd {
        return Ok(zstd::bulk::compress(plain, ZSTD)?.into());
    }
    let mut encoder = Encoder::new(coding)?;
    let begun = encoder.push(plain.to_vec())?;
    let rest = encoder.finish()?;
    Ok(if begun.is_empty() { rest } else { [begun, rest].concat().into() })
}
