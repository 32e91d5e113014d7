//! The ceiling: a server that sends what the service sent, from memory.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer, rt};

use crate::load::Head;

/// Fields that the server makes by itself.
const OWN: [&str; 3] = ["date", "content-length", "connection"];

struct Answer {
    status: StatusCode,
    fields: Vec<(HeaderName, HeaderValue)>,
    content: Bytes,
}

/// Answers every request with the next of the answers in a file; tells its address on standard output.
pub fn run(file: &Path, workers: usize) {
    let answers = web::Data::new((read(&std::fs::read(file).unwrap()), AtomicUsize::new(0)));
    let build = move || App::new().app_data(answers.clone()).default_service(web::to(send));
    rt::System::new().block_on(async {
        let server = HttpServer::new(build).workers(workers).bind("127.0.0.1:0").unwrap();
        println!("listening on: {}/", server.addrs()[0]);
        server.run().await.unwrap();
    });
}

async fn send(answers: web::Data<(Vec<Answer>, AtomicUsize)>) -> HttpResponse {
    let (answers, next) = &**answers;
    let answer = &answers[next.fetch_add(1, Ordering::Relaxed) % answers.len()];
    let mut response = HttpResponse::build(answer.status);
    answer.fields.iter().for_each(|field| _ = response.append_header(field.clone()));
    response.body(answer.content.clone())
}

fn read(mut bytes: &[u8]) -> Vec<Answer> {
    let mut answers = Vec::new();
    while let Some(head) = Head::parse(bytes) {
        let lines = std::str::from_utf8(&bytes[..head.length]).unwrap().lines().skip(1);
        let fields = lines.filter_map(|line| line.split_once(": ")).filter(|(name, _)| !OWN.contains(name));
        answers.push(Answer {
            status: StatusCode::from_u16(head.status).unwrap(),
            fields: fields.map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect(),
            content: Bytes::copy_from_slice(&bytes[head.length..head.length + head.content]),
        });
        bytes = &bytes[head.length + head.content..];
    }
    answers
}
