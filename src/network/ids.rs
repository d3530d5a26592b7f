//! Identifiers of nodes, packed: hundreds of thousands of them in a few megabytes.

use super::array::Array;
use std::hash::{BuildHasher, RandomState};

/// Texts in the order of the nodes, found by number or by text.
///
/// # Conventions
/// Identifiers are compared byte by byte, as written. They are all different, unless [`Ids::duplicates`] says
/// otherwise; of equal ones the first is found.
#[derive(Debug, Clone)]
pub struct Ids {
    /// All texts, one after another.
    text: Array<u8>,
    /// Where each text ends.
    ends: Array<u32>,
    /// The numbers of the texts, sorted by text.
    sorted: Array<u32>,
}

/// Identifiers that are being read.
#[derive(Debug, Clone, Default)]
pub struct IdsBuilder {
    text: Vec<u8>,
    ends: Vec<u32>,
}

impl IdsBuilder {
    /// Adds `id` at the end; gives its number, or `None` where all texts together pass 4 GiB.
    pub fn push(&mut self, id: &str) -> Option<u32> {
        let number = u32::try_from(self.ends.len()).ok().filter(|&number| number < u32::MAX)?;
        let end = u32::try_from(self.text.len() + id.len()).ok()?;
        self.text.extend_from_slice(id.as_bytes());
        self.ends.push(end);
        Some(number)
    }

    /// Sorts what was added.
    #[must_use]
    pub fn finish(mut self) -> Ids {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        let texts = Texts { text: &self.text, ends: &self.ends };
        // Most comparisons are settled by the first eight bytes, without a look at the text.
        let mut keys: Vec<(u64, u32)> =
            (0..).zip(&self.ends).map(|(number, _)| (beginning(texts.bytes(number)), number)).collect();
        keys.sort_unstable_by(|a, b| {
            let texts = || texts.bytes(a.1).cmp(texts.bytes(b.1)).then(a.1.cmp(&b.1));
            a.0.cmp(&b.0).then_with(texts)
        });
        let sorted: Vec<u32> = keys.into_iter().map(|(_, number)| number).collect();
        Ids { text: self.text.into(), ends: self.ends.into(), sorted: sorted.into() }
    }
}

/// The first eight bytes as a number that sorts as they do.
fn beginning(text: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let length = text.len().min(8);
    bytes[..length].copy_from_slice(&text[..length]);
    u64::from_be_bytes(bytes)
}

/// Texts one after another, and where each ends.
#[derive(Clone, Copy)]
struct Texts<'a> {
    text: &'a [u8],
    ends: &'a [u32],
}

impl<'a> Texts<'a> {
    fn bytes(self, number: u32) -> &'a [u8] {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start as usize..self.ends[number] as usize]
    }
}

impl Ids {
    /// The identifiers made of [`Ids::text`], [`Ids::ends`] and [`Ids::sorted`] as they were written to a file.
    ///
    /// `None` where they do not belong together: the text is not UTF-8 or cut inside a character, the ends do
    /// not rise to its length, or `sorted` does not list every number once, by text, all texts different.
    #[must_use]
    pub fn from_parts(text: Array<u8>, ends: Array<u32>, sorted: Array<u32>) -> Option<Self> {
        let whole = std::str::from_utf8(&text).ok()?;
        let rising = ends.windows(2).all(|pair| pair[0] <= pair[1]);
        let complete = ends.last().map_or(0, |&end| end as usize) == text.len();
        let counted =
            u32::try_from(ends.len()).is_ok_and(|count| count < u32::MAX) && sorted.len() == ends.len();
        if !rising || !complete || !counted || !ends.iter().all(|&end| whole.is_char_boundary(end as usize)) {
            return None;
        }
        let ids = Self { text, ends, sorted };
        let known = ids.sorted.iter().all(|&number| (number as usize) < ids.len());
        // As many as there are, and all different: each of them once.
        let ordered = known && ids.sorted.windows(2).all(|pair| ids.bytes(pair[0]) < ids.bytes(pair[1]));
        ordered.then_some(ids)
    }

    /// All texts, one after another.
    #[must_use]
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// Where each text ends.
    #[must_use]
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// The numbers of the texts, sorted by text.
    #[must_use]
    pub fn sorted(&self) -> &[u32] {
        &self.sorted
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The identifier of node `number`.
    ///
    /// # Panics
    /// If there is no such node.
    #[must_use]
    pub fn get(&self, number: usize) -> &str {
        let number = u32::try_from(number).expect("nodes are counted in u32");
        std::str::from_utf8(self.bytes(number)).expect("identifiers were checked when they were made")
    }

    /// All identifiers, in the order of the nodes.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|number| self.get(number))
    }

    /// The node called `id`, the first of several.
    ///
    /// # Complexity
    /// A binary search.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<usize> {
        let place = self.sorted.partition_point(|&number| self.bytes(number) < id.as_bytes());
        let number = *self.sorted.get(place)?;
        (self.bytes(number) == id.as_bytes()).then_some(number as usize)
    }

    /// The nodes with the identifier of an earlier node, in their order.
    #[must_use]
    pub fn duplicates(&self) -> Vec<usize> {
        let pairs = self.sorted.windows(2).filter(|pair| self.bytes(pair[0]) == self.bytes(pair[1]));
        let mut later: Vec<usize> = pairs.map(|pair| pair[1] as usize).collect();
        later.sort_unstable();
        later
    }

    fn bytes(&self, number: u32) -> &[u8] {
        Texts { text: &self.text, ends: &self.ends }.bytes(number)
    }
}

