//! What a resource's values must be to each other.

use crate::domain::author::{Author, PersonName};
use crate::domain::disclaimer::Disclaimer;
use crate::domain::organization::Organization;
use crate::domain::series::{Series, SeriesKind};
use crate::domain::text::{LocalText, TextKind};
use crate::domain::{Entity, Id, PartialDate, Ref, Resource, Slot};
use crate::import::report::Problem;

/// Gathers problems of one line, or of what an editor sends.
pub(in crate::import) struct Checker {
    pub(in crate::import) line: Option<u32>,
    pub(in crate::import) problems: Vec<Problem>,
    /// The ids that were met, each with its place and what may stand there.
    pub(in crate::import) references: Vec<(String, Id, Slot)>,
    /// The places of references that are none.
    pub(in crate::import) unnamed: Vec<String>,
    /// Whether references are ids alone, without keys of a source.
    ids_only: bool,
}

impl Checker {
    pub(super) fn new(line: Option<u32>) -> Self {
        Checker { line, problems: Vec::new(), references: Vec::new(), unnamed: Vec::new(), ids_only: false }
    }

    /// For what an editor sends.
    pub(in crate::import) fn of_edit() -> Self {
        Checker { ids_only: true, ..Checker::new(None) }
    }

    pub(in crate::import) fn error(&mut self, field: &str, reason: impl Into<String>) {
        self.problems.push(Problem::error(self.line, field, reason));
    }

    pub(super) fn warning(&mut self, field: &str, reason: impl Into<String>) {
        self.problems.push(Problem::warning(self.line, field, reason));
    }

    /// Checks an entity, and puts values that have several spellings in the canonical one.
    pub(in crate::import) fn entity(&mut self, entity: &mut Entity) {
        match entity {
            Entity::Article(article) => return self.article(article),
            Entity::Author(author) => self.author(author),
            Entity::Organization(organization) => self.organization(organization),
            Entity::Series(series) => self.series(series),
            Entity::Disclaimer(disclaimer) => self.disclaimer(disclaimer),
        }
        let slot = Slot::One(entity.resource());
        self.reference("merged_into", entity.merged(), slot);
        self.reference("withdrawal.successor", entity.withdrawal().and_then(|own| own.successor.as_ref()), slot);
    }

    fn author(&mut self, own: &Author) {
        if own.merged_into.is_none() && !own.names.iter().any(|n| n.kind == TextKind::Main && !n.full.is_empty()) {
            self.error("names", "an author needs a name of kind `main` with its `full` form");
        }
        self.one_main("names", own.names.iter().map(|n| n.kind));
        for (at, PersonName { full, script, .. }) in own.names.iter().enumerate() {
            if full.is_empty() {
                self.error(
                    &format!("names[{at}].full"),
                    "it is missing, or empty; write the whole name in its own order",
                );
            }
            self.script(&format!("names[{at}]"), script.as_deref());
        }
        self.affiliations("", &own.affiliations);
        for (at, contact) in own.contacts.iter().enumerate() {
            if !is_address(&contact.email) {
                let reason =
                    format!("`{}` is not an e-mail address; write one such as `jane@doe.example`", contact.email);
                self.error(&format!("contacts[{at}].email"), reason);
            }
        }
    }

    fn organization(&mut self, own: &Organization) {
        let needed = own.merged_into.is_none().then_some("an organization needs a name of kind `main`");
        self.forms("names", &own.names, needed);
        if own.country.as_deref().is_some_and(|c| c.len() != 2 || !c.bytes().all(|b| b.is_ascii_uppercase())) {
            self.error("country", "a country is two capital letters (ISO 3166-1), such as `NZ`");
        }
        let organization = Slot::One(Resource::Organization);
        self.references("predecessors", &own.predecessors, organization);
        self.references("successors", &own.successors, organization);
    }

