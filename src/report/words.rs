//! The fixed texts of the page in both languages.

use crate::export::Language;
use minijinja::Value;
use std::collections::BTreeMap;

/// Key in the template, Chinese, English.
const WORDS: &[(&str, &str, &str)] = &[
    ("absent", "—", "—"),
    ("bytes", "字节", "Bytes"),
    ("classes", "分级方法", "Classes"),
    ("code", "代码", "Code"),
    ("command", "重现本报告的命令", "Command that makes this report again"),
    ("comparison", "与已发表数据的核对", "Checked against published figures"),
    (
        "comparison_text",
        "本报告的数值以完整精度计算；按发表时的位数四舍五入后相同者记“一致”；差异不超过原始数据舍入者记“容差内”；原因已知者记“差异有因”。",
        "Ours is computed at full precision; equal means the same figure after rounding as published, within tolerance that rounding of the inputs explains the difference.",
    ),
    ("contents", "目录", "Contents"),
    ("convention", "口径", "Convention"),
    ("copy", "复制", "Copy"),
    ("count", "数量", "Count"),
    ("data_file", "数据文件：", "Data: "),
    ("difference", "差值", "Difference"),
    ("dropped", "剔除与提示", "What was dropped, and why"),
    (
        "dropped_none",
        "没有剔除任何单元，也没有需要说明的问题。",
        "Nothing was dropped, and there is nothing to note.",
    ),
    (
        "dropped_text",
        "下列单元或数值在计算中被剔除，或按所述方式处理；缺失的数值在地图上归入“无数据”。",
        "These were left out or treated as stated; a missing value is no data on the maps.",
    ),
    ("figure", "指标", "Figure"),
    ("file", "文件", "File"),
    ("findings", "主要发现", "Findings"),
    ("formula", "公式", "Formula"),
    ("inputs", "输入文件", "Inputs"),
    ("layer_file", "图层文件：", "Layer: "),
    ("methods", "方法与公式", "Methods and formulas"),
    ("more", "另有 {n} 条", "and {n} more"),
    ("note", "说明", "Note"),
    ("ours", "本报告", "Ours"),
    ("parameters", "全部参数", "All parameters"),
    ("projection", "投影", "Projection"),
    ("provenance", "数据来源与重现", "Provenance"),
    ("published", "已发表", "Published"),
    ("rows", "行", "rows"),
    ("search", "筛选……", "Filter…"),
    ("show", "展开明细（程序原文，英文）", "Show them"),
    ("source", "来源", "Source"),
    ("stop", "。", "."),
    ("versions", "软件版本", "Versions"),
    ("why", "含义", "Meaning"),
];

/// All words in `language`, for the template.
pub(super) fn words(language: Language) -> Value {
    let words: BTreeMap<&str, Value> =
        WORDS.iter().map(|&(key, zh, en)| (key, pick(language, zh, en).into())).collect();
    words.into()
}

/// One word.
pub(super) fn word(language: Language, key: &str) -> &'static str {
    let found = WORDS.iter().find(|word| word.0 == key);
    found.map(|&(_, zh, en)| pick(language, zh, en)).expect("every word the page asks for is in the list")
}

fn pick<'a>(language: Language, zh: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

/// What a finding's code means, in Chinese; codes not listed speak English.
pub(super) fn meaning_in_chinese(code: &str) -> Option<&'static str> {
    let meaning = match code {
        "W-GEO-004" => "坐标含有高程，已忽略。",
        "W-TEXT-001" => "文件不是 UTF-8 编码，已按 GB18030（含 GBK、GB2312）读取。",
        "W-JOIN-001" => "表中标识码的写法与图层不同（如末尾“.0”、全角数字、空格），已按其明确含义读取。",
        "W-JOIN-002" => "表中的行在图层里没有对应单元，未使用。",
        "W-JOIN-003" => "图层中的单元在表里没有对应行，其数值为空。",
        "W-NET-002" => "线路端点距所有城市都超过 max_access_km，没有城市在此接入。",
        "W-NET-003" => "路网分为互不连通的几部分。",
        "W-NET-004" => "线路端点未与其他线路或城市相接，但附近有线路经过。",
        "W-NET-010" => "下车再上车比停站或换乘更快，停站与换乘时间因此不起作用。",
        "W-NET-005" => "该城市无法到达任何其他城市，其指标为空并单独计数。",
        "W-STAT-001" => "按所用权重，该单元没有邻居；不参与局部统计并单列。",
        "W-STAT-002" => "该单元缺少统计所需数值，未计入。",
        "W-STAT-003" => "对这些数值（全部相等、数量过少或均值为零）该统计量无定义，结果为空。",
        "W-REGION-004" => "邻接图分为互不相连的几部分，区域不能跨越，每部分至少自成一个区域。",
        "W-REGION-006" => "该城市不与任何城市接壤，已与最近的城市相连。",
        "W-CLASS-001" => "不同取值少于要求的级数，分级数相应减少。",
        _ => return None,
    };
    Some(meaning)
}
