//! Series, number and dates of a text, from the lines that say nothing else: of the heading, of running
//! heads, of the end, and from the name of the file.

use std::collections::HashSet;

use super::agreement;
use super::confirmed;
use super::date;
use super::document::{Block, Document, Role};
use super::imprint::{self, Parts};
use super::lexicon::{Order, Set, Words, index};
use super::named;
use super::reading::{Known, Review};
use super::words::{fold, weight};
use crate::import::manuscript::{Hint, Stated};
use crate::import::report::{Certainty, Finding, Problem};

/// What those lines said.
#[derive(Debug, Clone, Default)]
pub struct Masthead {
    /// The name before a number, as printed or as known.
    pub series: Option<Finding<String>>,
    /// The number.
    pub number: Option<Finding<String>>,
    /// The date.
    pub published: Option<Finding<String>>,
    /// The date of the last revision.
    pub revised: Option<Finding<String>>,
    /// The date, where it may be a number: `2023-07`.
    pub(super) either: Option<Finding<String>>,
}

/// What is reported on the way.
#[derive(Debug, Default)]
pub struct Told<'a> {
    /// Problems.
    pub problems: Vec<Problem>,
    /// Fields in doubt.
    pub review: Vec<Review>,
    /// What is known already.
    pub known: Option<&'a Known>,
    /// What the form states.
    pub stated: Option<&'a Stated>,
}

impl Told<'_> {
    /// Reports a field in doubt.
    pub fn doubt(&mut self, line: Option<u32>, field: &str, reason: String) {
        self.problems.push(Problem::warning(line, field, reason.clone()));
        if !self.review.iter().any(|r| r.field == field) {
            self.review.push(Review { field: field.to_owned(), reason });
        }
    }
}

/// How many different running heads are read.
const RUNNING: usize = 64;

/// How many paragraphs of the end may hold such a line.
const TAIL: usize = 7;

/// Finds and claims the lines.
pub fn recognise(document: &mut Document, known: &Known, order: Order, told: &mut Told) -> Masthead {
    let mut masthead = in_title(document);
    let mut block = 0;
    while block < document.heading_end() {
        block = read_block(document, block, known, order, &mut masthead, told, false);
    }
    if masthead.series.is_none() {
        masthead.series = confirmed::cited(document).or_else(|| confirmed::running(document));
    }
    if masthead.series.is_none() && masthead.number.is_none() {
        masthead.series = named::at_top(document);
    }
    let furniture: HashSet<u32> = document.furniture.iter().copied().collect();
    let mut running = Masthead::default();
    let mut seen = HashSet::new();
    for line in document.lines.iter().filter(|l| l.role == Role::Furniture && furniture.contains(&l.number)) {
        // A running head stands on every page.
        if seen.len() < RUNNING
            && !line.text.contains('©')
            && seen.insert(line.text.as_str())
            && let Some(parts) = imprint::parse(&line.text, known, order)
        {
            keep(&mut running, parts, line.number, "running head", &mut Told::default());
        }
    }
    fill(&mut masthead, running);
    let mut end = Masthead::default();
    let mut at = document.blocks.len().saturating_sub(TAIL).max(block);
    while at < document.blocks.len() {
        at = read_block(document, at, known, order, &mut end, &mut Told::default(), true);
    }
    fill(&mut masthead, end);
    if let Some(first) = &masthead.published
        && let Some(whole) = confirmed::whole_date(document, &first.value)
    {
        masthead.published = Some(whole);
    }
    masthead.published = masthead.published.take().or_else(|| dateline(document, order));
    if masthead.published.is_none() {
        masthead.published = confirmed::labelled_date(document, order)
            .or_else(|| year_of_number(&masthead))
            .inspect(|found| told.doubt(Some(found.lines.0), "published", DERIVED.to_owned()))
            .or_else(|| copyright_year(document, told));
    }
    agreement::settle(document, known, &mut masthead);
    masthead
}

