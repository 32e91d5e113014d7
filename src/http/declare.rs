//! Query parameters, as the OpenAPI document declares them.

use serde_json::{Value, json};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{Ref, RefOr, Required};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use super::listing::{self, MOST, filters};
use super::{changes, citations, cursor, drafts, edit, facets, found, imports, openapi, suggest, webhooks};
use crate::catalog::field::{Kind, Prefix};
use crate::catalog::{Field, Sort, facet, present};
use crate::domain::Resource;
use crate::domain::article::Status;
use crate::format::citation;
use crate::import::form::Form;
use crate::search::{SEARCHED, ask};

/// Declares the parameters of operations.
macro_rules! params {
    ($($(#[$doc:meta])* $name:ident => $parameters:expr),+ $(,)?) => { $(
        $(#[$doc])*
        pub struct $name;

        impl IntoParams for $name {
            fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
                $parameters
            }
        }
    )+ };
}

params! {
    /// Of `/v1/articles`.
    Articles => list(Resource::Article, None),
    /// Of `/v1/authors/{id}/articles`.
    ArticlesOfAuthor => list(Resource::Article, Some("author")),
    /// Of `/v1/series/{id}/articles`.
    ArticlesOfSeries => list(Resource::Article, Some("series")),
    /// Of `/v1/disclaimers/{id}/articles`.
    ArticlesOfDisclaimer => list(Resource::Article, Some("disclaimer")),
    /// Of `/v1/organizations/{id}/articles`.
    ArticlesOfOrganization => list(Resource::Article, Some("organization")),
    /// Of `/v1/authors`.
    Authors => list(Resource::Author, None),
    /// Of `/v1/organizations`.
    Organizations => list(Resource::Organization, None),
    /// Of `/v1/series`.
    SeriesList => list(Resource::Series, None),
    /// Of `/v1/disclaimers`.
    Disclaimers => list(Resource::Disclaimer, None),
    /// Of `/v1/articles/{id}`.
    OneArticle => vec![fields(Resource::Article), view()],
    /// Of `/v1/authors/{id}`.
    OneAuthor => vec![fields(Resource::Author), view()],
    /// Of `/v1/organizations/{id}`.
    OneOrganization => vec![fields(Resource::Organization), view()],
    /// Of `/v1/series/{id}`.
    OneSeries => vec![fields(Resource::Series), view()],
    /// Of `/v1/disclaimers/{id}`.
    OneDisclaimer => vec![fields(Resource::Disclaimer), view()],
    /// Of creating a thing.
    Creating => vec![message(), idempotency_key()],
    /// Of making two of one thing.
    Splitting => vec![message(), idempotency_key(), if_match()],
    /// Of `/v1/drafts`.
    Drafts => vec![draft_status(), draft_series(), limit(), cursor()],
    /// Of `/v1/import`.
    Importing => importing(),
    /// Of `/v1/erasures`.
    Erasing => vec![dry_run(), message()],
    /// Of changing a thing.
    Changing => vec![message(), if_match()],
    /// Of taking a thing back.
    Removing => vec![message(), words("reason", "Why, in words for the public.", "Published twice."), words("successor", "What to read or use in its place, by id.", "ar1"), if_match()],
    /// Of `/v1/changes`.
    Changes => changes(),
    /// Of `/v1/articles/{id}/citation`.
    Citing => citing("Plain text or HTML; without it as `Accept` says."),
    /// Of `/v1/articles/citations`.
    Citations => citations(),
    /// Of `/v1/facets/{field}`.
    FacetValues => facet_values(),
    /// Of `/v1/articles/{id}/relations`.
    Paging => vec![limit(), cursor()],
    /// Of `/v1/articles/{id}/similar`.
    Similar => vec![limit(), fields(Resource::Article)],
    /// Of `/v1/suggest`.
    Suggest => suggest(),
    /// Of `/v1/articles/lookup`.
    Lookup => lookup(),
    /// Of `/v1/webhooks/{id}/rotate`.
    Rotating => vec![overlap()],
    /// Of `/oai`.
    Harvest => harvest(),
    /// Of `/sru`.
    Sru => sru(),
    /// Of `/v1/articles/{id}/versions/{version}/diff`.
    Comparing => vec![from(), view()],
    /// The same of revisions.
    Stepping => vec![from()],
    /// Of `/v1/articles/{id}/versions/{version}`.
    OneVersion => vec![view()],
    /// Of `/v1/articles/{id}/versions`.
    Versions => vec![limit(), cursor(), view()],
    /// Of `/v1/series/{id}/numbers/{number}`.
    Year => vec![parameter("year", "The year of the number. For example `2024`.", year().examples([json!(2024)]).into()).build()],
}

/// Content as it is, of any kind.
pub struct Octets;

impl PartialSchema for Octets {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)))
            .into()
    }
}

