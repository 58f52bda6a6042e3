/** Bodies that are no activity of the channel's are refused by their field, before anything reads them (rule 17). */
import { faultOfActivity } from '../../functions/activity-shape';

const right = {
  type: 'message',
  serviceUrl: 'https://smba.trafficmanager.net/teams/',
  channelId: 'msteams',
  from: { id: '29:1', aadObjectId: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'Robin' },
  recipient: { id: '28:2' },
  conversation: { id: 'a:1', tenantId: 't', conversationType: 'personal' },
  channelData: { tenant: { id: 't' } },
  locale: 'en-GB',
  timestamp: '2026-11-22T10:00:00.000Z',
  text: 'hello',
};
const invoke = { ...right, type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: 'x' } } };

test.each([
  ['a message', right],
  ['a press', invoke],
  ['without what may be left out', { ...right, channelData: undefined, locale: null, timestamp: undefined }],
  ['with channel data of another kind', { ...right, channelData: 'text' }],
])('nothing is wrong with %s', (_, activity) => {
  expect(faultOfActivity(activity)).toBeUndefined();
});

test.each([undefined, null, 1, 'text', [], [right]])('%j is no activity', (body) => {
  expect(faultOfActivity(body)).toMatchObject({ field: 'body' });
});

test.each([
  ['type', { type: 1 }],
  ['serviceUrl', { serviceUrl: ['https://smba.trafficmanager.net/'] }],
  ['channelId', { channelId: { toString: 'msteams' } }],
  ['from.id', { from: null }],
  ['recipient.id', { recipient: [] }],
  ['conversation.id', { conversation: { id: 7 } }],
  ['from.aadObjectId', { from: { ...right.from, aadObjectId: [right.from.aadObjectId] } }],
  ['from.aadObjectId', { from: { ...right.from, aadObjectId: 42 } }],
  ['from.name', { from: { ...right.from, name: {} } }],
  ['conversation.tenantId', { conversation: { ...right.conversation, tenantId: ['t'] } }],
  ['channelData.tenant.id', { channelData: { tenant: { id: { toString: 1 } } } }],
  ['channelData.tenant.id', { channelData: { tenant: { id: ['t'] } } }],
  ['locale', { locale: 42 }],
  ['timestamp', { timestamp: {} }],
  ['action', { action: 42 }],
])('a wrong %s is named', (field, change) => {
  expect(faultOfActivity({ ...right, ...change })).toEqual({ field, rule: `${field} must be a text` });
});

test.each([null, 1, 'text', [], {}, { action: null }, { action: 'x' }, { action: [] }])(
  'a press of %j is none',
  (value) => {
    expect(faultOfActivity({ ...invoke, value })).toMatchObject({ field: 'value.action' });
  },
);

test('a key that only the prototype has is not there', () => {
  expect(faultOfActivity(JSON.parse('{"__proto__": {"type": "message"}}'))).toMatchObject({ field: 'type' });
});
