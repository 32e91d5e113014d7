//! Lists of people in scripts with blanks: names, parted by signs and small words, with what stands beside them.

use super::lexicon::{Words, index};
use super::name;
use super::people::{NO_NAMES, Person, is_mark};
use super::words::fold;

/// Text outside brackets, and what each pair of brackets holds with the place where it stood.
pub(super) fn brackets(text: &str) -> (String, Vec<String>) {
    let (mut depth, mut outside, mut inside) = (0_u32, String::new(), Vec::new());
    let mut current = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' | '（' | '［' | '〔' | '【' | '<' => {
                depth += 1;
                if depth == 1 {
                    outside.push(HOLE);
                    continue;
                }
            }
            ')' | ']' | '）' | '］' | '〕' | '】' | '>' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    inside.push(std::mem::take(&mut current));
                    continue;
                }
            }
            _ => {}
        }
        if depth > 0 { current.push(c) } else { outside.push(c) }
    }
    if depth > 0 {
        inside.push(current);
    }
    (outside, inside)
}

/// Where brackets stood.
pub(super) const HOLE: char = '\u{1}';

/// Small words of names with which none begins.
const WITHIN: &[&str] = &["in", "op", "of", "te", "y", "i", "e", "zu", "zum", "zur", "vom"];

/// What stands in brackets beside the rank of one who has left the service.
const RETIRED: &[&str] =
    &["ret", "ret'd", "retd", "rtd", "retired", "r", "ref", "res", "a.d", "a. d", "ris", "2s", "er"];

/// A list in a script with blanks: `A, Institute for X, and B (Y)`.
pub(super) fn spaced(list: &str, opened: bool) -> (Vec<Person>, bool) {
    // `Kicker: Opinion`: a label of the page.
    if !opened && list.contains(": ") {
        return (Vec::new(), false);
    }
    let (outside, inside) = brackets(list);
    let mut holes = inside.into_iter();
    let mut people: Vec<Person> = Vec::new();
    let mut more = false;
    let mut behind_post = false;
    for (part, joined) in cut_list(&outside) {
        let count = part.matches(HOLE).count();
        let mut asides: Vec<String> = holes.by_ref().take(count).collect();
        // `Capt. (Ret.) Ann Roe`: a word of the rank.
        asides.retain(|aside| !RETIRED.contains(&fold(aside).trim_end_matches('.')));
        let plain = part.replace(HOLE, " ");
        let plain = plain.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
        if matches!(
            fold(plain).trim_end_matches('.'),
            "et al" | "al" | "and others" | "u.a" | "y otros" | "et autres" | "e outros" | "dkk" | "и др"
        ) {
            more = true;
            continue;
        }
        let mut tokens: Vec<String> =
            plain.split_whitespace().map(|t| unmarked(t).to_owned()).filter(|t| !t.is_empty()).collect();
        if let [.., et, al] = tokens.as_slice()
            && fold(et) == "et"
            && fold(al).trim_end_matches('.') == "al"
        {
            more = true;
            tokens.truncate(tokens.len() - 2);
        }
        let refs: Vec<&str> = tokens.iter().map(String::as_str).collect();
        if refs.is_empty() {
            if let Some(last) = people.last_mut() {
                last.beside.extend(asides);
            }
            continue;
        }
        if refs.iter().all(|t| name::is_suffix(t) || name::is_degree(t) || !joined && is_lettered(t)) {
            if let Some(last) = people.last_mut() {
                last.name.extend(refs.iter().filter(|t| name::is_suffix(t)).map(|t| (*t).to_owned()));
                last.beside.extend(asides);
            }
            continue;
        }
        let core = name::core(plain);
        let core: Vec<&str> = core.iter().map(|t| unmarked(t)).filter(|t| !t.is_empty()).collect();
        // `Ann Roe Monday`: what is left of a date behind it.
        let dated = core.len() > 2
            && core.last().is_some_and(|last| last.is_ascii() && index().is(Words::Weekdays, &fold(last)));
        let core = if dated { core.get(..core.len() - 1).unwrap_or_default().to_vec() } else { core };
        let whole = core.join(" ");
        let post = index().holds(Words::Heads, &whole) || index().holds(Words::Units, &whole);
        let single = core.len() == 1 && !(opened && (people.is_empty() || joined));
        let resumes = joined || !behind_post;
        behind_post = post || behind_post && !joined;
        if !post && !single && resumes && name::is_plausible(&core) {
            let name = core.into_iter().map(str::to_owned).collect();
            people.push(Person { name, beside: asides });
        } else if let Some(last) = people
            .last_mut()
            .filter(|_| post || opened || behind_post || !resumes || plain.split_whitespace().count() <= 2)
        {
            last.beside.push(plain.to_owned());
            last.beside.extend(asides);
        } else {
            return (Vec::new(), false);
        }
    }
    let begins = |p: &Person| {
        p.name.first().is_some_and(|t| NO_NAMES.contains(&fold(t).as_str()) || !opened && WITHIN.contains(&t.as_str()))
    };
    if people.iter().any(begins) {
        return (Vec::new(), false);
    }
    (people, more)
}