impl ToSchema for Octets {}

fn list(resource: Resource, scope: Option<&'static str>) -> Vec<Parameter> {
    let with = |prefix| filters_with(resource, scope, prefix);
    let counts = if resource == Resource::Article { vec![facet_names(), facet_limit()] } else { Vec::new() };
    let is_searched = SEARCHED.contains(&resource);
    let found = if is_searched { vec![words_asked(resource), highlight()] } else { Vec::new() };
    let own = [sort(resource, is_searched), limit(), cursor(), fields(resource)];
    let own = found.into_iter().chain(own).chain(counts);
    with(Prefix::None).chain(own).chain(with(Prefix::Not)).chain(with(Prefix::All)).collect()
}

fn words_asked(resource: Resource) -> Parameter {
    let all = "Only what has all of these words, in any of their forms, in any language; a phrase in quotation marks stands there so; `-word` must not be there; `harb*` stands for every public word that begins so.";
    let description = match resource {
        Resource::Article => format!(
            "{all} `title:harbour` must be in that part; there are {}. Anything can be typed. `search` tells how it was answered.",
            ask::PARTS.join(", ")
        ),
        _ => format!("{all} Anything can be typed. `search` tells how it was answered."),
    };
    let text = ObjectBuilder::new().schema_type(Type::String).pattern(Some(TYPED)).examples([json!("harbour")]);
    parameter(listing::WORDS, &description, text.into()).build()
}

fn highlight() -> Parameter {
    let words = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(found::PARTS));
    let list =
        ArrayBuilder::new().items(RefOr::T(words.build().into())).min_items(Some(1)).examples([json!(["title"])]);
    let description = "Show in `search` where the words of `q` stand in these texts, a list with commas.";
    repeated(parameter(listing::HIGHLIGHT, description, list.into()), false)
}

/// The filters of a list that have this before their names.
fn filters_with(resource: Resource, scope: Option<&'static str>, prefix: Prefix) -> impl Iterator<Item = Parameter> {
    filters(resource, scope).filter(move |(own, _)| *own == prefix).map(move |(_, field)| {
        let description = match prefix {
            Prefix::None => format!("{} For example `{}`.", field.description, field.example),
            Prefix::Not => format!("Leaves out what `{}` would find.", field.name),
            Prefix::All => format!("Only what `{}` would find as well, with each value that is given.", field.name),
        };
        let example = match (prefix, field.kind) {
            // Of a closed list, the word that leaves most.
            (Prefix::Not, Kind::Word([.., last])) => last,
            _ => field.example,
        };
        filter(resource, field, prefix, &description, example)
    })
}

fn filter(resource: Resource, field: &Field, prefix: Prefix, description: &str, example: &str) -> Parameter {
    let name = &format!("{}{}", prefix.text(), field.name);
    let example = match field.kind {
        Kind::Year => example.parse().map(|year: u16| json!(year)).unwrap_or_default(),
        _ => json!(example),
    };
    let value = value(resource, field.kind);
    if !field.repeatable() {
        return parameter(name, description, value.examples([example]).into()).build();
    }
    let list =
        ArrayBuilder::new().items(RefOr::T(value.build().into())).min_items(Some(1)).examples([json!([example])]);
    let repeated_is = match prefix {
        Prefix::All => "all of the values",
        Prefix::None | Prefix::Not => "any of the values",
    };
    let description = format!("{description} Repeated: {repeated_is}.");
    repeated(parameter(name, &description, list.into()), true)
}

fn value(resource: Resource, kind: Kind) -> ObjectBuilder {
    let text = ObjectBuilder::new().schema_type(Type::String);
    match kind {
        Kind::Word(words) => text.enum_values(Some(words.iter().copied())),
        Kind::FieldName => text.enum_values(Some(present::names(resource).iter().copied())),
        Kind::Year => year(),
        _ => text.pattern(kind.pattern()),
    }
}

fn year() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(9999))
}

fn number_of_version() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(u32::MAX)).examples([json!(1)])
}

