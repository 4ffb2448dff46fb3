"use strict";

// Slack's own formatting, made into elements by hand: whatever is in a message stays text.
const entities = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const plainOf = (text) => text.replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity]);
const emojis = { white_check_mark: "✅", x: "❌", warning: "⚠️", hourglass: "⌛", tada: "🎉" };
const withEmojis = (text) => text.replace(/:([a-z0-9_+-]+):/g, (name, word) => emojis[word] || name);

const marks = /<([^<>|]+)(?:\|([^<>]*))?>|`([^`\n]+)`|(?<=^|[\s(])([*_~])(\S(?:[^\n]*?\S)??)\4(?=$|[\s.,:;!?)])/gm;

function dateOf(spec, fallback) {
  const time = document.createElement("time");
  const at = new Date(Number(spec.split("^")[1]) * 1000);
  const valid = !Number.isNaN(at.getTime());
  if (valid) time.dateTime = at.toISOString();
  time.textContent = valid ? at.toLocaleString([], { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" }) : fallback || "";
  time.title = fallback || "";
  return time;
}

// The names of those who are mentioned, by their ids.
let people = {};

function angled(inside, label) {
  if (inside.startsWith("!date^")) return dateOf(inside, label);
  if (/^https?:\/\//.test(inside)) {
    const link = element("a", plainOf(label || inside));
    link.href = plainOf(inside);
    link.rel = "noreferrer";
    link.target = "_blank";
    return link;
  }
  const name = inside.replace(/^!subteam\^|^[!@#]/, "");
  return element("span", (inside.startsWith("#") ? "#" : "@") + plainOf(label || people[name] || name), "mention");
}

const tags = { "*": "strong", "_": "em", "~": "s" };

function mrkdwn(text) {
  const made = document.createDocumentFragment();
  let from = 0;
  for (const found of text.matchAll(marks)) {
    made.append(withEmojis(plainOf(text.slice(from, found.index))));
    const [whole, inside, label, code, mark, words] = found;
    if (inside !== undefined) {
      made.append(angled(inside, label));
    } else if (code !== undefined) {
      made.append(element("code", plainOf(code)));
    } else {
      const styled = document.createElement(tags[mark]);
      styled.append(mrkdwn(words));
      made.append(styled);
    }
    from = found.index + whole.length;
  }
  made.append(withEmojis(plainOf(text.slice(from))));
  return made;
}

function textObject(tag, text) {
  const made = document.createElement(tag);
  made.append(text.type === "mrkdwn" ? mrkdwn(text.text) : text.emoji === false ? text.text : withEmojis(text.text));
  return made;
}

// Asks as Slack does before it sends a press that wants to be confirmed.
function confirmed(ask) {
  const dialog = byId("confirm");
  const [yes, no] = dialog.querySelectorAll("button");
  dialog.querySelector("h3").textContent = ask.title.text;
  dialog.querySelector("p").textContent = ask.text.text;
  yes.textContent = ask.confirm.text;
  yes.className = ask.style || "primary";
  no.textContent = ask.deny.text;
  dialog.returnValue = "no";
  yes.onclick = () => dialog.close("yes");
  no.onclick = () => dialog.close("no");
  dialog.showModal();
  return new Promise((resolve) => { dialog.onclose = () => resolve(dialog.returnValue === "yes"); });
}

async function send(path, query) {
  try {
    await fetch(`/sandbox/slack/${path}?${new URLSearchParams({ as: byId("as").value, ...query })}`, { method: "POST" });
  } catch {
    // That the sandbox does not answer is told by the other poll, at the foot of the page.
  }
  await pollSlack();
}

function pressable(part, from) {
  const button = textObject("button", part.text);
  button.type = "button";
  button.className = part.style || "plain";
  button.disabled = !from.channel;
  button.addEventListener("click", async () => {
    if (part.confirm && !(await confirmed(part.confirm))) return;
    button.disabled = true;
    await send("press", { ...from, action: part.action_id });
    button.disabled = false;
  });
  return button;
}

function block(of, from) {
  const made = document.createElement("div");
  if (of.type === "actions") made.className = "buttons";
  if (of.type === "header") made.append(textObject("h4", of.text));
  if (of.type === "divider") made.append(document.createElement("hr"));
  if (of.text && of.type === "section") made.append(textObject("p", of.text));
  made.append(...(of.fields || []).map((field) => textObject("p", field)));
  for (const part of of.elements || []) {
    if (part.type === "button") {
      made.append(pressable(part, from));
    } else {
      made.append(textObject("small", part));
    }
  }
  return made;
}

function slackMessage(message, of) {
  const made = document.createElement("div");
  made.className = "slack";
  const head = document.createElement("div");
  head.append(element("strong", message.bot_id ? "Wigwag" : message.user || "somebody"), " ");
  if (message.bot_id) head.append(element("span", "APP", "app"), " ");
  head.append(element("span", new Date(Number(message.ts.split(".")[0]) * 1000).toLocaleTimeString(), "none"));
  made.append(head);
  if (of.id && message.replies_to) {
    made.append(element("small", `↳ replied to a thread: ${plainOf(message.replies_to).replaceAll("\u200B", "").slice(0, 80)}…`));
  }
  if (message.blocks && message.blocks.length) {
    made.append(...message.blocks.map((part) => block(part, { channel: of.id, ts: message.ts })));
  } else {
    made.append(textObject("p", { type: "mrkdwn", text: message.text }));
  }
  if (message.replies && message.replies.length) {
    const thread = document.createElement("details");
    thread.dataset.thread = message.ts;
    thread.open = true;
    const count = message.replies.length === 1 ? "1 reply" : `${message.replies.length} replies`;
    thread.append(element("summary", count), ...message.replies.map((reply) => slackMessage(reply, {})));
    made.append(thread);
  }
  return made;
}

function slackChannel(channel) {
  const made = document.createElement("div");
  made.append(element("h3", `# ${channel.id}`), ...channel.messages.map((message) => slackMessage(message, channel)));
  if (!channel.messages.length) made.append(element("p", "Nobody has said anything yet.", "none"));
  return made;
}