/// Finds nodes by their identifiers, faster than [`Ids::index_of`], for the millions of ends of edges.
pub(super) enum Finder<'a> {
    /// Node by number: all identifiers are whole numbers as a program writes them, few of them left out.
    Numbers(Vec<u32>),
    /// Node by hash, the next free slot where that is taken.
    Hashes { ids: &'a Ids, slots: Vec<u32>, hasher: RandomState },
}

/// No node is there.
const FREE: u32 = u32::MAX;

impl<'a> Finder<'a> {
    pub(super) fn new(ids: &'a Ids) -> Self {
        let numbers = (0..).zip(ids.ends()).map(|(node, _)| whole_number(ids.bytes(node)));
        let greatest = numbers.clone().try_fold(0, |greatest: usize, number| Some(greatest.max(number?)));
        if let Some(greatest) = greatest.filter(|&greatest| greatest / 4 <= ids.len()) {
            let mut nodes = vec![FREE; greatest + 1];
            for (node, number) in (0..).zip(numbers) {
                if let Some(known) = number.map(|number| &mut nodes[number]).filter(|known| **known == FREE) {
                    *known = node;
                }
            }
            return Self::Numbers(nodes);
        }
        let mut slots = vec![FREE; (ids.len() * 2).next_power_of_two()];
        let hasher = RandomState::new();
        for (node, _) in (0..).zip(ids.ends()) {
            let slot = slot(ids, &slots, &hasher, ids.bytes(node));
            if slots[slot] == FREE {
                slots[slot] = node;
            }
        }
        Self::Hashes { ids, slots, hasher }
    }

    /// The node called `id`, the first of several.
    pub(super) fn find(&self, id: &[u8]) -> Option<u32> {
        let node = match self {
            Self::Numbers(nodes) => *nodes.get(whole_number(id)?)?,
            Self::Hashes { ids, slots, hasher } => slots[slot(ids, slots, hasher, id)],
        };
        Some(node).filter(|&node| node != FREE)
    }
}

/// Where `id` is, or would be.
fn slot(ids: &Ids, slots: &[u32], hasher: &RandomState, id: &[u8]) -> usize {
    let mask = slots.len() - 1;
    #[expect(clippy::cast_possible_truncation, reason = "the lower bits are as random as the higher")]
    let mut slot = hasher.hash_one(id) as usize & mask;
    while slots[slot] != FREE && ids.bytes(slots[slot]) != id {
        slot = (slot + 1) & mask;
    }
    slot
}

/// The number that `text` is, written without sign, leading zeros or blanks, and below a thousand million.
fn whole_number(text: &[u8]) -> Option<usize> {
    if text.is_empty() || text.len() > 9 || (text[0] == b'0' && text.len() > 1) {
        return None;
    }
    text.iter()
        .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + usize::from(byte - b'0')))
}

mod stored;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ids(texts: &[&str]) -> Ids {
        let mut builder = IdsBuilder::default();
        for text in texts {
            builder.push(text).unwrap();
        }
        builder.finish()
    }

    fn parts(text: &str, ends: &[u32], sorted: &[u32]) -> Option<Ids> {
        Ids::from_parts(text.as_bytes().to_vec().into(), ends.to_vec().into(), sorted.to_vec().into())
    }

    #[test]
    fn zeros_and_characters_are_kept() {
        let ids = ids(&["003", "3", "甲", "30"]);
        assert_eq!(
            ["003", "3", "甲", "30", "", "0030"].map(|id| ids.index_of(id)),
            [Some(0), Some(1), Some(2), Some(3), None, None]
        );
        assert_eq!(ids.iter().collect::<Vec<_>>(), ["003", "3", "甲", "30"]);
    }

    #[test]
    fn parts_that_do_not_belong_together_are_refused() {
        assert_eq!(parts("b甲", &[1, 4], &[0, 1]).unwrap().index_of("甲"), Some(1));
        assert!(parts("", &[], &[]).unwrap().is_empty());
        for (ends, sorted) in [
            (&[1, 3][..], &[0, 1][..]),
            (&[2, 4], &[0, 1]),
            (&[4, 1], &[0, 1]),
            (&[1, 5], &[0, 1]),
            (&[1, 4], &[1, 0]),
            (&[1, 4], &[0, 0]),
            (&[1, 4], &[0, 2]),
            (&[1, 4], &[0]),
            (&[], &[]),
        ] {
            assert!(parts("b甲", ends, sorted).is_none(), "{ends:?} {sorted:?}");
        }
        assert!(parts("aa", &[1, 2], &[0, 1]).is_none());
        assert!(Ids::from_parts(vec![0xFF].into(), vec![1].into(), vec![0].into()).is_none());
    }

    proptest! {
        #[test]
        fn every_way_to_find_agrees(
            texts in prop_oneof![
                proptest::collection::vec("[ab0甲\0]{0,10}", 0..40),
                proptest::collection::vec("[1-9][0-9]?", 30..60),
                proptest::collection::vec("[0-9]{1,2}", 30..60),
            ],
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let ids = ids(&texts);
            let finder = Finder::new(&ids);
            for text in texts.iter().chain(&["none", "", "07", "99999999999999999999"]) {
                let first = texts.iter().position(|other| other == text);
                prop_assert_eq!(ids.index_of(text), first);
                prop_assert_eq!(finder.find(text.as_bytes()).map(|number| number as usize), first);
            }
            let repeats = |&i: &usize| texts[..i].contains(&texts[i]);
            let later: Vec<usize> = (0..texts.len()).filter(repeats).collect();
            prop_assert_eq!(ids.duplicates(), later.clone());
            let again = Ids::from_parts(
                ids.text().to_vec().into(),
                ids.ends().to_vec().into(),
                ids.sorted().to_vec().into(),
            );
            prop_assert_eq!(again.is_some(), later.is_empty());
        }
    }
}
