//! What every handler has at hand.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web::{self, Bytes};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::access::Rules;
use super::changes::Streams;
use super::content::PATIENCE;
use super::fields::FieldTree;
use super::pages::Pages;
use super::problem::Problem;
use super::sequence::Told;
use crate::domain::{Grant, Identity, Resource, Timestamp};
use crate::intake::Jobs;
use crate::oai::SetList;
use crate::search::{Home, Search};
use crate::store::edit::EditError;
use crate::store::reader::Reader;
use crate::store::{Store, StoreError};

/// How many bytes of answers that were compressed, or made in some format, are kept in memory.
const ANSWERS: u64 = 24 << 20;

/// How many bytes the content of an import may have, where nothing else is said.
const LARGEST_IMPORT: u64 = 2 << 30;

/// The service's state, the same for all workers.
pub struct State {
    /// Answers from the archive.
    pub reader: Arc<Reader>,
    /// Who the archive says it is.
    pub identity: Identity,
    /// Whether webhooks may have addresses that are not of the public internet, and plain HTTP.
    pub webhooks_anywhere: bool,
    /// For how long the next piece of a request's content is waited for.
    pub patience: Duration,
    /// The OpenAPI document as served.
    pub openapi: Bytes,
    /// Answers that were compressed before, by the strong validator of their bytes; and records that were made in a format.
    pub(super) answers: Cache<String, Bytes, Size>,
    /// Pages that were made before.
    pub(super) pages: Pages,
    /// Which operations need a key.
    pub(super) rules: Rules,
    /// The sets that harvesters may ask for.
    pub(super) sets: SetList,
    /// Imports that are done beside the requests that asked for them.
    pub imports: Arc<Jobs>,
    /// What finds records by their words.
    pub search: Arc<Search>,
    /// The place in the log that answers tell.
    pub(super) told: Told,
    /// The streams of changes that are open.
    pub(super) streams: Arc<Streams>,
    trees: Vec<(Resource, FieldTree)>,
}

#[derive(Clone)]
pub(super) struct Size;

impl Weighter<String, Bytes> for Size {
    fn weight(&self, key: &String, value: &Bytes) -> u64 {
        (key.len() + value.len() + 64) as u64
    }
}

impl State {
    /// Around a reader.
    pub fn new(reader: Reader) -> Result<State, StoreError> {
        let document = super::openapi::document();
        let none = serde_json::Map::new();
        let schemas = document["components"]["schemas"].as_object().unwrap_or(&none);
        let trees = Resource::ALL.map(|resource| (resource, FieldTree::of(schemas, resource)));
        let store = reader.store();
        let imports = Arc::new(Jobs::new(store.clone(), store.beside(), LARGEST_IMPORT)?);
        Ok(State {
            imports,
            identity: reader.settings().identity(),
            reader: Arc::new(reader),
            webhooks_anywhere: false,
            patience: PATIENCE,
            openapi: Bytes::from(serde_json::to_vec(&document)?),
            answers: Cache::with_weighter(10_000, ANSWERS, Size),
            pages: Pages::new(),
            rules: Rules::of(&document),
            sets: SetList::default(),
            search: Arc::new(Search::new(Home::memory())),
            told: Told::default(),
            streams: Arc::default(),
            trees: trees.to_vec(),
        })
    }

    /// Keeps the content of imports in this directory, where one is named, and takes so many bytes of one.
    pub fn with_imports(self, dir: Option<PathBuf>, most: u64) -> Result<State, StoreError> {
        let store = self.reader.store();
        let imports = Arc::new(Jobs::new(store.clone(), dir.unwrap_or_else(|| store.beside()), most)?);
        Ok(State { imports, ..self })
    }

    /// Keeps the search index in this directory; where none is named, beside the database file, or, with a
    /// database server, in memory.
    pub fn with_index(self, dir: Option<PathBuf>) -> State {
        let home = match dir.or_else(|| self.reader.store().index_dir()) {
            Some(dir) => Home::dir(dir),
            None => Home::memory(),
        };
        State { search: Arc::new(Search::new(home)), ..self }
    }

    /// A number that differs after anything that is answered from changed.
    pub(super) fn generation(&self) -> u64 {
        self.reader.generation() ^ self.search.generation()
    }

    /// The fields that records of a resource have.
    pub(super) fn fields_of(&self, resource: Resource) -> &FieldTree {
        static NONE: FieldTree = FieldTree::empty();
        self.trees.iter().find(|(own, _)| *own == resource).map_or(&NONE, |(_, tree)| tree)
    }

    /// Makes sure that what is answered is as new as it must be, then runs work that reads: at once
    /// where the database is a file, on a thread for blocking work where it is asked over a network.
    pub(super) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&State) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        if !self.reader.store().blocks() {
            self.reader.refresh()?;
            return work(self);
        }
        self.read_aside(work).await
    }

    /// Runs work that writes, on a thread for blocking work: it waits for its turn, and until what was written can
    /// be found.
    pub(super) async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Store) -> Result<T, EditError> + Send + 'static,
    ) -> Result<T, EditError> {
        let state = self.clone();
        let unavailable = |_| StoreError::Unavailable("no thread".into());
        let all = move || {
            let store = state.reader.store();
            let done = work(store)?;
            state.reader.reach_own();
            state.search.catch_up(store.commits());
            Ok(done)
        };
        web::block(all).await.map_err(unavailable)?
    }

    /// What whoever says this may do now.
    pub(super) async fn grant(self: &Arc<Self>, said: String) -> Result<Option<Grant>, StoreError> {
        let store = self.reader.store().clone();
        if !store.blocks() {
            return store.grant(&said, Timestamp::now());
        }
        let unavailable = |_| StoreError::Unavailable("no thread".into());
        web::block(move || store.grant(&said, Timestamp::now())).await.map_err(unavailable)?
    }

    /// As [`State::read`], always on a thread for blocking work: for answers that take long to make.
    pub(super) async fn read_aside<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&State) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let state = self.clone();
        let unavailable = |_| Problem::Store(StoreError::Unavailable("no thread".into()));
        let all = move || {
            state.reader.refresh()?;
            work(&state)
        };
        web::block(all).await.map_err(unavailable)?
    }
}
