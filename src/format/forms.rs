//! Of several forms of a title or name: which leads, which is the same in another script, what the
//! others are.

use super::script;
use crate::domain::LanguageTag;
use crate::domain::author::PersonName;
use crate::domain::text::{LocalText, TextKind, display};
use crate::record::neighbour::AgentLink;

/// The forms of a title.
#[derive(Debug)]
pub struct Forms<'a> {
    /// The one that is shown.
    pub shown: &'a str,
    /// The language of that.
    pub language: Option<&'a LanguageTag>,
    /// The same title in another script: romanised where the native script leads, native where Latin
    /// letters lead.
    pub alternate: Option<&'a LocalText>,
    all: &'a [LocalText],
}

impl<'a> Forms<'a> {
    /// Sorts forms out: what is shown, all forms, and the language of the whole, which holds where a
    /// form names none.
    pub fn new(shown: &'a str, all: &'a [LocalText], whole: Option<&'a LanguageTag>) -> Self {
        let language = display(all).and_then(|form| form.language.as_ref()).or(whole);
        let alternate = all.iter().find(|form| {
            form.text != shown
                && script::differ(shown, &form.text)
                && is_same(form.kind, form.language.as_ref().or(language), language)
        });
        Forms { shown, language, alternate, all }
    }

    /// The forms beside these two.
    pub fn others(&self) -> impl Iterator<Item = &'a LocalText> {
        let (shown, alternate) = (self.shown, self.alternate);
        self.all.iter().filter(move |form| form.text != shown && alternate.is_none_or(|own| !std::ptr::eq(own, *form)))
    }
}

/// The form of a subtitle that goes with a form of a title.
pub fn beside<'a>(title: &LocalText, subtitles: &'a [LocalText]) -> Option<&'a str> {
    let own = subtitles.iter().find(|own| own.kind == title.kind && own.language == title.language);
    own.filter(|own| own.script == title.script || own.script.is_none()).map(|own| own.text.as_str())
}

/// Whether a form is the main one in other letters, and not in another language.
fn is_same(kind: TextKind, own: Option<&LanguageTag>, main: Option<&LanguageTag>) -> bool {
    match kind {
        TextKind::Romanised => true,
        TextKind::Translated => false,
        TextKind::Main | TextKind::Parallel | TextKind::Variant => {
            own.map(LanguageTag::primary) == main.map(LanguageTag::primary)
        }
    }
}

/// One form of the name of a person or body.
#[derive(Clone, Copy, Debug)]
pub struct Name<'a> {
    /// The whole name in its own order.
    pub full: &'a str,
    /// Family and given name, where both are known.
    pub parts: Option<(&'a str, &'a str)>,
    /// `Jr.`, `III`.
    pub suffix: Option<&'a str>,
}

impl<'a> Name<'a> {
    /// A name of which only the whole is known.
    pub fn whole(full: &'a str) -> Self {
        Name { full, parts: None, suffix: None }
    }

    /// The name a link shows.
    pub fn of(agent: &'a AgentLink) -> Self {
        let parts = both(agent.family.as_deref(), agent.given.as_deref());
        Name { full: &agent.name, parts, suffix: parts.and(agent.suffix.as_deref()) }
    }

    /// The same name in another script. A person's may be of any language; a body's must be of the same,
    /// or it is a translation.
    pub fn alternate(agent: &'a AgentLink) -> Option<Self> {
        let main = agent.names.iter().find(|name| name.full == agent.name).and_then(|name| name.language.as_ref());
        let is_person = agent.r#type == "person";
        let same = |name: &PersonName| is_person || is_same(name.kind, name.language.as_ref(), main);
        let found = agent.names.iter().find(|name| script::differ(&agent.name, &name.full) && same(name))?;
        let parts = both(found.family.as_deref(), found.given.as_deref());
        Some(Name { full: &found.full, parts, suffix: parts.and(found.suffix.as_deref()) })
    }
}

fn both<'a>(family: Option<&'a str>, given: Option<&'a str>) -> Option<(&'a str, &'a str)> {
    Some((family.filter(|own| !own.is_empty())?, given.filter(|own| !own.is_empty())?))
}