/// `(Gullport, May 9, 2024) — The harbour`, `Gullport, 9 de mayo de 2024.- El puerto`: the date with which the text
/// begins, up to a dash.
fn dateline(document: &Document, order: Order) -> Option<Finding<String>> {
    const LONGEST: usize = 60;
    let prose = |b: &&Block| b.role == Role::Unknown && weight(&b.text) > 15 && super::words::is_finished(&b.text);
    let block = document.blocks.iter().take(document.heading_end() + 1).find(prose)?;
    let (end, _) = block.text.char_indices().find(|(_, c)| matches!(c, '—' | '–' | '-'))?;
    let opening = block.text.get(..end).filter(|text| text.len() <= LONGEST)?;
    let found = super::date::find(opening, order).into_iter().find(|date| !date.weak && !date.open)?;
    let (before, behind) = (opening.get(..found.start)?, opening.get(found.end..)?);
    let place = weight(before) <= 4 && super::words::starts_upper(before);
    let closed = behind.chars().all(|c| !c.is_alphanumeric());
    let certainty = Certainty::Likely;
    (place && closed).then_some(Finding { value: found.value, lines: block.span, source: "dateline", certainty })
}

/// Why a date is in doubt that no line of its own gives.
const DERIVED: &str =
    "no line of its own gives the date; it is that of a sentence at the end, or the year of the number";

/// `7/2022`, `2022-07`: the year in a number, where nothing else tells when the text was published.
fn year_of_number(masthead: &Masthead) -> Option<Finding<String>> {
    let number = masthead.number.as_ref()?;
    let mut parts = number.value.split(['/', '-', '.', ' ', '(', ')']);
    let year = parts.find(|part| date::year(part).is_some())?;
    Some(Finding { certainty: Certainty::Doubtful, ..number.with(year.to_owned()) })
}

/// `© 2023, Gull Lab`: the year of the rights, where nothing else tells when the text was published.
fn copyright_year(document: &Document, told: &mut Told) -> Option<Finding<String>> {
    const LAST: usize = 40;
    let (value, line) = document.lines.iter().rev().take(LAST).find_map(|line| {
        let (_, behind) = line.text.split_once('©')?;
        let word = behind.split_whitespace().take(2).map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
        let year = word.into_iter().find(|word| super::date::year(word).is_some())?;
        Some((year.to_owned(), line.number))
    })?;
    let reason = format!("no date is printed; {value} is the year of the rights");
    told.doubt(Some(line), "published", reason);
    Some(Finding { value, lines: (line, line), source: "copyright", certainty: Certainty::Doubtful })
}

/// `[Gull Papers] No. 15 Tides`: what a title says of its series.
fn in_title(document: &Document) -> Masthead {
    let title = document.blocks.iter().find(|b| b.role == Role::Title);
    let found = title.and_then(|block| {
        let (inside, _) = block.text.strip_prefix(['[', '【'])?.split_once([']', '】'])?;
        let parts = imprint::parse(inside, &Known::default(), Order::Day)?;
        let finding =
            |value: String| Finding { value, lines: block.span, source: "heading", certainty: Certainty::Likely };
        let (series, number) = (parts.series.map(finding)?, parts.number.map(finding)?);
        Some(Masthead { series: Some(series), number: Some(number), ..Masthead::default() })
    });
    let found = found.or_else(|| {
        let block = title?;
        let (series, rest) = block.text.strip_prefix(['[', '【'])?.split_once([']', '】'])?;
        let (number, _) = super::rubric::numbered(rest.trim_start())?;
        let finding = |value: &str| Finding {
            value: value.trim().to_owned(),
            lines: block.span,
            source: "heading",
            certainty: Certainty::Likely,
        };
        Some(Masthead { series: Some(finding(series)), number: Some(finding(number)), ..Masthead::default() })
    });
    found.unwrap_or_default()
}

/// Two to four words, one of which says what series are made of.
pub fn is_series_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let plain = !text.contains([':', '?', '!', ',', '.', '，', '：', '？', '。', '、', '“', '"', '«']);
    let rubric = index().is_phrase(Set::Rubrics, &fold(text)) || index().heading(Set::Summary, text).is_some();
    (2..=4).contains(&words) && names_publication(text) && plain && !rubric
}

/// Whether one of the words says what series are made of.
pub(super) fn names_publication(text: &str) -> bool {
    text.split_whitespace().any(|word| index().is(Words::Publications, &fold(word)))
        || text.contains(super::words::is_unspaced) && index().ends_with(Words::Publications, &fold(text)).is_some()
}

