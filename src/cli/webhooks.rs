//! `byline webhooks`

use std::time::Duration;

use byline::courier;
use byline::domain::webhook::{Delivery, Webhook};
use byline::domain::{Grant, Scope, Timestamp, WebhookId};
use byline::store::Store;
use byline::store::edit::EditError;
use byline::webhook::replay::Replay;
use byline::webhook::send::{Ended, Message, Sender};
use byline::webhook::sent::Sent;
use byline::webhook::sign::Secret;
use serde_json::{Value, json};

use super::args::{Output, WebhookCommand, WebhookName, Webhooks};
use super::{Failure, say};

pub fn run(store: &Store, options: Webhooks) -> Result<(), Failure> {
    let Webhooks { command, output, webhook_private: anywhere } = options;
    // Whoever may open the database may do everything.
    let grant = Grant { name: "byline webhooks".to_owned(), scope: Scope::Admin, series: Vec::new() };
    let now = Timestamp::now();
    match command {
        WebhookCommand::Add { url, kinds, resources, series } => {
            let sent = sent(json!({ "url": url, "kinds": kinds, "resources": resources, "series": series }), anywhere)?;
            let (webhook, secret) = store.add_webhook(&grant, sent, now).map_err(refused)?;
            reveal(&webhook, &secret, output)
        }
        WebhookCommand::List => list(&store.webhooks(&grant)?, output),
        WebhookCommand::Show(WebhookName { id }) => show(&store.webhook(&grant, id).map_err(refused)?, output),
        WebhookCommand::Log { name: WebhookName { id }, limit } => {
            let all = store.deliveries(&grant, id, i64::MAX, limit).map_err(refused)?;
            log(all.into_iter().map(|(_, delivery)| delivery).collect(), output)
        }
        WebhookCommand::Rotate { name: WebhookName { id }, overlap } => {
            let overlap = Duration::from_secs(u64::from(overlap) * 3_600);
            let (webhook, secret) = store.rotate_webhook(&grant, id, overlap, now).map_err(refused)?;
            reveal(&webhook, &secret, output)
        }
        WebhookCommand::Enable(WebhookName { id }) => {
            let sent = sent(json!({ "enabled": true }), anywhere)?;
            show(&store.change_webhook(&grant, id, sent).map_err(refused)?, output)
        }
        WebhookCommand::Disable(WebhookName { id }) => {
            let sent = sent(json!({ "enabled": false }), anywhere)?;
            show(&store.change_webhook(&grant, id, sent).map_err(refused)?, output)
        }
        WebhookCommand::Replay { name: WebhookName { id }, since, delivery } => {
            let one = delivery.map(Replay::Delivery);
            let replay = one.unwrap_or_else(|| Replay::Since(since.unwrap_or_default()));
            store.replay(&grant, id, &replay, now).map_err(refused)?;
            show(&store.webhook(&grant, id).map_err(refused)?, output)
        }
        WebhookCommand::Remove(WebhookName { id }) => {
            store.remove_webhook(&grant, id).map_err(refused)?;
            match output {
                Output::Json => say(&json!({ "id": id, "removed": true }).to_string()),
                Output::Text => say(&format!("{id} is removed")),
            }
        }
        WebhookCommand::Test(WebhookName { id }) => {
            let (url, secrets) = store.webhook_target(&grant, id, now).map_err(refused)?;
            test(id, &url, &secrets, anywhere, output)
        }
    }
}

/// The id of a webhook.
pub fn id(text: &str) -> Result<WebhookId, String> {
    text.parse().map_err(|_| format!("`{text}` is not the id of a webhook; `byline webhooks list` shows them"))
}

fn sent(fields: Value, anywhere: bool) -> Result<Sent, Failure> {
    let fields = fields.as_object().cloned().unwrap_or_default();
    Sent::read(fields, anywhere).map_err(|faults| refused(EditError::Invalid(faults)))
}

