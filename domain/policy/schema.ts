/**
 * Everything an organisation decides, with its defaults (T3). The file is policy.yaml; reading it is
 * functions/policy-file.ts. Every object is strict: a misspelt key is a fault, not a silent default.
 */
import { z } from 'zod';
import { duration, oneOf, text, textList, wholeNumber, yesNo } from './fields';

const providerId = oneOf(['okta', 'pingone', 'pingid', 'directory'] as const);
const objectId = z
  .string({ error: () => 'an Entra object id (a GUID)' })
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'an Entra object id (a GUID)')
  .toLowerCase();

/** A section that may be left out altogether: then all its defaults hold. */
function section<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape).prefault({} as never);
}

const timeZone = z
  .string({ error: () => 'an IANA time zone such as America/Los_Angeles' })
  .refine(isTimeZone, 'an IANA time zone such as America/Los_Angeles')
  .default('America/Los_Angeles');

const organisation = section({
  timeZone,
  languages: z
    .array(oneOf(['en', 'es', 'fr', 'de', 'pt'] as const), { error: () => 'a list of languages' })
    .min(1, 'at least one language')
    .default(['en', 'es', 'fr', 'de', 'pt']),
  helpDesk: section({
    phone: text('a phone number').optional(),
    url: z.url({ protocol: /^https?$/, error: () => 'an address that begins with https://' }).optional(),
    hours: text('a text such as "Monday to Friday, 8:00–18:00"').optional(),
  }),
});

const administrator = z.strictObject({
  objectId,
  rights: z
    .array(oneOf(['unlock', 'resetSecretKey', 'editUser'] as const), { error: () => 'a list of rights' })
    .default([]),
  scope: text('`all` or the name of a department').default('all'),
});

const people = section({ groups: textList(), userTypes: textList() });

const lockouts = section({
  provider: providerId.optional(),
  checkEvery: duration('30s', { minimum: '5s', maximum: '1h', multipleOf: '5s' }),
  lookBack: duration('6h', { minimum: '1s', maximum: '7d' }),
  noticeLife: duration('24h'),
  notices: section({
    maximum: wholeNumber(4, 1, 1_000),
    period: duration('24h'),
    gap: duration('6h', { minimum: '0s' }),
  }),
});

const directory = section({
  failedAttempts: wholeNumber(5, 3, 20),
  selfServiceUnlock: yesNo(true),
});

const providerSection = section({
  link: oneOf(['objectId', 'upn'] as const).default('objectId'),
  objectIdAttribute: text('the name of an attribute').optional(),
});

export const policySchema = section({
  organisation,
  administrators: z.array(administrator, { error: () => 'a list of administrators' }).default([]),
  selfService: section({ include: people, exclude: people }),
  lockouts,
  messages: section({ perSecond: wholeNumber(40, 1, 50) }),
  followUp: duration('24h'),
  unlock: section({
    provider: providerId.optional(),
    maximum: wholeNumber(3, 1, 100),
    period: duration('24h'),
  }),
  directory,
  ticketing: section({ system: oneOf(['built-in'] as const).default('built-in') }),
  providers: section({ directory: providerSection }),
});

export type Policy = z.output<typeof policySchema>;

/** One thing that is wrong with a policy: where, what stands there, what is allowed. */
export type PolicyFault = { readonly key: string; readonly value: unknown; readonly allowed: string };

export type PolicyReading =
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'faults'; readonly faults: readonly PolicyFault[] };

/** Checks a parsed YAML document; all faults are told at once. */
export function readPolicy(document: unknown): PolicyReading {
  const reading = policySchema.safeParse(withoutEmptySections(document ?? {}, policySchema.parse({})));
  if (reading.success) return { kind: 'policy', policy: reading.data };
  return { kind: 'faults', faults: reading.error.issues.flatMap((issue) => faultsOf(issue, document)) };
}

/** In YAML a section whose keys are all commented out is null: it counts as left out. A value of null is a fault. */
function withoutEmptySections(value: unknown, defaults: unknown): unknown {
  if (!isRecord(value) || !isRecord(defaults)) return value;
  const kept = Object.entries(value).filter(([key, part]) => part !== null || !isRecord(defaults[key]));
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutEmptySections(part, defaults[key])]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function faultsOf(issue: z.core.$ZodIssue, document: unknown): PolicyFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => {
      const path = [...issue.path, name];
      return { key: path.join('.'), value: at(document, path), allowed: 'no such key exists' };
    });
  }
  return [{ key: issue.path.join('.') || 'policy', value: at(document, issue.path), allowed: issue.message }];
}

function at(document: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = document;
  for (const step of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[step];
  return value;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
