/** The `passwordReset` capability: Okta's one-time link, for accounts whose password is Okta's own. */
import { z } from 'zod';
import type { PasswordResetCapability } from '../../../domain/ports/identity-provider';
import { Secret } from '../../../domain/secret';
import { json } from '../../http/answer';
import type { HttpClient } from '../../http/call';
import { startDeadline } from '../../http/deadline';
import { hasFault } from '../../http/http-error';
import { type OktaUser, passwordOwnerOf, userById } from './users';

/** From the others Okta refuses it. */
const resettable = ['ACTIVE', 'PASSWORD_EXPIRED', 'LOCKED_OUT', 'RECOVERY'];

/** It goes to a browser: https, or http where the organisation itself is on loopback. */
const linkBody = (isPlain: boolean) =>
  z.object({ resetPasswordUrl: z.url({ protocol: isPlain ? /^https?$/ : /^https$/ }) });

export function createPasswordReset(http: HttpClient, orgUrl: string): PasswordResetCapability {
  const answer = json(linkBody(orgUrl.startsWith('http:')));
  return {
    async createLink(id, options) {
      const deadline = startDeadline(options);
      const user = await userById(http, id, deadline);
      if (!user || passwordOwnerOf(user) !== 'okta' || !resettable.includes(user.status))
        return { kind: 'refused' };
      try {
        const { data } = await http.request({
          method: 'POST',
          path: '/api/v1/users/{id}/lifecycle/reset_password',
          parameters: { id },
          query: { sendEmail: false },
          // Each one ends the link before, and somebody may hold that already.
          effect: 'once',
          answer,
          deadline,
        });
        return { kind: 'link', url: new Secret(data.resetPasswordUrl) };
      } catch (error) {
        if (hasFault(error, 'forbidden', 'not-found', 'invalid')) return { kind: 'refused' };
        throw error;
      }
    },
    async obstacle(id, options) {
      const user = await userById(http, id, startDeadline(options));
      return user && obstacleOf(user);
    },
  };
}

function obstacleOf(user: OktaUser) {
  const owner = passwordOwnerOf(user);
  if (owner === 'directory') return 'directory-sourced';
  if (owner === 'federation') return 'federated';
  return user.status === 'PROVISIONED' || user.status === 'STAGED' ? 'not-activated' : undefined;
}
