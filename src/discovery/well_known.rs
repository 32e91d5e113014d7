//! `robots.txt` (RFC 9309) and the catalogue of APIs (RFC 9727).

use serde_json::{Value, json};

/// The media type of the catalogue (RFC 9264, section 4.2; RFC 9727, section 4).
pub const LINKSET: &str = "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"";

/// Where the catalogue stands (RFC 9727, section 2).
pub const API_CATALOG: &str = "/.well-known/api-catalog";

/// Everything may be read; crawlers are told of the sitemap where its address is known.
pub fn robots(base: Option<&str>) -> String {
    let sitemap = base.map(|base| format!("\nSitemap: {base}/sitemap.xml\n")).unwrap_or_default();
    format!("User-agent: *\nAllow: /\n{sitemap}")
}

/// The APIs of this service, each with its description, its documentation and its status.
/// Harvesting is one where it is on.
pub fn api_catalog(base: &str, harvesting: bool) -> Value {
    let link = |path: &str, media_type: &str| json!([{ "href": format!("{base}{path}"), "type": media_type }]);
    let on = || APIS.iter().filter(|api| harvesting || api.path != "/oai");
    let apis = on().map(|api| {
        json!({
            "anchor": format!("{base}{}", api.path),
            "service-desc": link(api.description.0, api.description.1),
            "service-doc": link("/docs/", "text/html"),
            "status": link("/readyz", "application/json"),
        })
    });
    let items = on().map(|api| json!({ "href": format!("{base}{}", api.path), "title": api.title }));
    let own = json!({ "anchor": format!("{base}{API_CATALOG}"), "item": items.collect::<Vec<_>>() });
    json!({ "linkset": std::iter::once(own).chain(apis).collect::<Vec<_>>() })
}

/// An API of this service.
struct Api {
    title: &'static str,
    path: &'static str,
    /// Where it describes itself to machines, and in what media type.
    description: (&'static str, &'static str),
}

const APIS: &[Api] = &[
    Api { title: "Records as JSON", path: "/v1", description: ("/openapi.json", "application/json") },
    Api { title: "OAI-PMH", path: "/oai", description: ("/oai?verb=Identify", "text/xml") },
    Api { title: "SRU", path: "/sru", description: ("/sru?operation=explain&version=1.2", "text/xml") },
];
