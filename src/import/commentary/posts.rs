//! The posts a biography names: positions, and the organizations they are at.

use super::lexicon::{Set, Words, index};
use super::name::leads_with;
use super::phrase::{self, Open, Piece};
use super::reading::{Affiliation, Biography, Contributor};
use super::subject::predicate;
use super::words::{bare, fold, is_unspaced, sentences};
use super::{biography, clauses, language};
use crate::import::report::{Certainty, Finding};

/// The posts of a biography, in order, as printed; `tag` is the language of the text that it belongs to.
pub fn recognise(text: &str, name: &[&str], tag: &str) -> Vec<Affiliation> {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).take(SAMPLE).collect();
    if letters.iter().filter(|c| is_unspaced(**c)).count() * 2 > letters.len() {
        return unspaced(text, name);
    }
    let tag = language::detect(std::iter::once(text)).unwrap_or(tag);
    let mut posts = Vec::new();
    for sentence in sentences(text).into_iter().flat_map(|sentence| sentence.split("; ")) {
        let sentence = sentence.trim_start_matches(biography::is_opening);
        if tag != "en" {
            posts.extend(clauses::posts(behind_name(sentence, name), tag));
            continue;
        }
        if let Some((predicate, former)) = predicate(sentence, name) {
            let tokens: Vec<&str> = predicate.split_whitespace().collect();
            posts.extend(share(phrase::pieces(&tokens), former));
        }
    }
    posts
}

/// How many letters tell whether blanks part the words.
const SAMPLE: usize = 40;

/// Posts in a text without blanks, behind the name and its reading.
fn unspaced(text: &str, name: &[&str]) -> Vec<Affiliation> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let behind = behind_name(text, name).trim_start_matches(|c: char| !c.is_alphanumeric());
    eastern(behind.trim_start_matches(['は', '은', '는', '氏']))
}

/// A sentence behind the name that it begins with, and what stands in brackets behind that.
fn behind_name<'a>(sentence: &'a str, name: &[&str]) -> &'a str {
    let labelled = || index().label(Set::About, sentence).map_or(sentence, |(rest, _)| rest);
    let rest = leads_with(sentence, name).and_then(|at| sentence.get(at..)).unwrap_or_else(labelled).trim_start();
    let aside = rest.strip_prefix(['(', '（']).and_then(|aside| aside.split_once([')', '）']));
    match aside {
        Some((inside, _)) if index().holds(Words::Heads, inside) || index().holds(Words::Units, inside) => rest,
        Some((_, behind)) => behind.trim_start(),
        None => rest.trim_start_matches([',', ':', '–', '—', ' ', '،']),
    }
}

/// The posts that the byline itself names, for those whose biography names none: a biography is made of
/// them.
pub fn beside(biographies: &mut Vec<Finding<Biography>>, people: &[Contributor], beside: &[Vec<String>], tag: &str) {
    for (at, texts) in (0_u32..).zip(beside) {
        let found = joined(texts.iter().flat_map(|text| printed(text, tag)).collect());
        if found.is_empty() || usize::try_from(at).ok().and_then(|at| people.get(at)).is_none() {
            continue;
        }
        match biographies.iter_mut().find(|b| b.value.contributor == at) {
            Some(own) if own.value.affiliations.is_empty() => own.value.affiliations = found,
            Some(_) => {}
            None => {
                let verbatim = texts.join("; ");
                let value = Biography {
                    contributor: at,
                    text: verbatim.clone(),
                    verbatim,
                    emails: Vec::new(),
                    affiliations: found,
                    books: Vec::new(),
                };
                biographies.push(Finding { value, lines: (0, 0), source: "byline", certainty: Certainty::Likely });
            }
        }
    }
    biographies.sort_by_key(|b| b.value.contributor);
}

/// `Research Fellow, Port Security` above `Tide Institute`: what no word for a body is in is the field of a post whose
/// body the next line names.
fn joined(posts: Vec<Affiliation>) -> Vec<Affiliation> {
    let named = |post: &Affiliation| post.organization.as_ref().is_some_and(|own| index().holds(Words::Units, own));
    let mut found: Vec<Affiliation> = Vec::new();
    for post in posts {
        match found.last_mut().filter(|last| last.position.is_some() && post.position.is_none() && !named(last)) {
            Some(last) if named(&post) => {
                let field = last.organization.take().map(|field| format!(", {field}")).unwrap_or_default();
                last.position = last.position.take().map(|position| position + &field);
                last.organization = post.organization;
            }
            _ => found.push(post),
        }
    }
    found
}

