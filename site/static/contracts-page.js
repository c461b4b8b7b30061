"use strict";
/** The list of contracts, narrowed down as one types; the state stands in the address. */
(function () {
  const page = cbtool.page;
  const form = page.find("[data-filter-form]");
  const items = page.all("[data-list] > li");
  const texts = items.map(function (item) { return item.textContent.toLowerCase(); });

  function matches(item, index, wanted) {
    if (wanted.level && item.dataset.level !== wanted.level) return false;
    if (wanted.kind && item.dataset.kind !== wanted.kind) return false;
    if (wanted.region && item.dataset.region !== wanted.region) return false;
    if (wanted.origin === "digest" && item.dataset.form !== "digest") return false;
    if (wanted.origin && wanted.origin !== "digest" && item.dataset.origin !== wanted.origin) return false;
    return wanted.text.toLowerCase().split(/\s+/).every(function (word) { return texts[index].indexOf(word) >= 0; });
  }

  function wishes() {
    const wanted = {};
    Array.from(form.elements).forEach(function (field) { if (field.name) wanted[field.name] = field.value.trim(); });
    return wanted;
  }

  function show() {
    const wanted = wishes();
    let count = 0;
    items.forEach(function (item, index) {
      const shown = matches(item, index, wanted);
      item.hidden = !shown;
      if (shown) count += 1;
    });
    page.find("[data-status]").textContent = "显示 " + count + " 份" + (count < items.length ? "（共 " + items.length + " 份）" : "");
    page.find("[data-nothing]").hidden = count > 0;
  }

  function fromAddress() {
    const state = page.state();
    Array.from(form.elements).forEach(function (field) { if (field.name) field.value = state[field.name] || ""; });
    show();
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", function () {
    history.replaceState(null, "", page.addressWith(page.hashOf(wishes())));
    show();
  });
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();
