//! Measures of inequality and their decompositions.

use super::super::Answer;
use super::super::dataset::Dataset;
use super::exact;
use jingwei::disparity::{
    Atkinson, Correction, Deviation, EntropyDecomposition, EntropyGroup, Partition, atkinson,
    atkinson_weighted, coefficient_of_variation, generalised_entropy, generalised_entropy_decomposition,
    generalised_entropy_decomposition_weighted, generalised_entropy_weighted, gini, gini_dagum,
    gini_jackknife, gini_sources, gini_weighted, hoover, hoover_weighted, nested_decomposition,
    nested_decomposition_weighted, palma, schutz, shapley_sources, theil_decomposition, theil_t,
    variation_sources, williamson, williamson_unweighted, wolfson,
};
use jingwei::error::Result;
use serde_json::{Map, Value, json};

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let read = Read { dataset, case };
    indices(&read).or_else(|| decompositions(&read)).or_else(|| sources(&read))
}

/// What the cases name.
struct Read<'a> {
    dataset: &'a Dataset,
    case: &'a Value,
}

impl Read<'_> {
    fn function(&self) -> Option<&str> {
        self.case["function"].as_str()
    }

    /// Numbers of the case, or of its file.
    fn numbers(&self, name: &str) -> Option<Vec<f64>> {
        let of_case = &self.case["inputs"][name];
        self.dataset.numbers(if of_case.is_null() { &self.dataset.inputs[name] } else { of_case })
    }

    fn y(&self) -> Option<Vec<f64>> {
        self.numbers("y")
    }

    fn population(&self) -> Option<Vec<f64>> {
        self.numbers("pop")
    }

    fn parameter(&self, name: &str) -> Option<f64> {
        self.case["params"][name].as_f64()
    }

    /// Groups by a property, or by the numbers of the file.
    fn groups(&self, name: &str) -> Option<Partition> {
        let names = match &self.case["params"][name] {
            Value::Null => self.numbers("groups")?.iter().map(f64::to_string).collect(),
            property => self.dataset.texts(property)?,
        };
        Partition::by_name(&names).ok()
    }

    fn sources(&self) -> Option<Vec<Vec<f64>>> {
        let of_case = &self.case["inputs"]["sources"];
        let sources = if of_case.is_null() { &self.dataset.inputs["sources"] } else { of_case };
        sources.as_array()?.iter().map(|source| self.dataset.numbers(source)).collect()
    }
}

/// A number, or that there is none.
fn number(found: Result<Option<f64>>) -> Answer {
    exact(found.ok().flatten()).unwrap_or(Answer::Undefined)
}

/// What was found, or that it is not defined.
fn said<T>(found: Result<Option<T>>, tell: impl FnOnce(T) -> Value) -> Answer {
    found.ok().flatten().map_or(Answer::Undefined, |found| Answer::Exact(tell(found)))
}

fn indices(read: &Read<'_>) -> Option<Answer> {
    let deviation = || match read.case["params"]["ddof"].as_u64() {
        Some(0) => Some(Deviation::Population),
        Some(1) => Some(Deviation::Sample),
        _ => None,
    };
    Some(match read.function()? {
        "gini" => number(gini(&read.y()?, Correction::None)),
        "gini.corrected" => number(gini(&read.y()?, Correction::SmallSample)),
        "gini.weighted" => number(gini_weighted(&read.y()?, &read.population()?)),
        "gini.jackknife_se" => said(gini_jackknife(&read.y()?), |found| json!(found.standard_error)),
        "cv" => number(coefficient_of_variation(&read.y()?, deviation()?)),
        "williamson_cv" => number(williamson(&read.y()?, &read.population()?)),
        "williamson_uw" => number(williamson_unweighted(&read.y()?, &read.population()?)),
        "theil_t" => number(theil_t(&read.y()?)),
        "ge" => number(generalised_entropy(&read.y()?, read.parameter("alpha")?)),
        "ge.weighted" => {
            number(generalised_entropy_weighted(&read.y()?, &read.population()?, read.parameter("alpha")?))
        }
        "atkinson" => said(
            atkinson(&read.y()?, read.parameter("epsilon")?),
            |found: Atkinson| json!({ "A": found.index, "EDE": found.equally_distributed_equivalent }),
        ),
        "atkinson.weighted" => {
            let found = atkinson_weighted(&read.y()?, &read.population()?, read.parameter("epsilon")?);
            said(found, |found| json!(found.index))
        }
        "hoover" => number(hoover(&read.y()?)),
        "hoover.weighted" => number(hoover_weighted(&read.y()?, &read.population()?)),
        "schutz_hoover" => said(schutz(&read.y()?), |found| json!(found.distance)),
        "palma" => number(palma(&read.y()?)),
        "wolfson" => number(wolfson(&read.y()?)),
        _ => return None,
    })
}

