//! Matrices as Parquet: `from` and `to` in dictionaries, `minutes` as optional double, packed with Snappy.
//!
//! Row groups hold a fixed number of rows, wherever one origin ends and the next begins: so the groups of shards
//! that are put together are those of the whole, and the bytes are too.

use super::shard::{Identity, Shard};
use crate::error::{Code, Error, Finding, Result};
use crate::export::WholeFile;
use parquet::basic::Compression;
use parquet::column::reader::ColumnReader;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::Type;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const SCHEMA: &str = "message matrix {
    REQUIRED BYTE_ARRAY from (UTF8);
    REQUIRED BYTE_ARRAY to (UTF8);
    OPTIONAL DOUBLE minutes;
}";

fn schema() -> Type {
    parse_message_type(SCHEMA).expect("a schema of ours")
}

/// Rows of a group: enough to pack well, few enough to gather in some tens of megabytes.
const GROUP: usize = 1 << 18;

const QUESTION: &str = "jingwei.question";
const SHARD: &str = "jingwei.shard";

/// Gathers rows and writes a group when there are enough.
pub(super) struct ParquetWriter {
    named: PathBuf,
    file: SerializedFileWriter<WholeFile>,
    destinations: Vec<ByteArray>,
    from: Vec<ByteArray>,
    to: Vec<ByteArray>,
    minutes: Vec<f64>,
    /// One a row: whether it has minutes.
    known: Vec<i16>,
}

impl std::fmt::Debug for ParquetWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetWriter").field("named", &self.named).finish_non_exhaustive()
    }
}

fn unwritten(path: &Path) -> impl Fn(ParquetError) -> Error + '_ {
    move |error| {
        let source = match error {
            ParquetError::External(source) => match source.downcast::<std::io::Error>() {
                Ok(source) => *source,
                Err(other) => std::io::Error::other(other),
            },
            other => std::io::Error::other(other),
        };
        Error::write(path)(source)
    }
}

