//! The deposit of an article.

use super::person::{contributors, institution};
use super::related::Related;
use super::{LOCATION, NAMESPACE, XSI, limit};
use crate::domain::article::AccessKind;
use crate::domain::{Identity, PartialDate};
use crate::format::xml::{Element, Xml};
use crate::format::{language_tag, uri};
use crate::record::article::Article;
use crate::record::formats;
use crate::record::neighbour::SeriesLink;

const JATS: &str = "http://www.ncbi.nlm.nih.gov/JATS1";
const ACCESS: &str = "http://www.crossref.org/AccessIndicators.xsd";
const RELATIONS: &str = "http://www.crossref.org/relations.xsd";

/// An article of which a deposit can be made.
pub struct Deposit<'a> {
    own: &'a Article,
    identity: &'a Identity,
    doi: &'a str,
    date: PartialDate,
    resource: String,
}

impl<'a> Deposit<'a> {
    /// Of an article; `None` where something is missing that every deposit has.
    pub fn of(own: &'a Article, identity: &'a Identity) -> Option<Self> {
        let has_entry = own.status != "withdrawn" && formats::of(own).contains(&formats::CROSSREF);
        let (doi, date) = (own.doi.as_deref().filter(|_| has_entry)?, own.published?);
        let url = own.url.as_ref().map(|url| url.as_str().to_owned());
        let resource = url.or_else(|| uri::page(own.id, identity))?;
        Some(Deposit { own, identity, doi, date, resource })
    }

    /// Writes it, as the kind of content its series makes it.
    pub fn write(&self, xml: &mut Xml<'_>) {
        match &self.own.series {
            Some(series) if formats::deposit(self.own) == formats::JOURNAL => self.journal(series, xml),
            series => self.report(series.as_ref(), xml),
        }
    }

    fn journal(&self, series: &SeriesLink, xml: &mut Xml<'_>) {
        root(xml.element("journal")).children(|xml| {
            xml.element("journal_metadata").children(|xml| {
                xml.leaf("full_title", limit::cut(&series.title, 255));
                issn(series, xml);
            });
            self.issue(xml);
            let article = xml.element("journal_article").attribute("publication_type", "full_text");
            self.with_language(article).children(|xml| {
                self.titles(xml);
                contributors(&self.own.contributions, xml);
                self.abstracts(xml);
                self.date(xml);
                self.identifiers(None, xml);
                self.access(xml);
                self.relations(xml);
                self.doi_data(xml);
            });
        });
    }

    fn issue(&self, xml: &mut Xml<'_>) {
        let Some(number) = &self.own.number else { return };
        let (volume, issue) = number.split_once('(').unwrap_or(("", number));
        let issue = issue.trim_end_matches(')');
        xml.element("journal_issue").children(|xml| {
            self.date(xml);
            if !volume.is_empty() {
                xml.element("journal_volume").children(|xml| xml.leaf("volume", limit::cut(volume, 32)));
            }
            if !issue.is_empty() {
                xml.leaf("issue", limit::cut(issue, 32));
            }
        });
    }

    fn report(&self, series: Option<&SeriesLink>, xml: &mut Xml<'_>) {
        let in_series = series.filter(|series| series.issn.is_some());
        root(xml.element("report-paper")).attribute("publication_type", "full_text").children(|xml| {
            let name = if in_series.is_some() { "report-paper_series_metadata" } else { "report-paper_metadata" };
            self.with_language(xml.element(name)).children(|xml| {
                if let Some(series) = in_series {
                    xml.element("series_metadata").children(|xml| {
                        xml.element("titles").children(|titles| titles.leaf("title", &series.title));
                        issn(series, xml);
                    });
                }
                contributors(&self.own.contributions, xml);
                self.titles(xml);
                self.abstracts(xml);
                self.date(xml);
                self.publisher(xml);
                self.identifiers(series, xml);
                // The two have the same parts from here on, in another order.
                if in_series.is_some() {
                    self.doi_data(xml);
                    self.relations(xml);
                } else {
                    self.access(xml);
                    self.relations(xml);
                    self.doi_data(xml);
                }
            });
        });
    }

