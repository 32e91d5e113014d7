//! The table of what is known of a thing.

use super::Site;
use super::text::{Text, date};
use super::{address, words};
use crate::domain::identifier::{Identifier, WebUrl};
use crate::domain::{Id, LanguageTag, PartialDate};

/// One row: a label of ours, and what it stands for.
pub struct Detail {
    /// The label.
    pub label: &'static str,
    /// The values.
    pub values: Vec<Value>,
}

/// A value, perhaps a link or a date.
#[derive(Default)]
pub struct Value {
    /// What is shown.
    pub text: Text,
    /// Where it leads.
    pub href: Option<String>,
    /// The relation of that link (HTML standard, section 4.6.7).
    pub rel: &'static str,
    /// The date as programs read it.
    pub time: Option<String>,
    /// What is added behind it, in our words.
    pub note: String,
}

/// The rows of a table.
#[derive(Default)]
pub struct Details(pub Vec<Detail>);

impl Details {
    /// Adds a row, where there is anything to show.
    pub fn row(&mut self, label: &'static str, values: impl IntoIterator<Item = Value>) {
        let values: Vec<Value> = values.into_iter().collect();
        if !values.is_empty() {
            self.0.push(Detail { label, values });
        }
    }
}

impl Value {
    /// Plain words of ours, or a code.
    pub fn plain(text: impl Into<String>) -> Value {
        Value { text: Text::english(text), ..Value::default() }
    }

    /// Text in its language.
    pub fn text(text: Text) -> Value {
        Value { text, ..Value::default() }
    }

    /// A link.
    pub fn link(text: Text, href: impl Into<String>) -> Value {
        Value { text, href: Some(href.into()), ..Value::default() }
    }

    /// A date.
    pub fn date(day: PartialDate) -> Value {
        Value { text: Text::english(date(day)), time: Some(day.to_string()), ..Value::default() }
    }

    /// A language.
    pub fn language(tag: &LanguageTag) -> Value {
        Value::plain(words::language(tag.as_str()))
    }

    /// An address elsewhere, shown without its scheme.
    pub fn web(url: &WebUrl) -> Value {
        Value::link(Text::new(shown(url.as_str()), None, None), url.as_str())
    }

    /// A thing with a page here.
    pub fn thing(site: &Site<'_>, id: Id, text: Text) -> Value {
        Value::link(text, site.page(id))
    }

    /// An identifier, with the scheme's name before it.
    pub fn identifier(own: &Identifier) -> Value {
        let bare = own.value.strip_prefix("https://orcid.org/").or(own.value.strip_prefix("https://ror.org/"));
        let text = Text::english(format!("{} {}", words::scheme(&own.scheme), bare.unwrap_or(&own.value)));
        Value { text, href: address::identifier(own), ..Value::default() }
    }

    /// With something behind it.
    pub fn noted(self, note: impl Into<String>) -> Value {
        Value { note: note.into(), ..self }
    }
}

/// An address as readers like it: without scheme and final slash.
pub fn shown(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    bare.trim_end_matches('/').to_owned()
}
