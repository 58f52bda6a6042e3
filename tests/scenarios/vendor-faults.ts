/**
 * The hostile wire as people meet it: each call that a road makes meets each fault, each with a person of its own, over
 * the running product. Whoever asks reads a true and kind word at once, the trail has it, and once the fault is over it
 * ends right: done once, with one ticket.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { DemoPerson } from '../../local/people/demo-account';
import type { Fault, Faults, OrderedFault } from '../fakes/faults';
import { type ChatMessage, wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { eventually } from './story';
import { placesOf, tracesOf } from './traces';

/** What no vendor's answer may bring into a chat, a table or a log. */
export const foreignWords = 'words-of-the-vendor-4711';
const body = {
  errorCode: 'E0000009',
  code: 'UNEXPECTED_ERROR',
  errorSummary: foreignWords,
  message: foreignWords,
};
const badToken = { errorCode: 'E0000011', code: 'ACCESS_FAILED', errorSummary: foreignWords };

export const vendorFaults = {
  'too many requests': { kind: 'throttled', body, headers: { 'retry-after': '1' } },
  'an internal error': { kind: 'status', status: 500, body },
  'no answer': { kind: 'hang' },
  'a reset connection': { kind: 'reset-before' },
  'broken JSON': { kind: 'malformed-json' },
  'a page for people': { kind: 'html' },
  'an expired token': { kind: 'unauthorised', body: badToken, times: 1 },
  'a revoked token': { kind: 'unauthorised', body: badToken },
  'done, but the answer is lost': { kind: 'reset-during', acts: true, times: 1 },
} as const satisfies Readonly<Record<string, Fault>>;
type FaultName = keyof typeof vendorFaults;

const all = Object.keys(vendorFaults) as FaultName[];
const ofReads = all.filter((name) => name !== 'done, but the answer is lost');
/** Of calls that stand beside others of the same moment. */
const some: readonly FaultName[] = ['too many requests', 'a reset connection', 'a revoked token'];

/** From the wish to the end of what comes of it. */
export type Road = {
  readonly name: string;
  /** Gives the person an account in need of this. */
  enrol(person: DemoPerson): void;
  readonly wish: string;
  readonly question: RegExp;
  readonly button: string;
  inputs?(person: DemoPerson): Record<string, unknown>;
  readonly done: RegExp;
  /** By what stands at the provider, whatever the product says. */
  isDone(person: DemoPerson): boolean;
  /** What else must have come of it, in the end. */
  isSettled?(person: DemoPerson): boolean;
  /** The act of the trail. */
  readonly act: string;
  /** What the person does next, on a page: null where it came to nothing. */
  goOn?(person: DemoPerson, card: ChatMessage): Promise<string | null>;
};

export type HostileCall = {
  readonly road: Road;
  readonly call: string;
  /** When the fault begins: before the wish, before the button, or before the page's Continue. */
  readonly from: 'wish' | 'press' | 'page';
  /** The call may be made long after the person's answer: a ticket's. */
  readonly later?: true;
  readonly at: { readonly faults: Faults };
  match(person: DemoPerson): Fault['match'];
  /** What makes the call happen at all: a token is asked for only after one was refused. */
  also?(person: DemoPerson): Fault;
  readonly kind: 'read' | 'beside' | 'change';
};

export type HostileWorld = {
  readonly policy: Record<string, unknown>;
  readonly environment: Record<string, string>;
  readonly calls: readonly HostileCall[];
  /** How often the help desk has opened a ticket for each request of this person. */
  ticketsOf(run: LocalRun, person: DemoPerson): Promise<readonly number[]>;
  prepare?(run: LocalRun): void;
  complaints(): readonly string[];
  secrets(): readonly string[];
};

/** More at once would let a turn of one wait for those of the others until it gives up. */
const abreast = 8;
const coreStaff = 15;
const patienceMs = 60_000;
const lookAgainMs = 200;
/** Kind, and true whatever has happened: never "done", never somebody else's words. */
export const notYet =
  /can't reach the sign-in system right now|Working on it|I couldn't (unlock|reset|get you)|I left everything as it is|IT must have a ticket/;