/// A post as printed beside a name: `senior fellow, Tide Lab`, `海峡政策研究所主任研究員`.
fn printed(text: &str, tag: &str) -> Vec<Affiliation> {
    let text = text.trim();
    if text.chars().any(is_unspaced) {
        return eastern(text);
    }
    if tag != "en" {
        let found = clauses::posts(text, tag);
        if !found.is_empty() {
            return found;
        }
    }
    let heads = index().holds(Words::Heads, text);
    if let Some((position, organization)) = text.split_once([',', '،', '–', '—'])
        && index().holds(Words::Heads, position)
    {
        return vec![post(Some(position.trim()), body_of(organization))];
    }
    if heads {
        let tokens: Vec<&str> = text.split_whitespace().collect();
        let found = share(phrase::pieces(&tokens), false);
        return if found.is_empty() { vec![post(Some(text), None)] } else { found };
    }
    match index().holds(Words::Units, text) {
        true => vec![post(None, Some(text))],
        false => Vec::new(),
    }
}

/// The body in what stands behind a position, part by part: `Port Team, Tide Institute (TI)` is at the Tide Institute.
/// A part that names none, as where the body is, is left out.
fn body_of(text: &str) -> Option<&str> {
    let text = text.split_once(" (").map_or(text, |(before, _)| before).trim();
    let whole = |part: &str| {
        let words = part.split_whitespace().map(|word| fold(bare(word)));
        words.into_iter().any(|word| index().is(Words::Units, &word) && !index().is(Words::Parts, &word))
    };
    let parts = || text.split(", ").map(str::trim).filter(|part| !part.is_empty());
    parts().find(|part| whole(part)).or_else(|| parts().next())
}

fn post(position: Option<&str>, organization: Option<&str>) -> Affiliation {
    let former = position.is_some_and(|p| {
        p.split_whitespace().any(|w| index().is(Words::Former, &fold(w))) || index().starts_with(Words::Former, p)
    });
    Affiliation {
        nonresident: position.is_some_and(is_nonresident),
        former,
        position: position.map(str::to_owned),
        organization: organization.map(str::to_owned),
    }
}

/// Posts in a text without blanks: the organization ends with a word for one, the position follows.
pub fn eastern(text: &str) -> Vec<Affiliation> {
    let mut found: Vec<Affiliation> = Vec::new();
    for part in text.split(is_break) {
        let part = part.trim();
        let folded = fold(part);
        if part.is_empty() || index().ends_with(Words::Heads, &folded).is_none() && !index().holds(Words::Heads, part) {
            continue;
        }
        let part = ["现任", "現任", "曾任", "为", "為", "是", "系", "係", "任"]
            .iter()
            .find_map(|v| part.strip_prefix(v))
            .unwrap_or(part);
        let cut = match part.rsplit_once(' ') {
            Some((before, _)) if index().ends_with(Words::Units, &fold(before)).is_some() => Some(before.len()),
            _ => index().first_end(Words::Units, part),
        };
        let (organization, position) = match cut.filter(|at| *at < part.len()) {
            Some(at) => (part.get(..at), part.get(at..)),
            None => (None, Some(part)),
        };
        let position = position.map(|p| p.trim().trim_start_matches('の'));
        if position.is_some_and(|p| p.chars().count() == 1) && index().ends_with(Words::Units, part).is_some() {
            // `研究基金會` is a body as a whole.
            continue;
        }
        let organization = organization.map(str::trim);
        let before = found.last().and_then(|p| p.organization.clone());
        let organization = organization.map(str::to_owned).or(before);
        found.push(post(position.filter(|p| !p.is_empty()), organization.as_deref()));
    }
    found
}

/// What stands between posts in a text without blanks.
fn is_break(c: char) -> bool {
    const BREAKS: &[char] =
        &['、', '，', ',', '；', ';', '。', '|', '｜', '·', '・', '/', '／', '(', ')', '（', '）', '：', ':', '\n'];
    BREAKS.contains(&c)
}

/// Gives positions that wait for an organization that of a later one:
/// `deputy director of and visiting professor at the Center`.
fn share(pieces: Vec<Piece>, former: bool) -> Vec<Affiliation> {
    let mut posts: Vec<Affiliation> = Vec::new();
    let mut waiting: Vec<(usize, Open)> = Vec::new();
    for piece in pieces {
        let position = piece.position.or_else(|| posts.last()?.position.clone());
        let organization = piece.organization;
        if organization.is_some() {
            let fits = |(_, open): &(usize, Open)| *open == Open::Hanging || !piece.articled;
            for (at, _) in waiting.drain(..).filter(fits) {
                if let Some(post) = posts.get_mut(at) {
                    post.organization = organization.clone();
                }
            }
        } else if piece.open != Open::No {
            waiting.push((posts.len(), piece.open));
        }
        posts.push(Affiliation {
            nonresident: position.iter().chain(&organization).any(|t| is_nonresident(t)),
            former: former || piece.former,
            position,
            organization,
        });
    }
    posts
}

