//! A trip in words: modes, lines and minutes, leg by leg.

use crate::export::{Bilingual, display};
use crate::network::{Leg, Path, Step};
use crate::run::corridors::mode_name;
use crate::study::Study;

/// A piece of a trip: rides on one line are one piece, the stops between them included.
struct Piece {
    what: Bilingual,
    milliseconds: u32,
    /// Where a ride ends.
    to: Option<String>,
    /// Mode and line of a ride.
    line: Option<(String, Option<String>)>,
}

/// `path` in words: `high-speed rail H1 45 min to Wu`, piece after piece; the minutes are rounded one by one.
pub(super) fn in_words(study: &Study, path: &Path) -> Bilingual {
    let mut pieces: Vec<Piece> = Vec::new();
    for step in &path.steps {
        let piece = piece(study, step);
        match pieces.last_mut() {
            // The train stands at a station on the way.
            Some(last) if last.line.is_some() && matches!(step.leg, Leg::Stop) => {
                last.milliseconds += piece.milliseconds;
            }
            Some(last) if last.line.is_some() && last.line == piece.line => {
                last.milliseconds += piece.milliseconds;
                last.to = piece.to.or(last.to.take());
            }
            _ => pieces.push(piece),
        }
    }
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for piece in pieces {
        let minutes = display(f64::from(piece.milliseconds) / 60_000.0, 0);
        let (to_zh, to_en) = match &piece.to {
            Some(place) => (format!("至{place}"), format!(" to {place}")),
            None => (String::new(), String::new()),
        };
        zh.push(format!("{}{to_zh} {minutes} 分", piece.what.zh));
        en.push(format!("{}{to_en} {minutes} min", piece.what.en));
    }
    Bilingual::new(zh.join("，"), en.join(", "))
}

fn piece(study: &Study, step: &Step) -> Piece {
    let plain = |zh: &str, en: &str| Bilingual::new(zh, en);
    let milliseconds = step.milliseconds;
    let what = match &step.leg {
        Leg::Ride { mode, line, .. } => {
            let name = mode_name(&study.config, mode);
            let what = match line {
                Some(line) => Bilingual::new(format!("{} {line} ", name.zh), format!("{} {line}", name.en)),
                None => name,
            };
            let to = step.to.city.map(|city| study.cities.names[city].clone());
            return Piece { what, milliseconds, to, line: Some((mode.clone(), line.clone())) };
        }
        Leg::Inside => plain("市内", "inside the city"),
        Leg::Access => plain("接驳", "access"),
        Leg::Wait { .. } => plain("候车", "wait"),
        Leg::Stop => plain("停站", "stop"),
        Leg::Transfer { .. } => plain("换乘", "transfer"),
        Leg::Egress => plain("离站", "egress"),
    };
    Piece { what, milliseconds, to: None, line: None }
}
