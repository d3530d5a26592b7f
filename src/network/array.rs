//! An array that never changes: held in memory, or lent by a file that is mapped into it.

use super::archive::{Bytes, Element};
use std::ops::Deref;
use std::sync::Arc;

/// Values in a row, read as a slice.
///
/// A copy shares the values. Reading costs a branch, and where a file lends the values a check of their place: before a loop take the
/// slice once, `let heads: &[u32] = &graph.heads`.
#[derive(Clone)]
pub struct Array<T>(Held<T>);

#[derive(Clone)]
enum Held<T> {
    Own(Arc<Vec<T>>),
    Lent { bytes: Arc<Bytes>, start: usize, end: usize },
}

impl<T: Element> Array<T> {
    /// The values that stand at `start..end` of `bytes`, little-endian.
    ///
    /// They are copied where this machine cannot read them in place: it is big-endian, or they are not aligned.
    ///
    /// # Panics
    /// If `bytes` end before `end`, or the bytes between are no whole number of values.
    pub(super) fn lent(bytes: &Arc<Bytes>, start: usize, end: usize) -> Self {
        let values = &bytes[start..end];
        assert!(values.len().is_multiple_of(size_of::<T>()), "a whole number of values");
        if cfg!(target_endian = "little") && bytemuck::try_cast_slice::<u8, T>(values).is_ok() {
            return Self(Held::Lent { bytes: Arc::clone(bytes), start, end });
        }
        let mut own: Vec<T> = bytemuck::pod_collect_to_vec(values);
        for value in &mut own {
            *value = value.little();
        }
        Self(Held::Own(Arc::new(own)))
    }

    /// Whether a file lends the values.
    #[cfg(test)]
    pub(super) fn is_lent(&self) -> bool {
        matches!(self.0, Held::Lent { .. })
    }
}

impl<T> From<Vec<T>> for Array<T> {
    fn from(values: Vec<T>) -> Self {
        Self(Held::Own(Arc::new(values)))
    }
}

impl<T: Element> Deref for Array<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Held::Own(values) => values,
            Held::Lent { bytes, start, end } => bytemuck::cast_slice(&bytes[*start..*end]),
        }
    }
}

impl<T: Element> std::fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Array").field(&self.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_out_of_line_are_copied() {
        let written = [7_u32, u32::MAX, 0];
        let mut bytes = vec![0_u8; 3];
        bytes.extend(written.iter().flat_map(|value| value.to_le_bytes()));
        let line = bytes.as_ptr().align_offset(4);
        let bytes = Arc::new(Bytes::from(bytes));
        let lent: Array<u32> = Array::lent(&bytes, 3, 15);
        assert_eq!((&lent[..], lent.is_lent()), (&written[..], line == 3));
        // Four places after each other, one of which is in line.
        let many: Vec<bool> =
            (0..4).map(|start| Array::<u32>::lent(&bytes, start, 12 + start).is_lent()).collect();
        assert_eq!(many.iter().filter(|lent| **lent).count(), usize::from(cfg!(target_endian = "little")));
        assert!(Array::<u32>::lent(&bytes, 15, 15).is_empty());
    }
}
