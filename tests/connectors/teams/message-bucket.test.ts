/** The pace of proactive messages: even, never faster than the policy says, and stopped for everybody by a 429. */
import { createMessageBucket } from '../../../connectors/teams/message-bucket';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** The instants, in milliseconds from now, at which so many messages may go. */
async function turnsOf(
  bucket: ReturnType<typeof createMessageBucket>,
  count: number,
): Promise<readonly number[]> {
  const startedAt = performance.now();
  const turns: number[] = [];
  const all = Array.from({ length: count }, () =>
    bucket.take().then(() => turns.push(performance.now() - startedAt)),
  );
  await jest.advanceTimersByTimeAsync(60_000);
  await Promise.all(all);
  return turns.map(Math.round);
}

describe('the message bucket', () => {
  test('messages asked for at once go evenly: forty a second are one every 25 ms', async () => {
    expect(await turnsOf(createMessageBucket(40), 5)).toEqual([0, 25, 50, 75, 100]);
  });

  test('a quiet time saves nothing up: no burst follows it', async () => {
    const bucket = createMessageBucket(40);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(await turnsOf(bucket, 3)).toEqual([0, 25, 50]);
  });

  test('more than a second goes by before a whole second’s messages are followed by another', async () => {
    const turns = await turnsOf(createMessageBucket(4), 9);
    expect(turns).toEqual([0, 250, 500, 750, 1_040, 1_290, 1_540, 1_790, 2_080]);
  });

  test('a pause holds everybody, and the longest counts', async () => {
    const bucket = createMessageBucket(40);
    bucket.pause(2_000);
    bucket.pause(500);
    expect(bucket.waitMs()).toBe(2_000);
    expect(await turnsOf(bucket, 2)).toEqual([2_000, 2_025]);
    expect(bucket.waitMs()).toBe(0);
  });
});
