//! The objects a PDF is made of (ISO 32000-1, 7.3).

use std::ops::Range;

/// One object.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Object {
    /// `null`, and whatever is missing (7.3.10).
    #[default]
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// Integers and reals.
    Number(f64),
    /// `/Name`, its `#xx` read.
    Name(Box<[u8]>),
    /// `(literal)` and `<hexadecimal>`.
    Text(Box<[u8]>),
    /// `[ … ]`
    Array(Vec<Object>),
    /// `<< … >>`
    Dict(Dict),
    /// A dictionary with data.
    Stream(Box<Stream>),
    /// `12 0 R`: the object of that number.
    Reference(u32),
}

/// A dictionary.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dict(pub Vec<(Box<[u8]>, Object)>);

/// A stream: its data stands in the file, encoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream {
    /// What is said of the data.
    pub dict: Dict,
    /// Where in the file the data stands.
    pub data: Range<usize>,
    /// Number and generation of the object, of which its key is made in an encrypted file.
    pub id: (u32, u16),
}

static NULL: Object = Object::Null;

impl Dict {
    /// The value of a key, `Null` where there is none. Of a key given twice the last counts.
    pub fn get(&self, key: &[u8]) -> &Object {
        let entry = self.0.iter().rev().find(|(own, _)| **own == *key);
        entry.map_or(&NULL, |(_, value)| value)
    }

    /// Whether `/Type` says so.
    pub fn is(&self, kind: &[u8]) -> bool {
        self.get(b"Type").name() == Some(kind)
    }
}

impl Object {
    /// A number.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(value) => Some(*value),
            _ => None,
        }
    }

    /// A whole number that is not negative.
    pub fn index(&self) -> Option<usize> {
        let value = self.number().filter(|v| *v >= 0.0 && v.fract() == 0.0 && *v < 4e9)?;
        // Checked above: whole, not negative, below 2^32.
        Some(value as usize)
    }

    /// A name.
    pub fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// A string.
    pub fn text(&self) -> Option<&[u8]> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The elements of an array; none of anything else.
    pub fn elements(&self) -> &[Object] {
        match self {
            Self::Array(elements) => elements,
            _ => &[],
        }
    }

    /// A dictionary, also that of a stream.
    pub fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            Self::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }
}
