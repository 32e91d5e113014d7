//! The query string, taken apart: every parameter is either used or refused by name.

use actix_web::HttpRequest;

use super::problem::{Problem, Wrong};

/// Parameters that are not used yet.
pub struct Params {
    rest: Vec<(String, String)>,
    wrong: Vec<Wrong>,
}

impl Params {
    /// Those of a request. What is no UTF-8, or holds control characters, is refused.
    pub fn of(request: &HttpRequest) -> Result<Params, Problem> {
        Params::parse(request.query_string())
    }

    /// Those of a query string.
    pub fn parse(query: &str) -> Result<Params, Problem> {
        let mut params = Params { rest: Vec::new(), wrong: Vec::new() };
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match (decode(name), decode(value)) {
                (Ok(name), Ok(value)) => params.rest.push((name, value)),
                (Err(detail), _) => params.refuse(name, detail),
                (Ok(name), Err(detail)) => params.refuse(&name, detail),
            }
        }
        Ok(params)
    }

    /// The only value of a parameter that may be given once.
    pub fn one(&mut self, name: &str) -> Option<String> {
        let mut values = self.all(name).into_iter();
        let value = values.next();
        if values.next().is_some() {
            self.refuse(name, "it is given twice; give it once");
        }
        value
    }

    /// Every value of a parameter.
    pub fn all(&mut self, name: &str) -> Vec<String> {
        let (own, rest) = std::mem::take(&mut self.rest).into_iter().partition(|(own, _)| own == name);
        self.rest = rest;
        let own: Vec<(String, String)> = own;
        own.into_iter().map(|(_, value)| value).collect()
    }

    /// Everything that is not used yet.
    pub fn take(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.rest)
    }

    /// A parameter that is on or off; off where it is not given.
    pub fn switch(&mut self, name: &str) -> bool {
        match self.one(name).as_deref() {
            None | Some("false") => false,
            Some("true") => true,
            Some(other) => {
                self.refuse(name, format!("`{other}` is neither `true` nor `false`"));
                false
            }
        }
    }

    /// Notes that a parameter is wrong.
    pub fn refuse(&mut self, name: &str, detail: impl Into<String>) {
        self.wrong.push(Wrong::parameter(name, detail));
    }

    /// Notes that a parameter is wrong.
    pub fn refuse_all(&mut self, wrong: impl IntoIterator<Item = Wrong>) {
        self.wrong.extend(wrong);
    }

    /// What is wrong so far.
    pub fn wrong(&self) -> &[Wrong] {
        &self.wrong
    }

    /// An error that names all wrong parameters, where there are any.
    pub fn check(self) -> Result<(), Problem> {
        if self.wrong.is_empty() { Ok(()) } else { Err(Problem::Parameters(self.wrong)) }
    }

    /// An error where any parameter is wrong or not used: this operation takes no others.
    pub fn none_left(mut self) -> Result<(), Problem> {
        for (name, _) in self.take() {
            self.refuse(&name, "there is no such parameter here");
        }
        self.check()
    }
}

/// Decodes `application/x-www-form-urlencoded` text (URL standard, section 5.1), strictly.
fn decode(text: &str) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
                match (digit(rest.next()), digit(rest.next())) {
                    (Some(high), Some(low)) => (high * 16 + low) as u8,
                    _ => {
                        return Err(
                            "a `%` is not followed by two hexadecimal digits; write `%25` for a percent sign".into()
                        );
                    }
                }
            }
            byte => byte,
        });
    }
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    if text.chars().any(char::is_control) {
        return Err("it holds control characters".into());
    }
    Ok(text)
}

/// A path with these parameters behind it.
pub fn address<'p>(path: &str, pairs: impl IntoIterator<Item = &'p (String, String)>) -> String {
    let pairs = pairs.into_iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    let query = pairs.collect::<Vec<_>>().join("&");
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Encodes text as a value in a query string.
pub fn encode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
