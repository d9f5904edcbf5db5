/** What a failure in a domain looks like from outside. */
export interface Effect {
  /** As a person on call would write it. */
  title: string;
  /** One sentence; `{where}` is a place such as "in Germany and France". */
  told: string;
  nature?: Nature;
  /** The parts whose failure looks like this; any when left out. */
  parts?: RegExp;
}

/** Whether things stop working or work wrongly; a cause leads to one or the other. */
export type Nature = "down" | "wrong";

export interface Domain {
  key: string;
  name: string;
  org: string;
  /** What the domain handles, in the plural. */
  noun: string;
  customerFacing: boolean;
  /** How often its systems are changed, and how often a change to them fails, against the average of 1. */
  pace: number;
  risk: number;
  /** Domains whose entry system it calls. */
  uses: string[];
  /** Slug endings, those nearest to the customer first. */
  parts: string;
  effects: Effect[];
}

const d = (domain: Omit<Domain, "effects">, ...effects: [string, string, Nature?, RegExp?][]): Domain => ({
  ...domain,
  effects: effects.map(([title, told, nature, parts]) => ({ title, told, nature, parts })),
});

export const domains: Domain[] = [
  d(
    {
      key: "storefront",
      name: "Storefront",
      org: "Storefront Experience",
      noun: "page views",
      customerFacing: true,
      pace: 1.8,
      risk: 1.3,
      uses: [
        "search",
        "catalogue",
        "pricing",
        "cart",
        "recommend",
        "account",
        "reviews",
        "ads",
        "delivery-promise",
      ],
      parts:
        "web-gateway home-page product-page category-page navigation page-cache session-bff image-delivery personalised-slots localisation landing-renderer basket-badge",
    },
    [
      "Product pages fail to load",
      "Product pages {where} returned an error page to a share of visitors.",
      "down",
    ],
    [
      "Blank category pages",
      "Category pages {where} rendered without any items.",
      "down",
      /category|navigation|cache|landing/,
    ],
    ["Slow product pages", "Product pages {where} took more than eight seconds to become usable.", "down"],
    [
      "Home page shows last week's offers",
      "The home page {where} showed offers that had ended the week before.",
      "wrong",
      /home|slots|cache|landing/,
    ],
    [
      "Images missing on product pages",
      "Product images {where} did not load; customers saw grey boxes.",
      "down",
      /image/,
    ],
  ),
  d(
    {
      key: "app",
      name: "Mobile App",
      org: "Storefront Experience",
      noun: "app sessions",
      customerFacing: true,
      pace: 1.4,
      risk: 1.2,
      uses: ["search", "cart", "account", "catalogue", "identity", "delivery-promise"],
      parts:
        "bff ios-gateway android-gateway deep-links push-tokens feature-sync barcode-scan offline-sync remote-config crash-intake order-widget",
    },
    [
      "App crashes on start",
      "The app crashed on start for part of its users {where}.",
      "wrong",
      /ios|android|config|sync|bff/,
    ],
    [
      "App shows empty cart after login",
      "Customers {where} saw an empty cart in the app after signing in.",
      "wrong",
    ],
    [
      "Deep links open the home screen",
      "Links from emails opened the home screen of the app instead of the item {where}.",
      "wrong",
      /deep/,
    ],
    ["App cannot refresh order status", "The app {where} kept showing the last known order status.", "down"],
  ),
  d(
    {
      key: "search",
      name: "Search",
      org: "Catalogue & Search",
      noun: "queries",
      customerFacing: true,
      pace: 1.4,
      risk: 1.1,
      uses: ["catalogue", "pricing", "inventory", "ads"],
      parts:
        "query-api autocomplete ranking facets spelling synonyms sponsored-slots relevance-cache index-builder index-store query-log image-match",
    },
    ["Search returns no results", "Searches {where} came back empty for common terms."],
    [
      "Search results out of stock",
      "Search {where} ranked items that could not be bought at the top.",
      "wrong",
    ],
    ["Search timeouts", "About one search in five {where} timed out.", "down"],
    [
      "Filters ignored in search",
      "Filters for size and price had no effect on results {where}.",
      "wrong",
      /facets|query|index|ranking/,
    ],
  ),
  d(
    {
      key: "recommend",
      name: "Recommendations",
      org: "Catalogue & Search",
      noun: "recommendations",
      customerFacing: true,
      pace: 1.1,
      risk: 0.8,
      uses: ["catalogue", "data", "pricing"],
      parts:
        "api similar-items bought-together trending-feed candidate-store feature-builder model-server rerank cold-start diversity-rules impressions-log",
    },
    ["Recommendations empty", "Recommendation rows {where} were empty or missing."],
    [
      "Wrong items under 'bought together'",
      "The row 'bought together' {where} listed unrelated items.",
      "wrong",
    ],
    [
      "Recommendation latency",
      "Recommendations {where} answered too slowly, and pages waited for them.",
      "down",
    ],
  ),
  d(
    {
      key: "catalogue",
      name: "Catalogue",
      org: "Catalogue & Search",
      noun: "items",
      customerFacing: true,
      pace: 1.2,
      risk: 1.0,
      uses: ["data", "seller"],
      parts:
        "item-api item-cache variations attributes media taxonomy publish enrichment ingestion change-feed item-store compliance-flags",
    },
    ["Item changes not published", "New and changed items did not reach the storefront {where}.", "down"],
    [
      "Wrong variations on items",
      "Sizes and colours were attached to the wrong items {where}.",
      "wrong",
      /variations|attributes|item|enrichment|ingestion/,
    ],
    ["Items vanish from categories", "Some 40,000 items {where} disappeared from their categories.", "wrong"],
    [
      "Listings without attributes",
      "Items {where} were shown without size, weight or material.",
      "wrong",
      /attributes|enrichment|item|ingestion/,
    ],
  ),
  d(
    {
      key: "pricing",
      name: "Pricing",
      org: "Pricing & Promotions",
      noun: "prices",
      customerFacing: true,
      pace: 1.1,
      risk: 1.4,
      uses: ["catalogue", "promotions", "finance"],
      parts:
        "api price-cache rules-engine price-store publish floor-guard competitor-feed currency-rates tax-view business-lists scheduler history",
    },
    ["Wrong prices shown", "Prices on product pages {where} differed from the prices charged.", "wrong"],
    ["Prices missing", "Items {where} could not be bought because no price was returned.", "down"],
    ["Stale prices", "Prices {where} were up to six hours old.", "down"],
    [
      "Prices shown without tax",
      "Prices {where} were shown without tax until the order review.",
      "wrong",
      /tax|api|rules/,
    ],
  ),
  d(
    {
      key: "promotions",
      name: "Promotions",
      org: "Pricing & Promotions",
      noun: "promotions",
      customerFacing: true,
      pace: 1.2,
      risk: 1.2,
      uses: ["pricing", "catalogue", "account"],
      parts:
        "api eligibility coupon-service deal-scheduler stacking-rules bundle-rules lightning-deals gift-cards budget-meter voucher-store promo-cache campaign-ledger",
    },
    ["Coupons rejected", "Valid coupons were rejected in the cart {where}.", "down"],
    [
      "Deals start late",
      "Deals {where} started more than half an hour late.",
      "down",
      /deal|lightning|budget|ledger|eligibility/,
    ],
    ["Discounts applied twice", "Two discounts that exclude each other were both applied {where}.", "wrong"],
    ["Gift cards not accepted", "Gift cards {where} could not be redeemed.", "down", /gift|voucher/],
  ),
  d(
    {
      key: "cart",
      name: "Cart",
      org: "Checkout & Payments",
      noun: "carts",
      customerFacing: true,
      pace: 1.3,
      risk: 1.4,
      uses: ["pricing", "promotions", "inventory", "delivery-promise", "account"],
      parts:
        "api merge store cache quantity-limits saved-items price-snapshot shipping-groups gift-options share-links abandoned-worker events",
    },
    ["Add to cart fails", "Customers {where} could not add items to their cart.", "down"],
    ["Carts lose items", "Carts {where} lost items when customers moved from phone to desktop.", "wrong"],
    ["Cart page errors", "The cart page {where} showed an error in place of the items.", "down"],
    ["Cart totals wrong", "The total in the cart {where} did not match the order review.", "wrong"],
  ),
  d(
    {
      key: "checkout",
      name: "Checkout",
      org: "Checkout & Payments",
      noun: "checkouts",
      customerFacing: true,
      pace: 1.3,
      risk: 1.6,
      uses: ["cart", "payments", "orders", "fraud", "delivery-promise", "account", "finance"],
      parts:
        "api orchestrator submit order-review address-form payment-selection guest-flow one-tap tax-quote fraud-hold session-store confirmation",
    },
    ["Checkout errors", "A share of checkouts {where} ended in an error after the payment step."],
    [
      "Orders cannot be placed",
      "Customers {where} could not place orders: the button did nothing.",
      "down",
      /api|orchestrator|submit|session|review/,
    ],
    [
      "Checkout stuck on address step",
      "Checkout {where} did not accept addresses and could not be continued.",
      undefined,
      /address|tax/,
    ],
    [
      "Guest checkout unavailable",
      "Customers without an account {where} could not check out.",
      "down",
      /guest/,
    ],
    ["Slow checkout", "Checkout {where} took more than twenty seconds, and many gave up.", "down"],
  ),
  d(
    {
      key: "payments",
      name: "Payments",
      org: "Checkout & Payments",
      noun: "payments",
      customerFacing: true,
      pace: 0.9,
      risk: 1.3,
      uses: ["fraud", "finance", "account"],
      parts:
        "gateway authorise capture refunds wallet card-vault instalments bank-transfer settlement ledger reconciliation retry-worker",
    },
    [
      "Card payments declined",
      "Valid cards were declined {where}.",
      undefined,
      /gateway|authorise|vault|capture/,
    ],
    ["Payments time out", "Payment authorisations {where} timed out, and customers tried again.", "down"],
    [
      "Refunds delayed",
      "Refunds {where} were not sent to banks.",
      "down",
      /refunds|settlement|ledger|reconciliation|retry|bank/,
    ],
    ["Double charges", "Some customers {where} were charged twice for one order.", "wrong"],
    ["Wallet balance not shown", "Wallet balances {where} were shown as unavailable.", "down", /wallet/],
  ),
  d(
    {
      key: "orders",
      name: "Orders",
      org: "Checkout & Payments",
      noun: "orders",
      customerFacing: true,
      pace: 0.9,
      risk: 1.2,
      uses: ["inventory", "payments", "warehouse", "messaging"],
      parts:
        "api state-machine splitter store events cancel-service history invoice-service status-feed import-bridge archive search",
    },
    [
      "Orders stuck in 'processing'",
      "Paid orders {where} stayed in 'processing' and were not handed to warehouses.",
      "down",
    ],
    [
      "Order history unavailable",
      "Customers {where} could not open their past orders.",
      "down",
      /history|archive|search|api|store/,
    ],
    ["Cancellations ignored", "Cancelled orders {where} were packed and sent all the same.", "wrong"],
    ["Order confirmations missing", "Orders {where} were accepted without a confirmation.", "down"],
  ),
  d(
    {
      key: "delivery-promise",
      name: "Delivery Promise",
      org: "Last Mile & Delivery",
      noun: "delivery dates",
      customerFacing: true,
      pace: 1.0,
      risk: 1.3,
      uses: ["inventory", "shipping", "warehouse"],
      parts:
        "api promise-cache cutoff-engine calendar carrier-matrix postcode-zones slot-booking same-day express-eligibility holiday-calendar region-rules speed-labels",
    },
    [
      "Wrong delivery dates in cart",
      "Delivery dates shown in carts {where} were several days too late.",
      "wrong",
    ],
    ["No delivery options", "Checkout {where} offered no delivery option for valid addresses.", "down"],
    [
      "Same-day promised where not served",
      "Same-day delivery {where} was promised to addresses that no van reaches.",
      "wrong",
      /same|region|postcode|express|rules/,
    ],
    [
      "Delivery slots sold twice",
      "Delivery slots {where} were sold beyond their capacity.",
      "wrong",
      /slot|calendar|api/,
    ],
  ),
  d(
    {
      key: "inventory",
      name: "Inventory",
      org: "Fulfilment",
      noun: "stock levels",
      customerFacing: true,
      pace: 0.9,
      risk: 1.1,
      uses: ["warehouse", "catalogue"],
      parts:
        "api reservation availability-feed stock-store allocation safety-stock store-stock count-sync incoming-stock adjustments snapshot event-stream",
    },
    ["Items shown as out of stock", "Items with stock {where} were shown as sold out."],
    ["Overselling", "Orders {where} were accepted for items that were not in any warehouse.", "wrong"],
    [
      "Reservations not released",
      "Stock held by abandoned carts {where} was not released.",
      "down",
      /reservation|allocation|event|stock/,
    ],
    ["Stock counts lag", "Stock levels {where} were behind by more than an hour.", "down"],
  ),
  d(
    {
      key: "warehouse",
      name: "Warehouse",
      org: "Fulfilment",
      noun: "pick tasks",
      customerFacing: false,
      pace: 0.8,
      risk: 1.0,
      uses: ["inventory", "shipping"],
      parts:
        "wave-planner pick-router pack-station label-printer conveyor-control dock-scheduler slotting putaway exceptions-desk cycle-count manifest labour-board",
    },
    ["Pick tasks not released", "Warehouses {where} received no new pick tasks.", "down"],
    [
      "Packing stations offline",
      "Packing stations {where} could not confirm parcels.",
      "down",
      /pack|label|exceptions|manifest/,
    ],
    ["Labels print with wrong lane", "Parcel labels {where} carried the wrong sorting lane.", "wrong"],
    [
      "Conveyor stops",
      "Conveyors {where} stopped because routing decisions did not arrive.",
      "down",
      /conveyor|router/,
    ],
  ),
  d(
    {
      key: "shipping",
      name: "Shipping",
      org: "Fulfilment",
      noun: "parcels",
      customerFacing: false,
      pace: 0.8,
      risk: 0.9,
      uses: ["orders", "finance"],
      parts:
        "carrier-gateway label-api tracking-events tracking-page rate-shop customs-docs pickup-scheduler manifest-close address-check consolidation weight-capture carrier-billing",
    },
    ["Parcels not announced to carriers", "Parcels {where} could not be announced to carriers.", "down"],
    [
      "Shipping labels unavailable",
      "Shipping labels {where} could not be bought from carriers.",
      "down",
      /label|carrier-gateway|rate/,
    ],
    ["Tracking not updating", "Tracking pages {where} did not move for hours.", "down", /tracking/],
    [
      "Customs documents rejected",
      "Parcels leaving {where} were held because customs documents were incomplete.",
      "wrong",
    ],
    [
      "Wrong carrier chosen",
      "Parcels {where} went to the slower carrier at the higher price.",
      "wrong",
      /rate|carrier|consol|weight/,
    ],
  ),
  d(
    {
      key: "last-mile",
      name: "Last Mile",
      org: "Last Mile & Delivery",
      noun: "routes",
      customerFacing: true,
      pace: 0.9,
      risk: 1.0,
      uses: ["shipping", "messaging"],
      parts:
        "route-planner driver-api stop-sequencer eta-stream proof-of-delivery locker-network geofence depot-sorting driver-roster redelivery live-map capacity-planner",
    },
    ["Routes not published to depots", "Depots {where} had no routes at the start of the shift.", "down"],
    [
      "Drivers cannot scan parcels",
      "The driver app {where} rejected scans at the door.",
      "down",
      /driver|proof|depot|redelivery/,
    ],
    ["Lockers do not open", "Parcel lockers {where} did not accept pick-up codes.", "down", /locker/],
    ["Arrival times wrong", "Arrival times sent to customers {where} were off by hours.", "wrong"],
  ),
  d(
    {
      key: "returns",
      name: "Returns",
      org: "Fulfilment",
      noun: "returns",
      customerFacing: true,
      pace: 0.7,
      risk: 0.8,
      uses: ["orders", "payments", "shipping"],
      parts:
        "portal-api label-issuer refund-trigger policy-engine inspection restock pickup exchange instant-credit fraud-score tracking",
    },
    ["Returns portal errors", "The returns portal {where} answered with errors.", "down"],
    [
      "Return labels not issued",
      "Customers {where} could not print return labels.",
      "down",
      /label|portal|pickup/,
    ],
    [
      "Returns refused inside the period",
      "The returns portal {where} refused items that were still returnable.",
      "wrong",
    ],
    [
      "Refunds not triggered by returns",
      "Returned items {where} were received without a refund being started.",
      "down",
    ],
  ),
  d(
    {
      key: "seller",
      name: "Seller",
      org: "Seller Marketplace",
      noun: "listings",
      customerFacing: true,
      pace: 1.2,
      risk: 1.0,
      uses: ["catalogue", "inventory", "payments", "orders"],
      parts:
        "portal-gateway listing-api order-feed payouts fee-engine performance-score onboarding-checks inventory-sync messaging reports-api bulk-upload dispute-desk",
    },
    ["Sellers cannot sign in", "Sellers {where} could not open the portal.", "down", /portal|onboarding/],
    ["Seller orders delayed", "Orders {where} reached sellers hours late.", "down"],
    [
      "Payouts calculated wrongly",
      "Payout statements {where} showed fees that do not apply.",
      "wrong",
      /payouts|fee|reports|dispute/,
    ],
    ["Listings hidden by mistake", "Listings of sellers in good standing {where} were hidden.", "wrong"],
    ["Bulk uploads stuck", "Bulk uploads {where} stayed at 'waiting'.", "down", /bulk|listing|inventory/],
  ),
  d(
    {
      key: "account",
      name: "Account",
      org: "Identity & Trust",
      noun: "profiles",
      customerFacing: true,
      pace: 0.8,
      risk: 0.9,
      uses: ["identity", "data"],
      parts:
        "api profile-store address-book preferences membership-api loyalty-points consent-store order-links household deletion-worker merge",
    },
    ["Address book empty", "Customers {where} found their address book empty."],
    ["Account pages do not open", "Account pages {where} did not open.", "down"],
    ["Membership benefits missing", "Members {where} were charged for delivery.", "wrong"],
    ["Loyalty points not shown", "Loyalty points {where} were shown as zero."],
  ),
  d(
    {
      key: "identity",
      name: "Identity",
      org: "Identity & Trust",
      noun: "sign-ins",
      customerFacing: true,
      pace: 0.8,
      risk: 1.3,
      uses: [],
      parts:
        "login token-service session-store second-factor password-reset device-trust social-login risk-engine service-auth permission-api bot-guard key-rotation",
    },
    [
      "Customers signed out",
      "Customers {where} were signed out and asked to sign in again and again.",
      "down",
    ],
    ["Sign-in fails", "Sign-in {where} failed with the right password.", "down"],
    [
      "One-time codes not delivered",
      "One-time codes {where} arrived late or not at all.",
      "down",
      /second|password|device/,
    ],
    ["Real customers blocked as bots", "Bot protection {where} blocked real customers.", "wrong"],
  ),
  d(
    {
      key: "fraud",
      name: "Fraud",
      org: "Identity & Trust",
      noun: "fraud decisions",
      customerFacing: true,
      pace: 0.9,
      risk: 1.1,
      uses: ["account", "data"],
      parts:
        "scoring-api rules-engine velocity-counters device-graph feature-store model-server case-queue allow-lists decision-log signal-stream chargeback-intake seller-watch",
    },
    [
      "Good orders held for review",
      "Orders of known customers {where} were held for manual review.",
      "wrong",
    ],
    [
      "Fraud scores time out",
      "Fraud scores {where} timed out, and checkout went ahead without them.",
      "down",
    ],
    ["Review queue floods", "The manual review queue {where} grew to thirty times its usual size.", "wrong"],
  ),
  d(
    {
      key: "care",
      name: "Customer Care",
      org: "Customer Care",
      noun: "contacts",
      customerFacing: true,
      pace: 0.9,
      risk: 0.8,
      uses: ["orders", "account", "messaging"],
      parts:
        "contact-gateway chat-routing call-routing agent-desktop self-service-bot case-store refund-actions knowledge-api callback-scheduler case-search escalation-queue",
    },
    ["Chats not reaching agents", "Chats {where} waited without being given to an agent.", "down"],
    ["Agents cannot see orders", "Agents {where} saw no order details and could not help."],
    ["Calls dropped in the queue", "Calls {where} were cut off after the menu.", "down", /call|contact/],
  ),
  d(
    {
      key: "messaging",
      name: "Messaging",
      org: "Customer Care",
      noun: "messages",
      customerFacing: true,
      pace: 0.9,
      risk: 0.9,
      uses: ["account"],
      parts:
        "email-sender sms-sender push-sender order-updates delivery-alerts template-store preference-gate provider-router send-queue suppression-list bounce-intake",
    },
    ["Order emails not sent", "Order emails {where} were not sent.", "down"],
    ["Messages sent twice", "Customers {where} received the same message up to nine times.", "wrong"],
    ["Delivery alerts late", "Delivery alerts {where} arrived after the parcel.", "down"],
    ["Messages in the wrong language", "Customers {where} received messages in another language.", "wrong"],
  ),
  d(
    {
      key: "ads",
      name: "Advertising",
      org: "Seller Marketplace",
      noun: "ad impressions",
      customerFacing: false,
      pace: 1.1,
      risk: 0.9,
      uses: ["data", "catalogue"],
      parts:
        "auction budget-pacer campaign-api creative-store click-stream attribution billing sponsored-brands audience-builder reporting-api invalid-traffic forecast",
    },
    ["Campaigns overspend", "Campaigns {where} spent beyond their daily budget.", "wrong"],
    ["Sponsored results missing", "Sponsored results {where} were not shown.", "down"],
    [
      "Ad reports empty",
      "Advertisers {where} saw empty reports for the day.",
      "down",
      /report|click|attribution|billing|forecast/,
    ],
  ),
  d(
    {
      key: "reviews",
      name: "Reviews",
      org: "Storefront Experience",
      noun: "reviews",
      customerFacing: true,
      pace: 0.8,
      risk: 0.7,
      uses: ["account", "catalogue"],
      parts:
        "api rating-aggregate store moderation media-upload question-answers helpful-votes abuse-detector summary-builder import-feed",
    },
    ["Reviews not shown", "Reviews {where} were missing from product pages.", "down"],
    ["Ratings reset to zero", "Items {where} were shown with no stars although they have reviews.", "wrong"],
    [
      "Review photos fail to upload",
      "Customers {where} could not add photos to reviews.",
      "down",
      /media|moderation/,
    ],
  ),
  d(
    {
      key: "finance",
      name: "Finance",
      org: "Finance Systems",
      noun: "postings",
      customerFacing: false,
      pace: 0.5,
      risk: 0.8,
      uses: ["data"],
      parts:
        "tax-engine ledger-bridge invoice-archive revenue-events vendor-payments cost-allocation currency-revaluation close-scheduler audit-export marketplace-settlement credit-notes e-invoicing",
    },
    ["Tax quotes fail", "Tax could not be quoted {where}, and fallback rates were used.", "down", /tax/],
    [
      "Month-end close blocked",
      "The month-end close {where} stopped on unmatched postings.",
      undefined,
      /ledger|close|revaluation|allocation|audit/,
    ],
    ["Invoices not issued", "Invoices {where} were not issued for shipped orders.", "down"],
    [
      "Settlement file incomplete",
      "The daily settlement file {where} lacked part of the transactions.",
      "wrong",
    ],
  ),
  d(
    {
      key: "data",
      name: "Data",
      org: "Data & ML Platform",
      noun: "events",
      customerFacing: false,
      pace: 1.0,
      risk: 0.9,
      uses: [],
      parts:
        "event-collector stream-processor warehouse-loader feature-platform model-registry experiment-assignments metrics-pipeline schema-registry lakehouse batch-runner trace-collector log-pipeline",
    },
    ["Event pipeline behind", "Events {where} arrived in the warehouse hours late.", "down"],
    ["Dashboards without today's data", "Business dashboards {where} had no figures for the day.", "down"],
    [
      "Experiments assign everyone to control",
      "All visitors {where} were put into the control group.",
      "wrong",
      /experiment/,
    ],
    [
      "Features served stale to models",
      "Models {where} decided on features that were a day old.",
      "down",
      /feature|model|batch/,
    ],
  ),
  d(
    {
      key: "platform",
      name: "Platform",
      org: "Core Infrastructure",
      noun: "requests",
      customerFacing: true,
      pace: 1.0,
      risk: 1.2,
      uses: [],
      parts:
        "edge-gateway service-mesh service-registry config-service feature-flags secret-store message-bus job-scheduler deploy-pipeline dns-control certificate-manager rate-limiter load-balancer object-store cache-fleet sql-fleet container-scheduler autoscaler key-value-fleet",
    },
    [
      "Storage calls fail across services",
      "Services {where} could not read or write part of their data.",
      "down",
      /store|fleet/,
    ],
    [
      "Services start with default settings",
      "Services {where} fell back to the settings they were built with.",
      undefined,
      /config|flags|secret|certificate/,
    ],
    [
      "Elevated errors at the edge",
      "Requests {where} were answered with 502 and 503 at the edge.",
      "down",
      /edge|balancer|rate/,
    ],
    [
      "Name resolution fails between services",
      "Services {where} could not find each other for part of their calls.",
      "down",
      /registry|dns|mesh/,
    ],
    ["Deployments blocked", "No team could deploy {where}.", "down", /deploy/],
    [
      "Containers not scheduled",
      "New containers {where} were not placed, and services ran short of capacity.",
      "down",
      /container|autoscaler/,
    ],
    [
      "Message delivery delayed",
      "Messages between services {where} were delivered minutes late.",
      "down",
      /bus|job/,
    ],
  ),
];

