//! `jingwei cluster --rule`: the clusters of one rule, as layers and tables.

use super::{Arguments, Show};
use crate::cli::sink::usage;
use crate::cli::talk::Talk;
use crate::error::Result;
use crate::run::clusters::{ClusterRule, Ruled, read_list};
use crate::study::Study;
use crate::study::config::ClustersSection;
use std::path::Path;

pub(super) fn run(
    arguments: &Arguments,
    (study, folder): (&Study, &Path),
    section: &ClustersSection,
    (rule, show): (&str, Show),
    talk: &Talk,
) -> Result<()> {
    let ruled = Ruled::find(study, section, &ClusterRule::parse(rule)?)?;
    talk.warnings(ruled.findings());
    let list = section.list.as_ref().map(|file| read_list(study, section, &folder.join(file))).transpose()?;
    let language = study.config.study.language;
    let (output, value) = (&arguments.output, arguments.value.as_deref());
    match show {
        Show::Rule => output.layer(&ruled.layer(study, list.as_ref()), language, talk),
        Show::Table => output.table(&ruled.cluster_table(study, value)?.columns, talk),
        Show::Agreement | Show::List => {
            let missing = || usage("there is no list of clusters; add `--list FILE`", "--show");
            let list = list.as_ref().ok_or_else(missing)?;
            talk.warnings(&list.findings);
            if show == Show::List {
                return Err(usage("the list is shown without a rule; leave out `--rule`", "--show"));
            }
            let table = ruled.agreement_table(study, list);
            output.table(&table.columns, talk)?;
            talk.line(table.note.text(language));
            Ok(())
        }
        Show::Outlines => {
            let missing = || usage("outlines want cities with territories, not points", "--show");
            let outlines = ruled.outlines(study).ok_or_else(missing)?;
            output.layer(&ruled.outline_layer(study, list.as_ref(), &outlines, value)?, language, talk)
        }
        Show::Cores => {
            let seats: Vec<_> = ruled.cores().into_iter().map(|core| study.cities.seats[core]).collect();
            output.layer(&ruled.core_layer(study, list.as_ref(), &seats)?, language, talk)
        }
        Show::Links => {
            let lines = ruled.lines(study);
            output.layer(&ruled.link_layer(study, list.as_ref(), &lines), language, talk)
        }
    }
}
