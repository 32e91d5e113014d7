//! `byline health`

use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use super::Failure;
use super::args::Health;

const PATIENCE: Duration = Duration::from_secs(3);

pub fn run(options: &Health) -> Result<(), Failure> {
    // A service that listens everywhere is asked where it is nearest.
    let address = options.listen.replace("0.0.0.0:", "127.0.0.1:").replace("[::]:", "[::1]:");
    match ask(&address) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::Unwell(format!("the service at {address} is not well"))),
        Err(error) => Err(Failure::Unwell(format!("there is no service at {address}: {error}"))),
    }
}

fn ask(address: &str) -> std::io::Result<bool> {
    let mut last = std::io::Error::other("the address names no host");
    for socket in address.to_socket_addrs()? {
        match TcpStream::connect_timeout(&socket, PATIENCE) {
            Ok(mut stream) => {
                stream.set_read_timeout(Some(PATIENCE))?;
                write!(stream, "GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
                let mut status = [0u8; 12];
                stream.read_exact(&mut status)?;
                return Ok(&status[9..] == b"200");
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}
