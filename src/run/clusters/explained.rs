//! Why a city is in its cluster, and what would change that.

use super::ROLES;
use super::rule::ClusterRule;
use super::ruled::Ruled;
use crate::cluster::{Role, silhouette};
use crate::export::{Bilingual, Language, display};
use crate::study::Study;
use std::fmt::Write;

/// Why one city is in its cluster or out of it.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The city.
    pub city: usize,
    /// What it is, by which core and number.
    pub decided: Bilingual,
    /// Which other core comes next, and by how much it is behind.
    pub next: Bilingual,
    /// What would change it.
    pub change: Bilingual,
    /// How well it fits, where it can be said.
    pub fit: Bilingual,
}

/// Why `city` is in its cluster by the rule of `ruled`, or in none.
///
/// # Panics
/// If there is no such city.
#[must_use]
pub fn explain(study: &Study, ruled: &Ruled, city: usize) -> Explained {
    let membership = &ruled.membership;
    let names = &study.cities.names;
    let role = membership.role[city];
    let (_, zh_role, en_role, _) = ROLES[ROLES.iter().position(|known| known.0 == role).unwrap_or(4)];
    let rule = ruled.rule.title();
    let of = membership.cluster[city].map(|of| ruled.cluster_name(study, of));
    let mut decided = match &of {
        Some(of) => Bilingual::new(
            format!("{}：{zh_role}，属{of}群", rule.zh),
            format!("By {}: {} of the cluster of {of}", rule.en, en_role.to_lowercase()),
        ),
        None => Bilingual::new(format!("{}：群外", rule.zh), format!("By {}: in no cluster", rule.en)),
    };
    match membership.core[city].zip(membership.number[city]) {
        _ if ruled.rule.is_without_cores() => company(&mut decided, ruled, city),
        Some((core, number)) => {
            let number = ruled.rule.written(number);
            let _ = write!(decided.zh, "；与{}：{}", names[core], number.zh);
            let _ = write!(decided.en, "; with {}: {}", names[core], number.en);
        }
        None if role == Role::Core => {
            let size = ruled.sizes[city].map_or_else(|| "—".to_owned(), |size| display(size, 0));
            let _ = write!(decided.zh, "；其规模为 {size}");
            let _ = write!(decided.en, "; it is a core by its size, {size}, or because it is named");
        }
        None => {
            decided.zh += "；没有核心可达";
            decided.en += "; it reaches no core";
        }
    }
    let next = match membership.runner_up[city] {
        Some(next) if ruled.rule.is_without_cores() => {
            let number = ruled.rule.written(next.number);
            Bilingual::new(
                format!("最近的另一群为{}一群：平均 {}", names[next.core], number.zh),
                format!("Next comes the cluster of {}: {} on average", names[next.core], number.en),
            )
        }
        Some(next) => {
            let number = ruled.rule.written(next.number);
            Bilingual::new(
                format!("另一群中次优者为{}：{}", names[next.core], number.zh),
                format!("Next comes {} of another cluster: {}", names[next.core], number.en),
            )
        }
        None if ruled.rule.is_without_cores() => {
            Bilingual::new("没有另一群可达", "It reaches no other cluster")
        }
        None => Bilingual::new("没有另一群的核心可达", "No core of another cluster comes into question"),
    };
    let fit = silhouette(&study.times, ruled.clusters()).of[city];
    let fit = fit.map_or_else(Bilingual::default, |fit| {
        let fit = display(fit, 3);
        Bilingual::new(format!("轮廓系数 {fit}（按旅行时间）"), format!("Silhouette by travel time {fit}"))
    });
    Explained { city, decided, next, change: change(study, ruled, city), fit }
}

/// How near the city is to the others of its cluster, of a rule that asks for no cores.
fn company(decided: &mut Bilingual, ruled: &Ruled, city: usize) {
    let membership = &ruled.membership;
    if membership.role[city] == Role::Core {
        decided.zh += "；群中规模最大，群以它为名";
        decided.en += "; it is the greatest of the cluster, which is called after it";
    }
    if let Some(number) = membership.number[city] {
        let number = ruled.rule.written(number);
        let _ = write!(decided.zh, "；与群内其他城市平均 {}", number.zh);
        let _ = write!(decided.en, "; {} on average to the others of it", number.en);
    }
}

/// What another division would have to be like, of a rule that asks for no cores.
fn divided(study: &Study, ruled: &Ruled, city: usize) -> Bilingual {
    let membership = &ruled.membership;
    let at_once = Bilingual::new("此规则对各城市一并划分", "the rule divides all cities at once");
    let Some((own, next)) = membership.number[city].zip(membership.runner_up[city]) else {
        return Bilingual::new(at_once.zh + "。", format!("T{}.", &at_once.en[1..]));
    };
    let (other, apart) = (&study.cities.names[next.core], next.number - own);
    let (zh, en) = if apart < 0.0 { ("少", "shorter") } else { ("多", "longer") };
    let apart = display(apart.abs(), 1);
    Bilingual::new(
        format!("到{other}一群的平均时间比到本群{zh} {apart} 分钟；{}。", at_once.zh),
        format!(
            "Its mean time to the cluster of {other} is {apart} min {en} than to its own; {}.",
            at_once.en
        ),
    )
}

