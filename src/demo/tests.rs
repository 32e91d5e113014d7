#![allow(clippy::unwrap_used)]

use std::collections::HashMap;

use super::ARCHIVE;
use crate::domain::article::{AccessKind, Article, ArticleType, Content, NoticeKind, RelationType, Status};
use crate::domain::author::Author;
use crate::domain::disclaimer::{Coverage, Disclaimer};
use crate::domain::series::{NumberingScheme, SeriesKind};
use crate::domain::text::TextKind;
use crate::domain::{Entity, PartialDate, Resource};
use crate::import::document::Item;
use crate::import::jsonl::write_line;
use crate::import::labels::Labels;
use crate::import::lines;

fn items() -> Vec<Item> {
    let labels = Labels::in_year(2026);
    let documents = lines::read(ARCHIVE.as_bytes(), &labels).map(Result::unwrap);
    documents.inspect(|d| assert_eq!(d.problems, [], "line {}", d.line)).flat_map(|d| d.items).collect()
}

fn articles(items: &[Item]) -> Vec<&Article> {
    let own = |item: &'_ Item| matches!(item.entity, Entity::Article(_));
    let found = items.iter().filter(|i| own(i)).map(|i| match &i.entity {
        Entity::Article(article) => &**article,
        _ => unreachable!(),
    });
    found.collect()
}

fn authors(items: &[Item]) -> Vec<&Author> {
    let found = items.iter().filter_map(|i| match &i.entity {
        Entity::Author(author) => Some(&**author),
        _ => None,
    });
    found.collect()
}

