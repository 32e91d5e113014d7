//! The content of an import: in memory where it is small, in a file where it is not. Whatever its size, no
//! more than a piece of it is in memory.

use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpRequest, web};
use sha2::{Digest, Sha256};

use crate::http::content;
use crate::http::problem::Problem;
use crate::intake::{Jobs, Spool};
use crate::store::StoreError;

/// How many bytes are taken in at once, while the client waits.
pub const SMALL: usize = 1 << 20;

/// How many bytes are written at a time.
const PIECE: usize = 1 << 18;

/// What was sent.
pub struct Sent {
    /// The content.
    pub content: Content,
    /// A hash of all that makes the request another one.
    pub digest: Vec<u8>,
}

/// Where the content is.
pub enum Content {
    /// Here.
    Small(Vec<u8>),
    /// In a file.
    Spooled(Upload),
}

/// A file of content. It is removed where nobody takes it over.
pub struct Upload {
    spool: Spool,
    name: String,
    /// How many bytes it has.
    pub bytes: u64,
    is_taken: bool,
}

impl Upload {
    /// Its name, for whoever takes it over.
    pub fn take(mut self) -> String {
        self.is_taken = true;
        std::mem::take(&mut self.name)
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        if !self.is_taken {
            self.spool.remove(&self.name);
        }
    }
}

/// Reads the content of a request, into a file where it is large or where that is wanted.
pub async fn read(
    request: &HttpRequest,
    mut content: web::Payload,
    jobs: &Arc<Jobs>,
    into_file: bool,
) -> Result<Sent, Problem> {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|own| own.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > jobs.most) {
        return Err(Problem::ContentTooLarge);
    }
    let target = request.uri().path_and_query().map_or("", |target| target.as_str());
    let media_type = request.headers().get(header::CONTENT_TYPE).map_or(&[][..], |own| own.as_bytes());
    let mut hash = Sha256::new_with_prefix(format!("{} {target}\n", request.method()));
    hash.update(media_type);
    let (mut bytes, mut file, mut total) = (Vec::new(), None, 0);
    let mut limit = if into_file { 0 } else { SMALL };
    while let Some(piece) = content::piece(request, &mut content).await? {
        total += piece.len() as u64;
        if total > jobs.most {
            return Err(Problem::ContentTooLarge);
        }
        hash.update(&piece);
        bytes.extend_from_slice(&piece);
        if bytes.len() > limit {
            file = Some(append(jobs, file, std::mem::take(&mut bytes), false).await?);
            limit = PIECE;
        }
    }
    let content = match file {
        None if !into_file => Content::Small(bytes),
        file => {
            let (_, mut upload) = append(jobs, file, bytes, true).await?;
            upload.bytes = total;
            Content::Spooled(upload)
        }
    };
    Ok(Sent { content, digest: hash.finalize().to_vec() })
}

/// Appends bytes to a file, which is made where there is none yet; at the end it is on the disk.
async fn append(
    jobs: &Arc<Jobs>,
    file: Option<(File, Upload)>,
    bytes: Vec<u8>,
    is_end: bool,
) -> Result<(File, Upload), Problem> {
    let spool = jobs.spool().clone();
    let work = move || -> io::Result<_> {
        let (mut file, upload) = match file {
            Some(own) => own,
            None => {
                let (name, file) = spool.create()?;
                (file, Upload { spool, name, bytes: 0, is_taken: false })
            }
        };
        file.write_all(&bytes)?;
        if is_end {
            file.sync_all()?;
        }
        Ok((file, upload))
    };
    let unavailable = |error: String| StoreError::Unavailable(format!("content of an import cannot be kept: {error}"));
    let written = web::block(work).await.map_err(|error| unavailable(error.to_string()))?;
    Ok(written.map_err(|error| unavailable(error.to_string()))?)
}
