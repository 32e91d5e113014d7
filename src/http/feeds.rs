//! `/feeds/articles.atom` and the like: by the filters of `/v1/articles`; what is unknown is passed over.

use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse};

use super::gather;
use super::site::{Shown, refused, show};
use super::state::State;
use crate::domain::Resource;
use crate::feed::{Entry, FORMATS, Feed, Part};
use crate::record::Record;

/// The path of all feeds.
pub(super) const PATH: &str = "/feeds/articles.{extension}";

/// Answers a feed.
pub(super) async fn articles(
    request: HttpRequest,
    state: web::Data<State>,
    extension: web::Path<String>,
) -> HttpResponse {
    let Some(format) = FORMATS.iter().find(|format| format.extension == extension.as_str()) else {
        return refused(&state, &request, &super::request::nothing_here()).await;
    };
    show(request, state, format.content_type, move |state, asked| {
        gather::with_site(state, |site| {
            let query = asked.query(state, Resource::Article)?;
            let list = gather::list(state, query, asked, |record| match record {
                Record::Article(own) => Entry::new(site, own),
                _ => None,
            })?;
            let filters = gather::named_filters(state, Resource::Article, asked);
            let titles: Vec<String> =
                filters.into_iter().map(|own| own.label.map_or(own.value, |own| own.text)).collect();
            let part = Part {
                title: titles.join(", "),
                query: asked.query_string(Resource::Article),
                own: list.own,
                next: list.next,
            };
            let feed = Feed::new(site, format, &part, list.items.into_iter().flatten().collect());
            Ok(Shown::Page { bytes: Bytes::from((format.render)(&feed)), link: None })
        })
    })
    .await
}
