//! Numbers that no label marks, in the forms that some series give them: `24 | 09`, `(2022-09)`, `HB/3/2021`, `XII`.

use super::date;
use super::file_name::FileName;
use super::lexicon::{Set, Words, index};
use super::number;
use super::reading::Known;
use super::segments::{last_segment, segments, without_labels};
use super::series::known_title;
use super::words::{fold, is_unspaced, starts_upper, weight};

/// A figure behind a name that is a series for sure.
pub(super) fn bare_number(text: &str, known: &Known) -> Option<number::Found> {
    for (at, token) in super::name::spans(text) {
        let digits = token.trim_end_matches([',', '.', ':', ';']);
        let before = text.get(..at)?.trim();
        let short = (1..=5).contains(&digits.len()) && digits.starts_with(|c: char| c.is_ascii_digit());
        let open = text.get(at + token.len()..)?.trim_matches(|c: char| c.is_whitespace() || c == '|');
        let whole = without_labels(open).is_empty();
        let dated = digits.split_once(['/', '-']).is_some_and(|(a, b)| {
            a.chars().chain(b.chars()).all(|c| c.is_ascii_digit())
                && (a.len() == 4 && b.len() <= 2 || b.len() == 4 && a.len() <= 3)
        });
        let fits = digits.chars().all(|c| c.is_ascii_alphanumeric() || c == '/' || c == '-') || short;
        if fits && digits.starts_with(|c: char| c.is_ascii_digit()) && digits.len() <= 8 && !before.is_empty() {
            let name = last_segment(before);
            let folded = fold(name);
            let rubric = index().is_phrase(Set::Rubrics, &folded) && digits.contains(['/', '-']);
            let rubric = rubric
                || folded.rsplit(' ').next().is_some_and(|w| index().is_phrase(Set::Rubrics, w))
                    && digits.contains('/');
            let titled = whole && dated && weight(name) <= 5 && starts_upper(name) && name.len() == before.len();
            let after_comma = whole
                && before.ends_with(',')
                && digits.len() <= 3
                && digits.chars().all(|c| c.is_ascii_digit())
                && weight(before) <= 3
                && starts_upper(before)
                && before.matches(',').count() == 1;
            let behind = text.get(at + token.len()..).unwrap_or_default().trim_start();
            let last = name.rsplit(' ').next().unwrap_or_default();
            // `Harbour Vistas 93`: behind what series are made of, where nothing goes on.
            let called = starts_upper(name)
                && (starts_upper(last) || whole && digits.len() > 2)
                && (2..=5).contains(&weight(name))
                && index().is(Words::Publications, &fold(last))
                && date::year(digits).is_none()
                && (behind.is_empty() || behind.starts_with('|'));
            if known_title(name, known).is_some() || rubric || titled || after_comma || called {
                return Some(number::Found {
                    start: at,
                    end: at + digits.len(),
                    value: digits.to_owned(),
                    marked: true,
                });
            }
        }
    }
    None
}

/// `Gull Papers 24 | 09`: year and number behind the name of a series.
pub(super) fn paired_number(text: &str) -> Option<number::Found> {
    let (bar, _) = text.char_indices().find(|(_, c)| *c == '|')?;
    let (before, behind) = (text.get(..bar)?, text.get(bar + 1..)?);
    let head = before.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    let tail = behind.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let (start, end) = (head.len(), text.len() - tail.len());
    let two = |part: &str| part.trim().len() == 2;
    let named = head.split_whitespace().any(|word| index().is(Words::Publications, &fold(word)));
    let fits = two(before.get(start..)?) && two(text.get(bar + 1..end)?) && !tail.starts_with(char::is_alphanumeric);
    (fits && named).then(|| number::Found {
        start,
        end,
        value: text.get(start..end).unwrap_or_default().to_owned(),
        marked: true,
    })
}

/// `Harbour Comments (2022-09)`: year and number in brackets behind what series are made of.
pub(super) fn bracketed_number(text: &str) -> Option<number::Found> {
    let (open, _) = text.char_indices().find(|(_, c)| *c == '(')?;
    let (inside, _) = text.get(open + 1..)?.split_once(')')?;
    let (year, issue) = inside.split_once(['-', '/'])?;
    let named = text.get(..open)?.split_whitespace().next_back();
    let named = named.is_some_and(|word| index().is(Words::Publications, &fold(word)));
    // Where no blanks part words, a line that is but a short name and these brackets.
    let name = text.get(..open)?.trim();
    let whole = text.trim_end().len() == open + inside.len() + 2;
    let named = named || whole && (2..=14).contains(&name.chars().count()) && name.chars().all(is_unspaced);
    let short = (1..=3).contains(&issue.len()) && issue.chars().all(|c| c.is_ascii_digit());
    (named && short && date::year(year).is_some()).then(|| number::Found {
        start: open,
        end: open + inside.len() + 2,
        value: inside.to_owned(),
        marked: true,
    })
}

/// `Gull Commentaries GL-017-EN`: a code of letters, a figure and a language behind what series are made of.
pub(super) fn lettered(text: &str) -> Option<number::Found> {
    let (name, code) = text.trim_end().rsplit_once(' ')?;
    let named = name.split_whitespace().next_back().is_some_and(|w| index().is(Words::Publications, &fold(w)));
    let (start, end) = (name.len() + 1, name.len() + 1 + code.len());
    let found = || number::Found { start, end, value: code.to_owned(), marked: true };
    (named && weight(name) <= 5 && is_lettered(code)).then(found)
}

