//! Which addresses may be written to: those of the public internet (the registries of special-purpose
//! addresses, RFC 6890).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Whether a webhook may have this URL, or why not, as far as that can be told without looking its name
/// up. `anywhere` lifts the rules of where to: then plain HTTP and private addresses are allowed.
pub fn check(text: &str, anywhere: bool) -> Result<(), String> {
    let url = Url::parse(text).map_err(|error| format!("it is no URL: {error}"))?;
    match url.scheme() {
        "https" => {}
        "http" if anywhere => {}
        "http" => return Err("it is `http`; write `https`, so that nobody on the way reads or changes it".to_owned()),
        _ => return Err("it is no web address; write one such as `https://partner.example/byline`".to_owned()),
    }
    let is_inside = match url.host() {
        Some(Host::Ipv4(address)) => !is_public_v4(address),
        Some(Host::Ipv6(address)) => !is_public_v6(address),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        None => return Err("it has no host".to_owned()),
    };
    if is_inside && !anywhere {
        return Err(INSIDE.to_owned());
    }
    Ok(())
}

/// What is said of an address that may not be written to.
pub const INSIDE: &str = "its address is not one of the public internet; `BYLINE_WEBHOOK_PRIVATE=1` allows others";

/// Whether an address is one of the public internet. One that holds an IPv4 address in IPv6 is not,
/// whatever it holds: a gateway might lead it inside.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        // This network; private; shared by carriers; loopback; link-local, where clouds have metadata.
        [0 | 10 | 127, ..] | [100, 64..=127, ..] | [169, 254, ..] => true,
        [172, 16..=31, ..] | [192, 168, ..] => true,
        // Protocol assignments; documentation; relays to IPv6; benchmarks.
        [192, 0, 0 | 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => true,
        [192, 88, 99, _] | [198, 18 | 19, ..] => true,
        // A cloud's metadata outside the link-local block.
        [168, 63, 129, 16] => true,
        // Multicast, reserved, broadcast.
        [224..=255, ..] => true,
        _ => false,
    };
    !special
}

/// Only 2000::/3 is given out (RFC 4291, section 2.4), and not all of that is public.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let special = match address.segments() {
        // Protocol assignments and Teredo; documentation; 6to4, which holds an IPv4 address.
        [0x2001, 0..=0x1ff, ..] | [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] | [0x2002, ..] => true,
        [first, ..] => !(0x2000..=0x3fff).contains(&first),
    };
    !special
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn urls_lead_to_the_public_internet_over_tls() {
        for url in ["https://partner.example/x?y=1", "https://1.1.1.1:8443/", "https://localhost.example/"] {
            assert_eq!((check(url, false), check(url, true)), (Ok(()), Ok(())), "{url}");
        }
        for url in [
            "http://partner.example/",
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://[::1]/",
        ]
        .iter()
        .chain(&[
            "https://LOCALHOST/",
            "https://a.localhost./",
            "https://[::ffff:8.8.8.8]/",
            "https://192.168.0.9/",
        ]) {
            assert!(check(url, false).is_err() && check(url, true).is_ok(), "{url}");
        }
        for url in ["", "nonsense", "ftp://a.example/", "file:///etc/passwd", "https://", "/x"] {
            assert!(check(url, true).is_err(), "{url}");
        }
    }

    #[test]
    fn only_the_public_internet_is_public() {
        let inside = "0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 \
            172.31.255.255 192.0.0.192 192.168.1.1 198.18.0.1 192.0.2.1 224.0.0.1 240.0.0.1 255.255.255.255 \
            168.63.129.16 :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::8.8.8.8 64:ff9b::a00:1 64:ff9b:1::1 fc00::1 \
            fd00:ec2::254 fe80::1 fec0::1 ff02::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1";
        for text in inside.split_whitespace() {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
        for text in "1.1.1.1 100.63.0.1 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1 223.255.255.255 2606:4700::1 \
            2a00:1450::1 2001:4860::1"
            .split_whitespace()
        {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }
}
