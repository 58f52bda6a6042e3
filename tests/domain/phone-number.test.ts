/** Numbers as people type them: read, compared, and written as carriers want them. */
import fc from 'fast-check';
import type { Phone } from '../../domain/account-record';
import {
  isEmailAddress,
  isHostName,
  isNumberFormat,
  isSameNumber,
  readPhones,
  smsAddressOf,
  smsNumberOf,
  textTargetOf,
} from '../../domain/phone-number';

const phone = (areaCode: string, localNumber: string, more: Partial<Phone> = {}): Phone => ({
  areaCode,
  localNumber,
  type: 'mobile',
  sms: false,
  ...more,
});
const ruleOf = (...phones: Phone[]) => {
  const reading = readPhones(phones);
  return reading.kind === 'fault' ? reading.fault : undefined;
};

describe('R8 reading phones', () => {
  test('what people put between digits is left out, and wide digits are digits', () => {
    const typed = [phone('(206)', '555-01 42'), phone(' 030 ', '５５５.0199', { type: 'work', sms: true })];
    expect(readPhones(typed)).toEqual({
      kind: 'phones',
      phones: [phone('206', '5550142'), phone('030', '5550199', { type: 'work', sms: true })],
    });
  });

  test('an area code has 1 to 5 digits and a local number 3 to 12', () => {
    for (const [areaCode, localNumber] of [
      ['1', '123'],
      ['12345', '123456789012'],
    ] as const)
      expect(ruleOf(phone(areaCode, localNumber))).toBeUndefined();
    for (const areaCode of ['', '123456', '+1', '2o6', '٢٠٦', ' '.repeat(70)])
      expect(ruleOf(phone(areaCode, '5550142'))).toMatchObject({ rule: 'area-code-digits', phone: 0 });
    for (const localNumber of ['', '12', '1234567890123', '555O142', `5550142${' '.repeat(60)}7`])
      expect(ruleOf(phone('206', localNumber))).toMatchObject({ rule: 'local-number-digits', phone: 0 });
  });

  test('an extension is refused by its name', () => {
    for (const localNumber of ['5550142 ext. 7', '5550142x7', '5550142#7', '5550142,7'])
      expect(ruleOf(phone('206', '5550143'), phone('206', localNumber))).toEqual({
        field: 'phones',
        rule: 'no-extension',
        phone: 1,
      });
  });

  test('one phone at most is for text messages, none stands there twice, and ten are enough', () => {
    const sms = { sms: true };
    expect(ruleOf(phone('206', '5550142', sms), phone('206', '5550143'))).toBeUndefined();
    expect(ruleOf(phone('206', '5550142', sms), phone('206', '5550143', sms))).toMatchObject({
      rule: 'one-sms-phone',
      phone: 1,
    });
    expect(ruleOf(phone('206', '5550142'), phone('2065', '550142'))).toMatchObject({ rule: 'phone-twice' });
    const many = Array.from({ length: 11 }, (_, n) => phone('206', `55501${n}`));
    expect(ruleOf(...many.slice(1))).toBeUndefined();
    expect(ruleOf(...many)).toEqual({ field: 'phones', rule: 'too-many-phones' });
  });
});

