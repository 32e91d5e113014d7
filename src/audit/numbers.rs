//! Numbers of a series: each once, and growing with time.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::facts::{Archive, ArticleFacts, PlaceFacts};
use super::finding::{Finding, Kind};
use crate::domain::series::NumberingScheme;
use crate::domain::{Id, PartialDate};

/// A number as it counts: volume and issue, or the number alone.
type Count = (u32, u32);

struct Place<'a> {
    article: &'a ArticleFacts,
    number: &'a str,
    count: Option<Count>,
    date: Option<PartialDate>,
    language: Option<&'a str>,
}

pub(super) fn check(archive: &Archive, findings: &mut Vec<Finding>) {
    let restarting = restarting(archive);
    let mut runs: BTreeMap<(Id, Option<i16>), Vec<Place<'_>>> = BTreeMap::new();
    for article in &archive.articles {
        for place in &article.places {
            let Some(number) = place.number.as_deref() else { continue };
            let year = if restarting.contains(&place.series) { year(place) } else { place.year };
            let date = place.published;
            let count = count(number);
            let language = place.language.as_deref();
            runs.entry((place.series, year)).or_default().push(Place { article, number, count, date, language });
        }
    }
    for ((series, _), places) in &mut runs {
        taken(places, findings);
        let title = archive.series.get(series).map(|s| s.title.as_str()).unwrap_or_default();
        out_of_sequence(places, title, findings);
    }
}

/// The series whose numbers begin anew each year: those that say so, and those in which several numbers, and a
/// good part of all, come again in other years.
fn restarting(archive: &Archive) -> BTreeSet<Id> {
    let mut years: BTreeMap<(Id, &str), BTreeSet<i16>> = BTreeMap::new();
    for place in archive.articles.iter().flat_map(|article| &article.places) {
        if let (Some(number), Some(year)) = (place.number.as_deref(), year(place)) {
            years.entry((place.series, number)).or_default().insert(year);
        }
    }
    let mut counts: BTreeMap<Id, (usize, usize)> = BTreeMap::new();
    for ((series, _), years) in &years {
        let (all, again) = counts.entry(*series).or_default();
        *all += 1;
        *again += usize::from(years.len() > 1);
    }
    let says = |id: &Id| archive.series.get(id).is_some_and(|s| s.numbering == NumberingScheme::Yearly);
    counts
        .into_iter()
        .filter(|(id, (all, again))| says(id) || *again >= 3 && again * 5 > *all)
        .map(|(id, _)| id)
        .collect()
}

fn year(place: &PlaceFacts) -> Option<i16> {
    place.year.or(place.published.map(PartialDate::year))
}

/// `24`, `24A` and `CO 24` count by themselves, `12(3)` by volume and issue; a letter behind a number (`27R`: a
/// reply to 27) has its own place in time and does not count.
fn count(number: &str) -> Option<Count> {
    let figures: Vec<u32> = number
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map_while(|p| p.parse().ok())
        .collect();
    match figures.as_slice() {
        [one] if number.ends_with(|c: char| c.is_ascii_digit()) => Some((0, *one)),
        [volume, issue] if number.contains('(') => Some((*volume, *issue)),
        _ => None,
    }
}

/// The same number twice: translations aside, which may share it.
fn taken(places: &[Place<'_>], findings: &mut Vec<Finding>) {
    let mut first: HashMap<(&str, Option<&str>), &Place<'_>> = HashMap::new();
    for place in places {
        match first.get(&(place.number, place.language)) {
            Some(other) if other.article.id != place.article.id && !related(place, other) => {
                let reason = format!("{} has this number too", other.article.id);
                findings.push(Finding::pair(
                    Kind::NumberTaken,
                    place.article.id,
                    other.article.id,
                    "number",
                    Some(place.number.to_owned()),
                    reason,
                ));
            }
            Some(_) => {}
            None => {
                first.insert((place.number, place.language), place);
            }
        }
    }
}

fn related(a: &Place<'_>, b: &Place<'_>) -> bool {
    a.article.related.contains(&b.article.id) || b.article.related.contains(&a.article.id)
}

/// Of the numbers in the order of time the longest growing run is right; what is not part of it is out of
/// sequence. Only days can be put in order; numbers of one day may stand in any.
fn out_of_sequence(places: &mut [Place<'_>], series: &str, findings: &mut Vec<Finding>) {
    const FEWEST: usize = 4;
    let day = |place: &&Place<'_>| place.date.is_some_and(|date| date.day_of_month().is_some());
    places.sort_by_key(|place| (place.date.map(PartialDate::start), place.count, place.article.id));
    let dated: Vec<(&Place<'_>, Count)> =
        places.iter().filter(day).filter_map(|place| Some((place, place.count?))).collect();
    let counts: Vec<Count> = dated.iter().map(|(_, count)| *count).collect();
    let growing = longest_growing(&counts);
    // Where most do not fit, it is the rule that is not known, not the numbers that are wrong.
    if growing.len() < FEWEST || growing.len() * 10 < counts.len() * 8 {
        return;
    }
    let mut inside = growing.iter().copied().peekable();
    let mut before = None;
    for (at, (place, _)) in dated.iter().enumerate() {
        if inside.next_if_eq(&at).is_some() {
            before = Some(place);
            continue;
        }
        let around = |place: Option<&&Place<'_>>| place.map(|place| place.number.to_owned());
        let after = inside.peek().and_then(|at| dated.get(*at)).map(|(place, _)| place);
        let reason = match (around(before), around(after)) {
            (Some(before), Some(after)) => format!("it stands between {before} and {after} of “{series}” in time"),
            (Some(before), None) => format!("it stands after {before} of “{series}” in time"),
            (None, Some(after)) => format!("it stands before {after} of “{series}” in time"),
            (None, None) => continue,
        };
        let number = Some(place.number.to_owned());
        findings.push(Finding::new(Kind::NumberOutOfSequence, place.article.id, "number", number, reason));
    }
}

/// The places of a longest run that never shrinks (patience sorting).
fn longest_growing(counts: &[Count]) -> Vec<usize> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(counts.len());
    for (at, count) in counts.iter().enumerate() {
        let place = tails.partition_point(|tail| counts.get(*tail).is_some_and(|other| other <= count));
        before.push(place.checked_sub(1).and_then(|p| tails.get(p)).copied());
        match tails.get_mut(place) {
            Some(tail) => *tail = at,
            None => tails.push(at),
        }
    }
    let mut run = Vec::with_capacity(tails.len());
    let mut next = tails.last().copied();
    while let Some(at) = next {
        run.push(at);
        next = before.get(at).copied().flatten();
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_where_they_are_plain() {
        assert_eq!(count("24"), Some((0, 24)));
        assert_eq!(count("CO 24"), Some((0, 24)));
        assert_eq!(count("12(3)"), Some((12, 3)));
        assert_eq!(count("045/2024"), None);
        assert_eq!(count("27R"), None);
    }

    #[test]
    fn the_longest_run_leaves_out_what_does_not_fit() {
        let counts: Vec<Count> = [1, 2, 30, 3, 4, 4, 2, 5].map(|n| (0, n)).to_vec();
        assert_eq!(longest_growing(&counts), [0, 1, 3, 4, 5, 7]);
    }
}
