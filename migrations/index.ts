import type { MigrationInterface } from 'typeorm';
import { CreateProducts1790000010000 } from './1790000010000-CreateProducts.js';
import { CreateVariants1790000010100 } from './1790000010100-CreateVariants.js';
import { CreateVariantOptions1790000010200 } from './1790000010200-CreateVariantOptions.js';
import { CreateProductImages1790000010300 } from './1790000010300-CreateProductImages.js';
import { CreateProductTags1790000010400 } from './1790000010400-CreateProductTags.js';
import { CreateProductTerms1790000010500 } from './1790000010500-CreateProductTerms.js';
import { CreateProductRedirects1790000010600 } from './1790000010600-CreateProductRedirects.js';
import { CreateCollections1790000010700 } from './1790000010700-CreateCollections.js';
import { CreateCollectionProducts1790000010800 } from './1790000010800-CreateCollectionProducts.js';
import { CreateStockLevels1790000020000 } from './1790000020000-CreateStockLevels.js';
import { CreateVariantAvailability1790000020100 } from './1790000020100-CreateVariantAvailability.js';
import { CreateCustomers1790000030000 } from './1790000030000-CreateCustomers.js';
import { CreateCustomerCarts1790000040000 } from './1790000040000-CreateCustomerCarts.js';
import { CreateDelivery1790000050000 } from './1790000050000-CreateDelivery.js';
import { FillDelivery1790000050100 } from './1790000050100-FillDelivery.js';
import { CreateOrders1790000050200 } from './1790000050200-CreateOrders.js';
import { CreateTenders1790000050300 } from './1790000050300-CreateTenders.js';
import { CreateOrderHistory1790000050400 } from './1790000050400-CreateOrderHistory.js';
import { CreateCheckouts1790000050500 } from './1790000050500-CreateCheckouts.js';
import { CreateOutbox1790000050600 } from './1790000050600-CreateOutbox.js';
import { CreateTestCardCharges1790000050700 } from './1790000050700-CreateTestCardCharges.js';
import { CreateStoredValues1790000060000 } from './1790000060000-CreateStoredValues.js';
import { AddSessionsEndedAt1790000060100 } from './1790000060100-AddSessionsEndedAt.js';
import { IndexOutboxByTopic1790000070000 } from './1790000070000-IndexOutboxByTopic.js';
import { ShowAllOfAvailability1790000070100 } from './1790000070100-ShowAllOfAvailability.js';
import { CreateHeartbeat1790000080000 } from './1790000080000-CreateHeartbeat.js';
import { IndexProductsByChange1790000090000 } from './1790000090000-IndexProductsByChange.js';
import { StoreAvailability1790000090100 } from './1790000090100-StoreAvailability.js';
import { IndexTypesBySales1790000090200 } from './1790000090200-IndexTypesBySales.js';
import { CreatePromotions1790000100000 } from './1790000100000-CreatePromotions.js';
import { CreatePromotionUses1790000100100 } from './1790000100100-CreatePromotionUses.js';
import { CreateOrderAdjustments1790000100200 } from './1790000100200-CreateOrderAdjustments.js';
import { CreateCustomerGroups1790000100300 } from './1790000100300-CreateCustomerGroups.js';
import { IndexOrdersByEmail1790000100400 } from './1790000100400-IndexOrdersByEmail.js';
import { CreateStripePayments1790000110000 } from './1790000110000-CreateStripePayments.js';
import { CreatePaymentEvents1790000110100 } from './1790000110100-CreatePaymentEvents.js';
import { AddDeliveryTimes1790000120000 } from './1790000120000-AddDeliveryTimes.js';
import { CreateDeliveryZones1790000120100 } from './1790000120100-CreateDeliveryZones.js';
import { CreateShopCalendar1790000120200 } from './1790000120200-CreateShopCalendar.js';
import { CreatePickupPlaces1790000120300 } from './1790000120300-CreatePickupPlaces.js';
import { FillDeliveryZones1790000120400 } from './1790000120400-FillDeliveryZones.js';
import { CreateTaxZones1790000120500 } from './1790000120500-CreateTaxZones.js';
import { FillTaxZones1790000120600 } from './1790000120600-FillTaxZones.js';
import { AddTaxesToOrders1790000120700 } from './1790000120700-AddTaxesToOrders.js';
import { AddVatNumberToCheckouts1790000120800 } from './1790000120800-AddVatNumberToCheckouts.js';
import { AddOrderStates1790000130000 } from './1790000130000-AddOrderStates.js';
import { FillOrderStates1790000130100 } from './1790000130100-FillOrderStates.js';
import { WidenEventStates1790000130200 } from './1790000130200-WidenEventStates.js';
import { AddEventActors1790000130300 } from './1790000130300-AddEventActors.js';
import { AllowSeveralShipments1790000130400 } from './1790000130400-AllowSeveralShipments.js';
import { CountPieces1790000130500 } from './1790000130500-CountPieces.js';
import { FillPieces1790000130600 } from './1790000130600-FillPieces.js';
import { CreateShipmentLines1790000130700 } from './1790000130700-CreateShipmentLines.js';
import { IndexOrdersByTime1790000130800 } from './1790000130800-IndexOrdersByTime.js';
import { CreateRefundParts1790000130900 } from './1790000130900-CreateRefundParts.js';
import { CreateReturns1790000131000 } from './1790000131000-CreateReturns.js';
import { CreateInvoices1790000131100 } from './1790000131100-CreateInvoices.js';
import { AddReleased1790000131200 } from './1790000131200-AddReleased.js';
import { CreateCreditAccounts1790000133000 } from './1790000133000-CreateCreditAccounts.js';
import { AddCreditToTenders1790000133100 } from './1790000133100-AddCreditToTenders.js';
import { AddCreditsToCheckouts1790000133200 } from './1790000133200-AddCreditsToCheckouts.js';
import { AddReservedUntilToOrders1790000137000 } from './1790000137000-AddReservedUntilToOrders.js';
import { AddStoreCreditToRefunds1790000137100 } from './1790000137100-AddStoreCreditToRefunds.js';
import { CreatePriceLists1790000150000 } from './1790000150000-CreatePriceLists.js';
import { CreateStockAlerts1790000160000 } from './1790000160000-CreateStockAlerts.js';
import { AddRemindersToCheckouts1790000160100 } from './1790000160100-AddRemindersToCheckouts.js';
import { AddListPriceToOrderLines1790000160200 } from './1790000160200-AddListPriceToOrderLines.js';
import { CreateMolliePayments1790000170000 } from './1790000170000-CreateMolliePayments.js';
import { CountStripeErrors1790000180000 } from './1790000180000-CountStripeErrors.js';
import { CreateStripeCustomers1790000180100 } from './1790000180100-CreateStripeCustomers.js';
import { AddCustomerToStripePayments1790000180200 } from './1790000180200-AddCustomerToStripePayments.js';
import { CreateCollectionRedirects1790000190000 } from './1790000190000-CreateCollectionRedirects.js';
import { CreateTermsVersions1790000190100 } from './1790000190100-CreateTermsVersions.js';
import { AddTermsToOrders1790000190200 } from './1790000190200-AddTermsToOrders.js';
import { CreateReviews1790000200000 } from './1790000200000-CreateReviews.js';
import { AddReviewsToProducts1790000200100 } from './1790000200100-AddReviewsToProducts.js';
import { CreateWishlists1790000200200 } from './1790000200200-CreateWishlists.js';
import { CreateSearchSynonyms1790000210000 } from './1790000210000-CreateSearchSynonyms.js';
import { CreateSearchCounts1790000210100 } from './1790000210100-CreateSearchCounts.js';
import { AddLanguageToOrders1790000300000 } from './1790000300000-AddLanguageToOrders.js';
import { AddLanguageToCheckouts1790000300100 } from './1790000300100-AddLanguageToCheckouts.js';
import { AddLanguageToStockAlerts1790000300200 } from './1790000300200-AddLanguageToStockAlerts.js';
import { CreateTranslations1790000310000 } from './1790000310000-CreateTranslations.js';
import { AddLanguageToSynonyms1790000310100 } from './1790000310100-AddLanguageToSynonyms.js';
import { CreateProductPairs1790000330000 } from './1790000330000-CreateProductPairs.js';
import { CreateProductVideos1790000340000 } from './1790000340000-CreateProductVideos.js';
import { CreatePriceChanges1790000350000 } from './1790000350000-CreatePriceChanges.js';
import { AddMeasuresToVariants1790000350100 } from './1790000350100-AddMeasuresToVariants.js';
import { AddThirdPicturesToCards1790000350200 } from './1790000350200-AddThirdPicturesToCards.js';
import { CreateCustomerLinks1790000360000 } from './1790000360000-CreateCustomerLinks.js';
import { AddEmailConfirmedToCustomers1790000360100 } from './1790000360100-AddEmailConfirmedToCustomers.js';
import { CreateCustomerAddresses1790000365000 } from './1790000365000-CreateCustomerAddresses.js';
import { CreateNewsletterSubscriptions1790000366000 } from './1790000366000-CreateNewsletterSubscriptions.js';
import { AddCustomerToStockAlerts1790000367000 } from './1790000367000-AddCustomerToStockAlerts.js';
import { AddRequestToOutbox1790000410000 } from './1790000410000-AddRequestToOutbox.js';
import { AddTraceToOutbox1790000410100 } from './1790000410100-AddTraceToOutbox.js';