describe('R2 comparing numbers', () => {
  const number = fc.tuple(fc.stringMatching(/^\d{1,5}$/), fc.stringMatching(/^\d{3,12}$/));
  const gap = fc.constantFrom('', ' ', '-', '.', ' - ', '/');
  const country = fc.constantFrom('', '1', '+1', '+1 ', '1-');

  test('a number is the same with or without +1, spaces, dashes and brackets', () => {
    fc.assert(
      fc.property(number, country, gap, fc.nat(11), ([area, local], one, between, at) => {
        const typed = `${one}(${area})${between}${local.slice(0, at)}${between}${local.slice(at)}`;
        expect(isSameNumber(typed, phone(area, local))).toBe(true);
      }),
    );
    const typed = ['2065550142', '+1 (206) 555-0142', '1.206.555.0142', '＋１ ２０６ ５５５ ０１４２'];
    for (const one of typed) expect([one, isSameNumber(one, phone('206', '5550142'))]).toEqual([one, true]);
  });

  test('two numbers are the same exactly where their digits are, but for a 1 in front', () => {
    const digits = fc.stringMatching(/^[12]{4,8}$/);
    fc.assert(
      fc.property(digits, digits, (typed, other) => {
        const same = typed === other || typed === `1${other}` || other === `1${typed}`;
        expect(isSameNumber(typed, phone(other.slice(0, 1), other.slice(1)))).toBe(same);
      }),
    );
  });

  test('another number is never the same, nor one with a digit more or less', () => {
    const others = [
      '',
      '1',
      '555-0142',
      '206 555 0143',
      '206 555 0142 7',
      '+44 206 555 0142',
      '112065550142',
    ];
    for (const one of others) expect([one, isSameNumber(one, phone('206', '5550142'))]).toEqual([one, false]);
    expect(isSameNumber(`2065550142${' '.repeat(60)}`, phone('206', '5550142'))).toBe(false);
  });
});

describe('R6 where a text message goes', () => {
  const mobile = phone('206', '5550142', { sms: true });

  test('to the carrier’s gateway in the carrier’s format, else to the SMS service', () => {
    expect(textTargetOf({ smsDomain: 'vtext.com', numberFormat: '{area}{local}' }, mobile)).toEqual({
      way: 'mail',
      address: '2065550142@vtext.com',
    });
    expect(textTargetOf({ numberFormat: '+1{area}{local}' }, mobile)).toEqual({
      way: 'service',
      number: '+12065550142',
    });
  });

  test('only to the phone that is for text messages, and nowhere without a carrier', () => {
    const carrier = { id: 'c', name: 'C', smsDomain: 'c.example', numberFormat: '1{area}{local}' };
    const phones = [phone('206', '5550100'), mobile];
    expect([smsAddressOf({ phones, carrier }), smsNumberOf({ phones, carrier })]).toEqual([
      '12065550142@c.example',
      '12065550142',
    ]);
    const withoutSms = { phones: phones.slice(0, 1), carrier };
    expect([smsAddressOf(withoutSms), smsNumberOf(withoutSms)]).toEqual([undefined, undefined]);
    expect([smsAddressOf({ phones }), smsNumberOf({ phones })]).toEqual([undefined, undefined]);
    const { smsDomain, ...closed } = carrier;
    expect([smsAddressOf({ phones, carrier: closed }), smsNumberOf({ phones, carrier: closed })]).toEqual([
      undefined,
      '12065550142',
    ]);
  });

  test('a format has both parts once, and nothing that could be another address', () => {
    for (const good of ['{area}{local}', '1{area}{local}', '+1{area}{local}', '{area}-{local}'])
      expect([good, isNumberFormat(good)]).toEqual([good, true]);
    for (const bad of ['', '{area}', '{local}', '{area}{local}{local}', 'x,{area}{local}', '{area}{local}@a'])
      expect([bad, isNumberFormat(bad)]).toEqual([bad, false]);
  });

  test('a domain and an address are judged by their form', () => {
    for (const good of ['vtext.com', 'txt.att.net', 'münchen.example'])
      expect([good, isHostName(good)]).toEqual([good, true]);
    for (const bad of ['', 'localhost', 'a..b', '-a.b', 'a b.c', 'a.b,c.d', 'a@b.c', `${'a'.repeat(64)}.com`])
      expect([bad, isHostName(bad)]).toEqual([bad, false]);
    for (const good of ["o'brien+mail@mail.example", 'maya@mail.contoso.example'])
      expect([good, isEmailAddress(good)]).toEqual([good, true]);
    for (const bad of [
      '',
      'maya',
      '@a.b',
      'a@b',
      'a@b@c.d',
      'a b@c.d',
      'a@b.c, d@e.f',
      'a@b.c\r\nBcc: x@y.z',
      '<a@b.c>',
    ])
      expect([bad, isEmailAddress(bad)]).toEqual([bad, false]);
  });
});
