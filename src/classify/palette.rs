//! Colours for classes and categories: Cynthia Brewer's ramps and a set of twenty for categories.

use colorous::{Color, Gradient};

/// An RGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// As in HTML: `#1f78b4`.
    ///
    /// # Example
    /// ```
    /// use jingwei::classify::palette::Colour;
    /// assert_eq!(Colour(31, 120, 180).hex(), "#1f78b4");
    /// ```
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// Where there is no value: a light grey that no ramp and no category has.
pub const NO_DATA: Colour = Colour(0xd9, 0xd9, 0xd9);

/// How many categories have a colour of their own.
pub const CATEGORIES: usize = QUALITATIVE.len();

/// From Brewer's Set1, Set2, Set3, Dark2, Paired and Accent: the twenty that lie farthest apart, in an order in
/// which each is as far as can be from those before it. Any two of them, and each from [`NO_DATA`], are at least 25
/// apart in CIELAB, where about 2 can just be told.
const QUALITATIVE: [Colour; 20] = [
    Colour(0x38, 0x6c, 0xb0),
    Colour(0xff, 0xff, 0x33),
    Colour(0xe3, 0x1a, 0x1c),
    Colour(0x1b, 0x9e, 0x77),
    Colour(0xf7, 0x81, 0xbf),
    Colour(0xa6, 0x76, 0x1d),
    Colour(0xfb, 0x80, 0x72),
    Colour(0xff, 0x7f, 0x00),
    Colour(0x33, 0xa0, 0x2c),
    Colour(0xbe, 0xae, 0xd4),
    Colour(0xe5, 0xc4, 0x94),
    Colour(0x98, 0x4e, 0xa3),
    Colour(0xe6, 0xab, 0x02),
    Colour(0x8d, 0xd3, 0xc7),
    Colour(0xa6, 0xd8, 0x54),
    Colour(0xe7, 0x29, 0x8a),
    Colour(0xff, 0xed, 0x6f),
    Colour(0xfd, 0xb4, 0x62),
    Colour(0x7f, 0xc9, 0x7f),
    Colour(0xbf, 0x5b, 0x17),
];

/// What kind of values a ramp is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// From low to high.
    Sequential,
    /// From one side of a middle to the other.
    Diverging,
    /// Names without an order.
    Qualitative,
}

macro_rules! ramps {
    ($($ramp:ident $name:literal $kind:ident $gradient:expr, $doc:literal;)*) => {
        /// A series of colours; all but the last are Brewer's.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Ramp {
            $(#[doc = $doc] $ramp,)*
        }

        /// Every ramp.
        pub const RAMPS: &[Ramp] = &[$(Ramp::$ramp,)*];

        impl Ramp {
            /// Its name in settings: Brewer's, in lower case.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$ramp => $name,)* }
            }

            /// What it is for.
            #[must_use]
            pub fn kind(self) -> Kind {
                match self { $(Self::$ramp => Kind::$kind,)* }
            }

            fn gradient(self) -> Option<Gradient> {
                match self { $(Self::$ramp => $gradient,)* }
            }
        }
    };
}

ramps! {
    YlGnBu "ylgnbu" Sequential Some(colorous::YELLOW_GREEN_BLUE), "Yellow, green, blue.";
    YlOrRd "ylorrd" Sequential Some(colorous::YELLOW_ORANGE_RED), "Yellow, orange, red.";
    YlOrBr "ylorbr" Sequential Some(colorous::YELLOW_ORANGE_BROWN), "Yellow, orange, brown.";
    OrRd "orrd" Sequential Some(colorous::ORANGE_RED), "Orange, red.";
    PuBuGn "pubugn" Sequential Some(colorous::PURPLE_BLUE_GREEN), "Purple, blue, green.";
    PuRd "purd" Sequential Some(colorous::PURPLE_RED), "Purple, red.";
    BuPu "bupu" Sequential Some(colorous::BLUE_PURPLE), "Blue, purple.";
    Blues "blues" Sequential Some(colorous::BLUES), "Blues.";
    Greens "greens" Sequential Some(colorous::GREENS), "Greens.";
    Oranges "oranges" Sequential Some(colorous::ORANGES), "Oranges.";
    Purples "purples" Sequential Some(colorous::PURPLES), "Purples.";
    Reds "reds" Sequential Some(colorous::REDS), "Reds.";
    RdBu "rdbu" Diverging Some(colorous::RED_BLUE), "Red below, blue above.";
    RdYlBu "rdylbu" Diverging Some(colorous::RED_YELLOW_BLUE), "Red below, yellow in the middle, blue above.";
    PuOr "puor" Diverging Some(colorous::PURPLE_ORANGE), "Orange below, purple above.";
    PrGn "prgn" Diverging Some(colorous::PURPLE_GREEN), "Purple below, green above.";
    BrBg "brbg" Diverging Some(colorous::BROWN_GREEN), "Brown below, blue-green above.";
    Categories "categories" Qualitative None, "Twenty colours without an order.";
}

