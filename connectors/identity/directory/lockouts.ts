/** The `lockouts` capability of the built-in directory: pages of its own sign-in events. */
import type { Directory } from '../../../directory';
import type { Clock } from '../../../domain/ports/clock';
import type { LockoutsCapability } from '../../../domain/ports/identity-provider';
import { advance, formatPosition, gapsOf, parsePosition } from './lockout-position';

const pageSize = 100;

export function createLockouts(deps: { directory: Directory; clock: Clock }): LockoutsCapability {
  return {
    async read(position, since, options) {
      const before = parsePosition(position);
      const askedAtMs = deps.clock.now().getTime();
      const query = { gaps: gapsOf(before), since, limit: pageSize };
      const reading = await deps.directory.signInEvents.lockouts(query, options);
      const answeredAtMs = deps.clock.now().getTime();
      const { position: next, horizon } = advance(before, reading, askedAtMs, answeredAtMs);
      const events = reading.events.filter((event) => Number(event.id) <= horizon);
      return { events, unreadable: 0, next: formatPosition(next) };
    },
  };
}
