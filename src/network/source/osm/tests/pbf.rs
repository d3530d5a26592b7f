//! Writes small extracts, blocks unpacked, as <https://wiki.openstreetmap.org/wiki/PBF_Format> tells.

/// What is to be written.
#[derive(Clone)]
pub(super) struct Extract {
    pub(super) nodes: Vec<(i64, f64, f64)>,
    pub(super) ways: Vec<(i64, Vec<i64>, Vec<(String, String)>)>,
    /// Nodes one by one, not packed.
    pub(super) plain: bool,
    pub(super) ways_first: bool,
    /// Nanodegrees a unit.
    pub(super) granularity: i64,
    pub(super) needs: &'static str,
}

impl Default for Extract {
    fn default() -> Self {
        let (nodes, ways) = (Vec::new(), Vec::new());
        Self { nodes, ways, plain: false, ways_first: false, granularity: 100, needs: "DenseNodes" }
    }
}

fn varint(mut value: u64, out: &mut Vec<u8>) {
    while value > 0x7F {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)).cast_unsigned()
}

/// A field with a number.
fn number(field: u64, value: u64, out: &mut Vec<u8>) {
    varint(field << 3, out);
    varint(value, out);
}

/// A field with bytes.
fn bytes(field: u64, value: &[u8], out: &mut Vec<u8>) {
    varint(field << 3 | 2, out);
    varint(value.len() as u64, out);
    out.extend_from_slice(value);
}

/// A field with numbers in a row.
fn packed(field: u64, values: impl Iterator<Item = u64>, out: &mut Vec<u8>) {
    let mut row = Vec::new();
    values.for_each(|value| varint(value, &mut row));
    bytes(field, &row, out);
}

fn deltas(values: impl Iterator<Item = i64>) -> impl Iterator<Item = u64> {
    let mut last = 0;
    values.map(move |value| zigzag(value - std::mem::replace(&mut last, value)))
}

fn blob(kind: &str, content: &[u8], out: &mut Vec<u8>) {
    let mut blob = Vec::new();
    bytes(1, content, &mut blob);
    let mut header = Vec::new();
    bytes(1, kind.as_bytes(), &mut header);
    number(3, blob.len() as u64, &mut header);
    out.extend_from_slice(&u32::try_from(header.len()).unwrap().to_be_bytes());
    out.extend_from_slice(&header);
    out.extend_from_slice(&blob);
}

impl Extract {
    pub(super) fn node(&mut self, id: i64, lon: f64, lat: f64) -> &mut Self {
        self.nodes.push((id, lon, lat));
        self
    }

    pub(super) fn way(&mut self, id: i64, nodes: &[i64], tags: &[(&str, &str)]) -> &mut Self {
        let tags = tags.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect();
        self.ways.push((id, nodes.to_vec(), tags));
        self
    }

    /// The file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut header = Vec::new();
        bytes(4, b"OsmSchema-V0.6", &mut header);
        bytes(4, self.needs.as_bytes(), &mut header);
        let mut out = Vec::new();
        blob("OSMHeader", &header, &mut out);
        let mut blocks = [self.node_block(), self.way_block()];
        if self.ways_first {
            blocks.reverse();
        }
        blocks.iter().for_each(|block| blob("OSMData", block, &mut out));
        out
    }

    #[expect(clippy::cast_possible_truncation, reason = "a hundred million fits")]
    fn units(&self, degrees: f64) -> i64 {
        (degrees * 1e9 / self.granularity as f64).round() as i64
    }

    fn node_block(&self) -> Vec<u8> {
        let mut group = Vec::new();
        if self.plain {
            for &(id, lon, lat) in &self.nodes {
                let mut node = Vec::new();
                number(1, zigzag(id), &mut node);
                number(8, zigzag(self.units(lat)), &mut node);
                number(9, zigzag(self.units(lon)), &mut node);
                bytes(1, &node, &mut group);
            }
        } else {
            let mut dense = Vec::new();
            packed(1, deltas(self.nodes.iter().map(|node| node.0)), &mut dense);
            packed(8, deltas(self.nodes.iter().map(|node| self.units(node.2))), &mut dense);
            packed(9, deltas(self.nodes.iter().map(|node| self.units(node.1))), &mut dense);
            bytes(2, &dense, &mut group);
        }
        self.block(&[String::new()], &group)
    }

    fn way_block(&self) -> Vec<u8> {
        let mut texts = vec![String::new()];
        let mut group = Vec::new();
        for (id, nodes, tags) in &self.ways {
            let mut index = |text: &String| {
                let known = texts.iter().position(|known| known == text).unwrap_or_else(|| {
                    texts.push(text.clone());
                    texts.len() - 1
                });
                known as u64
            };
            let (keys, values): (Vec<u64>, Vec<u64>) =
                tags.iter().map(|(key, value)| (index(key), index(value))).unzip();
            let mut way = Vec::new();
            number(1, id.cast_unsigned(), &mut way);
            packed(2, keys.into_iter(), &mut way);
            packed(3, values.into_iter(), &mut way);
            packed(8, deltas(nodes.iter().copied()), &mut way);
            bytes(3, &way, &mut group);
        }
        self.block(&texts, &group)
    }

    fn block(&self, texts: &[String], group: &[u8]) -> Vec<u8> {
        let mut table = Vec::new();
        texts.iter().for_each(|text| bytes(1, text.as_bytes(), &mut table));
        let mut block = Vec::new();
        bytes(1, &table, &mut block);
        bytes(2, group, &mut block);
        number(17, self.granularity.cast_unsigned(), &mut block);
        block
    }
}
