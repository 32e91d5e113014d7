//! Lists of records: parameters, paging, the answer.

use actix_web::{HttpRequest, HttpResponse, web};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Required};

use super::envelope::{self, Made};
use super::params::{Params, encode};
use super::problem::{Problem, Wrong};
use super::state::State;
use super::{accept, cursor};
use crate::catalog::field::Kind;
use crate::catalog::{Field, Query, Sort, field};
use crate::domain::{Id, Resource};

/// The most records a page may hold.
const MOST: usize = 200;

/// What a list is restricted to by its path: a filter and its value.
pub type Scope = (&'static str, Id);

/// Answers a list of a resource's records.
pub async fn answer(
    request: HttpRequest,
    state: web::Data<State>,
    resource: Resource,
    scope: Option<Scope>,
) -> Result<HttpResponse, Problem> {
    accept::format(&request)?;
    let target = request.uri().path_and_query().map(|target| target.as_str().to_owned()).unwrap_or_default();
    let path = request.uri().path().to_owned();
    let kept = state.clone().into_inner();
    let made = state
        .clone()
        .into_inner()
        .read(move |state| match state.pages.get(&target).filter(|made| made.as_of == state.reader.sequence()) {
            Some(made) => Ok(made),
            None => {
                if let Some((_, id)) = scope {
                    super::single::must_exist(state, id)?;
                }
                let made = page(state, resource, scope, &path, &target)?;
                state.pages.insert(target, made.clone());
                Ok(made)
            }
        })
        .await?;
    if let Some(response) = made.validator.not_modified(&request) {
        return Ok(response);
    }
    Ok(made.validator.ok(&kept, &request, "application/json", made.bytes, made.link))
}

/// Makes a page.
fn page(state: &State, resource: Resource, scope: Option<Scope>, path: &str, target: &str) -> Result<Made, Problem> {
    let query_string = target.split_once('?').map_or("", |(_, query)| query);
    let mut params = Params::parse(query_string)?;
    let (wanted, after) = (params.one("fields"), params.one("cursor"));
    let mut query = Query::new(resource);
    let given_limit = limit(&mut params);
    query.limit = given_limit.unwrap_or(query.limit);
    let rest = params.take();
    for (name, value) in &rest {
        let scoped = scope.is_some_and(|(own, _)| name.strip_prefix("not.").unwrap_or(name) == own);
        match if scoped { Ok(false) } else { query.accept(name, value) } {
            Ok(true) => {}
            Ok(false) => {
                params.refuse(name, format!("there is no such parameter here; there are {}", known(resource, scope)))
            }
            Err(invalid) => params.refuse_all([Wrong::from(invalid)]),
        }
    }
    if rest.iter().filter(|(name, _)| name == "sort").count() > 1 {
        params.refuse("sort", "it is given twice; give it once");
    }
    if let Some((name, id)) = scope
        && let Err(invalid) = query.accept(name, &id.to_string())
    {
        params.refuse_all([Wrong::from(invalid)]);
    }
    let fields = match wanted.as_deref().map(|list| state.fields_of(resource).select(list)) {
        None => None,
        Some(Ok(fields)) => Some(fields),
        Some(Err(detail)) => {
            params.refuse("fields", detail);
            None
        }
    };
    params.check()?;
    let list = name_of(path, &query.sort, &rest);
    let settings = state.reader.settings();
    query.after = after.map(|text| cursor::read(settings, &list, &text)).transpose()?;
    let page = state.reader.page(&query)?;
    let next = page.next.as_ref().map(|position| {
        let mut pairs: Vec<String> =
            rest.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        pairs.extend(given_limit.map(|limit| format!("limit={limit}")));
        pairs.extend(wanted.as_ref().map(|wanted| format!("fields={}", encode(wanted))));
        pairs.push(format!("cursor={}", cursor::write(settings, &list, position)));
        format!("{path}?{}", pairs.join("&"))
    });
    let items = page.items.iter().map(|item| envelope::shown(item, fields.as_ref())).collect::<Result<Vec<_>, _>>()?;
    let tags = page.items.iter().map(|item| item.etag);
    Ok(envelope::make(&items, tags, page.total, next, &settings.epoch, page.as_of, target))
}

/// The page size that was asked for.
pub fn limit(params: &mut Params) -> Option<usize> {
    let text = params.one("limit")?;
    let limit = text.parse().ok().filter(|limit| (1..=MOST).contains(limit) && !text.starts_with('+'));
    if limit.is_none() {
        params.refuse("limit", format!("`{text}` is not a page size; write a whole number from 1 to {MOST}"));
    }
    limit
}

/// What a cursor belongs to: the path, the order and the filters, however they were written.
fn name_of(path: &str, sort: &Sort, rest: &[(String, String)]) -> String {
    let mut filters: Vec<String> =
        rest.iter().filter(|(name, _)| name != "sort").map(|(name, value)| format!("{name}={value}")).collect();
    filters.sort();
    filters.dedup();
    format!("{path}\n{sort}\n{}", filters.join("\n"))
}

fn known(resource: Resource, scope: Option<Scope>) -> String {
    let filters = filters(resource, scope.map(|(name, _)| name));
    let names = filters.flat_map(|f| [Some(f.name.to_owned()), f.negatable().then(|| format!("not.{}", f.name))]);
    names.flatten().chain(["sort", "limit", "cursor", "fields"].map(str::to_owned)).collect::<Vec<_>>().join(", ")
}

fn filters(resource: Resource, without: Option<&'static str>) -> impl Iterator<Item = &'static Field> {
    field::of(resource).iter().filter(move |field| Some(field.name) != without)
}

/// Declares the parameters of a list for its OpenAPI operation.
macro_rules! list_params {
    ($($(#[$doc:meta])* $name:ident($resource:ident $(, without $scope:literal)?)),+ $(,)?) => { $(
        $(#[$doc])*
        pub struct $name;

        impl IntoParams for $name {
            fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
                #[allow(unused_mut, unused_assignments)]
                let mut scope = None;
                $(scope = Some($scope);)?
                parameters(Resource::$resource, scope)
            }
        }
    )+ };
}

list_params! {
    /// Of `/v1/articles`.
    Articles(Article),
    /// Of `/v1/authors/{id}/articles`.
    ArticlesOfAuthor(Article, without "author"),
    /// Of `/v1/series/{id}/articles`.
    ArticlesOfSeries(Article, without "series"),
    /// Of `/v1/disclaimers/{id}/articles`.
    ArticlesOfDisclaimer(Article, without "disclaimer"),
    /// Of `/v1/organizations/{id}/articles`.
    ArticlesOfOrganization(Article, without "organization"),
    /// Of `/v1/authors`.
    Authors(Author),
    /// Of `/v1/organizations`.
    Organizations(Organization),
    /// Of `/v1/series`.
    SeriesList(Series),
    /// Of `/v1/disclaimers`.
    Disclaimers(Disclaimer),
}

fn parameters(resource: Resource, without: Option<&'static str>) -> Vec<Parameter> {
    let mut all = Vec::new();
    for field in filters(resource, without) {
        all.push(filter_parameter(field.name, field, field.description, Some(field.example)));
        if field.negatable() {
            let description = format!("Leaves out what `{}` would find.", field.name);
            all.push(filter_parameter(&format!("not.{}", field.name), field, &description, None));
        }
    }
    let sorts = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(Sort::words(resource)));
    let default = Sort::default_of(resource).to_string();
    all.push(query_parameter(
        "sort",
        &format!("The order; `-` before a key reverses it. Records without the value come last either way; the id decides between equals. Without this parameter: `{default}`."),
        sorts.into(),
        Some(default.clone()),
    ));
    all.push(limit_parameter());
    all.push(cursor_parameter());
    all.push(fields_parameter());
    all
}

/// The parameter that sets the size of a page.
pub fn limit_parameter() -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(MOST as u32));
    let description = "How many records a page holds at most. Without this parameter: 20.";
    query_parameter("limit", description, schema.into(), None)
}

