//! SRU: what is asked, and what is answered.

mod protocol;
mod queries;
mod scan;

use std::sync::OnceLock;

use crate::support::app::{App, Database, Engine, engines};

/// A small archive in which words, names and dates tell articles apart.
fn archive() -> String {
    let lines = [
        r#"{"resource":"organization","key":"house","names":[{"text":"Harbour House"},{"text":"Maison du Port","language":"fr","kind":"translated"}]}"#,
        r#"{"resource":"organization","key":"quay","names":[{"text":"Quay Press"}]}"#,
        r#"{"resource":"series","key":"notes","titles":[{"text":"Harbour Notes"}],"kind":"serial","issn":{"online":"2910-2049"},"publisher":"@house","language":"en"}"#,
        r#"{"resource":"series","key":"letters","titles":[{"text":"Quay Letters"}],"publisher":"@quay","language":"en"}"#,
        r#"{"resource":"author","key":"nunez","names":[{"full":"José Núñez","given":"José","family":"Núñez"}]}"#,
        r#"{"resource":"author","key":"mizuki","names":[{"full":"水城 遥香","given":"遥香","family":"水城","language":"ja"},{"full":"Mizuki Haruka","given":"Haruka","family":"Mizuki","kind":"romanised"}]}"#,
        r#"{"resource":"article","key":"a","titles":[{"text":"The Quiet Harbour"}],"subtitles":[{"text":"On ports and patience"}],"contributions":[{"author":"@nunez"}],"appearances":[{"series":"@notes","number":"1","published":"2020-03-01","language":"en","url":"https://house.example/1?a=b"}],"subjects":[{"id":"t1","label":"Maritime law"}],"identifiers":[{"scheme":"doi","value":"10.5555/notes.1"}]}"#,
        r#"{"resource":"article","key":"b","titles":[{"text":"A Harbour in Winter"}],"contributions":[{"author":"@mizuki"}],"appearances":[{"series":"@notes","number":"2","published":"2021","language":"en"}],"subjects":[{"label":"Ice"},{"label":"Law"}],"places":[{"label":"Aotearoa"}]}"#,
        r#"{"resource":"article","key":"c","type":"response","titles":[{"text":"Ports réunis"},{"text":"Ports united","language":"en","kind":"translated"}],"contributions":[{"author":"@house"}],"appearances":[{"series":"@letters","number":"3","published":"2022-12","language":"fr"}],"relations":[{"type":"responds_to","article":"@a"}]}"#,
        r#"{"resource":"article","key":"d","content":"video","titles":[{"text":"海峡政策の2024年"}],"contributions":[{"author":"@mizuki","name":"Haruka M. Mizuki-Doe"}],"appearances":[{"series":"@letters","number":"4","published":"2024-04-12","language":"ja"}]}"#,
        r#"{"resource":"article","key":"e","titles":[{"text":"Untimely"}],"abstracts":[{"text":"Dredging of channels, without delay."}],"body":["The pilots were waiting for spring tides."],"contributions":[],"appearances":[{"series":"@letters","number":"5"}]}"#,
        r#"{"resource":"article","key":"gone","status":"withdrawn","titles":[{"text":"Harbour withdrawn"}],"contributions":[{"author":"@nunez"}],"appearances":[{"series":"@notes","number":"6","published":"2020"}],"withdrawal":{"at":"2024-02-02T00:00:00Z"}}"#,
        r#"{"resource":"article","key":"draft","status":"draft","titles":[{"text":"Harbour draft"}],"contributions":[{"author":"@nunez"}],"appearances":[{"series":"@notes","number":"7","published":"2020"}]}"#,
    ];
    lines.join("\n")
}

/// The service on that archive, one of each engine; it is written to by no test.
fn app(engine: Engine) -> &'static App {
    static SQLITE: OnceLock<App> = OnceLock::new();
    static POSTGRES: OnceLock<App> = OnceLock::new();
    let slot = if engine == Engine::Sqlite { &SQLITE } else { &POSTGRES };
    slot.get_or_init(|| {
        let database = Database::fresh(engine);
        database.load("sru", &archive());
        App::on(database)
    })
}

fn both(test: impl Fn(&App)) {
    engines().into_iter().for_each(|engine| test(app(engine)));
}

/// The answer to these parameters.
fn ask(app: &App, parameters: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let answer = app.get(&format!("/sru?{}", query.extend_pairs(parameters).finish()));
    assert_eq!(answer.status, 200, "{parameters:?}");
    assert_eq!(answer.header("content-type"), Some("text/xml; charset=utf-8"));
    answer.text()
}

/// The answer to a search by version 1.2.
fn search(app: &App, parameters: &[(&str, &str)]) -> String {
    ask(app, &[&[("version", "1.2"), ("operation", "searchRetrieve")], parameters].concat())
}

/// What stands between two texts, everywhere.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open).skip(1).map(|rest| rest.split(close).next().unwrap()).collect()
}

/// The number of the diagnostic of an answer, where it has one.
fn diagnostic(answer: &str) -> Option<u16> {
    let uris = between(answer, "<uri>info:srw/diagnostic/1/", "</uri>");
    assert!(uris.len() < 2, "{answer}");
    uris.first().map(|code| code.parse().unwrap())
}

/// How many records an answer says there are.
fn total(answer: &str) -> usize {
    between(answer, "<numberOfRecords>", "</numberOfRecords>")[0].parse().unwrap()
}

/// The titles of the articles that a query finds, by letter; all of them.
fn found(app: &App, query: &str) -> String {
    let answer = search(app, &[("query", query), ("recordSchema", "dc")]);
    assert_eq!(diagnostic(&answer), None, "{query}: {answer}");
    let letters = [("Quiet", 'a'), ("Winter", 'b'), ("united", 'c'), ("海峡政策", 'd'), ("Untimely", 'e')];
    let records = between(&answer, "<recordData>", "</recordData>");
    assert_eq!(records.len(), total(&answer), "{query}");
    let letter = |record: &str| letters.iter().find(|(word, _)| record.contains(word)).unwrap().1;
    records.into_iter().map(letter).collect()
}
