use super::talk::Talk;
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}
pub(super) fn run(_a: &Arguments, _talk: &Talk) -> crate::error::Result<()> { Ok(()) }
