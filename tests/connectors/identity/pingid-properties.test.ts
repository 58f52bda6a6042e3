/** pingid.properties as people paste it: whole, on one line, escaped; and what is wrong with it, by name (T3). */
import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { readPingIdProperties } from '../../../connectors/identity/ping/pingid/properties';

const key = createHash('sha256').update('k').digest();
const good = {
  use_base64_key: key.toString('base64'),
  use_signature: 'true',
  token: '1a2b3c4d',
  idp_url: 'https://idpxnyl3m.pingidentity.eu/pingid',
  org_alias: 'aaaaaaaa-a1b2-4123-8456-1234abcd5678',
};
const text = (change: Record<string, string | undefined> = {}, end = '\n'): string =>
  Object.entries({ ...good, ...change })
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join(end);

function read(properties: string) {
  const reading = readPingIdProperties(properties);
  if (reading.kind === 'faults') return reading.faults;
  const { idpUrl, orgAlias, token, key: secret } = reading.properties;
  return { idpUrl, orgAlias, token: token.reveal(), key: secret.reveal() };
}
const expected = { idpUrl: good.idp_url, orgAlias: good.org_alias, token: good.token, key };

test.each([
  ['lines', text()],
  ['lines of Windows, with comments and blanks', `#Auto-Generated\r\n\r\n ! x\r\n${text({}, '\r\n')}\r\n`],
  ['one line of a setting', text({}, '\\n')],
  ['escaped as Java does', text({ idp_url: 'https\\://idpxnyl3m.pingidentity.eu/pingid' })],
  ['with blanks and colons', text().replaceAll('token=', 'token : ')],
  ['without what is not needed', text({ use_signature: undefined })],
])('%s', (_, properties) => {
  expect(read(properties)).toEqual(expected);
});

test.each([
  ['use_base64_key', undefined, 'missing'],
  ['token', '', 'missing'],
  ['org_alias', undefined, 'missing'],
  ['idp_url', 'http://idpxnyl3m.pingidentity.eu/pingid', 'an address that begins with https://'],
  ['use_base64_key', 'c2hvcnQ=', 'a key of 32, 48 or 64 bytes in Base64'],
  ['use_base64_key', `${'A'.repeat(42)}!?`, 'a key of 32, 48 or 64 bytes in Base64'],
  ['use_signature', 'false', 'true'],
])('%s as %j is told by name, without its value', (name, value, why) => {
  const faults = read(text({ [name]: value })) as readonly string[];
  expect(faults).toEqual([expect.stringMatching(new RegExp(`^${name}: ${why}`))]);
  if (value) expect(faults.join()).not.toContain(value.slice(0, 8).concat('='));
});

test('all that is missing is told at once', () => {
  expect(read('nothing here')).toEqual(
    ['idp_url', 'org_alias', 'token', 'use_base64_key'].map((name) => `${name}: missing`),
  );
});

test('token and key are printed nowhere', () => {
  const printed = inspect(readPingIdProperties(text()), { depth: 9 });
  expect(printed).not.toMatch(new RegExp(`1a2b3c4d|${key.toString('hex').slice(0, 8)}`));
});
