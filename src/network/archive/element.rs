//! The kinds of values that a section can hold.

use std::borrow::Cow;
use std::fmt;

/// The kind of the values of a section; the number stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Bytes.
    U8 = 1,
    /// 16-bit numbers.
    U16 = 2,
    /// 32-bit numbers.
    U32 = 3,
    /// 64-bit numbers.
    U64 = 4,
    /// Double-precision numbers.
    F64 = 5,
    /// Pairs of 32-bit numbers.
    U32Pair = 6,
}

impl Kind {
    const ALL: [Self; 6] = [Self::U8, Self::U16, Self::U32, Self::U64, Self::F64, Self::U32Pair];

    pub(super) fn of(number: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as u32 == number)
    }

    /// Bytes a value.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Self::U8 => 1,
            Self::U16 => 2,
            Self::U32 => 4,
            Self::U64 | Self::F64 | Self::U32Pair => 8,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::F64 => "f64",
            Self::U32Pair => "[u32; 2]",
        })
    }
}

/// A value that stands in a file as it stands in memory, on a little-endian machine.
pub trait Element: bytemuck::Pod {
    /// Its kind.
    const KIND: Kind;

    /// From the order of this machine to little-endian, or back.
    #[must_use]
    fn little(self) -> Self;
}

macro_rules! elements {
    ($($value:ty, $kind:ident, $little:expr;)*) => {
        $(impl Element for $value {
            const KIND: Kind = Kind::$kind;

            fn little(self) -> Self {
                let little: fn(Self) -> Self = $little;
                little(self)
            }
        })*
    };
}

elements! {
    u8, U8, |value| value;
    u16, U16, u16::to_le;
    u32, U32, u32::to_le;
    u64, U64, u64::to_le;
    f64, F64, |value| f64::from_bits(value.to_bits().to_le());
    [u32; 2], U32Pair, |pair| pair.map(u32::to_le);
}

/// The bytes of `values`, little-endian.
pub(super) fn bytes_of<T: Element>(values: Cow<'_, [T]>) -> Cow<'_, [u8]> {
    let in_order = cfg!(target_endian = "little");
    match values {
        Cow::Borrowed(values) if in_order => Cow::Borrowed(bytemuck::cast_slice(values)),
        values => {
            let values: Vec<T> = values.iter().map(|value| value.little()).collect();
            Cow::Owned(bytemuck::cast_slice(&values).to_vec())
        }
    }
}
