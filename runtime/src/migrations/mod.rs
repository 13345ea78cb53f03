//! Migrations: changes to the state of a running chain, made once, before the first block of the new runtime.
//!
//! Each step is tied to the storage version of a pallet, so it runs once and on no chain that was born later.
//! [`Migrations`] lists the steps since the oldest runtime that an upgrade may start from.

mod disputes;
mod division;
mod keys;
mod pools;
mod providers;
mod roots;

use crate::{Attribution, Datanets, ModelFactory, Runtime, Validators};
use frame_support::migrations::VersionedMigration;

pub use disputes::{DisputesMoved, EncodedHold, MOVED, OLD_BOND};
pub use division::{CLOSED, DIVIDED, DivisionDeferred, OldChallenge, OldSession, OldTotals};
pub use keys::{FirstSessionKeys, WorkingKeys};
pub use pools::PoolsListed;
pub use providers::{ProvidersSeated, UnseatedProvider};
pub use roots::AuthorsNoted;

/// All migrations, the oldest first.
pub type Migrations = (ExtendKeys, MoveDisputes, DeferDivision, NoteAuthors, SeatProviders, ListPools);

type DbWeight = <Runtime as frame_system::Config>::DbWeight;

/// Migration from version 1 to 2 of the runtime: session keys gain a third one, and those at work are noted.
pub type ExtendKeys = VersionedMigration<0, 1, WorkingKeys<Runtime>, Validators, DbWeight>;

/// From version 2 to 3 of the runtime: challenges move from `Attribution` to a pallet of their own.
pub type MoveDisputes = VersionedMigration<0, 1, DisputesMoved<Runtime>, Attribution, DbWeight>;

/// From version 3 to 4 of the runtime: vouchers cover receipts, amounts are divided after their windows, and
/// verifiers are drawn.
pub type DeferDivision = VersionedMigration<1, 2, DivisionDeferred<Runtime>, Attribution, DbWeight>;

/// From version 3 to 4 of the runtime: roots have authors, pending contributions are counted by account, and
/// the time from which a Datanet counts as abandoned begins.
pub type NoteAuthors = VersionedMigration<0, 1, AuthorsNoted<Runtime>, Datanets, DbWeight>;

/// From version 3 to 4 of the runtime: providers get seats to be drawn from, and open jobs are ranked.
pub type SeatProviders = VersionedMigration<0, 1, ProvidersSeated<Runtime>, ModelFactory, DbWeight>;

/// From version 4 to 5 of the runtime: the pools that each account is in are listed, so that stake votes.
pub type ListPools = VersionedMigration<1, 2, PoolsListed<Runtime>, Validators, DbWeight>;
