/** The Table API: lists, records, inserts and changes, with values, labels or both. */
import type { AskedCall, FakeAnswer } from '../faulty-server';
import { readQuery } from './encoded-query';
import { errors } from './errors';
import { insertIncident, updateIncident } from './incident-rules';
import { isTable, type SnRecord, type TableName, tables } from './model';
import type { Clock, State } from './state';

export type TableDeps = {
  readonly state: State;
  readonly clock: Clock;
  readonly url: () => string;
  readonly complain: (why: string) => void;
  /** What the integration's user may not do: `GET sys_user`. */
  readonly denied: ReadonlySet<string>;
};

const listParameters = [
  'sysparm_query',
  'sysparm_fields',
  'sysparm_limit',
  'sysparm_offset',
  'sysparm_display_value',
  'sysparm_exclude_reference_link',
  'sysparm_no_count',
];
const recordParameters = ['sysparm_fields', 'sysparm_display_value', 'sysparm_exclude_reference_link'];

export function answerTable(call: AskedCall, deps: TableDeps): FakeAnswer {
  const { state, complain } = deps;
  const [path = '', search = ''] = call.path.split('?');
  const [, name = '', sysId] = /^\/api\/now\/table\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  if (!isTable(name)) throw errors.invalidTable(name);
  const query = new URLSearchParams(search);
  insistOn(call, query, sysId === undefined && call.method === 'GET', complain);
  const operation = call.method === 'GET' ? 'Read' : call.method === 'POST' ? 'Insert' : 'Update';
  const mayNot = deps.denied.has(`${call.method} ${name}`);
  if (mayNot || (operation !== 'Read' && !tables[name].writable)) throw errors.forbidden(operation);

  if (call.method === 'GET' && sysId === undefined) return list(name, query, deps);
  if (call.method === 'POST' && sysId === undefined) {
    const record = insertIncident(state, deps.clock, { values: valuesOf(call.body), complain });
    const location = `${deps.url()}/api/now/table/${name}/${record.sys_id}`;
    return { status: 201, headers: { location }, body: { result: shown(name, record, query, deps) } };
  }
  const record = sysId === undefined ? undefined : state.find(name, sysId);
  if (sysId !== undefined && !record) throw errors.noRecord();
  if (!record || !['GET', 'PATCH', 'PUT'].includes(call.method)) throw errors.wrongMethod();
  if (call.method !== 'GET') {
    updateIncident(state, deps.clock, record, { values: valuesOf(call.body), complain });
  }
  return { body: { result: shown(name, record, query, deps) } };
}

function list(name: TableName, query: URLSearchParams, deps: TableDeps): FakeAnswer {
  const { matches, order } = readQuery(query.get('sysparm_query') ?? '', tables[name].fields, deps.complain);
  const found = deps.state.records[name].filter(matches).toSorted((a, b) => {
    for (const { field, descending } of order) {
      const [left = '', right = ''] = [a[field], b[field]];
      if (left !== right) return (left < right ? -1 : 1) * (descending ? -1 : 1);
    }
    return 0;
  });
  const limit = Number(query.get('sysparm_limit') ?? 10_000);
  const offset = Number(query.get('sysparm_offset') ?? 0);
  const page = found.slice(offset, offset + limit);
  return {
    headers: { 'x-total-count': String(found.length) },
    body: { result: page.map((record) => shown(name, record, query, deps)) },
  };
}

/** A record as it goes out: the fields asked for, as values, as labels, or as both. */
function shown(name: TableName, record: SnRecord, query: URLSearchParams, deps: TableDeps): object {
  const { fields, journals, references, choices } = tables[name];
  const wanted = query.get('sysparm_fields')?.split(',') ?? fields;
  for (const field of wanted) {
    if (!fields.includes(field)) deps.complain(`The field ${field} was asked for, which doesn't exist`);
  }
  const how = query.get('sysparm_display_value') ?? 'false';
  const withLinks = query.get('sysparm_exclude_reference_link') !== 'true';
  const entries = wanted
    .filter((field) => fields.includes(field))
    .map((field) => {
      const isJournal = journals.includes(field);
      const value = isJournal ? '' : (record[field] ?? '');
      const label = isJournal
        ? deps.state.history(record.sys_id ?? '', field)
        : (choices[field]?.[value] ?? value);
      const target = references[field];
      const link =
        target && value && withLinks ? { link: `${deps.url()}/api/now/table/${target}/${value}` } : {};
      if (how === 'all') return [field, { display_value: label, value, ...link }];
      const one = how === 'true' ? label : value;
      return [field, 'link' in link ? { ...link, value: one } : one];
    });
  return Object.fromEntries(entries);
}

/** An object of texts; numbers and yes or no are taken too, as the real one does. */
function valuesOf(body: string): SnRecord {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw errors.badRequest('The payload is not valid JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw errors.badRequest('The payload is not an object');
  }
  return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, String(one)]));
}

/** The real one takes an unknown parameter for a filter of its own; whoever sends one has made a mistake. */
function insistOn(
  call: AskedCall,
  query: URLSearchParams,
  isList: boolean,
  complain: (why: string) => void,
): void {
  const known = isList ? listParameters : recordParameters;
  const names = [...query.keys()];
  const wrong = names.filter((name, index) => !known.includes(name) || names.indexOf(name) !== index);
  if (wrong.length > 0) {
    complain(`Query parameters that the endpoint doesn't know: ${wrong.join(', ')}`);
    throw errors.badRequest(`Unknown parameter ${wrong[0]}`);
  }
  if (!['false', 'true', 'all', null].includes(query.get('sysparm_display_value'))) {
    complain('sysparm_display_value is false, true or all');
  }
  if (isList && !/^\d{1,5}$/.test(query.get('sysparm_limit') ?? '')) {
    complain('A list without a limit may be the whole table');
  }
  if (!String(call.headers.accept ?? '').includes('application/json')) complain('Accept is not JSON');
  if (call.method === 'GET') {
    if (call.body !== '') complain('A GET with a body');
  } else if (!String(call.headers['content-type'] ?? '').startsWith('application/json')) {
    complain(`Content-Type is ${call.headers['content-type']}`);
  }
}
