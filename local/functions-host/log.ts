/** One line per entry on standard error; standard output holds nothing but the ready line. */
import { Console } from 'node:console';
import type { LogLevel } from './worker/contract';

export type Log = (level: LogLevel, category: string, message: string) => void;

const order: readonly LogLevel[] = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'];

/** Makes a log that writes entries of `least` and above; line breaks inside a message are shown as \n. */
export function createLog(least: LogLevel, write: (line: string) => void): Log {
  const threshold = Math.max(0, order.indexOf(least));
  return (level, category, message) => {
    if (order.indexOf(level) >= threshold) {
      write(`[${level}] ${category}: ${message.replaceAll(/\r?\n/g, '\\n')}`);
    }
  };
}

/** Sends everything the app prints with `console` to standard error. */
export function redirectConsole(): void {
  const toStandardError = new Console({ stdout: process.stderr, stderr: process.stderr });
  for (const name of ['log', 'info', 'debug', 'warn', 'error', 'dir', 'table', 'trace'] as const) {
    console[name] = toStandardError[name].bind(toStandardError);
  }
}
