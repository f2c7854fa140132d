// One sitting of marking: which answer is open, what is clicked, and when it is kept and saved.
import { get, post, postAtOnce } from "/talk.js";
import * as view from "/view.js";

const { $, shown } = view;
const DRAFT_AFTER = 600; // milliseconds without a change
const TRY_AGAIN = 5000;
const now = { task: document.querySelector("meta[name=task]").content, question: null, place: 0, answer: null, items: [], picked: {} };
let changed = false;
let [edits, kept] = [0, 0]; // how many there were, and how many of them the last draft holds
let timer = 0;
let queue = Promise.resolve();

const path = () => `/questions/${now.task}/${now.answer.key}`;
const seat = () => now.question.answers[now.place];
const total = () => now.items.reduce((sum, item) => sum + item.points * (now.picked[item.key] ?? 0), 0);
const suggestion = () => Number(shown(Math.min(Math.max(total(), 0), now.question.points)));
const onThePage = () => ({ picked: now.picked, typed: $("mark").value.trim(), comment: $("comment").value, version: now.answer.version });

function mark() {
  const text = $("mark").value.trim().replace(",", ".");
  return /^\d+(\.\d+)?$|^\.\d+$/.test(text) && Number(text) <= now.question.points ? Number(text) : null;
}

function checkMark() {
  const wrong = $("mark").value.trim() !== "" && mark() === null;
  $("mark").setAttribute("aria-invalid", wrong);
  $("mark-error").textContent = wrong ? `A mark is a number from 0 to ${shown(now.question.points)}.` : "";
  const any = now.items.some((item) => now.picked[item.key]);
  const other = any && mark() !== suggestion();
  $("suggestion").textContent = any ? `${$("kind").textContent === "Rubric" ? "The rubric gives" : "The checks give"} ${shown(suggestion())}${other ? "; your own mark stands" : ""}.` : "";
  $("use").hidden = !other;
}

function touched() {
  changed = true;
  edits += 1;
  checkMark();
  view.say("Not saved yet");
  clearTimeout(timer);
  timer = setTimeout(keepDraft, DRAFT_AFTER);
}

async function keepDraft() {
  if (!changed || !now.answer) return;
  const [key, place, held] = [now.answer.key, seat(), edits];
  try {
    await post(path(), { ...onThePage(), draft: true });
    kept = held;
    place.draft = true;
    if (changed && now.answer.key === key) view.say("Draft kept. Enter saves it as a mark");
  } catch (error) {
    view.say(`Draft not kept: ${error.message}`, "wrong");
    clearTimeout(timer);
    timer = setTimeout(keepDraft, TRY_AGAIN);
  }
}

function press(item) {
  if (!now.items.includes(item)) return; // of an answer that is open no more
  const full = (now.picked[item.key] ?? 0) === 1;
  const share = full && item.points > 0 ? 0.5 : now.picked[item.key] ? 0 : 1;
  now.picked = { ...now.picked, [item.key]: share };
  if (!share) delete now.picked[item.key];
  view.showPicked(now.items, now.picked);
  $("mark").value = shown(suggestion());
  touched();
}

function useComment(line) {
  const text = $("comment").value;
  $("comment").value = text && !text.endsWith("\n") ? `${text}\n${line}` : text + line;
  touched();
}

async function save() {
  if (!now.answer) return false;
  if (mark() === null) {
    view.say(`Not saved: give a mark from 0 to ${shown(now.question.points)} first`, "wrong");
    checkMark();
    $("mark").focus();
    return false;
  }
  clearTimeout(timer);
  view.say("Saving …");
  try {
    const done = await post(path(), { ...onThePage(), mark: mark() });
    changed = false;
    Object.assign(now.answer, done);
    Object.assign(seat(), { left: done.left, mark: done.mark, draft: false });
    view.showConflict(null);
    view.showPlace(now.question, now.place);
    rememberComment();
    view.say(done.warning || `Saved in the gradebook: ${shown(done.mark)} of ${shown(now.question.points)}`, done.warning ? "wrong" : "saved");
    return true;
  } catch (error) {
    view.say(`Not saved: ${error.message}`, "wrong");
    if (error.status === 409) view.showConflict(error.said);
    else timer = setTimeout(keepDraft, TRY_AGAIN);
    return false;
  }
}

function rememberComment() {
  const lines = $("comment").value.split("\n").map((line) => line.trim()).filter(Boolean);
  now.question.again.push(...new Set(lines.filter((line) => !now.question.again.includes(line))));
  view.showAgain(now.question, useComment);
}

// Before an answer is left: what has a mark is saved, what has none is kept as a draft. False: stay, something is wrong.
async function settled() {
  if (!changed) return true;
  if ($("mark").value.trim() !== "") return save();
  await keepDraft();
  changed = false;
  return true;
}

async function open(place, said = "", kind = "") {
  now.place = place;
  clearTimeout(timer);
  try {
    show(await get(`/questions/${now.task}/${seat().key}`));
    view.say(said || (now.answer.draft ? "Draft kept. Enter saves it as a mark" : now.answer.left ? "Not marked yet" : "In the gradebook"), kind);
  } catch (error) {
    view.say(error.message, "wrong");
  }
}

function show(answer) {
  Object.assign(now, { answer, picked: { ...answer.picked }, items: now.question.items.length ? now.question.items : answer.items });
  changed = false;
  view.showConflict(null);
  view.showPlace(now.question, now.place);
  view.showAnswer(answer, now.items, press);
  view.showPicked(now.items, now.picked);
  $("mark").value = answer.typed || (answer.left && Object.keys(answer.picked).length ? shown(suggestion()) : "");
  $("comment").value = answer.said;
  checkMark();
  $("answer").focus({ preventScroll: true });
  if ($("answer").getBoundingClientRect().top < 0) $("answer").scrollIntoView();
}

