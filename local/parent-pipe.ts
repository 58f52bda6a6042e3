/**
 * The child's end of the pipe that the start script holds: however that script ends, kill -9 included, the kernel
 * closes the pipe, and the child closes what it keeps and goes.
 */

/** How long a child may take to close before it is ended anyway. */
const closingMs = 10_000;

/**
 * Calls `close` once: at the end of standard input, or at a termination signal. Afterwards the process ends by
 * itself when its last write is done, since leaving at once could cut a save that is still under way.
 */
export function closeWithParent(close: () => Promise<void>): void {
  let closing = false;
  const begin = () => {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(1), closingMs).unref();
    close().then(
      () => process.stdin.destroy(),
      (error: unknown) => {
        process.stderr.write(`Closing failed: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.stdin.on('end', begin).on('close', begin).on('error', begin).resume();
  process.on('SIGTERM', begin).on('SIGINT', begin);
  process.stdout.on('error', begin);
}

/** The one line on standard output that tells the parent where this process listens. */
export function tellReady(facts: Record<string, unknown>): void {
  process.stdout.write(`ready ${JSON.stringify(facts)}\n`);
}
