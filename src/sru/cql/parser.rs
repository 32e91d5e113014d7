//! The grammar of CQL 1.2, by recursive descent.

use std::collections::HashMap;

use super::lexer::{Token, tokens};
use super::{Boolean, Clause, Error, Key, Modifier, Name, Operator, Query, Relation, Search, Set};

/// The most booleans that a query may have.
const BOOLEANS: usize = 200;

/// How deep its parentheses may be.
const DEPTH: usize = 50;

/// Reads a query.
pub fn parse(query: &str) -> Result<Query, Error> {
    let mut parser = Parser { tokens: tokens(query)?, at: 0, prefixes: vec![HashMap::new()], booleans: 0 };
    parser.prefix_assignments()?;
    let clause = parser.scoped_clause()?;
    let mut sort = Vec::new();
    if parser.word_is("sortby") {
        parser.at += 1;
        while parser.peek().is_some() {
            let index = parser.term("an index to sort by")?;
            sort.push(Key { index: parser.name(&index), modifiers: parser.modifiers()? });
        }
        if sort.is_empty() {
            return Err(Error::Syntax("an index to sort by is missing after `sortBy`".to_owned()));
        }
    }
    match parser.peek() {
        None => Ok(Query { clause, sort }),
        Some(token) => Err(Error::Syntax(format!("{} is not expected where it stands", shown(token)))),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    /// What prefixes stand for, the innermost scope last; the empty prefix is the default.
    prefixes: Vec<HashMap<String, String>>,
    booleans: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    /// Whether the next token is this reserved word, in any case.
    fn word_is(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Token::Word(own)) if own.eq_ignore_ascii_case(word))
    }

    fn boolean(&self) -> Option<Operator> {
        let all = [("and", Operator::And), ("or", Operator::Or), ("not", Operator::Not), ("prox", Operator::Prox)];
        all.into_iter().find(|(word, _)| self.word_is(word)).map(|(_, operator)| operator)
    }

    /// `> prefix = uri` or `> uri`, any number of them.
    fn prefix_assignments(&mut self) -> Result<(), Error> {
        while self.peek() == Some(&Token::Sign(">")) {
            self.at += 1;
            let first = self.term("a prefix or an identifier")?;
            let (prefix, uri) = match self.peek() {
                Some(Token::Sign("=")) => {
                    self.at += 1;
                    (first.to_lowercase(), self.term("the identifier of a context set")?)
                }
                _ => (String::new(), first),
            };
            if let Some(scope) = self.prefixes.last_mut() {
                scope.insert(prefix, uri);
            }
        }
        Ok(())
    }

    /// Search clauses joined by booleans.
    fn scoped_clause(&mut self) -> Result<Clause, Error> {
        let mut clause = self.search_clause()?;
        while let Some(operator) = self.boolean() {
            self.at += 1;
            self.booleans += 1;
            if self.booleans > BOOLEANS {
                return Err(Error::TooManyBooleans(BOOLEANS));
            }
            let boolean = Boolean { operator, modifiers: self.modifiers()? };
            clause = Clause::Group(Box::new(clause), boolean, Box::new(self.search_clause()?));
        }
        Ok(clause)
    }

    /// A query in parentheses, a term, or index, relation and term.
    fn search_clause(&mut self) -> Result<Clause, Error> {
        if self.peek() == Some(&Token::Open) {
            self.at += 1;
            // Each scope holds a map of prefixes; the first is that of the whole query.
            if self.prefixes.len() > DEPTH {
                return Err(Error::TooDeep(DEPTH));
            }
            self.prefixes.push(HashMap::new());
            self.prefix_assignments()?;
            let clause = self.scoped_clause()?;
            self.prefixes.pop();
            return match self.next() {
                Some(Token::Close) => Ok(clause),
                _ => Err(Error::Syntax("a parenthesis is not closed".to_owned())),
            };
        }
        let first = self.term("a term")?;
        let sign = match self.peek() {
            Some(Token::Sign(sign)) => Some((*sign).to_owned()),
            Some(Token::Word(word)) if self.boolean().is_none() && !self.word_is("sortby") => Some(word.to_lowercase()),
            _ => None,
        };
        let Some(sign) = sign else {
            let index = Name { set: Some(Set::Prefix("cql".to_owned())), name: "serverChoice".to_owned() };
            let relation = Relation { name: Name { set: None, name: "=".to_owned() }, modifiers: Vec::new() };
            return Ok(Clause::Search(Search { index, relation, term: first }));
        };
        self.at += 1;
        let relation = Relation { name: self.own_name(&sign), modifiers: self.modifiers()? };
        let term = self.term("a term after the relation")?;
        Ok(Clause::Search(Search { index: self.name(&first), relation, term }))
    }

    /// `/name` or `/name=value`, any number of them.
    fn modifiers(&mut self) -> Result<Vec<Modifier>, Error> {
        let mut modifiers = Vec::new();
        while self.peek() == Some(&Token::Slash) {
            self.at += 1;
            let name = self.term("the name of a modifier")?.to_lowercase();
            let name = self.own_name(&name);
            let value = match self.peek() {
                Some(Token::Sign(sign)) => {
                    let sign = (*sign).to_owned();
                    self.at += 1;
                    Some((sign, self.term("the value of a modifier")?))
                }
                _ => None,
            };
            modifiers.push(Modifier { name, value });
        }
        Ok(modifiers)
    }

    /// Any word, a reserved one too, or a text in quotes.
    fn term(&mut self, what: &str) -> Result<String, Error> {
        match self.next() {
            Some(Token::Word(text) | Token::Quoted(text)) => Ok(text),
            Some(token) => Err(Error::Syntax(format!("{what} is missing before {}", shown(&token)))),
            None => Err(Error::Syntax(format!("{what} is missing at the end"))),
        }
    }

    /// The name of a relation or modifier: without prefix it is one of CQL's own.
    fn own_name(&self, text: &str) -> Name {
        match text.contains('.') {
            true => self.name(text),
            false => Name { set: None, name: text.to_owned() },
        }
    }

    /// A name with its context set, as the query explains prefixes here.
    fn name(&self, text: &str) -> Name {
        let (prefix, name) = text.split_once('.').unwrap_or(("", text));
        let (prefix, name) = (prefix.to_lowercase(), name.to_owned());
        let uri = self.prefixes.iter().rev().find_map(|scope| scope.get(&prefix)).cloned();
        let set = uri.map(Set::Uri).or((!prefix.is_empty()).then_some(Set::Prefix(prefix)));
        Name { set, name }
    }
}