/// `S.Ec.`, `M.P.A.`: letters that stand alone behind a comma are those of a degree.
fn is_lettered(token: &str) -> bool {
    let groups: Vec<&str> = token.trim_end_matches('.').split('.').collect();
    let group = |own: &&str| (1..=3).contains(&own.chars().count()) && own.starts_with(char::is_uppercase);
    token.ends_with('.') && groups.len() > 1 && groups.iter().all(group)
}

/// The parts of a list, cut at commas, semicolons, bars, and words that join, and whether such a word or
/// a semicolon stands before each.
fn cut_list(list: &str) -> Vec<(String, bool)> {
    let mut parts: Vec<(String, bool)> = vec![(String::new(), true)];
    for piece in pieces(list) {
        for token in piece.split_whitespace() {
            let folded = fold(token);
            // `Dan` is a name, `dan` joins.
            let cased = !token.starts_with(char::is_uppercase) || folded == "and" || token == token.to_uppercase();
            let joins = cased && index().is(Words::And, &folded) && !matches!(token, "E" | "Y" | "I" | "C");
            let before = parts.last().map(|(p, _)| p.split_whitespace().count()).unwrap_or_default();
            if joins {
                parts.push((String::new(), true));
                continue;
            }
            if let Some(rest) = arabic_and(token, before) {
                parts.push((rest.to_owned(), true));
                continue;
            }
            let ends = token.ends_with([',', '،']);
            if let Some((part, _)) = parts.last_mut() {
                if !part.is_empty() {
                    part.push(' ');
                }
                part.push_str(token.trim_end_matches([',', '،']));
            }
            if ends {
                parts.push((String::new(), false));
            }
        }
        parts.push((String::new(), list.contains(';')));
    }
    parts.retain(|(p, _)| !p.trim().is_empty());
    parts
}

/// What signs part; a dash between two letters is part of a name.
fn pieces(list: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut from, mut before) = (0, None);
    let mut chars = list.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let letters = [before, chars.peek().map(|(_, next)| *next)];
        let inside = matches!(c, '–' | '—') && letters.iter().all(|l| l.is_some_and(char::is_alphabetic));
        if matches!(c, '|' | '•' | '●' | '·' | ';' | '؛' | '/' | '–' | '—') && !inside {
            found.extend(list.get(from..at));
            from = at + c.len_utf8();
        }
        before = Some(c);
    }
    found.extend(list.get(from..));
    found
}

/// A word of a name without the marks of notes behind it: `Roe*`, `Roe1,3`.
fn unmarked(token: &str) -> &str {
    token.trim_end_matches(|c: char| is_mark(c) || c.is_ascii_digit() || matches!(c, ',' | ';' | ':'))
}

/// `واللواء`: the Arabic `and` is written together with the word behind it. It joins only where a whole
/// name stands before it, and an article or a title behind.
fn arabic_and(token: &str, before: usize) -> Option<&str> {
    let rest = token.strip_prefix('و')?;
    let title =
        rest.starts_with("ال") || index().is(Words::Honorifics, fold(rest).trim_end_matches('.')) || rest == "د.";
    (before >= 2 && title).then_some(rest)
}