impl Ramp {
    /// The ramp called `name`, in letters of either case.
    ///
    /// # Example
    /// ```
    /// use jingwei::classify::palette::Ramp;
    /// assert_eq!(Ramp::named("YlGnBu"), Some(Ramp::YlGnBu));
    /// assert_eq!(Ramp::named("rainbow"), None);
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        RAMPS.iter().copied().find(|ramp| ramp.name().eq_ignore_ascii_case(name))
    }

    /// Colours for `k` classes or categories, in order.
    ///
    /// A sequential ramp goes from light to dark and leaves out what could be taken for white or black. Beyond
    /// [`CATEGORIES`] categories the colours come again.
    ///
    /// # Example
    /// ```
    /// use jingwei::classify::palette::Ramp;
    /// assert_eq!(Ramp::YlGnBu.colours(5).len(), 5);
    /// ```
    #[must_use]
    pub fn colours(self, k: usize) -> Vec<Colour> {
        let Some(gradient) = self.gradient() else {
            return QUALITATIVE.into_iter().cycle().take(k).collect();
        };
        let (from, to) = match self.kind() {
            Kind::Sequential => (0.15, 0.95),
            Kind::Diverging | Kind::Qualitative => (0.08, 0.92),
        };
        let place = |i: usize| {
            let share = if k > 1 { i as f64 / (k - 1) as f64 } else { 0.5 };
            from + (to - from) * share
        };
        (0..k).map(|i| colour(gradient.eval_continuous(place(i)))).collect()
    }

    /// Colours for `below` classes under zero and `above` classes over it, equally strong at equal distance.
    ///
    /// # Example
    /// ```
    /// use jingwei::classify::palette::Ramp;
    /// // One class of losses beside three of gains is the palest loss.
    /// assert_eq!(Ramp::RdBu.around_zero(1, 3), Ramp::RdBu.colours(6)[2..]);
    /// ```
    #[must_use]
    pub fn around_zero(self, below: usize, above: usize) -> Vec<Colour> {
        let side = below.max(above);
        self.colours(2 * side)[side - below..side + above].to_vec()
    }
}

fn colour(colour: Color) -> Colour {
    Colour(colour.r, colour.g, colour.b)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CIELAB under D65.
    fn lab(colour: Colour) -> [f64; 3] {
        let [r, g, b] = [colour.0, colour.1, colour.2].map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        let x = (0.412_456_4 * r + 0.357_576_1 * g + 0.180_437_5 * b) / 0.950_47;
        let y = 0.212_672_9 * r + 0.715_152_2 * g + 0.072_175 * b;
        let z = (0.019_333_9 * r + 0.119_192 * g + 0.950_304_1 * b) / 1.088_83;
        let [fx, fy, fz] = [x, y, z]
            .map(|t: f64| if t > 216.0 / 24_389.0 { t.cbrt() } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 });
        [116.0 * fy - 16.0, 500.0 * (fx - fy), 200.0 * (fy - fz)]
    }

    fn distance(a: Colour, b: Colour) -> f64 {
        lab(a).iter().zip(lab(b)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    #[test]
    fn nineteen_clusters_can_be_told_apart() {
        let colours = Ramp::Categories.colours(19);
        for (i, &a) in colours.iter().enumerate() {
            assert!(distance(a, NO_DATA) >= 25.0, "{}", a.hex());
            for &b in &colours[..i] {
                assert!(distance(a, b) >= 25.0, "{} {}", a.hex(), b.hex());
            }
        }
    }

    #[test]
    fn classes_of_a_sequential_ramp_grow_darker_and_none_is_no_data() {
        for &ramp in RAMPS.iter().filter(|ramp| ramp.kind() == Kind::Sequential) {
            for k in 2..=9 {
                let colours = ramp.colours(k);
                for pair in colours.windows(2) {
                    assert!(lab(pair[0])[0] > lab(pair[1])[0] + 3.0, "{} {k}", ramp.name());
                }
                for colour in colours {
                    assert!(distance(colour, NO_DATA) > 5.0, "{} {k} {}", ramp.name(), colour.hex());
                }
            }
        }
    }

    #[test]
    fn both_sides_of_a_diverging_ramp_are_equally_light() {
        for &ramp in RAMPS.iter().filter(|ramp| ramp.kind() == Kind::Diverging) {
            let colours = ramp.around_zero(3, 3);
            assert_eq!(colours.len(), 6);
            for i in 0..3 {
                let difference = lab(colours[i])[0] - lab(colours[5 - i])[0];
                assert!(difference.abs() < 25.0, "{} {i} {difference}", ramp.name());
            }
        }
        assert!(Ramp::RdBu.around_zero(0, 0).is_empty());
    }

    #[test]
    fn every_ramp_is_found_by_its_name() {
        for &ramp in RAMPS {
            assert_eq!(Ramp::named(ramp.name()), Some(ramp));
        }
        assert_eq!(Ramp::Categories.colours(21)[20], Ramp::Categories.colours(1)[0]);
    }
}
