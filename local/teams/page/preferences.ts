/** What whoever looks has chosen for this page, kept in the browser. */

/** The choices and their values. */
export type Preferences = {
  theme: 'light' | 'dark';
  frame: 'desktop' | 'phone';
  strip: 'shown' | 'hidden';
  scope: 'person' | 'everybody';
};

const key = 'teams-stand-in';
const listeners = new Set<(preferences: Preferences) => void>();

const stored = (): Partial<Preferences> => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>;
  } catch {
    return {};
  }
};

let current: Preferences = {
  theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  frame: 'desktop',
  strip: 'shown',
  scope: 'person',
  ...stored(),
};

/** What is chosen now. */
export const preferences = (): Preferences => current;

/** Changes some choices, keeps them, and tells everybody. */
export const prefer = (changed: Partial<Preferences>): void => {
  current = { ...current, ...changed };
  localStorage.setItem(key, JSON.stringify(current));
  for (const listener of listeners) listener(current);
};

/** Calls `listener` now and after each change. */
export const onPreferences = (listener: (preferences: Preferences) => void): void => {
  listeners.add(listener);
  listener(current);
};
