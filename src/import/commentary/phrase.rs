//! Phrases of the form "position at organization", one after another.

use super::lexicon::{Words, index};
use super::vocabulary::{ACADEMIC, ALONE, ENDINGS};
use super::words::{bare, fold, starts_upper};

/// What one does at an organization, without a position.
pub const DOES: &[&str] = &["teaches", "lectures", "interns", "works"];

/// What one did at one, when that is over.
pub const DID: &[&str] = &["served", "worked", "taught", "lectured", "interned"];

/// One post of a phrase.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The position as printed; none where it is that of the piece before.
    pub position: Option<String>,
    /// The organization as printed.
    pub organization: Option<String>,
    /// Called former.
    pub former: bool,
    /// Whether it wants the organization of a later piece.
    pub open: Open,
    /// Began with `a` or `an`.
    pub articled: bool,
}

/// Whether a piece wants the organization of a later one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Open {
    /// It does not.
    #[default]
    No,
    /// It may: nothing follows the position.
    Bare,
    /// It does: it ends in a preposition.
    Hanging,
}

/// The posts of a phrase such as `deputy director of and visiting professor at
/// the Center as well as senior adviser (nonresident) at Harbour Forum`.
pub fn pieces(tokens: &[&str]) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, skip) in boundaries(tokens) {
        if at < from {
            continue;
        }
        found.extend(piece(tokens.get(from..at).unwrap_or_default()));
        from = at + skip;
    }
    found.extend(piece(tokens.get(from..).unwrap_or_default()));
    found
}

/// Where one post ends and the next begins, and how many words join them.
fn boundaries(tokens: &[&str]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut depth = 0_i32;
    for (at, token) in tokens.iter().enumerate() {
        let next = |n: usize| tokens.get(at + n).copied().unwrap_or_default();
        let after = |n: usize| tokens.get(at + n..).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|b| tokens.get(b)).copied().unwrap_or_default();
        if depth > 0 {
        } else if *token == "as" && next(1) == "well" && next(2) == "as" {
            found.push((at, 3));
        } else if matches!(*token, "and" | "&") {
            let dangling = is_preposition(before);
            let behind = found.last().map_or(0, |(at, skip)| at + skip);
            let whole = tokens.get(behind..at).is_some_and(|t| {
                t.iter().any(|t| is_head(t)) || t.first().is_some_and(|t| matches!(*t, "at" | "with"))
            });
            let second = matches!(next(1), "at" | "with") || DOES.contains(&next(1)) || second_unit(tokens, at);
            let goes_on = whole && index().is_in(Words::Is, next(1), "en");
            let whole = whole || matches!(next(1), "a" | "an");
            if dangling || whole && starts_position(after(1)) || second || goes_on {
                found.push((at, 1));
            }
        } else if at > 0 && *token == "Former" || before.ends_with([',', ';']) && starts_position(after(0)) {
            found.push((at, 0));
        }
        depth += count(token, '(') - count(token, ')');
    }
    found
}

fn count(token: &str, sign: char) -> i32 {
    i32::try_from(token.matches(sign).count()).unwrap_or(0)
}

fn is_preposition(token: &str) -> bool {
    matches!(token, "of" | "at" | "for" | "in" | "with" | "to" | "on")
}

/// Whether words begin a position: one of its words comes before a preposition.
fn starts_position(tokens: &[&str]) -> bool {
    const NEAR: usize = 7;
    let former = |token: &&str| starts_upper(token) && index().is(Words::Former, &fold(token));
    let over = |at: usize, token: &str| token.ends_with([',', ';']) || tokens.get(at + 1).is_some_and(former);
    let end = (0..NEAR).find(|at| tokens.get(*at).is_some_and(|token| over(*at, token))).map_or(NEAR, |at| at + 1);
    tokens.iter().take(end).take_while(|t| !is_preposition(t)).any(|t| is_head(t))
}