async function openQuestion(task, key = "", said = "", kind = "") {
  try {
    view.showQuestions(await get("/questions"), task);
    now.question = await get(`/questions/${task}`);
  } catch (error) {
    view.say(error.message, "wrong");
    return;
  }
  now.task = task;
  view.showQuestion(now.question);
  view.showAgain(now.question, useComment);
  const at = now.question.answers.findIndex((one) => (key ? one.key === key : one.left));
  await open(Math.max(at, 0), said || (at < 0 && !key ? "All answers to this question are marked" : ""), kind);
}

async function goTo(place) {
  if (place >= 0 && place < now.question.answers.length && (await settled())) await open(place);
}

function nextUnmarked() {
  const all = now.question.answers;
  for (let step = 1; step <= all.length; step += 1) {
    const place = (now.place + step) % all.length;
    if (all[place].left) return place;
  }
  return -1;
}

async function goToUnmarked(said = "", kind = "") {
  if (!(await settled())) return;
  const place = nextUnmarked();
  if (place >= 0) return open(place, said, kind);
  await openQuestion(now.task, seat().key, `${said ? `${said}. ` : ""}All ${now.question.answers.length} answers are marked`, "saved");
}

async function saveAndGoOn() {
  if (!changed && now.answer && !now.answer.left && !now.answer.draft) return goToUnmarked();
  if (await save()) await goToUnmarked($("state").textContent, $("state").dataset.kind);
}

async function undo() {
  if (changed && !now.answer.draft) await keepDraft();
  try {
    const done = await post("/undo", {});
    await openQuestion(done.task, done.key, done.warning || `Undone. ${done.undo} more can be undone`, done.warning ? "wrong" : "saved");
  } catch (error) {
    view.say(`Not undone: ${error.message}`, "wrong");
  }
}

async function saveMine() {
  try {
    now.answer.version = (await get(path())).version;
  } catch (error) {
    view.say(`Not saved: ${error.message}`, "wrong");
    return;
  }
  await saveAndGoOn();
}

async function keepTheirs() {
  clearTimeout(timer);
  try {
    await post(path(), { draft: true, drop: true });
    await openQuestion(now.task, now.answer.key, "Theirs stays in the gradebook", "saved");
  } catch (error) {
    view.say(error.message, "wrong");
  }
}

// One thing after the other: a key that is pressed while something is being saved is for the answer that comes next.
const alone = (job) => (...given) => {
  queue = queue.then(async () => {
    view.freeze(true);
    try {
      await job(...given);
    } catch (error) {
      view.say(error.message, "wrong");
    } finally {
      view.freeze(false);
    }
  });
  return queue;
};

const doSave = alone(saveAndGoOn);
const itemAt = alone((place) => now.items[place] && press(now.items[place]));
const commentAt = alone((place) => now.question.again[place] && useComment(now.question.again[place]));
const none = alone(() => {
  now.picked = {};
  view.showPicked(now.items, now.picked);
  $("mark").value = "0";
  touched();
});
const actions = {
  n: alone(() => goTo(now.place + 1)),
  p: alone(() => goTo(now.place - 1)),
  u: alone(() => goToUnmarked()),
  z: alone(undo),
  m: () => $("mark").focus(),
  c: () => $("comment").focus(),
};

function typed(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    doSave();
  } else if (event.key === "Escape") {
    $("answer").focus();
  }
}

function pressed(event) {
  const field = event.target.closest("textarea, select, #mark");
  if (event.repeat && (event.key === "Enter" || !field)) return event.preventDefault();
  if (field || event.isComposing) return typed(event);
  if (!$("shortcuts").checked || event.altKey || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() !== "z")) return;
  const digit = /^Digit(\d)$|^Numpad(\d)$/.exec(event.code);
  if (digit) return pressedDigit(event, Number(digit[1] ?? digit[2]));
  if (event.key === "Enter" && !event.target.closest("button, summary, a, input")) {
    event.preventDefault();
    doSave();
  } else if (actions[event.key.toLowerCase()] && !event.shiftKey) {
    event.preventDefault();
    actions[event.key.toLowerCase()]();
  }
}

function pressedDigit(event, digit) {
  event.preventDefault();
  if (event.shiftKey) commentAt(digit - 1);
  else if (digit === 0) none();
  else itemAt(digit - 1);
}

document.addEventListener("keydown", pressed);
$("mark").addEventListener("input", touched);
$("comment").addEventListener("input", touched);
$("use").onclick = () => {
  $("mark").value = shown(suggestion());
  touched();
};
$("panel").onsubmit = (event) => {
  event.preventDefault();
  doSave();
};
for (const [id, key] of [["next", "n"], ["previous", "p"], ["unmarked", "u"], ["undo", "z"]]) $(id).onclick = actions[key];
$("keep-theirs").onclick = alone(keepTheirs);
$("save-mine").onclick = alone(saveMine);
$("questions").onchange = alone(async () => {
  const task = $("questions").value;
  if (await settled()) await openQuestion(task);
  else $("questions").value = now.task;
});
$("shortcuts").checked = localStorage.shortcuts !== "off";
$("shortcuts").onchange = () => (localStorage.shortcuts = $("shortcuts").checked ? "on" : "off");
addEventListener("pagehide", () => changed && kept !== edits && now.answer && postAtOnce(path(), { ...onThePage(), draft: true }));
await alone(() => openQuestion(now.task))();
