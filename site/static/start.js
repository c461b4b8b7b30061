"use strict";
/* Runs before anything is drawn: tells the style sheet that scripts work and whether a search is under way. */
(function () {
  var hash = location.hash;
  var classes = ["js"];
  if (/[#&](q|topic|level|kind|region|industry|year|status|origin|document)=./.test(hash)) classes.push("searching");
  document.documentElement.className = classes.join(" ");
})();
