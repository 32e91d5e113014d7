//! Entries of records as they are derived.

use std::collections::HashMap;

use crate::catalog::{Catalog, Entry, Query, Tag, present};
use crate::domain::{Article, Author, Disclaimer, Entity, Id, Organization, Resource, Series, Timestamp};
use crate::record::{Frame, Neighbour, Neighbours, Record};

#[derive(Default)]
struct World {
    neighbours: HashMap<Id, Neighbour>,
    entries: Vec<(Id, Entry)>,
}

impl Neighbours for World {
    fn get(&self, id: Id) -> Option<&Neighbour> {
        self.neighbours.get(&id)
    }
}

impl World {
    /// Takes in an entity of JSON Lines.
    fn add(&mut self, id: &str, json: serde_json::Value) -> Record {
        let id: Id = id.parse().unwrap();
        let entity: Entity = serde_json::from_value(json).unwrap();
        self.neighbours.extend(Neighbour::of(id, &entity, Vec::new()).map(|neighbour| (id, neighbour)));
        let frame = Frame {
            id,
            slug: None,
            body: None,
            noticed: &[],
            created: Timestamp::from_micros(1),
            modified: Timestamp::from_micros(2_000_000),
        };
        let record = Record::derive(&frame, entity, self).unwrap();
        self.entries.push((id, Entry::of(&record, id.number())));
        record
    }

    fn harbour() -> World {
        let mut world = World::default();
        world.add(
            "or1",
            serde_json::json!({"resource": "organization", "names": [{"text": "Harbour Institute"}], "country": "NZ"}),
        );
        world.add(
            "or2",
            serde_json::json!({"resource": "organization", "names": [{"text": "Quay Forum"}],
            "identifiers": [{"scheme": "ror", "value": "https://ror.org/05dxps055"}]}),
        );
        world.add(
            "se1",
            serde_json::json!({"resource": "series", "titles": [{"text": "Harbour Notes"}], "code": "HN",
            "publisher": "or1", "language": "en", "kind": "serial", "issn": {"online": "2900-0009"}}),
        );
        world.add(
            "se2",
            serde_json::json!({"resource": "series", "titles": [{"text": "海峡通信"}], "language": "zh-Hant"}),
        );
        world.add("au1", serde_json::json!({"resource": "author",
            "names": [{"full": "José Núñez", "given": "José", "family": "Núñez"}], "affiliations": [{"name": "Quay", "organization": "or2"}]}));
        world.add("di1", serde_json::json!({"resource": "disclaimer", "text": "Own views.", "series": "se1", "from": "2020", "to": "2023-06"}));
        world.add("di2", serde_json::json!({"resource": "disclaimer", "text": "Own views!", "types": ["response"], "from": "2023-07"}));
        world.add(
            "ar1",
            serde_json::json!({"resource": "article", "titles": [{"text": "Ports 9"}],
            "contributions": [{"author": "au1", "affiliations": [{"name": "Quay", "organization": "or2"}]}],
            "appearances": [
                {"series": "se1", "number": "24A", "year": 2023, "published": "2024-01"},
                {"kind": "reprint", "series": "se2", "number": "7", "published": "2025-02-03"}],
            "subjects": [{"id": "t001", "label": "Maritime Security"}], "places": [{"label": "Aotearoa"}],
            "notices": [{"kind": "correction", "text": "Sic."}], "disclaimers": ["di1"]}),
        );
        world.add(
            "ar2",
            serde_json::json!({"resource": "article", "type": "response", "titles": [{"text": "Ports 10"}],
            "contributions": [{"author": "or2"}], "relations": [{"type": "responds_to", "article": "ar1"}]}),
        );
        world.add("ar3", serde_json::json!({"resource": "article", "status": "withdrawn", "titles": [{"text": "Piers"}],
            "contributions": [{"author": "au1"}], "appearances": [{"series": "se1", "number": "25", "published": "2024-02-01"}],
            "subjects": [{"label": "Maritime Security"}],
            "withdrawal": {"at": "2024-03-01T00:00:00Z", "successor": "ar2"}}));
        world
    }
}