/// A token, as the query has it.
fn shown(token: &Token) -> String {
    match token {
        Token::Open => "`(`".to_owned(),
        Token::Close => "`)`".to_owned(),
        Token::Slash => "`/`".to_owned(),
        Token::Sign(sign) => format!("`{sign}`"),
        Token::Word(text) | Token::Quoted(text) => format!("`{text}`"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// A query with every clause in parentheses.
    fn read(query: &str) -> String {
        fn modifiers(all: &[Modifier]) -> String {
            let one = |own: &Modifier| {
                let value = own.value.as_ref().map(|(sign, value)| format!("{sign}{value}")).unwrap_or_default();
                format!("/{}{value}", own.name)
            };
            all.iter().map(one).collect()
        }
        fn clause(own: &Clause) -> String {
            match own {
                Clause::Search(own) => {
                    format!("{} {}{} {:?}", own.index, own.relation.name, modifiers(&own.relation.modifiers), own.term)
                }
                Clause::Group(a, own, b) => {
                    let (a, b) = (clause(a), clause(b));
                    format!("({a}) {:?}{} ({b})", own.operator, modifiers(&own.modifiers))
                }
            }
        }
        match parse(query) {
            Ok(query) => {
                let key = |own: &Key| format!(" by {}{}", own.index, modifiers(&own.modifiers));
                clause(&query.clause) + &query.sort.iter().map(key).collect::<String>()
            }
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn queries_are_read_as_the_grammar_says() {
        for (query, tree) in [
            ("fish", r#"cql.serverChoice = "fish""#),
            ("  \"a \\\"b\\\" \\* c\"", r#"cql.serverChoice = "a \"b\" \\* c""#),
            ("dc.title any fish", r#"dc.title any "fish""#),
            ("DC.title ANY fish", r#"dc.title any "fish""#),
            ("title=fish", r#"title = "fish""#),
            ("title==\"\"", r#"title == """#),
            ("dc.date<=2024", r#"dc.date <= "2024""#),
            ("dc.date within \"2020 2024\"", r#"dc.date within "2020 2024""#),
            ("a or b and c", r#"((cql.serverChoice = "a") Or (cql.serverChoice = "b")) And (cql.serverChoice = "c")"#),
            (
                "a NOT (b OR c)",
                r#"(cql.serverChoice = "a") Not ((cql.serverChoice = "b") Or (cql.serverChoice = "c"))"#,
            ),
            (
                "a prox/unit=word/distance>3 b",
                r#"(cql.serverChoice = "a") Prox/unit=word/distance>3 (cql.serverChoice = "b")"#,
            ),
            ("title any/relevant/cql.string fish", r#"title any/relevant/cql.string "fish""#),
            ("and and or", r#"(cql.serverChoice = "and") And (cql.serverChoice = "or")"#),
            ("x cql.any and", r#"x cql.any "and""#),
            (
                "fish sortBy dc.date/sort.descending title",
                r#"cql.serverChoice = "fish" by dc.date/sort.descending by title"#,
            ),
            ("> d = \"info:x\" d.title any fish", r#"title of info:x any "fish""#),
            (">info:x title=fish", r#"title of info:x = "fish""#),
            ("(> d = u d.a = b) and d.a = c", r#"(a of u = "b") And (d.a = "c")"#),
            ("((fish))", r#"cql.serverChoice = "fish""#),
            ("海峡", r#"cql.serverChoice = "海峡""#),
        ] {
            assert_eq!(read(query), tree, "{query}");
        }
    }

    #[test]
    fn what_is_no_query_is_told() {
        for query in [
            "",
            " ",
            "and and (",
            "(a",
            "a)",
            "a b",
            "a =",
            "= a",
            "a and",
            "\"a",
            "a\"",
            "\"a\\",
            "a sortBy",
            "a sortBy =",
            "a / b",
            "> = x",
            "> a =",
            ">",
            "a b c d",
            "()",
            "a any/x= b",
            "a sortBy b/",
        ] {
            assert!(matches!(parse(query), Err(Error::Syntax(_))), "{query}: {:?}", parse(query));
        }
        assert_eq!(parse(&"(".repeat(5000)), Err(Error::TooDeep(DEPTH)));
        assert_eq!(parse(&"a and ".repeat(5000)), Err(Error::TooManyBooleans(BOOLEANS)));
        assert!(parse(&format!("{}a{}", "(".repeat(DEPTH), ")".repeat(DEPTH))).is_ok());
    }
}
