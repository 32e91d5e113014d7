//! Pages that say why there is nothing else to show.

use askama::Template;

use super::Site;
use super::article::{agent, names, place, series_title, title_of};
use super::details::Value;
use super::shell::Shell;
use super::text::{Text, date, day_of};
use crate::format::uri;
use crate::record::article::Article;

/// What went wrong.
#[derive(Template)]
#[template(path = "site/error.html", whitespace = "minimize")]
pub struct ErrorPage {
    shell: Shell,
    status: u16,
    title: String,
    detail: String,
}

impl ErrorPage {
    /// With the status, title and detail of a problem.
    pub fn new(site: &Site<'_>, status: u16, title: &str, detail: &str) -> ErrorPage {
        let mut shell = Shell::new(site, title);
        shell.meta("robots", "noindex");
        ErrorPage { shell, status, title: title.to_owned(), detail: detail.to_owned() }
    }
}

/// What stays of a withdrawn article.
#[derive(Template)]
#[template(path = "site/tombstone.html", whitespace = "minimize")]
pub struct Tombstone {
    shell: Shell,
    title: Text,
    names: Option<Text>,
    people: Vec<Value>,
    series: Option<Value>,
    published: Option<Value>,
    doi: Option<Value>,
    since: Option<String>,
    reason: Option<Text>,
    successor: Option<Value>,
}

impl Tombstone {
    /// Of the record of a withdrawn article.
    pub fn new(site: &Site<'_>, own: &Article) -> Tombstone {
        let title = title_of(own);
        let mut shell = Shell::new(site, &format!("Withdrawn: {}", title.text));
        if let Some(language) = &own.language {
            shell.lang = language.to_string();
        }
        shell.meta("robots", "noindex");
        let withdrawal = own.withdrawal.as_ref();
        let successor = withdrawal.and_then(|own| own.successor.as_ref());
        Tombstone {
            shell,
            title,
            names: names(own).map(|names| Text::new(names, own.language.as_ref(), None)),
            people: own.contributions.iter().filter_map(|part| part.author.as_ref()).map(|l| agent(site, l)).collect(),
            series: own.series.as_ref().map(|link| {
                Value::thing(site, link.id, series_title(link)).noted(place(own.number.as_deref(), own.year))
            }),
            published: own.published.map(Value::date),
            doi: own.doi.as_deref().map(|doi| Value::link(Text::english(doi), uri::doi(doi))),
            since: withdrawal.and_then(|own| day_of(own.at)).map(date),
            reason: withdrawal.and_then(|own| own.reason.clone()).map(|text| Text::new(text, None, None)),
            successor: successor.map(|link| {
                let title = link.title.clone().unwrap_or_else(|| link.id.to_string());
                Value::thing(site, link.id, Text::new(title, None, None)).noted(place(link.number.as_deref(), None))
            }),
        }
    }
}
