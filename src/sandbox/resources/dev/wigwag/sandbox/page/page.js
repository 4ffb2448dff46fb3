"use strict";

const byId = (id) => document.getElementById(id);

function element(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

let shownGuid = "";

function showPressed(pressed) {
  const { delivery, answer } = pressed;
  shownGuid = delivery.guid;
  byId("waiting").hidden = true;
  byId("delivery").hidden = false;
  byId("status").textContent = answer.status ? `Answered ${answer.status}` : "No answer";
  byId("status").className = answer.status >= 200 && answer.status < 300 ? "good" : "bad";
  byId("took").textContent = `after ${answer.millis} ms`;
  byId("answer").textContent = answer.body ? pretty(answer.body) : "(empty)";
  byId("headers").textContent = Object.entries(delivery.headers).map(([name, value]) => `${name}: ${value}`).join("\n");
  byId("body").textContent = `${delivery.body}\n\n(${delivery.bytes} bytes in all)`;
}

function notPushed(reason) {
  byId("notPushed").hidden = !reason;
  byId("notPushed").textContent = reason;
}

byId("push").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.target.querySelector("button");
  const query = new URLSearchParams([...new FormData(event.target)].filter(([, value]) => value));
  button.disabled = true;
  notPushed("");
  try {
    const response = await fetch(`/sandbox/push?${query}`, { method: "POST" });
    const result = await response.json();
    if (response.ok) {
      showPressed(result);
    } else {
      notPushed(result.detail);
    }
  } catch (failure) {
    notPushed(`The push could not be made: ${failure.message}`);
  } finally {
    button.disabled = false;
    poll();
  }
});

byId("restart").addEventListener("click", async () => {
  try {
    const response = await fetch("/sandbox/restart", { method: "POST" });
    if (!response.ok) throw new Error(`status ${response.status}`);
  } catch (failure) {
    notPushed(`podinfo could not be restarted: ${failure.message}`);
  }
  poll();
});

const tone = {
  True: "good", Succeeded: "good", Initialized: "good", Unchanged: "good", False: "bad", Failed: "bad", Suspended: "none", Superseded: "none",
};

function badge(text) {
  return element("span", text || "–", `badge ${tone[text] || "wait"}`);
}

function row(...parts) {
  const made = document.createElement("li");
  made.append(...parts);
  return made;
}

function weightBar(weight, label) {
  const meter = document.createElement("meter");
  meter.max = 100;
  meter.value = weight;
  meter.setAttribute("aria-label", label);
  return meter;
}

const counted = (count, of) => (of === undefined || of === null ? `${count}` : `${count} of ${of}`);

// What the ledger has of a run; every field may be missing.
function ledgerRun(canary) {
  const block = document.createElement("div");
  block.className = "run";
  if (canary.weight !== undefined) block.append(weightBar(canary.weight, "Weight in the ledger"));
  const images = canary.images || {};
  const facts = [
    ["weight", canary.weight === undefined ? "" : `${canary.weight}%`],
    ["step", canary.step === undefined ? "" : counted(canary.step, canary.steps)],
    ["failed checks", canary.failedChecks === undefined ? "" : counted(canary.failedChecks, canary.threshold)],
    ["Flagger says", canary.phase],
    ["run", canary.run],
    ["attribution", canary.attribution],
    ["ready, at Flagger's own pace, by", canary.eta],
    ["image", images.new && `${images.old || "?"} → ${images.new}`],
    ["cause", canary.cause],
  ].filter(([, value]) => value);
  block.append(...facts.map(([name, value]) => element("span", `${name} ${value}`, name === "cause" ? "bad" : "none")));
  return block;
}

function canaryEntry(canary) {
  const block = document.createElement("article");
  const head = document.createElement("div");
  head.className = "head";
  head.append(badge(canary.phase), element("strong", canary.name), element("span", `${canary.weight}% of traffic`));
  block.append(head, weightBar(canary.weight, `Weight of ${canary.name}`));
  const facts = document.createElement("dl");
  for (const [name, value, className] of [
    ["Step", counted(canary.step, canary.steps)],
    ["Failed checks", counted(canary.failedChecks, canary.threshold), canary.failedChecks ? "bad" : ""],
    ["Live", canary.imageNow],
    ["Canary", canary.imageNext],
    ["Since", canary.since.slice(11, 19)],
    ["Last message", canary.message],
  ]) {
    facts.append(element("dt", name), element("dd", value || "–", className));
  }
  block.append(facts);
  return block;
}

function toldRow(told) {
  return row(
    element("time", told.time.slice(11, 19)),
    element("strong", `${told.namespace}/${told.name}`),
    element("span", told.phase, "none"),
    element("span", told.message, told.type === "Warning" ? "wait" : ""));
}

function rolloutEntry(rollout) {
  const block = document.createElement("article");
  block.id = rollout.name.replace("/", "-");
  const head = document.createElement("div");
  head.className = "head";
  head.append(badge(rollout.phase), element("strong", rollout.name));
  block.append(head, element("p", rollout.summary || "No summary yet."), element("p", rollout.revision, "none"));
  if (rollout.trouble) block.append(element("p", `Nothing newer can be fetched. ${rollout.trouble}`, "bad"));
  const stages = document.createElement("ol");
  stages.className = "rows";
  stages.append(...rollout.stages.map((stage) => row(
    badge(stage.phase), element("span", stage.object),
    ...(stage.canary ? [ledgerRun(stage.canary)] : []),
    // The message of a failed run is its cause, which stands there already.
    element("span", stage.canary?.cause === stage.message ? "" : stage.message, "none"))));
  block.append(stages);
  return block;
}

