/** Ports on loopback: which are free, and which the local run takes. */
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** The names of the settings, and what they are without one. */
export const portSettings = {
  functions: { setting: 'PORT', usual: 7071 },
  teams: { setting: 'TEAMS_PORT', usual: 7080 },
  mail: { setting: 'MAIL_PORT', usual: 7081 },
} as const;

export type PortName = keyof typeof portSettings;
export type Ports = Record<PortName, number>;

/** A fault of the person's setting, to be told without a stack. */
export class PortFault extends Error {
  readonly code = 'port';
}

/**
 * Chooses the ports of a run. A number is taken as it is, or refused when something else listens there; 0 means any
 * free one, and then what an earlier run had is taken again while it is free.
 * @param options.patienceMs how long a taken port may still become free: after a run that was killed, its host goes
 * @throws {PortFault} naming the setting
 */
export async function choosePorts({
  environment,
  remembered,
  patienceMs = 0,
}: {
  environment: Record<string, string | undefined>;
  remembered: Partial<Ports>;
  patienceMs?: number;
}): Promise<Ports> {
  const until = performance.now() + patienceMs;
  const chosen: Partial<Ports> = {};
  for (const name of Object.keys(portSettings) as PortName[]) {
    const { setting, usual } = portSettings[name];
    const wish = portNumber(setting, environment[setting], usual);
    const others = Object.values(chosen);
    if (wish === 0) {
      chosen[name] = await freePort(remembered[name] ?? 0, others);
    } else if (others.includes(wish) || !(await becomesFree(wish, until))) {
      throw new PortFault(
        `Port ${wish} is in use. Set ${setting} to another port (${setting}=0 takes any free one), or end what listens there.`,
      );
    } else {
      chosen[name] = wish;
    }
  }
  return chosen as Ports;
}

/** The wished port where it is free, else any free one that is not among `taken`. */
export async function freePort(wish = 0, taken: number[] = []): Promise<number> {
  if (wish !== 0 && !taken.includes(wish) && (await isFree(wish))) return wish;
  // Below those that the system gives to every outgoing call: one of them might take it before we listen.
  for (let tries = 0; tries < 20; tries += 1) {
    const port = 10_240 + Math.floor(Math.random() * (32_768 - 10_240));
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  const port = await tryToListen(0, '127.0.0.1');
  if (port === undefined) throw new Error('No port is free on loopback.');
  return taken.includes(port) ? freePort(0, taken) : port;
}

function portNumber(setting: string, value: string | undefined, usual: number): number {
  if (value === undefined || value.trim() === '') return usual;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new PortFault(`${setting} is "${value}"; it must be a port from 1 to 65535, or 0 for any free one.`);
}

async function becomesFree(port: number, until: number): Promise<boolean> {
  while (!(await isFree(port))) {
    if (performance.now() >= until) return false;
    await wait(100);
  }
  return true;
}

/** Free on both addresses that "localhost" may mean; a machine may be without the second. */
async function isFree(port: number): Promise<boolean> {
  return (
    (await tryToListen(port, '127.0.0.1')) !== undefined && (await tryToListen(port, '::1')) !== undefined
  );
}

/** @returns the port that could be listened on, undefined when it is taken or not ours to take */
function tryToListen(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      const noSuchAddress = error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT';
      resolve(noSuchAddress ? port : undefined);
    });
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
