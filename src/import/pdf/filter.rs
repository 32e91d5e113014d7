//! What stream data is encoded with (ISO 32000-1, 7.4). Each filter stops where the budget is spent: what
//! it gave until then, and what it gave before an error, is kept. Filters of pictures are not read.

use super::budget::Budget;
use super::lexer::is_blank;
use super::object::{Dict, Object};
use flate2::{Decompress, FlushDecompress, Status};
use weezl::{BitOrder, LzwStatus, decode::Configuration};

/// Filters upon one another; more serve no honest purpose.
const CHAIN: usize = 6;
/// Bytes that are unfolded at a time.
const STEP: usize = 1 << 16;

/// The decoded data; `None` of a filter that is not read here.
pub fn decode(raw: &[u8], filters: &[(Vec<u8>, Dict)], budget: &Budget) -> Option<Vec<u8>> {
    let mut data = None;
    for (name, parameters) in filters.iter().take(CHAIN) {
        let input = data.as_deref().unwrap_or(raw);
        data = Some(apply(input, name, parameters, budget)?);
    }
    match data {
        Some(data) => Some(data),
        None => Some(raw.get(..budget.inflate(raw.len())).unwrap_or_default().to_vec()),
    }
}

fn apply(input: &[u8], name: &[u8], parameters: &Dict, budget: &Budget) -> Option<Vec<u8>> {
    match name {
        b"FlateDecode" | b"Fl" => Some(predicted(flate(input, budget), parameters)),
        b"LZWDecode" | b"LZW" => {
            let early = parameters.get(b"EarlyChange").number() != Some(0.0);
            Some(predicted(lzw(input, early, budget), parameters))
        }
        b"ASCII85Decode" | b"A85" => Some(ascii85(input, budget)),
        b"ASCIIHexDecode" | b"AHx" => Some(ascii_hex(input, budget)),
        b"RunLengthDecode" | b"RL" => Some(run_length(input, budget)),
        b"Crypt" => Some(input.get(..budget.inflate(input.len()))?.to_vec()),
        _ => None,
    }
}

/// With the zlib header or, as some producers leave it out, without.
fn flate(input: &[u8], budget: &Budget) -> Vec<u8> {
    let out = inflate(input, true, budget);
    match out.is_empty() {
        true => inflate(input.get(2..).unwrap_or_default(), false, budget),
        false => out,
    }
}

fn inflate(input: &[u8], header: bool, budget: &Budget) -> Vec<u8> {
    let mut engine = Decompress::new(header);
    let (mut out, mut step) = (Vec::new(), vec![0; STEP]);
    loop {
        let read = usize::try_from(engine.total_in()).unwrap_or(usize::MAX);
        let before = engine.total_out();
        let rest = input.get(read..).unwrap_or_default();
        let status = engine.decompress(rest, &mut step, FlushDecompress::None);
        let made = usize::try_from(engine.total_out() - before).unwrap_or(STEP);
        let kept = budget.inflate(made);
        out.extend_from_slice(step.get(..kept).unwrap_or_default());
        let moved = made > 0 || engine.total_in() > u64::try_from(read).unwrap_or(u64::MAX);
        if !matches!(status, Ok(Status::Ok | Status::BufError)) || kept < made || !moved {
            return out;
        }
    }
}

fn lzw(input: &[u8], early: bool, budget: &Budget) -> Vec<u8> {
    let configuration = match early {
        true => Configuration::with_tiff_size_switch(BitOrder::Msb, 8),
        false => Configuration::new(BitOrder::Msb, 8),
    };
    let mut engine = configuration.build();
    let (mut out, mut step, mut rest) = (Vec::new(), vec![0; STEP], input);
    loop {
        let result = engine.decode_bytes(rest, &mut step);
        let kept = budget.inflate(result.consumed_out);
        out.extend_from_slice(step.get(..kept).unwrap_or_default());
        rest = rest.get(result.consumed_in..).unwrap_or_default();
        let moved = result.consumed_in > 0 || result.consumed_out > 0;
        if !matches!(result.status, Ok(LzwStatus::Ok)) || kept < result.consumed_out || !moved {
            return out;
        }
    }
}

/// Five signs give four bytes (7.4.3); never more than the input, `z` aside.
fn ascii85(input: &[u8], budget: &Budget) -> Vec<u8> {
    let (mut out, mut group, mut count) = (Vec::new(), 0_u64, 0_usize);
    let most = budget.inflate(input.len().saturating_mul(4));
    for byte in input.iter().copied().filter(|b| !is_blank(*b)) {
        match byte {
            _ if out.len() + 4 > most => break,
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group = group * 85 + u64::from(byte - b'!');
                count += 1;
                if count == 5 {
                    out.extend(group.to_be_bytes().iter().skip(4));
                    (group, count) = (0, 0);
                }
            }
            _ => break,
        }
    }
    if count > 1 {
        let padded = (count..5).fold(group, |group, _| group * 85 + 84);
        out.extend(padded.to_be_bytes().iter().skip(4).take(count - 1));
    }
    out
}