/// Whether a text is letters, a figure and letters again, with hyphens between: `GL-017-EN`.
pub fn is_lettered(code: &str) -> bool {
    let parts: Vec<&str> = code.split('-').collect();
    let letters = |part: &str| (2..=6).contains(&part.len()) && part.chars().all(|c| c.is_ascii_uppercase());
    match parts.as_slice() {
        [series, figure, language] => {
            let counted = (1..=4).contains(&figure.len()) && figure.chars().all(|c| c.is_ascii_digit());
            letters(series) && counted && letters(language)
        }
        _ => false,
    }
}

/// `Volume 26 Comment 14`: the number of a volume, and that of what series are made of in it.
pub(super) fn of_volume(text: &str) -> Option<number::Found> {
    let (rest, _) = index().label(Set::Volume, text.trim_start())?;
    let start = text.len() - text.trim_start().len();
    let mut words = super::name::spans(rest);
    let ((_, volume), (_, word), (at, figure)) = (words.next()?, words.next()?, words.next()?);
    let volume = volume.trim_end_matches([',', '.']);
    let short = |text: &str| (1..=3).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    let fits = short(volume) && short(figure) && index().is(Words::Publications, &fold(word));
    let end = text.len() - rest.len() + at + figure.len();
    fits.then(|| number::Found { start, end, value: format!("{volume}({figure})"), marked: true })
}

/// `HB/3/2021`: a line that is but letters for the series, a number and its year. The number with the year, and the
/// year.
pub(super) fn coded(text: &str) -> Option<(&str, &str)> {
    let (letters, number) = text.trim().split_once('/')?;
    let (figure, year) = number.split_once('/')?;
    let named = (2..=5).contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_uppercase());
    let counted = (1..=3).contains(&figure.len()) && figure.chars().all(|c| c.is_ascii_digit());
    (named && counted && date::year(year).is_some()).then_some((number, year))
}

/// `Harbour Briefs XII`, `Harbour Lab | Bulletin XII/2`: a Roman figure behind what series are made of, with nothing behind it.
pub(super) fn roman_number(text: &str) -> Option<number::Found> {
    let (name, figure) = text.trim_end().rsplit_once(' ')?;
    let (volume, issue) = figure.split_once('/').map_or((figure, None), |(volume, issue)| (volume, Some(issue)));
    let roman = volume.len() <= 6 && !volume.is_empty() && volume.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    let counted = |issue: &str| (1..=2).contains(&issue.len()) && issue.chars().all(|c| c.is_ascii_digit());
    let roman = roman && issue.is_none_or(counted);
    let named = name.split_whitespace().next_back().is_some_and(|w| index().is(Words::Publications, &fold(w)));
    let own = last_segment(name);
    let long = weight(own) > 1 || issue.is_some();
    let short = long && weight(own) <= 5 && starts_upper(own) && !own.contains([',', ':', '?']);
    let (start, end) = (name.len() + 1, name.len() + 1 + figure.len());
    (roman && named && short).then(|| number::Found { start, end, value: figure.to_owned(), marked: true })
}

/// `2024-31`: a line that is but a year and a figure that is no month.
pub(super) fn of_year(text: &str) -> Option<number::Found> {
    let own = text.trim();
    let (year, figure) = own.split_once('-')?;
    let short = (2..=3).contains(&figure.len()) && figure.chars().all(|c| c.is_ascii_digit());
    let counted = figure.parse::<u16>().is_ok_and(|figure| figure > 12);
    let start = text.len() - text.trim_start().len();
    let found = || number::Found { start, end: start + own.len(), value: own.to_owned(), marked: true };
    (short && counted && date::year(year).is_some()).then(found)
}

/// `May 2024 | 87`: a figure that stands alone beside a date, of two to four signs.
pub(super) fn beside_date(text: &str) -> Option<number::Found> {
    let all = segments(text);
    let [figure] = all.as_slice() else { return None };
    let short = (2..=4).contains(&figure.len()) && figure.chars().all(|c| c.is_ascii_digit());
    let start = text.rfind(figure).filter(|_| short && date::year(figure).is_none())?;
    Some(number::Found { start, end: start + figure.len(), value: (*figure).to_owned(), marked: true })
}

/// `Tidings | Comment from the north | 7`: a figure that is a segment of its own, where the name of the file has it
/// behind another one.
pub(super) fn number_of_file(text: &str, known: &Known) -> Option<(String, number::Found)> {
    let file = FileName::of(Some(known));
    let all = segments(text);
    let figure = all.iter().find(|s| (1..=3).contains(&s.len()) && s.chars().all(|c| c.is_ascii_digit()))?;
    let bare = figure.trim_start_matches('0');
    let told = |rest: &[String]| rest.first().is_some_and(|word| word.trim_start_matches('0') == bare);
    let name = all.iter().find(|name| starts_upper(name) && file.behind(name).is_some_and(told))?;
    let (start, end) = (text.rfind(figure)?, text.rfind(figure)? + figure.len());
    let found = number::Found { start, end, value: (*figure).to_owned(), marked: true };
    Some(((*name).to_owned(), found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_roman_figures_are_numbers() {
        assert_eq!(coded("HB/3/2021"), Some(("3/2021", "2021")));
        assert_eq!(coded("Harbour/3/2021"), None);
        assert_eq!(roman_number("Harbour Briefs XII").map(|found| found.value).as_deref(), Some("XII"));
        assert_eq!(roman_number("World War II").map(|found| found.value), None);
    }

    #[test]
    fn the_name_of_the_file_tells_which_figure_is_the_number() {
        let known = |file: &str| Known { file: Some(file.to_owned()), ..Known::default() };
        let line = "Tidings | Comment from the north | 7";
        let found = number_of_file(line, &known("Tidings 07.txt")).map(|(name, found)| (name, found.value));
        assert_eq!(found, Some(("Tidings".to_owned(), "7".to_owned())));
        assert_eq!(number_of_file(line, &known("harbour.txt")), None);
    }
}
