/**
 * Test provider at the desk (R6) over the running product: each way as it works and as it fails, a host that dies with
 * the message handed over, and the limit; what the card and the trail say of each.
 */
import type { Directory } from '../../directory';
import type { DemoPerson } from '../../local/people/demo-account';
import type { SmsFake } from '../fakes/sms/fake';
import type { LocalRun } from '../harness/local-run';
import { createDeskTalk } from './desk-talk';
import type { startMobileMailServer } from './mobile-mail-server';
import { closedGateway } from './sms-resets';
import { eventually } from './story';

export interface Surroundings {
  readonly run: LocalRun;
  readonly directory: Directory;
  readonly server: Awaited<ReturnType<typeof startMobileMailServer>>;
  readonly sms: SmsFake;
  readonly administrator: DemoPerson;
}

const inputs = { deskTestArea: '425', deskTestLocal: '555-0137' };
const own = 'Account Access, test message: This is a test. There is nothing to do.';

export async function tryProviders({
  run,
  directory,
  server,
  sms,
  administrator,
}: Surroundings): Promise<void> {
  const { says, presses } = createDeskTalk(() => run);
  expect(await directory.carriers.add(closedGateway)).toMatchObject({ kind: 'done' });
  const open = async (name: string) => {
    const list = await says(administrator, 'carriers', /^Cell service providers\n/);
    return presses(administrator, list, `Edit ${name}`, /^Cell service provider\n/);
  };
  let card = await open('Contoso Wireless');
  const tested = async (wanted: RegExp) => {
    card = await presses(administrator, card, 'Test provider', wanted, inputs);
  };

  await tested(/gateway\) to •••• 0137: handed over/);
  server.become('refusing');
  await tested(/0137: refused/);
  server.become('well');
  await server.stop();
  await tested(/0137: not sent/);
  await server.start();
  server.become('dying');
  await tested(/0137: not known/);
  server.become('well');
  const mails = server.to('14255550137@sms.contoso-demo.example');
  expect(mails.map(({ text }) => text.trim())).toEqual([own, own]);

  card = await open(closedGateway.name);
  await tested(/SMS service\) to •••• 0137: handed over/);
  const texts = () => sms.texts.filter(({ to }) => to === '+14255550137').map(({ text }) => text);
  expect(texts()).toEqual([own]);

  sms.server.faults.next({ kind: 'hang', acts: true, match: { mention: '+14255550137' } });
  const pressing = run.press(administrator, card.id, 'Test provider', { inputs }).catch(() => undefined);
  await eventually('the service has the text', async () => texts().length === 2);
  await run.killHost();
  await pressing;
  await run.startHost();
  await run.advanceClock(2 * 60_000);
  const ends = async () =>
    (await run.audit())
      .filter(({ act }) => act === 'desk-carrier-test')
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .map(({ result, reason = '' }) => `${result}: ${/text-\S+ •••• 0137: \S+$/.exec(reason)?.[0]}`);
  const expected = [
    'done: text-by-mail •••• 0137: sent',
    'failed: text-by-mail •••• 0137: refused',
    'failed: text-by-mail •••• 0137: not-sent',
    'unknown: text-by-mail •••• 0137: unknown',
    'done: text-service •••• 0137: sent',
    'unknown: text-service •••• 0137: unknown',
  ];
  await eventually('the timer has recorded it', async () => (await ends()).length === expected.length);
  expect(await ends()).toEqual(expected);
  expect(texts()).toHaveLength(2);

  // Five counted; what never went out didn't.
  card = await open(closedGateway.name);
  await tested(/Five tests in an hour are the most/);
  expect(texts()).toHaveLength(2);
}
