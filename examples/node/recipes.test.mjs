// Recipes for tests against the mock, with Node's standard library alone. Run: MOCKSERVER_URL=http://localhost:8888 node --test
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { once } from "node:events";
import assert from "node:assert/strict";
import test from "node:test";

const mock = process.env.MOCKSERVER_URL ?? "http://localhost:8888";

async function call(method, url, body, headers = {}) {
  const answer = await fetch(url, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === "" ? undefined : JSON.parse(text) };
}

// snippet: sandbox
// newSandbox gives a test a world of its own and takes it away when the test ends.
async function newSandbox(t, settings = {}) {
  const made = await call("POST", `${mock}/_mock/sandboxes`, { from: "default", settings });
  assert.equal(made.status, 201);
  const control = `${mock}/_mock/sandboxes/${made.body.name}`;
  t.after(() => call("DELETE", control));
  return { ...made.body, control };
}
// end

const huntr = (s) => ({ Authorization: `Bearer ${s.credentials.huntr.token}` });
const teamtailor = (token) => ({ Authorization: `Token token=${token}`, "X-Api-Version": "20161108" });
const jusrecruit = (key) => ({ Authorization: `Bearer ${key}` });

// snippet: parallel
test("parallel tests do not meet", { concurrency: true }, async (t) => {
  await Promise.all([1, 2, 3].map((n) => t.test(`world ${n}`, async (t) => {
    const world = await newSandbox(t);
    await call("POST", `${world.control}/actions/huntr/add-member`, { givenName: "Ada", email: `ada${n}@example.com` });
    const members = await call("GET", `${world.base_urls.huntr}/members?limit=1`, undefined, huntr(world));
    assert.equal(members.body.data[0].email, `ada${n}@example.com`);
  })));
});
// end

// snippet: limits
test("the client meets the rate limit and comes back", async (t) => {
  const world = await newSandbox(t, { clock_mode: "still" });
  const { data } = (await call("GET", `${world.control}/credentials`)).body;
  const key = data.find((c) => c.provider === "teamtailor");
  await call("PUT", `${world.control}/credentials/${key.id}/limit`, { remaining: 1 });

  const jobs = () => call("GET", `${world.base_urls.teamtailor}/jobs`, undefined, teamtailor(world.credentials.teamtailor.token));
  assert.equal((await jobs()).status, 200);
  const refused = await jobs();
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get("X-Rate-Limit-Remaining"), "0");
  await call("POST", `${world.control}/clock/advance`, { by: `${refused.headers.get("X-Rate-Limit-Reset")}s` });
  assert.equal((await jobs()).status, 200);
});
// end

// snippet: pages
test("the client reads all pages", async (t) => {
  const world = await newSandbox(t);
  const ids = new Set();
  for (let next = ""; ;) {
    const page = (await call("GET", `${world.base_urls.huntr}/members?limit=7${next}`, undefined, huntr(world))).body;
    if (page.data.length === 0) break;
    page.data.forEach((member) => ids.add(member.id));
    if (page.next === undefined) break;
    next = `&next=${page.next}`;
  }
  const { rows } = (await call("GET", world.control)).body;
  assert.equal(ids.size, rows["huntr.members"]);
});
// end

// snippet: webhooks
test("the receiver checks the signature", async (t) => {
  const secret = "s3cret";
  const receiver = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const signature = createHmac("sha256", secret).update(Buffer.concat(chunks)).digest();
    const given = Buffer.from(request.headers["x-huntr-hmac-sha256"] ?? "", "base64");
    const genuine = given.length === signature.length && timingSafeEqual(given, signature);
    response.writeHead(genuine ? 200 : 401).end();
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  t.after(() => receiver.close());

  const world = await newSandbox(t);
  const url = `http://127.0.0.1:${receiver.address().port}/hooks`;
  const hook = await call("POST", `${world.control}/webhooks`, { provider: "huntr", url, secret, events: ["JOB_ADDED"] });
  assert.equal(hook.status, 201);
  const members = await call("GET", `${world.base_urls.huntr}/members?limit=1&active=true`, undefined, huntr(world));
  await call("POST", `${world.control}/actions/huntr/add-job`, { member: members.body.data[0].id, title: "Träumer", list: "applied" });
  const { data } = (await call("GET", `${world.control}/deliveries?state=received&wait=10s`)).body;
  assert.equal(data.length, 1);
  assert.equal(data[0].attempts[0].status, 200);

  const { body: report } = await call("POST", `${world.control}/webhooks/${hook.body.id}/probe`, {});
  t.diagnostic(JSON.stringify(report, null, 1)); // says in words what the receiver lets through
});
// end

// snippet: permissions
test("each key may do what its permissions say", async (t) => {
  const world = await newSandbox(t);
  const mint = async (body) => (await call("POST", `${world.control}/credentials`, body)).body;
  const scopes = { public: [200, 403], internal: [200, 403], admin: [200, 200] };
  for (const [scope, expected] of Object.entries(scopes)) {
    const { token } = await mint({ provider: "teamtailor", scope, access: "read" });
    const paths = ["jobs", "candidates"];
    const got = await Promise.all(paths.map((p) => call("HEAD", `${world.base_urls.teamtailor}/${p}`, undefined, teamtailor(token))));
    assert.deepEqual(got.map((answer) => answer.status), expected, scope);
  }
  const { key } = await mint({ provider: "jusrecruit", permissions: ["LIST_JOBS"] });
  const got = await Promise.all(["jobs", "candidates"].map((p) => call("GET", `${world.base_urls.jusrecruit}/${p}`, undefined, jusrecruit(key))));
  assert.deepEqual(got.map((answer) => answer.status), [200, 403]);
});
// end
