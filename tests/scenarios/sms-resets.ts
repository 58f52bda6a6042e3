/**
 * Stories of a temporary password whose text goes out by an SMS service (R6), because the person's cell service
 * provider has no mail gateway: people with such a record, and what the mobile log at the desk says of them.
 */
import type { Directory } from '../../directory';
import type { Phone } from '../../domain/account-record';
import type { DemoPerson } from '../../local/people/demo-account';
import type { Fault } from '../fakes/faults';
import type { SmsFake } from '../fakes/sms/fake';
import { wordsOf } from '../harness/chat';
import type { LocalRun } from '../harness/local-run';
import { createDeskTalk } from './desk-talk';
import { eventually } from './story';

export const closedGateway = {
  id: 'closed-gateway',
  name: 'Northwind Mobile',
  numberFormat: '+1{area}{local}',
};

export interface SmsPerson extends DemoPerson {
  readonly accountId: string;
  /** As the service is given it. */
  readonly number: string;
  readonly phone: Phone;
}

/** The person's record names a provider without a mail gateway from now on. */
export async function withoutGateway(directory: Directory, person: DemoPerson): Promise<SmsPerson> {
  expect(await directory.carriers.add(closedGateway)).toMatchObject({ kind: 'done' });
  const [account] = await directory.accounts.find({ objectId: person.aadObjectId });
  const record = account && (await directory.records.get(account.id));
  const phone = record?.phones.find(({ sms }) => sms);
  if (!record || !phone) throw new Error(`${person.name} gets no text messages.`);
  const { status, email, phones, version } = record;
  const values = { status, phones, mobileResetAllowed: true, carrierId: closedGateway.id };
  const edited = await directory.records.edit(record.id, { ...values, ...(email ? { email } : {}), version });
  expect(edited).toMatchObject({ kind: 'done' });
  return { ...person, accountId: record.id, phone, number: `+1${phone.areaCode}${phone.localNumber}` };
}

/** What the service does to this person's text. */
export function spoil(fake: SmsFake, { number }: SmsPerson, fault: Omit<Fault, 'match'>): void {
  fake.server.faults.next({ ...fault, match: { mention: number } });
}

export function textsTo({ texts }: SmsFake, { number }: SmsPerson): string[] {
  return texts.filter(({ to }) => to === number).map(({ text }) => text);
}

/** How the request of this account ended, by the trail. */
export function endOf(run: LocalRun, { accountId }: SmsPerson, timeoutMs = 30_000): Promise<string> {
  return eventually(
    'the request has ended',
    async () => {
      const [ended] = (await run.audit()).filter(
        ({ act, subject }) => act === 'mobile-reset' && subject === `directory:${accountId}`,
      );
      return ended && `${ended.result}: ${ended.reason}`;
    },
    timeoutMs,
  );
}

/** The lines about this person in the mobile log, as an administrator reads it. */
export async function loggedFor(
  run: LocalRun,
  administrator: DemoPerson,
  { userPrincipalName }: SmsPerson,
): Promise<string> {
  const { says } = createDeskTalk(() => run);
  const log = wordsOf(await says(administrator, 'mobile log', /^Mobile log/));
  const entries = log.split(/(?=^Asked for: )/m);
  return entries.filter((entry) => entry.includes(userPrincipalName)).join('');
}
