//! Decryption with the empty password, which opens every document that is only kept from printing or
//! copying (ISO 32000-1, 7.6; ISO 32000-2, 7.6 for revision 6).

use super::object::{Dict, Object};
use aes::cipher::{Block, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes256};
use md5::Md5;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// How the data of a document is encrypted.
#[derive(Debug)]
pub struct Crypt {
    key: Vec<u8>,
    streams: Method,
    strings: Method,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    None,
    Rc4,
    Aes128,
    Aes256,
}

/// Why a document cannot be decrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locked {
    /// The empty password does not open it.
    Password,
    /// It is encrypted in a way unknown here, as with a certificate.
    Unknown,
}

/// Algorithm 2, table 21: what pads a password.
const PADDING: [u8; 32] = [
    0x28, 0xbf, 0x4e, 0x5e, 0x4e, 0x75, 0x8a, 0x41, 0x64, 0x00, 0x4e, 0x56, 0xff, 0xfa, 0x01, 0x08, 0x2e, 0x2e, 0x00,
    0xb6, 0xd0, 0x68, 0x3e, 0x80, 0x2f, 0x0c, 0xa9, 0xfe, 0x64, 0x53, 0x69, 0x7a,
];

impl Crypt {
    /// Of the encryption dictionary, its references resolved, and the first part of the file's `/ID`.
    pub fn open(dict: &Dict, id: &[u8]) -> Result<Self, Locked> {
        if dict.get(b"Filter").name() != Some(b"Standard") {
            return Err(Locked::Unknown);
        }
        let version = dict.get(b"V").index().unwrap_or_default();
        let revision = dict.get(b"R").index().unwrap_or_default();
        let (streams, strings) = match version {
            1 | 2 => (Method::Rc4, Method::Rc4),
            4 | 5 => (method(dict, b"StmF")?, method(dict, b"StrF")?),
            _ => return Err(Locked::Unknown),
        };
        let key = match (version, revision) {
            (5, 5 | 6) => key_256(dict, revision).ok_or(Locked::Password)?,
            (5, _) => return Err(Locked::Unknown),
            _ => key_128(dict, version, revision, id).ok_or(Locked::Password)?,
        };
        Ok(Self { key, streams, strings })
    }

    /// The data of a stream.
    pub fn stream(&self, data: &[u8], id: (u32, u16)) -> Vec<u8> {
        self.decrypt(self.streams, data, id)
    }

    /// Decrypts all strings within an object.
    pub fn strings(&self, object: &mut Object, id: (u32, u16)) {
        match object {
            Object::Text(text) => *text = self.decrypt(self.strings, text, id).into(),
            Object::Array(elements) => elements.iter_mut().for_each(|e| self.strings(e, id)),
            Object::Dict(dict) => dict.0.iter_mut().for_each(|(_, e)| self.strings(e, id)),
            Object::Stream(stream) => stream.dict.0.iter_mut().for_each(|(_, e)| self.strings(e, id)),
            _ => {}
        }
    }

    fn decrypt(&self, method: Method, data: &[u8], id: (u32, u16)) -> Vec<u8> {
        match method {
            Method::None => data.to_vec(),
            Method::Rc4 => rc4(&self.object_key(id, b""), data),
            Method::Aes128 => {
                Aes128::new_from_slice(&self.object_key(id, b"sAlT")).map(|c| cbc(&c, data)).unwrap_or_default()
            }
            Method::Aes256 => Aes256::new_from_slice(&self.key).map(|c| cbc(&c, data)).unwrap_or_default(),
        }
    }

    /// Algorithm 1: the key of one object.
    fn object_key(&self, (number, generation): (u32, u16), salt: &[u8]) -> Vec<u8> {
        let number = number.to_le_bytes();
        let parts = [&self.key, number.get(..3).unwrap_or_default(), &generation.to_le_bytes(), salt];
        let mut key = Md5::digest(parts.concat()).to_vec();
        key.truncate((self.key.len() + 5).min(16));
        key
    }
}

/// The crypt filter that a dictionary of version 4 or 5 names for strings or for streams (7.6.5).
fn method(dict: &Dict, key: &[u8]) -> Result<Method, Locked> {
    let name = dict.get(key).name().unwrap_or(b"Identity");
    if name == b"Identity" {
        return Ok(Method::None);
    }
    let filter = dict.get(b"CF").dict().and_then(|filters| filters.get(name).dict());
    match filter.and_then(|f| f.get(b"CFM").name()) {
        Some(b"V2") => Ok(Method::Rc4),
        Some(b"AESV2") => Ok(Method::Aes128),
        Some(b"AESV3") => Ok(Method::Aes256),
        Some(b"None") => Ok(Method::None),
        _ => Err(Locked::Unknown),
    }
}