/** Every migration, oldest first. Listed by hand: nothing is loaded by pattern from `dist`. */
export const migrations: (new () => MigrationInterface)[] = [
  CreateProducts1790000010000,
  CreateVariants1790000010100,
  CreateVariantOptions1790000010200,
  CreateProductImages1790000010300,
  CreateProductTags1790000010400,
  CreateProductTerms1790000010500,
  CreateProductRedirects1790000010600,
  CreateCollections1790000010700,
  CreateCollectionProducts1790000010800,
  CreateStockLevels1790000020000,
  CreateVariantAvailability1790000020100,
  CreateCustomers1790000030000,
  CreateCustomerCarts1790000040000,
  CreateDelivery1790000050000,
  FillDelivery1790000050100,
  CreateOrders1790000050200,
  CreateTenders1790000050300,
  CreateOrderHistory1790000050400,
  CreateCheckouts1790000050500,
  CreateOutbox1790000050600,
  CreateTestCardCharges1790000050700,
  CreateStoredValues1790000060000,
  AddSessionsEndedAt1790000060100,
  IndexOutboxByTopic1790000070000,
  ShowAllOfAvailability1790000070100,
  CreateHeartbeat1790000080000,
  IndexProductsByChange1790000090000,
  StoreAvailability1790000090100,
  IndexTypesBySales1790000090200,
  CreatePromotions1790000100000,
  CreatePromotionUses1790000100100,
  CreateOrderAdjustments1790000100200,
  CreateCustomerGroups1790000100300,
  IndexOrdersByEmail1790000100400,
  CreateStripePayments1790000110000,
  CreatePaymentEvents1790000110100,
  AddDeliveryTimes1790000120000,
  CreateDeliveryZones1790000120100,
  CreateShopCalendar1790000120200,
  CreatePickupPlaces1790000120300,
  FillDeliveryZones1790000120400,
  CreateTaxZones1790000120500,
  FillTaxZones1790000120600,
  AddTaxesToOrders1790000120700,
  AddVatNumberToCheckouts1790000120800,
  AddOrderStates1790000130000,
  FillOrderStates1790000130100,
  WidenEventStates1790000130200,
  AddEventActors1790000130300,
  AllowSeveralShipments1790000130400,
  CountPieces1790000130500,
  FillPieces1790000130600,
  CreateShipmentLines1790000130700,
  IndexOrdersByTime1790000130800,
  CreateRefundParts1790000130900,
  CreateReturns1790000131000,
  CreateInvoices1790000131100,
  AddReleased1790000131200,
  CreateCreditAccounts1790000133000,
  AddCreditToTenders1790000133100,
  AddCreditsToCheckouts1790000133200,
  AddReservedUntilToOrders1790000137000,
  AddStoreCreditToRefunds1790000137100,
  CreatePriceLists1790000150000,
  CreateStockAlerts1790000160000,
  AddRemindersToCheckouts1790000160100,
  AddListPriceToOrderLines1790000160200,
  CreateMolliePayments1790000170000,
  CountStripeErrors1790000180000,
  CreateStripeCustomers1790000180100,
  AddCustomerToStripePayments1790000180200,
  CreateCollectionRedirects1790000190000,
  CreateTermsVersions1790000190100,
  AddTermsToOrders1790000190200,
  CreateReviews1790000200000,
  AddReviewsToProducts1790000200100,
  CreateWishlists1790000200200,
  CreateSearchSynonyms1790000210000,
  CreateSearchCounts1790000210100,
  AddLanguageToOrders1790000300000,
  AddLanguageToCheckouts1790000300100,
  AddLanguageToStockAlerts1790000300200,
  CreateTranslations1790000310000,
  AddLanguageToSynonyms1790000310100,
  CreateProductPairs1790000330000,
  CreateProductVideos1790000340000,
  CreatePriceChanges1790000350000,
  AddMeasuresToVariants1790000350100,
  AddThirdPicturesToCards1790000350200,
  CreateCustomerLinks1790000360000,
  AddEmailConfirmedToCustomers1790000360100,
  CreateCustomerAddresses1790000365000,
  CreateNewsletterSubscriptions1790000366000,
  AddCustomerToStockAlerts1790000367000,
  AddRequestToOutbox1790000410000,
  AddTraceToOutbox1790000410100,
];
