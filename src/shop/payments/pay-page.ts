/** Our page on which an order is paid, or from which the shopper leaves for the provider's. `returnUrl`: `/orders/<token>`, or `/de/orders/<token>`. */
export const payPage = ({ returnUrl }: { returnUrl: string }): string =>
  returnUrl.replace(/^(\/[a-z]{2})?\/orders\//, '$1/checkout/pay/');
