//! What is sent to make or change a webhook, checked whole: everything that is wrong is told at once.

use serde_json::Value;

use super::address;
use crate::domain::change::Told;
use crate::domain::identifier::WebUrl;
use crate::domain::webhook::Wanted;
use crate::domain::{Id, Resource};
use crate::import::edit::{Fault, Fields};

/// The longest address, in bytes.
const LONGEST: usize = 2_000;

/// The most values of a list.
const MOST: usize = 1_000;

/// A new webhook, as it is sent.
#[derive(utoipa::ToSchema)]
#[schema(as = WebhookSource, example = json!({"url": "https://partner.example/byline", "resources": ["article"], "series": ["se1"]}))]
#[allow(dead_code)]
pub struct Source {
    /// The address that is written to.
    #[schema(format = "uri", max_length = 2_000)]
    url: String,
    /// Only what is told so; all, where it is empty, null or left out.
    kinds: Option<Vec<Told>>,
    /// Only changes of such records: `article`, `author`, `organization`, `series`, `disclaimer`; all, where
    /// it is empty, null or left out.
    #[schema(value_type = Option<Vec<String>>)]
    resources: Option<Vec<Resource>>,
    /// Only what belongs to these series, or did; all, where it is empty, null or left out.
    #[schema(value_type = Option<Vec<String>>)]
    series: Option<Vec<Id>>,
    /// Whether anything is to be sent.
    #[schema(required = false)]
    enabled: bool,
}

/// What is to be set of a webhook: what was not sent is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    url: Option<String>,
    kinds: Option<Vec<Told>>,
    resources: Option<Vec<Resource>>,
    series: Option<Vec<Id>>,
    /// Whether it is to send.
    pub enabled: Option<bool>,
}

impl Sent {
    /// Reads what was sent. `anywhere` as in [`address::check`].
    pub fn read(fields: Fields, anywhere: bool) -> Result<Sent, Vec<Fault>> {
        let (mut sent, mut faults) = (Sent::default(), Vec::new());
        for (name, value) in fields {
            match name.as_str() {
                "url" => sent.url = url(&value, anywhere, &mut faults),
                "kinds" => {
                    let words = format!("write {}", listed(Told::WORDS));
                    sent.kinds = Some(list(&name, &value, &words, Told::parse, &mut faults));
                }
                "resources" => {
                    let words = format!("write {}", listed(&Resource::ALL.map(Resource::name)));
                    sent.resources = Some(list(&name, &value, &words, |word| word.parse().ok(), &mut faults));
                }
                "series" => {
                    let words = "write the id of a series, such as `se1`";
                    sent.series = Some(list(&name, &value, words, series, &mut faults));
                }
                "enabled" => match value {
                    Value::Bool(own) => sent.enabled = Some(own),
                    _ => faults.push(Fault::at("/enabled", "write true or false")),
                },
                _ => faults.push(Fault::unknown(&name, "`url`, `kinds`, `resources`, `series` and `enabled`")),
            }
        }
        if faults.is_empty() { Ok(sent) } else { Err(faults) }
    }

    /// What is wanted of a new webhook.
    pub fn whole(self) -> Result<Wanted, Fault> {
        let url = self.url.clone().ok_or_else(|| Fault::at("/url", "it is missing"))?;
        let nothing = Wanted { url, kinds: Vec::new(), filter: Default::default() };
        Ok(self.over(nothing))
    }

    /// What is wanted of a webhook that was asked for something else before.
    pub fn over(self, before: Wanted) -> Wanted {
        let mut wanted = before;
        wanted.url = self.url.unwrap_or(wanted.url);
        wanted.kinds = self.kinds.unwrap_or(wanted.kinds);
        wanted.filter.resources = self.resources.unwrap_or(wanted.filter.resources);
        wanted.filter.series = self.series.unwrap_or(wanted.filter.series);
        wanted
    }
}

fn url(value: &Value, anywhere: bool, faults: &mut Vec<Fault>) -> Option<String> {
    let checked = match value.as_str() {
        Some(text) if text.len() > LONGEST => Err(format!("it has more than {LONGEST} bytes")),
        Some(text) => WebUrl::parse(text).and_then(|url| address::check(url.as_str(), anywhere).map(|()| url.into())),
        None => Err("write an address such as `https://partner.example/byline`".to_owned()),
    };
    checked.map_err(|why| faults.push(Fault::at("/url", why))).ok()
}

/// The id of a series.
fn series(text: &str) -> Option<Id> {
    text.parse().ok().filter(|id: &Id| id.resource() == Resource::Series)
}

/// A list of values, each once; null is an empty one.
fn list<T: PartialEq>(
    name: &str,
    value: &Value,
    right: &str,
    read: impl Fn(&str) -> Option<T>,
    faults: &mut Vec<Fault>,
) -> Vec<T> {
    let mut all = Vec::new();
    match value {
        Value::Null => {}
        Value::Array(values) if values.len() <= MOST => {
            for (index, value) in values.iter().enumerate() {
                match value.as_str().and_then(&read) {
                    Some(own) if all.contains(&own) => {}
                    Some(own) => all.push(own),
                    None => faults.push(Fault::at(format!("/{name}/{index}"), format!("it is `{value}`; {right}"))),
                }
            }
        }
        Value::Array(_) => faults.push(Fault::at(format!("/{name}"), format!("it has more than {MOST} values"))),
        _ => faults.push(Fault::at(format!("/{name}"), format!("it is no list; {right}"))),
    }
    all
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
