//! One line of a heading that gives series, number or date, understood.

use super::date;
use super::lexicon::{Order, Set, Words, index};
use super::number;
use super::number_forms::{
    bare_number, beside_date, bracketed_number, coded, lettered, number_of_file, of_volume, of_year, paired_number,
    roman_number,
};
use super::reading::Known;
use super::segments::{last_segment, received, segments, segments_start, updated, without_labels};
use super::series::known_title;
use super::words::{fold, is_unspaced, narrow, starts_upper, weight};

/// What a line gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// The name before the number.
    pub series: Option<String>,
    /// The number.
    pub number: Option<String>,
    /// When it was published, and whether day and month may be the other way round.
    pub published: Option<(String, bool)>,
    /// When it was revised.
    pub revised: Option<String>,
    /// What is left of the line that others may understand: a byline.
    pub left: Option<String>,
    /// Whether a number stands there without the name of its series.
    pub nameless: bool,
    /// Whether the line is but a year and a figure that may be a month or a number.
    pub either: bool,
    /// Whether the number is but a figure beside a date, which may be that of a page.
    pub bare: bool,
    /// What stands beside a date without a number, where it can be the name of a series.
    pub named: Option<String>,
}

const LONGEST: usize = 170;

/// Understands a line, where it gives a number, a date, or both, and nothing unknown.
pub fn parse(line: &str, known: &Known, order: Order) -> Option<Parts> {
    let text = closed(without_addresses(&narrow(line)));
    if text.chars().count() > LONGEST {
        return None;
    }
    // `OPINION` alone is what the text is, though a series may be called so.
    let rubric = index().is_phrase(Set::Rubrics, &fold(line.trim()));
    if let Some(title) = known_title(line, known).filter(|_| !rubric) {
        return Some(Parts { series: Some(title), ..Parts::default() });
    }
    let mut parts = Parts { either: is_year_and_figure(&text), ..Parts::default() };
    let mut blank = text.clone();
    let paired = paired_number(&text);
    let paired = paired
        .or_else(|| bracketed_number(&text))
        .or_else(|| lettered(&text))
        .or_else(|| of_volume(&text))
        .or_else(|| of_year(&text));
    if let Some(found) = &paired {
        // Neither of its figures is part of a date.
        cut(&mut blank, found.start, found.end);
    }
    let dates = match number_before_month(&blank, order) {
        Some(found) => {
            let mut without = blank.clone();
            cut(&mut without, found.start, found.end);
            dates(&without, order)
        }
        None => dates(&blank, order),
    };
    for found in &dates {
        let before = text.get(..found.start).unwrap_or_default();
        let label = last_segment(before);
        if received(label) {
            cut(&mut blank, found.start, found.end);
            continue;
        }
        let revised = updated(label);
        match (revised, parts.published.is_some()) {
            (true, _) => parts.revised = parts.revised.or(Some(found.value.clone())),
            (false, false) => parts.published = Some((found.value.clone(), found.open)),
            (false, true) => {
                // `2021年第15期 2021年7月28日`: the second tells more than the first.
                let finer =
                    |(first, _): &(String, bool)| first.len() < found.value.len() && found.value.starts_with(first);
                parts.published = parts.published.filter(|own| !finer(own)).or(Some((found.value.clone(), found.open)));
            }
        }
        cut(&mut blank, found.start, found.end);
    }
    let number = number::find(&blank)
        .filter(|n| n.marked || !dates.is_empty() || blank.trim().len() == n.end - n.start || blank.contains('|'));
    let number = paired.or(number).or_else(|| bare_number(&blank, known)).or_else(|| roman_number(&blank));
    if parts.published.is_none()
        && let Some(year) = number.as_ref().and_then(|found| year_beside(&blank, found))
    {
        parts.published = Some((year, false));
    }
    let bare = number.is_none() && line.contains(" | ") && !dates.is_empty();
    let number = number.or_else(|| if bare { beside_date(&blank) } else { None });
    parts.bare = bare && number.is_some();
    let named_by_file = number.is_none().then(|| number_of_file(&blank, known)).flatten();
    if let Some((number, year)) = coded(&text) {
        let published = Some((year.to_owned(), false));
        return Some(Parts { number: Some(number.to_owned()), published, nameless: true, ..Parts::default() });
    }
    if let Some((name, found)) = named_by_file {
        cut(&mut blank, found.start, found.end);
        parts.series = series_name(&name, known);
        parts.number = parts.series.as_ref().map(|_| found.value);
        let series = parts.series.clone();
        return settle(parts, &blank, series.as_deref(), true);
    }
    if let Some((start, end)) = running_number(&blank).filter(|_| number.is_some()) {
        cut(&mut blank, start, end);
    }
    let mut series_at = None;
    if let Some(found) = &number {
        let (before, behind) = (blank.get(..found.start)?, blank.get(found.end..)?);
        let before = before_year(before);
        let name = Some(last_segment(before)).filter(|name| !is_counting(name)).unwrap_or_default();
        match series_name(name, known) {
            Some(series) => {
                let series = longer_name(before, series, known);
                series_at = Some(series.clone());
                parts.series = Some(series);
            }
            None if !name.is_empty() => return None,
            None => {
                let name = segments(behind)
                    .into_iter()
                    .find(|s| is_name(s) && !is_place(s) && !super::rubric::is_body_name(s))
                    .filter(|_| found.marked);
                parts.series = name.and_then(|s| series_name(s, known));
                series_at = parts.series.clone();
                parts.nameless = parts.series.is_none();
            }
        }
        let coded = found.value.starts_with(|c: char| c.is_ascii_uppercase()) && !found.marked;
        match found.value.split_once(' ').filter(|_| coded && parts.series.is_none()) {
            Some((prefix, rest)) => {
                parts.series = Some(prefix.to_owned());
                parts.nameless = false;
                parts.number = Some(rest.to_owned());
                series_at = parts.series.clone();
            }
            None => parts.number = Some(found.value.clone()),
        }
        let (start, end) = (found.start, found.end);
        cut(&mut blank, start, end);
    }
    if parts.number.is_none() && dates.is_empty() {
        return None;
    }
    let barred = line.contains(['|', '•', '·', '｜']) || line.contains(" – ") || line.contains(" — ");
    settle(parts, &blank, series_at.as_deref(), barred)
}