    fn series(&mut self, own: &Series) {
        self.forms("titles", &own.titles, Some("a series needs a title of kind `main`"));
        self.ordered("start", own.start, "end", own.end);
        if own.kind == SeriesKind::Serial && own.issn.known().next().is_none() {
            self.warning("issn", "a series of kind `serial` has an ISSN; without one it is `reports`");
        }
        self.reference("publisher", own.publisher.as_ref(), Slot::One(Resource::Organization));
        for (field, other) in [("parent", &own.parent), ("preceding", &own.preceding), ("succeeding", &own.succeeding)]
        {
            self.reference(field, other.as_ref(), Slot::One(Resource::Series));
        }
    }

    fn disclaimer(&mut self, own: &Disclaimer) {
        if own.text.is_empty() {
            self.error("text", "a disclaimer needs a text");
        }
        self.ordered("from", own.from, "to", own.to);
        if own.series.is_none() && (own.from.is_some() || own.to.is_some()) {
            self.warning("series", "dates say nothing without a series: such a disclaimer is only printed on articles");
        }
        self.reference("series", own.series.as_ref(), Slot::One(Resource::Series));
    }

    /// Texts in several forms: one of them `main`, where any is `needed`.
    pub(super) fn forms(&mut self, field: &str, forms: &[LocalText], needed: Option<&str>) {
        if let Some(reason) = needed
            && !forms.iter().any(|form| form.kind == TextKind::Main)
        {
            self.error(field, reason);
        }
        self.one_main(field, forms.iter().map(|form| form.kind));
        for (at, form) in forms.iter().enumerate() {
            self.script(&format!("{field}[{at}]"), form.script.as_deref());
        }
    }

    fn one_main(&mut self, field: &str, kinds: impl Iterator<Item = TextKind>) {
        if kinds.filter(|kind| *kind == TextKind::Main).count() > 1 {
            self.error(field, "more than one is of kind `main`, which is also the kind of those that name none");
        }
    }

    fn script(&mut self, form: &str, script: Option<&str>) {
        let is_code = |s: &str| {
            s.len() == 4
                && s.bytes().enumerate().all(|(at, b)| b.is_ascii_alphabetic() && b.is_ascii_uppercase() == (at == 0))
        };
        if let Some(script) = script.filter(|s| !is_code(s)) {
            self.error(
                &format!("{form}.script"),
                format!("`{script}` is not a script; write its code, such as `Jpan` (ISO 15924)"),
            );
        }
    }

    pub(super) fn ordered(&mut self, first: &str, start: Option<PartialDate>, last: &str, end: Option<PartialDate>) {
        if let (Some(start), Some(end)) = (start, end)
            && end.end() < start.start()
        {
            self.error(last, format!("{end} is before `{first}`, which is {start}"));
        }
    }

    pub(super) fn references(&mut self, field: &str, refs: &[Ref], slot: Slot) {
        for (at, reference) in refs.iter().enumerate() {
            self.reference(&format!("{field}[{at}]"), Some(reference), slot);
        }
    }

    pub(super) fn reference(&mut self, field: &str, reference: Option<&Ref>, slot: Slot) {
        let Some(Ref(text)) = reference else { return };
        let is_key = text.strip_prefix('@').is_some_and(|key| !key.is_empty());
        if let Some(id) = text.parse::<Id>().ok().filter(|id| slot.takes(id.resource())) {
            return self.references.push((field.to_owned(), id, slot));
        }
        if is_key && !self.ids_only {
            return;
        }
        let (name, prefix) = match slot {
            Slot::One(resource) => (resource.a_name(), resource.prefix()),
            Slot::Agent => ("an author or organization", Resource::Author.prefix()),
        };
        self.unnamed.push(field.to_owned());
        let or_key = if self.ids_only { "" } else { ", or `@` and its key" };
        self.error(field, format!("`{text}` does not name {name}; write its id, such as `{prefix}1`{or_key}"));
    }
}

/// Whether a text has the shape of an e-mail address.
pub(in crate::import) fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"()<>[],;:\\\"@".contains(c);
    text.len() <= 254
        && !local.is_empty()
        && local.chars().all(plain)
        && domain.contains('.')
        && domain.split('.').all(is_label)
}
