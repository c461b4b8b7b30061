"use strict";
/** The contracts' clauses, loaded as they are wanted. */
cbtool.texts = (function () {
  const page = cbtool.page;
  let index = null;
  const held = {};

  function unpack(row) {
    return { id: row[0], label: row[1], heading: row[2], body: row[3], topics: row[4] };
  }

  /** Called by `texts/index.js` and `texts/<n>.js`. */
  function begin(found) { index = found; }
  function add(contracts) {
    Object.keys(contracts).forEach(function (id) { held[id] = contracts[id].map(unpack); });
  }

  /** Every contract of the library, and the topics in their order. */
  function ready() {
    return page.load("texts/index.js").then(function () { return index; });
  }

  /** A contract with its clauses, or null where the library has none of this id. */
  function contract(id) {
    return ready().then(function (known) {
      const entry = known.contracts.find(function (other) { return other.id === id; });
      if (!entry) return null;
      return page.load("texts/" + entry.shard + ".js").then(function () {
        return Object.assign({}, entry, { clauses: held[id] || [] });
      });
    });
  }

  /** A clause by its address, with its contract, or null. */
  function clause(address) {
    const parts = address.split("#");
    return contract(parts[0]).then(function (found) {
      const wanted = found && found.clauses.find(function (other) { return other.id === parts[1]; });
      return wanted ? { address: address, contract: found, clause: wanted } : null;
    });
  }

  return { begin, add, ready, contract, clause };
})();
