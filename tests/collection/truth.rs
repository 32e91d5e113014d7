//! What a cataloguer records of a document.

use std::path::Path;

use serde::Deserialize;

/// The truth of one document, or of one post of an export.
#[derive(Debug, Deserialize)]
pub struct Truth {
    pub title: Option<String>,
    #[serde(default)]
    pub title_alternatives: Vec<String>,
    pub subtitle: Option<String>,
    pub contributions: Vec<Contribution>,
    pub series: Option<String>,
    #[serde(default)]
    pub series_alternatives: Vec<String>,
    pub number: Option<String>,
    #[serde(default)]
    pub number_alternatives: Vec<String>,
    pub published: Option<String>,
    #[serde(default)]
    pub published_alternatives: Vec<String>,
    pub language: Option<String>,
    #[serde(default)]
    pub language_alternatives: Vec<String>,
    pub disclaimer: Option<String>,
    #[serde(default)]
    pub disclaimer_alternatives: Vec<String>,
    pub r#abstract: Option<String>,
    pub body: Body,
    #[serde(default)]
    pub relations: Vec<Relation>,
    pub url: Option<String>,
    pub doi: Option<String>,
    #[serde(default)]
    pub flagged: Vec<String>,
}

/// Who made it.
#[derive(Debug, Deserialize)]
pub struct Contribution {
    pub name: String,
    #[serde(default)]
    pub alternatives: Vec<String>,
    pub role: String,
    #[serde(default)]
    pub emails: Vec<String>,
    #[serde(default)]
    pub affiliations: Vec<Affiliation>,
    /// Whether a cataloguer could leave them out.
    #[serde(default)]
    pub optional: bool,
}

/// A post.
#[derive(Debug, Deserialize)]
pub struct Affiliation {
    pub organization: Option<String>,
    /// Other names under which a cataloguer could record it: the unit, or the house that it belongs to.
    #[serde(default)]
    pub organization_alternatives: Vec<String>,
}

impl Affiliation {
    /// Whether a name is that of the organization; an acronym in brackets behind it may be there or not.
    pub fn is(&self, name: &str, same: fn(&str) -> String) -> bool {
        let bare = |name: &str| {
            let acronym = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
            let acronym = acronym.filter(|(_, inside)| inside.chars().filter(|c| c.is_uppercase()).count() > 1);
            same(acronym.map_or(name, |(before, _)| before))
        };
        let mut own = self.organization.iter().chain(&self.organization_alternatives);
        own.any(|own| bare(own) == bare(name))
    }
}

/// Where the text begins and ends, and what is no part of it.
#[derive(Debug, Deserialize)]
pub struct Body {
    pub first: Option<String>,
    pub last: Option<String>,
    #[serde(default)]
    pub lacks: Vec<String>,
}

/// Another work.
#[derive(Debug, Deserialize)]
pub struct Relation {
    pub r#type: String,
}

/// The truths of a file: one, or one for each post.
pub fn read(path: &Path) -> Vec<Truth> {
    let text = std::fs::read_to_string(path).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let list = if value.is_array() { value } else { serde_json::json!([value]) };
    serde_json::from_value(list).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
