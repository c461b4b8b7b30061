/* Data arrives as classic scripts that call `cbtool.shards.add`: works from http and from a disk alike. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";
  const source = document.currentScript ? document.currentScript.src : document.baseURI;
  const SYMBOLS = printable();
  const values = new Map();
  const waiting = new Map();
  let stamp = ""; // of the build whose shards are held
  let newer = ""; // of a build that was met since
  let folder = new URL("../index/", source).href;

  /** Printable ASCII without the two signs that JSON escapes. */
  function printable() {
    const out = [];
    for (let code = 32; code < 127; code++) if (code !== 34 && code !== 92) out.push(code);
    return out;
  }

  const PLACE = new Uint8Array(128);
  SYMBOLS.forEach((code, place) => { PLACE[code] = place; });

  /** Called by every shard: its name, the stamp of its build, its content. */
  function add(name, mark, value) {
    const waiter = waiting.get(name);
    if (stamp && mark !== stamp) {
      newer = mark;
      stamp = "";
      values.clear();
      if (waiter) waiter.fail(new Error("站点的资料刚刚更新，请再查一次。"));
      return;
    }
    stamp = mark;
    values.set(name, value);
    if (waiter) waiter.done(value);
  }

  /**
   * The content of a shard, read at most once.
   * @param {string} name such as `pairs-12`
   * @returns {Promise<*>}
   */
  function load(name) {
    if (values.has(name)) return Promise.resolve(values.get(name));
    if (waiting.has(name)) return waiting.get(name).promise;
    const waiter = {};
    waiter.promise = new Promise((done, fail) => { waiter.done = done; waiter.fail = fail; });
    waiting.set(name, waiter);
    const forget = () => { waiting.delete(name); };
    waiter.promise.then(forget, forget);
    request(name, waiter);
    return waiter.promise;
  }

  function request(name, waiter) {
    const script = document.createElement("script");
    const version = location.protocol === "file:" ? "" : stamp || newer;
    script.src = folder + name + ".js" + (version ? "?v=" + version : "");
    script.async = true;
    const fail = () => {
      waiter.fail(new Error("检索资料没有读到（" + name + "），请检查网络，或确认压缩包已经完整解压。"));
    };
    script.onerror = fail;
    script.onload = () => { script.remove(); if (!values.has(name)) fail(); };
    document.head.appendChild(script);
  }

  /** The content of a shard that was read before. */
  function get(name) {
    return values.get(name);
  }

  /** The content of several shards, in the order of their names. */
  function loadAll(names) {
    return Promise.all(Array.from(names, load));
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

  /** Which of so many shards holds a token or an atom; the same sum as in `search_postings.py`. */
  function shardOf(key, shards) {
    let total = 0;
    for (const sign of key) total = (total * 31 + sign.codePointAt(0)) % 1000003;
    return total % shards;
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

  /** Read shards from another folder (tests). */
  function from(url) {
    folder = url;
  }

  cbtool.shards = { add, load, loadAll, get, numbers, unsigned, shardOf, unpacker, from, GAPS: 48, INDEXES: 88 };
})(window.cbtool);
