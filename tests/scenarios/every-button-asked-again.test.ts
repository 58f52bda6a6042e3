/** Every button of the card that asks once more, in three ways, typed in two languages (G3): a yes has run out in an outage. */
import { openStorageGate, type StorageGate } from '../harness/storage-gate';
import { askedAgainStories } from './asked-again-stories';
import { tellInTests } from './telling';

/** A yes counts for a quarter of an hour. */
const consentIsOverMs = 16 * 60_000;

let gate: StorageGate | undefined;

tellInTests({
  place: 'asked-again',
  stories: askedAgainStories,
  policy: { lockouts: { checkEvery: '5s' } },
  hostEnvironment: async ({ AzureWebJobsStorage = '' }) => {
    gate ??= await openStorageGate(AzureWebJobsStorage);
    // What can't be written down before it is done isn't done: each yes waits.
    void gate.hold({
      when: 'refused',
      matches: ({ url, body }) => url.includes('Audit') && /"act":"[a-z-]+-started"/.test(body),
    });
    return { AzureWebJobsStorage: gate.connectionString };
  },
  meanwhile: async (run) => {
    await run.advanceClock(consentIsOverMs);
    gate?.drop();
  },
});

afterAll(() => gate?.close());
