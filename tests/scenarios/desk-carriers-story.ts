/** Cell service providers at the desk (R6), past every button: added, tested, given to an account, and at last removed. */
import type { DemoPerson } from '../../local/people/demo-account';
import { callJson } from '../harness/http';
import type { LocalRun } from '../harness/local-run';
import type { Story } from './button-steps';
import { charge, find, reasons } from './desk-stories';
import { accountOf, eventually, inDirectory, tablesOf } from './story';
import type { Card, PressOptions, Walker } from './walk';

const once = { once: true } as const;
type ActVerb = 'desk-carrier-save' | 'desk-carrier-remove' | 'desk-carrier-test';

/** Typed, a title brings no words along: then the card asks for them and is asked in the way that it was made for. */
async function act(
  walker: Walker,
  card: Card,
  verb: ActVerb,
  answer: 'desk-carrier' | 'desk-carriers',
  { inputs = {}, ...options }: PressOptions = {},
): Promise<Card> {
  if (walker.way !== 'text') return walker.press(card, verb, answer, { inputs, ...options });
  const asked = await walker.press(card, verb, 'desk-carrier');
  return walker.submit(asked, verb, answer, inputs);
}

export const carrierStory: Story = {
  title:
    'R6 a cell service provider added, tested, given to an account, and removed when nobody has it any more',
  tell: async (walker, run) => {
    const name = `Aa ${walker.way} ${walker.language}`;
    const domain = `${walker.way}-${walker.language}.example`;
    const inputs = {
      ...{ deskName: name, deskSmsDomain: domain, deskNumberFormat: '1{area}{local}' },
      ...{ deskReason: reasons[walker.language], deskTestArea: '425', deskTestLocal: '555 0137' },
    };
    const search = await walker.ask(find[walker.language], 'desk-search');
    const list = await walker.press(search, 'desk-carriers', 'desk-carriers', once);
    const next = await walker.press(list, 'desk-next', 'desk-carriers', once);
    await walker.retired(list);
    const first = await walker.press(next, 'desk-previous', 'desk-carriers', once);
    const blank = await walker.press(first, 'desk-carrier-add', 'desk-carrier', once);
    const wrong = { inputs: { ...inputs, deskSmsDomain: 'no domain' }, ...once };
    const refused = await act(walker, blank, 'desk-carrier-save', 'desk-carrier', wrong);
    const added = await act(walker, refused, 'desk-carrier-save', 'desk-carrier', { inputs });
    await act(walker, added, 'desk-carrier-test', 'desk-carrier', { inputs });
    expect(await textsTo(run, `14255550137@${domain}`)).toEqual([expect.stringMatching(/^Account Access, /)]);

    const again = await walker.ask(carriers[walker.language], 'desk-carriers');
    const form = await walker.open(again, name, 'desk-carrier', 'desk-carrier-open');
    const changed = { inputs: { ...inputs, deskNumberFormat: '{area}{local}' } };
    const saved = await act(walker, form, 'desk-carrier-save', 'desk-carrier', changed);
    const found = (await inDirectory(run, (directory) => directory.carriers.list())).filter(
      (carrier) => carrier.name === name,
    );
    expect(found).toMatchObject([{ smsDomain: domain, numberFormat: '{area}{local}' }]);
    const [carrier] = found;

    const person = charge(run, walker, 1);
    await give(run, walker, person, carrier?.id ?? '');
    const kept = await act(walker, saved, 'desk-carrier-remove', 'desk-carrier', { inputs, ...once });
    await give(run, walker, person, 'none');
    const gone = await act(walker, kept, 'desk-carrier-remove', 'desk-carriers', { inputs });
    const blankAgain = await walker.press(gone, 'desk-carrier-add', 'desk-carrier', once);
    const last = await walker.press(blankAgain, 'desk-carriers', 'desk-carriers', once);
    await walker.press(last, 'desk-find', 'desk-search', once);
    const left = await inDirectory(run, (directory) => directory.carriers.list());
    expect(left.map((one) => one.name)).not.toContain(name);
    await inTheTrail(run, walker);
    return {};
  },
};

const carriers = { en: 'carriers', es: 'operadores móviles' } as const;

/** On the person's record, as any other value of it. */
async function give(run: LocalRun, walker: Walker, person: DemoPerson, deskCarrier: string): Promise<void> {
  const [mailName = ''] = person.userPrincipalName.split('@');
  const results = await walker.ask(`${find[walker.language]} ${mailName}`, 'desk-results');
  const record = await walker.open(results, person.name, 'desk-record');
  const form = await walker.press(record, 'desk-edit', 'desk-edit', once);
  const inputs = {
    deskStatus: 'active',
    deskEmail: person.email,
    deskCarrier,
    deskReason: reasons[walker.language],
  };
  await walker.submit(form, 'desk-save', 'desk-record', inputs);
  const { id } = await accountOf(run, person);
  const now = await inDirectory(run, (directory) => directory.records.get(id));
  expect(now?.carrier?.id ?? 'none').toBe(deskCarrier);
}

async function textsTo(run: LocalRun, address: string): Promise<readonly string[]> {
  return eventually(`a text to ${address}`, async () => {
    const { body } = await callJson(`${run.mailUrl}/api/messages`);
    const mails = body as readonly { readonly to: string; readonly text: string }[];
    const texts = mails.filter(({ to }) => to.includes(address)).map(({ text }) => text.trim());
    return texts.length > 0 && texts;
  });
}

/** Each deed once, with its values; the number of the test nowhere whole. */
async function inTheTrail(run: LocalRun, { person, way, language }: Walker): Promise<void> {
  const mine = (await run.audit())
    .filter(({ actor }) => actor === person.aadObjectId)
    .map(({ reason = '', ...others }) => ({ ...others, reason }));
  const done = mine.filter(({ act, result }) => /^desk-carrier(-test)?$/.test(act) && result === 'done');
  const kinds = done.map(
    ({ act, reason }) => `${act} ${reason.split(' ')[0]?.replace(/^[0-9a-f]{32}$/, 'id')}`,
  );
  const deeds = ['desk-carrier added', 'desk-carrier edited', 'desk-carrier removed', 'desk-carrier-test id'];
  expect(kinds.toSorted()).toEqual(deeds);
  expect(done.every(({ reason }) => reason.includes(`Aa ${way} ${language}`))).toBe(true);
  const refused = mine.filter(({ act, result }) => act === 'desk-carrier' && result === 'refused');
  expect(refused.map(({ reason }) => reason.split(' ').at(-1))).toEqual(
    expect.arrayContaining(['domain-form', 'carrier-in-use']),
  );
  const kept = `${await tablesOf(run)}${run.hostLog()}${JSON.stringify(await run.messagesOf(person))}`;
  expect(kept).not.toMatch(/555.?0137/);
}

/** More providers than a page of the list shows. */
export async function manyCarriers(run: LocalRun): Promise<void> {
  await inDirectory(run, async (directory) => {
    for (let n = 1; n <= 9; n += 1)
      await directory.carriers.add({ id: `many-${n}`, name: `Zz ${n}`, numberFormat: '{area}{local}' });
  });
}
