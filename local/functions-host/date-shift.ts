/** Moves the process's idea of "now": `Date` tells the shifted time, sockets and timers stay in real time. */

const RealDate = Date;

/** Real milliseconds since 1970, whatever the shift. */
export const realNow = (): number => RealDate.now();

/**
 * Replaces the global Date by one that adds `offsetMs()` wherever the present instant is asked for. Both share one
 * prototype, so dates made before, after or by the engine are `instanceof` either.
 */
export function installDateShift(offsetMs: () => number): void {
  const now = () => RealDate.now() + offsetMs();
  function ShiftedDate(...values: unknown[]): unknown {
    if (new.target === undefined) {
      return new RealDate(now()).toString();
    }
    return Reflect.construct(RealDate, values.length === 0 ? [now()] : values, new.target);
  }
  Object.defineProperties(ShiftedDate, {
    name: { value: 'Date', configurable: true },
    length: { value: 7, configurable: true },
    prototype: { value: RealDate.prototype },
    now: { value: now, writable: true, configurable: true },
    parse: { value: RealDate.parse, writable: true, configurable: true },
    UTC: { value: RealDate.UTC, writable: true, configurable: true },
  });
  Object.defineProperty(RealDate.prototype, 'constructor', {
    value: ShiftedDate,
    writable: true,
    configurable: true,
  });
  Object.defineProperty(globalThis, 'Date', { value: ShiftedDate, writable: true, configurable: true });
}
