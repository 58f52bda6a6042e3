/**
 * Whether signing in at the directory is limited by Argon2 alone, by turns, so that all meet the same machine.
 *
 * `sign_in_ratio`: seconds for sign-ins of many people at once, right and wrong ones, on a PostgreSQL server of its
 * own, ÷ seconds for as many bare verifications, as many at once as the directory computes. The server shares the
 * cores with Argon2 here. `sign_in_rest`: seconds for the same sign-ins where the stored hashes cost next to nothing
 * to verify ÷ seconds for the bare verifications: what there is to a sign-in beside Argon2.
 */
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { type Directory, hashPassword, type NewAccount, openDirectory } from '../../directory';
import { type Measurement, median, rounded } from '../figure';
import { startPostgres } from '../postgres';

const people = 64;
const perRound = 256;
const rounds = 7;
/** Callers who wait at once; the directory computes for few of them at a time. */
const callers = 16;
const computing = Math.max(1, Math.min(3, availableParallelism()));
const password = 'purple tractor sings quietly';

export const signIn: Measurement = {
  figures: ['sign_in_ratio', 'sign_in_rest', 'sign_ins_per_second'],
  measure: async (say) => {
    const server = await startPostgres();
    // Wrong passwords must not lock anybody here.
    const directory = openDirectory({
      databaseUrl: server.url,
      clock: { now: () => new Date() },
      failedAttempts: 1_000_000,
    });
    try {
      await directory.migrate();
      const passwordHash = await hashPassword(password);
      const named = await fill(directory, 'person', passwordHash);
      const light = await fill(directory, 'light', await hash(password, { memoryCost: 8, timeCost: 1 }));
      const signedIn = (names: readonly string[]) => (n: number) =>
        oneSignIn(directory, names[n % people] ?? '', n);
      const verified = (n: number) => verify(passwordHash, n % 2 === 0 ? password : 'wrong');
      await inParallel(callers, people, signedIn(named));
      const times: { ours: number; bare: number; rest: number }[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const bare = await secondsOf(() => inParallel(computing, perRound, verified));
        const ours = await secondsOf(() => inParallel(callers, perRound, signedIn(named)));
        const rest = await secondsOf(() => inParallel(callers, perRound, signedIn(light)));
        const perSecond = rounded(perRound / ours, 1);
        say(
          `round ${round + 1}: ${rounded(ours / bare)}, ${rounded(rest / bare)} (${perSecond} sign-ins a second)`,
        );
        times.push({ ours, bare, rest });
      }
      const middle = (of: (one: (typeof times)[number]) => number) => rounded(median(times.map(of)));
      return [
        { name: 'sign_in_ratio', value: middle(({ ours, bare }) => ours / bare), unit: 'x', goal: 1.25 },
        { name: 'sign_in_rest', value: middle(({ rest, bare }) => rest / bare), unit: 'x', goal: 0.25 },
        { name: 'sign_ins_per_second', value: middle(({ ours }) => perRound / ours), unit: '1/s' },
      ];
    } finally {
      await directory.close();
      await server.stop();
    }
  },
};

/** The user names of new accounts with this hash. */
async function fill(directory: Directory, name: string, passwordHash: string): Promise<readonly string[]> {
  const accounts = Array.from({ length: people }, (_, n): NewAccount => {
    const userName = `${name}-${n}@contoso.example`;
    const core = { id: `${name}-${n}`, userName, displayName: userName, passwordHash };
    return { ...core, status: 'active', groups: [], roles: [] };
  });
  await directory.accounts.createMany(accounts);
  return accounts.map(({ userName }) => userName);
}

async function oneSignIn(directory: Directory, userName: string, n: number): Promise<void> {
  const isRight = n % 2 === 0;
  const { kind } = await directory.signIn({ userName, password: isRight ? password : 'wrong', source: {} });
  if ((kind === 'signed-in') !== isRight) throw new Error(`${userName} was answered ${kind}.`);
}

async function inParallel(
  width: number,
  count: number,
  work: (n: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
