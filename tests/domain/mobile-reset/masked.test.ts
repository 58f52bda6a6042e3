import fc from 'fast-check';
import { maskedEmail, maskedNumber } from '../../../domain/mobile-reset/masked';

describe('R7 what administrators may read of an address', () => {
  it.each([
    ['maya.lindqvist@contoso.example', 'm•••@contoso.example'],
    ['😀smile@contoso.example', '😀•••@contoso.example'],
    ['a@b@contoso.example', 'a•••@contoso.example'],
    ['no address at all', '•••'],
    ['@contoso.example', '•••'],
    ['maya@', '•••'],
    ['', ''],
  ])('%s is shown as %s', (email, shown) => {
    expect(maskedEmail(email)).toBe(shown);
  });

  it('tells nothing of the name but its first character', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9.]{4,30}$/), (name) => {
        expect(maskedEmail(`${name}@contoso.example`)).toBe(`${name[0]}•••@contoso.example`);
      }),
    );
  });
});

describe('R7 what administrators may read of a number', () => {
  it.each([
    ['15550100142', '•••• 0142'],
    ['5550142', '•••• 0142'],
    ['550142', '••••'],
    ['', ''],
  ])('%s is shown as %s', (digits, shown) => {
    expect(maskedNumber(digits)).toBe(shown);
  });
});
