//! A PostgreSQL server with TLS, and the certificates for it, made by the `openssl` command.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::postgres::{Server, skip};

/// A server with a certificate for `localhost` alone.
pub struct TlsServer {
    pub server: Server,
    /// The certificate of the authority that issued the server's.
    pub authority: PathBuf,
    /// One that has nothing to do with it.
    pub stranger: PathBuf,
}

/// The server with TLS of this test process.
pub fn tls_server() -> Option<&'static TlsServer> {
    static SERVER: OnceLock<Option<TlsServer>> = OnceLock::new();
    SERVER.get_or_init(start).as_ref()
}

/// Whether there is the command that makes certificates; where not, that is said.
pub fn can_make() -> bool {
    let has = Command::new("openssl").arg("version").output().is_ok();
    if !has {
        skip("those of TLS need the openssl command");
    }
    has
}

fn start() -> Option<TlsServer> {
    if !can_make() {
        return None;
    }
    let settings = ["ssl=on", "ssl_cert_file=../server.crt", "ssl_key_file=../server.key"];
    let server = Server::start(&settings, make)?;
    Some(TlsServer {
        authority: server.directory().join("ca.crt"),
        stranger: server.directory().join("stranger.crt"),
        server,
    })
}

const CONFIGURATION: &str = "
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[server]
basicConstraints = critical, CA:FALSE
subjectAltName = DNS:localhost
";

const NEW_KEY: &str = "-config openssl.cnf -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";

/// Makes two authorities, `ca.crt` and `stranger.crt`, and the certificate of a server from the first one,
/// `server.crt` with `server.key`.
pub fn make(dir: &Path) {
    fs::write(dir.join("openssl.cnf"), CONFIGURATION).unwrap();
    for name in ["ca", "stranger"] {
        let files = format!("-keyout {name}.key -out {name}.crt -subj /CN={name}");
        openssl(dir, &format!("req -x509 {NEW_KEY} -extensions ca -days 2 {files}"));
    }
    openssl(dir, &format!("req -new {NEW_KEY} -keyout server.key -out server.csr -subj /CN=localhost"));
    openssl(
        dir,
        "x509 -req -in server.csr -CA ca.crt -CAkey ca.key -set_serial 1 -days 2 \
         -extfile openssl.cnf -extensions server -out server.crt",
    );
}

fn openssl(dir: &Path, arguments: &str) {
    let output = Command::new("openssl").args(arguments.split_whitespace()).current_dir(dir).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "openssl {arguments}\n{said}");
}