fn is_unit(token: &str) -> bool {
    index().is_in(Words::Units, &fold(bare(token)), "en")
}

fn is_head(token: &str) -> bool {
    let word = fold(bare(token));
    let is = |word: &str| index().is_in(Words::Heads, word, "en");
    is(&word) || word.split('-').any(is) || word.strip_suffix('s').is_some_and(is)
}

/// `the Tide Institute and the Gull Council`: a unit on either side, and an
/// article between.
fn second_unit(tokens: &[&str], and: usize) -> bool {
    let unit = |t: &&str| is_unit(t);
    let behind = tokens.get(and + 1..).unwrap_or_default();
    let before = tokens.get(and.saturating_sub(6)..and).unwrap_or_default();
    behind.first() == Some(&"the") && behind.iter().take(6).any(unit) && before.iter().any(unit)
}

fn piece(tokens: &[&str]) -> Option<Piece> {
    let mut tokens = tokens;
    let mut piece = Piece::default();
    while let [first, rest @ ..] = tokens {
        match fold(bare(first)).as_str() {
            "a" | "an" => piece.articled = true,
            "formerly" | "previously" | "was" => piece.former = true,
            "the" | "and" | "also" | "is" | "concurrently" | "currently" | "as" | "serves" | "both" | "" => {}
            _ => break,
        }
        tokens = rest;
    }
    piece.former |= tokens.iter().any(|t| matches!(fold(t).as_str(), "former" | "ex"));
    if let [verb, ..] = tokens
        && (DOES.contains(verb) || DID.contains(verb))
    {
        piece.former |= DID.contains(verb);
        tokens = tokens.get(tokens.iter().position(|t| *t == "at")?..)?;
    }
    // `formerly of the Sea Guard`
    let of = piece.former && tokens.first() == Some(&"of");
    let only_organization = of || tokens.first().is_some_and(|t| matches!(*t, "at" | "with"));
    let held = piece.articled && split(tokens).is_some_and(|at| tokens.iter().skip(at).any(|t| is_unit(t)));
    if only_organization || !starts_position(tokens) && !held {
        let rest = if only_organization { tokens.get(1..)? } else { tokens };
        let unit = rest.iter().any(|t| is_unit(t));
        piece.organization = organization(rest).filter(|_| only_organization || unit);
        return piece.organization.is_some().then_some(piece);
    }
    let is_book = |t: &&str| matches!(fold(bare(t)).as_str(), "author" | "coauthor" | "co-author");
    let quoted = tokens.iter().take_while(|t| !t.ends_with(',')).any(|t| t.contains(['"', '“']));
    if tokens.iter().take(3).any(is_book) || quoted {
        return None;
    }
    if let Some((position_end, found)) = listed(tokens) {
        piece.position = position(tokens.get(..position_end)?);
        piece.organization = Some(found);
        return piece.position.is_some().then_some(piece);
    }
    let at = split(tokens);
    piece.position = position(tokens.get(..at.unwrap_or(tokens.len()))?);
    piece.organization = at.and_then(|at| organization(tokens.get(at + 1..)?));
    let last = tokens.last().copied().unwrap_or_default();
    let alone = tokens.iter().any(|t| ALONE.contains(&fold(bare(t)).as_str()));
    piece.open = match piece.organization {
        None if is_preposition(last) => Open::Hanging,
        None if !alone && !last.ends_with('.') => Open::Bare,
        _ => Open::No,
    };
    piece.position.is_some().then_some(piece)
}