impl ParquetWriter {
    pub(super) fn begin<'a>(
        out: WholeFile,
        identity: &Identity,
        destinations: impl Iterator<Item = &'a str>,
    ) -> Result<Self> {
        let named = out.named().to_path_buf();
        let entry = |key: &str, value: String| KeyValue::new(key.to_owned(), value);
        let mut metadata = vec![entry(QUESTION, identity.question.clone())];
        metadata.extend(identity.shard.map(|shard| entry(SHARD, shard.to_string())));
        let properties = WriterProperties::builder()
            .set_created_by(concat!("jingwei ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP))
            .set_key_value_metadata(Some(metadata))
            .build();
        let file = SerializedFileWriter::new(out, Arc::new(schema()), Arc::new(properties));
        let file = file.map_err(unwritten(&named))?;
        let destinations = destinations.map(ByteArray::from).collect();
        let (from, to, minutes, known) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Ok(Self { named, file, destinations, from, to, minutes, known })
    }

    pub(super) fn put(&mut self, from: &str, cells: &[(usize, Option<f64>)]) -> Result<()> {
        let from = ByteArray::from(from);
        for &(to, minutes) in cells {
            self.push(from.clone(), self.destinations[to].clone(), minutes)?;
        }
        Ok(())
    }

    fn push(&mut self, from: ByteArray, to: ByteArray, minutes: Option<f64>) -> Result<()> {
        self.from.push(from);
        self.to.push(to);
        self.known.push(minutes.is_some().into());
        self.minutes.extend(minutes);
        if self.from.len() == GROUP { self.write_group() } else { Ok(()) }
    }

    fn write_group(&mut self) -> Result<()> {
        let mut write = || -> Result<(), ParquetError> {
            let mut group = self.file.next_row_group()?;
            for texts in [&self.from, &self.to] {
                let mut column = group.next_column()?.expect("a column of the schema");
                column.typed::<ByteArrayType>().write_batch(texts, None, None)?;
                column.close()?;
            }
            let mut column = group.next_column()?.expect("a column of the schema");
            column.typed::<DoubleType>().write_batch(&self.minutes, Some(&self.known), None)?;
            column.close()?;
            group.close()?;
            Ok(())
        };
        write().map_err(unwritten(&self.named))?;
        self.from.clear();
        self.to.clear();
        self.minutes.clear();
        self.known.clear();
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<()> {
        if !self.from.is_empty() {
            self.write_group()?;
        }
        self.file.into_inner().map_err(unwritten(&self.named))?.commit()
    }
}

/// A shard that is read.
type Reader = SerializedFileReader<File>;

fn damaged(path: &Path) -> impl Fn(ParquetError) -> Error + '_ {
    move |error| {
        let what = format!("the file is no Parquet of ours, or was cut short, {error}");
        Finding::new(Code::BadShard, what).file(path).hint("copy or compute the shard again").into()
    }
}

fn open(path: &Path) -> Result<Reader> {
    let file = File::open(path).map_err(Error::read(path))?;
    SerializedFileReader::new(file).map_err(damaged(path))
}

/// What the Parquet file `path` says of itself.
///
/// # Errors
/// `E-SHARD-001` if it is damaged or no matrix of jingwei.
pub fn read_identity(path: &Path) -> Result<Identity> {
    let reader = open(path)?;
    let metadata = reader.metadata().file_metadata();
    let ours = schema();
    let value = |key: &str| {
        let entries = metadata.key_value_metadata()?;
        entries.iter().find(|entry| entry.key == key)?.value.clone()
    };
    let shard = value(SHARD).map(|text| text.parse::<Shard>()).transpose();
    match (value(QUESTION), shard) {
        (Some(question), Ok(shard)) if *metadata.schema() == ours => Ok(Identity { question, shard }),
        _ => {
            let what = "the file is not a matrix that jingwei wrote";
            Err(Finding::new(Code::BadShard, what).file(path).hint("name shards of `jingwei matrix`").into())
        }
    }
}

/// Writes the rows of `shards`, one after another, as the whole answer.
///
/// # Errors
/// `E-SHARD-001` for a damaged shard; [`Error::Write`].
pub fn join(shards: &[&Path], question: &str, out: WholeFile) -> Result<()> {
    let identity = Identity { question: question.to_owned(), shard: None };
    let mut writer = ParquetWriter::begin(out, &identity, std::iter::empty())?;
    for &path in shards {
        let reader = open(path)?;
        for group in 0..reader.num_row_groups() {
            let [mut from, mut to] = [Vec::new(), Vec::new()];
            let (mut minutes, mut known) = (Vec::new(), Vec::new());
            let mut read = || -> Result<(), ParquetError> {
                let group = reader.get_row_group(group)?;
                let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
                for (column, texts) in [(0, &mut from), (1, &mut to)] {
                    let ColumnReader::ByteArrayColumnReader(mut column) = group.get_column_reader(column)?
                    else {
                        return Err(ParquetError::General("a column is not text".to_owned()));
                    };
                    column.read_records(rows, None, None, texts)?;
                }
                let ColumnReader::DoubleColumnReader(mut column) = group.get_column_reader(2)? else {
                    return Err(ParquetError::General("the minutes are no numbers".to_owned()));
                };
                column.read_records(rows, Some(&mut known), None, &mut minutes)?;
                if [from.len(), to.len(), known.len()] != [rows; 3] {
                    return Err(ParquetError::General("a column has too few rows".to_owned()));
                }
                Ok(())
            };
            read().map_err(damaged(path))?;
            let mut minutes = minutes.into_iter();
            for ((from, to), known) in from.into_iter().zip(to).zip(known) {
                let minutes = if known == 0 { None } else { minutes.next() };
                writer.push(from, to, minutes)?;
            }
        }
    }
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::matrix::{Format, MatrixWriter};
    use parquet::record::RowAccessor;

    fn write(path: &Path, shard: Option<&str>, origins: std::ops::Range<usize>) {
        let names: Vec<String> = (0..700).map(|j| format!("地{j:03}")).collect();
        let shard = shard.map(|text| text.parse().unwrap());
        let identity = Identity { question: "q".into(), shard };
        let out = WholeFile::create(path, false).unwrap();
        let ids = names.iter().map(String::as_str);
        let mut writer = MatrixWriter::begin(out, Format::Parquet, identity, ids).unwrap();
        for i in origins {
            let cells =
                (0..700).map(|j| (j, (!(i + j).is_multiple_of(7)).then_some((i * j) as f64 / 60_000.0)));
            writer.put(&Format::Parquet.encode(&names[i], |j| &names[j], cells)).unwrap();
        }
        writer.finish().unwrap();
    }

    /// More rows than a group holds, cut where no group ends.
    #[test]
    fn shards_put_together_are_the_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        write(&path("whole"), None, 0..700);
        write(&path("a"), Some("1/3"), 0..233);
        write(&path("b"), Some("2/3"), 233..466);
        write(&path("c"), Some("3/3"), 466..700);
        assert_eq!(read_identity(&path("b")).unwrap().shard.unwrap().to_string(), "2/3");
        let shards = [path("a"), path("b"), path("c")];
        let shards: Vec<&Path> = shards.iter().map(PathBuf::as_path).collect();
        join(&shards, "q", WholeFile::create(path("joined"), false).unwrap()).unwrap();
        let [whole, joined] = ["whole", "joined"].map(|name| std::fs::read(path(name)).unwrap());
        assert!(whole == joined, "{} and {} bytes", whole.len(), joined.len());

        let reader = open(&path("whole")).unwrap();
        assert_eq!(reader.num_row_groups(), 2);
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 490_000);
        let row = &rows[700 * 3 + 5];
        assert_eq!(
            (row.get_string(0).unwrap().as_str(), row.get_string(1).unwrap().as_str()),
            ("地003", "地005")
        );
        assert_eq!(row.get_double(2).unwrap().to_bits(), (15.0_f64 / 60_000.0).to_bits());
        assert!(rows[700 * 3 + 4].get_double(2).is_err(), "null without a path");

        std::fs::write(path("cut"), &whole[..whole.len() / 2]).unwrap();
        let error = read_identity(&path("cut")).unwrap_err();
        assert!(error.to_string().contains("cut short"), "{error}");
    }
}
