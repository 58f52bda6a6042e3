/**
 * What an activity must look like before anybody reads it. The channel sends nothing else; whoever does is told
 * which field is wrong, and nothing behind this has to doubt that a text is one.
 */

/** Which field is wrong, and the rule it breaks. */
export type ActivityFault = { readonly field: string; readonly rule: string };

const texts = ['type', 'serviceUrl', 'channelId', 'from.id', 'recipient.id', 'conversation.id'];

/** May be left out, or null. */
const textsIfAny = [
  'timestamp',
  'locale',
  'action',
  'from.aadObjectId',
  'from.name',
  'conversation.tenantId',
  'conversation.conversationType',
  'channelData.tenant.id',
];

/** The first thing that is wrong with it, undefined if nothing is. */
export function faultOfActivity(value: unknown): ActivityFault | undefined {
  if (!isObject(value)) return { field: 'body', rule: 'the body must be an activity, a JSON object' };
  const wrong =
    texts.find((field) => typeof at(value, field) !== 'string') ??
    textsIfAny.find((field) => !['string', 'undefined'].includes(typeof (at(value, field) ?? undefined)));
  if (wrong) return { field: wrong, rule: `${wrong} must be a text` };
  if (value.type === 'invoke' && !isObject(at(value, 'value.action'))) {
    return { field: 'value.action', rule: 'value.action must be an object' };
  }
  return undefined;
}

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (part, name) => (isObject(part) && Object.hasOwn(part, name) ? part[name] : undefined),
      value,
    );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
