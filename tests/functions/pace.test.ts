/** Reminders go out one at a time, evenly: however many ask at once, no more than so many a second begin. */
import { createPace } from '../../functions/pace';

test('the first begins at once', async () => {
  const pace = createPace(0.2);
  const began = performance.now();
  await pace.take();
  expect(performance.now() - began).toBeLessThan(4_000);
});

test('of those who ask at once each begins a step after the one before', async () => {
  const pace = createPace(200);
  const began = performance.now();
  const at = await Promise.all(
    Array.from({ length: 21 }, async () => {
      await pace.take();
      return performance.now() - began;
    }),
  );
  // Twenty steps of five milliseconds; a timer may be a little early.
  expect(at[20]).toBeGreaterThanOrEqual(97);
});

test('time in which nobody asked is not made up for', async () => {
  const pace = createPace(50);
  await pace.take();
  await new Promise((resolve) => setTimeout(resolve, 60));
  const began = performance.now();
  await pace.take();
  await pace.take();
  expect(performance.now() - began).toBeGreaterThanOrEqual(18);
});
