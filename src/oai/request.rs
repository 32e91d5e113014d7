//! Requests: the verbs and their arguments (OAI-PMH 2.0, sections 3.1.1 and 4).

use std::collections::BTreeSet;

use url::form_urlencoded;

use super::date::Moment;
use super::fault::{Code, Fault};
use super::formats::{self, Prefix};
use super::token::{ListToken, SetToken};
use crate::domain::Timestamp;
use crate::store::Settings;

/// What is asked.
#[derive(Debug)]
pub enum Request {
    /// What the repository is.
    Identify,
    /// Which formats there are, altogether or for one item.
    ListMetadataFormats(Option<String>),
    /// Which sets there are, from the beginning or from a token on.
    ListSets(Option<SetToken>),
    /// One record.
    GetRecord {
        /// Its identifier.
        identifier: String,
        /// The format.
        prefix: &'static Prefix,
    },
    /// The first page of a list.
    List(Selection),
    /// Another page of a list.
    Resume(ListToken),
}

/// What a list is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Whether it holds records, or only their headers.
    pub records: bool,
    /// The format.
    pub prefix: &'static Prefix,
    /// The first instant of a change.
    pub from: Option<Timestamp>,
    /// The last instant of a change.
    pub until: Option<Timestamp>,
    /// The set.
    pub set: Option<String>,
}

impl Selection {
    /// The verb that asks for it.
    pub fn verb(&self) -> &'static str {
        if self.records { "ListRecords" } else { "ListIdentifiers" }
    }
}

/// Arguments as they were given: what an answer repeats.
pub type Arguments = Vec<(String, String)>;

/// A verb: its required and its optional arguments, and whether a token may stand alone in their place.
type Rule = (&'static str, &'static [&'static str], &'static [&'static str], bool);

const VERBS: &[Rule] = &[
    ("Identify", &[], &[], false),
    ("ListMetadataFormats", &[], &["identifier"], false),
    ("ListSets", &[], &[], true),
    ("GetRecord", &["identifier", "metadataPrefix"], &[], false),
    ("ListIdentifiers", &["metadataPrefix"], &["from", "until", "set"], true),
    ("ListRecords", &["metadataPrefix"], &["from", "until", "set"], true),
];

/// The argument of a list that is gone on with.
const TOKEN: &str = "resumptionToken";

/// Reads a query string or a form. Gives the arguments as they were given, too.
pub fn read(form: &str, settings: &Settings) -> (Arguments, Result<Request, Vec<Fault>>) {
    let arguments: Arguments = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    let request = parse(&arguments, settings);
    (arguments, request)
}

fn parse(arguments: &Arguments, settings: &Settings) -> Result<Request, Vec<Fault>> {
    let bad_verb = |why: String| vec![Fault::new(Code::BadVerb, why)];
    let verbs: Vec<&String> = arguments.iter().filter(|(name, _)| name == "verb").map(|(_, value)| value).collect();
    let all = VERBS.iter().map(|rule| rule.0).collect::<Vec<_>>().join(", ");
    let verb = match verbs[..] {
        [] => return Err(bad_verb(format!("`verb` is missing; there are {all}"))),
        [verb] => verb,
        _ => return Err(bad_verb("`verb` is given more than once".to_owned())),
    };
    let rule = VERBS.iter().find(|rule| rule.0 == verb);
    let rule = rule.ok_or_else(|| bad_verb(format!("`{}` is no verb; there are {all}", shown(verb))))?;
    let mut faults = check(rule, arguments);
    let value = |name: &str| arguments.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    if let Some(token) = value(TOKEN).filter(|_| rule.3) {
        let foreign = || vec![Fault::new(Code::BadResumptionToken, "it is not a token of this list; take it as it is")];
        if !faults.is_empty() {
            return Err(faults);
        }
        return match *verb == "ListSets" {
            true => SetToken::read(settings, token).map(|token| Request::ListSets(Some(token))),
            false => ListToken::read(settings, token).filter(|own| own.of.verb() == verb).map(Request::Resume),
        }
        .ok_or_else(foreign);
    }
    let prefix = value("metadataPrefix").and_then(|name| {
        let found = formats::find(name);
        if found.is_none() && is_name(name, false) {
            let all = formats::ALL.iter().map(|prefix| prefix.name).collect::<Vec<_>>().join(", ");
            let why = format!("there is no format `{name}`; there are {all}");
            faults.push(Fault::new(Code::CannotDisseminateFormat, why));
        }
        found
    });
    let (from, until) = bounds(value("from"), value("until"), &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    let text = |name| value(name).map(str::to_owned);
    Ok(match (verb.as_str(), prefix, text("identifier")) {
        ("Identify", ..) => Request::Identify,
        ("ListMetadataFormats", _, identifier) => Request::ListMetadataFormats(identifier),
        ("ListSets", ..) => Request::ListSets(None),
        ("GetRecord", Some(prefix), Some(identifier)) => Request::GetRecord { identifier, prefix },
        (verb, Some(prefix), _) => {
            Request::List(Selection { records: verb == "ListRecords", prefix, from, until, set: text("set") })
        }
        // What is required was checked.
        _ => return Err(vec![Fault::new(Code::BadArgument, "an argument is missing")]),
    })
}

/// Which arguments are illegal, repeated, missing or malformed.
fn check(&(verb, required, optional, resumable): &Rule, arguments: &Arguments) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |why: String| faults.push(Fault::new(Code::BadArgument, why));
    let mut met = BTreeSet::new();
    let resumed = resumable && arguments.iter().any(|(name, _)| name == TOKEN);
    for (name, value) in arguments.iter().filter(|(name, _)| name != "verb") {
        let is_known = required.contains(&name.as_str()) || optional.contains(&name.as_str());
        if !met.insert(name) {
            fault(format!("`{}` is given more than once", shown(name)));
        } else if resumed && name != TOKEN && is_known {
            fault(format!("`{TOKEN}` stands alone, without `{name}`"));
        } else if !(is_known || resumable && name == TOKEN) {
            fault(format!("`{}` is no argument of {verb}", shown(name)));
        } else if let Some(right) = malformed(name, value) {
            fault(format!("`{}` is no value of `{name}`; write {right}", shown(value)));
        }
    }
    for name in required.iter().filter(|name| !resumed && !met.iter().any(|own| own == *name)) {
        fault(format!("`{name}` is missing"));
    }
    faults
}

/// What would be right, where the value of an argument is not well formed.
fn malformed(name: &str, value: &str) -> Option<&'static str> {
    let (is_right, right) = match name {
        "identifier" => (is_uri(value), "a URI, such as `oai:example.org:ar1`"),
        "metadataPrefix" => (is_name(value, false), "the name of a format, such as `oai_dc`"),
        "set" => (is_name(value, true), "the name of a set, such as `series:se1`"),
        "from" | "until" => (Moment::parse(value).is_some(), "`2024-04-12` or `2024-04-12T08:30:00Z`"),
        _ => (!value.is_empty() && value.bytes().all(|b| b.is_ascii_graphic()), "the token as it was given"),
    };
    (!is_right).then_some(right)
}

/// Unreserved characters of a URI (the schema of OAI-PMH 2.0: `setSpecType`, `metadataPrefixType`).
fn is_name(value: &str, with_parts: bool) -> bool {
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&b));
    if with_parts { value.split(':').all(is_part) } else { is_part(value) }
}