fn ids(catalog: &Catalog, resource: Resource, parameters: &str) -> String {
    let mut query = Query::new(resource);
    for parameter in parameters.split('&').filter(|p| !p.is_empty()) {
        let (name, value) = parameter.split_once('=').unwrap();
        assert_eq!(query.accept(name, value), Ok(true), "{name}");
    }
    let found = catalog.find(&query);
    assert_eq!(found.total, found.hits.len() as u64);
    found.hits.iter().map(|hit| hit.id.to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn article_filters_match_any_appearance() {
    let catalog = Catalog::load(World::harbour().entries);
    let find = |parameters: &str| ids(&catalog, Resource::Article, parameters);
    for (parameters, expected) in [
        ("", "ar1 ar2"),
        ("sort=published", "ar1 ar2"),
        ("sort=title", "ar1 ar2"),
        ("sort=-title", "ar2 ar1"),
        ("series=se1", "ar1"),
        ("series=se2&series=se9", "ar1"),
        ("not.series=se2", "ar2"),
        ("number=24a", "ar1"),
        ("number=24", ""),
        ("author=au1", "ar1"),
        ("author=or2", "ar2"),
        ("organization=or1", "ar1"),
        ("organization=or2&sort=modified", "ar1 ar2"),
        ("publisher=or2", ""),
        ("language=zh", "ar1"),
        ("language=ZH-hant", "ar1"),
        ("language=zh-Hans", ""),
        ("type=response", "ar2"),
        ("subject=T001", "ar1"),
        ("subject=maritime  security", "ar1"),
        ("place=AOTEAROA", "ar1"),
        ("notice=correction", "ar1"),
        ("year=2023", "ar1"),
        ("year=2025", "ar1"),
        ("year=2022", ""),
        ("disclaimer=di1", "ar1"),
        ("published_from=2024-01-31&published_to=2024-01-31", "ar1"),
        ("published_from=2024-02&published_to=2025-02-02", ""),
        ("published_from=2025-02-03", "ar1"),
        ("has=subjects", "ar1"),
        ("missing=subjects", "ar2"),
        ("not.has=subjects", "ar2"),
        ("missing=subjects&missing=relations", "ar1 ar2"),
        ("not.has=subjects&not.has=relations", ""),
        ("modified_from=1970-01-01T00:00:02Z&modified_to=1970-01-01&sort=modified", "ar1 ar2"),
        ("modified_from=1970-01-01T00:00:02.000001Z", ""),
    ] {
        assert_eq!(find(parameters), expected, "{parameters}");
    }
}

#[test]
fn withdrawn_articles_keep_what_their_tombstones_show() {
    let catalog = Catalog::load(World::harbour().entries);
    let find = |parameters: &str| ids(&catalog, Resource::Article, parameters);
    assert_eq!(find("status=withdrawn"), "ar3");
    assert_eq!(find("status=withdrawn&status=published&sort=-modified"), "ar3 ar2 ar1");
    assert_eq!(find("not.status=published"), "ar3");
    assert_eq!(find("not.status=published&status=published"), "");
    assert_eq!(find("status=withdrawn&number=25&author=au1&published_from=2024-02&year=2024"), "ar3");
    assert_eq!(find("status=withdrawn&subject=maritime security"), "");
    assert_eq!(catalog.count(Resource::Article), 2);
    let to = |target: &str| catalog.ids_with(Resource::Article, Tag::RelationTarget, target);
    assert_eq!(to("ar1").iter().map(|hit| hit.id.number()).collect::<Vec<_>>(), [2]);
    assert_eq!(to("ar2").iter().map(|hit| hit.id.number()).collect::<Vec<_>>(), [3]);
}

#[test]
fn the_other_resources_have_filters_too() {
    let catalog = Catalog::load(World::harbour().entries);
    for (resource, parameters, expected) in [
        (Resource::Author, "name=jose nunez", "au1"),
        (Resource::Author, "name=Núñez, José&organization=or2", "au1"),
        (Resource::Author, "missing=orcid", "au1"),
        (Resource::Author, "orcid=0000-0002-1825-0097", ""),
        (Resource::Organization, "", "or1 or2"),
        (Resource::Organization, "country=nz", "or1"),
        (Resource::Organization, "ror=05dxps055", "or2"),
        (Resource::Series, "code=hn&kind=serial&issn=29000009&publisher=or1", "se1"),
        (Resource::Series, "language=zh", "se2"),
        (Resource::Series, "missing=issn", "se2"),
        (Resource::Disclaimer, "type=commentary", "di1"),
        (Resource::Disclaimer, "type=response", "di1 di2"),
        (Resource::Disclaimer, "valid_on=2023-06-30", "di1"),
        (Resource::Disclaimer, "valid_on=2030", "di2"),
        (Resource::Disclaimer, "valid_on=2023&sort=-from", "di2 di1"),
        (Resource::Disclaimer, "valid_on=2019", ""),
    ] {
        assert_eq!(ids(&catalog, resource, parameters), expected, "{} {parameters}", resource.plural());
    }
}

#[test]
fn field_names_are_the_keys_of_the_record() {
    let mut world = World::default();
    for (id, resource) in [
        ("ar1", Entity::Article(Box::<Article>::default())),
        ("au1", Entity::Author(Box::<Author>::default())),
        ("or1", Entity::Organization(Box::<Organization>::default())),
        ("se1", Entity::Series(Box::<Series>::default())),
        ("di1", Entity::Disclaimer(Box::<Disclaimer>::default())),
    ] {
        let record = world.add(id, serde_json::to_value(&resource).unwrap());
        let json = serde_json::to_value(&record).unwrap();
        let keys: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(present::names(resource.resource()), keys);
        assert!(keys.len() <= 64);
    }
}

#[test]
fn entries_of_records_read_back() {
    for (_, entry) in World::harbour().entries {
        assert_eq!(Entry::from_bytes(&entry.to_bytes()), Some(entry));
    }
}
