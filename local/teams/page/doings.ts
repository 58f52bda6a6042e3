/** What the buttons of the page do to the world: say something, lock an account, try to sign in. */
import { ofPerson, post } from './api.js';
import { firstName } from './avatars.js';
import type { PagePerson } from './shapes.js';
import { showToast } from './toasts.js';

/** Says something as this person. */
export const say = async (person: PagePerson, text: string): Promise<boolean> => {
  const answer = await post(ofPerson('api', person.aadObjectId, 'messages'), { text });
  if (!answer.ok) showToast({ title: 'Not sent', text: answer.problem });
  return answer.ok;
};

/** Types wrong passwords at the sign-in page until the account is locked. */
export const lockAccount = async (person: PagePerson): Promise<void> => {
  const answer = await post<{ tries: number; status: string }>(ofPerson('page', person.aadObjectId, 'lock'));
  if (!answer.ok) showToast({ title: `${firstName(person)}’s account is not locked`, text: answer.problem });
  else if (answer.body.status === 'unreachable') {
    showToast({
      title: 'The sign-in page can’t be reached',
      text: 'The directory is not up yet. Try again in a moment.',
    });
  }
};

/** Tries to sign in with the demo password; the strip and the stopwatch tell the rest. */
export const trySignIn = async (person: PagePerson): Promise<{ words: string; signedIn: boolean }> => {
  const answer = await post<{ status: string; signedIn: boolean }>(
    ofPerson('page', person.aadObjectId, 'sign-in'),
  );
  if (!answer.ok) return { words: answer.problem, signedIn: false };
  const { status, signedIn } = answer.body;
  if (signedIn) return { words: 'Signed in', signedIn };
  const why = status.replaceAll(/[-_]/g, ' ');
  return { words: why === 'refused' ? 'Refused' : `Refused: ${why}`, signedIn };
};
