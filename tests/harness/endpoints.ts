/** Where the product under test listens, and with which keys; one that already runs is named by the environment. */

export interface Endpoints {
  functionsUrl: string;
  teamsUrl: string;
  mailUrl: string;
  signInUrl: string;
  demoPassword: string;
  /** For the operators' routes. */
  operatorKey: string;
  /** Moves the clock of the embedded host; other hosts have none. */
  clockKey?: string;
}

const needed = ['BASE_URL', 'TEAMS_URL', 'MAIL_URL', 'DEMO_PASSWORD', 'OPERATOR_KEY'] as const;

/**
 * The product that `BASE_URL` points at, undefined where it isn't set.
 * @throws an Error naming the variables that are missing beside it
 */
export function runningProduct(environment: NodeJS.ProcessEnv = process.env): Endpoints | undefined {
  const { BASE_URL, TEAMS_URL, MAIL_URL, DEMO_PASSWORD, OPERATOR_KEY, MASTER_KEY } = environment;
  if (!BASE_URL) return undefined;
  if (!TEAMS_URL || !MAIL_URL || !DEMO_PASSWORD || !OPERATOR_KEY) {
    const missing = needed.filter((name) => !environment[name]);
    throw new Error(
      `BASE_URL is set, so these are needed too (the ready line has them): ${missing.join(', ')}.`,
    );
  }
  return {
    functionsUrl: BASE_URL,
    teamsUrl: TEAMS_URL,
    mailUrl: MAIL_URL,
    signInUrl: `${BASE_URL}/api/directory/sign-in`,
    demoPassword: DEMO_PASSWORD,
    operatorKey: OPERATOR_KEY,
    ...(MASTER_KEY ? { clockKey: MASTER_KEY } : {}),
  };
}

/**
 * A test that needs a host whose clock can be moved, or which can be killed. On any other it isn't run, and says so.
 */
export function itOnTheEmbeddedHost(title: string, body: () => Promise<void>, timeoutMs?: number): void {
  if (process.env.BASE_URL) process.stderr.write(`not run on this host: ${title}\n`);
  else it(title, body, timeoutMs);
}
