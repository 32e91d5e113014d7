//! Whom connections to others trust: the authorities that the system does.

use std::path::{Path, PathBuf};

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::{self, PemObject};

/// Where systems keep their bundle of root certificates.
const SYSTEM_BUNDLES: [&str; 5] = [
    "/etc/ssl/certs/ca-certificates.crt", // Debian, Alpine, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",   // Fedora, RHEL
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/ca-bundle.pem", // openSUSE
    "/etc/ssl/cert.pem",      // BSD, macOS
];

/// The system's bundle of root certificates: the file that `SSL_CERT_FILE` names, as OpenSSL has it, or one
/// in a usual place; `None` where there is neither.
pub fn system_bundle() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("SSL_CERT_FILE").filter(|named| !named.is_empty()) {
        return Some(named.into());
    }
    let mut paths = SYSTEM_BUNDLES.iter().map(PathBuf::from);
    paths.find(|path| path.is_file())
}

/// The certificates in a PEM file (RFC 7468); an error says why there are none.
pub fn read(path: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let explain = |error: pem::Error| match error {
        pem::Error::Io(error) => error.to_string(),
        other => format!("it is no proper PEM file ({other})"),
    };
    CertificateDer::pem_file_iter(path).map_err(explain)?.collect::<Result<_, _>>().map_err(explain)
}
