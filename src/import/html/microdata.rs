//! What the elements of a page state beside its head: properties of schema.org as microdata, links to authors, times,
//! and the date in the address.

use super::measure::Measured;
use super::metadata::add;
use super::parted::is_name;
use super::region::Region;
use super::tree::{Element, Page};
use crate::import::manuscript::{Person, Stated, Statement, Weight};

const MICRODATA: &str = "microdata";
const AUTHOR_LINK: &str = "author link";
const TIME: &str = "time element";
const ADDRESS: &str = "address";

/// More people than this are those of a list of texts.
const MOST: usize = 8;

/// Adds what the elements of a page state.
pub fn read(measured: &Measured<'_>, region: Region, stated: &mut Stated) {
    people(measured, stated);
    dates(measured, region, stated);
    if let Some((date, line)) = stated.urls.iter().find_map(|own| Some((date_of(&own.value)?, own.line))) {
        add(&mut stated.published, Some(&date), line.unwrap_or(1), ADDRESS, Weight::Generic);
    }
}

fn has_property(element: &Element, name: &str) -> bool {
    element.attribute("itemprop").is_some_and(|own| own.split_whitespace().any(|one| one == name))
}

/// Whether what stands at a place is told of a comment, of the opinion of a customer, or of another text.
fn is_of_others(measured: &Measured<'_>, at: usize) -> bool {
    let page = measured.page;
    let is_other = |around: &Element| {
        let kind = around.attribute("itemtype").unwrap_or_default();
        ["comment", "review", "reviews"].iter().any(|name| has_property(around, name)) || kind.ends_with("Comment")
    };
    measured.is_left_out(at) || page.around(at).filter_map(|around| page.element(around)).any(is_other)
}

fn people(measured: &Measured<'_>, stated: &mut Stated) {
    let page = measured.page;
    let mut until = 0;
    let [mut marked, mut linked]: [Vec<(String, u32)>; 2] = Default::default();
    for (at, node) in page.nodes.iter().enumerate() {
        let Some(element) = page.element(at).filter(|_| at >= until) else { continue };
        let property = has_property(element, "author");
        let link = element.name == "a"
            && element.attribute("rel").is_some_and(|rel| rel.split(' ').any(|one| one == "author"));
        if !property && !link {
            continue;
        }
        until = node.end;
        let list = if property { &mut marked } else { &mut linked };
        let name = if property { name_of(page, at, element) } else { page.text(at) };
        let is_new = !list.iter().any(|(own, _)| *own == name);
        if is_new && list.len() <= MOST && is_name(&name) && (element.name == "meta" || !is_of_others(measured, at)) {
            list.push((name, node.line));
        }
    }
    // Links to several people are those of a list of texts.
    linked.truncate(if linked.len() == 1 { 1 } else { 0 });
    for (list, source) in [(marked, MICRODATA), (linked, AUTHOR_LINK)] {
        let Some(line) = list.first().map(|(_, line)| *line).filter(|_| list.len() <= MOST) else { continue };
        let person = |(name, _): (String, u32)| Person { name, ..Person::default() };
        let value = list.into_iter().map(person).collect();
        stated.contributors.push(Statement { value, line: Some(line), source, weight: Weight::Embedded });
    }
}

/// The name of an author in microdata: its own property, or all that the element says.
fn name_of(page: &Page, at: usize, element: &Element) -> String {
    if let Some(content) = element.attribute("content") {
        return content.trim().to_owned();
    }
    let is_named = |inside: &usize| page.element(*inside).is_some_and(|own| has_property(own, "name"));
    let named = page.inside(at).find(is_named);
    let content = named.and_then(|named| page.element(named)?.attribute("content").map(str::to_owned));
    content.unwrap_or_else(|| page.text(named.unwrap_or(at)))
}

fn dates(measured: &Measured<'_>, region: Region, stated: &mut Stated) {
    let page = measured.page;
    let heading = region.title.map(|title| title..page.inside(region.text).end);
    for (at, node) in page.nodes.iter().enumerate() {
        let Some(element) = page.element(at) else { continue };
        let published = has_property(element, "datePublished");
        let is_time = element.name == "time" && heading.as_ref().is_some_and(|heading| heading.contains(&at));
        if !published && !is_time || has_property(element, "dateModified") {
            continue;
        }
        if element.name != "meta" && is_of_others(measured, at) {
            continue;
        }
        let value = element.attribute("content").or(element.attribute("datetime")).map(str::to_owned);
        let value = value.filter(|own| !own.trim().is_empty()).unwrap_or_else(|| page.text(at));
        let source = if published { MICRODATA } else { TIME };
        let is_first = stated.published.iter().all(|own| own.source != source);
        if is_first && (published || !is_revised(page, at) && !is_in_text(measured, region, at)) {
            add(&mut stated.published, Some(&value), node.line, source, Weight::Embedded);
        }
    }
}

/// Whether the words of an element, or of one right around it, say that it tells of a revision.
fn is_revised(page: &Page, at: usize) -> bool {
    let nearest = page.around(at).take(2).chain([at]).filter_map(|own| page.element(own));
    let words = nearest.filter_map(|own| own.attribute("class")).map(str::to_lowercase);
    words
        .into_iter()
        .any(|class| ["updated", "modified"].iter().any(|word| class.contains(word)) && !class.contains("published"))
}

/// Whether a good deal of the text stands before a place: what is told there is no date of the text.
fn is_in_text(measured: &Measured<'_>, region: Region, at: usize) -> bool {
    const FEW: u32 = 600;
    let from = region.text.max(region.title.unwrap_or(0));
    at > from && measured.prose_between(from, at) > FEW
}

/// The date in the path of an address: `/2019/05/21/tides`, `/2019-05-21-tides`.
fn date_of(url: &str) -> Option<String> {
    let (_, path) = url.split_once("://")?.1.split_once('/')?;
    let path = path.split(['?', '#']).next()?;
    let figures = |part: &str, length: std::ops::RangeInclusive<usize>| {
        length.contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit())
    };
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let found = parts.windows(3).find_map(|window| {
        let [year, month, day] = window else { return None };
        let is_date = figures(year, 4..=4) && figures(month, 1..=2) && figures(day, 1..=2);
        let date = jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        (is_date && (1990..=2100).contains(&date.year())).then(|| date.to_string())
    });
    let month = || {
        let folders: Vec<&str> = path.split('/').collect();
        folders.windows(2).find_map(|window| {
            let [year, month] = window else { return None };
            let is_date = figures(year, 4..=4) && figures(month, 2..=2);
            let (year, month): (i16, i8) = (year.parse().ok()?, month.parse().ok()?);
            let fits = is_date && (1990..=2100).contains(&year) && (1..=12).contains(&month);
            fits.then(|| format!("{year}-{month:02}"))
        })
    };
    found.or_else(month)
}