/// Reads the lines of one paragraph; gives the place to go on at.
fn read_block(
    document: &mut Document,
    block: usize,
    known: &Known,
    order: Order,
    masthead: &mut Masthead,
    told: &mut Told,
    tail: bool,
) -> usize {
    let count = document.blocks.get(block).map_or(0, |b| b.lines.len());
    if count > 14 {
        return block + 1;
    }
    for line in 0..count {
        let Some((number, text)) = line_of(document, block, line) else {
            continue;
        };
        let Some(parts) = imprint::parse(&text, known, order) else {
            continue;
        };
        // Beside an electronic address it is a part of another one, unless it is called a number.
        let of_address = || !super::number::find(&super::words::narrow(&text)).is_some_and(|found| found.marked);
        let rights = text.contains('©');
        if tail && parts.number.is_some() && (rights || text.contains('@') && of_address()) {
            continue;
        }
        let before = line.checked_sub(1).and_then(|l| line_of(document, block, l));
        if tail && before.is_some_and(|(_, b)| !super::words::is_finished(&b) && weight(&b) > 6) {
            continue;
        }
        let left = parts.left.clone().filter(|left| !tail || super::people::opening(left).is_some());
        if tail
            && (weight(&text) > 26
                || document
                    .blocks
                    .get(block)
                    .is_some_and(|b| weight(&b.text) > 40 || parts.left.is_some() && left.is_none()))
            && parts.number.is_none()
        {
            let small = parts.left.as_deref().is_none_or(|l| weight(l) <= 6) && weight(&text) <= 14 && count <= 2;
            if !small {
                continue;
            }
        }
        let place = document.split(block, line, line + 1);
        let (parts, place) = with_name_above(document, place, parts, known, order);
        keep(masthead, parts, number, "heading", told);
        match left {
            Some(left) => {
                document.rewrite(place, &left);
                // `Port Roe | 3 May 2024`: a place beside the date, or a name.
                let beside = weight(&left) <= 3 && text.contains(" | ") && date::parse(&text).is_some();
                if let Some(block) = document.blocks.get_mut(place).filter(|b| beside && b.hint.is_none()) {
                    block.hint = Some(Hint::Date);
                }
            }
            None => document.claim(place, Role::Masthead),
        }
        return place + 1;
    }
    block + 1
}

fn line_of(document: &Document, block: usize, line: usize) -> Option<(u32, String)> {
    let block: &Block = document.blocks.get(block).filter(|b| b.role == Role::Unknown)?;
    let line = document.lines.get(*block.lines.get(line)?)?;
    Some((line.number, line.text.clone()))
}

