/** Tells stories in every way, and typed in every language, each to somebody else, a few at once, and compares what they left behind. */
import type { DemoPerson } from '../../local/people/demo-account';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import type { AuditRecord, TicketRecord } from '../harness/product';
import type { Story, Traces } from './button-steps';
import { buttonsOfPlace, manners, type Place } from './buttons-of-cards';
import { lockByRule } from './lock-rule';
import { eventually, inDirectory } from './story';
import { createWalker, speak, type Walker, wordsFor } from './walk';

/** More at once would let a turn of one wait for those of the others until it gives up. */
const atOnce = 5;
/** All stories together take half a minute; others may be at work on the machine. */
const patienceMs = 150_000;
/** Managers, contractors and others who are in no story. */
const coreStaff = 15;

type Job = { readonly story: Story; readonly walker: Walker; traces?: Traces; failure?: unknown };

export type Telling = {
  /** Where these stories happen: together they press each of its buttons. */
  readonly place: Place;
  readonly stories: readonly Story[];
  readonly policy: Record<string, unknown>;
  /** People who are in no story as themselves. */
  readonly others?: number;
  /** Goes to the host in place of the run's own settings. */
  hostEnvironment?(settings: Record<string, string>): Promise<Record<string, string>>;
  /** What happens between the first acts and the others. */
  meanwhile?(run: LocalRun): Promise<void>;
};

/**
 * Makes a test of each story, told in all manners, one for the buttons and one for the records. They need
 * a policy, people and a look into the directory of their own: on a host of somebody else's they aren't run.
 */
export function tellInTests({
  place,
  stories,
  policy,
  others = 0,
  hostEnvironment,
  meanwhile,
}: Telling): void {
  const ledger = new Set<string>();
  let run: LocalRun | undefined;
  let jobs: readonly Job[] = [];
  let told: Promise<void> = Promise.resolve();

  beforeAll(async () => {
    if (process.env.BASE_URL) return;
    const everybody = stories.length * manners.length + coreStaff + others;
    run = await startLocalRun({ policy, people: everybody, ...(hostEnvironment ? { hostEnvironment } : {}) });
    jobs = cast(run, stories, ledger);
    told = tellAll(run, jobs, meanwhile);
    // Whoever asks is told.
    told.catch(() => {});
  }, patienceMs);
  afterAll(() => run?.stop(), patienceMs);

  for (const story of stories)
    itOnTheEmbeddedHost(
      `G3 each press has its effect, and harms nothing the second time: ${story.title}`,
      async () => {
        await told;
        const failures = jobs.filter((job) => job.story === story && job.failure !== undefined);
        const texts = failures.map(({ failure }) =>
          failure instanceof Error ? failure.message : `${failure}`,
        );
        if (texts.length > 0) throw new Error(texts.join('\n'));
      },
      patienceMs,
    );

  itOnTheEmbeddedHost(
    'no button was left out, in no way, and typed in no language',
    async () => {
      await told;
      expect(missing(ledger, buttonsOfPlace(place))).toEqual([]);
    },
    patienceMs,
  );

  itOnTheEmbeddedHost(
    'T4 the records show each act once, and each ticket as it should be',
    async () => {
      await told;
      if (run) await compareTraces(run, jobs);
    },
    patienceMs,
  );
}

/** Each story in each manner has somebody to itself. */
function cast(run: LocalRun, stories: readonly Story[], ledger: Set<string>): readonly Job[] {
  const people = employees(run);
  return stories.flatMap((story) =>
    manners.map((manner) => {
      const person = people.shift();
      if (!person) throw new Error('The organisation is too small for these stories.');
      return { story, walker: createWalker(run, { person, ...manner }, ledger) };
    }),
  );
}

