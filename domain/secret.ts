/**
 * A value that must never be printed, logged or stored by accident: one-time links, codes, temporary passwords,
 * credentials. It prints and serialises as `[secret]`; only `reveal` gives it away, so that a reviewer can find
 * every place that does.
 */
export class Secret<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}
