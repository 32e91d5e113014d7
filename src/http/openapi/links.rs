//! Links: which answer gives which operation its parameters.

use serde_json::{Value, json};

/// The operation that answers, the name of the link, the operation it leads to, and its parameters.
type Link = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

const FIRST: &str = "$response.body#/items/0/id";
const OWN: &str = "$response.body#/id";

const LINKS: &[Link] = &[
    ("listArticles", "firstArticle", "getArticle", &[("id", FIRST)]),
    ("listArticles", "relationsOfFirst", "listRelations", &[("id", FIRST)]),
    ("listArticles", "bodyOfFirst", "getArticleBody", &[("id", FIRST)]),
    ("citeArticles", "firstCited", "getArticle", &[("id", FIRST)]),
    ("getArticle", "relations", "listRelations", &[("id", OWN)]),
    ("getArticle", "body", "getArticleBody", &[("id", OWN)]),
    ("getArticle", "versions", "listVersions", &[("id", OWN)]),
    ("getArticle", "series", "getSeries", &[("id", "$response.body#/series/id")]),
    ("getArticle", "publisher", "getOrganization", &[("id", "$response.body#/publisher/id")]),
    ("getArticle", "disclaimer", "getDisclaimer", &[("id", "$response.body#/disclaimers/0/id")]),
    (
        "getArticle",
        "sameNumber",
        "getArticleByNumber",
        &[("id", "$response.body#/series/id"), ("number", "$response.body#/number")],
    ),
    ("getArticleBody", "article", "getArticle", &[("id", "$response.body#/article")]),
    ("listRelations", "firstRelated", "getArticle", &[("id", "$response.body#/items/0/article/id")]),
    ("listAuthors", "firstAuthor", "getAuthor", &[("id", FIRST)]),
    ("listAuthors", "articlesOfFirst", "listArticlesOfAuthor", &[("id", FIRST)]),
    ("getAuthor", "articles", "listArticlesOfAuthor", &[("id", OWN)]),
    ("listArticlesOfAuthor", "firstArticle", "getArticle", &[("id", FIRST)]),
    ("listOrganizations", "firstOrganization", "getOrganization", &[("id", FIRST)]),
    ("listOrganizations", "articlesOfFirst", "listArticlesOfOrganization", &[("id", FIRST)]),
    ("getOrganization", "articles", "listArticlesOfOrganization", &[("id", OWN)]),
    ("listArticlesOfOrganization", "firstArticle", "getArticle", &[("id", FIRST)]),
    ("listSeries", "firstSeries", "getSeries", &[("id", FIRST)]),
    ("listSeries", "articlesOfFirst", "listArticlesOfSeries", &[("id", FIRST)]),
    ("getSeries", "articles", "listArticlesOfSeries", &[("id", OWN)]),
    ("getSeries", "latest", "getArticleByNumber", &[("id", OWN), ("number", "latest")]),
    ("getSeries", "publisher", "getOrganization", &[("id", "$response.body#/publisher/id")]),
    ("listArticlesOfSeries", "firstArticle", "getArticle", &[("id", FIRST)]),
    ("listDisclaimers", "firstDisclaimer", "getDisclaimer", &[("id", FIRST)]),
    ("listDisclaimers", "articlesOfFirst", "listArticlesOfDisclaimer", &[("id", FIRST)]),
    ("getDisclaimer", "articles", "listArticlesOfDisclaimer", &[("id", OWN)]),
    ("getDisclaimer", "series", "getSeries", &[("id", "$response.body#/series/id")]),
    ("listArticlesOfDisclaimer", "firstArticle", "getArticle", &[("id", FIRST)]),
];

pub(super) fn add(operation: &mut Value) {
    let from = operation["operationId"].as_str().unwrap_or_default().to_owned();
    let Some(answer) = operation["responses"].get_mut("200") else { return };
    for (_, name, to, parameters) in LINKS.iter().filter(|(own, ..)| *own == from) {
        let parameters: serde_json::Map<_, _> =
            parameters.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        answer["links"][*name] = json!({ "operationId": to, "parameters": parameters });
    }
}