export const inhuman = /undefined|\[object|Error:|\bE\d{7}|HTTP|JSON|[Tt]oken|<html/;

type Case = {
  readonly hostile: HostileCall;
  readonly fault: FaultName;
  /** Lines of the trail. */
  readonly wanted: RegExp[];
  person?: DemoPerson | undefined;
  failure?: unknown;
};

function faultsOf({ kind }: HostileCall): readonly FaultName[] {
  if (kind === 'beside') return some;
  return kind === 'change' ? all : ofReads;
}

/** Makes a test of each call, one host for all of them. @param open called once, before them */
export function facedByPeople(
  title: string,
  calls: readonly string[],
  open: () => Promise<HostileWorld>,
): void {
  describe(title, () => {
    const done = new Map<string, Case[]>();
    let world: HostileWorld;
    let run: LocalRun;
    let told: Promise<void> = Promise.resolve();

    beforeAll(async () => {
      if (process.env.BASE_URL) return;
      world = await open();
      expect(world.calls.map(({ call }) => call)).toEqual(calls);
      const cases = world.calls.flatMap((hostile) =>
        faultsOf(hostile).map((fault): Case => ({ hostile, fault, wanted: [] })),
      );
      const { policy, environment } = world;
      run = await startLocalRun({ policy, environment, people: cases.length + coreStaff });
      world.prepare?.(run);
      for (const one of cases) done.set(one.hostile.call, [...(done.get(one.hostile.call) ?? []), one]);
      const people = run.people.filter(({ role, secretKey }) => role === 'employee' && !secretKey);
      // Calls of the same kind stand apart, since a vendor that throttles one is left alone by all.
      const waiting = cases.toSorted((a, b) => all.indexOf(b.fault) - all.indexOf(a.fault));
      const worker = async (): Promise<void> => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const person = people.shift();
          try {
            next.person = person;
            if (!person) throw new Error('The organisation is too small.');
            await play(run, world, next, person);
          } catch (error) {
            next.failure = error;
          }
        }
      };
      told = Promise.all(Array.from({ length: abreast }, worker)).then(() => undefined);
      told.catch(() => undefined);
    }, 120_000);
    afterAll(() => run?.stop(), 60_000);

    for (const call of calls)
      itOnTheEmbeddedHost(
        `${call}: whatever goes wrong there, people read a true word, and in the end it is done once`,
        async () => {
          await told;
          const failures = (done.get(call) ?? []).filter(({ failure }) => failure !== undefined);
          const texts = failures.map(
            ({ fault, failure }) => `${fault}: ${failure instanceof Error ? failure.message : failure}`,
          );
          if (texts.length > 0) throw new Error(texts.join('\n'));
        },
        240_000,
      );

    itOnTheEmbeddedHost(
      'T4: the trail has each outcome, and each change once',
      async () => {
        await told;
        await compareTrail(run, [...done.values()].flat());
      },
      240_000,
    );

    itOnTheEmbeddedHost(
      'P3: no secret, and no word of a vendor, stands in chats, logs, tables, histories or tickets',
      async () => {
        await told;
        const traces = await tracesOf(run);
        const secrets = [...world.secrets(), foreignWords, 'hunter2'];
        expect(
          secrets.flatMap((secret) => placesOf(secret, traces).map((place) => `${secret}: ${place}`)),
        ).toEqual([]);
        expect(traces['the log']).toContain('"event":"outside-call"');
        expect(world.complaints()).toEqual([]);
      },
      240_000,
    );
  });
}

