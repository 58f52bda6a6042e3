/** The `contractors` capability: people whose profile says that they are, until when, and who looks after them (O5). */

import { z } from 'zod';
import { eachOf } from '../../../domain/abreast';
import type {
  ContractEnd,
  Contractor,
  ContractorsCapability,
  Span,
} from '../../../domain/ports/account-ends';
import type { HttpClient } from '../../http/call';
import { type Deadline, startDeadline } from '../../http/deadline';
import { type Accounts, displayNameOf, statusOf } from './accounts';
import { readAll } from './pages';
import { attributeOf, listUsers, type OktaUser, readUser, sameText, userById, usersPath } from './users';

export type ContractorAttributes = {
  readonly typeAttribute: string;
  readonly types: readonly string[];
  readonly endAttribute: string;
  readonly managerAttribute: string;
  readonly roleAttribute: string;
};

const pageSize = 200;
const abreast = 8;
const dayMs = 86_400_000;
/** More than one is as bad as many. */
const sharingAnAddress = 3;

export function createContractors(
  http: HttpClient,
  accounts: Accounts,
  attributes: ContractorAttributes,
): ContractorsCapability {
  const { typeAttribute, types, endAttribute, managerAttribute, roleAttribute } = attributes;
  const search = types.map((type) => `profile.${typeAttribute} eq "${type}"`).join(' or ');

  const isContractor = (user: OktaUser): boolean =>
    types.some((type) => sameText(attributeOf(user, typeAttribute) ?? '', type));

  function contractorOf(user: OktaUser, end: ContractEnd): Contractor {
    const objectId = accounts.objectIdOf(user);
    const role = attributeOf(user, roleAttribute);
    const manager = attributeOf(user, managerAttribute);
    return {
      ref: { provider: 'okta', id: user.id },
      userName: user.profile.login,
      displayName: displayNameOf(user),
      status: statusOf(user),
      end,
      ...(objectId === undefined ? {} : { objectId }),
      ...(role === undefined ? {} : { role }),
      ...(manager === undefined ? {} : { manager }),
    };
  }

  /** Search lags behind: what it names is read again before anybody is told. */
  async function asItIs(user: OktaUser, deadline: Deadline): Promise<Contractor | undefined> {
    const now = await userById(http, user.id, deadline);
    const end = now && endOf(attributeOf(now, endAttribute));
    return now && end && isContractor(now) ? contractorOf(now, end) : undefined;
  }

  async function byAddress(address: string, deadline: Deadline): Promise<OktaUser | undefined> {
    if (!/^[^\s"\\\p{C}@]+@[^\s"\\\p{C}@]+$/u.test(address)) return undefined;
    const query = { search: `profile.email eq "${address}"`, limit: sharingAnAddress };
    const found = await readAll(http, { path: usersPath, query, deadline }, z.object({ id: z.string() }));
    const present = await eachOf(found, abreast, ({ id }) => userById(http, id, deadline));
    const theirs = present.filter((user) => user && sameText(user.profile.email ?? '', address));
    return theirs.length === 1 ? theirs[0] : undefined;
  }

  return {
    async page(cursor, span, options) {
      const deadline = startDeadline(options);
      const page = await listUsers(http, { search, limit: pageSize }, cursor, deadline);
      const ends = page.items.map((user) => ({ user, text: attributeOf(user, endAttribute) }));
      const due = ends.filter(({ text }) => isWithin(endOf(text), span)).map(({ user }) => user);
      const read = await eachOf(due, abreast, (user) => asItIs(user, deadline));
      const contractors = read.filter((one) => one !== undefined && isWithin(one.end, span)) as Contractor[];
      // A contract without an end has none; one that can't be read is somebody's to put right.
      const unreadable = ends
        .filter(({ user, text }) => text !== undefined && !endOf(text) && statusOf(user) !== 'disabled')
        .map(({ user }) => ({ provider: 'okta' as const, id: user.id }));
      return { contractors, unreadable, ...(page.next === undefined ? {} : { next: page.next }) };
    },

    async manager(reference, options) {
      const deadline = startDeadline(options);
      const named = await readUser(http, reference, deadline);
      const isMeant = named && (named.id === reference || sameText(named.profile.login, reference));
      const user = isMeant ? named : await byAddress(reference, deadline);
      return user && accounts.accountOf(user, deadline);
    },
  };
}

/** `2026-12-31` is a day, with a time of day and its offset an instant; other ways of writing mean different days to different people. */
function endOf(text: string | undefined): ContractEnd | undefined {
  if (text === undefined) return undefined;
  if (z.iso.date().safeParse(text).success) return { day: text };
  const at = z.iso.datetime({ offset: true }).safeParse(text);
  return at.success ? { at: new Date(at.data).toISOString() } : undefined;
}

/** A day begins and ends elsewhere at other instants: within a day more or less, the caller counts. */
function isWithin(end: ContractEnd | undefined, { from, until }: Span): boolean {
  if (!end) return false;
  const ms = Date.parse('day' in end ? `${end.day}T12:00:00Z` : end.at);
  return ms >= from.getTime() - dayMs && ms <= until.getTime() + dayMs;
}
