/**
 * The fake by itself, to look at or to point `npm start` at: `node tests/fakes/okta/serve.cjs [--control PORT]`.
 * Prints one line of JSON with the address, an API token and the address of its controls, where
 * `POST /lock ["ana@contoso.example", {"how": "both"}]` calls `lock` of the fake, `POST /faults.next [...]` its faults.
 */
const { createServer } = require('node:http');
const { transformFileSync } = require('@swc/core');

require.extensions['.ts'] = (module, file) => {
  const { code } = transformFileSync(file, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
  });
  module._compile(code, file);
};
const { apiToken, createOktaFake } = require('./fake.ts');

/** Takes the demo's people too: an array of users as `state.add` takes them, in OKTA_FAKE_USERS. */
const users = JSON.parse(process.env.OKTA_FAKE_USERS ?? '[]');

/** What is not for JSON is left out: functions, and what refers to itself. */
const told = (value) => (value === undefined || typeof value === 'function' ? null : value);

async function main() {
  const fake = await createOktaFake({ users });
  const control = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    try {
      const names = new URL(request.url, 'http://fake').pathname.slice(1).split('.');
      const owner = names.slice(0, -1).reduce((thing, name) => thing[name], fake);
      const found = owner[names.at(-1)];
      if (found === undefined) throw new Error(`The fake has no ${names.join('.')}.`);
      const args = JSON.parse(Buffer.concat(chunks).toString() || '[]');
      const answer = typeof found === 'function' ? await found(...args) : found;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told(answer)));
    } catch (error) {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: error.message }));
    }
  });
  const at = process.argv.indexOf('--control');
  const port = at < 0 ? 0 : Number(process.argv[at + 1]);
  await new Promise((resolve) => control.listen(port, '127.0.0.1', resolve));
  const controls = `http://127.0.0.1:${control.address().port}`;
  process.stdout.write(`${JSON.stringify({ url: fake.url, apiToken, controls })}\n`);
  const end = async () => {
    control.close();
    await fake.close();
  };
  process.once('SIGINT', end).once('SIGTERM', end);
}

void main();