/// `第15期（总第233期）`: the number in brackets that runs on through all years, behind that of the year.
fn running_number(text: &str) -> Option<(usize, usize)> {
    const LABELS: &[&str] = &["总第", "總第", "通巻", "통권"];
    let (open, _) = text.char_indices().skip(1).find(|(_, c)| matches!(c, '(' | '（'))?;
    let inside = text.get(open..)?;
    let (close, sign) = inside.char_indices().find(|(_, c)| matches!(c, ')' | '）'))?;
    let called = LABELS.iter().any(|label| inside.get(..close).is_some_and(|own| own.contains(label)));
    called.then_some((open, open + close + sign.len_utf8()))
}

/// `Harbour Memo | Memo no. 5`: where one word names the series, the segment before that ends in it does so better.
fn longer_name(before: &str, name: String, known: &Known) -> String {
    let ends = |segment: &&str| {
        let last = segment.split_whitespace().next_back().unwrap_or_default();
        segment.contains(' ') && fold(last) == fold(&name)
    };
    let longer = segments(before).into_iter().find(ends).filter(|_| !name.contains(' '));
    longer.and_then(|segment| series_name(segment, known)).unwrap_or(name)
}

/// `7 / 2022`: a number whose figures stand apart.
fn closed(text: String) -> String {
    let Some((before, behind)) = text.split_once(" / ") else { return text };
    let figures = before.ends_with(|c: char| c.is_ascii_digit()) && behind.starts_with(|c: char| c.is_ascii_digit());
    if figures { format!("{before}/{behind}") } else { text }
}

/// `No. 5 | 2023`, `Harbour Papers. 2023. No. 4`: a year that stands alone beside a number.
fn year_beside(text: &str, number: &number::Found) -> Option<String> {
    let (before, behind) = (text.get(..number.start)?, text.get(number.end..)?);
    let parted = |c: char| matches!(c, '|' | '.' | ',' | ';' | '(' | ')' | '•' | '·');
    let alone = |part: &str| date::year(part.trim()).map(|_| part.trim().to_owned());
    let counted = number.marked.then(|| behind.split(parted).skip(1).chain(before.rsplit(parted)).find_map(alone));
    counted.flatten()
}

