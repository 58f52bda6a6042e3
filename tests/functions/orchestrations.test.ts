/** Starting and waking durable work: idempotent, and what the platform says in odd ways is understood. */
import type { DurableClient } from 'durable-functions';
import { createOrchestrations } from '../../functions/orchestrations';

const id = 'lock-00000000000000000000000000000001';
const already = new Error(
  'The operation failed with an unexpected status code: 500. Details: {"ExceptionType":"DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException"}',
);
const unknown = new Error(`No instance with ID '${id}' found.`);

/** What the platform does at each call: the status it tells, or the error it throws. */
function clientOf(behaviour: { status?: string | Error; start?: Error; raise?: Error }) {
  const calls: unknown[] = [];
  const client = {
    startNew: async (name: string, options: unknown) => {
      calls.push(['start', name, options]);
      if (behaviour.start) throw behaviour.start;
    },
    getStatus: async () => {
      if (behaviour.status instanceof Error) throw behaviour.status;
      return { runtimeStatus: behaviour.status };
    },
    raiseEvent: async (...args: unknown[]) => {
      calls.push(['raise', ...args]);
      if (behaviour.raise) throw behaviour.raise;
    },
  };
  return { orchestrations: createOrchestrations(() => client as unknown as DurableClient), calls };
}
const started = ['start', 'support-request', { instanceId: id, input: { id } }];
const raised = ['raise', id, 'changed', {}];

describe('durable work', () => {
  test('starts under the request id, with the id and the first step as its only input', async () => {
    const { orchestrations, calls } = clientOf({});
    await orchestrations.start(id, 'send-notice');
    expect(calls).toEqual([
      ['start', 'support-request', { instanceId: id, input: { id, first: 'send-notice' } }],
    ]);
  });

  test('one that runs already is left alone', async () => {
    await expect(
      clientOf({ start: already }).orchestrations.start(id, 'send-notice'),
    ).resolves.toBeUndefined();
  });

  test('a platform that is away is a coded error that a retry may cure', async () => {
    const { orchestrations } = clientOf({ start: new Error('ECONNREFUSED secret-host') });
    await expect(orchestrations.start(id, 'send-notice')).rejects.toMatchObject({
      code: 'unavailable',
      retryable: true,
      message: expect.not.stringContaining('secret') as string,
    });
  });

  test.each([
    ['Running', [raised]],
    ['Pending', [raised]],
    ['Completed', [started]],
    ['Failed', [started]],
    ['Terminated', [started]],
    [unknown, [started]],
  ])('waking while it is %s', async (status, expected) => {
    const { orchestrations, calls } = clientOf({ status });
    await orchestrations.wake(id);
    expect(calls).toEqual(expected);
  });

  test('one that ended between the look and the event is started', async () => {
    const { orchestrations, calls } = clientOf({ status: 'Running', raise: unknown });
    await orchestrations.wake(id);
    expect(calls).toEqual([raised, started]);
  });

  test.each([
    { status: new Error('500') },
    { status: 'Running', raise: new Error('500') },
    { status: 'Completed', start: new Error('500') },
  ])('waking that fails is not swallowed: %#', async (behaviour) => {
    await expect(clientOf(behaviour).orchestrations.wake(id)).rejects.toMatchObject({ code: 'unavailable' });
  });
});
