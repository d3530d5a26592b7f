//! An array that never changes: held in memory, or lent by a file that is mapped into it.

use std::ops::Deref;

/// Values in a row, read as a slice.
#[derive(Clone)]
pub struct Array<T>(Vec<T>);

impl<T> From<Vec<T>> for Array<T> {
    fn from(values: Vec<T>) -> Self {
        Self(values)
    }
}

impl<T> Deref for Array<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Array").field(&self.len()).finish()
    }
}
