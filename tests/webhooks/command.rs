//! `byline webhooks`

use serde_json::json;

use crate::support::dir::Dir;
use crate::support::program::{Ended, byline, command, ended};
use crate::support::receiver::Answer::Status;
use crate::support::receiver::Receiver;

const ADDRESS: &str = "https://partner.example/hook";

fn run(dir: &Dir, arguments: &[&str]) -> Ended {
    byline(dir, &[&["webhooks"], arguments].concat())
}

#[test]
fn webhooks_are_managed_from_the_command_line() {
    let dir = Dir::new();
    dir.file("demo.jsonl", byline::demo::ARCHIVE);
    byline(&dir, &["import", "demo.jsonl"]).must(0);
    let made =
        run(&dir, &["add", ADDRESS, "--series", "se1", "--resource", "article", "--kind", "left", "--kind", "updated"])
            .must(0);
    let secret = made.out.trim().to_owned();
    assert!(secret.starts_with("whsec_") && made.err.contains("never again"), "{made:?}");
    let listed = run(&dir, &["list", "--output", "json"]).must(0);
    let own = &listed.json()["webhooks"][0];
    let shown =
        json!([own["id"], own["url"], own["kinds"], own["resources"], own["series"], own["enabled"], own["waiting"]]);
    assert_eq!(shown, json!(["wh1", ADDRESS, ["left", "updated"], ["article"], ["se1"], true, 0]));
    let text = run(&dir, &["list"]).must(0);
    assert!(text.out.starts_with(&format!("wh1: {ADDRESS} (left, updated; article; se1; queued up to ")), "{text:?}");
    let disabled = run(&dir, &["disable", "wh1"]).must(0);
    assert!(disabled.out.contains("disabled: it was disabled by hand"), "{disabled:?}");
    assert_eq!(run(&dir, &["enable", "wh1", "--output", "json"]).must(0).json()["enabled"], true);
    let rotated = run(&dir, &["rotate", "wh1", "--overlap", "2", "--output", "json"]).must(0).json();
    assert!(rotated["secret"].as_str().unwrap() != secret && rotated["previous_secret_until"].is_string());
    let epoch = own["place"].as_str().unwrap().split('-').next().unwrap().to_owned();
    let place = format!("{epoch}-3");
    assert_eq!(run(&dir, &["replay", "wh1", "--since", &place, "--output", "json"]).must(0).json()["place"], place);
    assert!(run(&dir, &["log", "wh1"]).must(0).out.is_empty());
    let shown = run(&dir, &["show", "wh1", "--output", "json"]).must(0);
    assert_eq!(shown.json()["place"], place);
    let said = format!("{listed:?}{text:?}{disabled:?}{shown:?}");
    assert!(!said.contains("whsec_"));
    let export = byline(&dir, &["export", "--private"]).must(0).out;
    assert!(!export.contains("whsec_") && !export.contains("partner.example"));
    run(&dir, &["remove", "wh1"]).must(0);
    for command in [
        &["remove", "wh1"][..],
        &["show", "wh1"],
        &["log", "wh9"],
        &["rotate", "ar1"],
        &["enable", "x"],
        &["replay", "wh1"],
        &["replay", "wh1", "--since", "x", "--delivery", "y"],
        &["rotate", "wh1", "--overlap", "200"],
        &["add", "http://partner.example/"],
        &["add", "https://localhost/"],
        &["add", ADDRESS, "--kind", "erased"],
        &["add", ADDRESS, "--series", "se99"],
    ] {
        let refused = run(&dir, command).must(2);
        assert!(refused.out.is_empty() && refused.err.len() > 10, "{refused:?}");
    }
    let all = run(&dir, &["add", "ftp://x/", "--kind", "erased", "--series", "ar1"]).must(2).err;
    assert!(all.contains("url: ") && all.contains("kinds/0: ") && all.contains("series/0: "), "{all}");
}

#[test]
fn a_test_is_sent_now_and_tells_what_was_answered() {
    let (dir, receiver) = (Dir::new(), Receiver::start());
    let private = |arguments: &[&str]| {
        let all = [&["webhooks"], arguments].concat();
        ended(command(dir.path(), &all).env("BYLINE_WEBHOOK_PRIVATE", "1").env("RUST_LOG", "trace").output().unwrap())
    };
    let secret = private(&["add", &receiver.url()]).must(0).out.trim().to_owned();
    let told = private(&["test", "wh1"]).must(0);
    let got = receiver.next();
    assert_eq!((got.kind().as_str(), got.json()["data"].clone()), ("webhook.test", json!({"webhook": "wh1"})));
    assert_eq!(got.signed(&secret), 1);
    assert!(told.out.contains("was taken with 204") && told.out.contains(&got.id()), "{told:?}");
    let own = &secret["whsec_".len()..];
    assert!(!told.err.contains(own), "not in a log that says everything either");
    receiver.answer([Status(500), Status(410)]);
    assert!(private(&["test", "wh1"]).must(4).err.contains("it answered 500"));
    assert!(private(&["test", "wh1"]).must(4).err.contains("410 Gone"));
    assert_eq!(private(&["show", "wh1", "--output", "json"]).must(0).json()["enabled"], true, "a test changes nothing");
    assert!(run(&dir, &["test", "wh1"]).must(4).err.contains("write `https`"), "without the setting");
    assert_eq!(receiver.rest().len(), 2);
}
