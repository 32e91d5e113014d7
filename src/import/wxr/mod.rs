//! Reads a WordPress export (WXR 1.0 to 1.2): one manuscript for each published post.
//!
//! The export is read as it comes, post by post: it may be larger than memory. Entities beyond those of XML stand for
//! nothing, so none can grow.

mod bounded;
mod post;
mod shortcode;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::io::{self, BufRead};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use bounded::Bounded;
use post::Raw;

use super::manuscript::{Line, Manuscript};
use super::report::Problem;

/// Reads a fragment of HTML that begins on this line.
pub type Fragment = fn(&str, u32) -> Vec<Line>;

/// A published post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its name in the export: its `guid`; where another post has the same, its address, or else the id of its row.
    pub key: String,
    /// The line of the export where it begins, counted from 1.
    pub line: u32,
    /// What it says.
    pub manuscript: Manuscript,
}

/// How many bytes one field of a post may have.
pub(super) const LONGEST: u64 = 16 << 20;
/// How many writers of a site are known.
const MOST_WRITERS: usize = 100_000;
/// How deep elements may be nested.
const DEEPEST: usize = 64;

/// Somebody who writes on the site.
#[derive(Debug, Clone, Default)]
struct Writer {
    name: String,
    email: String,
}

/// The posts of an export, in its order.
pub struct Posts<R> {
    reader: Reader<Bounded<R>>,
    fragment: Fragment,
    site: Site,
    /// The names of the posts so far.
    keys: HashSet<String>,
    /// What stands in the export and is no published post: kinds and how many of each.
    pub skipped: Vec<(String, u64)>,
    ended: bool,
}

/// What an export says of its site.
#[derive(Debug, Clone, Default)]
struct Site {
    title: String,
    language: String,
    writers: HashMap<String, Writer>,
}

/// Why an export cannot be read on.
#[derive(Debug)]
pub enum Broken {
    /// It is no good XML, or goes beyond a limit; where and why.
    Xml(Problem),
    /// It could not be read.
    Io(io::Error),
}

impl<R: BufRead> Posts<R> {
    /// Of an export.
    pub fn new(input: R, fragment: Fragment) -> Self {
        let mut reader = Reader::from_reader(Bounded::new(input, LONGEST));
        reader.config_mut().check_end_names = false;
        Posts { reader, fragment, site: Site::default(), keys: HashSet::new(), skipped: Vec::new(), ended: false }
    }

    /// Reads on to the next published post.
    fn advance(&mut self) -> Result<Option<Post>, Broken> {
        let mut buffer = Vec::new();
        loop {
            let event = self.event(&mut buffer)?;
            match event {
                Event::Start(tag) => match tag.name().as_ref() {
                    b"item" => {
                        let line = self.reader.get_ref().line();
                        let raw = self.item(line)?;
                        match raw.standing() {
                            None => {
                                let post = raw.post(&self.site, self.fragment, &self.keys);
                                self.keys.insert(post.key.clone());
                                return Ok(Some(post));
                            }
                            Some(why) => self.skip(why),
                        }
                    }
                    b"wp:author" => self.writer()?,
                    b"title" if self.site.title.is_empty() => self.site.title = self.text()?,
                    b"language" if self.site.language.is_empty() => self.site.language = self.text()?,
                    _ => {}
                },
                Event::Eof => return Ok(None),
                _ => {}
            }
            buffer.clear();
        }
    }

    fn skip(&mut self, what: String) {
        match self.skipped.iter_mut().find(|(own, _)| *own == what) {
            Some((_, count)) => *count += 1,
            None => self.skipped.push((what, 1)),
        }
    }

    /// The fields of an item, up to its end.
    fn item(&mut self, line: u32) -> Result<Raw, Broken> {
        let mut raw = Raw::new(line);
        let mut buffer = Vec::new();
        loop {
            match self.event(&mut buffer)? {
                Event::Start(tag) => {
                    let tag = tag.into_owned();
                    let name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
                    match name.as_str() {
                        "wp:postmeta" => raw.meta(self.pairs()?),
                        "wp:comment" => drop(self.pairs()?),
                        "category" => {
                            let (domain, nicename) = (attribute(&tag, "domain"), attribute(&tag, "nicename"));
                            raw.category(domain, nicename, self.text()?);
                        }
                        _ => {
                            let line = self.reader.get_ref().line();
                            raw.field(&name, self.text()?, line);
                        }
                    }
                    if raw.bytes() > LONGEST {
                        return Err(self.wrong("an item has more than 16 MiB"));
                    }
                }
                Event::End(tag) if tag.name().as_ref() == b"item" => return Ok(raw),
                Event::Eof => return Ok(raw),
                _ => {}
            }
            buffer.clear();
        }
    }

