/** A limit that can't be read refuses (U7, U8, rule 2): what is stored is believed as a whole or not at all. */
import { createLimitStore } from '../../connectors/storage/limits';
import type { Table } from '../../connectors/storage/table';
import { hasCode } from '../../domain/errors';

const person = { tenantId: 't', aadObjectId: 'a' };
const at = '2026-11-22T10:00:00.000Z';

function storeHolding(data: string) {
  const get: Table['get'] = async (partition, key) => ({ partition, key, etag: '1', columns: { data } });
  return createLimitStore({ storage: { table: () => ({ get }) as Table } });
}

test('reservations are read as they were written', async () => {
  const reservations = [{ key: 'one', at }];
  const read = await storeHolding(JSON.stringify(reservations)).read(person, 'unlock');
  expect(read).toEqual({ value: reservations, etag: '1' });
});

test.each([
  '',
  'null',
  '{}',
  '"[]"',
  '[null]',
  '[{"key": "one"}]',
  '[{"key": "one", "at": "yesterday"}]',
  `[{"key": "one", "at": 0}]`,
  `[{"at": "${at}"}]`,
  `[{"key": "one", "at": "${at}"}, {}]`,
])('%s is not taken for an empty or shorter list', async (data) => {
  const reading = storeHolding(data).read(person, 'unlock');
  const thrown: unknown = await reading.catch((error: unknown) => error);
  expect(hasCode(thrown, 'bad-answer')).toBe(true);
});
