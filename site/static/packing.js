/* Reads what `search_bits.py` and `search_packing.py` write: bits, numbers, deflated text, tables. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";
  const FIRST = 0x3400; // the character that carries fifteen zeros
  const SIZES = 6;
  const GAPS = 48; // how many symbols end a number of `numbers`: many for small indexes, fewer for gaps of any size
  const INDEXES = 88;
  const SYMBOLS = printable();
  const PLACE = new Uint8Array(128);
  SYMBOLS.forEach((code, place) => { PLACE[code] = place; });
  // RFC 1951: least lengths and distances with their further bits, and the order of code lengths
  const LENGTHS = steps(3, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]).concat([[258, 0]]);
  const DISTANCES = steps(1, [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13]);
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

  /** Printable ASCII without the two signs that JSON escapes. */
  function printable() {
    const out = [];
    for (let code = 32; code < 127; code++) if (code !== 34 && code !== 92) out.push(code);
    return out;
  }

  function steps(first, further) {
    let least = first;
    return further.map((bits) => [(least += 1 << bits) - (1 << bits), bits]);
  }

  /** The bytes that a script's characters carry, fifteen bits in each. */
  function bytes(text) {
    const out = new Uint8Array((text.length * 15 + 7) >> 3);
    let held = 0;
    let size = 0;
    let at = 0;
    for (let i = 0; i < text.length; i++) {
      held |= (text.charCodeAt(i) - FIRST) << size;
      for (size += 15; size > 7; size -= 8, held >>>= 8) out[at++] = held;
    }
    if (size) out[at] = held;
    return out;
  }

  /** Reads bits, the lower ones first, from this bit on. */
  function reader(source, from) {
    let at = from;
    const bit = () => (source[at >> 3] >> (at++ & 7)) & 1;
    function bits(number) {
      let value = 0;
      for (let i = 0; i < number; i++) value |= bit() << i;
      return value;
    }
    /** A number as Python's `Golomb(step)` writes it. */
    function golomb(step) {
      let size = step;
      while (!bit()) if (size++ > 30) throw new Error("broken data");
      return bits(size) + (1 << size) - (1 << step);
    }
    /** Rising numbers from 0. */
    function rising() {
      const out = new Int32Array(golomb(2));
      const step = out.length && bits(5);
      for (let i = 0, last = -1; i < out.length; i++) out[i] = last += golomb(step) + 1;
      return out;
    }
    return { bit, bits, golomb, rising, at: () => at, skip: (number) => { at += number; } };
  }

  /**
   * The entries of a shard.
   * @returns {function(number): ?Object} a reader at the entry of a number; null where there is none
   */
  function table(source) {
    const all = reader(source, 0);
    const places = new Map();
    const keys = all.rising();
    const sizes = Array.from(keys, () => all.golomb(SIZES));
    let at = all.at();
    keys.forEach((key, i) => {
      places.set(key, at);
      at += sizes[i];
    });
    return (key) => (places.has(key) ? reader(source, places.get(key)) : null);
  }

  /** A canonical code: how many codes there are of each length, and the symbols in their order. */
  function code(lengths) {
    const counts = new Uint16Array(16);
    lengths.forEach((length) => { counts[length]++; });
    const symbols = [];
    for (let length = 1; length < 16; length++) lengths.forEach((each, symbol) => { if (each === length) symbols.push(symbol); });
    return { counts, symbols };
  }

  function symbol(source, { counts, symbols }) {
    let first = 0;
    let before = 0;
    for (let length = 1, word = 0; length < 16; length++) {
      word |= source.bit();
      if (word - first < counts[length]) return symbols[before + word - first];
      before += counts[length];
      first = (first + counts[length]) << 1;
      word <<= 1;
    }
    throw new Error("broken data");
  }

  /** The reverse of raw deflate (RFC 1951): browsers that can do it themselves are too new to count on. */
  function inflate(packed) {
    const source = reader(packed, 0);
    const out = [];
    for (let last = 0; !last;) {
      last = source.bit();
      const kind = source.bits(2);
      if (kind) block(source, out, kind === 1 ? fixed() : described(source));
      else stored(source, out);
    }
    return Uint8Array.from(out);
  }

  function stored(source, out) {
    source.skip(-source.at() & 7);
    const size = source.bits(16);
    source.skip(16);
    for (let i = 0; i < size; i++) out.push(source.bits(8));
  }

  function fixed() {
    const lengths = Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
    return [code(lengths), code(new Array(30).fill(5))];
  }

  function described(source) {
    const literals = source.bits(5) + 257;
    const distances = source.bits(5) + 1;
    const own = new Array(19).fill(0);
    for (let i = source.bits(4) + 4, n = 0; n < i; n++) own[ORDER[n]] = source.bits(3);
    const plan = code(own);
    const lengths = [];
    while (lengths.length < literals + distances) {
      const next = symbol(source, plan);
      if (next < 16) {
        lengths.push(next);
        continue;
      }
      const again = next === 16 ? lengths[lengths.length - 1] : 0;
      const [more, least] = next === 16 ? [2, 3] : next === 17 ? [3, 3] : [7, 11];
      for (let times = least + source.bits(more); times; times--) lengths.push(again);
    }
    return [code(lengths.slice(0, literals)), code(lengths.slice(literals))];
  }

  function block(source, out, [literals, distances]) {
    for (let next = symbol(source, literals); next !== 256; next = symbol(source, literals)) {
      if (next < 256) {
        out.push(next);
        continue;
      }
      const [length, more] = LENGTHS[next - 257];
      const size = length + source.bits(more);
      const [distance, further] = DISTANCES[symbol(source, distances)];
      const from = out.length - distance - source.bits(further);
      for (let i = 0; i < size; i++) out.push(out[from + i]);
    }
  }

  /** The value that `zipped` wrote. */
  function unzip(source) {
    return JSON.parse(new TextDecoder().decode(inflate(source)));
  }

  /**
   * Whole numbers out of a string of symbols.
   * @param {string} text
   * @param {number} ends how many symbols end a number: `GAPS` or `INDEXES`
   * @returns {number[]}
   */
  function numbers(text, ends) {
    const out = [];
    const others = SYMBOLS.length - ends;
    let high = 0;
    for (let i = 0; i < text.length; i++) {
      const place = PLACE[text.charCodeAt(i)];
      if (place < ends) {
        out.push(high * ends + place);
        high = 0;
      } else {
        high = high * others + place - ends + 1;
      }
    }
    return out;
  }

  /** The reverse of Python's `signed`. */
  function unsigned(number) {
    return number % 2 ? -(number + 1) / 2 : number / 2;
  }

  /** Reads texts that were packed with this alphabet: code → character. */
  function unpacker(alphabet) {
    const signs = Array.from(alphabet);
    const places = [];
    packedCodes(signs.length).forEach((code, place) => { places[code] = place; });
    return function unpack(text) {
      let out = "";
      for (let i = 0; i < text.length; i++) {
        const code = text.codePointAt(i);
        if (code > 0xFFFF) i++;
        out += signs[places[code]];
      }
      return out;
    };
  }

  /** The first so many codes of packed texts, as in `search_packing.py`. */
  function packedCodes(number) {
    const codes = SYMBOLS.slice(0, number);
    for (const span of [[0xA0, 0x2000], [0x3000, 0xD800], [0x10000, 0x110000]]) {
      for (let code = span[0]; code < span[1] && codes.length < number; code++) codes.push(code);
    }
    return codes;
  }

  cbtool.packing = { bytes, table, unzip, numbers, unsigned, unpacker, GAPS, INDEXES };
})(window.cbtool);
