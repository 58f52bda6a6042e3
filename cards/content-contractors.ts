/** Words of the message to a manager whose contractors' contracts end, and of the answers to its buttons (C2, C3). */
import type { ContractorField, ShownContractor } from '../domain/reminder/messages';
import { written } from './content-reminder';
import { ownWords } from './own-words';
import type { Content, Of, Writers } from './slots';
import type { Speaker } from './speaker';

export type ContractorKind = 'contractor-expiry' | 'contractor-instructions' | 'contractor-done';

/** Bytes of a card's JSON (Teams takes 28 KB) that the list of workers may fill. */
const roomBytes = 14_000;
const bytesAround = 420;

export const contractorContent: Writers<ContractorKind> = {
  'contractor-expiry': (message, speaker) => {
    const { contractors, listed, more, fields, isDone } = message;
    const { say, titleOf, counted } = speaker;
    const total = contractors.length + (message.beyond ?? 0);
    const { people, unlisted } = contractorLines(message, fields, speaker);
    const own = ownWords(message.text, contractorValues(message, speaker));
    const said = counted('contractor-expiry.text', total, {
      extend: titleOf('how-to-extend'),
      terminate: titleOf('how-to-terminate'),
    });
    return {
      title: counted('contractor-expiry.title', total),
      text: own[0] ?? said,
      ...(own.length > 1 ? { notes: own.slice(1) } : {}),
      ...(total > 1 && listed === 1 ? { about: say('contractor-expiry.first') } : {}),
      people,
      ...(unlisted > 0 && more ? { after: counted('contractor-expiry.more', unlisted) } : {}),
      ...(unlisted > 0 && !more ? { hint: counted('contractor-expiry.unlisted', unlisted) } : {}),
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

/** What the organisation's own words may name. */
export function contractorValues(
  { contractors, beyond = 0 }: Of<'contractor-expiry'>,
  { show, day, counted, number }: Speaker,
): Readonly<Record<string, string>> {
  const [first] = contractors;
  const total = contractors.length + beyond;
  return {
    contractor: show(first?.name),
    date: first ? day(first.endDay) : '',
    days: first ? counted('count.days', first.daysBefore) : '',
    count: number(total),
    more: number(Math.max(0, total - 1)),
  };
}

/** The workers that are listed, and how many are not. */
export function contractorLines(
  { contractors, listed, beyond = 0 }: Pick<Of<'contractor-expiry'>, 'contractors' | 'listed' | 'beyond'>,
  fields: readonly ContractorField[],
  speaker: Speaker,
): { readonly people: readonly Line[]; readonly unlisted: number } {
  const people = fitting(contractors.slice(0, listed).map((one) => lineOf(one, fields, speaker)));
  return { people, unlisted: contractors.length + beyond - people.length };
}

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
