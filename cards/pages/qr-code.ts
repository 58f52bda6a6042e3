/** A QR code as inline SVG: nothing is fetched, and nobody else sees what it says. */
import { type Html, html } from '../html';

/** Light modules around it, which readers need. */
const quietZone = 4;

/** @param label what it is, for those who don't see it */
export function qrCode(said: string, label: string): Html {
  const { encodeQR } = require('qr') as typeof import('qr');
  const rows = encodeQR(said, 'raw', { ecc: 'medium', border: quietZone });
  const dark = rows
    .map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join(''))
    .join('');
  const size = rows.length;
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges">
<rect width="${size}" height="${size}" fill="#fff"/><path fill="#000" d="${dark}"/></svg>`;
}
