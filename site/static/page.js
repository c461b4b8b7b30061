"use strict";
/** What every page needs: making elements, the state in the address, messages, files. */
var cbtool = window.cbtool || {};
window.cbtool = cbtool;
cbtool.page = (function () {
  const root = document.body.dataset.root || "";
  const on = document.body.dataset.on || "";

  /** The first element that matches, inside `within` or the page. */
  function find(selector, within) {
    return (within || document).querySelector(selector);
  }

  /** Every element that matches, as an array. */
  function all(selector, within) {
    return Array.from((within || document).querySelectorAll(selector));
  }

  /**
   * A new element. Attributes whose value is null or false are left out; strings become text, never markup.
   * @param {string} name
   * @param {Object<string, *>} [attributes] `text` sets the text, `onclick` listens
   * @param {...(Node|string|null)} children
   */
  function make(name, attributes) {
    const element = document.createElement(name);
    const given = attributes || {};
    Object.keys(given).forEach(function (key) {
      const value = given[key];
      if (value === null || value === undefined || value === false) return;
      if (key === "text") element.textContent = value;
      else if (key === "onclick") element.addEventListener("click", value);
      else element.setAttribute(key, value === true ? "" : String(value));
    });
    Array.prototype.slice.call(arguments, 2).forEach(function (child) {
      if (child !== null && child !== undefined) element.append(child);
    });
    return element;
  }

  /** Remove everything inside an element. */
  function empty(element) {
    while (element.firstChild) element.removeChild(element.firstChild);
    return element;
  }

  /** The state in the address: `#q=…&level=…` as an object of strings. */
  function state() {
    const found = {};
    new URLSearchParams(location.hash.slice(1)).forEach(function (value, key) {
      found[key] = value;
    });
    return found;
  }

  /** A hash for a state; empty values are left out. */
  function hashOf(values) {
    const parts = new URLSearchParams();
    Object.keys(values).forEach(function (key) {
      if (values[key]) parts.set(key, values[key]);
    });
    const text = parts.toString();
    return text ? "#" + text : "";
  }

  /** This page's address with another hash. */
  function addressWith(hash) {
    return location.href.split("#")[0] + hash;
  }

  let hiding = 0;
  /** Say something briefly, to eyes and to screen readers. */
  function announce(message) {
    const toast = find("[data-toast]");
    toast.textContent = message;
    toast.classList.add("shown");
    clearTimeout(hiding);
    hiding = setTimeout(function () {
      toast.classList.remove("shown");
    }, 3200);
  }

  /** Offer a file for download. */
  function save(name, parts, type) {
    const url = URL.createObjectURL(new Blob(parts, { type: type }));
    const link = make("a", { href: url, download: name.split(/[\\/:*?"<>|\n\r\t]/).join("_"), hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () {
      URL.revokeObjectURL(url);
    }, 30000);
  }

  const loaded = {};
  /** Load a data script once; works on file:// too, where fetch does not. */
  function load(path) {
    if (!loaded[path]) {
      loaded[path] = new Promise(function (resolve, reject) {
        const script = make("script", { src: root + path });
        script.onload = function () {
          resolve();
        };
        script.onerror = function () {
          delete loaded[path];
          reject(new Error("数据文件没有载入：" + path + "。请检查网络；从压缩包打开的，请先解压。"));
        };
        document.head.append(script);
      });
    }
    return loaded[path];
  }

  function listen() {
    document.addEventListener("keydown", function (event) {
      const tag = event.target.tagName;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(tag)) return;
      const box = find("#q") || find("#bar-q");
      if (box) {
        event.preventDefault();
        box.focus();
        box.select();
      }
    });
    all("[data-search]").forEach(function (form) {
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        const typed = find("input", form).value.trim();
        location.href = form.dataset.search + hashOf({ q: typed });
      });
    });
    all("[data-print]").forEach(function (button) {
      button.addEventListener("click", function () {
        window.print();
      });
    });
  }

  /** On a phone the menu is wider than the screen: show the part that one is in. */
  function showMenu() {
    const here = find(".menu [aria-current]");
    if (here) here.closest("ul").scrollLeft = here.offsetLeft - 72;
  }

  listen();
  showMenu();
  return { root, on, find, all, make, empty, state, hashOf, addressWith, announce, save, load };
})();
