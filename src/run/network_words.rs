//! The rules of the network that few studies use, in words for the method box.

use super::corridors::mode_name;
use crate::network::StationWay;
use crate::study::Study;
use crate::study::config::gtfs::Typical;

/// What stands behind the usual words on travel time; empty where no such rule is in use.
pub(super) fn beyond_the_usual(study: &Study) -> (String, String) {
    let rules = &study.config.network;
    let (mut zh, mut en) = (String::new(), String::new());
    let mut say = |in_chinese: String, in_english: String| {
        zh += &in_chinese;
        en += " ";
        en += &in_english;
    };
    if let Some(modes) = &study.config.corridors.modes {
        let names: Vec<_> = modes.iter().map(|mode| mode_name(&study.config, mode)).collect();
        let [zh, en] = [
            names.iter().map(|name| name.zh.as_str()).collect::<Vec<_>>().join("、"),
            names.iter().map(|name| name.en.as_str()).collect::<Vec<_>>().join(", "),
        ];
        say(format!("只用以下方式：{zh}。"), format!("Modes in use: {en}."));
    }
    if let Some(section) = &study.config.gtfs {
        let (date, [from, to]) = (&section.date, &section.window);
        let (zh_typical, en_typical) = match section.minutes {
            Typical::Median => ("中位数", "median"),
            Typical::Mean => ("平均数", "mean"),
        };
        let cap = section.wait_cap_min.map(crate::units::Minutes::get);
        let cap_zh = cap.map_or_else(String::new, |cap| format!("，不超过 {cap} 分钟"));
        let cap_en = cap.map_or_else(String::new, |cap| format!(", at most {cap} min"));
        say(
            format!(
                "时刻表（GTFS）：{date} {from} 至 {to} 发车的班次；站间时间为各班次的{zh_typical}；候车为线路平均间隔之半{cap_zh}，\
                 另加各方式候车时间，换乘亦计。"
            ),
            format!(
                "Timetable (GTFS): trips of {date} that leave from {from} to {to}; between stops the {en_typical} of their \
                 minutes; the wait is half the headway of the line{cap_en}, beside that of the mode, also at a change."
            ),
        );
    } else if !study.stations.points.is_empty() {
        let (snap, reach) = (rules.snap_m.get(), rules.max_access_km.get());
        say(
            format!(
                "列车只停给定车站（距线路 {snap} 米以内）；每站服务其所属城市，以及以其为该方式最近车站的城市（直线 {reach} 公里以内）。"
            ),
            format!(
                "Trains stop at the stations given, within {snap} m of their line; each serves its own city and every city \
                 of which it is the nearest of a mode, within {reach} km."
            ),
        );
    }
    if rules.station_access == StationWay::Roads {
        say(
            "驻地与车站之间走公路网，公路不通处按直线；车站处亦可在公路与铁路之间换乘。".to_owned(),
            "Between seats and stations trips take the roads, and the straight line where none leads; they change between \
             road and rail at stations too."
                .to_owned(),
        );
    }
    if let Some(transfer) = rules.transfer_city_min {
        let transfer = transfer.get();
        say(
            format!("同城两站之间换乘 {transfer} 分钟（含候车）。"),
            format!("Changing between two stations of one city takes {transfer} min, the wait included."),
        );
    }
    (zh, en)
}