/// `Senior Fellow, Digital Governance, Tide Centre for Ports`: where the position ends, and the part that names a
/// body, where none is named before it.
fn listed(tokens: &[&str]) -> Option<(usize, String)> {
    let ends = || tokens.iter().enumerate().filter(|(_, t)| t.ends_with(',')).map(|(at, _)| at + 1);
    let part = |start: usize| {
        let rest = tokens.get(start..).unwrap_or_default();
        rest.get(..rest.iter().position(|t| t.ends_with(',')).map_or(rest.len(), |at| at + 1)).unwrap_or_default()
    };
    let is_part = |t: &&str| index().is(Words::Parts, &fold(bare(t)));
    let start = ends().find(|start| {
        let part = part(*start);
        let named = part.iter().any(|t| is_unit(t) && !is_part(t));
        named && part.first().is_some_and(|t| starts_upper(t)) && !starts_position(part)
    })?;
    let before = tokens.get(..start)?;
    if before.iter().any(|t| matches!(*t, "at" | "with") || is_unit(t) && !is_part(t)) {
        return None;
    }
    Some((start, organization(part(start))?))
}

/// The place of the preposition between position and organization.
fn split(tokens: &[&str]) -> Option<usize> {
    let mut depth = 0_i32;
    let mut places = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if ENDINGS.contains(token) {
            break;
        }
        let behind = tokens.get(at + 1..)?;
        let inside = *token == "of" && behind.first() == Some(&"Staff");
        // Where one is says nothing of where one works.
        let where_only = *token == "in" && !behind.iter().any(|t| is_unit(t));
        if depth == 0 && at > 0 && is_preposition(token) && names(behind) && !inside && !where_only {
            places.push((at, *token));
        }
        depth += count(token, '(') - count(token, ')');
    }
    // A programme is no organization where the body that it belongs to is named behind it.
    let within = |from: usize, to: usize| {
        let between = tokens.get(from..to).unwrap_or_default();
        between.iter().rfind(|t| is_unit(t)).is_some_and(|unit| index().is(Words::Parts, &fold(bare(unit))))
    };
    let pairs = places.iter().zip(places.iter().skip(1));
    let mut outer = pairs.filter(|(_, (_, word))| matches!(*word, "at" | "with"));
    if let Some((_, (at, _))) = outer.find(|((before, _), (at, _))| within(*before, *at)) {
        return Some(*at);
    }
    let first = |of: &[&str]| places.iter().find(|(_, t)| of.contains(t)).map(|(at, _)| *at);
    let (at, of) = (first(&["at", "with"]), first(&["of"]));
    let academic = |end: usize| {
        let words = tokens.get(..end).unwrap_or_default();
        words.iter().any(|t| ACADEMIC.contains(&fold(bare(t)).as_str()))
    };
    match (at, of) {
        (Some(at), Some(of)) if of < at => {
            let between = tokens.get(of..at).unwrap_or_default();
            let unit = between.iter().any(|t| is_unit(t));
            Some(if unit && !academic(of) { of } else { at })
        }
        (Some(at), _) => Some(at),
        (None, of) => of.or_else(|| first(&["to", "for", "in", "on"])),
    }
}

