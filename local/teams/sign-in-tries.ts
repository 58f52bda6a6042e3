/** Real sign-ins at the directory's page: wrong ones until the account locks, and the right one to see whether it opens again. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { StripEntry } from './page/shapes';
import type { DemoPerson } from './person';

const tries = 6;
const patienceMs = 10_000;

/** The directory's word about one sign-in. */
export type SignInAnswer = { status: string; signedIn: boolean };

/** What the buttons beside the chat do. */
export type SignInTries = {
  /** Fails on purpose until the account is locked or six tries are over. */
  lock(person: DemoPerson): Promise<{ tries: number; status: string }>;
  /** Tries the demo password. */
  signIn(person: DemoPerson): Promise<SignInAnswer>;
};

const spoken = (status: string): string => status.replaceAll(/[-_]/g, ' ');

const post = async (url: string, username: string, password: string): Promise<SignInAnswer> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ username, password }),
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    const body = (await response.json().catch(() => ({}))) as { status?: unknown };
    const status = typeof body.status === 'string' ? body.status : `answered ${response.status}`;
    return { status, signedIn: response.status === 200 && status === 'signed-in' };
  } catch {
    return { status: 'unreachable', signedIn: false };
  }
};

// A careful directory says of a locked account what it says of a wrong password; then the sixth in a row must do.
const titleOf = (made: number, locked: boolean): string => {
  if (!locked)
    return made < tries ? `Wrong password, ${made} of ${tries}` : `${tries} wrong passwords in a row`;
  return made === 1 ? 'Was locked already' : `Locked after ${made} wrong passwords`;
};

// With a secret key, or a password that is due, the right password is not the end of it.
const titleOfAnswer = ({ signedIn, status }: SignInAnswer): string => {
  if (signedIn) return 'Signed in';
  return /required$/.test(status) ? 'The password is right, and more is asked for' : 'Sign-in refused';
};

/** Makes the buttons' doings; each step is told to the strip as it happens. */
export const createSignInTries = (deps: {
  signInUrl(): string | undefined;
  demoPassword(): string | undefined;
  now(): Date;
  note(entry: StripEntry): void;
}): SignInTries => {
  const at = (): string => deps.now().toISOString();
  const lock: SignInTries['lock'] = async (person) => {
    const url = deps.signInUrl();
    if (url === undefined) return { tries: 0, status: 'unreachable' };
    const id = `lock-${randomUUID()}`;
    let status = '';
    let made = 0;
    while (made < tries && !/lock|unreachable/i.test(status)) {
      made += 1;
      // Wrong for certain: nobody's password is drawn anew for each try.
      status = (await post(url, person.userPrincipalName, `wrong ${randomBytes(9).toString('base64url')}`))
        .status;
      const locked = /lock/i.test(status);
      const done = made === tries || locked;
      const failed = status === 'unreachable';
      deps.note({
        id,
        at: at(),
        stage: 'event',
        person: person.aadObjectId,
        title: failed ? 'The sign-in page can’t be reached' : titleOf(made, locked),
        detail: failed ? url : `The directory says: ${spoken(status)}`,
        tone: 'bad',
        ...(done && !failed && !(locked && made === 1) ? { mark: 'locked' as const } : {}),
      });
    }
    return { tries: made, status };
  };
  const signIn: SignInTries['signIn'] = async (person) => {
    const url = deps.signInUrl();
    const password = deps.demoPassword();
    if (url === undefined || password === undefined) return { status: 'unreachable', signedIn: false };
    const answer = await post(url, person.userPrincipalName, password);
    deps.note({
      id: `sign-in-${randomUUID()}`,
      at: at(),
      stage: 'event',
      person: person.aadObjectId,
      title: titleOfAnswer(answer),
      detail: `The directory says: ${spoken(answer.status)}`,
      tone: answer.signedIn ? 'good' : 'bad',
      ...(answer.signedIn ? { mark: 'signed-in' as const } : {}),
    });
    return answer;
  };
  return { lock, signIn };
};
