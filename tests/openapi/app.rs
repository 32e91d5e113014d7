//! The service on the sample archive, in this process.

use std::io::Cursor;
use std::sync::mpsc::channel;

use byline::http::{self, State};
use byline::import::fingerprint::prepare;
use byline::import::labels::Labels;
use byline::import::lines;
use byline::store::reader::Reader;
use byline::store::{Importer, Migrate, Store};
use serde_json::Value;

pub struct App {
    base: String,
    agent: ureq::Agent,
}

/// An answer, its field names in lower case.
pub struct Answer {
    pub status: u16,
    pub fields: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// A database of this name with the sample archive.
pub fn archive(name: &str) -> Store {
    let name = format!("openapi-{name}-{}.sqlite", std::process::id());
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
    }
    let store = Store::open(&format!("sqlite:{}", file.display()), Migrate::Run).unwrap();
    let labels = Labels::default();
    let documents = lines::read(Cursor::new(byline::demo::ARCHIVE), &labels).map(|document| {
        let document = document.unwrap();
        (document.line, prepare(document))
    });
    let documents = documents.collect();
    Importer::new(store.clone(), "demo", false).batch(documents).unwrap();
    store
}

impl App {
    /// Serves a database until the process ends.
    pub fn on(store: Store) -> App {
        App::of(State::new(Reader::open(store).unwrap()).unwrap())
    }

    /// Serves in this state until the process ends.
    pub fn of(state: State) -> App {
        let (say, hear) = channel();
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async {
                let serving = http::serve(state, "127.0.0.1:0", Some(1)).unwrap();
                say.send(serving.address).unwrap();
                serving.server.await.unwrap();
            });
        });
        let address = hear.recv().unwrap();
        let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
        let agent = config.max_redirects_will_error(false).build().into();
        App { base: format!("http://{address}"), agent }
    }

    pub fn get(&self, target: &str) -> Answer {
        self.get_with(target, &[])
    }

    pub fn get_with(&self, target: &str, fields: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.get(format!("{}{target}", self.base));
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        Answer::of(request.call().unwrap())
    }

    /// GET with content, which no operation reads.
    pub fn get_with_content(&self, target: &str, key: &str) -> Answer {
        let request = self.agent.get(format!("{}{target}", self.base)).header("authorization", key);
        Answer::of(request.force_send_body().send("{}").unwrap())
    }
}

impl App {
    /// Sends any method with these fields and, where it has a media type, some content.
    pub fn send(&self, method: &str, target: &str, fields: &[(&str, &str)], media_type: &str, content: &str) -> Answer {
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{target}", self.base));
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        if media_type.is_empty() {
            return Answer::of(self.agent.run(request.body(()).unwrap()).unwrap());
        }
        let request = request.header("content-type", media_type);
        Answer::of(self.agent.run(request.body(content.to_owned()).unwrap()).unwrap())
    }

    /// POST of some content.
    pub fn post(&self, target: &str, media_type: &str, content: &str) -> Answer {
        let request = self.agent.post(format!("{}{target}", self.base)).header("content-type", media_type);
        Answer::of(request.send(content).unwrap())
    }
}

impl Answer {
    fn of(mut response: ureq::http::Response<ureq::Body>) -> Answer {
        let fields = response.headers().iter();
        let fields = fields.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
        let body = response.body_mut().read_to_vec().unwrap();
        Answer { status: response.status().as_u16(), fields, body }
    }

    pub fn field(&self, name: &str) -> Option<&str> {
        let name = name.to_ascii_lowercase();
        self.fields.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}
