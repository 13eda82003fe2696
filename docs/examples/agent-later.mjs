// An agent of kind http that takes a task and answers it later. HMAC_SECRET=… [PORT=9000] node agent-later.mjs
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { setTimeout } from "node:timers/promises";

const secret = Buffer.from(process.env.HMAC_SECRET, "base64");

async function work(task) {
  return { summary: `${task.issue.key}: ${task.issue.summary}`, attempt: task.attempt };
}

function genuine(body, signature = "") {
  const ours = Buffer.from("sha256=" + createHmac("sha256", secret).update(body).digest("hex"));
  const theirs = Buffer.from(signature);
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}

// The same answer may be sent again: only the first one counts.
async function answer(url, token, content) {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  for (;;) {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(content) }).catch(() => null);
    if (response && response.status < 500)
      return response.ok || console.log(`${url}: ${response.status} ${await response.text()}`);
    await setTimeout(5000);
  }
}

// A service that must not forget a task when it stops keeps it in its database until it has answered.
async function workAndAnswer(url, token, task) {
  const content = await work(task).catch((failure) => ({
    error: { reason: "work_failed", message: String(failure), retryable: false },
  }));
  await answer(url, token, content);
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const { "x-hub-signature-256": signature, "x-result-url": url, "x-result-token": token } = request.headers;
  if (!genuine(body, signature)) return response.writeHead(401).end();
  response.writeHead(202).end();
  workAndAnswer(url, token, JSON.parse(body));
});

server.listen(process.env.PORT ?? 9000, "127.0.0.1", () =>
  console.log(`listening on http://127.0.0.1:${server.address().port}/`));
