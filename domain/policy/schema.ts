/**
 * Everything an organisation decides, with its defaults (T3). The file is policy.yaml; reading it is
 * functions/policy-file.ts. Every object is strict: a misspelt key is a fault, not a silent default.
 */
import { z } from 'zod';
import { factorKinds } from '../ports/identity-provider';
import { contractorFields, contractorWords, passwordWords } from '../reminder/messages';
import {
  duration,
  link,
  oneOf,
  ownWords,
  quarterHour,
  section,
  text,
  textList,
  wholeNumber,
  yesNo,
} from './fields';
import { providers } from './providers';
import { ticketing } from './ticketing';

const providerId = oneOf(['okta', 'pingone', 'pingid', 'directory'] as const);
const objectId = z
  .string({ error: () => 'an Entra object id (a GUID)' })
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'an Entra object id (a GUID)')
  .toLowerCase();

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
  summaries: yesNo(false),
});

const people = section({ groups: textList(), userTypes: textList() });

/**
 * What the bot sends where it may not act itself: a title with a text in Markdown, else an article of the knowledge base
 * by its number, else the best one for some words; and a link, which a search needs beside it.
 */
const instructions = z
  .strictObject({
    title: text('a title'),
    url: link.optional(),
    text: z
      .string({ error: () => 'a text in Markdown' })
      .max(8_000, 'at most 8,000 characters')
      .optional(),
    article: z
      .string({ error: () => 'the number of an article, such as KB0010001' })
      .regex(/^[A-Z]{1,10}\d{3,12}$/, 'the number of an article, such as KB0010001')
      .optional(),
    search: text('words to look for an article by').optional(),
  })
  .refine(
    ({ url, text: words, article }) => url !== undefined || words !== undefined || article !== undefined,
    'a url, a text or an article; a search needs a url beside it',
  );

const lockouts = section({
  provider: providerId.optional(),
  checkEvery: duration('30s', { minimum: '5s', maximum: '1h', multipleOf: '5s' }),
  lookBack: duration('6h', { minimum: '1s', maximum: '7d' }),
  noticeLife: duration('24h'),
  answer: oneOf(['unlock', 'instructions'] as const).default('unlock'),
  notices: section({
    maximum: wholeNumber(4, 1, 1_000),
    period: duration('24h'),
    gap: duration('6h', { minimum: '0s' }),
  }),
});

const passwordExpiry = section({
  provider: providerId.optional(),
  enabled: yesNo(true),
  sendAt: quarterHour('10:00'),
  firstDaysBefore: wholeNumber(14, 1, 365),
  weekends: yesNo(true),
  perSecond: wholeNumber(25, 1, 50),
  text: ownWords(passwordWords).optional(),
  instructions: instructions.optional(),
});

const howManyMore = 'a whole number from 1 to 50, or `all`';

const contractorExpiry = section({
  provider: providerId.optional(),
  enabled: yesNo(true),
  sendAt: quarterHour('11:00'),
  excludedRoles: textList(),
  showMore: z
    .union([z.literal('all'), z.number().int().min(1).max(50)], { error: () => howManyMore })
    .default(4),
  fields: z
    .array(oneOf(contractorFields), { error: () => 'a list of fields' })
    .min(1, 'at least one field')
    .default([...contractorFields]),
  text: ownWords(contractorWords).optional(),
  extend: instructions.optional(),
  terminate: instructions.optional(),
});

const directory = section({
  failedAttempts: wholeNumber(5, 3, 20),
  selfServiceUnlock: yesNo(true),
  passwordMaximumAge: duration('0s', { minimum: '0s', maximum: '3660d' }),
  mobileReset: section({
    enabled: yesNo(false),
    passwordLife: duration('30m', { maximum: '24h' }),
    perAccountAndHour: wholeNumber(3, 1, 1_000_000),
    perDestinationAndHour: wholeNumber(3, 1, 1_000_000),
    perSourceAndHour: wholeNumber(10, 1, 1_000_000),
  }),
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
    mode: oneOf(['automatic', 'instructions'] as const).default('automatic'),
    instructions: instructions.optional(),
    maximum: wholeNumber(3, 1, 100),
    period: duration('24h'),
  }),
  passwordReset: section({
    provider: providerId.optional(),
    mode: oneOf(['automatic', 'instructions'] as const).default('automatic'),
    instructions: instructions.optional(),
    linkLife: duration('15m', { maximum: '24h' }),
    systems: z
      .record(text('the name of a system'), z.strictObject({ instructions }), {
        error: () => 'systems by name',
      })
      .default({}),
  }),
  mfaReset: section({
    provider: providerId.optional(),
    mode: oneOf(['all', 'choose', 'instructions'] as const).default('all'),
    instructions: instructions.optional(),
    kinds: z
      .array(oneOf(factorKinds), { error: () => 'a list of kinds of factor' })
      .default([...factorKinds]),
    separation: duration('24h', { minimum: '0s' }),
    ticketFirst: yesNo(false),
  }),
  passwordExpiry,
  contractorExpiry,
  directory,
  knowledge: section({ articleLife: duration('1h', { minimum: '0s' }) }),
  ticketing,
  providers,
});

export type Policy = z.output<typeof policySchema>;

/** One thing that is wrong with a policy: where, what stands there, what is allowed. */
export type PolicyFault = { readonly key: string; readonly value: unknown; readonly allowed: string };

export type PolicyReading =
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'faults'; readonly faults: readonly PolicyFault[] };

/** Checks a parsed YAML document; all faults are told at once. */
export function readPolicy(document: unknown): PolicyReading {
  const reading = policySchema.safeParse(withoutEmpty(document ?? {}, policySchema.parse({})));
  if (reading.success) return { kind: 'policy', policy: reading.data };
  return { kind: 'faults', faults: reading.error.issues.flatMap((issue) => faultsOf(issue, document)) };
}

/**
 * In YAML a key with nothing behind it, its own keys all commented out perhaps, is null: it counts as left out. Where
 * the default is a plain value null is a fault.
 */
function withoutEmpty(value: unknown, defaults: unknown): unknown {
  if (!isRecord(value) || !isRecord(defaults)) return value;
  const hasPlainDefault = (key: string): boolean => defaults[key] !== undefined && !isRecord(defaults[key]);
  const kept = Object.entries(value).filter(([key, part]) => part !== null || hasPlainDefault(key));
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutEmpty(part, defaults[key])]));
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
