/** More colleagues for `--people N`: the n-th one is the same at every start and on every machine. */
import type { StaffMember } from './core-staff';
import { demoCarrierIds } from './demo-phones';

const givenNames = [
  'Adaeze',
  'Aiko',
  'Alejandra',
  'Anders',
  'Aoife',
  'Beatriz',
  'Bilal',
  'Camille',
  'Chiara',
  'Daniel',
  'Dmitri',
  'Elif',
  'Emma',
  'Farah',
  'Gabriel',
  'Hana',
  'Hugo',
  'Isabel',
  'Ivan',
  'Jamal',
  'Johanna',
  'Kwame',
  'Lars',
  'Lucía',
  'Mei',
  'Mikael',
  'Nadia',
  'Oliver',
  'Rania',
  'Sofia',
  'Yusuf',
]; // 31 and 37 share no divisor, so the names repeat only after 1147 people.

const familyNames = [
  'Abara',
  'Almeida',
  'Andersson',
  'Bauer',
  'Bianchi',
  'Chen',
  'Costa',
  'Dubois',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Hoang',
  'Ivanova',
  'Jansen',
  'Kaya',
  'Khan',
  'Kowalski',
  'Laurent',
  'Mbeki',
  'Moreau',
  'Murphy',
  'Nakamura',
  'Nguyen',
  'Okafor',
  'Olsen',
  'Park',
  'Patel',
  'Quinn',
  'Rossi',
  'Santos',
  'Schmidt',
  'Silva',
  'Singh',
  'Suzuki',
  'Tanaka',
  'Vargas',
  'Walsh',
];

const jobs = [
  ['Operations', 'Operations analyst'],
  ['Engineering', 'Software engineer'],
  ['Sales', 'Account manager'],
  ['Finance', 'Controller'],
  ['Customer Care', 'Support specialist'],
  ['Logistics', 'Planner'],
  ['Marketing', 'Campaign specialist'],
] as const;

const managers = ['samuel.osei', 'ines.carvalho'] as const;

/** @param number the person's place in the whole organisation, beginning after the core staff */
export function generatedMember(number: number): StaffMember {
  const givenName = at(givenNames, number);
  const familyName = at(familyNames, number);
  const [department, title] = at(jobs, number);
  return {
    // The number keeps the address unique where names meet again.
    mailName: `${plainLetters(givenName)}.${plainLetters(familyName)}.${number}`,
    number,
    name: `${givenName} ${familyName}`,
    role: 'employee',
    department,
    title,
    manager: at(managers, number),
    ...(number % 5 === 0 ? { carrier: at(demoCarrierIds, number), mobileReset: true } : {}),
  };
}

function at<T>(list: readonly T[], number: number): T {
  const item = list[number % list.length];
  if (item === undefined) throw new RangeError('The list is empty.');
  return item;
}

function plainLetters(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\P{ASCII}/gu, '')
    .toLowerCase();
}
