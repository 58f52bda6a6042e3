/** Phones of the demo's people and their cell service providers: fictitious numbers, the same at every start. */
import type { Carrier, Phone } from '../../domain/account-record';

/** Verizon's gateway closes in March 2027; the last one is the demo's own, which wants a 1 in front. */
export const demoCarriers: readonly Carrier[] = [
  { id: 'verizon', name: 'Verizon', smsDomain: 'vtext.com', numberFormat: '{area}{local}' },
  { id: 'us-cellular', name: 'UScellular', smsDomain: 'email.uscc.net', numberFormat: '{area}{local}' },
  {
    id: 'contoso-wireless',
    name: 'Contoso Wireless',
    smsDomain: 'sms.contoso-demo.example',
    numberFormat: '1{area}{local}',
  },
];

export const demoCarrierIds = ['verizon', 'us-cellular', 'contoso-wireless'] as const;
export type DemoCarrierId = (typeof demoCarrierIds)[number];

/** The last two digits, as the person's SMS factor shows them too. */
export function lastDigits(number: number): string {
  return String((number * 37) % 100).padStart(2, '0');
}

/**
 * Everybody but each seventh has a mobile phone, each fourth one at work as well. 555-0100 to 555-0199 are kept for
 * stories: a hundred mobile phones and a hundred at work in each pair of area codes.
 */
export function demoPhones(number: number): Phone[] {
  const pair = 2 * Math.floor(number / 100);
  const localNumber = `55501${lastDigits(number)}`;
  const mobile: Phone = { areaCode: String(206 + pair), localNumber, type: 'mobile', sms: true };
  const work: Phone = { areaCode: String(207 + pair), localNumber, type: 'work', sms: false };
  return [...(number % 7 === 0 ? [] : [mobile]), ...(number % 4 === 0 ? [work] : [])];
}
