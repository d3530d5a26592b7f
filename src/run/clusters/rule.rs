//! A rule for clusters as one word of a command line or a study.

use crate::cluster::Dissimilarity;
use crate::error::{Code, Error, Finding, Result};
use crate::export::Bilingual;
use crate::layer::nearest::nearest;
use crate::units::Minutes;

/// A rule with its numbers. Cores, where it has any, are those of `[clusters]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ClusterRule {
    /// `time:member=60,fringe=120`: the core that is reached soonest.
    Time {
        /// Within it a city is a member.
        member: Minutes,
        /// Within it a city is fringe.
        fringe: Minutes,
    },
    /// `huff:exponent=2,least=0.5,fringe=0`: the core with the greatest pull.
    Huff {
        /// Power of travel time.
        exponent: f64,
        /// Least share of a member.
        least: f64,
        /// Least share of a city on the fringe.
        fringe: f64,
    },
    /// `dominant-flow:exponent=2,least=0`: the destination of the largest modelled flow, if it is greater.
    DominantFlow {
        /// Power of travel time.
        exponent: f64,
        /// Least share of all flow.
        least: f64,
    },
    /// `fua:exponent=2,share=0.15,core-share=0.15`: the core to which a share of all modelled flow goes.
    FunctionalArea {
        /// Power of travel time.
        exponent: f64,
        /// Least share of a member.
        share: f64,
        /// Least share that makes two cores one; 1 keeps them apart.
        core_share: f64,
    },
    /// `leiden:resolution=1,exponent=2`, `louvain`: cities that interact more with each other than chance would have it.
    Communities {
        /// Whether by Leiden, else by Louvain.
        leiden: bool,
        /// How much chance counts: the larger, the smaller the communities.
        resolution: f64,
        /// Power of travel time by which interaction falls.
        exponent: f64,
    },
    /// `dbscan:reach=60,points=4`: cities with so many within so many minutes, and those near them.
    Dbscan {
        /// Minutes.
        reach: f64,
        /// How many, the city itself included.
        points: usize,
    },
    /// `hdbscan:size=4`: the same at whatever reach groups of so many hold together longest.
    Hdbscan {
        /// The fewest cities of a cluster.
        size: usize,
    },
    /// `skater:k=19,floor=1,recut=0,manhattan=0`, `redcap`, `azp`, `max-p`, `ward`: contiguous regions of alike cities.
    Regions {
        /// By which method.
        method: RegionMethod,
        /// How many regions; of no meaning for max-p, which makes as many as the floor allows.
        k: usize,
        /// The fewest cities of a region.
        floor: usize,
    },
}

/// How contiguous regions are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionMethod {
    /// Cuts of a minimum spanning tree.
    Skater {
        /// How the links of the tree are measured; `manhattan=1` for Manhattan.
        dissimilarity: Dissimilarity,
        /// Whether cuts are moved after they are made.
        recut: bool,
    },
    /// Cuts of the tree of full-order complete linkage, the one that its authors found best.
    Redcap,
    /// Automatic zoning, annealing.
    Azp,
    /// As many regions as the floor allows.
    MaxP,
    /// Merges that cost least.
    Ward,
}

/// Every rule: its name, the numbers that it takes with their defaults.
const RULES: [(&str, &[(&str, f64)]); 13] = [
    ("time", &[("member", 60.0), ("fringe", 120.0)]),
    ("huff", &[("exponent", 2.0), ("least", 0.5), ("fringe", 0.0)]),
    ("dominant-flow", &[("exponent", 2.0), ("least", 0.0)]),
    ("fua", &[("exponent", 2.0), ("share", 0.15), ("core-share", 0.15)]),
    ("skater", &[("k", 19.0), ("floor", 1.0), ("recut", 0.0), ("manhattan", 0.0)]),
    ("redcap", &[("k", 19.0), ("floor", 1.0)]),
    ("azp", &[("k", 19.0), ("floor", 1.0)]),
    ("max-p", &[("floor", 10.0)]),
    ("ward", &[("k", 19.0), ("floor", 1.0)]),
    ("leiden", &[("resolution", 1.0), ("exponent", 2.0)]),
    ("louvain", &[("resolution", 1.0), ("exponent", 2.0)]),
    ("dbscan", &[("reach", 60.0), ("points", 4.0)]),
    ("hdbscan", &[("size", 4.0)]),
];