async function tellAll(run: LocalRun, jobs: readonly Job[], meanwhile: Telling['meanwhile']): Promise<void> {
  await inTurns(jobs, async ({ walker }) => {
    if (walker.language === 'en') return;
    // Teams tells the language with what a person says: notices come in the language that was heard last.
    await speak(run, walker.person, walker.language);
    await walker.ask(wordsFor(walker.language).hello, 'general-access');
  });
  const locked = jobs.filter(({ story }) => story.locked);
  await lockByRule(
    run,
    locked.map(({ walker }) => walker.person),
  );
  const isPrompt = ({ story }: Job): boolean => story.atOnce === true;
  const calm = jobs
    .filter((job) => !isPrompt(job))
    .toSorted((a, b) => Number(!!a.story.locked) - Number(!!b.story.locked));
  const order = [...jobs.filter(isPrompt), ...calm];
  await inTurns(order, (job) => noting(job, async () => job.story.begin?.(job.walker)));
  await meanwhile?.(run);
  await inTurns(order, (job) =>
    noting(job, async () => {
      job.traces = await job.story.tell(job.walker, run);
    }),
  );
}

/** What goes wrong is told by the test about this story; there it goes no further. */
async function noting(job: Job, act: () => Promise<void>): Promise<void> {
  if (job.failure !== undefined) return;
  try {
    await act();
  } catch (error) {
    job.failure = error;
  }
}

async function inTurns<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...list];
  const worker = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function employees({ people }: LocalRun): DemoPerson[] {
  return people.filter(
    ({ role, secretKey, name }) => role === 'employee' && !secretKey && name !== 'Jonas Weber',
  );
}

function missing(ledger: ReadonlySet<string>, buttons: readonly string[]): string[] {
  return manners.flatMap(({ way, language }) =>
    buttons
      // A link opens an address: what reaches the bot is its title alone.
      .filter((button) => way === 'text' || !button.includes(' link '))
      .map((button) => `${way} ${language} ${button}`)
      .filter((line) => !ledger.has(line)),
  );
}

/** Read once for all: what is still owed to a ticket comes in a moment. */
async function compareTraces(run: LocalRun, jobs: readonly Job[]): Promise<void> {
  const wrong = async () => {
    const [audit, tickets] = await Promise.all([run.audit(), run.tickets()]);
    return jobs.flatMap((job) => {
      if (!job.traces) return [];
      const { person, way, language } = job.walker;
      const found = tracesOf(person, audit, tickets);
      const { locked: _locked, ...wanted } = job.traces;
      const differing = Object.entries(wanted).filter(
        ([key, value]) =>
          JSON.stringify(listed(value)) !== JSON.stringify(listed(found[key as keyof typeof found])),
      );
      return differing.map(
        ([key, value]) =>
          `${job.story.title}, ${way} ${language}: ${key} ${JSON.stringify(found[key as keyof typeof found])}, not ${JSON.stringify(value)}`,
      );
    });
  };
  await eventually('records as they should be', async () => (await wrong()).length === 0).catch(async () => {
    throw new Error((await wrong()).join('\n'));
  });
  const otherwise: string[] = [];
  await inDirectory(run, async (directory) => {
    for (const { story, walker, traces } of jobs) {
      if (traces?.locked === undefined) continue;
      const [account] = await directory.accounts.find({ objectId: walker.person.aadObjectId });
      if ((account?.lockedAt !== undefined) !== traces.locked)
        otherwise.push(`${story.title}, ${walker.way} ${walker.language}`);
    }
  });
  expect(otherwise).toEqual([]);
}

const listed = (value: unknown): unknown => (Array.isArray(value) ? value.toSorted() : value);

function tracesOf(person: DemoPerson, audit: readonly AuditRecord[], tickets: readonly TicketRecord[]) {
  const done = (act: string) =>
    audit.filter(
      (record) => record.subject === person.aadObjectId && record.act === act && record.result === 'done',
    ).length;
  return {
    unlocks: done('unlock'),
    links: done('password-link'),
    resets: done('mfa-reset'),
    tickets: tickets
      .filter(({ personId }) => personId === person.aadObjectId)
      .map(({ kind, state, securityIncident }) => `${kind} ${state}${securityIncident ? ' incident' : ''}`),
  };
}