fn sort(resource: Resource, ranked: bool) -> Parameter {
    let mut known = Sort::words(resource);
    let mut description = "The order; `-` before a key reverses it. Records without the value come last either way; the id decides between equals.".to_owned();
    if ranked {
        known.push(found::RELEVANCE.to_owned());
        description.push_str(" With `q` what fits best comes first where nothing else is asked for: `relevance`; without it, and in files, that is the usual order.");
    }
    let words = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(known));
    let default: Value = Sort::default_of(resource).to_string().into();
    parameter("sort", &description, words.default(Some(default)).into()).build()
}

fn limit() -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(MOST as u32));
    let description = "How many records a page holds at most.";
    parameter("limit", description, schema.default(Some(json!(20))).into()).build()
}

fn cursor() -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[0-9A-Za-z_-]+$"));
    let schema = schema.min_length(Some(1)).max_length(Some(cursor::LONGEST));
    let description = "Where the page begins: taken as it is from the `next` of the page before. It does not expire, and belongs to its filters and order.";
    parameter("cursor", description, schema.into()).build()
}

fn fields(resource: Resource) -> Parameter {
    let name = RefOr::Ref(Ref::from_schema_name(openapi::fields_name(resource)));
    let list = ArrayBuilder::new().items(name).min_items(Some(1)).examples([json!(["id", "modified"])]);
    let description =
        "Only these fields, a list with commas; dots reach inside. `id` is always there. For example `id,modified`.";
    repeated(parameter("fields", description, list.into()), false)
}

fn facet_names() -> Parameter {
    let words = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(facet::NAMES.iter().copied()));
    let list = ArrayBuilder::new().items(RefOr::T(words.build().into())).min_items(Some(1));
    let description = "What the articles of all pages are counted by, a list with commas: `facets` of the answer has the most frequent values of each, with how many articles have them, and how many have none. For example `series,year`.";
    repeated(parameter("facets", description, list.examples([json!(["series", "year"])]).into()), false)
}

fn facet_limit() -> Parameter {
    let (usual, most) = facets::TOP;
    let schema = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(most as u32));
    let description = "How many values of each of the `facets` are told at most; `all` leads to the others.";
    parameter("facet_limit", description, schema.default(Some(json!(usual))).into()).build()
}

fn facet_values() -> Vec<Parameter> {
    let with = |prefix| filters_with(Resource::Article, None, prefix);
    let words = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(facets::SORTS.map(|(name, _)| name)));
    let [(usual, _), _] = facets::SORTS;
    let description = "`-count`: the most frequent first, the first by name of those that are equally frequent. `value`: by name; years from the first on.";
    let sort = parameter("sort", description, words.default(Some(json!(usual))).into()).build();
    with(Prefix::None).chain([sort, limit(), cursor()]).chain(with(Prefix::Not)).chain(with(Prefix::All)).collect()
}

fn from() -> Parameter {
    let description = "The number of the one to begin with; the one before, where it is not given.";
    parameter("from", description, number_of_version().into()).build()
}

fn view() -> Parameter {
    let words = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["private"]));
    let description = "`private`: everything that is known, and the revision as `ETag`, for whoever has a key. It is another form than the record's, and always whole: it takes no `fields`.";
    parameter("view", description, words.into()).build()
}

fn message() -> Parameter {
    words("message", "Why, in words for the history, which is private.", "The author has written to us.")
}

/// What can be typed: no control characters.
const TYPED: &str = r"^[^\x00-\x1f\x7f-\x9f]*$";

fn words(name: &str, description: &str, example: &str) -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(edit::LONGEST));
    let schema = schema.pattern(Some(TYPED));
    parameter(name, description, schema.examples([json!(example)]).into()).build()
}

fn draft_status() -> Parameter {
    let words = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(drafts::STATUSES.map(Status::word)));
    parameter("status", "Only drafts, or only what waits to be published.", words.into()).build()
}

fn draft_series() -> Parameter {
    let id = ObjectBuilder::new().schema_type(Type::String).pattern(Kind::Id(&[Resource::Series]).pattern());
    parameter("series", "Only what belongs to this series.", id.examples([json!("se1")]).into()).build()
}

fn idempotency_key() -> Parameter {
    let description = "A name for this request, such as a UUID: sent again with the same one, it is done once.";
    field("Idempotency-Key", description, "^.{1,257}$", "5f1c-1", false)
}

fn dry_run() -> Parameter {
    let switch = ObjectBuilder::new().schema_type(Type::Boolean).default(Some(json!(false)));
    parameter("dry_run", "Try it, tell what would happen, and keep nothing.", switch.into()).build()
}

