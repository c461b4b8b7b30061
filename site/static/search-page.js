"use strict";
/** The front page: what is typed and chosen stands in the address; the address is searched and the answer drawn. */
(function () {
  const page = cbtool.page;
  const PAGE = 10;
  const FIRST = window.IntersectionObserver ? 3 : PAGE; // so many fill a screen; the rest of the page is read when it comes into view
  const MOST = 2000;
  const box = page.find("#q");
  const error = page.find("[data-error]");
  const status = page.find("[data-status]");
  const fieldNames = {};
  const seen = {};
  let turn = 0;
  let drawn = "";
  let reading = ""; // the hit after which hits are being read

  page.all("[data-facet-names] span").forEach(function (name) { fieldNames[name.dataset.key] = name.textContent; });

  function chosenOf(state) {
    const chosen = {};
    Object.keys(fieldNames).forEach(function (field) { if (state[field]) chosen[field] = state[field]; });
    return chosen;
  }

  function wishOf(state, after) {
    const chosen = chosenOf(state);
    const filters = Object.keys(chosen).map(function (field) { return [field, chosen[field]]; });
    return {
      text: state.q || "", filters: filters, limit: limitOf(state, after),
      after: after || "", sort: state.sort === "date" ? "date" : "relevance", exact: state.exact === "1"
    };
  }

  /** How many hits to read: those that were shown before, a first screen, what is left of the first page, or a page. */
  function limitOf(state, after) {
    if (!after) return Math.min(Number(state.n) > PAGE ? Number(state.n) : FIRST, MOST);
    return Number(after) < PAGE ? PAGE - Number(after) : PAGE;
  }

  function go(changes) {
    const state = Object.assign({}, page.state(), changes);
    delete state.b;
    if (!("n" in changes)) delete state.n;
    const hash = page.hashOf(state);
    if (location.hash === hash) search();
    else location.hash = hash || "#";
  }

  function reset() {
    document.documentElement.classList.remove("searching");
    document.title = document.title.replace(/^.*? · /, function () { return "查条款 · "; });
    box.value = "";
    drawn = "";
  }

  function fill(state) {
    if (document.activeElement !== box || !drawn) box.value = state.q || "";
    page.find("[data-exact]").checked = state.exact === "1";
    page.find("[data-sort]").value = state.sort === "date" ? "date" : "relevance";
    error.hidden = true;
    box.removeAttribute("aria-invalid");
  }

  function search() {
    const state = page.state();
    const asked = state.q || Object.keys(chosenOf(state)).length;
    if (!asked) return reset();
    document.documentElement.classList.add("searching");
    fill(state);
    const mine = ++turn;
    if (!drawn) status.textContent = "正在查……";
    let wanted;
    try {
      wanted = Promise.resolve(cbtool.search.find(wishOf(state, "")));
    } catch (fault) {
      wanted = Promise.reject(fault);
    }
    wanted.then(function (answer) { if (mine === turn) draw(answer, state); }, function (fault) { if (mine === turn) refuse(fault); });
  }

  function refuse(fault) {
    error.textContent = [fault.message, fault.remedy].filter(Boolean).join(" ");
    error.hidden = false;
    box.setAttribute("aria-invalid", "true");
    status.textContent = "没有查。";
    page.empty(page.find("[data-hits]"));
    page.find("[data-more]").hidden = true;
    if (typeof fault.position === "number" && document.activeElement === box) box.setSelectionRange(fault.position, box.value.length);
  }

  function learn(answer) {
    Object.keys(answer.facets).forEach(function (field) {
      seen[field] = seen[field] || {};
      answer.facets[field].forEach(function (value) { seen[field][value.value] = value.label; });
    });
    ["level", "kind", "status"].forEach(function (field) { seen[field] = seen[field] || {}; });
  }

  function draw(answer, state) {
    learn(answer);
    drawn = location.hash;
    const list = page.empty(page.find("[data-hits]"));
    reading = "";
    append(answer);
    say(answer, list.children.length);
    synonyms(answer, state);
    filters(state);
    cbtool.searchAnswer.facets(page.find("[data-facets]"), answer.facets, fieldNames, chosenOf(state), function (field, value) {
      const change = {};
      change[field] = value;
      go(change);
    });
    watchEnd();
    document.title = document.title.replace(/^.*? · /, function () { return (state.q || "检索") + " · "; });
  }

  function append(answer) {
    const list = page.find("[data-hits]");
    answer.hits.forEach(function (hit) { list.append(cbtool.searchAnswer.item(hit, seen)); });
    const more = page.find("[data-more]");
    more.hidden = !answer.next;
    more.dataset.after = answer.next || "";
  }

  function say(answer, count) {
    const shown = Math.max(count, Math.min(PAGE, answer.total));
    page.empty(status);
    if (!answer.total) return nothing(answer);
    if (answer.approximate) status.append(page.make("strong", { class: "tag near", text: "近似" }), " 没有一条照原样写着，以下 " + answer.total + " 条意思相近。");
    else status.append("共 " + answer.total + " 条" + (shown < answer.total ? "，先看前 " + shown + " 条" : "") + "。");
  }

  function nothing(answer) {
    status.append("没有找到" + (answer.query ? "“" + answer.query + "”" : "符合条件的条款") + "。");
    (answer.nearest_topics || []).forEach(function (label, index) {
      status.append(index ? "、" : "相近的协商事项：", page.make("a", { href: page.hashOf({ q: "主题:" + label }), text: label }));
    });
  }

  function synonyms(answer, state) {
    const place = page.empty(page.find("[data-synonyms]"));
    if (!answer.synonyms.length) return;
    place.append(page.make("span", { class: "chips-name", text: "另含" }));
    answer.synonyms.forEach(function (word) {
      place.append(page.make("a", { class: "chip", href: page.hashOf(Object.assign({}, state, { q: word, n: "" })), text: word }));
    });
  }

  function filters(state) {
    const place = page.empty(page.find("[data-filters]"));
    const chosen = chosenOf(state);
    Object.keys(chosen).forEach(function (field) {
      const name = fieldNames[field] + "：" + ((seen[field] || {})[chosen[field]] || chosen[field]);
      const change = {};
      change[field] = "";
      place.append(page.make("button", { type: "button", class: "chip on", onclick: function () { go(change); } },
        name, page.make("span", { "aria-hidden": "true", text: " ✕" }), page.make("span", { class: "unseen", text: "（取消）" })));
    });
  }

  /** Read on after the last hit; `then` gets the answer, unless another query has been asked meanwhile. */
  function readOn(then) {
    const mine = turn;
    const after = page.find("[data-more]").dataset.after;
    if (reading === after) return;
    reading = after;
    Promise.resolve(cbtool.search.find(wishOf(page.state(), after))).then(function (answer) {
      if (mine === turn) { append(answer); then(answer); }
    }, function (fault) { reading = ""; if (mine === turn) refuse(fault); });
  }

  function more() {
    const list = page.find("[data-hits]");
    const before = list.children.length;
    readOn(function (answer) {
      const state = page.state();
      say(answer, list.children.length);
      history.replaceState(null, "", page.addressWith(page.hashOf(Object.assign(state, { n: String(list.children.length) }))));
      const next = list.children[before];
      if (next) page.find("a", next).focus();
    });
  }

  /** The rest of the first page is read when the end of the list is in view, also if it already was. */
  const observer = FIRST < PAGE && new IntersectionObserver(function (seen) {
    const button = page.find("[data-more]");
    const inView = seen.some(function (each) { return each.isIntersecting; });
    if (inView && !button.hidden && Number(button.dataset.after) < PAGE) readOn(function () { /* its number was said before */ });
  });

  function watchEnd() {
    if (!observer) return;
    observer.disconnect();
    observer.observe(page.find("[data-end]"));
  }

  function arrows(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = page.all("[data-hits] h3 a");
    const at = links.indexOf(document.activeElement);
    const next = document.activeElement === box ? (event.key === "ArrowDown" ? 0 : -1) : at < 0 ? -1 : at + (event.key === "ArrowDown" ? 1 : -1);
    if (at < 0 && document.activeElement !== box) return;
    const target = next < 0 ? box : links[next];
    if (target) { event.preventDefault(); target.focus(); }
  }

  function warm() {
    if (cbtool.search && cbtool.search.ready) Promise.resolve(cbtool.search.ready()).catch(function () { /* said when one searches */ });
  }

  page.find("[data-main-search]").addEventListener("submit", function (event) {
    event.preventDefault();
    drawn = "";
    go({ q: box.value.trim() });
  });
  page.find("[data-exact]").addEventListener("change", function (event) { go({ exact: event.target.checked ? "1" : "" }); });
  page.find("[data-sort]").addEventListener("change", function (event) { go({ sort: event.target.value === "date" ? "date" : "" }); });
  page.find("[data-share]").addEventListener("click", function () { cbtool.copy(location.href, "已复制检索链接"); });
  page.find("[data-more]").addEventListener("click", more);
  page.all("[data-starts] .chip").forEach(function (chip) { chip.addEventListener("click", function () { drawn = ""; }); });
  document.addEventListener("keydown", arrows);
  box.addEventListener("focus", warm, { once: true });
  window.addEventListener("hashchange", function () { drawn = document.activeElement === box ? drawn : ""; search(); });
  if (window.matchMedia("(min-width: 62rem)").matches) page.find("[data-facets-box]").open = true;
  search();
})();
