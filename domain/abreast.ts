/** Some calls at the same time, but never all of them: vendors and databases count concurrent requests too. */

/** @returns the results in the order of the items. @throws what the first failing call throws */
export async function eachOf<T, R>(
  items: readonly T[],
  abreast: number,
  call: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  const waiting = items.map((item, index) => ({ item, index }));
  const worker = async (): Promise<void> => {
    try {
      for (let next = waiting.shift(); next; next = waiting.shift())
        results[next.index] = await call(next.item);
    } finally {
      // Where one has failed the others end with what they have begun.
      waiting.length = 0;
    }
  };
  await Promise.all(Array.from({ length: Math.min(abreast, items.length) }, worker));
  return results;
}
