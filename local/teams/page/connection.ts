/** Keeps the page in step with the stand-in: reads everything, then follows the stream; after a break it reads again. */
import { get, ofPerson } from './api.js';
import type { PageEvents, PageMessage, PageOverview, PagePerson } from './shapes.js';
import { on, store, takeEvent, takeMessages, takeOverview, tell } from './store.js';

const names: (keyof PageEvents)[] = [
  'state',
  'message',
  'updated',
  'deleted',
  'person',
  'typing',
  'note',
  'undelivered',
  'entry',
];

const readMessages = async (person: string): Promise<void> => {
  const answer = await get<PageMessage[]>(ofPerson('api', person, 'messages'));
  if (answer.ok) takeMessages(person, answer.body);
};

const readAll = async (): Promise<boolean> => {
  const [people, overview] = await Promise.all([
    get<PagePerson[]>('/api/people'),
    get<PageOverview>('/page/state'),
  ]);
  if (!people.ok || !overview.ok) return false;
  takeOverview(people.body, overview.body);
  const chosen = store.chosen();
  if (chosen) await readMessages(chosen.aadObjectId);
  return true;
};

/** Connects, and stays connected; ends when everything was read once. */
export const connect = (): Promise<void> => {
  on('chosen', ({ person }) => void readMessages(person.aadObjectId));
  return new Promise((resolve) => {
    const stream = new EventSource('/page/stream');
    stream.addEventListener('open', () => {
      // What happened while the stream was away is read, not guessed.
      void readAll().then((read) => {
        if (!read) return;
        tell('connection', { connected: true });
        resolve();
      });
    });
    stream.addEventListener('error', () => tell('connection', { connected: false }));
    for (const name of names) {
      stream.addEventListener(name, (event) => {
        takeEvent(name, JSON.parse((event as MessageEvent<string>).data) as PageEvents[typeof name]);
      });
    }
  });
};
