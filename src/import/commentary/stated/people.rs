//! People that a form names.

use super::sites::{Sites, is_company};
use super::{finding, folded};
use crate::import::commentary::lexicon::{Words, index};
use crate::import::commentary::words::is_unspaced;
use crate::import::commentary::{Affiliation, Biography, Contributor, ContributorRole, Reading, name};
use crate::import::manuscript::{Person, Stated, Statement, Weight};
use crate::import::report::{Certainty, Finding, Problem};

/// Settles who made it: the editor's word before the text's, a machine's where the text names nobody.
pub fn settle(reading: &mut Reading, stated: &Stated) {
    let sites = Sites::of(stated);
    let mut settled = false;
    for statement in &stated.contributors {
        let machine = statement.weight < Weight::Editorial;
        let is_nobody = |name: &str| sites.has(name) || machine && is_company(name);
        let (own, others): (Vec<&Person>, Vec<&Person>) = statement.value.iter().partition(|one| !is_nobody(&one.name));
        for other in others {
            let reason =
                format!("the {} names “{}”, which is the site and no author; left out", statement.source, other.name);
            reading.problems.push(Problem::info(statement.line, "contributions", reason));
        }
        let people = own.into_iter().flat_map(|person| contributors(person, &sites));
        let people: Vec<(Contributor, &Person)> = people.collect();
        if people.is_empty() || settled {
            continue;
        }
        settled = true;
        take(reading, statement, people);
    }
}

fn take(reading: &mut Reading, statement: &Statement<Vec<Person>>, people: Vec<(Contributor, &Person)>) {
    let stated: Vec<Contributor> = people.iter().map(|(contributor, _)| contributor.clone()).collect();
    let Some(shown) = reading.contributors.take().filter(|own| !own.value.is_empty()) else {
        reading.problems.retain(|problem| problem.field != "byline" || problem.line.is_some());
        reading.contributors = Some(unconfirmed(statement, stated));
        return;
    };
    let known =
        |list: &[Contributor]| list.iter().any(|one| people.iter().any(|(own, _)| is_same(&own.name, &one.name)));
    let found = unconfirmed(statement, stated.clone());
    if shown.certainty == Certainty::Doubtful && found.certainty > Certainty::Doubtful && !known(&shown.value) {
        // What the text says by its form and place alone goes behind what the page states.
        let reason = format!("the {} names them; what the text seems to say of others is left out", statement.source);
        reading.problems.push(Problem::info(Some(shown.lines.0), "contributions", reason));
        reading.review.retain(|own| own.field != "contributions");
        reading.byline = None;
        reading.contributors = Some(found);
        return;
    }
    let names = |list: &[Contributor]| list.iter().map(|own| own.name.as_str()).collect::<Vec<_>>().join("; ");
    let has = |list: &[Contributor], one: &Contributor| list.iter().any(|own| is_same(&own.name, &one.name));
    let all_shown = stated.iter().all(|one| has(&shown.value, one));
    let all_stated = shown.value.iter().all(|one| has(&stated, one));
    let editorial = statement.weight == Weight::Editorial;
    let mut value = match (all_shown, all_stated) {
        // The text prints them all, perhaps more than the form knows.
        (true, _) => shown.value.clone(),
        (false, true) if editorial => stated.clone(),
        (false, true) => shown.value.clone(),
        (false, false) if editorial => {
            // Who translated or edited it may be told by the text alone.
            let beside = shown.value.iter().filter(|own| own.role != ContributorRole::Author && !has(&stated, own));
            stated.iter().chain(beside).cloned().collect()
        }
        (false, false) => shown.value.clone(),
    };
    for person in &mut value {
        if let Some(known) = stated.iter().find(|own| is_same(&own.name, &person.name)) {
            let new: Vec<String> = known.emails.iter().filter(|own| !person.emails.contains(own)).cloned().collect();
            person.emails.extend(new);
        }
    }
    if !all_shown {
        let which = if names(&value) == names(&shown.value) { "latter" } else { "former" };
        let reason = format!(
            "the {} names “{}”, the text “{}”; the {which} are kept",
            statement.source,
            names(&stated),
            names(&shown.value)
        );
        reading.problems.push(Problem::warning(Some(shown.lines.0), "contributions", reason));
    }
    let agreed = all_shown && all_stated;
    let base = if value == shown.value || agreed { shown.with(value) } else { finding(statement, value) };
    let certainty = match agreed {
        true => Certainty::Certain,
        // Neither knows anybody of the other.
        false if !editorial && !known(&shown.value) => Certainty::Doubtful,
        false => base.certainty,
    };
    reading.contributors = Some(Finding { certainty, ..base });
}

/// People of whom the text does not tell: names of one word, and of bodies, are in doubt unless an editor wrote them.
fn unconfirmed(statement: &Statement<Vec<Person>>, people: Vec<Contributor>) -> Finding<Vec<Contributor>> {
    let is_odd = |own: &Contributor| {
        let spaced = !own.name.contains(is_unspaced);
        spaced && !own.name.contains(' ') || index().holds(Words::Units, &own.name) || is_company(&own.name)
    };
    let odd = statement.weight < Weight::Editorial && people.iter().any(is_odd);
    let found = finding(statement, people);
    let certainty = if odd { Certainty::Doubtful } else { found.certainty };
    Finding { certainty, ..found }
}

