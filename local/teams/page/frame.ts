/** What stands around the chat: the rail, the bar at the top, the chosen theme and frame, and the panes of a small screen. */
import { byId, fill } from './elements.js';
import { type IconName, icon } from './icons.js';
import { onPreferences, prefer, preferences } from './preferences.js';
import { on, store } from './store.js';

const pressable = (id: string, name: IconName, press: () => void): HTMLElement => {
  const button = byId(id);
  button.prepend(icon(name));
  button.addEventListener('click', press);
  return button;
};

/** Brings the frame to life. */
export const startFrame = (): void => {
  const app = byId('app');
  const showPane = (pane: 'people' | 'chat' | 'strip'): void => {
    app.dataset.pane = pane;
    for (const each of ['people', 'chat', 'strip']) {
      byId(`show-${each}`).setAttribute('aria-current', each === pane ? 'page' : 'false');
    }
  };
  pressable('show-people', 'people', () => showPane('people'));
  pressable('show-chat', 'chat', () => showPane('chat'));
  pressable('show-strip', 'shield', () => {
    // On a wide screen the strip stands beside the chat and can be put away; on a small one it is a pane of its own.
    const isSmall = matchMedia('(max-width: 760px)').matches;
    if (isSmall) showPane('strip');
    else prefer({ strip: preferences().strip === 'shown' ? 'hidden' : 'shown' });
  });
  byId('search-icon').append(icon('search'));
  byId('compose-send').append(icon('send'));
  byId('open-mail').prepend(icon('mail'));
  byId('open-sign-in').prepend(icon('key'));
  const theme = pressable('theme', 'moon', () =>
    prefer({ theme: preferences().theme === 'dark' ? 'light' : 'dark' }),
  );
  const phone = pressable('phone', 'phone', () =>
    prefer({ frame: preferences().frame === 'phone' ? 'desktop' : 'phone' }),
  );
  onPreferences((chosen) => {
    document.documentElement.dataset.theme = chosen.theme;
    app.dataset.frame = chosen.frame;
    app.dataset.strip = chosen.strip;
    theme.setAttribute('aria-pressed', String(chosen.theme === 'dark'));
    phone.setAttribute('aria-pressed', String(chosen.frame === 'phone'));
    fill(theme, icon(chosen.theme === 'dark' ? 'sun' : 'moon'));
    byId('show-strip').setAttribute('aria-pressed', String(chosen.strip === 'shown'));
  });
  on('state', ({ mailUrl, signInUrl }) => {
    for (const [id, url] of [
      ['open-mail', mailUrl],
      ['open-sign-in', signInUrl],
    ] as const) {
      const link = byId(id);
      link.hidden = url === undefined;
      if (url !== undefined) link.setAttribute('href', url);
    }
  });
  on('people', () => {
    const unread = store.people().reduce((sum, { aadObjectId }) => sum + store.unread(aadObjectId), 0);
    byId('rail-badge').textContent = unread > 0 ? String(unread) : '';
    document.title =
      unread > 0 ? `(${unread}) Chat | Microsoft Teams stand-in` : 'Chat | Microsoft Teams stand-in';
  });
};