fn importing() -> Vec<Parameter> {
    let string = |pattern: Option<String>, example: &str| {
        ObjectBuilder::new().schema_type(Type::String).pattern(pattern).examples([json!(example)])
    };
    let text = |example: &str| {
        let schema = string(Kind::Text.pattern(), example).min_length(Some(1));
        schema.max_length(Some(imports::LONGEST_NAME))
    };
    let ends = Form::extensions().collect::<Vec<_>>().join("|");
    let name = string(Some(format!(r"^[^\x00-\x1f\x7f-\x9f]*\.({ends})$")), "harbour.txt");
    let own = [
        (
            "source",
            "The name under which the archive remembers where things came from. Without it, of lines their name, or that of the key; of texts `texts`.",
            text("texts"),
        ),
        ("series", "Of a text: its series, by title or id.", text("se1")),
        ("number", "Of a text: its number in the series.", text("24")),
        (
            "published",
            "Of a text: when it was published; `2024-04-12`, `2024-04` or `2024`.",
            string(Kind::Date.pattern(), "2024-04-12"),
        ),
        ("language", "Of a text: its language.", string(Kind::Language.pattern(), "en")),
        (
            "url",
            "Of a text: where it stands on the web.",
            string(Some(URL.to_owned()), "https://saltmarsh.example/tideline/24"),
        ),
    ];
    let own = own.map(|(name, description, schema)| parameter(name, description, schema.into()).build());
    let description = "What the content is called. Its end tells what it is; lines that a media type of their own tells can do without. Lines of this name are of this source, and a text is known again by it.";
    let name = parameter("name", description, name.max_length(Some(imports::LONGEST_NAME)).into());
    let prefer = "`respond-async`: do not wait, make it a job (RFC 7240).";
    let prefer = field("Prefer", prefer, "^.+$", "respond-async", false);
    let first = [dry_run(), name.required(Required::True).build()];
    first.into_iter().chain(own).chain([message(), idempotency_key(), prefer]).collect()
}

fn if_match() -> Parameter {
    let description = "The revision this is made on: the `ETag` of the private view. `*` stands for any.";
    field("If-Match", description, r#"^(\*|"[!#-~]*")$"#, "\"r1\"", true)
}

fn field(name: &str, description: &str, pattern: &str, example: &str, required: bool) -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern)).examples([json!(example)]);
    let required = if required { Required::True } else { Required::False };
    parameter(name, description, schema.into()).parameter_in(ParameterIn::Header).required(required).build()
}

fn overlap() -> Parameter {
    let hours =
        ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).maximum(Some(webhooks::LONGEST_OVERLAP));
    let description = "For how many hours deliveries are signed with the secret it had as well; with 0 for none.";
    parameter("overlap", description, hours.default(Some(json!(webhooks::OVERLAP))).into()).build()
}

fn citations() -> Vec<Parameter> {
    let mut all = list(Resource::Article, None);
    let not_here = ["fields", "sort", listing::WORDS, listing::HIGHLIGHT];
    all.retain(|own| ![&not_here, facets::PARAMETERS].concat().contains(&own.name.as_str()));
    all.push(sort(Resource::Article, false));
    let first = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(citations::LAST));
    let description =
        "The number of the first citation, in a style that numbers them; `next` has the one that follows.";
    all.extend(citing("With `html` there is `citation_html` too."));
    all.push(parameter("first", description, first.default(Some(json!(1))).into()).build());
    all
}

fn citing(forms: &str) -> Vec<Parameter> {
    let words = |all: Vec<&'static str>| ObjectBuilder::new().schema_type(Type::String).enum_values(Some(all));
    let style = words(citation::style_names().collect()).default(Some(json!(citation::DEFAULT_STYLE)));
    let locale = words(citation::locales().collect()).examples([json!("de-DE")]);
    let format = words(citations::TYPES.iter().map(|(word, _)| *word).collect());
    vec![
        parameter("style", "The citation style, by its name in the Citation Style Language.", style.into()).build(),
        parameter("locale", "The language of words and dates; without it that of the style.", locale.into()).build(),
        parameter("format", forms, format.into()).build(),
    ]
}

fn log_place() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).pattern(Some(changes::SINCE)).examples([json!("now")])
}

