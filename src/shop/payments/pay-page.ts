/** Our page on which an order is paid, or from which the shopper leaves for the provider's. `returnUrl`: `/orders/<token>`. */
export const payPage = ({ returnUrl }: { returnUrl: string }): string =>
  returnUrl.replace(/^\/orders\//, '/checkout/pay/');
