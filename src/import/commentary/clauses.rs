//! Posts in languages whose words blanks part, by the lexicon: a position, and behind it, after a preposition or
//! by itself, an organization.

use super::lexicon::{Set, Words, index};
use super::reading::Affiliation;
use super::words::{bare, fold, starts_upper};

/// How many words may stand before the one that a position is known by.
const LEAD: usize = 4;
const LONGEST_POSITION: usize = 14;

/// A word, and where it stands in its clause.
#[derive(Debug, Clone)]
struct Word<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    folded: String,
}

/// The posts that a sentence names, its subject left out. Each is made of words that stand there together.
pub fn posts(text: &str, tag: &str) -> Vec<Affiliation> {
    let mut found: Vec<Affiliation> = Vec::new();
    let mut open = false;
    for clause in clauses(text, tag) {
        let words = words_of(clause, tag);
        match read(clause, &words, tag) {
            Some(Read::Post(post)) => {
                open = post.organization.is_none();
                found.push(post);
            }
            Some(Read::Organization(name)) if open => {
                if let Some(last) = found.last_mut() {
                    last.organization = Some(name);
                }
                open = false;
            }
            _ => open = false,
        }
    }
    found
}

enum Read {
    Post(Affiliation),
    /// A name alone: that of the organization of the post before.
    Organization(String),
}

fn read(clause: &str, words: &[Word], tag: &str) -> Option<Read> {
    let verb_or_small = |w: &Word| {
        let verb = is_verb(w, tag) && !index().is(Words::Heads, &w.folded);
        let filler = !index().is_in(Words::At, &w.folded, tag) && index().is_stop(&w.folded, tag);
        (verb, verb || filler || index().is_in(Words::Former, &w.folded, tag) || w.folded.is_empty())
    };
    let skipped = words.iter().take_while(|w| !starts_upper(w.text) && verb_or_small(w).1).count();
    let verb = words.iter().take(skipped).any(|w| verb_or_small(w).0);
    let rest = words.get(skipped..)?;
    if skipped == 0 && names_body(rest, tag) == Some(0) {
        return slice(clause, rest, tag).map(Read::Organization);
    }
    // What stands in quotation marks or brackets is a title.
    let quoted = rest.iter().position(|w| w.text.starts_with(['«', '“', '„', '"', '('])).unwrap_or(rest.len());
    let plain = quoted.min(LEAD + 1);
    let head = (0..plain).find_map(|at| Some((at, run(Words::Heads, rest, at, tag)?)));
    let Some((at, long)) = head else {
        let (_, from) = body(rest.get(..quoted)?, 0, tag).filter(|_| verb)?;
        let organization = slice(clause, rest.get(from..)?, tag);
        return Some(Read::Post(affiliation(clause, None, organization, false)));
    };
    let former = |words: &[Word]| words.iter().any(|w| index().is_in(Words::Former, &w.folded, tag));
    let place = body(rest, at + long, tag);
    let end = place.map_or(rest.len(), |(end, _)| end);
    let past = former(words.get(..skipped + end)?);
    let mut position = rest.get(..end)?;
    let is_edge = |w: &Word| is_link(w, tag) || index().is_in(Words::Former, &w.folded, tag);
    while let [kept @ .., last] = position
        && is_edge(last)
    {
        position = kept;
    }
    if position.len() > LONGEST_POSITION {
        return None;
    }
    let organization = place.and_then(|(_, from)| slice(clause, rest.get(from..)?, tag));
    Some(Read::Post(affiliation(clause, span(clause, position), organization, past)))
}

fn affiliation(clause: &str, position: Option<String>, organization: Option<String>, former: bool) -> Affiliation {
    Affiliation { nonresident: super::posts::is_nonresident(clause), former, position, organization }
}

