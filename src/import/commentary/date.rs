//! Dates as printed, in any language of the lexicon.

use jiff::civil;

use super::date_tokens::{Token, tokens};
use super::lexicon::{Order, index};
use super::words::narrow;

/// A date inside a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it begins and ends, in bytes of the narrowed text.
    pub start: usize,
    /// Its end.
    pub end: usize,
    /// `2024`, `2024-04` or `2024-04-12`.
    pub value: String,
    /// Whether day and month could be the other way round.
    pub open: bool,
    /// Whether it could be something else: a number, a year alone.
    pub weak: bool,
}

/// The dates of a narrowed text, in order. `order` is that of figures.
pub fn find(text: &str, order: Order) -> Vec<Found> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let rest = tokens.get(at..).unwrap_or_default();
        match date(rest, order) {
            Some((read, used)) => {
                let start = tokens.get(at).map_or(0, |t| t.start);
                let end = tokens.get(at + used - 1).map_or(0, |t| t.end);
                found.push(Found { start, end, value: read.value, open: read.open, weak: read.weak });
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

/// The date that a text is, with nothing else in it.
pub fn parse(text: &str) -> Option<String> {
    let text = narrow(text);
    if text.len() > 80 {
        return None;
    }
    let found = find(&text, Order::Open);
    let date = found.first().filter(|d| !d.open)?;
    let left = format!("{} {}", text.get(..date.start)?, text.get(date.end..)?);
    is_only_around(&left).then(|| date.value.clone())
}

/// Whether what is left of a line without its date is nothing but labels, days, and times.
pub fn is_only_around(left: &str) -> bool {
    left.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).all(|w| {
        let word = super::words::fold(w);
        w.chars().all(|c| c.is_ascii_digit()) && w.len() <= 2
            || index().is(super::lexicon::Words::Weekdays, &word)
            || matches!(
                word.as_str(),
                "on" | "of"
                    | "date"
                    | "published"
                    | "posted"
                    | "released"
                    | "am"
                    | "pm"
                    | "a"
                    | "p"
                    | "m"
                    | "uhr"
                    | "gmt"
                    | "utc"
                    | "h"
            )
            || index().is_phrase(super::lexicon::Set::Published, &word)
    })
}

/// A year such as `2024`.
pub fn year(text: &str) -> Option<i16> {
    let four = text.len() == 4 && text.chars().all(|c| c.is_ascii_digit());
    let year = text.parse().ok().filter(|_| four)?;
    (1900..=2100).contains(&year).then_some(year)
}

#[derive(Debug)]
struct Read {
    value: String,
    open: bool,
    weak: bool,
}

fn sure(value: String) -> Read {
    Read { value, open: false, weak: false }
}

/// The date at the start of these tokens, and how many of them it takes.
fn date(tokens: &[Token], order: Order) -> Option<(Read, usize)> {
    east(tokens)
        .or_else(|| vietnamese(tokens))
        .or_else(|| day_month(tokens))
        .or_else(|| month_day(tokens))
        .or_else(|| figures_year_first(tokens))
        .or_else(|| figures(tokens, order))
        .or_else(|| month_year(tokens))
        .or_else(|| season(tokens))
}

/// Names of the seasons, as periodicals use them for dates.
const SEASONS: &str = "spring summer autumn fall winter printemps ete automne hiver fruhjahr fruhling sommer herbst \
                       primavera verano otono invierno verao outono inverno estate autunno lente voorjaar zomer \
                       herfst najaar весна лето осень зима";

/// `Winter 2024`, `automne 2023`: of such a date the year is known.
fn season(tokens: &[Token]) -> Option<(Read, usize)> {
    let named =
        tokens.first().is_some_and(|t| t.number.is_none() && SEASONS.split_whitespace().any(|own| own == t.word));
    let at = skip(tokens, 1, &["/", "de", "del", ","]);
    let year = western_year(tokens, at).filter(|_| named)?;
    Some((sure(format!("{year:04}")), at + 1))
}

fn number(tokens: &[Token], at: usize) -> Option<i32> {
    tokens.get(at)?.number
}

fn is_word(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    tokens.get(at).is_some_and(|t| t.number.is_none() && words.contains(&t.word.as_str()))
}

fn western_year(tokens: &[Token], at: usize) -> Option<i32> {
    let token = tokens.get(at)?;
    token.number.filter(|y| (1900..=2100).contains(y) && token.digits == 4)
}

fn day_of(tokens: &[Token], at: usize) -> Option<i32> {
    let token = tokens.get(at)?;
    token.number.filter(|d| (1..=31).contains(d) && token.digits <= 2)
}

/// A month by its name, one token or two, and another name of it behind a slash or in brackets.
fn month(tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let one = |at: usize| {
        let word = &tokens.get(at).filter(|t| t.number.is_none())?.word;
        if let Some(next) = tokens.get(at + 1).filter(|t| t.number.is_none())
            && let Some(month) = index().month(&format!("{word} {}", next.word))
        {
            return Some((i32::from(month), 2));
        }
        let bare = word.strip_prefix('ل').filter(|_| word.chars().count() > 4).unwrap_or(word);
        index().month(word).or_else(|| index().month(bare)).map(|m| (i32::from(m), 1))
    };
    let (month, mut used) = one(at)?;
    for (open, close) in [("/", ""), ("(", ")"), ("-", "")] {
        if is_word(tokens, at + used, &[open])
            && let Some((_, more)) = one(at + used + 1)
        {
            used += 1 + more + usize::from(!close.is_empty());
        }
    }
    Some((month, used))
}

const GLUE: &[&str] = &[
    ".", ",", "/", "-", "de", "del", "of", "th", "st", "nd", "rd", "er", "º", "ª", "o", "а", "den", "do", "من", "،",
    "'", "'s", "e", "-го", "year", "ο", "–",
];

fn skip(tokens: &[Token], mut at: usize, words: &[&str]) -> usize {
    while is_word(tokens, at, words) {
        at += 1;
    }
    at
}

fn ymd(year: i32, month: i32, day: i32) -> Option<String> {
    let year = i16::try_from(year).ok()?;
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(|d| d.to_string())
}

fn ym(year: i32, month: i32) -> Option<String> {
    ((1900..=2100).contains(&year) && (1..=12).contains(&month)).then(|| format!("{year:04}-{month:02}"))
}

/// `2024年4月12日`, `令和6年4月`, `民國113年4月12日`, `2024년 4월 12일`.
fn east(tokens: &[Token]) -> Option<(Read, usize)> {
    const ERAS: &[(&str, i32)] = &[
        ("令和", 2018),
        ("平成", 1988),
        ("昭和", 1925),
        ("民國", 1911),
        ("民国", 1911),
        ("中華民國", 1911),
        ("中華民国", 1911),
    ];
    let era = tokens.first().and_then(|t| ERAS.iter().find(|(name, _)| t.word == *name));
    let from = usize::from(era.is_some());
    let first_year = is_word(tokens, from, &["元"]) && era.is_some();
    let printed = match first_year {
        true => 1,
        false => number(tokens, from)?,
    };
    if !is_word(tokens, from + 1, &["年", "년"]) {
        return None;
    }
    let year = match era {
        Some((_, before)) => printed + before,
        None if (90..=160).contains(&printed) => printed + 1911,
        None => printed,
    };
    if !(1900..=2100).contains(&year) {
        return None;
    }
    let at = skip(tokens, from + 2, &["(", ")", "年"]);
    let at = if number(tokens, at).is_some() && is_word(tokens, at + 1, &["年"]) { at + 2 } else { at };
    let at = skip(tokens, at, &[")"]);
    match (number(tokens, at).filter(|m| (1..=12).contains(m)), is_word(tokens, at + 1, &["月", "월"])) {
        (Some(month), true) => match (number(tokens, at + 2), is_word(tokens, at + 3, &["日", "일", "號", "号"])) {
            (Some(day), true) => Some((sure(ymd(year, month, day)?), at + 4)),
            _ => Some((sure(ym(year, month)?), at + 2)),
        },
        _ => Some((Read { value: format!("{year:04}"), open: false, weak: true }, from + 2)),
    }
}

/// `ngày 12 tháng 4 năm 2024`, `tháng 4/2024`.
fn vietnamese(tokens: &[Token]) -> Option<(Read, usize)> {
    let day_first = is_word(tokens, 0, &["ngay"]) && is_word(tokens, 2, &["thang"]);
    let at = match (day_first, is_word(tokens, 0, &["thang"])) {
        (true, _) => 2,
        (_, true) => 0,
        _ => match number(tokens, 0).is_some() && is_word(tokens, 1, &["thang"]) {
            true => 1,
            false => return None,
        },
    };
    let month = number(tokens, at + 1)?;
    let behind = skip(tokens, at + 2, &["nam", "/", "-", ",", "."]);
    let year = western_year(tokens, behind)?;
    let day = at.checked_sub(1).and_then(|before| day_of(tokens, before));
    let value = match day {
        Some(day) => ymd(year, month, day)?,
        None => ym(year, month)?,
    };
    Some((sure(value), behind + 1))
}

/// `12 April 2024`, `12 de abril de 2024`, `12-14 April 2024` (its first day).
fn day_month(tokens: &[Token]) -> Option<(Read, usize)> {
    let day = day_of(tokens, 0)?;
    let at = skip(tokens, 1, GLUE);
    let (month, used) = month(tokens, at)?;
    let behind = skip(tokens, at + used, GLUE);
    let year = western_year(tokens, behind)?;
    Some((sure(ymd(year, month, day)?), behind + 1))
}

/// `April 12, 2024`.
fn month_day(tokens: &[Token]) -> Option<(Read, usize)> {
    let (month, used) = month(tokens, 0)?;
    let at = skip(tokens, used, &["."]);
    let day = day_of(tokens, at)?;
    let behind = skip(tokens, at + 1, GLUE);
    let year = western_year(tokens, behind)?;
    Some((sure(ymd(year, month, day)?), behind + 1))
}

/// `April 2024`, `abril de 2024`, `May/June 2024` (its first month).
fn month_year(tokens: &[Token]) -> Option<(Read, usize)> {
    let (month, used) = month(tokens, 0)?;
    let behind = skip(tokens, used, GLUE);
    let year = western_year(tokens, behind)?;
    Some((sure(ym(year, month)?), behind + 1))
}

/// `2024-04-12`, `2024. 4. 12.`, `2024/4/12`; `2024-04` and `2024.04` may be numbers.
fn figures_year_first(tokens: &[Token]) -> Option<(Read, usize)> {
    let year = western_year(tokens, 0)?;
    if let Some((month, used)) = month(tokens, skip(tokens, 1, &[",", "."])) {
        let at = skip(tokens, 1, &[",", "."]) + used;
        let day = day_of(tokens, at)?;
        return Some((sure(ymd(year, month, day)?), at + 1));
    }
    let sign = tokens.get(1).filter(|t| matches!(t.word.as_str(), "-" | "." | "/" | "–"))?.word.as_str();
    let month = number(tokens, 2).filter(|m| (1..=12).contains(m))?;
    if is_word(tokens, 3, &[sign])
        && let Some(day) = day_of(tokens, 4)
    {
        return Some((sure(ymd(year, month, day)?), 5 + usize::from(sign == "." && is_word(tokens, 5, &["."]))));
    }
    let two = tokens.get(2).is_some_and(|t| t.digits == 2) || sign == ".";
    (two && sign != "/" && number(tokens, 4).is_none()).then_some(())?;
    let used = 3 + usize::from(sign == "." && is_word(tokens, 3, &["."]));
    Some((Read { value: ym(year, month)?, open: false, weak: true }, used))
}

/// `12/04/2024`, `12.04.2024`, `12-4-2024`.
fn figures(tokens: &[Token], order: Order) -> Option<(Read, usize)> {
    let (first, second) = (day_of(tokens, 0)?, day_of(tokens, 2)?);
    let sign = tokens.get(1).filter(|t| matches!(t.word.as_str(), "-" | "." | "/"))?.word.as_str();
    if !is_word(tokens, 3, &[sign]) {
        return None;
    }
    let year = western_year(tokens, 4)?;
    let open = order == Order::Open && sign != "." && first <= 12 && second <= 12 && first != second;
    let value = if second > 12 { ymd(year, first, second) } else { ymd(year, second, first) }?;
    Some((Read { value, open, weak: false }, 5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seasons_give_a_year() {
        assert_eq!(parse("Winter 2024").as_deref(), Some("2024"));
        assert_eq!(parse("automne 2023").as_deref(), Some("2023"));
    }

    #[test]
    fn reads_the_usual_forms() {
        for text in [
            "April 12, 2024",
            "APRIL 12, 2024",
            "12 April 2024",
            "Friday, Apr. 12, 2024",
            "2024-04-12",
            "Published: April 12th, 2024",
            "12. April 2024",
            "12 avril 2024",
            "12 de abril de 2024",
            "12 aprile 2024",
            "Freitag, 12.04.2024",
            "12 april 2024",
            "Ngày 12 tháng 4 năm 2024",
            "2024年4月12日",
            "２０２４年４月１２日",
            "二〇二四年四月十二日",
            "令和6年4月12日",
            "中華民國113年4月12日",
            "2024년 4월 12일",
            "2024. 4. 12.",
            "١٢ أبريل ٢٠٢٤",
            "12 نيسان/أبريل 2024",
            "12 апреля 2024 г.",
        ] {
            let found = find(&narrow(text), Order::Day);
            assert_eq!(found.first().map(|d| d.value.as_str()), Some("2024-04-12"), "{text}");
        }
        for (text, value) in [
            ("Sept. 2023", "2023-09"),
            ("2023年11月", "2023-11"),
            ("令和元年5月", "2019-05"),
            ("tháng 9/2022", "2022-09"),
        ] {
            assert_eq!(find(text, Order::Day).first().map(|d| d.value.as_str()), Some(value), "{text}");
        }
    }

    #[test]
    fn the_language_orders_figures() {
        let one = |text: &str, order| find(text, order).first().map(|d| (d.value.clone(), d.open));
        assert_eq!(one("03/04/2024", Order::Open), Some(("2024-04-03".to_owned(), true)));
        assert_eq!(one("03/04/2024", Order::Day), Some(("2024-04-03".to_owned(), false)));
        assert_eq!(one("13/04/2024", Order::Open), Some(("2024-04-13".to_owned(), false)));
        assert_eq!(one("04/13/2024", Order::Open), Some(("2024-04-13".to_owned(), false)));
    }

    #[test]
    fn refuses_the_rest() {
        for text in ["", "April", "April 31, 2024", "May we 2024", "a-b-c", "045/2024", "24/2024"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
