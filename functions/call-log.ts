/**
 * One line per call to the outside world. Connectors don't know for which invocation they are asked, so the edges keep
 * its log at hand; what goes on after an invocation has ended is told by the process itself.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallRecord } from '../connectors/http/call';
import { createLog, type Log, type LogSink } from './log';

type Present = { log: Log | undefined };

const present = new AsyncLocalStorage<Present>();
/** The platform takes what a process writes as lines of its log. */
const line = (text: string): void => void process.stdout.write(`${text}\n`);
const ofTheProcess: Log = createLog({ info: line, warn: line, error: line });

/** Calls made by `run`, and by whatever it begins, are told in this invocation's log. */
export async function loggingCalls<T>(
  context: LogSink & { invocationId?: string; functionName?: string },
  run: () => Promise<T>,
): Promise<T> {
  const here: Present = { log: createLog(context) };
  try {
    return await present.run(here, run);
  } finally {
    // The platform takes no lines for an invocation that has been answered.
    here.log = undefined;
  }
}

/** Connectors tell of each call by this. Never an address, an id, a body or a foreign text. */
export function logCall(record: CallRecord): void {
  const { client, fault, requestId, ...known } = record;
  const fields = {
    connector: client,
    ...known,
    ...(fault === undefined ? {} : { code: fault }),
    ...(requestId === undefined ? {} : { vendorRequestId: requestId }),
  };
  const log = present.getStore()?.log ?? ofTheProcess;
  if (fault === undefined) log.info('outside-call', fields);
  else log.warn('outside-call', fields);
}
