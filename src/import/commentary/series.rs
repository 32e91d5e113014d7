//! The series a disclaimer speaks for.

use super::disclaimer::Found;
use super::document::Document;
use super::imprint;
use super::lexicon::{Set, Words, index};
use super::masthead::Masthead;
use super::presented;
use super::reading::{Known, SeriesName};
use super::rubric::is_rubric;
use super::words::{bare, fold, is_capitals, starts_upper, words};
use crate::import::report::{Certainty, Finding, Problem};

/// What a series consists of: the word behind its name in a disclaimer.
const PUBLICATIONS: &[&str] = &[
    "commentaries",
    "commentary",
    "responses",
    "articles",
    "papers",
    "essays",
    "briefs",
    "reports",
    "publications",
    "posts",
    "contributions",
    "analyses",
    "columns",
    "editorials",
    "notes",
    "perspectives",
    "insights",
    "pieces",
];

/// What a house calls a series of its site.
const RUBRICS: &[&str] = &[
    "rubrik",
    "rubrique",
    "rubrica",
    "rubriek",
    "рубрике",
    "рубрики",
    "rubric",
    "column",
    "columna",
    "coluna",
    "seccion",
];

/// First words that name nothing.
const NO_NAMES: &[&str] = &[
    "the",
    "these",
    "this",
    "all",
    "views",
    "opinions",
    "any",
    "our",
    "such",
    "published",
    "opinion",
    "signed",
    "unsigned",
    "guest",
    "individual",
    "some",
    "most",
];

/// The series named by the heading or by the disclaimer.
pub fn recognise(
    document: &Document,
    disclaimer: Option<&Found>,
    masthead: &Masthead,
    known: &Known,
    problems: &mut Vec<Problem>,
) -> Option<Finding<SeriesName>> {
    let named =
        disclaimer.and_then(|found| found.texts().iter().find_map(|text| named_by(text, known)).map(|s| (s, found)));
    let in_disclaimer = named.map(|(value, found)| Finding {
        certainty: certainty(&value),
        value,
        lines: found.lines,
        source: "disclaimer",
    });
    let in_heading = masthead.series.as_ref().map(|found| {
        let value = series_of(imprint::without_bar(&without_rubrics(&found.value)), known);
        Finding { certainty: certainty(&value), ..found.with(value) }
    });
    let in_imprint = || {
        let found = presented::beside(document)?;
        let value = series_of(&found.value, known);
        Some(found.with(value))
    };
    let chosen = choose(in_heading, in_disclaimer, problems).or_else(in_imprint)?;
    if !chosen.value.known {
        let title = &chosen.value.title;
        let reason = format!("the series “{title}” is not known yet; it is proposed as a new one");
        problems.push(Problem::info(Some(chosen.lines.0), "series", reason));
    }
    Some(chosen)
}

/// The part of a line that is no rubric, where there is but one: `Commentary | Gull Papers`.
fn without_rubrics(line: &str) -> String {
    let (rubrics, parts): (Vec<&str>, Vec<&str>) = line.split(" | ").partition(|part| is_rubric(part));
    // `Policy Brief | GULL`: the letters are those of the house.
    let letters = |part: &str| part.len() <= 8 && part.chars().all(|c| c.is_ascii_uppercase());
    match (parts.as_slice(), rubrics.as_slice()) {
        ([one], [rubric]) if letters(one) && !is_capitals(rubric) => (*rubric).to_owned(),
        ([one], _) => (*one).to_owned(),
        _ => line.to_owned(),
    }
}

/// The known title that a text is, letter case aside.
pub fn known_title(text: &str, known: &Known) -> Option<String> {
    let text = fold(text);
    known.series.iter().find(|title| fold(title) == text).cloned()
}

fn series_of(name: &str, known: &Known) -> SeriesName {
    match known_title(name, known) {
        Some(title) => SeriesName { title, known: true },
        None => SeriesName { title: name.to_owned(), known: false },
    }
}

fn certainty(series: &SeriesName) -> Certainty {
    match series.known {
        true => Certainty::Certain,
        false => Certainty::Likely,
    }
}

/// A known series first, then the heading; a difference is reported.
fn choose(
    heading: Option<Finding<SeriesName>>,
    disclaimer: Option<Finding<SeriesName>>,
    problems: &mut Vec<Problem>,
) -> Option<Finding<SeriesName>> {
    let (heading, disclaimer) = match (heading, disclaimer) {
        (Some(heading), Some(disclaimer)) => (heading, disclaimer),
        (heading, disclaimer) => return heading.or(disclaimer),
    };
    let generic = PUBLICATIONS.contains(&fold(&heading.value.title).as_str());
    if fold(&heading.value.title) != fold(&disclaimer.value.title) && !generic {
        let reason =
            format!("the heading names “{}”, the disclaimer “{}”", heading.value.title, disclaimer.value.title);
        problems.push(Problem::warning(Some(heading.lines.0), "series", reason));
    }
    let prefer_heading = heading.value.known || !disclaimer.value.known && !generic;
    Some(if prefer_heading { heading } else { disclaimer })
}

/// `PacNet commentaries and responses represent …` names PacNet.
fn named_by(disclaimer: &str, known: &Known) -> Option<SeriesName> {
    let presented = || presented::name(disclaimer).map(|title| SeriesName { title, known: false });
    known_in(disclaimer, known)
        .or_else(|| quoted(disclaimer))
        .or_else(presented)
        .or_else(|| leading_name(disclaimer))
        .or_else(|| name_inside(disclaimer))
}

