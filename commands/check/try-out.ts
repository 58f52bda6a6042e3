/** Tries one connector: the probe of address and credentials first, then everything else at once, each in its time. */
import { CodedError, codeOf } from '../../domain/errors';
import type { Probe, SampleAccount, Untried } from '../../domain/ports/inspection';
import { adviceFor } from './advice';
import { failureOf, type Row } from './row';

export type Candidate = {
  readonly connector: string;
  readonly probes: readonly Probe[];
  readonly untried: readonly Untried[];
};

export async function tryOut(candidate: Candidate, timeoutMs: number): Promise<readonly Row[]> {
  const { connector, probes, untried } = candidate;
  const [first, ...others] = probes;
  const begun = first ? [await rowOf(connector, first, timeoutMs)] : [];
  const isOpen = begun.every(({ result }) => result === 'ok');
  const rest = isOpen
    ? await Promise.all(others.map((probe) => rowOf(connector, probe, timeoutMs)))
    : others.map(({ what }): Row => notTried(connector, what, 'after the failure above', ''));
  const changes = untried.map(({ what, needs }) =>
    notTried(connector, what, 'it would change something', needs),
  );
  return [...begun, ...rest, ...changes];
}

async function rowOf(connector: string, probe: Probe, timeoutMs: number): Promise<Row> {
  const { what } = probe;
  try {
    const found = await within(timeoutMs, probe.run({ timeoutMs }));
    const detail = found === 'nothing-there' ? 'nothing there to read' : '';
    return { connector, what, result: 'ok', detail, todo: '' };
  } catch (error) {
    const todo =
      error instanceof WrongLink ? error.message : adviceFor(connector, codeOf(error), probe.advice);
    return { connector, what, result: 'failed', detail: failureOf(error), todo };
  }
}

const notTried = (connector: string, what: string, detail: string, todo: string): Row => ({
  ...{ connector, what, detail, todo },
  result: 'not tried',
});

/** Some libraries know no time limit, or a longer one. */
async function within<T>(ms: number, step: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CodedError('timeout', 'no answer in time')), ms);
  });
  try {
    return await Promise.race([step, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Its message is for operators. */
class WrongLink extends CodedError {
  constructor(message: string) {
    super('not-found', message);
  }
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether people can be linked to accounts as the policy says, judged by some of them. */
export function linkProbe(
  provider: string,
  link: 'objectId' | 'upn',
  sample: (options: { readonly timeoutMs: number }) => Promise<readonly SampleAccount[]>,
): Probe {
  const key = `providers.${provider}`;
  return {
    what: `account links by ${link}`,
    async run(options) {
      const accounts = await sample(options);
      if (accounts.length === 0) return 'nothing-there';
      const ids = accounts.flatMap(({ objectId }) => objectId ?? []);
      if (link === 'upn') {
        if (accounts.some(({ userName }) => userName.includes('@'))) return 'seen';
        throw new WrongLink(
          `Of ${accounts.length} accounts none has a user name like a UPN. Choose ${key}.link: objectId.`,
        );
      }
      if (ids.some((id) => guid.test(id))) return 'seen';
      const found = ids.length > 0 ? 'one that is an Entra object id' : 'a value there';
      throw new WrongLink(
        `Of ${accounts.length} accounts none has ${found}. Name the right attribute in ${key}.objectIdAttribute, have it filled, or choose ${key}.link: upn.`,
      );
    },
  };
}
