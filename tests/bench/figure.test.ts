import { median, rounded } from '../../bench/figure';

describe('median', () => {
  it('is the middle value, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is the mean of the two middle values where there is no middle one', () => {
    expect(median([4, 1, 2, 9])).toBe(3);
  });

  it('is refused for no values', () => {
    expect(() => median([])).toThrow(TypeError);
  });
});

describe('rounded', () => {
  it('keeps as many digits as are asked for', () => {
    expect([rounded(1.005), rounded(2.349, 1), rounded(7)]).toEqual([1, 2.3, 7]);
  });
});
