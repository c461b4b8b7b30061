/* Data arrives as classic scripts that call `cbtool.shards.add`: works from http and from a disk alike. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";
  const source = document.currentScript ? document.currentScript.src : document.baseURI;
  const TABLE = /^(?:words|pairs|atoms)-/;
  const values = new Map();
  const waiting = new Map();
  let stamp = ""; // of the build whose shards are held
  let newer = ""; // of a build that was met since
  let folder = new URL("../index/", source).href;

  /** Called by every shard: its name, the stamp of its build, its content as characters that carry bits. */
  function add(name, mark, text) {
    const waiter = waiting.get(name);
    if (stamp && mark !== stamp) {
      newer = mark;
      stamp = "";
      values.clear();
      if (waiter) waiter.fail(new Error("站点的资料刚刚更新，请再查一次。"));
      return;
    }
    stamp = mark;
    const bytes = cbtool.packing.bytes(text);
    values.set(name, TABLE.test(name) ? cbtool.packing.table(bytes) : cbtool.packing.unzip(bytes));
    if (waiter) waiter.done(values.get(name));
  }

  /**
   * The content of a shard, read at most once.
   * @param {string} name such as `pairs-12`
   * @returns {Promise<*>} a table's `function(number): reader`, or a plain value
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

  /** The content of a shard that was read before; undefined where it was not. */
  function get(name) {
    return values.get(name);
  }

  /** The content of several shards, in the order of their names. */
  function loadAll(names) {
    return Promise.all(Array.from(names, load));
  }

  cbtool.shards = { add, load, loadAll, get };
})(window.cbtool);