/// Words without the article before them, and without what a house says of itself: `the nonprofit Tide Lab`.
fn without_article<'a>(tokens: &'a [&'a str]) -> &'a [&'a str] {
    const KINDS: &[&str] = &["nonprofit", "non-profit", "nonpartisan", "non-partisan", "independent", "private"];
    let [article, rest @ ..] = tokens else { return tokens };
    if !matches!(*article, "the" | "The") {
        return tokens;
    }
    let kinds = rest.iter().take_while(|t| KINDS.contains(&t.trim_end_matches(','))).count();
    rest.get(kinds..).unwrap_or(rest)
}

/// Whether words begin with a name, an article aside.
fn names(tokens: &[&str]) -> bool {
    let first = without_article(tokens).first().copied().unwrap_or_default();
    starts_upper(first) || first.starts_with(|c: char| c.is_ascii_digit())
}

fn position(tokens: &[&str]) -> Option<String> {
    let mut tokens = tokens;
    while let [rest @ .., last] = tokens
        && is_preposition(last)
    {
        tokens = rest;
    }
    let end = tokens.iter().position(|t| ENDINGS.contains(t)).unwrap_or(tokens.len());
    let text = tokens.get(..end)?.join(" ");
    let text = text.trim_end_matches([',', '.', ';', ':']);
    (!text.is_empty()).then(|| text.to_owned())
}

/// The organization at the start of these words: without its article, up to a
/// bracket or a comma before a small letter.
fn organization(tokens: &[&str]) -> Option<String> {
    let tokens = if tokens.first() == Some(&"the") { without_article(tokens) } else { tokens };
    let mut kept: Vec<&str> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let comma = at > 0 && kept.last().is_some_and(|k| k.ends_with([',', ';']));
        let small = token.starts_with(char::is_lowercase);
        if comma && small && *token != "and" || ENDINGS.contains(token) || at > 0 && token.starts_with('(') {
            break;
        }
        // `Gull University and convenes a club`, `Tide Lab as an analyst`
        let next = tokens.get(at + 1).copied().unwrap_or_default();
        let goes_on = *token == "and" && next.starts_with(char::is_lowercase) || *token == "as";
        if at > 0 && goes_on {
            break;
        }
        if is_place(&kept, token, tokens.get(at..).unwrap_or_default()) {
            break;
        }
        kept.push(token);
    }
    // `editor of Tides (2019)`: a book.
    let next = tokens.get(kept.len()).and_then(|token| token.strip_prefix('('));
    if next.is_some_and(|year| year.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let text = kept.join(" ");
    let text = text.trim_end_matches([',', ';', ':', '.']);
    let text = text.strip_suffix(" and").unwrap_or(text).trim_end_matches(',');
    let alone = kept.len() == 1 && index().is_in(Words::Units, &fold(bare(text)), "en");
    let named = starts_upper(text) || text.starts_with(|c: char| c.is_ascii_digit());
    (named && !alone).then(|| text.to_owned())
}

/// `Tide Institute in Gullport`, `Tide Institute, Gullport`: whether words lead from the name of a body to the place where
/// it is. `University of Sudovia, Gullport` is one name.
fn is_place(kept: &[&str], token: &str, rest: &[&str]) -> bool {
    let whole = kept.iter().any(|t| is_unit(t)) && !kept.last().is_some_and(|t| is_preposition(t));
    let comma = kept.last().is_some_and(|t| t.ends_with(','));
    let campus =
        kept.windows(2).any(|pair| fold(pair.first().unwrap_or(&"")) == "university" && pair.last() == Some(&"of"));
    let behind = rest.get(usize::from(!comma)..).unwrap_or_default();
    let end = behind.iter().position(|t| t.ends_with(',')).map_or(behind.len(), |at| at + 1);
    let names_body = behind.iter().take(end).any(|t| is_unit(t));
    let parted = matches!(token, "in" | "at") || comma && !campus && end <= 3;
    whole && parted && names(behind) && !names_body
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str) -> Vec<Piece> {
        pieces(&text.split(' ').collect::<Vec<_>>())
    }

    #[test]
    fn an_open_position() {
        let found = read("deputy director of and professor at Tide Lab.");
        assert_eq!(found.first().unwrap().open, Open::Hanging);
        assert_eq!(found.last().unwrap().organization.as_deref(), Some("Tide Lab"));
    }

    #[test]
    fn initials_and_places_of_an_organization() {
        for (text, expected) in [
            ("fellow at Gull University, San Lorenzo, where she teaches", "Gull University"),
            ("fellow at the University of Sudovia, San Lorenzo.", "University of Sudovia, San Lorenzo"),
            ("fellow at the Tide Institute in Gullport.", "Tide Institute"),
            ("fellow at the Gull Institute at Point Roe.", "Gull Institute"),
        ] {
            assert_eq!(read(text).first().unwrap().organization.as_deref(), Some(expected));
        }
    }

    #[test]
    fn nothing_from_nothing() {
        assert!(read("").is_empty());
        assert!(read("and , ( as well as").is_empty());
        assert!(read("in the harbour with a boat").is_empty());
    }
}
