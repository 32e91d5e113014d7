//! Erasing a text wherever it stands: an address or a former name that the law says must go.

use serde_json::{Map, Value};

use super::text;

/// What stands where something was erased and nothing else was asked for.
pub const MARK: &str = "[…]";

/// The fewest and the most characters of a text that can be erased: fewer would be found all over.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=500;

/// A text that is to be erased, and what takes its place.
///
/// It is found in any case, with any white space between its words, and only as whole words: `Ann` does
/// not stand in `Annals`.
#[derive(Clone)]
pub struct Erasure {
    words: Vec<Vec<char>>,
    slug: Option<String>,
    folded: String,
    /// What takes its place; `None` where nothing was given.
    pub replacement: Option<String>,
}

impl Erasure {
    /// An error says what is wrong with the text or with what is to take its place.
    pub fn new(text: &str, replacement: Option<String>) -> Result<Erasure, String> {
        if !LENGTH.contains(&text.trim().chars().count()) {
            return Err(format!("write {} to {} characters", LENGTH.start(), LENGTH.end()));
        }
        let words = text.split_whitespace().map(|word| word.chars().flat_map(char::to_lowercase).collect()).collect();
        let erasure = Erasure { words, slug: text::slug(text), folded: text::folded(text), replacement };
        match erasure.replacement.as_deref().is_some_and(|own| erasure.find(own, 0).is_some()) {
            true => Err("what is to take its place holds the text itself".to_owned()),
            false => Ok(erasure),
        }
    }

    /// What takes its place inside of a longer text.
    fn mark(&self) -> &str {
        self.replacement.as_deref().unwrap_or(MARK)
    }

    /// Whether a text is it, and nothing else.
    pub fn is(&self, text: &str) -> bool {
        let text = text.trim();
        self.find(text, 0) == Some((0, text.len()))
    }

    /// A text without it; `None` where it does not stand there.
    pub fn without(&self, text: &str) -> Option<String> {
        let (mut out, mut from) = (String::new(), 0);
        while let Some((start, end)) = self.find(text, from) {
            out.push_str(&text[from..start]);
            out.push_str(self.mark());
            from = end;
        }
        out.push_str(&text[from..]);
        (from > 0).then_some(out)
    }

    /// Replaces it in every text of a JSON value, takes away slugs that show it, and tells whether it stood there.
    pub fn replace_all(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => match self.without(text) {
                Some(without) => {
                    *text = without;
                    true
                }
                None => false,
            },
            Value::Array(items) => items.iter_mut().fold(false, |any, item| self.replace_all(item) | any),
            Value::Object(fields) => {
                let slug = slug_in(fields).filter(|name| self.is_in_field(fields, name));
                if let Some(slug) = slug {
                    fields.insert(slug.to_owned(), Value::Null);
                }
                fields.values_mut().fold(slug.is_some(), |any, field| self.replace_all(field) | any)
            }
            _ => false,
        }
    }

    /// The JSON Pointers of every text of a value in which it stands, in the order of the value.
    pub fn places(&self, value: &Value) -> Vec<String> {
        let mut places = Vec::new();
        self.gather(value, String::new(), &mut places);
        places
    }

    fn gather(&self, value: &Value, at: String, places: &mut Vec<String>) {
        match value {
            Value::String(text) if self.find(text, 0).is_some() => places.push(at),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| self.gather(item, format!("{at}/{index}"), places));
            }
            Value::Object(fields) => fields.iter().for_each(|(name, field)| {
                if slug_in(fields) == Some(name) && self.is_in_field(fields, name) {
                    return places.push(format!("{at}/{name}"));
                }
                self.gather(field, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), places);
            }),
            _ => {}
        }
    }

    fn is_in_field(&self, fields: &Map<String, Value>, name: &str) -> bool {
        fields.get(name).and_then(Value::as_str).is_some_and(|slug| self.is_in_slug(slug))
    }

    /// Whether a slug shows it.
    pub fn is_in_slug(&self, slug: &str) -> bool {
        self.slug.as_ref().is_some_and(|own| format!("-{slug}-").contains(&format!("-{own}-")))
    }

    /// Whether one of the parts of a key, between colons, is it as [`text::folded`] has it.
    pub fn is_in_key(&self, key: &str) -> bool {
        !self.folded.is_empty() && key.split(':').any(|part| part == self.folded)
    }

    /// The byte range of the first place from `from` on where it stands.
    fn find(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        let first = *self.words.first()?.first()?;
        let last = *self.words.last()?.last()?;
        text[from..].char_indices().map(|(at, c)| (from + at, c)).find_map(|(at, c)| {
            if c.to_lowercase().next() != Some(first) {
                return None;
            }
            let end = self.end(text, at)?;
            let before = text[..at].chars().next_back().filter(|_| joins(first));
            let after = text[end..].chars().next().filter(|_| joins(last));
            let is_whole = ![before, after].into_iter().flatten().any(joins);
            is_whole.then_some((at, end))
        })
    }

    /// Where it ends, if it begins at a place.
    fn end(&self, text: &str, at: usize) -> Option<usize> {
        let mut rest = &text[at..];
        for (index, word) in self.words.iter().enumerate() {
            if index > 0 {
                let gap = rest.len() - rest.trim_start().len();
                rest = rest.get(gap..).filter(|_| gap > 0)?;
            }
            let mut wanted = word.as_slice();
            while !wanted.is_empty() {
                let c = rest.chars().next()?;
                for lower in c.to_lowercase() {
                    wanted = wanted.strip_prefix(&[lower])?;
                }
                rest = &rest[c.len_utf8()..];
            }
        }
        Some(text.len() - rest.len())
    }
}

