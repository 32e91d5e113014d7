//! Names in Han, kana and Hangul, and the posts beside them.

use super::lexicon::{Set, Words, index};
use super::list::{HOLE, brackets};
use super::people::{Person, is_mark};
use super::words::{fold, is_han_or_kana, narrow};

/// Family names of Korea that have two signs.
const COMPOUND: &[&str] =
    &["남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "망절", "소봉", "어금", "장곡"];

/// A list in Han, kana or Hangul.
pub fn east(list: &str, opened: bool) -> Vec<Person> {
    let narrow_list = list.to_owned();
    let (outside, inside) = brackets(&narrow_list);
    let mut holes = inside.into_iter();
    let mut people: Vec<Person> = Vec::new();
    let mut pending: Vec<String> = Vec::new();
    let cut = |c: char| {
        matches!(c, '、' | '，' | ',' | ';' | '；' | '|' | '｜' | '/' | '／' | '&' | '＆' | '•' | '·' | '—' | '–')
    };
    let mut sign = '、';
    let mut at = 0;
    for part in outside.split(cut) {
        let before = sign;
        at += part.len();
        sign = outside.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('、');
        at += sign.len_utf8();
        let aside = !people.is_empty() && !matches!(before, '、' | '，' | ',' | '&' | '＆' | ';' | '；');
        let count = part.matches(HOLE).count();
        let asides: Vec<String> = holes.by_ref().take(count).collect();
        let leading = part.trim_start().starts_with(HOLE);
        let plain = part.replace(HOLE, " ");
        let tokens: Vec<&str> = plain
            .split_whitespace()
            .map(|t| t.trim_matches(|c: char| is_mark(c) || matches!(c, '：' | ':' | '.' | '。' | '「' | '」')))
            .filter(|t| {
                !t.is_empty() && !matches!(*t, "와" | "과" | "및" | "和" | "与" | "與" | "と" | "著" | "记者" | "記者")
            })
            .collect();
        if tokens.is_empty() {
            match people.last_mut() {
                Some(last) if !leading => last.beside.extend(asides),
                _ => pending.extend(asides),
            }
            continue;
        }
        let (mut names, mut posts) = names_of(&tokens);
        if aside && (before == '|' || before == '｜' || !posts.is_empty()) {
            names.clear();
            posts = vec![plain.trim().to_owned()];
        }
        if names.is_empty() {
            if people.is_empty() && !opened && pending.is_empty() && posts.iter().all(|p| !is_post(p)) {
                return Vec::new();
            }
            match people.last_mut() {
                Some(last) => last.beside.extend(posts.into_iter().chain(asides)),
                None => pending.extend(posts.into_iter().chain(asides)),
            }
            continue;
        }
        let last = names.len() - 1;
        for (at, name) in names.into_iter().enumerate() {
            let mut person = Person { name, beside: Vec::new() };
            if at == 0 {
                person.beside.append(&mut pending);
            }
            if at == last {
                person.beside.extend(posts.iter().cloned());
                person.beside.extend(asides.iter().cloned());
            }
            people.push(person);
        }
    }
    // Without a word that opens it, a line of hiragana alone is text.
    let is_text = |p: &Person| p.name.iter().all(|t| t.chars().all(|c| matches!(c, '\u{3040}'..='\u{309f}')));
    if !opened && people.iter().any(is_text) { Vec::new() } else { people }
}

/// Names and posts among the words of one entry.
fn names_of(tokens: &[&str]) -> (Vec<Vec<String>>, Vec<String>) {
    let mut names: Vec<Vec<String>> = Vec::new();
    let mut posts: Vec<String> = Vec::new();
    let mut open: Option<&str> = None;
    let mut posted = false;
    // `표 정 완`: the signs of a name, set apart.
    let apart =
        |token: &&&str| token.chars().count() == 1 && token.chars().all(|c| matches!(c, '\u{ac00}'..='\u{d7af}'));
    let single = tokens.iter().take_while(apart).count();
    let whole = (3..=4).contains(&single).then(|| tokens.get(..single).unwrap_or_default().concat());
    let tokens = if let Some(name) = whole {
        names.push(vec![name]);
        tokens.get(single..).unwrap_or_default()
    } else {
        tokens
    };
    // `제갈보미 솔내연구원 부연구위원`: behind a whole name, what leads to a post is where it is held.
    if let [name, place @ .., post] = tokens
        && !place.is_empty()
        && is_whole_hangul_name(name)
        && index().ends_with(Words::Heads, &fold(post)).is_some()
    {
        return (vec![vec![(*name).to_owned()]], vec![tokens.get(1..).unwrap_or_default().join(" ")]);
    }
    for token in tokens {
        let stripped = without_honorific(token);
        let fits = is_eastern_name(stripped) && !(is_post(token) && stripped.len() == token.len());
        if fits && (!posted || names.is_empty() || open.is_some()) {
            let chars = |t: &str| t.chars().count();
            let half = open.filter(|before| is_half(before, stripped));
            match (half, names.last_mut()) {
                (Some(_), Some(last)) => {
                    last.push(stripped.to_owned());
                    open = None;
                }
                _ => {
                    names.push(vec![stripped.to_owned()]);
                    open = (chars(stripped) <= 3 && stripped.len() == token.len()).then_some(*token);
                }
            }
            continue;
        }
        let latin = token.chars().all(|c| c.is_ascii_alphabetic() || c == '.' || c == '-')
            && token.starts_with(|c: char| c.is_ascii_uppercase());
        if latin && !posted {
            names.push(vec![(*token).to_owned()]);
            open = Some(*token);
            continue;
        }
        posted = true;
        open = None;
        posts.push((*token).to_owned());
    }
    names.retain(|n| n.iter().map(|t| t.chars().count()).sum::<usize>() >= 2);
    (names, posts)
}

/// Three or four signs of Hangul that name no post.
fn is_whole_hangul_name(token: &str) -> bool {
    (3..=4).contains(&token.chars().count())
        && token.chars().all(|c| matches!(c, '\u{ac00}'..='\u{d7af}'))
        && !is_post(token)
}

/// Whether two words are family and given name: short ones in Japanese, or a word in Latin letters and
/// one in the other script.
fn is_half(before: &str, this: &str) -> bool {
    let latin = |t: &str| t.is_ascii();
    let chars = |t: &str| t.chars().count();
    if latin(before) != latin(this) {
        return true;
    }
    chars(before) <= 3
        && chars(this) <= 3
        && (chars(before) + chars(this) <= 6)
        && (chars(before) == 1 || chars(this) == 1 || !both_full(before, this))
}

/// Frequent family names of China, of one sign.
const FAMILIES: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧蕭蔡潘田董袁于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧傅钟鍾姜崔谭譚廖范汪陆陸金石戴贾賈韦韋夏邱方侯邹鄒熊孟秦白江阎閻薛尹段雷黎史龙龍贺賀陶顾顧毛郝龚龔邵万萬钱錢严嚴武莫孔向汤湯";

/// Two or three signs each may be two Chinese names: kana, or a family name of two signs as in Japan, tell that they
/// are one name; three signs each that begin with a family name of China, that they are two.
fn both_full(before: &str, this: &str) -> bool {
    let chinese = |t: &str| t.chars().count() == 3 && t.starts_with(|c| FAMILIES.contains(c));
    if chinese(before) && chinese(this) {
        return true;
    }
    let hangul = |t: &str| t.chars().all(|c| matches!(c, '\u{ac00}'..='\u{d7af}'));
    hangul(before) && hangul(this) && before.chars().count() >= 3
}

/// A name without a title behind it.
fn without_honorific(token: &str) -> &str {
    let folded = fold(token);
    let Some(length) = index().ends_with(Words::Honorifics, &folded) else {
        return token;
    };
    let kept = token.get(..token.len().saturating_sub(length)).unwrap_or(token);
    let hangul = kept.chars().all(|c| matches!(c, '\u{ac00}'..='\u{d7af}'));
    // Names of Korea have more than three signs where the family name has two.
    let family = || COMPOUND.iter().any(|name| kept.starts_with(name));
    let most = if hangul && !family() { 3 } else { 5 };
    match (2..=most).contains(&kept.chars().count()) && !is_post(kept) {
        true => kept,
        false => token,
    }
}

/// Whether a word names a post or an organization.
pub fn is_post(token: &str) -> bool {
    let folded = fold(token);
    index().ends_with(Words::Heads, &folded).is_some()
        || index().ends_with(Words::Units, &folded).is_some_and(|l| l > 3)
        || folded.chars().count() > 3 && index().ends_with(Words::Units, &folded).is_some()
}

/// Whether one word has the form of a name in Han, kana or Hangul.
pub fn is_eastern_name(token: &str) -> bool {
    let count = token.chars().count();
    let dotted = token.contains(['・', '·', '‧']);
    let fits = |c: char| {
        is_han_or_kana(c)
            || matches!(c, '\u{ac00}'..='\u{d7af}')
            || dotted
                && (narrow(&c.to_string()).chars().all(|c| c.is_ascii_alphabetic())
                    || matches!(c, '・' | '·' | '‧' | '＝' | '゠' | '='))
    };
    let most = if dotted || token.chars().all(|c| matches!(c, '\u{30a0}'..='\u{30ff}')) { 20 } else { 5 };
    let kana = token.chars().filter(|c| matches!(c, '\u{3040}'..='\u{309f}')).count();
    (1..=most).contains(&count)
        && token.chars().all(fits)
        && (kana < count || count <= 4)
        && !index().is_phrase(Set::Rubrics, &fold(token))
        && !token.ends_with('年')
}

/// The whole name of a person of the east as it is usually written: one word in China and Korea, two in
/// Japan.
pub fn joined(name: &[String]) -> String {
    let latin = name.iter().any(|t| t.is_ascii());
    match (latin, name) {
        (_, [one]) => one.clone(),
        _ => name.join(" "),
    }
}
