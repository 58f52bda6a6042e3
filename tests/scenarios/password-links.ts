/** The directory's one-time link for a person, as the provider answers it to Continue. */
import { createDirectoryProvider } from '../../connectors/identity/directory/provider';
import type { DemoPerson } from '../../local/people/demo-account';
import type { LocalRun } from '../harness/local-run';
import { accountOf, inDirectory } from './story';

/** @throws where the provider refuses one */
export async function passwordLinkFor(run: LocalRun, person: DemoPerson): Promise<string> {
  const { id } = await accountOf(run, person);
  return inDirectory(run, async (directory) => {
    const clock = { now: () => new Date() };
    const publicUrl = run.functionsUrl;
    const provider = createDirectoryProvider({
      directory,
      clock,
      selfServiceUnlock: true,
      passwordMaximumAge: 0,
      publicUrl,
    });
    const answer = await provider.passwordReset?.createLink(id, { timeoutMs: 5_000 });
    if (answer?.kind !== 'link') throw new Error('no link');
    return answer.url.reveal();
  });
}
