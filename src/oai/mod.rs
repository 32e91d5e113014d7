//! The Open Archives Initiative Protocol for Metadata Harvesting, version 2.0: the protocol without HTTP
//! and SQL. One function takes the arguments of a request and gives the XML of its answer.
//!
//! Articles are the items. Series, authors and organizations are none: harvesters take every item of a
//! repository for a publication in its catalogue, and each article's record names its series and authors
//! whole. Series can be had as serial records under `/v1/series`.
//!
//! # Nothing is lost
//! Lists are walked in the order in which records last changed. A record that changes while a list is
//! walked moves to its end, and is met there in its new form; what does not change is met exactly once.
//! A list has no end but the present: nothing that was committed is left out of the last page.
//!
//! A harvester comes back with `from`, the `responseDate` of an answer it has had. So `responseDate` is no
//! reading of the clock but the horizon (`store/horizon.rs`), mostly a few seconds before now: everything
//! that was committed until then can be seen, and whatever will be committed has a later date. Since
//! `from` includes its second, nothing falls between two harvests, and little more than the last seconds
//! is given twice. That holds for the first answer of a list as for its last one, so that it does not
//! matter which of the two a harvester goes by.
//!
//! # Sets and what leaves them
//! A header names the sets that a record is in now. Of a record that has left a set, a harvest of that set
//! alone says nothing: the protocol has no word for it, and "deleted" would be wrong for the same item in
//! every other set. Whoever keeps a copy of one set finds out by asking for the record itself. Withdrawn
//! articles stay in the sets of all that their tombstone still shows: series, authors, language and year.

mod date;
mod fault;
mod formats;
mod identify;
mod item;
mod list;
mod request;
mod sets;
mod token;

pub use formats::{ALL as FORMATS, Prefix};
pub use sets::SetList;

use crate::domain::{Id, Identity};
use crate::format::xml::Xml;
use crate::store::StoreError;
use crate::store::reader::Reader;
use date::datestamp;
use fault::{Code, Fault};
use request::{Arguments, Request};

/// An archive that can be harvested.
#[derive(Clone, Copy)]
pub struct Repository<'a> {
    /// What it holds.
    pub reader: &'a Reader,
    /// Who it says it is.
    pub identity: &'a Identity,
    /// Its sets.
    pub sets: &'a SetList,
    site: Site<'a>,
}

/// The parts of an identity without which there is nothing to harvest.
#[derive(Clone, Copy)]
struct Site<'a> {
    base_url: &'a str,
    name: &'a str,
    identifier: &'a str,
    email: &'a str,
}

/// The XML declaration, then the outermost element with what must stand in it (section 3.2).
const OPEN: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ",
    "xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd\">"
);

/// What is answered to a sound request: content, or what is wrong with it after all.
type Answer = Result<Result<(), Vec<Fault>>, StoreError>;

impl<'a> Repository<'a> {
    /// The repository of an archive; where settings are missing without which it has no permanent name,
    /// theirs.
    pub fn of(reader: &'a Reader, identity: &'a Identity, sets: &'a SetList) -> Result<Self, Vec<&'static str>> {
        let Identity { base_url, repository_name, repository_identifier, admin_email, .. } = identity;
        match (base_url, repository_name, repository_identifier, admin_email) {
            (Some(base_url), Some(name), Some(identifier), Some(email)) => {
                Ok(Repository { reader, identity, sets, site: Site { base_url, name, identifier, email } })
            }
            _ => {
                let all = [
                    ("base-url", base_url),
                    ("repository-name", repository_name),
                    ("repository-identifier", repository_identifier),
                    ("admin-email", admin_email),
                ];
                Err(all.into_iter().filter(|(_, value)| value.is_none()).map(|(name, _)| name).collect())
            }
        }
    }

    /// Answers a request: a query string or a form. What is wrong with it is part of the answer.
    pub fn answer(&self, form: &str, out: &mut Vec<u8>) -> Result<(), StoreError> {
        // Before anything else: the answer must show all that was committed until then.
        let horizon = self.reader.horizon()?;
        let (arguments, request) = request::read(form, self.reader.settings());
        let mut content = Vec::new();
        let answered = match request {
            Ok(request) => self.dispatch(request, &mut Xml::new(&mut content))?,
            Err(faults) => Err(faults),
        };
        let mut xml = Xml::new(out);
        xml.raw(OPEN.as_bytes());
        xml.leaf("responseDate", &datestamp(horizon));
        let faults = answered.err().unwrap_or_default();
        self.echo(&arguments, &faults, &mut xml);
        faults.iter().for_each(|fault| xml.element("error").attribute("code", fault.code.name()).text(&fault.message));
        xml.raw(if faults.is_empty() { &content } else { b"" });
        xml.raw(b"</OAI-PMH>\n");
        Ok(())
    }

    fn dispatch(&self, request: Request, out: &mut Xml<'_>) -> Answer {
        match request {
            Request::Identify => self.identify(out).map(Ok),
            Request::ListMetadataFormats(identifier) => self.list_formats(identifier.as_deref(), out),
            Request::ListSets(after) => self.list_sets(after, out),
            Request::GetRecord { identifier, prefix } => self.get_record(&identifier, prefix, out),
            Request::List(selection) => self.first_page(selection, out),
            Request::Resume(token) => self.next_page(token, out).map(Ok),
        }
    }

    /// The request as it was understood (section 3.2): with its arguments, unless they are what is wrong.
    fn echo(&self, arguments: &Arguments, faults: &[Fault], xml: &mut Xml<'_>) {
        let mut request = xml.element("request");
        if !faults.iter().any(|fault| matches!(fault.code, Code::BadVerb | Code::BadArgument)) {
            request = arguments.iter().fold(request, |request, (name, value)| request.attribute(name, value));
        }
        request.text(&self.address());
    }

    /// The base URL.
    fn address(&self) -> String {
        format!("{}/oai", self.site.base_url)
    }

    /// The identifier of an item (OAI identifier guidelines, section 2).
    fn identifier(&self, id: Id) -> String {
        self.identifier_of(&id.to_string())
    }

    fn identifier_of(&self, id: &str) -> String {
        format!("oai:{}:{id}", self.site.identifier)
    }
}
