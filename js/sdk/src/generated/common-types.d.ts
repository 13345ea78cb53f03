import { Enum, GetEnum, SizedHex, SS58String, ResultPayload, FixedSizeArray, TxCallData } from "polkadot-api";
type AnonymousEnum<T extends {}> = T & {
    __anonymous: true;
};
type MyTuple<T> = [T, ...T[]];
type SeparateUndefined<T> = undefined extends T ? undefined | Exclude<T, undefined> : T;
type Anonymize<T> = SeparateUndefined<T extends string | number | bigint | boolean | void | undefined | null | symbol | Uint8Array | Enum<any> ? T : T extends AnonymousEnum<infer V> ? Enum<V> : T extends MyTuple<any> ? {
    [K in keyof T]: T[K];
} : T extends [] ? [] : T extends FixedSizeArray<infer L, infer T> ? number extends L ? Array<T> : FixedSizeArray<L, T> : {
    [K in keyof T & string]: T[K];
}>;
export type I5sesotjlssv2d = {
    "nonce": number;
    "consumers": number;
    "providers": number;
    "sufficients": number;
    "data": Anonymize<I1q8tnt1cluu5j>;
};
export type I1q8tnt1cluu5j = {
    "free": bigint;
    "reserved": bigint;
    "frozen": bigint;
    "flags": bigint;
};
export type Iffmde3ekjedi9 = {
    "normal": Anonymize<I4q39t5hn830vp>;
    "operational": Anonymize<I4q39t5hn830vp>;
    "mandatory": Anonymize<I4q39t5hn830vp>;
};
export type I4q39t5hn830vp = {
    "ref_time": bigint;
    "proof_size": bigint;
};
export type I4mddgoa69c0a2 = Array<DigestItem>;
export type DigestItem = Enum<{
    "PreRuntime": Anonymize<I82jm9g7pufuel>;
    "Consensus": Anonymize<I82jm9g7pufuel>;
    "Seal": Anonymize<I82jm9g7pufuel>;
    "Other": Uint8Array;
    "RuntimeEnvironmentUpdated": undefined;
}>;
export declare const DigestItem: GetEnum<DigestItem>;
export type I82jm9g7pufuel = [SizedHex<4>, Uint8Array];
export type I86ger1lfuo3it = Array<{
    "phase": Phase;
    "event": Enum<{
        "System": Anonymize<Idnp6pnu3bscqd>;
        "Balances": Anonymize<I48g488g4kcmga>;
        "TransactionPayment": TransactionPaymentEvent;
        "Validators": Anonymize<I2g3onbp80ip4g>;
        "Offences": Anonymize<I22s99jo5ffof6>;
        "Session": Anonymize<I6ue0ck5fc3u44>;
        "Grandpa": GrandpaEvent;
        "Utility": Anonymize<I71vqdki1n356k>;
        "Multisig": Anonymize<I16l7f5g0qt5ll>;
        "Proxy": Anonymize<Ibgc0uf6a697ve>;
        "Preimage": PreimageEvent;
        "Scheduler": Anonymize<I48v826a0eb0u1>;
        "Sudo": Anonymize<I85btr3phgf1m6>;
        "Treasury": Anonymize<I3kfo09eqm1214>;
        "ConvictionVoting": Anonymize<I7pql8a2uf8mlq>;
        "Referenda": Anonymize<Idfraa3b4eu018>;
        "Parameters": Anonymize<I98qv8dgqccf3l>;
        "SafeMode": Anonymize<I3q8c83f5dvokp>;
        "TxPause": Anonymize<I9ulgod11dfvq5>;
        "Datanets": Anonymize<I8rvo53k7su8u9>;
        "Models": Anonymize<I4vnlur5u49b4f>;
        "ModelFactory": Anonymize<I71fc6mphd3a6b>;
        "Attribution": Anonymize<Ieteb7p778v9tj>;
        "Disputes": Anonymize<Ie13v9is6oj208>;
    }>;
    "topics": Anonymize<Ic5m5lp1oioo8r>;
}>;
export type Phase = Enum<{
    "ApplyExtrinsic": number;
    "Finalization": undefined;
    "Initialization": undefined;
}>;
export declare const Phase: GetEnum<Phase>;
export type Idnp6pnu3bscqd = AnonymousEnum<{
    /**
     * An extrinsic completed successfully.
     */
    "ExtrinsicSuccess": Anonymize<Ia82mnkmeo2rhc>;
    /**
     * An extrinsic failed.
     */
    "ExtrinsicFailed": Anonymize<Iarj13nh3lrdsk>;
    /**
     * `:code` was updated to the code with the given hash.
     */
    "CodeUpdated": Anonymize<I1jm8m1rh9e20v>;
    /**
     * A new account was created.
     */
    "NewAccount": Anonymize<Icbccs0ug47ilf>;
    /**
     * An account was reaped.
     */
    "KilledAccount": Anonymize<Icbccs0ug47ilf>;
    /**
     * On on-chain remark happened.
     */
    "Remarked": Anonymize<I855j4i3kr8ko1>;
    /**
     * An upgrade was authorized.
     */
    "UpgradeAuthorized": Anonymize<Ibgl04rn6nbfm6>;
    /**
     * An invalid authorized upgrade was rejected while trying to apply it.
     */
    "RejectedInvalidAuthorizedUpgrade": Anonymize<I9kfbj1honsev5>;
}>;
export type Ia82mnkmeo2rhc = {
    "dispatch_info": Anonymize<Ic9s8f85vjtncc>;
};
export type Ic9s8f85vjtncc = {
    "weight": Anonymize<I4q39t5hn830vp>;
    "class": DispatchClass;
    "pays_fee": Enum<{
        "Yes": undefined;
        "No": undefined;
    }>;
};
export type DispatchClass = Enum<{
    "Normal": undefined;
    "Operational": undefined;
    "Mandatory": undefined;
}>;
export declare const DispatchClass: GetEnum<DispatchClass>;
export type Iarj13nh3lrdsk = {
    "dispatch_error": Anonymize<In21p8s5ns8hg>;
    "dispatch_info": Anonymize<Ic9s8f85vjtncc>;
};
export type In21p8s5ns8hg = AnonymousEnum<{
    "Other": undefined;
    "CannotLookup": undefined;
    "BadOrigin": undefined;
    "Module": Enum<{
        "System": Anonymize<I5o0s7c8q1cc9b>;
        "Timestamp": undefined;
        "Babe": Anonymize<Ib6q602k6o213a>;
        "Balances": Anonymize<Idj13i7adlomht>;
        "TransactionPayment": undefined;
        "Validators": Anonymize<I4r97kkf6jujiv>;
        "Offences": undefined;
        "Session": Anonymize<I1e07dgbaqd1sq>;
        "Grandpa": Anonymize<I7q8i0pp1gkas6>;
        "AuthorityDiscovery": undefined;
        "Authorship": undefined;
        "Utility": Anonymize<I8dt2g2hcrgh36>;
        "Multisig": Anonymize<Ia76qmhhg4jvb9>;
        "Proxy": Anonymize<Iuvt54ei4cehc>;
        "Preimage": Anonymize<I4cfhml1prt4lu>;
        "Scheduler": Anonymize<If7oa8fprnilo5>;
        "Sudo": Anonymize<Iaug04qjhbli00>;
        "Treasury": Anonymize<I36uss0m9fpcsf>;
        "ConvictionVoting": Anonymize<Idfa8k8ikssbsf>;
        "Referenda": Anonymize<I84u4ul208g742>;
        "Origins": Anonymize<Icc8g9k9378t44>;
        "Parameters": undefined;
        "SafeMode": Anonymize<I65gapcjsc3grr>;
        "TxPause": Anonymize<Ifku1elmu8hk3i>;
        "Clock": undefined;
        "Datanets": Anonymize<I8odsq5mha0l5i>;
        "Models": Anonymize<Iajgmbin1b6v2l>;
        "ModelFactory": Anonymize<Idrov4dm3luigp>;
        "Attribution": Anonymize<Ib7pjdfbrnnhq>;
        "Disputes": Anonymize<Ieecnlg808p2cu>;
    }>;
    "ConsumerRemaining": undefined;
    "NoProviders": undefined;
    "TooManyConsumers": undefined;
    "Token": TokenError;
    "Arithmetic": ArithmeticError;
    "Transactional": TransactionalError;
    "Exhausted": undefined;
    "Corruption": undefined;
    "Unavailable": undefined;
    "RootNotAllowed": undefined;
    "Trie": Enum<{
        "InvalidStateRoot": undefined;
        "IncompleteDatabase": undefined;
        "ValueAtIncompleteKey": undefined;
        "DecoderError": undefined;
        "InvalidHash": undefined;
        "DuplicateKey": undefined;
        "ExtraneousNode": undefined;
        "ExtraneousValue": undefined;
        "ExtraneousHashReference": undefined;
        "InvalidChildReference": undefined;
        "ValueMismatch": undefined;
        "IncompleteProof": undefined;
        "RootMismatch": undefined;
        "DecodeError": undefined;
    }>;
}>;
export type I5o0s7c8q1cc9b = AnonymousEnum<{
    /**
     * The name of specification does not match between the current runtime
     * and the new runtime.
     */
    "InvalidSpecName": undefined;
    /**
     * The specification version is not allowed to decrease between the current runtime
     * and the new runtime.
     */
    "SpecVersionNeedsToIncrease": undefined;
    /**
     * Failed to extract the runtime version from the new runtime.
     *
     * Either calling `Core_version` or decoding `RuntimeVersion` failed.
     */
    "FailedToExtractRuntimeVersion": undefined;
    /**
     * Suicide called when the account has non-default composite data.
     */
    "NonDefaultComposite": undefined;
    /**
     * There is a non-zero reference count preventing the account from being purged.
     */
    "NonZeroRefCount": undefined;
    /**
     * The origin filter prevent the call to be dispatched.
     */
    "CallFiltered": undefined;
    /**
     * A multi-block migration is ongoing and prevents the current code from being replaced.
     */
    "MultiBlockMigrationsOngoing": undefined;
    /**
     * No upgrade authorized.
     */
    "NothingAuthorized": undefined;
    /**
     * The submitted code is not authorized.
     */
    "Unauthorized": undefined;
}>;
export type Ib6q602k6o213a = AnonymousEnum<{
    /**
     * An equivocation proof provided as part of an equivocation report is invalid.
     */
    "InvalidEquivocationProof": undefined;
    /**
     * A key ownership proof provided as part of an equivocation report is invalid.
     */
    "InvalidKeyOwnershipProof": undefined;
    /**
     * A given equivocation report is valid but already previously reported.
     */
    "DuplicateOffenceReport": undefined;
    /**
     * Submitted configuration is invalid.
     */
    "InvalidConfiguration": undefined;
}>;
export type Idj13i7adlomht = AnonymousEnum<{
    /**
     * Vesting balance too high to send value.
     */
    "VestingBalance": undefined;
    /**
     * Account liquidity restrictions prevent withdrawal.
     */
    "LiquidityRestrictions": undefined;
    /**
     * Balance too low to send value.
     */
    "InsufficientBalance": undefined;
    /**
     * Value too low to create account due to existential deposit.
     */
    "ExistentialDeposit": undefined;
    /**
     * Transfer/payment would kill account.
     */
    "Expendability": undefined;
    /**
     * A vesting schedule already exists for this account.
     */
    "ExistingVestingSchedule": undefined;
    /**
     * Beneficiary account must pre-exist.
     */
    "DeadAccount": undefined;
    /**
     * Number of named reserves exceed `MaxReserves`.
     */
    "TooManyReserves": undefined;
    /**
     * Number of holds exceed `VariantCountOf<T::RuntimeHoldReason>`.
     */
    "TooManyHolds": undefined;
    /**
     * Number of freezes exceed `MaxFreezes`.
     */
    "TooManyFreezes": undefined;
    /**
     * The issuance cannot be modified since it is already deactivated.
     */
    "IssuanceDeactivated": undefined;
    /**
     * The delta cannot be zero.
     */
    "DeltaZero": undefined;
}>;
export type I4r97kkf6jujiv = AnonymousEnum<{
    /**
     * The bond would be below `MinBond`; bond more, or leave to take all of it.
     */
    "BondTooLow": undefined;
    /**
     * The account has no session keys; set them with `Session.set_keys` first.
     */
    "NoSessionKeys": undefined;
    /**
     * The account is a validator already; use `delegate` to bond more, `rejoin` to return.
     */
    "AlreadyValidator": undefined;
    /**
     * The account is not a validator, or has left; join first.
     */
    "NotValidator": undefined;
    /**
     * The validator is a candidate already.
     */
    "AlreadyCandidate": undefined;
    /**
     * The validator takes no delegations, because it left or is idle; choose a candidate.
     */
    "NotCandidate": undefined;
    /**
     * The list of candidates is full; bond more than its last one has.
     */
    "CandidatesFull": undefined;
    /**
     * The chain would have fewer validators than its minimum; wait until another has joined.
     */
    "TooFewValidators": undefined;
    /**
     * An offence keeps the validator out for some sessions more; see `CoolDowns`.
     */
    "CoolingDown": undefined;
    /**
     * The commission exceeds `MaxCommission`; choose a smaller one.
     */
    "CommissionTooHigh": undefined;
    /**
     * The account is a candidate, or in the set of a planned session; leave and wait first.
     */
    "StillValidator": undefined;
    /**
     * The delegation would be below `MinDelegation`; delegate more, or undelegate all of it.
     */
    "DelegationTooLow": undefined;
    /**
     * The pool was slashed to nothing and takes no stake; choose another validator.
     */
    "PoolWiped": undefined;
    /**
     * The account has no stake with this validator.
     */
    "NoStake": undefined;
    /**
     * No amount was given; give one above zero.
     */
    "NothingGiven": undefined;
    /**
     * Too many chunks are unbonding; withdraw, or wait for the oldest.
     */
    "TooManyChunks": undefined;
    /**
     * Nothing has finished unbonding; see `Chunks` for when it will.
     */
    "NothingToWithdraw": undefined;
    /**
     * Nothing was earned with this validator since the last claim.
     */
    "NothingToClaim": undefined;
    /**
     * A number or an amount left its range.
     */
    "Overflow": undefined;
    /**
     * A slash that waits claims the stake; withdraw it once the slash is applied or lifted. See
     * `PendingSlashes`.
     */
    "SlashPending": undefined;
    /**
     * There is nothing to slash or to lift: it was done already, or nothing was reported.
     */
    "NothingToSlash": undefined;
    /**
     * The account has positions with `MaxPools` validators; take all stake and earnings out of one.
     */
    "TooManyValidators": undefined;
}>;
export type I1e07dgbaqd1sq = AnonymousEnum<{
    /**
     * Invalid ownership proof.
     */
    "InvalidProof": undefined;
    /**
     * No associated validator ID for account.
     */
    "NoAssociatedValidatorId": undefined;
    /**
     * Registered duplicate key.
     */
    "DuplicatedKey": undefined;
    /**
     * No keys are associated with this account.
     */
    "NoKeys": undefined;
    /**
     * Key setting account is not live, so it's impossible to associate keys.
     */
    "NoAccount": undefined;
}>;
export type I7q8i0pp1gkas6 = AnonymousEnum<{
    /**
     * Attempt to signal GRANDPA pause when the authority set isn't live
     * (either paused or already pending pause).
     */
    "PauseFailed": undefined;
    /**
     * Attempt to signal GRANDPA resume when the authority set isn't paused
     * (either live or already pending resume).
     */
    "ResumeFailed": undefined;
    /**
     * Attempt to signal GRANDPA change with one already pending.
     */
    "ChangePending": undefined;
    /**
     * Cannot signal forced change so soon after last.
     */
    "TooSoon": undefined;
    /**
     * A key ownership proof provided as part of an equivocation report is invalid.
     */
    "InvalidKeyOwnershipProof": undefined;
    /**
     * An equivocation proof provided as part of an equivocation report is invalid.
     */
    "InvalidEquivocationProof": undefined;
    /**
     * A given equivocation report is valid but already previously reported.
     */
    "DuplicateOffenceReport": undefined;
}>;
export type I8dt2g2hcrgh36 = AnonymousEnum<{
    /**
     * Too many calls batched.
     */
    "TooManyCalls": undefined;
}>;
export type Ia76qmhhg4jvb9 = AnonymousEnum<{
    /**
     * Threshold must be 2 or greater.
     */
    "MinimumThreshold": undefined;
    /**
     * Call is already approved by this signatory.
     */
    "AlreadyApproved": undefined;
    /**
     * Call doesn't need any (more) approvals.
     */
    "NoApprovalsNeeded": undefined;
    /**
     * There are too few signatories in the list.
     */
    "TooFewSignatories": undefined;
    /**
     * There are too many signatories in the list.
     */
    "TooManySignatories": undefined;
    /**
     * The signatories were provided out of order; they should be ordered.
     */
    "SignatoriesOutOfOrder": undefined;
    /**
     * The sender was contained in the other signatories; it shouldn't be.
     */
    "SenderInSignatories": undefined;
    /**
     * Multisig operation not found in storage.
     */
    "NotFound": undefined;
    /**
     * Only the account that originally created the multisig is able to cancel it or update
     * its deposits.
     */
    "NotOwner": undefined;
    /**
     * No timepoint was given, yet the multisig operation is already underway.
     */
    "NoTimepoint": undefined;
    /**
     * A different timepoint was given to the multisig operation that is underway.
     */
    "WrongTimepoint": undefined;
    /**
     * A timepoint was given, yet no multisig operation is underway.
     */
    "UnexpectedTimepoint": undefined;
    /**
     * The maximum weight information provided was too low.
     */
    "MaxWeightTooLow": undefined;
    /**
     * The data to be stored is already stored.
     */
    "AlreadyStored": undefined;
}>;
export type Iuvt54ei4cehc = AnonymousEnum<{
    /**
     * There are too many proxies registered or too many announcements pending.
     */
    "TooMany": undefined;
    /**
     * Proxy registration not found.
     */
    "NotFound": undefined;
    /**
     * Sender is not a proxy of the account to be proxied.
     */
    "NotProxy": undefined;
    /**
     * A call which is incompatible with the proxy type's filter was attempted.
     */
    "Unproxyable": undefined;
    /**
     * Account is already a proxy.
     */
    "Duplicate": undefined;
    /**
     * Call may not be made by proxy because it may escalate its privileges.
     */
    "NoPermission": undefined;
    /**
     * Announcement, if made at all, was made too recently.
     */
    "Unannounced": undefined;
    /**
     * Cannot add self as proxy.
     */
    "NoSelfProxy": undefined;
}>;
export type I4cfhml1prt4lu = AnonymousEnum<{
    /**
     * Preimage is too large to store on-chain.
     */
    "TooBig": undefined;
    /**
     * Preimage has already been noted on-chain.
     */
    "AlreadyNoted": undefined;
    /**
     * The user is not authorized to perform this action.
     */
    "NotAuthorized": undefined;
    /**
     * The preimage cannot be removed since it has not yet been noted.
     */
    "NotNoted": undefined;
    /**
     * A preimage may not be removed when there are outstanding requests.
     */
    "Requested": undefined;
    /**
     * The preimage request cannot be removed since no outstanding requests exist.
     */
    "NotRequested": undefined;
    /**
     * More than `MAX_HASH_UPGRADE_BULK_COUNT` hashes were requested to be upgraded at once.
     */
    "TooMany": undefined;
    /**
     * Too few hashes were requested to be upgraded (i.e. zero).
     */
    "TooFew": undefined;
}>;
export type If7oa8fprnilo5 = AnonymousEnum<{
    /**
     * Failed to schedule a call
     */
    "FailedToSchedule": undefined;
    /**
     * Cannot find the scheduled call.
     */
    "NotFound": undefined;
    /**
     * Given target block number is in the past.
     */
    "TargetBlockNumberInPast": undefined;
    /**
     * Reschedule failed because it does not change scheduled time.
     */
    "RescheduleNoChange": undefined;
    /**
     * Attempt to use a non-named function on a named task.
     */
    "Named": undefined;
}>;
export type Iaug04qjhbli00 = AnonymousEnum<{
    /**
     * Sender must be the Sudo account.
     */
    "RequireSudo": undefined;
}>;
export type I36uss0m9fpcsf = AnonymousEnum<{
    /**
     * No proposal, bounty or spend at that index.
     */
    "InvalidIndex": undefined;
    /**
     * Too many approvals in the queue.
     */
    "TooManyApprovals": undefined;
    /**
     * The spend origin is valid but the amount it is allowed to spend is lower than the
     * amount to be spent.
     */
    "InsufficientPermission": undefined;
    /**
     * Proposal has not been approved.
     */
    "ProposalNotApproved": undefined;
    /**
     * The balance of the asset kind is not convertible to the balance of the native asset.
     */
    "FailedToConvertBalance": undefined;
    /**
     * The spend has expired and cannot be claimed.
     */
    "SpendExpired": undefined;
    /**
     * The spend is not yet eligible for payout.
     */
    "EarlyPayout": undefined;
    /**
     * The payment has already been attempted.
     */
    "AlreadyAttempted": undefined;
    /**
     * There was some issue with the mechanism of payment.
     */
    "PayoutError": undefined;
    /**
     * The payout was not yet attempted/claimed.
     */
    "NotAttempted": undefined;
    /**
     * The payment has neither failed nor succeeded yet.
     */
    "Inconclusive": undefined;
}>;
export type Idfa8k8ikssbsf = AnonymousEnum<{
    /**
     * Poll is not ongoing.
     */
    "NotOngoing": undefined;
    /**
     * The given account did not vote on the poll.
     */
    "NotVoter": undefined;
    /**
     * The actor has no permission to conduct the action.
     */
    "NoPermission": undefined;
    /**
     * The actor has no permission to conduct the action right now but will do in the future.
     */
    "NoPermissionYet": undefined;
    /**
     * The account is already delegating.
     */
    "AlreadyDelegating": undefined;
    /**
     * The account currently has votes attached to it and the operation cannot succeed until
     * these are removed through `remove_vote`.
     */
    "AlreadyVoting": undefined;
    /**
     * Too high a balance was provided that the account cannot afford.
     */
    "InsufficientFunds": undefined;
    /**
     * The account is not currently delegating.
     */
    "NotDelegating": undefined;
    /**
     * Delegation to oneself makes no sense.
     */
    "Nonsense": undefined;
    /**
     * Maximum number of votes reached.
     */
    "MaxVotesReached": undefined;
    /**
     * The class must be supplied since it is not easily determinable from the state.
     */
    "ClassNeeded": undefined;
    /**
     * The class ID supplied is invalid.
     */
    "BadClass": undefined;
}>;
export type I84u4ul208g742 = AnonymousEnum<{
    /**
     * Referendum is not ongoing.
     */
    "NotOngoing": undefined;
    /**
     * Referendum's decision deposit is already paid.
     */
    "HasDeposit": undefined;
    /**
     * The track identifier given was invalid.
     */
    "BadTrack": undefined;
    /**
     * There are already a full complement of referenda in progress for this track.
     */
    "Full": undefined;
    /**
     * The queue of the track is empty.
     */
    "QueueEmpty": undefined;
    /**
     * The referendum index provided is invalid in this context.
     */
    "BadReferendum": undefined;
    /**
     * There was nothing to do in the advancement.
     */
    "NothingToDo": undefined;
    /**
     * No track exists for the proposal origin.
     */
    "NoTrack": undefined;
    /**
     * Any deposit cannot be refunded until after the decision is over.
     */
    "Unfinished": undefined;
    /**
     * The deposit refunder is not the depositor.
     */
    "NoPermission": undefined;
    /**
     * The deposit cannot be refunded since none was made.
     */
    "NoDeposit": undefined;
    /**
     * The referendum status is invalid for this operation.
     */
    "BadStatus": undefined;
    /**
     * The preimage does not exist.
     */
    "PreimageNotExist": undefined;
    /**
     * The preimage is stored with a different length than the one provided.
     */
    "PreimageStoredWithDifferentLength": undefined;
}>;
export type Icc8g9k9378t44 = AnonymousEnum<{
    /**
     * The treasury has paid as much in this period as it may; call `payout` again in the next.
     */
    "SpendCapReached": undefined;
    /**
     * The referendum is not under way, or its track oversees this one; only root stops it.
     */
    "NotStoppable": undefined;
}>;
export type I65gapcjsc3grr = AnonymousEnum<{
    /**
     * The safe-mode is (already or still) entered.
     */
    "Entered": undefined;
    /**
     * The safe-mode is (already or still) exited.
     */
    "Exited": undefined;
    /**
     * This functionality of the pallet is disabled by the configuration.
     */
    "NotConfigured": undefined;
    /**
     * There is no balance reserved.
     */
    "NoDeposit": undefined;
    /**
     * The account already has a deposit reserved and can therefore not enter or extend again.
     */
    "AlreadyDeposited": undefined;
    /**
     * This deposit cannot be released yet.
     */
    "CannotReleaseYet": undefined;
    /**
     * An error from the underlying `Currency`.
     */
    "CurrencyError": undefined;
}>;
export type Ifku1elmu8hk3i = AnonymousEnum<{
    /**
     * The call is paused.
     */
    "IsPaused": undefined;
    /**
     * The call is unpaused.
     */
    "IsUnpaused": undefined;
    /**
     * The call is whitelisted and cannot be paused.
     */
    "Unpausable": undefined;
    "NotFound": undefined;
}>;
export type I8odsq5mha0l5i = AnonymousEnum<{
    /**
     * No Datanet has this id. Look it up in `DatanetsApi.datanets`.
     */
    "UnknownDatanet": undefined;
    /**
     * No contribution of this Datanet has this id. Look it up in `DatanetsApi.contributions`.
     */
    "UnknownContribution": undefined;
    /**
     * Only the Datanet's owner may do this.
     */
    "NotOwner": undefined;
    /**
     * Only the Datanet's owner or one of its curators may do this.
     */
    "NotCurator": undefined;
    /**
     * Only the contributor may revoke a contribution.
     */
    "NotContributor": undefined;
    /**
     * Only the owner and curators contribute to a permissioned Datanet: ask the owner to be made one.
     */
    "NotAdmitted": undefined;
    /**
     * Nobody reviews or flags their own contribution: leave it to another curator.
     */
    "OwnContribution": undefined;
    /**
     * The flagger and the contributor do not decide a flag: leave it to another curator.
     */
    "PartyToFlag": undefined;
    /**
     * The Datanet is closed for good: use another.
     */
    "DatanetClosed": undefined;
    /**
     * A name or domain must be readable UTF-8, not blank, without control characters.
     */
    "BadName": undefined;
    /**
     * A licence must be an SPDX expression such as `CC-BY-4.0`.
     */
    "BadLicence": undefined;
    /**
     * The training fee is above the total supply: name one that somebody can pay.
     */
    "FeeTooHigh": undefined;
    /**
     * An account is named as curator twice: name each once.
     */
    "DuplicateCurator": undefined;
    /**
     * A contribution needs at least one record and one byte.
     */
    "EmptyContribution": undefined;
    /**
     * The blob is longer than one contribution may be: split it into several.
     */
    "ContributionTooLarge": undefined;
    /**
     * The same blob is already pending or accepted in this Datanet: contribute something else.
     */
    "RootTaken": undefined;
    /**
     * This blob was removed after a flag was upheld and may not come back.
     */
    "RootRemoved": undefined;
    /**
     * Too many contributions wait for review: try again when curators have caught up.
     */
    "TooManyPending": undefined;
    /**
     * The Datanet holds as many accepted contributions as a snapshot can: use another, or wait until one
     * is revoked or removed.
     */
    "DatanetFull": undefined;
    /**
     * The contribution does not wait for review.
     */
    "NotPending": undefined;
    /**
     * The contribution is neither pending nor accepted: there is nothing left to act on.
     */
    "NotLive": undefined;
    /**
     * It was contributed under terms that are not revocable; it can be revoked once the Datanet is
     * closed.
     */
    "NotRevocable": undefined;
    /**
     * A flag is open: resolve it first.
     */
    "FlagOpen": undefined;
    /**
     * No flag is open on this contribution.
     */
    "NotFlagged": undefined;
    /**
     * Curators did not decide this flag in time: clear it with `uphold = false` and flag again if need
     * be.
     */
    "FlagExpired": undefined;
    /**
     * A snapshot needs at least one accepted contribution.
     */
    "NothingAccepted": undefined;
    /**
     * Contributions and terms are those of the previous snapshot: use that one.
     */
    "NothingChanged": undefined;
    /**
     * This commitment is made already: contribute within its period, or withdraw it first.
     */
    "AlreadyCommitted": undefined;
    /**
     * The account has as many commitments as it may: withdraw some.
     */
    "TooManyCommitments": undefined;
    /**
     * The account has made no such commitment.
     */
    "UnknownCommitment": undefined;
    /**
     * A record is at least one byte: state how many lines the blob has.
     */
    "TooManyRecords": undefined;
    /**
     * The author has this blob in as many Datanets as it may: revoke it somewhere first.
     */
    "TooManyPlaces": undefined;
    /**
     * Too many contributions of yours wait for review in this Datanet: try again when curators have
     * caught up.
     */
    "TooManyPendingOfYours": undefined;
    /**
     * The account has no curator's bond in this Datanet.
     */
    "NoCuratorBond": undefined;
    /**
     * What the curator decided can still be appealed against: wait until its time is over.
     */
    "CuratorLiable": undefined;
    /**
     * A curator decided this flag: appeal against it, or conclude it once the time for that is over.
     */
    "FlagDecided": undefined;
    /**
     * No curator decided this flag: decide it, or clear it once its time is over.
     */
    "NotDecided": undefined;
    /**
     * The loser may still appeal: conclude the flag afterwards.
     */
    "AppealOpen": undefined;
    /**
     * A jury is to decide this flag.
     */
    "Appealed": undefined;
    /**
     * Only who lost may appeal: the contributor or the flagger.
     */
    "NotLoser": undefined;
    /**
     * The time for appeals is over.
     */
    "TooLateToAppeal": undefined;
    /**
     * Nobody appealed: there is no jury to draw and nothing to vote on.
     */
    "NotAppealed": undefined;
    /**
     * The lot is known two blocks after the appeal: draw the jury then.
     */
    "LotUnknown": undefined;
    /**
     * The jury is drawn already.
     */
    "JuryDrawn": undefined;
    /**
     * The jury is not drawn yet: draw it first.
     */
    "NoJury": undefined;
    /**
     * Only a juror, or its worker, votes.
     */
    "NotJuror": undefined;
    /**
     * The juror has voted, and a vote is not taken back.
     */
    "AlreadyVoted": undefined;
    /**
     * The time for votes is over: conclude the flag.
     */
    "VoteOver": undefined;
    /**
     * Jurors may still vote: conclude the flag afterwards.
     */
    "VoteOpen": undefined;
    /**
     * The Datanet is not offered to you: ask its owner.
     */
    "NotOffered": undefined;
}>;
export type Iajgmbin1b6v2l = AnonymousEnum<{
    /**
     * No model has this id. Look it up in `ModelsApi.models`.
     */
    "UnknownModel": undefined;
    /**
     * Only the model's owner may do this.
     */
    "NotOwner": undefined;
    /**
     * A name must be readable UTF-8, not blank, without control characters.
     */
    "BadName": undefined;
    /**
     * A licence must be an SPDX expression such as `Apache-2.0`.
     */
    "BadLicence": undefined;
    /**
     * A manifest needs a root and a positive length, number of parameters and context.
     */
    "BadManifest": undefined;
    /**
     * The royalty is above `MaxRoyalty`: ask for less.
     */
    "RoyaltyTooHigh": undefined;
    /**
     * A base model with this root is registered: use that one.
     */
    "AlreadyRegistered": undefined;
    /**
     * At least one part of the price must be above zero.
     */
    "ZeroPrice": undefined;
    /**
     * The price is above the total supply: name one that somebody can pay.
     */
    "PriceTooHigh": undefined;
    /**
     * Held-out loss did not fall, so this model is no better than its base and cannot be listed.
     */
    "NoImprovement": undefined;
    /**
     * The model is not listed: there is nothing to take off the market.
     */
    "NotListed": undefined;
    /**
     * The model is listed: unlist it before handing it over.
     */
    "StillListed": undefined;
    /**
     * The new owner has the model already: name somebody else.
     */
    "AlreadyOwner": undefined;
    /**
     * The new owner's account cannot hold the deposit: it must exist and have room for one more hold.
     */
    "RecipientCannotHold": undefined;
    /**
     * The lineage names a base that is not a registered base model.
     */
    "NotABase": undefined;
    /**
     * The lineage names a snapshot that is not published.
     */
    "UnknownSnapshot": undefined;
    /**
     * A licence among base and Datanets allows no works made from what it covers: leave that out.
     */
    "NoDerivatives": undefined;
    /**
     * One licence among base and Datanets forbids commerce and another one forbids that: leave one out.
     */
    "NonCommercialConflict": undefined;
    /**
     * Two licences among base and Datanets each want the model under themselves: leave one out.
     */
    "ShareAlikeConflict": undefined;
    /**
     * A licence that the chain does not know combines with itself and with what asks for credit only:
     * leave the others out.
     */
    "UnknownLicenceConflict": undefined;
    /**
     * The licences of what this model learnt from cannot be combined, so it cannot be sold.
     */
    "NoLicence": undefined;
    /**
     * A contest for this model is open: wait until it is decided or cleared.
     */
    "ContestOpen": undefined;
    /**
     * No contest for this model is open.
     */
    "NotContested": undefined;
    /**
     * A correction keeps the root: another file is another model.
     */
    "OtherRoot": undefined;
    /**
     * A manifest can be corrected for `ClaimPeriod` after the registration only.
     */
    "TooLateToCorrect": undefined;
    /**
     * The model was listed or tuned from, so its manifest stays as it is.
     */
    "InUse": undefined;
}>;
export type Idrov4dm3luigp = AnonymousEnum<{
    /**
     * The account is a provider already: use `update_provider`.
     */
    "AlreadyProvider": undefined;
    /**
     * The account is no provider: register it first.
     */
    "NotProvider": undefined;
    /**
     * Another provider uses this worker key: make a new one.
     */
    "WorkerInUse": undefined;
    /**
     * Receipts of four workers that were replaced still count: replace another when the oldest's
     * `FormerWorkerPeriod` is over.
     */
    "TooManyWorkers": undefined;
    /**
     * The signer is no provider's worker key: sign with the hot key that was registered.
     */
    "NotWorker": undefined;
    /**
     * Bases are empty, unsorted or repeated: name each once, ascending.
     */
    "BadBases": undefined;
    /**
     * `max_parallel` must be between 1 and the chain's `MaxParallel`.
     */
    "BadParallelism": undefined;
    /**
     * The endpoint must be UTF-8, or empty.
     */
    "BadEndpoint": undefined;
    /**
     * The provider has jobs claimed or in a challenge window: finish them first.
     */
    "ProviderBusy": undefined;
    /**
     * The provider's settlements can still be challenged, or are: leave when their windows are over.
     */
    "ProviderLiable": undefined;
    /**
     * The base model is unknown, or is itself a tuned model: name a registered base model.
     */
    "UnknownBase": undefined;
    /**
     * The model's name is blank, not UTF-8 or has control characters: choose another.
     */
    "BadName": undefined;
    /**
     * The job names no snapshot, or names them unsorted or repeated: name each once, ascending.
     */
    "BadSnapshots": undefined;
    /**
     * A snapshot that the job names was never published.
     */
    "UnknownSnapshot": undefined;
    /**
     * A snapshot that the job names has no bytes to train on.
     */
    "EmptySnapshot": undefined;
    /**
     * The held-out records are among the training records: keep them apart.
     */
    "HeldOutInTraining": undefined;
    /**
     * Rank must be between 1 and 256.
     */
    "BadRank": undefined;
    /**
     * Alpha must be 1 or more.
     */
    "BadAlpha": undefined;
    /**
     * Targets must name at least one linear layer, ascending, each once.
     */
    "BadTargets": undefined;
    /**
     * Learning rate must be above 0 and at most 1.
     */
    "BadLearningRate": undefined;
    /**
     * Epochs must be between 1 and 100.
     */
    "BadEpochs": undefined;
    /**
     * Batch must be between 1 and 1,024.
     */
    "BadBatch": undefined;
    /**
     * Maximum length must be between 8 and 8,192.
     */
    "BadLength": undefined;
    /**
     * Weight decay must be 1 or less.
     */
    "BadWeightDecay": undefined;
    /**
     * The payment is below the chain's `MinJobPayment` and the deposit behind the model,
     * `TunedRecordDeposit`; or the result costs more than the escrow, and the job should be failed with
     * this reason.
     */
    "PaymentTooLow": undefined;
    /**
     * Too many jobs wait or run: try again later.
     */
    "TooManyJobs": undefined;
    /**
     * No job has this id, or its record was dropped long after it was over.
     */
    "UnknownJob": undefined;
    /**
     * The job does not wait for a provider: claim another.
     */
    "JobNotOpen": undefined;
    /**
     * The job waited too long: it can only be finalised.
     */
    "JobExpired": undefined;
    /**
     * The base model is not among the provider's capabilities.
     */
    "BaseNotOffered": undefined;
    /**
     * The provider works on as many jobs as it said it could: finish one first.
     */
    "AtCapacity": undefined;
    /**
     * The provider's bond is too low for new work: `update_provider` tops it up.
     */
    "BondTooLow": undefined;
    /**
     * The provider gave this job back before: leave it to others.
     */
    "FailedBefore": undefined;
    /**
     * The job is not claimed: claim it first.
     */
    "JobNotClaimed": undefined;
    /**
     * Another provider holds the claim on this job.
     */
    "NotClaimant": undefined;
    /**
     * The claim's deadline has passed: the job can only be finalised.
     */
    "DeadlinePassed": undefined;
    /**
     * Steps, tokens and adapter bytes must be positive.
     */
    "EmptyResult": undefined;
    /**
     * The result counts more tokens than the snapshots can hold over all epochs.
     */
    "TooManyTokens": undefined;
    /**
     * An evaluation must be given if, and only if, the job names held-out records.
     */
    "EvaluationMismatch": undefined;
    /**
     * Only the builder of a job may cancel it.
     */
    "NotBuilder": undefined;
    /**
     * A result is published: the job can no longer be cancelled.
     */
    "ResultPublished": undefined;
    /**
     * The job is over: nothing more can be done with it.
     */
    "JobOver": undefined;
    /**
     * Nothing has lapsed: wait for the end of the challenge window, claim or open period.
     */
    "NothingToFinalise": undefined;
    /**
     * A number would grow beyond its type.
     */
    "Overflow": undefined;
    /**
     * The pallet's records contradict each other. This is a bug: please report it.
     */
    "Inconsistent": undefined;
    /**
     * The provider's notice is not over: call `leave` again after its last block.
     */
    "NoticeNotOver": undefined;
    /**
     * The provider has been drawn for a duty: leave when it is released from it.
     */
    "ProviderOnDuty": undefined;
    /**
     * The provider is leaving and takes nothing new on: `update_provider` takes the notice back.
     */
    "ProviderIsLeaving": undefined;
    /**
     * The builder has as many jobs waiting as one account may: wait for one, or cancel it.
     */
    "TooManyOwnJobs": undefined;
    /**
     * The provider gave a job back a short while ago: claim again when its rest is over.
     */
    "Resting": undefined;
    /**
     * The job is reserved for providers that were drawn to confirm why it failed: claim another, or
     * wait.
     */
    "Reserved": undefined;
    /**
     * The provider asks more for 1,000 tokens than the builder pays: lower the price, or claim another.
     */
    "TooDear": undefined;
    /**
     * The builder names other providers, or asks for more jobs done than this one has: claim another.
     */
    "NotWished": undefined;
    /**
     * The result is committed to and about to be shown: the job cannot be cancelled meanwhile.
     */
    "ResultCommitted": undefined;
    /**
     * A result is committed to for this claim already: show it.
     */
    "AlreadyCommitted": undefined;
    /**
     * The result is not the one committed to: show that one, or give the job back.
     */
    "OtherResult": undefined;
    /**
     * The result counts fewer tokens than one for each record and epoch.
     */
    "TooFewTokens": undefined;
    /**
     * The adapter was made from other data, as the chain knows: give the job back.
     */
    "AdapterKnown": undefined;
    /**
     * No result of this job can be confirmed now: it is over, or its window is.
     */
    "NothingToConfirm": undefined;
    /**
     * A confirmation was asked for already: wait for it.
     */
    "AlreadyAsked": undefined;
    /**
     * The result is doubted already: one doubt has it repeated by two verifiers at least.
     */
    "AlreadyDoubted": undefined;
    /**
     * A provider cannot doubt its own result.
     */
    "OwnResult": undefined;
    /**
     * The provider was not drawn to repeat this job, or has revealed what it found.
     */
    "NotDrawn": undefined;
    /**
     * It is too late to commit: another verifier is drawn.
     */
    "CommitTooLate": undefined;
    /**
     * Nothing was committed to: commit first, reveal in a later block.
     */
    "NotCommitted": undefined;
    /**
     * It is too late to reveal: another verifier is drawn.
     */
    "RevealTooLate": undefined;
    /**
     * What is revealed is not what was committed to.
     */
    "OtherCommitment": undefined;
    /**
     * The proof does not show the state after the step that the draw asks for: train, and show that.
     */
    "BadProof": undefined;
    /**
     * The result is the same as the provider's: show the proof for that.
     */
    "NotAnother": undefined;
    /**
     * The first verifier that contradicts the provider shows a bound, later ones a digest.
     */
    "WrongForm": undefined;
}>;
export type Ib7pjdfbrnnhq = AnonymousEnum<{
    /**
     * The model is unknown or not for sale; choose a listed one.
     */
    "NotListed": undefined;
    /**
     * The account is not a bonded provider; choose one that is, by its stash.
     */
    "UnknownProvider": undefined;
    /**
     * The deposit is below `MinDeposit`; deposit more.
     */
    "DepositTooSmall": undefined;
    /**
     * No amount was given; give one above zero.
     */
    "NothingGiven": undefined;
    /**
     * There is no such session; it may have been closed.
     */
    "UnknownSession": undefined;
    /**
     * Only the session's user may do this.
     */
    "NotTheUser": undefined;
    /**
     * Only the session's provider may settle: its stash or its worker.
     */
    "NotTheProvider": undefined;
    /**
     * The session is closing and takes no more deposits; open another.
     */
    "Closing": undefined;
    /**
     * The session's time has run out; settle before `closing_at` next time.
     */
    "Closed": undefined;
    /**
     * The session can be closed by its user or its provider only, until its time has run out.
     */
    "NotYet": undefined;
    /**
     * The voucher was signed for another chain.
     */
    "WrongChain": undefined;
    /**
     * The voucher was signed for another session.
     */
    "WrongSession": undefined;
    /**
     * The signature is not the user's over this voucher.
     */
    "BadSignature": undefined;
    /**
     * The voucher promises no more than was settled; each must exceed the one before.
     */
    "StaleVoucher": undefined;
    /**
     * The voucher promises more than was deposited; the user must top up.
     */
    "AboveDeposit": undefined;
    /**
     * Influence is not strictly ascending by contribution.
     */
    "InfluenceUnordered": undefined;
    /**
     * Influence names a contribution with a share of zero; leave it out.
     */
    "InfluenceZeroShare": undefined;
    /**
     * Influence does not sum to one billion.
     */
    "InfluenceBadSum": undefined;
    /**
     * Influence names a contribution that the model did not learn from.
     */
    "UnknownContribution": undefined;
    /**
     * Influence names a contribution of whoever asked: leave the asker's own records out.
     */
    "OwnContribution": undefined;
    /**
     * Nothing was earned since the last claim.
     */
    "NothingToClaim": undefined;
    /**
     * A settlement pays for at most 256 answers; settle earlier.
     */
    "TooManyAnswers": undefined;
    /**
     * A number or an amount left its range.
     */
    "Overflow": undefined;
    /**
     * The voucher pays for no answer beyond those that were settled; each must count more than the one
     * before.
     */
    "NoAnswers": undefined;
    /**
     * The provider's bond does not cover this amount beside what it settled in open windows; add to the
     * bond, or settle at most what `AttributionApi.headroom` says.
     */
    "BondTooLow": undefined;
    /**
     * The model costs more than the most that was agreed to; look at its price and open again.
     */
    "PriceTooHigh": undefined;
    /**
     * The model costs more by now than this session's price; open a new session.
     */
    "PriceRose": undefined;
    /**
     * The session has a key whose vouchers still settle; end it, and set another when its time is over.
     */
    "KeyInUse": undefined;
    /**
     * There is no such settlement; it may have been divided.
     */
    "UnknownSettlement": undefined;
    /**
     * The settlement can still be challenged, or is; distribute it when its window is over and its
     * challenges are resolved.
     */
    "NotDue": undefined;
    /**
     * The settlement begins at another answer than the next to settle; state the influence of the
     * answers since the last settlement.
     */
    "OtherStart": undefined;
    /**
     * The purse that pays audits holds less; nothing can be audited until more was divided.
     */
    "PurseTooLow": undefined;
}>;
export type Ieecnlg808p2cu = AnonymousEnum<{
    /**
     * There is no such settlement that can be challenged: none was made, or its window is over.
     */
    "UnknownSettlement": undefined;
    /**
     * The settlement's window is over; challenge within `ChallengePeriod`.
     */
    "WindowOver": undefined;
    /**
     * The settlement has fewer answers; number them from 0.
     */
    "UnknownAnswer": undefined;
    /**
     * A provider cannot challenge its own settlement.
     */
    "OwnSettlement": undefined;
    /**
     * A ruling has answered this already, for good.
     */
    "AlreadyJudged": undefined;
    /**
     * The same is being challenged; wait for the ruling.
     */
    "AlreadyChallenged": undefined;
    /**
     * This challenger has too many open challenges; try again when one is resolved.
     */
    "TooManyChallenges": undefined;
    /**
     * There is no such challenge; it may have been resolved.
     */
    "UnknownChallenge": undefined;
    /**
     * Only the challenged provider may reveal: its stash or its worker.
     */
    "NotTheAccused": undefined;
    /**
     * The provider has revealed already.
     */
    "AlreadyRevealed": undefined;
    /**
     * The time to reveal is over; the challenge can only be resolved.
     */
    "RevealTooLate": undefined;
    /**
     * Show all receipts when the sum is doubted, and the one answer when that is.
     */
    "WrongEvidence": undefined;
    /**
     * The receipts are not those that the settlement commits to; show exactly those, in order.
     */
    "NotTheReceipts": undefined;
    /**
     * The token ids are not those that the receipt names; show exactly those.
     */
    "NotTheTokens": undefined;
    /**
     * No verifiers are drawn: nothing was revealed to be repeated, or the chain could judge it alone.
     */
    "NothingToVoteOn": undefined;
    /**
     * The time to reveal findings is over; the challenge can only be resolved.
     */
    "VoteTooLate": undefined;
    /**
     * Only the providers that were drawn judge, by their stash or worker.
     */
    "NotAVerifier": undefined;
    /**
     * Each verifier commits once and reveals once.
     */
    "AlreadyVoted": undefined;
    /**
     * The influence given is the receipt's own; vote `Matches`, or give the other.
     */
    "NotAnother": undefined;
    /**
     * Influence is not strictly ascending by contribution.
     */
    "InfluenceUnordered": undefined;
    /**
     * Influence names a contribution with a share of zero; leave it out.
     */
    "InfluenceZeroShare": undefined;
    /**
     * Influence does not sum to one billion.
     */
    "InfluenceBadSum": undefined;
    /**
     * Influence names a contribution that the model did not learn from.
     */
    "UnknownContribution": undefined;
    /**
     * Influence names a contribution of whoever asked: leave the asker's own records out.
     */
    "OwnContribution": undefined;
    /**
     * The challenge waits for evidence or votes; resolve it when the time is over.
     */
    "NotYetDue": undefined;
    /**
     * A number or an amount left its range.
     */
    "Overflow": undefined;
    /**
     * Verifiers could not decide this; only the referee may, or another receipt of the worker's, by
     * `challenge_with_receipt`.
     */
    "LeftToReferee": undefined;
    /**
     * The time to commit is over; reveal what was committed to.
     */
    "CommitTooLate": undefined;
    /**
     * Findings are revealed when the time to commit is over, or all verifiers have committed; wait for
     * that.
     */
    "VoteTooEarly": undefined;
    /**
     * Only what was committed to can be revealed, and nothing was.
     */
    "NotCommitted": undefined;
    /**
     * Finding and salt are not what was committed to; reveal exactly that.
     */
    "OtherCommitment": undefined;
    /**
     * A receipt is of use while one answer is doubted and nothing is proven yet; challenge that answer.
     */
    "NothingToPresent": undefined;
    /**
     * The receipt is of another answer; present a paid one of this session with the doubted number.
     */
    "OtherAnswer": undefined;
    /**
     * The signature is not the accused provider's worker's over this receipt.
     */
    "NotSigned": undefined;
    /**
     * The receipt is the one that is known already; only another proves something.
     */
    "SameReceipt": undefined;
    /**
     * The answer does not pay for the planck that the audit drew; show the one whose price, counted from
     * the cumulative amount of its receipt downwards, covers it.
     */
    "OtherPlanck": undefined;
}>;
export type TokenError = Enum<{
    "FundsUnavailable": undefined;
    "OnlyProvider": undefined;
    "BelowMinimum": undefined;
    "CannotCreate": undefined;
    "UnknownAsset": undefined;
    "Frozen": undefined;
    "Unsupported": undefined;
    "CannotCreateHold": undefined;
    "NotExpendable": undefined;
    "Blocked": undefined;
}>;
export declare const TokenError: GetEnum<TokenError>;
export type ArithmeticError = Enum<{
    "Underflow": undefined;
    "Overflow": undefined;
    "DivisionByZero": undefined;
}>;
export declare const ArithmeticError: GetEnum<ArithmeticError>;
export type TransactionalError = Enum<{
    "LimitReached": undefined;
    "NoLayer": undefined;
}>;
export declare const TransactionalError: GetEnum<TransactionalError>;
export type I1jm8m1rh9e20v = {
    "hash": SizedHex<32>;
};
export type Icbccs0ug47ilf = {
    "account": SS58String;
};
export type I855j4i3kr8ko1 = {
    "sender": SS58String;
    "hash": SizedHex<32>;
};
export type Ibgl04rn6nbfm6 = {
    "code_hash": SizedHex<32>;
    "check_version": boolean;
};
export type I9kfbj1honsev5 = {
    "code_hash": SizedHex<32>;
    "error": Anonymize<In21p8s5ns8hg>;
};
export type I48g488g4kcmga = AnonymousEnum<{
    /**
     * An account was created with some free balance.
     */
    "Endowed": Anonymize<Icv68aq8841478>;
    /**
     * An account was removed whose balance was non-zero but below ExistentialDeposit,
     * resulting in an outright loss.
     */
    "DustLost": Anonymize<Ic262ibdoec56a>;
    /**
     * Transfer succeeded.
     */
    "Transfer": Anonymize<Iflcfm9b6nlmdd>;
    /**
     * A balance was set by root.
     */
    "BalanceSet": Anonymize<Ijrsf4mnp3eka>;
    /**
     * Some balance was reserved (moved from free to reserved).
     */
    "Reserved": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * Some balance was unreserved (moved from reserved to free).
     */
    "Unreserved": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * Some balance was moved from the reserve of the first account to the second account.
     * Final argument indicates the destination balance type.
     */
    "ReserveRepatriated": Anonymize<I8tjvj9uq4b7hi>;
    /**
     * Some amount was deposited (e.g. for transaction fees).
     */
    "Deposit": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * Some amount was withdrawn from the account (e.g. for transaction fees).
     */
    "Withdraw": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * Some amount was removed from the account (e.g. for misbehavior).
     */
    "Slashed": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * Some amount was minted into an account.
     */
    "Minted": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * Some credit was balanced and added to the TotalIssuance.
     */
    "MintedCredit": Anonymize<I3qt1hgg4djhgb>;
    /**
     * Some amount was burned from an account.
     */
    "Burned": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * Some debt has been dropped from the Total Issuance.
     */
    "BurnedDebt": Anonymize<I3qt1hgg4djhgb>;
    /**
     * Some amount was suspended from an account (it can be restored later).
     */
    "Suspended": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * Some amount was restored into an account.
     */
    "Restored": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * An account was upgraded.
     */
    "Upgraded": Anonymize<I4cbvqmqadhrea>;
    /**
     * Total issuance was increased by `amount`, creating a credit to be balanced.
     */
    "Issued": Anonymize<I3qt1hgg4djhgb>;
    /**
     * Total issuance was decreased by `amount`, creating a debt to be balanced.
     */
    "Rescinded": Anonymize<I3qt1hgg4djhgb>;
    /**
     * Some balance was locked.
     */
    "Locked": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * Some balance was unlocked.
     */
    "Unlocked": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * Some balance was frozen.
     */
    "Frozen": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * Some balance was thawed.
     */
    "Thawed": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * The `TotalIssuance` was forcefully changed.
     */
    "TotalIssuanceForced": Anonymize<I4fooe9dun9o0t>;
    /**
     * Some balance was placed on hold.
     */
    "Held": Anonymize<I6ohsckvdlgvgg>;
    /**
     * Held balance was burned from an account.
     */
    "BurnedHeld": Anonymize<I6ohsckvdlgvgg>;
    /**
     * A transfer of `amount` on hold from `source` to `dest` was initiated.
     */
    "TransferOnHold": Anonymize<Inhhoo02qhpb>;
    /**
     * The `transferred` balance is placed on hold at the `dest` account.
     */
    "TransferAndHold": Anonymize<Ic4lf5348ugkek>;
    /**
     * Some balance was released from hold.
     */
    "Released": Anonymize<I6ohsckvdlgvgg>;
    /**
     * An unexpected/defensive event was triggered.
     */
    "Unexpected": Anonymize<Iph9c4rn81ub2>;
}>;
export type Icv68aq8841478 = {
    "account": SS58String;
    "free_balance": bigint;
};
export type Ic262ibdoec56a = {
    "account": SS58String;
    "amount": bigint;
};
export type Iflcfm9b6nlmdd = {
    "from": SS58String;
    "to": SS58String;
    "amount": bigint;
};
export type Ijrsf4mnp3eka = {
    "who": SS58String;
    "free": bigint;
};
export type Id5fm4p8lj5qgi = {
    "who": SS58String;
    "amount": bigint;
};
export type I8tjvj9uq4b7hi = {
    "from": SS58String;
    "to": SS58String;
    "amount": bigint;
    "destination_status": BalanceStatus;
};
export type BalanceStatus = Enum<{
    "Free": undefined;
    "Reserved": undefined;
}>;
export declare const BalanceStatus: GetEnum<BalanceStatus>;
export type I3qt1hgg4djhgb = {
    "amount": bigint;
};
export type I4cbvqmqadhrea = {
    "who": SS58String;
};
export type I4fooe9dun9o0t = {
    "old": bigint;
    "new": bigint;
};
export type I6ohsckvdlgvgg = {
    "reason": Anonymize<Iclm61tp46l46c>;
    "who": SS58String;
    "amount": bigint;
};
export type Iclm61tp46l46c = AnonymousEnum<{
    "Validators": Enum<{
        "Stake": undefined;
        "Unbonding": undefined;
        "Rewards": undefined;
        "Reserve": undefined;
    }>;
    "Session": Enum<{
        "Keys": undefined;
    }>;
    "Preimage": PreimagePalletHoldReason;
    "SafeMode": Enum<{
        "EnterOrExtend": undefined;
    }>;
    "Datanets": Enum<{
        "DatanetDeposit": undefined;
        "ContributionBond": undefined;
        "FlagBond": undefined;
        "CommitmentDeposit": undefined;
        "CuratorBond": undefined;
        "AppealBond": undefined;
        "SnapshotDeposit": undefined;
    }>;
    "Models": Enum<{
        "Registration": undefined;
        "Listing": undefined;
    }>;
    "ModelFactory": Enum<{
        "ProviderBond": undefined;
        "JobEscrow": undefined;
        "Confirmation": undefined;
    }>;
    "Attribution": Enum<{
        "SessionDeposit": undefined;
        "Earnings": undefined;
        "AuditPurse": undefined;
    }>;
    "Disputes": Enum<{
        "ChallengeBond": undefined;
    }>;
}>;
export type PreimagePalletHoldReason = Enum<{
    "Preimage": undefined;
}>;
export declare const PreimagePalletHoldReason: GetEnum<PreimagePalletHoldReason>;
export type Inhhoo02qhpb = {
    "reason": Anonymize<Iclm61tp46l46c>;
    "source": SS58String;
    "dest": SS58String;
    "amount": bigint;
};
export type Ic4lf5348ugkek = {
    "reason": Anonymize<Iclm61tp46l46c>;
    "source": SS58String;
    "dest": SS58String;
    "transferred": bigint;
};
export type Iph9c4rn81ub2 = AnonymousEnum<{
    "BalanceUpdated": undefined;
    "FailedToMutateAccount": undefined;
}>;
export type TransactionPaymentEvent = Enum<{
    /**
     * A transaction fee `actual_fee`, of which `tip` was added to the minimum inclusion fee,
     * has been paid by `who`.
     */
    "TransactionFeePaid": Anonymize<Ier2cke86dqbr2>;
}>;
export declare const TransactionPaymentEvent: GetEnum<TransactionPaymentEvent>;
export type Ier2cke86dqbr2 = {
    "who": SS58String;
    "actual_fee": bigint;
    "tip": bigint;
};
export type I2g3onbp80ip4g = AnonymousEnum<{
    /**
     * A validator joined and is a candidate.
     */
    "Joined": Anonymize<I3sqklo4r7sgc7>;
    /**
     * An idle validator is a candidate again.
     */
    "Rejoined": Anonymize<Id2der1f6tic87>;
    /**
     * A candidate lost its place to one with more stake, and is idle.
     */
    "Displaced": Anonymize<I9acqruh7322g2>;
    /**
     * A validator left, and its bond is unbonding.
     */
    "Left": Anonymize<I4tbnce5uokfo0>;
    /**
     * A validator changed its commission.
     */
    "CommissionSet": Anonymize<I20pbhr0e7nun9>;
    /**
     * An account that is no validator removed its session keys.
     */
    "KeysPurged": Anonymize<I4cbvqmqadhrea>;
    /**
     * Stake was added to a pool: a delegation, or more of the validator's own bond.
     */
    "Delegated": Anonymize<If5u1pptjd5bjh>;
    /**
     * Stake left a pool and is unbonding.
     */
    "Undelegated": Anonymize<I5f6dues5o0ij2>;
    /**
     * Unbonded stake went back to its owner.
     */
    "Withdrawn": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * An account took what it had earned in a pool.
     */
    "Claimed": Anonymize<Ickl73d7auc2df>;
    /**
     * A block paid its author's pool.
     */
    "Rewarded": Anonymize<Ian6kd1g6dla3n>;
    /**
     * A set other than the one before was planned for a session.
     */
    "SetPlanned": Anonymize<I991e9dm3v8crl>;
    /**
     * Too few candidates have session keys, so the set before goes on.
     */
    "SetKept": Anonymize<If7kk3cfct9b05>;
    /**
     * A validator was reported for an offence.
     */
    "OffenceRecorded": Anonymize<I696s423vlsugm>;
    /**
     * A slash was applied to a validator's own bond. What the bond did not cover, delegators pay later.
     */
    "Slashed": Anonymize<I8okregi87ui5p>;
    /**
     * An offender is no candidate any more.
     */
    "Chilled": Anonymize<I6011rl34u2k7s>;
    /**
     * A validator authored nothing for too long and is no candidate any more. It returns with `rejoin`.
     */
    "SentHome": Anonymize<I9acqruh7322g2>;
    /**
     * A validator will raise its commission.
     */
    "CommissionAnnounced": Anonymize<I67p0tgaib991f>;
    /**
     * A slash waits to be applied. Until then it can be lifted.
     */
    "SlashDeferred": Anonymize<Ifd72fm3ercb7b>;
    /**
     * The slashes that waited for a validator were lifted.
     */
    "SlashCancelled": Anonymize<I9acqruh7322g2>;
    /**
     * A delegator paid what its validator's bond did not cover.
     */
    "DelegatorSlashed": Anonymize<If5u1pptjd5bjh>;
}>;
export type I3sqklo4r7sgc7 = {
    /**
     * Account of the new validator.
     */
    "validator": SS58String;
    /**
     * Planck that it bonded.
     */
    "bond": bigint;
};
export type Id2der1f6tic87 = {
    /**
     * Account of the validator.
     */
    "validator": SS58String;
    /**
     * Planck in its pool.
     */
    "stake": bigint;
};
export type I9acqruh7322g2 = {
    /**
     * Account that lost its place.
     */
    "validator": SS58String;
};
export type I4tbnce5uokfo0 = {
    /**
     * Account of the validator.
     */
    "validator": SS58String;
    /**
     * Planck of its bond.
     */
    "bond": bigint;
    /**
     * Last session in which it can be in the set.
     */
    "session": number;
};
export type I20pbhr0e7nun9 = {
    /**
     * Account of the validator.
     */
    "validator": SS58String;
    /**
     * Commission from now on.
     */
    "commission": number;
};
export type If5u1pptjd5bjh = {
    /**
     * Validator that has the pool.
     */
    "validator": SS58String;
    /**
     * Account that owns the stake.
     */
    "delegator": SS58String;
    /**
     * Planck that were added.
     */
    "amount": bigint;
};
export type I5f6dues5o0ij2 = {
    /**
     * Validator that has the pool.
     */
    "validator": SS58String;
    /**
     * Account that owns the stake.
     */
    "delegator": SS58String;
    /**
     * Planck that are unbonding.
     */
    "amount": bigint;
    /**
     * Last session in which it counts. It can be withdrawn once the unbonding time has passed since.
     */
    "session": number;
};
export type Ickl73d7auc2df = {
    /**
     * Validator that has the pool.
     */
    "validator": SS58String;
    /**
     * Account that was paid.
     */
    "who": SS58String;
    /**
     * Planck that were paid.
     */
    "amount": bigint;
};
export type Ian6kd1g6dla3n = {
    /**
     * Author of the block.
     */
    "validator": SS58String;
    /**
     * Planck of fees and tips.
     */
    "fees": bigint;
    /**
     * Planck of the reserve.
     */
    "reserve": bigint;
};
export type I991e9dm3v8crl = {
    /**
     * Session in which it takes over.
     */
    "session": number;
    /**
     * Number of its validators.
     */
    "validators": number;
};
export type If7kk3cfct9b05 = {
    /**
     * Session that keeps it.
     */
    "session": number;
};
export type I696s423vlsugm = {
    /**
     * Session of the offence.
     */
    "session": number;
    /**
     * Validator that committed it.
     */
    "validator": SS58String;
    /**
     * Part of its stake that the offence is worth.
     */
    "fraction": number;
};
export type I8okregi87ui5p = {
    /**
     * Validator that committed the offence.
     */
    "validator": SS58String;
    /**
     * Session of the offence.
     */
    "session": number;
    /**
     * Planck taken from its bond in the pool.
     */
    "stake": bigint;
    /**
     * Planck taken from what of its bond left the pool since.
     */
    "unbonding": bigint;
    /**
     * Planck of both together for the reporters.
     */
    "reporters": bigint;
    /**
     * Planck of both together for the treasury.
     */
    "treasury": bigint;
};
export type I6011rl34u2k7s = {
    /**
     * Validator that committed the offence.
     */
    "validator": SS58String;
    /**
     * Session from which on it may return.
     */
    "until": number;
};
export type I67p0tgaib991f = {
    /**
     * Account of the validator.
     */
    "validator": SS58String;
    /**
     * Commission from then on.
     */
    "commission": number;
    /**
     * Session with which it begins.
     */
    "session": number;
};
export type Ifd72fm3ercb7b = {
    /**
     * Validator that committed the offence.
     */
    "validator": SS58String;
    /**
     * Session of the offence.
     */
    "session": number;
    /**
     * Part of the stake behind the validator that will be taken, its own bond first.
     */
    "fraction": number;
    /**
     * Session at whose end it is applied.
     */
    "due": number;
};
export type I22s99jo5ffof6 = AnonymousEnum<{
    /**
     * There is an offence reported of the given `kind` happened at the `session_index` and
     * (kind-specific) time slot. This event is not deposited for duplicate slashes.
     * \[kind, slot\].
     */
    "Offence": Anonymize<I2bhk17btucdqn>;
}>;
export type I2bhk17btucdqn = {
    "kind": SizedHex<16>;
    "slot": Uint8Array;
};
export type I6ue0ck5fc3u44 = AnonymousEnum<{
    /**
     * New session has happened. Note that the argument is the session index, not the
     * block number as the type might suggest.
     */
    "NewSession": Anonymize<I2hq50pu2kdjpo>;
    /**
     * The `NewSession` event in the current block also implies a new validator set to be
     * queued.
     */
    "NewQueued": undefined;
    /**
     * Validator has been disabled.
     */
    "ValidatorDisabled": Anonymize<I9acqruh7322g2>;
    /**
     * Validator has been re-enabled.
     */
    "ValidatorReenabled": Anonymize<I9acqruh7322g2>;
}>;
export type I2hq50pu2kdjpo = {
    "session_index": number;
};
export type GrandpaEvent = Enum<{
    /**
     * New authority set has been applied.
     */
    "NewAuthorities": Anonymize<I5768ac424h061>;
    /**
     * Current authority set has been paused.
     */
    "Paused": undefined;
    /**
     * Current authority set has been resumed.
     */
    "Resumed": undefined;
}>;
export declare const GrandpaEvent: GetEnum<GrandpaEvent>;
export type I5768ac424h061 = {
    "authority_set": Anonymize<I3geksg000c171>;
};
export type I3geksg000c171 = Array<[SizedHex<32>, bigint]>;
export type I71vqdki1n356k = AnonymousEnum<{
    /**
     * Batch of dispatches did not complete fully. Index of first failing dispatch given, as
     * well as the error.
     */
    "BatchInterrupted": Anonymize<Ibl8km69dc8ha7>;
    /**
     * Batch of dispatches completed fully with no error.
     */
    "BatchCompleted": undefined;
    /**
     * Batch of dispatches completed but has errors.
     */
    "BatchCompletedWithErrors": undefined;
    /**
     * A single item within a Batch of dispatches has completed with no error.
     */
    "ItemCompleted": undefined;
    /**
     * A single item within a Batch of dispatches has completed with error.
     */
    "ItemFailed": Anonymize<I2m3s76dkf9d7e>;
    /**
     * A call was dispatched.
     */
    "DispatchedAs": Anonymize<I22vskcak6gose>;
    /**
     * Main call was dispatched.
     */
    "IfElseMainSuccess": undefined;
    /**
     * The fallback call was dispatched.
     */
    "IfElseFallbackCalled": Anonymize<I83iadh4bv5sa2>;
}>;
export type Ibl8km69dc8ha7 = {
    "index": number;
    "error": Anonymize<In21p8s5ns8hg>;
};
export type I2m3s76dkf9d7e = {
    "error": Anonymize<In21p8s5ns8hg>;
};
export type I22vskcak6gose = {
    "result": Anonymize<Ia9tjve3oudr1q>;
};
export type Ia9tjve3oudr1q = ResultPayload<undefined, Anonymize<In21p8s5ns8hg>>;
export type I83iadh4bv5sa2 = {
    "main_error": Anonymize<In21p8s5ns8hg>;
};
export type I16l7f5g0qt5ll = AnonymousEnum<{
    /**
     * A new multisig operation has begun.
     */
    "NewMultisig": Anonymize<Iep27ialq4a7o7>;
    /**
     * A multisig operation has been approved by someone.
     */
    "MultisigApproval": Anonymize<Iasu5jvoqr43mv>;
    /**
     * A multisig operation has been executed.
     */
    "MultisigExecuted": Anonymize<I1pv9f66tgah6t>;
    /**
     * A multisig operation has been cancelled.
     */
    "MultisigCancelled": Anonymize<I5qolde99acmd1>;
    /**
     * The deposit for a multisig operation has been updated/poked.
     */
    "DepositPoked": Anonymize<I8gtde5abn1g9a>;
}>;
export type Iep27ialq4a7o7 = {
    "approving": SS58String;
    "multisig": SS58String;
    "call_hash": SizedHex<32>;
};
export type Iasu5jvoqr43mv = {
    "approving": SS58String;
    "timepoint": Anonymize<Itvprrpb0nm3o>;
    "multisig": SS58String;
    "call_hash": SizedHex<32>;
};
export type Itvprrpb0nm3o = {
    "height": number;
    "index": number;
};
export type I1pv9f66tgah6t = {
    "approving": SS58String;
    "timepoint": Anonymize<Itvprrpb0nm3o>;
    "multisig": SS58String;
    "call_hash": SizedHex<32>;
    "result": Anonymize<Ia9tjve3oudr1q>;
};
export type I5qolde99acmd1 = {
    "cancelling": SS58String;
    "timepoint": Anonymize<Itvprrpb0nm3o>;
    "multisig": SS58String;
    "call_hash": SizedHex<32>;
};
export type I8gtde5abn1g9a = {
    "who": SS58String;
    "call_hash": SizedHex<32>;
    "old_deposit": bigint;
    "new_deposit": bigint;
};
export type Ibgc0uf6a697ve = AnonymousEnum<{
    /**
     * A proxy was executed correctly, with the given.
     */
    "ProxyExecuted": Anonymize<I22vskcak6gose>;
    /**
     * A pure account has been created by new proxy with given
     * disambiguation index and proxy type.
     */
    "PureCreated": Anonymize<Ifich8maeh2rc5>;
    /**
     * A pure proxy was killed by its spawner.
     */
    "PureKilled": Anonymize<Ichnn2p80bmquj>;
    /**
     * An announcement was placed to make a call in the future.
     */
    "Announced": Anonymize<I2ur0oeqg495j8>;
    /**
     * A proxy was added.
     */
    "ProxyAdded": Anonymize<Id575bpj8u17pc>;
    /**
     * A proxy was removed.
     */
    "ProxyRemoved": Anonymize<Id575bpj8u17pc>;
    /**
     * A deposit stored for proxies or announcements was poked / updated.
     */
    "DepositPoked": Anonymize<I1bhd210c3phjj>;
}>;
export type Ifich8maeh2rc5 = {
    "pure": SS58String;
    "who": SS58String;
    "proxy_type": Anonymize<I46c5qk1im47tg>;
    "disambiguation_index": number;
    "at": number;
    "extrinsic_index": number;
};
export type I46c5qk1im47tg = AnonymousEnum<{
    "Any": undefined;
    "Provider": undefined;
    "Contributor": undefined;
    "Curator": undefined;
    "Governance": undefined;
}>;
export type Ichnn2p80bmquj = {
    "pure": SS58String;
    "spawner": SS58String;
    "proxy_type": Anonymize<I46c5qk1im47tg>;
    "disambiguation_index": number;
};
export type I2ur0oeqg495j8 = {
    "real": SS58String;
    "proxy": SS58String;
    "call_hash": SizedHex<32>;
};
export type Id575bpj8u17pc = {
    "delegator": SS58String;
    "delegatee": SS58String;
    "proxy_type": Anonymize<I46c5qk1im47tg>;
    "delay": number;
};
export type I1bhd210c3phjj = {
    "who": SS58String;
    "kind": Enum<{
        "Proxies": undefined;
        "Announcements": undefined;
    }>;
    "old_deposit": bigint;
    "new_deposit": bigint;
};
export type PreimageEvent = Enum<{
    /**
     * A preimage has been noted.
     */
    "Noted": Anonymize<I1jm8m1rh9e20v>;
    /**
     * A preimage has been requested.
     */
    "Requested": Anonymize<I1jm8m1rh9e20v>;
    /**
     * A preimage has ben cleared.
     */
    "Cleared": Anonymize<I1jm8m1rh9e20v>;
}>;
export declare const PreimageEvent: GetEnum<PreimageEvent>;
export type I48v826a0eb0u1 = AnonymousEnum<{
    /**
     * Scheduled some task.
     */
    "Scheduled": Anonymize<I5n4sebgkfr760>;
    /**
     * Canceled some task.
     */
    "Canceled": Anonymize<I5n4sebgkfr760>;
    /**
     * Dispatched some task.
     */
    "Dispatched": Anonymize<I8uo5j7rj51msk>;
    /**
     * Set a retry configuration for some task.
     */
    "RetrySet": Anonymize<Ia3c82eadg79bj>;
    /**
     * Cancel a retry configuration for some task.
     */
    "RetryCancelled": Anonymize<Ienusoeb625ftq>;
    /**
     * The call for the provided hash was not found so the task has been aborted.
     */
    "CallUnavailable": Anonymize<Ienusoeb625ftq>;
    /**
     * The given task was unable to be renewed since the agenda is full at that block.
     */
    "PeriodicFailed": Anonymize<Ienusoeb625ftq>;
    /**
     * The given task was unable to be retried since the agenda is full at that block or there
     * was not enough weight to reschedule it.
     */
    "RetryFailed": Anonymize<Ienusoeb625ftq>;
    /**
     * The given task can never be executed since it is overweight.
     */
    "PermanentlyOverweight": Anonymize<Ienusoeb625ftq>;
    /**
     * Agenda is incomplete from `when`.
     */
    "AgendaIncomplete": Anonymize<Ibtsa3docbr9el>;
}>;
export type I5n4sebgkfr760 = {
    "when": number;
    "index": number;
};
export type I8uo5j7rj51msk = {
    "task": Anonymize<I9jd27rnpm8ttv>;
    "id"?: Anonymize<I4s6vifaf8k998>;
    "result": Anonymize<Ia9tjve3oudr1q>;
};
export type I9jd27rnpm8ttv = FixedSizeArray<2, number>;
export type I4s6vifaf8k998 = (SizedHex<32>) | undefined;
export type Ia3c82eadg79bj = {
    "task": Anonymize<I9jd27rnpm8ttv>;
    "id"?: Anonymize<I4s6vifaf8k998>;
    "period": number;
    "retries": number;
};
export type Ienusoeb625ftq = {
    "task": Anonymize<I9jd27rnpm8ttv>;
    "id"?: Anonymize<I4s6vifaf8k998>;
};
export type Ibtsa3docbr9el = {
    "when": number;
};
export type I85btr3phgf1m6 = AnonymousEnum<{
    /**
     * A sudo call just took place.
     */
    "Sudid": Anonymize<I48lsrg41h9ucn>;
    /**
     * The sudo key has been updated.
     */
    "KeyChanged": Anonymize<I5rtkmhm2dng4u>;
    /**
     * The key was permanently removed.
     */
    "KeyRemoved": undefined;
    /**
     * A [sudo_as](Pallet::sudo_as) call just took place.
     */
    "SudoAsDone": Anonymize<I48lsrg41h9ucn>;
}>;
export type I48lsrg41h9ucn = {
    /**
     * The result of the call made by the sudo user.
     */
    "sudo_result": Anonymize<Ia9tjve3oudr1q>;
};
export type I5rtkmhm2dng4u = {
    /**
     * The old sudo key (if one was previously set).
     */
    "old"?: Anonymize<Ihfphjolmsqq1>;
    /**
     * The new sudo key (if one was set).
     */
    "new": SS58String;
};
export type Ihfphjolmsqq1 = (SS58String) | undefined;
export type I3kfo09eqm1214 = AnonymousEnum<{
    /**
     * We have ended a spend period and will now allocate funds.
     */
    "Spending": Anonymize<I8iksqi3eani0a>;
    /**
     * Some funds have been allocated.
     */
    "Awarded": Anonymize<I16enopmju1p0q>;
    /**
     * Some of our funds have been burnt.
     */
    "Burnt": Anonymize<I43kq8qudg7pq9>;
    /**
     * Spending has finished; this is the amount that rolls over until next spend.
     */
    "Rollover": Anonymize<I76riseemre533>;
    /**
     * Some funds have been deposited.
     */
    "Deposit": Anonymize<Ie5v6njpckr05b>;
    /**
     * A new spend proposal has been approved.
     */
    "SpendApproved": Anonymize<I38bmcrmh852rk>;
    /**
     * The inactive funds of the pallet have been updated.
     */
    "UpdatedInactive": Anonymize<I4hcillge8de5f>;
    /**
     * A new asset spend proposal has been approved.
     */
    "AssetSpendApproved": Anonymize<I8usdc6tg7829p>;
    /**
     * An approved spend was voided.
     */
    "AssetSpendVoided": Anonymize<I666bl2fqjkejo>;
    /**
     * A payment happened.
     */
    "Paid": Anonymize<I666bl2fqjkejo>;
    /**
     * A payment failed and can be retried.
     */
    "PaymentFailed": Anonymize<I666bl2fqjkejo>;
    /**
     * A spend was processed and removed from the storage. It might have been successfully
     * paid or it may have expired.
     */
    "SpendProcessed": Anonymize<I666bl2fqjkejo>;
}>;
export type I8iksqi3eani0a = {
    "budget_remaining": bigint;
};
export type I16enopmju1p0q = {
    "proposal_index": number;
    "award": bigint;
    "account": SS58String;
};
export type I43kq8qudg7pq9 = {
    "burnt_funds": bigint;
};
export type I76riseemre533 = {
    "rollover_balance": bigint;
};
export type Ie5v6njpckr05b = {
    "value": bigint;
};
export type I38bmcrmh852rk = {
    "proposal_index": number;
    "amount": bigint;
    "beneficiary": SS58String;
};
export type I4hcillge8de5f = {
    "reactivated": bigint;
    "deactivated": bigint;
};
export type I8usdc6tg7829p = {
    "index": number;
    "amount": bigint;
    "beneficiary": SS58String;
    "valid_from": number;
    "expire_at": number;
};
export type I666bl2fqjkejo = {
    "index": number;
};
export type I7pql8a2uf8mlq = AnonymousEnum<{
    /**
     * An account has delegated their vote to another account. \[who, target\]
     */
    "Delegated": Anonymize<I7svrbkiu01iec>;
    /**
     * An \[account\] has cancelled a previous delegation operation.
     */
    "Undelegated": Anonymize<I6ouflveob4eli>;
    /**
     * An account has voted
     */
    "Voted": Anonymize<I8cbok7qd7ru4t>;
    /**
     * A vote has been removed
     */
    "VoteRemoved": Anonymize<I8cbok7qd7ru4t>;
    /**
     * The lockup period of a conviction vote expired, and the funds have been unlocked.
     */
    "VoteUnlocked": Anonymize<I7kij8p9kchdjo>;
}>;
export type I7svrbkiu01iec = [SS58String, SS58String, number];
export type I6ouflveob4eli = [SS58String, number];
export type I8cbok7qd7ru4t = {
    "who": SS58String;
    "vote": ConvictionVotingVoteAccountVote;
    "poll_index": number;
};
export type ConvictionVotingVoteAccountVote = Enum<{
    "Standard": {
        "vote": number;
        "balance": bigint;
    };
    "Split": {
        "aye": bigint;
        "nay": bigint;
    };
    "SplitAbstain": {
        "aye": bigint;
        "nay": bigint;
        "abstain": bigint;
    };
}>;
export declare const ConvictionVotingVoteAccountVote: GetEnum<ConvictionVotingVoteAccountVote>;
export type I7kij8p9kchdjo = {
    "who": SS58String;
    "class": number;
};
export type Idfraa3b4eu018 = AnonymousEnum<{
    /**
     * A referendum has been submitted.
     */
    "Submitted": Anonymize<I229ijht536qdu>;
    /**
     * The decision deposit has been placed.
     */
    "DecisionDepositPlaced": Anonymize<I62nte77gksm0f>;
    /**
     * The decision deposit has been refunded.
     */
    "DecisionDepositRefunded": Anonymize<I62nte77gksm0f>;
    /**
     * A deposit has been slashed.
     */
    "DepositSlashed": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * A referendum has moved into the deciding phase.
     */
    "DecisionStarted": Anonymize<I9cg2delv92pvq>;
    "ConfirmStarted": Anonymize<I666bl2fqjkejo>;
    "ConfirmAborted": Anonymize<I666bl2fqjkejo>;
    /**
     * A referendum has ended its confirmation phase and is ready for approval.
     */
    "Confirmed": Anonymize<Ilhp45uime5tp>;
    /**
     * A referendum has been approved and its proposal has been scheduled.
     */
    "Approved": Anonymize<I666bl2fqjkejo>;
    /**
     * A proposal has been rejected by referendum.
     */
    "Rejected": Anonymize<Ilhp45uime5tp>;
    /**
     * A referendum has been timed out without being decided.
     */
    "TimedOut": Anonymize<Ilhp45uime5tp>;
    /**
     * A referendum has been cancelled.
     */
    "Cancelled": Anonymize<Ilhp45uime5tp>;
    /**
     * A referendum has been killed.
     */
    "Killed": Anonymize<Ilhp45uime5tp>;
    /**
     * The submission deposit has been refunded.
     */
    "SubmissionDepositRefunded": Anonymize<I62nte77gksm0f>;
    /**
     * Metadata for a referendum has been set.
     */
    "MetadataSet": Anonymize<I4f1hv034jf1dt>;
    /**
     * Metadata for a referendum has been cleared.
     */
    "MetadataCleared": Anonymize<I4f1hv034jf1dt>;
}>;
export type I229ijht536qdu = {
    /**
     * Index of the referendum.
     */
    "index": number;
    /**
     * The track (and by extension proposal dispatch origin) of this referendum.
     */
    "track": number;
    /**
     * The proposal for the referendum.
     */
    "proposal": PreimagesBounded;
};
export type PreimagesBounded = Enum<{
    "Legacy": Anonymize<I1jm8m1rh9e20v>;
    "Inline": Uint8Array;
    "Lookup": {
        "hash": SizedHex<32>;
        "len": number;
    };
}>;
export declare const PreimagesBounded: GetEnum<PreimagesBounded>;
export type I62nte77gksm0f = {
    /**
     * Index of the referendum.
     */
    "index": number;
    /**
     * The account who placed the deposit.
     */
    "who": SS58String;
    /**
     * The amount placed by the account.
     */
    "amount": bigint;
};
export type I9cg2delv92pvq = {
    /**
     * Index of the referendum.
     */
    "index": number;
    /**
     * The track (and by extension proposal dispatch origin) of this referendum.
     */
    "track": number;
    /**
     * The proposal for the referendum.
     */
    "proposal": PreimagesBounded;
    /**
     * The current tally of votes in this referendum.
     */
    "tally": Anonymize<Ifsk7cbmtit1jd>;
};
export type Ifsk7cbmtit1jd = {
    "ayes": bigint;
    "nays": bigint;
    "support": bigint;
};
export type Ilhp45uime5tp = {
    /**
     * Index of the referendum.
     */
    "index": number;
    /**
     * The final tally of votes in this referendum.
     */
    "tally": Anonymize<Ifsk7cbmtit1jd>;
};
export type I4f1hv034jf1dt = {
    /**
     * Index of the referendum.
     */
    "index": number;
    /**
     * Preimage hash.
     */
    "hash": SizedHex<32>;
};
export type I98qv8dgqccf3l = AnonymousEnum<{
    /**
     * A Parameter was set.
     *
     * Is also emitted when the value was not changed.
     */
    "Updated": Anonymize<I164arm0gq57mj>;
}>;
export type I164arm0gq57mj = {
    /**
     * The key that was updated.
     */
    "key": Anonymize<I2al7mv41660il>;
    /**
     * The old value before this call.
     */
    "old_value"?: (Anonymize<Icfki1sb0r4qi>) | undefined;
    /**
     * The new value after this call.
     */
    "new_value"?: (Anonymize<Icfki1sb0r4qi>) | undefined;
};
export type I2al7mv41660il = AnonymousEnum<{
    "Datanets": Enum<{
        "DatanetDeposit": undefined;
        "ContributionBondBase": undefined;
        "ContributionBondPerByte": undefined;
        "FlagBond": undefined;
        "RejectionFee": undefined;
        "CuratorBond": undefined;
        "AppealBond": undefined;
        "CommitmentDeposit": undefined;
        "DepositPerByte": undefined;
    }>;
    "Models": Enum<{
        "RegistrationDeposit": undefined;
        "ListingDeposit": undefined;
        "MaxRoyalty": undefined;
    }>;
    "ModelFactory": Enum<{
        "ProviderBond": undefined;
        "ExpirySlash": undefined;
        "CancelCompensation": undefined;
        "MinJobPayment": undefined;
        "AuditShare": undefined;
        "DoubtBond": undefined;
    }>;
    "Attribution": Enum<{
        "FeeSplit": undefined;
        "ChallengeBond": undefined;
        "Penalty": undefined;
        "VerifierReward": undefined;
        "MinDeposit": undefined;
        "AuditShare": undefined;
    }>;
    "Disputes": Enum<{
        "MinorityPenalty": undefined;
        "SilencePenalty": undefined;
        "LateFee": undefined;
        "AuditFee": undefined;
    }>;
}>;
export type Icfki1sb0r4qi = AnonymousEnum<{
    "Datanets": Enum<{
        "DatanetDeposit": bigint;
        "ContributionBondBase": bigint;
        "ContributionBondPerByte": bigint;
        "FlagBond": bigint;
        "RejectionFee": number;
        "CuratorBond": bigint;
        "AppealBond": bigint;
        "CommitmentDeposit": bigint;
        "DepositPerByte": bigint;
    }>;
    "Models": Enum<{
        "RegistrationDeposit": bigint;
        "ListingDeposit": bigint;
        "MaxRoyalty": number;
    }>;
    "ModelFactory": Enum<{
        "ProviderBond": bigint;
        "ExpirySlash": bigint;
        "CancelCompensation": number;
        "MinJobPayment": bigint;
        "AuditShare": number;
        "DoubtBond": bigint;
    }>;
    "Attribution": Enum<{
        "FeeSplit": Anonymize<I2v6m6jvp5io7l>;
        "ChallengeBond": bigint;
        "Penalty": bigint;
        "VerifierReward": bigint;
        "MinDeposit": bigint;
        "AuditShare": number;
    }>;
    "Disputes": Enum<{
        "MinorityPenalty": bigint;
        "SilencePenalty": bigint;
        "LateFee": bigint;
        "AuditFee": bigint;
    }>;
}>;
export type I2v6m6jvp5io7l = {
    "platform": number;
    "provider": number;
    "contributors": number;
    "owner": number;
};
export type I3q8c83f5dvokp = AnonymousEnum<{
    /**
     * The safe-mode was entered until inclusively this block.
     */
    "Entered": Anonymize<I20e9ph536u7ti>;
    /**
     * The safe-mode was extended until inclusively this block.
     */
    "Extended": Anonymize<I20e9ph536u7ti>;
    /**
     * Exited the safe-mode for a specific reason.
     */
    "Exited": Anonymize<I8kcpmsh450rp>;
    /**
     * An account reserved funds for either entering or extending the safe-mode.
     */
    "DepositPlaced": Anonymize<Ic262ibdoec56a>;
    /**
     * An account had a reserve released that was reserved.
     */
    "DepositReleased": Anonymize<Ic262ibdoec56a>;
    /**
     * An account had reserve slashed that was reserved.
     */
    "DepositSlashed": Anonymize<Ic262ibdoec56a>;
    /**
     * Could not hold funds for entering or extending the safe-mode.
     *
     * This error comes from the underlying `Currency`.
     */
    "CannotDeposit": undefined;
    /**
     * Could not release funds for entering or extending the safe-mode.
     *
     * This error comes from the underlying `Currency`.
     */
    "CannotRelease": undefined;
}>;
export type I20e9ph536u7ti = {
    "until": number;
};
export type I8kcpmsh450rp = {
    "reason": Enum<{
        "Timeout": undefined;
        "Force": undefined;
    }>;
};
export type I9ulgod11dfvq5 = AnonymousEnum<{
    /**
     * This pallet, or a specific call is now paused.
     */
    "CallPaused": Anonymize<Iba7pefg0d11kh>;
    /**
     * This pallet, or a specific call is now unpaused.
     */
    "CallUnpaused": Anonymize<Iba7pefg0d11kh>;
}>;
export type Iba7pefg0d11kh = {
    "full_name": Anonymize<Idkbvh6dahk1v7>;
};
export type Idkbvh6dahk1v7 = FixedSizeArray<2, Uint8Array>;
export type I8rvo53k7su8u9 = AnonymousEnum<{
    /**
     * A Datanet was created.
     */
    "Created": Anonymize<Icskhhmmbq0m8d>;
    /**
     * The terms of a Datanet changed, for the next snapshot and later contributions.
     */
    "TermsSet": Anonymize<I11gq2aeqbc1ts>;
    /**
     * The curators of a Datanet were replaced.
     */
    "CuratorsSet": Anonymize<Icmtp3kgfr4v41>;
    /**
     * A contribution was made.
     */
    "Contributed": Anonymize<If5rtkqkqrp1fh>;
    /**
     * A pending contribution was reviewed.
     */
    "Reviewed": Anonymize<I6rchvta0d3osf>;
    /**
     * A contribution was flagged as bad.
     */
    "Flagged": Anonymize<I5aaeb1r7cste5>;
    /**
     * A flag was upheld: the contribution is removed and its bond slashed.
     */
    "FlagUpheld": Anonymize<I87o6nkebumd1r>;
    /**
     * A flag was dismissed: its bond went to the treasury.
     */
    "FlagDismissed": Anonymize<I7h761hgdr65lt>;
    /**
     * A flag that no curator decided in time was cleared.
     */
    "FlagLapsed": Anonymize<Irpuurmdbu8h1>;
    /**
     * A contribution was withdrawn by its contributor.
     */
    "Revoked": Anonymize<Irpuurmdbu8h1>;
    /**
     * A snapshot was published.
     */
    "SnapshotPublished": Anonymize<Iak012sei7igea>;
    /**
     * A Datanet was closed.
     */
    "Closed": Anonymize<Ic1g5nm2aio6q8>;
    /**
     * An account committed itself to a root.
     */
    "Committed": Anonymize<Ir627krd96edn>;
    /**
     * An account withdrew a commitment.
     */
    "CommitmentWithdrawn": Anonymize<I1vacg2br03r1r>;
    /**
     * A copier lost a contribution to the account that had committed itself to its root first.
     */
    "Reclaimed": Anonymize<Iekvs7m0klh1tf>;
    /**
     * A rejected contribution paid the curator for the review.
     */
    "RejectionPaid": Anonymize<I4mcnv9iqsanv9>;
    /**
     * A curator's bond was put up or filled up.
     */
    "CuratorBonded": Anonymize<I4tvnovvm3tf95>;
    /**
     * A curator's bond returned.
     */
    "CuratorBondReleased": Anonymize<Ifjfhlu79ookhu>;
    /**
     * A jury proved a curator wrong.
     */
    "CuratorPunished": Anonymize<I4alq0b2g8gnfa>;
    /**
     * A curator decided about a flag. The loser may appeal.
     */
    "FlagDecided": Anonymize<I4dqfv5hjsi5ec>;
    /**
     * Somebody demanded a jury about a flag.
     */
    "AppealMade": Anonymize<I12i5k8jfofjs5>;
    /**
     * A jury was drawn.
     */
    "JurySworn": Anonymize<Icf4maht62e6t9>;
    /**
     * A juror voted.
     */
    "JurorVoted": Anonymize<I4d68glgo0345h>;
    /**
     * A jury's decision was carried out.
     */
    "JuryDecided": Anonymize<Iefr9fflpdavuf>;
    /**
     * A Datanet was offered to another account.
     */
    "OwnershipOffered": Anonymize<Iaus260n9j7n0h>;
    /**
     * A Datanet has a new owner.
     */
    "OwnershipTaken": Anonymize<I50c65kjkegmnt>;
}>;
export type Icskhhmmbq0m8d = {
    /**
     * Id of the new Datanet.
     */
    "datanet": number;
    /**
     * Account that owns it.
     */
    "owner": SS58String;
    /**
     * Planck held of the owner.
     */
    "deposit": bigint;
};
export type I11gq2aeqbc1ts = {
    /**
     * Id of the Datanet.
     */
    "datanet": number;
    /**
     * Terms from now on.
     */
    "terms": Anonymize<I99mtprdu265m3>;
};
export type I99mtprdu265m3 = {
    "licence": Uint8Array;
    "fee_per_1k_tokens": bigint;
    "revocable": boolean;
};
export type Icmtp3kgfr4v41 = {
    /**
     * Id of the Datanet.
     */
    "datanet": number;
    /**
     * Curators from now on, ascending.
     */
    "curators": Anonymize<Ia2lhg7l2hilo3>;
};
export type Ia2lhg7l2hilo3 = Array<SS58String>;
export type If5rtkqkqrp1fh = {
    /**
     * Datanet that it was made to.
     */
    "datanet": number;
    /**
     * Id of the new contribution.
     */
    "contribution": bigint;
    /**
     * Account that made it.
     */
    "contributor": SS58String;
    /**
     * Root of its blob.
     */
    "root": SizedHex<32>;
    /**
     * Planck held of the contributor.
     */
    "bond": bigint;
    /**
     * Pending, or accepted at once in an open Datanet.
     */
    "status": Anonymize<Iclpi9058lakqt>;
};
export type Iclpi9058lakqt = AnonymousEnum<{
    "Pending": undefined;
    "Accepted": undefined;
    "Rejected": undefined;
    "Revoked": undefined;
    "Removed": undefined;
    "Reclaimed": undefined;
}>;
export type I6rchvta0d3osf = {
    /**
     * Datanet of the contribution.
     */
    "datanet": number;
    /**
     * Id of the contribution.
     */
    "contribution": bigint;
    /**
     * Account that made the decision.
     */
    "reviewer": SS58String;
    /**
     * Decision of the reviewer.
     */
    "verdict": Anonymize<Iefmskl524g3a7>;
    /**
     * Planck of the bond returned to the contributor; zero if accepted.
     */
    "returned": bigint;
};
export type Iefmskl524g3a7 = AnonymousEnum<{
    "Accept": undefined;
    "Reject": undefined;
}>;
export type I5aaeb1r7cste5 = {
    /**
     * Datanet of the contribution.
     */
    "datanet": number;
    /**
     * Id of the contribution.
     */
    "contribution": bigint;
    /**
     * Account that flagged it.
     */
    "flagger": SS58String;
    /**
     * Root of the evidence blob.
     */
    "evidence": SizedHex<32>;
    /**
     * Planck held of the flagger.
     */
    "bond": bigint;
};
export type I87o6nkebumd1r = {
    /**
     * Datanet of the contribution.
     */
    "datanet": number;
    /**
     * Id of the contribution.
     */
    "contribution": bigint;
    /**
     * Account that made the decision.
     */
    "resolver": SS58String;
    /**
     * Planck of the slashed bond paid to the flagger.
     */
    "to_flagger": bigint;
    /**
     * Planck of the slashed bond paid to the treasury.
     */
    "to_treasury": bigint;
};
export type I7h761hgdr65lt = {
    /**
     * Datanet of the contribution.
     */
    "datanet": number;
    /**
     * Id of the contribution.
     */
    "contribution": bigint;
    /**
     * Account that made the decision.
     */
    "resolver": SS58String;
    /**
     * Planck of the flag's bond paid to the contributor: none, so that nobody profits by a flag.
     */
    "to_contributor": bigint;
};
export type Irpuurmdbu8h1 = {
    /**
     * Datanet of the contribution.
     */
    "datanet": number;
    /**
     * Id of the contribution.
     */
    "contribution": bigint;
    /**
     * Planck of the flag's bond returned to the flagger.
     */
    "returned": bigint;
};
export type Iak012sei7igea = {
    /**
     * Datanet that it freezes.
     */
    "datanet": number;
    /**
     * Number of the snapshot in its Datanet.
     */
    "number": number;
    /**
     * Root over its entries.
     */
    "root": SizedHex<32>;
    /**
     * Number of contributions it holds.
     */
    "contributions": number;
};
export type Ic1g5nm2aio6q8 = {
    /**
     * Id of the Datanet.
     */
    "datanet": number;
    /**
     * Planck of the deposit returned to the owner.
     */
    "returned": bigint;
};
export type Ir627krd96edn = {
    /**
     * Account that did.
     */
    "who": SS58String;
    /**
     * Hash over the account and the root.
     */
    "hash": SizedHex<32>;
    /**
     * Planck held of the account.
     */
    "deposit": bigint;
};
export type I1vacg2br03r1r = {
    /**
     * Account that did.
     */
    "who": SS58String;
    /**
     * Hash over the account and the root.
     */
    "hash": SizedHex<32>;
    /**
     * Planck of the deposit returned to the account.
     */
    "returned": bigint;
};
export type Iekvs7m0klh1tf = {
    /**
     * Datanet of the contribution.
     */
    "datanet": number;
    /**
     * Id of the contribution.
     */
    "contribution": bigint;
    /**
     * Account that the root belongs to.
     */
    "author": SS58String;
    /**
     * Account that lost it.
     */
    "copier": SS58String;
    /**
     * Planck of the copier's bond paid to the treasury; the rest was returned.
     */
    "forfeited": bigint;
};
export type I4mcnv9iqsanv9 = {
    /**
     * Datanet of the contribution.
     */
    "datanet": number;
    /**
     * Id of the contribution.
     */
    "contribution": bigint;
    /**
     * Account that reviewed it.
     */
    "curator": SS58String;
    /**
     * Planck of the contribution's bond.
     */
    "amount": bigint;
};
export type I4tvnovvm3tf95 = {
    /**
     * Datanet of the curator.
     */
    "datanet": number;
    /**
     * Account that curates.
     */
    "curator": SS58String;
    /**
     * Planck on hold from now on.
     */
    "bond": bigint;
};
export type Ifjfhlu79ookhu = {
    /**
     * Datanet of the curator.
     */
    "datanet": number;
    /**
     * Account that curated.
     */
    "curator": SS58String;
    /**
     * Planck returned.
     */
    "returned": bigint;
};
export type I4alq0b2g8gnfa = {
    /**
     * Datanet of the curator.
     */
    "datanet": number;
    /**
     * Account that had decided.
     */
    "curator": SS58String;
    /**
     * Planck of its bond paid to the jury.
     */
    "lost": bigint;
};
export type I4dqfv5hjsi5ec = {
    /**
     * Datanet of the contribution.
     */
    "datanet": number;
    /**
     * Id of the contribution.
     */
    "contribution": bigint;
    /**
     * Account that made the decision.
     */
    "resolver": SS58String;
    /**
     * Set if the contribution is to be removed.
     */
    "uphold": boolean;
    /**
     * Last block in which the loser may appeal.
     */
    "until": number;
};
export type I12i5k8jfofjs5 = {
    /**
     * Datanet of the contribution.
     */
    "datanet": number;
    /**
     * Id of the contribution.
     */
    "contribution": bigint;
    /**
     * Account that demanded it.
     */
    "appellant": SS58String;
    /**
     * Planck held of that account.
     */
    "bond": bigint;
};
export type Icf4maht62e6t9 = {
    /**
     * Datanet of the contribution.
     */
    "datanet": number;
    /**
     * Id of the contribution.
     */
    "contribution": bigint;
    /**
     * Stashes of the providers drawn.
     */
    "jurors": Anonymize<Ia2lhg7l2hilo3>;
    /**
     * Last block in which they may vote.
     */
    "until": number;
};
export type I4d68glgo0345h = {
    /**
     * Datanet of the contribution.
     */
    "datanet": number;
    /**
     * Id of the contribution.
     */
    "contribution": bigint;
    /**
     * Stash of the juror.
     */
    "juror": SS58String;
    /**
     * Set if it voted for removing the contribution.
     */
    "uphold": boolean;
};
export type Iefr9fflpdavuf = {
    /**
     * Datanet of the contribution.
     */
    "datanet": number;
    /**
     * Id of the contribution.
     */
    "contribution": bigint;
    /**
     * Decision; none if too few voted or the sides were equal, and then the contribution stays.
     */
    "uphold"?: Anonymize<I8ie0dco0kcuq5>;
};
export type I8ie0dco0kcuq5 = (boolean) | undefined;
export type Iaus260n9j7n0h = {
    /**
     * Id of the Datanet.
     */
    "datanet": number;
    /**
     * Account that owns it.
     */
    "owner": SS58String;
    /**
     * Account that may take it over; the owner's own if the offer was withdrawn.
     */
    "to": SS58String;
};
export type I50c65kjkegmnt = {
    /**
     * Id of the Datanet.
     */
    "datanet": number;
    /**
     * Account that gave it away.
     */
    "from": SS58String;
    /**
     * Account that owns it now.
     */
    "to": SS58String;
};
export type I4vnlur5u49b4f = AnonymousEnum<{
    /**
     * A base model was registered.
     */
    "BaseRegistered": Anonymize<I8c2ke8bdn3qoi>;
    /**
     * A job's model was registered.
     */
    "TunedRegistered": Anonymize<I8jfpjmea337sg>;
    /**
     * A model's card changed.
     */
    "CardSet": Anonymize<I3ltsr5qr5a9nr>;
    /**
     * A model was listed, or its price changed.
     */
    "Listed": Anonymize<Icctac0a78vnj8>;
    /**
     * A model is no longer listed.
     */
    "Unlisted": Anonymize<Ieb74d41f56m72>;
    /**
     * A model, with the deposit behind it, has a new owner.
     */
    "Transferred": Anonymize<I6d08vltg69b8k>;
    /**
     * A base model went to the account that had committed itself to its root first.
     */
    "BaseReclaimed": Anonymize<Ie4snv034qvcus>;
    /**
     * Somebody claimed a base model that another account registered.
     */
    "BaseContested": Anonymize<Id8mmopku3c5am>;
    /**
     * A contest was decided.
     */
    "ContestResolved": Anonymize<I9ocu3k2ig233v>;
    /**
     * A contest was cleared that nobody decided.
     */
    "ContestLapsed": Anonymize<Id3f83gjjcskg5>;
    /**
     * A registrant corrected the manifest of a base model.
     */
    "ManifestCorrected": Anonymize<Ia8qdcd799akr5>;
}>;
export type I8c2ke8bdn3qoi = {
    /**
     * Id of the new model.
     */
    "model": number;
    /**
     * Account that brought it.
     */
    "owner": SS58String;
    /**
     * Root of its file.
     */
    "root": SizedHex<32>;
    /**
     * Planck held of the owner.
     */
    "deposit": bigint;
};
export type I8jfpjmea337sg = {
    /**
     * Id of the new model.
     */
    "model": number;
    /**
     * Account that paid for the job.
     */
    "owner": SS58String;
    /**
     * Base model that it was tuned from.
     */
    "base": number;
    /**
     * Job that made it.
     */
    "job": bigint;
};
export type I3ltsr5qr5a9nr = {
    /**
     * Id of the model.
     */
    "model": number;
    /**
     * Root of the card's blob; zero for none.
     */
    "card": SizedHex<32>;
};
export type Icctac0a78vnj8 = {
    /**
     * Id of the model.
     */
    "model": number;
    /**
     * Price of its use.
     */
    "price": Anonymize<I7t23oi0ipmns4>;
    /**
     * Planck held of the owner for the listing.
     */
    "deposit": bigint;
};
export type I7t23oi0ipmns4 = {
    "prompt_per_1k": bigint;
    "completion_per_1k": bigint;
};
export type Ieb74d41f56m72 = {
    /**
     * Id of the model.
     */
    "model": number;
    /**
     * Planck of the deposit returned to the owner.
     */
    "returned": bigint;
};
export type I6d08vltg69b8k = {
    /**
     * Id of the model.
     */
    "model": number;
    /**
     * Account that gave it away.
     */
    "from": SS58String;
    /**
     * Account that owns it now.
     */
    "to": SS58String;
    /**
     * Planck of the registration deposit that moved, still on hold.
     */
    "deposit": bigint;
};
export type Ie4snv034qvcus = {
    /**
     * Id of the model.
     */
    "model": number;
    /**
     * Account that owns it now.
     */
    "owner": SS58String;
    /**
     * Account that had registered it.
     */
    "from": SS58String;
    /**
     * Planck of that account's deposit paid to the treasury; the rest was returned.
     */
    "forfeited": bigint;
};
export type Id8mmopku3c5am = {
    /**
     * Id of the model.
     */
    "model": number;
    /**
     * Account that claims it.
     */
    "contester": SS58String;
    /**
     * Root of the evidence blob.
     */
    "evidence": SizedHex<32>;
    /**
     * Planck held of the contester.
     */
    "bond": bigint;
    /**
     * Block after which anyone may clear the contest if it is not decided.
     */
    "until": number;
};
export type I9ocu3k2ig233v = {
    /**
     * Id of the model.
     */
    "model": number;
    /**
     * Account that claimed it.
     */
    "contester": SS58String;
    /**
     * Set if the model is the contester's now; else its bond went to the treasury.
     */
    "upheld": boolean;
    /**
     * Planck of the registrant's deposit paid to the treasury.
     */
    "forfeited": bigint;
};
export type Id3f83gjjcskg5 = {
    /**
     * Id of the model.
     */
    "model": number;
    /**
     * Account that claimed it.
     */
    "contester": SS58String;
    /**
     * Planck of the bond returned to the contester.
     */
    "returned": bigint;
};
export type Ia8qdcd799akr5 = {
    /**
     * Id of the model.
     */
    "model": number;
};
export type I71fc6mphd3a6b = AnonymousEnum<{
    /**
     * A provider bonded and offers its service.
     */
    "ProviderRegistered": Anonymize<Ie422543o8kfoh>;
    /**
     * A provider changed its offer; its bond is whole.
     */
    "ProviderUpdated": Anonymize<Iapfa0230vl9ce>;
    /**
     * A provider left with its bond.
     */
    "ProviderLeft": Anonymize<Iapfa0230vl9ce>;
    /**
     * A provider lost part of its bond because a claim expired.
     */
    "ProviderSlashed": Anonymize<I8r8u5gkhpvpoe>;
    /**
     * A provider lost part of its bond by the decision of another pallet, which says what for.
     */
    "BondSlashed": Anonymize<Ifk8eme5o7mukf>;
    /**
     * A builder asked for a model and put the payment in escrow.
     */
    "JobSubmitted": Anonymize<Icer9avab68blr>;
    /**
     * A provider took a job.
     */
    "JobClaimed": Anonymize<Ia223glvmuns24>;
    /**
     * A job waits for a provider again.
     */
    "JobReopened": Anonymize<Idae9d343v4k44>;
    /**
     * A provider published a result.
     */
    "ResultSubmitted": Anonymize<I5cso8ft74kgvv>;
    /**
     * A job is paid and its model exists.
     */
    "JobFinalised": Anonymize<I5nqm2a1vbvskc>;
    /**
     * A job was given up.
     */
    "JobFailed": Anonymize<Icvghu6u0d24hf>;
    /**
     * A builder withdrew a job.
     */
    "JobCancelled": Anonymize<I1u82t0l0bm0mm>;
    /**
     * A job that was over long ago was dropped. Its model's lineage stays in the registry.
     */
    "JobForgotten": Anonymize<Idm79bcnk6deie>;
    /**
     * A provider gave notice. It takes nothing new on, and answers for what it did.
     */
    "ProviderLeaving": Anonymize<Iej237o971j1s2>;
    /**
     * A provider has a result and committed to it: it is shown next.
     */
    "ResultCommitted": Anonymize<Ieuu1m1da9or4r>;
    /**
     * A provider named another hot key, which counts at once.
     */
    "WorkerSet": Anonymize<Ie422543o8kfoh>;
    /**
     * An account refused to be a provider's worker.
     */
    "StashRefused": Anonymize<Ie422543o8kfoh>;
    /**
     * A result is repeated before it is paid.
     */
    "ConfirmationCalled": Anonymize<Ia4kaht6f5vpje>;
    /**
     * A builder asked for a confirmation and put its price on hold.
     */
    "ConfirmationAsked": Anonymize<If0srg95gmadii>;
    /**
     * A provider doubts a result and put a bond on hold for it.
     */
    "ResultDoubted": Anonymize<Idj2ct2nr60sd3>;
    /**
     * Chance picked a verifier. It must commit before a block, or loses part of its bond.
     */
    "VerifierDrawn": Anonymize<Iehj8qrh0l2i7s>;
    /**
     * A verifier committed to what it found.
     */
    "RepetitionCommitted": Anonymize<Ifi2rd5210jrro>;
    /**
     * A verifier revealed what it found.
     */
    "RepetitionRevealed": Anonymize<Iddc9rgcush5ek>;
    /**
     * A drawn verifier said nothing in time, or could not repeat what others could.
     */
    "VerifierPenalised": Anonymize<Ievs47nidqh2gp>;
    /**
     * Enough verifiers came to the same result: it is paid when its window is over.
     */
    "ResultConfirmed": Anonymize<Idm79bcnk6deie>;
    /**
     * Enough verifiers came to another result: the provider is not paid.
     */
    "ResultRefuted": Anonymize<Ibvdsuq7nh6dm3>;
    /**
     * An account stood alone with a result, and lost its bond.
     */
    "BondLost": Anonymize<I8r8u5gkhpvpoe>;
    /**
     * Too few verifiers said anything to decide about a result.
     */
    "ConfirmationUndecided": Anonymize<I6slmndeio1bm9>;
}>;
export type Ie422543o8kfoh = {
    /**
     * Stash of the provider.
     */
    "stash": SS58String;
    /**
     * Hot key that works for it.
     */
    "worker": SS58String;
};
export type Iapfa0230vl9ce = {
    /**
     * Stash of the provider.
     */
    "stash": SS58String;
    /**
     * Planck on hold behind it.
     */
    "bond": bigint;
};
export type I8r8u5gkhpvpoe = {
    /**
     * Stash of the provider.
     */
    "stash": SS58String;
    /**
     * Job whose claim expired.
     */
    "job": bigint;
    /**
     * Planck taken for the treasury.
     */
    "amount": bigint;
};
export type Ifk8eme5o7mukf = {
    /**
     * Stash of the provider.
     */
    "stash": SS58String;
    /**
     * Planck taken from the bond.
     */
    "amount": bigint;
};
export type Icer9avab68blr = {
    /**
     * Id of the new job.
     */
    "job": bigint;
    /**
     * Account that pays for it.
     */
    "builder": SS58String;
    /**
     * Base model to tune.
     */
    "base": number;
    /**
     * Planck on hold for the job.
     */
    "escrow": bigint;
};
export type Ia223glvmuns24 = {
    /**
     * Id of the job.
     */
    "job": bigint;
    /**
     * Stash of the provider.
     */
    "provider": SS58String;
    /**
     * Number of this claim, counted from 1.
     */
    "attempt": number;
    /**
     * Last block in which the claim stands.
     */
    "deadline": number;
};
export type Idae9d343v4k44 = {
    /**
     * Id of the job.
     */
    "job": bigint;
    /**
     * Reason that its last provider gave; `None` if the claim expired.
     */
    "reason"?: Anonymize<I29iuoetu59nb3>;
    /**
     * Last block in which it waits.
     */
    "until": number;
};
export type I29iuoetu59nb3 = (Anonymize<I48nse6hrkshqq>) | undefined;
export type I48nse6hrkshqq = AnonymousEnum<{
    "BlobUnavailable": undefined;
    "UnsupportedModel": undefined;
    "BadRecords": undefined;
    "Diverged": undefined;
    "PaymentTooLow": undefined;
    "OutOfResources": undefined;
    "Internal": undefined;
}>;
export type I5cso8ft74kgvv = {
    /**
     * Id of the job.
     */
    "job": bigint;
    /**
     * Stash of the provider.
     */
    "provider": SS58String;
    /**
     * Root of the adapter that was made.
     */
    "adapter": SizedHex<32>;
    /**
     * Last block of the challenge window.
     */
    "window_ends": number;
};
export type I5nqm2a1vbvskc = {
    /**
     * Id of the job.
     */
    "job": bigint;
    /**
     * Model that the job made.
     */
    "model": number;
    /**
     * Planck paid to the provider.
     */
    "provider_fee": bigint;
    /**
     * Planck paid to contributors.
     */
    "datanet_fees": bigint;
    /**
     * Planck returned to the builder.
     */
    "refund": bigint;
};
export type Icvghu6u0d24hf = {
    /**
     * Id of the job.
     */
    "job": bigint;
    /**
     * Last reason that a provider gave, if any did.
     */
    "reason"?: Anonymize<I29iuoetu59nb3>;
    /**
     * Planck returned to the builder.
     */
    "refund": bigint;
};
export type I1u82t0l0bm0mm = {
    /**
     * Id of the job.
     */
    "job": bigint;
    /**
     * Planck paid to the provider that had claimed it.
     */
    "compensation": bigint;
    /**
     * Planck returned to the builder.
     */
    "refund": bigint;
};
export type Idm79bcnk6deie = {
    /**
     * Id of the job.
     */
    "job": bigint;
};
export type Iej237o971j1s2 = {
    /**
     * Stash of the provider.
     */
    "stash": SS58String;
    /**
     * Last block of the notice: after it, `leave` returns the bond.
     */
    "until": number;
};
export type Ieuu1m1da9or4r = {
    /**
     * Id of the job.
     */
    "job": bigint;
    /**
     * Stash of the provider.
     */
    "provider": SS58String;
    /**
     * Hash over job, provider and result.
     */
    "commitment": SizedHex<32>;
};
export type Ia4kaht6f5vpje = {
    /**
     * Id of the job.
     */
    "job": bigint;
    /**
     * Reason for it.
     */
    "cause": Anonymize<Ia09iphvvmv5on>;
};
export type Ia09iphvvmv5on = AnonymousEnum<{
    "Asked": undefined;
    "Chance": undefined;
    "Doubt": undefined;
    "Conviction": undefined;
}>;
export type If0srg95gmadii = {
    /**
     * Id of the job.
     */
    "job": bigint;
    /**
     * Most planck that it costs.
     */
    "price": bigint;
};
export type Idj2ct2nr60sd3 = {
    /**
     * Id of the job.
     */
    "job": bigint;
    /**
     * Stash of the provider that doubts.
     */
    "doubter": SS58String;
    /**
     * Planck on hold for it.
     */
    "bond": bigint;
};
export type Iehj8qrh0l2i7s = {
    /**
     * Id of the job to repeat.
     */
    "job": bigint;
    /**
     * Stash of the verifier.
     */
    "verifier": SS58String;
    /**
     * Seed of the draw, with which anybody can repeat it.
     */
    "seed": SizedHex<32>;
    /**
     * Last block to commit in.
     */
    "until": number;
};
export type Ifi2rd5210jrro = {
    /**
     * Id of the job.
     */
    "job": bigint;
    /**
     * Stash of the verifier.
     */
    "verifier": SS58String;
    /**
     * Last block to reveal in.
     */
    "until": number;
};
export type Iddc9rgcush5ek = {
    /**
     * Id of the job.
     */
    "job": bigint;
    /**
     * Stash of the verifier.
     */
    "verifier": SS58String;
    /**
     * What it found.
     */
    "statement": Anonymize<I7m7hrfluekb22>;
};
export type I7m7hrfluekb22 = AnonymousEnum<{
    "Same": undefined;
    "Differs": Anonymize<I30ffoh32964a1>;
    "Unrepeatable": Anonymize<I68emt9v5s5lrk>;
}>;
export type I30ffoh32964a1 = {
    "bound": SizedHex<32>;
};
export type I68emt9v5s5lrk = {
    "reason": Anonymize<I48nse6hrkshqq>;
};
export type Ievs47nidqh2gp = {
    /**
     * Id of the job.
     */
    "job": bigint;
    /**
     * Stash of the verifier.
     */
    "verifier": SS58String;
    /**
     * Planck taken for the treasury.
     */
    "amount": bigint;
};
export type Ibvdsuq7nh6dm3 = {
    /**
     * Id of the job.
     */
    "job": bigint;
    /**
     * Stash of the provider.
     */
    "provider": SS58String;
};
export type I6slmndeio1bm9 = {
    /**
     * Id of the job.
     */
    "job": bigint;
    /**
     * True if the result is paid all the same, when its window is over.
     */
    "paid": boolean;
};
export type Ieteb7p778v9tj = AnonymousEnum<{
    /**
     * A session opened.
     */
    "SessionOpened": Anonymize<I9149pmlcnfs24>;
    /**
     * A user deposited more.
     */
    "ToppedUp": Anonymize<I5ihfu304ha95p>;
    /**
     * A voucher was settled. Its amount is divided when its window is over.
     */
    "Settled": Anonymize<I1b2s3hsg9aqo0>;
    /**
     * A user or the model's owner asked to close: the provider may settle before block `at`.
     */
    "SessionClosing": Anonymize<Iee1f915n579mj>;
    /**
     * A session closed, and what was left of its deposit went back.
     */
    "SessionClosed": Anonymize<Id7a4i0h3iaeos>;
    /**
     * Another pallet paid into earnings.
     */
    "Paid": Anonymize<I95bp7idsftlcs>;
    /**
     * An account took its earnings.
     */
    "Claimed": Anonymize<Id5fm4p8lj5qgi>;
    /**
     * What a settlement had left was credited to everyone with a part in it.
     */
    "Divided": Anonymize<I72nrrvlt1422j>;
    /**
     * A user set or ended the key that signs vouchers of a session.
     */
    "KeyAuthorised": Anonymize<Ichf3ajdr03hna>;
    /**
     * A gift, a part of the platform's share, or a part of what the ruling of an audit took went into
     * the purse that pays audits.
     */
    "AuditsFunded": Anonymize<I3qt1hgg4djhgb>;
}>;
export type I9149pmlcnfs24 = {
    /**
     * Number of the session.
     */
    "session": bigint;
    /**
     * Account of the user who pays.
     */
    "user": SS58String;
    /**
     * Stash of the provider.
     */
    "provider": SS58String;
    /**
     * Number of the model.
     */
    "model": number;
    /**
     * Planck deposited.
     */
    "deposit": bigint;
};
export type I5ihfu304ha95p = {
    /**
     * Number of the session.
     */
    "session": bigint;
    /**
     * Planck added.
     */
    "amount": bigint;
    /**
     * Planck deposited altogether.
     */
    "deposited": bigint;
};
export type I1b2s3hsg9aqo0 = {
    /**
     * Number of the session.
     */
    "session": bigint;
    /**
     * Planck settled now.
     */
    "amount": bigint;
    /**
     * Planck settled altogether.
     */
    "settled": bigint;
    /**
     * Number of answers that it paid for.
     */
    "answers": number;
    /**
     * Head of the chain of receipts after them.
     */
    "receipts": SizedHex<32>;
    /**
     * Number of the settlement in the session, by which it can be challenged.
     */
    "settlement": number;
};
export type Iee1f915n579mj = {
    /**
     * Number of the session.
     */
    "session": bigint;
    /**
     * First block in which anyone may close it.
     */
    "at": number;
};
export type Id7a4i0h3iaeos = {
    /**
     * Number of the session.
     */
    "session": bigint;
    /**
     * Planck released.
     */
    "released": bigint;
};
export type I95bp7idsftlcs = {
    /**
     * Account whose balance it came from.
     */
    "from": SS58String;
    /**
     * Planck that moved.
     */
    "amount": bigint;
};
export type I72nrrvlt1422j = {
    /**
     * Number of the session.
     */
    "session": bigint;
    /**
     * Number of the settlement in the session.
     */
    "settlement": number;
    /**
     * Planck divided.
     */
    "amount": bigint;
    /**
     * Shares of everyone who got a part.
     */
    "shares": {
        "platform": bigint;
        "royalty": bigint;
        "provider": bigint;
        "contributors": bigint;
        "owner": bigint;
    };
};
export type Ichf3ajdr03hna = {
    /**
     * Number of the session.
     */
    "session": bigint;
    /**
     * Key, with the last block in which its vouchers settle.
     */
    "key"?: Anonymize<I5t3gub9f32tvp>;
};
export type I5t3gub9f32tvp = ({
    "key": SS58String;
    "cap": bigint;
    "until": number;
}) | undefined;
export type Ie13v9is6oj208 = AnonymousEnum<{
    /**
     * A settlement was challenged: its provider must reveal.
     */
    "Challenged": Anonymize<If689fjcqa5q8b>;
    /**
     * A provider revealed what a challenge asks for.
     */
    "Revealed": Anonymize<I5hqdm7hac2lnc>;
    /**
     * A verifier revealed its finding.
     */
    "Voted": Anonymize<I8jd4l43f5kr9f>;
    /**
     * A provider was found wrong and slashed; the challenger's bond went back besides.
     */
    "Convicted": Anonymize<Ibnlsbuedj2a16>;
    /**
     * A provider was found right, and the challenger lost its bond; if chance asked, the purse that pays
     * audits paid the verifiers.
     */
    "Acquitted": Anonymize<I5qdi6h01l90dt>;
    /**
     * Another ruling had answered the question: the challenger's bond went back.
     */
    "Dismissed": Anonymize<Ifg7dah432p540>;
    /**
     * Verifiers were drawn to repeat an answer.
     */
    "VerifiersDrawn": Anonymize<I6nj91apq4j460>;
    /**
     * A verifier committed to its finding.
     */
    "Committed": Anonymize<Im9sfde1oa5ag>;
    /**
     * Verifiers did not agree: others are drawn.
     */
    "DrawnAgain": Anonymize<Iel6os727b1jid>;
    /**
     * Verifiers could not decide: the settlement stays as stated, the challenger's bond went back, and
     * the question stays open for the referee.
     */
    "Undecided": Anonymize<Irklfpj5s46mu>;
    /**
     * Somebody paid the treasury: a verifier that was silent or wrong, a provider that revealed late, or
     * a challenger that doubted a true sum.
     */
    "Penalised": Anonymize<I6lt9ln30pptsb>;
    /**
     * A receipt was shown that the accused's worker signed for the doubted answer.
     */
    "ReceiptPresented": Anonymize<Irklfpj5s46mu>;
    /**
     * Chance has a settlement audited: its provider must reveal the answer that pays for a planck, or
     * all receipts.
     */
    "Audited": Anonymize<I6klhknlm46qb1>;
}>;
export type If689fjcqa5q8b = {
    /**
     * Number of the challenge.
     */
    "challenge": bigint;
    /**
     * Number of the session.
     */
    "session": bigint;
    /**
     * Number of the settlement in the session.
     */
    "settlement": number;
    /**
     * Number of the doubted answer; none if it is the settlement's sum.
     */
    "answer"?: Anonymize<I4arjljr6dpflb>;
    /**
     * Account of the challenger.
     */
    "challenger": SS58String;
    /**
     * Stash of the accused provider.
     */
    "provider": SS58String;
    /**
     * Last block to reveal in.
     */
    "until": number;
};
export type I4arjljr6dpflb = (number) | undefined;
export type I5hqdm7hac2lnc = {
    /**
     * Number of the challenge.
     */
    "challenge": bigint;
    /**
     * Stage that the challenge is in now.
     */
    "stage": Anonymize<I6s4cdksgakfd8>;
};
export type I6s4cdksgakfd8 = AnonymousEnum<{
    "AwaitingResponse": Anonymize<I20e9ph536u7ti>;
    "Voting": Anonymize<I20e9ph536u7ti>;
    "ProvenWrong": Enum<{
        "ForeignReceipt": undefined;
        "WrongPrice": undefined;
        "WrongCount": undefined;
        "BadInfluence": undefined;
        "OtherSum": undefined;
        "BrokenChain": undefined;
        "OtherReceipt": undefined;
    }>;
    "ProvenRight": undefined;
    "Drawing": Anonymize<I7htunjodiunq1>;
    "Undecided": undefined;
}>;
export type I7htunjodiunq1 = {
    "at": number;
};
export type I8jd4l43f5kr9f = {
    /**
     * Number of the challenge.
     */
    "challenge": bigint;
    /**
     * Stash of the provider in whose name it voted.
     */
    "verifier": SS58String;
    /**
     * True if it found the answer right.
     */
    "is_right": boolean;
};
export type Ibnlsbuedj2a16 = {
    /**
     * Number of the challenge.
     */
    "challenge": bigint;
    /**
     * Stash of the provider.
     */
    "provider": SS58String;
    /**
     * Planck taken off its bond: the sum of what follows.
     */
    "slashed": bigint;
    /**
     * Planck credited to contributors, for what they were deprived of.
     */
    "contributors": bigint;
    /**
     * Planck credited to the challenger, or, if chance asked, to the purse that pays audits.
     */
    "challenger": bigint;
    /**
     * Planck credited to verifiers who were right.
     */
    "verifiers": bigint;
    /**
     * Planck credited to the treasury.
     */
    "treasury": bigint;
    /**
     * Planck of the settlement that went back to its user, beside the slash.
     */
    "refunded": bigint;
};
export type I5qdi6h01l90dt = {
    /**
     * Number of the challenge.
     */
    "challenge": bigint;
    /**
     * Planck credited to verifiers who were right.
     */
    "verifiers": bigint;
    /**
     * Planck credited to the provider.
     */
    "provider": bigint;
};
export type Ifg7dah432p540 = {
    /**
     * Number of the challenge.
     */
    "challenge": bigint;
};
export type I6nj91apq4j460 = {
    /**
     * Number of the challenge.
     */
    "challenge": bigint;
    /**
     * Number of the round, from 0.
     */
    "round": number;
    /**
     * Seed, with which anybody can repeat the draw.
     */
    "seed": SizedHex<32>;
    /**
     * Stashes of the verifiers.
     */
    "verifiers": Anonymize<Ia2lhg7l2hilo3>;
    /**
     * Last block to commit in.
     */
    "commit": number;
    /**
     * Last block to reveal in.
     */
    "until": number;
};
export type Im9sfde1oa5ag = {
    /**
     * Number of the challenge.
     */
    "challenge": bigint;
    /**
     * Stash of the provider in whose name it did.
     */
    "verifier": SS58String;
};
export type Iel6os727b1jid = {
    /**
     * Number of the challenge.
     */
    "challenge": bigint;
    /**
     * Number of the round that begins.
     */
    "round": number;
};
export type Irklfpj5s46mu = {
    /**
     * Number of the challenge.
     */
    "challenge": bigint;
    /**
     * Hash of the receipt of the answer that was doubted.
     */
    "receipt": SizedHex<32>;
};
export type I6lt9ln30pptsb = {
    /**
     * Number of the challenge.
     */
    "challenge": bigint;
    /**
     * Account that paid it, out of its bond.
     */
    "who": SS58String;
    /**
     * Planck that it paid.
     */
    "amount": bigint;
};
export type I6klhknlm46qb1 = {
    /**
     * Number of the audit, which is a challenge that nobody made.
     */
    "challenge": bigint;
    /**
     * Number of the session.
     */
    "session": bigint;
    /**
     * Number of the settlement in the session.
     */
    "settlement": number;
    /**
     * Planck of the session that was drawn; none if the sum is audited.
     */
    "planck"?: Anonymize<I35p85j063s0il>;
    /**
     * Stash of the provider.
     */
    "provider": SS58String;
    /**
     * Last block to reveal in.
     */
    "until": number;
};
export type I35p85j063s0il = (bigint) | undefined;
export type Ic5m5lp1oioo8r = Array<SizedHex<32>>;
export type I95g6i7ilua7lq = Array<Anonymize<I9jd27rnpm8ttv>>;
export type Ieniouoqkq4icf = {
    "spec_version": number;
    "spec_name": string;
};
export type BabeDigestsNextConfigDescriptor = Enum<{
    "V1": Anonymize<I8jnd4d8ip6djo>;
}>;
export declare const BabeDigestsNextConfigDescriptor: GetEnum<BabeDigestsNextConfigDescriptor>;
export type I8jnd4d8ip6djo = {
    "c": Anonymize<I200n1ov5tbcvr>;
    "allowed_slots": BabeAllowedSlots;
};
export type I200n1ov5tbcvr = FixedSizeArray<2, bigint>;
export type BabeAllowedSlots = Enum<{
    "PrimarySlots": undefined;
    "PrimaryAndSecondaryPlainSlots": undefined;
    "PrimaryAndSecondaryVRFSlots": undefined;
}>;
export declare const BabeAllowedSlots: GetEnum<BabeAllowedSlots>;
export type Idq7or56ds2f13 = (BabeDigestsPreDigest) | undefined;
export type BabeDigestsPreDigest = Enum<{
    "Primary": {
        "authority_index": number;
        "slot": bigint;
        "vrf_signature": {
            "pre_output": SizedHex<32>;
            "proof": SizedHex<64>;
        };
    };
    "SecondaryPlain": {
        "authority_index": number;
        "slot": bigint;
    };
    "SecondaryVRF": {
        "authority_index": number;
        "slot": bigint;
        "vrf_signature": {
            "pre_output": SizedHex<32>;
            "proof": SizedHex<64>;
        };
    };
}>;
export declare const BabeDigestsPreDigest: GetEnum<BabeDigestsPreDigest>;
export type Ifip05kcrl65am = Array<Anonymize<I6cs1itejju2vv>>;
export type I6cs1itejju2vv = [bigint, number];
export type I8ds64oj6581v0 = Array<{
    "id": SizedHex<8>;
    "amount": bigint;
    "reasons": BalancesTypesReasons;
}>;
export type BalancesTypesReasons = Enum<{
    "Fee": undefined;
    "Misc": undefined;
    "All": undefined;
}>;
export declare const BalancesTypesReasons: GetEnum<BalancesTypesReasons>;
export type Ia7pdug7cdsg8g = Array<{
    "id": SizedHex<8>;
    "amount": bigint;
}>;
export type I5sj2su504sith = Array<{
    "id": Anonymize<Iclm61tp46l46c>;
    "amount": bigint;
}>;
export type I9bin2jc70qt6q = Array<Anonymize<I3qt1hgg4djhgb>>;
export type TransactionPaymentReleases = Enum<{
    "V1Ancient": undefined;
    "V2": undefined;
}>;
export declare const TransactionPaymentReleases: GetEnum<TransactionPaymentReleases>;
export type I57nmndufo5kt0 = Array<Anonymize<Id2der1f6tic87>>;
export type Ifmihrba370nuo = {
    "pool": Anonymize<I1aner8rvho14b>;
    "rewards": {
        "per_share": bigint;
        "remainder": bigint;
        "commission": bigint;
        "unpaid": bigint;
    };
    "commission": number;
    "status": Enum<{
        "Candidate": undefined;
        "Idle": undefined;
        "Left": undefined;
    }>;
    "positions": number;
};
export type I1aner8rvho14b = {
    "stake": bigint;
    "shares": bigint;
};
export type Iedh1t36ah4jma = {
    "shares": bigint;
    "per_share": bigint;
    "fraction": bigint;
    "owed": bigint;
};
export type I2na29tt2afp0j = FixedSizeArray<2, SS58String>;
export type I4ihr7b0cuik6m = Array<{
    "validator": SS58String;
    "session": number;
    "shares": bigint;
}>;
export type I42rmu8fbeq1lg = Array<{
    "validator": SS58String;
    "until": number;
    "severity": number;
}>;
export type I7tcrmo120nr2i = {
    "author": SS58String;
    "fees": bigint;
    "treasury": bigint;
};
export type I205qrookusi3d = Array<Anonymize<I6ouflveob4eli>>;
export type I486bosijp6o8h = Array<{
    "validator": SS58String;
    "keys": Uint8Array;
}>;
export type I4cu7mum5j6jv4 = Array<{
    "validator": SS58String;
    "authored": bigint;
    "silent": number;
    "missed": bigint;
}>;
export type I5po7nukqbt0lj = {
    "commission": number;
    "session": number;
};
export type I5qc6oundb7tia = Array<{
    "session": number;
    "fraction": number;
    "reporter"?: Anonymize<Ihfphjolmsqq1>;
    "due": number;
}>;
export type I5hdjcnn46gt57 = {
    "opened": number;
    "fraction": number;
};
export type I7f4aect1nip55 = Array<{
    "session": number;
    "applied": number;
    "fraction": number;
}>;
export type Ifqjjfo5mdmrc5 = {
    "since": number;
    "paid": number;
};
export type If98vkg6mm4jp9 = {
    "offender": SS58String;
    "reporters": Anonymize<Ia2lhg7l2hilo3>;
};
export type I23nq3fsgtejt = [SizedHex<16>, Uint8Array];
export type I13gn8khqeqpsm = Array<[SS58String, Anonymize<Ipfm3cv3d4hbs>]>;
export type Ipfm3cv3d4hbs = {
    "babe": SizedHex<32>;
    "grandpa": SizedHex<32>;
    "authority_discovery": SizedHex<32>;
};
export type GrandpaStoredState = Enum<{
    "Live": undefined;
    "PendingPause": {
        "scheduled_at": number;
        "delay": number;
    };
    "Paused": undefined;
    "PendingResume": {
        "scheduled_at": number;
        "delay": number;
    };
}>;
export declare const GrandpaStoredState: GetEnum<GrandpaStoredState>;
export type I7pe2me3i3vtn9 = {
    "scheduled_at": number;
    "delay": number;
    "next_authorities": Anonymize<I3geksg000c171>;
    "forced"?: Anonymize<I4arjljr6dpflb>;
};
export type Iag146hmjgqfgj = {
    "when": Anonymize<Itvprrpb0nm3o>;
    "deposit": bigint;
    "depositor": SS58String;
    "approvals": Anonymize<Ia2lhg7l2hilo3>;
};
export type I8uo3fpd3bcc6f = [SS58String, SizedHex<32>];
export type I341u1tuk05kgd = [Array<{
    "delegate": SS58String;
    "proxy_type": Anonymize<I46c5qk1im47tg>;
    "delay": number;
}>, bigint];
export type I9p9lq3rej5bhc = [Array<{
    "real": SS58String;
    "call_hash": SizedHex<32>;
    "height": number;
}>, bigint];
export type PreimageOldRequestStatus = Enum<{
    "Unrequested": {
        "deposit": Anonymize<I95l2k9b1re95f>;
        "len": number;
    };
    "Requested": {
        "deposit"?: Anonymize<I92hdo1clkbp4g>;
        "count": number;
        "len"?: Anonymize<I4arjljr6dpflb>;
    };
}>;
export declare const PreimageOldRequestStatus: GetEnum<PreimageOldRequestStatus>;
export type I95l2k9b1re95f = [SS58String, bigint];
export type I92hdo1clkbp4g = (Anonymize<I95l2k9b1re95f>) | undefined;
export type PreimageRequestStatus = Enum<{
    "Unrequested": {
        "ticket": Anonymize<I95l2k9b1re95f>;
        "len": number;
    };
    "Requested": {
        "maybe_ticket"?: Anonymize<I92hdo1clkbp4g>;
        "count": number;
        "maybe_len"?: Anonymize<I4arjljr6dpflb>;
    };
}>;
export declare const PreimageRequestStatus: GetEnum<PreimageRequestStatus>;
export type I4pact7n2e9a0i = [SizedHex<32>, number];
export type I6uujbta14o99b = Array<({
    "maybe_id"?: Anonymize<I4s6vifaf8k998>;
    "priority": number;
    "call": PreimagesBounded;
    "maybe_periodic"?: Anonymize<Iep7au1720bm0e>;
    "origin": Anonymize<Ie7pmok83a2ibe>;
}) | undefined>;
export type Iep7au1720bm0e = (Anonymize<I9jd27rnpm8ttv>) | undefined;
export type Ie7pmok83a2ibe = AnonymousEnum<{
    "system": Enum<{
        "Root": undefined;
        "Signed": SS58String;
        "None": undefined;
        "Authorized": undefined;
    }>;
    "Origins": Enum<{
        "Parameters": undefined;
        "Treasurer": undefined;
        "Guardian": undefined;
        "MediumSpender": undefined;
        "BigSpender": undefined;
    }>;
}>;
export type I56u24ncejr5kt = {
    "total_retries": number;
    "remaining": number;
    "period": number;
};
export type Iegmj7n48sc3am = {
    "proposer": SS58String;
    "value": bigint;
    "beneficiary": SS58String;
    "bond": bigint;
};
export type Icgljjb6j82uhn = Array<number>;
export type Ie9j1itogtv7p5 = {
    "amount": bigint;
    "beneficiary": SS58String;
    "valid_from": number;
    "expire_at": number;
    "status": Enum<{
        "Pending": undefined;
        "Attempted": {};
        "Failed": undefined;
    }>;
};
export type ConvictionVotingVoteVoting = Enum<{
    "Casting": {
        "votes": Array<[number, ConvictionVotingVoteAccountVote]>;
        "delegations": Anonymize<I538qha8r4j3ii>;
        "prior": Anonymize<I4ojmnsk1dchql>;
    };
    "Delegating": {
        "balance": bigint;
        "target": SS58String;
        "conviction": VotingConviction;
        "delegations": Anonymize<I538qha8r4j3ii>;
        "prior": Anonymize<I4ojmnsk1dchql>;
    };
}>;
export declare const ConvictionVotingVoteVoting: GetEnum<ConvictionVotingVoteVoting>;
export type I538qha8r4j3ii = {
    "votes": bigint;
    "capital": bigint;
};
export type I4ojmnsk1dchql = [number, bigint];
export type VotingConviction = Enum<{
    "None": undefined;
    "Locked1x": undefined;
    "Locked2x": undefined;
    "Locked3x": undefined;
    "Locked4x": undefined;
    "Locked5x": undefined;
    "Locked6x": undefined;
}>;
export declare const VotingConviction: GetEnum<VotingConviction>;
export type If9jidduiuq7vv = Array<Anonymize<I4ojmnsk1dchql>>;
export type I3ujifdlke0bna = AnonymousEnum<{
    "Ongoing": {
        "track": number;
        "origin": Anonymize<Ie7pmok83a2ibe>;
        "proposal": PreimagesBounded;
        "enactment": TraitsScheduleDispatchTime;
        "submitted": number;
        "submission_deposit": Anonymize<Id5fm4p8lj5qgi>;
        "decision_deposit"?: Anonymize<Ibd24caul84kv2>;
        "deciding"?: ({
            "since": number;
            "confirming"?: Anonymize<I4arjljr6dpflb>;
        }) | undefined;
        "tally": Anonymize<Ifsk7cbmtit1jd>;
        "in_queue": boolean;
        "alarm"?: ([number, Anonymize<I9jd27rnpm8ttv>]) | undefined;
    };
    "Approved": [number, Anonymize<Ibd24caul84kv2>, Anonymize<Ibd24caul84kv2>];
    "Rejected": [number, Anonymize<Ibd24caul84kv2>, Anonymize<Ibd24caul84kv2>];
    "Cancelled": [number, Anonymize<Ibd24caul84kv2>, Anonymize<Ibd24caul84kv2>];
    "TimedOut": [number, Anonymize<Ibd24caul84kv2>, Anonymize<Ibd24caul84kv2>];
    "Killed": number;
}>;
export type TraitsScheduleDispatchTime = Enum<{
    "At": number;
    "After": number;
}>;
export declare const TraitsScheduleDispatchTime: GetEnum<TraitsScheduleDispatchTime>;
export type Ibd24caul84kv2 = (Anonymize<Id5fm4p8lj5qgi>) | undefined;
export type I1la3pplo72oeu = {
    "owner": SS58String;
    "name": Uint8Array;
    "domain": Uint8Array;
    "card": SizedHex<32>;
    "terms": Anonymize<I99mtprdu265m3>;
    "admission": Anonymize<Ib2t4lfil209qm>;
    "deposit": bigint;
    "closed": boolean;
    "contributions": number;
    "pending": number;
    "latest_snapshot": number;
};
export type Ib2t4lfil209qm = AnonymousEnum<{
    "Open": undefined;
    "Curated": undefined;
    "Permissioned": undefined;
}>;
export type Iead891ruqpip3 = {
    "datanet": number;
    "contributor": SS58String;
    "root": SizedHex<32>;
    "records": number;
    "bytes": bigint;
    "bond": bigint;
    "status": Anonymize<Iclpi9058lakqt>;
    "revocable": boolean;
};
export type I4p5t2krb1gmvp = [number, SizedHex<32>];
export type Iafqnechp3omqg = Array<bigint>;
export type Icbd3lsapvdkgs = {
    "flagger": SS58String;
    "evidence": SizedHex<32>;
    "bond": bigint;
    "until": number;
};
export type I14pmqkpq31e9m = {
    "root": SizedHex<32>;
    "entries": Array<{
        "contribution": bigint;
        "root": SizedHex<32>;
        "records": number;
        "bytes": bigint;
    }>;
    "terms": Anonymize<I99mtprdu265m3>;
    "published_at": number;
};
export type I94q7bri7tunct = {
    "at": number;
    "deposit": bigint;
};
export type Icm6uc3g1v4776 = {
    "author": SS58String;
    "since": number;
    "first_at": number;
    "committed": boolean;
    "places": Anonymize<Iafqnechp3omqg>;
};
export type I7svnfko10tq2e = [number, SS58String];
export type Ic1lpcme51hr2i = {
    "bond": bigint;
    "until": number;
};
export type Ie8ugkvnh355rb = {
    "resolver": SS58String;
    "uphold": boolean;
    "until": number;
};
export type Ibka1cha88c1q2 = {
    "appellant": SS58String;
    "bond": bigint;
    "at": number;
    "jury": Array<[SS58String, Anonymize<I8ie0dco0kcuq5>]>;
    "until"?: Anonymize<I4arjljr6dpflb>;
};
export type I4rv8lpgam27d5 = {
    "publisher": SS58String;
    "amount": bigint;
};
export type Ia4jlo0lji8v8j = {
    "owner": SS58String;
    "name": Uint8Array;
    "licence": Uint8Array;
    "card": SizedHex<32>;
    "kind": Anonymize<Ia1s8tm0j90q4l>;
    "registration_deposit": bigint;
    "listing"?: ({
        "price": Anonymize<I7t23oi0ipmns4>;
        "deposit": bigint;
    }) | undefined;
};
export type Ia1s8tm0j90q4l = AnonymousEnum<{
    "Base": {
        "manifest": Anonymize<I1eqoroeud28ho>;
        "royalty": number;
    };
    "Tuned": {
        "base": number;
        "job": bigint;
        "snapshots": Anonymize<I9q6h8eeuj6l95>;
        "adapter": SizedHex<32>;
        "adapter_bytes": bigint;
        "trace": SizedHex<32>;
        "evaluation"?: Anonymize<I6ocorp046c1jv>;
    };
}>;
export type I1eqoroeud28ho = {
    "root": SizedHex<32>;
    "bytes": bigint;
    "parameters": bigint;
    "context": number;
};
export type I9q6h8eeuj6l95 = Array<Anonymize<I9hdkjrh70eg1o>>;
export type I9hdkjrh70eg1o = {
    "datanet": number;
    "number": number;
};
export type I6ocorp046c1jv = ({
    "before": bigint;
    "after": bigint;
}) | undefined;
export type I90poism2cv3nj = {
    "since": number;
    "committed": boolean;
    "registered_at": number;
    "until": number;
    "used": boolean;
};
export type I7hn6l7d8cj65q = {
    "contester": SS58String;
    "evidence": SizedHex<32>;
    "bond": bigint;
    "until": number;
};
export type I6e3jo8osjm3fp = {
    "builder": SS58String;
    "spec": Anonymize<I586epqbe29emh>;
    "charges": Array<{
        "fee_per_1k_tokens": bigint;
        "bytes": bigint;
        "records": bigint;
    }>;
    "escrow": bigint;
    "attempts": number;
    "price_per_1k_tokens": bigint;
    "failed": Anonymize<Ia2lhg7l2hilo3>;
    "status": Anonymize<I6b5tthhh80pur>;
};
export type I586epqbe29emh = {
    "name": Uint8Array;
    "base": number;
    "snapshots": Anonymize<I9q6h8eeuj6l95>;
    "held_out"?: Anonymize<I4s6vifaf8k998>;
    "hyper": {
        "method": Enum<{
            "Lora": undefined;
            "Qlora": undefined;
            "Exact8": undefined;
        }>;
        "rank": number;
        "alpha": number;
        "targets": Array<Enum<{
            "Q": undefined;
            "K": undefined;
            "V": undefined;
            "O": undefined;
            "Gate": undefined;
            "Up": undefined;
            "Down": undefined;
        }>>;
        "learning_rate": bigint;
        "warmup_steps": number;
        "epochs": number;
        "batch": number;
        "max_length": number;
        "weight_decay": bigint;
        "clip_norm": bigint;
        "seed": bigint;
    };
};
export type I6b5tthhh80pur = AnonymousEnum<{
    "Open": Anonymize<I20e9ph536u7ti>;
    "Claimed": {
        "provider": SS58String;
        "deadline": number;
    };
    "Submitted": {
        "provider": SS58String;
        "result": Anonymize<Idlautqskn6i84>;
        "window_ends": number;
    };
    "Finalised": {
        "provider": SS58String;
        "result": Anonymize<Idlautqskn6i84>;
        "model": number;
    };
    "Cancelled": undefined;
    "Failed": {
        "reason"?: Anonymize<I29iuoetu59nb3>;
    };
}>;
export type Idlautqskn6i84 = {
    "adapter": SizedHex<32>;
    "adapter_bytes": bigint;
    "trace": SizedHex<32>;
    "steps": number;
    "tokens": bigint;
    "loss_first": bigint;
    "loss_last": bigint;
    "evaluation"?: Anonymize<I6ocorp046c1jv>;
};
export type Id48k2rnssf8c9 = {
    "first": bigint;
    "next": bigint;
};
export type Idsav5j3ne8iq = {
    "worker": SS58String;
    "capabilities": Anonymize<I8unr0sgih2o0e>;
    "bond": bigint;
    "active": Anonymize<Iafqnechp3omqg>;
    "required": bigint;
    "since": number;
    "seat"?: Anonymize<I4arjljr6dpflb>;
    "duties": number;
    "leaving"?: Anonymize<I4arjljr6dpflb>;
    "reputation": Anonymize<I1pde5l0h8u9qr>;
    "rests_until": number;
};
export type I8unr0sgih2o0e = {
    "bases": Anonymize<Icgljjb6j82uhn>;
    "max_parallel": number;
    "price_per_1k_tokens": bigint;
    "endpoint": Uint8Array;
};
export type I1pde5l0h8u9qr = {
    "done": number;
    "failed": number;
    "expired": number;
};
export type Iaeg7p09e3omlp = Array<{
    "worker": SS58String;
    "sessions": bigint;
    "until": number;
}>;
export type I3l6tu1b2c0h5b = {
    "submitted": number;
    "wishes": Anonymize<I545hhf9se35tu>;
    "verdict"?: ([Anonymize<I48nse6hrkshqq>, SS58String]) | undefined;
    "reserved": Anonymize<Ia2lhg7l2hilo3>;
    "reserved_until": number;
    "commitment"?: (Anonymize<I4pact7n2e9a0i>) | undefined;
};
export type I545hhf9se35tu = {
    "max_price_per_1k_tokens"?: Anonymize<I35p85j063s0il>;
    "least_done": number;
    "providers": Anonymize<Ia2lhg7l2hilo3>;
};
export type Icc6fijenc5d38 = Array<{
    "price_per_1k_tokens": bigint;
    "escrow": bigint;
    "id": bigint;
    "base": number;
    "until": number;
    "is_restricted": boolean;
}>;
export type I7cmq528bbenmk = {
    "lineage": SizedHex<32>;
    "at": number;
};
export type I12d4tfk2eqt4v = {
    "attempt": number;
    "cause": Anonymize<Ia09iphvvmv5on>;
    "before": number;
    "stage": Anonymize<Idjb3u58mnf45l>;
    "round": number;
    "seed": SizedHex<32>;
    "verifier"?: Anonymize<Ihfphjolmsqq1>;
    "commitment"?: Anonymize<I4s6vifaf8k998>;
    "drawn": Anonymize<Ia2lhg7l2hilo3>;
    "statements": Anonymize<Iabdca7pto739a>;
    "answered": number;
    "spent": bigint;
    "doubt"?: Anonymize<I92hdo1clkbp4g>;
};
export type Idjb3u58mnf45l = AnonymousEnum<{
    "Drawing": Anonymize<I7htunjodiunq1>;
    "Repeating": Anonymize<I20e9ph536u7ti>;
    "Revealing": Anonymize<I20e9ph536u7ti>;
    "Settled": undefined;
}>;
export type Iabdca7pto739a = Array<[SS58String, Anonymize<I7m7hrfluekb22>]>;
export type I9pb8t3i9trq7o = {
    "job": bigint;
    "attempt": number;
    "at": number;
};
export type I2972s05gso9bu = {
    "user": SS58String;
    "provider": SS58String;
    "model": number;
    "price": Anonymize<I7t23oi0ipmns4>;
    "deposited": bigint;
    "settled": bigint;
    "closing_at"?: Anonymize<I4arjljr6dpflb>;
    "settlements": number;
    "answers": number;
    "receipts": SizedHex<32>;
    "key"?: Anonymize<I5t3gub9f32tvp>;
};
export type Iet9d8egmjnmbs = {
    "settlements": number;
    "earned": bigint;
};
export type Iba9inugg1atvo = Array<Anonymize<I95l2k9b1re95f>>;
export type I1trc5bug4hhf9 = {
    "user": SS58String;
    "provider": SS58String;
    "model": number;
    "price": Anonymize<I7t23oi0ipmns4>;
    "at": number;
    "until": number;
    "first": number;
    "answers": number;
    "before": bigint;
    "head": SizedHex<32>;
    "receipts": SizedHex<32>;
    "amount": bigint;
    "influence": Anonymize<Ifip05kcrl65am>;
    "taken": bigint;
    "convicted": Anonymize<Icgljjb6j82uhn>;
    "forfeited": Anonymize<Iafqnechp3omqg>;
    "condemned": boolean;
};
export type Ieffadgct51dml = {
    "until": number;
    "open": number;
    "amount": bigint;
};
export type I1loffqf57nmhh = {
    "settled": bigint;
    "paid": bigint;
    "fines": bigint;
    "contributors": bigint;
    "treasury": bigint;
    "claimed": bigint;
    "pending": bigint;
};
export type I3a4imq6bjckff = {
    "question": {
        "session": bigint;
        "settlement": number;
        "asked": Anonymize<I44qnu9todrbh0>;
    };
    "challenger": SS58String;
    "provider": SS58String;
    "bond": bigint;
    "stage": Anonymize<I6s4cdksgakfd8>;
    "votes": number;
};
export type I44qnu9todrbh0 = AnonymousEnum<{
    "Sum": undefined;
    "Answer": number;
    "Planck": bigint;
}>;
export type I6jj4sm1h2ssi8 = [Anonymize<I6cs1itejju2vv>, Anonymize<I44qnu9todrbh0>];
export type Ia6ot3lp1t9qpm = {
    "sum": boolean;
    "answers": Array<{
        "answer": number;
        "receipt": SizedHex<32>;
        "is_right": boolean;
    }>;
};
export type Iead7mdadh2hkb = {
    "round": number;
    "seed": SizedHex<32>;
    "verifiers": Anonymize<Ia2lhg7l2hilo3>;
    "passed": Anonymize<Ia2lhg7l2hilo3>;
    "commit": number;
    "committed": number;
};
export type I96rqo4i9p11oo = [bigint, SS58String];
export type I8jnhoagb9djqd = {
    "receipt": Anonymize<I8bhsj101rv5lv>;
    "prompt": Anonymize<Icgljjb6j82uhn>;
    "answer": Anonymize<Icgljjb6j82uhn>;
};
export type I8bhsj101rv5lv = {
    "genesis": SizedHex<32>;
    "session": bigint;
    "index": number;
    "model": number;
    "adapter": SizedHex<32>;
    "prompt": SizedHex<32>;
    "answer": SizedHex<32>;
    "prompt_tokens": number;
    "completion_tokens": number;
    "price": bigint;
    "cumulative": bigint;
    "influence": Anonymize<Ifip05kcrl65am>;
};
export type I835kgo4227pfs = AnonymousEnum<{
    "Matches": {
        "work": SizedHex<32>;
    };
    "AnswerDiffers": {
        "influence": Anonymize<Ifip05kcrl65am>;
    };
    "InfluenceDiffers": {
        "influence": Anonymize<Ifip05kcrl65am>;
    };
    "Unrepeatable": undefined;
}>;
export type Iilpsjpsgmkpu = [bigint, number, number];
export type In7a38730s6qs = {
    "base_block": Anonymize<I4q39t5hn830vp>;
    "max_block": Anonymize<I4q39t5hn830vp>;
    "per_class": {
        "normal": {
            "base_extrinsic": Anonymize<I4q39t5hn830vp>;
            "max_extrinsic"?: (Anonymize<I4q39t5hn830vp>) | undefined;
            "max_total"?: (Anonymize<I4q39t5hn830vp>) | undefined;
            "reserved"?: (Anonymize<I4q39t5hn830vp>) | undefined;
        };
        "operational": {
            "base_extrinsic": Anonymize<I4q39t5hn830vp>;
            "max_extrinsic"?: (Anonymize<I4q39t5hn830vp>) | undefined;
            "max_total"?: (Anonymize<I4q39t5hn830vp>) | undefined;
            "reserved"?: (Anonymize<I4q39t5hn830vp>) | undefined;
        };
        "mandatory": {
            "base_extrinsic": Anonymize<I4q39t5hn830vp>;
            "max_extrinsic"?: (Anonymize<I4q39t5hn830vp>) | undefined;
            "max_total"?: (Anonymize<I4q39t5hn830vp>) | undefined;
            "reserved"?: (Anonymize<I4q39t5hn830vp>) | undefined;
        };
    };
};
export type Ibtil0ss5munbk = {
    "max": {
        "normal": number;
        "operational": number;
        "mandatory": number;
    };
    "max_header_size"?: Anonymize<I4arjljr6dpflb>;
};
export type I9s0ave7t0vnrk = {
    "read": bigint;
    "write": bigint;
};
export type I4fo08joqmcqnm = {
    "spec_name": string;
    "impl_name": string;
    "authoring_version": number;
    "spec_version": number;
    "impl_version": number;
    "apis": Array<[SizedHex<8>, number]>;
    "transaction_version": number;
    "system_version": number;
};
export type Ibafpkl9hhno69 = Array<[number, {
    "name": string;
    "max_deciding": number;
    "decision_deposit": bigint;
    "prepare_period": number;
    "decision_period": number;
    "confirm_period": number;
    "min_enactment_period": number;
    "min_approval": ReferendaTypesCurve;
    "min_support": ReferendaTypesCurve;
}]>;
export type ReferendaTypesCurve = Enum<{
    "LinearDecreasing": {
        "length": number;
        "floor": number;
        "ceil": number;
    };
    "SteppedDecreasing": {
        "begin": number;
        "end": number;
        "step": number;
        "period": number;
    };
    "Reciprocal": {
        "factor": bigint;
        "x_offset": bigint;
        "y_offset": bigint;
    };
}>;
export declare const ReferendaTypesCurve: GetEnum<ReferendaTypesCurve>;
export type Iekve0i6djpd9f = AnonymousEnum<{
    /**
     * Make some on-chain remark.
     *
     * Can be executed by every `origin`.
     */
    "remark": Anonymize<I8ofcg5rbj0g2c>;
    /**
     * Set the number of pages in the WebAssembly environment's heap.
     */
    "set_heap_pages": Anonymize<I4adgbll7gku4i>;
    /**
     * Set the new runtime code.
     */
    "set_code": Anonymize<I6pjjpfvhvcfru>;
    /**
     * Set the new runtime code without doing any checks of the given `code`.
     *
     * Note that runtime upgrades will not run if this is called with a not-increasing spec
     * version!
     */
    "set_code_without_checks": Anonymize<I6pjjpfvhvcfru>;
    /**
     * Set some items of storage.
     */
    "set_storage": Anonymize<I9pj91mj79qekl>;
    /**
     * Kill some items from storage.
     */
    "kill_storage": Anonymize<I39uah9nss64h9>;
    /**
     * Kill all storage items with a key that starts with the given prefix.
     *
     * **NOTE:** We rely on the Root origin to provide us the number of subkeys under
     * the prefix we are removing to accurately calculate the weight of this function.
     */
    "kill_prefix": Anonymize<Ik64dknsq7k08>;
    /**
     * Make some on-chain remark and emit event.
     */
    "remark_with_event": Anonymize<I8ofcg5rbj0g2c>;
    /**
     * Authorize an upgrade to a given `code_hash` for the runtime. The runtime can be supplied
     * later.
     *
     * This call requires Root origin.
     */
    "authorize_upgrade": Anonymize<Ib51vk42m1po4n>;
    /**
     * Authorize an upgrade to a given `code_hash` for the runtime. The runtime can be supplied
     * later.
     *
     * WARNING: This authorizes an upgrade that will take place without any safety checks, for
     * example that the spec name remains the same and that the version number increases. Not
     * recommended for normal use. Use `authorize_upgrade` instead.
     *
     * This call requires Root origin.
     */
    "authorize_upgrade_without_checks": Anonymize<Ib51vk42m1po4n>;
    /**
     * Provide the preimage (runtime binary) `code` for an upgrade that has been authorized.
     *
     * If the authorization required a version check, this call will ensure the spec name
     * remains unchanged and that the spec version has increased.
     *
     * Depending on the runtime's `OnSetCode` configuration, this function may directly apply
     * the new `code` in the same block or attempt to schedule the upgrade.
     *
     * All origins are allowed.
     */
    "apply_authorized_upgrade": Anonymize<I6pjjpfvhvcfru>;
}>;
export type I8ofcg5rbj0g2c = {
    "remark": Uint8Array;
};
export type I4adgbll7gku4i = {
    "pages": bigint;
};
export type I6pjjpfvhvcfru = {
    "code": Uint8Array;
};
export type I9pj91mj79qekl = {
    "items": Array<Anonymize<Idkbvh6dahk1v7>>;
};
export type I39uah9nss64h9 = {
    "keys": Anonymize<Itom7fk49o0c9>;
};
export type Itom7fk49o0c9 = Array<Uint8Array>;
export type Ik64dknsq7k08 = {
    "prefix": Uint8Array;
    "subkeys": number;
};
export type Ib51vk42m1po4n = {
    "code_hash": SizedHex<32>;
};
export type I7d75gqfg6jh9c = AnonymousEnum<{
    /**
     * Set the current time.
     *
     * This call should be invoked exactly once per block. It will panic at the finalization
     * phase, if this call hasn't been invoked by that time.
     *
     * The timestamp should be greater than the previous one by the amount specified by
     * [`Config::MinimumPeriod`].
     *
     * The dispatch origin for this call must be _None_.
     *
     * This dispatch class is _Mandatory_ to ensure it gets executed in the block. Be aware
     * that changing the complexity of this call could result exhausting the resources in a
     * block to execute any other calls.
     *
     * ## Complexity
     * - `O(1)` (Note that implementations of `OnTimestampSet` must also be `O(1)`)
     * - 1 storage read and 1 storage mutation (codec `O(1)` because of `DidUpdate::take` in
     * `on_finalize`)
     * - 1 event handler `on_timestamp_set`. Must be `O(1)`.
     */
    "set": Anonymize<Idcr6u6361oad9>;
}>;
export type Idcr6u6361oad9 = {
    "now": bigint;
};
export type I3qcrrsesbh2rk = AnonymousEnum<{
    /**
     * Report authority equivocation/misbehavior. This method will verify
     * the equivocation proof and validate the given key ownership proof
     * against the extracted offender. If both are valid, the offence will
     * be reported.
     */
    "report_equivocation": Anonymize<I1a04b7hp13v4p>;
    /**
     * Report authority equivocation/misbehavior. This method will verify
     * the equivocation proof and validate the given key ownership proof
     * against the extracted offender. If both are valid, the offence will
     * be reported.
     * This extrinsic must be called unsigned and it is expected that only
     * block authors will call it (validated in `ValidateUnsigned`), as such
     * if the block author is defined it will be defined as the equivocation
     * reporter.
     */
    "report_equivocation_unsigned": Anonymize<I1a04b7hp13v4p>;
    /**
     * Plan an epoch config change. The epoch config change is recorded and will be enacted on
     * the next call to `enact_epoch_change`. The config will be activated one epoch after.
     * Multiple calls to this method will replace any existing planned config change that had
     * not been enacted yet.
     */
    "plan_config_change": Anonymize<I9fin09kkg0jaj>;
}>;
export type I1a04b7hp13v4p = {
    "equivocation_proof": Anonymize<I68ii5ik8avr9o>;
    "key_owner_proof": Anonymize<Ia0r7akcodprfs>;
};
export type I68ii5ik8avr9o = {
    "offender": SizedHex<32>;
    "slot": bigint;
    "first_header": Anonymize<Ic952bubvq4k7d>;
    "second_header": Anonymize<Ic952bubvq4k7d>;
};
export type Ic952bubvq4k7d = {
    "parent_hash": SizedHex<32>;
    "number": number;
    "state_root": SizedHex<32>;
    "extrinsics_root": SizedHex<32>;
    "digest": Anonymize<I4mddgoa69c0a2>;
};
export type Ia0r7akcodprfs = {
    "session": number;
    "validator_count": number;
};
export type I9fin09kkg0jaj = {
    "config": BabeDigestsNextConfigDescriptor;
};
export type I9svldsp29mh87 = AnonymousEnum<{
    /**
     * Transfer some liquid free balance to another account.
     *
     * `transfer_allow_death` will set the `FreeBalance` of the sender and receiver.
     * If the sender's account is below the existential deposit as a result
     * of the transfer, the account will be reaped.
     *
     * The dispatch origin for this call must be `Signed` by the transactor.
     */
    "transfer_allow_death": Anonymize<I4ktuaksf5i1gk>;
    /**
     * Exactly as `transfer_allow_death`, except the origin must be root and the source account
     * may be specified.
     */
    "force_transfer": Anonymize<I9bqtpv2ii35mp>;
    /**
     * Same as the [`transfer_allow_death`] call, but with a check that the transfer will not
     * kill the origin account.
     *
     * 99% of the time you want [`transfer_allow_death`] instead.
     *
     * [`transfer_allow_death`]: struct.Pallet.html#method.transfer
     */
    "transfer_keep_alive": Anonymize<I4ktuaksf5i1gk>;
    /**
     * Transfer the entire transferable balance from the caller account.
     *
     * NOTE: This function only attempts to transfer _transferable_ balances. This means that
     * any locked, reserved, or existential deposits (when `keep_alive` is `true`), will not be
     * transferred by this function. To ensure that this function results in a killed account,
     * you might need to prepare the account by removing any reference counters, storage
     * deposits, etc...
     *
     * The dispatch origin of this call must be Signed.
     *
     * - `dest`: The recipient of the transfer.
     * - `keep_alive`: A boolean to determine if the `transfer_all` operation should send all
     * of the funds the account has, causing the sender account to be killed (false), or
     * transfer everything except at least the existential deposit, which will guarantee to
     * keep the sender account alive (true).
     */
    "transfer_all": Anonymize<I9j7pagd6d4bda>;
    /**
     * Unreserve some balance from a user by force.
     *
     * Can only be called by ROOT.
     */
    "force_unreserve": Anonymize<I2h9pmio37r7fb>;
    /**
     * Upgrade a specified account.
     *
     * - `origin`: Must be `Signed`.
     * - `who`: The account to be upgraded.
     *
     * This will waive the transaction fee if at least all but 10% of the accounts needed to
     * be upgraded. (We let some not have to be upgraded just in order to allow for the
     * possibility of churn).
     */
    "upgrade_accounts": Anonymize<Ibmr18suc9ikh9>;
    /**
     * Set the regular balance of a given account.
     *
     * The dispatch origin for this call is `root`.
     */
    "force_set_balance": Anonymize<I9iq22t0burs89>;
    /**
     * Adjust the total issuance in a saturating way.
     *
     * Can only be called by root and always needs a positive `delta`.
     *
     * # Example
     */
    "force_adjust_total_issuance": Anonymize<I5u8olqbbvfnvf>;
    /**
     * Burn the specified liquid free balance from the origin account.
     *
     * If the origin's account ends up below the existential deposit as a result
     * of the burn and `keep_alive` is false, the account will be reaped.
     *
     * Unlike sending funds to a _burn_ address, which merely makes the funds inaccessible,
     * this `burn` operation will reduce total issuance by the amount _burned_.
     */
    "burn": Anonymize<I5utcetro501ir>;
}>;
export type I4ktuaksf5i1gk = {
    "dest": MultiAddress;
    "value": bigint;
};
export type MultiAddress = Enum<{
    "Id": SS58String;
    "Index": undefined;
    "Raw": Uint8Array;
    "Address32": SizedHex<32>;
    "Address20": SizedHex<20>;
}>;
export declare const MultiAddress: GetEnum<MultiAddress>;
export type I9bqtpv2ii35mp = {
    "source": MultiAddress;
    "dest": MultiAddress;
    "value": bigint;
};
export type I9j7pagd6d4bda = {
    "dest": MultiAddress;
    "keep_alive": boolean;
};
export type I2h9pmio37r7fb = {
    "who": MultiAddress;
    "amount": bigint;
};
export type Ibmr18suc9ikh9 = {
    "who": Anonymize<Ia2lhg7l2hilo3>;
};
export type I9iq22t0burs89 = {
    "who": MultiAddress;
    "new_free": bigint;
};
export type I5u8olqbbvfnvf = {
    "direction": BalancesAdjustmentDirection;
    "delta": bigint;
};
export type BalancesAdjustmentDirection = Enum<{
    "Increase": undefined;
    "Decrease": undefined;
}>;
export declare const BalancesAdjustmentDirection: GetEnum<BalancesAdjustmentDirection>;
export type I5utcetro501ir = {
    "value": bigint;
    "keep_alive": boolean;
};
export type I1h9nvet5dkvn6 = AnonymousEnum<{
    /**
     * Makes the caller a candidate with `bond` planck of its own. It needs session keys.
     */
    "join": Anonymize<Ialpmgmhr3gk5r>;
    /**
     * Changes the caller's commission: from this block on if it falls or nobody delegates to the caller,
     * else after `CommissionNotice` sessions.
     */
    "set_commission": Anonymize<I7ffhplka9c7bk>;
    /**
     * Makes the caller, an idle validator, a candidate again.
     */
    "rejoin": undefined;
    /**
     * Adds `amount` planck of the caller's to a candidate's pool. A validator adds to its own bond this
     * way.
     */
    "delegate": Anonymize<Ib97sstuhuq8i0>;
    /**
     * Unbonds `amount` planck of the caller's stake with a validator, or all of it if it is worth no
     * more.
     */
    "undelegate": Anonymize<Ib97sstuhuq8i0>;
    /**
     * Returns everything of the caller's that has finished unbonding.
     */
    "withdraw": undefined;
    /**
     * Moves what the caller has earned in a validator's pool to its free balance.
     */
    "claim": Anonymize<I9acqruh7322g2>;
    /**
     * Takes the caller out of the candidates and unbonds its own bond. It serves until the end of the
     * next session; keep its node running until then.
     */
    "leave": undefined;
    /**
     * Removes the caller's session keys and returns the deposit for them, once no planned session needs
     * them.
     */
    "purge_keys": undefined;
    /**
     * Lifts every slash that waits for a validator, and its cool-down: for governance, when a report was
     * a mistake.
     */
    "cancel_slash": Anonymize<I9acqruh7322g2>;
    /**
     * Takes from a delegator's stake what it answers for. Anybody may call it; without it, the delegator
     * pays when it next touches its stake.
     */
    "apply_slash": Anonymize<I5rh7brfh4jg1k>;
}>;
export type Ialpmgmhr3gk5r = {
    "bond": bigint;
};
export type I7ffhplka9c7bk = {
    "commission": number;
};
export type Ib97sstuhuq8i0 = {
    "validator": SS58String;
    "amount": bigint;
};
export type I5rh7brfh4jg1k = {
    "validator": SS58String;
    "delegator": SS58String;
};
export type I94n705fi1vqkm = AnonymousEnum<{
    /**
     * Sets the session key(s) of the function caller to `keys`.
     *
     * Allows an account to set its session key prior to becoming a validator.
     * This doesn't take effect until the next session.
     *
     * - `origin`: The dispatch origin of this function must be signed.
     * - `keys`: The new session keys to set. These are the public keys of all sessions keys
     * setup in the runtime.
     * - `proof`: The proof that `origin` has access to the private keys of `keys`. See
     * [`impl_opaque_keys`](sp_runtime::impl_opaque_keys) for more information about the
     * proof format.
     */
    "set_keys": Anonymize<Idfok8csl12drp>;
    /**
     * Removes any session key(s) of the function caller.
     *
     * This doesn't take effect until the next session.
     *
     * The dispatch origin of this function must be Signed and the account must be either be
     * convertible to a validator ID using the chain's typical addressing system (this usually
     * means being a controller account) or directly convertible into a validator ID (which
     * usually means being a stash account).
     */
    "purge_keys": undefined;
}>;
export type Idfok8csl12drp = {
    "keys": Anonymize<Ipfm3cv3d4hbs>;
    "proof": Uint8Array;
};
export type I7l7k61doh5214 = AnonymousEnum<{
    /**
     * Report voter equivocation/misbehavior. This method will verify the
     * equivocation proof and validate the given key ownership proof
     * against the extracted offender. If both are valid, the offence
     * will be reported.
     */
    "report_equivocation": Anonymize<I3m3k5vaeoocbr>;
    /**
     * Report voter equivocation/misbehavior. This method will verify the
     * equivocation proof and validate the given key ownership proof
     * against the extracted offender. If both are valid, the offence
     * will be reported.
     *
     * This extrinsic must be called unsigned and it is expected that only
     * block authors will call it (validated in `ValidateUnsigned`), as such
     * if the block author is defined it will be defined as the equivocation
     * reporter.
     */
    "report_equivocation_unsigned": Anonymize<I3m3k5vaeoocbr>;
    /**
     * Note that the current authority set of the GRANDPA finality gadget has stalled.
     *
     * This will trigger a forced authority set change at the beginning of the next session, to
     * be enacted `delay` blocks after that. The `delay` should be high enough to safely assume
     * that the block signalling the forced change will not be re-orged e.g. 1000 blocks.
     * The block production rate (which may be slowed down because of finality lagging) should
     * be taken into account when choosing the `delay`. The GRANDPA voters based on the new
     * authority will start voting on top of `best_finalized_block_number` for new finalized
     * blocks. `best_finalized_block_number` should be the highest of the latest finalized
     * block of all validators of the new authority set.
     *
     * Only callable by root.
     */
    "note_stalled": Anonymize<I2hviml3snvhhn>;
}>;
export type I3m3k5vaeoocbr = {
    "equivocation_proof": Anonymize<I9puqgoda8ofk4>;
    "key_owner_proof": Anonymize<Ia0r7akcodprfs>;
};
export type I9puqgoda8ofk4 = {
    "set_id": bigint;
    "equivocation": GrandpaEquivocation;
};
export type GrandpaEquivocation = Enum<{
    "Prevote": {
        "round_number": bigint;
        "identity": SizedHex<32>;
        "first": [{
            "target_hash": SizedHex<32>;
            "target_number": number;
        }, SizedHex<64>];
        "second": [{
            "target_hash": SizedHex<32>;
            "target_number": number;
        }, SizedHex<64>];
    };
    "Precommit": {
        "round_number": bigint;
        "identity": SizedHex<32>;
        "first": [{
            "target_hash": SizedHex<32>;
            "target_number": number;
        }, SizedHex<64>];
        "second": [{
            "target_hash": SizedHex<32>;
            "target_number": number;
        }, SizedHex<64>];
    };
}>;
export declare const GrandpaEquivocation: GetEnum<GrandpaEquivocation>;
export type I2hviml3snvhhn = {
    "delay": number;
    "best_finalized_block_number": number;
};
export type I7acn2a1rhul4t = AnonymousEnum<{
    /**
     * Send a batch of dispatch calls.
     *
     * May be called from any origin except `None`.
     *
     * - `calls`: The calls to be dispatched from the same origin. The number of call must not
     * exceed the constant: `batched_calls_limit` (available in constant metadata).
     *
     * If origin is root then the calls are dispatched without checking origin filter. (This
     * includes bypassing `frame_system::Config::BaseCallFilter`).
     *
     * ## Complexity
     * - O(C) where C is the number of calls to be batched.
     *
     * This will return `Ok` in all circumstances. To determine the success of the batch, an
     * event is deposited. If a call failed and the batch was interrupted, then the
     * `BatchInterrupted` event is deposited, along with the number of successful calls made
     * and the error of the failed call. If all were successful, then the `BatchCompleted`
     * event is deposited.
     */
    "batch": Anonymize<I1i2qgmqh0ltsc>;
    /**
     * Send a call through an indexed pseudonym of the sender.
     *
     * Filter from origin are passed along. The call will be dispatched with an origin which
     * use the same filter as the origin of this call.
     *
     * NOTE: If you need to ensure that any account-based filtering is not honored (i.e.
     * because you expect `proxy` to have been used prior in the call stack and you do not want
     * the call restrictions to apply to any sub-accounts), then use `as_multi_threshold_1`
     * in the Multisig pallet instead.
     *
     * NOTE: Prior to version *12, this was called `as_limited_sub`.
     *
     * The dispatch origin for this call must be _Signed_.
     */
    "as_derivative": Anonymize<I4416babaul3es>;
    /**
     * Send a batch of dispatch calls and atomically execute them.
     * The whole transaction will rollback and fail if any of the calls failed.
     *
     * May be called from any origin except `None`.
     *
     * - `calls`: The calls to be dispatched from the same origin. The number of call must not
     * exceed the constant: `batched_calls_limit` (available in constant metadata).
     *
     * If origin is root then the calls are dispatched without checking origin filter. (This
     * includes bypassing `frame_system::Config::BaseCallFilter`).
     *
     * ## Complexity
     * - O(C) where C is the number of calls to be batched.
     */
    "batch_all": Anonymize<I1i2qgmqh0ltsc>;
    /**
     * Dispatches a function call with a provided origin.
     *
     * The dispatch origin for this call must be _Root_.
     *
     * ## Complexity
     * - O(1).
     */
    "dispatch_as": Anonymize<Ievfspnf9aq9mp>;
    /**
     * Send a batch of dispatch calls.
     * Unlike `batch`, it allows errors and won't interrupt.
     *
     * May be called from any origin except `None`.
     *
     * - `calls`: The calls to be dispatched from the same origin. The number of call must not
     * exceed the constant: `batched_calls_limit` (available in constant metadata).
     *
     * If origin is root then the calls are dispatch without checking origin filter. (This
     * includes bypassing `frame_system::Config::BaseCallFilter`).
     *
     * ## Complexity
     * - O(C) where C is the number of calls to be batched.
     */
    "force_batch": Anonymize<I1i2qgmqh0ltsc>;
    /**
     * Dispatch a function call with a specified weight.
     *
     * This function does not check the weight of the call, and instead allows the
     * Root origin to specify the weight of the call.
     *
     * The dispatch origin for this call must be _Root_.
     */
    "with_weight": Anonymize<I3ab4jkji10evv>;
    /**
     * Dispatch a fallback call in the event the main call fails to execute.
     * May be called from any origin except `None`.
     *
     * This function first attempts to dispatch the `main` call.
     * If the `main` call fails, the `fallback` is attemted.
     * if the fallback is successfully dispatched, the weights of both calls
     * are accumulated and an event containing the main call error is deposited.
     *
     * In the event of a fallback failure the whole call fails
     * with the weights returned.
     *
     * - `main`: The main call to be dispatched. This is the primary action to execute.
     * - `fallback`: The fallback call to be dispatched in case the `main` call fails.
     *
     * ## Dispatch Logic
     * - If the origin is `root`, both the main and fallback calls are executed without
     * applying any origin filters.
     * - If the origin is not `root`, the origin filter is applied to both the `main` and
     * `fallback` calls.
     *
     * ## Use Case
     * - Some use cases might involve submitting a `batch` type call in either main, fallback
     * or both.
     */
    "if_else": Anonymize<Ibjtbbh2fnmcok>;
    /**
     * Dispatches a function call with a provided origin.
     *
     * Almost the same as [`Pallet::dispatch_as`] but forwards any error of the inner call.
     *
     * The dispatch origin for this call must be _Root_.
     */
    "dispatch_as_fallible": Anonymize<Ievfspnf9aq9mp>;
}>;
export type I1i2qgmqh0ltsc = {
    "calls": Array<TxCallData>;
};
export type I4416babaul3es = {
    "index": number;
    "call": TxCallData;
};
export type Ievfspnf9aq9mp = {
    "as_origin": Anonymize<Ie7pmok83a2ibe>;
    "call": TxCallData;
};
export type I3ab4jkji10evv = {
    "call": TxCallData;
    "weight": Anonymize<I4q39t5hn830vp>;
};
export type Ibjtbbh2fnmcok = {
    "main": TxCallData;
    "fallback": TxCallData;
};
export type Iaek17ko5fa3uo = AnonymousEnum<{
    /**
     * Immediately dispatch a multi-signature call using a single approval from the caller.
     *
     * The dispatch origin for this call must be _Signed_.
     *
     * - `other_signatories`: The accounts (other than the sender) who are part of the
     * multi-signature, but do not participate in the approval process.
     * - `call`: The call to be executed.
     *
     * Result is equivalent to the dispatched result.
     *
     * ## Complexity
     * O(Z + C) where Z is the length of the call and C its execution weight.
     */
    "as_multi_threshold_1": Anonymize<Ict3p9gnol6f6a>;
    /**
     * Register approval for a dispatch to be made from a deterministic composite account if
     * approved by a total of `threshold - 1` of `other_signatories`.
     *
     * **If the approval threshold is met (including the sender's approval), this will
     * immediately execute the call.** This is the only way to execute a multisig call -
     * `approve_as_multi` will never trigger execution.
     *
     * Payment: `DepositBase` will be reserved if this is the first approval, plus
     * `threshold` times `DepositFactor`. It is returned once this dispatch happens or
     * is cancelled.
     *
     * The dispatch origin for this call must be _Signed_.
     *
     * - `threshold`: The total number of approvals for this dispatch before it is executed.
     * - `other_signatories`: The accounts (other than the sender) who can approve this
     * dispatch. May not be empty.
     * - `maybe_timepoint`: If this is the first approval, then this must be `None`. If it is
     * not the first approval, then it must be `Some`, with the timepoint (block number and
     * transaction index) of the first approval transaction.
     * - `call`: The call to be executed.
     *
     * NOTE: For intermediate approvals (not the final approval), you should generally use
     * `approve_as_multi` instead, since it only requires a hash of the call and is more
     * efficient.
     *
     * Result is equivalent to the dispatched result if `threshold` is exactly `1`. Otherwise
     * on success, result is `Ok` and the result from the interior call, if it was executed,
     * may be found in the deposited `MultisigExecuted` event.
     *
     * ## Complexity
     * - `O(S + Z + Call)`.
     * - Up to one balance-reserve or unreserve operation.
     * - One passthrough operation, one insert, both `O(S)` where `S` is the number of
     * signatories. `S` is capped by `MaxSignatories`, with weight being proportional.
     * - One call encode & hash, both of complexity `O(Z)` where `Z` is tx-len.
     * - One encode & hash, both of complexity `O(S)`.
     * - Up to one binary search and insert (`O(logS + S)`).
     * - I/O: 1 read `O(S)`, up to 1 mutate `O(S)`. Up to one remove.
     * - One event.
     * - The weight of the `call`.
     * - Storage: inserts one item, value size bounded by `MaxSignatories`, with a deposit
     * taken for its lifetime of `DepositBase + threshold * DepositFactor`.
     */
    "as_multi": Anonymize<I4bvd68f10akgn>;
    /**
     * Register approval for a dispatch to be made from a deterministic composite account if
     * approved by a total of `threshold - 1` of `other_signatories`.
     *
     * **This function will NEVER execute the call, even if the approval threshold is
     * reached.** It only registers approval. To actually execute the call, `as_multi` must
     * be called with the full call data by any of the signatories.
     *
     * This function is more efficient than `as_multi` for intermediate approvals since it
     * only requires the call hash, not the full call data.
     *
     * Payment: `DepositBase` will be reserved if this is the first approval, plus
     * `threshold` times `DepositFactor`. It is returned once this dispatch happens or
     * is cancelled.
     *
     * The dispatch origin for this call must be _Signed_.
     *
     * - `threshold`: The total number of approvals for this dispatch before it is executed.
     * - `other_signatories`: The accounts (other than the sender) who can approve this
     * dispatch. May not be empty.
     * - `maybe_timepoint`: If this is the first approval, then this must be `None`. If it is
     * not the first approval, then it must be `Some`, with the timepoint (block number and
     * transaction index) of the first approval transaction.
     * - `call_hash`: The hash of the call to be executed.
     *
     * NOTE: To execute the call after approvals are gathered, any signatory must call
     * `as_multi` with the full call data. This function cannot execute the call.
     *
     * ## Complexity
     * - `O(S)`.
     * - Up to one balance-reserve or unreserve operation.
     * - One passthrough operation, one insert, both `O(S)` where `S` is the number of
     * signatories. `S` is capped by `MaxSignatories`, with weight being proportional.
     * - One encode & hash, both of complexity `O(S)`.
     * - Up to one binary search and insert (`O(logS + S)`).
     * - I/O: 1 read `O(S)`, up to 1 mutate `O(S)`. Up to one remove.
     * - One event.
     * - Storage: inserts one item, value size bounded by `MaxSignatories`, with a deposit
     * taken for its lifetime of `DepositBase + threshold * DepositFactor`.
     */
    "approve_as_multi": Anonymize<Ideaemvoneh309>;
    /**
     * Cancel a pre-existing, on-going multisig transaction. Any deposit reserved previously
     * for this operation will be unreserved on success.
     *
     * The dispatch origin for this call must be _Signed_.
     *
     * - `threshold`: The total number of approvals for this dispatch before it is executed.
     * - `other_signatories`: The accounts (other than the sender) who can approve this
     * dispatch. May not be empty.
     * - `timepoint`: The timepoint (block number and transaction index) of the first approval
     * transaction for this dispatch.
     * - `call_hash`: The hash of the call to be executed.
     *
     * ## Complexity
     * - `O(S)`.
     * - Up to one balance-reserve or unreserve operation.
     * - One passthrough operation, one insert, both `O(S)` where `S` is the number of
     * signatories. `S` is capped by `MaxSignatories`, with weight being proportional.
     * - One encode & hash, both of complexity `O(S)`.
     * - One event.
     * - I/O: 1 read `O(S)`, one remove.
     * - Storage: removes one item.
     */
    "cancel_as_multi": Anonymize<I3d9o9d7epp66v>;
    /**
     * Poke the deposit reserved for an existing multisig operation.
     *
     * The dispatch origin for this call must be _Signed_ and must be the original depositor of
     * the multisig operation.
     *
     * The transaction fee is waived if the deposit amount has changed.
     *
     * - `threshold`: The total number of approvals needed for this multisig.
     * - `other_signatories`: The accounts (other than the sender) who are part of the
     * multisig.
     * - `call_hash`: The hash of the call this deposit is reserved for.
     *
     * Emits `DepositPoked` if successful.
     */
    "poke_deposit": Anonymize<I6lqh1vgb4mcja>;
}>;
export type Ict3p9gnol6f6a = {
    "other_signatories": Anonymize<Ia2lhg7l2hilo3>;
    "call": TxCallData;
};
export type I4bvd68f10akgn = {
    "threshold": number;
    "other_signatories": Anonymize<Ia2lhg7l2hilo3>;
    "maybe_timepoint"?: Anonymize<I95jfd8j5cr5eh>;
    "call": TxCallData;
    "max_weight": Anonymize<I4q39t5hn830vp>;
};
export type I95jfd8j5cr5eh = (Anonymize<Itvprrpb0nm3o>) | undefined;
export type Ideaemvoneh309 = {
    "threshold": number;
    "other_signatories": Anonymize<Ia2lhg7l2hilo3>;
    "maybe_timepoint"?: Anonymize<I95jfd8j5cr5eh>;
    "call_hash": SizedHex<32>;
    "max_weight": Anonymize<I4q39t5hn830vp>;
};
export type I3d9o9d7epp66v = {
    "threshold": number;
    "other_signatories": Anonymize<Ia2lhg7l2hilo3>;
    "timepoint": Anonymize<Itvprrpb0nm3o>;
    "call_hash": SizedHex<32>;
};
export type I6lqh1vgb4mcja = {
    "threshold": number;
    "other_signatories": Anonymize<Ia2lhg7l2hilo3>;
    "call_hash": SizedHex<32>;
};
export type I7fl2bf2ep3ijb = AnonymousEnum<{
    /**
     * Dispatch the given `call` from an account that the sender is authorised for through
     * `add_proxy`.
     *
     * The dispatch origin for this call must be _Signed_.
     *
     * Parameters:
     * - `real`: The account that the proxy will make a call on behalf of.
     * - `force_proxy_type`: Specify the exact proxy type to be used and checked for this call.
     * - `call`: The call to be made by the `real` account.
     */
    "proxy": Anonymize<I3jbru7hmrn81l>;
    /**
     * Register a proxy account for the sender that is able to make calls on its behalf.
     *
     * The dispatch origin for this call must be _Signed_.
     *
     * Parameters:
     * - `proxy`: The account that the `caller` would like to make a proxy.
     * - `proxy_type`: The permissions allowed for this proxy account.
     * - `delay`: The announcement period required of the initial proxy. Will generally be
     * zero.
     */
    "add_proxy": Anonymize<I1qgtc6s6ek0vt>;
    /**
     * Unregister a proxy account for the sender.
     *
     * The dispatch origin for this call must be _Signed_.
     *
     * Parameters:
     * - `proxy`: The account that the `caller` would like to remove as a proxy.
     * - `proxy_type`: The permissions currently enabled for the removed proxy account.
     */
    "remove_proxy": Anonymize<I1qgtc6s6ek0vt>;
    /**
     * Unregister all proxy accounts for the sender.
     *
     * The dispatch origin for this call must be _Signed_.
     *
     * WARNING: This may be called on accounts created by `create_pure`, however if done, then
     * the unreserved fees will be inaccessible. **All access to this account will be lost.**
     */
    "remove_proxies": undefined;
    /**
     * Spawn a fresh new account that is guaranteed to be otherwise inaccessible, and
     * initialize it with a proxy of `proxy_type` for `origin` sender.
     *
     * Requires a `Signed` origin.
     *
     * - `proxy_type`: The type of the proxy that the sender will be registered as over the
     * new account. This will almost always be the most permissive `ProxyType` possible to
     * allow for maximum flexibility.
     * - `index`: A disambiguation index, in case this is called multiple times in the same
     * transaction (e.g. with `utility::batch`). Unless you're using `batch` you probably just
     * want to use `0`.
     * - `delay`: The announcement period required of the initial proxy. Will generally be
     * zero.
     *
     * Fails with `Duplicate` if this has already been called in this transaction, from the
     * same sender, with the same parameters.
     *
     * Fails if there are insufficient funds to pay for deposit.
     */
    "create_pure": Anonymize<Iu1sjef3vcgm9>;
    /**
     * Removes a previously spawned pure proxy.
     *
     * WARNING: **All access to this account will be lost.** Any funds held in it will be
     * inaccessible.
     *
     * Requires a `Signed` origin, and the sender account must have been created by a call to
     * `create_pure` with corresponding parameters.
     *
     * - `spawner`: The account that originally called `create_pure` to create this account.
     * - `index`: The disambiguation index originally passed to `create_pure`. Probably `0`.
     * - `proxy_type`: The proxy type originally passed to `create_pure`.
     * - `height`: The height of the chain when the call to `create_pure` was processed.
     * - `ext_index`: The extrinsic index in which the call to `create_pure` was processed.
     *
     * Fails with `NoPermission` in case the caller is not a previously created pure
     * account whose `create_pure` call has corresponding parameters.
     */
    "kill_pure": Anonymize<I44mge276rmt21>;
    /**
     * Publish the hash of a proxy-call that will be made in the future.
     *
     * This must be called some number of blocks before the corresponding `proxy` is attempted
     * if the delay associated with the proxy relationship is greater than zero.
     *
     * No more than `MaxPending` announcements may be made at any one time.
     *
     * This will take a deposit of `AnnouncementDepositFactor` as well as
     * `AnnouncementDepositBase` if there are no other pending announcements.
     *
     * The dispatch origin for this call must be _Signed_ and a proxy of `real`.
     *
     * Parameters:
     * - `real`: The account that the proxy will make a call on behalf of.
     * - `call_hash`: The hash of the call to be made by the `real` account.
     */
    "announce": Anonymize<I2eb501t8s6hsq>;
    /**
     * Remove a given announcement.
     *
     * May be called by a proxy account to remove a call they previously announced and return
     * the deposit.
     *
     * The dispatch origin for this call must be _Signed_.
     *
     * Parameters:
     * - `real`: The account that the proxy will make a call on behalf of.
     * - `call_hash`: The hash of the call to be made by the `real` account.
     */
    "remove_announcement": Anonymize<I2eb501t8s6hsq>;
    /**
     * Remove the given announcement of a delegate.
     *
     * May be called by a target (proxied) account to remove a call that one of their delegates
     * (`delegate`) has announced they want to execute. The deposit is returned.
     *
     * The dispatch origin for this call must be _Signed_.
     *
     * Parameters:
     * - `delegate`: The account that previously announced the call.
     * - `call_hash`: The hash of the call to be made.
     */
    "reject_announcement": Anonymize<Ianmuoljk2sk1u>;
    /**
     * Dispatch the given `call` from an account that the sender is authorized for through
     * `add_proxy`.
     *
     * Removes any corresponding announcement(s).
     *
     * The dispatch origin for this call must be _Signed_.
     *
     * Parameters:
     * - `real`: The account that the proxy will make a call on behalf of.
     * - `force_proxy_type`: Specify the exact proxy type to be used and checked for this call.
     * - `call`: The call to be made by the `real` account.
     */
    "proxy_announced": Anonymize<I3id5j0vp87sms>;
    /**
     * Poke / Adjust deposits made for proxies and announcements based on current values.
     * This can be used by accounts to possibly lower their locked amount.
     *
     * The dispatch origin for this call must be _Signed_.
     *
     * The transaction fee is waived if the deposit amount has changed.
     *
     * Emits `DepositPoked` if successful.
     */
    "poke_deposit": undefined;
}>;
export type I3jbru7hmrn81l = {
    "real": MultiAddress;
    "force_proxy_type"?: Anonymize<Ifs07l7lhk6jcc>;
    "call": TxCallData;
};
export type Ifs07l7lhk6jcc = (Anonymize<I46c5qk1im47tg>) | undefined;
export type I1qgtc6s6ek0vt = {
    "delegate": MultiAddress;
    "proxy_type": Anonymize<I46c5qk1im47tg>;
    "delay": number;
};
export type Iu1sjef3vcgm9 = {
    "proxy_type": Anonymize<I46c5qk1im47tg>;
    "delay": number;
    "index": number;
};
export type I44mge276rmt21 = {
    "spawner": MultiAddress;
    "proxy_type": Anonymize<I46c5qk1im47tg>;
    "index": number;
    "height": number;
    "ext_index": number;
};
export type I2eb501t8s6hsq = {
    "real": MultiAddress;
    "call_hash": SizedHex<32>;
};
export type Ianmuoljk2sk1u = {
    "delegate": MultiAddress;
    "call_hash": SizedHex<32>;
};
export type I3id5j0vp87sms = {
    "delegate": MultiAddress;
    "real": MultiAddress;
    "force_proxy_type"?: Anonymize<Ifs07l7lhk6jcc>;
    "call": TxCallData;
};
export type If81ks88t5mpk5 = AnonymousEnum<{
    /**
     * Register a preimage on-chain.
     *
     * If the preimage was previously requested, no fees or deposits are taken for providing
     * the preimage. Otherwise, a deposit is taken proportional to the size of the preimage.
     */
    "note_preimage": Anonymize<I82nfqfkd48n10>;
    /**
     * Clear an unrequested preimage from the runtime storage.
     *
     * If `len` is provided, then it will be a much cheaper operation.
     *
     * - `hash`: The hash of the preimage to be removed from the store.
     * - `len`: The length of the preimage of `hash`.
     */
    "unnote_preimage": Anonymize<I1jm8m1rh9e20v>;
    /**
     * Request a preimage be uploaded to the chain without paying any fees or deposits.
     *
     * If the preimage requests has already been provided on-chain, we unreserve any deposit
     * a user may have paid, and take the control of the preimage out of their hands.
     */
    "request_preimage": Anonymize<I1jm8m1rh9e20v>;
    /**
     * Clear a previously made request for a preimage.
     *
     * NOTE: THIS MUST NOT BE CALLED ON `hash` MORE TIMES THAN `request_preimage`.
     */
    "unrequest_preimage": Anonymize<I1jm8m1rh9e20v>;
    /**
     * Ensure that the bulk of pre-images is upgraded.
     *
     * The caller pays no fee if at least 90% of pre-images were successfully updated.
     */
    "ensure_updated": Anonymize<I3o5j3bli1pd8e>;
}>;
export type I82nfqfkd48n10 = {
    "bytes": Uint8Array;
};
export type I3o5j3bli1pd8e = {
    "hashes": Anonymize<Ic5m5lp1oioo8r>;
};
export type I85c3m1458hqrl = AnonymousEnum<{
    /**
     * Anonymously schedule a task.
     */
    "schedule": Anonymize<I7lapgjr17b57t>;
    /**
     * Cancel a scheduled task (named or anonymous), by providing the block it is scheduled for
     * execution in, as well as the index of the task in that block's agenda.
     *
     * In the case of a named task, it will remove it from the lookup table as well.
     */
    "cancel": Anonymize<I5n4sebgkfr760>;
    /**
     * Schedule a named task.
     */
    "schedule_named": Anonymize<I4fv6ppkbjvr3t>;
    /**
     * Cancel a named scheduled task.
     */
    "cancel_named": Anonymize<Ifs1i5fk9cqvr6>;
    /**
     * Anonymously schedule a task after a delay.
     */
    "schedule_after": Anonymize<Idonb0npejqcle>;
    /**
     * Schedule a named task after a delay.
     */
    "schedule_named_after": Anonymize<I2vls7pd3ppb62>;
    /**
     * Set a retry configuration for a task so that, in case its scheduled run fails, it will
     * be retried after `period` blocks, for a total amount of `retries` retries or until it
     * succeeds.
     *
     * Tasks which need to be scheduled for a retry are still subject to weight metering and
     * agenda space, same as a regular task. If a periodic task fails, it will be scheduled
     * normally while the task is retrying.
     *
     * Tasks scheduled as a result of a retry for a periodic task are unnamed, non-periodic
     * clones of the original task. Their retry configuration will be derived from the
     * original task's configuration, but will have a lower value for `remaining` than the
     * original `total_retries`.
     *
     * This call **cannot** be used to set a retry configuration for a named task.
     */
    "set_retry": Anonymize<Ieg3fd8p4pkt10>;
    /**
     * Set a retry configuration for a named task so that, in case its scheduled run fails, it
     * will be retried after `period` blocks, for a total amount of `retries` retries or until
     * it succeeds.
     *
     * Tasks which need to be scheduled for a retry are still subject to weight metering and
     * agenda space, same as a regular task. If a periodic task fails, it will be scheduled
     * normally while the task is retrying.
     *
     * Tasks scheduled as a result of a retry for a periodic task are unnamed, non-periodic
     * clones of the original task. Their retry configuration will be derived from the
     * original task's configuration, but will have a lower value for `remaining` than the
     * original `total_retries`.
     *
     * This is the only way to set a retry configuration for a named task.
     */
    "set_retry_named": Anonymize<I8kg5ll427kfqq>;
    /**
     * Removes the retry configuration of a task.
     */
    "cancel_retry": Anonymize<I467333262q1l9>;
    /**
     * Cancel the retry configuration of a named task.
     */
    "cancel_retry_named": Anonymize<Ifs1i5fk9cqvr6>;
}>;
export type I7lapgjr17b57t = {
    "when": number;
    "maybe_periodic"?: Anonymize<Iep7au1720bm0e>;
    "priority": number;
    "call": TxCallData;
};
export type I4fv6ppkbjvr3t = {
    "id": SizedHex<32>;
    "when": number;
    "maybe_periodic"?: Anonymize<Iep7au1720bm0e>;
    "priority": number;
    "call": TxCallData;
};
export type Ifs1i5fk9cqvr6 = {
    "id": SizedHex<32>;
};
export type Idonb0npejqcle = {
    "after": number;
    "maybe_periodic"?: Anonymize<Iep7au1720bm0e>;
    "priority": number;
    "call": TxCallData;
};
export type I2vls7pd3ppb62 = {
    "id": SizedHex<32>;
    "after": number;
    "maybe_periodic"?: Anonymize<Iep7au1720bm0e>;
    "priority": number;
    "call": TxCallData;
};
export type Ieg3fd8p4pkt10 = {
    "task": Anonymize<I9jd27rnpm8ttv>;
    "retries": number;
    "period": number;
};
export type I8kg5ll427kfqq = {
    "id": SizedHex<32>;
    "retries": number;
    "period": number;
};
export type I467333262q1l9 = {
    "task": Anonymize<I9jd27rnpm8ttv>;
};
export type I7o8seuuai05tt = AnonymousEnum<{
    /**
     * Authenticates the sudo key and dispatches a function call with `Root` origin.
     */
    "sudo": Anonymize<Icgvlt16s3viih>;
    /**
     * Authenticates the sudo key and dispatches a function call with `Root` origin.
     * This function does not check the weight of the call, and instead allows the
     * Sudo user to specify the weight of the call.
     *
     * The dispatch origin for this call must be _Signed_.
     */
    "sudo_unchecked_weight": Anonymize<I3ab4jkji10evv>;
    /**
     * Authenticates the current sudo key and sets the given AccountId (`new`) as the new sudo
     * key.
     */
    "set_key": Anonymize<I8k3rnvpeeh4hv>;
    /**
     * Authenticates the sudo key and dispatches a function call with `Signed` origin from
     * a given account.
     *
     * The dispatch origin for this call must be _Signed_.
     */
    "sudo_as": Anonymize<Ictva00e0bvusp>;
    /**
     * Permanently removes the sudo key.
     *
     * **This cannot be un-done.**
     */
    "remove_key": undefined;
}>;
export type Icgvlt16s3viih = {
    "call": TxCallData;
};
export type I8k3rnvpeeh4hv = {
    "new": MultiAddress;
};
export type Ictva00e0bvusp = {
    "who": MultiAddress;
    "call": TxCallData;
};
export type I78c6gap1snbjh = AnonymousEnum<{
    /**
     * Propose and approve a spend of treasury funds.
     *
     * ## Dispatch Origin
     *
     * Must be [`Config::SpendOrigin`] with the `Success` value being at least `amount`.
     *
     * ### Details
     * NOTE: For record-keeping purposes, the proposer is deemed to be equivalent to the
     * beneficiary.
     *
     * ### Parameters
     * - `amount`: The amount to be transferred from the treasury to the `beneficiary`.
     * - `beneficiary`: The destination account for the transfer.
     *
     * ## Events
     *
     * Emits [`Event::SpendApproved`] if successful.
     */
    "spend_local": Anonymize<Icnrv1mfbd3in1>;
    /**
     * Force a previously approved proposal to be removed from the approval queue.
     *
     * ## Dispatch Origin
     *
     * Must be [`Config::RejectOrigin`].
     *
     * ## Details
     *
     * The original deposit will no longer be returned.
     *
     * ### Parameters
     * - `proposal_id`: The index of a proposal
     *
     * ### Complexity
     * - O(A) where `A` is the number of approvals
     *
     * ### Errors
     * - [`Error::ProposalNotApproved`]: The `proposal_id` supplied was not found in the
     * approval queue, i.e., the proposal has not been approved. This could also mean the
     * proposal does not exist altogether, thus there is no way it would have been approved
     * in the first place.
     */
    "remove_approval": Anonymize<Icm9m0qeemu66d>;
    /**
     * Propose and approve a spend of treasury funds.
     *
     * ## Dispatch Origin
     *
     * Must be [`Config::SpendOrigin`] with the `Success` value being at least
     * `amount` of `asset_kind` in the native asset. The amount of `asset_kind` is converted
     * for assertion using the [`Config::BalanceConverter`].
     *
     * ## Details
     *
     * Create an approved spend for transferring a specific `amount` of `asset_kind` to a
     * designated beneficiary. The spend must be claimed using the `payout` dispatchable within
     * the [`Config::PayoutPeriod`].
     *
     * ### Parameters
     * - `asset_kind`: An indicator of the specific asset class to be spent.
     * - `amount`: The amount to be transferred from the treasury to the `beneficiary`.
     * - `beneficiary`: The beneficiary of the spend.
     * - `valid_from`: The block number from which the spend can be claimed. It can refer to
     * the past if the resulting spend has not yet expired according to the
     * [`Config::PayoutPeriod`]. If `None`, the spend can be claimed immediately after
     * approval.
     *
     * ## Events
     *
     * Emits [`Event::AssetSpendApproved`] if successful.
     */
    "spend": Anonymize<I6qq5nnbjegi8u>;
    /**
     * Claim a spend.
     *
     * ## Dispatch Origin
     *
     * Must be signed
     *
     * ## Details
     *
     * Spends must be claimed within some temporal bounds. A spend may be claimed within one
     * [`Config::PayoutPeriod`] from the `valid_from` block.
     * In case of a payout failure, the spend status must be updated with the `check_status`
     * dispatchable before retrying with the current function.
     *
     * ### Parameters
     * - `index`: The spend index.
     *
     * ## Events
     *
     * Emits [`Event::Paid`] if successful.
     */
    "payout": Anonymize<I666bl2fqjkejo>;
    /**
     * Check the status of the spend and remove it from the storage if processed.
     *
     * ## Dispatch Origin
     *
     * Must be signed.
     *
     * ## Details
     *
     * The status check is a prerequisite for retrying a failed payout.
     * If a spend has either succeeded or expired, it is removed from the storage by this
     * function. In such instances, transaction fees are refunded.
     *
     * ### Parameters
     * - `index`: The spend index.
     *
     * ## Events
     *
     * Emits [`Event::PaymentFailed`] if the spend payout has failed.
     * Emits [`Event::SpendProcessed`] if the spend payout has succeed.
     */
    "check_status": Anonymize<I666bl2fqjkejo>;
    /**
     * Void previously approved spend.
     *
     * ## Dispatch Origin
     *
     * Must be [`Config::RejectOrigin`].
     *
     * ## Details
     *
     * A spend void is only possible if the payout has not been attempted yet.
     *
     * ### Parameters
     * - `index`: The spend index.
     *
     * ## Events
     *
     * Emits [`Event::AssetSpendVoided`] if successful.
     */
    "void_spend": Anonymize<I666bl2fqjkejo>;
}>;
export type Icnrv1mfbd3in1 = {
    "amount": bigint;
    "beneficiary": MultiAddress;
};
export type Icm9m0qeemu66d = {
    "proposal_id": number;
};
export type I6qq5nnbjegi8u = {
    "amount": bigint;
    "beneficiary": SS58String;
    "valid_from"?: Anonymize<I4arjljr6dpflb>;
};
export type Ie5kd08tutk56t = AnonymousEnum<{
    /**
     * Vote in a poll. If `vote.is_aye()`, the vote is to enact the proposal;
     * otherwise it is a vote to keep the status quo.
     *
     * The dispatch origin of this call must be _Signed_.
     *
     * - `poll_index`: The index of the poll to vote for.
     * - `vote`: The vote configuration.
     *
     * Weight: `O(R)` where R is the number of polls the voter has voted on.
     */
    "vote": Anonymize<Idnsr2pndm36h0>;
    /**
     * Delegate the voting power (with some given conviction) of the sending account for a
     * particular class of polls.
     *
     * The balance delegated is locked for as long as it's delegated, and thereafter for the
     * time appropriate for the conviction's lock period.
     *
     * The dispatch origin of this call must be _Signed_, and the signing account must either:
     * - be delegating already; or
     * - have no voting activity (if there is, then it will need to be removed through
     * `remove_vote`).
     *
     * - `to`: The account whose voting the `target` account's voting power will follow.
     * - `class`: The class of polls to delegate. To delegate multiple classes, multiple calls
     * to this function are required.
     * - `conviction`: The conviction that will be attached to the delegated votes. When the
     * account is undelegated, the funds will be locked for the corresponding period.
     * - `balance`: The amount of the account's balance to be used in delegating. This must not
     * be more than the account's current balance.
     *
     * Emits `Delegated`.
     *
     * Weight: `O(R)` where R is the number of polls the voter delegating to has
     * voted on. Weight is initially charged as if maximum votes, but is refunded later.
     */
    "delegate": Anonymize<Ia1pvdcbhuqf8m>;
    /**
     * Undelegate the voting power of the sending account for a particular class of polls.
     *
     * Tokens may be unlocked following once an amount of time consistent with the lock period
     * of the conviction with which the delegation was issued has passed.
     *
     * The dispatch origin of this call must be _Signed_ and the signing account must be
     * currently delegating.
     *
     * - `class`: The class of polls to remove the delegation from.
     *
     * Emits `Undelegated`.
     *
     * Weight: `O(R)` where R is the number of polls the voter delegating to has
     * voted on. Weight is initially charged as if maximum votes, but is refunded later.
     */
    "undelegate": Anonymize<I8steo882k7qns>;
    /**
     * Remove the lock caused by prior voting/delegating which has expired within a particular
     * class.
     *
     * The dispatch origin of this call must be _Signed_.
     *
     * - `class`: The class of polls to unlock.
     * - `target`: The account to remove the lock on.
     *
     * Weight: `O(R)` with R number of vote of target.
     */
    "unlock": Anonymize<I4pa4q37gj6fua>;
    /**
     * Remove a vote for a poll.
     *
     * If:
     * - the poll was cancelled, or
     * - the poll is ongoing, or
     * - the poll has ended such that
     * - the vote of the account was in opposition to the result; or
     * - there was no conviction to the account's vote; or
     * - the account made a split vote
     * ...then the vote is removed cleanly and a following call to `unlock` may result in more
     * funds being available.
     *
     * If, however, the poll has ended and:
     * - it finished corresponding to the vote of the account, and
     * - the account made a standard vote with conviction, and
     * - the lock period of the conviction is not over
     * ...then the lock will be aggregated into the overall account's lock, which may involve
     * *overlocking* (where the two locks are combined into a single lock that is the maximum
     * of both the amount locked and the time is it locked for).
     *
     * The dispatch origin of this call must be _Signed_, and the signer must have a vote
     * registered for poll `index`.
     *
     * - `index`: The index of poll of the vote to be removed.
     * - `class`: Optional parameter, if given it indicates the class of the poll. For polls
     * which have finished or are cancelled, this must be `Some`.
     *
     * Weight: `O(R + log R)` where R is the number of polls that `target` has voted on.
     * Weight is calculated for the maximum number of vote.
     */
    "remove_vote": Anonymize<I5f178ab6b89t3>;
    /**
     * Remove a vote for a poll.
     *
     * If the `target` is equal to the signer, then this function is exactly equivalent to
     * `remove_vote`. If not equal to the signer, then the vote must have expired,
     * either because the poll was cancelled, because the voter lost the poll or
     * because the conviction period is over.
     *
     * The dispatch origin of this call must be _Signed_.
     *
     * - `target`: The account of the vote to be removed; this account must have voted for poll
     * `index`.
     * - `index`: The index of poll of the vote to be removed.
     * - `class`: The class of the poll.
     *
     * Weight: `O(R + log R)` where R is the number of polls that `target` has voted on.
     * Weight is calculated for the maximum number of vote.
     */
    "remove_other_vote": Anonymize<I4nakhtbsk3c5s>;
}>;
export type Idnsr2pndm36h0 = {
    "poll_index": number;
    "vote": ConvictionVotingVoteAccountVote;
};
export type Ia1pvdcbhuqf8m = {
    "class": number;
    "to": MultiAddress;
    "conviction": VotingConviction;
    "balance": bigint;
};
export type I8steo882k7qns = {
    "class": number;
};
export type I4pa4q37gj6fua = {
    "class": number;
    "target": MultiAddress;
};
export type I5f178ab6b89t3 = {
    "class"?: Anonymize<I4arjljr6dpflb>;
    "index": number;
};
export type I4nakhtbsk3c5s = {
    "target": MultiAddress;
    "class": number;
    "index": number;
};
export type I4fio8lp771907 = AnonymousEnum<{
    /**
     * Propose a referendum on a privileged action.
     *
     * - `origin`: must be `SubmitOrigin` and the account must have `SubmissionDeposit` funds
     * available.
     * - `proposal_origin`: The origin from which the proposal should be executed.
     * - `proposal`: The proposal.
     * - `enactment_moment`: The moment that the proposal should be enacted.
     *
     * Emits `Submitted`.
     */
    "submit": Anonymize<I6ul2deqo75lb2>;
    /**
     * Post the Decision Deposit for a referendum.
     *
     * - `origin`: must be `Signed` and the account must have funds available for the
     * referendum's track's Decision Deposit.
     * - `index`: The index of the submitted referendum whose Decision Deposit is yet to be
     * posted.
     *
     * Emits `DecisionDepositPlaced`.
     */
    "place_decision_deposit": Anonymize<I666bl2fqjkejo>;
    /**
     * Refund the Decision Deposit for a closed referendum back to the depositor.
     *
     * - `origin`: must be `Signed` or `Root`.
     * - `index`: The index of a closed referendum whose Decision Deposit has not yet been
     * refunded.
     *
     * Emits `DecisionDepositRefunded`.
     */
    "refund_decision_deposit": Anonymize<I666bl2fqjkejo>;
    /**
     * Cancel an ongoing referendum.
     *
     * - `origin`: must be the `CancelOrigin`.
     * - `index`: The index of the referendum to be cancelled.
     *
     * Emits `Cancelled`.
     */
    "cancel": Anonymize<I666bl2fqjkejo>;
    /**
     * Cancel an ongoing referendum and slash the deposits.
     *
     * - `origin`: must be the `KillOrigin`.
     * - `index`: The index of the referendum to be cancelled.
     *
     * Emits `Killed` and `DepositSlashed`.
     */
    "kill": Anonymize<I666bl2fqjkejo>;
    /**
     * Advance a referendum onto its next logical state. Only used internally.
     *
     * - `origin`: must be `Root`.
     * - `index`: the referendum to be advanced.
     */
    "nudge_referendum": Anonymize<I666bl2fqjkejo>;
    /**
     * Advance a track onto its next logical state. Only used internally.
     *
     * - `origin`: must be `Root`.
     * - `track`: the track to be advanced.
     *
     * Action item for when there is now one fewer referendum in the deciding phase and the
     * `DecidingCount` is not yet updated. This means that we should either:
     * - begin deciding another referendum (and leave `DecidingCount` alone); or
     * - decrement `DecidingCount`.
     */
    "one_fewer_deciding": Anonymize<Icbio0e1f0034b>;
    /**
     * Refund the Submission Deposit for a closed referendum back to the depositor.
     *
     * - `origin`: must be `Signed` or `Root`.
     * - `index`: The index of a closed referendum whose Submission Deposit has not yet been
     * refunded.
     *
     * Emits `SubmissionDepositRefunded`.
     */
    "refund_submission_deposit": Anonymize<I666bl2fqjkejo>;
    /**
     * Set or clear metadata of a referendum.
     *
     * Parameters:
     * - `origin`: Must be `Signed` by a creator of a referendum or by anyone to clear a
     * metadata of a finished referendum.
     * - `index`:  The index of a referendum to set or clear metadata for.
     * - `maybe_hash`: The hash of an on-chain stored preimage. `None` to clear a metadata.
     */
    "set_metadata": Anonymize<I8c0vkqjjipnuj>;
}>;
export type I6ul2deqo75lb2 = {
    "proposal_origin": Anonymize<Ie7pmok83a2ibe>;
    "proposal": PreimagesBounded;
    "enactment_moment": TraitsScheduleDispatchTime;
};
export type Icbio0e1f0034b = {
    "track": number;
};
export type I8c0vkqjjipnuj = {
    "index": number;
    "maybe_hash"?: Anonymize<I4s6vifaf8k998>;
};
export type Ibcp40p7trllj8 = AnonymousEnum<{
    /**
     * Cancels a referendum, for the track `safety`. Referenda on the tracks `upgrade` and `safety` go
     * on: no track stops what oversees it.
     */
    "stop_referendum": Anonymize<I666bl2fqjkejo>;
}>;
export type Ieclti7qtnvt48 = AnonymousEnum<{
    /**
     * Set the value of a parameter.
     *
     * The dispatch origin of this call must be `AdminOrigin` for the given `key`. Values be
     * deleted by setting them to `None`.
     */
    "set_parameter": Anonymize<Ie8fiivec138rq>;
}>;
export type Ie8fiivec138rq = {
    "key_value": Enum<{
        "Datanets": Enum<{
            "DatanetDeposit": Anonymize<Ia023ofm66k1pj>;
            "ContributionBondBase": Anonymize<Ia023ofm66k1pj>;
            "ContributionBondPerByte": Anonymize<Ia023ofm66k1pj>;
            "FlagBond": Anonymize<Ia023ofm66k1pj>;
            "RejectionFee": Anonymize<Idqsmalvqe2q98>;
            "CuratorBond": Anonymize<Ia023ofm66k1pj>;
            "AppealBond": Anonymize<Ia023ofm66k1pj>;
            "CommitmentDeposit": Anonymize<Ia023ofm66k1pj>;
            "DepositPerByte": Anonymize<Ia023ofm66k1pj>;
        }>;
        "Models": Enum<{
            "RegistrationDeposit": Anonymize<Ia023ofm66k1pj>;
            "ListingDeposit": Anonymize<Ia023ofm66k1pj>;
            "MaxRoyalty": Anonymize<Idqsmalvqe2q98>;
        }>;
        "ModelFactory": Enum<{
            "ProviderBond": Anonymize<Ia023ofm66k1pj>;
            "ExpirySlash": Anonymize<Ia023ofm66k1pj>;
            "CancelCompensation": Anonymize<Idqsmalvqe2q98>;
            "MinJobPayment": Anonymize<Ia023ofm66k1pj>;
            "AuditShare": Anonymize<Idqsmalvqe2q98>;
            "DoubtBond": Anonymize<Ia023ofm66k1pj>;
        }>;
        "Attribution": Enum<{
            "FeeSplit": FixedSizeArray<1, (Anonymize<I2v6m6jvp5io7l>) | undefined>;
            "ChallengeBond": Anonymize<Ia023ofm66k1pj>;
            "Penalty": Anonymize<Ia023ofm66k1pj>;
            "VerifierReward": Anonymize<Ia023ofm66k1pj>;
            "MinDeposit": Anonymize<Ia023ofm66k1pj>;
            "AuditShare": Anonymize<Idqsmalvqe2q98>;
        }>;
        "Disputes": Enum<{
            "MinorityPenalty": Anonymize<Ia023ofm66k1pj>;
            "SilencePenalty": Anonymize<Ia023ofm66k1pj>;
            "LateFee": Anonymize<Ia023ofm66k1pj>;
            "AuditFee": Anonymize<Ia023ofm66k1pj>;
        }>;
    }>;
};
export type Ia023ofm66k1pj = FixedSizeArray<1, Anonymize<I35p85j063s0il>>;
export type Idqsmalvqe2q98 = FixedSizeArray<1, Anonymize<I4arjljr6dpflb>>;
export type I48eehof2eias5 = AnonymousEnum<{
    /**
     * Enter safe-mode permissionlessly for [`Config::EnterDuration`] blocks.
     *
     * Reserves [`Config::EnterDepositAmount`] from the caller's account.
     * Emits an [`Event::Entered`] event on success.
     * Errors with [`Error::Entered`] if the safe-mode is already entered.
     * Errors with [`Error::NotConfigured`] if the deposit amount is `None`.
     */
    "enter": undefined;
    /**
     * Enter safe-mode by force for a per-origin configured number of blocks.
     *
     * Emits an [`Event::Entered`] event on success.
     * Errors with [`Error::Entered`] if the safe-mode is already entered.
     *
     * Can only be called by the [`Config::ForceEnterOrigin`] origin.
     */
    "force_enter": undefined;
    /**
     * Extend the safe-mode permissionlessly for [`Config::ExtendDuration`] blocks.
     *
     * This accumulates on top of the current remaining duration.
     * Reserves [`Config::ExtendDepositAmount`] from the caller's account.
     * Emits an [`Event::Extended`] event on success.
     * Errors with [`Error::Exited`] if the safe-mode is entered.
     * Errors with [`Error::NotConfigured`] if the deposit amount is `None`.
     *
     * This may be called by any signed origin with [`Config::ExtendDepositAmount`] free
     * currency to reserve. This call can be disabled for all origins by configuring
     * [`Config::ExtendDepositAmount`] to `None`.
     */
    "extend": undefined;
    /**
     * Extend the safe-mode by force for a per-origin configured number of blocks.
     *
     * Emits an [`Event::Extended`] event on success.
     * Errors with [`Error::Exited`] if the safe-mode is inactive.
     *
     * Can only be called by the [`Config::ForceExtendOrigin`] origin.
     */
    "force_extend": undefined;
    /**
     * Exit safe-mode by force.
     *
     * Emits an [`Event::Exited`] with [`ExitReason::Force`] event on success.
     * Errors with [`Error::Exited`] if the safe-mode is inactive.
     *
     * Note: `safe-mode` will be automatically deactivated by [`Pallet::on_initialize`] hook
     * after the block height is greater than the [`EnteredUntil`] storage item.
     * Emits an [`Event::Exited`] with [`ExitReason::Timeout`] event when deactivated in the
     * hook.
     */
    "force_exit": undefined;
    /**
     * Slash a deposit for an account that entered or extended safe-mode at a given
     * historical block.
     *
     * This can only be called while safe-mode is entered.
     *
     * Emits a [`Event::DepositSlashed`] event on success.
     * Errors with [`Error::Entered`] if safe-mode is entered.
     *
     * Can only be called by the [`Config::ForceDepositOrigin`] origin.
     */
    "force_slash_deposit": Anonymize<I1ssp78ejl639m>;
    /**
     * Permissionlessly release a deposit for an account that entered safe-mode at a
     * given historical block.
     *
     * The call can be completely disabled by setting [`Config::ReleaseDelay`] to `None`.
     * This cannot be called while safe-mode is entered and not until
     * [`Config::ReleaseDelay`] blocks have passed since safe-mode was entered.
     *
     * Emits a [`Event::DepositReleased`] event on success.
     * Errors with [`Error::Entered`] if the safe-mode is entered.
     * Errors with [`Error::CannotReleaseYet`] if [`Config::ReleaseDelay`] block have not
     * passed since safe-mode was entered. Errors with [`Error::NoDeposit`] if the payee has no
     * reserved currency at the block specified.
     */
    "release_deposit": Anonymize<I1ssp78ejl639m>;
    /**
     * Force to release a deposit for an account that entered safe-mode at a given
     * historical block.
     *
     * This can be called while safe-mode is still entered.
     *
     * Emits a [`Event::DepositReleased`] event on success.
     * Errors with [`Error::Entered`] if safe-mode is entered.
     * Errors with [`Error::NoDeposit`] if the payee has no reserved currency at the
     * specified block.
     *
     * Can only be called by the [`Config::ForceDepositOrigin`] origin.
     */
    "force_release_deposit": Anonymize<I1ssp78ejl639m>;
}>;
export type I1ssp78ejl639m = {
    "account": SS58String;
    "block": number;
};
export type Ieci88jft3cpv9 = AnonymousEnum<{
    /**
     * Pause a call.
     *
     * Can only be called by [`Config::PauseOrigin`].
     * Emits an [`Event::CallPaused`] event on success.
     */
    "pause": Anonymize<Iba7pefg0d11kh>;
    /**
     * Un-pause a call.
     *
     * Can only be called by [`Config::UnpauseOrigin`].
     * Emits an [`Event::CallUnpaused`] event on success.
     */
    "unpause": Anonymize<I2pjehun5ehh5i>;
}>;
export type I2pjehun5ehh5i = {
    "ident": Anonymize<Idkbvh6dahk1v7>;
};
export type I4ca7rn58fjkue = AnonymousEnum<{
    /**
     * Creates a Datanet owned by the caller, and holds a deposit of theirs until it is closed.
     */
    "create": Anonymize<Ig662af1jk26l>;
    /**
     * Sets the terms of the next snapshot and of later contributions. Published snapshots keep theirs.
     */
    "set_terms": Anonymize<I11gq2aeqbc1ts>;
    /**
     * Replaces the curators. Allowed on a closed Datanet too, whose last flags still need deciding.
     */
    "set_curators": Anonymize<Icmtp3kgfr4v41>;
    /**
     * Offers a JSONL blob of records, and holds a bond that grows with its length. Accepted at once in
     * an open Datanet, else pending until someone else reviews it.
     *
     * Commit to the blob first ([`Pallet::commit`]): then whoever contributed it in between loses it to
     * the caller, who else is refused.
     */
    "contribute": Anonymize<I79o51s3aduq97>;
    /**
     * Accepts a pending contribution, or rejects it. Open to the owner and curators, never to the
     * contributor. A closed Datanet can only reject.
     *
     * Who accepts says that the blob has the records and bytes that are stated, and that it is worth
     * learning from; a bond of the curator's stands behind it. A rejected contribution's bond returns
     * but for `RejectionFee`, which pays the curator.
     */
    "review": Anonymize<I4u84580cgcc2o>;
    /**
     * Claims that a pending or accepted contribution is bad, and holds a bond of the caller's behind it.
     */
    "flag": Anonymize<I2nt7851v52bu7>;
    /**
     * Decides a flag, by the owner or a curator who is neither party and puts a bond behind it. The
     * loser may appeal for `AppealPeriod`; after that [`Pallet::conclude_flag`] carries the verdict out.
     * Once `FlagPeriod` has passed undecided, anyone may clear the flag with `uphold = false`: its bond
     * returns and the contribution stays as it is.
     */
    "resolve_flag": Anonymize<I5dtn09dqsfhh9>;
    /**
     * Withdraws the caller's contribution and returns its bond: a pending one always, an accepted one if
     * its terms allow, or the Datanet is closed or abandoned. Future snapshots leave it out; published
     * ones keep it. Within `FlagPeriod`, one that waits for review costs as much as a rejection.
     */
    "revoke": Anonymize<I27h4v02chvmfn>;
    /**
     * Freezes the accepted contributions and the terms into the next numbered snapshot, and holds a
     * deposit of the caller's for its bytes.
     */
    "publish_snapshot": Anonymize<I5jeqospjhf3sa>;
    /**
     * Closes the Datanet for good and returns its deposit. Contributors may then revoke everything;
     * snapshots stay.
     */
    "close": Anonymize<I5jeqospjhf3sa>;
    /**
     * Commits the caller to a root without showing it: `hash` is the blake2b-256 hash of the SCALE
     * encoding of the caller's account and the root. It counts from the next block on for
     * `CommitPeriod`, here and for base models.
     */
    "commit": Anonymize<I1jm8m1rh9e20v>;
    /**
     * Drops a commitment of the caller's and returns its deposit. What it was good for stays.
     */
    "withdraw_commitment": Anonymize<I1jm8m1rh9e20v>;
    /**
     * Demands a jury about a flag, with a bond: the contributor against an upheld one, the flagger
     * against a dismissed one, or the flagger instead of curators that have not decided.
     */
    "appeal": Anonymize<I27h4v02chvmfn>;
    /**
     * Draws the jury of an appeal, two blocks after it or later. Anyone may call it.
     */
    "draw_jury": Anonymize<I27h4v02chvmfn>;
    /**
     * Votes as a juror, or as its worker, on whether the contribution is to be removed.
     */
    "vote_on_flag": Anonymize<I5dtn09dqsfhh9>;
    /**
     * Carries out a verdict that nobody appealed against in time, or what a jury decided. Anyone may
     * call it.
     *
     * Upheld: the contribution is removed and its bond is the treasury's; the flagger gets at most its
     * own bond out of it, and that only if a jury said so. Dismissed: the flag's bond is the treasury's.
     */
    "conclude_flag": Anonymize<I27h4v02chvmfn>;
    /**
     * Returns the caller's bond as a curator, once `CuratorPeriod` has passed since its last decision.
     */
    "release_curator_bond": Anonymize<I5jeqospjhf3sa>;
    /**
     * Offers a Datanet to another account, which takes it over with [`Pallet::accept_transfer`].
     * Offering it to oneself withdraws the offer.
     */
    "transfer": Anonymize<I443rkudhn0411>;
    /**
     * Takes over a Datanet that is offered to the caller, and puts up its deposit.
     */
    "accept_transfer": Anonymize<I5jeqospjhf3sa>;
}>;
export type Ig662af1jk26l = {
    "name": Uint8Array;
    "domain": Uint8Array;
    "card": SizedHex<32>;
    "terms": Anonymize<I99mtprdu265m3>;
    "admission": Anonymize<Ib2t4lfil209qm>;
};
export type I79o51s3aduq97 = {
    "datanet": number;
    "root": SizedHex<32>;
    "records": number;
    "bytes": bigint;
};
export type I4u84580cgcc2o = {
    "datanet": number;
    "contribution": bigint;
    "verdict": Anonymize<Iefmskl524g3a7>;
};
export type I2nt7851v52bu7 = {
    "datanet": number;
    "contribution": bigint;
    "evidence": SizedHex<32>;
};
export type I5dtn09dqsfhh9 = {
    "datanet": number;
    "contribution": bigint;
    "uphold": boolean;
};
export type I27h4v02chvmfn = {
    "datanet": number;
    "contribution": bigint;
};
export type I5jeqospjhf3sa = {
    "datanet": number;
};
export type I443rkudhn0411 = {
    "datanet": number;
    "to": SS58String;
};
export type Ifn0r61grpg69b = AnonymousEnum<{
    /**
     * Registers a base model by its exact bytes, and holds a deposit of the caller's. `royalty` is the
     * share of the fees of every model tuned from it that its owner receives, once `ClaimPeriod` has
     * passed without a better claim. A model that another account registered within that period goes to
     * the caller if its commitment to the root is the older one.
     */
    "register_base": Anonymize<I1g34q4hmbvsvj>;
    /**
     * Names the blob of a model's card. Zero takes the card away.
     */
    "set_card": Anonymize<I3ltsr5qr5a9nr>;
    /**
     * Offers a model at a price, and holds a deposit of the caller's. If the model is listed already,
     * changes the price. A tuned model whose held-out loss did not fall cannot be listed.
     */
    "list": Anonymize<Ielilq2a00c9fn>;
    /**
     * Takes a model off the market and returns the listing deposit.
     */
    "unlist": Anonymize<Ia8qdcd799akr5>;
    /**
     * Gives an unlisted model, and the registration deposit behind it, to another account. The deposit
     * stays on hold, so the new owner puts up nothing and need not sign.
     */
    "transfer": Anonymize<I45rju9l60r9la>;
    /**
     * Claims a base model that another account registered, with evidence and a bond as high as the
     * registration deposit. A contest within `ClaimPeriod` puts the royalty off until it ends.
     */
    "contest_base": Anonymize<I6othg9u8bb6qm>;
    /**
     * Decides a contest, by the origin for rights. Upheld: the model is the contester's and the deposit
     * of who registered it the treasury's. Dismissed: the contester's bond is the treasury's.
     */
    "resolve_contest": Anonymize<If19phe8cutpq5>;
    /**
     * Clears a contest that nobody decided within `ContestPeriod`, and returns its bond. Anyone may call
     * it.
     */
    "clear_contest": Anonymize<Ia8qdcd799akr5>;
    /**
     * Corrects length, number of parameters and context of a base model within `ClaimPeriod`, before it
     * was listed or tuned from.
     */
    "correct_manifest": Anonymize<I50b5ggn7dle49>;
}>;
export type I1g34q4hmbvsvj = {
    "name": Uint8Array;
    "manifest": Anonymize<I1eqoroeud28ho>;
    "licence": Uint8Array;
    "royalty": number;
};
export type Ielilq2a00c9fn = {
    "model": number;
    "price": Anonymize<I7t23oi0ipmns4>;
};
export type I45rju9l60r9la = {
    "model": number;
    "new_owner": SS58String;
};
export type I6othg9u8bb6qm = {
    "model": number;
    "evidence": SizedHex<32>;
};
export type If19phe8cutpq5 = {
    "model": number;
    "uphold": boolean;
};
export type I50b5ggn7dle49 = {
    "model": number;
    "manifest": Anonymize<I1eqoroeud28ho>;
};
export type Imijk3h0in52r = AnonymousEnum<{
    /**
     * Bonds the signer as a provider whose hot key is `worker`.
     */
    "register_provider": Anonymize<Ij3uh5crh9igc>;
    /**
     * Replaces a provider's capabilities and makes its bond whole. Claims in force keep their price, and
     * a notice is taken back.
     */
    "update_provider": Anonymize<Ie6j54t2derv5h>;
    /**
     * Gives notice: the provider takes nothing new on. Called again after [`Config::LeaveNotice`], with
     * no active job, no duty and nothing left that can be challenged, it returns the bond.
     */
    "leave": undefined;
    /**
     * Asks for a model and holds `max_payment` for it.
     */
    "submit_job": Anonymize<Ib0arvl1hrdcj5>;
    /**
     * Takes an open job. Signed by a provider's worker key.
     */
    "claim_job": Anonymize<Idm79bcnk6deie>;
    /**
     * Publishes the result of a claimed job. Signed by the claiming provider's worker key.
     */
    "submit_result": Anonymize<I2rqmelic53tp6>;
    /**
     * Gives a claimed job back. Signed by the claiming provider's worker key.
     */
    "fail_job": Anonymize<I2v9f9pt0l080o>;
    /**
     * Withdraws a job that has no result yet. A provider that has claimed it is compensated.
     */
    "cancel_job": Anonymize<Idm79bcnk6deie>;
    /**
     * Does what is due for a job: pays for a result after its challenge window, ends a claim after its
     * deadline, gives up a job that no one took. Anyone may call it.
     */
    "finalise_job": Anonymize<Idm79bcnk6deie>;
    /**
     * Commits to the result of a claimed job before it is shown: `commitment` is the Blake2b-256 hash of
     * job, stash and result. Signed by the claiming provider's worker key.
     */
    "commit_result": Anonymize<Iau3git9o3fsbs>;
    /**
     * Replaces a provider's hot key at once, as when the old one leaked. Signed by the stash. Receipts
     * of the old one still count in sessions from before: settle and close those.
     */
    "set_worker": Anonymize<Iem2tclvr85h3e>;
    /**
     * Refuses to be a provider's worker. Signed by the account that a provider named as its worker.
     */
    "refuse_stash": undefined;
    /**
     * Asks for a model as `submit_job` does, with limits on who may take the job and for how much.
     */
    "submit_job_with": Anonymize<Ibjoucodt4drjo>;
    /**
     * Has the result of the signer's job repeated before it is paid, and puts the price on hold:
     * `ModelFactoryApi.confirmation_price` says how much it is.
     */
    "ask_confirmation": Anonymize<Idm79bcnk6deie>;
    /**
     * Doubts a result within its window: two verifiers at least must come to the same. Signed by the
     * stash of a provider, which puts a bond on hold.
     */
    "doubt_result": Anonymize<Idm79bcnk6deie>;
    /**
     * Commits to what repeating a job found: [`Repetition::commitment`] says how. Signed by the worker
     * key of the provider that was drawn.
     */
    "commit_repetition": Anonymize<Iau3git9o3fsbs>;
    /**
     * Reveals what repeating a job found. Signed by the worker key of the provider that was drawn.
     */
    "reveal_repetition": Anonymize<Id0fvfac84i6mf>;
}>;
export type Ij3uh5crh9igc = {
    "worker": SS58String;
    "capabilities": Anonymize<I8unr0sgih2o0e>;
};
export type Ie6j54t2derv5h = {
    "capabilities": Anonymize<I8unr0sgih2o0e>;
};
export type Ib0arvl1hrdcj5 = {
    "spec": Anonymize<I586epqbe29emh>;
    "max_payment": bigint;
};
export type I2rqmelic53tp6 = {
    "job": bigint;
    "result": Anonymize<Idlautqskn6i84>;
};
export type I2v9f9pt0l080o = {
    "job": bigint;
    "reason": Anonymize<I48nse6hrkshqq>;
};
export type Iau3git9o3fsbs = {
    "job": bigint;
    "commitment": SizedHex<32>;
};
export type Iem2tclvr85h3e = {
    "worker": SS58String;
};
export type Ibjoucodt4drjo = {
    "spec": Anonymize<I586epqbe29emh>;
    "max_payment": bigint;
    "wishes": Anonymize<I545hhf9se35tu>;
};
export type Id0fvfac84i6mf = {
    "job": bigint;
    "repetition": Enum<{
        "Same": {
            "proof": {
                "chunk": Anonymize<Ic5m5lp1oioo8r>;
                "siblings": Anonymize<Ic5m5lp1oioo8r>;
            };
        };
        "Differs": Anonymize<I30ffoh32964a1>;
        "DiffersAs": {
            "digest": SizedHex<32>;
        };
        "Unrepeatable": Anonymize<I68emt9v5s5lrk>;
    }>;
    "salt": SizedHex<32>;
};
export type I617kj8fg16c98 = AnonymousEnum<{
    /**
     * Opens a session with a provider (by its stash) about a listed model. The deposit goes on hold in
     * the caller's account, and today's price stays for the whole session. `open_session_with` refuses
     * a price that was raised meanwhile.
     */
    "open_session": Anonymize<I69mj134pln9db>;
    /**
     * Adds to the deposit of the caller's session, unless the model costs more than the session's price
     * by now.
     */
    "top_up": Anonymize<I377te6r7r83sc>;
    /**
     * Takes what a user's voucher promises out of its deposit, to be divided when the window for
     * challenges is over. By the session's provider: its stash or its worker.
     */
    "settle": Anonymize<I25iiffvp870n7>;
    /**
     * Closes a session. Its provider closes it at once. Its user or the model's owner starts the grace
     * period, after which anyone closes it; when nothing of the deposit is left, there is nothing to
     * wait for.
     */
    "close_session": Anonymize<I7f3dm2mmk1sns>;
    /**
     * Moves the caller's earnings to its free balance.
     */
    "claim": undefined;
    /**
     * Divides what a settlement has left, once its window is over and no challenge about it is open.
     * Anyone may call it; blocks with room to spare do it by themselves.
     */
    "distribute": Anonymize<Ib720brnt8140r>;
    /**
     * Sets the key that signs vouchers of the caller's session beside its own, up to an amount and a
     * block. Without one, ends the key that there is, one grace period later.
     */
    "authorise": Anonymize<Ichf3ajdr03hna>;
    /**
     * Opens a session as `open_session` does, with a key that signs its vouchers, unless the model costs
     * more than `most`.
     */
    "open_session_with": Anonymize<I3qocb96f5bg15>;
    /**
     * Gives OPEN of the caller's to the purse that pays audits, for good. A purse that does not reach
     * means settlements that chance has nobody look at.
     */
    "fund_audits": Anonymize<I3qt1hgg4djhgb>;
}>;
export type I69mj134pln9db = {
    "model": number;
    "provider": SS58String;
    "deposit": bigint;
};
export type I377te6r7r83sc = {
    "session": bigint;
    "amount": bigint;
};
export type I25iiffvp870n7 = {
    "session": bigint;
    "voucher": {
        "genesis": SizedHex<32>;
        "session": bigint;
        "answers": number;
        "cumulative": bigint;
        "receipts": SizedHex<32>;
    };
    "signature": Anonymize<I3fo6882e5tjh8>;
    "settlement": {
        "first": number;
        "influence": Anonymize<Ifip05kcrl65am>;
    };
};
export type I3fo6882e5tjh8 = AnonymousEnum<{
    "Ed25519": SizedHex<64>;
    "Sr25519": SizedHex<64>;
    "Ecdsa": SizedHex<65>;
    "Eth": SizedHex<65>;
}>;
export type I7f3dm2mmk1sns = {
    "session": bigint;
};
export type Ib720brnt8140r = {
    "session": bigint;
    "settlement": number;
};
export type I3qocb96f5bg15 = {
    "model": number;
    "provider": SS58String;
    "deposit": bigint;
    "most": Anonymize<I7t23oi0ipmns4>;
    "key"?: Anonymize<I5t3gub9f32tvp>;
};
export type I5r3ec32agdtqn = AnonymousEnum<{
    /**
     * Challenges a settlement: one of its answers, or without one the sum of all.
     * Anyone but its provider may do so. The provider must then reveal. The caller's bond goes on hold
     * until the ruling.
     */
    "challenge": Anonymize<Iamgno4bqm88km>;
    /**
     * Reveals what a challenge asks for. By the challenged provider: its stash or its worker. After the
     * time for it, there is a while in which it costs a fee. What an audit asks for is revealed without
     * a transaction fee.
     */
    "reveal": Anonymize<Icol3vdksa8dlm>;
    /**
     * Carries out what a challenge has come to, once that is known. Anyone may call it.
     */
    "resolve": Anonymize<Ifg7dah432p540>;
    /**
     * Commits to what repeating a revealed answer found: [`Finding::commitment`]. By a provider that was
     * drawn: its stash or its worker.
     */
    "commit_vote": Anonymize<I6od25s6241u5g>;
    /**
     * Reveals a finding and the salt of its commitment, once the time to commit is over. By a provider
     * that was drawn: its stash or its worker.
     */
    "reveal_vote": Anonymize<Icrrf5i55siiov>;
    /**
     * Shows a receipt that the accused provider's worker signed for the doubted answer. If another was
     * settled, the challenge is decided. Anyone may call it.
     */
    "present_receipt": Anonymize<I76qr1e8pqk2qg>;
    /**
     * Challenges the answer that a receipt is about, and shows the receipt, which the provider's worker
     * signed. If verifiers have looked at the answer before, another receipt than the settled one
     * decides at once. Anyone but the provider may call it; the caller's bond goes on hold until the
     * ruling.
     */
    "challenge_with_receipt": Anonymize<I6obsn8s0foeul>;
}>;
export type Iamgno4bqm88km = {
    "session": bigint;
    "settlement": number;
    "answer"?: Anonymize<I4arjljr6dpflb>;
};
export type Icol3vdksa8dlm = {
    "challenge": bigint;
    "evidence": Enum<{
        "Receipts": Array<Anonymize<I8bhsj101rv5lv>>;
        "Answer": {
            "opened_answer": Anonymize<I8jnhoagb9djqd>;
            "receipts": Anonymize<Ic5m5lp1oioo8r>;
        };
    }>;
};
export type I6od25s6241u5g = {
    "challenge": bigint;
    "commitment": SizedHex<32>;
};
export type Icrrf5i55siiov = {
    "challenge": bigint;
    "finding": Anonymize<I835kgo4227pfs>;
    "salt": SizedHex<32>;
};
export type I76qr1e8pqk2qg = {
    "challenge": bigint;
    "receipt": Anonymize<I8bhsj101rv5lv>;
    "signature": Anonymize<I3fo6882e5tjh8>;
};
export type I6obsn8s0foeul = {
    "settlement": number;
    "receipt": Anonymize<I8bhsj101rv5lv>;
    "signature": Anonymize<I3fo6882e5tjh8>;
};
export type I7cmt9rpso98r9 = AnonymousEnum<{
    "System": Anonymize<Iekve0i6djpd9f>;
    "Timestamp": Anonymize<I7d75gqfg6jh9c>;
    "Babe": Anonymize<I3qcrrsesbh2rk>;
    "Balances": Anonymize<I9svldsp29mh87>;
    "Validators": Anonymize<I1h9nvet5dkvn6>;
    "Session": Anonymize<I94n705fi1vqkm>;
    "Grandpa": Anonymize<I7l7k61doh5214>;
    "Utility": Anonymize<I7acn2a1rhul4t>;
    "Multisig": Anonymize<Iaek17ko5fa3uo>;
    "Proxy": Anonymize<I7fl2bf2ep3ijb>;
    "Preimage": Anonymize<If81ks88t5mpk5>;
    "Scheduler": Anonymize<I85c3m1458hqrl>;
    "Sudo": Anonymize<I7o8seuuai05tt>;
    "Treasury": Anonymize<I78c6gap1snbjh>;
    "ConvictionVoting": Anonymize<Ie5kd08tutk56t>;
    "Referenda": Anonymize<I4fio8lp771907>;
    "Origins": Anonymize<Ibcp40p7trllj8>;
    "Parameters": Anonymize<Ieclti7qtnvt48>;
    "SafeMode": Anonymize<I48eehof2eias5>;
    "TxPause": Anonymize<Ieci88jft3cpv9>;
    "Datanets": Anonymize<I4ca7rn58fjkue>;
    "Models": Anonymize<Ifn0r61grpg69b>;
    "ModelFactory": Anonymize<Imijk3h0in52r>;
    "Attribution": Anonymize<I617kj8fg16c98>;
    "Disputes": Anonymize<I5r3ec32agdtqn>;
}>;
export type Iaqet9jc3ihboe = {
    "header": Anonymize<Ic952bubvq4k7d>;
    "extrinsics": Anonymize<Itom7fk49o0c9>;
};
export type I2v50gu3s1aqk6 = AnonymousEnum<{
    "AllExtrinsics": undefined;
    "OnlyInherents": undefined;
}>;
export type Iabpgqcjikia83 = (Uint8Array) | undefined;
export type I4gil44d08grh = {
    "prefix": SizedHex<16>;
    "suffix": SizedHex<16>;
};
export type I7u915mvkdsb08 = ResultPayload<Uint8Array, Enum<{
    "NotImplemented": undefined;
    "NotFound": Anonymize<I4gil44d08grh>;
    "Codec": undefined;
}>>;
export type I1um4oh1g67jtl = ResultPayload<Anonymize<Ia9tjve3oudr1q>, Anonymize<I5nrjkj9qumobs>>;
export type I5nrjkj9qumobs = AnonymousEnum<{
    "Invalid": Enum<{
        "Call": undefined;
        "Payment": undefined;
        "Future": undefined;
        "Stale": undefined;
        "BadProof": undefined;
        "AncientBirthBlock": undefined;
        "ExhaustsResources": undefined;
        "Custom": number;
        "BadMandatory": undefined;
        "MandatoryValidation": undefined;
        "BadSigner": undefined;
        "IndeterminateImplicit": undefined;
        "UnknownOrigin": undefined;
    }>;
    "Unknown": TransactionValidityUnknownTransaction;
}>;
export type TransactionValidityUnknownTransaction = Enum<{
    "CannotLookup": undefined;
    "NoUnsignedValidator": undefined;
    "Custom": number;
}>;
export declare const TransactionValidityUnknownTransaction: GetEnum<TransactionValidityUnknownTransaction>;
export type If7uv525tdvv7a = Array<[SizedHex<8>, Uint8Array]>;
export type I2an1fs2eiebjp = {
    "okay": boolean;
    "fatal_error": boolean;
    "errors": Anonymize<If7uv525tdvv7a>;
};
export type TransactionValidityTransactionSource = Enum<{
    "InBlock": undefined;
    "Local": undefined;
    "External": undefined;
}>;
export declare const TransactionValidityTransactionSource: GetEnum<TransactionValidityTransactionSource>;
export type I9ask1o4tfvcvs = ResultPayload<{
    "priority": bigint;
    "requires": Anonymize<Itom7fk49o0c9>;
    "provides": Anonymize<Itom7fk49o0c9>;
    "longevity": bigint;
    "propagate": boolean;
}, Anonymize<I5nrjkj9qumobs>>;
export type Iems84l8lk2v0c = {
    "slot_duration": bigint;
    "epoch_length": bigint;
    "c": Anonymize<I200n1ov5tbcvr>;
    "authorities": Anonymize<I3geksg000c171>;
    "randomness": SizedHex<32>;
    "allowed_slots": BabeAllowedSlots;
};
export type I1r5ke30ueqo0r = {
    "epoch_index": bigint;
    "start_slot": bigint;
    "duration": bigint;
    "authorities": Anonymize<I3geksg000c171>;
    "randomness": SizedHex<32>;
    "config": Anonymize<I8jnd4d8ip6djo>;
};
export type I4ph3d1eepnmr1 = {
    "keys": Uint8Array;
    "proof": Uint8Array;
};
export type Icerf8h8pdu8ss = (Array<[Uint8Array, SizedHex<4>]>) | undefined;
export type I6spmpef2c7svf = {
    "weight": Anonymize<I4q39t5hn830vp>;
    "class": DispatchClass;
    "partial_fee": bigint;
};
export type Iei2mvq0mjvt81 = {
    "inclusion_fee"?: ({
        "base_fee": bigint;
        "len_fee": bigint;
        "adjusted_weight_fee": bigint;
    }) | undefined;
    "tip": bigint;
};
export type Ie9sr1iqcg3cgm = ResultPayload<undefined, string>;
export type I1mqgk2tmnn9i2 = (string) | undefined;
export type I6lr8sctk0bi4e = Array<string>;
export type Icjjgnq9pld4lu = (Anonymize<I6h7gdkt2vlo6u>) | undefined;
export type I6h7gdkt2vlo6u = {
    "id": number;
    "owner": SS58String;
    "name": Uint8Array;
    "domain": Uint8Array;
    "card": SizedHex<32>;
    "terms": Anonymize<I99mtprdu265m3>;
    "admission": Anonymize<Ib2t4lfil209qm>;
    "closed": boolean;
    "pending": number;
    "accepted": number;
    "latest_snapshot": number;
};
export type Iqtq758mftqbe = Array<Anonymize<I6h7gdkt2vlo6u>>;
export type Idh9hltb687d5j = (Anonymize<I3rur5im21vhd4>) | undefined;
export type I3rur5im21vhd4 = {
    "id": bigint;
    "datanet": number;
    "contributor": SS58String;
    "root": SizedHex<32>;
    "records": number;
    "bytes": bigint;
    "bond": bigint;
    "status": Anonymize<Iclpi9058lakqt>;
};
export type I5qlhm7uv987eo = Array<Anonymize<I3rur5im21vhd4>>;
export type I1semfdot789sf = (Anonymize<I14pmqkpq31e9m>) | undefined;
export type Ibsuju5d2d506f = (Anonymize<Ieli0ouuaka8pb>) | undefined;
export type Ieli0ouuaka8pb = {
    "id": number;
    "owner": SS58String;
    "name": Uint8Array;
    "licence": Uint8Array;
    "card": SizedHex<32>;
    "kind": Anonymize<Ia1s8tm0j90q4l>;
    "price"?: (Anonymize<I7t23oi0ipmns4>) | undefined;
};
export type I791hteg5iercv = Array<Anonymize<Ieli0ouuaka8pb>>;
export type Ib34hjfsndqf8i = Array<Anonymize<I7nrdvicjfv0g7>>;
export type I7nrdvicjfv0g7 = {
    "id": bigint;
    "builder": SS58String;
    "spec": Anonymize<I586epqbe29emh>;
    "escrow": bigint;
    "attempts": number;
    "status": Anonymize<I6b5tthhh80pur>;
};
export type I3s6ufo21koaf1 = (Anonymize<I7nrdvicjfv0g7>) | undefined;
export type I9rmt0k97ujls = ({
    "stash": SS58String;
    "worker": SS58String;
    "capabilities": Anonymize<I8unr0sgih2o0e>;
    "bond": bigint;
    "active": Anonymize<Iafqnechp3omqg>;
    "since": number;
    "leaving"?: Anonymize<I4arjljr6dpflb>;
    "reputation": Anonymize<I1pde5l0h8u9qr>;
}) | undefined;
export type Ia6pu1f6a9olco = ({
    "job": bigint;
    "attempt": number;
    "cause": Anonymize<Ia09iphvvmv5on>;
    "stage": Anonymize<Idjb3u58mnf45l>;
    "verifier"?: Anonymize<Ihfphjolmsqq1>;
    "statements": Anonymize<Iabdca7pto739a>;
    "doubt"?: Anonymize<I92hdo1clkbp4g>;
    "fee": bigint;
}) | undefined;
export type Ia571ov92jp170 = Array<[bigint, Anonymize<Iet9d8egmjnmbs>]>;
export type I5f5h9aessr31u = ({
    "id": bigint;
    "user": SS58String;
    "provider": SS58String;
    "model": number;
    "price": Anonymize<I7t23oi0ipmns4>;
    "deposited": bigint;
    "settled": bigint;
    "answers": number;
    "receipts": SizedHex<32>;
    "key"?: Anonymize<I5t3gub9f32tvp>;
    "closing_at"?: Anonymize<I4arjljr6dpflb>;
}) | undefined;
export type I3u245pk55jir9 = Array<[number, Anonymize<Iet9d8egmjnmbs>]>;
export type I2lmu9aq2b3acm = Array<[SS58String, Anonymize<Iet9d8egmjnmbs>]>;
export type Im1b2acp7n5me = {
    "challenge": number;
    "reveal": number;
    "vote": number;
};
export type Ifl3s0lrv9dgoe = ({
    "number": number;
    "user": SS58String;
    "provider": SS58String;
    "model": number;
    "at": number;
    "until": number;
    "first": number;
    "answers": number;
    "receipts": SizedHex<32>;
    "amount": bigint;
    "influence": Anonymize<Ifip05kcrl65am>;
    "condemned": boolean;
}) | undefined;
export type Ic1piok295efa3 = (Anonymize<I84p4nps4dr7v2>) | undefined;
export type I84p4nps4dr7v2 = {
    "id": bigint;
    "session": bigint;
    "settlement": number;
    "answer"?: Anonymize<I4arjljr6dpflb>;
    "challenger": SS58String;
    "provider": SS58String;
    "bond": bigint;
    "stage": Anonymize<I6s4cdksgakfd8>;
    "votes": Array<[SS58String, Anonymize<I835kgo4227pfs>]>;
    "draw"?: ({
        "round": number;
        "seed": SizedHex<32>;
        "verifiers": Anonymize<Ia2lhg7l2hilo3>;
        "committed": Anonymize<Ia2lhg7l2hilo3>;
        "commit": number;
    }) | undefined;
    "planck"?: Anonymize<I35p85j063s0il>;
};
export type I8t84nbikidte4 = Array<Anonymize<I84p4nps4dr7v2>>;
export type I4fkv3a515hm4u = (Anonymize<I8jnhoagb9djqd>) | undefined;
export type I682lfcsdm5p05 = (Anonymize<I9rr9ghm4gvl85>) | undefined;
export type I9rr9ghm4gvl85 = {
    "validator": SS58String;
    "stake": bigint;
    "bond": bigint;
    "commission": number;
    "is_candidate": boolean;
    "is_in_set": boolean;
    "authored": bigint;
};
export type I6m2oii6acjkae = Array<Anonymize<I9rr9ghm4gvl85>>;
export type I33m0384kchqqm = {
    "stake": bigint;
    "claimable": bigint;
};
export type I3tefqs4jji3nb = Array<{
    "validator": SS58String;
    "amount": bigint;
    "session": number;
}>;
export {};
