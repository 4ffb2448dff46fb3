"use strict";

// What GitHub's commit page says of all statuses together, by the worst of them.
function verdict(statuses) {
  const states = new Set(statuses.map((status) => status.state));
  if (!statuses.length) return ["○", "none", "Nobody has said anything about it"];
  if (states.has("failure") || states.has("error")) return ["✗", "bad", "Some checks were not successful"];
  return states.has("pending") ? ["●", "wait", "Some checks haven't completed yet"] : ["✓", "good", "All checks have passed"];
}

const checks = { success: ["✓", "good"], pending: ["●", "wait"], failure: ["✗", "bad"], error: ["✗", "bad"] };

function mark(sign, className, label) {
  const made = element("span", sign, `mark ${className}`);
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", label);
  return made;
}

function statusRow(status) {
  const [sign, className] = checks[status.state] || ["?", "none"];
  const words = document.createElement("div");
  words.append(element("strong", status.context), " ", element("span", status.description || "", "none"));
  const made = row(mark(sign, className, status.state), words);
  if (/^https?:/.test(status.targetUrl || "")) {
    const link = element("a", "Details");
    link.href = status.targetUrl;
    link.rel = "noreferrer";
    made.append(link);
  }
  return made;
}

const deployed = {
  success: ["✓", "good", "Active"],
  inactive: ["○", "none", "Inactive"],
  failure: ["✗", "bad", "Failure"],
  error: ["✗", "bad", "Error"],
  in_progress: ["●", "wait", "In progress"],
  queued: ["●", "wait", "Queued"],
  pending: ["●", "wait", "Pending"],
};

function deploymentRow(deployment) {
  const [sign, className, word] = deployed[deployment.state] || ["?", "none", deployment.state];
  const words = document.createElement("div");
  words.append("Deployed to ", element("strong", deployment.environment), " ", element("span", deployment.description || "", "none"));
  const made = row(mark(sign, className, word), words);
  if (/^https?:/.test(deployment.logUrl || "")) {
    const link = element("a", "View log");
    link.href = deployment.logUrl;
    link.rel = "noreferrer";
    made.append(link);
  }
  return made;
}

function commitEntry(commit) {
  const block = document.createElement("article");
  block.className = "commit";
  const head = document.createElement("div");
  head.className = "head";
  const [sign, className, words] = verdict(commit.statuses);
  head.append(mark(sign, className, words), element("strong", commit.subject), element("code", commit.sha.slice(0, 7)));
  block.append(head, element("p", `${commit.author} committed at ${commit.time.slice(11, 19)}. ${words}.`, "none"));
  const list = document.createElement("ul");
  list.className = "rows";
  list.append(...commit.statuses.map(statusRow), ...commit.deployments.map(deploymentRow));
  block.append(list);
  return block;
}

let shownCommits = "";

async function pollCommits() {
  try {
    const response = await fetch("/sandbox/commits");
    if (!response.ok) throw new Error(`status ${response.status}`);
    const text = await response.text();
    if (text === shownCommits) return;
    const { commits } = JSON.parse(text);
    fill("commits", commits.slice(0, 2), commitEntry, "Nothing has been pushed yet.");
    byId("earlier").hidden = commits.length <= 2;
    fill("earlierCommits", commits.slice(2), commitEntry, "");
    shownCommits = text;
  } catch {
    // That the sandbox does not answer is told by the other poll, at the foot of the page.
  }
}

pollCommits();
setInterval(pollCommits, 1000);