/** The few systems below Tier 1: published often, hardly ever failing, and seldom touched by AI tools. */
export const lesserSystems: { slug: string; name: string; tier: 2 | 3; org: string; description: string }[] =
  [
    {
      slug: "campaign-pages",
      name: "Campaign Pages",
      tier: 2,
      org: "Storefront Experience",
      description: "Seasonal campaign pages, published several times a day by the content team.",
    },
    {
      slug: "editorial-content",
      name: "Editorial Content",
      tier: 2,
      org: "Storefront Experience",
      description: "Buying guides and editorial articles.",
    },
    {
      slug: "help-centre-articles",
      name: "Help Centre Articles",
      tier: 2,
      org: "Customer Care",
      description: "Help articles for customers, in eleven languages.",
    },
    {
      slug: "merchandising-workbench",
      name: "Merchandising Workbench",
      tier: 2,
      org: "Catalogue & Search",
      description: "Where merchandisers arrange category pages.",
    },
    {
      slug: "email-template-studio",
      name: "Email Template Studio",
      tier: 2,
      org: "Customer Care",
      description: "Editing and preview of message templates.",
    },
    {
      slug: "store-locator-pages",
      name: "Store Locator Pages",
      tier: 2,
      org: "Storefront Experience",
      description: "Pages for pick-up points and opening hours.",
    },
    {
      slug: "seller-academy",
      name: "Seller Academy",
      tier: 2,
      org: "Seller Marketplace",
      description: "Courses and policies for sellers.",
    },
    {
      slug: "press-site",
      name: "Press Site",
      tier: 3,
      org: "Storefront Experience",
      description: "Press releases and media kit.",
    },
    {
      slug: "careers-site",
      name: "Careers Site",
      tier: 3,
      org: "Storefront Experience",
      description: "Open positions and applications.",
    },
    {
      slug: "design-system-docs",
      name: "Design System Docs",
      tier: 3,
      org: "Storefront Experience",
      description: "Documentation of shared interface components.",
    },
    {
      slug: "engineering-handbook",
      name: "Engineering Handbook",
      tier: 3,
      org: "Core Infrastructure",
      description: "Runbooks, standards and onboarding pages.",
    },
    {
      slug: "experiment-dashboards",
      name: "Experiment Dashboards",
      tier: 3,
      org: "Data & ML Platform",
      description: "Read-only dashboards of experiment results.",
    },
    {
      slug: "analytics-notebooks",
      name: "Analytics Notebooks",
      tier: 3,
      org: "Data & ML Platform",
      description: "Shared notebooks for analysts.",
    },
    {
      slug: "staff-directory",
      name: "Staff Directory",
      tier: 3,
      org: "Core Infrastructure",
      description: "Who works where.",
    },
    {
      slug: "vendor-scorecards",
      name: "Vendor Scorecards",
      tier: 3,
      org: "Finance Systems",
      description: "Monthly scorecards of suppliers.",
    },
  ];