/// The field of an object that holds a slug: of a thing, or of a step of a JSON Patch that sets one.
fn slug_in(fields: &Map<String, Value>) -> Option<&'static str> {
    let is_step = fields.get("path").is_some_and(|path| path == "/slug");
    Some(if is_step { "value" } else { "slug" }).filter(|name| fields.contains_key(*name))
}

/// Whether a letter or digit beside others makes one word of them. Scripts without spaces between words, and
/// Hangul, where particles follow names, do not tell where a word ends.
fn joins(c: char) -> bool {
    let is_unspaced = matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}');
    c.is_alphanumeric() && !is_unspaced
}

/// What is to be erased is in no log.
impl std::fmt::Debug for Erasure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Erasure")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(text: &str) -> Erasure {
        match Erasure::new(text, None) {
            Ok(own) => own,
            Err(why) => panic!("{text}: {why}"),
        }
    }

    #[test]
    fn it_is_found_in_any_case_and_spacing_but_only_as_whole_words() {
        let own = of("Ada  Öld");
        assert_eq!(own.without("BY ADA\n ÖLD, and Ada Ölden").as_deref(), Some("BY […], and Ada Ölden"));
        assert_eq!(own.without("AdaÖld, Wada Öld"), None);
        assert_eq!(own.without("ada öld").as_deref(), Some("[…]"));
        assert_eq!(of("東方").without("記者東方報導").as_deref(), Some("記者[…]報導"));
        assert!(own.is(" ADA ÖLD ") && !own.is("Ada Öld."));
        assert_eq!(of("a@b.example").without("<A@B.example>, a@b.example").as_deref(), Some("<[…]>, […]"));
    }

    #[test]
    fn every_text_of_a_value_is_reached() {
        let mut value = json!({"a/b": ["x", {"c": "an Ann"}], "n": 1});
        assert_eq!(of("Ann").places(&value), ["/a~1b/1/c"]);
        assert!(of("Ann").replace_all(&mut value));
        assert_eq!(value, json!({"a/b": ["x", {"c": "an […]"}], "n": 1}));
        assert!(!of("Ann").replace_all(&mut value));
    }

    #[test]
    fn slugs_show_it_word_by_word() {
        let mut value = json!([{"slug": "ada-old"}, {"op": "replace", "path": "/slug", "value": "ada-old"}]);
        assert_eq!(of("Ada Öld").places(&value), ["/0/slug", "/1/value"]);
        assert!(of("Ada Öld").replace_all(&mut value));
        assert_eq!(value, json!([{"slug": null}, {"op": "replace", "path": "/slug", "value": null}]));
        assert_eq!(of("ada-old").places(&json!({"slug": "ada-old"})), ["/slug"], "it is told once");
        assert!(of("Ada Öld").is_in_slug("ada-old") && of("Ada Öld").is_in_slug("on-ada-old-again"));
        assert!(!of("Ada Öld").is_in_slug("wada-old") && !of("東方").is_in_slug(""));
    }

    #[test]
    fn what_cannot_be_is_told() {
        assert!(Erasure::new(" a ", None).is_err() && Erasure::new("Ada", Some("née ADA".to_owned())).is_err());
    }
}
