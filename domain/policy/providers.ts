/** The policy's sections about single identity providers: how people and accounts belong together, and their pages. */
import { z } from 'zod';
import { link, oneOf, section, text } from './fields';

const links = section({ setUpMfa: link.optional(), changePassword: link.optional() });

/** What every provider's section has. */
const providerShape = {
  link: oneOf(['objectId', 'upn'] as const).default('objectId'),
  objectIdAttribute: text('the name of an attribute').optional(),
  links,
};
const providerSection = section(providerShape);

/** Names of attributes stand in queries: nothing else may. */
const attribute = (what: string) => {
  const message = `${what}: letters, digits and _`;
  return z
    .string({ error: () => message })
    .trim()
    .regex(/^[A-Za-z]\w{0,99}$/, message);
};

/** Of Okta: locks that never end by themselves, and those that come from a directory. */
const furtherLockoutEvents = ['user.account.lock.limit', 'app.ad.api.user_import.account_locked'] as const;

const okta = section({
  ...providerShape,
  objectIdAttribute: attribute('the name of an attribute of the profile').optional(),
  lockoutEvents: z
    .array(oneOf(furtherLockoutEvents), { error: () => 'a list of types of event' })
    .default([]),
});

const pingone = section({
  ...providerShape,
  objectIdAttribute: attribute('the name of an attribute of users').default('externalId'),
});

/** PingID holds no object ids: the one way there is must be written out. */
const pingid = section({ link: oneOf(['upn'] as const).optional(), links });

export const providers = section({ okta, pingone, pingid, directory: providerSection });

/** What the policy says of any provider. */
export type ProviderPolicy = Pick<z.output<typeof providerSection>, 'links'> & {
  readonly link?: 'objectId' | 'upn';
};
