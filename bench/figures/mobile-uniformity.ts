/**
 * `mobile_reset_distance`: whether the answers to mobile password resets tell by their time for whom they were asked.
 * Five kinds of request, 500 each, in random order, under the default limits and again with limits lifted; the largest
 * distance between two kinds' times (Kolmogorov–Smirnov) ÷ the distance that ten such comparisons of equal
 * distributions exceed once in a thousand.
 */
import { demoOrganisation } from '../../local/people/demo-organisation';
import { type Figure, type Measurement, rounded } from '../figure';
import { startHost, startServices } from '../services';

const perKind = 500;
const warmUps = 100;
const alpha = 0.001;
const lifted = {
  perAccountAndHour: 1_000_000,
  perDestinationAndHour: 1_000_000,
  perSourceAndHour: 1_000_000,
};

type Kind = { readonly title: string; readonly body: string };

export const mobileUniformity: Measurement = {
  figures: ['mobile_reset_distance', 'mobile_reset_distance_lifted', 'mobile_reset_ms'],
  measure: async (say) => {
    const limited = await timesUnder({}, say);
    const free = await timesUnder(lifted, say);
    const all = limited.flat().toSorted((a, b) => a - b);
    return [
      { name: 'mobile_reset_distance', value: rounded(worst(limited)), unit: 'ratio', goal: 1 },
      { name: 'mobile_reset_distance_lifted', value: rounded(worst(free)), unit: 'ratio', goal: 1 },
      { name: 'mobile_reset_ms', value: rounded(all[all.length >> 1] ?? Number.NaN), unit: 'ms' },
    ] satisfies Figure[];
  },
};

/** The times of each kind. @throws where two answers differ */
async function timesUnder(limits: object, say: (line: string) => void): Promise<readonly number[][]> {
  const services = await startServices({
    policy: { directory: { mobileReset: { enabled: true, ...limits } } },
  });
  const host = startHost(services, {});
  try {
    await Promise.all([host.ready, services.introduced]);
    const kinds = kindsOfRequest();
    const times = kinds.map((): number[] => []);
    for (let n = 0; n < warmUps; n += 1)
      await timed(services.functionsUrl, kinds[n % kinds.length]?.body ?? '');
    for (const at of shuffled(kinds.flatMap((_, kind) => Array.from({ length: perKind }, () => kind)))) {
      times[at]?.push(await timed(services.functionsUrl, kinds[at]?.body ?? ''));
    }
    for (const [at, { title }] of kinds.entries()) {
      const sorted = (times[at] ?? []).toSorted((a, b) => a - b);
      say(`${title}: median ${rounded(sorted[sorted.length >> 1] ?? 0)} ms, of ${sorted.length}`);
    }
    return times;
  } finally {
    await host.stop();
    await services.stop();
  }
}

function kindsOfRequest(): readonly Kind[] {
  const people = demoOrganisation({ today: new Date() });
  const allowed = people.filter(({ mobileReset }) => mobileReset);
  const [one, other] = allowed;
  const disallowed = people.find((person) => !person.mobileReset && person.status === 'active');
  const inactive = people.find(({ status }) => status === 'disabled');
  if (!one || !other || !disallowed || !inactive) throw new Error('The demo organisation lacks somebody.');
  const numberOf = ({ phones = [] }: typeof one) =>
    `${phones[0]?.areaCode ?? ''}${phones[0]?.localNumber ?? ''}`;
  const kind = (title: string, email: string, phone: string): Kind => ({
    title,
    body: JSON.stringify({ email, phone }),
  });
  return [
    kind('existing', one.email, numberOf(one)),
    kind('unknown', 'nobody.at.all@contoso.example', '5550100199'),
    kind('inactive', inactive.email, numberOf(inactive)),
    kind('disallowed', disallowed.email, numberOf(disallowed)),
    kind('somebody else’s phone', one.email, numberOf(other)),
  ];
}

async function timed(functionsUrl: string, body: string): Promise<number> {
  const startedAt = performance.now();
  const answer = await fetch(`${functionsUrl}/api/mobile/password-reset`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const said = await answer.text();
  const ms = performance.now() - startedAt;
  if (answer.status !== 202 || said !== '{"status":"accepted"}') throw new Error(`${answer.status}: ${said}`);
  return ms;
}

/** The largest distance between two kinds ÷ what chance allows over all pairs of them. */
function worst(times: readonly number[][]): number {
  const pairs = times.flatMap((one, at) => times.slice(at + 1).map((other) => [one, other] as const));
  const critical = Math.sqrt(-Math.log(alpha / pairs.length / 2) / 2) * Math.sqrt(2 / perKind);
  return Math.max(...pairs.map(([one, other]) => distance(one, other))) / critical;
}

/** Kolmogorov–Smirnov: the largest difference between the two distributions. */
export function distance(one: readonly number[], other: readonly number[]): number {
  const shareUpTo = (sorted: readonly number[], limit: number) => {
    let count = 0;
    while (count < sorted.length && (sorted[count] ?? 0) <= limit) count += 1;
    return count / sorted.length;
  };
  const [a, b] = [one, other].map((times) => times.toSorted((x, y) => x - y)) as [number[], number[]];
  return Math.max(...[...a, ...b].map((limit) => Math.abs(shareUpTo(a, limit) - shareUpTo(b, limit))));
}

function shuffled<T>(list: readonly T[]): readonly T[] {
  const drawn = [...list];
  for (let at = drawn.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    [drawn[at], drawn[other]] = [drawn[other] as T, drawn[at] as T];
  }
  return drawn;
}