/// What cannot be done with webhooks was asked for wrongly.
fn refused(error: EditError) -> Failure {
    match error {
        EditError::Store(error) => Failure::Store(error),
        EditError::Invalid(faults) => {
            let all = faults.iter().map(|own| format!("{}: {}", own.pointer.trim_start_matches('/'), own.detail));
            Failure::Usage(all.collect::<Vec<_>>().join("; "))
        }
        _ => Failure::Usage("there is no such webhook; see `byline webhooks list`".to_owned()),
    }
}

fn reveal(webhook: &Webhook, secret: &Secret, output: Output) -> Result<(), Failure> {
    if output == Output::Json {
        let mut shown = json!(webhook);
        shown["secret"] = json!(secret.written());
        return say(&shown.to_string());
    }
    say(&secret.written())?;
    eprintln!("This is the secret of {}, {}. It is shown now and never again.", webhook.id, webhook.url);
    Ok(())
}

fn list(webhooks: &[Webhook], output: Output) -> Result<(), Failure> {
    match output {
        Output::Json => say(&json!({ "webhooks": webhooks }).to_string()),
        Output::Text => webhooks.iter().try_for_each(|own| say(&line(own))),
    }
}

fn show(webhook: &Webhook, output: Output) -> Result<(), Failure> {
    match output {
        Output::Json => say(&json!(webhook).to_string()),
        Output::Text => say(&line(webhook)),
    }
}

fn line(webhook: &Webhook) -> String {
    fn words<T: ToString>(all: &[T], none: &str) -> String {
        match all {
            [] => none.to_owned(),
            all => all.iter().map(T::to_string).collect::<Vec<_>>().join(", "),
        }
    }
    let kinds: Vec<&str> = webhook.kinds.iter().map(|own| own.word()).collect();
    let resources: Vec<&str> = webhook.resources.iter().map(|own| own.name()).collect();
    let what = [
        words(&kinds, "all kinds"),
        words(&resources, "all resources"),
        words(&webhook.series, "all series"),
        format!("queued up to {}", webhook.place),
    ];
    let state = match (&webhook.disabled_because, webhook.failing_since) {
        (Some(why), _) => format!("; disabled: {why}"),
        (None, Some(since)) => format!("; failing since {since}"),
        (None, None) => String::new(),
    };
    format!("{}: {} ({}); {} waiting{state}", webhook.id, webhook.url, what.join("; "), webhook.waiting)
}

fn log(deliveries: Vec<Delivery>, output: Output) -> Result<(), Failure> {
    if output == Output::Json {
        return say(&json!({ "deliveries": deliveries }).to_string());
    }
    deliveries.iter().try_for_each(|own| {
        let attempts = if own.attempts == 1 { "attempt" } else { "attempts" };
        let tried = own.tried.map(|at| format!(", the last at {at}")).unwrap_or_default();
        let status = own.status.map(|status| format!(", answered {status}")).unwrap_or_default();
        let error = own.error.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        let state = format!("{} after {} {attempts}{tried}{status}{error}", own.state, own.attempts);
        say(&format!("{} {}: {state}", own.id, own.kind.word()))
    })
}

/// Sends a test, and tells what became of it. What is not taken is a failure.
fn test(id: WebhookId, url: &str, secrets: &[Secret], anywhere: bool, output: Output) -> Result<(), Failure> {
    let now = Timestamp::now();
    let (message_id, body) = courier::test(id, now)?;
    let message = Message { id: &message_id, timestamp: now.seconds(), body: &body };
    let sender = Sender::new(anywhere).map_err(Failure::Io)?;
    let status = match sender.send(url, secrets, message) {
        Ended::Taken(status) => status,
        Ended::Gone => return Err(Failure::Io("it was not taken: the receiver answered 410 Gone".to_owned())),
        Ended::Failed(failed) => return Err(Failure::Io(format!("it was not taken: {}", failed.why))),
    };
    match output {
        Output::Json => say(&json!({ "id": message_id, "status": status }).to_string()),
        Output::Text => say(&format!("{message_id} was taken with {status}")),
    }
}