/// `2023-07`: a line that is a month or the number of a year.
fn is_year_and_figure(text: &str) -> bool {
    let figure = |part: &str| part.len() == 2 && part.chars().all(|c| c.is_ascii_digit());
    text.trim().split_once('-').is_some_and(|(year, month)| date::year(year).is_some() && figure(month))
}

/// Whether a line holds the address of a site or of a mailbox.
pub fn has_address(line: &str) -> bool {
    without_addresses(line) != line
}

/// A line without web and mail addresses, ISSN and ISBN.
fn without_addresses(line: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut number = false;
    for token in line.split(' ') {
        let folded = fold(token);
        let address = folded.contains("www.")
            || folded.contains("http")
            || folded.contains('@')
            || folded.ends_with(".example")
            || folded.ends_with(".org")
            || folded.ends_with(".com");
        let label =
            matches!(folded.trim_matches(|c: char| !c.is_alphanumeric()), "issn" | "isbn" | "e-issn" | "eissn" | "doi");
        let value = number && token.chars().any(|c| c.is_ascii_digit());
        if address || label || value {
            kept.push("|");
        } else {
            kept.push(token);
        }
        number = label || number && !value && token.is_empty();
    }
    kept.join(" ")
}

/// Whether the rest of the line is small enough, and what of it is kept.
fn settle(mut parts: Parts, blank: &str, series: Option<&str>, barred: bool) -> Option<Parts> {
    let mut left = Vec::new();
    for segment in segments(blank) {
        let bare = without_labels(segment);
        let is_series = series.is_some_and(|s| fold(&bare).contains(&fold(s)) || fold(s).contains(&fold(&bare)));
        if !bare.is_empty() && !is_series && !index().is_phrase(Set::Rubrics, &fold(&bare)) {
            left.push(bare);
        }
    }
    let total: usize = left.iter().map(|s| weight(s)).sum();
    if total == 0 {
        return Some(parts);
    }
    let all = left.join(" | ");
    if byline(&all, barred) {
        parts.left = Some(all);
        return Some(parts);
    }
    let sentence = all.ends_with(['.', '。', '!', '?']) && total > 6;
    let small = left.iter().all(|s| weight(s) <= 9) && total <= 14 && left.len() <= 4;
    let named = left.iter().all(|s| is_name(s));
    if let ([name], None, None) = (left.as_slice(), &parts.series, &parts.number) {
        let unspaced = name.chars().all(is_unspaced) && weight(name) <= 7;
        let called = unspaced || super::masthead::is_series_name(name);
        parts.named = Some(name.clone()).filter(|name| called && can_be_called(name));
    }
    (small && named && !sentence).then_some(parts)
}

fn byline(text: &str, barred: bool) -> bool {
    let opener = [Set::By, Set::Translated, Set::Edited]
        .into_iter()
        .any(|set| index().label(set, text).is_some_and(|(rest, _)| is_name(rest) && weight(rest) <= 30));
    let first = text.split(" | ").next().unwrap_or_default();
    opener || barred && super::people::is_names(first)
}

/// `Nr. 23 März 2024`: a number whose figure is not the day of the date behind it.
fn number_before_month(text: &str, order: Order) -> Option<number::Found> {
    let found = number::find(text).filter(|n| n.marked)?;
    let day = |d: &date::Found| d.start > found.start && d.start < found.end;
    dates(text, order).iter().any(day).then_some(found)
}

/// Dates with nothing weak among them that does not stand alone in its segment.
fn dates(text: &str, order: Order) -> Vec<date::Found> {
    let mut found = date::find(text, order);
    found.retain(|d| {
        let (before, behind) = (text.get(..d.start).unwrap_or_default(), text.get(d.end..).unwrap_or_default());
        let alone = without_labels(last_segment(before)).is_empty() && segments_start(behind);
        // `Harbour Papers. 2023. No. 4`: the year of a citation.
        let cited = before.trim_end().ends_with('.') && behind.starts_with('.');
        !d.weak || alone || cited
    });
    found
}

