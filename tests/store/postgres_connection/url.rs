//! Database URLs: what is said of wrong ones, and what logs show of any.

use std::time::Duration;

use byline::store::engine::postgres::{ConnectError, pool, redacted};

use super::refusal;

#[test]
fn a_wrong_url_says_what_is_wrong() {
    for (url, expected) in [
        ("sqlite:byline.db", "postgres://"),
        ("postgres://a:s3cret@localhost/b?sslmode=verify", "verify-full"),
        ("postgres://a:s3cret@localhost/b?sslmode=allow", "sslmode=allow"),
        ("postgres://a:s3cret@localhost/b?sslrootcert=/ca.crt", "say sslmode=verify-full"),
        ("postgres://a:s3cret@localhost/b?sslmode=require&sslrootcert=system", "verify-full"),
        ("postgres://a:s3cret@localhost/b?connect_timeout=soon", "connect_timeout"),
        ("postgres://a:s3cret@localhost/b?sslcert=/client.crt", "sslcert"),
        ("postgres://a:s3cret@localhost/b?pooler=session", "pooler=session"),
        ("postgres://a:s3cret@localhost:port/b", "port"),
        ("postgres:///b?user=a&password=s3cret", "no host"),
        ("postgres://a:x@s3cret@localhost/b", "%40"),
        ("postgres://a:x/s3cret@localhost/b", "%2F"),
    ] {
        let error = refusal(url).to_string();
        assert!(error.contains(expected), "{url}: {error}");
    }
    let one = pool("postgres://a:s3cret@localhost/b", 0, Duration::from_secs(1));
    assert!(matches!(one.err(), Some(ConnectError::Pool)));
}

#[test]
fn a_url_is_shown_without_its_password() {
    for (url, shown) in [
        ("postgres://a:s3cret@h:5432/b?sslmode=require", "postgres://a:***@h:5432/b?sslmode=require"),
        ("postgres://a@h/b", "postgres://a@h/b"),
        ("postgres://h:5432,[::1]:5433/b", "postgres://h:5432,[::1]:5433/b"),
        ("postgres://h/b?user=a&pass%77ord=s3cret&x=1", "postgres://h/b?user=a&password=***&x=1"),
        ("postgres://a:s3@cret/x?y@h/b", "postgres://a:***@h/b"),
        ("postgres://a:s3cret", "postgres://***"),
        ("postgres://a:s3cret/b", "postgres://***"),
        ("host=h password=s3cret", "***"),
    ] {
        assert_eq!(redacted(url), shown);
    }
}
