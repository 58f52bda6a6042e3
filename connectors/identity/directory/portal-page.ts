/** Addresses of the directory's own pages (functions/http/portal.ts answers them). */

/** @param publicUrl base of the links that people open, with or without a path of its own */
export function portalPage(publicUrl: string, page: 'set-password' | 'change-password'): URL {
  return new URL(`api/portal/${page}`, publicUrl.endsWith('/') ? publicUrl : `${publicUrl}/`);
}