fn changes() -> Vec<Parameter> {
    let list = |name: &str, description: &str, item: ObjectBuilder, example: &str| {
        let list = ArrayBuilder::new().items(RefOr::T(item.build().into())).min_items(Some(1));
        repeated(parameter(name, description, list.examples([json!([example])]).into()), true)
    };
    let words = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(Resource::ALL.map(Resource::name)));
    let series = ObjectBuilder::new().schema_type(Type::String).pattern(Kind::Id(&[Resource::Series]).pattern());
    let since =
        "The place after which to begin, an `as_of` or `place`; `now` for its end. Without it from the beginning.";
    let series_description = "Only what belongs to this series, or did: its record, articles and disclaimers. What leaves it is told as `left`. Repeated: any of them.";
    vec![
        parameter("since", since, log_place().into()).build(),
        list("resource", "Only changes of such records. Repeated: any of them.", words, "article"),
        list("series", series_description, series, "se1"),
        limit(),
    ]
}

fn suggest() -> Vec<Parameter> {
    let typed = ObjectBuilder::new().schema_type(Type::String).pattern(Some(TYPED)).examples([json!("harb")]);
    let words = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(suggest::kinds()));
    let kinds =
        ArrayBuilder::new().items(RefOr::T(words.build().into())).min_items(Some(1)).examples([json!(["author"])]);
    let most = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(suggest::MOST as u32));
    vec![
        parameter("q", "What was typed so far.", typed.into()).build(),
        repeated(parameter("kind", "Only such things. Repeated: any of them.", kinds.into()), true),
        parameter("limit", "How many of each kind at most.", most.default(Some(json!(suggest::USUAL))).into()).build(),
    ]
}

/// An address on the web.
const URL: &str = r"^https?://[^\s\x00-\x1F\x7F-\x9F]+$";

fn lookup() -> Vec<Parameter> {
    const DOI: &str =
        r"^(https?://)?((dx\.|www\.)?doi\.org/)?((urn:)?doi:)?10\.[0-9]{4,9}(\.[0-9]+)*/[^\s\x00-\x1F\x7F-\x9F]+$";
    const IDENTIFIER: &str = r"^[0-9a-z-]{1,32}:[^\x00-\x1F\x7F-\x9F]*[^\s\x00-\x1F\x7F-\x9F][^\x00-\x1F\x7F-\x9F]*$";
    let all = [
        ("doi", "A DOI, with or without resolver. For example `10.5555/tide.2024.24`.", DOI, "10.5555/tide.2024.24"),
        (
            "url",
            "The address of any of its appearances. For example `https://saltmarsh.example/tideline/2024/24`.",
            URL,
            "https://saltmarsh.example/tideline/2024/24",
        ),
        (
            "identifier",
            "Any of its identifiers, as `scheme:value`. For example `doi:10.5555/tide.2024.24`.",
            IDENTIFIER,
            "doi:10.5555/tide.2024.24",
        ),
    ];
    let one = |(name, description, pattern, example): (&str, &str, &str, &str)| {
        let schema = ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern)).examples([json!(example)]);
        parameter(name, description, schema.into()).build()
    };
    all.map(one).into()
}

fn harvest() -> Vec<Parameter> {
    let all = [
        (
            "verb",
            "What is asked: `Identify`, `ListMetadataFormats`, `ListSets`, `GetRecord`, `ListIdentifiers` or `ListRecords`.",
            "Identify",
        ),
        ("identifier", "An item, as `oai:{repository}:{article}`.", "oai:example.org:ar1"),
        ("metadataPrefix", "A format, of those that `ListMetadataFormats` lists.", "oai_dc"),
        ("from", "The day or second from which on records changed.", "2024-04-12"),
        ("until", "The day or second until which records changed.", "2124-12-31T23:59:59Z"),
        ("set", "A set, of those that `ListSets` lists.", "series:se1"),
        ("resumptionToken", "The token with which a list goes on; it stands alone beside `verb`.", "AQ"),
    ];
    all.map(text).into()
}

/// Any text is taken, and what is wrong with it told as a diagnostic under status 200; so the schemas of
/// the parameters rule nothing out.
fn sru() -> Vec<Parameter> {
    super::sru::PARAMETERS.iter().copied().map(text).collect()
}

/// A parameter that takes any text.
fn text((name, description, example): (&str, &str, &str)) -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::String).examples([json!(example)]);
    parameter(name, description, schema.into()).build()
}

fn repeated(parameter: ParameterBuilder, explode: bool) -> Parameter {
    parameter.style(Some(ParameterStyle::Form)).explode(Some(explode)).build()
}

/// Examples stand in schemas: pages that let one try operations fill in those that stand beside them,
/// and nobody wants all filters at once.
fn parameter(name: &str, description: &str, schema: Schema) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(RefOr::T(schema)))
}
