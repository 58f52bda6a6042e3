/**
 * The source address of a caller: in Azure the right-most entry of X-Forwarded-For without its port; the embedded
 * host puts the socket's address there. Elsewhere nobody tells, and all are one: `unknown`.
 */
import type { HttpRequest } from '@azure/functions';

export function clientAddress(request: HttpRequest): string {
  const last = request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  const bare = last.replace(/^\[([^\]]+)\](:\d+)?$/, '$1').replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/, '$1');
  return /^[0-9a-fA-F:.]{2,45}$/.test(bare) ? bare : 'unknown';
}
