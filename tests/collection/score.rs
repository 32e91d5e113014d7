//! What was read, beside what is true.

use std::collections::{BTreeMap, HashMap};
use std::fmt::{Display, Formatter};
use std::path::Path;

use serde_json::Value;

use super::truth::{Contribution, Truth};

/// What the archive has of a document.
pub struct Read {
    article: Value,
    /// Names and roles, in order.
    people: Vec<(String, String)>,
    emails: Vec<String>,
    organizations: Vec<String>,
    series: Option<String>,
    disclaimers: Vec<String>,
    /// Fields that a problem was told of.
    told: Vec<String>,
}

/// The id of the article that came of a file of one document.
pub fn id(file: &Value) -> Option<String> {
    file["id"].as_str().map(|text| text.split(' ').next().unwrap_or_default().to_owned())
}

impl Read {
    /// Of the article of this id.
    pub fn of(file: &Value, id: &str, things: &HashMap<String, Value>) -> Read {
        let article = things[id].clone();
        let name = |id: &Value| {
            let thing = things.get(id.as_str().unwrap_or_default())?;
            let form = thing["names"].as_array().or(thing["titles"].as_array())?.first()?;
            form["full"].as_str().or(form["text"].as_str()).map(str::to_owned)
        };
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let contributions = list(&article["contributions"]);
        let people = contributions.iter().map(|own| {
            let shown = own["name"].as_str().map(str::to_owned).or(name(&own["author"])).unwrap_or_default();
            (shown, own["role"].as_str().unwrap_or("author").to_owned())
        });
        let authors = contributions.iter().filter_map(|own| things.get(own["author"].as_str()?));
        let emails =
            authors.flat_map(|own| list(&own["contacts"])).filter_map(|own| Some(own["email"].as_str()?.to_owned()));
        let posts = contributions.iter().flat_map(|own| list(&own["affiliations"]));
        let place = list(&article["appearances"]).first().cloned().unwrap_or_default();
        let disclaimers = list(&article["disclaimers"])
            .into_iter()
            .filter_map(|id| things.get(id.as_str()?)?["text"].as_str().map(str::to_owned));
        let problems = list(&file["problems"]);
        Read {
            people: people.collect(),
            emails: emails.collect(),
            organizations: posts.filter_map(|own| Some(own["name"].as_str()?.to_owned())).collect(),
            series: name(&place["series"]),
            disclaimers: disclaimers.collect(),
            told: problems.iter().filter_map(|own| Some(own["field"].as_str()?.to_owned())).collect(),
            article,
        }
    }

    fn place(&self, field: &str) -> Option<&str> {
        self.article["appearances"][0][field].as_str()
    }

    fn form(&self, list: &str) -> Option<&str> {
        self.article[list][0]["text"].as_str()
    }

    fn body(&self) -> String {
        let paragraphs = self.article["body"].as_array().into_iter().flatten();
        paragraphs.filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
    }

    fn is_in_doubt(&self, field: &str) -> bool {
        let review = self.article["review"].as_array();
        review.is_some_and(|doubts| doubts.iter().any(|doubt| doubt["field"] == field))
    }
}

/// A text as far as two readers must agree: signs and blanks may differ, letters and their case not.
fn plain(text: &str) -> String {
    let sign = |c: char| match c {
        '’' | '‘' | 'ʼ' | '`' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '–' | '—' | '‐' | '‑' | '−' => '-',
        c => c,
    };
    let text: String = text.chars().map(sign).filter(|c| !c.is_whitespace() && *c != '"').collect();
    text.trim_end_matches(['.', '*', ',']).to_owned()
}