/** One person's way through it. */
async function play(run: LocalRun, world: HostileWorld, one: Case, person: DemoPerson): Promise<void> {
  const { road, from, at, match, later } = one.hostile;
  const fault: Fault = { times: Number.POSITIVE_INFINITY, ...vendorFaults[one.fault] };
  const begin = () => {
    const matched = match(person);
    const first = one.hostile.also?.(person);
    if (first) at.faults.next(first);
    return at.faults.next({ ...fault, ...(matched ? { match: matched } : {}) });
  };
  const refusal = /I couldn't (unlock|reset|get you)|I left everything as it is/;
  const newest = async () => (await run.messagesOf(person)).at(-1);
  /** What comes after that message. @throws where it isn't for people */
  const heard = async (since: ChatMessage | undefined, wanted: RegExp): Promise<ChatMessage> => {
    const message = await soon(`${wanted} for ${person.name}`, async () => {
      const messages = await run.messagesOf(person);
      const at = messages.findIndex(({ id }) => id === since?.id) + 1;
      return messages.slice(at).find((one) => one.from === 'bot' && wanted.test(wordsOf(one)));
    });
    if (inhuman.test(wordsOf(message))) throw new Error(`not for people: ${wordsOf(message)}`);
    return message;
  };
  const wish = async (): Promise<ChatMessage> => {
    const before = await newest();
    await run.say(person, road.wish);
    return heard(before, either(road.question, notYet));
  };
  /** Others' faults may stand in the way: a vendor that throttles one is left alone by all. */
  const asked = (): Promise<ChatMessage> =>
    soon('the question', async () => {
      const answer = await wish();
      return road.question.test(wordsOf(answer)) ? answer : undefined;
    });

  const endedOtherwise = async (since: ChatMessage): Promise<boolean> => {
    const messages = await run.messagesOf(person);
    const later = messages.slice(messages.findIndex(({ id }) => id === since.id) + 1);
    return later.some((message) => message.from === 'bot' && refusal.test(wordsOf(message)));
  };

  road.enrol(person);
  let question: ChatMessage | undefined;
  if (from === 'wish') {
    const order = begin();
    const answer = await wish();
    order.end();
    mustBeMet(one, order);
    if (road.question.test(wordsOf(answer))) question = answer;
    else {
      expect([wordsOf(answer), road.isDone(person)]).toEqual([expect.stringMatching(notYet), false]);
      one.wanted.push(/^access-refused (failed|refused)/);
    }
  }
  question ??= await asked();

  const order = from === 'press' ? begin() : undefined;
  for (let tries = 0; ; tries += 1) {
    await run.press(person, question.id, road.button, road.inputs ? { inputs: road.inputs(person) } : {});
    const first = await heard(question, either(road.done, notYet));
    const isDone = road.done.test(wordsOf(first));
    // "Done" is never said of what isn't.
    if (isDone && !road.goOn)
      expect([wordsOf(first), road.isDone(person)]).toEqual([expect.anything(), true]);
    // Of a vendor that has throttled somebody else a moment ago nothing is asked at all; and somebody else's fault
    // may have had this refused before it came to ours, which then waits for the next press.
    const isRefused = refusal.test(wordsOf(first));
    if (order && !isRefused && (later || one.fault !== 'too many requests'))
      await soon(
        'the fault to be met',
        async () => order.met() > 0 || (await endedOtherwise(first)) || undefined,
      );
    if (!order || order.met() > 0 || one.fault === 'too many requests') order?.end();
    const last = isDone ? first : await heard(question, either(road.done, refusal));
    if (road.done.test(wordsOf(last))) {
      question = last;
      break;
    }
    // It was refused, so nothing may stand; the person asks again and it works.
    expect([wordsOf(last), road.isDone(person)]).toEqual([expect.anything(), false]);
    one.wanted.push(new RegExp(`^(${road.act} (failed|refused)|access-refused)`));
    if (tries > 3) throw new Error(`refused again and again: ${wordsOf(last)}`);
    question = await asked();
  }
  order?.end();
  if (order) mustBeMet(one, order);
  if (road.goOn) await throughPage(one, person, question, begin);

  expect(road.isDone(person)).toBe(true);
  one.wanted.push(new RegExp(`^${road.act} done`));
  await soon('a ticket', async () => (await world.ticketsOf(run, person)).length > 0 || undefined);
  await soon('what else is due', async () => (road.isSettled?.(person) ?? true) || undefined);
  expect((await world.ticketsOf(run, person)).filter((count) => count !== 1)).toEqual([]);
}

/** What was told and asked in the chat goes on on a page, which may be tried again while it fails. */
async function throughPage(
  one: Case,
  person: DemoPerson,
  card: ChatMessage,
  begin: () => OrderedFault,
): Promise<void> {
  const { road, from } = one.hostile;
  if (from === 'page') {
    const order = begin();
    const words = (await road.goOn?.(person, card)) ?? '';
    order.end();
    mustBeMet(one, order);
    if (inhuman.test(words.replace(/<[^>]*>/g, ' '))) throw new Error(`not for people: ${words}`);
    if (words) one.wanted.push(/^password-link-used failed/);
    else return;
  }
  await soon('the page goes on', async () => (await road.goOn?.(person, card)) === null || undefined);
}

export const either = (...ones: readonly RegExp[]): RegExp =>
  new RegExp(ones.map(({ source }) => source).join('|'));

/** Of a vendor that has throttled somebody else a moment ago nothing is asked at all. */
function mustBeMet({ fault }: Case, order: OrderedFault): void {
  if (order.met() === 0 && fault !== 'too many requests') throw new Error('the fault was not met');
}

/** Looked for now and then: so many who look all the time would be most of the machine's work. */
async function soon<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > until) throw new Error(`waited in vain: ${what}`);
    await wait(lookAgainMs);
  }
}

/** The trail of everybody at once: each outcome stands there, and "done" once. */
async function compareTrail(run: LocalRun, cases: readonly Case[]): Promise<void> {
  const missing = async (): Promise<readonly string[]> => {
    const trail = await run.audit();
    return cases.flatMap(({ hostile, fault, person, wanted, failure }) => {
      if (failure !== undefined || !person) return [];
      const lines = trail
        .filter(({ subject }) => subject === person.aadObjectId)
        .map(({ act, result, reason }) => `${act} ${result} ${reason}`);
      const done = lines.filter((line) => line.startsWith(`${hostile.road.act} done`)).length;
      const lacks = wanted.filter((line) => !lines.some((one) => line.test(one)));
      return lacks.length > 0 || done !== 1
        ? [`${hostile.call}, ${fault}: ${lacks.join(' ')}, done ${done} times: ${lines.join(' | ')}`]
        : [];
    });
  };
  await eventually('the records', async () => (await missing()).length === 0).catch(async () => {
    throw new Error((await missing()).join('\n'));
  });
}
