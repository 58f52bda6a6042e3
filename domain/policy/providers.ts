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

const profileAttribute = 'the name of an attribute of the profile';
const comparedText = 'a text without quotes and backslashes';

/** Of Okta: locks that never end by themselves, and those that come from a directory. */
const furtherLockoutEvents = ['user.account.lock.limit', 'app.ad.api.user_import.account_locked'] as const;

/** A value that is compared in a query: what could end its quotes may not stand in it. */
const comparedValue = z
  .string({ error: () => comparedText })
  .trim()
  .regex(/^[^"\\\p{C}]{1,100}$/u, comparedText);

/** Attributes of Okta's profile that tell of contractors; without one for the end there are none. */
const oktaContractors = section({
  typeAttribute: attribute(profileAttribute).default('userType'),
  types: z
    .array(comparedValue, { error: () => 'a list of texts' })
    .min(1, 'at least one text')
    .max(20, 'at most 20 texts')
    .default(['Contractor']),
  endAttribute: attribute(profileAttribute).optional(),
  managerAttribute: attribute(profileAttribute).default('managerId'),
  roleAttribute: attribute(profileAttribute).default('title'),
});

const okta = section({
  ...providerShape,
  contractors: oktaContractors,
  objectIdAttribute: attribute(profileAttribute).optional(),
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
