// An agent of kind http: checks who asks, answers a ticket once. HMAC_SECRET=… [PORT=9000] node agent.mjs
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const secret = Buffer.from(process.env.HMAC_SECRET, "base64");
const answers = new Map(); // by execution; a service of several processes keeps this in its database

async function work(task) {
  return { summary: `${task.issue.key}: ${task.issue.summary}`, attempt: task.attempt };
}

function genuine(body, signature = "") {
  const ours = Buffer.from("sha256=" + createHmac("sha256", secret).update(body).digest("hex"));
  const theirs = Buffer.from(signature);
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}

const server = createServer(async (request, response) => {
  const answer = (status, content) =>
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(content));
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (!genuine(body, request.headers["x-hub-signature-256"]))
    return answer(401, { error: "The signature is wrong: is HMAC_SECRET the agent's secret?" });
  const key = request.headers["idempotency-key"];
  if (!answers.has(key)) answers.set(key, work(JSON.parse(body)));
  answer(200, await answers.get(key));
});

server.listen(process.env.PORT ?? 9000, "127.0.0.1", () =>
  console.log(`listening on http://127.0.0.1:${server.address().port}/`));
