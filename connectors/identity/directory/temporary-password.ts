/** Temporary passwords of the directory's accounts (R): who may be meant by an address, and drawing one. */
import type { Directory, ResetCandidate } from '../../../directory';
import type {
  TemporaryPasswordCandidate,
  TemporaryPasswordCapability,
} from '../../../domain/ports/temporary-password';
import { accountOf } from './account';

export function createTemporaryPassword(directory: Directory): TemporaryPasswordCapability {
  return {
    async candidates({ email, phone }, options) {
      const found = await directory.records.findResetCandidate(email, phone, options);
      return found.map((candidate) => candidateOf(candidate, email));
    },
    async issue(id, expiresAt, options) {
      return (await directory.passwords.issueTemporary(id, expiresAt, options)) ?? 'refused';
    },
  };
}

function candidateOf(
  { account, phoneMatches, smsAddress, smsNumber }: ResetCandidate,
  asked: string,
): TemporaryPasswordCandidate {
  const phone = account.phones.find(({ sms }) => sms);
  return {
    // It was found by its address, so it has one.
    account: { ...accountOf(account), email: account.email ?? asked },
    isAllowed: account.mobileResetAllowed,
    phoneMatches,
    ...(phone ? { textNumber: phone.areaCode + phone.localNumber } : {}),
    ...(smsAddress === undefined ? {} : { textAddress: smsAddress }),
    ...(smsNumber === undefined ? {} : { serviceNumber: smsNumber }),
  };
}