impl ClusterRule {
    /// Reads `NAME` or `NAME:KEY=NUMBER,…`, such as `huff:exponent=1.5`; numbers that are not given are the defaults.
    ///
    /// # Errors
    /// A rule or key that is unknown, with the nearest that is known; a number that is none. Whether it makes sense, the
    /// rule itself says.
    ///
    /// # Panics
    /// Never: a key that is found has its number.
    ///
    /// # Example
    /// ```
    /// use jingwei::run::clusters::ClusterRule;
    ///
    /// let rule = ClusterRule::parse("huff:exponent=1.5")?;
    /// assert_eq!(rule, ClusterRule::Huff { exponent: 1.5, least: 0.5, fringe: 0.0 });
    /// assert_eq!(ClusterRule::parse("hufff").unwrap_err().hints(), ["write `huff`"]);
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self> {
        let (name, given) = text.split_once(':').unwrap_or((text, ""));
        let Some(&(name, keys)) = RULES.iter().find(|rule| rule.0 == name) else {
            let known = RULES.map(|rule| rule.0);
            let finding = Finding::new(Code::BadArgument, "there is no such rule for clusters").value(name);
            return Err(Error::usage(finding.hint(near(name, &known))));
        };
        let mut numbers: Vec<f64> = keys.iter().map(|key| key.1).collect();
        for pair in given.split(',').filter(|pair| !pair.is_empty()) {
            let refused = |what: String, hint: String| {
                Error::usage(Finding::new(Code::BadArgument, what).value(pair).hint(hint))
            };
            let known: Vec<&str> = keys.iter().map(|key| key.0).collect();
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let Some(at) = known.iter().position(|known| *known == key) else {
                return Err(refused(format!("the rule `{name}` has no such number"), near(key, &known)));
            };
            let number = value.parse::<f64>().ok().filter(|number| number.is_finite());
            let example = || format!("write it as in `{name}:{key}={}`", keys[at].1);
            numbers[at] = number.ok_or_else(|| refused(format!("`{key}` is a number"), example()))?;
        }
        let number =
            |key: &str| numbers[keys.iter().position(|known| known.0 == key).expect("a key of the table")];
        let minutes = |key: &str| Minutes::checked(number(key)).expect("finite as read");
        let counts = ["k", "floor", "points", "size"].map(|key| {
            let given = keys.iter().position(|known| known.0 == key).map_or(1.0, |at| numbers[at]);
            let whole = (1.0..=1e9).contains(&given) && given.fract() == 0.0;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked to be a count"
            )]
            let count = given as usize;
            whole.then_some(count).ok_or_else(|| {
                let what = format!("`{key}` is a whole number above zero");
                Error::usage(Finding::new(Code::BadArgument, what).field("--rule").value(given))
            })
        });
        let [k, floor, points, size] = counts;
        let switches = ["recut", "manhattan"].map(|key| {
            let given = keys.iter().position(|known| known.0 == key).map_or(0.0, |at| numbers[at]);
            let told = (0.0..=1.0).contains(&given) && given.fract() == 0.0;
            told.then_some(given > 0.0).ok_or_else(|| {
                let what = format!("`{key}` is 1 for yes or 0 for no");
                Error::usage(Finding::new(Code::BadArgument, what).field("--rule").value(given))
            })
        });
        let [recut, manhattan] = switches;
        let regions = |method| Ok(Self::Regions { method, k: k?, floor: floor? });
        Ok(match name {
            "time" => Self::Time { member: minutes("member"), fringe: minutes("fringe") },
            "huff" => {
                Self::Huff { exponent: number("exponent"), least: number("least"), fringe: number("fringe") }
            }
            "dominant-flow" => Self::DominantFlow { exponent: number("exponent"), least: number("least") },
            "skater" => {
                let dissimilarity =
                    if manhattan? { Dissimilarity::Manhattan } else { Dissimilarity::Euclidean };
                return regions(RegionMethod::Skater { dissimilarity, recut: recut? });
            }
            "redcap" => return regions(RegionMethod::Redcap),
            "azp" => return regions(RegionMethod::Azp),
            "max-p" => return regions(RegionMethod::MaxP),
            "ward" => return regions(RegionMethod::Ward),
            "leiden" | "louvain" => Self::Communities {
                leiden: name == "leiden",
                resolution: number("resolution"),
                exponent: number("exponent"),
            },
            "dbscan" => Self::Dbscan { reach: number("reach"), points: points? },
            "hdbscan" => Self::Hdbscan { size: size? },
            _ => Self::FunctionalArea {
                exponent: number("exponent"),
                share: number("share"),
                core_share: number("core-share"),
            },
        })
    }

    /// Its name, as it is written.
    #[must_use]
    pub fn name(&self) -> &'static str {
        RULES[self.place()].0
    }

    /// The name as part of a file or field.
    #[must_use]
    pub fn file_name(&self) -> String {
        self.name().replace('-', "_")
    }

    /// Whether it groups cities without asking for cores.
    pub(super) fn is_without_cores(&self) -> bool {
        self.place() >= 4
    }

    /// Its place among the rules.
    fn place(&self) -> usize {
        match self {
            Self::Time { .. } => 0,
            Self::Huff { .. } => 1,
            Self::DominantFlow { .. } => 2,
            Self::FunctionalArea { .. } => 3,
            Self::Regions { method, .. } => match method {
                RegionMethod::Skater { .. } => 4,
                RegionMethod::Redcap => 5,
                RegionMethod::Azp => 6,
                RegionMethod::MaxP => 7,
                RegionMethod::Ward => 8,
            },
            Self::Communities { leiden: true, .. } => 9,
            Self::Communities { .. } => 10,
            Self::Dbscan { .. } => 11,
            Self::Hdbscan { .. } => 12,
        }
    }

    /// What readers see.
    #[must_use]
    pub fn title(&self) -> Bilingual {
        let (zh, en) = match self {
            Self::Time { .. } => ("旅行时间", "travel time"),
            Self::Huff { .. } => ("引力（哈夫模型）", "pull of the cores (Huff)"),
            Self::DominantFlow { .. } => ("优势流（尼斯图恩–戴西）", "dominant flow (Nystuen–Dacey)"),
            Self::FunctionalArea { .. } => {
                ("功能城市区（模拟流份额）", "functional urban areas (modelled flow)")
            }
            Self::Communities { leiden: true, .. } => ("社区（Leiden）", "communities (Leiden)"),
            Self::Communities { .. } => ("社区（Louvain）", "communities (Louvain)"),
            Self::Dbscan { .. } => ("密度（DBSCAN）", "density (DBSCAN)"),
            Self::Hdbscan { .. } => ("密度（HDBSCAN）", "density (HDBSCAN)"),
            Self::Regions { method, .. } => match method {
                RegionMethod::Skater { .. } => ("区域划分（SKATER）", "regions (SKATER)"),
                RegionMethod::Redcap => ("区域划分（REDCAP）", "regions (REDCAP)"),
                RegionMethod::Azp => ("区域划分（AZP）", "regions (AZP)"),
                RegionMethod::MaxP => ("区域划分（max-p）", "regions (max-p)"),
                RegionMethod::Ward => ("区域划分（沃德法）", "regions (Ward)"),
            },
        };
        Bilingual::new(zh, en)
    }

    /// What the number beside a membership is, the end of its field name, and its unit.
    #[must_use]
    pub fn number(&self) -> (Bilingual, &'static str, (&'static str, &'static str)) {
        let (zh, en) = match self {
            Self::Time { .. } => return (Bilingual::new("时间", "time"), "min", ("分钟", "min")),
            Self::Regions { .. } | Self::Communities { .. } | Self::Dbscan { .. } | Self::Hdbscan { .. } => {
                let what = Bilingual::new("与该群城市的平均时间", "mean time to the cities of the cluster");
                return (what, "min", ("分钟", "min"));
            }
            Self::Huff { .. } => ("占各核心引力之份额", "share of the pull of all cores"),
            Self::DominantFlow { .. } => ("占外流之份额", "share of the flow to other cities"),
            Self::FunctionalArea { .. } => ("占全部流量之份额", "share of all flow"),
        };
        (Bilingual::new(zh, en), "share", ("", ""))
    }
}

