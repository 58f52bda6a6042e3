/** C2, C3: the answers of a manager. Any but Show more ends the reminder for the day, however many it lists. */
import type { Deps } from '../../deps';
import type { InstructionsFacts } from '../../instructions';
import type { Refused } from '../../outcome';
import type { ContractorTopic } from '../../reminder/messages';
import type { ManagerReminderRow } from '../../reminder/row';
import { type Answering, recordAnswer } from '../chat/own-request';
import { readInstructions } from '../chat/read-instructions';
import { changeReminder } from './change-reminder';
import { ownReminder } from './own-reminder';
import { listedByShowMore } from './reminder-message';

export type ContractorAnswered = { readonly kind: 'answered'; readonly row: ManagerReminderRow } | Refused;

export function showMore(deps: Deps, answering: Answering): Promise<ContractorAnswered> {
  return answer(deps, answering, (row) => {
    const listed = listedByShowMore(deps.policy, row);
    return listed > row.listed ? { ...row, listed } : undefined;
  });
}

/** The first of the buttons is the one that is noted; the others are as good, and harmless. */
export function acknowledge(
  deps: Deps,
  answering: Answering,
  doneBy: NonNullable<ManagerReminderRow['doneBy']>,
): Promise<ContractorAnswered> {
  return answer(deps, answering, (row) => (row.doneBy ? undefined : { ...row, doneBy }));
}

/** The organisation's detailed instructions, if it has any. */
export async function contractorInstructions(
  deps: Deps,
  topic: ContractorTopic,
): Promise<InstructionsFacts | undefined> {
  const configured = deps.policy.contractorExpiry[topic];
  return configured && readInstructions(deps, configured);
}

async function answer(
  deps: Deps,
  answering: Answering,
  change: (row: ManagerReminderRow) => ManagerReminderRow | undefined,
): Promise<ContractorAnswered> {
  const own = await ownReminder(deps, answering, 'contractor-expiry');
  if (own.kind === 'refused') return own;
  const changed = await changeReminder(
    deps,
    own.stored.value.id,
    (row) => (row.kind === 'contractor-expiry' ? change(row) : undefined),
    own.stored,
  );
  await recordAnswer(deps, answering, 'done');
  return { kind: 'answered', row: (changed ?? own.stored).value as ManagerReminderRow };
}
