/** Words of the message to a manager whose contractors' contracts end, and of the answers to its buttons (C2, C3). */
import type { ContractorField, ShownContractor } from '../domain/reminder/messages';
import { written } from './content-reminder';
import { ownWords } from './own-words';
import type { Content, Writers } from './slots';
import type { Speaker } from './speaker';

export type ContractorKind = 'contractor-expiry' | 'contractor-instructions' | 'contractor-done';

/** Bytes of a card's JSON (Teams takes 28 KB) that the list of workers may fill. */
const roomBytes = 14_000;
const bytesAround = 420;

export const contractorContent: Writers<ContractorKind> = {
  'contractor-expiry': ({ contractors, listed, more, fields, isDone, text }, speaker) => {
    const { say, titleOf, counted } = speaker;
    const total = contractors.length;
    const people = fitting(contractors.slice(0, listed).map((one) => lineOf(one, fields, speaker)));
    const rest = total - people.length;
    const [first] = contractors;
    const own = ownWords(text, {
      contractor: speaker.show(first?.name),
      date: first ? speaker.day(first.endDay) : '',
      days: first ? speaker.counted('count.days', first.daysBefore) : '',
      count: speaker.number(total),
      more: speaker.number(total - 1),
    });
    const said = speaker.counted('contractor-expiry.text', total, {
      extend: titleOf('how-to-extend'),
      terminate: titleOf('how-to-terminate'),
    });
    return {
      title: counted('contractor-expiry.title', total),
      text: own[0] ?? said,
      ...(own.length > 1 ? { notes: own.slice(1) } : {}),
      ...(total > 1 && listed === 1 ? { about: say('contractor-expiry.first') } : {}),
      people,
      ...(rest > 0 && more ? { after: counted('contractor-expiry.more', rest) } : {}),
      ...(rest > 0 && !more ? { hint: counted('contractor-expiry.unlisted', rest) } : {}),
      ...(isDone ? { done: say('contractor-expiry.done') } : {}),
    };
  },
  'contractor-instructions': ({ topic, instructions }, { say, show, titleOf }) => ({
    title: say(`contractor-instructions.title-${topic}`),
    text: instructions
      ? say('contractor-instructions.text')
      : say('contractor-instructions.text-none', { help: titleOf('get-help') }),
    ...(instructions ? written(instructions, show) : {}),
  }),
  'contractor-done': (_, { say }) => ({
    title: say('contractor-done.title'),
    text: say('contractor-done.text'),
  }),
};

type Line = NonNullable<Content['people']>[number];

/** A worker with the policy's fields, in its order; the first of them stands out. */
function lineOf(contractor: ShownContractor, fields: readonly ContractorField[], speaker: Speaker): Line {
  const said = fields.map((field) => fieldOf(contractor, field, speaker)).filter((line) => line !== '');
  const [lead = speaker.show(contractor.name), ...lines] = said;
  return { lead, lines };
}

function fieldOf(contractor: ShownContractor, field: ContractorField, speaker: Speaker): string {
  if (field === 'name') return speaker.show(contractor.name);
  if (field === 'role') return speaker.show(contractor.role);
  const { endDay, daysBefore } = contractor;
  return speaker.say('contractor-expiry.ends', {
    date: speaker.day(endDay),
    when: speaker.when(daysBefore),
  });
}

/** As many of the first as a card has room for: all, but for very long lists. */
function fitting(lines: readonly Line[]): readonly Line[] {
  let room = roomBytes;
  const end = lines.findIndex((line) => {
    room -= Buffer.byteLength(JSON.stringify(line), 'utf8') + bytesAround;
    return room < 0;
  });
  return end < 1 ? (end === 0 ? lines.slice(0, 1) : lines) : lines.slice(0, end);
}