fn near(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied(), 1).first() {
        Some(near) => format!("write `{near}`"),
        None => format!("write one of {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_read_by_its_name() {
        for (name, keys) in RULES {
            let rule = ClusterRule::parse(name).unwrap();
            assert_eq!(rule.name(), name);
            for (key, _) in keys {
                let value = if matches!(*key, "recut" | "manhattan") { 1 } else { 7 };
                let other = ClusterRule::parse(&format!("{name}:{key}={value}")).unwrap();
                assert!(other != rule, "{name}:{key} changes something");
            }
        }
    }

    #[test]
    fn what_is_unknown_is_named() {
        let error = |text| ClusterRule::parse(text).unwrap_err().to_string();
        assert!(error("fuaa").contains("fuaa"));
        assert!(error("huff:exponnent=2").contains("no such number"));
        assert!(error("huff:exponent=two").contains("is a number"));
        assert!(error("huff:exponent").contains("is a number"));
        assert!(error("skater:k=2.5").contains("whole number"));
        assert!(error("skater:recut=7").contains("`recut` is 1 for yes or 0 for no"));
        assert!(error("skater:manhattan=0.5").contains("`manhattan` is 1 for yes or 0 for no"));
        assert!(error("ward:recut=1").contains("no such number"));
    }
}
