/** Health is asked by anybody: a thousand who ask must not be a thousand connections to the mail server. */
import { setTimeout as wait } from 'node:timers/promises';
import { sharedLook } from '../../functions/http/shared-look';

test('many who ask at once get one look, who asks later gets another', async () => {
  let looks = 0;
  const ask = sharedLook(30, async () => ++looks);
  expect(await Promise.all(Array.from({ length: 50 }, ask))).toEqual(Array(50).fill(1));
  expect(await ask()).toBe(1);
  await wait(60);
  expect(await ask()).toBe(2);
});

test('a look that failed is not kept', async () => {
  let looks = 0;
  const ask = sharedLook(10_000, async () => {
    looks += 1;
    if (looks === 1) throw new Error('broken');
    return looks;
  });
  await expect(ask()).rejects.toThrow('broken');
  expect(await ask()).toBe(2);
});
