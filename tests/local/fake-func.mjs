/** Stands in for Azure Functions Core Tools: listens, answers health and messages, and writes down what it was given. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
const calls = [];

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  calls.push({ url: request.url, body: Buffer.concat(chunks).toString() });
  if (request.url === '/die') {
    console.error('the reason why it died');
    process.exit(3);
  }
  const body = request.url === '/calls' ? JSON.stringify(calls) : '{}';
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);
});
server.listen(port, 'localhost', () => {
  const { pid, argv, env } = process;
  writeFileSync(process.env.FAKE_FUNC_FILE, JSON.stringify({ pid, argv: argv.slice(2), env }));
});