fn decompositions(read: &Read<'_>) -> Option<Answer> {
    let alpha = || read.parameter("alpha");
    Some(match read.function()? {
        "theil_t.decomposition" => {
            let groups = read.dataset.texts(&read.case["params"]["groups"])?;
            said(
                theil_decomposition(&read.y()?, &groups),
                |theil| json!({ "T": theil.total, "bg": theil.between, "wg": theil.within }),
            )
        }
        "ge.decomposition" => {
            said(generalised_entropy_decomposition(&read.y()?, &read.groups("groups")?, alpha()?), |found| {
                parts(&found)
            })
        }
        "ge.decomposition.weighted" => {
            let (groups, population) = (read.groups("groups")?, read.population()?);
            said(
                generalised_entropy_decomposition_weighted(&read.y()?, &population, &groups, alpha()?),
                |found| parts(&found),
            )
        }
        "ge.nested" => {
            let (outer, inner) = (read.groups("outer")?, read.groups("inner")?);
            let levels = [&outer, &inner];
            let found = if read.case["params"]["weighted"] == true {
                nested_decomposition_weighted(&read.y()?, &read.population()?, &levels, alpha()?)
            } else {
                nested_decomposition(&read.y()?, &levels, alpha()?)
            };
            said(found, |found| {
                json!({
                    "total": found.total, "between_outer": found.between[0],
                    "between_inner_within_outer": found.between[1], "within_inner": found.within,
                })
            })
        }
        "gini.dagum" => said(gini_dagum(&read.y()?, &read.groups("groups")?), |found| {
            json!({
                "G": found.total, "within": found.within, "net_between": found.net_between,
                "transvariation": found.transvariation,
            })
        }),
        _ => return None,
    })
}

fn sources(read: &Read<'_>) -> Option<Answer> {
    Some(match read.function()? {
        "gini.sources" => said(gini_sources(&read.sources()?), |found| {
            let contributions: Vec<f64> = found.sources.iter().map(|source| source.contribution).collect();
            json!({ "G": found.total, "contribution": contributions })
        }),
        "cv2.sources" => said(variation_sources(&read.sources()?), |found| json!(found.proportions)),
        "shapley.sources" => {
            let index: fn(&[f64]) -> Result<Option<f64>> = match read.case["params"]["index"].as_str()? {
                "gini" => |y| gini(y, Correction::None),
                "theil_t" => theil_t,
                "cv2" => |y| Ok(coefficient_of_variation(y, Deviation::Population)?.map(|cv| cv * cv)),
                _ => return None,
            };
            said(
                shapley_sources(&read.sources()?, index),
                |found| json!({ "value": found.total, "phi": found.contributions }),
            )
        }
        _ => return None,
    })
}

fn parts(found: &EntropyDecomposition) -> Value {
    let group = |group: &EntropyGroup| {
        let value = json!({
            "pop_share": group.population_share, "mean": group.mean, "income_share": group.value_share,
            "ge": group.index, "weight": group.weight, "contribution": group.within,
        });
        (group.group.clone(), value)
    };
    let groups: Map<String, Value> = found.groups.iter().map(group).collect();
    json!({ "total": found.total, "between": found.between, "within": found.within, "groups": groups })
}
