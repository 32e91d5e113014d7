//! Asking a service that was started as a program, and that may be gone.

use std::io::Read;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use byline::domain::{Scope, Timestamp};
use byline::store::NewKey;
use serde_json::Value;

use super::app::{Database, Response};

/// Asks one address, with a key where it writes.
pub struct Client {
    address: SocketAddr,
    key: String,
    agent: ureq::Agent,
}

/// The secret of a new key of some scope.
pub fn key(database: &Database, name: &str, scope: Scope) -> String {
    let new = NewKey { name: name.to_owned(), scope, series: Vec::new(), expires: None };
    database.store.create_key(&new, Timestamp::now()).unwrap().reveal().to_owned()
}

/// Asks again and again until there is something, but not for ever.
pub fn patiently<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        match ask() {
            Some(found) => return found,
            None => assert!(Instant::now() < deadline, "in vain: {what}"),
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

impl Client {
    pub fn new(address: SocketAddr, key: &str) -> Client {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(20)))
            // What is kept open may be closed by whoever is killed: then a request is lost that was never read.
            .max_idle_connections(0);
        Client { address, key: format!("Bearer {key}"), agent: config.build().new_agent() }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What is answered; `None` where nothing comes, or only a part.
    pub fn get(&self, path: &str, fields: &[(&str, &str)]) -> Option<Response> {
        let fields = fields.iter().filter(|(_, value)| !value.is_empty());
        let request =
            fields.fold(self.agent.get(self.url(path)), |request, (name, value)| request.header(*name, *value));
        response(request.call())
    }

    /// What is answered to a new article, or to a merge patch of one that is there, whatever it was before.
    pub fn write(&self, id: Option<&str>, content: &Value) -> Option<Response> {
        let request = match id {
            None => self.agent.post(self.url("/v1/articles")).header("content-type", "application/json"),
            Some(id) => self
                .agent
                .patch(self.url(&format!("/v1/articles/{id}")))
                .header("content-type", "application/merge-patch+json")
                .header("if-match", "*"),
        };
        response(request.header("authorization", &self.key).send(content.to_string()))
    }

    /// A published article of this title is made, sooner or later; gives its id.
    pub fn publish(&self, title: &str) -> String {
        let content = serde_json::json!({"titles": [{"text": title}], "status": "published"});
        let made = patiently(title, || self.write(None, &content).filter(|answer| answer.status == 201));
        made.json()["id"].as_str().unwrap().to_owned()
    }
}

fn response(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Option<Response> {
    let answer = answer.ok()?;
    let text = |value: &ureq::http::HeaderValue| value.to_str().unwrap().to_owned();
    let headers = answer.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let (status, mut body) = (answer.status().as_u16(), Vec::new());
    answer.into_body().into_reader().read_to_end(&mut body).ok()?;
    Some(Response { status, headers, body })
}
