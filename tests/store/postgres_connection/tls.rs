//! TLS: when it is used, and whose certificates are accepted.

use std::path::Path;

use byline::store::engine::postgres::{Cause, ConnectError, establish};
use diesel::prelude::*;

use super::{cause, is_encrypted, refusal, with};
use crate::support::certificates::{TlsServer, tls_server};
use crate::support::dir::Dir;
use crate::support::postgres::own_server;
use crate::support::program::byline;

/// The URL of a fresh database as a client of TLS names it.
fn tls_url(tls: &TlsServer, host: &str, mode: &str, roots: Option<&Path>) -> String {
    let roots = roots.map_or(String::new(), |path| format!("&sslrootcert={}", path.display()));
    let url = tls.server.fresh_database().replace("127.0.0.1", host);
    format!("{url}?sslmode={mode}{roots}")
}

#[test]
fn tls_is_never_dropped_where_it_is_required() {
    let server = or_skip!(own_server());
    for mode in ["require", "verify-ca", "verify-full"] {
        let url = with(&server.fresh_database(), &format!("sslmode={mode}"));
        assert!(matches!(cause(&url), Cause::NoTls), "{mode}");
    }
}

#[test]
fn tls_is_used_by_default_and_when_required() {
    let tls = or_skip!(tls_server());
    for (mode, expected) in [("prefer", true), ("require", true), ("disable", false)] {
        let mut conn = establish(&tls_url(tls, "127.0.0.1", mode, None)).unwrap();
        assert_eq!(is_encrypted(&mut conn), expected, "{mode}");
    }
    let bound = with(&tls_url(tls, "localhost", "require", None), "channel_binding=require");
    assert!(is_encrypted(&mut establish(&bound).unwrap()));
}

#[test]
fn verification_accepts_the_right_authority_and_host() {
    let tls = or_skip!(tls_server());
    let accepted = [("localhost", "verify-full"), ("localhost", "verify-ca"), ("127.0.0.1", "verify-ca")];
    for (host, mode) in accepted {
        let mut conn = establish(&tls_url(tls, host, mode, Some(&tls.authority))).unwrap();
        assert!(is_encrypted(&mut conn), "{host} {mode}");
    }
}

#[test]
fn verification_refuses_another_authority_and_host() {
    let tls = or_skip!(tls_server());
    let refused = [
        ("localhost", "verify-full", Some(&*tls.stranger)),
        ("localhost", "verify-ca", Some(&*tls.stranger)),
        ("localhost", "require", Some(&*tls.stranger)), // means verify-ca
        ("127.0.0.1", "verify-full", Some(&*tls.authority)),
    ];
    for (host, mode, roots) in refused {
        let Cause::Certificate(reason) = cause(&tls_url(tls, host, mode, roots)) else {
            panic!("{host} {mode}");
        };
        let expected = if host == "localhost" { "sslrootcert" } else { "host name" };
        assert!(reason.contains(expected), "{reason}");
    }
    // The system's bundle, where there is one, knows nothing of our authority.
    match refusal(&tls_url(tls, "localhost", "verify-full", None)) {
        ConnectError::Server { cause: Cause::Certificate(_), .. } | ConnectError::NoSystemRoots => {}
        other => panic!("{other}"),
    }
}

#[test]
fn the_program_connects_where_all_is_verified_and_tells_what_is_not() {
    let tls = or_skip!(tls_server());
    let dir = Dir::new();
    let migrate = |url: &str| byline(&dir, &["--database-url", url, "migrate"]);
    let bound = tls_url(tls, "localhost", "verify-full", Some(&tls.authority));
    migrate(&with(&bound, "channel_binding=require")).must(0);
    for (host, roots, expected) in [
        ("localhost", &tls.stranger, "sslrootcert"),
        ("127.0.0.1", &tls.authority, "use the host name it was issued for"),
    ] {
        let said = migrate(&tls_url(tls, host, "verify-full", Some(roots))).must(3).err;
        let is_clear = said.contains("has a certificate that fails") && said.contains(expected);
        assert!(is_clear && !said.contains("s3cret"), "{host}: {said}");
    }
}

#[test]
fn the_server_of_these_tests_takes_scram_alone() {
    let server = or_skip!(own_server());
    let mut conn = establish(&server.fresh_database()).unwrap();
    let every = "(SELECT bool_and(auth_method = 'scram-sha-256') FROM pg_hba_file_rules) AND \
                 (SELECT bool_and(rolpassword LIKE 'SCRAM-SHA-256$%') FROM pg_authid WHERE rolcanlogin)";
    let is_scram: bool =
        diesel::select(diesel::dsl::sql::<diesel::sql_types::Bool>(every)).get_result(&mut conn).unwrap();
    assert!(is_scram);
}

#[test]
fn unusable_root_certificates_are_named() {
    let empty = std::env::temp_dir().join(format!("byline-empty-{}.crt", std::process::id()));
    std::fs::write(&empty, "nothing").unwrap();
    for path in ["/nonexistent/root.crt", empty.to_str().unwrap()] {
        let url = format!("postgres://a:s3cret@localhost/b?sslmode=verify-full&sslrootcert={path}");
        assert!(refusal(&url).to_string().contains(path));
    }
    std::fs::remove_file(empty).unwrap();
}
