/** Cell service providers at the desk, in every variant that people meet: the rendering tests take them from here. */
import { carrierRules } from '../../domain/account-record';
import type { CarrierValues } from '../../domain/carrier-values';
import { type CarrierNotice, type CarrierRow, carrierTestRules } from '../../domain/desk/carrier-messages';
import type { Message } from '../../domain/messages';
import type { Handover } from '../../domain/mobile-reset/request';

type Of<Kind extends Message['kind']> = readonly Extract<Message, { kind: Kind }>[];

const id = 'request-1';
const until = '2026-11-22T19:05:00.000Z';

const withGateway: CarrierValues = {
  name: 'Contoso Wireless',
  smsDomain: 'sms.contoso-demo.example',
  numberFormat: '1{area}{local}',
};
const byService: CarrierValues = {
  name: 'Donaudampfschifffahrtsgesellschaft Mobil',
  numberFormat: '+1{area}{local}',
};
const unreachable: CarrierValues = {
  name: "O'Brien & Sons [Cell](https://evil.example) <b>",
  numberFormat: '{area}{local}',
};
const rows: readonly CarrierRow[] = [
  { ...withGateway, label: withGateway.name, isReachable: true },
  { ...withGateway, name: 'Fabrikam', label: 'Fabrikam', isReachable: false },
  { ...byService, label: byService.name, isReachable: true },
  { ...unreachable, label: unreachable.name, isReachable: false },
];

const to = '•••• 0142';
const handovers: readonly Handover[] = ['sent', 'refused', 'not-sent', 'unknown'];
const tested: readonly CarrierNotice[] = [
  ...handovers.map(
    (handover) => ({ kind: 'tested', target: { way: 'text-by-mail', to }, handover }) as const,
  ),
  { kind: 'tested', target: { way: 'text-service', to }, handover: 'sent' },
];
const notices: readonly CarrierNotice[] = [
  ...tested,
  { kind: 'done', act: 'add', name: withGateway.name },
  { kind: 'done', act: 'edit', name: withGateway.name },
  { kind: 'no-way', way: 'text-by-mail' },
  { kind: 'no-way', way: 'text-service' },
  { kind: 'limit', until },
  { kind: 'limit' },
  { kind: 'not-done', reason: 'carrier-in-use' },
  { kind: 'not-done', reason: 'note-missing' },
];

const list = { kind: 'desk-carriers', id, rows, from: 1, hasNext: false } as const;
const fieldOf = {
  'name-length': 'name',
  'name-taken': 'name',
  'domain-form': 'smsDomain',
  'number-format': 'numberFormat',
} as const;
const form = {
  kind: 'desk-carrier',
  id,
  saved: withGateway,
  values: withGateway,
  note: '',
  words: '',
} as const;
const { saved: _saved, ...adding } = form;

export const carrierSamples: { readonly [K in 'desk-carriers' | 'desk-carrier']: Of<K> } = {
  'desk-carriers': [
    list,
    { ...list, hasNext: true },
    { ...list, from: 9, rows: rows.slice(2), hasNext: true },
    { ...list, from: 17, rows: rows.slice(0, 1) },
    { ...list, rows: [] },
    { ...list, notice: { kind: 'done', act: 'remove', name: unreachable.name } },
    { ...list, notice: { kind: 'not-done', reason: 'carrier-gone' } },
  ],
  'desk-carrier': [
    form,
    { ...adding, values: { name: '', numberFormat: '{area}{local}' } },
    { ...form, saved: unreachable, values: unreachable, note: 'the gateway closes', words: 'Did it come?' },
    { ...form, saved: byService, values: byService },
    ...carrierRules.map(
      (rule) => ({ ...adding, note: 'a new contract', faults: [{ field: fieldOf[rule], rule }] }) as const,
    ),
    ...carrierTestRules.map((testFault) => ({ ...form, testFault }) as const),
    ...notices.map((notice) => ({ ...form, notice }) as const),
  ],
};