/// The series that a text before a number names.
pub fn series_name(name: &str, known: &Known) -> Option<String> {
    let name = name.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '|' | ',' | ':' | '-' | '.' | '/' | '(' | '[' | '【' | '「' | '』' | '『' | '」' | '<' | '>')
    });
    let name = index().label(Set::Series, name).map_or(name, |(rest, _)| rest);
    // `From: The Tide Review`: one word before a colon is a label.
    let name = name.split_once(": ").filter(|(label, _)| !label.contains(' ')).map_or(name, |(_, rest)| rest);
    if !can_be_called(name) || name.contains(is_unspaced) && name.contains([':', '：']) {
        return None;
    }
    let name = without_bar(without_year(in_book_marks(name)));
    if !can_be_called(name) {
        return None;
    }
    if let Some(title) = known_title(name, known) {
        return Some(title);
    }
    let unspaced = name.chars().any(is_unspaced);
    let tokens: Vec<&str> = name.split_whitespace().collect();
    let generic = tokens.len() == 1 && index().is(Words::Publications, &fold(name));
    let fits = tokens.len() <= 8
        && (generic || unspaced || starts_upper(name) || !name.chars().any(|c| c.is_uppercase() || c.is_lowercase()))
        && !name.ends_with("'s");
    let rest = match tokens.as_slice() {
        [first, rest @ ..] if unspaced && !rest.is_empty() && index().ends_with(Words::Units, first).is_some() => {
            rest.join(" ")
        }
        _ => name.to_owned(),
    };
    let lower = tokens.iter().filter(|t| t.starts_with(char::is_lowercase)).count();
    (fits && lower * 2 <= tokens.len() + 1 && weight(&rest) <= 14).then_some(rest)
}

/// `《海潮》2024年`: what stands in marks of titles.
fn in_book_marks(name: &str) -> &str {
    let inside = name.split_once(['《', '『']).and_then(|(_, rest)| rest.split_once(['》', '』']));
    inside.map_or(name, |(inside, _)| inside)
}

/// `HARBOUR PAPER I`: a bar behind a name that became a letter on its way out of a page.
pub(super) fn without_bar(name: &str) -> &str {
    let bare = name.strip_suffix(" I").or_else(|| name.strip_suffix(" l")).filter(|bare| bare.contains(' '));
    let last = bare.and_then(|bare| bare.split_whitespace().next_back());
    let called = last.is_some_and(|word| index().is(Words::Publications, &fold(word)));
    bare.filter(|_| called).unwrap_or(name)
}

/// `【海潮】2024年`: what stands before the year that belongs to a number.
fn before_year(text: &str) -> &str {
    let Some(bare) = text.trim_end().strip_suffix(['年', '년']) else { return text };
    let short = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    bare.get(short.len()..).and_then(date::year).map_or(text, |_| short)
}

/// A name without the year behind it, which belongs to the number.
fn without_year(name: &str) -> &str {
    let bare = name.trim_end_matches(['年', '년']);
    let short = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    match bare.get(short.len()..).and_then(date::year) {
        Some(_) if !short.trim().is_empty() => short.trim_end().trim_end_matches(['.', ',']),
        _ => name,
    }
}

/// Whether a series can be called so: not by figures, by a small word, or by what says where a text comes from.
pub fn can_be_called(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let source = [Set::Original, Set::Updated, Set::Published].iter().any(|set| index().label(*set, name).is_some());
    letters > 1 && !source && !is_counting(name) && !index().is(Words::Stop, &fold(name))
}

/// Whether a text is but the label of a number or a volume, with its figure: `No. 71`, `Third year`.
fn is_counting(text: &str) -> bool {
    [Set::Number, Set::Volume].iter().any(|set| {
        index()
            .label(*set, text)
            .is_some_and(|(rest, _)| weight(rest) <= 1 && !index().is(Words::Publications, &fold(rest)))
    })
}

fn is_name(text: &str) -> bool {
    starts_upper(text)
        || text.chars().any(is_unspaced)
        || text.chars().any(|c| matches!(c, '\u{600}'..='\u{6ff}'))
        || weight(text) <= 2
}

fn is_place(text: &str) -> bool {
    weight(text) <= 1 && !index().is_phrase(Set::Rubrics, &fold(text))
}

fn cut(text: &mut String, start: usize, end: usize) {
    if text.is_char_boundary(start) && text.is_char_boundary(end) {
        let blank = "|".repeat(end - start);
        text.replace_range(start..end, &blank);
    }
}