// What Slack shows to one person only, and for a while.
function aloneMessage(message) {
  const made = slackMessage({ bot_id: "B", ...message }, {});
  made.prepend(element("small", "👁 Only visible to you"));
  return made;
}

function showPeople(names) {
  const select = byId("as");
  if (select.options.length === Object.keys(names).length) return;
  const chosen = select.value;
  select.replaceChildren(...Object.entries(names).map(([id, name]) => new Option(name, id)));
  if (names[chosen]) select.value = chosen;
}

byId("as").addEventListener("change", () => pollSlack());

byId("say").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = byId("text").value.trim().replace(/^\/wigwag\b\s*/i, "");
  byId("text").value = "";
  await send("command", { text });
});

let shownSlack = "";

async function pollSlack() {
  try {
    const as = byId("as").value;
    const response = await fetch(`/sandbox/slack${as ? `?as=${as}` : ""}`);
    if (!response.ok) throw new Error(`status ${response.status}`);
    const text = await response.text();
    // What has not changed stays as it is, with its open threads and whatever somebody has selected.
    if (text === shownSlack) return;
    const shut = new Set([...document.querySelectorAll("#slack details:not([open])")].map((thread) => thread.dataset.thread));
    const told = JSON.parse(text);
    people = told.people;
    showPeople(people);
    byId("alone").replaceChildren(...told.alone.map(aloneMessage));
    byId("slack").replaceChildren(...told.channels.map(slackChannel));
    document.querySelectorAll("#slack details").forEach((thread) => { thread.open = !shut.has(thread.dataset.thread); });
    shownSlack = text;
  } catch {
    // That the sandbox does not answer is told by the other poll, at the foot of the page.
  }
}

pollSlack();
setInterval(pollSlack, 1000);
