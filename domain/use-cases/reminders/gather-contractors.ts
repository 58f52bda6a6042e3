/**
 * Who is due of the contractors (C1, C4), page by page, kept under the name that the provider gives their manager; then
 * whom those names mean, each asked once, so that two names of one manager still make one message.
 */
import type { Deps } from '../../deps';
import type { Contractor } from '../../ports/account-ends';
import type { GatheredGroup } from '../../ports/reminder-store';
import { endDayOf } from '../../reminder/accounts';
import { contractorRun } from '../../reminder/contractors';
import type { ShownContractor } from '../../reminder/messages';
import { type Counted, contractorSpan, isOver } from '../../reminder/run';
import { personOf } from '../account-links';
import type { MailReader } from './deliver-reminder';
import { inBlocks, type Outcome } from './in-blocks';
import { type PhaseResult, passTo, type RunInProgress } from './run-in-progress';

const pageMs = 20_000;
const managerMs = 8_000;
const managersInBlock = 25;

/** What is kept of a contractor until the manager is told. */
export type Gathering = { readonly id: string; readonly contractor: ShownContractor };
export type GatheredForManager = Gathering & {
  readonly manager: MailReader;
  /** Absent where the manager has no account link. */
  readonly objectId?: string;
};

type Page = { readonly contractors: readonly Contractor[]; readonly unreadable: readonly { id: string }[] };

export function gatherContractors(deps: Deps, run: RunInProgress): Promise<PhaseResult> {
  const provider = deps.providers.contractors;
  const { timeZone } = deps.policy.organisation;
  const rule = { ...deps.policy.contractorExpiry, timeZone };
  const after = { phase: 'resolving' } as const;
  if (!provider) return passTo(run, after);
  if (isOver(run.key.day, rule, deps.clock.now())) return passTo(run, { ...after, unfinished: true });
  const span = contractorSpan(run.key.day, rule);
  return inBlocks<Page>(deps, run, {
    read: async (cursor) => {
      const { next, ...page } = await provider.contractors.page(cursor, span, { timeoutMs: pageMs });
      return { items: [page], ...(next === undefined ? {} : { next }) };
    },
    each: (page) => gatherPage(deps, run, page, rule),
    after,
  });
}

async function gatherPage(
  deps: Deps,
  { key: run }: RunInProgress,
  { contractors, unreadable }: Page,
  rule: { readonly timeZone: string; readonly excludedRoles: readonly string[] },
): Promise<Outcome> {
  const known = contractors.map(({ ref, status, displayName: name, end, role, manager }) => ({
    ...{ id: ref.id, name, endDay: endDayOf(end, rule.timeZone), isDisabled: status === 'disabled' },
    ...(role === undefined ? {} : { role }),
    ...(manager === undefined ? {} : { managerId: manager.trim().toLowerCase(), reference: manager }),
  }));
  const { reminders, excluded } = contractorRun(run.day, known, rule);
  const items = reminders.flatMap(({ contractors: theirs }) =>
    theirs.map(({ id, name, role, endDay, daysBefore, reference = '' }) => ({
      group: reference,
      key: id,
      value: { id, contractor: { name, endDay, daysBefore, ...(role === undefined ? {} : { role }) } },
    })),
  );
  await deps.reminderRuns.gather<Gathering>(run, 'by-reference', items);
  const counted: Counted[] = [...items, ...excluded].map(() => ({ as: 'due' }));
  for (const { contractor, reason } of excluded) {
    if (reason !== 'no-manager') counted.push({ as: 'excluded', reason });
    else counted.push(await unreached(deps, run, contractor.id, contractor.name, reason));
  }
  for (const { id } of unreadable) counted.push(await unreached(deps, run, id, id, 'unreadable'));
  return { kind: 'counted', counted };
}

export function resolveManagers(deps: Deps, run: RunInProgress): Promise<PhaseResult> {
  const after = { phase: 'sending' } as const;
  if (!deps.providers.contractors) return passTo(run, after);
  return inBlocks<GatheredGroup<Gathering>>(deps, run, {
    read: async (cursor) => {
      const items = await deps.reminderRuns.gathered<Gathering>(
        run.key,
        'by-reference',
        cursor,
        managersInBlock,
      );
      const last = items.length === managersInBlock ? items.at(-1) : undefined;
      return { items, ...(last ? { next: last.group } : {}) };
    },
    each: (group) => resolve(deps, run, group),
    hopeless: ({ values }) => noManager(deps, run, values, 'failed'),
    after,
  });
}

async function resolve(
  deps: Deps,
  run: RunInProgress,
  { group: reference, values }: GatheredGroup<Gathering>,
): Promise<Outcome> {
  const account = await deps.providers.contractors?.contractors.manager(reference, { timeoutMs: managerMs });
  if (!account || account.status === 'disabled') return noManager(deps, run, values, 'no-manager');
  const objectId = (await personOf(deps, account))?.aadObjectId;
  const { displayName, email } = account;
  const manager = { displayName, ...(email === undefined ? {} : { email }) };
  const group = objectId ?? `${account.ref.provider} ${account.ref.id}`;
  const items = values.map((value) => ({
    group,
    key: value.id,
    value: { ...value, manager, ...(objectId === undefined ? {} : { objectId }) },
  }));
  await deps.reminderRuns.gather<GatheredForManager>(run.key, 'by-manager', items);
  return { kind: 'counted', counted: [] };
}

async function noManager(
  deps: Deps,
  run: RunInProgress,
  values: readonly Gathering[],
  reason: string,
): Promise<Outcome> {
  const counted: Counted[] = [];
  for (const { id, contractor } of values) {
    counted.push(await unreached(deps, run.key, id, contractor.name, reason));
  }
  return { kind: 'counted', counted };
}

/** C2: a contractor of whom nobody can be told is listed for the administrators. */
async function unreached(
  deps: Deps,
  run: RunInProgress['key'],
  id: string,
  name: string,
  reason: string,
): Promise<Counted> {
  await deps.reminderRuns.noteProblem(run, id, { name, reason });
  return { as: 'undelivered', reason };
}
