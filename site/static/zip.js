/** A stored zip whose bytes depend on nothing but its parts, as drafting/package.py makes it. */
(function (cbtool) {
  "use strict";

  const CRC = new Uint32Array(256);
  const VERSION = 20;
  const FIRST_DAY = 33;
  const READ_AND_WRITE = 0x01800000;

  for (let byte = 0; byte < 256; byte += 1) {
    let rest = byte;
    for (let bit = 0; bit < 8; bit += 1) {
      rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
    }
    CRC[byte] = rest;
  }

  /** The CRC-32 of the bytes. */
  function checksum(bytes) {
    let rest = 0xffffffff;
    for (let place = 0; place < bytes.length; place += 1) {
      rest = (rest >>> 8) ^ CRC[(rest ^ bytes[place]) & 255];
    }
    return (rest ^ 0xffffffff) >>> 0;
  }

  /** Numbers as bytes, the least byte first; each is [value, width]. */
  function packed(fields) {
    const bytes = [];
    fields.forEach(([value, width]) => {
      for (let place = 0; place < width; place += 1) {
        bytes.push((value >>> (8 * place)) & 255);
      }
    });
    return new Uint8Array(bytes);
  }

  /** What local header and directory say alike: version, flags, method, time, date, checksum, sizes, lengths. */
  function facts(entry) {
    const size = entry.data.length;
    return [
      [VERSION, 2], [0, 2], [0, 2], [0, 2], [FIRST_DAY, 2], [checksum(entry.data), 4], [size, 4], [size, 4],
      [entry.name.length, 2], [0, 2],
    ];
  }

  function joined(pieces) {
    const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
    let place = 0;
    pieces.forEach((piece) => {
      whole.set(piece, place);
      place += piece.length;
    });
    return whole;
  }

  /** An uncompressed archive of `[name, text]` parts in the given order, dated 1980. Names are ASCII. */
  function stored(parts) {
    const encoder = new TextEncoder();
    const local = [];
    const directory = [];
    let offset = 0;
    parts.forEach(([name, text]) => {
      const entry = { name: encoder.encode(name), data: encoder.encode(text) };
      const known = facts(entry);
      const pieces = [packed([[0x04034b50, 4]].concat(known)), entry.name, entry.data];
      const placed = [[0, 2], [0, 2], [0, 2], [READ_AND_WRITE, 4], [offset, 4]];
      const central = [[0x02014b50, 4], [VERSION, 2]].concat(known, placed);
      local.push(...pieces);
      directory.push(packed(central), entry.name);
      offset += pieces.reduce((size, piece) => size + piece.length, 0);
    });
    const listing = joined(directory);
    const count = parts.length;
    const counts = [[0, 2], [0, 2], [count, 2], [count, 2]];
    const end = [[0x06054b50, 4]].concat(counts, [[listing.length, 4], [offset, 4], [0, 2]]);
    return joined(local.concat([listing, packed(end)]));
  }

  cbtool.zip = { stored };
})((window.cbtool = window.cbtool || {}));
