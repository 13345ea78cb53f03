import { default as openledger, type OpenledgerWhitelistEntry } from "./openledger.js";
export { openledger };
export type * from "./openledger.js";
export { DigestItem, Phase, DispatchClass, TokenError, ArithmeticError, TransactionalError, BalanceStatus, PreimagePalletHoldReason, TransactionPaymentEvent, GrandpaEvent, PreimageEvent, ConvictionVotingVoteAccountVote, PreimagesBounded, BabeDigestsNextConfigDescriptor, BabeAllowedSlots, BabeDigestsPreDigest, BalancesTypesReasons, TransactionPaymentReleases, GrandpaStoredState, PreimageOldRequestStatus, PreimageRequestStatus, ConvictionVotingVoteVoting, VotingConviction, TraitsScheduleDispatchTime, ReferendaTypesCurve, MultiAddress, BalancesAdjustmentDirection, GrandpaEquivocation, TransactionValidityUnknownTransaction, TransactionValidityTransactionSource } from './common-types.js';
export declare const getMetadata: (codeHash: string) => Promise<Uint8Array | null>;
export type WhitelistEntry = OpenledgerWhitelistEntry;
export type WhitelistEntriesByChain = Partial<{
    "*": WhitelistEntry[];
    openledger: WhitelistEntry[];
}>;
