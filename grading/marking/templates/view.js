// What stands on the page: from data to elements. HTML comes cleaned from the server; all else is set as text.
export const $ = (id) => document.getElementById(id);
export const shown = (number) => String(Number(Number(number).toFixed(4)));

export function freeze(frozen) {
  for (const field of [$("mark"), $("comment")]) field.readOnly = frozen;
}

export function say(text, kind = "") {
  $("state").textContent = text;
  $("state").dataset.kind = kind;
}

function listed(list, rows) {
  list.replaceChildren(...rows.map((row) => {
    const item = document.createElement("li");
    item.append(row);
    return item;
  }));
}

function html(id, text) {
  $(id).innerHTML = text;
  for (const link of $(id).querySelectorAll("a")) Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
}

export function showQuestions(questions, task) {
  $("questions").replaceChildren(...questions.map((one) => {
    const left = one.left ? `${one.left} left` : "all marked";
    const option = new Option(`${one.task} (${one.written ? "" : "automatic, "}${shown(one.points)} point${one.points === 1 ? "" : "s"}): ${left}`, one.task);
    option.selected = one.task === task;
    return option;
  }));
}

export function showQuestion(question) {
  html("statement", question.statement);
  html("rubric", question.rubric);
  $("solution").hidden = !question.rubric;
  $("kind").textContent = question.written ? "Rubric" : "Hidden checks";
  $("of").textContent = `of ${shown(question.points)}`;
}

export function showAgain(question, use) {
  $("again").hidden = !question.again.length;
  listed($("comments"), question.again.map((line, place) => {
    const button = document.createElement("button");
    button.type = "button";
    if (place < 9) button.append(Object.assign(document.createElement("kbd"), { textContent: `⇧${place + 1}` }), " ");
    button.append(line);
    button.onclick = () => use(line);
    return button;
  }));
}

export function showPlace(question, place) {
  const left = question.answers.filter((one) => one.left).length;
  $("place").textContent = `Answer ${place + 1} of ${question.answers.length}`;
  $("left").textContent = left ? `${left} left` : "all marked";
  Object.assign($("progress"), { max: question.answers.length, value: question.answers.length - left });
  $("unmarked").disabled = !left;
  $("previous").disabled = place === 0;
  $("next").disabled = place === question.answers.length - 1;
}

export function showAnswer(answer, items, press) {
  html("answer", answer.html || "<p><em>There is nothing in this cell.</em></p>");
  for (const [box, inside] of [["checked", "checks"], ["added", "own"]]) {
    $(box).hidden = !answer[inside];
    $(box).open = inside === "checks";
    html(inside, answer[inside]);
  }
  listed($("remarks"), answer.remarks);
  listed($("items"), items.map((item, place) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", role: "checkbox" });
    button.setAttribute("role", "checkbox");
    const [key, text, points] = ["kbd", "span", "b"].map((name) => document.createElement(name));
    key.textContent = place < 9 ? place + 1 : "";
    text.innerHTML = item.html;
    points.dataset.points = item.points;
    button.append(key, text, points);
    button.onclick = () => press(item);
    return button;
  }));
  $("no-items").hidden = items.length > 0;
  $("no-items").textContent = "There are no items that add up to the points. Type the mark.";
}

export function showPicked(items, picked) {
  [...$("items").querySelectorAll("button")].forEach((button, place) => {
    const share = picked[items[place].key] ?? 0;
    button.setAttribute("aria-checked", share === 1 ? "true" : share ? "mixed" : "false");
    const worth = items[place].points;
    button.lastChild.textContent = share && share < 1 ? `${shown(worth * share)} / ${shown(worth)}` : shown(worth);
  });
}

export function showConflict(said) {
  $("conflict").hidden = !said;
  if (!said) return;
  const mark = said.mark === null ? "no mark" : `the mark ${shown(said.mark)}`;
  $("theirs").textContent = `${said.error} The gradebook now holds ${mark}${said.comment ? ` and “${said.comment}”` : ""}. Nothing of yours was saved.`;
}