/// The parameter that continues a list.
pub fn cursor_parameter() -> Parameter {
    let schema =
        ObjectBuilder::new().schema_type(Type::String).max_length(Some(2_000)).pattern(Some("^[A-Za-z0-9_-]+$"));
    let description = "Where the page begins: taken as it is from the `next` of the page before. It does not expire, and belongs to its filters and order.";
    query_parameter("cursor", description, schema.into(), None)
}

/// The parameter that selects fields.
pub fn fields_parameter() -> Parameter {
    let schema =
        ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[a-z_]+(\\.[a-z_]+)*(,[a-z_]+(\\.[a-z_]+)*)*$"));
    let description = "Only these fields, a list with commas; dots reach inside: `title,contributions.author.name`. `id` is always there.";
    query_parameter("fields", description, schema.into(), Some("id".to_owned()))
}

fn filter_parameter(name: &str, field: &Field, description: &str, example: Option<&str>) -> Parameter {
    let value = value_schema(field.kind);
    if !field.repeatable() {
        return query_parameter(name, description, value, example.map(str::to_owned));
    }
    let list = ArrayBuilder::new().items(RefOr::T(value)).build();
    let description = format!("{description} Repeated: any of the values.");
    parameter(name, &description, list.into())
        .style(Some(ParameterStyle::Form))
        .explode(Some(true))
        .example(example.map(|example| serde_json::json!([example])))
        .build()
}

fn query_parameter(name: &str, description: &str, schema: Schema, example: Option<String>) -> Parameter {
    parameter(name, description, schema).example(example.map(Into::into)).build()
}

fn parameter(name: &str, description: &str, schema: Schema) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(RefOr::T(schema)))
}

fn value_schema(kind: Kind) -> Schema {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let schema = match kind {
        Kind::Id(resources) => {
            let prefixes = resources.iter().map(|r| r.prefix()).collect::<Vec<_>>().join("|");
            text().pattern(Some(format!("^({prefixes})[1-9a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z]{{0,10}}$")))
        }
        Kind::Word(words) => text().enum_values(Some(words.iter().copied())),
        Kind::Language => text().min_length(Some(2)).max_length(Some(35)),
        Kind::Year => text().pattern(Some("^[0-9]{1,4}$")),
        Kind::Text | Kind::Identifier(_) | Kind::FieldName => text().min_length(Some(1)),
        Kind::Date => text().pattern(Some("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")),
        Kind::Instant => text().format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))),
    };
    schema.into()
}
