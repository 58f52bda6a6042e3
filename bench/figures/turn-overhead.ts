/**
 * `turn_overhead`: a sentence that the bot doesn't know, answered with the General Access card, against a bare echo
 * of botbuilder. Both live in one host process, are called alternately with the same signed activities, and answer
 * through the same stand-in; the time is from sending the activity until the bot has answered the call.
 */
import { type Channel, openChannel } from '../channel';
import { type Figure, type Measurement, median, rounded } from '../figure';
import { appFolder, startHost, startServices } from '../services';

const warmUps = 60;
const turns = 400;
const sentence = 'The weather in Oslo is nice today';

export const turnOverhead: Measurement = {
  figures: ['turn_overhead', 'turn_ms', 'echo_turn_ms'],
  measure: async (say) => {
    const services = await startServices();
    const root = appFolder(services, 'turns', 'bench/turns/app.js');
    const host = startHost(services, { root });
    try {
      await Promise.all([host.ready, services.introduced]);
      const channel = await openChannel(services);
      try {
        await alternate(channel, warmUps);
        const { card, echo } = await alternate(channel, turns);
        await requireAnswers(channel);
        say(`a turn ${rounded(median(card))} ms, an echo ${rounded(median(echo))} ms`);
        return figuresOf(median(card), median(echo));
      } finally {
        channel.close();
      }
    } finally {
      await host.stop();
      await services.stop();
    }
  },
};

function figuresOf(cardMs: number, echoMs: number): Figure[] {
  return [
    { name: 'turn_overhead', value: rounded(cardMs / echoMs), unit: 'ratio', goal: 1.5 },
    { name: 'turn_ms', value: rounded(cardMs), unit: 'ms' },
    { name: 'echo_turn_ms', value: rounded(echoMs), unit: 'ms' },
  ];
}

async function alternate(channel: Channel, count: number): Promise<{ card: number[]; echo: number[] }> {
  const times = { card: [] as number[], echo: [] as number[] };
  for (let n = 0; n < count; n += 1) {
    times.card.push(await timed(channel, n, '/api/messages'));
    times.echo.push(await timed(channel, n, '/api/echo'));
  }
  return times;
}

async function timed(channel: Channel, n: number, route: string): Promise<number> {
  const person = channel.people[n % channel.people.length];
  if (!person) throw new Error('The organisation is empty.');
  const startedAt = performance.now();
  const status = await channel.say(person, sentence, route);
  const ms = performance.now() - startedAt;
  if (status !== 200) throw new Error(`${route} answered ${status}`);
  return ms;
}

/** A turn that failed politely would be fast: both bots must have said what they should. */
async function requireAnswers(channel: Channel): Promise<void> {
  for (const person of channel.people) {
    const answers = await channel.answersTo(person);
    const cards = answers.filter((kind) => kind === 'card').length;
    if (cards === 0 || cards * 2 !== answers.length)
      throw new Error(`Not every turn was answered with a card: ${cards} of ${answers.length / 2}.`);
  }
}
