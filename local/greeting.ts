/** What a start says when all is up: where to look, for people; one line for programs (a contract). */
import { signInUrl } from './app-settings';
import type { LocalRun } from './local-run';

/** The line for programs. @param operatorKey null where the host isn't ours and has its own */
export function readyLine(run: LocalRun, operatorKey: string | null): string {
  return `ready ${JSON.stringify({
    functions: run.functionsUrl,
    teams: run.teams.url,
    mail: run.mailbox.url,
    signIn: signInUrl(run.functionsUrl),
    demoPassword: run.demoPassword,
    operatorKey,
  })}`;
}

/** The lines for people. */
export function greeting(run: LocalRun, { host, seconds }: { host: string; seconds: number }): string {
  const rows = [
    ['Teams', run.teams.url, 'the chat, and a button that locks somebody out'],
    ['Mailbox', run.mailbox.url, 'every mail that was sent'],
    ['Sign-in', signInUrl(run.functionsUrl), `password of everybody: ${run.demoPassword}`],
    ['Operators', `${run.functionsUrl}/api/operator`, 'tickets and the audit trail'],
  ];
  const lines = rows.map(
    ([name = '', url = '', what = '']) => `  ${name.padEnd(10)} ${url.padEnd(46)} ${what}`,
  );
  return [
    '',
    `Account Access is up in ${seconds.toFixed(1)} s, on ${host}.`,
    '',
    ...lines,
    '',
    '  Ctrl-C ends it all.',
    '',
  ].join('\n');
}