/// Where the position ends and where the organization begins. A programme or a team is no organization where the
/// body that it belongs to is named behind it.
fn body(words: &[Word], from: usize, tag: &str) -> Option<(usize, usize)> {
    let mut part = None;
    let mut at = from;
    while at < words.len() {
        let word = words.get(at)?;
        let linked = index().is_in(Words::At, &word.folded, tag);
        let mut next = at;
        while linked && words.get(next).is_some_and(|w| is_link(w, tag)) {
            next += 1;
        }
        let known = words.get(next..).and_then(|words| names_body(words, tag));
        let found = match known {
            Some(unit) => Some(words.get(next + unit).is_some_and(|w| index().ends_compound(Words::Parts, &w.folded))),
            None if linked && names_itself(words.get(next)?, word, tag) => Some(false),
            None => None,
        };
        match found {
            Some(false) => return Some((at, next)),
            Some(true) if part.is_none() => part = Some((at, next)),
            _ => {}
        }
        at = next.max(at + 1);
    }
    part
}

/// Whether a word is a verb of biographies. `e` is none, though `è` and `é` are.
fn is_verb(word: &Word, tag: &str) -> bool {
    index().is_in(Words::Is, &word.folded, tag) && word.text != "e"
}

/// A preposition or an article between a position and a name.
fn is_link(word: &Word, tag: &str) -> bool {
    !starts_upper(word.text)
        && (word.text.ends_with(['\'', '’'])
            || index().is_in(Words::At, &word.folded, tag)
            || index().is_stop(&word.folded, tag))
}

/// Whether words begin with the name of a body: how many of them stand before what bodies are called.
fn names_body(words: &[Word], tag: &str) -> Option<usize> {
    let first = words.first()?;
    let cased = first.text.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    if cased && !starts_upper(first.text) {
        // `université de Haute-Marée`: what it is, written small, and its name.
        let small = run(Words::Units, words, 0, tag).is_some() && !index().ends_compound(Words::Parts, &first.folded);
        let named = words.iter().skip(1).take(3).any(|w| starts_upper(w.text));
        return (small && named).then_some(0);
    }
    let near = words.iter().take(4).enumerate();
    let near = near.take_while(|(at, w)| {
        *at == 0 || !index().is_in(Words::At, &w.folded, tag) && (!cased || starts_upper(w.text) || tag == "sv")
    });
    let (near, _): (Vec<usize>, Vec<&Word>) = near.unzip();
    near.into_iter().find(|at| {
        let unit = run(Words::Units, words, *at, tag).is_some();
        unit && (cased || *at == 0)
    })
}

/// Whether a word behind a preposition is a name though no word for a body is in it: an acronym; or any name behind
/// a preposition that persons stand by.
fn names_itself(word: &Word, link: &Word, tag: &str) -> bool {
    let letters = || word.text.chars().filter(|c| c.is_alphabetic());
    let acronym = letters().filter(|c| c.is_uppercase()).count() >= 2 && !letters().skip(1).any(char::is_lowercase);
    acronym || starts_upper(word.text) && index().is_in(Words::Beside, &link.folded, tag)
}

/// How many words, from a place on, are one of these, as one word or several.
fn run(kind: Words, words: &[Word], at: usize, tag: &str) -> Option<usize> {
    let own = words.get(at)?;
    let joined = |count: usize| {
        let words = words.get(at..at + count)?;
        Some(words.iter().map(|w| w.folded.as_str()).collect::<Vec<_>>().join(" "))
    };
    let long = (2..=4).rev().find(|count| joined(*count).is_some_and(|text| index().is_in(kind, &text, tag)));
    long.or_else(|| (index().is_in(kind, &own.folded, tag) || is_compound(kind, &own.folded, tag)).then_some(1))
}

/// `Gastwissenschaftlerin`, `co-directeur`: a word that ends in one of these.
fn is_compound(kind: Words, folded: &str, tag: &str) -> bool {
    let hyphened = folded.split('-').any(|part| part.len() > 3 && index().is_in(kind, part, tag));
    hyphened || matches!(tag, "de" | "nl" | "sv") && index().ends_compound(kind, folded)
}

