//! The tables, the same on both engines.

diesel::table! {
    meta (key) { key -> Text, value -> Text, }
}

diesel::table! {
    entity (id) {
        id -> BigInt,
        slug -> Nullable<Text>,
        revision -> BigInt,
        created -> BigInt,
        body -> BigInt,
        document -> Binary,
    }
}

diesel::table! {
    reference (to_id, from_id) { to_id -> BigInt, from_id -> BigInt, }
}

diesel::table! {
    lookup (key, id) { key -> Text, id -> BigInt, }
}

diesel::table! {
    body (id) { id -> BigInt, paragraphs -> Binary, }
}

diesel::table! {
    record (id) {
        id -> BigInt,
        etag -> BigInt,
        modified -> BigInt,
        renderer -> Integer,
        document -> Binary,
    }
}

diesel::table! {
    entry (id) { id -> BigInt, bytes -> Binary, }
}

diesel::table! {
    change (sequence) {
        sequence -> BigInt,
        id -> BigInt,
        kind -> Text,
        time -> BigInt,
        fields -> Text,
        series_before -> Text,
        series_after -> Text,
    }
}

diesel::table! {
    version (id, sequence) { id -> BigInt, sequence -> BigInt, before -> Binary, }
}

diesel::table! {
    revision (id, number) {
        id -> BigInt,
        number -> BigInt,
        time -> BigInt,
        actor -> Text,
        message -> Nullable<Text>,
        patch -> Nullable<Binary>,
    }
}

diesel::table! {
    once (actor, token) {
        actor -> Text,
        token -> Text,
        request -> Binary,
        time -> BigInt,
        id -> BigInt,
        revision -> BigInt,
        answer -> Binary,
    }
}

diesel::table! {
    job (id) {
        id -> BigInt,
        spool -> Text,
        actor -> Text,
        asked -> Binary,
        bytes -> BigInt,
        state -> Text,
        queued -> BigInt,
        started -> Nullable<BigInt>,
        ended -> Nullable<BigInt>,
        seen -> BigInt,
        line -> BigInt,
        byte -> BigInt,
        report -> Binary,
        detail -> Nullable<Text>,
    }
}

diesel::table! {
    api_key (name) {
        name -> Text,
        id -> Text,
        hash -> Binary,
        scope -> Text,
        series -> Text,
        created -> BigInt,
        expires -> Nullable<BigInt>,
        revoked -> Nullable<BigInt>,
    }
}

diesel::table! {
    webhook (id) {
        id -> BigInt,
        url -> Text,
        kinds -> Text,
        filter -> Text,
        secret -> Text,
        previous -> Nullable<Text>,
        previous_until -> BigInt,
        created -> BigInt,
        sequence -> BigInt,
        next -> BigInt,
        lease -> BigInt,
        failing -> Nullable<BigInt>,
        disabled -> Nullable<Text>,
    }
}

diesel::table! {
    verdict (finding) {
        finding -> Text,
        about -> BigInt,
        actor -> Text,
        time -> BigInt,
    }
}

diesel::table! {
    delivery (webhook, sequence) {
        webhook -> BigInt,
        sequence -> BigInt,
        kind -> Text,
        queued -> BigInt,
        attempts -> BigInt,
        next -> BigInt,
        tried -> Nullable<BigInt>,
        status -> Nullable<BigInt>,
        error -> Nullable<Text>,
        ended -> Nullable<BigInt>,
    }
}

diesel::table! {
    source (name, key) {
        name -> Text,
        key -> Text,
        id -> BigInt,
        fingerprint -> Nullable<BigInt>,
        imported -> Binary,
    }
}
