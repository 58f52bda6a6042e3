/** One look at something costly serves everybody who asks meanwhile, and for a moment after. */

/** @param heldMs how long an answer is given again. A look that failed is not kept. */
export function sharedLook<T>(heldMs: number, look: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= look().then(
      (seen) => {
        setTimeout(forget, heldMs).unref();
        return seen;
      },
      (error: unknown) => {
        forget();
        throw error;
      },
    );
    return running;
  };

  function forget(): void {
    running = undefined;
  }
}
