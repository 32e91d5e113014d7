//! Taking documents in: the one way of an import, whoever asks for it, from bytes to the archive and a
//! report. Parsing runs beside the writing, with a few batches between them, whatever the size of the input.

pub mod job;
mod jobs;
mod lines;
mod many;
mod posts;
mod report;
mod single;
mod spool;
mod together;
mod work;

use std::io::{self, BufRead};

use serde::{Deserialize, Serialize};

pub use crate::import::form::Form;
pub use job::{Job, JobReport};
pub use jobs::Jobs;
pub use many::{One, take_many};
pub use report::{ByField, Field, FileReport, Report};
pub use spool::Spool;

use crate::domain::{Grant, Timestamp};
use crate::import::commentary::Known;
use crate::import::commentary::convert::Given;
use crate::import::labels::Labels;
use crate::import::lines::Place;
use crate::store::db::Db;
use crate::store::{Importer, Store, StoreError};

/// What is asked for: which input, and what becomes of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// What the input holds.
    pub form: Form,
    /// What to call it in messages.
    pub name: String,
    /// Its own name: the source of lines, where none is given; the key of a text in its source.
    pub key: String,
    /// The name under which the archive remembers where things came from.
    pub source: Option<String>,
    /// Whether it is only tried.
    pub dry_run: bool,
    /// A message for the history.
    pub message: Option<String>,
    /// What is said beside a text.
    pub given: Given,
}

/// The source of texts, where none is given; and that of the posts of exports, whose keys hold everywhere.
const TEXTS: &str = "texts";
const POSTS: &str = "wordpress";

impl Asked {
    /// The name of the source.
    pub fn source(&self) -> &str {
        self.source.as_deref().unwrap_or(match self.form {
            Form::Lines => &self.key,
            Form::Wxr => POSTS,
            Form::Text | Form::Markdown | Form::Html | Form::Pdf => TEXTS,
        })
    }

    fn importer(&self, store: &Store, by: Option<&Grant>) -> Importer {
        let importer = Importer::new(store.clone(), self.source(), self.dry_run);
        match by {
            Some(grant) => importer.by(grant.clone(), self.message.clone()),
            None => importer,
        }
    }
}

/// Who watches an import, and may break it off.
pub trait Watch {
    /// Whether it is to go on; asked before each batch.
    fn goes_on(&self) -> Result<bool, StoreError> {
        Ok(true)
    }

    /// Hears what is done so far, inside the transaction in which it was done; what is written with it is
    /// part of it.
    fn told(&self, _db: &mut dyn Db, _report: &FileReport, _place: Place) -> Result<(), StoreError> {
        Ok(())
    }
}

/// Nobody watches.
impl Watch for () {}

/// Why an import ended early. What was told to be written until then is.
#[derive(Debug)]
pub enum Broken {
    /// The store failed.
    Store(StoreError),
    /// The input could not be read.
    Read(io::Error),
}

impl From<StoreError> for Broken {
    fn from(error: StoreError) -> Self {
        Broken::Store(error)
    }
}

/// How much of an input is done already.
#[derive(Clone, Debug)]
pub struct Done {
    /// How far it is read.
    pub place: Place,
    /// What was reported of that.
    pub report: FileReport,
}

impl Done {
    /// Nothing of it.
    pub fn nothing(asked: &Asked) -> Self {
        Done { place: Place::default(), report: FileReport::new(&asked.name) }
    }
}

/// What is known already to whoever reads a commentary.
fn known(store: &Store) -> Result<Known, StoreError> {
    let now = Timestamp::now().to_string();
    let (series, disclaimers) = (store.series_titles()?, store.disclaimer_texts()?);
    Ok(Known { series, disclaimers, today: now.get(..10).map(str::to_owned), file: None })
}

/// Takes an input in, from where it was broken off, as whoever may write it all or with what a key allows.
pub fn take(
    store: &Store,
    by: Option<&Grant>,
    asked: &Asked,
    input: impl BufRead + Send,
    labels: &Labels,
    done: Done,
    watch: &dyn Watch,
) -> Result<FileReport, Broken> {
    let importer = asked.importer(store, by);
    match asked.form {
        Form::Lines => Ok(lines::take(importer, input, labels, done, watch)?),
        Form::Wxr => Ok(posts::take(store, importer, asked, input, done, watch)?),
        _ if done.place.line > 0 => Ok(done.report),
        _ => single::take(store, importer, asked, input, done.report, watch),
    }
}
