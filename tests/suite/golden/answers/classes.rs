//! Schemes of classes.

use super::super::Answer;
use super::super::dataset::Dataset;
use jingwei::classify::{Classes, Scheme, classify, goodness_of_fit};
use serde_json::{Value, json};

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let name = case["function"].as_str()?.strip_prefix("classify.")?;
    let params = &case["params"];
    let scheme = match name {
        "fisher_jenks" => Scheme::FisherJenks,
        "quantiles" | "quantiles_ties" => Scheme::Quantiles,
        "equal_interval" => Scheme::EqualInterval,
        "maximum_breaks" => Scheme::MaximumBreaks,
        "pretty" => Scheme::Pretty,
        "jenks_caspall" => Scheme::JenksCaspall,
        "head_tail" => Scheme::HeadTail,
        "std_mean" if params["ddof"].as_u64().is_none_or(|ddof| ddof == 1) => {
            Scheme::StdMean(numbers(&params["multiples"])?)
        }
        "std_mean_anchor" if params["anchor"] == true => Scheme::StdMeanAnchored,
        "box_plot" => Scheme::BoxPlot { hinge: params["hinge"].as_f64()? },
        "percentiles" => Scheme::Percentiles(numbers(&params["pct"])?),
        "user_defined" => Scheme::Given(numbers(&params["bins"])?),
        _ => return None,
    };
    // Schemes that make their own number are asked for none.
    let k = params["k"].as_u64().map_or(Some(1), |k| usize::try_from(k).ok())?;
    let values: Vec<Option<f64>> = dataset.numbers(&case["inputs"]["y"])?.into_iter().map(Some).collect();
    let classes = classify(&values, &scheme, k).ok()?.classes;
    // Of pretty breaks PySAL sums over as many classes as were asked for, and leaves out those above.
    let summed = if name == "pretty" { k } else { classes.len() };
    let fit = goodness_of_fit(&values, &up_to(&classes, summed))?;
    let mut answer = json!({
        "bins": classes.bounds[1..],
        "counts": classes.counts(),
        "yb": classes.of,
        "k": classes.len(),
        "adcm": fit.absolute_deviation,
        "tss": fit.squared_deviation,
        "gadf": fit.absolute_deviation_fit,
    });
    if matches!(name, "quantiles" | "quantiles_ties" | "pretty") {
        // PySAL's is the number asked for, ours the number made, which the bins show as well.
        answer.as_object_mut()?.remove("k");
    }
    if name == "pretty" && summed < classes.len() {
        // Its deviation from the median of all is that of all classes.
        answer.as_object_mut()?.remove("gadf");
    }
    Some(Answer::Exact(answer))
}

fn numbers(values: &Value) -> Option<Vec<f64>> {
    values.as_array()?.iter().map(Value::as_f64).collect()
}

/// The classes without the values of those from number `classes` on.
fn up_to(whole: &Classes, classes: usize) -> Classes {
    let of = whole.of.iter().map(|class| class.filter(|&class| class < classes)).collect();
    Classes { of, bounds: whole.bounds.clone() }
}
