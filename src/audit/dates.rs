//! Dates that cannot be: in the future, or outside the life of the series.

use super::facts::{Archive, ArticleFacts, PlaceFacts};
use super::finding::{Finding, Kind};
use crate::domain::PartialDate;

pub(super) fn check(archive: &Archive, today: PartialDate, findings: &mut Vec<Finding>) {
    // Somewhere it is tomorrow already.
    let latest = today.day_after().unwrap_or(today);
    for article in &archive.articles {
        if let Some(date) = article.published.filter(|date| date.start() > latest.end()) {
            let reason = format!("{date} has not come yet");
            findings.push(Finding::new(Kind::FutureDate, article.id, "published", Some(date.to_string()), reason));
        }
        article.places.iter().filter_map(|place| outside(archive, article, place)).for_each(|f| findings.push(f));
    }
}

fn outside(archive: &Archive, article: &ArticleFacts, place: &PlaceFacts) -> Option<Finding> {
    let (series, date) = (archive.series.get(&place.series)?, place.published?);
    let before = series.start.filter(|start| date.end() < start.start());
    let after = series.end.filter(|end| date.start() > end.end());
    let reason = match (before, after) {
        (Some(start), _) => format!("{date} lies before the series “{}” began ({start})", series.title),
        (_, Some(end)) => format!("{date} lies after the series “{}” ended ({end})", series.title),
        (None, None) => return None,
    };
    Some(Finding::new(Kind::OutsideSeries, article.id, "published", Some(date.to_string()), reason))
}
