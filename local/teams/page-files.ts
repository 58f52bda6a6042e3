/** Serves a page's own files: sources for HTML and CSS, the compiled modules, the card renderer; nothing from anywhere else. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root';
import { BadInput, type HttpReply, type HttpRoute } from './http-routes';
import { hostConfig, themeCss } from './page-theme';

const contentTypes: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** What a page may do: run its own scripts and styles, talk to its own server, and nothing else. */
export const pageHeaders: Record<string, string> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

const plainName = /^[a-z0-9-]+(?:\.min)?\.(css|html|js|svg)$/;

const serveFile = async (folder: string, name: string): Promise<HttpReply> => {
  const [, ending] = plainName.exec(name) ?? [];
  if (ending === undefined) throw new BadInput('path', 'there is nothing at this address', 404);
  const content = await readFile(join(folder, name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new BadInput('path', 'there is nothing at this address', 404);
    throw error;
  });
  return {
    status: 200,
    content,
    headers: { 'content-type': contentTypes[ending] ?? 'text/plain', ...pageHeaders },
  };
};

/** Looks into the folders in their order; what is in none is not there. */
const serveFirst = async (folders: string[], name: string): Promise<HttpReply> => {
  const [folder = '', ...others] = folders;
  if (others.length === 0) return serveFile(folder, name);
  return serveFile(folder, name).catch((error: unknown) => {
    if (error instanceof BadInput) return serveFirst(others, name);
    throw error;
  });
};

/** Where the compiled modules of all pages lie, from the project's root; their sources lie there too. */
export const pageModulesFolder = 'local/teams/page';

/** Routes for a page whose HTML and styles lie in `folders` (from the project's root): `/` and `/page/{file}`. */
export const pageFileRoutes = (...folders: string[]): HttpRoute[] => {
  const sources = folders.map((folder) => join(projectRoot(), folder));
  const compiled = join(projectRoot(), 'dist', pageModulesFolder);
  const theme = { 'content-type': contentTypes.css ?? '' };
  return [
    { method: 'GET', path: '/', handle: () => serveFirst(sources, 'index.html') },
    {
      method: 'GET',
      path: '/page/theme.css',
      handle: () => ({ status: 200, content: themeCss(), headers: theme }),
    },
    {
      method: 'GET',
      path: '/page/{file}',
      handle: ({ params: { file = '' } }) =>
        file.endsWith('.js') ? serveFile(compiled, file) : serveFirst(sources, file),
    },
  ];
};

/** Routes for the card renderer and the host configs that the chat page uses. */
export const cardRendererRoutes = (): HttpRoute[] => {
  const renderer = join(projectRoot(), 'node_modules', 'adaptivecards', 'dist');
  return [
    {
      method: 'GET',
      path: '/vendor/adaptivecards.min.js',
      handle: () => serveFile(renderer, 'adaptivecards.min.js'),
    },
    {
      method: 'GET',
      path: '/vendor/adaptivecards.css',
      handle: () => serveFile(renderer, 'adaptivecards.css'),
    },
    {
      method: 'GET',
      path: '/vendor/host-config/light',
      handle: () => ({ status: 200, body: hostConfig('light') }),
    },
    {
      method: 'GET',
      path: '/vendor/host-config/dark',
      handle: () => ({ status: 200, body: hostConfig('dark') }),
    },
  ];
};