    fn writer(&mut self) -> Result<(), Broken> {
        let fields = self.pairs()?;
        let of = |name: &str| {
            fields.iter().find(|(own, _)| own == name).map(|(_, text)| text.trim().to_owned()).unwrap_or_default()
        };
        let whole = format!("{} {}", of("wp:author_first_name"), of("wp:author_last_name")).trim().to_owned();
        let shown = of("wp:author_display_name");
        let login = of("wp:author_login");
        let name = if shown.is_empty() || shown == login { whole } else { shown };
        if self.site.writers.len() >= MOST_WRITERS {
            return Ok(());
        }
        self.site.writers.insert(login, Writer { name, email: of("wp:author_email") });
        Ok(())
    }

    /// The texts of the elements inside of one, up to its end.
    fn pairs(&mut self) -> Result<Vec<(String, String)>, Broken> {
        let (mut pairs, mut bytes) = (Vec::new(), 0);
        let mut buffer = Vec::new();
        loop {
            match self.event(&mut buffer)? {
                Event::Start(tag) => {
                    let name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
                    let text = self.text()?;
                    bytes += text.len() as u64;
                    if bytes > LONGEST {
                        return Err(self.wrong("an element has more than 16 MiB"));
                    }
                    pairs.push((name, text));
                }
                Event::End(_) | Event::Eof => return Ok(pairs),
                _ => {}
            }
            buffer.clear();
        }
    }

    /// The text up to the end of the element that was begun, whatever is nested in it.
    fn text(&mut self) -> Result<String, Broken> {
        let mut text = String::new();
        let mut depth = 0;
        let mut buffer = Vec::new();
        loop {
            match self.event(&mut buffer)? {
                Event::Start(_) if depth == DEEPEST => return Err(self.wrong("elements are nested too deep")),
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok(text),
                Event::End(_) => depth -= 1,
                Event::Text(part) => text.push_str(&String::from_utf8_lossy(&part)),
                Event::CData(part) => text.push_str(&String::from_utf8_lossy(&part)),
                Event::GeneralRef(name) => text.push_str(&reference(&name)),
                Event::Eof => return Ok(text),
                _ => {}
            }
            if text.len() as u64 > LONGEST {
                return Err(self.wrong("a field has more than 16 MiB"));
            }
            buffer.clear();
        }
    }

    fn event<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Result<Event<'b>, Broken> {
        self.reader.get_mut().renew();
        match self.reader.read_event_into(buffer) {
            Ok(event) => Ok(event),
            Err(quick_xml::Error::Io(error)) if error.get_ref().is_some_and(|e| e.is::<bounded::TooLong>()) => {
                Err(self.wrong("a field has more than 16 MiB"))
            }
            Err(quick_xml::Error::Io(error)) => Err(Broken::Io(io::Error::new(error.kind(), error.to_string()))),
            Err(error) => Err(self.wrong(&error.to_string())),
        }
    }

    fn wrong(&self, reason: &str) -> Broken {
        let reason = format!("not a WordPress export that can be read on: {reason}");
        Broken::Xml(Problem::error(Some(self.reader.get_ref().line()), "document", reason))
    }
}

impl<R: BufRead> Iterator for Posts<R> {
    type Item = Result<Post, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.advance().transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let own = tag.attributes().with_checks(false).flatten().find(|own| own.key.as_ref() == name.as_bytes());
    own.map(|own| String::from_utf8_lossy(&own.value).into_owned()).unwrap_or_default()
}

/// A reference as text: those of XML are read, others stand as they are.
fn reference(name: &[u8]) -> String {
    let whole = format!("&{};", String::from_utf8_lossy(name));
    quick_xml::escape::unescape(&whole).map(|text| text.into_owned()).unwrap_or(whole)
}