const shares = ["off", "25", "50", "100"];
const kustomizations = ["off", "linkerd", "linkerd-viz", "flagger", "podinfo"];
const choices = {
  "fail-health": ["Health check fails", kustomizations],
  "suspend": ["Suspended", kustomizations],
  "break-fetch": ["Git cannot be reached", ["off", "on"]],
  "fail-helm": ["Helm action fails", ["off", "linkerd-control-plane", "linkerd-viz", "flagger"]],
  "drop-events": ["Events lost, %", shares],
  "double-events": ["Events doubled, %", shares],
  "delay-events": ["Events late, %", shares],
  "reorder-events": ["Events overtaken, %", shares],
  "strategy": ["Next commit's canary", ["off", "weight", "steps", "blue-green", "ab", "skip"]],
  "ask-wigwag": ["Next commit's canary asks people", ["off", "rollout", "traffic", "promotion", "all"]],
  "close-gate": ["Closed gate", ["off", "rollout", "traffic", "promotion"]],
  "roll-back": ["Order to roll back", ["off", "on"]],
  "fail-metric": ["Success rate, %", ["off", "98.5", "97.32", "50"]],
  "fail-pods": ["Canary's pods", ["off", "crash-loop", "image-pull", "unschedulable", "probe"]],
  "stuck-promotion": ["Primary never ready", ["off", "on"]],
  "drop-canary-events": ["Flagger events lost, %", shares],
  "double-canary-events": ["Flagger events doubled, %", shares],
  "delay-canary-events": ["Flagger events late, %", shares],
  "reorder-canary-events": ["Flagger events overtaken, %", shares],
  "fail-slack": ["Calls to Slack fail, %", shares],
  "late-slack": ["Slack's answers lost, %", shares],
  "fail-github": ["Calls to GitHub fail, %", shares],
};

async function flip(name, value) {
  const refused = byId("refused");
  refused.hidden = true;
  try {
    const response = await fetch(`/sandbox/switch?${new URLSearchParams({ name, value })}`, { method: "POST" });
    if (!response.ok) throw new Error((await response.json()).detail);
  } catch (failure) {
    refused.hidden = false;
    refused.textContent = failure.message;
  }
  poll();
}

function showSwitches(switches) {
  for (const [name, [title, values]] of Object.entries(choices)) {
    let select = byId(`switch-${name}`);
    if (!select) {
      const label = element("label", title);
      select = document.createElement("select");
      select.id = `switch-${name}`;
      select.append(...values.map((value) => new Option(value, value)));
      select.addEventListener("change", () => flip(name, select.value));
      label.append(select);
      byId("switches").append(label);
    }
    const value = switches[name];
    if (![...select.options].some((option) => option.value === value)) select.append(new Option(value, value));
    if (document.activeElement !== select) select.value = value;
    select.className = value === "off" ? "" : "set";
  }
}

function eventRow(event) {
  const answered = event.answer ? `answered ${event.answer}` : "no answer";
  const good = event.answer >= 200 && event.answer < 300;
  return row(
    element("time", event.time.slice(11, 19)),
    element("strong", event.object),
    element("span", event.reason, event.severity === "error" ? "bad" : ""),
    element("span", event.attempt > 1 ? `${answered}, attempt ${event.attempt}` : answered, good ? "good" : "bad"),
    element("span", event.message, "none"));
}

function entry(title, rows) {
  const block = document.createElement("article");
  block.append(element("h3", title));
  const list = document.createElement("dl");
  for (const [name, value, className] of rows) {
    list.append(element("dt", name), element("dd", value || "–", className));
  }
  block.append(list);
  return block;
}

function fill(id, items, toEntry, whenEmpty) {
  byId(id).replaceChildren(...(items.length ? items.map(toEntry) : [element(byId(id).tagName === "OL" ? "li" : "p", whenEmpty, "none")]));
}

function showState(state) {
  if (state.last && state.last.delivery.guid !== shownGuid) showPressed(state.last);
  fill("sources", state.sources, (source) => {
    const handled = source.requestedAt && source.requestedAt === source.lastHandledReconcileAt;
    return entry(source.name, [
      ["Requested", source.requestedAt || "never"],
      ["Handled", source.requestedAt ? (handled ? "yes" : "not yet") : "", source.requestedAt ? (handled ? "good" : "wait") : "none"],
      ["Artifact", source.revision],
      ["Stored", source.updated],
      ["Ready", `${source.ready}: ${source.message}`, tone[source.ready] || "wait"],
    ]);
  }, "There is no GitRepository.");
  fill("rollouts", state.rollouts.slice(0, 3), rolloutEntry, "There is no Rollout yet.");
  byId("older").hidden = state.rollouts.length <= 3;
  fill("olderRollouts", state.rollouts.slice(3), rolloutEntry, "");
  fill("events", state.events, eventRow, "There was no event yet.");
  fill("canaries", state.canaries, canaryEntry, "There is no Canary.");
  fill("told", state.told, toldRow, "Flagger said nothing yet.");
  showSwitches(state.switches);
  fill("kustomizations", state.kustomizations, (each) => entry(each.name, [
    ["Ready", `${each.ready}: ${each.message}`, tone[each.ready] || "wait"],
    ["Applied", each.revision],
    ["After", each.dependsOn],
    ...(each.suspended ? [["Suspended", "yes", "wait"]] : []),
  ]), "There is no Kustomization.");
}

async function poll() {
  try {
    const response = await fetch("/sandbox/state");
    if (!response.ok) throw new Error(`status ${response.status}`);
    showState(await response.json());
    byId("stale").hidden = true;
  } catch {
    byId("stale").hidden = false;
  }
}

poll();
setInterval(poll, 1000);