    fn with_language<'x>(&self, element: Element<'x>) -> Element<'x> {
        element.attribute_if("language", limit::language(self.own.language.as_ref()))
    }

    /// Title and subtitle, and the title of the original where this is a translation.
    fn titles(&self, xml: &mut Xml<'_>) {
        xml.element("titles").children(|xml| {
            xml.leaf("title", self.own.title.as_deref().unwrap_or(self.doi));
            xml.leaf_if("subtitle", self.own.subtitle.as_deref());
            let original = self.own.relations.iter().find(|relation| relation.r#type == "translation_of");
            let original = original.and_then(|relation| relation.article.as_ref()?.title.as_deref());
            xml.leaf_if("original_language_title", original);
        });
    }

    fn abstracts(&self, xml: &mut Xml<'_>) {
        for form in &self.own.abstracts {
            let tag = language_tag::tag(form.language.as_ref(), form.script.as_deref());
            let element = xml.element("jats:abstract").attribute("xmlns:jats", JATS);
            element.attribute_if("xml:lang", tag.as_deref()).children(|xml| xml.leaf("jats:p", &form.text));
        }
    }

    fn date(&self, xml: &mut Xml<'_>) {
        let date = self.date;
        xml.element("publication_date").attribute("media_type", "online").children(|xml| {
            xml.leaf_if("month", date.month().map(|month| format!("{month:02}")).as_deref());
            xml.leaf_if("day", date.day_of_month().map(|day| format!("{day:02}")).as_deref());
            xml.leaf("year", &format!("{:04}", date.year()));
        });
    }

    fn publisher(&self, xml: &mut Xml<'_>) {
        let Some(publisher) = self.own.publisher.as_ref().filter(|own| !own.name.is_empty()) else { return };
        xml.element("publisher").children(|xml| {
            xml.leaf("publisher_name", limit::cut(&publisher.name, 255));
            let place = publisher.place.as_deref().filter(|place| place.chars().count() > 1);
            xml.leaf_if("publisher_place", place.map(|place| limit::cut(place, 255)));
        });
        institution(&publisher.name, Some(publisher), xml);
    }

    /// The number in the series, and identifiers beside the DOI.
    fn identifiers(&self, series: Option<&SeriesLink>, xml: &mut Xml<'_>) {
        let number = self.own.number.as_deref().filter(|number| !number.is_empty());
        let others: Vec<_> = self.own.identifiers.iter().filter(|own| own.scheme != "doi").take(9).collect();
        if number.is_none() && others.is_empty() {
            return;
        }
        let report_number = number.filter(|_| series.is_some_and(|series| series.kind == "reports"));
        xml.element("publisher_item").children(|xml| {
            xml.leaf_if("item_number", number.map(|number| limit::cut(number, 32)));
            if let Some(number) = report_number {
                xml.element("identifier").attribute("id_type", "report-number").text(limit::cut(number, 255));
            }
            for own in others {
                xml.element("identifier").attribute("id_type", "other").text(limit::cut(&own.value, 255));
            }
        });
    }

    /// What is known of licence and access.
    fn access(&self, xml: &mut Xml<'_>) {
        let licence = self.own.rights.as_ref().and_then(|rights| rights.uri.as_ref());
        let access = self.own.access.as_ref();
        let open = access.is_some_and(|access| access.kind == AccessKind::Open);
        let until = access.filter(|access| access.kind == AccessKind::Embargoed).and_then(|access| access.until);
        let until = until.filter(|date| date.day_of_month().is_some()).map(|date| date.to_string());
        if licence.is_none() && !open && until.is_none() {
            return;
        }
        let program = xml.element("ai:program").attribute("xmlns:ai", ACCESS);
        program.attribute("name", "AccessIndicators").children(|xml| {
            if open || until.is_some() {
                xml.element("ai:free_to_read").attribute_if("start_date", until.as_deref()).empty();
            }
            xml.leaf_if("ai:license_ref", licence.map(|licence| licence.as_str()));
        });
    }

    fn relations(&self, xml: &mut Xml<'_>) {
        let related = self.own.relations.iter().filter_map(|own| Related::of(own, self.identity));
        let notices = self.own.notices.iter().filter_map(|own| Related::of_notice(own, self.identity));
        let reprints = self.own.appearances.iter().filter(|own| !own.primary).filter_map(Related::of_reprint);
        let all: Vec<_> = related.chain(notices).chain(reprints).collect();
        if all.is_empty() {
            return;
        }
        let program = xml.element("rel:program").attribute("xmlns:rel", RELATIONS);
        program.attribute("name", "relations").children(|xml| all.iter().for_each(|own| own.write(xml)));
    }

    /// The DOI and what it resolves to, with the files beside.
    fn doi_data(&self, xml: &mut Xml<'_>) {
        xml.element("doi_data").children(|xml| {
            xml.leaf("doi", self.doi);
            xml.leaf("resource", &self.resource);
            if self.own.files.is_empty() {
                return;
            }
            xml.element("collection").attribute("property", "unspecified").children(|xml| {
                for file in &self.own.files {
                    xml.element("item").children(|item| item.leaf("resource", file.url.as_str()));
                }
            });
        });
    }
}

fn root<'x>(element: Element<'x>) -> Element<'x> {
    element.attribute("xmlns", NAMESPACE).attribute("xmlns:xsi", XSI).attribute("xsi:schemaLocation", LOCATION)
}

/// The ISSN that is cited; it is that of the online edition where there is one.
fn issn(series: &SeriesLink, xml: &mut Xml<'_>) {
    if let Some(issn) = &series.issn {
        xml.element("issn").attribute("media_type", "electronic").text(issn);
    }
}
