/** The page's icons: our own line drawings on a grid of 20, in the colour of the text around them. */

const paths = {
  chat: 'M4 4h12v9H9l-4 3v-3H4z',
  mail: 'M3 5h14v10H3z M3 6l7 5 7-5',
  key: 'M7 13a3 3 0 1 1 2.6-4.5H17v3h-2v2h-2.500v-2H9.600A3 3 0 0 1 7 13z',
  shield: 'M10 3l6 2v5c0 3.500-2.500 6-6 7-3.500-1-6-3.500-6-7V5z',
  lock: 'M5 9h10v8H5z M7 9V6.500a3 3 0 0 1 6 0V9',
  bell: 'M5 14h10l-1.500-2V8.500a3.500 3.500 0 0 0-7 0V12z M8.500 16.500h3',
  hand: 'M8 11V4.500a1.200 1.200 0 0 1 2.400 0V9h4a1.600 1.600 0 0 1 1.600 1.600V13a4 4 0 0 1-4 4h-1.500A4 4 0 0 1 7 15l-2.500-3.200 1.300-1z',
  bolt: 'M11 3L5 11.500h4L8.500 17 15 8.500h-4.500z',
  ticket: 'M3 6h14v3a1.500 1.500 0 0 0 0 3v3H3v-3a1.500 1.500 0 0 0 0-3z M12 6v9',
  book: 'M5 3h9a1 1 0 0 1 1 1v13H6.500A1.500 1.500 0 0 1 5 15.500z M5 15.500A1.500 1.500 0 0 1 6.500 14H15 M8 7h4',
  sun: 'M10 6.500a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7z M10 2v2 M10 16v2 M2 10h2 M16 10h2 M4.300 4.300l1.400 1.400 M14.300 14.300l1.400 1.400 M4.300 15.700l1.400-1.400 M14.300 5.700l1.400-1.400',
  moon: 'M15.500 12A6.500 6.500 0 0 1 8 4.500 6.500 6.500 0 1 0 15.500 12z',
  desktop: 'M3 4h14v9H3z M7 17h6 M10 13v4',
  phone: 'M6.500 2.500h7v15h-7z M9 15.500h2',
  more: 'M5 10h.01 M10 10h.01 M15 10h.01',
  send: 'M3.500 4l13 6-13 6 2-6z M5.500 10H11',
  search: 'M9 4a5 5 0 1 1 0 10A5 5 0 0 1 9 4z M12.700 12.700L16.500 16.500',
  close: 'M5 5l10 10 M15 5L5 15',
  open: 'M8 5H5v10h10v-3 M11 4h5v5 M16 4l-7 7',
  people:
    'M7.500 5a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5z M3 16c0-2.500 2-4 4.500-4s4.500 1.500 4.500 4 M13 6a2 2 0 1 1 0 4 M13.500 12c2 .2 3.500 1.600 3.500 4',
  check: 'M4 10.500l4 4 8-9',
  down: 'M10 4v11 M5.500 10.500L10 15l4.500-4.500',
} as const;

/** The name of an icon. */
export type IconName = keyof typeof paths;

/** Draws an icon; it says nothing to a screen reader, the words beside it do. */
export const icon = (name: IconName): SVGSVGElement => {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
};
