//! The fields of YAML front matter, from the parser's events: scalars stay as they are written, aliases stand for
//! nothing (so that none can multiply), and depth is bounded.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::front::{DEEPEST, Fields, Value, wrong};
use crate::import::report::Problem;

/// A list or a map that is still open.
enum Open {
    List(Vec<Value>),
    Map(Fields, Option<String>),
}

pub(super) fn read(text: &str) -> Result<Fields, Problem> {
    let mut open: Vec<Open> = Vec::new();
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| wrong(Some(error.marker().line()), error.info()))?;
        let line = span.start.line();
        let value = match event {
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                None
            }
            Event::MappingStart(..) => {
                open.push(Open::Map(Vec::new(), None));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(Open::close),
            Event::Scalar(text, style, ..) => Some(scalar(&text, style, line)),
            Event::Alias(_) => Some(Value::Text(String::new(), 0)),
            Event::StreamEnd | Event::DocumentEnd => break,
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => None,
        };
        if open.len() > DEEPEST {
            return Err(wrong(Some(line), "it is nested too deep and was left out"));
        }
        match (value, open.last_mut()) {
            (Some(value), Some(inside)) => inside.add(value),
            (Some(Value::Map(fields)), None) => return Ok(fields),
            (Some(_), None) => break,
            (None, _) => {}
        }
    }
    Err(wrong(Some(1), "it has no fields and was left out"))
}

/// What is written plainly and means nothing is empty (YAML 1.2, section 10.2.1.1).
fn scalar(text: &str, style: ScalarStyle, line: usize) -> Value {
    let null = style == ScalarStyle::Plain && matches!(text, "~" | "null" | "Null" | "NULL");
    Value::Text(if null { String::new() } else { text.to_owned() }, u32::try_from(line + 1).unwrap_or(u32::MAX))
}

impl Open {
    fn add(&mut self, value: Value) {
        match self {
            Open::List(list) => list.push(value),
            Open::Map(fields, name) => match (name.take(), value) {
                (Some(name), value) => fields.push((name, value)),
                (None, Value::Text(text, _)) => *name = Some(text),
                // A list or map as a name says nothing here.
                (None, _) => *name = Some(String::new()),
            },
        }
    }

    fn close(self) -> Value {
        match self {
            Open::List(list) => Value::List(list),
            Open::Map(fields, _) => Value::Map(fields),
        }
    }
}
