/** What an operator may have tried of PingID: one signed question, whose signed answer proves address, key and token. */
import type { CallOptions } from '../../../../domain/ports/identity-provider';
import type { Inspection } from '../../../../domain/ports/inspection';

const anew = 'Download pingid.properties anew from the console, and set its contents';

/** @param check asks for a name that nobody has; "no such user" is the answer that is wanted. */
export function createInspection(check: (options: CallOptions) => Promise<void>): Inspection {
  return {
    probes: [
      {
        what: 'signed question and answer',
        async run(options) {
          await check(options);
          return 'seen';
        },
        advice: {
          refused: `PingID refuses what was signed: org_alias, token or key is not this organisation's, or this machine's clock is wrong. ${anew}.`,
          'bad-answer': `The answer is not signed by the key in PINGID_PROPERTIES, or idp_url is not PingID's. ${anew}.`,
        },
      },
    ],
    untried: [
      {
        what: 'unpair devices',
        serves: 'factors',
        needs: 'The same file, as far as Ping documents it.',
      },
    ],
  };
}
