"use strict";
/** Keeping an unfinished draft: in the browser where it allows that, in a link, in an answers file. */
cbtool.draftStore = (function () {
  const page = cbtool.page;
  const LONGEST_LINK = 12000;

  function key(template) { return "cbtool.draft." + template; }

  /** The raw answers kept for a template, or null. */
  function read(template) {
    try {
      return JSON.parse(localStorage.getItem(key(template)) || "null");
    } catch (error) {
      return null;
    }
  }

  /** Keep them; false where the browser does not allow it. */
  function write(template, raw) {
    try {
      if (Object.keys(raw).length) localStorage.setItem(key(template), JSON.stringify(raw));
      else localStorage.removeItem(key(template));
      return true;
    } catch (error) {
      return false;
    }
  }

  /** Text as letters that a link can carry, and back. */
  function packed(text) {
    const bytes = new TextEncoder().encode(text);
    let binary = "";
    bytes.forEach(function (byte) { binary += String.fromCharCode(byte); });
    return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function unpacked(text) {
    const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return new TextDecoder().decode(Uint8Array.from(binary, function (sign) { return sign.charCodeAt(0); }));
  }

  /** A link to this page that carries the answers, or '' where it would be too long. */
  function link(raw) {
    const hash = "#a=" + packed(JSON.stringify(raw));
    return hash.length > LONGEST_LINK ? "" : page.addressWith(hash);
  }

  /** The answers a link brought along, or null. */
  function fromLink() {
    const carried = page.state().a;
    if (!carried) return null;
    try {
      const found = JSON.parse(unpacked(carried));
      return found && typeof found === "object" && !Array.isArray(found) ? found : null;
    } catch (error) {
      return null;
    }
  }

  return { read, write, link, fromLink };
})();