fn disclaimer<'a>(items: &'a [Item], key: &str) -> &'a Disclaimer {
    match &items.iter().find(|i| i.key.as_deref() == Some(key)).unwrap().entity {
        Entity::Disclaimer(own) => own,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_archive_is_in_canonical_form_and_closed() {
    let items = items();
    for (line, item) in ARCHIVE.lines().zip(&items) {
        assert_eq!(write_line(item).unwrap(), line);
        assert_eq!(item.id, None);
    }
    let kinds: HashMap<String, Resource> =
        items.iter().map(|i| (format!("@{}", i.key.as_deref().unwrap()), i.entity.resource())).collect();
    assert_eq!(kinds.len(), items.len(), "a key stands twice");
    for item in &items {
        let resolved = item.entity.clone().map_references(&mut |reference, slot| {
            kinds.get(&reference.0).is_some_and(|kind| slot.takes(*kind)).then_some(()).ok_or(reference.0.clone())
        });
        assert_eq!(resolved, Ok(()), "{:?}", item.key);
    }
}

#[test]
fn nothing_in_it_exists() {
    let hosts = ARCHIVE.split("https://").skip(1).filter_map(|rest| rest.split(['/', '"', ' ']).next());
    for host in hosts {
        let known = ["orcid.org", "ror.org", "creativecommons.org"].contains(&host);
        assert!(known || host.ends_with(".example"), "{host}");
    }
    for address in ARCHIVE
        .split(|c: char| c.is_whitespace() || "\"()".contains(c))
        .filter(|w| w.find('@').is_some_and(|at| at > 0))
    {
        assert!(address.trim_end_matches(['.', ',']).ends_with(".example"), "{address}");
    }
    assert_eq!(
        ARCHIVE.matches("\"scheme\":\"doi\",\"value\":\"").count(),
        ARCHIVE.matches("\"doi\",\"value\":\"10.5555/").count()
    );
    let orcids: Vec<_> = authors(&items()).iter().filter_map(|a| a.orcid().map(str::to_owned)).collect();
    assert!(orcids.len() >= 8);
    assert!(orcids.iter().all(|o| o.starts_with("https://orcid.org/0000-0007-")));
}

#[test]
fn it_has_houses_series_and_people_of_many_kinds() {
    let items = items();
    let count = |resource| items.iter().filter(|i| i.entity.resource() == resource).count();
    assert_eq!(Resource::ALL.map(count), [6, 4, 15, 5, 35]);
    let series: Vec<_> = items
        .iter()
        .filter_map(|i| match &i.entity {
            Entity::Series(own) => Some(&**own),
            _ => None,
        })
        .collect();
    let has = |kind, numbering| series.iter().any(|s| s.kind == kind && s.numbering == numbering);
    assert!(has(SeriesKind::Serial, NumberingScheme::Yearly) && has(SeriesKind::Reports, NumberingScheme::Running));
    assert!(has(SeriesKind::Host, NumberingScheme::Volume));
    assert!(series.iter().any(|s| s.issn.online.is_some() && s.issn.linking.is_some() && s.bodies_public));
    assert!(series.iter().any(|s| s.end.is_some() && s.succeeding.is_some()));
    let people = authors(&items);
    for script in ["Latn", "Jpan", "Hang", "Arab", "Hans", "Hant"] {
        assert!(people.iter().any(|a| a.names.iter().any(|n| n.script.as_deref() == Some(script))), "{script}");
    }
    assert!(people.iter().filter(|a| a.names.iter().any(|n| n.kind == TextKind::Romanised)).count() >= 4);
    assert_eq!(people.iter().filter(|a| a.name().unwrap().full == "Thomas Ferrow").count(), 2);
    assert!(people.iter().any(|a| a.names[0].suffix.is_some()));
    assert!(people.iter().any(|a| a.names[0].family.is_none()));
    let contacts: Vec<_> = people.iter().flat_map(|a| &a.contacts).collect();
    assert!(contacts.iter().any(|c| c.consent.is_some()) && contacts.iter().any(|c| c.consent.is_none()));
}

#[test]
fn disclaimers_meet_without_a_gap() {
    let items = items();
    let (first, second) = (disclaimer(&items, "tide-first"), disclaimer(&items, "tide-second"));
    let on = |own: &Disclaimer, day: &str| own.covers(PartialDate::parse(day).ok());
    assert_eq!((on(first, "2019-06-30"), on(second, "2019-06-30")), (Coverage::Whole, Coverage::None));
    assert_eq!((on(first, "2019-07-01"), on(second, "2019-07-01")), (Coverage::None, Coverage::Whole));
    assert_eq!(disclaimer(&items, "hazu-views").language.as_ref().unwrap().as_str(), "ja");
    assert_eq!(disclaimer(&items, "cahiers-views").language.as_ref().unwrap().as_str(), "fr");
    assert_eq!(disclaimer(&items, "printed-once").series, None);
    assert!(articles(&items).iter().any(|a| a.disclaimers.iter().any(|d| d.0 == "@printed-once")));
}

#[test]
fn it_has_articles_in_every_state_and_relation() {
    let items = items();
    let articles = articles(&items);
    let any = |test: &dyn Fn(&Article) -> bool| articles.iter().any(|a| test(a));
    for kind in [
        ArticleType::Response,
        ArticleType::Correction,
        ArticleType::Translation,
        ArticleType::Review,
        ArticleType::Interview,
        ArticleType::EditorsNote,
    ] {
        assert!(any(&|a| a.r#type == kind), "{kind:?}");
    }
    for kind in [
        RelationType::RespondsTo,
        RelationType::Corrects,
        RelationType::TranslationOf,
        RelationType::Continues,
        RelationType::Replaces,
        RelationType::Reviews,
    ] {
        assert!(any(&|a| a.relations.iter().any(|r| r.r#type == kind)), "{kind:?}");
    }
    assert!(
        any(&|a| a.relations.iter().any(|r| r.doi.is_some())) && any(&|a| a.relations.iter().any(|r| r.url.is_some()))
    );
    assert!(any(&|a| a.relations.iter().any(|r| r.article.is_none() && r.citation.is_some())));
    assert!(any(&|a| a.content == Content::Audio) && any(&|a| a.content == Content::Video));
    let withdrawn = articles.iter().find(|a| a.status == Status::Withdrawn).unwrap().withdrawal.as_ref().unwrap();
    assert!(withdrawn.reason.is_some() && withdrawn.successor.is_some());
    assert_eq!(articles.iter().filter(|a| a.status == Status::Draft).count(), 1);
    for kind in [NoticeKind::Correction, NoticeKind::Retraction, NoticeKind::EditorsNote] {
        assert!(any(&|a| a.status == Status::Published && a.notices.iter().any(|n| n.kind == kind)), "{kind:?}");
    }
    assert!(any(&|a| a.notices.iter().any(|n| n.article.is_some())));
    assert!(any(&|a| a.appearances.len() == 2));
    assert!(any(&|a| !a.review.is_empty()));
}

#[test]
fn what_is_known_of_articles_varies() {
    let items = items();
    let articles = articles(&items);
    let any = |test: &dyn Fn(&Article) -> bool| articles.iter().any(|a| test(a));
    let dated = |a: &Article| a.primary().unwrap().published.map(|d| (d.month(), d.day_of_month()));
    assert!(any(&|a| dated(a).is_none()) && any(&|a| dated(a) == Some((None, None))));
    assert!(any(&|a| matches!(dated(a), Some((Some(_), None)))));
    let years: Vec<i16> = articles.iter().filter_map(|a| a.primary()?.published).map(PartialDate::year).collect();
    assert_eq!((years.iter().min(), years.iter().max()), (Some(&2005), Some(&2026)));
    for kind in [AccessKind::Open, AccessKind::Registration, AccessKind::Subscription, AccessKind::Embargoed] {
        assert!(any(&|a| a.access.as_ref().is_some_and(|own| own.kind == kind)), "{kind:?}");
    }
    assert!(any(&|a| a.access.is_none()) && any(&|a| a.rights.is_none()));
    let schemes: Vec<_> = articles.iter().flat_map(|a| &a.subjects).map(|s| s.scheme.as_deref()).collect();
    assert!(schemes.contains(&None) && schemes.contains(&Some("lcsh")) && schemes.contains(&Some("saltmarsh")));
    assert!(articles.iter().flat_map(|a| &a.places).all(|p| p.scheme.as_deref() == Some("iso3166")));
    let has_file =
        |kind: &str| any(&|a| a.files.iter().any(|f| f.media_type.as_deref() == Some(kind) && f.sha256.is_some()));
    assert!(has_file("application/pdf") && has_file("audio/mpeg") && any(&|a| !a.images.is_empty()));
    let contributions = || articles.iter().flat_map(|a| &a.contributions);
    assert!(contributions().any(|c| !c.books.is_empty()) && contributions().any(|c| c.role == "translator"));
    assert!(contributions().filter(|c| c.biography.as_deref().is_some_and(|b| b.contains('@'))).count() >= 3);
    assert!(contributions().any(|c| c.author.0 == "@forum"));
    let bodies = articles.iter().filter(|a| a.status == Status::Published && !a.body.is_empty());
    assert_eq!(bodies.filter(|a| a.primary().unwrap().series.as_ref().unwrap().0 == "@tideline").count(), 3);
}
