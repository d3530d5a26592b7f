//! Convergence, Markov chains and ranks.

use super::super::Answer;
use super::super::dataset::Dataset;
use super::exact;
use jingwei::disparity::distributions::normal_two_sided;
use jingwei::disparity::{
    ChiSquareTest, ClassBounds, Deviation, LisaMove, MarkovChain, Mobility, QUADRANTS, beta_convergence,
    classes_over_periods, kendall_tau, lisa_markov, markov_chain, mean_first_passage_times, mobility,
    relative_to_mean, sigma_convergence, sojourn_times, spatial_markov, spatial_tau, steady_states,
};
use jingwei::weights::Weights;
use serde_json::{Value, json};

/// giddy, as scipy once did, writes √2 to eight digits where it takes a p-value.
#[expect(clippy::approx_constant, reason = "the rounding is what is meant")]
const GIDDYS_ROOT_OF_TWO: f64 = 1.414_213_6;

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let params = &case["params"];
    match case["function"].as_str()? {
        "sigma_convergence" => sigma(dataset, params),
        "beta_convergence" => beta(dataset, params),
        "markov.classic" => classic(dataset, params),
        "markov.mobility" => indices(dataset, params),
        "markov.spatial" => spatial(dataset, params),
        "markov.lisa" => lisa(dataset, params),
        "markov.lisa_independence" => {
            let weights = neighbours(dataset, params)?.row_standardised();
            let lisa = lisa_markov(&weights, &dataset.yearly()?.1).ok()?;
            let test = lisa.independence;
            Some(Answer::Exact(json!({
                "expected_t": lisa.expected, "statistic": test.statistic, "dof": test.degrees,
            })))
        }
        "rank.tau" => {
            let (first, last) = ends(dataset, params)?;
            let tau = kendall_tau(&first, &last).ok()?;
            let p = normal_two_sided(tau.z? * (std::f64::consts::SQRT_2 / GIDDYS_ROOT_OF_TWO));
            Some(Answer::Exact(json!({
                "tau": tau.tau, "p": p, "concordant": tau.concordant, "discordant": tau.discordant,
                "extraX": tau.tied_second, "extraY": tau.tied_first,
            })))
        }
        "rank.spatial_tau" => {
            let (first, last) = ends(dataset, params)?;
            let tau = spatial_tau(&neighbours(dataset, params)?, &first, &last).ok()?;
            Some(Answer::Exact(json!({
                "tau": tau.all.tau, "tau_spatial": tau.tau,
                "concordant_spatial": tau.concordant, "discordant_spatial": tau.discordant,
            })))
        }
        _ => None,
    }
}

/// The weights that a case names, or queen's.
fn neighbours(dataset: &Dataset, params: &Value) -> Option<Weights> {
    let queen = json!("queen");
    let name = if params["weights"].is_null() { &queen } else { &params["weights"] };
    dataset.weights(name)
}

/// Values of the first and the last period, or of those that a case names by number.
fn ends(dataset: &Dataset, params: &Value) -> Option<(Vec<f64>, Vec<f64>)> {
    let (_, values) = dataset.yearly()?;
    let at = |name: &str, otherwise: usize| {
        params[name].as_u64().map_or(Some(otherwise), |number| usize::try_from(number).ok())
    };
    Some((values.get(at("first", 0)?)?.clone(), values.get(at("last", values.len() - 1)?)?.clone()))
}

fn sigma(dataset: &Dataset, params: &Value) -> Option<Answer> {
    let (years, values) = dataset.yearly()?;
    let deviation = match params["ddof"].as_u64()? {
        0 => Deviation::Population,
        1 => Deviation::Sample,
        _ => return None,
    };
    let sigma = sigma_convergence(&years, &values, deviation).ok()??;
    let series =
        |of: fn(&jingwei::disparity::Dispersion) -> f64| sigma.years.iter().map(of).collect::<Vec<_>>();
    let deviations = series(|year| year.log_deviation);
    let variation = series(|year| year.coefficient_of_variation);
    let name = format!("cv{}", params["ddof"]);
    Some(Answer::Exact(json!({ "years": years, "sd_log": deviations, name: variation })))
}

fn beta(dataset: &Dataset, params: &Value) -> Option<Answer> {
    let (years, values) = dataset.yearly()?;
    let span = params["T"].as_f64().unwrap_or_else(|| f64::from(years[years.len() - 1] - years[0]));
    let beta = beta_convergence(values.first()?, values.last()?, span, 0.95).ok()??;
    let both = [beta.intercept, beta.beta];
    Some(Answer::Exact(json!({
        "intercept": beta.intercept.estimate, "beta": beta.beta.estimate,
        "se": both.map(|coefficient| coefficient.standard_error), "t": both.map(|coefficient| coefficient.t),
        "r2": beta.r_squared, "speed": beta.speed, "half_life": beta.half_life,
    })))
}

/// Quantiles of each year, or of all together, as a case says in words.
fn bounds(params: &Value, number: &Value) -> Option<ClassBounds> {
    let k = usize::try_from(number.as_u64()?).ok()?;
    let own =
        params["fixed"] == false || params["classes"].as_str().is_some_and(|how| how.contains("each year"));
    Some(if own { ClassBounds::EachPeriod(k) } else { ClassBounds::Pooled(k) })
}

