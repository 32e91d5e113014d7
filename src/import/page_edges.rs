//! Running heads and feet of a plain text that was taken from pages: what stands at the same edge of several pages,
//! but for its figures, is no part of the text.

use std::collections::{HashMap, HashSet};

use super::report::Problem;

/// The lines of a page, each with its number.
type Page<'a> = Vec<(u32, &'a str)>;

/// So many lines of each edge of a page are looked at.
const EDGE: usize = 2;

/// A page of fewer lines with text has no edges.
const FEWEST: usize = 6;

/// A longer line, in letters, is none.
const LONGEST: usize = 140;

/// The first lines of a text hold its title, which pages repeat.
const HEADING: usize = 20;

/// So few letters are in any heading by chance.
const SHORT: usize = 12;

/// Takes running heads and feet away, and tells. A head stays where the first page begins with it; what only other
/// places have is put once behind the text, for it may name series, number or date.
pub fn take(pages: &mut [Page<'_>], problems: &mut Vec<Problem>) {
    let edges: Vec<[Vec<usize>; 2]> = pages.iter().map(edges).collect();
    let mut seen: HashMap<(usize, String), usize> = HashMap::new();
    for (page, edges) in pages.iter().zip(&edges) {
        for (side, places) in edges.iter().enumerate() {
            let shapes: HashSet<String> = places.iter().filter_map(|at| shape(page.get(*at)?.1)).collect();
            shapes.into_iter().for_each(|shape| *seen.entry((side, shape)).or_default() += 1);
        }
    }
    let heading = pages.first().map(|page| heading(page)).unwrap_or_default();
    let (mut taken, mut moved) = (Vec::new(), Vec::new());
    let mut met = HashSet::new();
    for (number, (page, edges)) in pages.iter_mut().zip(&edges).enumerate() {
        for (side, places) in edges.iter().enumerate() {
            for at in places {
                let Some(line) = page.get_mut(*at) else { continue };
                let Some(shape) = shape(line.1) else { continue };
                let own = letters(&shape);
                let repeats_title = number > 0 && own.chars().count() >= SHORT && heading.contains(&own);
                let repeated = seen.get(&(side, shape.clone())).is_some_and(|pages| *pages > 1);
                let is_first = met.insert(shape);
                if !(repeats_title || repeated) || number == 0 && side == 0 {
                    continue;
                }
                taken.push(line.0);
                if is_first && !repeats_title {
                    moved.push(*line);
                }
                line.1 = "";
            }
        }
    }
    if let Some(first) = taken.iter().min() {
        let reason = format!("{} running heads and feet of pages were left out, the first on this line", taken.len());
        problems.push(Problem::info(Some(*first), "document", reason));
    }
    if let (Some(last), false) = (pages.last_mut(), moved.is_empty()) {
        last.push((last.last().map_or(1, |line| line.0), ""));
        last.append(&mut moved);
    }
}

/// The places of the lines at the top and at the foot of a page.
fn edges(page: &Page<'_>) -> [Vec<usize>; 2] {
    let full = |(at, line): (usize, &(u32, &str))| (!line.1.trim().is_empty()).then_some(at);
    let lines: Vec<usize> = page.iter().enumerate().filter_map(full).collect();
    if lines.len() < FEWEST {
        return Default::default();
    }
    let foot = lines.get(lines.len() - EDGE..).unwrap_or_default();
    [lines.iter().take(EDGE).copied().collect(), foot.to_vec()]
}

/// A line by what repeats of it; `None` where that is nothing, or it is too long.
fn shape(line: &str) -> Option<String> {
    let is_long = line.chars().filter(|c| c.is_alphanumeric()).count() > LONGEST;
    let plain: String = line.chars().filter(|c| !c.is_numeric()).collect();
    let shape = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    (!is_long && shape.chars().filter(|c| c.is_alphabetic()).count() > 2).then_some(shape)
}

/// The letters of the first lines, which hold the title.
fn heading(page: &Page<'_>) -> String {
    let lines = page.iter().filter(|line| !line.1.trim().is_empty()).take(HEADING);
    lines.filter(|line| line.1.len() <= LONGEST * 4).map(|line| letters(line.1)).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pages: &[&str]) -> (Vec<String>, usize) {
        let mut pages: Vec<Page<'_>> = pages.iter().map(|page| (1_u32..).zip(page.split('\n')).collect()).collect();
        let mut problems = Vec::new();
        take(&mut pages, &mut problems);
        let lines = pages.into_iter().flatten().map(|(_, text)| text.to_owned()).filter(|text| !text.is_empty());
        (lines.collect(), problems.len())
    }

    #[test]
    fn heads_and_feet_of_several_pages() {
        let pages = [
            "Tide Notes No. 3\nThe Tide\nTurns at Noon\nBy Ann Roe\nIt turns.\nSlowly.\n5 Quay, Port",
            "Tide Notes No. 3\nIt waits.\nIt comes.\nIt goes.\nIt stays.\n5 Quay, Port",
            "The Tide Turns at Noon  3\nIt waits again.\nIt comes again.\nIt goes.\nIt ends.\n5 Quay, Port",
        ];
        let (lines, told) = read(&pages);
        assert_eq!(lines.iter().filter(|line| line.starts_with("Tide Notes")).count(), 1);
        assert_eq!(lines.iter().filter(|line| line.contains("Noon")).count(), 1);
        assert_eq!((lines.first().map(String::as_str), told), (Some("Tide Notes No. 3"), 1));
        assert_eq!(lines.last().map(String::as_str), Some("5 Quay, Port"));
        assert_eq!(lines.iter().filter(|line| line.ends_with("Port")).count(), 1);
    }

    #[test]
    fn one_page_and_short_pages_stay() {
        let page = "Tide\nA\nB\nC\nD\nE\nTide";
        assert_eq!(read(&[page]).0.len(), 7);
        assert_eq!(read(&["Tide\nA\nTide", "Tide\nB\nTide"]).0.len(), 6);
    }
}
