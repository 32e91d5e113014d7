//! An invented corpus of any size, the same in every run.

use serde_json::{Value, json};

/// A small generator of numbers (Knuth's MMIX constants); no test depends on their quality.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n as u64) as usize
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

const WORDS: &[&str] = &[
    "harbour",
    "Étude",
    "grain",
    "wharf",
    "低地",
    "tide",
    "Äcker",
    "quota",
    "ferry",
    "mud",
    "salt",
    "œuvre",
    "pilot",
    "rope",
    "القناة",
    "winter",
    "toll",
    "dike",
    "Ø",
    "10",
    "9",
    "2nd",
    "buoy",
    "charter",
    "한글",
    "silt",
    "reef",
];
const LANGUAGES: &[&str] = &["en", "en-NZ", "fr", "ja", "zh-Hant", "zh-Hans", "vi", "ar"];
const TYPES: &[&str] = &["commentary", "response", "correction", "translation", "review", "interview", "editors_note"];

fn words(dice: &mut Dice, least: usize, more: usize) -> String {
    let count = least + dice.below(more);
    (0..count).map(|_| *dice.one(WORDS)).collect::<Vec<_>>().join(" ")
}

fn date(dice: &mut Dice) -> String {
    let (year, month, day) = (1998 + dice.below(28), 1 + dice.below(12), 1 + dice.below(28));
    match dice.below(10) {
        0 => format!("{year}"),
        1 => format!("{year}-{month:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

/// So many articles in JSON Lines, and the organizations, series, authors and disclaimers they need.
pub fn lines(articles: usize, seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let mut all: Vec<Value> = Vec::new();
    for n in 0..8 {
        let kin = if n > 0 { vec![format!("@or{}", n - 1)] } else { Vec::new() };
        all.push(json!({"resource": "organization", "key": format!("or{n}"), "predecessors": kin,
            "names": [{"text": format!("{} House {n}", words(&mut dice, 1, 2)), "language": "en"}],
            "country": *dice.one(&["NZ", "FR", "JP"])}));
    }
    for n in 0..12 {
        all.push(json!({"resource": "series", "key": format!("se{n}"), "code": format!("S{n}"),
            "titles": [{"text": format!("{} {n}", words(&mut dice, 1, 2)), "language": *dice.one(LANGUAGES)}],
            "publisher": format!("@or{}", dice.below(8)), "language": *dice.one(LANGUAGES),
            "bodies_public": n % 3 == 0, "numbering": if n % 2 == 0 { "yearly" } else { "running" }}));
    }
    for n in 0..120 {
        let name = format!("{} {}", words(&mut dice, 1, 1), words(&mut dice, 1, 2));
        let post = json!({"position": "fellow", "name": "House", "organization": format!("@or{}", dice.below(8))});
        all.push(json!({"resource": "author", "key": format!("au{n}"), "names": [{"full": name}],
            "affiliations": if dice.chance(40) { vec![post] } else { Vec::new() }}));
    }
    for n in 0..20 {
        let from = 1998 + dice.below(20);
        all.push(json!({"resource": "disclaimer", "key": format!("di{n}"),
            "text": format!("Statement {n}: {}", words(&mut dice, 4, 8)), "language": "en",
            "series": if n % 4 == 3 { Value::Null } else { format!("@se{}", n % 12).into() },
            "from": format!("{from}-03-01"), "to": format!("{}", from + 3),
            "types": if dice.chance(50) { vec!["commentary"] } else { Vec::new() }}));
    }
    all.extend((0..articles).map(|n| article(&mut dice, n)));
    all.iter().map(Value::to_string).collect::<Vec<_>>().join("\n")
}

fn article(dice: &mut Dice, n: usize) -> Value {
    let status = match n {
        n if n % 37 == 5 => "withdrawn",
        n if n % 41 == 7 => "draft",
        _ => "published",
    };
    let language = *dice.one(LANGUAGES);
    let mut appearances = vec![json!({"series": format!("@se{}", dice.below(12)), "language": language,
        "number": format!("{}{}", dice.below(60), dice.one(&["", "", "", "A", "R"])),
        "year": 1998 + dice.below(28), "url": format!("https://house.example/{n}"),
        "published": if dice.chance(95) { date(dice).into() } else { Value::Null }})];
    if dice.chance(15) {
        appearances.push(json!({"kind": "reprint", "series": format!("@se{}", dice.below(12)),
            "number": format!("{}", dice.below(60)), "published": date(dice)}));
    }
    let first = dice.below(120);
    let mut contributions = vec![json!({"author": format!("@au{first}"),
        "biography": dice.chance(30).then(|| words(dice, 3, 8)),
        "affiliations": if dice.chance(60) {
            vec![json!({"name": "House", "organization": format!("@or{}", dice.below(8))})]
        } else { Vec::new() }})];
    if dice.chance(30) {
        contributions.push(json!({"author": format!("@au{}", (first + 1 + dice.below(119)) % 120)}));
    }
    if dice.chance(5) {
        contributions.push(json!({"author": format!("@or{}", dice.below(8)), "role": "editor"}));
    }
    // Earlier ones, later ones, itself never, things outside.
    let other = (n + 1 + dice.below(50)) % (n + 60);
    let relations = match dice.below(8) {
        0 if other != n => vec![json!({"type": "responds_to", "doi": format!("10.5555/c.{other}")})],
        1 if other != n => vec![json!({"type": "references", "url": format!("https://house.example/{other}")})],
        2 => vec![json!({"type": "reviews", "citation": words(dice, 2, 5)})],
        3 if n > 0 => vec![json!({"type": "related_to", "article": format!("@ar{}", dice.below(n))})],
        _ => Vec::new(),
    };
    json!({"resource": "article", "key": format!("ar{n}"), "status": status, "type": *dice.one(TYPES),
        "content": *dice.one(&["text", "text", "audio", "video"]),
        "titles": [{"text": words(dice, 2, 5), "language": language}],
        "abstracts": if dice.chance(70) { vec![json!({"text": words(dice, 8, 30)})] } else { Vec::new() },
        "contributions": contributions, "appearances": appearances, "relations": relations,
        "subjects": (0..dice.below(4)).map(|_| json!({"id": format!("t{}", dice.below(40)), "label": *dice.one(WORDS)})).collect::<Vec<_>>(),
        "places": (0..dice.below(2)).map(|_| json!({"id": *dice.one(&["NZ", "FR", "JP"]), "label": "a place", "kind": "place"})).collect::<Vec<_>>(),
        "identifiers": if dice.chance(80) { vec![json!({"scheme": "doi", "value": format!("10.5555/c.{n}")})] } else { Vec::new() },
        "disclaimers": if dice.chance(5) { vec![format!("@di{}", 3 + 4 * dice.below(5))] } else { Vec::new() },
        "notices": if dice.chance(4) { vec![json!({"kind": "correction", "text": words(dice, 3, 5)})] } else { Vec::new() },
        "body": if dice.chance(20) { vec![words(dice, 10, 20), words(dice, 10, 20)] } else { Vec::new() },
        "withdrawal": (status == "withdrawn").then(|| json!({"at": "2020-01-01T00:00:00Z", "reason": words(dice, 2, 4)}))})
}