fn chain(dataset: &Dataset, bounds: &ClassBounds) -> Option<(Vec<Vec<usize>>, MarkovChain)> {
    let (_, values) = dataset.yearly()?;
    let classes = classes_over_periods(&values, bounds).ok()?;
    let chain = markov_chain(&classes.of, classes.classes);
    Some((classes.of, chain))
}

fn classic(dataset: &Dataset, params: &Value) -> Option<Answer> {
    let (classes, chain) = chain(dataset, &bounds(params, &params["k"])?)?;
    let states = steady_states(&chain);
    let steady = match states.as_slice() {
        [state] => json!(state.distribution),
        several => json!(several.iter().map(|state| &state.distribution).collect::<Vec<_>>()),
    };
    Some(Answer::Exact(json!({
        "class_ids": by_unit(&classes), "transitions": chain.transitions(), "p": rows(&chain),
        "steady_state": steady, "mfpt": mean_first_passage_times(&chain), "sojourn": sojourn_times(&chain),
    })))
}

/// Of the chain of quintiles of each year, where a case does not name another.
fn indices(dataset: &Dataset, params: &Value) -> Option<Answer> {
    let own = match &params["k"] {
        Value::Null => ClassBounds::EachPeriod(5),
        k => bounds(params, k)?,
    };
    let (_, chain) = chain(dataset, &own)?;
    let index = match params["measure"].as_str()? {
        "P" => Mobility::Trace,
        "D" => Mobility::Determinant,
        "L2" => Mobility::SecondEigenvalue,
        "B1" => Mobility::Leaving,
        "B2" => Mobility::Crossing,
        _ => return None,
    };
    let start: Option<Vec<f64>> = match &params["ini"] {
        Value::Array(shares) => Some(shares.iter().map(Value::as_f64).collect::<Option<_>>()?),
        _ => None,
    };
    exact(mobility(&chain, index, start.as_deref()).ok()?)
}

fn spatial(dataset: &Dataset, params: &Value) -> Option<Answer> {
    let (_, values) = dataset.yearly()?;
    let relative = params["y"].as_str().is_some_and(|how| how.contains("relative"));
    let values = if relative { relative_to_mean(&values).ok()? } else { values };
    let weights = neighbours(dataset, params)?.row_standardised();
    let (own, lag) = (bounds(params, &params["k"])?, bounds(params, &params["m"])?);
    let chains = spatial_markov(&weights, &values, &own, &lag).ok()?;
    let tables: Vec<_> = chains.conditional.iter().map(MarkovChain::transitions).collect();
    let (q, ratio) = (chains.homogeneity.q, chains.homogeneity.likelihood_ratio);
    Some(Answer::Exact(json!({
        "cutoffs": chains.own.cutoffs, "lag_cutoffs": chains.lag_cutoffs, "T": tables,
        "P": chains.conditional.iter().map(rows).collect::<Vec<_>>(), "global_p": rows(&chains.overall),
        "x2": chains.sum.statistic, "x2_dof": chains.sum.degrees, "x2_pvalue": subtracted(chains.sum),
        "Q": q.statistic, "Q_p": subtracted(q), "LR": ratio.statistic, "LR_p": subtracted(ratio),
        "dof_hom": q.degrees,
    })))
}

/// The p-value as giddy gives it, one less the rest: that leaves four digits of a probability of 1e-12.
fn subtracted(test: ChiSquareTest) -> Option<f64> {
    test.p.map(|p| 1.0 - (1.0 - p))
}

fn lisa(dataset: &Dataset, params: &Value) -> Option<Answer> {
    let (_, values) = dataset.yearly()?;
    let weights = neighbours(dataset, params)?.row_standardised();
    let lisa = lisa_markov(&weights, &values).ok()?;
    let number = |quadrant: &Option<_>| {
        quadrant.and_then(|quadrant| QUADRANTS.iter().position(|&known| known == quadrant)).map(|at| at + 1)
    };
    let numbers: Vec<Vec<_>> = lisa.quadrants.iter().map(|of| of.iter().map(number).collect()).collect();
    let moves: Vec<Vec<_>> =
        lisa.moves.iter().map(|of| of.iter().map(|step| step.map(LisaMove::number)).collect()).collect();
    Some(Answer::Exact(json!({
        "q": by_unit(&numbers), "transitions": lisa.chain.transitions(), "p": rows(&lisa.chain),
        "move_types": by_unit(&moves),
    })))
}

/// Probabilities as giddy gives them, zeros for a class that nobody left.
fn rows(chain: &MarkovChain) -> Vec<Vec<f64>> {
    let zeros = || vec![0.0; chain.classes()];
    chain.probabilities().iter().map(|row| row.clone().unwrap_or_else(zeros)).collect()
}

/// One list a unit from one list a period.
fn by_unit<T: Copy>(periods: &[Vec<T>]) -> Vec<Vec<T>> {
    let units = periods.first().map_or(0, Vec::len);
    (0..units).map(|unit| periods.iter().map(|period| period[unit]).collect()).collect()
}
