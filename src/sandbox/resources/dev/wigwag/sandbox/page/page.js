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

byId("push").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.target.querySelector("button");
  const query = new URLSearchParams([...new FormData(event.target)].filter(([, value]) => value));
  button.disabled = true;
  try {
    const response = await fetch(`/sandbox/push?${query}`, { method: "POST" });
    const result = await response.json();
    if (response.ok) {
      showPressed(result);
    } else {
      byId("waiting").hidden = false;
      byId("waiting").textContent = result.detail;
    }
  } catch (failure) {
    byId("waiting").hidden = false;
    byId("waiting").textContent = `The push could not be made: ${failure.message}`;
  } finally {
    button.disabled = false;
    poll();
  }
});

const tone = { True: "good", Succeeded: "good", False: "bad", Failed: "bad" };

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
  byId(id).replaceChildren(...(items.length ? items.map(toEntry) : [element("p", whenEmpty, "none")]));
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
  fill("rollouts", state.rollouts, (rollout) => entry(rollout.name, [
    ["Phase", rollout.phase, tone[rollout.phase] || "wait"],
    ["Revision", rollout.revision],
    ["Summary", rollout.summary],
  ]), "There is no Rollout yet.");
  fill("kustomizations", state.kustomizations, (each) => entry(each.name, [
    ["Ready", each.ready, tone[each.ready] || "wait"],
    ["Applied", each.revision],
    ["After", each.dependsOn],
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
