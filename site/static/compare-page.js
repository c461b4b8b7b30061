"use strict";
/** The compare page: the basket's clauses, or two contracts. */
(function () {
  const page = cbtool.page;
  const draw = cbtool.compareClauses;
  const basket = cbtool.basket;
  let shown = [];
  let turn = 0;

  function mode(name) {
    page.all("[data-mode]").forEach(function (button) {
      button.setAttribute("aria-pressed", button.dataset.mode === name ? "true" : "false");
    });
    page.all("[data-panel]").forEach(function (panel) { panel.hidden = panel.dataset.panel !== name; });
  }

  function move(address, step) {
    const order = basket.list();
    const at = order.indexOf(address);
    order.splice(at, 1);
    order.splice(Math.max(0, at + step), 0, address);
    basket.replace(order);
  }

  function mover(address, step, words) {
    return page.make("button", { type: "button", class: "quiet", onclick: function () { move(address, step); } }, words);
  }

  function card(found, index, count) {
    const name = found.clause.label || found.clause.heading || "这一条";
    const remove = page.make("button", { type: "button", class: "quiet", onclick: function () { basket.remove(found.address); } },
      "移出", page.make("span", { class: "unseen", text: "：" + name }));
    return page.make("section", { class: "card" },
      page.make("h2", {}, draw.link(found.contract, found.clause)),
      page.make("p", { class: "facts" }, draw.tag(found.contract), " " + found.contract.title),
      draw.body(found.clause),
      page.make("p", { class: "clause-foot" }, index > 0 ? mover(found.address, -1, "前移") : null,
        index < count - 1 ? mover(found.address, 1, "后移") : null, remove));
  }

  function status(count, lost) {
    if (!count && !lost) return "收集夹是空的。在检索结果、合同、协商事项里按“收集”，条款就会放到这里。";
    return "共 " + count + " 条。" + (lost ? "另有 " + lost + " 条在这个资料库里找不到。" : "");
  }

  function drawBasket() {
    const wanted = basket.list();
    const mine = ++turn;
    return Promise.all(wanted.map(cbtool.texts.clause)).then(function (found) {
      if (mine !== turn) return;
      shown = found.filter(Boolean);
      const place = page.empty(page.find("[data-clauses]"));
      shown.forEach(function (each, index) { place.append(card(each, index, shown.length)); });
      page.find("[data-status]").textContent = status(shown.length, found.length - shown.length);
      page.find("[data-basket-actions]").hidden = !shown.length;
    }).catch(failed("[data-status]"));
  }

  function failed(selector) {
    return function (error) { page.find(selector).textContent = error.message; };
  }

  function remember(values) {
    history.replaceState(null, "", page.addressWith(page.hashOf(values)));
  }

  function drawContracts() {
    const form = page.find("[data-contracts-form]");
    const ids = [form.elements.left.value, form.elements.right.value];
    if (!ids[0] || !ids[1]) return;
    const mine = ++turn;
    Promise.all(ids.map(cbtool.texts.contract)).then(function (found) {
      if (mine !== turn || !found[0] || !found[1]) return null;
      return cbtool.texts.ready().then(function (known) {
        const count = cbtool.compareContracts(page.find("[data-aligned]"), found[0], found[1], known.topics);
        page.find("[data-contracts-status]").textContent = "按 " + count + " 个协商事项并排。一条涉及几个事项的，放在最主要的一个里。";
      });
    }).catch(failed("[data-contracts-status]"));
  }

  function fromAddress() {
    const state = page.state();
    const form = page.find("[data-contracts-form]");
    if (state.left || state.right) {
      form.elements.left.value = state.left || "";
      form.elements.right.value = state.right || "";
      mode("contracts");
      drawContracts();
    } else {
      mode("clauses");
      drawBasket();
    }
  }

  page.all("[data-mode]").forEach(function (button) {
    button.addEventListener("click", function () {
      mode(button.dataset.mode);
      if (button.dataset.mode === "clauses") {
        remember({ b: basket.packed(basket.list()) });
        drawBasket();
      } else drawContracts();
    });
  });
  page.find("[data-contracts-form]").addEventListener("change", function (event) {
    const form = event.currentTarget;
    remember({ left: form.elements.left.value, right: form.elements.right.value });
    drawContracts();
  });
  page.find("[data-copy-all]").addEventListener("click", function () {
    cbtool.copy(shown.map(draw.plain).join("\n\n"), "已复制 " + shown.length + " 条");
  });
  page.find("[data-share]").addEventListener("click", function () {
    cbtool.copy(page.addressWith("#b=" + basket.packed(basket.list())), "已复制链接");
  });
  page.find("[data-clear]").addEventListener("click", function () { basket.replace([]); });
  basket.watch(function (list) {
    if (!page.find("[data-panel=clauses]").hidden) {
      remember({ b: basket.packed(list) });
      drawBasket();
    }
  });
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();