/// What would have to be otherwise for the city to change its role or cluster.
#[expect(clippy::too_many_lines, reason = "a sentence a case")]
fn change(study: &Study, ruled: &Ruled, city: usize) -> Bilingual {
    let membership = &ruled.membership;
    let names = &study.cities.names;
    let role = membership.role[city];
    if ruled.rule.is_without_cores() {
        return divided(study, ruled, city);
    }
    if role == Role::Core {
        return Bilingual::new(
            "只要它仍是核心，就自成一群；核心的条件改变，它才会归入他群。",
            "While it is a core that joins no greater one it heads its cluster; only another rule for cores would change that.",
        );
    }
    let Some((core, number)) = membership.core[city].zip(membership.number[city]) else {
        return Bilingual::new(
            "须先有通往核心的路径或流量。",
            "It would need a path, or flow, to a core first.",
        );
    };
    let mut zh = Vec::new();
    let mut en = Vec::new();
    let mut say = |chinese: String, english: String| {
        zh.push(chinese);
        en.push(english);
    };
    let name = &names[core];
    match ruled.rule {
        ClusterRule::Time { member, fringe } => {
            for (limit, word_zh, word_en) in
                [(member.get(), "成员", "a member"), (fringe.get(), "外围", "fringe")]
            {
                let apart = display((number - limit).abs(), 1);
                if number > limit {
                    say(
                        format!("到{name}快 {apart} 分钟即为{word_zh}"),
                        format!("{apart} min less to {name} would make it {word_en}"),
                    );
                } else {
                    say(
                        format!("到{name}慢 {apart} 分钟以上即不再是{word_zh}"),
                        format!("more than {apart} min more to {name} and it would no longer be {word_en}"),
                    );
                    break;
                }
            }
            if let Some(next) = membership.runner_up[city] {
                let apart = display(next.number - number, 1);
                let other = &names[next.core];
                say(
                    format!("到{other}快 {apart} 分钟以上即改属{other}"),
                    format!("more than {apart} min less to {other} and that core would decide"),
                );
            }
        }
        ClusterRule::Huff { least, exponent, .. } => {
            shares(&mut say, name, number, least);
            if let Some(next) = membership.runner_up[city].filter(|next| next.number > 0.0) {
                let (other, times) = (&names[next.core], number / next.number);
                let nearer = 100.0 * (1.0 - libm::pow(times, -exponent.recip()));
                let (size, nearer) = (display(times, 2), display(nearer, 1));
                say(
                    format!("{other}的规模达现在的 {size} 倍，或到它的时间缩短 {nearer}%，即改属{other}"),
                    format!(
                        "{other} would take it with {size} times its size, or if it were {nearer} % nearer"
                    ),
                );
            }
        }
        ClusterRule::DominantFlow { least, exponent } => {
            shares(&mut say, name, number, least);
            if role == Role::Outside && ruled.sizes[core].unwrap_or(0.0) <= ruled.sizes[city].unwrap_or(0.0) {
                say(
                    format!("{name}不比它大，故不从属；{name}须大于它"),
                    format!("{name} is not the greater of the two; it would have to be"),
                );
            }
            if let Some(next) = membership.runner_up[city].filter(|next| next.number > 0.0) {
                let other = &names[next.core];
                let (flow, nearer) = (
                    display(number / next.number, 2),
                    display(100.0 * (1.0 - libm::pow(number / next.number, -exponent.recip())), 1),
                );
                say(
                    format!("到{other}的流量达现在的 {flow} 倍（时间缩短 {nearer}%）即改从{other}"),
                    format!("{flow} times the flow to {other} ({nearer} % less time) would bind it there"),
                );
            }
        }
        ClusterRule::Regions { .. }
        | ClusterRule::Communities { .. }
        | ClusterRule::Dbscan { .. }
        | ClusterRule::Hdbscan { .. } => {}
        ClusterRule::FunctionalArea { share, .. } => {
            shares(&mut say, name, number, share);
            if let Some(next) = membership.runner_up[city] {
                let (other, apart) = (&names[next.core], display(100.0 * (number - next.number), 1));
                say(
                    format!("流向{other}的份额再多 {apart} 个百分点，即与{name}相当"),
                    format!("{apart} points more of its flow to {other} would equal that to {name}"),
                );
            }
        }
    }
    Bilingual::new(zh.join("；") + "。", en.join("; ") + ".")
}

/// How far a share is from the least one.
fn shares(say: &mut dyn FnMut(String, String), name: &str, share: f64, least: f64) {
    let (apart, limit) = (display(100.0 * (share - least).abs(), 1), display(100.0 * least, 1));
    if share < least {
        say(
            format!("份额再多 {apart} 个百分点（达 {limit}%）即属{name}"),
            format!("{apart} points more ({limit} %) would make it a member with {name}"),
        );
    } else if least > 0.0 {
        say(
            format!("份额少 {apart} 个百分点以上（低于 {limit}%）即不再是成员"),
            format!("more than {apart} points less (below {limit} %) and it would be no member"),
        );
    }
}

impl ClusterRule {
    /// A number of the rule as read.
    fn written(&self, number: f64) -> Bilingual {
        match self {
            Self::Time { .. }
            | Self::Regions { .. }
            | Self::Communities { .. }
            | Self::Dbscan { .. }
            | Self::Hdbscan { .. } => {
                let minutes = display(number, 1);
                Bilingual::new(format!("{minutes} 分钟"), format!("{minutes} min"))
            }
            _ => Bilingual::same(format!("{} %", display(number * 100.0, 1))),
        }
    }
}

impl Explained {
    /// The explanation in `language`, a line each, below its city.
    #[must_use]
    pub fn told(&self, study: &Study, language: Language) -> String {
        let (name, id) = (&study.cities.names[self.city], &study.cities.ids[self.city]);
        format!("{name} {id}\n{}", self.lines(language))
    }

    /// The explanation in `language`, a line each.
    #[must_use]
    pub fn lines(&self, language: Language) -> String {
        let lines = [&self.decided, &self.next, &self.change, &self.fit];
        let told: Vec<String> = lines
            .into_iter()
            .filter(|line| !line.is_empty())
            .map(|line| format!("  {}", line.text(language)))
            .collect();
        told.join("\n") + "\n"
    }
}