/// Algorithm 2, and 6 with which its key is proved.
fn key_128(dict: &Dict, version: usize, revision: usize, id: &[u8]) -> Option<Vec<u8>> {
    let owner = dict.get(b"O").text()?.get(..32)?;
    let user = dict.get(b"U").text()?;
    // A signed number of 32 bits, which some write without its sign.
    let permissions = dict.get(b"P").number()? as i64 as u32;
    let length = match version {
        1 => 5,
        4 => 16,
        _ => (dict.get(b"Length").index().unwrap_or(40) / 8).clamp(5, 16),
    };
    let open = dict.get(b"EncryptMetadata") != &Object::Bool(false) || revision < 4;
    let rest: &[u8] = if open { b"" } else { &[0xff; 4] };
    let mut key = Md5::digest([&PADDING, owner, &permissions.to_le_bytes(), id, rest].concat()).to_vec();
    key.truncate(length);
    if revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(&key).to_vec();
            key.truncate(length);
        }
    }
    let proved = match revision {
        2 => rc4(&key, &PADDING) == user,
        _ => {
            let start = Md5::digest([&PADDING, id].concat()).to_vec();
            let proof =
                (0..20_u8).fold(start, |data, round| rc4(&key.iter().map(|b| b ^ round).collect::<Vec<_>>(), &data));
            user.get(..16) == Some(&proof)
        }
    };
    proved.then_some(key)
}

/// Algorithm 2.A: the file's own key, which the user's opens.
fn key_256(dict: &Dict, revision: usize) -> Option<Vec<u8>> {
    let user = dict.get(b"U").text()?;
    let hash = |salt: &[u8]| match revision {
        5 => Sha256::digest(salt).to_vec(),
        _ => hash_6(salt),
    };
    if hash(user.get(32..40)?) != user.get(..32)? {
        return None;
    }
    let cipher = Aes256::new_from_slice(&hash(user.get(40..48)?)).ok()?;
    Some(blocks(&cipher, [0; 16], dict.get(b"UE").text()?.get(..32)?))
}

/// Algorithm 2.B for the empty password.
fn hash_6(salt: &[u8]) -> Vec<u8> {
    let mut key = Sha256::digest(salt).to_vec();
    // It ends by chance after some 70 rounds; no hash of 512 makes it go on for long.
    for round in 0..512_u32 {
        let (Some(half), Some(start)) = (key.get(..16), key.get(16..32)) else { break };
        let Ok(cipher) = Aes128::new_from_slice(half) else { break };
        let mut before: [u8; 16] = start.try_into().unwrap_or_default();
        let mut made = Vec::with_capacity(key.len() * 64);
        for part in key.repeat(64).chunks_exact(16) {
            let mut block = [0; 16];
            block.iter_mut().zip(part.iter().zip(before)).for_each(|(out, (a, b))| *out = a ^ b);
            let mut cell = Block::<Aes128>::from(block);
            cipher.encrypt_block(&mut cell);
            before = cell.into();
            made.extend(before);
        }
        let rest: u32 = made.iter().take(16).map(|b| u32::from(*b)).sum::<u32>() % 3;
        key = match rest {
            0 => Sha256::digest(&made).to_vec(),
            1 => Sha384::digest(&made).to_vec(),
            _ => Sha512::digest(&made).to_vec(),
        };
        if round >= 63 && made.last().is_some_and(|last| u32::from(*last) + 31 < round) {
            break;
        }
    }
    key.truncate(32);
    key
}

/// AES in CBC mode: the first block is the start, the last byte tells how many pad the end (7.6.2).
fn cbc<C: BlockCipherDecrypt>(cipher: &C, data: &[u8]) -> Vec<u8>
where
    Block<C>: From<[u8; 16]> + Into<[u8; 16]>,
{
    let Some((start, rest)) = data.split_at_checked(16) else { return Vec::new() };
    let mut out = blocks(cipher, start.try_into().unwrap_or_default(), rest);
    let padding = out.last().map_or(0, |last| usize::from(*last));
    if (1..=16).contains(&padding) {
        out.truncate(out.len().saturating_sub(padding));
    }
    out
}

fn blocks<C: BlockCipherDecrypt>(cipher: &C, start: [u8; 16], data: &[u8]) -> Vec<u8>
where
    Block<C>: From<[u8; 16]> + Into<[u8; 16]>,
{
    let (mut out, mut before) = (Vec::with_capacity(data.len()), start);
    for part in data.chunks_exact(16) {
        let part: [u8; 16] = part.try_into().unwrap_or_default();
        let mut cell = Block::<C>::from(part);
        cipher.decrypt_block(&mut cell);
        let plain: [u8; 16] = cell.into();
        out.extend(plain.iter().zip(before).map(|(a, b)| a ^ b));
        before = part;
    }
    out
}

fn rc4(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut state: Vec<u8> = (0..=255).collect();
    let at = |state: &[u8], place: u8| state.get(usize::from(place)).copied().unwrap_or_default();
    let mut j = 0_u8;
    for (i, k) in (0..=255_u8).zip(key.iter().cycle()) {
        j = j.wrapping_add(at(&state, i)).wrapping_add(*k);
        state.swap(usize::from(i), usize::from(j));
    }
    let (mut i, mut j) = (0_u8, 0_u8);
    let step = |byte: &u8| {
        i = i.wrapping_add(1);
        j = j.wrapping_add(at(&state, i));
        state.swap(usize::from(i), usize::from(j));
        byte ^ at(&state, at(&state, i).wrapping_add(at(&state, j)))
    };
    data.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rc4_is_rc4() {
        assert_eq!(rc4(b"Key", b"Plaintext"), [0xbb, 0xf3, 0x16, 0xe8, 0xd9, 0x40, 0xaf, 0x0a, 0xd3]);
    }
}