/// `the texts of the series “Gull Papers”`: a name in quotation marks behind a word for a series.
fn quoted(disclaimer: &str) -> Option<SeriesName> {
    let (before, behind) = disclaimer.split_once(['«', '“', '„', '「', '《', '"'])?;
    let (name, _) = behind.split_once(['»', '”', '“', '」', '》', '"'])?;
    let last = before.split_whitespace().next_back().map(|word| fold(bare(word)))?;
    let series = index().labels(Set::Series).any(|label| label.trim_end_matches([':', '：', ' ']) == last)
        || RUBRICS.contains(&last.as_str());
    let title = name.trim();
    (series && imprint::can_be_called(title)).then(|| SeriesName { title: title.to_owned(), known: false })
}

/// `The views in Gull Quarterly are …`: words with capitals, the last of which is what series are made of.
fn name_inside(disclaimer: &str) -> Option<SeriesName> {
    let words: Vec<&str> = disclaimer.split_whitespace().collect();
    let end = words.iter().position(|w| starts_upper(w) && index().is(Words::Publications, &fold(bare(w))))?;
    let publication = |w: &&&str| starts_upper(w) && index().is(Words::Publications, &fold(bare(w)));
    let end = end + words.get(end + 1..)?.iter().take_while(publication).count();
    let before =
        words.get(..end)?.iter().rev().take_while(|w| starts_upper(w) && !w.ends_with(['.', ',', ';'])).count();
    let article =
        words.get(end - before).is_some_and(|w| before > 0 && index().is(Words::Stop, &fold(w)) && fold(w) != "the");
    let start = end - before + usize::from(article);
    let name: Vec<&str> = words.get(start..=end)?.iter().map(|w| bare(w)).collect();
    let title = name.join(" ");
    let fits = (2..=5).contains(&name.len()) && imprint::can_be_called(&title);
    fits.then_some(SeriesName { title, known: false })
}

/// The longest known title that occurs in the disclaimer as whole words.
fn known_in(disclaimer: &str, known: &Known) -> Option<SeriesName> {
    let spaced = |text: &str| {
        let words = text.split_whitespace().map(|w| fold(bare(w)));
        format!(" {} ", words.collect::<Vec<_>>().join(" "))
    };
    let text = spaced(disclaimer);
    // One word that is a name may be an ordinary one as well: `DIE`, `Focus`.
    let as_written = |title: &str| title.contains(' ') || words(disclaimer).any(|word| word == title);
    let title = known
        .series
        .iter()
        .filter(|title| !title.trim().is_empty() && as_written(title) && text.contains(&spaced(title)))
        .max_by_key(|title| title.len())?;
    Some(SeriesName { title: title.clone(), known: true })
}

fn leading_name(disclaimer: &str) -> Option<SeriesName> {
    let words: Vec<&str> = disclaimer.split_whitespace().take(9).collect();
    let end = words.iter().position(|w| PUBLICATIONS.contains(&bare(w))).filter(|end| (1..=7).contains(end))?;
    let mut name = words.get(..end)?;
    if let [article, rest @ ..] = name
        && fold(article) == "the"
    {
        name = rest;
    }
    let first = fold(name.first()?);
    let joining = |w: &str| matches!(w, "of" | "on" | "and" | "for" | "the" | "in" | "&");
    let named = name.iter().all(|w| starts_upper(w) || joining(w));
    if NO_NAMES.contains(&first.as_str()) || !named || name.last().is_some_and(|w| joining(w)) {
        return None;
    }
    let title = name.join(" ");
    imprint::can_be_called(&title).then_some(SeriesName { title, known: false })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_name_unknown_so_far_is_proposed() {
        let text = "Harbour Letters commentaries and responses represent the views of their authors.";
        let found = named_by(text, &Known::default()).unwrap();
        assert_eq!((found.title.as_str(), found.known), ("Harbour Letters", false));
    }

    #[test]
    fn a_known_title_wins() {
        let known = Known { series: vec!["Letters".to_owned(), "Harbour Letters".to_owned()], ..Known::default() };
        let found = named_by("Views in HARBOUR LETTERS are those of the authors.", &known).unwrap();
        assert_eq!((found.title.as_str(), found.known), ("Harbour Letters", true));
    }

    #[test]
    fn a_name_inside_or_in_quotation_marks() {
        let found = |text: &str| named_by(text, &Known::default()).map(|found| found.title);
        let text = "Les textes de la collection « Cahiers du Quai » n'engagent que leurs auteurs.";
        assert_eq!(found(text).as_deref(), Some("Cahiers du Quai"));
        let text = "The views expressed in Gull Quarterly belong to its contributors.";
        assert_eq!(found(text).as_deref(), Some("Gull Quarterly"));
        assert_eq!(found("Les opinions exprimées n'engagent que leurs auteurs."), None);
    }

    #[test]
    fn a_bar_that_became_a_letter_is_no_part_of_a_name() {
        assert_eq!(imprint::without_bar("HARBOUR PAPER I"), "HARBOUR PAPER");
        assert_eq!(imprint::without_bar("Elizabeth I"), "Elizabeth I");
    }

    #[test]
    fn generic_openings_name_nothing() {
        for text in [
            "Signed articles in this letter state the opinion of whoever signed them.",
            "I Quaderni ospitano voci diverse.",
            "The views expressed in these articles are those of the authors.",
            "Opinions in our papers are personal.",
            "All commentaries represent the views of their authors.",
            "",
        ] {
            assert_eq!(named_by(text, &Known::default()), None, "{text}");
        }
    }
}
