//! A receiver of webhooks, on loopback.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::{Receiver as Hear, Sender as Say, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::Value;

/// Waits for requests, keeps them, and answers as it was told.
pub struct Receiver {
    pub address: SocketAddr,
    got: Hear<Got>,
    answers: Arc<Mutex<VecDeque<Answer>>>,
}

/// What is answered.
#[derive(Clone, Debug)]
pub enum Answer {
    /// This status.
    Status(u16),
    /// This status, and when to come again.
    Later(u16, &'static str),
    /// A redirect to this address.
    Redirect(String),
    /// Nothing, while the one who asked waits.
    Silence,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Got {
    pub line: String,
    pub fields: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Says that it may be answered with 204, where it was met with silence.
    pub release: Option<Say<()>>,
}

impl Receiver {
    pub fn start() -> Receiver {
        Receiver::over(|stream| stream)
    }

    /// One that speaks TLS, with the certificate of a server in a directory.
    pub fn over_tls(dir: &Path) -> Receiver {
        let chain = CertificateDer::pem_file_iter(dir.join("server.crt")).unwrap().map(Result::unwrap).collect();
        let key = PrivateKeyDer::from_pem_file(dir.join("server.key")).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let config = Arc::new(config);
        Receiver::over(move |stream| StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream))
    }

    fn over<S: Read + Write>(wrap: impl Fn(TcpStream) -> S + Clone + Send + 'static) -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (say, got) = channel();
        let answers: Arc<Mutex<VecDeque<Answer>>> = Arc::default();
        let told = answers.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (say, told, wrap) = (say.clone(), told.clone(), wrap.clone());
                let stream = stream.unwrap();
                stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
                thread::spawn(move || serve(wrap(stream), &say, &told));
            }
        });
        Receiver { address, got, answers }
    }

    /// Its address as a URL.
    pub fn url(&self) -> String {
        format!("http://{}/hook?who=me", self.address)
    }

    /// What the next requests are answered with; after them 204.
    pub fn answer(&self, answers: impl IntoIterator<Item = Answer>) {
        self.answers.lock().unwrap().extend(answers);
    }

    /// The next request, as soon as it comes.
    pub fn next(&self) -> Got {
        self.got.recv_timeout(Duration::from_secs(60)).expect("nothing came")
    }

    /// So many requests.
    pub fn take(&self, count: usize) -> Vec<Got> {
        (0..count).map(|_| self.next()).collect()
    }

    /// What came and was not taken yet.
    pub fn rest(&self) -> Vec<Got> {
        self.got.try_iter().collect()
    }
}

fn serve(mut stream: impl Read + Write, say: &Say<Got>, answers: &Mutex<VecDeque<Answer>>) {
    let Some(mut got) = read(&mut stream) else { return };
    let answer = answers.lock().unwrap().pop_front().unwrap_or(Answer::Status(204));
    let (release, released) = channel();
    got.release = matches!(answer, Answer::Silence).then_some(release);
    let _ = say.send(got);
    let head = match answer {
        Answer::Status(status) => format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\n\r\n"),
        Answer::Later(status, when) => {
            format!("HTTP/1.1 {status} X\r\nretry-after: {when}\r\ncontent-length: 0\r\n\r\n")
        }
        Answer::Redirect(to) => format!("HTTP/1.1 302 X\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n"),
        Answer::Silence => {
            let _ = released.recv_timeout(Duration::from_secs(120));
            "HTTP/1.1 204 X\r\n\r\n".to_owned()
        }
    };
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.flush());
}

fn read(stream: &mut impl Read) -> Option<Got> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4_096]);
    loop {
        if let Some(end) = bytes.windows(4).position(|own| own == b"\r\n\r\n") {
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let mut lines = head.split("\r\n");
            let line = lines.next().unwrap().to_owned();
            let field =
                |line: &str| line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
            let fields: Vec<(String, String)> = lines.filter_map(field).collect();
            let length =
                fields.iter().find(|(name, _)| name == "content-length").map_or(0, |(_, own)| own.parse().unwrap());
            let body = &bytes[end + 4..];
            if body.len() >= length {
                return Some(Got { line, fields, body: body[..length].to_vec(), release: None });
            }
        }
        match stream.read(&mut buffer).unwrap_or(0) {
            0 => return None,
            read => bytes.extend_from_slice(&buffer[..read]),
        }
    }
}

impl Got {
    pub fn field(&self, name: &str) -> &str {
        let mut own = self.fields.iter().filter(|(own, _)| own == name).map(|(_, value)| value.as_str());
        let value = own.next().unwrap_or_else(|| panic!("{name} is missing: {self:?}"));
        assert_eq!(own.next(), None, "{name} stands twice");
        value
    }

    pub fn id(&self) -> String {
        self.field("webhook-id").to_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The type of the event.
    pub fn kind(&self) -> String {
        self.json()["type"].as_str().unwrap().to_owned()
    }

    /// How many of its signatures are right under a secret, as Standard Webhooks says: written here once more,
    /// from RFC 2104.
    pub fn signed(&self, secret: &str) -> usize {
        use base64::Engine;
        use sha2::{Digest, Sha256};
        let base64 = base64::engine::general_purpose::STANDARD;
        let mut key = base64.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        assert!((24..=64).contains(&key.len()), "24 to 64 bytes");
        key.resize(64, 0);
        let padded = |byte: u8| key.iter().map(|own| own ^ byte).collect::<Vec<u8>>();
        let signed = [self.field("webhook-id"), ".", self.field("webhook-timestamp"), "."].concat();
        let inner = Sha256::digest([padded(0x36), signed.into_bytes(), self.body.clone()].concat());
        let outer = Sha256::digest([padded(0x5c), inner.to_vec()].concat());
        let right = format!("v1,{}", base64.encode(outer));
        self.field("webhook-signature").split(' ').filter(|own| **own == right).count()
    }
}
