//! Clients that do not send what they said they would.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use byline::domain::Scope;

use crate::support::app::{App, Database, Response, engines};

/// Sends a head and the beginning of its content, and then nothing more; what is answered until the service ends
/// the connection.
fn stall(app: &App, head: &str) -> Response {
    let mut stream = TcpStream::connect(app.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let whole = format!("{head}Host: x\r\nContent-Length: 3000000\r\n\r\n{{\"titles");
    stream.write_all(whole.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    Response::parse(&answer)
}

#[test]
fn content_that_does_not_come_is_not_waited_for() {
    for engine in engines() {
        let app = App::with(Database::fresh(engine), |state| state.patience = Duration::from_millis(50));
        let key = app.key(Scope::Admin, &[]);
        for (path, media_type) in [
            ("/v1/import", "application/x-ndjson"),
            ("/v1/articles", "application/json"),
            ("/v1/erasures", "application/json"),
            ("/v1/webhooks", "application/json"),
            ("/oai", "application/x-www-form-urlencoded"),
            ("/sru", "application/x-www-form-urlencoded"),
        ] {
            let head = format!("POST {path} HTTP/1.1\r\nAuthorization: Bearer {key}\r\nContent-Type: {media_type}\r\n");
            stall(&app, &head).problem(408, "request-timeout");
        }
        let prefer = "Prefer: respond-async\r\n";
        let head = format!(
            "POST /v1/import HTTP/1.1\r\nAuthorization: Bearer {key}\r\nContent-Type: application/x-ndjson\r\n{prefer}"
        );
        stall(&app, &head).problem(408, "request-timeout");
        let jobs = app.send("GET", "/v1/imports", &[&format!("Authorization: Bearer {key}")]).json();
        assert_eq!((jobs["total"].as_u64(), app.database.head()), (Some(0), 0));
    }
}
