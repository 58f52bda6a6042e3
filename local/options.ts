/** What `npm start` and `npm run services` may be told on the command line. */
import path from 'node:path';
import { parseArgs } from 'node:util';

export type HostChoice = 'func' | 'embedded';

export interface StartOptions {
  fresh: boolean;
  people?: number;
  host?: HostChoice;
  /** absolute */
  policyFile?: string;
  /** End when standard input does: for programs that start us and may be killed. */
  watchStdin: boolean;
}

/** A fault of the command line, to be told without a stack. */
export class OptionFault extends Error {
  readonly code = 'option';
}

const mostPeople = 200_000;

/** @param args what stands after the command @throws {OptionFault} */
export function readOptions(args: string[]): StartOptions {
  const { fresh, people, host, policy, 'watch-stdin': watchStdin } = parsed(args);
  return {
    fresh: fresh ?? false,
    watchStdin: watchStdin ?? false,
    ...(people === undefined ? {} : { people: peopleCount(people) }),
    ...(host === undefined ? {} : { host: hostChoice(host) }),
    ...(policy === undefined ? {} : { policyFile: path.resolve(policy) }),
  };
}

function parsed(args: string[]): {
  fresh?: boolean;
  people?: string;
  host?: string;
  policy?: string;
  'watch-stdin'?: boolean;
} {
  try {
    return parseArgs({
      args,
      options: {
        fresh: { type: 'boolean' },
        people: { type: 'string' },
        host: { type: 'string' },
        policy: { type: 'string' },
        'watch-stdin': { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OptionFault(
      `${reason}\nThere are: --fresh, --people N, --host func|embedded, --policy FILE, --watch-stdin.`,
    );
  }
}

function peopleCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= mostPeople) return count;
  throw new OptionFault(`--people is "${text}"; it must be a whole number from 1 to ${mostPeople}.`);
}

function hostChoice(text: string): HostChoice {
  if (text === 'func' || text === 'embedded') return text;
  throw new OptionFault(`--host is "${text}"; it must be func (Azure Functions Core Tools) or embedded.`);
}