/// A number that stands alone below the name of its series: the line above is that name, where it is a
/// rubric, or where something else is left to be the title. Gives the place of the number too.
fn with_name_above(
    document: &mut Document,
    place: usize,
    mut parts: Parts,
    known: &Known,
    order: Order,
) -> (Parts, usize) {
    if !parts.nameless || parts.series.is_some() || place == 0 {
        return (parts, place);
    }
    let at = place - 1;
    // `Gull Papers | 4 May 2024`, and in the line below `No. 12`.
    let dated = document.blocks.get(at).filter(|b| b.role == Role::Masthead && b.lines.len() == 1);
    if let Some(name) = dated.and_then(|b| imprint::parse(&b.text, known, order)).and_then(|above| above.named) {
        parts.series = Some(name);
        parts.nameless = false;
        return (parts, place);
    }
    let count =
        document.blocks.get(at).filter(|b| b.role == Role::Unknown && b.lines.len() <= 3).map_or(0, |b| b.lines.len());
    let Some((_, text)) = count.checked_sub(1).and_then(|last| line_of(document, at, last)) else {
        return (parts, place);
    };
    let rubric = super::rubric::is_rubric(&text) && index().is_phrase(Set::Rubrics, fold(&text).trim());
    let end = document.heading_end().max(place + 2);
    let later = (place + 1..end)
        .filter(|b| document.blocks.get(*b).is_some_and(|b| b.role == Role::Unknown && weight(&b.text) > 1))
        .count();
    // `The Harbour Desk`: what parts of houses are called can be a series.
    let whole = |word: &str| index().is(Words::Units, word) && !index().is(Words::Parts, word);
    let house = text.split_whitespace().any(|word| whole(&fold(super::words::bare(word))));
    let house = house || text.contains(super::words::is_unspaced);
    let body = super::rubric::is_body_name(&text) && house && !names_publication(&text) || imprint::has_address(&text);
    let fits = weight(&text) <= 7 && !text.ends_with(['?', '!', ':', '.']) && !body;
    // Where no blanks part words, the name of a body at the very top that stands nowhere else is no house.
    let alone = body && at == 0 && count == 1 && text.contains(super::words::is_unspaced) && weight(&text) <= 7;
    let alone = alone && document.blocks.iter().skip(1).all(|b| !b.text.contains(text.as_str()));
    if !(rubric || (fits || alone) && at <= 1 && later >= 1) {
        return (parts, place);
    }
    // `Pacific Rim` above `Bulletin`: the name goes over both lines.
    let first = (count == 2 && !text.contains(' ') && names_publication(&text)).then(|| line_of(document, at, 0));
    let first = first.flatten().map(|(_, first)| first);
    let first = first
        .filter(|first| weight(first) <= 3 && super::words::starts_upper(first) && !super::rubric::is_body_name(first));
    let from = if first.is_some() { 0 } else { count - 1 };
    parts.series = Some(first.map_or(text.clone(), |first| format!("{first} {text}")));
    parts.nameless = false;
    let middle = document.split(at, from, count);
    document.claim(middle, Role::Masthead);
    (parts, middle + 1)
}

fn keep(masthead: &mut Masthead, parts: Parts, line: u32, source: &'static str, told: &mut Told) {
    let number = parts.number.filter(|_| !parts.bare || source == "heading");
    let doubtful = parts.bare && number.is_some() && masthead.number.is_none();
    let open = parts.published.as_ref().is_some_and(|(_, open)| *open);
    match &parts.published {
        Some((value, _)) if parts.either && masthead.published.is_none() => {
            masthead.either =
                Some(Finding { value: value.clone(), lines: (line, line), source, certainty: Certainty::Likely });
        }
        // A whole date that differs: then the other was the number.
        Some((value, _)) if value.len() > 7 && masthead.number.is_none() && number.is_none() => {
            if let Some(other) = masthead.either.take().filter(|other| !agree(&other.value, value)) {
                masthead.number = Some(other);
                masthead.published = None;
            }
        }
        _ => {}
    }
    let fields = [
        ("series", &mut masthead.series, parts.series),
        ("number", &mut masthead.number, number),
        ("published", &mut masthead.published, parts.published.map(|(date, _)| date)),
        ("revised", &mut masthead.revised, parts.revised),
    ];
    for (field, slot, value) in fields {
        let Some(value) = value else { continue };
        match slot {
            Some(first) if field != "series" && !agree(&first.value, &value) => {
                let reason = format!("“{value}” differs from “{}” above, which is kept", first.value);
                told.doubt(Some(line), field, reason);
            }
            Some(first) if field == "published" && value.len() > first.value.len() => first.value = value,
            Some(_) => {}
            None => {
                let guess = field == "published" && open || field == "number" && doubtful;
                let certainty = if guess { Certainty::Doubtful } else { Certainty::Likely };
                if field == "published" && open {
                    let reason = format!("the date could be two: day and month are both in figures; {value} is read");
                    told.doubt(Some(line), "published", reason);
                }
                *slot = Some(Finding { value, lines: (line, line), source, certainty });
            }
        }
    }
}

fn agree(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

/// What the first does not know is taken from the second.
fn fill(masthead: &mut Masthead, other: Masthead) {
    if masthead.number.is_none() {
        masthead.number = other.number;
        masthead.series = masthead.series.take().or(other.series);
    }
    // `25 May 2024` at the end tells more than `May 2024` in the heading.
    let (first, second) = (masthead.published.take(), other.published);
    masthead.published = match (first, second) {
        (Some(first), Some(second)) if second.value.starts_with(&first.value) => Some(second),
        (first, second) => first.or(second),
    };
    masthead.revised = masthead.revised.take().or(other.revised);
}
