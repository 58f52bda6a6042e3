/** What the chats promise to keep, even when the process dies in the middle of a line. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openChatLog } from '../../../local/teams/chat-log';
import { openChats } from '../../../local/teams/chats';
import { createMovableClock } from '../../../local/teams/clock';

const card = (text: string) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text }],
});

describe('kept chats', () => {
  let folder: string;
  const file = () => join(folder, 'chats.jsonl');
  const open = () => openChats(openChatLog(file()), createMovableClock(join(folder, 'clock.json')));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'chats-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('messages, every card they had, and settings are there after a restart', () => {
    const chats = open();
    const { id } = chats.add('ada', 'bot', { card: card('one') });
    chats.replace(id, { card: card('two') });
    chats.show(id, card('three'), true);
    chats.change('ada', { installed: false, locale: 'de-DE' });
    const before = chats.messagesOf('ada');
    chats.close();
    const again = open();
    expect(again.messagesOf('ada')).toEqual(before);
    expect(again.find(id)?.cards).toEqual([card('three'), card('two'), card('one')]);
    expect(again.settingsOf('ada')).toEqual({ installed: false, introduced: false, locale: 'de-DE' });
    again.close();
  });

  test('a torn last line loses that line only, and the next start writes on', () => {
    const chats = open();
    chats.add('ada', 'bot', { text: 'whole' });
    chats.close();
    appendFileSync(file(), '{"kind":"message","id":"9","per');
    const again = open();
    expect(again.messagesOf('ada').map(({ text }) => text)).toEqual(['whole']);
    again.add('ada', 'person', { text: 'next' });
    again.close();
    expect(
      open()
        .messagesOf('ada')
        .map(({ text }) => text),
    ).toEqual(['whole', 'next']);
  });

  test('the log is made short at a start, without forgetting', () => {
    const chats = open();
    const { id } = chats.add('ada', 'bot', { text: '0' });
    for (let count = 1; count <= 50; count += 1) chats.replace(id, { text: String(count) });
    chats.close();
    const again = open();
    expect(readFileSync(file(), 'utf8').trim().split('\n')).toHaveLength(1);
    expect(again.messagesOf('ada')).toMatchObject([{ id, text: '50' }]);
    again.close();
  });

  test('ids stay unique and in order when the clock is moved back', () => {
    const clock = createMovableClock(join(folder, 'clock.json'), 86_400_000);
    const chats = openChats(openChatLog(file()), clock);
    const first = chats.add('ada', 'bot', { text: 'tomorrow' });
    clock.setOffsetMs(0);
    const second = chats.add('ada', 'bot', { text: 'today' });
    expect(Number(second.id)).toBeGreaterThan(Number(first.id));
    expect(Date.parse(second.timestamp)).toBeLessThan(Date.parse(first.timestamp));
    chats.close();
  });
});