fn ascii_hex(input: &[u8], budget: &Budget) -> Vec<u8> {
    let most = budget.inflate(input.len().div_ceil(2));
    let digits = input.iter().take_while(|b| **b != b'>').filter_map(|b| char::from(*b).to_digit(16));
    let digits: Vec<u8> = digits.filter_map(|d| u8::try_from(d).ok()).collect();
    let pairs = digits.chunks(2).take(most);
    pairs.map(|pair| pair.iter().fold(0, |byte, d| byte << 4 | d) << (4 * (2 - pair.len()))).collect()
}

fn run_length(input: &[u8], budget: &Budget) -> Vec<u8> {
    let (mut out, mut bytes) = (Vec::new(), input.iter().copied());
    while let Some(length) = bytes.next() {
        let count = match length {
            128 => break,
            0..=127 => usize::from(length) + 1,
            129.. => 257 - usize::from(length),
        };
        if budget.inflate(count) < count {
            break;
        }
        match length {
            0..=127 => out.extend(bytes.by_ref().take(count)),
            _ => out.extend(std::iter::repeat_n(bytes.next().unwrap_or_default(), count)),
        }
    }
    out
}

/// Takes the PNG prediction of rows of bytes off (7.4.4.4). TIFF's is for pictures.
fn predicted(data: Vec<u8>, parameters: &Dict) -> Vec<u8> {
    let figure = |key: &[u8], usual| parameters.get(key).index().unwrap_or(usual).clamp(1, 1 << 16);
    if figure(b"Predictor", 1) < 10 {
        return data;
    }
    let bits = figure(b"Colors", 1).saturating_mul(figure(b"BitsPerComponent", 8));
    let (width, pixel) = (bits.saturating_mul(figure(b"Columns", 1)).div_ceil(8), bits.div_ceil(8));
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    for row in data.chunks(width + 1) {
        let Some((kind, row)) = row.split_first() else { break };
        let start = out.len();
        for (at, byte) in row.iter().enumerate() {
            let here = start + at;
            let get = |back: usize, inside: bool| match inside {
                true => here.checked_sub(back).and_then(|at| out.get(at)).copied().unwrap_or_default(),
                false => 0,
            };
            let left = get(pixel, at >= pixel);
            let up = get(width, start >= width);
            let corner = get(width + pixel, at >= pixel && start >= width);
            let guess = match kind {
                1 => left,
                2 => up,
                3 => u8::try_from((u16::from(left) + u16::from(up)) / 2).unwrap_or_default(),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            out.push(byte.wrapping_add(guess));
        }
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, up, corner].map(i16::from);
    let guess = a + b - c;
    let [to_left, to_up, to_corner] = [a, b, c].map(|value| (guess - value).abs());
    match (to_left <= to_up && to_left <= to_corner, to_up <= to_corner) {
        (true, _) => left,
        (false, true) => up,
        (false, false) => corner,
    }
}

/// The filters of a stream and their parameters, whose references `resolve` follows.
pub fn filters(dict: &Dict, resolve: impl Fn(&Object) -> Object) -> Vec<(Vec<u8>, Dict)> {
    let either = |long: &[u8], short: &[u8]| match resolve(dict.get(long)) {
        Object::Null => resolve(dict.get(short)),
        found => found,
    };
    let list = |object: Object| match object {
        Object::Array(elements) => elements.iter().take(CHAIN).map(&resolve).collect(),
        Object::Null => Vec::new(),
        one => vec![one],
    };
    let mut parameters = list(either(b"DecodeParms", b"DP")).into_iter();
    let names = list(either(b"Filter", b"F"));
    let pairs = names.into_iter().map(|name| (name, parameters.next().unwrap_or_default()));
    let pairs = pairs.filter_map(|(name, own)| Some((name.name()?.to_vec(), own.dict().cloned().unwrap_or_default())));
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(name: &str, input: &[u8]) -> Vec<u8> {
        let filters = [(name.as_bytes().to_vec(), Dict::default())];
        decode(input, &filters, &Budget::new()).unwrap_or_default()
    }

    #[test]
    fn filters_are_read() {
        assert_eq!(through("ASCIIHexDecode", b"41 4>"), b"A@");
        assert_eq!(through("ASCII85Decode", b"87cURD]i,\"Ebo7~>"), b"Hello World"[..].to_vec().as_slice());
        assert_eq!(through("RunLengthDecode", &[1, b'a', b'b', 255, b'c', 128, 9]), b"abcc");
        assert_eq!(through("LZWDecode", &[0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01]), b"-----A---B");
        assert_eq!(decode(b"x", &[(b"DCTDecode".to_vec(), Dict::default())], &Budget::new()), None);
    }

    #[test]
    fn a_bomb_stops_where_the_budget_does() {
        let mut bomb = flate2::Compress::new(flate2::Compression::best(), true);
        let (mut data, zeros) = (Vec::with_capacity(1 << 20), vec![0; 1 << 20]);
        for _ in 0..100 {
            let _ = bomb.compress_vec(&zeros, &mut data, flate2::FlushCompress::None);
        }
        let budget = Budget::new();
        assert_eq!(inflate(&data, true, &budget).len(), 64 << 20);
        assert!(budget.spent().is_some());
    }
}
