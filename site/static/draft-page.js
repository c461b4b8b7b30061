"use strict";
/** The draft page: form, conditions, preview, keeping, downloads. */
(function () {
  const page = cbtool.page;
  const form = page.find("[data-form]");
  const id = page.find("[data-draft]").dataset.draft;
  const paper = page.find("[data-paper]");
  const status = page.find("[data-status]");
  const CLAUSES = "#clauses";
  let template = null;
  let raw = {};
  let values = {};
  let draft = null;
  let waiting = 0;

  function say(text) { status.textContent = text; }

  /** Convert every answer that is asked for; errors are shown at their questions. */
  function convert() {
    const known = {};
    template.questions.forEach(function (question) {
      const wrapper = cbtool.draftForm.wrapperOf(form, question.name);
      const asked = cbtool.draft.isAsked(template, question.name, known);
      wrapper.hidden = !asked;
      let message = "";
      known[question.name] = null;
      try {
        if (asked) known[question.name] = cbtool.draft.convert(relaxed(question), raw[question.name], known);
      } catch (error) {
        message = [error.message, error.remedy].filter(Boolean).join("。");
      }
      cbtool.draftForm.fault(wrapper, message);
      if (question.type === "records") rowConditions(wrapper, question, known);
    });
    return known;
  }

  /** The same question with nothing required: an unfinished draft has blanks, not errors. */
  function relaxed(question) {
    const fields = (question.fields || []).map(relaxed);
    return Object.assign({}, question, { required: false, fields: fields });
  }

  /** Columns that are asked only under a condition. */
  function rowConditions(wrapper, question, known) {
    page.all("[data-row]", wrapper).forEach(function (row) {
      const cells = {};
      question.fields.forEach(function (field) {
        const place = page.find('[data-field="' + field.name + '"]', row);
        place.hidden = !cbtool.draft.isAsked(template, question.name + "." + field.name, Object.assign({}, known, cells));
        const chosen = page.find("input[type=radio]:checked", place);
        const box = page.find("input:not([type=radio]), textarea", place);
        cells[field.name] = null;
        try {
          cells[field.name] = cbtool.draft.convert(relaxed(field), chosen ? chosen.value : box.value, known);
        } catch (error) { /* the row's error stands at the table */ }
      });
    });
  }

  function progress() {
    const asked = template.questions.filter(function (question) { return !cbtool.draftForm.wrapperOf(form, question.name).hidden; });
    const done = asked.filter(function (question) { return values[question.name] !== null && values[question.name] !== undefined; });
    page.find("[data-progress]").textContent = "已填 " + done.length + "/" + asked.length;
  }

  function redraw() {
    values = convert();
    progress();
    groupsShown();
    try {
      draft = made();
      cbtool.draftPreview(paper, draft);
      cbtool.draftCheck(template, draft);
    } catch (error) {
      draft = null;
      page.empty(paper).append(page.make("p", { class: "error", text: "草案排不出来：" + error.message }));
    }
  }

  /** The draft with the wordings chosen; one that does not fit is named and left out. */
  function made() {
    const wordings = cbtool.draftSlots.wordings();
    try {
      cbtool.draftSlots.present && cbtool.draftSlots.failed({ message: "" });
      return cbtool.draft.make(template, values, wordings);
    } catch (error) {
      if (!Object.keys(wordings).length) throw error;
      const plain = cbtool.draft.make(template, values);
      cbtool.draftSlots.failed(error);
      return plain;
    }
  }

  function groupsShown() {
    page.all(".group", form).forEach(function (group) {
      group.hidden = page.all("[data-question]", group).every(function (question) { return question.hidden; });
    });
  }

  /** The form has changed: keep the answers, draw anew. */
  function changed() {
    clearTimeout(waiting);
    waiting = 0;
    raw = cbtool.draftForm.read(form, template.questions);
    const kept = cbtool.draftStore.write(id, state());
    if (!kept) say("这个浏览器不让网页保存，离开前请存答案文件。");
    redraw();
  }

  /** All that is kept of a draft: the answers, and the clauses chosen where there are any. */
  function state() {
    const clauses = cbtool.draftSlots.chosen();
    return Object.keys(clauses).length ? Object.assign({ [CLAUSES]: clauses }, raw) : raw;
  }

  /** What was typed a moment ago counts too. */
  function settle() {
    if (waiting) changed();
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(changed, 120);
  }

  /** Put other answers into the form, and the clauses kept with them; `carried` is what a link asks for. */
  function show(kept, carried) {
    const answers = Object.assign({}, kept);
    delete answers[CLAUSES];
    cbtool.draftForm.write(form, template.questions, answers);
    if (!cbtool.draftSlots.present) return Promise.resolve(changed());
    return cbtool.draftSlots.show(kept[CLAUSES] || {}, carried || {}).then(function (heading) {
      if (heading) say("已把“" + heading + "”换成示范条款。");
    }).catch(function (error) {
      changed();
      cbtool.draftSlots.failed(error);
    });
  }

  function readFile(text, name) {
    try {
      const found = cbtool.draft.readAnswers(template, text);
      show(Object.assign({ [CLAUSES]: found.clauses }, found.answers));
      say("已填入 " + name + "。");
    } catch (error) {
      say("打不开 " + name + "：" + error.message);
    }
  }

  function suggest(button) {
    const wrapper = button.closest("[data-field]") || button.closest("[data-question]");
    if (page.find("[data-rows]", wrapper)) {
      page.empty(page.find("[data-rows]", wrapper));
      JSON.parse(button.dataset.suggest).forEach(function (row) { cbtool.draftForm.addRow(wrapper, row); });
    } else cbtool.draftForm.set(wrapper, button.dataset.suggest);
  }

  function suggestAll() {
    let count = 0;
    page.all("[data-suggest]", form).forEach(function (button) {
      const wrapper = button.closest("[data-field]") || button.closest("[data-question]");
      const name = wrapper.dataset.question;
      if (wrapper.hidden || !name || raw[name]) return;
      suggest(button);
      count += 1;
    });
    changed();
    say("填入了 " + count + " 个建议值，请逐个看过。");
  }

  function ready() {
    if (!draft) say("先把标红的地方改好，再下载。");
    return draft !== null;
  }

  function name() { return draft.title || template.title; }

  const ACTIONS = {
    "[data-word]": function () {
      if (!ready()) return;
      page.save(name() + ".docx", [cbtool.draft.wordFile(draft, page.on)],
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
      say("已下载 Word 文件。草案编号 " + draft.number + "，还有 " + draft.blanks + " 处空白。");
    },
    "[data-markdown]": function () { if (ready()) page.save(name() + ".md", [draft.body], "text/markdown;charset=utf-8"); },
    "[data-copy]": function () { if (ready()) cbtool.copy(paper.innerText, "已复制全文"); },
    "[data-save-answers]": function () { page.save(id + ".answers.yaml", [cbtool.draft.answersText(template, values, cbtool.draftSlots.chosen())], "text/yaml;charset=utf-8"); },
    "[data-link]": function () {
      const link = cbtool.draftStore.link(state());
      if (link) cbtool.copy(link, "已复制链接，换个浏览器打开可以接着填");
      else say("填的内容太多，链接装不下，请存答案文件。");
    },
    "[data-clear]": function () {
      const before = state();
      show({});
      say("已清空。");
      status.append(" ", page.make("button", { type: "button", class: "quiet", text: "撤销", onclick: function () { show(before); say("已恢复。"); } }));
    },
    "[data-all-suggestions]": suggestAll
  };

  function listen() {
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", soon);
    form.addEventListener("click", function (event) {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.hasAttribute("data-suggest")) suggest(button);
      else if (button.hasAttribute("data-add")) focusRow(cbtool.draftForm.addRow(button.closest("[data-question]")));
      else if (button.hasAttribute("data-remove")) dropRow(button);
      changed();
    });
    Object.keys(ACTIONS).forEach(function (selector) {
      const button = page.find(selector);
      if (button) button.addEventListener("click", function () { settle(); ACTIONS[selector](); });
    });
    page.find("[data-sample]").addEventListener("change", function (event) {
      const sample = page.find('template[data-sample-answers="' + event.target.value + '"]');
      if (sample) readFile(sample.content.textContent, event.target.selectedOptions[0].textContent);
    });
    page.find("[data-open-answers]").addEventListener("change", function (event) {
      const file = event.target.files[0];
      if (!file) return;
      const reader = new FileReader();
      reader.onload = function () { readFile(String(reader.result), file.name); };
      reader.readAsText(file);
      event.target.value = "";
    });
  }

  function focusRow(row) {
    const field = page.find("input, textarea", row);
    if (field) field.focus();
  }

  function dropRow(button) {
    const wrapper = button.closest("[data-question]");
    cbtool.draftForm.removeRow(button.closest("[data-row]"));
    page.find("[data-add]", wrapper).focus();
  }

  function begin(found) {
    template = found;
    const carried = cbtool.draftStore.fromLink();
    const kept = carried || cbtool.draftStore.read(id) || {};
    cbtool.draftSlots.begin(template, changed);
    listen();
    show(kept, page.state());
    if (carried) say("已填入链接带来的内容。");
    else if (Object.keys(kept).length) say("接着上次填：已有 " + Object.keys(kept).length + " 项。");
  }

  function sampleShown() {
    const box = page.find("[data-sample-text]");
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (box && target && box.contains(target)) {
      box.open = true;
      target.scrollIntoView();
    }
  }

  page.find("[data-wechat]").hidden = !/MicroMessenger/i.test(navigator.userAgent);
  sampleShown();
  window.addEventListener("hashchange", sampleShown);
  if (cbtool.draft) cbtool.draft.load(id).then(begin).catch(function (error) { say(error.message); });
})();
