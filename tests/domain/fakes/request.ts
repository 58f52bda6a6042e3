/** A support request as tests need it: an unlock in its first state, changed where the test says so. */
import type { SupportRequest } from '../../../domain/support-request';
import { robin, start } from './world';

export function requestOf(change: Partial<SupportRequest> = {}): SupportRequest {
  return {
    tenantId: robin.tenantId,
    aadObjectId: robin.aadObjectId,
    id: 'lock-00000000000000000000000000000001',
    kind: 'unlock',
    origin: 'lockout-notice',
    locale: 'en',
    account: { provider: 'directory', id: '42' },
    accountName: 'robin@contoso.example',
    state: 'seen',
    createdAt: start,
    changedAt: start,
    revision: 1,
    handledRevision: 0,
    deliveries: [],
    owed: [],
    ...change,
  };
}