/// The name at the start of these words, up to where something else is told.
fn slice(clause: &str, words: &[Word], tag: &str) -> Option<String> {
    // `Institut für Tidekunde in Norden`: where it is.
    let is_of_place = |w: &Word| tag == "de" && w.text == "in" && run(Words::Units, words, 0, tag).is_some();
    let over = |w: &Word| {
        index().is_in(Words::Over, &w.folded, tag)
            || w.text.starts_with(['(', '–', '—'])
            || !starts_upper(w.text) && is_verb(w, tag)
            || is_of_place(w)
    };
    // A full stop inside ends a sentence that was not cut there.
    let stop = words.iter().position(|w| w.text.ends_with('.') && w.folded.chars().count() > 4);
    let words = words.get(..stop.map_or(words.len(), |at| at + 1))?;
    let goes_on = |at: usize| {
        let next = words.get(at + 1).filter(|next| !starts_upper(next.text) && !is_link(next, tag));
        let told = next.is_some_and(|next| {
            let rest = clause.get(next.start..).unwrap_or_default();
            index().is_in(Words::Heads, &next.folded, tag) || index().label(Set::Books, rest).is_some()
        });
        told && words.get(at).is_some_and(|w| index().is_in(Words::And, &w.folded, tag))
    };
    let end = (1..words.len()).find(|at| words.get(*at).is_some_and(over) || goes_on(*at)).unwrap_or(words.len());
    let mut words = words.get(..end)?;
    while let [kept @ .., last] = words
        && !starts_upper(last.text)
        && (index().is_in(Words::And, &last.folded, tag) || is_link(last, tag))
    {
        words = kept;
    }
    // `the Centre` was named before.
    let alone = run(Words::Units, words, 0, tag) == Some(words.len());
    span(clause, words).filter(|_| !alone)
}

/// What these words are in the clause, without the signs around them.
fn span(clause: &str, words: &[Word]) -> Option<String> {
    let (first, last) = (words.first()?, words.last()?);
    let found = clause.get(first.start..last.end)?;
    let found = found.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '،' | '–' | '|'));
    let open = found.matches('(').count() < found.matches(')').count();
    let found = if open { found.trim_end_matches(')') } else { found };
    (!found.is_empty()).then(|| found.to_owned())
}

/// The words of a clause; `dell'Istituto` is two, and so are Arabic words to which a particle clings.
fn words_of<'a>(text: &'a str, tag: &str) -> Vec<Word<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    for token in text.split_whitespace() {
        let start = at + text.get(at..).and_then(|rest| rest.find(token)).unwrap_or(0);
        at = start + token.len();
        let cut = start + elided(token).or_else(|| clinging(token, tag)).unwrap_or(0);
        for (from, to) in [(start, cut), (cut, at)] {
            if let Some(word) = text.get(from..to).filter(|word| !word.is_empty()) {
                let folded = fold(word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\''));
                let folded = if word.ends_with(['\'', '’']) { folded } else { fold(bare(word)) };
                found.push(Word { text: word, start: from, end: to, folded });
            }
        }
    }
    found
}

fn elided(token: &str) -> Option<usize> {
    let (at, sign) = token.char_indices().find(|(_, c)| matches!(c, '\'' | '’'))?;
    let cut = at + sign.len_utf8();
    let behind = token.get(cut..)?.trim_start_matches(['«', '“', '"']);
    ((1..=5).contains(&at) && token.starts_with(char::is_lowercase) && behind.starts_with(char::is_alphabetic))
        .then_some(cut)
}

/// The conjunction or the preposition that an Arabic word begins with.
fn clinging(token: &str, tag: &str) -> Option<usize> {
    let first = token.chars().next().filter(|c| tag == "ar" && matches!(c, 'و' | 'ل'))?;
    let rest = fold(bare(token.get(first.len_utf8()..)?));
    (index().is(Words::Heads, &rest) || index().is(Words::Units, &rest)).then_some(first.len_utf8())
}

