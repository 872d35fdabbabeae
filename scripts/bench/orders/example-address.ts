import type { Address } from '../../../src/core/orders/address.js';

/** Of nobody: for orders that measure or try something. */
export const exampleAddress: Address = {
  firstName: 'Ada',
  lastName: 'Byron',
  company: '',
  address1: '12 Larch Lane',
  address2: '',
  city: 'Portland',
  region: 'OR',
  postcode: '97205',
  country: 'US',
  phone: '',
};