/// Biographies and posts that a form states, for those of whom the text tells nothing.
pub fn tell(reading: &mut Reading, stated: &Stated, tag: &str) {
    let Some(people) = reading.contributors.as_ref().map(|own| own.value.clone()) else { return };
    for (index, person) in (0_u32..).zip(&people) {
        if reading.biographies.iter().any(|own| own.value.contributor == index) {
            continue;
        }
        let known = stated.contributors.iter().find_map(|own| {
            let found = own.value.iter().find(|one| is_same(&one.name, &person.name) && says_more(one))?;
            Some((own, found))
        });
        if let Some((statement, found)) = known {
            reading.biographies.push(finding(statement, biography(index, found, tag)));
        }
    }
    reading.biographies.sort_by_key(|own| own.value.contributor);
}

fn says_more(person: &Person) -> bool {
    person.biography.is_some() || person.organization.is_some()
}

fn biography(contributor: u32, person: &Person, tag: &str) -> Biography {
    let verbatim = person.biography.clone().unwrap_or_default();
    let core = name::core(&person.name);
    let mut own = super::super::biography::told(contributor, verbatim, &core, tag);
    if own.affiliations.is_empty() && person.organization.is_some() {
        let (position, organization) = (person.position.clone(), person.organization.clone());
        own.affiliations.push(Affiliation { position, organization, nonresident: false, former: false });
    }
    own
}

/// The contributors that a stated name stands for: `A, B and C` are three.
fn contributors<'p>(person: &'p Person, sites: &Sites) -> Vec<(Contributor, &'p Person)> {
    let role = match person.role.as_deref() {
        Some("translator") => ContributorRole::Translator,
        Some("editor") => ContributorRole::Editor,
        _ => ContributorRole::Author,
    };
    let mut names = split(sites.cut(&person.name));
    if names.len() > 1 {
        names.retain(|name| !sites.has(name));
    }
    let alone = names.len() == 1;
    let one = |name: String| {
        let emails = person.email.iter().filter(|_| alone).cloned().collect();
        (Contributor { name, role, emails }, person)
    };
    names.into_iter().map(one).collect()
}

/// Those whom a form names, but for what is the site's: what a byline can say.
pub fn names(stated: &Stated) -> Vec<String> {
    let sites = Sites::of(stated);
    let people = stated.contributors.iter().flat_map(|own| &own.value).filter(|one| !sites.has(&one.name));
    people.flat_map(|one| split(sites.cut(&one.name))).filter(|name| name.contains(' ')).take(MOST).collect()
}

/// How many stated names are looked for in a text.
const MOST: usize = 40;

/// The names in a stated one; that of a body is not cut.
fn split(list: &str) -> Vec<String> {
    let list = list.split_whitespace().collect::<Vec<_>>().join(" ");
    if index().holds(Words::Units, &list) || is_company(&list) {
        return vec![list];
    }
    let lower = list.to_lowercase();
    let list = ["by ", "von ", "par ", "por "]
        .iter()
        .find(|word| lower.starts_with(**word))
        .and_then(|word| list.get(word.len()..))
        .unwrap_or(&list);
    let mut parts = vec![list.to_owned()];
    for sign in [";", " & ", " and ", " und ", " et ", " y ", " e ", " dan ", " và ", " и ", " و ", "、", "，", " | "]
    {
        parts = parts.iter().flat_map(|part| part.split(sign)).map(|part| part.trim().to_owned()).collect();
    }
    let mut names: Vec<String> = Vec::new();
    for part in parts {
        let pieces: Vec<&str> = part.split(',').map(str::trim).filter(|piece| !piece.is_empty()).collect();
        for piece in pieces {
            let is_more = name::is_suffix(piece) || name::is_degree(piece);
            match names.last_mut() {
                Some(last) if name::is_suffix(piece) => *last = format!("{last}, {piece}"),
                Some(_) if is_more => {}
                _ => names.push(piece.to_owned()),
            }
        }
    }
    names.into_iter().map(|name| tidy(&name)).filter(|name| !name.is_empty()).collect()
}

/// A name in normal letter case, without honorifics and degrees, and without what stands in brackets.
fn tidy(name: &str) -> String {
    // `Col. (ret.) Ann Roe`
    let ranked = name
        .split_once('(')
        .filter(|(rank, _)| rank.split_whitespace().all(|own| name::is_rank(own) || name::is_honorific(own)));
    let ranked = ranked.and_then(|(_, rest)| Some(rest.split_once(')')?.1.trim())).filter(|rest| !rest.is_empty());
    let name = ranked.unwrap_or(name);
    let bare = name.split(['(', '（', '<', '[']).next().unwrap_or_default().trim();
    let bare = if bare.is_empty() { name.trim() } else { bare };
    let (bare, suffix) = match bare.split_once(", ") {
        Some((bare, suffix)) => (bare, Some(suffix)),
        None => (bare, None),
    };
    let core = name::core(bare);
    let plain = match core.is_empty() {
        true => bare.to_owned(),
        false => name::normal_case(&core, None),
    };
    match suffix {
        Some(suffix) => format!("{plain}, {suffix}"),
        None => plain,
    }
}

/// Whether two names are one person's here: equal but for accents' dots and capitals, or one the other's part.
fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (folded(&tidy(a)), folded(&tidy(b)));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    a == b || short.chars().count() >= 6 && (long.starts_with(short.as_str()) || long.ends_with(short.as_str()))
}
