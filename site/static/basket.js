"use strict";
/**
 * The basket: addresses of collected clauses, kept in the browser where it allows that, and carried in links
 * (`#b=cb-2026-0001.art_12,…`), because Firefox gives every page on a disk a store of its own.
 */
cbtool.basket = (function () {
  const page = cbtool.page;
  const KEY = "cbtool.basket";
  const MOST = 24;
  const ADDRESS = /^[a-z0-9-]+#[a-z0-9_]+$/;
  let held = [];
  const listeners = [];

  function valid(addresses) {
    return addresses.filter(function (address, index) {
      return ADDRESS.test(address) && addresses.indexOf(address) === index;
    }).slice(0, MOST);
  }

  function read() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(found) ? valid(found.map(String)) : [];
    } catch (error) {
      return [];
    }
  }

  function write() {
    try {
      localStorage.setItem(KEY, JSON.stringify(held));
    } catch (error) {
      /* private mode: the basket lives as long as the page, and in links */
    }
    paint();
    listeners.forEach(function (listener) { listener(held.slice()); });
  }

  /** Addresses as a link carries them, and back. */
  function packed(addresses) {
    return addresses.map(function (address) { return address.split("#").join("."); }).join(",");
  }
  function unpacked(text) {
    return valid(text.split(",").map(function (part) { return part.split(".").join("#"); }));
  }

  function paint() {
    page.all("[data-basket-count]").forEach(function (count) {
      count.hidden = !held.length;
      count.textContent = String(held.length);
    });
    page.all("[data-basket-link][href]").forEach(function (link) {
      link.setAttribute("href", link.getAttribute("href").split("#")[0] + (held.length ? "#b=" + packed(held) : ""));
      link.setAttribute("aria-label", held.length ? "收集夹，已收 " + held.length + " 条" : "收集夹");
    });
    page.all("[data-collect]").forEach(function (button) {
      mark(button, held.indexOf(button.dataset.collect) >= 0);
    });
  }

  function mark(button, inside) {
    button.setAttribute("aria-pressed", inside ? "true" : "false");
    button.firstChild.textContent = inside ? "已收集" : "收集";
  }

  function has(address) { return held.indexOf(address) >= 0; }
  function add(address) {
    if (held.length >= MOST) return page.announce("收集夹满了，最多 " + MOST + " 条");
    held = valid(held.concat([address]));
    write();
    page.announce("已收集，共 " + held.length + " 条");
  }
  function remove(address) {
    held = held.filter(function (other) { return other !== address; });
    write();
    page.announce("已移出收集夹，还有 " + held.length + " 条");
  }
  function replace(addresses) {
    held = valid(addresses);
    write();
  }

  /** A button that puts a clause into the basket and takes it out. */
  function button(address, name) {
    const made = page.make("button", { type: "button", class: "quiet collect", "data-collect": address },
      page.make("span", { text: "收集" }), page.make("span", { class: "unseen", text: "：" + name }));
    mark(made, has(address));
    made.addEventListener("click", function () {
      if (has(address)) remove(address);
      else add(address);
    });
    return made;
  }

  /** 复制地址, 复制条文 and 收集 for one clause; `text` is called when the text is wanted. */
  function tools(address, name, url, text) {
    const label = function (what) { return page.make("span", { class: "unseen", text: "：" + what }); };
    return [
      page.make("button", { type: "button", class: "quiet", onclick: function () { cbtool.copy(url, "已复制地址"); } }, "复制地址", label(name)),
      page.make("button", { type: "button", class: "quiet", onclick: function () { cbtool.copy(text(), "已复制条文"); } }, "复制条文", label(name)),
      button(address, name)
    ];
  }

  /** On a disk, links to other pages take the basket along: Firefox keeps a store per page there. */
  function carry(event) {
    const link = event.target.closest ? event.target.closest("a[href]") : null;
    if (!link || location.protocol !== "file:" || link.hash || !/\.html$/.test(link.pathname) || link.pathname === location.pathname) return;
    if (held.length) link.hash = "b=" + packed(held);
  }

  /** Tell a function of every change. */
  function watch(listener) { listeners.push(listener); }

  held = read();
  const carried = page.state().b;
  if (carried) {
    const wanted = unpacked(carried);
    held = document.body.classList.contains("page-compare") ? wanted : valid(held.concat(wanted));
    write();
  }
  document.addEventListener("click", carry, true);
  window.addEventListener("storage", function (event) {
    if (event.key === KEY) {
      held = read();
      paint();
      listeners.forEach(function (listener) { listener(held.slice()); });
    }
  });
  paint();
  return { list: function () { return held.slice(); }, has, add, remove, replace, tools, packed, watch };
})();
