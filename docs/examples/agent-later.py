"""An agent of kind http that takes a task and answers it later. HMAC_SECRET=… [PORT=9000] python3 agent-later.py"""
import base64, hashlib, hmac, json, os, queue, threading, time, urllib.error, urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = base64.b64decode(os.environ["HMAC_SECRET"])
tasks = queue.Queue()  # a service that must not forget a task when it stops keeps this in its database


def work(task):
    return {"summary": f"{task['issue']['key']}: {task['issue']['summary']}", "attempt": task["attempt"]}


def answer(url, token, content):
    headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}
    request = urllib.request.Request(url, json.dumps(content).encode(), headers)
    while True:  # the same answer may be sent again: only the first one counts
        try:
            return urllib.request.urlopen(request, timeout=30).close()
        except urllib.error.HTTPError as refusal:
            if refusal.code < 500:
                return print(f"{url}: {refusal.code} {refusal.read().decode()}", flush=True)
        except OSError:
            pass
        time.sleep(5)


def answer_all():
    while True:
        url, token, task = tasks.get()
        try:
            answer(url, token, work(task))
        except Exception as failure:
            answer(url, token, {"error": {"reason": "work_failed", "message": str(failure), "retryable": False}})


class Agent(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        signature = "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()
        genuine = hmac.compare_digest(signature.encode(), self.headers.get("X-Hub-Signature-256", "").encode())
        if genuine:
            tasks.put((self.headers["X-Result-Url"], self.headers["X-Result-Token"], json.loads(body)))
        self.send_response(202 if genuine else 401)
        self.send_header("Content-Length", "0")
        self.end_headers()


threading.Thread(target=answer_all, daemon=True).start()
server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "9000"))), Agent)
print(f"listening on http://127.0.0.1:{server.server_port}/", flush=True)
server.serve_forever()
