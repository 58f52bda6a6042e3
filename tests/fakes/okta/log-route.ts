/** `GET /api/v1/logs` in its polling form, the only one that misses nothing; every other use of it is complained of. */
import { type Call, encoded, linkTo, type Reply, type Route, type World } from './call';
import { errors } from './errors';
import { comparisonsOf, type Expression, ExpressionError, matches, parseExpression } from './scim';
import type { LogEvent } from './system-log';

/** The filter of the mission's O1, character by character. */
export const lockoutFilter =
  'eventType eq "user.account.lock" or eventType eq "user.session.start" and outcome.reason eq "LOCKED_OUT"';

const maximum = 1_000;
const usual = 100;
const lookBackMs = 7 * 86_400_000;

type Cursor = { readonly at: number; readonly sinceMs: number; readonly filter: string };

/** @param filters those that are expected; others are complained of */
export function logRoutes(filters: ReadonlySet<string>): readonly Route[] {
  const parsed = new Map<string, Expression>();

  function expressionOf(filter: string, world: World): Expression {
    const known = parsed.get(filter);
    if (known) return known;
    if (!filters.has(filter)) {
      world.complain(`A filter that nobody has agreed on: ${filter}`);
      throw errors.badFilter('It is not the one of the mission.');
    }
    try {
      const expression = parseExpression(filter);
      if (comparisonsOf(expression).some(({ path }) => path === 'published'))
        throw new ExpressionError('published may not be used');
      parsed.set(filter, expression);
      return expression;
    } catch (error) {
      throw errors.badFilter(error instanceof Error ? error.message : '');
    }
  }

  function cursorOf(call: Call, world: World): Cursor {
    if (!call.query.has('after')) return firstOf(call, world);
    if (call.query.has('since')) {
      world.complain('since and after exclude each other');
      throw errors.validation('since', 'may not be used together with after');
    }
    const found = world.links.positionOf(call.target);
    if (found === 'lost') throw errors.validation('after', 'The cursor is no longer valid');
    if (found === undefined) {
      world.complain(`Not a next link as it was handed out: ${call.target}`);
      throw errors.validation('after', 'The cursor is invalid');
    }
    return found.position as Cursor;
  }

  function firstOf(call: Call, world: World): Cursor {
    const since = call.query.get('since');
    const sinceMs = since === null ? world.clock.now().getTime() - lookBackMs : Date.parse(since);
    if (
      Number.isNaN(sinceMs) ||
      (since !== null && !/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(since))
    )
      throw errors.validation('since', 'must be an ISO 8601 instant');
    return { at: 0, sinceMs, filter: call.query.get('filter') ?? '' };
  }

  function limitOf(call: Call): number {
    const text = call.query.get('limit');
    if (text === null) return usual;
    const limit = Number(text);
    if (!/^\d+$/.test(text) || limit > maximum) throw errors.validation('limit', `0 to ${maximum}`);
    return limit;
  }

  function handle(call: Call, world: World): Reply {
    for (const name of ['until', 'q'])
      if (call.query.has(name)) {
        world.complain(`${name} is no part of polling`);
        throw errors.validation(name, 'not in the polling form');
      }
    if ((call.query.get('sortOrder') ?? 'ASCENDING') !== 'ASCENDING') {
      world.complain('Polling is in ascending order');
      throw errors.validation('sortOrder', 'not in the polling form');
    }
    const limit = limitOf(call);
    const cursor = cursorOf(call, world);
    const expression = expressionOf(cursor.filter, world);
    const isWanted = (event: LogEvent, storedAtMs: number): boolean => {
      const atMs = world.assume.sinceMeans === 'published' ? Date.parse(event.published) : storedAtMs;
      return atMs >= cursor.sinceMs && matches(expression, event, true);
    };
    const { events, next } = world.log.read(cursor.at, limit, isWanted);
    const filter = cursor.filter === '' ? '' : `filter=${encoded(cursor.filter)}&`;
    const target = `/api/v1/logs?${filter}limit=${limit}&sortOrder=ASCENDING`;
    const position: Cursor = { ...cursor, at: next };
    return {
      status: 200,
      body: events,
      links: [
        linkTo(`${world.url()}${call.target}`, 'self'),
        linkTo(world.links.issue(world.url(), target, position), 'next'),
      ],
    };
  }

  const query = ['since', 'until', 'after', 'filter', 'q', 'limit', 'sortOrder'];
  return [{ method: 'GET', path: '/api/v1/logs', query, scopes: ['okta.logs.read'], bucket: 'logs', handle }];
}
