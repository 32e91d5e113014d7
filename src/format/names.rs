//! Names as catalogues and citations need them: in parts, and as printed on the article.

use crate::domain::text::folded;
use crate::record::article::Contribution;
use crate::record::neighbour::AgentLink;

/// The name of a contributor, as it was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name<'a> {
    /// A person's, in parts.
    Person {
        /// The family name with its particles, or the only name there is.
        family: &'a str,
        /// Given names.
        given: Option<&'a str>,
        /// `Jr.`, `III`.
        suffix: Option<&'a str>,
    },
    /// A body's, or a person's whose parts are not known.
    Literal(&'a str),
}

/// The parts of one form of a name.
struct Form<'a> {
    full: &'a str,
    given: Option<&'a str>,
    family: Option<&'a str>,
    suffix: Option<&'a str>,
}

impl<'a> Name<'a> {
    /// Of a contributor. The printed name counts; its parts are those of the form of the author's name
    /// that it matches, in either order, or what is left of it beside a known family name.
    pub fn of(part: &'a Contribution) -> Name<'a> {
        let printed = part.name.as_str();
        let person = part.author.as_ref().filter(|author| author.r#type == "person");
        let Some(author) = person else { return Name::Literal(printed) };
        let exact = forms(author).filter(|form| form.full == printed);
        let known = exact.chain(forms(author)).find_map(|form| form.matching(printed));
        let known = known.or_else(|| forms(author).find_map(|form| form.beside(printed)));
        known.unwrap_or_else(|| Name::unparted(printed))
    }

    /// A person's name of which no parts are known: a single word is used as a family name is.
    fn unparted(printed: &'a str) -> Name<'a> {
        match printed.contains(' ') {
            true => Name::Literal(printed),
            false => Name::Person { family: printed, given: None, suffix: None },
        }
    }

    /// The form for lists: `van der Doe, Jane, Jr.`.
    pub fn inverted(&self) -> String {
        match *self {
            Name::Literal(name) => name.to_owned(),
            Name::Person { family, given, suffix } => {
                [Some(family), given, suffix].into_iter().flatten().collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// A family name's particles and the rest: the words in lower case before the first that is not, where
/// one is left (`van der`, `Doe`).
///
/// What is joined to its name by a hyphen or an apostrophe (`al-Sahili`) stays in it. BibTeX takes names apart at
/// blanks only; RIS has the family name whole; and CSL 1.0.2 ("Names") puts a particle that is never demoted into
/// `family`: no list writes `Sahili, Layan al-`. Processors that sort without it (Pandoc, citeproc-js) take it off.
pub fn particle(family: &str) -> Option<(&str, &str)> {
    let is_particle = |word: &&str| word.chars().all(|c| c.is_lowercase() || matches!(c, '\'' | '’' | '-' | '.'));
    let end = family.split(' ').take_while(is_particle).map(|word| word.len() + 1).sum::<usize>();
    let (particles, rest) = family.split_at_checked(end)?;
    (!particles.is_empty() && !rest.is_empty()).then(|| (particles.trim_end(), rest))
}

fn forms(author: &AgentLink) -> impl Iterator<Item = Form<'_>> {
    let own = Form {
        full: &author.name,
        given: author.given.as_deref(),
        family: author.family.as_deref(),
        suffix: author.suffix.as_deref(),
    };
    let others = author.names.iter().map(|name| Form {
        full: &name.full,
        given: name.given.as_deref(),
        family: name.family.as_deref(),
        suffix: name.suffix.as_deref(),
    });
    std::iter::once(own).chain(others)
}

impl<'a> Form<'a> {
    /// Its parts, where it is the printed name, whatever the order and spaces.
    fn matching(&self, printed: &str) -> Option<Name<'a>> {
        let family = self.family.filter(|family| !family.is_empty())?;
        let given = self.given.filter(|given| !given.is_empty());
        let suffix = self.suffix.unwrap_or("");
        let joined = |parts: [&str; 3]| bare(&parts.concat());
        let orders = [[given.unwrap_or(""), family, suffix], [family, given.unwrap_or(""), suffix]];
        let wanted = bare(printed);
        let same = bare(self.full) == wanted || orders.into_iter().any(|parts| joined(parts) == wanted);
        let with_suffix = self.suffix.filter(|suffix| !suffix.is_empty() && wanted.ends_with(&bare(suffix)));
        same.then_some(Name::Person { family, given, suffix: with_suffix })
    }

    /// The printed name, taken apart at this form's family name.
    fn beside<'p: 'a>(&self, printed: &'p str) -> Option<Name<'a>> {
        let family = self.family.filter(|family| !family.is_empty())?;
        let given = printed.strip_suffix(family).and_then(|rest| rest.strip_suffix(' '));
        let given = given.or_else(|| printed.strip_prefix(family).and_then(|rest| rest.strip_prefix([' ', ','])));
        let given = given.map(str::trim).filter(|given| !given.is_empty())?;
        Some(Name::Person { family, given: Some(given), suffix: None })
    }
}

/// What two spellings of one name share.
fn bare(name: &str) -> String {
    folded(name).replace(' ', "")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn contribution(printed: &str) -> Contribution {
        let names = [
            ("水城 遥香", "遥香", "水城"),
            ("Mizuki Haruka", "Haruka", "Mizuki"),
            ("Eleonoor van der Maas", "Eleonoor", "van der Maas"),
        ];
        let names = names.map(|(full, given, family)| {
            serde_json::json!({"full": full, "given": given, "family": family, "kind": "variant"})
        });
        serde_json::from_value(serde_json::json!({
            "place": 1, "role": "author", "name": printed, "biography": null, "affiliations": [], "books": [],
            "author": {"type": "person", "id": "au1", "name": "Oakhurst-Pell Jr.", "given": "Marcus T.",
                "family": "Oakhurst-Pell", "suffix": "Jr.", "orcid": null, "ror": null, "place": null,
                "names": names, "identifiers": []},
        }))
        .unwrap()
    }

    #[test]
    fn the_printed_name_is_taken_apart_by_the_form_it_matches() {
        let inverted = |printed: &str| Name::of(&contribution(printed)).inverted();
        assert_eq!(inverted("Haruka Mizuki"), "Mizuki, Haruka");
        assert_eq!(inverted("MIZUKI Haruka"), "Mizuki, Haruka");
        assert_eq!(inverted("水城遥香"), "水城, 遥香");
        assert_eq!(inverted("E. van der Maas"), "van der Maas, E.");
        assert_eq!(inverted("Marcus T. Oakhurst-Pell Jr."), "Oakhurst-Pell, Marcus T., Jr.");
        assert_eq!(inverted("Marcus T. Oakhurst-Pell"), "Oakhurst-Pell, Marcus T.");
        assert_eq!(inverted("Oakhurst-Pell"), "Oakhurst-Pell");
        assert_eq!(Name::of(&contribution("Somebody Else")), Name::Literal("Somebody Else"));
    }

    #[test]
    fn particles_are_the_first_words_in_lower_case() {
        assert_eq!(particle("van der Maas-Tull"), Some(("van der", "Maas-Tull")));
        assert_eq!(particle("d’Aubréac"), None);
        assert_eq!(particle("al-Sahili"), None);
        assert_eq!(particle("Garcia y Vega"), None);
        assert_eq!(particle("von"), None);
        assert_eq!(particle("الساحلي"), None);
    }
}
