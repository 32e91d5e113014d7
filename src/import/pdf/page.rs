//! The pages of a document in order (ISO 32000-1, 7.7.3).

use super::budget::{DEPTH, PAGES};
use super::file::File;
use super::matrix::Matrix;
use super::object::{Dict, Object};
use std::collections::HashSet;
use std::rc::Rc;

/// A page.
pub struct Page {
    /// Its dictionary.
    pub dict: Dict,
    /// Its own resources or those it inherits.
    pub resources: Rc<Object>,
    /// Width as it is seen.
    pub width: f64,
    /// Height as it is seen.
    pub height: f64,
    /// From the page's own coordinates to those of the page as it is seen, from its upper left corner.
    pub matrix: Matrix,
}

/// `/Resources`, `/MediaBox`, `/CropBox` and `/Rotate`: what a page has of the nodes above it.
type Inherited = [Rc<Object>; 4];

const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// Gives each page to `each` until that says `false`. `false` where there are more than are read.
pub fn each(file: &File<'_>, each: impl FnMut(Page) -> bool) -> bool {
    let root = file.dict(&file.trailer, b"Root");
    let mut tree = Tree { file, each, seen: HashSet::new(), count: 0, on: true };
    tree.walk(root.get(b"Pages"), &Inherited::default(), 0);
    if tree.count == 0 {
        for number in &file.pages {
            if let Object::Dict(dict) = file.get(*number)
                && dict.is(b"Page")
            {
                tree.page(dict, &Inherited::default());
            }
        }
    }
    tree.count <= PAGES
}

struct Tree<'a, F> {
    file: &'a File<'a>,
    each: F,
    seen: HashSet<u32>,
    count: usize,
    on: bool,
}

impl<F: FnMut(Page) -> bool> Tree<'_, F> {
    fn walk(&mut self, node: &Object, above: &Inherited, depth: usize) {
        if !self.on || depth > DEPTH {
            return;
        }
        if let Object::Reference(number) = node
            && !self.seen.insert(*number)
        {
            return;
        }
        let Object::Dict(dict) = self.file.resolve(node) else { return };
        match self.file.value(&dict, b"Kids") {
            Object::Array(kids) => {
                let own = inherit(&dict, above);
                kids.iter().for_each(|kid| self.walk(kid, &own, depth + 1));
            }
            // Some leave `/Type` out.
            _ if dict.is(b"Page") || dict.get(b"Contents") != &Object::Null => self.page(dict, above),
            _ => {}
        }
    }

    fn page(&mut self, dict: Dict, above: &Inherited) {
        self.count += 1;
        self.on = self.on && self.count <= PAGES && (self.each)(Page::new(self.file, dict, above));
    }
}

fn inherit(dict: &Dict, above: &Inherited) -> Inherited {
    let mut own = above.clone();
    for (slot, key) in own.iter_mut().zip(INHERITED) {
        if dict.get(key) != &Object::Null {
            *slot = Rc::new(dict.get(key).clone());
        }
    }
    own
}

impl Page {
    /// Size and turn of a page.
    fn new(file: &File<'_>, dict: Dict, above: &Inherited) -> Self {
        let [resources, media, crop, turn] = inherit(&dict, above);
        let area = |object: &Object| {
            let sides: Vec<f64> =
                file.resolve(object).elements().iter().filter_map(|own| file.resolve(own).number()).collect();
            match sides.as_slice() {
                [a, b, c, d] => Some([a.min(*c), b.min(*d), a.max(*c), b.max(*d)]),
                _ => None,
            }
        };
        let area = area(&crop).or_else(|| area(&media));
        let usual = [0.0, 0.0, 612.0, 792.0];
        let [left, bottom, right, top] = area.filter(|[a, b, c, d]| c - a > 1.0 && d - b > 1.0).unwrap_or(usual);
        let (width, height) = (right - left, top - bottom);
        let turn = file.resolve(&turn).number().unwrap_or_default().rem_euclid(360.0);
        // y grows downwards from here on.
        let (matrix, width, height) = match turn {
            90.0 => (Matrix([0.0, 1.0, 1.0, 0.0, -bottom, -left]), height, width),
            180.0 => (Matrix([-1.0, 0.0, 0.0, 1.0, right, -bottom]), width, height),
            270.0 => (Matrix([0.0, -1.0, -1.0, 0.0, top, right]), height, width),
            _ => (Matrix([1.0, 0.0, 0.0, -1.0, -left, top]), width, height),
        };
        Self { dict, resources, width, height, matrix }
    }
}
