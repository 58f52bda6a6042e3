/**
 * PingID's API: every request is a signed text, and so is every answer. HTTP says little: whether it worked stands
 * inside the answer, also in those that come with 400.
 */
import { z } from 'zod';
import type { Clock } from '../../../../domain/ports/clock';
import { type AnswerReader, isWebPage } from '../../../http/answer';
import type { CallRecord, HttpClientOptions } from '../../../http/call';
import type { Deadline } from '../../../http/deadline';
import { createHttpClient } from '../../../http/http-client';
import { HttpError } from '../../../http/http-error';
import { parseExactly, writeExactly } from './exact-json';
import { signedBy, verifiedBy } from './jws';
import type { PingIdProperties } from './properties';

export type PingIdApiDeps = {
  readonly properties: PingIdProperties;
  readonly clock: Clock;
  readonly log?: (record: CallRecord) => void;
  readonly retry?: Pick<HttpClientOptions, 'attempts' | 'firstBackOffMs'>;
};

export type PingIdApi = {
  /** @returns undefined where nobody has that name. */
  userDetails(userName: string, deadline: Deadline): Promise<PingIdUser | undefined>;
  /** `refused`: for a reason that only reading the user again may tell. */
  unpair(userName: string, deviceId: string, deadline: Deadline): Promise<'unpaired' | 'no-user' | 'refused'>;
  close(): void;
};

const version = '4.9';
const operations = {
  getuserdetails: { path: '/rest/4/getuserdetails/do', effect: 'none' },
  unpairdevice: { path: '/rest/4/unpairdevice/do', effect: 'repeatable' },
} as const;

const text = z.string().nullish();
const device = z.object({
  /** Read exactly, so a text where it is long. */
  deviceId: z.union([z.string().regex(/^\d+$/), z.number().int().nonnegative()]).transform(String),
  type: text,
  nickname: text,
  phoneNumber: text,
  email: text,
  deviceModel: text,
  displayID: text,
});
export type PingIdDevice = z.infer<typeof device>;

const statuses = [
  ...(['ACTIVE', 'PENDING', 'NOT_ACTIVE', 'PENDING_ACTIVATION', 'SUSPENDED'] as const),
  ...(['PENDING_CHANGE_DEVICE', 'LOCKED', 'OTP_LOCKED', 'BYPASS'] as const),
] as const;
const user = z.object({
  userName: z.string().min(1),
  email: text,
  fname: text,
  lname: text,
  role: text,
  /** Upper and lower case are both seen. */
  status: z
    .string()
    .transform((status) => status.toUpperCase())
    .pipe(z.enum(statuses)),
  userEnabled: z.boolean().nullish(),
  deviceDetails: device.nullish(),
  devicesDetails: z.array(device).nullish(),
});
export type PingIdUser = z.infer<typeof user>;

const answered = z.object({
  responseBody: z.object({ errorId: z.coerce.number().int(), userDetails: user.nullish() }),
});
type Answer = z.infer<typeof answered>['responseBody'];

const noSuchUser = 10_564;
const pleaseRetry = 10_551;

/** 200, and what PingID has to add to it. */
function isSuccess(errorId: number): boolean {
  return errorId === 200 || (errorId >= 30_001 && errorId <= 30_018);
}

/** Only what the key signed is an answer. */
function signedAnswer(key: Buffer): AnswerReader<Answer> {
  const malformed = { ok: false, fault: 'malformed-answer' } as const;
  return (body) => {
    if (isWebPage(body)) return { ok: false, fault: 'web-page' };
    const payload = verifiedBy(key, body.bytes.toString('latin1').trim());
    const parsed = payload === undefined ? undefined : answered.safeParse(parseExactly(payload));
    return parsed?.success ? { ok: true, data: parsed.data.responseBody } : malformed;
  };
}

export function createPingIdApi({ properties, clock, log, retry }: PingIdApiDeps): PingIdApi {
  const { idpUrl, orgAlias, token, key } = properties;
  const client = createHttpClient({
    name: 'pingid',
    baseUrl: idpUrl,
    clock,
    ...(log ? { log } : {}),
    ...retry,
  });
  const answer = signedAnswer(key.reveal());

  /** @param body JSON. */
  async function call(operation: keyof typeof operations, body: string, deadline: Deadline): Promise<Answer> {
    const { path, effect } = operations[operation];
    const reqHeader = JSON.stringify({
      locale: 'en',
      orgAlias,
      secretKey: token.reveal(),
      timestamp: timestampOf(clock.now()),
      version,
    });
    const header = { org_alias: orgAlias, token: token.reveal() };
    const payload = `{"reqHeader":${reqHeader},"reqBody":${body}}`;
    const { data, status } = await client.request({
      ...{ method: 'POST', path, effect, deadline, answer, alsoAnswers: [400] },
      headers: { accept: '*/*' },
      body: { text: signedBy(key.reveal(), header, payload), type: 'application/json' },
    });
    if (data.errorId !== pleaseRetry) return data;
    const vendorCode = String(data.errorId);
    throw new HttpError({
      ...{ client: 'pingid', fault: 'unavailable', status, vendorCode, outcomeUnknown: effect !== 'none' },
    });
  }

  return {
    async userDetails(userName, deadline) {
      const body = JSON.stringify({ getSameDeviceUsers: false, userName });
      const { errorId, userDetails } = await call('getuserdetails', body, deadline);
      if (errorId === noSuchUser) return undefined;
      if (isSuccess(errorId) && userDetails) return userDetails;
      const fault = isSuccess(errorId) ? 'malformed-answer' : 'invalid';
      throw new HttpError({ client: 'pingid', fault, vendorCode: String(errorId) });
    },
    async unpair(userName, deviceId, deadline) {
      const { errorId } = await call('unpairdevice', writeExactly({ userName }, { deviceId }), deadline);
      if (errorId === noSuchUser) return 'no-user';
      return isSuccess(errorId) ? 'unpaired' : 'refused';
    },
    close: client.close,
  };
}

/** `2026-11-22 10:00:00.000`, in UTC. */
function timestampOf(now: Date): string {
  return now.toISOString().replace('T', ' ').replace('Z', '');
}
