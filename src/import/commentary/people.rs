//! The people a byline names, in any script.

use super::contact::redact;
use super::east::east;
use super::lexicon::{Set, Words, index};
use super::name;
use super::reading::ContributorRole;
use super::words::{fold, is_unspaced};

/// One person as printed in a byline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The words of the name.
    pub name: Vec<String>,
    /// What stands beside it: posts, organizations.
    pub beside: Vec<String>,
}

/// A byline understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// Whether a word such as `By` opens it.
    pub opened: bool,
    /// What the people did.
    pub role: ContributorRole,
    /// The people, in order.
    pub people: Vec<Person>,
    /// Whether it says that there are more (`et al.`).
    pub more: bool,
    /// Whether the opener is the language's short one, which opens other lines too.
    pub weak: bool,
    /// Whether titles or marks of footnotes stand on the names.
    pub honored: bool,
    /// Whether something stands beside the names that is neither name nor post: a place, perhaps.
    pub loose: bool,
}

/// Openers that are ordinary words as well.
const WEAK: &[&str] = &[
    "by",
    "par",
    "von",
    "por",
    "di",
    "door",
    "oleh",
    "author",
    "auteur",
    "autor",
    "autora",
    "autores",
    "auteurs",
    "autore",
    "autrice",
    "about",
    "글",
    "작성",
    "저자",
    "필자",
    "作者",
    "筆者",
    "文:",
    "مقال",
    "كتب",
    "كتبت",
    "الكاتب",
    "автор",
    "авторы",
    "мнение",
    "статья",
    "колонка",
    "por la",
    "penulis",
    "tac gia",
    "escribe",
    "autores",
    "執筆",
    "著者",
    "寄稿",
    "原创",
    "原創",
    "إعداد",
    "text:",
    "autorin",
    "autoren",
];

/// The opening words of a byline: what they say of the people, and the rest.
pub fn opening(text: &str) -> Option<(ContributorRole, &str, bool)> {
    let roles = [
        (Set::Translated, ContributorRole::Translator),
        (Set::Edited, ContributorRole::Editor),
        (Set::By, ContributorRole::Author),
    ];
    let found = roles.into_iter().filter_map(|(set, role)| {
        let (rest, _) = index().label(set, text)?;
        (!rest.trim().is_empty()).then_some((role, rest))
    });
    let (role, rest) = found.min_by_key(|(_, rest)| rest.len())?;
    let opener = fold(text.get(..text.len() - rest.len()).unwrap_or_default());
    let opener = opener.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '*' | '-' | '—' | '['));
    let parted = opener.ends_with([':', '/']);
    let weak = !parted && WEAK.contains(&opener.trim_end_matches(['.', ' ']));
    Some((role, rest, weak))
}

/// The people of a byline, where it is one by its form.
pub fn parse(line: &str) -> Option<Parsed> {
    let redacted = redact(line).text;
    if redacted.trim_end().ends_with([':', '：']) {
        // `E-mail:` before what was taken out.
        return None;
    }
    let text = redacted
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '–' | '—' | '-' | '|' | '•' | '▪' | '■' | ',' | '/'));
    let (role, rest, opened, weak) = match opening(text) {
        Some((role, rest, weak)) => (role, rest, true, weak),
        None => (ContributorRole::Author, text, false, false),
    };
    let (people, more) = match rest.chars().any(is_unspaced) {
        true => (east(rest, opened), false),
        false => spaced(rest, opened),
    };
    let loose = people
        .iter()
        .flat_map(|p| &p.beside)
        .any(|b| !index().holds(Words::Heads, b) && !index().holds(Words::Units, b) && !b.contains(is_unspaced));
    let numbered = rest.trim_end().strip_suffix(|c: char| c.is_ascii_digit());
    let marked = rest.trim_end().ends_with(['*', '†', '‡', '¹', '²', '∗'])
        || numbered.is_some_and(|name| name.ends_with(char::is_alphabetic));
    let titled = rest.split_whitespace().next().is_some_and(|t| {
        name::is_honorific(t) && t.ends_with('.') || index().is(Words::Honorifics, &fold(t)) && t.len() > 4
    });
    let honored = marked
        || titled
        || rest.chars().any(is_unspaced) && index().ends_with(Words::Honorifics, &fold(rest)).is_some();
    (!people.is_empty()).then_some(Parsed { opened, role, people, more, weak, honored, loose })
}

/// Whether a text is nothing but one or more full names.
pub fn is_names(text: &str) -> bool {
    if text.chars().any(is_unspaced) || text.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    let (people, _) = spaced(text, false);
    !people.is_empty() && people.iter().all(|p| p.name.len() > 1)
}

/// Marks of footnotes on a name.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¹' | '²' | '³' | '⁴' | '∗' | '#' | '＊' | '※')
}

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