fn loose(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// How many values of a field were right, and how many that it was sure of were not.
#[derive(Default)]
struct Count {
    all: u32,
    right: u32,
    sure: u32,
    sure_but_wrong: u32,
}

/// The score of many documents.
#[derive(Default)]
pub struct Score {
    fields: BTreeMap<&'static str, Count>,
    pub misses: Vec<String>,
}

/// The fields that count for sure-but-wrong.
const CLAIMED: [&str; 7] = ["title", "authors", "series", "number", "published", "language", "disclaimer"];

impl Score {
    /// Adds a document.
    pub fn add(&mut self, path: &Path, truth: &Truth, read: Option<&Read>) {
        let Some(read) = read else {
            // What cannot become an article has no title; it must have been said.
            let right = truth.title.is_none();
            CLAIMED.iter().for_each(|field| self.count(path, field, right, false, String::new()));
            return;
        };
        let one = |got: Option<&str>, wanted: &Option<String>, others: &[String], same: fn(&str) -> String| match (
            got, wanted,
        ) {
            (None, None) => true,
            (Some(got), wanted) => wanted.iter().chain(others).any(|own| same(own) == same(got)),
            (None, Some(_)) => false,
        };
        let mut check = |field: &'static str, right: bool, name: &str, told: String| {
            let present = !told.is_empty();
            self.count(path, field, right, present && !read.is_in_doubt(name), told);
        };
        let show = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let title = read.form("titles");
        check("title", one(title, &truth.title, &truth.title_alternatives, plain), "title", show(title));
        let people = format!("{:?}", read.people);
        let people = if read.people.is_empty() { String::new() } else { people };
        check("authors", same_people(&truth.contributions, &read.people), "contributions", people);
        let series = read.series.as_deref();
        check("series", one(series, &truth.series, &truth.series_alternatives, loose), "series", show(series));
        let number = read.place("number");
        check("number", one(number, &truth.number, &truth.number_alternatives, plain), "number", show(number));
        let date = read.place("published");
        check("published", one(date, &truth.published, &truth.published_alternatives, plain), "published", show(date));
        let language = read.place("language");
        check(
            "language",
            one(language, &truth.language, &truth.language_alternatives, plain),
            "language",
            show(language),
        );
        let disclaimer = read.disclaimers.first().map(String::as_str);
        check(
            "disclaimer",
            one(disclaimer, &truth.disclaimer, &truth.disclaimer_alternatives, loose),
            "disclaimers",
            show(disclaimer),
        );
        let summary = read.form("abstracts").filter(|_| !read.is_in_doubt("abstract") || truth.r#abstract.is_some());
        check("abstract", one(summary, &truth.r#abstract, &[], loose), "abstract", show(summary));
        check(
            "subtitle",
            one(read.form("subtitles"), &truth.subtitle, &[], loose),
            "subtitle",
            show(read.form("subtitles")),
        );
        let url = read.place("url");
        check("url", one(url, &truth.url, &[], plain), "url", show(url));
        let doi = read.article["identifiers"][0]["value"].as_str();
        check("doi", one(doi, &truth.doi, &[], loose), "identifiers", show(doi));
        let body = loose(&read.body());
        let begins = truth.body.first.as_ref().is_none_or(|first| body.starts_with(&loose(first)));
        let ends = truth.body.last.as_ref().is_none_or(|last| body.ends_with(&loose(last)));
        check("body begins", begins, "body", read.body().chars().take(60).collect());
        check("body ends", ends, "body", read.body().chars().rev().take(60).collect::<Vec<_>>().iter().rev().collect());
        let stray: Vec<&String> = truth.body.lacks.iter().filter(|own| body.contains(&loose(own))).collect();
        check("body alone", stray.is_empty(), "body", format!("{stray:?}"));
        let posts = truth.contributions.iter().flat_map(|own| &own.affiliations);
        let missing: Vec<&String> = posts
            .clone()
            .filter(|own| read.organizations.iter().all(|got| !own.is(got, loose)))
            .filter_map(|own| own.organization.as_ref())
            .collect();
        check(
            "organizations",
            missing.is_empty(),
            "contributions",
            format!("lacks {missing:?} of {:?}", read.organizations),
        );
        let told: Vec<&String> = posts.fold(read.organizations.iter().collect::<Vec<_>>(), |mut left, own| {
            left.retain(|got| !own.is(got, loose));
            left
        });
        check("organizations alone", told.is_empty(), "contributions", format!("{told:?} are none of them"));
        let emails = truth.contributions.iter().flat_map(|own| &own.emails);
        let missing: Vec<&String> = emails.filter(|own| !read.emails.contains(own)).collect();
        check("e-mails", missing.is_empty(), "contributions", format!("lacks {missing:?}"));
        let relations = read.article["relations"].as_array().map_or(0, Vec::len);
        let kinds: Vec<&str> = truth.relations.iter().map(|own| own.r#type.as_str()).collect();
        check("relations", relations >= kinds.len(), "relations", format!("{relations} of {kinds:?}"));
        let silent: Vec<&String> = truth.flagged.iter().filter(|own| !flagged(read, own)).collect();
        check("flagged", silent.is_empty(), "document", format!("nothing told of {silent:?}, but of {:?}", read.told));
    }

    fn count(&mut self, path: &Path, field: &'static str, right: bool, sure: bool, got: String) {
        let count = self.fields.entry(field).or_default();
        count.all += 1;
        count.right += u32::from(right);
        count.sure += u32::from(sure);
        count.sure_but_wrong += u32::from(sure && !right);
        if !right {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let doubt = if sure { "sure" } else { "in doubt" };
            self.misses.push(format!("{name} {field} ({doubt}): {}", got.chars().take(160).collect::<String>()));
        }
    }

    /// The share of documents in which a field is right.
    pub fn share(&self, field: &str) -> f64 {
        self.fields.get(field).map_or(0.0, |count| f64::from(count.right) / f64::from(count.all))
    }

    /// The share of wrong values among those that it is sure of.
    pub fn sure_but_wrong(&self) -> f64 {
        let claimed = || CLAIMED.iter().filter_map(|field| self.fields.get(field));
        let wrong: u32 = claimed().map(|count| count.sure_but_wrong).sum();
        f64::from(wrong) / f64::from(claimed().map(|count| count.sure).sum::<u32>().max(1))
    }
}

/// Names and roles in order; who may be left out may be missing.
fn same_people(wanted: &[Contribution], got: &[(String, String)]) -> bool {
    let mut got = got.iter().peekable();
    for own in wanted {
        let same = |(name, role): &&(String, String)| {
            *role == own.role
                && std::iter::once(&own.name).chain(&own.alternatives).any(|form| plain(form) == plain(name))
        };
        if got.next_if(|next| same(next)).is_none() && !own.optional {
            return false;
        }
    }
    got.next().is_none()
}

/// Whether something was told of a field, or it is in doubt.
fn flagged(read: &Read, field: &str) -> bool {
    let names: &[&str] = match field {
        "byline" | "contributions" => &["byline", "contributions"],
        "abstract" => &["abstract"],
        other => &[other],
    };
    names.iter().any(|name| read.told.iter().any(|told| told == name) || read.is_in_doubt(name))
}

impl Display for Score {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        for (field, Count { all, right, sure, sure_but_wrong }) in &self.fields {
            let share = f64::from(*right) * 100.0 / f64::from(*all);
            writeln!(
                f,
                "{field:19} {right:3} of {all:3} {share:5.1} %   sure {sure:3}, of these wrong {sure_but_wrong}"
            )?;
        }
        write!(f, "sure but wrong {:.2} %", self.sure_but_wrong() * 100.0)
    }
}
