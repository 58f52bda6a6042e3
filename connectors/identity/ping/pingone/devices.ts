/** The devices with which a user of PingOne proves themselves, active or still to be activated. */
import { z } from 'zod';
import type { Factor, FactorKind, FactorsCapability } from '../../../../domain/ports/identity-provider';
import { startDeadline } from '../../../http/deadline';
import { hasFault } from '../../../http/http-error';
import { maskedEmail, maskedName, maskedPhone } from '../masked';
import type { PingOneApi } from './api';

const text = z.string().nullish();
const device = z.object({
  id: z.string().min(1),
  type: z.string(),
  nickname: text,
  phone: z.union([z.string(), z.object({ number: text })]).nullish(),
  email: z.union([z.string(), z.object({ address: text })]).nullish(),
  model: z.union([z.string(), z.object({ name: text, marketingName: text })]).nullish(),
  displayName: text,
});

const kinds: Readonly<Record<string, FactorKind>> = {
  SMS: 'sms',
  VOICE: 'voice',
  EMAIL: 'email',
  TOTP: 'authenticator-app',
  MOBILE: 'push',
  FIDO2: 'security-key',
  SECURITY_KEY: 'security-key',
  PLATFORM: 'security-key',
};

/** The number or address says most; else the name that its owner gave, else what it is. */
function factorOf({ id, type, nickname, phone, email, model, displayName }: z.infer<typeof device>): Factor {
  const number = typeof phone === 'string' ? phone : phone?.number;
  const address = typeof email === 'string' ? email : email?.address;
  const made = typeof model === 'string' ? model : (model?.marketingName ?? model?.name);
  const name =
    (number && maskedPhone(number)) ||
    (address && maskedEmail(address)) ||
    maskedName(nickname || made || displayName || '');
  return { id, kind: kinds[type.toUpperCase()] ?? 'other', name };
}

export function createFactors(api: PingOneApi): FactorsCapability {
  return {
    async list(user, options) {
      const items = { name: 'devices', shape: device };
      const found = await api.list('/users/{user}/devices', { user }, items, startDeadline(options));
      return (found ?? []).map(factorOf);
    },
    async remove(user, id, options) {
      try {
        await api.remove('/users/{user}/devices/{device}', { user, device: id }, startDeadline(options));
        return 'removed';
      } catch (error) {
        if (hasFault(error, 'not-found')) return 'was-gone';
        if (hasFault(error, 'forbidden', 'invalid', 'conflict') && !error.outcomeUnknown) return 'refused';
        throw error;
      }
    },
  };
}
