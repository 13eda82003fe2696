"""An agent of kind http: checks who asks, answers a ticket once. HMAC_SECRET=… [PORT=9000] python3 agent.py"""
import base64, hashlib, hmac, json, os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = base64.b64decode(os.environ["HMAC_SECRET"])
answers = {}  # by execution; a service of several processes keeps this in its database


def work(task):
    issue = task["issue"]
    return {"summary": f"{issue['key']}: {issue['summary']}", "attempt": task["attempt"]}


class Agent(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        signature = "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(signature.encode(), self.headers.get("X-Hub-Signature-256", "").encode()):
            return self.answer(401, {"error": "The signature is wrong: is HMAC_SECRET the agent's secret?"})
        key = self.headers["Idempotency-Key"]
        if key not in answers:
            answers[key] = work(json.loads(body))
        self.answer(200, answers[key])

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "9000"))), Agent)
print(f"listening on http://127.0.0.1:{server.server_port}/", flush=True)
server.serve_forever()
