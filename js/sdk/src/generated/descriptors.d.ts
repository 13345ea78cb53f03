export declare const Openledger: Record<string, object>;
