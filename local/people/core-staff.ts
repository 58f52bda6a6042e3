/** The people whom everybody meets in the demo: chosen so that each rule of the product has somebody it applies to. */
import type { DemoRole } from './demo-account';
import type { DemoCarrierId } from './demo-phones';

/** One line of the staff list; ids, addresses and groups follow from it. */
export type StaffMember = {
  /** The mail box's name; never changes, since ids are kept beside it. */
  mailName: string;
  /** The last group of the object id. */
  number: number;
  name: string;
  role: DemoRole;
  department: string;
  title: string;
  /** `mailName` of the manager. */
  manager?: string;
  disabled?: true;
  secretKey?: true;
  carrier?: DemoCarrierId;
  /** May ask for a temporary password from outside. */
  mobileReset?: true;
  roles?: string[];
  /** Contractors: whole days from today until the contract ends. */
  contractDaysLeft?: number;
  /** Whole days from today until the password runs out by the local policy; whoever has none set it just now. */
  passwordDaysLeft?: number;
};

export const coreStaff: readonly StaffMember[] = [
  {
    mailName: 'maya.lindqvist',
    number: 1,
    name: 'Maya Lindqvist',
    role: 'employee',
    department: 'Finance',
    title: 'Accountant',
    manager: 'samuel.osei',
    carrier: 'verizon',
    mobileReset: true,
  },
  {
    mailName: 'siobhan.oconnor',
    number: 2,
    name: "Siobhán O'Connor",
    role: 'employee',
    department: 'Sales',
    title: 'Account executive',
    manager: 'ines.carvalho',
  },
  {
    mailName: 'samuel.osei',
    number: 3,
    name: 'Samuel Osei',
    role: 'manager',
    department: 'Finance',
    title: 'Finance manager',
  },
  {
    mailName: 'ines.carvalho',
    number: 4,
    name: 'Inês Carvalho',
    role: 'manager',
    department: 'Sales',
    title: 'Head of sales',
    passwordDaysLeft: 4,
  },
  {
    mailName: 'haruka.sato',
    number: 5,
    name: '佐藤 陽香',
    role: 'employee',
    department: 'Engineering',
    title: 'Software engineer',
    manager: 'samuel.osei',
    passwordDaysLeft: 14,
  },
  {
    mailName: 'lukasz.zielinski',
    number: 6,
    name: 'Łukasz Zieliński',
    role: 'employee',
    department: 'Engineering',
    title: 'Site reliability engineer',
    manager: 'samuel.osei',
    secretKey: true,
    carrier: 'contoso-wireless',
    mobileReset: true,
    passwordDaysLeft: 2,
  },
  {
    mailName: 'priya.raman',
    number: 7,
    name: 'Priya Raman',
    role: 'administrator',
    department: 'IT',
    title: 'Identity administrator',
    roles: ['Directory administrator'],
  },
  {
    mailName: 'jonas.weber',
    number: 8,
    name: 'Jonas Weber',
    role: 'employee',
    department: 'Human Resources',
    title: 'HR partner',
    manager: 'ines.carvalho',
    disabled: true,
    carrier: 'verizon',
    mobileReset: true,
  },
  {
    mailName: 'amina.diallo',
    number: 9,
    name: 'Amina Diallo',
    role: 'employee',
    department: 'Marketing',
    title: 'Brand designer',
    manager: 'ines.carvalho',
  },
  {
    mailName: 'mateo.fernandez',
    number: 10,
    name: 'Mateo Fernández',
    role: 'employee',
    department: 'Sales',
    title: 'Sales engineer',
    manager: 'ines.carvalho',
    mobileReset: true,
  },
  {
    mailName: 'chloe.martin',
    number: 11,
    name: 'Chloé Martin',
    role: 'employee',
    department: 'Legal',
    title: 'Counsel',
    manager: 'samuel.osei',
    carrier: 'us-cellular',
  },
  {
    mailName: 'noah.williams',
    number: 12,
    name: 'Noah Williams',
    role: 'contractor',
    department: 'Finance',
    title: 'Payroll consultant',
    manager: 'samuel.osei',
    contractDaysLeft: 2,
  },
  {
    mailName: 'leila.haddad',
    number: 13,
    name: 'Leila Haddad',
    role: 'contractor',
    department: 'Engineering',
    title: 'Test engineer',
    manager: 'samuel.osei',
    contractDaysLeft: 7,
    passwordDaysLeft: 7,
  },
  {
    mailName: 'tomas.novak',
    number: 14,
    name: 'Tomáš Novák',
    role: 'contractor',
    department: 'Engineering',
    title: 'Cloud architect',
    manager: 'samuel.osei',
    contractDaysLeft: 14,
  },
  {
    mailName: 'grace.kim',
    number: 15,
    name: 'Grace Kim',
    role: 'contractor',
    department: 'Marketing',
    title: 'Intern',
    manager: 'samuel.osei',
    contractDaysLeft: 7,
  },
];
