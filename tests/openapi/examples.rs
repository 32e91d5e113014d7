//! The examples in the document are true. Their archive is their own: others write to the shared one.

use super::app::App;
use super::{DOCUMENT, named, operations, schemas, snake_case, timeless, write};

#[test]
fn examples_are_what_the_sample_archive_answers() {
    let app = App::on(named("examples"));
    for (name, example) in DOCUMENT["components"]["examples"].as_object().unwrap() {
        let request = example["summary"].as_str().unwrap().split('`').nth(1).unwrap();
        let answer = app.get(request);
        let differs = timeless(&example["value"]) != timeless(&answer.json());
        if std::env::var_os("BYLINE_WRITE").is_some() && differs && name != "Health" {
            write(&format!("src/http/examples/{}.json", snake_case(name)), &answer.json());
            continue;
        }
        assert_eq!(timeless(&example["value"]), timeless(&answer.json()), "the example {name} and {request}");
        let schema = &DOCUMENT["components"]["schemas"][name];
        schemas(true).check(schema, &example["value"]).unwrap_or_else(|wrong| panic!("{name}:\n{wrong}"));
    }
    let withdrawn = app.get("/v1/articles/are").json();
    let examples = &DOCUMENT["components"]["responses"]["Withdrawn"]["content"]["application/problem+json"]["examples"];
    let differs = timeless(&examples["withdrawn"]["value"]) != timeless(&withdrawn);
    if std::env::var_os("BYLINE_WRITE").is_some() && differs {
        return write("src/http/examples/tombstone.json", &withdrawn["tombstone"]);
    }
    assert_eq!(timeless(&examples["withdrawn"]["value"]), timeless(&withdrawn));
    for (name, response) in DOCUMENT["components"]["responses"].as_object().unwrap() {
        let content = &response["content"]["application/problem+json"];
        for example in content["examples"].as_object().into_iter().flatten().map(|(_, example)| &example["value"]) {
            let checked = schemas(false).check(&content["schema"], example);
            checked.unwrap_or_else(|wrong| panic!("{name}:\n{wrong}"));
        }
    }
    for operation in operations() {
        for (name, schema) in operation.query() {
            for example in schema["examples"].as_array().into_iter().flatten() {
                let checked = schemas(false).check(schema, example);
                checked.unwrap_or_else(|wrong| panic!("{} {name}:\n{wrong}", operation.id));
            }
        }
    }
}

#[test]
fn examples_of_what_is_sent_are_as_it_is_declared() {
    let mut checked = 0;
    let bodies = DOCUMENT["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    for operation in bodies {
        for content in operation["requestBody"]["content"].as_object().into_iter().flatten().map(|(_, own)| own) {
            for example in content["examples"].as_object().into_iter().flatten().map(|(_, own)| &own["value"]) {
                let fits = schemas(false).check(&content["schema"], example);
                fits.unwrap_or_else(|wrong| panic!("{}:\n{wrong}", operation["operationId"]));
                checked += 1;
            }
        }
    }
    assert!(checked > 0);
}
