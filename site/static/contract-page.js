"use strict";
/** A contract's or a topic's page: buttons at every clause, and a table of contents that is open where there is room. */
(function () {
  const page = cbtool.page;

  function wholeText(section) {
    return page.all("h3, p:not(.clause-foot):not(.facts), tr", section).map(function (part) {
      if (part.tagName === "TR") return page.all("th, td", part).map(function (cell) { return cell.textContent.trim(); }).join(" | ");
      if (part.tagName === "H3") return page.all(".label, .heading", part).map(function (s) { return s.textContent.trim(); }).join(" ") || part.textContent.trim();
      return part.textContent.trim();
    }).filter(Boolean).join("\n");
  }

  function cited(section, title, address) {
    return wholeText(section) + "\n——《" + title + "》（" + address + "）";
  }

  const article = page.find("[data-contract]");
  if (article) {
    const id = article.dataset.contract;
    page.all("[data-clause]", article).forEach(function (section) {
      const address = id + "#" + section.id;
      const tools = cbtool.basket.tools(address, section.dataset.clause, page.addressWith("#" + section.id), function () {
        return cited(section, article.dataset.title, address);
      });
      const place = page.find("[data-tools]", section);
      tools.forEach(function (tool) { place.append(tool); });
    });
  }
  page.all("[data-address]").forEach(function (place) {
    const item = place.closest("li");
    const link = page.find("h3 a", item);
    const title = page.find(".facts", item).textContent.trim();
    cbtool.basket.tools(place.dataset.address, place.dataset.name, link.href, function () {
      return cited(item, title, place.dataset.address);
    }).forEach(function (tool) { place.append(tool); });
  });

  const contents = page.find("[data-contents]");
  if (contents && window.matchMedia("(min-width: 62rem)").matches) contents.open = true;
})();