/// The clauses of a text: between commas and the like, and at words for "and" before a position or a verb.
fn clauses<'a>(text: &'a str, tag: &str) -> Vec<&'a str> {
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let mut depth = 0_i32;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '«' | '“' | '„' => depth += 1,
            ')' | '»' | '”' => depth = (depth - 1).max(0),
            ',' | ';' | '\n' | '،' | '؛' | '|' if depth == 0 => cuts.push((at, at + c.len_utf8())),
            _ => {}
        }
    }
    let words = words_of(text, tag);
    for (at, word) in words.iter().enumerate().filter(|(_, w)| index().is_in(Words::And, &w.folded, tag)) {
        let near = words.get(at + 1..).unwrap_or_default();
        let verb = near.first().is_some_and(|w| is_verb(w, tag));
        let before = near.iter().take(3).take_while(|w| !index().is_in(Words::At, &w.folded, tag)).count();
        if verb || (0..before).any(|at| run(Words::Heads, near, at, tag).is_some()) {
            cuts.push((word.start, word.end));
        }
    }
    cuts.sort_unstable();
    let mut found = Vec::new();
    let mut from = 0;
    for (start, end) in cuts {
        found.extend(text.get(from..start));
        from = from.max(end);
    }
    found.extend(text.get(from..));
    found.into_iter().map(str::trim).filter(|clause| !clause.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, tag: &str) -> Vec<(String, String)> {
        let posts = posts(text, tag).into_iter();
        posts.map(|p| (p.position.unwrap_or_default(), p.organization.unwrap_or_default())).collect()
    }

    fn pair(position: &str, organization: &str) -> (String, String) {
        (position.to_owned(), organization.to_owned())
    }

    #[test]
    fn posts_in_several_languages() {
        for (tag, text, expected) in [
            (
                "fr",
                "est directrice de recherche à l’Institut Marée et enseigne à l'Université des Dunes.",
                vec![pair("directrice de recherche", "Institut Marée"), pair("", "Université des Dunes")],
            ),
            (
                "de",
                "ist Programmleiterin Hafen der Nordener Gesellschaft für Seewege.",
                vec![pair("Programmleiterin Hafen", "Nordener Gesellschaft für Seewege")],
            ),
            (
                "de",
                "ist Leiterin der Forschungsgruppe Watt am Institut für Tidekunde.",
                vec![pair("Leiterin der Forschungsgruppe Watt", "Institut für Tidekunde")],
            ),
            (
                "nl",
                "is research fellow bij Getij en was eerder adviseur van de Raad voor de Haven.",
                vec![pair("research fellow", "Getij"), pair("adviseur", "Raad voor de Haven")],
            ),
            (
                "it",
                "è ricercatrice presso l’IMB e dottoranda alla Scuola del Lago.",
                vec![pair("ricercatrice", "IMB"), pair("dottoranda", "Scuola del Lago")],
            ),
            (
                "vi",
                "là nghiên cứu viên cao cấp tại Trung tâm Thủy triều.",
                vec![pair("nghiên cứu viên cao cấp", "Trung tâm Thủy triều")],
            ),
            (
                "id",
                "adalah peneliti dan kini mengajar sejarah di Institut Pasang.",
                vec![pair("peneliti", ""), pair("", "Institut Pasang")],
            ),
            (
                "ar",
                "باحثة أولى في مركز المد، وأستاذة في جامعة الساحل.",
                vec![pair("باحثة أولى", "مركز المد"), pair("أستاذة", "جامعة الساحل")],
            ),
        ] {
            assert_eq!(read(text, tag), expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_invented() {
        for (tag, text) in [
            ("fr", "a publié « Le Directeur de l’Institut » (Éditions du Gué, 2021)."),
            ("de", "lebt in Norden und schreibt über Häfen."),
            ("es", "vive en la costa desde 2001."),
        ] {
            assert_eq!(read(text, tag), [], "{text}");
        }
    }

    #[test]
    fn former_posts() {
        let posts = posts("est ancienne conseillère du Conseil des Ports.", "fr");
        assert!(posts.iter().all(|post| post.former) && posts.len() == 1, "{posts:?}");
    }
}
