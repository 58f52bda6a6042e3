/** A real Azurite (tables only) for tests: a child process with a folder and a port of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = join(__dirname, '../../../node_modules/azurite/dist/src/table/main.js');
/** Azurite's published development key. */
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export type Azurite = {
  readonly connection: string;
  readonly port: number;
  /** Goes away as in an outage; what was written stays. */
  stop(): Promise<void>;
  /** Comes back at the same place. */
  start(): Promise<void>;
  /** Ends it for good and removes its folder. */
  end(): Promise<void>;
};

export async function startAzurite(): Promise<Azurite> {
  const folder = mkdtempSync(join(tmpdir(), 'tables-'));
  const port = await freePort();
  let child: ChildProcess | undefined;
  process.on('exit', () => child?.kill('SIGKILL'));

  const start = async (): Promise<void> => {
    const options = ['--location', folder, '--tablePort', String(port), '--silent', '--disableTelemetry'];
    const started = spawn(process.execPath, [program, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
    child = started;
    await new Promise<void>((resolve, reject) => {
      started.stdout.on('data', (text) => String(text).includes('successfully') && resolve());
      started.once('exit', (code) => reject(new Error(`Azurite ended with ${code}`)));
    });
  };
  const stop = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    // Only an interrupt makes it save and close; one that doesn't end by that is ended.
    child.kill('SIGINT');
    const impatient = setTimeout(() => child?.kill('SIGKILL'), 5_000);
    await gone;
    clearTimeout(impatient);
  };
  await start();
  return {
    connection: connectionTo(port),
    port,
    start,
    stop,
    async end() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function connectionTo(port: number): string {
  const account = 'devstoreaccount1';
  const endpoint = `http://127.0.0.1:${port}/${account}`;
  return `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${accountKey};TableEndpoint=${endpoint};`;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
