"""Recipes for tests against the mock, with Python's standard library alone.

Run: MOCKSERVER_URL=http://localhost:8888 python3 -m unittest
"""
import base64
import hashlib
import hmac
import http.server
import json
import os
import threading
import unittest
import urllib.error
import urllib.request

MOCK = os.environ.get("MOCKSERVER_URL", "http://localhost:8888")


def call(method, url, body=None, headers=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers or {}, method=method)
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as refusal:
        answer = refusal
    with answer:
        text = answer.read()
        return answer.status, answer.headers, json.loads(text) if text else None


# snippet: sandbox
class Sandbox:
    """A world of a test's own, taken away when the test ends."""

    def __init__(self, test, **settings):
        status, _, made = call("POST", f"{MOCK}/_mock/sandboxes", {"from": "default", "settings": settings})
        test.assertEqual(status, 201)
        self.control = f"{MOCK}/_mock/sandboxes/{made['name']}"
        self.urls, self.credentials = made["base_urls"], made["credentials"]
        test.addCleanup(call, "DELETE", self.control)
# end

    def huntr(self, path):
        return call("GET", self.urls["huntr"] + path, headers={"Authorization": f"Bearer {self.credentials['huntr']['token']}"})

    def teamtailor(self, path, token=None):
        token = token or self.credentials["teamtailor"]["token"]
        headers = {"Authorization": f"Token token={token}", "X-Api-Version": "20161108"}
        return call("GET", self.urls["teamtailor"] + path, headers=headers)

    def jusrecruit(self, path, key):
        return call("GET", self.urls["jusrecruit"] + path, headers={"Authorization": f"Bearer {key}"})

    def mint(self, **wanted):
        return call("POST", self.control + "/credentials", wanted)[2]


class Recipes(unittest.TestCase):
    # snippet: parallel
    def test_parallel_tests_do_not_meet(self):
        first, second = Sandbox(self), Sandbox(self)
        call("POST", first.control + "/actions/huntr/add-member", {"givenName": "Ada", "email": "ada@example.com"})
        self.assertEqual(first.huntr("/members?limit=1")[2]["data"][0]["email"], "ada@example.com")
        self.assertNotEqual(second.huntr("/members?limit=1")[2]["data"][0]["email"], "ada@example.com")
    # end

    # snippet: limits
    def test_the_client_meets_the_rate_limit_and_comes_back(self):
        world = Sandbox(self, clock_mode="still")
        credentials = call("GET", world.control + "/credentials")[2]["data"]
        key = next(c for c in credentials if c["provider"] == "teamtailor")
        call("PUT", f"{world.control}/credentials/{key['id']}/limit", {"remaining": 1})

        self.assertEqual(world.teamtailor("/jobs")[0], 200)
        status, headers, _ = world.teamtailor("/jobs")
        self.assertEqual((status, headers["X-Rate-Limit-Remaining"]), (429, "0"))
        call("POST", world.control + "/clock/advance", {"by": headers["X-Rate-Limit-Reset"] + "s"})
        self.assertEqual(world.teamtailor("/jobs")[0], 200)
    # end

    # snippet: pages
    def test_the_client_reads_all_pages(self):
        world = Sandbox(self)
        seen, url = set(), "/candidates?page[size]=30"
        while url:
            document = world.teamtailor(url)[2]
            seen.update(candidate["id"] for candidate in document["data"])
            url = document["links"].get("next", "").removeprefix(world.urls["teamtailor"])
        rows = call("GET", world.control)[2]["rows"]
        self.assertEqual(len(seen), rows["teamtailor.candidates"])
    # end

    # snippet: webhooks
    def test_the_receiver_checks_the_signature(self):
        class Receiver(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                signature = base64.b64encode(hmac.digest(b"s3cret", body, hashlib.sha256)).decode()
                genuine = hmac.compare_digest(self.headers.get("x-huntr-hmac-sha256", ""), signature)
                self.send_response(200 if genuine else 401)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        self.addCleanup(receiver.server_close)
        self.addCleanup(receiver.shutdown)

        world = Sandbox(self)
        hook = {"provider": "huntr", "url": f"http://127.0.0.1:{receiver.server_port}/hooks", "secret": "s3cret"}
        status, _, hook = call("POST", world.control + "/webhooks", hook)
        self.assertEqual(status, 201)
        member = world.huntr("/members?limit=1&active=true")[2]["data"][0]["id"]
        job = {"member": member, "title": "Träumer", "list": "applied"}
        call("POST", world.control + "/actions/huntr/add-job", job)
        deliveries = call("GET", world.control + "/deliveries?state=received&wait=10s")[2]["data"]
        self.assertEqual([d["attempts"][0]["status"] for d in deliveries], [200])
    # end

    # snippet: permissions
    def test_each_key_may_do_what_its_permissions_say(self):
        world = Sandbox(self)
        for scope, expected in {"public": [200, 403], "internal": [200, 403], "admin": [200, 200]}.items():
            token = world.mint(provider="teamtailor", scope=scope, access="read")["token"]
            self.assertEqual([world.teamtailor(p, token)[0] for p in ("/jobs", "/candidates")], expected, scope)
        key = world.mint(provider="jusrecruit", permissions=["LIST_JOBS"])["key"]
        self.assertEqual([world.jusrecruit(p, key)[0] for p in ("/jobs", "/candidates")], [200, 403])
    # end


if __name__ == "__main__":
    unittest.main()
