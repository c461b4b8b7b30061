"use strict";
/** The form of a template: raw answers in and out, rows of tables, errors at their fields. */
cbtool.draftForm = (function () {
  const page = cbtool.page;
  let rows = 0;

  function fieldOf(wrapper) {
    return page.find("input:not([type=radio]), textarea", wrapper);
  }

  function radios(wrapper) {
    return page.all("input[type=radio]", wrapper);
  }

  /** The raw answer of one question's wrapper, '' where nothing was given. */
  function get(wrapper) {
    const chosen = radios(wrapper).find(function (radio) { return radio.checked; });
    if (chosen) return chosen.value;
    const field = fieldOf(wrapper);
    return field ? field.value : "";
  }

  /** Show a raw answer in a question's wrapper. */
  function set(wrapper, value) {
    const options = radios(wrapper);
    const text = value === undefined || value === null ? "" : String(value);
    if (options.length) {
      const known = options.some(function (radio) { return radio.value === text; });
      options.forEach(function (radio) { radio.checked = radio.value === (known ? text : ""); });
    } else if (fieldOf(wrapper)) fieldOf(wrapper).value = text;
  }

  function wrapperOf(form, name) {
    return page.find('[data-question="' + name + '"]', form);
  }

  /** A new row of a table, its ids made unique. */
  function addRow(wrapper, values) {
    const place = page.find("[data-rows]", wrapper);
    const copy = document.importNode(page.find("template", wrapper).content, true);
    rows += 1;
    ["id", "for", "name", "aria-describedby"].forEach(function (attribute) {
      page.all("[" + attribute + "*=ROW-]", copy).forEach(function (part) {
        part.setAttribute(attribute, part.getAttribute(attribute).split("ROW-").join("r" + rows + "-"));
      });
    });
    const row = page.find("[data-row]", copy);
    place.append(copy);
    page.all("[data-field]", row).forEach(function (field) { set(field, (values || {})[field.dataset.field]); });
    number(place);
    return row;
  }

  function number(place) {
    page.all("[data-row]", place).forEach(function (row, index) { row.setAttribute("aria-label", "第 " + (index + 1) + " 行"); });
  }

  function removeRow(row) {
    const place = row.parentElement;
    row.remove();
    number(place);
  }

  function rowsOf(wrapper) {
    return page.all("[data-row]", wrapper).map(function (row) {
      const values = {};
      page.all("[data-field]", row).forEach(function (field) {
        const value = get(field);
        if (value !== "") values[field.dataset.field] = value;
      });
      return values;
    }).filter(function (values) { return Object.keys(values).length; });
  }

  /** All raw answers of the form, without the empty ones. */
  function read(form, questions) {
    const raw = {};
    questions.forEach(function (question) {
      const wrapper = wrapperOf(form, question.name);
      const value = question.type === "records" ? rowsOf(wrapper) : get(wrapper);
      if (value.length) raw[question.name] = value;
    });
    return raw;
  }

  /** Show raw answers, clearing what they do not have. */
  function write(form, questions, raw) {
    questions.forEach(function (question) {
      const wrapper = wrapperOf(form, question.name);
      if (question.type !== "records") return set(wrapper, raw[question.name]);
      page.empty(page.find("[data-rows]", wrapper));
      const given = Array.isArray(raw[question.name]) ? raw[question.name] : [];
      given.forEach(function (values) { addRow(wrapper, values); });
    });
  }

  /** Show or take away the error of a question. */
  function fault(wrapper, message) {
    const place = page.all(".error", wrapper).find(function (other) { return !other.closest("[data-row]") || wrapper.hasAttribute("data-field"); });
    if (!place) return;
    place.textContent = message;
    place.hidden = !message;
    const field = fieldOf(wrapper);
    if (field && !wrapper.querySelector("[data-rows]")) {
      if (message) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }

  return { read, write, set, addRow, removeRow, fault, wrapperOf };
})();