/// A list in a script with blanks: `A, Institute for X, and B (Y)`.
fn spaced(list: &str, opened: bool) -> (Vec<Person>, bool) {
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
        asides
            .retain(|aside| !matches!(fold(aside).trim_end_matches('.'), "ret" | "ret'd" | "ret’d" | "retired" | "r"));
        let plain = part.replace(HOLE, " ");
        let plain = plain.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
        if matches!(
            fold(plain).trim_end_matches('.'),
            "et al" | "and others" | "u.a" | "y otros" | "et autres" | "e outros" | "dkk" | "и др"
        ) {
            more = true;
            continue;
        }
        let mut tokens: Vec<String> = plain
            .split_whitespace()
            .map(|t| {
                t.trim_end_matches(|c: char| is_mark(c) || matches!(c, ',' | ';' | ':' | '¹'))
                    .trim_end_matches(|c: char| c.is_ascii_digit())
                    .to_owned()
            })
            .filter(|t| !t.is_empty())
            .collect();
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
        if refs.iter().all(|t| name::is_suffix(t) || name::is_degree(t)) {
            if let Some(last) = people.last_mut() {
                last.name.extend(refs.iter().filter(|t| name::is_suffix(t)).map(|t| (*t).to_owned()));
                last.beside.extend(asides);
            }
            continue;
        }
        let core = name::core(plain);
        let core: Vec<&str> = core
            .iter()
            .map(|t| {
                t.trim_end_matches(|c: char| is_mark(c) || matches!(c, ',' | ';' | ':'))
                    .trim_end_matches(|c: char| c.is_ascii_digit())
            })
            .filter(|t| !t.is_empty())
            .collect();
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
    if people.iter().any(|p| p.name.first().is_some_and(|t| NO_NAMES.contains(&fold(t).as_str()))) {
        return (Vec::new(), false);
    }
    (people, more)
}

/// Words with which no name begins.
pub const NO_NAMES: &[&str] = &[
    "the",
    "das",
    "die",
    "les",
    "los",
    "las",
    "het",
    "this",
    "our",
    "these",
    "what",
    "why",
    "how",
    "who",
    "when",
    "where",
    "redaksi",
    "redaktion",
    "redaccion",
    "redaction",
    "redazione",
    "redactie",
    "редакция",
    "an",
    "its",
    "their",
    "une",
    "una",
    "eine",
    "ein",
    "gli",
    "en",
    "um",
    "uma",
    "is",
    "we",
];

/// The parts of a list, cut at commas, semicolons, bars, and words that join, and whether such a word or
/// a semicolon stands before each.
fn cut_list(list: &str) -> Vec<(String, bool)> {
    let mut parts: Vec<(String, bool)> = vec![(String::new(), true)];
    let cut = |c: char| matches!(c, '|' | '•' | '·' | ';' | '؛' | '/' | '–' | '—');
    for piece in list.split(cut) {
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

/// `واللواء`: the Arabic `and` is written together with the word behind it. It joins only where a whole
/// name stands before it, and an article or a title behind.
fn arabic_and(token: &str, before: usize) -> Option<&str> {
    let rest = token.strip_prefix('و')?;
    let title =
        rest.starts_with("ال") || index().is(Words::Honorifics, fold(rest).trim_end_matches('.')) || rest == "د.";
    (before >= 2 && title).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        parse(line).map(|p| p.people.iter().map(|p| p.name.join(" ")).collect()).unwrap_or_default()
    }

    #[test]
    fn lists_of_names() {
        for (line, expected) in [
            ("BY ANN ROE AND JAN VAN DER DOE", vec!["ANN ROE", "JAN VAN DER DOE"]),
            ("By A. Roe, B. Doe & C. Poe", vec!["A. Roe", "B. Doe", "C. Poe"]),
            ("By Ann Roe with B. Doe, Jr.", vec!["Ann Roe", "B. Doe Jr."]),
            ("Dr Ann Roe and Capt. (Ret.) Jan Dan Doe", vec!["Ann Roe", "Jan Dan Doe"]),
            ("By U Roe, Ann Doe and Poe*", vec!["U Roe", "Ann Doe", "Poe"]),
            ("Ann Roe • Bo Doe • Jan “Jo” Poe", vec!["Ann Roe", "Bo Doe", "Jan “Jo” Poe"]),
            ("Dr. Ann Roe, PhD* (Tide Lab)", vec!["Ann Roe"]),
            ("Jane Roe, Institute for Tides", vec!["Jane Roe"]),
            ("Par Anne de la Roë et Jean Doé", vec!["Anne de la Roë", "Jean Doé"]),
            ("作者：王伟（研究员）", vec!["王伟"]),
            ("（海峡政策研究所主任研究員）佐竹健二", vec!["佐竹健二"]),
            ("글: 김민준 (한들연구소 선임연구위원)", vec!["김민준"]),
            ("安全保障戦略研究室　主任研究官　鵜殿　慧一郎", vec!["鵜殿 慧一郎"]),
            ("文／獨孤慕晴　展遠政策基金會助理研究員", vec!["獨孤慕晴"]),
            ("撰文：歐陽澍霖、Fiona 鍾離", vec!["歐陽澍霖", "Fiona 鍾離"]),
            ("독고해솔 / 여울목외교포럼 대표", vec!["독고해솔"]),
            ("倉科　弥生子　（大学講師）", vec!["倉科 弥生子"]),
            (
                "بقلم: د. وجدان بنت سالم الغافري واللواء (م) عاكف الدرمكاني",
                vec!["وجدان بنت سالم الغافري", "عاكف الدرمكاني"],
            ),
            ("TS. Khuất Duy Thạc*, ThS. Lò Thị Ánh Sao**", vec!["Khuất Duy Thạc", "Lò Thị Ánh Sao"]),
            ("Автор: Мария Ветрова, старший научный сотрудник", vec!["Мария Ветрова"]),
        ] {
            assert_eq!(names(line), expected, "{line}");
        }
        for line in ["the way, we sail", "はじめに、これは", "The harbour is late."] {
            assert_eq!(names(line), Vec::<String>::new(), "{line}");
        }
    }
}