/// Whether a post is called one of someone who is not there.
pub fn is_nonresident(text: &str) -> bool {
    let folded = fold(text);
    folded.contains("nonresident") || folded.contains("non-resident")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let posts = recognise(text, &["Ann", "Roe"], "en").into_iter();
        posts.map(|p| (p.position.unwrap_or_default(), p.organization.unwrap_or_default())).collect()
    }

    fn pair(position: &str, organization: &str) -> (String, String) {
        (position.to_owned(), organization.to_owned())
    }

    #[test]
    fn two_posts_at_one_place_and_one_elsewhere() {
        let text = "Ann Roe is deputy director of and visiting professor at the Center for Tide-Making at Gull University as well as senior adviser (nonresident) at Harbour Forum.";
        let center = "Center for Tide-Making at Gull University";
        assert_eq!(
            read(text),
            [
                pair("deputy director", center),
                pair("visiting professor", center),
                pair("senior adviser (nonresident)", "Harbour Forum")
            ]
        );
        let flags: Vec<bool> = recognise(text, &["Ann", "Roe"], "en").iter().map(|p| p.nonresident).collect();
        assert_eq!(flags, [false, false, true]);
    }

    #[test]
    fn the_usual_sentences() {
        for (text, expected) in [
            ("Ann Roe is a senior fellow at the Tide Lab.", vec![pair("senior fellow", "Tide Lab")]),
            (
                "Dr. Ann B. Roe is President and CEO of Tide Lab, a think tank.",
                vec![pair("President", "Tide Lab"), pair("CEO", "Tide Lab")],
            ),
            (
                "Ann Roe is a professor of politics and law at Gull University and a fellow at Tide Lab.",
                vec![pair("professor of politics and law", "Gull University"), pair("fellow", "Tide Lab")],
            ),
            (
                "Ann Roe is director of the Coast Program at the Tide Lab.",
                vec![pair("director of the Coast Program", "Tide Lab")],
            ),
            (
                "Ann Roe is a fellow at the Center for Strategic and Coastal Studies (CSCS).",
                vec![pair("fellow", "Center for Strategic and Coastal Studies")],
            ),
            (
                "Ann Roe is a journalist and a fellow at Tide Lab.",
                vec![pair("journalist", ""), pair("fellow", "Tide Lab")],
            ),
            ("Ann Roe is the Lee and May Poe Fellow at Tide Lab.", vec![pair("Lee and May Poe Fellow", "Tide Lab")]),
            ("Ann Roe is a journalist based in Gullport.", vec![pair("journalist", "")]),
            ("AUTHOR Ann Roe is an analyst at Tide Lab.", vec![pair("analyst", "Tide Lab")]),
            ("Ann Roe Ann is a fellow at Tide Lab.", vec![pair("fellow", "Tide Lab")]),
            ("Ann Roe directs the port programme at the Tide Forum.", vec![pair("", "Tide Forum")]),
            ("She chairs the Gull Roundtable.", vec![pair("", "Gull Roundtable")]),
            ("From 2015 to 2018 she was spokesman of the Tide Chamber.", vec![pair("spokesman", "Tide Chamber")]),
            ("Previously with the Gull Transport Desk.", vec![pair("", "Gull Transport Desk")]),
            ("Ann Roe, Ph.D., teaches politics at Gull University.", vec![pair("", "Gull University")]),
            (
                "Ann Roe is a clerk at the nonprofit, nonpartisan TIDE Corporation.",
                vec![pair("clerk", "TIDE Corporation")],
            ),
            ("Ann Roe, a fellow at Tide Lab, sails.", vec![pair("fellow", "Tide Lab")]),
            (
                "Ann Roe is a fellow at the Tide Institute and the Gull Council.",
                vec![pair("fellow", "Tide Institute"), pair("fellow", "Gull Council")],
            ),
            ("Ann Roe was Chief of Staff of the Joint Tide Group.", vec![pair("Chief of Staff", "Joint Tide Group")]),
            ("* Ann Roe teaches history at Gull College.", vec![pair("", "Gull College")]),
            (
                "Ann Roe, Senior Fellow, Ports, Tide Centre for Harbours, Gullport.",
                vec![pair("Senior Fellow, Ports", "Tide Centre for Harbours")],
            ),
            (
                "Ann Roe Head, Ports Programme, The Tide Society Former Editor, Gull Press",
                vec![pair("Head, Ports Programme", "The Tide Society"), pair("Former Editor", "Gull Press")],
            ),
            ("Ann Roe was ambassador in Gullport.", vec![pair("ambassador in Gullport", "")]),
            ("Ann Roe sails. She loves it.", vec![]),
            ("Ann Roe is the author of \"Tides\" (Gull, 2019).", vec![]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn former_posts() {
        let text = "Ann Roe is a former adviser to the Tide Board. She previously served as analyst at Tide Lab.";
        let former: Vec<bool> = recognise(text, &["Ann", "Roe"], "en").iter().map(|p| p.former).collect();
        assert_eq!(former, [true, true]);
    }
}
