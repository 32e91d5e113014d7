//! Which format and which content coding a client accepts (RFC 9110, sections 12.4 and 12.5).

use actix_web::HttpRequest;
use actix_web::http::header::{ACCEPT, ACCEPT_ENCODING, HeaderName, HeaderValue};

use super::problem::Problem;
use crate::domain::{Identity, Resource};
use crate::format::{self, Format};

/// A content coding we make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// As it is.
    Identity,
    /// gzip (RFC 1952).
    Gzip,
    /// Brotli (RFC 7932).
    Brotli,
    /// Zstandard (RFC 8878).
    Zstd,
}

impl Coding {
    /// Its name in `Content-Encoding`.
    pub const fn name(self) -> &'static str {
        match self {
            Coding::Identity => "identity",
            Coding::Gzip => "gzip",
            Coding::Brotli => "br",
            Coding::Zstd => "zstd",
        }
    }

    /// The one the client likes best; between equals the one that is cheapest for what it saves.
    pub fn of(request: &HttpRequest) -> Coding {
        if !request.headers().contains_key(ACCEPT_ENCODING) {
            return Coding::Identity;
        }
        let wishes = wishes(request, ACCEPT_ENCODING);
        let quality = |coding: Coding| {
            let is = |name: &str, own: &str| name.eq_ignore_ascii_case(own);
            let named = wishes
                .iter()
                .find(|(name, _)| is(name, coding.name()) || (is(name, "x-gzip") && coding == Coding::Gzip));
            let any = wishes.iter().find(|(name, _)| *name == "*").filter(|_| coding != Coding::Identity);
            named.or(any).map_or(if coding == Coding::Identity { 1 } else { 0 }, |(_, quality)| *quality)
        };
        let ours = [Coding::Zstd, Coding::Brotli, Coding::Gzip];
        let best = ours.into_iter().rev().max_by_key(|coding| quality(*coding));
        let identity_named = wishes.iter().any(|(name, _)| name.eq_ignore_ascii_case("identity"));
        match best {
            Some(best) if quality(best) > 0 && !(identity_named && quality(Coding::Identity) > quality(best)) => best,
            _ => Coding::Identity,
        }
    }
}

/// The format the client likes best of those that the archive has for a resource; an error where it
/// accepts none.
pub fn format(request: &HttpRequest, resource: Resource, identity: &Identity) -> Result<&'static Format, Problem> {
    choose(request, format::of(resource).filter(|format| format.is_offered(identity)))
}

/// An error where the client does not accept JSON, for what there is in no other format.
pub fn json(request: &HttpRequest) -> Result<(), Problem> {
    choose(request, std::iter::once(&format::JSON)).map(|_| ())
}

/// For each format the most specific member of `Accept` counts (RFC 9110, section 12.5.1). Between
/// equals a type that is named goes before an alias, and then the order of the table decides.
fn choose(
    request: &HttpRequest,
    formats: impl DoubleEndedIterator<Item = &'static Format> + Clone,
) -> Result<&'static Format, Problem> {
    let mut given = request.headers().get_all(ACCEPT);
    let named = |value: &HeaderValue| formats.clone().find(|format| value == format.media_type);
    // Most clients name the one that they want, or take anything.
    match (given.next(), given.next()) {
        (Some(value), None) if value == "*/*" => return Ok(&format::JSON),
        (Some(value), None) => {
            if let Some(format) = named(value) {
                return Ok(format);
            }
        }
        _ => {}
    }
    let wishes = wishes(request, ACCEPT);
    if wishes.is_empty() {
        return Ok(&format::JSON);
    }
    let named = |own: &str| wishes.iter().find(|(name, _)| name.eq_ignore_ascii_case(own)).map(|(_, quality)| *quality);
    let quality = |format: &Format| {
        let group = format.media_type.split('/').next().unwrap_or_default();
        let alias = || format.aliases.iter().find_map(|own| named(own));
        let range = || named(&format!("{group}/*"));
        let any = || named("*/*");
        let own = named(format.media_type);
        (own.or_else(alias).or_else(range).or_else(any).unwrap_or(0), own.is_some())
    };
    // Browsers like HTML best, then XML, then anything: who follows a link by hand is given JSON.
    let html = named("text/html").unwrap_or(0);
    if html > 0 && quality(&format::JSON).0 > 0 && wishes.iter().all(|(_, quality)| *quality <= html) {
        return Ok(&format::JSON);
    }
    let best = formats.clone().rev().max_by_key(|format| quality(format));
    let best = best.filter(|format| quality(format).0 > 0);
    best.ok_or_else(|| {
        let mut types: Vec<&str> = formats.map(|format| format.media_type).collect();
        types.dedup();
        Problem::NotAcceptable(types)
    })
}

/// The media type that the client likes best of these, the first where it says nothing; an error where it
/// accepts none.
pub fn one_of(request: &HttpRequest, types: &[&'static str]) -> Result<&'static str, Problem> {
    let wishes = wishes(request, ACCEPT);
    let named = |own: &str| wishes.iter().find(|(name, _)| name.eq_ignore_ascii_case(own)).map(|(_, quality)| *quality);
    let quality = |own: &&'static str| {
        let group = own.split('/').next().unwrap_or_default();
        named(own).or_else(|| named(&format!("{group}/*"))).or_else(|| named("*/*")).unwrap_or(0)
    };
    let best = types.iter().rev().copied().max_by_key(quality);
    let best = best.filter(|own| wishes.is_empty() || quality(own) > 0);
    best.ok_or_else(|| Problem::NotAcceptable(types.to_vec()))
}

/// Whether the client names this media type, and does not refuse it.
pub fn names(request: &HttpRequest, media_type: &str) -> bool {
    wishes(request, ACCEPT).iter().any(|(name, quality)| name.eq_ignore_ascii_case(media_type) && *quality > 0)
}

/// The members of a field with their qualities in thousandths; parameters other than `q` are passed
/// over.
fn wishes(request: &HttpRequest, field: HeaderName) -> Vec<(&str, u32)> {
    let values = request.headers().get_all(field).filter_map(|value| value.to_str().ok());
    let members = values.flat_map(|value| value.split(','));
    members
        .filter_map(|member| {
            let mut parts = member.split(';').map(str::trim);
            let name = parts.next().filter(|name| !name.is_empty())?;
            let quality = parts.find_map(|p| p.strip_prefix("q=").or(p.strip_prefix("Q=")));
            let quality = quality.map_or(Some(1.0), |q| q.parse::<f64>().ok().filter(|q| (0.0..=1.0).contains(q)));
            Some((name, (quality.unwrap_or(1.0) * 1000.0) as u32))
        })
        .collect()
}
