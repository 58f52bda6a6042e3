/**
 * The source address of a caller: in Azure the right-most entry of X-Forwarded-For without its port, which the front
 * end adds; the embedded host puts the socket's address there. Under any other host the caller could have written
 * that header, so nobody tells, and all are one: `unknown`.
 */
import type { HttpRequest } from '@azure/functions';

export type AddressReader = (request: Pick<HttpRequest, 'headers'>) => string;

/** @param hostTells whether the host writes the header itself (`WEBSITE_INSTANCE_ID` is set). */
export function createAddressReader(hostTells: boolean): AddressReader {
  return ({ headers }) => {
    const last = (hostTells ? headers.get('x-forwarded-for') : null)?.split(',').at(-1)?.trim() ?? '';
    const bare = last.replace(/^\[([^\]]+)\](:\d+)?$/, '$1').replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/, '$1');
    return /^[0-9a-fA-F:.]{2,45}$/.test(bare) ? bare : 'unknown';
  };
}
