//! What `docs/webhooks.md` tells receivers to do, done.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::json;

use super::{Scene, both};
use crate::support::app::{Engine, engines};
use crate::support::dir::Dir;
use crate::support::postgres::skip;
use crate::support::program::byline;
use crate::support::receiver::Answer::Status;

/// The code of a language in the guide.
fn code(language: &str) -> String {
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/webhooks.md")).unwrap();
    let (_, rest) = guide.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

/// Whether a command is here; where not, that is said.
fn is_here(name: &str) -> bool {
    let has = Command::new(name).arg("--version").output().is_ok();
    if !has {
        skip(&format!("those of the guide to webhooks need {name}"));
    }
    has
}

/// The receiver of the guide, with a secret, at a port.
struct Python(Child);

impl Python {
    fn start(dir: &Dir, secret: &str, port: u16) -> Python {
        let file = dir.file("receiver.py", code("python"));
        let mut command = Command::new("python3");
        command.arg(file).env("WEBHOOK_SECRET", secret).env("PORT", port.to_string());
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
        Python(child)
    }

    fn lines(&mut self, count: usize) -> Vec<String> {
        let out = BufReader::new(self.0.stdout.take().unwrap());
        out.lines().take(count).map(Result::unwrap).collect()
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[test]
fn the_receiver_of_the_guide_takes_what_is_ours_once() {
    if !is_here("python3") {
        return;
    }
    both(|scene: &Scene| {
        let (dir, port) = (Dir::new(), free_port());
        let (id, secret) = scene.hook(json!({"url": format!("http://127.0.0.1:{port}/hook")}));
        let mut python = Python::start(&dir, &secret, port);
        scene.articles(1);
        let _courier = scene.courier();
        scene.settled(&id);
        let again = json!({"delivery": format!("{id}-test-1")});
        assert_eq!(scene.ask("POST", &format!("/{id}/replay"), &again).status, 202);
        scene.settled(&id);
        scene.articles(1);
        let log = scene.log_once(&id, |log| log.len() == 2 && log.iter().all(|own| own["state"] == "done"));
        assert!(log.iter().all(|own| own["status"] == 204), "{log:?}");
        assert_eq!(
            python.lines(2),
            ["article.created /v1/articles/ar1", "article.created /v1/articles/ar2"],
            "once each"
        );
    });
}

#[test]
fn the_receiver_of_the_guide_takes_nothing_else() {
    if !is_here("python3") {
        return;
    }
    let (dir, port) = (Dir::new(), free_port());
    let run = |arguments: &[&str]| byline(&dir, &[&["webhooks", "--webhook-private"], arguments].concat());
    run(&["add", &format!("http://127.0.0.1:{port}/")]).must(0);
    // The secret of another webhook.
    let other = run(&["add", "https://partner.example/"]).must(0).out.trim().to_owned();
    let _python = Python::start(&dir, &other, port);
    assert!(run(&["test", "wh1"]).must(4).err.contains("it answered 401"));
}

#[test]
fn the_shell_of_the_guide_gives_the_signature() {
    if !is_here("openssl") {
        return;
    }
    let scene = Scene::new(engines().into_iter().find(|own| *own == Engine::Sqlite).unwrap());
    let (_, secret) = scene.hook(json!({}));
    scene.receiver.answer([Status(204)]);
    scene.articles(1);
    let _courier = scene.courier();
    let got = scene.receiver.next();
    let dir = Dir::new();
    dir.file("body.json", &got.body);
    let said = Command::new("sh")
        .current_dir(dir.path())
        .args(["-c", &code("sh")])
        .env("WEBHOOK_SECRET", &secret)
        .env("WEBHOOK_ID", got.id())
        .env("WEBHOOK_TIMESTAMP", got.field("webhook-timestamp"))
        .output()
        .unwrap();
    let signature = String::from_utf8(said.stdout).unwrap();
    assert_eq!(format!("v1,{}", signature.trim()), got.field("webhook-signature"));
}
