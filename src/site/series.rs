//! The page of a series.

use askama::Template;

use super::article::{agent, issn, series_title};
use super::details::{Detail, Details, Value};
use super::list::{Rows, shown};
use super::shell::Shell;
use super::text::{Text, date};
use super::{Site, address, words};
use crate::record::Record;
use crate::record::disclaimer::Disclaimer;
use crate::record::neighbour::SeriesLink;
use crate::record::series::Series;

/// The page of a series: what it is, and all its articles by year.
#[derive(Template)]
#[template(path = "site/series.html", whitespace = "minimize")]
pub struct SeriesPage {
    shell: Shell,
    title: Text,
    other_titles: Vec<Text>,
    publisher: Option<Value>,
    description: Option<Text>,
    details: Vec<Detail>,
    disclaimers: Vec<Standing>,
    list: Rows,
}

/// A disclaimer that stands in the series.
struct Standing {
    text: Text,
    when: String,
}

impl SeriesPage {
    /// Of a record, the disclaimers that stand in it, and some of its articles.
    pub fn new(site: &Site<'_>, record: &Record, own: &Series, disclaimers: &[Disclaimer], list: Rows) -> SeriesPage {
        let title = shown(&own.titles, &own.title);
        let mut shell = Shell::new(site, &title.text);
        let path = address::page(own.id, own.slug.as_deref());
        shell.lang = own.language.as_ref().map_or_else(|| "en".to_owned(), ToString::to_string);
        shell.description = own.description.clone();
        shell.canonical = site.identity.url(&path).filter(|_| list.first.is_none());
        shell.describe(site, record);
        shell.feeds(site, &own.title, &format!("?series={}", own.id));
        shell.links.extend(list.links(site));
        shell.meta("og:type", "website");
        shell.meta("og:site_name", site.name());
        shell.meta("og:title", own.title.clone());
        SeriesPage {
            other_titles: own.titles.iter().map(|form| Text::of(form, None)).filter(|form| *form != title).collect(),
            publisher: own.publisher.as_ref().map(|link| agent(site, link)),
            description: own.description.as_ref().map(|text| Text::new(text.clone(), None, None)),
            details: details(site, own).0,
            disclaimers: disclaimers.iter().map(standing).collect(),
            title,
            list,
            shell,
        }
    }
}

fn standing(own: &Disclaimer) -> Standing {
    let when = match (own.from, own.to) {
        (Some(from), Some(to)) => format!("{} to {}", date(from), date(to)),
        (Some(from), None) => format!("since {}", date(from)),
        (None, Some(to)) => format!("until {}", date(to)),
        (None, None) => String::new(),
    };
    Standing { text: Text::new(own.text.clone(), own.language.as_ref(), None), when }
}

fn details(site: &Site<'_>, own: &Series) -> Details {
    let mut rows = Details::default();
    let series = |link: &Option<SeriesLink>| link.as_ref().map(|link| Value::thing(site, link.id, series_title(link)));
    rows.row("Publisher", own.publisher.as_ref().map(|link| agent(site, link)));
    let media = [(&own.issn.online, "online"), (&own.issn.print, "print"), (&own.issn.linking, "ISSN-L")];
    rows.row("ISSN", media.into_iter().filter_map(|(own, medium)| Some(issn(own.as_ref()?.as_str()).noted(medium))));
    rows.row("Key title", own.key_title.as_ref().map(|title| Value::text(Text::new(title.clone(), None, None))));
    rows.row("Language", own.language.as_ref().map(Value::language));
    rows.row("Kind", [Value::plain(words::series_kind(&own.kind))]);
    rows.row("Frequency", own.frequency.as_ref().map(|text| Value::text(Text::new(text.clone(), None, None))));
    rows.row("Begun", own.start.map(Value::date));
    rows.row("Ended", own.end.map(Value::date));
    rows.row("Part of", series(&own.parent));
    rows.row("Continues", series(&own.preceding));
    rows.row("Continued by", series(&own.succeeding));
    rows.row("Site", own.url.as_ref().map(Value::web));
    rows
}
