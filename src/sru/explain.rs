//! What the service can do: a ZeeRex record (explain.z3950.org, version 2.0).

use url::Url;

use super::Source;
use super::index::{self, SETS};
use super::request::{DEFAULT, MOST, Request, Version};
use super::{response, schema};
use crate::format::xml::Xml;

/// The answer to explain.
pub fn answer(source: &Source<'_>, request: &Request) -> Vec<u8> {
    let mut xml = Vec::with_capacity(8_192);
    let root = Xml::new(&mut xml);
    write(root, source, request.version);
    response::explain(request, &xml)
}

fn write(mut xml: Xml<'_>, source: &Source<'_>, version: Version) {
    let root = xml.element("explain").attribute("xmlns", "http://explain.z3950.org/dtd/2.0/");
    root.attribute("authoritative", "true").children(|explain| {
        server(explain, source, version);
        explain.element("databaseInfo").children(|database| {
            let name = source.identity.repository_name.as_deref().unwrap_or("Byline");
            database.element("title").attribute("primary", "true").text(name);
            let what = "Metadata of commentaries: who wrote what, where and when.";
            database.element("description").attribute("lang", "en").attribute("primary", "true").text(what);
            let implementation = database.element("implementation").attribute("identifier", "byline");
            implementation.attribute("version", env!("CARGO_PKG_VERSION")).children(|own| own.leaf("title", "Byline"));
        });
        indexes(explain);
        // Only the schema of OASIS knows this element.
        if version == Version::V2_0 {
            explain.element("searchInfo").children(|search| {
                search.leaf("queryExample", "dc.title any harbour and dc.date >= 2020 sortBy dc.date/sort.descending");
            });
        }
        explain.element("schemaInfo").children(|schemas| {
            for own in schema::all() {
                let one = schemas.element("schema").attribute("identifier", own.identifier);
                let one = one.attribute("location", own.location).attribute("name", own.name);
                one.attribute("sort", "false")
                    .attribute("retrieve", "true")
                    .children(|one| one.leaf("title", own.title));
            }
        });
        config(explain);
    });
}

/// Where the service is. Without a public address it is where this request came to.
fn server(explain: &mut Xml<'_>, source: &Source<'_>, version: Version) {
    let base = source.identity.base_url.as_deref().unwrap_or(source.asked_at);
    let url = Url::parse(base).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or("localhost");
    let port = url.as_ref().and_then(Url::port_or_known_default).unwrap_or(80);
    let scheme = url.as_ref().map_or("http", Url::scheme);
    let path = url.as_ref().map_or("", Url::path).trim_matches('/');
    let database = if path.is_empty() { "sru".to_owned() } else { format!("{path}/sru") };
    let server = explain.element("serverInfo").attribute("protocol", "SRU").attribute("version", version.word());
    server.attribute("transport", scheme).children(|server| {
        server.leaf("host", host);
        server.leaf("port", &port.to_string());
        server.leaf("database", &database);
    });
}

fn indexes(explain: &mut Xml<'_>) {
    explain.element("indexInfo").children(|info| {
        for (prefix, identifier, title) in SETS {
            let set = info.element("set").attribute("identifier", identifier).attribute("name", prefix);
            set.children(|set| set.leaf("title", title));
        }
        for own in index::ALL {
            let sorts = if own.sort.is_some() { "true" } else { "false" };
            let one = info.element("index").attribute("search", "true");
            let one = one.attribute("scan", if own.kind.terms().is_some() { "true" } else { "false" });
            one.attribute("sort", sorts).children(|one| {
                one.element("title").attribute("lang", "en").text(own.title);
                one.element("map").children(|map| map.element("name").attribute("set", own.set).text(own.name));
                one.element("configInfo").children(|config| {
                    for relation in own.kind.relations() {
                        config.element("supports").attribute("type", "relation").text(relation);
                    }
                });
            });
        }
    });
}

fn config(explain: &mut Xml<'_>) {
    explain.element("configInfo").children(|config| {
        config.element("default").attribute("type", "numberOfRecords").text(&DEFAULT.to_string());
        config.element("default").attribute("type", "contextSet").text("cql");
        config.element("default").attribute("type", "index").text("cql.serverChoice");
        config.element("default").attribute("type", "relation").text("=");
        if let Some(schema) = schema::find(None) {
            config.element("default").attribute("type", "retrieveSchema").text(schema.name);
        }
        config.element("setting").attribute("type", "maximumRecords").text(&MOST.to_string());
        for mask in ["*", "?"] {
            config.element("supports").attribute("type", "maskingCharacter").text(mask);
        }
        config.element("supports").attribute("type", "sort").empty();
    });
}
