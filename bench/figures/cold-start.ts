/**
 * `cold_start`: from the start of the host's process until it has answered the first message, against a bare app of
 * Functions and botbuilder on the same host. Starts alternate; each is knocked at until it answers.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type Channel, openChannel } from '../channel';
import { type Measurement, median, rounded } from '../figure';
import { appFolder, type Services, startHost, startServices } from '../services';

const starts = 7;
const knockEveryMs = 5;
const patienceMs = 60_000;

export const coldStart: Measurement = {
  figures: ['cold_start', 'cold_start_ms', 'echo_cold_start_ms'],
  measure: async (say) => {
    const services = await startServices();
    try {
      const channel = await openChannel(services);
      const echo = appFolder(services, 'echo', 'bench/echo/app.js');
      const times = { product: [] as number[], echo: [] as number[] };
      // The first round fills the disk's cache and lets the bot meet the person.
      for (let n = 0; n <= starts; n += 1) {
        const product = await firstAnswerMs(services, channel);
        const bare = await firstAnswerMs(services, channel, echo);
        if (n === 0) continue;
        times.product.push(product);
        times.echo.push(bare);
      }
      channel.close();
      say(
        `product ${times.product.map(Math.round).join(' ')} ms, bare ${times.echo.map(Math.round).join(' ')} ms`,
      );
      const [productMs, echoMs] = [median(times.product), median(times.echo)];
      return [
        { name: 'cold_start', value: rounded(productMs / echoMs), unit: 'ratio', goal: 1.3 },
        { name: 'cold_start_ms', value: Math.round(productMs), unit: 'ms' },
        { name: 'echo_cold_start_ms', value: Math.round(echoMs), unit: 'ms' },
      ];
    } finally {
      await services.stop();
    }
  },
};

async function firstAnswerMs(services: Services, channel: Channel, root?: string): Promise<number> {
  const [person] = channel.people;
  if (!person) throw new Error('The organisation is empty.');
  const startedAt = performance.now();
  const host = startHost(services, root ? { root } : {});
  let ended = false;
  void host.ended.then(() => {
    ended = true;
  });
  try {
    for (;;) {
      const status = await channel.say(person, 'The weather in Oslo is nice today').catch(() => 0);
      const ms = performance.now() - startedAt;
      if (status === 200) return ms;
      if (ended || ms > patienceMs || (status !== 0 && status !== 503))
        throw new Error(`The host did not answer (${status}).\n${host.lastLines().join('\n')}`);
      await wait(knockEveryMs);
    }
  } finally {
    await host.stop();
  }
}
