/** Where goods or an invoice go. Optional parts are empty texts. `country` is an ISO 3166 code of two capital letters. */
export interface Address {
  firstName: string;
  lastName: string;
  company: string;
  address1: string;
  address2: string;
  city: string;
  region: string;
  postcode: string;
  country: string;
  phone: string;
}

/** Whether two addresses say the same. */
export const isSameAddress = (one: Address, other: Address): boolean =>
  (Object.keys(one) as (keyof Address)[]).every((part) => one[part] === other[part]);
