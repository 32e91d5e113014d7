//! Receivers that speak TLS.

use crate::support::certificates;
use crate::support::dir::Dir;
use crate::support::program::{Ended, command, ended};
use crate::support::receiver::Receiver;

#[test]
fn only_receivers_whose_certificate_is_right_are_told() {
    if !certificates::can_make() {
        return;
    }
    let dir = Dir::new();
    certificates::make(dir.path());
    let receiver = Receiver::over_tls(dir.path());
    let run = |roots: &str, arguments: &[&str]| -> Ended {
        let mut command = command(dir.path(), &[&["webhooks", "--webhook-private"], arguments].concat());
        ended(command.env("SSL_CERT_FILE", roots).output().unwrap())
    };
    // The certificate names `localhost` alone.
    let port = receiver.address.port();
    let secret = run("ca.crt", &["add", &format!("https://localhost:{port}/")]).must(0).out.trim().to_owned();
    run("ca.crt", &["add", &format!("https://127.0.0.1:{port}/")]).must(0);
    run("ca.crt", &["test", "wh1"]).must(0);
    assert_eq!(receiver.next().signed(&secret), 1);
    for (roots, hook) in [("stranger.crt", "wh1"), ("ca.crt", "wh2"), ("", "wh1")] {
        let refused = run(roots, &["test", hook]).must(4);
        assert!(refused.err.contains("was not taken"), "{refused:?}");
    }
    assert!(run("server.key", &["test", "wh1"]).must(4).err.len() > 20);
    run("nowhere.crt", &["test", "wh1"]).must(4);
    assert!(receiver.rest().is_empty());
}
