/** One message to each manager, with all of their contractors whose contracts end (C1, C3): those who end first first. */
import type { Deps } from '../../deps';
import { nobody, personKey } from '../../person';
import type { GatheredGroup } from '../../ports/reminder-store';
import { type ManagerReminderRow, managerRowId, type ReminderRow } from '../../reminder/row';
import { isOver } from '../../reminder/run';
import { deliverReminder, type Plan } from './deliver-reminder';
import type { GatheredForManager } from './gather-contractors';
import { inBlocks, type Outcome } from './in-blocks';
import { listedAtFirst } from './reminder-message';
import { type PhaseResult, passTo, type RunInProgress } from './run-in-progress';

const managersInBlock = 25;
/** A row has room for so many, and a card for fewer; how many more there are is said. */
const mostKept = 100;
const longestName = 80;

export function sendContractors(deps: Deps, run: RunInProgress): Promise<PhaseResult> {
  const at = { ...deps.policy.contractorExpiry, timeZone: deps.policy.organisation.timeZone };
  const after = { phase: 'mailing' } as const;
  if (isOver(run.key.day, at, deps.clock.now())) return passTo(run, { ...after, unfinished: true });
  return inBlocks<GatheredGroup<GatheredForManager>>(deps, run, {
    read: async (cursor) => {
      const items = await deps.reminderRuns.gathered<GatheredForManager>(
        run.key,
        'by-manager',
        cursor,
        managersInBlock,
      );
      const last = items.length === managersInBlock ? items.at(-1) : undefined;
      return { items, ...(last ? { next: last.group } : {}) };
    },
    each: (group) => tell(deps, run, group),
    hopeless: async ({ group, values }) => {
      const name = values[0]?.manager.displayName ?? group;
      await deps.reminderRuns.noteProblem(run.key, group, { name, reason: 'failed' });
      return { kind: 'counted', counted: [{ as: 'undelivered', reason: 'failed' }] };
    },
    after,
  });
}

async function tell(
  deps: Deps,
  { key }: RunInProgress,
  { group, values }: GatheredGroup<GatheredForManager>,
): Promise<Outcome> {
  const [first] = values;
  if (!first) return { kind: 'counted', counted: [] };
  const { manager, objectId } = first;
  const fresh: ManagerReminderRow = {
    kind: 'contractor-expiry',
    id: managerRowId(deps.digest, key.day, group),
    person: objectId === undefined ? nobody(deps.tenantId) : personKey(deps.tenantId, objectId),
    day: key.day,
    ...contractorsOf(values),
    listed: listedAtFirst,
  };
  const plan = (row: ReminderRow | undefined): Plan => {
    const present = row?.kind === 'contractor-expiry' ? row : fresh;
    if (present.delivery?.state !== 'undelivered') return { kind: 'send', row: present, interval: 0 };
    const reason = present.delivery.reason ?? 'unreachable';
    return { kind: 'counted', counted: [{ as: 'undelivered', reason }] };
  };
  const outcome = await deliverReminder(deps, { run: key, id: fresh.id, reader: manager, plan });
  if (outcome.kind === 'sent') return { kind: 'counted', counted: [{ as: 'sent' }] };
  return outcome.kind === 'mail' ? { kind: 'counted', counted: [] } : outcome;
}

function contractorsOf(values: readonly GatheredForManager[]) {
  const sorted = values.toSorted(
    (a, b) =>
      a.contractor.daysBefore - b.contractor.daysBefore || (a.contractor.name < b.contractor.name ? -1 : 1),
  );
  const contractors = sorted.slice(0, mostKept).map(({ contractor: { name, role, ...rest } }) => ({
    ...rest,
    name: name.slice(0, longestName),
    ...(role === undefined ? {} : { role: role.slice(0, longestName) }),
  }));
  const beyond = sorted.length - contractors.length;
  return { contractors, ...(beyond > 0 ? { beyond } : {}) };
}
