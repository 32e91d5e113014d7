//! The forms of an input: told by the name of a file, by its media type, or by its first bytes.

use serde::{Deserialize, Serialize};

use super::manuscript::Manuscript;
use super::report::Problem;
use super::{bytes, html, markdown, pdf};

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// JSON Lines of either dialect.
    Lines,
    /// The text of one commentary.
    Text,
    /// The same with Markdown, and perhaps front matter.
    Markdown,
    /// A saved page.
    Html,
    /// A PDF with a layer of text.
    Pdf,
    /// A WordPress export: many posts.
    Wxr,
}

/// One row for each form: its names at the end of a file's, and its media types, the usual ones first.
const FORMS: &[(Form, &[&str], &[&str])] = &[
    (Form::Lines, &["jsonl", "ndjson", "json"], &["application/x-ndjson"]),
    (Form::Text, &["txt", "text"], &["text/plain"]),
    (Form::Markdown, &["md", "markdown", "mdown", "mkd", "mdx"], &["text/markdown", "text/x-markdown"]),
    (Form::Html, &["html", "htm", "xhtml", "shtml"], &["text/html", "application/xhtml+xml"]),
    (Form::Pdf, &["pdf"], &["application/pdf"]),
    (Form::Wxr, &["xml", "wxr"], &["application/xml", "text/xml", "application/rss+xml"]),
];

/// How many bytes a document of one commentary may have.
pub const LONGEST: u64 = 16 << 20;

/// How many bytes of an input tell its form.
const START: usize = 1024;

impl Form {
    /// By the end of a file's name, without the dot.
    pub fn of_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        FORMS.iter().find(|(_, ends, _)| ends.contains(&extension.as_str())).map(|(form, ..)| *form)
    }

    /// All ends of names, without the dot.
    pub fn extensions() -> impl Iterator<Item = &'static str> {
        FORMS.iter().flat_map(|(_, ends, _)| ends.iter().copied())
    }

    /// By the end of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        let end = name.rsplit(['/', '\\']).next()?.rsplit_once('.')?.1;
        Form::of_extension(end)
    }

    /// By a media type without parameters, in small letters.
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        FORMS.iter().find(|(_, _, types)| types.contains(&media_type)).map(|(form, ..)| *form)
    }

    /// By the first bytes.
    pub fn of_start(start: &[u8]) -> Self {
        let start = start.get(..START).unwrap_or(start);
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
        let text = String::from_utf8_lossy(start).to_ascii_lowercase();
        let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
        let has = |word: &str| text.contains(word);
        match () {
            () if begins(&["%pdf-"]) => Form::Pdf,
            () if begins(&["{"]) => Form::Lines,
            () if begins(&["<!doctype html", "<html"]) || begins(&["<?xml"]) && has("<html") => Form::Html,
            () if begins(&["<!--"]) && (has("<html") || has("<!doctype html")) => Form::Html,
            () if begins(&["<?xml", "<rss"]) => Form::Wxr,
            () if begins(&["---\n", "---\r\n", "+++\n", "+++\r\n"]) => Form::Markdown,
            () => Form::Text,
        }
    }

    /// By the end of the name, and where that says nothing, or less than the bytes do, by these.
    pub fn of_file(extension: Option<&str>, start: &[u8]) -> Self {
        let by_start = Form::of_start(start);
        match (extension.and_then(Form::of_extension), by_start) {
            // A page that was saved as `.txt` or `.xml` is a page.
            (Some(Form::Text | Form::Wxr), Form::Html) => Form::Html,
            (Some(Form::Text | Form::Html), Form::Pdf) => Form::Pdf,
            (Some(form), _) => form,
            (None, by_start) => by_start,
        }
    }

    /// Whether it is one document of one commentary.
    pub const fn is_single(self) -> bool {
        !matches!(self, Form::Lines | Form::Wxr)
    }

    /// The manuscript of one document; or why it is none. The forms of many documents are none.
    pub fn manuscript(self, bytes: &[u8]) -> Result<Manuscript, Problem> {
        if bytes.len() as u64 > LONGEST {
            return Err(Problem::error(None, "document", "it has more than 16 MiB; one commentary has far less"));
        }
        if self == Form::Pdf {
            return Ok(pdf::read(bytes));
        }
        let declared = if self == Form::Html { html::declared(bytes) } else { None };
        let (text, problems) = bytes::text(bytes, declared.as_deref())?;
        let mut manuscript = match self {
            Form::Text => Manuscript::of_text(&text),
            Form::Markdown => markdown::read(&text),
            Form::Html => html::read(&text),
            Form::Pdf | Form::Lines | Form::Wxr => {
                return Err(Problem::error(None, "document", "it may hold many documents"));
            }
        };
        manuscript.problems.splice(0..0, problems);
        Ok(manuscript)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_bytes_tell_the_form() {
        let of = |name: &str, start: &str| Form::of_file(name.rsplit_once('.').map(|(_, end)| end), start.as_bytes());
        assert_eq!(of("a.MD", "x"), Form::Markdown);
        assert_eq!(of("a.txt", "Tides\n\nBy"), Form::Text);
        assert_eq!(of("a.txt", "\u{feff}\n<!DOCTYPE html><p>"), Form::Html);
        assert_eq!(of("a.xml", "<?xml version='1.0'?><rss>"), Form::Wxr);
        assert_eq!(of("a", "---\ntitle: x\n---\n"), Form::Markdown);
        assert_eq!(of("a.tmp", "{\"resource\""), Form::Lines);
        assert_eq!(of("-", "Tides"), Form::Text);
    }

    #[test]
    fn what_is_too_long_or_no_text_is_refused() {
        for form in [Form::Text, Form::Markdown, Form::Html] {
            assert!(form.manuscript(&vec![b' '; LONGEST as usize + 1]).is_err());
            assert!(form.manuscript(b"\x89PNG\r\n\x1a\n").is_err());
        }
    }
}