/// A scheme, a colon, and characters of a URI (RFC 3986, appendix A).
fn is_uri(value: &str) -> bool {
    let Some((scheme, rest)) = value.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(&b));
    let escapes = rest.split('%').skip(1);
    let mut is_escaped = escapes.map(|rest| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2);
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=%".contains(&b);
    is_scheme && !rest.is_empty() && rest.bytes().all(is_plain) && is_escaped.all(|escaped| escaped)
}

/// Both ends of the time that is asked for, ends included.
fn bounds(from: Option<&str>, until: Option<&str>, faults: &mut Vec<Fault>) -> (Option<Timestamp>, Option<Timestamp>) {
    let (from, until) = (from.and_then(Moment::parse), until.and_then(Moment::parse));
    if let (Some(from), Some(until)) = (from, until) {
        if from.is_day != until.is_day {
            faults.push(Fault::new(Code::BadArgument, "`from` and `until` are of different granularity"));
        } else if from.first > until.first {
            faults.push(Fault::new(Code::BadArgument, "`from` is later than `until`"));
        }
    }
    (from.map(|from| from.first), until.map(|until| until.last))
}

/// The beginning of a value, for a message.
fn shown(value: &str) -> String {
    value.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn codes(form: &str) -> Vec<Code> {
        let settings = Settings { epoch: "e".to_owned(), secret: b"s".to_vec(), identity: Vec::new() };
        read(form, &settings).1.err().unwrap_or_default().into_iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn every_fault_is_told() {
        use Code::*;
        for (form, expected) in [
            ("", vec![BadVerb]),
            ("junk", vec![BadVerb]),
            ("verb=identify", vec![BadVerb]),
            ("verb=Identify&verb=Identify", vec![BadVerb]),
            ("verb=Identify&&", vec![]),
            ("verb=Identify&from=2024-01-01", vec![BadArgument]),
            ("verb=ListSets&resumptionToken=junk", vec![BadResumptionToken]),
            ("verb=ListSets&resumptionToken=", vec![BadArgument]),
            ("verb=ListRecords", vec![BadArgument]),
            ("verb=ListRecords&foo=bar&from=junk", vec![BadArgument; 3]),
            ("verb=ListRecords&resumptionToken=junk", vec![BadResumptionToken]),
            ("verb=ListRecords&resumptionToken=junk&until=2024-01-01", vec![BadArgument]),
            ("verb=ListRecords&metadataPrefix=none", vec![CannotDisseminateFormat]),
            ("verb=ListRecords&metadataPrefix=none&metadataPrefix=none", vec![BadArgument, CannotDisseminateFormat]),
            ("verb=ListRecords&metadataPrefix=a%20b", vec![BadArgument]),
            ("verb=GetRecord&identifier=x%FF&metadataPrefix=none", vec![BadArgument, CannotDisseminateFormat]),
            ("verb=ListRecords&metadataPrefix=none&set=a::b", vec![BadArgument, CannotDisseminateFormat]),
            (
                "verb=ListRecords&metadataPrefix=none&from=2024-01-01&until=2024-01-02T00:00:00Z",
                vec![CannotDisseminateFormat, BadArgument],
            ),
            (
                "verb=ListRecords&metadataPrefix=none&from=2024-01-02&until=2024-01-01",
                vec![CannotDisseminateFormat, BadArgument],
            ),
        ] {
            assert_eq!(codes(form), expected, "{form}");
        }
    }

    #[test]
    fn identifiers_are_uris() {
        for (text, is_one) in [
            ("oai:example.org:ar1", true),
            ("http://a.example/b?c=%20", true),
            ("ar1", false),
            ("oai:", false),
            ("oai:a b", false),
            ("oai:%zz", false),
            ("1a:b", false),
            ("oai:\u{fc}", false),
        ] {
            assert_eq!(is_uri(text), is_one, "{text}");
        }
    }
}
